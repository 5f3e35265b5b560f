#!/usr/bin/env bash
# Installs a wheel into a clean virtual environment, with no Rust in reach, and runs the program and the hooks of pre-commit.
#
#     check-wheel.sh WHEEL
set -euo pipefail
wheel=$(realpath "$1")
project=$(realpath "$(dirname "$0")/..")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-index "$wheel"
python3 -m venv "$place/hooks"
"$place/hooks/bin/pip" install --quiet pre-commit==4.7.0
# Neither cargo nor rustc.
export PATH=$place/venv/bin:/usr/bin:/bin PRE_COMMIT_HOME=$place/cache

version=$(avtalsform --version)
[ "$version" = "avtalsform $(sed -n 's/^version = "\(.*\)"/\1/p' "$project/Cargo.toml" | head -n 1)" ]
avtalsform recommend --require firm "$project/examples/illustrations/daglig-verksamhet.yaml" >"$place/page"
grep -q '^Rekommendation: Marknadsmix: LOV och verksamhetsuppdrag$' "$place/page"

# The example of hooks that need no Rust, with this wheel in the place of the one that is published.
mkdir "$place/repository" && cd "$place/repository"
sed -n '/^# repos:/,$s/^# \?//p' "$project/examples/ci/pre-commit-config.yaml" |
    sed "s|avtalsform==.*\"|avtalsform @ file://$wheel\"|" >.pre-commit-config.yaml
grep -q "file://$wheel" .pre-commit-config.yaml
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.invalid
git init -q -b main
mkdir areas && cp "$project/examples/illustrations/daglig-verksamhet.yaml" areas/
git add . && git commit -q -m first
"$place/hooks/bin/pre-commit" run --all-files >"$place/log" 2>&1 || { cat "$place/log" >&2; exit 1; }
sed -i 's/answer: yes/answer: kanske/' areas/daglig-verksamhet.yaml
git add .
if "$place/hooks/bin/pre-commit" run --all-files >"$place/log" 2>&1; then
    echo "a fault passes the hooks" >&2
    exit 1
fi
grep -q 'är inget svar' "$place/log" || { cat "$place/log" >&2; exit 1; }
echo "$version: installed from the wheel, run, and run by pre-commit"
