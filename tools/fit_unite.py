#!/usr/bin/env python3
"""Fits which merged events are one after all: data/rules/unite.tsv.

  fit_unite.py BUILD_DIR GOLD.jsonl [--floor 0] [--dry]

Runs `build/event-features SHARE unite` on the stories and labels each pair of
merged events whose first triggers lie on gold events of their types by
whether that is the same one. Fits and judges as tools/fit_same.py does, whose
functions it uses; weights in thousandths. Same stories, same bytes.
"""
import argparse
import collections
import pathlib
import subprocess

import fit_same

TABLE = fit_same.ROOT / "data" / "rules" / "unite.tsv"
FLOORS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 99.0)


def types_of(names):
    found = next(n for n in names if n.startswith("types="))
    return found.removeprefix("types=").split("-")


def load(build, path):
    """As fit_same.load; a story's pairs by the later event."""
    gold = fit_same.gold_events(path)
    with open(path, "rb") as stories:
        out = subprocess.run(
            [build / "event-features", build / "share" / "dateline", "unite"],
            stdin=stories, capture_output=True, check=True).stdout
    pairs, owners = collections.defaultdict(list), {}
    for line in out.decode("utf-8").splitlines():
        story, a, b, names = line.split("\t")
        names = names.split()
        keys = [(fit_same.span(words), kind)
                for words, kind in zip((a, b), types_of(names))]
        for words, kind in keys:
            owners.setdefault((story, (words, kind)), fit_same.owner(
                gold[story], words, kind))
        x, y = (owners[story, k] for k in keys)
        same = None if x is None or y is None else int(x == y)
        pairs[story].append((*keys, names, same))
    return pairs, owners


def group(pairs, weight, floor):
    """{event: number of its group}, as unite.c joins them: each with the
    best of those before it that begin a group."""
    before, order = collections.defaultdict(list), []
    for a, b, names, _ in pairs:
        order += [t for t in (a, b) if t not in order]
        before[b].append((sum(weight[n] for n in names), a))
    groups = {}
    for t in sorted(order):
        free = [(s, a) for s, a in before[t] if groups.get(a) == a]
        best = max(free, default=(floor, None))
        groups[t] = best[1] if best[0] > floor else t
    return groups


def report(pairs, owners):
    stories = sorted(pairs)
    fold = {s: i % fit_same.FOLDS for i, s in enumerate(stories)}
    weights = [fit_same.fit(fit_same.rows_of(
        pairs, [s for s in stories if fold[s] != k]))
        for k in range(fit_same.FOLDS)]
    for floor in FLOORS:
        sums = [0, 0, 0, 0]
        for s in stories:
            groups = group(pairs[s], weights[fold[s]], floor)
            sums = [x + y for x, y in
                    zip(sums, fit_same.judge(s, groups, owners))]
        print(f"floor {floor:5.2f}: {sums[0]} events, told before "
              f"{sums[1] / sums[0]:.3f}, kept apart {sums[3] / sums[2]:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", type=float, default=0)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    pairs, owners = load(args.build, args.gold)
    report(pairs, owners)
    if args.dry:
        return
    weight = fit_same.fit(fit_same.rows_of(pairs, sorted(pairs)))
    fit_same.write(TABLE, "tools/fit_unite.py: weights of what two merged "
                   "events have in common", weight, args.floor)


if __name__ == "__main__":
    main()
