"""What the fit_*.py tools share: gold stories, features of the programme,
logistic regression, tables of weights."""
import collections
import json
import math
import os
import pathlib
import random
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "data" / "rules"
FOLDS, RATE = 5, 0.1
NEARBY = 150  # code points between two mentions of one line


def stories(path):
    """{id: story}"""
    with open(path, encoding="utf-8") as lines:
        return {s["id"]: s for s in map(json.loads, lines)}


def folds(names):
    """{story: number of its fold}"""
    return {name: i % FOLDS for i, name in enumerate(sorted(names))}


def features(build, path, *mode, share=None):
    """Fields of each line that event-features writes for the stories."""
    share = share or build / "share" / "dateline"
    with open(path, "rb") as text:
        out = subprocess.run([build / "event-features", share, *mode],
                             stdin=text, capture_output=True,
                             check=True).stdout
    return [line.split("\t") for line in out.decode("utf-8").split("\n")
            if line]


def plain_share(build, folder, tables):
    """A data folder in the empty `folder`: that of the build, but for the
    lexicon, where `tables` ({name: text}) stand for those of data/rules."""
    shutil.copytree(ROOT / "data", folder / "data",
                    ignore=shutil.ignore_patterns("gazetteer"))
    for name, text in tables.items():
        (folder / "data" / "rules" / name).write_text(text, "utf-8")
    share = folder / "share"
    share.mkdir()
    for path in (build / "share" / "dateline").iterdir():
        if path.name != "lexicon.dtlx":
            os.symlink(path.resolve(), share / path.name)
    names = sorted(str(p.relative_to(folder / "data"))
                   for p in (folder / "data").rglob("*.tsv")
                   if p.name != "PROVENANCE.tsv")
    subprocess.run([build / "dtl-compile", "lexicon", share / "lexicon.dtlx",
                    folder / "data", *names], check=True)
    return share


def span(text):
    return tuple(map(int, text.split("-")))


def owner(story, kind, spans):
    """Number of the gold event of a type on whose mentions most of the spans
    lie, and how many do: (None, 0) where none does."""
    best, most = None, 0
    for i, gold in enumerate(story["events"]):
        if kind not in (gold["event"], *gold.get("alt_events", [])):
            continue
        met = sum(a < m["end"] and m["start"] < b
                  for a, b in spans for m in gold["mentions"])
        if met > most:
            best, most = i, met
    return best, most


def near(text, span, mention):
    """Whether a span lies on a mention, or beside it on its line."""
    start, end = mention["start"], mention["end"]
    if span[0] < end and start < span[1]:
        return True
    low, high = min(span[0], start), max(span[1], end)
    return high - low <= NEARBY and "\n" not in text[low:high]


def fit(rows, epochs=10, shrink=0.02, seen=1):
    """Weights of a logistic regression (AdaGrad, L2) over rows of (names,
    0 or 1); names in fewer than `seen` rows are left out."""
    number = collections.Counter(n for names, _ in rows for n in names)
    rows = [([n for n in names if number[n] >= seen], right)
            for names, right in rows]
    weight, square = collections.Counter(), collections.Counter()
    dice = random.Random(1)
    for _ in range(epochs):
        dice.shuffle(rows)
        for names, right in rows:
            z = sum(weight[n] for n in names)
            error = 1 / (1 + math.exp(-max(-30, min(30, z)))) - right
            for n in names:
                step = error + shrink * weight[n]
                square[n] += step * step
                weight[n] -= RATE * step / math.sqrt(square[n] + 1e-8)
    return weight


def score(weight, names):
    return sum(weight[n] for n in names)


def write(name, made_by, weights):
    """Writes data/rules/NAME: weights in thousandths, those of 0 left out."""
    with open(RULES / name, "w", encoding="utf-8") as out:
        out.write(f"# Made by {made_by}, in thousandths. Sorted by feature.\n"
                  "feature\tweight\n")
        for feature, weight in sorted(weights.items()):
            if round(weight * 1000):
                out.write(f"{feature}\t{round(weight * 1000)}\n")
