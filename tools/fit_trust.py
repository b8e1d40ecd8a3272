#!/usr/bin/env python3
"""Fits the confidence of events: data/rules/trust.tsv from annotated stories.

  fit_trust.py BUILD_DIR GOLD.jsonl [--floor 0.45] [--dry] [--without-sense]

Runs build/event-features on the stories with an empty trust table, and with
what the classifier of senses says of a story that it has not seen (of each
fold a table by tools/fit_sense.py; --without-sense: none at all). Calls an
event right when a gold event of its type (or an accepted other type) has a
mention on the same words or nearby in the line, fits a logistic regression
(AdaGrad, L2; rules shrink harder than the rest) and prints precision and
recall of several floors by five-fold cross-validation over stories. A second
one, in the column `record`, asks that the countries of actors and recipients
be right too: the confidence of the event.
Same stories, same bytes.
"""
import argparse
import collections
import json
import math
import pathlib
import random
import tempfile

import fitlib
import fit_sense

TRUST = fitlib.RULES / "trust.tsv"
ASSERTED = {"actual", "ongoing", "planned", "historical"}
EPOCHS, RATE, RULE_L2, L2 = 60, 0.5, 16.0, 8.0


PLAIN = "feature\tweight\trecord\nfloor\t0\t0\n"


def told(build, gold, sense):
    """Events of the stories without any floor, from event-features."""
    with tempfile.TemporaryDirectory() as folder:
        share = fitlib.plain_share(build, pathlib.Path(folder), {
            "trust.tsv": PLAIN, "sense.tsv": sense})
        return fitlib.features(build, gold, share=share)


def told_by_folds(build, gold):
    """The same, each fold by the classifier that has not seen it."""
    stories = fitlib.stories(gold)
    fold = fitlib.folds(stories)
    tables = fit_sense.fold_tables(build, gold, fit_sense.FLOOR)
    for k, sense in enumerate(tables):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as part:
            for name, story in stories.items():
                if fold[name] == k:
                    part.write(json.dumps(story) + "\n")
            part.flush()
            yield from told(build, part.name, sense)


def values(names):
    """[(feature, value)]: "sense=-12" is a value in tenths, all others 1."""
    pairs = [name.partition("=") for name in names]
    return [(name, int(value) / 10 if sign else 1)
            for name, sign, value in pairs]


def features(build, gold, sensed):
    lines = (told_by_folds(build, gold) if sensed
             else told(build, gold, fit_sense.OFF))
    for doc, event, status, names, who, whom, spans in lines:
        yield doc, event, status, values(names.split()), (who, whom), [
            fitlib.span(s) for s in spans.split()]


def countries_right(gold, found):
    """Every gold country is found; where gold has none, one without."""
    want = {a["country"] for a in gold if a.get("country")}
    have = set(found.split(","))
    return want <= have if want else not found or "-" in have


def record_right(event, who, whom):
    return countries_right(event["actors"], who) and (
        not event.get("recipients") or
        countries_right(event["recipients"], whom))


def examples(build, gold, sensed=True):
    """(story, features, right, gold events met, record right) and the
    required events."""
    stories = fitlib.stories(gold)
    out = []
    for doc, event, status, names, parties, spans in features(build, gold,
                                                                sensed):
        if status not in ASSERTED:
            continue
        met = [i for i, g in enumerate(stories[doc]["events"])
               if event in [g["event"], *g.get("alt_events", [])]
               and any(fitlib.near(stories[doc]["text"], s, m)
                       for s in spans for m in g["mentions"])]
        record = any(record_right(stories[doc]["events"][i], *parties)
                     for i in met)
        met = [(doc, i) for i in met]
        out.append((doc, names, bool(met), met, record))
    required = {(d, i) for d, s in stories.items()
                for i, g in enumerate(s["events"]) if g.get("required", True)}
    return out, required


def probability(weights, names):
    z = sum(weights.get(n, 0.0) * value for n, value in names)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def train(data, target=2):
    """Weights for the chance of item `target` of the examples."""
    number = collections.Counter(n for x in data for n, _ in x[1])
    weights = collections.defaultdict(float)
    squares = collections.defaultdict(lambda: 1e-8)
    order = list(data)
    dice = random.Random(1)
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for example in order:
            names = example[1]
            error = probability(weights, names) - example[target]
            for n, value in names:
                pull = RULE_L2 if n.startswith("rule:") else L2
                slope = error * value + pull * weights[n] / number[n]
                squares[n] += slope * slope
                weights[n] -= RATE * slope / math.sqrt(squares[n])
    return weights, number


def validate(data, required, stories):
    fold = fitlib.folds(stories)
    scored, sure = [], []
    for k in range(5):
        learnt = [x for x in data if fold[x[0]] != k]
        weights, _ = train(learnt)
        record, _ = train(learnt, 4)
        sure += [(probability(record, x[1]), x[4])
                 for x in data if fold[x[0]] == k]
        scored += [(probability(weights, x[1]), x[2], x[3])
                   for x in data if fold[x[0]] == k]
    bins = collections.defaultdict(list)
    for p, right in sure:
        bins[int(p * 10)].append(p - right)
    error = sum(abs(sum(b)) for b in bins.values()) / len(sure)
    print(f"calibration error of the confidence {error:.3f}, areas "
          f"{fit_sense.area([s[:2] for s in scored]):.3f} (type), "
          f"{fit_sense.area(sure):.3f} (record)")
    for floor in (0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        kept = [s for s in scored if s[0] >= floor]
        found = {m for s in kept for m in s[2]} & required
        print(f"floor {floor:.2f}: {len(kept)} events, "
              f"{sum(s[1] for s in kept) / len(kept):.3f} right, "
              f"{len(found) / len(required):.3f} of the required met")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", default="0.45")
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--without-sense", action="store_true")
    args = parser.parse_args()
    data, required = examples(args.build.resolve(), args.gold,
                              not args.without_sense)
    validate(data, required, fitlib.stories(args.gold))
    if args.dry:
        return
    weights, number = train(data)
    record, _ = train(data, 4)
    with open(TRUST, "w", encoding="utf-8") as out:
        out.write("# Fitted by tools/fit_trust.py; not for editing.\n")
        out.write(f"feature\tweight\trecord\nfloor\t{args.floor}\t0\n")
        for name in sorted(weights):
            pair = weights[name], record[name]
            if number[name] > 1 and max(map(abs, pair)) >= 0.02:
                out.write(f"{name}\t{pair[0]:.2f}\t{pair[1]:.2f}\n")


if __name__ == "__main__":
    main()
