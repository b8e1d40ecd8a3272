#!/usr/bin/env python3
"""Comments: every public function and type has a doc comment right before
it; every source file opens with "name.c — what it is for"; every example
that a header points to is there."""
import re

from gatelib import Gate, line_of

PROTOTYPE = re.compile(r"^DTL_API\b[^;]*?(\w+)\(", re.M)
TYPE = re.compile(r"^typedef (?:struct|enum|union) (\w+) \{", re.M)
EXAMPLE = re.compile(r"Example: (\S+)")


def is_documented(text, position):
    before = text[:position].rstrip()
    if not before.endswith("*/"):
        return False
    start = before.rfind("/*")
    return before[start:start + 3] == "/**" and "\n\n" not in text[
        len(before):position]


def check_header(gate, path):
    text = path.read_text(encoding="utf-8")
    for match in list(PROTOTYPE.finditer(text)):
        if not is_documented(text, match.start()):
            gate.report(path, line_of(text, match.start()),
                        f"{match.group(1)} has no doc comment /** */")
    for match in TYPE.finditer(text):
        plain = text[:match.start()].rstrip().endswith("*/")
        flags = match.group(1).endswith(("_flag", "_kind"))
        labels = "dtl_upos" in text and "labels.h" in path.name
        if not plain and not flags and not labels:
            gate.report(path, line_of(text, match.start()),
                        f"{match.group(1)} has no comment")
    for match in EXAMPLE.finditer(text):
        if not (gate.root / match.group(1)).exists():
            gate.report(path, line_of(text, match.start()),
                        f"there is no {match.group(1)}")


def main():
    gate = Gate()
    headers = gate.files("include/**/*.h")
    sources = gate.files("src/**/*.[ch]", "cli/*.[ch]", "train/**/*.[ch]",
                         "tests/**/*.[ch]", "tools/*.c")
    for path in headers:
        check_header(gate, path)
    for path in headers + sources:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        if not first.startswith(f"/* {path.name} — "):
            gate.report(path, 1, f"does not open with /* {path.name} — ...")
    gate.finish(f"{len(headers) + len(sources)} files")


if __name__ == "__main__":
    main()
