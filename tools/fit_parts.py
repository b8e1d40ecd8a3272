#!/usr/bin/env python3
"""Fits who takes part in an event: data/rules/parts.tsv from gold stories.

  fit_parts.py BUILD_DIR GOLD.jsonl [--dry]

Runs `build/event-features SHARE parts` on the stories. A candidate is right
when the gold event that the telling lies on has an actor (or recipient) of
its country with one of its sectors or words. Fits a logistic regression a
role (AdaGrad, L2) and writes the weights in thousandths, with the thresholds
of src/code/part.c. Prints, by five-fold cross-validation over stories, how
often every gold country is among the chosen ones, and precision, recall and
F1 of countries, before and after. Same stories, same bytes.
"""
import argparse
import collections
import pathlib

import fitlib

SHRINK = 0.03
SEEN = 3          # features seen less often are left out
SMALL = 0.05      # so are smaller weights
BOUNDS = {"a.keep": -3, "a.add": 0.75, "a.add.mutual": -0.1,
          "a.fill": 0.5, "a.fill.mutual": 0.5,
          "r.keep": -4, "r.add": 1, "r.add.mutual": 1,
          "r.fill": -0.75, "r.fill.mutual": 0.25}
MUTUAL = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}
LIST = {"a": "actors", "r": "recipients"}
STOP = {"the", "of", "a", "an", "and", "in", "for", ""}


class Candidate:
    def __init__(self, event, role, codes, text, features):
        self.event, self.role, self.text = event, role, text
        self.country, self.sectors = codes
        self.features = features
        held = "actor" if role == "a" else "recipient"
        self.held = any(f.startswith(f"{role}.in={held}") for f in features)
        self.score = 0.0


def words(text):
    return {w.strip(".,'\"") for w in (text or "").lower().split()} - STOP


def load(build, path):
    """Stories, and the candidates of each (story, gold event): only of the
    found event that tells it best."""
    stories = fitlib.stories(path)
    found = collections.defaultdict(list)
    for fields in fitlib.features(build, path, "parts"):
        doc, event, role, spans, country, sectors, words, names = fields
        start, end = fitlib.span(words)
        found[doc, event, spans].append(Candidate(
            (doc, event, spans), role, (country, set(sectors.split(","))),
            stories[doc]["text"][start:end], names.split()))
    told = {}
    for key, candidates in found.items():
        gold, met = fitlib.owner(stories[key[0]], key[1],
                                [fitlib.span(s) for s in key[2].split()])
        if gold is not None and met > told.get((key[0], gold), (0,))[0]:
            told[key[0], gold] = met, candidates
    return stories, {k: c for k, (_, c) in told.items()}


def is_right(gold, candidate):
    return any(g.get("country", "") == candidate.country and
               (set(g.get("sector") or []) & candidate.sectors or
                words(g.get("text")) & words(candidate.text))
               for g in gold.get(LIST[candidate.role]) or [])


def fit(rows):
    return fitlib.fit(rows, shrink=SHRINK, seen=SEEN)


def rows_of(stories, told, role, keep):
    return [(c.features, int(is_right(stories[d]["events"][i], c)))
            for (d, i), candidates in sorted(told.items()) if keep(d)
            for c in candidates if c.role == role]


def choose(candidates):
    """As choose() of part.c."""
    def bound(name):
        tail = ".mutual" if kind in MUTUAL and name != "keep" else ""
        return BOUNDS[f"{role}.{name}{tail}"]
    role, kind = candidates[0].role, candidates[0].event[1]
    held = [c for c in candidates if c.held and c.score >= bound("keep")]
    for c in sorted(candidates, key=lambda c: -c.score):
        new = c.country and c.country not in {h.country for h in held}
        if not c.taken and (new if held else c.country or kind not in MUTUAL) \
                and c.score >= bound("add" if held else "fill"):
            held.append(c)
    return held


def judge(cases, pick):
    """"0.80 agree ..." over [(gold, candidates)] of one role."""
    asked = agreed = right = wrong = missed = 0
    for gold, candidates in cases:
        chosen = pick(candidates)
        want = {g["country"] for g in gold if g.get("country")}
        have = {c.country for c in chosen if c.country}
        right += len(want & have)
        wrong += len(have - want)
        missed += len(want - have)
        if gold:
            asked += 1
            agreed += want <= have if want else not chosen or any(
                not c.country for c in chosen)
    return (f"agree {agreed / asked:.3f}, precision "
            f"{right / (right + wrong):.3f}, recall "
            f"{right / (right + missed):.3f}, F1 "
            f"{2 * right / (2 * right + wrong + missed):.3f}")


def report(stories, told):
    fold = fitlib.folds(stories)
    for candidates in told.values():
        for c in candidates:
            c.taken = any(f[1:].startswith((".in=actor", ".in=recipient"))
                          for f in c.features)
    for role in "ar":
        for k in range(fitlib.FOLDS):
            weight = fit(rows_of(stories, told, role, lambda d: fold[d] != k))
            for (d, _), candidates in told.items():
                for c in candidates:
                    if fold[d] == k and c.role == role:
                        c.score = fitlib.score(weight, c.features)
        cases = [(stories[d]["events"][i].get(LIST[role]) or [],
                  [c for c in candidates if c.role == role])
                 for (d, i), candidates in told.items()
                 if stories[d]["events"][i].get("required", True)]
        print(LIST[role], "by rules:   ",
              judge(cases, lambda cs: [c for c in cs if c.held]))
        print(LIST[role], "by weights: ",
              judge(cases, lambda cs: choose(cs) if cs else []))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    stories, told = load(args.build, args.gold)
    report(stories, told)
    if args.dry:
        return
    rows = dict(BOUNDS)
    for role in "ar":
        weight = fit(rows_of(stories, told, role, lambda _: True))
        rows.update((n, w) for n, w in weight.items() if abs(w) >= SMALL)
    fitlib.write("parts.tsv", "tools/fit_parts.py: weights of what makes "
                 "somebody actor (a) or recipient (r)", rows)


if __name__ == "__main__":
    main()
