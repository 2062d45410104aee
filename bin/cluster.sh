#!/usr/bin/env bash
# Looks at the whole cluster and steers it: bin/cluster.sh help
set -euo pipefail

ballot_self=${BASH_SOURCE[0]}
if [[ -L $ballot_self ]]; then
  ballot_self=$(readlink -f -- "$ballot_self")
fi
case $ballot_self in
  */*) ballot_root=$(cd -- "${ballot_self%/*}/.." && pwd -P) ;;
  *) ballot_root=$(cd -- .. && pwd -P) ;;
esac
# shellcheck source=lib/ballot.sh
. "$ballot_root/bin/lib/ballot.sh"

ballot_find_java
ballot_find_node
ballot_terminal=false
if [[ -t 1 ]]; then
  ballot_terminal=true
fi
ballot_split "${BALLOT_JVM_OPTS:-}"
exec "$ballot_java" "${ballot_quick_options[@]}" "${ballot_words[@]}" -Dballot.home="$ballot_root" \
  -Dballot.terminal=$ballot_terminal -Dlogback.configurationFile=io/ballot/node/cli/logback-cli.xml \
  -cp "$ballot_classpath" io.ballot.node.cli.ClusterMain "$@"
