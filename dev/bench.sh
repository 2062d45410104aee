#!/usr/bin/env bash
# Benchmarks side by side with other systems: a table, and the raw figures in benchmarks/results/*.json.
#   dev/bench.sh [NAME...] [OPTIONS]    --help says which
set -euo pipefail
cd "$(dirname "$0")/.."

class_path=benchmarks/target/classpath
./mvnw -q -pl benchmarks -am -DskipTests compile dependency:build-classpath \
  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime >&2

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx512m -Dlogback.configurationFile="$PWD/conf/logback.xml" \
  -cp "benchmarks/target/classes:$(<"$class_path")" io.ballot.benchmarks.Bench "$@"
