#!/usr/bin/env python3
"""Tables of data: UTF-8, a header row, even columns, no blanks at line ends,
sorted where a remark above the header says "Sorted by COLUMN.", and named in
the PROVENANCE.tsv of their folder, which names no file that is not there."""
import re

from gatelib import Gate

SORTED = re.compile(r"^#.*\bSorted by (\w+)", re.I)


def rows(gate, path):
    """(line number, cells) of header and data; the column to sort by."""
    found, key = [], None
    text = path.read_bytes().decode("utf-8", "replace")
    if "\ufffd" in text or "\r" in text or "\0" in text:
        gate.report(path, 1, "not clean UTF-8 with newlines")
    if not text.endswith("\n"):
        gate.report(path, text.count("\n") + 1, "no newline at the end")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            match = SORTED.match(line)
            key = match.group(1) if match and not found else key
            continue
        if line.rstrip("\t") != line.rstrip():
            gate.report(path, number, "blanks at the end")
        found.append((number, line.split("\t")))
    return found, key


def check_table(gate, path):
    table, key = rows(gate, path)
    if not table:
        gate.report(path, 1, "no header row")
        return
    header = table[0][1]
    if any(not re.fullmatch(r"[a-z0-9_]+", name) for name in header):
        gate.report(path, table[0][0], f"no header row: {header}")
    for number, cells in table[1:]:
        if len(cells) != len(header):
            gate.report(path, number, f"{len(cells)} columns, the header "
                        f"has {len(header)}")
    if key:
        check_order(gate, path, table, key)


def check_order(gate, path, table, key):
    if key not in table[0][1]:
        gate.report(path, table[0][0], f"no column {key} to sort by")
        return
    column = table[0][1].index(key)
    for (_, before), (number, after) in zip(table[1:], table[2:]):
        if len(after) > column and before[column] > after[column]:
            gate.report(path, number, f"not sorted by {key}: "
                        f"{before[column]} before {after[column]}")


def check_provenance(gate, folder, files):
    path = folder / "PROVENANCE.tsv"
    if not path.exists():
        gate.report(path, 1, "missing")
        return
    table, _ = rows(gate, path)
    named = {cells[0] for _, cells in table[1:]}
    for file in files - named:
        gate.report(path, 1, f"does not name {file}")
    for name in sorted(named):
        if not (folder / name).exists() and not name.startswith("npm:"):
            gate.report(path, 1, f"there is no {name}")


def main():
    gate = Gate()
    tables = gate.files("data/**/*.tsv")
    for path in tables:
        check_table(gate, path)
    for folder in sorted({path.parent for path in gate.files("data/*/*")}):
        files = {path.name for path in gate.files("data/*/*")
                 if path.parent == folder}
        check_provenance(gate, folder, files - {"PROVENANCE.tsv"})
    gate.finish(f"{len(tables)} tables")


if __name__ == "__main__":
    main()
