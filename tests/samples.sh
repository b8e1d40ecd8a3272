#!/bin/sh
# Codes a shipped sample and compares with samples/golden, to the byte.
#
#   tests/samples.sh COMMAND_FOLDER SOURCES NAME      0: the same, 1: not
#   tests/samples.sh COMMAND_FOLDER SOURCES --update  writes all; read the diff
set -eu
build=$1 sources=$2 name=$3

code() {
    "$build/dateline" code --format jsonl "$sources/samples/$1".[jt]*
}

if [ "$name" = --update ]; then
    for file in "$sources"/samples/*.txt "$sources"/samples/*.jsonl; do
        name=$(basename "${file%.*}")
        code "$name" > "$sources/samples/golden/$name.jsonl"
    done
    exit 0
fi
code "$name" | diff -u "$sources/samples/golden/$name.jsonl" -
