#!/usr/bin/env bash
# Checks what services of continuous integration read, each with what others read it by: a public validator or parser.
#
# In: the program; the services, all of them where none is named. Out: an exit code: 0 where everything that each would read is
# well-formed and fits; otherwise another, with what does not.
#
#   tests/ci/check.sh PROGRAM [github|gitlab|jenkins|pre-commit]…
#
# Needs xmllint (libxml2-utils), python3 with venv, npm and git; what Python and Node lack is installed under target/.
#
# junit-10.xsd: from the xUnit plugin of Jenkins, as the source distribution of pytest 8.3.5 has it
# (testing/example_scripts/junit-10.xsd). MIT; the licence stands in the file.
set -euo pipefail

program=$(realpath "$1")
shift
services=("$@")
[ "$#" -gt 0 ] || services=(github gitlab jenkins pre-commit)
cd "$(dirname "$0")"
root=$(realpath ../..)
tools=$root/target/ci/validators
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "check.sh: $1" >&2
  exit 1
}

# The validators in the versions that stand here.
install_tools() {
  [ -x "$tools/bin/pip" ] || python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
  mkdir -p "$tools/node"
  cp package.json package-lock.json "$tools/node"
  (cd "$tools/node" && npm ci --no-audit --no-fund --silent)
}

# run STATUS NAME ARGUMENT…: the program ends with this status.
run() {
  local wanted=$1 name=$2 status=0
  shift 2
  "$program" "$@" --quiet 2>"$scratch/said" || status=$?
  [ "$status" = "$wanted" ] || { cat "$scratch/said" >&2; fail "$name: status $status, not $wanted"; }
}

# Rules of which one gate asks for more.
changed() { "$program" rules export | sed 's/when: { market_exists: no }/when: { market_exists: [no, partly] }/'; }

# Every report in JUnit's format: of tests that pass, fail and cannot be read, of differences, of rules.
reports() {
  changed >"$scratch/rules.yaml"
  local junit=(--format junit --output)
  run 1 diff diff ../../examples/linkoping-2023 --from "$scratch/rules.yaml" "${junit[@]}" "$scratch/diff.xml"
  run 1 compare rules compare "$scratch/rules.yaml" linkoping-vard-omsorg "${junit[@]}" "$scratch/compare.xml"
  run 0 check rules check "${junit[@]}" "$scratch/check.xml"
  run 0 passing test ../../rules/tests --min-coverage 100 "${junit[@]}" "$scratch/passing.xml"
  run 1 failing test reports/failing.yaml reports/hostile.yaml "${junit[@]}" "$scratch/failing.xml"
  run 1 uncovered test ../../rules/tests --run 'IOP' --min-coverage 99.5 "${junit[@]}" "$scratch/uncovered.xml"
  run 2 faulty test reports ../../rules/tests "${junit[@]}" "$scratch/faulty.xml"
}

