# Shared by the scripts in bin/: finds Java and the jars, in a checkout or in an unpacked distribution, and builds in a
# checkout what is missing or older than a source. Holds no other logic. Sourced, with ballot_root set.
# shellcheck shell=bash

# The oldest Java that runs Ballot.
ballot_java_min=17

ballot_fail() {
  printf 'ballot: %s\n' "$1" >&2
  exit 1
}

# Prints the major version of a java binary: from the release file beside it, else by asking it.
ballot_java_major() {
  local java=$1 real home line version=
  real=$(readlink -f -- "$java" 2>/dev/null) || real=$java
  home=${real%/bin/java}
  if [[ -r $home/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        version=${line#JAVA_VERSION=}
        version=${version//\"/}
      fi
    done <"$home/release"
  fi
  if [[ -z $version ]]; then
    version=$("$java" -version 2>&1) || return 1
    version=${version#*\"}
    version=${version%%\"*}
  fi
  version=${version#1.}
  printf '%s\n' "${version%%[!0-9]*}"
}

# Sets ballot_java, or says what to install.
ballot_find_java() {
  local advice="install a JDK $ballot_java_min or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME"
  local major
  if [[ -n ${JAVA_HOME:-} ]]; then
    ballot_java=$JAVA_HOME/bin/java
    [[ -x $ballot_java ]] || ballot_fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; $advice"
  else
    ballot_java=$(command -v java) || ballot_fail "there is no Java; $advice"
  fi
  major=$(ballot_java_major "$ballot_java") || ballot_fail "$ballot_java does not run; $advice"
  [[ $major =~ ^[0-9]+$ ]] || ballot_fail "$ballot_java does not tell its version; $advice"
  ((major >= ballot_java_min)) || ballot_fail "$ballot_java is Java $major; $advice"
}

ballot_is_checkout() {
  [[ -f $ballot_root/pom.xml && -d $ballot_root/cluster-node/src ]]
}

# Prints the newest jar of a module of the checkout; nothing if there is none.
ballot_module_jar() {
  local jar newest=
  for jar in "$ballot_root/$1/target/$1-"*.jar; do
    if [[ -f $jar && $jar != *-sources.jar && $jar != *-tests.jar && (-z $newest || $jar -nt $newest) ]]; then
      newest=$jar
    fi
  done
  printf '%s' "$newest"
}

# Whether a module's jar is missing, or a source of any module is newer than it and than the last build by a script.
ballot_is_stale() {
  local module=$1 jar mark file
  jar=$(ballot_module_jar "$module")
  mark=$ballot_root/$module/target/.built-by-script
  [[ -n $jar && ($module != cluster-* || -d $ballot_root/$module/target/lib) ]] || return 0
  local reset
  reset=$(shopt -p globstar nullglob)
  shopt -s globstar nullglob
  local stale=1
  for file in "$ballot_root"/pom.xml "$ballot_root"/{cluster-*,"$module"}/pom.xml "$ballot_root"/{cluster-*,"$module"}/src/main/**; do
    if [[ -f $file && $file -nt $jar && $file -nt $mark ]]; then
      stale=0
      break
    fi
  done
  eval "$reset"
  return "$stale"
}

# Takes the lock that keeps two scripts from building at once; waits for whoever holds it.
ballot_lock() {
  local holder tries
  ballot_lock_dir=$ballot_root/var/build.lock
  mkdir -p -- "$ballot_root/var" || ballot_fail "cannot write to $ballot_root/var"
  until mkdir -- "$ballot_lock_dir" 2>/dev/null; do
    holder=
    for tries in 1 2 3 4 5; do
      if read -r holder 2>/dev/null <"$ballot_lock_dir/pid"; then
        break
      fi
      sleep 0.2
    done
    if [[ -z $holder ]] || ! kill -0 "$holder" 2>/dev/null; then
      rm -rf -- "$ballot_lock_dir" # whoever held it is gone
    else
      sleep 0.5
    fi
  done
  printf '%s\n' "$$" >"$ballot_lock_dir/pid"
  trap 'rm -rf -- "$ballot_lock_dir"' EXIT
}

ballot_unlock() {
  rm -rf -- "$ballot_lock_dir"
  trap - EXIT
}

# Builds the modules named, and what they need, if one of them is stale.
ballot_build() {
  local module stale= list
  for module in "$@"; do
    if ballot_is_stale "$module"; then
      stale=yes
    fi
  done
  [[ -n $stale ]] || return 0
  ballot_lock
  stale=
  for module in "$@"; do
    if ballot_is_stale "$module"; then
      stale=yes
    fi
  done
  if [[ -n $stale ]]; then
    printf 'ballot: building %s (it is missing or older than its sources); this takes a minute\n' "$*" >&2
    list=$(IFS=,; printf '%s' "$*")
    : >"$ballot_lock_dir/begun"
    ballot_maven -pl "$list" -am package || ballot_fail "the build failed; see above"
    for module in "$@"; do
      cp -p -- "$ballot_lock_dir/begun" "$ballot_root/$module/target/.built-by-script"
    done
  fi
  ballot_unlock
}

ballot_maven() {
  local real
  real=$(readlink -f -- "$ballot_java")
  [[ -x ${real%/java}/javac ]] ||
    ballot_fail "$ballot_java is a runtime without a compiler; to build this checkout install a JDK (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless)"
  (cd -- "$ballot_root" && JAVA_HOME=${real%/bin/java} ./mvnw -q -B -ntp -Dmaven.test.skip=true "$@" >&2)
}

# Sets ballot_classpath to what a node runs with.
ballot_find_node() {
  if ballot_is_checkout; then
    ballot_build cluster-node
    ballot_classpath="$(ballot_module_jar cluster-node):$ballot_root/cluster-node/target/lib/*"
  else
    [[ -d $ballot_root/lib ]] || ballot_fail "there is no lib directory in $ballot_root: this is neither a distribution nor a checkout"
    ballot_classpath="$ballot_root/lib/*"
  fi
}

# Sets ballot_classpath, and ballot_standalone_classpath to what the embedded servers run with.
ballot_find_standalone() {
  if ballot_is_checkout; then
    ballot_build cluster-node cluster-standalone
    ballot_find_node
    ballot_standalone_classpath="$(ballot_module_jar cluster-standalone):$ballot_root/cluster-standalone/target/lib/*"
  else
    ballot_find_node
    ballot_standalone_classpath="$ballot_root/lib/standalone/*:$ballot_root/lib/*"
  fi
}

# Sets ballot_classpath to what the demo's nodes run with, and ballot_standalone_classpath to what the demo itself does.
ballot_find_demo() {
  local examples="$ballot_root/examples/*"
  if ballot_is_checkout; then
    ballot_build cluster-node cluster-standalone examples
    examples=$(ballot_module_jar examples)
  fi
  ballot_find_standalone
  ballot_classpath="$examples:$ballot_classpath"
  ballot_standalone_classpath="$examples:$ballot_standalone_classpath"
  if ballot_is_checkout; then
    ballot_standalone_classpath="$ballot_standalone_classpath:$ballot_classpath"
  fi
}

# Splits a variable of options, such as BALLOT_JVM_OPTS, into the array ballot_words.
ballot_split() {
  ballot_words=()
  read -r -d '' -a ballot_words <<<"${1:-}" || true
}

# A command that looks and ends: small and quick to start.
ballot_quick_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m)
# A node: one that has no memory left must not linger (its supervisor starts it again).
ballot_node_options=(-XX:+ExitOnOutOfMemoryError)

export BALLOT_HOME=${BALLOT_HOME:-$ballot_root}
