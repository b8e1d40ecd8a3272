#!/usr/bin/env python3
"""Sentences of train/senses: columns, labels that fit their types, one marked
word that may be a form of its trigger, both labels for every trigger, rows sorted
by trigger, no sentence twice."""
import collections
import re

from gatelib import Gate

COLUMNS = ["trigger", "label", "event", "sentence"]
MARKED = re.compile(r"[^*]*\*([A-Za-z-]+)\*[^*]*[.!?]")


def types(root):
    lines = (root / "data" / "codebook" / "events.tsv").read_text("utf-8")
    rows = [r.split("\t") for r in lines.splitlines()
            if r and not r.startswith("#")]
    column = rows[0].index("event")
    return {r[column] for r in rows[1:]}


def fits(trigger, word):
    """No form of an English verb or noun has another first letter."""
    return word[0].lower() == trigger[0]


def check_row(gate, path, number, cells, known):
    trigger, label, event, sentence = cells
    marked = MARKED.fullmatch(sentence)
    if label not in ("event", "none"):
        gate.report(path, number, f"label {label}")
    if (label == "none") != (event == "NONE") or event not in known | {"NONE"}:
        gate.report(path, number, f"{label} with type {event}")
    if not marked:
        gate.report(path, number, "not one marked word in a whole sentence")
    elif not fits(trigger, marked.group(1)):
        gate.report(path, number, f"{marked.group(1)} is no form of {trigger}")


def check_file(gate, path, known):
    labels, seen, before = collections.defaultdict(set), set(), ""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    rows = [(n, line.split("\t")) for n, line in lines
            if line and not line.startswith("#")]
    if rows[0][1] != COLUMNS:
        gate.report(path, rows[0][0], f"columns are not {COLUMNS}")
        return 0
    for number, cells in rows[1:]:
        if len(cells) != len(COLUMNS):
            gate.report(path, number, f"{len(cells)} columns")
            continue
        check_row(gate, path, number, cells, known)
        plain = cells[3].replace("*", "")
        if plain in seen:
            gate.report(path, number, "the sentence stands twice")
        if cells[0] < before:
            gate.report(path, number, f"{cells[0]} after {before}")
        seen.add(plain)
        before = cells[0]
        labels[cells[0]].add(cells[1])
    for trigger, found in labels.items():
        if len(found) < 2:
            gate.report(path, 1, f"{trigger} has one label only")
    return len(rows) - 1


def main():
    gate = Gate()
    known = types(gate.root)
    count = sum(check_file(gate, path, known)
                for path in gate.files("train/senses/*.tsv"))
    gate.finish(f"{count} sentences")


if __name__ == "__main__":
    main()
