#!/usr/bin/env bash
# Runs and controls one node: bin/node.sh help
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
ballot_properties=(-Dballot.home="$ballot_root" -Dlogback.configurationFile="$ballot_root/conf/logback.xml")
ballot_split "${BALLOT_JVM_OPTS:-}"
ballot_jvm=("${ballot_words[@]}")
ballot_split "${BALLOT_HEAP_OPTS:-}"
ballot_heap=("${ballot_words[@]}")

if [[ ${1:-} == standalone ]]; then
  shift
  ballot_find_standalone
  exec "$ballot_java" "${ballot_quick_options[@]}" "${ballot_properties[@]}" -Dballot.classpath="$ballot_classpath" \
    -cp "$ballot_standalone_classpath" io.ballot.standalone.Standalone "$@"
fi

ballot_find_node
ballot_options=("${ballot_quick_options[@]}")
for ballot_word in "$@"; do
  if [[ $ballot_word == run ]]; then
    ballot_options=("${ballot_node_options[@]}" "${ballot_heap[@]}" "${ballot_jvm[@]}")
    break
  fi
done
# start and restart hand ballot.node.jvm on to the node that they start in the background.
exec "$ballot_java" "${ballot_options[@]}" "${ballot_properties[@]}" \
  -Dballot.node.jvm="${ballot_node_options[*]} ${ballot_heap[*]}" \
  -cp "$ballot_classpath" io.ballot.node.NodeMain "$@"
