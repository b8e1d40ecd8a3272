# export.sh — the shipped samples in a store, and each form exported from it;
# to be sourced: reader_export COMMAND_FOLDER SOURCES. Leaves the files in the
# folder $forms, which goes with the test.
reader_export() {
    forms=$(mktemp -d)
    trap 'rm -rf "$forms"' EXIT
    trap 'exit 1' INT TERM
    "$1/dateline" add --db "$forms/news.db" "$2"/samples/*.txt \
        "$2"/samples/*.jsonl >"$forms/added"
    for form in csv jsonl phoenix polecat gdelt gdelt-mentions; do
        "$1/dateline" export --db "$forms/news.db" --format "$form" \
            -o "$forms/$form"
    done
    "$1/dateline" export --db "$forms/news.db" --format gdelt --header \
        -o "$forms/gdelt-named"
    "$1/dateline" find --db "$forms/news.db" --format csv >"$forms/found"
}
