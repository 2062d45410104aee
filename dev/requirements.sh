#!/usr/bin/env bash
# Which tests show which requirement of docs/requirements.md: one line for each, with the tests that carry its @Tag. Exits 1 when a
# requirement has none. A tag on a class counts for all of it. Tests: only sources under src/test.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

ids=$(sed -nE 's/^\| ([A-Z][0-9]+) \|.*/\1/p' docs/requirements.md | tr '\n' ' ')
[[ -n $ids ]] || { echo "docs/requirements.md has no table of requirements" >&2; exit 1; }

shopt -s globstar nullglob
sources=(*/src/test/java/**/*.java)
((${#sources[@]} > 0)) || sources=(/dev/null)

# Tags gather until the declaration they stand on: a class, or a method (also a field of ArchUnit's @ArchTest).
awk -v ids="$ids" '
  FNR == 1 { class = FILENAME; sub(/.*\//, "", class); sub(/\.java$/, "", class); tags = "" }
  /^[ \t]*(\/\/|\*|\/\*)/ { next }
  {
    line = $0
    while (match(line, /@Tag\("[^"]*"\)/)) {
      tags = tags " " substr(line, RSTART + 6, RLENGTH - 8)
      line = substr(line, RSTART + RLENGTH)
    }
    gsub(/@[A-Za-z.]+(\([^()]*\))?/, "", line)
    if (tags == "" || line !~ /[A-Za-z]/) next
    where = ""
    if (match(line, /(class|interface|record) +[A-Za-z0-9_]+/)) {
      where = substr(line, RSTART, RLENGTH)
      sub(/.* /, "", where)
    } else if (match(line, /[A-Za-z0-9_]+ *(\(|=|;)/)) {
      where = substr(line, RSTART, RLENGTH)
      sub(/ *[(=;]$/, "", where)
      where = class "." where
    } else next
    n = split(tags, list, " ")
    for (i = 1; i <= n; i++) shown[list[i]] = shown[list[i]] (shown[list[i]] == "" ? "" : ", ") where
    tags = ""
  }
  END {
    n = split(ids, list, " ")
    for (i = 1; i <= n; i++) {
      printf "%-3s %s\n", list[i], (shown[list[i]] == "" ? "-" : shown[list[i]])
      if (shown[list[i]] == "") missing++
    }
    printf "%d requirements, %d without a test\n", n, missing
    exit missing > 0
  }' "${sources[@]}"
