#!/usr/bin/env python3
"""Fits the classifier of senses: data/rules/sense.tsv from annotated stories
and from the sentences of train/senses.

  fit_sense.py BUILD_DIR GOLD.jsonl [--floor -1.2] [--dry]

Runs `build/event-features SHARE words` for the vectors of the encoder. A word
that a rule takes as telling of a type is right where a gold mention of the
type (or an accepted other type) lies on it or nearby in the line. A sentence of
train/senses is right for its own type, and where it tells none wrong for every
type that its trigger has elsewhere, and that a rule gives it. The model
(src/code/sense.h) is a logistic regression over the vector of the word, the
mean of the sentence and of the document, one for each type around a common one
(Evgeniou and Pontil 2004: both shrink to nothing, each type to the common one);
plain gradient descent, the mean of the later half of the epochs.

Prints, by five folds over stories and over triggers at a time, how well the
scores tell right from wrong, and what several floors would drop. The table
names the model file that made the vectors. Same stories, same bytes.
"""
import argparse
import collections
import json
import math
import operator
import pathlib
import random
import struct
import tempfile

import fitlib

SENTENCES = fitlib.ROOT / "train" / "senses"
OFF = "part\tevent\tvalues\n"
UNIT, PLACES = 10000, 65536  # of scores; of scales (src/code/sense.h)
WORD, MEAN = 1.87, 4.0  # brings words and means to numbers of size 1
EPOCHS, RATE, SHRINK, BIAS_RATE = 8, 1e-3, 0.05, 20
OWN = 0.5  # a sentence of train/senses against a word of a story
FLOOR = -1.2  # log odds below which a telling is none

# One word: where it stands, the type a rule gives it, its three vectors.
Word = collections.namedtuple("Word", "doc span type vector")
# One lesson: vector, type, right or not, own sentence or not, fold.
Lesson = collections.namedtuple("Lesson", "vector type right own fold")


def stamp(build):
    """The number that dtli_model_stamp gives the model file."""
    with open(build / "share" / "dateline" / "en-1.dtlx", "rb") as model:
        return struct.unpack("<I", model.read(52)[48:])[0]


def mean(vectors):
    share = MEAN / WORD / len(vectors)
    return [sum(column) * share for column in zip(*vectors)]


def document_words(lines, wanted):
    """Words of one document for which wanted(doc, span, type) holds."""
    vectors, places, sentences = [], [], collections.defaultdict(list)
    for doc, span, sent, kind, scale, text in lines:
        numbers = memoryview(bytes.fromhex(text)).cast("b")
        factor = WORD * int(scale) / PLACES
        vectors.append([n * factor for n in numbers])
        sentences[sent].append(vectors[-1])
        places.append((doc, fitlib.span(span), sent, kind))
    whole, means = None, {}
    for vector, (doc, span, sent, kind) in zip(vectors, places):
        if not wanted(doc, span, kind):
            continue
        whole = whole or mean(vectors)
        if sent not in means:
            means[sent] = mean(sentences[sent])
        yield Word(doc, span, kind, vector + means[sent] + whole)


def words(build, path, share, wanted):
    group = []
    for line in fitlib.features(build, path, "words", share=share):
        if group and group[0][0] != line[0]:
            yield from document_words(group, wanted)
            group = []
        group.append(line)
    if group:
        yield from document_words(group, wanted)


def story_lessons(build, gold, share):
    stories = fitlib.stories(gold)
    fold = fitlib.folds(stories)
    for word in words(build, gold, share, lambda d, s, kind: kind != "-"):
        story = stories[word.doc]
        right = any(word.type in (g["event"], *g.get("alt_events", []))
                    and fitlib.near(story["text"], word.span, m)
                    for g in story["events"] for m in g["mentions"])
        yield Lesson(word.vector, word.type, right, False, fold[word.doc])


