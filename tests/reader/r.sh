#!/bin/sh
# r.sh — each exported form read by R's read.delim and read.csv:
# r.sh COMMAND_FOLDER SOURCES. Skipped (77) without R.
set -eu
command -v Rscript >/dev/null 2>&1 || {
    echo "skipped: no R here"
    exit 77
}
. "$2/tests/reader/export.sh"
reader_export "$1" "$2"
Rscript --vanilla "$2/tests/reader/read_forms.R" "$forms" \
    "$2/tests/reader/columns"
