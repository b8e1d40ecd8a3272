#!/usr/bin/env python3
"""Fits the status of events: data/rules/state.tsv from gold stories.

  fit_state.py BUILD_DIR GOLD.jsonl [--margin -0.5] [--dry]

Runs `build/event-features SHARE states` on the stories; a merged event has
the status of the gold event that most of its triggers lie on; one that is
supposed and lies on none stays supposed. Fits one logistic regression a
status. Prints, by five-fold cross-validation over stories, how many events
have an accepted status by the rules and by the weights: of all events, and of
the required ones. Same stories, same bytes.
"""
import argparse
import pathlib
import re

import fitlib

STATUSES = ("actual", "ongoing", "planned", "historical", "hypothetical")
SHRINK, SEEN, SMALL = 0.3, 3, 0.05
NO_EVENT = {"status": "hypothetical", "required": False}
MARGINS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.5)


class Event:
    def __init__(self, story, gold, names):
        self.story, self.names = story, names
        self.told = names[0].split(".")[0]
        self.status = gold["status"]
        self.required = gold.get("required", True)
        more = gold.get("alt_status") or []
        self.accepted = {
            self.status, *([more] if isinstance(more, str) else more),
            *re.findall(r"status (\w+) is accepted", gold.get("note") or "")}
        self.scores = {}

    def chosen(self, margin):
        best = max(STATUSES, key=lambda s: self.scores[s])
        if self.told not in STATUSES:
            return self.told
        return best if self.scores[best] > margin else self.told


def load(build, path):
    stories, events = fitlib.stories(path), []
    for doc, kind, spans, names in fitlib.features(build, path, "states"):
        i, _ = fitlib.owner(stories[doc], kind,
                            [fitlib.span(s) for s in spans.split()])
        names = names.split()
        if i is not None:
            events.append(Event(doc, stories[doc]["events"][i], names))
        elif names[0].startswith("hypothetical."):
            events.append(Event(doc, NO_EVENT, names))
    return events


def fit(events, status):
    return fitlib.fit([(e.names, int(e.status == status)) for e in events],
                      shrink=SHRINK, seen=SEEN)


def report(events):
    fold = fitlib.folds({e.story for e in events})
    for status in STATUSES:
        for k in range(fitlib.FOLDS):
            weight = fit([e for e in events if fold[e.story] != k], status)
            for e in events:
                if fold[e.story] == k:
                    e.scores[status] = fitlib.score(weight, e.names)
    for name, status_of in [("by rules", lambda e: e.told)] + [
            (f"margin {m:5.2f}", lambda e, m=m: e.chosen(m))
            for m in MARGINS]:
        right = [status_of(e) in e.accepted for e in events]
        asked = [r for r, e in zip(right, events) if e.required]
        print(f"{name}: {sum(right) / len(right):.3f} of all, "
              f"{sum(asked) / len(asked):.3f} of the required right")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--margin", type=float, default=-0.5)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    events = load(args.build, args.gold)
    report(events)
    if args.dry:
        return
    weights = {"margin": args.margin}
    for status in STATUSES:
        weights.update((f"{status}:{n}", w)
                       for n, w in fit(events, status).items()
                       if abs(w) >= SMALL)
    fitlib.write("state.tsv", "tools/fit_state.py: weights of what speaks "
                 "for a status", weights)


if __name__ == "__main__":
    main()
