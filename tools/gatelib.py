"""What the gates share: files of the project, C without comments, reports.

A gate is a program tools/check_<topic>.py ROOT [BUILD_FOLDER] that prints
FILE:LINE: what is wrong, then how many, and exits with 1 if anything is.
"""
import re
import subprocess
import sys
from pathlib import Path

SKIPPED = {"node_modules", ".git", "__pycache__"}


class Gate:
    def __init__(self):
        here = Path(__file__).resolve().parent.parent
        names = [a for a in sys.argv[1:] if not a.startswith("--")]
        self.root = Path(names[0]).resolve() if names else here
        self.build = Path(names[1]).resolve() if len(names) > 1 else None
        self.flags = {a for a in sys.argv[1:] if a.startswith("--")}
        self.problems = 0

    def report(self, path, line, message):
        path = Path(path)
        if path.is_absolute() and path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        print(f"{path}:{line}: {message}")
        self.problems += 1

    def finish(self, checked):
        print(f"{checked}: {self.problems} problems")
        sys.exit(1 if self.problems else 0)

    def files(self, *patterns):
        """Project files that match a glob from the root, in name order."""
        found = set()
        tracked = self.tracked()
        for pattern in patterns:
            found |= {p for p in self.root.glob(pattern)
                      if p.is_file() and not SKIPPED & set(p.parts)}
        if tracked is not None:
            found &= tracked
        return sorted(found)

    def tracked(self):
        """Files that git has or would take; None outside a checkout."""
        command = ["git", "-C", str(self.root), "ls-files", "-z", "--cached",
                   "--others", "--exclude-standard"]
        try:
            out = subprocess.run(command, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        names = out.stdout.decode("utf-8", "surrogateescape").split("\0")
        return {self.root / name for name in names if name}


TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|"
                   r"'(?:\\.|[^'\\\n])*'", re.S)


def blank_comments(code, strings=True):
    """C code of the same shape, comments (and strings) turned to blanks."""
    def blank(match):
        text = match.group(0)
        if text[0] in "\"'":
            if not strings:
                return text
            return text[0] + re.sub(r"[^\n]", " ", text[1:-1]) + text[-1]
        return re.sub(r"[^\n]", " ", text)
    return TOKEN.sub(blank, code)


def line_of(text, position):
    return text.count("\n", 0, position) + 1
