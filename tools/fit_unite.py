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

import fit_same
import fitlib

FLOORS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 99.0)


def group(pairs, weight, floor):
    """{event: number of its group}, as unite.c joins them: each with the
    best of those before it that begin a group."""
    before, order = collections.defaultdict(list), []
    for a, b, names, _ in pairs:
        order += [t for t in (a, b) if t not in order]
        before[b].append((fitlib.score(weight, names), a))
    groups = {}
    for t in sorted(order):
        free = [(s, a) for s, a in before[t] if groups.get(a) == a]
        best = max(free, default=(floor, None))
        groups[t] = best[1] if best[0] > floor else t
    return groups


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", type=float, default=0)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    pairs, owners = fit_same.load(args.build, args.gold, "unite")
    fit_same.report(pairs, owners, group, FLOORS)
    if args.dry:
        return
    weight = fit_same.fit(fit_same.rows_of(pairs, sorted(pairs)))
    fitlib.write("unite.tsv", "tools/fit_unite.py: weights of what two merged "
                 "events have in common", {**weight, "floor": args.floor})


if __name__ == "__main__":
    main()
