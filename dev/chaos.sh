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

# --older REF: that commit's node, built once in var/chaos.
chaos_older=
chaos_arguments=()
while (($# > 0)); do
  if [[ $1 == --older ]]; then
    [[ -n ${2:-} ]] || ballot_fail "--older needs a commit"
    chaos_ref=$(git -C "$ballot_root" rev-parse --verify --quiet "$2^{commit}") || ballot_fail "there is no commit $2"
    chaos_tree=$ballot_root/var/chaos/$chaos_ref
    if [[ ! -d $chaos_tree ]]; then
      mkdir -p "$chaos_tree.new"
      git -C "$ballot_root" archive "$chaos_ref" | tar -x -C "$chaos_tree.new"
      mv "$chaos_tree.new" "$chaos_tree"
    fi
    chaos_older=$(ballot_root=$chaos_tree && ballot_find_node >&2 && printf '%s' "$ballot_classpath")
    shift
  else
    chaos_arguments+=("$1")
  fi
  shift
done
set -- "${chaos_arguments[@]}"

chaos_command=("$ballot_java" "${ballot_quick_options[@]}" -Xmx512m -Dballot.home="$ballot_root"
  -Dballot.chaos.nodes="$chaos:$ballot_classpath" -Dballot.chaos.servers="$chaos:$ballot_standalone_classpath"
  -Dballot.chaos.older="${chaos_older:+$chaos:$chaos_older}"
  -Dballot.chaos.rivals="$chaos:$ballot_root/chaos/target/lib/*"
  -Dlogback.configurationFile=io/ballot/chaos/logback.xml
  -cp "$chaos:$ballot_standalone_classpath:$ballot_classpath")
if ((EUID == 0)) && command -v nsenter >/dev/null && ip netns add "ballot-chaos-$$-hub" 2>/dev/null; then
  exec nsenter --net="/run/netns/ballot-chaos-$$-hub" "${chaos_command[@]}" -Dballot.chaos.hub="ballot-chaos-$$-hub" \
    io.ballot.chaos.run.Chaos "$@"
fi
exec "${chaos_command[@]}" io.ballot.chaos.run.Chaos "$@"
