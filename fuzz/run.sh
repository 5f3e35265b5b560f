#!/usr/bin/env bash
# Fuzzes targets for so many seconds each, two at a time: fuzz/run.sh SECONDS [TARGET…]
#
# Without targets it runs all but `large`, whose every input may take seconds.
# Begins from the kept inputs, the examples, the shipped files and the catalogue of bad input. What is found on the way
# stays in fuzz/target/corpus, what breaks something in fuzz/target/found; the exit status is then 1.
# With AVTALSFORM_FUZZ_SEED set it tries the same things each time.
# fuzz/run.sh keep: replaces the kept inputs by the fewest that reach all that has been reached.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?how many seconds each target has, or keep}
shift
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(area rules tests baseline workbook pipeline)

# The compiler that the project is built with is enough where no sanitizer is asked for; the library has no unsafe code.
triple=$(rustc -vV | sed -n 's/^host: //p')
(cd fuzz && cargo fuzz build --fuzz-dir . --release --sanitizer none)

seeds() {
    case $1 in
    area) echo examples tests/bad/area tests/bad/ok tests/bad/lines ;;
    rules) echo rules tests/rules tests/bad/rules ;;
    tests) echo rules/tests tests/bad/tests ;;
    baseline) echo tests/bad/baseline ;;
    esac
}

fuzz() {
    local target=$1 program=fuzz/target/$triple/release/$1
    local own=fuzz/target/corpus/$1 kept=fuzz/corpus/$1 found=fuzz/target/found
    mkdir -p "$own" "$found"
    local from=()
    for folder in "$kept" $(seeds "$target"); do
        [ -d "$folder" ] && from+=("$folder")
    done
    if [ "$seconds" = keep ]; then
        rm -rf "$own.least" && mkdir "$own.least"
        "$program" -merge=1 -max_len=32000 "$own.least" "$own" "${from[@]}" 2>&1 | tail -n 1
        rm -rf "$kept" && mv "$own.least" "$kept"
        return
    fi
    # A slow input is a finding, too: none may take 20 seconds, no rule set 10, nor 1 GB. What counts is slowed down some eight
    # times by what the fuzzer watches, hence 80 for it.
    if ! "$program" "$own" "${from[@]}" -max_total_time="$seconds" -seed="${AVTALSFORM_FUZZ_SEED:-0}" -dict=fuzz/"$(
        [ "$target" = workbook ] && echo xml || echo yaml
    )".dict -timeout="$([ "$target" = large ] && echo 80 || echo 20)" -rss_limit_mb=1024 -max_len=32000 -artifact_prefix="$found/$target-" -print_final_stats=1 \
        -verbosity=0 >"fuzz/target/$target.log" 2>&1; then
        tail -n 40 "fuzz/target/$target.log"
        return 1
    fi
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz/target/$target.log") inputs in $seconds s"
}

status=0
while [ "${#targets[@]}" -gt 0 ]; do
    pair=("${targets[@]:0:2}") pids=()
    targets=("${targets[@]:2}")
    for target in "${pair[@]}"; do
        fuzz "$target" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || status=1; done
done
exit "$status"
