#!/usr/bin/env bash
# Runs the program for Windows under wine, and the same command lines on Linux: bytes and status must be the same. Then what is
# Windows alone: patterns of names, a name that is a device, a file that another program holds, and the zip and MSI themselves.
#
#     check.sh ZIP MSI PROGRAM    PROGRAM is that of Linux, built in the same way
#
# Needs wine64, x86_64-w64-mingw32-gcc and unzip.
set -euo pipefail
cd "$(dirname "$0")/../.."
run=$PWD/packaging/windows/run.sh
zip=$(realpath "$1") msi=$(realpath "$2") native=$(realpath "$3")
scratch=$PWD/target/wine
rm -rf "$scratch" && mkdir -p "$scratch"
export WINEPREFIX=$scratch/prefix WINEARCH=win64 WINEDEBUG=-all
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
unzip -q "$zip" -d "$scratch"
folder=$(echo "$scratch"/avtalsform-*)
exe=$folder/avtalsform.exe
# Debian's wine 8 lacks a library that Rust's standard library asks for random numbers.
x86_64-w64-mingw32-gcc -shared -O1 -s -o "$folder/bcryptprimitives.dll" packaging/windows/bcryptprimitives.c -ladvapi32
x86_64-w64-mingw32-gcc -O1 -s -municode -o "$scratch/hold.exe" packaging/windows/hold.c
"$wine" wineboot --init >/dev/null 2>&1 || true

windows() { "$run" "$@"; }

wrong=0
miss() { echo "check.sh: $1" >&2; wrong=$((wrong + 1)); }

"$native" rules export | sed 's/when: { market_exists: no }/when: { market_exists: [no, partly] }/' >revised.yaml
trap 'rm -f revised.yaml' EXIT
out=target/wine/out
cases=0
while IFS= read -r line; do
    case $line in \#*) continue ;; esac
    cases=$((cases + 1))
    rm -rf "$out"*
    eval "windows ${line/OUT/$out}" >"$scratch/w.out" 2>"$scratch/w.err" </dev/null && w=0 || w=$?
    for made in "$out"*; do [ ! -e "$made" ] || mv "$made" "$scratch/made"; done
    eval "'$native' ${line/OUT/$out}" >"$scratch/l.out" 2>"$scratch/l.err" </dev/null && l=0 || l=$?
    [ "$w" = "$l" ] || miss "status $w on Windows, $l on Linux: $line"
    cmp -s "$scratch/w.out" "$scratch/l.out" || miss "standard output: $line"
    cmp -s "$scratch/w.err" "$scratch/l.err" || miss "standard error: $line"
    for made in "$out"*; do
        [ ! -e "$made" ] || cmp -s "$scratch/made" "$made" || miss "the file: $line"
    done
    rm -rf "$scratch/made" "$out"*
done <packaging/windows/cases.txt

# What only Windows has.
area=examples/illustrations/daglig-verksamhet.yaml
expect() { # STATUS TEXT ARGUMENTS…
    local status=$1 text=$2 got=0
    shift 2
    "$@" >"$scratch/w.out" 2>&1 </dev/null || got=$?
    [ "$got" = "$status" ] || miss "status $got, not $status: $*"
    [ -z "$text" ] || grep -qF -- "$text" "$scratch/w.out" || { miss "without \"$text\": $*"; head -n 5 "$scratch/w.out" >&2; }
}
# A shell of Windows gives a pattern as it was typed.
expect 0 'Daglig verksamhet' windows batch 'examples/illustr*/*.yaml'
expect 0 '' windows recommend "$area" --output NUL
expect 2 '"mapp"' windows batch 'examples" --format json'
(
    cd "$scratch"
    expect 0 'aux-1.yaml' windows new Aux
    [ -s aux-1.yaml ] || miss "no file for an area called Aux"
)
# Held for a moment, it is read and written; held for good, that is said. 0 shares with nobody, 1 lets others read, as Excel does.
cp "$area" "$scratch/held.yaml"
hold() { "$wine" "$scratch/hold.exe" "$@"; }
expect 0 'Daglig verksamhet' hold 400 0 "$scratch/held.yaml" "$exe" recommend "$scratch/held.yaml"
expect 2 'ett annat program håller den' hold 5000 0 "$scratch/held.yaml" "$exe" recommend "$scratch/held.yaml"
echo old >"$scratch/result.csv"
expect 0 '' hold 400 1 "$scratch/result.csv" "$exe" batch examples/illustrations --format csv --output "$scratch/result.csv"
expect 2 'ett annat program håller den' hold 5000 1 "$scratch/result.csv" "$exe" batch examples/illustrations --format csv --output "$scratch/result.csv"
grep -q 'Daglig verksamhet' "$scratch/result.csv" || miss "what was written before is lost"

# An interview asks the same, says the same and leaves the same file, answer by answer.
printf 'boendestöd\nnej\nja Fyra utförare lämnade anbud\nångra\nvet inte än\ndelvis\nsluta\n' >"$scratch/said"
for on in windows "$native"; do
    name=$(basename "$on")
    mkdir -p "$scratch/$name/mapp" && cp "$area" "$scratch/$name/mapp/other.yaml"
    printf 'område: Boendestöd\r\n' >"$scratch/$name/mapp/a.yaml"
    (cd "$scratch/$name/mapp" && "$on" interview a.yaml <"$scratch/said" >out 2>err && "$on" interview . <<<'sluta' >>out 2>>err) ||
        miss "an interview ends with $? ($name)"
done
diff -r "$scratch/windows" "$scratch/$(basename "$native")" >&2 || miss "an interview"
grep -q 'delvis' "$scratch/windows/mapp/a.yaml" || miss "an interview saves nothing"

# The MSI puts the same files among the user's own programs, where the program runs, and takes them away.
install() { "$wine" msiexec "$1" "Z:${msi//\//\\}" /qn || miss "the MSI ends with $?: $1"; }
install /i
installed=$(find "$WINEPREFIX/drive_c/users" -type d -path '*/AppData/Local/Programs/avtalsform')
for name in avtalsform.exe 'LÄS MIG.txt' 'Släpp filer här.cmd' LICENSE.txt; do
    [ -s "$folder/$name" ] || miss "the zip lacks $name"
    cmp -s "$folder/$name" "$installed/$name" || miss "the MSI lacks $name"
done
cp "$folder/bcryptprimitives.dll" "$installed/"
expect 0 "avtalsform" "$wine" "$installed/avtalsform.exe" --version
start=$(find "$WINEPREFIX/drive_c/users" -name avtalsform.lnk)
[ -n "$start" ] || miss "the MSI puts nothing into the Start menu"
install /x
[ ! -e "$installed/avtalsform.exe" ] && [ ! -e "$start" ] || miss "the MSI leaves the program behind"

[ "$wrong" = 0 ] || { echo "$wrong of $cases command lines and what only Windows has differ" >&2; exit 1; }
echo "$cases command lines do the same on Windows"
