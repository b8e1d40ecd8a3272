#!/bin/sh
# actors.sh — the dictionaries that users of the older programs have: all are
# read, few of their lines are bad, and their codes come out.
#
#   actors.sh COMMAND_FOLDER SHARED_FOLDER
set -eu
command=$1/dateline
large=$2/data/dictionaries_petrarch
small=$2/data/events_petrarch/dictionaries
if [ ! -d "$large" ] || [ ! -d "$small" ]; then
    echo "skipped: no ../shared"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# check MOST WANT OPTION...: codes of the events in news.txt with these files,
# which may have at most MOST bad lines.
check() {
    most=$1 want=$2
    shift 2
    status=0
    "$command" code --format jsonl "$@" "$folder/news.txt" \
        >"$folder/out" 2>"$folder/told" || status=$?
    test "$status" -le 1
    cat "$folder/told"
    bad=$(grep -c . "$folder/told" || :)
    got=$(grep -o '"code":"[A-Z]*"' "$folder/out" | cut -d'"' -f4 | tr '\n' ' ')
    if [ "$bad" -gt "$most" ] || [ "$got" != "$want " ]; then
        echo "actors.sh: $bad bad lines, codes $got, not $want"
        exit 1
    fi
}

cat >"$folder/news.txt" <<'END'
date 2015-06-09
The United Nations accused Israeli soldiers of an attack on Tuesday.
END
for set in petrarch2 oeda; do
    phoenix=$large/$set/Phoenix
    check 40 "IGOUNO ISRMIL ISRMIL" --actors "$phoenix.International.actors.txt" \
        --actors "$phoenix.Countries.actors.txt" \
        --actors "$phoenix.MilNonState.actors.txt" \
        --actors "$phoenix.agents.txt"
done
check 6 "UNO ISRMIL ISRMIL" --actors "$large/oeda/CAMEO.EthnicGroups.actors.txt" \
    --actors "$large/oeda/CAMEO.ReligiousGroups.actors.txt"

cat >"$folder/news.txt" <<'END'
date 1995-01-05
Gondor police arrested the Prime Minister of Arnor on Thursday.
END
check 1 "GONCOP ARNGOV" --actors "$small/PETR.Validate.actors.txt" \
    --actors "$small/PETR.Validate.agents.txt"
