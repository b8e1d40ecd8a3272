#!/bin/sh
# questions.sh — what questions to a large store cost, in milliseconds.
#
#   bench/questions.sh [COMMAND_FOLDER [STORE]]
#
# STORE is filled by bench/events.sql where it is not there: a million made-up
# events, a gigabyte and some minutes. Each question is asked QUESTIONS_RUNS
# times (3) and the fastest run counts, from the start of the command to its
# end: "ms" by the clock, "cpu" of the processor (all runs, divided by their
# number), which a busy machine leaves alone. "bytes" tells whether two builds
# say the same.
set -eu
here=$(dirname "$0")
folder=${1:-$here/../build}
store=${2:-${TMPDIR:-/tmp}/dateline-questions.db}
runs=${QUESTIONS_RUNS:-3}

if [ ! -f "$store" ]; then
    "$folder/dateline" add --db "$store" "$here/../samples/briefs.jsonl"
    sqlite3 "$store" <"$here/events.sql"
fi
# Whatever is left to renew is renewed here.
"$folder/dateline" add --db "$store" "$here/../samples/briefs.jsonl" >/dev/null

tell() {
    sqlite3 -readonly "$store" "$1"
}

# Two frequent countries, the rarest one, a place's point.
COUNTRIES="SELECT country FROM actors WHERE country <> '' GROUP BY 1
    ORDER BY count(*)"
one=$(tell "$COUNTRIES DESC, 1 LIMIT 1")
two=$(tell "$COUNTRIES DESC, 1 LIMIT 1 OFFSET 1")
rare=$(tell "$COUNTRIES, 1 LIMIT 1")
point=$(tell "SELECT lat || ',' || lon FROM places WHERE name = 'town77'")

out=$(mktemp)
trap 'rm -f "$out" "$out.times" "$out.cpu"' EXIT

# Milliseconds of processor time of all commands so far.
cpu() {
    times >"$out.times"
    awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, at, /[ms]/)
        all += at[1] * 60 + at[2] } printf "%d", all * 1000 }' "$out.times"
}

ask() {
    best=
    cpu >"$out.cpu" && begun=$(cat "$out.cpu")
    for run in $(seq "$runs"); do
        from=$(date +%s%N)
        "$folder/dateline" "$@" --db "$store" >"$out"
        to=$(date +%s%N)
        took=$(((to - from) / 1000000))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then
            best=$took
        fi
    done
    cpu >"$out.cpu"
    printf '%6d %6d %9d  %s\n' "$best" \
        "$((($(cat "$out.cpu") - begun) / runs))" "$(wc -c <"$out")" "$*"
}

echo "    ms    cpu     bytes"
# Conditions of every kind, one a line: each question with each.
while read -r conditions; do
    [ "$conditions" = none ] && conditions=
    # shellcheck disable=SC2086 # words are meant to be split
    for question in find "timeline --by month" "dyads --by month" actors map
    do
        ask $question $conditions --format table
    done
done <<END
none
--country $one
--country $rare
--actor-country $one --recipient-country $two
--country $one --type PROTEST
--name 77
--actor 77
--sector MIL
--type PROTEST
--type ASSAULT,COERCE --status actual
--quad 4
--status planned
--from 2015-03-01 --to 2015-03-31
--from 2015-01-01 --to 2015-12-31
--type PROTEST --from 2015-01-01 --to 2015-12-31
--country $one --from 2015-01-01 --to 2015-12-31
--where $two
--place town77
--near=$point,500
--near=$point,3000
--confidence 0.9
topic62
END

for by in day week year; do
    ask timeline --by $by --format table
    ask dyads --by $by --format table
done
ask timeline --by week --top 5 --limit 0 --format table
for format in jsonl csv; do
    ask find --limit 1000 --format $format
    ask timeline --by month --format $format
    ask dyads --by year --limit 40 --format $format
    ask actors --limit 40 --format $format
    ask map --format $format
done
for question in "timeline --by month" "dyads --by month" actors map; do
    # shellcheck disable=SC2086
    ask $question --format svg
done
ask map --format geojson
for level in code name; do
    ask dyads --by year --level $level --format table
    ask actors --level $level --format table
    ask actors --level $level --recipients --format table
done
ask find --oldest-first --format table
