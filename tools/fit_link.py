#!/usr/bin/env python3
"""Fits which articles tell one story: data/rules/link.tsv.

  fit_link.py BUILD_DIR GOLD.jsonl [OTHER.jsonl ...] [--dry]

GOLD has lines with "id", "topic", "story" and "text". Runs
`build/link-features SHARE` on it and fits a logistic regression of "one
story" over the features of src/link/near.h. What linking would reach is
judged with topics in folds: a pair is scored by weights that saw no topic of
either article. The mean score from which stories are joined is the one with
the best figures there. Other files are only judged. Same stories, same bytes.
"""
import argparse
import collections
import heapq
import json
import math
import pathlib
import random
import subprocess

import fitlib

NAMES = ("all", "names", "numbers", "verbs", "words", "lead")
COLUMNS = ("bias", *NAMES, "cosine", "local", "density")
FIXED = {"at-least:copy": 0.7, "at-least:cosine": 0.06, "at-most:days": 30}
LEAST = 1 / 32  # src/link/linker.c
EPOCHS, RATE, SHRINK = 10, 0.5, 1e-3
STEPS = [n / 100 for n in range(20, 66, 5)]

Pair = collections.namedtuple("Pair", "a b x right")


def load(build, path):
    """Articles by id, and their pairs."""
    with open(path, encoding="utf-8") as lines:
        docs = {d["id"]: d for d in map(json.loads, lines)}
    with open(path, "rb") as text:
        out = subprocess.run(
            [build / "link-features", build / "share" / "dateline"],
            stdin=text, capture_output=True, check=True).stdout.decode()
    pairs = []
    for line in out.splitlines()[1:]:
        a, b, *values = line.split("\t")
        v = [float(x) for x in values]
        x = [1.0, *(c ** 0.5 for c in v[:6]), v[0], v[6], v[7]]
        pairs.append(Pair(a, b, x, docs[a]["story"] == docs[b]["story"]))
    return docs, pairs


def fit(pairs):
    """Weights of a logistic regression, AdaGrad with a little shrinking."""
    weight, square = [0.0] * len(COLUMNS), [1e-6] * len(COLUMNS)
    rows, dice = list(pairs), random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(rows)
        for row in rows:
            error = chance(weight, row.x) - row.right
            for i, x in enumerate(row.x):
                step = error * x + SHRINK * weight[i]
                square[i] += step * step
                weight[i] -= RATE * step / math.sqrt(square[i])
    return weight


def chance(weight, x):
    z = sum(w * v for w, v in zip(weight, x))
    return 1 / (1 + math.exp(-max(-30, min(30, z))))


def scores_by_folds(docs, pairs):
    """Score of each pair by weights that saw no topic of either article."""
    fold = fitlib.folds({d["topic"] for d in docs.values()})
    of = {name: fold[d["topic"]] for name, d in docs.items()}
    weights, scores = {}, []
    for p in pairs:
        hidden = frozenset((of[p.a], of[p.b]))
        if hidden not in weights:
            weights[hidden] = fit([q for q in pairs if of[q.a] not in hidden
                                   and of[q.b] not in hidden])
        scores.append(chance(weights[hidden], p.x))
    return scores


def join(sides, size, x, y):
    """Joins cluster y into x; yields the new means of x."""
    sides[x].pop(y)
    sides[y].pop(x)
    for other, total in sides.pop(y).items():
        sides[x][other] = sides[x].get(other, 0) + total
        sides[other].pop(y)
    size[x] += size.pop(y)
    for other, total in sides[x].items():
        sides[other][x] = total
        yield total / size[x] / size[other], other


def cluster(docs, pairs, scores, least):
    """{id: story} by average linkage, as src/link/cluster.c does."""
    sides, size = {d: {} for d in docs}, dict.fromkeys(docs, 1)
    story = {d: d for d in docs}
    for p, score in zip(pairs, scores):
        if score >= LEAST:
            sides[p.a][p.b] = sides[p.b][p.a] = score
    heap = [(-s, min(a, b), max(a, b)) for a in sides
            for b, s in sides[a].items() if a < b]
    heapq.heapify(heap)
    while heap:
        mean, x, y = heapq.heappop(heap)
        if -mean < least:
            break
        if x not in sides or y not in sides or y not in sides[x]:
            continue
        if abs(sides[x][y] / size[x] / size[y] + mean) > 1e-12:
            continue
        for new, other in join(sides, size, x, y):
            heapq.heappush(heap, (-new, min(x, other), max(x, other)))
        for d in story:
            if story[d] == y:
                story[d] = x
    return story


def f1(right, told, gold):
    return 2 * right / (told + gold) if told + gold else 0.0


def figures(docs, story):
    """B-cubed and pairwise F1."""
    gold = collections.Counter(d["story"] for d in docs.values())
    told = collections.Counter(story.values())
    both = collections.Counter((d["story"], story[name])
                               for name, d in docs.items())
    p = sum(n * n / told[t] for (_, t), n in both.items()) / len(docs)
    r = sum(n * n / gold[g] for (g, _), n in both.items()) / len(docs)

    def twos(counts):
        return sum(n * (n - 1) / 2 for n in counts.values())
    return 2 * p * r / (p + r), f1(twos(both), twos(told), twos(gold))


def report(title, docs, pairs, scores):
    best = (0, 0)
    for least in STEPS:
        b3, pair = figures(docs, cluster(docs, pairs, scores, least))
        print(f"{title} {least:.2f}: B-cubed {b3:.3f}, pairs {pair:.3f}")
        best = max(best, (b3 + pair, least))
    return best[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("others", nargs="*")
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    docs, pairs = load(args.build, args.gold)
    least = report("folds", docs, pairs, scores_by_folds(docs, pairs))
    weight = fit(pairs)
    for path in args.others:
        docs, pairs = load(args.build, path)
        report(pathlib.Path(path).stem, docs, pairs,
               [chance(weight, p.x) for p in pairs])
    print(f"chosen: {least}")
    if not args.dry:
        fitlib.write("link.tsv", "tools/fit_link.py: weights of what two "
                     "articles have in common", {
                         **dict(zip(COLUMNS, weight)), **FIXED,
                         "at-least:story": least})


if __name__ == "__main__":
    main()
