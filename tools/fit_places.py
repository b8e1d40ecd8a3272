#!/usr/bin/env python3
"""Fits the weights of the place resolver from stories with known places.

  fit_places.py BUILD_DIR GOLD.jsonl[*WEIGHT]... [--cycles 3] [--validate]
                [--dry]

Reads stories {id, text, toponyms: [{start, end, lat, lon}]}, positions in
code points; `*2` behind a file counts its stories twice. Writes the tables
WEIGHTS of src/resolve/place_judge.c (is it a place?) and place_choose.c
(which one?), unless --dry.

Each cycle builds `place-features`, runs it on the stories with the analyser
and without, and fits both runs together. Judge: logistic regression over
spans, right where a span overlaps a toponym. Choice: conditional logit over
the candidates of a name, right where one lies within 161 km of the place
that most toponyms of the name have; a name counts as its mentions, 3 at
most. Full-batch Adam with L2. Cycles are needed because the choice rests on
votes that the weights make. BOUNDS keeps what the corpora hardly show;
HAND is never fitted. --validate prints a five-fold check by story first.
Standard library only: some minutes a cycle. Same stories, same bytes.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESOLVE = ROOT / "src" / "resolve"
NEAR_KM, MOST_MENTIONS, FOLDS = 161, 3, 5
ROUNDS = {"judge": 600, "choose": 400}
SHRINK = {"judge": 1e-4, "choose": 3e-4}
HAND = {"JUDGE_OWN", "CHOOSE_PAPER", "CHOOSE_OWN"}
BOUNDS = {"JUDGE_TITLE": (-9, -4.5), "JUDGE_AFTER_GIVEN": (-9, -5),
          "JUDGE_STREET": (-9, -2.5), "CHOOSE_OUTSIDE": (-9, -1.5),
          "CHOOSE_WATER": (-1, 0), "CHOOSE_SPOT": (-1, 0),
          "CHOOSE_AREACODE": (0, 4), "CHOOSE_DATELINE": (0.3, 3)}
TABLE = re.compile(r"(static const float WEIGHTS\[\w+\] = \{\n)(.*?)(\n\};)",
                   re.S)


def kilometres(a, b):
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = (math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a)
         * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
    return 12742 * math.asin(min(1, math.sqrt(h)))


def load(files):
    """{id: (toponyms, weight)} and the lines of all stories."""
    stories, lines = {}, []
    for name in files:
        path, _, weight = name.partition("*")
        for line in open(path, encoding="utf-8"):
            story = json.loads(line)
            stories[story["id"]] = story["toponyms"], float(weight or 1)
            lines.append(line)
    return stories, "".join(lines).encode("utf-8")


def sparse(cells):
    return [(k, float(c)) for k, c in enumerate(cells) if c != "0"]


def read_run(text, stories, groups):
    """Adds groups (story, weight, [(right, reasons)]) by kind."""
    points, candidates = {}, {}
    for line in text.splitlines():
        kind, story, *cells = line.split("\t")
        toponyms, weight = stories[story]
        if kind == "C":
            key = story, cells[0]
            candidates.setdefault(key, []).append(cells[1:])
            continue
        start, end, name = map(int, cells[:3])
        met = [t for t in toponyms if t["start"] < end and start < t["end"]]
        groups["judge"].append(
            (story, weight, [(bool(met), sparse(cells[3:]))]))
        points.setdefault((story, str(name)), []).extend(
            (t["lat"], t["lon"]) for t in met if t["lat"] is not None)
    for key, rows in candidates.items():
        known = points.get(key)
        if not known:
            continue
        point = max(sorted(set(known)), key=known.count)
        labelled = [(kilometres(tuple(map(float, r[:2])), point) <= NEAR_KM,
                     sparse(r[2:])) for r in rows]
        if any(right for right, _ in labelled):
            weight = min(len(known), MOST_MENTIONS) * stories[key[0]][1]
            groups["choose"].append((key[0], weight, labelled))


def examples(build, stories, lines):
    subprocess.run(["cmake", "--build", build, "--target", "place-features",
                    "share"], check=True, stdout=subprocess.DEVNULL)
    groups = {"judge": [], "choose": []}
    for more in ([], ["plain"]):
        run = subprocess.run(
            [build / "place-features", build / "share" / "dateline", *more],
            input=lines, capture_output=True, check=True)
        read_run(run.stdout.decode("utf-8"), stories, groups)
    return groups


def score(weights, reasons):
    return sum(weights[k] * x for k, x in reasons)


def slopes(kind, weights, rows):
    """Derivative of the loss by the score of each row."""
    scores = [score(weights, reasons) for _, reasons in rows]
    if kind == "judge":
        return [1 / (1 + math.exp(-max(-40, min(40, s)))) - right
                for s, (right, _) in zip(scores, rows)]
    top = max(scores)
    shares = [math.exp(s - top) for s in scores]
    whole = sum(shares)
    right = max(sum(e for e, r in zip(shares, rows) if r[0]), 1e-12)
    return [e / whole - (e / right if r[0] else 0)
            for e, r in zip(shares, rows)]


def fit(kind, names, groups):
    count, rounds = len(names), ROUNDS[kind]
    fixed = {k for k, name in enumerate(names) if name in HAND}
    weights, mean, square = [0.0] * count, [0.0] * count, [0.0] * count
    total = sum(weight for _, weight, _ in groups)
    for step in range(1, rounds + 1):
        gradient = [0.0] * count
        for _, weight, rows in groups:
            for slope, (_, reasons) in zip(slopes(kind, weights, rows), rows):
                for k, x in reasons:
                    gradient[k] += weight * slope * x
        rate = (0.1 if step < rounds / 2 else
                0.03 if step < rounds * 3 / 4 else 0.01)
        for k in set(range(count)) - fixed:
            d = gradient[k] / total + SHRINK[kind] * weights[k]
            mean[k] = 0.9 * mean[k] + 0.1 * d
            square[k] = 0.999 * square[k] + 0.001 * d * d
            weights[k] -= (rate * mean[k] / (1 - 0.9 ** step) / (
                math.sqrt(square[k] / (1 - 0.999 ** step)) + 1e-8))
    return weights


def measure(kind, weights, groups):
    """F1 of the judge, or share of names that get the right place."""
    met = wrong = missed = total = 0.0
    for _, weight, rows in groups:
        scores = [score(weights, reasons) for _, reasons in rows]
        right = rows[scores.index(max(scores))][0]
        total += weight
        if kind == "choose":
            met += weight * right
        else:
            met += weight * (scores[0] > 0 and right)
            wrong += weight * (scores[0] > 0 and not right)
            missed += weight * (scores[0] <= 0 and right)
    return (met / total if kind == "choose"
            else 2 * met / (2 * met + wrong + missed))


def validate(kind, names, groups):
    def fold(story):
        return zlib.crc32(story.encode("utf-8")) % FOLDS
    for held in range(FOLDS):
        weights = fit(kind, names, [g for g in groups if fold(g[0]) != held])
        figure = measure(kind, weights,
                         [g for g in groups if fold(g[0]) == held])
        print(f"{kind} fold {held}: {figure:.4f}", flush=True)


def reason_names(kind):
    header = (RESOLVE / "place_internal.h").read_text(encoding="utf-8")
    prefix = kind.upper()
    body = re.search(rf"enum \{{\s*({prefix}_.*?){prefix}_COUNT\b", header,
                     re.S).group(1)
    return re.findall(rf"^\s*({prefix}_\w+)", body, re.M)


def write_table(kind, names, weights):
    path = RESOLVE / f"place_{kind}.c"
    text = path.read_text(encoding="utf-8")
    old = TABLE.search(text).group(2)
    lines = ["   "]
    for name, weight in zip(names, weights):
        low, high = BOUNDS.get(name, (-99, 99))
        value = f"{min(max(weight, low), high):.2f}"
        if name in HAND:
            value = re.search(rf"\[{name}\] = ([-.\d]+)f", old).group(1)
        if float(value) == 0:
            continue
        entry = f" [{name}] = {value}f,"
        if len(lines[-1]) + len(entry) > 79:
            lines.append("   ")
        lines[-1] += entry
    path.write_text(TABLE.sub(
        lambda m: m.group(1) + "\n".join(lines) + m.group(3), text, count=1),
        encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--cycles", type=int, default=3)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    stories, lines = load(args.gold)
    for cycle in range(args.cycles):
        groups = examples(args.build.resolve(), stories, lines)
        for kind in ("judge", "choose"):
            names = reason_names(kind)
            if args.validate and cycle == 0:
                validate(kind, names, groups[kind])
            weights = fit(kind, names, groups[kind])
            print(f"{kind} cycle {cycle}: {len(groups[kind])} cases, "
                  f"{measure(kind, weights, groups[kind]):.4f}", flush=True)
            if not args.dry:
                write_table(kind, names, weights)


if __name__ == "__main__":
    main()
