#!/usr/bin/env bash
# The whole thing in one command: three nodes, 20,000 tasks, a killed leader, and the accounts. bin/demo.sh --help
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
ballot_find_demo
ballot_terminal=false
if [[ -t 2 ]]; then
  ballot_terminal=true
fi
exec "$ballot_java" "${ballot_quick_options[@]}" -Xmx128m -Dballot.home="$ballot_root" -Dballot.classpath="$ballot_classpath" \
  -Dballot.terminal=$ballot_terminal -Dlogback.configurationFile=io/ballot/examples/demo/logback.xml \
  -cp "$ballot_standalone_classpath" io.ballot.examples.demo.Demo "$@"
