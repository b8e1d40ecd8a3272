#!/usr/bin/env python3
"""Fits which tellings are one event: data/rules/same.tsv from gold stories.

  fit_same.py BUILD_DIR GOLD.jsonl [--floor -500] [--dry]

Runs `build/event-features SHARE pairs` on the stories, labels each pair of
tellings whose words both lie on mentions of gold events of their type by
whether it is the same event, fits a logistic regression (AdaGrad, L2) and
writes its weights in thousandths. Prints, by five-fold cross-validation over
stories, what several floors would do when tellings are grouped as merge.c
does: share of groups that tell an event told before, and of told gold events
that keep a group of their own. Same stories, same bytes.
"""
import argparse
import collections
import json
import math
import pathlib
import random
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDS, EPOCHS, RATE, SHRINK = 5, 15, 0.1, 0.02
FLOORS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5)


def span(text):
    return tuple(map(int, text.split("-")))


def gold_events(path):
    """{story: [(eid, types, spans)]}"""
    found = {}
    for line in open(path, encoding="utf-8"):
        story = json.loads(line)
        found[story["id"]] = [
            (e["eid"], {e["event"], *e.get("alt_events", [])},
             [(m["start"], m["end"]) for m in e["mentions"]])
            for e in story["events"]]
    return found


def owner(events, words, kind):
    for eid, types, spans in events:
        if kind in types and any(a < words[1] and words[0] < b
                                 for a, b in spans):
            return eid
    return None


def load(build, path):
    """{story: [(earlier, later, features, same or None)]} and owners."""
    gold = gold_events(path)
    with open(path, "rb") as stories:
        out = subprocess.run(
            [build / "event-features", build / "share" / "dateline", "pairs"],
            stdin=stories, capture_output=True, check=True).stdout
    pairs, owners = collections.defaultdict(list), {}
    for line in out.decode("utf-8").splitlines():
        story, a, b, names = line.split("\t")
        names = names.split()
        kind = names[0].split("=")[1]
        for words in (a, b):
            if (story, words, kind) not in owners:
                owners[story, words, kind] = owner(gold[story], span(words),
                                                   kind)
        x, y = owners[story, a, kind], owners[story, b, kind]
        same = None if x is None or y is None else int(x == y)
        pairs[story].append(((span(a), kind), (span(b), kind), names, same))
    return pairs, {((s, (span(w), k))): e for (s, w, k), e in owners.items()}


def fit(rows):
    weight, square = collections.Counter(), collections.Counter()
    order, rng = list(range(len(rows))), random.Random(1)
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for i in order:
            names, same = rows[i]
            z = sum(weight[n] for n in names)
            error = 1 / (1 + math.exp(-max(-30, min(30, z)))) - same
            for n in names:
                step = error + SHRINK * weight[n]
                square[n] += step * step
                weight[n] -= RATE * step / math.sqrt(square[n] + 1e-8)
    return weight


def group(pairs, weight, floor):
    """{telling: number of its group}, as merge.c groups them."""
    before = collections.defaultdict(list)
    order = []
    for a, b, names, _ in pairs:
        for t in (a, b):
            if t not in before:
                before[t] = []
                order.append(t)
        before[b].append((a, sum(weight[n] for n in names)))
    groups = {}
    for t in sorted(order):
        scores = collections.defaultdict(list)
        for a, score in before[t]:
            scores[groups[a]].append(score)
        means = [(sum(s) / len(s), g) for g, s in scores.items()]
        best = max(means, default=(floor - 1, 0))
        groups[t] = best[1] if best[0] >= floor else len(groups) + 1000
    return groups


def judge(story, groups, owners):
    """Groups, groups told before, gold events told, those kept apart."""
    count = collections.defaultdict(collections.Counter)
    for t, g in groups.items():
        if owners.get((story, t)):
            count[g][owners[story, t]] += 1
    taken, used = {}, set()
    for n, g, e in sorted(((n, g, e) for g, c in count.items()
                           for e, n in c.items()), reverse=True):
        if g not in taken and e not in used:
            taken[g] = e
            used.add(e)
    told = {e for c in count.values() for e in c}
    return (len(set(groups.values())), len(count) - len(taken), len(told),
            len(used))


def report(pairs, owners):
    stories = sorted(pairs)
    fold = {s: i % FOLDS for i, s in enumerate(stories)}
    weights = [fit(rows_of(pairs, [s for s in stories if fold[s] != k]))
               for k in range(FOLDS)]
    for floor in FLOORS:
        sums = [0, 0, 0, 0]
        for s in stories:
            groups = group(pairs[s], weights[fold[s]], floor)
            sums = [x + y for x, y in zip(sums, judge(s, groups, owners))]
        print(f"floor {floor:5.2f}: told before {sums[1] / sums[0]:.3f}, "
              f"kept apart {sums[3] / sums[2]:.3f}")


def rows_of(pairs, stories):
    return [(names, same) for s in stories for _, _, names, same in pairs[s]
            if same is not None]


def write(path, made_by, weight, floor):
    rows = {n: round(w * 1000) for n, w in weight.items()}
    rows["floor"] = round(floor * 1000)
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"# Made by {made_by}, in thousandths. Sorted by feature.\n"
                  "feature\tweight\n")
        for name in sorted(rows):
            if rows[name]:
                out.write(f"{name}\t{rows[name]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", type=int, default=-500)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    pairs, owners = load(args.build, args.gold)
    report(pairs, owners)
    if args.dry:
        return
    weight = fit(rows_of(pairs, sorted(pairs)))
    write(ROOT / "data" / "rules" / "same.tsv", "tools/fit_same.py: weights of "
          "what two tellings have in common", weight, args.floor / 1000)


if __name__ == "__main__":
    main()
