#!/bin/sh
# questions.sh — what questions to a large store cost, in milliseconds.
#
#   bench/questions.sh [COMMAND_FOLDER [STORE]]
#
# STORE is filled by bench/events.sql where it is not there: a million made-up
# events, a gigabyte and a minute or more. Each question is asked
# QUESTIONS_RUNS times (3) and the fastest run counts: opening the store,
# answering, writing. "bytes" tells whether two builds say the same.
set -eu
here=$(dirname "$0")
folder=${1:-$here/../build}
store=${2:-${TMPDIR:-/tmp}/dateline-questions.db}
runs=${QUESTIONS_RUNS:-3}

if [ ! -f "$store" ]; then
    "$folder/dateline" add --db "$store" "$here/../samples/briefs.jsonl"
    sqlite3 "$store" <"$here/events.sql"
fi

# The two most frequent countries, a name, a place and its point.
ask() {
    sqlite3 -readonly "$store" "$1"
}
one=$(ask "SELECT country FROM actors WHERE country <> '' GROUP BY 1
    ORDER BY count(*) DESC, 1 LIMIT 1")
two=$(ask "SELECT country FROM actors WHERE country <> '' GROUP BY 1
    ORDER BY count(*) DESC, 1 LIMIT 1 OFFSET 1")
rare=$(ask "SELECT country FROM actors WHERE country <> '' GROUP BY 1
    ORDER BY count(*), 1 LIMIT 1")
point=$(ask "SELECT lat || ',' || lon FROM places WHERE name = 'town77'")

milliseconds() {
    best=
    for run in $(seq "$runs"); do
        from=$(date +%s%N)
        "$folder/dateline" "$@" --db "$store" >"$out"
        to=$(date +%s%N)
        took=$(((to - from) / 1000000))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then
            best=$took
        fi
    done
    printf '%6d  %9d  dateline %s\n' "$best" "$(wc -c <"$out")" "$*"
}

out=$(mktemp)
trap 'rm -f "$out"' EXIT
echo "    ms      bytes"

# conditions of every kind, one a line; then each question with each
while read -r conditions; do
    [ -n "$conditions" ] || continue
    [ "$conditions" = none ] && conditions=
    milliseconds find --limit 40 --format table $conditions
    milliseconds timeline --by month --format table $conditions
    milliseconds dyads --by month --format table $conditions
    milliseconds actors --format table $conditions
    milliseconds map --format table $conditions
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
--near $point,500
--near $point,3000
--confidence 0.9
topic62
topic62 town5
END

for by in day week year; do
    milliseconds timeline --by $by --format table
    milliseconds dyads --by $by --format table
done
milliseconds timeline --by week --top 5 --format table --limit 0
milliseconds timeline --by month --top 0 --format csv
for format in jsonl csv svg; do
    milliseconds find --format $format --limit 1000
    milliseconds timeline --by month --format $format
    milliseconds dyads --by year --format $format --limit 40
    milliseconds actors --format $format --limit 40
    milliseconds map --format $format
done 2>/dev/null || true
milliseconds map --format geojson
for level in code name; do
    milliseconds dyads --by year --level $level --format table
    milliseconds actors --level $level --format table
    milliseconds actors --level $level --recipients --format table
done
milliseconds find --oldest-first --limit 40 --format table
