#!/usr/bin/env bash
# Runs the program for Windows, unpacked by check.sh, under wine, as if it were one of Linux. What wine itself fails at is tried
# again, and what it says of itself is no word of the program.
#
#     AVTALSFORM_BIN=packaging/windows/run.sh cargo test --locked --test commands memo::
scratch=$(realpath "$(dirname "$0")")/../../target/wine
export WINEPREFIX=$scratch/prefix WINEARCH=win64 WINEDEBUG=-all
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/in"
for _ in 1 2 3; do
    status=0
    "$wine" "$scratch"/avtalsform-*/avtalsform.exe "$@" <"$place/in" >"$place/out" 2>"$place/all" || status=$?
    grep -v '^wine client error' "$place/all" >"$place/err"
    cmp -s "$place/all" "$place/err" && { [ "$status" != 1 ] || [ -s "$place/out" ] || [ -s "$place/err" ]; } && break
done
cat "$place/out"
cat "$place/err" >&2
exit "$status"
