#!/usr/bin/env python3
"""How surely near copies are told from reports that only look alike.

  near_copies.py COMMAND ARTICLES.jsonl [--articles 40]

Takes long articles of a file (fields id, date, text), makes edited copies of
each and, besides, notes of one form about different days, which are no copies
of each other. Links all in one store, and counts which pairs are held to be
near copies: by kind of edit the share found (recall), and of all pairs found
the share that is right (precision). Same input, same numbers.
"""
import argparse
import collections
import itertools
import json
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile

LEAST_WORDS, NOTES = 150, 12
FOOTER = ("This report may not be printed, sent on or put into an archive "
          "without the leave of the agency. Write to the desk about errors "
          "and about the use of pictures. All times are those of the place.")
CITIES = ("Orvath Lumeny Castrel Dromund Pellisar Vantry Ostmark Querrin "
          "Halden Brisco Tamsel Norvik").split()
FIRMS = ("Ostin Metals, Delmar Foods, Kharat Gold, Brellin Lines, Sarto Bank, "
         "Lumen Power, Prayde Motors, Ulmen Paper").split(", ")


def paragraphs(text):
    return [p for p in re.split(r"\n+", text) if p.strip()]


def sentences(text):
    return re.split(r"(?<=[.!?])\s+", text)


def cut_end(text, dice):
    parts = sentences(text)
    return " ".join(parts[:max(1, len(parts) - max(1, len(parts) // 8))])


def cut_middle(text, dice):
    parts = sentences(text)
    at = dice.randrange(1, max(2, len(parts) - 2))
    return " ".join(parts[:at] + parts[at + max(1, len(parts) // 10):])


def other_byline(text, dice):
    return ("By our own correspondent in the capital, with agencies.\n" +
            text)


def corrected(text, dice):
    """Half of the figures are others."""
    return re.sub(r"\d+", lambda m: str(int(m.group()[:9]) + 3)
                  if dice.random() < 0.5 else m.group(), text)


def footer(text, dice):
    return text + "\n" + FOOTER


def new_lead(text, dice):
    parts = sentences(text)
    return " ".join(["The story was rewritten at its head after the desk had "
                     "spoken with both sides again."] + parts[1:])


def swapped(text, dice):
    parts = sentences(text)
    at = dice.randrange(1, max(2, len(parts) - 1))
    return " ".join(parts[:1] + parts[at:] + parts[1:at])


def all_of_it(text, dice):
    return footer(corrected(other_byline(cut_end(text, dice), dice), dice),
                  dice)


EDITS = (cut_end, cut_middle, other_byline, corrected, footer, new_lead,
         swapped, all_of_it)


def market_note(day, dice):
    up = dice.choice(("rose", "fell", "closed higher", "ended lower"))
    first, second, third = dice.sample(FIRMS, 3)
    return (f"Share prices in {CITIES[day % 3]} {up} on day {day} of trading "
            f"as investors weighed the news of the day. The main index of 40 "
            f"shares ended at {dice.randrange(3000, 4000)} points, a change of "
            f"{dice.randrange(1, 60)} points. {first} gained "
            f"{dice.randrange(1, 9)} percent and {second} lost "
            f"{dice.randrange(1, 9)} percent. Volume was "
            f"{dice.randrange(100, 900)} million shares, brokers said. Analysts "
            f"look to the results of {third}, which are due this week.")


def weather_note(day, dice):
    places = dice.sample(CITIES, 4)
    heat = [str(dice.randrange(5, 35)) for _ in places]
    return ("The weather office gave these highest temperatures for the day: " +
            ", ".join(f"{p} {h}" for p, h in zip(places, heat)) +
            f". Rain of {dice.randrange(1, 40)} millimetres fell in "
            f"{places[0]}, and winds from the {dice.choice(('north', 'west'))}"
            f" reached {dice.randrange(10, 90)} kilometres an hour in "
            f"{places[1]}. For tomorrow the office expects "
            f"{dice.choice(('sun', 'showers', 'fog', 'storms'))} in "
            f"{places[2]} and {dice.choice(('frost', 'heat', 'clouds'))} in "
            f"{places[3]}.")


def match_note(day, dice):
    one, two = dice.sample(CITIES, 2)
    return (f"{one} beat {two} by {dice.randrange(2, 6)} goals to "
            f"{dice.randrange(0, 2)} on match day {day}. The first goal fell in "
            f"minute {dice.randrange(1, 45)}, the last in minute "
            f"{dice.randrange(46, 90)}. {dice.randrange(2, 60)} thousand came "
            f"to the ground. {one} now has {dice.randrange(10, 60)} points and "
            f"goes to {dice.choice(CITIES)} next week, while {two} plays "
            f"at home against {dice.choice(CITIES)}.")


def toll_note(day, dice):
    return (f"Guerrillas attacked a convoy near {dice.choice(CITIES)} and "
            f"killed {dice.randrange(2, 30)} soldiers, the army said. The "
            f"attack came {dice.randrange(2, 20)} days after a raid on "
            f"{dice.choice(CITIES)} in which {dice.randrange(2, 30)} rebels "
            f"died. The army has {dice.randrange(1, 9)} thousand men in the "
            f"province. The rebels, who want self-rule for "
            f"{dice.choice(CITIES)}, did not comment. {FOOTER}")


NOTE_KINDS = (market_note, weather_note, match_note, toll_note)


def make(path, number):
    """[(id, what it is, group of copies, date, text)]"""
    out, taken = [], 0
    for line in open(path, encoding="utf-8"):
        article = json.loads(line)
        text = "\n".join(paragraphs(article["text"]))
        if taken == number or len(text.split()) < LEAST_WORDS:
            continue
        taken += 1
        dice = random.Random(taken)
        date = article.get("date", "2024-03-04")
        out.append((f"o{taken}", "original", f"o{taken}", date, text))
        for edit in EDITS:
            out.append((f"o{taken}-{edit.__name__}", edit.__name__,
                        f"o{taken}", date, edit(text, dice)))
    for kind, day in itertools.product(NOTE_KINDS, range(NOTES)):
        dice = random.Random(f"{kind.__name__}{day}")
        name = f"{kind.__name__}-{day}"
        out.append((name, kind.__name__, name, f"2024-03-{day + 1:02}",
                    kind(day, dice)))
    return out


def groups_of(command, articles):
    """{id: id of the first of its near copies}"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        with open(path / "a.jsonl", "w", encoding="utf-8") as file:
            for name, _, _, date, text in articles:
                file.write(json.dumps({"id": name, "date": date,
                                       "text": text}) + "\n")
        store = str(path / "n.db")
        subprocess.run([command, "add", "--db", store, path / "a.jsonl"],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run([command, "link", "--db", store], check=True)
        rows = sqlite3.connect(store).execute(
            "SELECT d.doc, coalesce(o.doc, d.doc) FROM story_documents s"
            " JOIN documents d ON d.id = s.document LEFT JOIN documents o"
            " ON o.id = s.copy_of")
        return dict(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command")
    parser.add_argument("articles")
    parser.add_argument("--articles", dest="number", type=int, default=40)
    args = parser.parse_args()
    articles = make(args.articles, args.number)
    head = groups_of(args.command, articles)
    found, there = collections.Counter(), collections.Counter()
    right = wrong = apart = 0
    for a, b in itertools.combinations(articles, 2):
        if a[0] not in head or b[0] not in head:
            continue # the same text, to the letter
        joined, same = head[a[0]] == head[b[0]], a[2] == b[2]
        if same and a[1] == "original":
            there[b[1]] += 1
            found[b[1]] += joined
        elif not same and a[1] == b[1] and a[1].endswith("_note"):
            apart += 1
        right += joined and same
        wrong += joined and not same
        if joined and not same:
            print(f"joined, no copies: {a[0]} {b[0]}")
    for kind, number in there.items():
        print(f"{kind}: {found[kind]} of {number} found")
    print(f"{right + wrong} pairs held to be near copies, {right} are: "
          f"precision {right / max(1, right + wrong):.4f}; {apart} pairs of "
          f"notes of one form")


if __name__ == "__main__":
    main()
