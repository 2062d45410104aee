#!/usr/bin/env bash
# Checks the protocol's models in docs/model with Spin: with all rules there is no violation, and without any one of them
# there is. What is to be run stands in the models' head comments (docs/model/README.md says how to read them).
set -euo pipefail
export LC_ALL=C
shopt -s inherit_errexit
cd "$(dirname "$0")/.."

usage() {
  cat <<'USAGE'
dev/model.sh [OPTIONS] [MODEL [NAME]]   checks the protocol's models, or one of them, or one of its runs

  --list          the models, and each run's name and rule; checks nothing
  --quick         smaller bounds, about a minute
  --trail         show the steps of each counterexample, the shortest one
  --memory MB     what one search may take (default 3500)
  --depth STEPS   how deep one search may go (default 500000)
  --seconds S     how long one search may take (default 900)
  --help          this text

Exit codes: 0 all as expected; 1 a run differs, was cut short, or a tool is missing; 2 wrong use.
USAGE
}

wrong() {
  echo "model.sh: $1 (--help says more)" >&2
  exit 2
}

list=0 quick=0 trail=0 memory=3500 depth=500000 seconds=900
only=()
while (($# > 0)); do
  case $1 in
    --list) list=1 ;;
    --quick) quick=1 ;;
    --trail) trail=1 ;;
    --memory | --depth | --seconds)
      [[ ${2:-} =~ ^[1-9][0-9]{0,8}$ ]] || wrong "$1 takes a number"
      printf -v "${1#--}" '%s' "$2"
      shift
      ;;
    --help | -h)
      usage
      exit
      ;;
    -*) wrong "there is no option $1" ;;
    *) only+=("$1") ;;
  esac
  shift
