"""What the tests share: the command, the samples."""
import json
import os
import subprocess
from pathlib import Path

COMMAND = os.environ["DATELINE_COMMAND"]
SOURCES = Path(os.environ["DATELINE_SOURCES"])
SAMPLES = SOURCES / "samples"


def command(*words, stdin=None):
    """Output of the command, bytes."""
    return subprocess.run([COMMAND, *map(str, words)], input=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False).stdout


def printed(path):
    """Events of a file as the command prints them."""
    text = command("code", "--format", "jsonl", path).decode()
    return [json.loads(line) for line in text.split("\n") if line]


def read(path):
    """A text as it is, carriage returns kept."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()
