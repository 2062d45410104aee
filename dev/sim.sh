#!/usr/bin/env bash
# Whole clusters of the real machines in virtual time, under faults, from a seed each; every promise is checked after every
# event. The last line is "N histories, E events, V violations".
#   dev/sim.sh [--histories N] [--seed S] [--without RULE] [--scenario NAME | list] ...    --help says more
set -euo pipefail
cd "$(dirname "$0")/.."

class_path=cluster-core/target/classpath
./mvnw -q -pl cluster-core -am -DskipTests test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >&2

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -XX:+UseParallelGC -Xmx1g ${BALLOT_JVM_OPTS:-} \
  -cp "cluster-core/target/test-classes:cluster-core/target/classes:$(<"$class_path")" io.ballot.core.sim.SimMain "$@"
