#!/bin/sh
# duckdb.sh — each exported form read by DuckDB, columns and types told as
# the original has them, and the names as DuckDB itself finds them:
# duckdb.sh COMMAND_FOLDER SOURCES. Skipped (77) without its library, which
# tools/setup.sh check fetches.
set -eu
run=$1/tests/duckdb_run
columns=$2/tests/reader/columns
. "$2/tests/reader/export.sh"

if [ -z "${DATELINE_DUCKDB:-}" ]; then
    for file in "$2"/build-tools/node_modules/@duckdb/*/libduckdb.so; do
        [ -f "$file" ] && DATELINE_DUCKDB=$file && export DATELINE_DUCKDB
    done
fi
if ! "$run" "SELECT 1" >/dev/null 2>&1; then
    echo "skipped: no libduckdb.so (tools/setup.sh check fetches it)"
    exit 77
fi
reader_export "$1" "$2"

# Rows of a query as comma-separated values, without names.
ask() {
    "$run" "COPY ($1) TO '/dev/stdout' (FORMAT csv, HEADER false)" | cat
}

same() {
    if [ "$2" != "$3" ]; then
        printf 'FAIL %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
        exit 1
    fi
    echo "ok   $1"
}

names() {
    cut -f 1 "$columns/$1.tsv"
}

# "{'id': 'VARCHAR', ...}"
types() {
    awk -F '\t' '{ printf "%s'\''%s'\'': '\''%s'\''", (NR > 1 ? ", " : "{"),
        $1, $2 } END { print "}" }' "$columns/$1.tsv"
}

# Reading of a form with its types, none guessed: from FORM HEADER DELIMITER
# QUOTE.
from() {
    echo "read_csv('$forms/$1', auto_detect = false, header = $2," \
        "delim = '$3', quote = '$4', escape = '$4', nullstr = ''," \
        "columns = $(types "$1"))"
}

tab=$(printf '\t')
for form in phoenix polecat; do
    same "$form: names as DuckDB finds them" "$(names $form)" "$(ask "SELECT
        column_name FROM (DESCRIBE SELECT * FROM read_csv('$forms/$form',
        delim = '$tab', quote = '', header = true))" | tr -d '"')"
    same "$form: rows, every cell of its type" \
        "$(($(wc -l <"$forms/$form") - 1))" \
        "$(ask "SELECT count(*) FROM $(from $form true "$tab" '')")"
done
for form in gdelt gdelt-mentions; do
    same "$form: rows, every cell of its type" "$(wc -l <"$forms/$form")" \
        "$(ask "SELECT count(*) FROM $(from $form false "$tab" '')")"
done
cp "$forms/found" "$forms/csv.found"
found=$(ask "SELECT count(*) FROM $(from csv true , '"' |
    sed 's|/csv|/csv.found|')")
same "csv: rows, every cell of its type, as find gives" "$found" \
    "$(ask "SELECT count(*) FROM $(from csv true , '"')")"
same "jsonl: rows" "$found" "$(ask "SELECT count(*) FROM
    read_json('$forms/jsonl', format = 'newline_delimited')")"
same "polecat: an event a row" "$found" \
    "$(ask "SELECT count(*) FROM $(from polecat true "$tab" '')")"
same "phoenix: each event" "$found" "$(ask "SELECT count(DISTINCT
    regexp_extract(EventID, '^[0-9a-f]+')) FROM
    $(from phoenix true "$tab" '')")"
same "gdelt: each event has its mentions" "0" "$(ask "SELECT count(*) FROM
    $(from gdelt false "$tab" '') e FULL JOIN (SELECT GlobalEventID,
    count(*) AS many FROM $(from gdelt-mentions false "$tab" '') GROUP BY ALL)
    m ON m.GlobalEventID = e.GLOBALEVENTID
    WHERE many IS DISTINCT FROM NumMentions")"

"$1/dateline" export --db "$forms/news.db" --format parquet \
    -o "$forms/news.parquet"
same "parquet: names and types" "$(cat "$columns/parquet.tsv")" \
    "$(ask "SELECT column_name || chr(9) || column_type FROM
    (DESCRIBE SELECT * FROM '$forms/news.parquet')" | tr -d '"')"
same "parquet: no other file is left" "" \
    "$(ls "$forms" | grep -E '\.(part|rows)$' || true)"
# Lists joined as csv has them: the same rows in the same order.
lists=$(grep '\[]' "$columns/parquet.tsv" | cut -f 1 |
    sed "s/.*/nullif(array_to_string(&, ';'), '') AS &/" | paste -s -d , -)
same "parquet: what csv holds, in its order" "$found,0" "$(ask "SELECT
    count(*), count(*) FILTER (p.r::VARCHAR IS DISTINCT FROM c.r::VARCHAR)
    FROM (SELECT row_number() OVER () AS n, p AS r FROM (SELECT * REPLACE
    ($lists) FROM '$forms/news.parquet') p) p
    FULL JOIN (SELECT row_number() OVER () AS n, c AS r
    FROM $(from csv true , '"') c) c USING (n)")"
