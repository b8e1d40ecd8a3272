#!/bin/sh
# newswire.sh — codes real stories: no crash, nothing rejected, and the same
# bytes from one thread and from two.
#
#   newswire.sh COMMAND_FOLDER SHARED_FOLDER     STORIES=N, or all
set -eu
stories=$2/data/newswire/newswire.jsonl
if [ ! -f "$stories" ]; then
    echo "skipped: no ../shared"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ "${STORIES:-60}" = all ]; then
    cp "$stories" "$folder/news.jsonl"
else
    # Spread over the file: every n-th line.
    every=$(($(wc -l <"$stories") / ${STORIES:-60} + 1))
    awk -v n="$every" 'NR % n == 1' "$stories" >"$folder/news.jsonl"
fi
for jobs in 1 2; do
    "$1/dateline" code --format jsonl --jobs "$jobs" "$folder/news.jsonl" \
        >"$folder/events-$jobs.jsonl"
done
cmp "$folder/events-1.jsonl" "$folder/events-2.jsonl"
wc -l "$folder/news.jsonl" "$folder/events-1.jsonl" | head -n 2
