#!/usr/bin/env bash
# Real processes under real faults, and the accounts: a table, and the last line "tasks T, executed once A, ...".
#   dev/chaos.sh [--minutes M] [--fault NAME[,...]] [--seed S] [--list] ...    --help says more, docs/chaos.md all of it
# As root, with ip netns, every process gets a network of its own; the run itself lives in one that holds the bridge.
set -euo pipefail

ballot_root=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd -P)
# shellcheck source=../bin/lib/ballot.sh
. "$ballot_root/bin/lib/ballot.sh"

ballot_find_java
ballot_build cluster-node cluster-standalone chaos
ballot_find_standalone
chaos=$(ballot_module_jar chaos)

chaos_command=("$ballot_java" "${ballot_quick_options[@]}" -Xmx512m -Dballot.home="$ballot_root"
  -Dballot.chaos.nodes="$chaos:$ballot_classpath" -Dballot.chaos.servers="$chaos:$ballot_standalone_classpath"
  -Dballot.chaos.rivals="$chaos:$ballot_root/chaos/target/lib/*"
  -Dlogback.configurationFile=io/ballot/chaos/logback.xml
  -cp "$chaos:$ballot_standalone_classpath:$ballot_classpath")
if ((EUID == 0)) && command -v nsenter >/dev/null && ip netns add "ballot-chaos-$$-hub" 2>/dev/null; then
  exec nsenter --net="/run/netns/ballot-chaos-$$-hub" "${chaos_command[@]}" -Dballot.chaos.hub="ballot-chaos-$$-hub" \
    io.ballot.chaos.run.Chaos "$@"
fi
exec "${chaos_command[@]}" io.ballot.chaos.run.Chaos "$@"
