#!/usr/bin/env python3
"""Reads exported forms with the csv module: columns have the names of the
original and cells their types, and all forms hold the same events.

    read_forms.py FOLDER_OF_FORMS FOLDER_OF_COLUMNS
"""
import csv
import datetime
import json
import sys
from collections import Counter
from pathlib import Path

FORMS, COLUMNS = Path(sys.argv[1]), Path(sys.argv[2])
KINDS = {"VARCHAR": str, "BIGINT": int, "DOUBLE": float,
         "DATE": datetime.date.fromisoformat}
problems = 0


def check(what, wanted, got):
    global problems
    if wanted == got:
        print("ok  ", what)
        return
    problems += 1
    print(f"FAIL {what}\n  wanted: {wanted!r:.300}\n  got:    {got!r:.300}")


def columns(form):
    lines = (COLUMNS / f"{form}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def read(name, form, head):
    """Rows as dicts, every filled cell turned to its type."""
    quotes = form == "csv"
    wanted = columns(form)
    with open(FORMS / name, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(
            file, delimiter="," if quotes else "\t", strict=True,
            quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE))
    if head:
        check(f"{name}: names of columns", [n for n, _ in wanted], rows[0])
        rows = rows[1:]
    check(f"{name}: {len(wanted)} cells a row", {len(wanted)},
          {len(row) for row in rows})
    return [{column: KINDS[kind](cell) if cell else None
             for (column, kind), cell in zip(wanted, row)} for row in rows]


def number(event):
    """GlobalEventID of an event's first pair, as docs/exchange.md has it."""
    return int(event, 16) % 2 ** 53


def same_events():
    found = Counter(row["id"] for row in read("found", "csv", True))
    check("find gives events", True, len(found) > 50)
    check("csv: events", found,
          Counter(row["id"] for row in read("csv", "csv", True)))
    with open(FORMS / "jsonl", encoding="utf-8") as file:
        check("jsonl: events", found,
              Counter(json.loads(line)["id"] for line in file))
    check("polecat: events", found,
          Counter(row["Event ID"] for row in read("polecat", "polecat", True)))
    phoenix = read("phoenix", "phoenix", True)
    pairs = Counter(row["EventID"].split("_")[0].split("-")[0]
                    for row in phoenix)
    check("phoenix: events", set(found), set(pairs))
    check("phoenix: no row twice", len(phoenix),
          len({row["EventID"] for row in phoenix}))
    return found


def same_gdelt(found):
    events = read("gdelt", "gdelt", False)
    check("gdelt: names do not change the rows", events,
          read("gdelt-named", "gdelt", True))
    ids = Counter(row["GLOBALEVENTID"] for row in events)
    check("gdelt: no id twice", {1}, set(ids.values()))
    check("gdelt: the first pair of each event", set(map(number, found)),
          set(map(number, found)) & set(ids))
    check("gdelt: quad classes", set(), {row["QuadClass"] for row in events} -
          {1, 2, 3, 4})
    check("gdelt: codes go by their root", set(),
          {row["EventCode"] for row in events
           if row["EventCode"][:2] != row["EventRootCode"] or
           row["EventCode"][:3] != row["EventBaseCode"]})
    mentions = Counter(row["GlobalEventID"] for row in
                       read("gdelt-mentions", "gdelt-mentions", False))
    check("gdelt: NumMentions counts the mentions",
          {row["GLOBALEVENTID"]: row["NumMentions"] for row in events},
          dict(mentions))


same_gdelt(same_events())
sys.exit(1 if problems else 0)
