#!/usr/bin/env bash
# Checks reports of rule tests and of differences in JUnit's format against the schema that Jenkins' xUnit plugin reads them by.
#
# In: the program. Out: an exit code: 0 where reports of tests that pass, fail and cannot be read all fit the schema,
# whatever their names hold; otherwise another, with what does not fit.
#
#   tests/ci/check.sh PROGRAM
#
# Needs xmllint (libxml2-utils).
#
# junit-10.xsd: from the xUnit plugin of Jenkins, as the source distribution of pytest 8.3.5 has it
# (testing/example_scripts/junit-10.xsd). MIT; the licence stands in the file.
set -euo pipefail

program=$(realpath "$1")
cd "$(dirname "$0")"
command -v xmllint >/dev/null || { echo "check.sh: xmllint is needed" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# valid REPORT: it fits the schema, but for where a case is (`file`, `line`): other services read that, and this schema has no
# word for it.
valid() {
  # A report is read on another machine.
  if grep -qE '<testcase [^>]*file="/' "$1"; then echo "check.sh: $1 names an absolute path" >&2; exit 1; fi
  sed -E '/<testcase /s/ file="[^"]*"( line="[0-9]+")?//' "$1" >"$1.bare"
  xmllint --noout --schema junit-10.xsd "$1.bare" 2>"$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
}

# check STATUS NAME ARGUMENT…: the report fits the schema, and the run ended with this status.
check() {
  local wanted=$1 name=$2 status=0
  shift 2
  "$program" test "$@" --quiet --format junit --output "$scratch/$name.xml" 2>"$scratch/said" || status=$?
  [ "$status" = "$wanted" ] || {
    echo "check.sh: $name: status $status, not $wanted" >&2
    cat "$scratch/said" >&2
    exit 1
  }
  valid "$scratch/$name.xml"
}

# Differences, too: a case for each area.
rules="$scratch/rules.yaml"
"$program" rules export | sed 's/when: { market_exists: no }/when: { market_exists: [no, partly] }/' >"$rules"
status=0
"$program" diff ../../examples/linkoping-2023 --from "$rules" --quiet --format junit \
  --output "$scratch/diff.xml" || status=$?
[ "$status" = 1 ] || { echo "check.sh: diff: status $status, not 1" >&2; exit 1; }
valid "$scratch/diff.xml"

check 0 passing ../../rules/tests --min-coverage 100
check 1 failing reports/failing.yaml reports/hostile.yaml
check 1 uncovered ../../rules/tests --run 'IOP' --min-coverage 99.5
check 2 faulty reports ../../rules/tests
