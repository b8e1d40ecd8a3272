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
import pathlib

import fitlib

EPOCHS, SHRINK, SEEN = 15, 0.03, 3
FLOORS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5)


def fit(rows):
    return fitlib.fit(rows, EPOCHS, SHRINK, SEEN)


def own(story, span, kind):
    return fitlib.owner(story, kind, [span])[0]


def types_of(names):
    """Types of a pair: "type=X" of one, "types=X-Y" of two."""
    found = [n.split("=")[1] for n in names if n.startswith("type")]
    both = next((t.split("-") for t in found if "-" in t), None)
    return both or [found[0], found[0]]


def load(build, path, mode="pairs"):
    """{story: [(earlier, later, features, same or None)]} and owners."""
    stories = fitlib.stories(path)
    pairs, owners = collections.defaultdict(list), {}
    for story, a, b, names in fitlib.features(build, path, mode):
        names = names.split()
        keys = [(fitlib.span(words), kind)
                for words, kind in zip((a, b), types_of(names))]
        for key in keys:
            if (story, key) not in owners:
                owners[story, key] = own(stories[story], *key)
        x, y = (owners[story, key] for key in keys)
        same = None if x is None or y is None else int(x == y)
        pairs[story].append((*keys, names, same))
    return pairs, owners


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
        if owners.get((story, t)) is not None:
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


def report(pairs, owners, grouping, floors):
    fold = fitlib.folds(pairs)
    weights = [fit(rows_of(pairs, [s for s in sorted(pairs)
                                   if fold[s] != k]))
               for k in range(fitlib.FOLDS)]
    for floor in floors:
        sums = [0, 0, 0, 0]
        for s in sorted(pairs):
            groups = grouping(pairs[s], weights[fold[s]], floor)
            sums = [x + y for x, y in zip(sums, judge(s, groups, owners))]
        print(f"floor {floor:5.2f}: {sums[0]} events, told before "
              f"{sums[1] / sums[0]:.3f}, kept apart {sums[3] / sums[2]:.3f}")


def rows_of(pairs, stories):
    return [(names, same) for s in stories for _, _, names, same in pairs[s]
            if same is not None]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", type=int, default=-500)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    pairs, owners = load(args.build, args.gold)
    report(pairs, owners, group, FLOORS)
    if args.dry:
        return
    weight = fit(rows_of(pairs, sorted(pairs)))
    fitlib.write("same.tsv", "tools/fit_same.py: weights of what two tellings "
                 "have in common", {**weight, "floor": args.floor / 1000})


if __name__ == "__main__":
    main()