def sentences():
    """{id: (trigger, type or NONE, text, span of the trigger)}"""
    found = {}
    for path in sorted(SENTENCES.glob("*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        for line in [x for x in lines if x and x[0] != "#"][1:]:
            trigger, _, kind, marked = line.split("\t")
            start = marked.index("*")
            end = marked.index("*", start + 1) - 1
            found[f"s{len(found)}"] = (trigger, kind, marked.replace("*", ""),
                                       (start, end))
    return found


def sentence_lessons(build, folder, share):
    told = sentences()
    types = collections.defaultdict(set)
    for trigger, kind, _, _ in told.values():
        types[trigger].add(kind)
    fold = fitlib.folds(types)
    path = folder / "sentences.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        for name, (_, _, text, _) in told.items():
            out.write(json.dumps({"id": name, "date": "2006-05-16",
                                  "text": text}) + "\n")
    for word in words(build, path, share,
                      lambda doc, span, kind: told[doc][3] == span):
        trigger, kind, _, _ = told[word.doc]
        wrong = (types[trigger] | {word.type}) - {"NONE", "-"}
        for other in sorted(wrong) if kind == "NONE" else [kind]:
            yield Lesson(word.vector, other, kind != "NONE", True,
                         fold[trigger])


def lessons(build, gold):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        share = fitlib.plain_share(build, folder, {"sense.tsv": OFF})
        return [*story_lessons(build, gold, share),
                *sentence_lessons(build, folder, share)]


class Model:
    """Common weights, those of each type, biases (own sentences apart)."""

    def __init__(self, width):
        self.common = [0.0] * width
        self.types = collections.defaultdict(lambda: [0.0] * width)
        self.bias = collections.Counter()

    def score(self, lesson):
        dot = operator.mul
        bias = self.bias[lesson.type]
        return (bias + sum(map(dot, self.common, lesson.vector)) +
                sum(map(dot, self.types[lesson.type], lesson.vector)))

    def learn(self, lesson, rate):
        own = ("own", lesson.type)
        z = self.score(lesson) + (self.bias[own] if lesson.own else 0)
        error = 1 / (1 + math.exp(-max(-30, min(30, z)))) - lesson.right
        step = rate * error * (OWN if lesson.own else 1)
        keep, x = 1 - rate * SHRINK, lesson.vector
        self.common = [w * keep - step * v for w, v in zip(self.common, x)]
        self.types[lesson.type] = [
            w * keep - step * v for w, v in zip(self.types[lesson.type], x)]
        self.bias[lesson.type] -= BIAS_RATE * step
        if lesson.own:
            self.bias[own] -= BIAS_RATE * step

    def add(self, other, share):
        """Adds a share of another model, for means."""
        self.common = [a + b * share
                       for a, b in zip(self.common, other.common)]
        for kind, weights in other.types.items():
            self.types[kind] = [a + b * share for a, b in
                                zip(self.types[kind], weights)]
        for key, bias in other.bias.items():
            self.bias[key] += bias * share


def fit(data):
    width = len(data[0].vector)
    model, result = Model(width), Model(width)
    order, dice = list(data), random.Random(1)
    steps, done = EPOCHS * len(order), 0
    for epoch in range(EPOCHS):
        dice.shuffle(order)
        for lesson in order:
            model.learn(lesson, RATE * (1 - done / steps))
            done += 1
        if epoch >= EPOCHS // 2:
            result.add(model, 2 / EPOCHS)
    return result


def table(model, made_for, floor, data):
    """Text of data/rules/sense.tsv; the mean score is that of `data`."""
    scores = [model.score(x) for x in data if not x.own]
    width = len(model.common) // 3
    lines = ["# Made by tools/fit_sense.py; not for editing.", OFF.rstrip(),
             f"model\t\t{made_for}", f"width\t\t{width}",
             f"floor\t\t{round(floor * UNIT)}",
             f"mean\t\t{round(sum(scores) / len(scores) * UNIT)}"]
    for kind in event_types():
        weights = [a + b for a, b in zip(model.common, model.types[kind])]
        lines.append(f"bias\t{kind}\t{round(model.bias[kind] * UNIT)}")
        for i, part in enumerate(("word", "sentence", "document")):
            size = UNIT * (WORD if i == 0 else MEAN)
            numbers = [max(-8191, min(8191, round(w * size)))
                       for w in weights[i * width:(i + 1) * width]]
            lines.append(f"{part}\t{kind}\t" + " ".join(map(str, numbers)))
    return "\n".join(lines) + "\n"


def event_types():
    rows = [r.split("\t") for r in (fitlib.ROOT / "data" / "codebook" /
                                    "events.tsv").read_text().splitlines()
            if r and not r.startswith("#")]
    column = rows[0].index("event")
    return [r[column] for r in rows[1:]]


def fold_models(data):
    """Of each fold the model that has not seen it."""
    return [fit([x for x in data if x.fold != k])
            for k in range(fitlib.FOLDS)]


def fold_tables(build, gold, floor):
    """Texts of sense.tsv, each for the stories of its fold; tools/fit_trust.py
    weighs with them what the classifier says of stories new to it."""
    data = lessons(build, gold)
    return [table(m, stamp(build), floor, data) for m in fold_models(data)]


def area(scored):
    """Share of the pairs of a right and a wrong one that are in order."""
    order = sorted(scored)
    rights = sum(right for _, right in order)
    ranks = sum(i for i, (_, right) in enumerate(order, 1) if right)
    pairs = rights * (len(order) - rights)
    return (ranks - rights * (rights + 1) / 2) / pairs if pairs else 0


def validate(data):
    models = fold_models(data)
    scored = {False: [], True: []}
    for x in data:
        scored[x.own].append((models[x.fold].score(x), x.right))
    for own, name in ((False, "words of stories"),
                      (True, "own sentences, by trigger")):
        print(f"{name}: {len(scored[own])}, area {area(scored[own]):.3f}")
    for floor in (-3, -2.5, -2, -1.6, -1.2, -0.8, -0.4, 0):
        below = {own: [r for z, r in scored[own] if z < floor]
                 for own in scored}
        print(f"floor {floor:.1f}: drops {len(below[False])} words of stories, "
              f"{sum(below[False])} of them right; own sentences: "
              f"{part(below[True], scored[True], False):.2f} of those that "
              f"tell none, {part(below[True], scored[True], True):.2f} of the "
              "others")


def part(below, scored, right):
    return (sum(r == right for r in below) /
            max(1, sum(r == right for _, r in scored)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold")
    parser.add_argument("--floor", type=float, default=FLOOR)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    build = args.build.resolve()
    data = lessons(build, args.gold)
    if args.dry:
        validate(data)
        return
    (fitlib.RULES / "sense.tsv").write_text(
        table(fit(data), stamp(build), args.floor, data), "utf-8")


if __name__ == "__main__":
    main()
