#!/usr/bin/env bash
# Evaluates a file of JSON lines as an array of jobs, without any engine.
#
# In: a file of areas as JSON lines, a folder for the parts, how many parts, the path of the tool. Out: FOLDER/results.ndjson,
# byte for byte what one run over the whole file gives when each area has an id of its own.
#
#   ./job-array.sh areas.ndjson parts/ 8 ./avtalsform
#
# Under a scheduler that sets SLURM_ARRAY_TASK_ID, each job does its own part of a folder that has been split before
# (first run: SPLIT_ONLY=1), and `cat parts/result-*.ndjson` joins them in the end. Every part has the same name in its
# results, so that they do not tell where they were made.
set -euo pipefail

areas=$1 folder=$2 parts=$3 tool=$4
fields=area,outcome,firmness,support

one() {
    local number
    number=$(printf '%04d' "$1")
    "$tool" batch --input ndjson --format ndjson --fields "$fields" - \
        <"$folder/part-$number" >"$folder/result-$number.ndjson"
}

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    one "$SLURM_ARRAY_TASK_ID"
    exit
fi

mkdir -p "$folder"
rm -f "$folder"/part-* "$folder"/result-*.ndjson
split --number="l/$parts" --numeric-suffixes --suffix-length=4 "$areas" "$folder/part-"
[ -n "${SPLIT_ONLY:-}" ] && exit

export -f one
export folder tool fields
seq 0 $((parts - 1)) | xargs -P "$(nproc)" -I{} bash -euo pipefail -c 'one "$1"' _ {}
cat "$folder"/result-*.ndjson >"$folder/results.ndjson"
