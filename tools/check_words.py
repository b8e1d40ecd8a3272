#!/usr/bin/env python3
"""Words that no file of the project may hold: paths of one machine, hosts of
package registries, work left open without an issue, marks of a merge."""
import re

from gatelib import Gate

# Spelt apart, so that this file does not hold them itself.
OPEN = ("TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK")
RULES = (
    (re.compile(r"(?<![\w.])/(work|root|home|Users)/\w"), "a machine's path"),
    (re.compile(r"registry\.npm" r"js|npm" r"js\.(org|com)|deb\.deb" r"ian|"
                r"pypi\.o" r"rg|ubuntu\.c" r"om"), "a registry's host"),
    (re.compile(r"\b(" + "|".join(OPEN) + r")\b(?!\(#\d+\))"),
     "work left open without an issue"),
    (re.compile(r"^(<{7} |>{7} |={7}$)"), "a mark of a merge"),
)
BINARY = {".dtlx", ".gz", ".zst", ".bin", ".png"}


def main():
    gate = Gate()
    files = [p for p in gate.files("**/*", ".*", ".ci/*")
             if p.suffix not in BINARY and "seeds" not in p.parts]
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, what in RULES:
                if pattern.search(line):
                    gate.report(path, number, f"{what}: {line.strip()[:60]}")
    gate.finish(f"{len(files)} files")


if __name__ == "__main__":
    main()
