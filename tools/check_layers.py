#!/usr/bin/env python3
"""Layers: a folder of src includes only itself and folders above it in
src/README.md; the command includes public headers and its own only; public
headers include public headers only."""
import re

from gatelib import Gate

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def main():
    gate = Gate()
    readme = (gate.root / "src" / "README.md").read_text(encoding="utf-8")
    order = re.findall(r"^\| `(\w+)` \|", readme, re.M)
    rank = {folder: i for i, folder in enumerate(order)}
    files = gate.files("src/**/*.[ch]", "cli/*.[ch]", "include/**/*.h")
    for path in files:
        top, folder = path.relative_to(gate.root).parts[:2]
        if top == "src" and folder not in rank:
            gate.report(path, 1, f"src/README.md does not name {folder}")
            continue
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            target = match.group(1).split("/")[0]
            if target == "dateline":
                continue
            if top == "include":
                gate.report(path, line, f"includes {match.group(1)}")
            elif top == "cli" and "/" in match.group(1):
                gate.report(path, line, "not public: " + match.group(1))
            elif top == "src" and rank.get(target, 99) > rank[folder]:
                gate.report(path, line, f"{folder} may not include "
                            f"{match.group(1)}")
    gate.finish(f"{len(files)} files")


if __name__ == "__main__":
    main()
