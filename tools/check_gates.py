#!/usr/bin/env python3
"""The gates themselves: each must find the faults of a small bad tree and be
content with a good one."""
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent

GOOD = {
    "src/README.md": "| `base` | a |\n| `code` | b |\n",
    "src/base/a.c": '/* a.c — good. */\n#include "base/a.h"\n',
    "src/base/a.h": "/* a.h — good. */\n",
    "src/code/b.c": '/* b.c — good. */\n#include "base/a.h"\n',
    "include/dateline/x.h": "/* x.h — good. */\n/** Does x. */\n"
                            "DTL_API int dtl_x(int a);\n",
    "data/t/words.tsv": "# Sorted by word.\nword\tcode\nbay\t1\ncape\t2\n",
    "data/t/PROVENANCE.tsv": "file\tsource\tlicence\nwords.tsv\town\tMIT\n",
    "docs/errors.md": None,  # written by the gate
}

LONG = "int f(void)\n{\n" + "    g();\n" * 60 + "}\n"
DEEP = ("int f(int a)\n{\n    for (;;) {\n        if (a) {\n"
        "            while (a) {\n                do {\n"
        "                } while (a);\n            }\n        }\n    }\n}\n")

# gate, file, what is in it, words of the report
BAD = (
    ("size", "src/base/a.c", LONG, "63 lines, at most 60"),
    ("size", "src/base/a.c", DEEP, "4 levels deep, at most 3"),
    ("size", "src/base/a.c", "int f(int a, int b, int c, int d, int e,\n"
     "      int (*g)(int, int))\n{\n}\n", "6 parameters, at most 5"),
    ("size", "src/base/a.c", "\n" * 601, "601 lines, at most 600"),
    ("size", "src/base/a.c", "x" * 101 + "\n", "101 columns"),
    ("size", "tools/size_allow.txt", "src/base/a.c:f\n", "not needed"),
    ("layers", "src/base/a.c", '#include "code/b.h"\n', "base may not"),
    ("layers", "cli/m.c", '#include "base/a.h"\n', "not public"),
    ("layers", "src/new/n.c", "\n", "does not name new"),
    ("banned", "src/base/a.c", 'int f(void) { printf("x"); }\n', "printf()"),
    ("banned", "src/base/a.c", "int f(void) { goto end; }\n", "goto"),
    ("errors", "src/base/a.c", 'f("E001: a"); f("E041: b");\nf("E041: c");\n',
     "E041 has another message"),
    ("errors", "src/base/a.c", 'f("E541: b");\n', "not of the range"),
    ("errors", "docs/errors.md", "old\n", "stale"),
    ("docs", "include/dateline/x.h", "/* x.h — y. */\nDTL_API int dtl_x();\n",
     "dtl_x has no doc comment"),
    ("docs", "src/base/a.c", "int x;\n", "does not open with"),
    ("data", "data/t/words.tsv", "word\tcode\nbay\n", "1 columns"),
    ("data", "data/t/words.tsv", "# Sorted by word.\nword\nb\na\n",
     "not sorted by word"),
    ("data", "data/t/other.tsv", "word\nb\n", "does not name other.tsv"),
    ("data", "data/t/words.tsv", "word\nb \n", "blanks at the end"),
    ("words", "src/base/a.c", "/* TO" "DO: later */\n", "left open"),
    ("words", "notes.md", "see /wo" "rk/notes\n", "a machine's path"),
)


def run(gate, root, *flags):
    command = [sys.executable, str(TOOLS / f"check_{gate}.py"), str(root)]
    done = subprocess.run(command + list(flags), capture_output=True,
                          text=True)
    return done.returncode, done.stdout + done.stderr


def make(root, files):
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, GOOD)
        (root / "docs").mkdir()
        run("errors", root, "--update")
        for gate in sorted({row[0] for row in BAD}):
            code, out = run(gate, root)
            if code != 0:
                failed += 1
                print(f"check_{gate} complains of a good tree:\n{out}")
    for gate, name, text, wanted in BAD:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), GOOD)
            make(Path(folder), {name: text})
            code, out = run(gate, folder)
            if code != 1 or wanted not in out:
                failed += 1
                print(f"check_{gate} does not say '{wanted}':\n{out}")
    print(f"{len(BAD)} faults: {failed} not found")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
