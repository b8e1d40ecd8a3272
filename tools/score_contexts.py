#!/usr/bin/env python3
"""How well contexts are told: codes labelled paragraphs in one run of the
program and compares the contexts of their events with the labels.

  score_contexts.py BUILD FILE...               a row for each context
  score_contexts.py BUILD FILE... --errors      and each paragraph that differs
  score_contexts.py BUILD --single FILE.jsonl   sentences of the PLOVER gold
                                                records, one old context each

FILE is a table like tests/contexts/*.tsv (columns: id, date, kind, contexts,
text; docs/coding.md). What the events of a paragraph say together is held
against its label. Paragraphs in which no event is coded say nothing about
contexts: "coded" leaves them out and "all" counts their contexts as missed.
"by event" holds each event by itself against the label of its paragraph.
"""
import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

COLUMNS = ["id", "date", "kind", "contexts", "text"]
# Names of 2016 and what they are called today; the rest has no one heir.
HEIRS = {
    "military": {"military", "peacekeeping"},
    "economic": {"economic", "human_security"},
    "refugee": {"migration", "asylum"}, "refugees": {"migration", "asylum"},
    "resource": {"natural_resource"}, "discrimination": {"inequality"},
    "rights": {"human_rights", "rights_freedoms"},
    "religion": {"religion_ethnicity"},
    "political": {"executive", "legislative", "political_institutions",
                  "pro_democracy", "pro_autocracy", "election"},
    "government": {"executive", "political_institutions", "legislative"},
}


def read_table(path):
    """Rows of a labelled table; ValueError tells FILE:LINE and the fault."""
    rows, header = [], None
    text = Path(path).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != COLUMNS:
                raise ValueError(f"{path}:{number}: other columns")
        elif len(cells) != len(COLUMNS) or not all(cells):
            raise ValueError(f"{path}:{number}: empty or missing cells")
        else:
            row = dict(zip(COLUMNS, cells), line=number)
            row["labels"] = set(row["contexts"].split()) - {"-"}
            rows.append(row)
    return rows


def code(build, rows):
    """Lists of the contexts of each event, by the row's id."""
    text = "".join(json.dumps({"id": r["id"], "date": r["date"],
                               "text": r["text"]}) + "\n" for r in rows)
    done = subprocess.run(
        [str(Path(build) / "dateline"), "code", "--input", "jsonl",
         "--format", "jsonl", "-"],
        input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip())
    found = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        found.setdefault(event["doc"], []).append(set(event["contexts"]))
    return found


class Tally:
    """True and false positives and misses, by context."""

    def __init__(self):
        self.hit, self.false, self.missed = Counter(), Counter(), Counter()

    def add(self, want, have):
        self.hit.update(want & have)
        self.false.update(have - want)
        self.missed.update(want - have)

    def names(self):
        return sorted(self.hit | self.false | self.missed)

    def of(self, name):
        return rates(self.hit[name], self.false[name], self.missed[name])

    def micro(self):
        return rates(*(sum(c.values())
                       for c in (self.hit, self.false, self.missed)))

    def macro(self):
        rows = [self.of(n) for n in self.names()]
        return [sum(r[i] for r in rows) / max(1, len(rows)) for i in range(3)]


def rates(hit, false, missed):
    """Precision, recall, F1."""
    p = hit / (hit + false) if hit + false else 0.0
    r = hit / (hit + missed) if hit + missed else 0.0
    return [p, r, 2 * p * r / (p + r) if p + r else 0.0]


def score(rows, found):
    """Tallies of the coded paragraphs, of all, and of single events."""
    coded, every, single = Tally(), Tally(), Tally()
    for row in rows:
        events = found.get(row["id"], [])
        have = set().union(*events)
        every.add(row["labels"], have)
        if events:
            coded.add(row["labels"], have)
        for event in events:
            single.add(row["labels"], event)
    return coded, every, single


def show(title, three):
    print("{:24}{:8.3f}{:8.3f}{:8.3f}".format(title, *three))


def report(rows, found):
    coded, every, single = score(rows, found)
    print(f"{len(rows)} paragraphs, {sum(r['id'] in found for r in rows)} "
          "with an event")
    print("{:24}{:>8}{:>8}{:>8}".format("", "prec", "recall", "F1"))
    show("micro, coded", coded.micro())
    show("macro, coded", coded.macro())
    show("micro, all", every.micro())
    show("micro, by event", single.micro())
    hard = [r for r in rows if r["kind"] == "hard"]
    show("micro, hard ones", score(hard, found)[0].micro())
    print()
    for name in coded.names():
        show(name, coded.of(name))


def errors(rows, found):
    for row in rows:
        have = set().union(*found.get(row["id"], []))
        wrong, missed = have - row["labels"], row["labels"] - have
        if row["id"] not in found:
            print(f"{row['id']} no event: {row['text']}")
        elif wrong or missed:
            marks = [f"+{n}" for n in sorted(wrong)]
            marks += [f"-{n}" for n in sorted(missed)]
            print(f"{row['id']} {' '.join(marks)}: {row['text']}")


def single(build, path):
    """Records with one context of 2016: is it among ours?"""
    rows = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        names = {n.strip() for n in (record["context"] or "").split(",")}
        heirs = [HEIRS.get(n, {n}) for n in names if n]
        rows.append({"id": record["id"], "date": record["date"],
                     "text": record["text"], "labels": heirs})
    found = code(build, rows)
    total, hits, given = Counter(), Counter(), 0
    for row in rows:
        have = set().union(*found.get(row["id"], []))
        given += len(have)
        for heirs in row["labels"] if row["id"] in found else []:
            name = "|".join(sorted(heirs))
            total[name] += 1
            hits[name] += bool(heirs & have)
    print(f"{len(found)} sentences with an event, {given} contexts given; "
          f"recall {sum(hits.values()) / max(1, sum(total.values())):.3f}")
    for name, count in total.most_common():
        print(f"{name:70}{hits[name]:4} of{count:4}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("build")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--single")
    args = parser.parse_args()
    try:
        for path in args.files:
            rows = read_table(path)
            found = code(args.build, rows)
            print(path)
            report(rows, found)
            if args.errors:
                print()
                errors(rows, found)
        if args.single:
            single(args.build, args.single)
    except (OSError, ValueError) as fault:
        sys.exit(f"score_contexts: {fault}")


if __name__ == "__main__":
    main()
