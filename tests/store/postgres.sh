#!/bin/sh
# postgres.sh — the store on a private PostgreSQL server: postgres.sh
# COMMAND_FOLDER SOURCE_FOLDER. Skipped (77) where there is no server.
set -eu
command=$1/dateline
cd "$2"
. tests/support/postgres.sh
postgres_start || exit 77
work=$POSTGRES_FOLDER

fail() {
    echo "FAIL $1"
    echo "  wanted: $2"
    echo "  got:    $3"
    exit 1
}

same() {
    [ "$2" = "$3" ] || fail "$1" "$2" "$3"
    echo "ok   $1"
}

add() {
    db=$1
    shift
    "$command" add --db "$POSTGRES/$db" "$@" 2>&1
}

# The printed records of a store, in the order of articles and events.
RECORDS="SELECT r.record FROM documents d JOIN events e ON e.document = d.id
    JOIN records r ON r.event = e.id ORDER BY d.doc, e.number"

if ! add news samples/briefs.jsonl >"$work/out" && grep -q E735 "$work/out"
then
    echo "skipped: built without PostgreSQL"
    exit 77
fi
add news samples/*.txt samples/*.jsonl >/dev/null
# What `code` prints, without the coder: byte for byte what is kept.
"$command" code --format jsonl samples/*.txt samples/*.jsonl |
    sed 's/,"coder":{.*$/}/' | sort >"$work/coded"
postgres_sql news "$RECORDS" | sort >"$work/kept"
cmp "$work/coded" "$work/kept" || fail "records are kept as coded" "" ""
echo "ok   records are kept as coded"

# Both databases give the same, but for the order and the second in which an
# article came.
"$command" add --db "$work/news.db" samples/*.txt samples/*.jsonl >/dev/null
for form in csv phoenix polecat gdelt gdelt-mentions; do
    for db in "$POSTGRES/news" "$work/news.db"; do
        "$command" export --db "$db" --format "$form" |
            awk -F '\t' -v OFS='\t' -v form="$form" '
                form == "gdelt" { $60 = "" }
                form == "gdelt-mentions" { $2 = $3 = "" } { print }' |
            sort >"$work/rows-${db##*/}"
    done
    cmp "$work"/rows-* || fail "$form is exported alike" "" ""
    same "$form is exported alike, with rows" "yes" \
        "$([ "$(cat "$work"/rows-* | wc -l)" -gt 140 ] && echo yes)"
    rm "$work"/rows-*
done

