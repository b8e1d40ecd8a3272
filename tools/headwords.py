"""The sentence of a rule, once more with each other headword of its row: of
"The mayor blamed the police" and `blame|point finger at` also "The mayor
pointed finger at the police". Words are inflected as the one that they
replace; a row whose headword does not stand in one piece gives none."""
import re

import check_rules

PARTICIPLE = {
    "beat": "beaten", "begin": "begun", "bite": "bitten", "blow": "blown",
    "break": "broken", "choose": "chosen", "come": "come", "draw": "drawn",
    "drive": "driven", "fall": "fallen", "flee": "fled", "fly": "flown",
    "forbid": "forbidden", "forgive": "forgiven", "freeze": "frozen",
    "give": "given", "go": "gone", "hide": "hidden", "overrun": "overrun",
    "overthrow": "overthrown", "ride": "ridden", "rise": "risen",
    "run": "run", "see": "seen", "shake": "shaken", "slay": "slain",
    "speak": "spoken", "steal": "stolen", "swear": "sworn", "take": "taken",
    "tear": "torn", "throw": "thrown", "undertake": "undertaken",
    "withdraw": "withdrawn", "write": "written",
}
DOUBLED = ("ban", "bar", "stop", "drop", "step", "grab", "slap", "rob",
                  "axe", "stab", "plan", "quit", "nab", "snub", "trap",
                  "permit", "commit", "admit", "expel", "repel", "rebel",
                  "compel", "defer", "transfer", "refer", "prefer", "kidnap",
                  "ship", "chat", "plot", "net", "flog", "whip", "zap", "tap",
                  "dub", "chip", "gun", "mob", "scrap", "trim", "snap", "shun", "war", "pin",
                  "wrap", "rig", "hit", "shut", "cut", "put", "set", "run",
                  "sit", "dig", "win", "begin", "get", "forbid", "forget")
HELP = {"have", "has", "had", "be", "been", "is", "are", "was", "were", "being"}


def doubled(lemma):
    return lemma + lemma[-1] if lemma in DOUBLED else lemma


def past(lemma):
    known = check_rules.IRREGULAR.get(lemma, "").split()
    if known and lemma not in ("die", "lie", "be"):
        return known[0]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    return doubled(lemma) + "ed"


def third(lemma):
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh|o)$", lemma):
        return lemma + "es"
    return lemma + "s"


def gerund(lemma):
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return doubled(lemma) + "ing"


def inflected(lemma, like, of, helped):
    """`lemma` in the form that `like` is of the lemma `of`."""
    if like == of and past(of) != of:
        return lemma
    if like == gerund(of):
        return gerund(lemma)
    if like == third(of):
        return third(lemma)
    if helped:
        return PARTICIPLE.get(lemma, past(lemma))
    return past(lemma)


def found(sentence, words, position):
    """Start and end of the words in the sentence, side by side, and the word
    at `position` among them as it stands there; None where they do not."""
    pieces = ["(" + "|".join(sorted(map(re.escape, check_rules.forms(w)),
                                    key=len, reverse=True)) + ")"
              for w in words]
    match = re.search(r"\b" + r"\s+".join(pieces) + r"\b", sentence, re.I)
    return match and (match.start(), match.end(), match[position + 1])


def article(text):
    """ "A attack" is "an attack". """
    return re.sub(r"\b([Aa])n? (?=([a-z]))", lambda m: m[1] +
                  ("n " if m[2] in "aeio" else " "), text)


def variants(row):
    """(headword, sentence) for the words of a row that its sentence lacks."""
    if row.get("event", "NONE") == "NONE":
        return
    ways = [t.split() for t in row["trigger"].split("|") if t[0] != "@"]
    where = -1 if row["pos"] == "n" and "of" not in row["trigger"] else 0
    sentence = row["sentence"]
    here = next(((w, f) for w in ways
                 if (f := found(sentence, w, len(w) - 1 if where else 0))),
                None)
    if not here:
        return
    base, (start, end, form) = here
    before = sentence[:start].lower().split()[-2:]
    for words in ways:
        if words == base:
            continue
        told = list(words)
        told[where] = inflected(words[where], form.lower(), base[where],
                                not HELP.isdisjoint(before))
        text = " ".join(told)
        if sentence[start].isupper():
            text = text[0].upper() + text[1:]
        yield " ".join(words), article(sentence[:start] + text + sentence[end:])
