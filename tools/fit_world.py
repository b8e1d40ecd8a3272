#!/usr/bin/env python3
"""Fits which reports tell one event of the world: data/rules/world.tsv.

  fit_world.py BUILD_DIR STORE [--least 500] [--dry]

STORE holds the articles that tools/world_pairs.tsv names, linked by `dateline
link --db`. Runs `build/world-features` on it, takes the pairs whose labels
are known, fits a logistic regression (AdaGrad, L2) and writes its weights in
thousandths. What an actor weighs is fitted apart for words (ACCUSE ...).
Prints, by ten-fold cross-validation over articles, precision and recall of
pairs, and those of the events that the store has now. Same store, same bytes.
"""
import argparse
import math
import pathlib
import subprocess

import fitlib

EPOCHS, SHRINK, SEEN, FOLDS = 30, 0.03, 3, 10
LEAVE = ("=none", "=unknown")


def labels():
    with open(fitlib.ROOT / "tools" / "world_pairs.tsv",
              encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines
                if not line.startswith("#")]
    return {tuple(row[:4]): (int(row[4]), row[5]) for row in rows[1:]}


def names_of(kind, traits):
    names = ["bias"]
    for trait in traits:
        if trait.endswith(LEAVE):
            continue
        names.append(trait)
        if kind == "words" and trait.startswith("actor="):
            names.append("words." + trait)
    return names if kind == "deed" else names + [kind + ".bias"]


def load(build, store):
    """[(key, names, same, how it was chosen)]"""
    out = subprocess.run([build / "world-features", store],
                         capture_output=True, check=True).stdout
    known, rows = labels(), []
    for line in out.decode("utf-8").splitlines():
        fields = line.split("\t")
        key = tuple(fields[:4])
        if key in known:
            rows.append((key, names_of(fields[5], fields[6].split()),
                         *known[key]))
    return rows


def fit(rows):
    return fitlib.fit([(row[1], row[2]) for row in rows] * 2, EPOCHS, SHRINK,
                      SEEN)


def tell(what, pairs):
    """pairs: [(held to be the same, is the same)]"""
    both = sum(said and same for said, same in pairs)
    said, same = (sum(column) for column in zip(*pairs))
    print(f"{what}: {len(pairs)} pairs, {same} of one event, precision "
          f"{both / max(1, said):.3f}, recall {both / max(1, same):.3f}")


def cross_validate(rows, least):
    articles = sorted({row[0][0] for row in rows})
    fold = {name: i % FOLDS for i, name in enumerate(articles)}
    floor, said = math.log(least / (1 - least)), []
    for k in range(FOLDS):
        weight = fit([row for row in rows if fold[row[0][0]] != k])
        said += [(fitlib.score(weight, row[1]) >= floor, row[2], row[3])
                 for row in rows if fold[row[0][0]] == k]
    tell("alone, all", [row[:2] for row in said])
    tell("alone, random", [row[:2] for row in said if row[2] == "random"])


def worlds(store):
    """{(article, place of the trigger): event of the world}"""
    import sqlite3
    rows = sqlite3.connect(store).execute(
        "SELECT d.doc, m.start || '-' || m.stop, r.world FROM reports r"
        " JOIN events e ON e.id = r.event JOIN documents d"
        " ON d.id = e.document JOIN mentions m ON m.event = e.id"
        " AND m.number = 0")
    return {row[:2]: row[2] for row in rows}


def judge(store, rows):
    world = worlds(store)
    said = [(world[key[:2]] == world[key[2:]], same, how)
            for key, _, same, how in rows]
    tell("in the store, all", [row[:2] for row in said])
    tell("in the store, random", [row[:2] for row in said
                                  if row[2] == "random"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("store")
    parser.add_argument("--least", type=int, default=500)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    rows = load(args.build, args.store)
    cross_validate(rows, args.least / 1000)
    judge(args.store, rows)
    if not args.dry:
        fitlib.write("world.tsv", "tools/fit_world.py: weights of what two "
                     "reports have in common",
                     {**fit(rows), "at-least:event": args.least / 1000})


if __name__ == "__main__":
    main()