# Jenkins: every report fits its schema, but for where a case is (`file`, `line`): other services read that, and the schema has
# no word for it.
check_jenkins() {
  reports
  for report in "$scratch"/*.xml; do
    # A report is read on another machine.
    ! grep -qE '<testcase [^>]*file="/' "$report" || fail "$report names an absolute path"
    sed -E '/<testcase /s/ file="[^"]*"( line="[0-9]+")?//' "$report" >"$report.bare"
    xmllint --noout --schema junit-10.xsd "$report.bare" 2>"$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
  done
}

# GitLab: the example is one, and a parser finds in every report as many cases as the report says.
check_gitlab() {
  install_tools
  "$tools/bin/check-jsonschema" --quiet --builtin-schema vendor.gitlab-ci "$root/examples/ci/gitlab-ci.yml"
  reports
  "$tools/bin/python" - "$scratch"/*.xml <<'PYTHON'
import sys
from junitparser import Error, Failure, JUnitXml

for path in sys.argv[1:]:
    report = JUnitXml.fromfile(path)
    cases = [case for suite in report for case in suite]
    found = [sum(any(isinstance(end, kind) for end in case.result) for case in cases) for kind in (Failure, Error)]
    said = [report.failures, report.errors]
    if not cases or report.tests != len(cases) or found != said:
        sys.exit(f"check.sh: {path}: {len(cases)} cases, {found} of them failed or faulty; it says {report.tests}, {said}")
PYTHON
}

# GitHub: the example is one; findings fit the schema of SARIF, and hold nothing that its makers or GitHub advise against, but
# for the address of the tool, which has none.
check_github() {
  install_tools
  local schema="$tools/bin/check-jsonschema --quiet"
  $schema --builtin-schema vendor.github-workflows "$root/examples/ci/github-workflow.yml"
  changed >"$scratch/rules.yaml"
  cp -r "$root/examples/linkoping-2023" "$scratch/areas"
  local sarif=(--format sarif --output) multitool
  # Findings on files, as they are in a repository.
  (
    cd "$scratch"
    run 1 diff diff areas --from linkoping-vard-omsorg --to rules.yaml --fail-on any "${sarif[@]}" diff.sarif
    run 1 compare rules compare linkoping-vard-omsorg rules.yaml --fail-on meaning "${sarif[@]}" compare.sarif
    run 0 check rules check rules.yaml --fail-on none "${sarif[@]}" check.sarif
  )
  multitool=$tools/node/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  chmod u+x "$multitool"
  for log in "$scratch"/*.sarif; do
    # The schema as it is published has a pattern that only Python takes for a regular expression.
    $schema --regex-variant python --schemafile sarif-2.1.0.json "$log"
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$log" --rule-kind "Sarif;Ghas" \
      --output "$log.said" --log ForceOverwrite >"$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
    python3 - "$log.said" <<'PYTHON'
import json, sys

found = [one for run in json.load(open(sys.argv[1])).get("runs", []) for one in run.get("results", [])]
found = [one for one in found if one["ruleId"] != "SARIF2005"]
if found:
    sys.exit(f"check.sh: {sys.argv[1]}: " + json.dumps(found, indent=1)[:4000])
PYTHON
  done
}

# pre-commit: the hooks and the example are such, and run in a repository; the program is the one given, since to build it
# from its source takes minutes.
check_pre-commit() {
  install_tools
  local pre=$tools/bin/pre-commit config=$root/examples/ci/pre-commit-config.yaml hooks=$scratch/hooks repo=$scratch/repo
  "$pre" validate-manifest "$root/.pre-commit-hooks.yaml"
  "$pre" validate-config "$config"
  export PRE_COMMIT_HOME=$scratch/home GIT_CONFIG_GLOBAL=/dev/null PATH="$(dirname "$program"):$PATH"
  export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.com GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.com
  mkdir -p "$hooks" "$repo/areas" "$repo/tests"
  sed 's/language: rust/language: system/' "$root/.pre-commit-hooks.yaml" >"$hooks/.pre-commit-hooks.yaml"
  git -C "$hooks" init -q && git -C "$hooks" add -A && git -C "$hooks" commit -q -m hooks
  cd "$repo"
  git init -q
  cp "$root"/examples/illustrations/*.yaml areas
  "$program" rules export >rules.yaml
  cat >tests/one.yaml <<'YAML'
rules: ../rules.yaml
tests:
  - name: Myndighetsutövning får bara utföras av kommunen
    answers: { exercise_of_authority: yes }
    expect: { outcome: verksamhetsuppdrag }
YAML
  sed -e "s|repo: .*|repo: $hooks|" -e "s|rev: .*|rev: $(git -C "$hooks" rev-parse HEAD)|" \
    -e 's/, --min-coverage, "100"//' "$config" >.pre-commit-config.yaml
  git add -A
  # hook STATUS WHAT: a commit of everything ends with this status; nothing is committed where a hook stops it.
  hook() {
    local status=0
    git add -A
    git commit -q -m "$2" >"$scratch/said" 2>&1 || status=$?
    [ "$status" = "$1" ] || { cat "$scratch/said" >&2; fail "pre-commit, $2: status $status, not $1"; }
  }
  "$pre" install >/dev/null
  hook 0 "the first commit"
  echo "# En anmärkning." >>areas/boendestod.yaml
  hook 0 "a remark"
  changed >rules.yaml
  hook 1 "a changed rule"
  git checkout -q HEAD -- rules.yaml
  printf 'area: A\nanswers:\n  marknad_fins: ja\n' >areas/a.yaml
  hook 1 "a faulty area"
  git rm -q -f areas/a.yaml areas/boendestod.yaml
  hook 1 "an area that is gone"
}

for service in "${services[@]}"; do
  declare -F "check_$service" >/dev/null || fail "no service $service; there are: github gitlab jenkins pre-commit"
  rm -rf "${scratch:?}"/*
  (check_"$service")
done
