#!/bin/sh
# threads.sh — codes the samples with one thread and with four, by a command
# built with the thread sanitizer: threads.sh COMMAND_FOLDER
#
# The sanitizer's run time does not start on every kernel; then this is
# skipped, with a word of it.
set -eu
if ! "$1/dateline" --version >/dev/null 2>&1; then
    echo "skipped: the thread sanitizer does not start here"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TSAN_OPTIONS=halt_on_error=1
for jobs in 1 4; do
    "$1/dateline" code --format jsonl --jobs "$jobs" samples/*.txt \
        samples/*.jsonl \
        >"$folder/events-$jobs.jsonl"
done
cmp "$folder/events-1.jsonl" "$folder/events-4.jsonl"
test -s "$folder/events-1.jsonl"
echo "threads: no race, the same bytes from one and four"