articles=$(($(ls samples/*.txt | wc -l) + $(cat samples/*.jsonl | wc -l)))
same "what is there is known" "0 documents added, $articles known" \
    "$(add news samples/*.txt samples/*.jsonl)"

# Questions have the answers that a file gives, in every form. The articles
# go in one by one, so that both stores have them in one order.
postgres_sql postgres 'CREATE DATABASE asked'
for file in samples/*.txt samples/*.jsonl; do
    add asked "$file" >/dev/null
    "$command" add --db "$work/asked.db" "$file" >/dev/null 2>&1
done

asked() {
    "$command" "$@" --db "$work/asked.db" >"$work/file" 2>&1 ||
        fail "a file answers: $*" "" "$(cat "$work/file")"
    "$command" "$@" --db "$POSTGRES/asked" >"$work/server" 2>&1 ||
        fail "a server answers: $*" "" "$(cat "$work/server")"
    cmp "$work/file" "$work/server" || fail "as a file: $*" \
        "$(head -c 2000 "$work/file")" "$(head -c 2000 "$work/server")"
}

for question in find timeline dyads actors map; do
    for form in table jsonl csv svg geojson; do
        case $question-$form in
        find-svg | find-geojson | timeline-geojson | dyads-geojson | \
            actors-geojson) continue ;;
        esac
        asked $question --format $form
        asked $question --format $form --country PER,GEO --quad 3,4
    done
    asked $question --type PROTEST --status actual --sector CVL,OPP
    asked $question --from 2024-01-01 --to 2025-01-31 --confidence 0.5
    asked $question --actor police
    asked $question --recipient-country PER --name president
    asked $question --near=-12.05,-77.04,400 --where PER
    asked $question --place Tbilisi
    asked $question '"foreign ministry"'
    asked $question 'police -strike prot*'
done
for by in day week month year; do
    asked timeline --by $by --top 3 --limit 5 --format table
    asked dyads --by $by --level code --format csv
done
for level in country code name; do
    asked actors --level $level --recipients --limit 7 --format table
    asked dyads --level $level --limit 7 --format table
done
asked find --oldest-first --limit 9 --format table
echo "ok   a server answers as a file does"

for form in csv jsonl phoenix polecat; do
    asked export --format $form
done
echo "ok   a server exports as a file does"

printf '%s\n' '{"id":"z","date":"2024-03-04","text":"Franc\u0000e."}' \
    '{"id":"y","date":"2024-03-04","text":"France met Turkey."}' \
    >"$work/zero.jsonl"
same "a zero byte rejects one article" "1 document added, 1 rejected, 1 event" \
    "$(add news "$work/zero.jsonl" | grep -v E737)"
same "the reject is kept" "1" \
    "$(postgres_sql news "SELECT count(*) FROM rejects WHERE line = 1")"

head -c 6000 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/noise"
printf '{"id":"%s","date":"2024-03-04","text":"Peru met Chile."}\n' \
    "$(cat "$work/noise")" >"$work/long.jsonl"
printf '%s\n' '{"id":"x","date":"2024-03-04","text":"Peru met Kenya."}' \
    >>"$work/long.jsonl"
same "what an index refuses rejects one article" \
    "1 document added, 1 rejected, 1 event" \
    "$(add news "$work/long.jsonl" | grep -v E736)"

postgres_sql news "UPDATE coders SET lexicon = 'older'"
postgres_sql news "UPDATE records SET record = replace(record, '{\"id\"',
    '{\"id\" ') WHERE event = (SELECT min(id) FROM events)"
same "coding again touches what came out otherwise" "1 changed" \
    "$("$command" recode --db "$POSTGRES/news" | sed 's/.*, //')"

same "articles are found by their words" "1" "$(postgres_sql news \
    "SELECT count(*) FROM documents
     WHERE words @@ to_tsquery('english', 'kenya & meet')")"

# Event data of other projects, twice, and a row that changed.
printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
    EventID Date SourceActorFull TargetActorFull EventCode SentenceID \
    1 20240304 FRAGOV DEUGOV 042 s1_0 2 20240305 PER CHL 190 s1_1 \
    3 20249999 PER CHL 112 s2_0 >"$work/phoenix.tsv"
import() {
    "$command" import --db "$POSTGRES/imported" --format phoenix "$@" 2>&1
}
postgres_sql postgres 'CREATE DATABASE imported'
same "event data is kept" "2 events added, 1 rejected, 1 document" \
    "$(import "$work/phoenix.tsv" | grep -v E749)"
same "event data is known" "0 events added, 2 known, 1 rejected" \
    "$(import "$work/phoenix.tsv" | grep -v E749)"
same "another row replaces" "0 events added, 1 replaced, 1 known, 1 rejected" \
    "$(sed s/042/043/ "$work/phoenix.tsv" | import | grep -v E749)"
same "imported events have an origin" "2" "$(postgres_sql imported \
    "SELECT count(*) FROM events e JOIN documents d ON d.id = e.document
     WHERE d.origin = 'phoenix' AND d.coder IS NULL")"

# Many at once: each article once, each event once.
postgres_sql postgres 'CREATE DATABASE many'
for i in 1 2 3 4 5 6; do
    add many samples/*.txt samples/*.jsonl >"$work/out-$i" &
    eval "pid_$i=$!"
done
for i in 1 2 3 4 5 6; do
    eval "wait \$pid_$i" || fail "writer $i ends well" "" \
        "$(cat "$work/out-$i")"
done
postgres_sql many "$RECORDS" | sort >"$work/kept"
cmp "$work/coded" "$work/kept" || fail "six writers make one store" "" ""
echo "ok   six writers make one store"

# Stories and events of the world: the same for any batches, and as in a file.
postgres_sql postgres 'CREATE DATABASE batches'
LINKS="SELECT d.doc, (SELECT min(e.doc) FROM story_documents o JOIN documents e
    ON e.id = o.document WHERE o.story = s.story), s.score, s.why
    FROM story_documents s JOIN documents d ON d.id = s.document
    UNION ALL SELECT e.event, CAST(w.reports AS text), r.score, r.why
    FROM reports r JOIN events e ON e.id = r.event
    JOIN world_events w ON w.id = r.world"
for file in samples/*.txt samples/*.jsonl; do
    add batches "$file" >/dev/null
    "$command" link --db "$POSTGRES/batches" >"$work/out"
done
"$command" link --db "$POSTGRES/many" >"$work/out-many"
same "any batches make the same stories" "$(sed 's/^.*; //' "$work/out")" \
    "$(sed 's/^.*; //' "$work/out-many")"
postgres_sql batches "$LINKS" | sort >"$work/links"
postgres_sql many "$LINKS" | sort >"$work/links-many"
cmp "$work/links" "$work/links-many" || fail "any batches make the same" "" ""
same "what is linked stays as it is" "0 articles analysed" \
    "$("$command" link --db "$POSTGRES/many" | sed 's/;.*//')"
same "no event is without its event of the world" "0" "$(postgres_sql many \
    "SELECT count(*) FROM events WHERE id NOT IN (SELECT event FROM reports)")"
same "events are told once" "$(postgres_sql many \
    "SELECT count(*) FROM world_events")" \
    "$("$command" find --db "$POSTGRES/many" --once | wc -l)"
postgres_sql many 'DELETE FROM world_events; DELETE FROM stories'
for i in 1 2 3; do
    "$command" link --db "$POSTGRES/many" >"$work/out-$i" 2>&1 &
    eval "pid_$i=$!"
done
for i in 1 2 3; do
    eval "wait \$pid_$i" || fail "link $i at once" "" "$(cat "$work/out-$i")"
done
postgres_sql many "$LINKS" | sort >"$work/links-many"
cmp "$work/links" "$work/links-many" || fail "three link at once" "" ""
same "three link at once" "0" "$(postgres_sql many \
    "SELECT count(*) FROM stories WHERE id NOT IN (SELECT story FROM
     story_documents)")"

postgres_as_user "$POSTGRES_PROGRAMS/pg_ctl" -D "$POSTGRES_FOLDER/data" \
    -m immediate -w stop >/dev/null
add news samples/briefs.jsonl >"$work/out" && fail "a dead server" "" ""
grep -q "E722: cannot open or write" "$work/out" ||
    fail "a dead server is told" "E722" "$(cat "$work/out")"
echo "ok   a dead server is told"
