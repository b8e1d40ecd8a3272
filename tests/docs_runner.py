#!/usr/bin/env python3
"""Runs what a document shows and compares with what it says comes out.

    docs_runner.py BUILD SOURCES PAGE.md...            0: the same, 1: not
    docs_runner.py --update BUILD SOURCES PAGE.md...   writes the pages and
                                                       their pictures; read
                                                       the diff

Blocks run in the order of the page, in one new folder that has the `samples`
and the `bindings` of the sources, so that a store made by one serves the next:

    ```console     "$ " begins a command for sh; the lines up to the next one
                   are its output, standard error behind it
    ```python      a script; the block ``` right behind it is its output
    ```r           likewise, by Rscript

A script that needs a module, or a program, that is not there is left out. A
picture ![words](folder/name.svg) is the file `name.svg` that the commands
left, kept beside the page.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(console|python|r)\n(.*?)^```\n"
                   r"(?:\n```\n(?P<out>.*?)^```\n)?", re.M | re.S)
PICTURE = re.compile(r"!\[[^\]]*\]\(([\w./-]+\.svg)\)")
ABSENT = 70  # exit status of a script whose module is not there
GUARD = {
    "python": ("import sys\nclass _Guard:\n"
               "    def find_spec(self, name, path=None, target=None):\n"
               "        if name in ('pandas', 'duckdb', 'matplotlib'):\n"
               "            sys.exit(%d)\n"
               "sys.meta_path.append(_Guard())\n" % ABSENT),
    "r": ("for (p in c('DBI', 'RSQLite', 'duckdb'))\n"
          "  if (any(grepl(p, readLines('script.r'), fixed = TRUE)) &&\n"
          "      !requireNamespace(p, quietly = TRUE))\n"
          "    quit(status = %d)\n" % ABSENT),
}
TIMEOUT = 120


class Page:
    """A document, its new text, and what differs."""

    def __init__(self, build, sources, path):
        self.build, self.sources = Path(build).resolve(), Path(sources)
        self.path = Path(path)
        self.old = self.path.read_text(encoding="utf-8")
        self.faults = 0

    def run(self, words, folder):
        env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1",
                   PATH=f"{self.build}{os.pathsep}{os.environ['PATH']}",
                   DATELINE_LIBRARY=str(self.build / "libdateline.so"),
                   PYTHONPATH=str(self.sources.resolve() / "bindings/python"),
                   PYTHONDONTWRITEBYTECODE="1")
        env.pop("DATELINE_DATA", None)
        done = subprocess.run(words, cwd=folder, env=env, timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    def console(self, body, folder):
        """The block with the output that its commands have now."""
        lines, shown = body.split("\n")[:-1], []
        while lines:
            line = lines.pop(0)
            if not line.startswith("$ "):
                continue  # what the last command gave at the time
            command = [line[2:]]
            shown.append(line)
            while command[-1].endswith("\\") and lines:
                command.append(lines.pop(0))
                shown.append(command[-1])
            status, out = self.run(["sh", "-ec", "\n".join(command)], folder)
            if status:
                self.fault(f"{command[0]}: exit status {status}\n{out}")
            shown += out.split("\n")[:-1]
        return "".join(line + "\n" for line in shown)

    def script(self, kind, body, folder):
        """Output of a script; None where it cannot run here."""
        (Path(folder) / f"script.{kind}").write_text(body, encoding="utf-8")
        start = Path(folder) / f"start.{kind}"
        start.write_text(GUARD[kind] + {
            "python": "exec(open('script.python').read())\n",
            "r": "source('script.r')\n"}[kind], encoding="utf-8")
        program = sys.executable if kind == "python" else "Rscript"
        try:
            status, out = self.run([program, start.name], folder)
        except FileNotFoundError:
            status = ABSENT
        if status == ABSENT:
            print(f"{self.path.name}: a {kind} script is left out: what it "
                  "needs is not there")
            return None
        if status:
            self.fault(f"a {kind} script: exit status {status}\n{out}")
        return out

    def block(self, match, folder):
        kind, body, out = match.group(1), match.group(2), match.group("out")
        if kind == "console":
            return match.group(0).replace(body, self.console(body, folder), 1)
        now = self.script(kind, body, folder)
        if now is None or (out is None and not now):
            return match.group(0)
        return f"```{kind}\n{body}```\n\n```\n{now}```\n"

    def pictures(self, folder):
        """{path: bytes} of the pictures that the page shows."""
        found = {}
        for name in PICTURE.findall(self.old):
            made = Path(folder, Path(name).name)
            if made.exists() and made.stat().st_size:
                found[self.path.parent / name] = made.read_bytes()
            else:
                self.fault(f"no command makes {made.name}")
        return found

    def fault(self, what):
        self.faults += 1
        print(f"{self.path.name}: {what}")

    def check(self, update):
        """0 where the page shows what comes out, or is written so."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("samples", "bindings"):
                os.symlink(self.sources.resolve() / name, Path(folder, name))
            new = BLOCK.sub(lambda match: self.block(match, folder), self.old)
            pictures = self.pictures(folder)
        if not self.faults:
            (self.write if update else self.compare)(new, pictures)
        return 1 if self.faults else 0

    def write(self, new, pictures):
        self.path.write_text(new, encoding="utf-8")
        for path, data in pictures.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)

    def compare(self, new, pictures):
        for path, data in pictures.items():
            if not path.exists() or path.read_bytes() != data:
                self.fault(f"{path.name} is not what the command draws")
        if new != self.old:
            self.fault("shows other output than its commands give; "
                       "--update writes it")
            self.differ(new)

    def differ(self, new):
        with tempfile.NamedTemporaryFile("w", suffix=".md") as file:
            file.write(new)
            file.flush()
            subprocess.run(["diff", "-u", self.path, file.name], check=False)


def main():
    words = [word for word in sys.argv[1:] if word != "--update"]
    if len(words) < 3:
        print(__doc__)
        return 2
    sys.stdout.reconfigure(line_buffering=True)
    build, sources, *pages = words
    return max(Page(build, sources, path).check("--update" in sys.argv)
               for path in pages)


if __name__ == "__main__":
    sys.exit(main())