done
((${#only[@]} <= 2)) || wrong "one model and one name at most"
model=${only[0]:-} name=${only[1]:-}
[[ -z $model || -f docs/model/$model.pml ]] || wrong "there is no model $model"

# One line per run: model, kind, name, definitions, text; from lines such as "@without R8.claim MAXF=2 what is left out".
runs() {
  awk '$1 == "*" && $2 ~ /^@(check|quick|full|without|slow|spare|reach)$/ {
    file = FILENAME; sub(/.*\//, "", file); sub(/\.pml$/, "", file)
    text = ""; for (i = 5; i <= NF; i++) text = text (i > 5 ? " " : "") $i
    print file "\t" substr($2, 2) "\t" $3 "\t" $4 "\t" text
  }' docs/model/*.pml
}

# The runs that were asked for. A run asked for by name is run in either setting.
chosen() {
  local m kind n defines text
  while IFS=$'\t' read -r m kind n defines text; do
    [[ -z $model || $m == "$model" ]] || continue
    if [[ -n $name ]]; then
      [[ $n == "$name" ]] || continue
    elif ((!list)); then
      [[ $kind != quick || $quick == 1 ]] || continue
      [[ ! $kind =~ ^(full|slow|spare)$ || $quick == 0 ]] || continue
    fi
    printf '%s\t%s\t%s\t%s\t%s\n' "$m" "$kind" "$n" "$defines" "$text"
  done < <(runs)
}

mapfile -t wanted < <(chosen)
((${#wanted[@]} > 0)) || wrong "$model has no run $name"

if ((list)); then
  for line in "${wanted[@]}"; do
    IFS=$'\t' read -r m kind n defines text <<<"$line"
    printf '%-12s %-8s %-18s %s\n' "$m" "$kind" "$n" "$text"
  done
  exit
fi

for tool in spin gcc; do
  command -v "$tool" >/dev/null || {
    echo "model.sh: there is no $tool; install it (Debian, Ubuntu: apt-get install spin gcc)" >&2
    exit 1
  }
done

work=$(mktemp -d)
checker=
clean_up() {
  if [[ -n $checker ]]; then
    kill "$checker" 2>/dev/null && wait "$checker" || :
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
cp docs/model/*.pml "$work"
cd "$work"

# Runs a command so that a signal to this script is heard at once, and ends the command too.
attended() {
  local rc=0
  "$@" &
  checker=$!
  wait "$checker" || rc=$?
  checker=
  return "$rc"
}

# What a search found: none, violation, or why it says nothing. For "none" the checker itself must say that it saw all.
verdict() {
  local rc=$1
  if grep -q '^pan:[0-9]*: assertion violated' out && grep -q 'errors: 1$' out; then
    echo violation
  elif ((rc == 124)); then
    echo "out of time"
  elif grep -qE 'max search depth too small' out; then
    echo "too deep"
  elif grep -qE 'MEMLIM|out of memory' out; then
    echo "out of memory"
  elif ((rc == 0)) && grep -q 'errors: 0$' out && ! grep -qE '^pan:[0-9]|not completed|^error' out; then
    echo none
  else
    echo "error"
  fi
}

# Builds and runs the checker for one run; sets found and states.
search() {
  local m=$1 kind=$2 switch=${3^^} defines=$4 rc=0 args=() how=(-DCOLLAPSE) level=-O1
  [[ $defines == - ]] || args=("-D${defines//,/ -D}")
  case $kind in
    without | slow | spare) args+=("-DNO_${switch//./_}") ;;
    reach) args+=("-DREACH_${switch//./_}") ;;
  esac
  # A violation is mostly found before a better compiled checker would pay.
  [[ $kind != without && $kind != reach ]] || level=-O0
  read -ra args <<<"${args[*]:-}"
  # Breadth first takes longer, but finds the shortest way to a violation: the one to be read.
  ((!trail)) || [[ ! $kind =~ ^(without|slow|reach)$ ]] || how=(-DBFS)
  rm -f pan* ./*.trail built out steps
  found=error states=-
  if ! attended spin -a "${args[@]}" "$m.pml" >built 2>&1 ||
    ! attended gcc "$level" -w -DSAFETY -DMEMLIM="$memory" "${how[@]}" -o pan pan.c >>built 2>&1; then
    head -n 5 built >&2
    return
  fi
  attended timeout "$seconds" ./pan -m"$depth" -w22 >out 2>&1 || rc=$?
  found=$(verdict "$rc")
  states=$(awk '/states, stored/ { print $1; exit }' out)
  [[ $found != error ]] || head -n 5 out >&2
  if ((trail)) && compgen -G '*.trail' >/dev/null; then
    attended spin -t -T "${args[@]}" "$m.pml" >steps
    sed -n -e 's/^@//p' -e 's/^spin: text of failed assertion: assert/which violates /p' steps | nl -w4 -s'  '
  fi
}

row='%-12s %-18s %-10s %-13s %11s %7s\n'
# shellcheck disable=SC2059 # the format is the table's
line() { printf "$row" "$@"; }

line model without expected found states seconds
differ=0 violations=0 models=0 last=
for entry in "${wanted[@]}"; do
  IFS=$'\t' read -r m kind n defines text <<<"$entry"
  case $kind in
    without | slow) expected=violation what=$n ;;
    reach) expected=reached what="($n)" ;;
    spare) expected=none what="$n (spare)" ;;
    *) expected=none what="- ($n)" ;;
  esac
  begun=${EPOCHREALTIME/./}
  search "$m" "$kind" "$n" "$defines"
  tenths=$(((${EPOCHREALTIME/./} - begun) / 100000))
  [[ $kind != reach || $found != violation ]] || found=reached
  [[ $found != violation || $expected != none ]] || violations=$((violations + 1))
  mark=
  [[ $found == "$expected" ]] || {
    differ=$((differ + 1))
    mark='  <- differs'
  }
  line "$m" "$what" "$expected" "$found" "${states:--}" "$((tenths / 10)).$((tenths % 10))$mark"
  [[ $m == "$last" ]] || models=$((models + 1))
  last=$m
done
((differ == 0)) || echo "$differ of ${#wanted[@]} runs differ from what is expected"
echo "$models models, $violations violations"
((differ == 0))
