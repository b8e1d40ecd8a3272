#!/bin/sh
# python.sh — each exported form read by Python's csv and json modules:
# python.sh COMMAND_FOLDER SOURCES
set -eu
. "$2/tests/reader/export.sh"
reader_export "$1" "$2"
python3 "$2/tests/reader/read_forms.py" "$forms" "$2/tests/reader/columns"
