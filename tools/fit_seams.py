#!/usr/bin/env python3
"""Fits where sentences without a stop end: src/segment/seam_table.c.

  fit_seams.py BUILD_DIR TRAIN.conllu... [--without WORD,...] [--dry]

Joins the sentences of each document to a text as `# text` and `# newpar`
tell, and runs `build/seam-features` on it. Fits a logistic regression
(AdaGrad, L2) on the places that rules leave open and writes the weights in
thousandths. A word is a feature of its own only if the treebanks write it
mostly in lower case: names of the people in them tell nothing about others.
Prints, by five-fold cross-validation over documents, how many ends are found
and how many of those found are right. Same treebanks, same bytes.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess

import fitlib

SHRINK, SEEN, SMALL = 0.001, 20, 0.15
BOUNDS = (0, 0.5, 1, 1.5, 2)
WORD = re.compile(r"(pw|nw|kw|fw|n2)=([a-z'-]{2,}?)[A-Z]*$")
TABLE = fitlib.ROOT / "src" / "segment" / "seam_table.c"
HEAD = """\
/* seam_table.c — made by tools/fit_seams.py from EWT and GUM; sorted. */
#include "segment/seam_table.h"

const dtl_seam_weight DTLI_SEAM_WEIGHTS[] = {
"""
TAIL = """\
};

const size_t DTLI_SEAM_WEIGHT_COUNT =
    sizeof DTLI_SEAM_WEIGHTS / sizeof DTLI_SEAM_WEIGHTS[0];
"""


class Text:
    """A document's sentences, joined."""

    def __init__(self, name):
        self.name, self.text, self.ends = name, "", []
        self.apart, self.spaced = False, False

    def add(self, sentence, rows):
        """One more sentence, and the rows of its words."""
        if self.text:
            self.text += "\n\n" if self.apart else " " * self.spaced
        self.text += sentence
        self.ends.append(len(self.text.encode("utf-8")))
        self.apart, self.spaced = False, is_spaced(rows)


def is_spaced(rows):
    """Whether a blank follows the last word, or the range that it ends."""
    last = rows[-1]
    for row in rows:
        if "-" in row[0] and row[0].split("-")[1] == last[0]:
            last = row
    return "SpaceAfter=No" not in last[9]


def read(path, without):
    """Texts of a treebank, and how often a word begins in lower case there
    less how often it does not."""
    texts, lower, sentence, rows = [], collections.Counter(), "", []
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            texts.append(Text(line[14:].strip()))
        elif line.startswith("# newpar"):
            texts[-1].apart = True
        elif line.startswith("# text = "):
            sentence = line[9:].strip()
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
            word = rows[-1][1]
            lower[word.lower()] += 1 if word[0].islower() else -1
        elif not line and rows:
            texts[-1].add(sentence, rows)
            rows = []
    return [t for t in texts
            if not any(w in t.name for w in without)], lower


def features(build, texts):
    """{text: [(features, 1 for an end or 0)]}"""
    asked = "".join(json.dumps({"id": t.name, "text": t.text, "ends": t.ends})
                    + "\n" for t in texts)
    out = subprocess.run([build / "seam-features"], input=asked.encode("utf-8"),
                         capture_output=True, check=True).stdout
    found = collections.defaultdict(list)
    for line in out.decode("utf-8").split("\n")[:-1]:
        name, right, names = line.split("\t")
        found[name].append((names.split(), int(right)))
    return found


def is_name(feature, lower):
    """Whether the feature is a word that is mostly capitalised."""
    word = WORD.match(feature)
    return word is not None and lower[word.group(2)] <= 0


def fit(rows):
    weights = fitlib.fit(rows, shrink=SHRINK, seen=SEEN)
    return {n: w for n, w in weights.items() if abs(w) >= SMALL}


def report(found):
    fold = fitlib.folds(found)
    scored = []
    for k in range(fitlib.FOLDS):
        weight = fit([r for d, rows in found.items() if fold[d] != k
                      for r in rows])
        scored += [(sum(weight.get(n, 0) for n in names), right)
                   for d, rows in found.items() if fold[d] == k
                   for names, right in rows]
    ends = sum(right for _, right in scored)
    for bound in BOUNDS:
        taken = [right for score, right in scored if score >= bound]
        print(f"{bound:4}: {sum(taken)} of {ends} ends found, "
              f"{len(taken) - sum(taken)} wrong")


def write(weights):
    with open(TABLE, "w", encoding="utf-8") as out:
        out.write(HEAD)
        for name, weight in sorted(weights.items(),
                                   key=lambda item: item[0].encode("utf-8")):
            quoted = json.dumps(name, ensure_ascii=False)
            out.write(f"    {{ {quoted}, {round(weight * 1000)} }},\n")
        out.write(TAIL)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("train", type=pathlib.Path, nargs="+")
    parser.add_argument("--without", default="_fiction_,_whow_",
                        help="documents left out, by words in their names")
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    texts, lower = [], collections.Counter()
    for path in args.train:
        more, cases = read(path, args.without.split(","))
        texts += more
        lower.update(cases)
    found = features(args.build, texts)
    for rows in found.values():
        rows[:] = [([n for n in names if not is_name(n, lower)], right)
                   for names, right in rows]
    report(found)
    if not args.dry:
        write(fit([r for _, rows in sorted(found.items()) for r in rows]))


if __name__ == "__main__":
    main()
