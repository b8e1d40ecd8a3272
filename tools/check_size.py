#!/usr/bin/env python3
"""Sizes: files of at most 600 lines, lines of at most 100 columns, functions
of at most 60 lines, 5 parameters and 3 levels of nesting.

Tables apart: a C file named *_table.c or *_data.c may be longer. What
tools/size_allow.txt lists ("src/x.c:function" or "src/x.c") is let through;
an entry that is not needed any more is an error, so the list only shrinks.
"""
import re

from gatelib import Gate, blank_comments, line_of

FILE_LINES, LINE_COLUMNS, FUNCTION_LINES = 600, 100, 60
PARAMETERS, NESTING = 5, 3
DOCUMENTS = {"README.md": 120, "CONTRIBUTING.md": 150}
CODE = ("**/*.c", "**/*.h", "**/*.py", "**/*.sh", "**/*.cmake",
        "**/CMakeLists.txt", "Makefile")
FUNCTION = re.compile(r"^([A-Za-z_][^;{}=#]*?\b(\w+)\s*\([^;{}]*\))\s*\n\{$",
                      re.M)


def parameter_count(signature):
    inside = signature[signature.index("("):]
    depth, count = 0, 1
    for c in inside:
        depth += (c == "(") - (c == ")")
        count += c == "," and depth == 1
    if re.fullmatch(r"\(\s*(void)?\s*\)", inside):
        return 0
    return count - inside.endswith("...)")


def nesting(body):
    """Depth of control blocks: braces that do not open an initializer."""
    stack, deepest = [], 0
    for match in re.finditer(r"[{}]", body):
        if match.group() == "}":
            if stack:
                stack.pop()
            continue
        before = body[:match.start()].rstrip()
        control = before.endswith((")", "else", "do"))
        cast = re.search(r"\(\s*(const\s+)?\w+(\s*\[\w*\])?\s*\)$", before)
        stack.append(control and not (cast and "=" in before[-80:]))
        deepest = max(deepest, sum(stack))
    return deepest


class Sizes(Gate):
    def __init__(self):
        super().__init__()
        allow = self.root / "tools" / "size_allow.txt"
        lines = allow.read_text().splitlines() if allow.exists() else []
        self.allowed = {line.split()[0] for line in lines
                        if line and not line.startswith("#")}
        self.used = set()

    def complain(self, path, line, key, message):
        if key in self.allowed:
            self.used.add(key)
        else:
            self.report(path, line, message)

    def check_file(self, path):
        name = str(path.relative_to(self.root))
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        table = name.endswith(("_table.c", "_data.c"))
        if len(lines) - 1 > FILE_LINES and not table:
            self.complain(path, len(lines) - 1, name,
                          f"{len(lines) - 1} lines, at most {FILE_LINES}")
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_COLUMNS:
                self.complain(path, number, name,
                              f"{len(line)} columns, at most {LINE_COLUMNS}")
        if path.suffix == ".c":
            self.check_functions(path, name, blank_comments(text))

    def check_functions(self, path, name, code):
        for match in FUNCTION.finditer(code):
            end = code.find("\n}", match.end())
            key = f"{name}:{match.group(2)}"
            first = line_of(code, match.start())
            length = line_of(code, end + 1) - first + 1
            count = parameter_count(match.group(1))
            depth = nesting(code[match.end():end])
            for value, most, what in ((length, FUNCTION_LINES, "lines"),
                                      (count, PARAMETERS, "parameters"),
                                      (depth, NESTING, "levels deep")):
                if value > most:
                    self.complain(path, first, key, f"{match.group(2)} is "
                                  f"{value} {what}, at most {most}")

    def run(self):
        files = self.files(*CODE)
        for path in files:
            self.check_file(path)
        for name, most in DOCUMENTS.items():
            path = self.root / name
            if path.exists() and len(path.read_text().splitlines()) > most:
                self.report(path, most, f"longer than {most} lines")
        for key in sorted(self.allowed - self.used):
            self.report("tools/size_allow.txt", 1, f"not needed: {key}")
        self.finish(f"{len(files)} files")


if __name__ == "__main__":
    Sizes().run()
