#!/usr/bin/env python3
"""Checks data/rules: columns, codes against data/codebook, unique ids,
conditions and slots that exist, classes that exist, sentences that hold
their trigger. Prints FILE:LINE: what is wrong; exit status 1 if anything.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "data" / "rules"
BOOK = ROOT / "data" / "codebook"
COLUMNS = {
    "events": "id trigger pos frame event mode cameo actor recipient sentence",
    "veto": "id trigger pos frame sentence",
    "classes": "class words",
    "modes": "event mode cameo where words sentence",
    "contexts": "context kind words",
    "topics": "topic words",
    "parts": "feature weight",
    "link": "feature weight",
    "world": "feature weight",
    "same": "feature weight",
    "unite": "feature weight",
    "state": "feature weight",
    "trust": "feature weight record",
    "sense": "part event values",
}
SLOTS = {"subj", "obj", "iobj", "poss", "mod", "lsubj", "lobj", "xobj",
         "csubj", "anti", "msubj", "-"}
CONDITIONS = {"subj", "obj", "iobj", "xcomp", "ccomp", "xobj", "csubj", "poss", "mod",
              "light", "gov", "adv", "prt", "any", "sent", "doc", "pass",
              "neg", "future"}
KINDS = {"#actor", "#person", "#group", "#org", "#state", "#armed", "#civil",
         "#place", "#thing", "#num", "#gov"}
IRREGULAR = {
    "be": "is are was were been", "give": "gave", "hold": "held",
    "take": "took", "meet": "met", "shoot": "shot", "fight": "fought",
    "seek": "sought", "begin": "began begun", "break": "broke", "go": "went",
    "throw": "threw", "withdraw": "withdrew", "hit": "hit", "say": "said",
    "tell": "told", "pay": "paid", "leave": "left", "lay": "laid",
    "blow": "blew", "burn": "burned burnt", "rise": "rose", "fall": "fell",
    "make": "made", "send": "sent", "bring": "brought", "build": "built",
    "strike": "struck", "win": "won", "bear": "bore", "speak": "spoke",
    "drive": "drove", "forbid": "forbade", "flee": "fled", "fly": "flew",
    "freeze": "froze", "hang": "hanged hung", "lead": "led", "buy": "bought",
    "sell": "sold", "stand": "stood", "steal": "stole", "swear": "swore",
    "teach": "taught", "wear": "wore", "choose": "chose", "come": "came",
    "find": "found", "lend": "lent", "get": "got", "keep": "kept",
    "lose": "lost", "overthrow": "overthrew", "uphold": "upheld",
    "withhold": "withheld", "have": "had has", "do": "did", "see": "saw",
    "think": "thought", "forgive": "forgave", "sit": "sat", "grant": "granted",
    "overrun": "overran", "run": "ran", "undertake": "undertook",
    "put": "put", "set": "set", "shut": "shut", "cut": "cut", "slay": "slew",
    "catch": "caught", "die": "dying", "lie": "lying", "ride": "rode",
    "bind": "bound", "draw": "drew", "deal": "dealt", "feed": "fed",
    "sink": "sank", "shake": "shook", "tear": "tore", "write": "wrote",
    "strive": "strove", "foresee": "foresaw", "man": "men", "woman": "women",
    "bleed": "bled", "swing": "swung", "dig": "dug", "sweep": "swept", "tooth": "teeth",
    "spend": "spent", "hide": "hid", "sling": "slung", "let": "let",
    "ring": "rang", "stick": "stuck", "cast": "cast", "swear": "swore",
}


class Checker:
    def __init__(self):
        self.bad = 0
        self.ids = {}
        self.classes = {}

    def tell(self, path, line, text):
        self.bad += 1
        print(f"{path.relative_to(ROOT)}:{line}: {text}")

    def rows(self, path, kind):
        names = COLUMNS[kind].split()
        header = None
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                if cells != names:
                    self.tell(path, number, "columns should be " + " ".join(names))
                continue
            if len(cells) != len(names):
                self.tell(path, number, f"{len(cells)} columns, need {len(names)}")
                continue
            if any(c != c.strip() for c in cells):
                self.tell(path, number, "blank at the end of a cell")
            yield number, dict(zip(names, cells))


def table(name):
    lines = (BOOK / name).read_text("utf-8").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, l.split("\t"))) for l in lines[1:] if l]


def forms(lemma):
    """Ways in which a lemma may be written, as a pattern."""
    out = {lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "ing",
           lemma + "d", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    if lemma.endswith("e"):
        out |= {lemma[:-1] + "ing"}
    if lemma.endswith("y"):
        out |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if lemma.endswith("ie"):
        out |= {lemma[:-2] + "ying"}
    out |= {lemma + "n", lemma[:-1] + "ves"}
    return out | set(IRREGULAR.get(lemma, "").split())


def holds(sentence, words):
    text = re.findall(r"[\w']+", sentence.lower())
    pieces = [p for w in words.split() for p in re.findall(r"[\w']+", w)]
    return all(any(f in text for f in forms(p)) for p in pieces)


def check_condition(c, cond, classes):
    cond = cond.lstrip("!")
    name, _, values = cond.partition("=")
    if name not in CONDITIONS and not re.fullmatch(r"x?p:[a-z_]+", name):
        yield f"no condition {name}"
    for v in values.split("|") if values else []:
        if v.startswith("@") and v[1:] not in classes:
            yield f"no class {v}"
        if v.startswith("#") and v not in KINDS:
            yield f"no kind {v}"


def check_slots(cell):
    for slot in re.split(r"[,+]", cell) if cell else []:
        if slot not in SLOTS and not re.fullmatch(r"(p|xp):[a-z_]+", slot):
            yield f"no slot {slot}"


def check_trigger(c, row, classes):
    ways = []
    for t in row["trigger"].split("|"):
        if t.startswith("@"):
            if t[1:] not in classes:
                yield f"no class {t}"
            ways += classes.get(t[1:], [])
        else:
            ways.append(t)
    if not any(holds(row["sentence"], w) for w in ways):
        yield "the sentence lacks the trigger"
    if row["pos"] not in ("v", "n", "a"):
        yield f"no part of speech {row['pos']}"


def check_event(c, path, number, row, codes):
    modes, events, cameo = codes
    if row["event"] not in events | {"NONE"}:
        c.tell(path, number, f"no type {row['event']}")
    if row["mode"] and (row["event"], row["mode"]) not in modes:
        c.tell(path, number, f"{row['event']} has no mode {row['mode']}")
    if row["cameo"]:
        at = cameo.get(row["cameo"])
        if at is None:
            c.tell(path, number, f"no CAMEO code {row['cameo']}")
    for cell in ("actor", "recipient"):
        for text in check_slots(row.get(cell, "")):
            c.tell(path, number, text)


def main():
    c = Checker()
    codes = ({(m["event"], m["mode"]) for m in table("modes.tsv")},
             {e["event"] for e in table("events.tsv")},
             {k["code"]: k for k in table("cameo.tsv")})
    contexts = {r["context"] for r in table("contexts.tsv")}
    for path in sorted(RULES.glob("classes*.tsv")):
        for number, row in c.rows(path, "classes"):
            c.classes.setdefault(row["class"], []).extend(row["words"].split("|"))
    for path in sorted(RULES.glob("*.tsv")):
        kind = path.stem.split("_")[0]
        if kind == "PROVENANCE":
            continue
        if kind not in COLUMNS:
            c.tell(path, 0, "no kind of table")
            continue
        if kind == "classes":
            continue
        for number, row in c.rows(path, kind):
            if kind in ("events", "veto"):
                if row["id"] in c.ids:
                    c.tell(path, number, f"id {row['id']} is used before")
                c.ids[row["id"]] = number
                for text in check_trigger(c, row, c.classes):
                    c.tell(path, number, text)
                for cond in row["frame"].split():
                    for text in check_condition(c, cond, c.classes):
                        c.tell(path, number, text)
            if kind in ("events", "modes"):
                check_event(c, path, number, row, codes)
            if kind == "contexts" and row["context"] not in contexts:
                c.tell(path, number, f"no context {row['context']}")
    print(f"{len(c.ids)} rules, {c.bad} faults")
    return 1 if c.bad else 0


if __name__ == "__main__":
    sys.exit(main())
