#!/usr/bin/env bash
# Everything that is read from outside (frames, greetings, snapshots, znodes, commit metadata, record headers) with inputs
# drawn from seeds. The last line is "N inputs, F findings"; a finding's input is written to cluster-node/target/fuzz.
#   dev/fuzz.sh [--inputs N] [--seed S] [--target NAME] ...    --help says more
set -euo pipefail
cd "$(dirname "$0")/.."

class_path=cluster-node/target/classpath
./mvnw -q -pl cluster-node -am -DskipTests test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >&2

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -XX:+UseSerialGC -Xmx512m -Dlogback.configurationFile=dev/logback-test.xml ${BALLOT_JVM_OPTS:-} \
  -cp "cluster-node/target/test-classes:cluster-node/target/classes:$(<"$class_path")" io.ballot.fuzz.FuzzMain "$@"
