#!/bin/sh
# run.sh — words per second of the stages: bench/run.sh COMMAND [FILE...]
#
# Codes the shipped samples, repeated, and prints each command's time as a
# ratio to that of `parse` in the same run: times of a machine that others
# use too swing, ratios hold. Nothing is asserted.
set -eu
command=$1
shift
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- samples/*.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

copy=0
while [ "$copy" -lt "${REPEAT:-20}" ]; do
    for file in "$@"; do
        cp "$file" "$folder/$(basename "$file" .txt)-$copy.txt"
    done
    copy=$((copy + 1))
done
words=$(cat "$folder"/*.txt | wc -w)

# Milliseconds that a command over all the copies takes.
milliseconds() {
    start=$(date +%s%N)
    "$command" "$@" "$folder" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000000 + 1))
}

milliseconds parse >/dev/null # the files are in memory from here on
base=$(milliseconds parse)
printf '%d words\n%-16s %8s %14s %10s\n' "$words" command ms words/s ratio
for arguments in "parse" "times" "places" "code --format jsonl" \
    "code --format jsonl --jobs 2"; do
    # Several words of arguments are meant.
    # shellcheck disable=SC2086
    took=$(milliseconds $arguments)
    printf '%-16s %8d %14d %9d%%\n' \
        "$(echo "$arguments" | sed 's/ --format jsonl//')" "$took" \
        $((words * 1000 / took)) $((took * 100 / base))
done
