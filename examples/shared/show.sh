#!/bin/sh
# How far a few shared answers take a board: the 21 areas of the plan for 2023–2026, without and with them.
# AVTALSFORM names the program, where it is not on the path.
set -eu
program=${AVTALSFORM:-avtalsform}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here"/../linkoping-2023/*.yaml "$work"
count() {
    "$program" batch "$work" --quiet --format csv --fields firmness | grep -c -E '^(firm|preliminary)[[:space:]]*$' || true
}
before=$(count)
cp "$here/gemensamt.yaml" "$work"
echo "answers: $(grep -c -E ': (ja|delvis|nej)$' "$here/gemensamt.yaml")"
echo "areas with a recommendation: $before before, $(count) after"
