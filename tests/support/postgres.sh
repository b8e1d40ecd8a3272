# postgres.sh — a private PostgreSQL server for one test; to be sourced.
#
#   . postgres.sh; postgres_start || exit 77
#   dateline add --db "$POSTGRES/news" ...
#
# Its data and its socket lie in a temporary folder, it listens on no port,
# and it goes with the test. A server does not run as root: there the user
# `nobody` has it. Returns 1, saying so, where the programs are missing.

# Prints the folder of initdb: on the PATH, or where Debian keeps it.
postgres_programs() {
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && echo "$folder"
    done | sort -V | tail -n 1 | grep . && return
    command -v initdb >/dev/null 2>&1 && dirname "$(command -v initdb)"
}

postgres_as_user() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    else
        setpriv --reuid=nobody --regid=nogroup --clear-groups \
            env HOME="$POSTGRES_FOLDER" "$@"
    fi
}

postgres_stop() {
    postgres_as_user "$POSTGRES_PROGRAMS/pg_ctl" -D "$POSTGRES_FOLDER/data" \
        -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$POSTGRES_FOLDER"
}

postgres_start() {
    POSTGRES_PROGRAMS=$(postgres_programs) || {
        echo "skipped: no PostgreSQL server here (initdb)"
        return 1
    }
    POSTGRES_FOLDER=$(mktemp -d)
    if [ "$(id -u)" -eq 0 ]; then
        command -v setpriv >/dev/null 2>&1 || {
            echo "skipped: no setpriv to leave root"
            return 1
        }
        chown nobody:nogroup "$POSTGRES_FOLDER"
    fi
    trap postgres_stop EXIT
    trap 'exit 1' INT TERM
    (
        cd "$POSTGRES_FOLDER"
        postgres_as_user "$POSTGRES_PROGRAMS/initdb" -D data -U dateline \
            -A trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1
        postgres_as_user "$POSTGRES_PROGRAMS/pg_ctl" -D data -w -t 60 \
            -o "-k $POSTGRES_FOLDER -c listen_addresses=''" \
            -l "$POSTGRES_FOLDER/server.log" start >/dev/null
    ) || {
        cat "$POSTGRES_FOLDER"/*.log
        exit 1
    }
    host=$(echo "$POSTGRES_FOLDER" | sed 's|/|%2F|g')
    POSTGRES="postgresql://dateline@$host"
    postgres_sql postgres 'CREATE DATABASE news'
}

# Rows of a query, columns divided by '|': postgres_sql DATABASE SQL
postgres_sql() {
    "$POSTGRES_PROGRAMS/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
        -d "$POSTGRES/$1" -c "$2"
}
