#!/usr/bin/env python3
"""Errors: an id ("E203") stands for one message and lies in the range of its
folder; docs/errors.md lists them all.

    check_errors.py ROOT --update     writes docs/errors.md
"""
import re

from gatelib import Gate, blank_comments, line_of

STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"')
IDENTIFIER = re.compile(r"^(E\d{3}): ")
RANGES = {"base": "0", "read": "12", "segment": "2", "nn": "3",
          "analyse": "3", "train": "39", "resolve": "4", "code": "5",
          "write": "6", "link": "7", "engine": "7", "store": "7", "ask": "7",
          "world": "7", "exchange": "7",
          "cli": "8", "tools": "9"}
ANYWHERE = {"E001"}  # out of memory
HEAD = """# Errors

Every message of Dateline begins with one of these ids. `%s` and the like
stand for the words at fault. Made by `tools/check_errors.py --update`.

| id | message | raised in |
|---|---|---|
"""


def literals(code):
    """(position, text) of string literals, neighbours joined."""
    last_end, start, parts = None, 0, []
    for match in STRING.finditer(code):
        if last_end is not None and not code[last_end:match.start()].strip():
            parts.append(match.group(1))
        else:
            if parts:
                yield start, "".join(parts)
            start, parts = match.start(), [match.group(1)]
        last_end = match.end()
    if parts:
        yield start, "".join(parts)


def collect(gate):
    found = {}  # id → {message: [folder]}
    files = gate.files("src/**/*.[ch]", "cli/*.[ch]", "train/**/*.[ch]",
                       "tools/*.c")
    for path in files:
        parts = path.relative_to(gate.root).parts
        folder = parts[1] if parts[0] == "src" else parts[0]
        code = blank_comments(path.read_text(encoding="utf-8"), strings=False)
        for position, text in literals(code):
            match = IDENTIFIER.match(text)
            if not match:
                continue
            line, name = line_of(code, position), match.group(1)
            if name not in ANYWHERE and name[1] not in RANGES[folder]:
                gate.report(path, line, f"{name} is not of the range of "
                            f"{folder} (E{RANGES[folder][0]}xx)")
            messages = found.setdefault(name, {})
            if text not in messages and messages:
                gate.report(path, line, f"{name} has another message in "
                            f"{next(iter(messages.values()))[0]}")
            messages.setdefault(text, []).append(
                str(path.relative_to(gate.root)))
    return found


def page(found):
    rows = []
    for name in sorted(found):
        for message, places in found[name].items():
            text = message[len(name) + 2:].replace("\\\"", '"')
            text = text.replace("|", "\\|")
            where = ", ".join(f"`{p}`" for p in sorted(set(places)))
            if name in ANYWHERE:
                where = "everywhere"
            rows.append(f"| {name} | {text} | {where} |")
    return HEAD + "\n".join(rows) + "\n"


def main():
    gate = Gate()
    found = collect(gate)
    out = gate.root / "docs" / "errors.md"
    if "--update" in gate.flags:
        out.write_text(page(found), encoding="utf-8")
    elif not out.exists() or out.read_text(encoding="utf-8") != page(found):
        gate.report(out, 1, "stale: run tools/check_errors.py --update")
    gate.finish(f"{len(found)} errors")


if __name__ == "__main__":
    main()
