#!/bin/sh
# columns.sh — the columns that the tests of reading expect, against tables of
# the original data sets: columns.sh COMMAND_FOLDER SHARED_FOLDER
set -eu
here=$(dirname "$0")/../reader/columns
book=$2/codebook
if [ ! -d "$book" ]; then
    echo "skipped: no ../shared"
    exit 77
fi

# FORM TABLE: names of the form against the column "name" of the table.
same_names() {
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "name") at = i
        next } { print $at }' "$book/$2_columns.tsv" >"$folder/names"
    cut -f 1 "$here/$1.tsv" | diff - "$folder/names"
    echo "ok   $1: $(wc -l <"$folder/names") names"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
same_names gdelt gdelt2_events
same_names gdelt-mentions gdelt2_mentions
same_names phoenix phoenix
same_names polecat polecat
# Types: integer, float and string are the book's words.
for form in gdelt:gdelt2_events gdelt-mentions:gdelt2_mentions; do
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "type") at = i
        next } { print $at }' "$book/${form#*:}_columns.tsv" |
        sed 's/integer/BIGINT/; s/float/DOUBLE/; s/string/VARCHAR/' \
            >"$folder/types"
    cut -f 2 "$here/${form%:*}.tsv" | diff - "$folder/types"
    echo "ok   ${form%:*}: types"
done
