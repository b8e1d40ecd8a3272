#!/usr/bin/env python3
"""Every rule does what its own sentence says: codes the sentences of
data/rules/events_*.tsv and veto.tsv, all in one run of the program, and
fails with those that miss the type, mode or CAMEO code of their row, and
with vetoes that yield an event. The sentence of a row is tried once more
with each other headword of the row (tools/headwords.py), and must then give
the row's type. What is known to miss stands in tools/sentences_allow.txt,
with the headword behind the row's id; a line there that is no longer needed
fails too.
The run uses a lexicon of its own, without the fitted corrections of
confidence, status and merging: what a rule does shall not hang on weights.

  check_sentences.py ROOT BUILD [--update]
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import fitlib
import headwords

DAY = "2024-03-04"
# Tables that are replaced: no floor, nothing united, no status corrected.
PLAIN = {
    "sense.tsv": "part\tevent\tvalues\n",
    "trust.tsv": "feature\tweight\trecord\nfloor\t0\t0\n",
    "unite.tsv": "feature\tweight\nfloor\t1000000\n",
    "state.tsv": "feature\tweight\nmargin\t1000000\n",
}


def rows(root):
    """The rows of the rules, as dictionaries."""
    rules = root / "data" / "rules"
    for path in sorted(rules.glob("events_*.tsv")) + [rules / "veto.tsv"]:
        lines = [l for l in path.read_text("utf-8").split("\n")
                 if l and not l.startswith("#")]
        names = lines[0].split("\t")
        for line in lines[1:]:
            yield dict(zip(names, line.split("\t")))


def coded(program, share, wanted):
    """Codes one document a row; lists of events by the row's id."""
    text = "".join(json.dumps({"id": r["id"], "date": DAY,
                               "text": r["sentence"]}) + "\n" for r in wanted)
    done = subprocess.run([program, "code", "--data-dir", share, "--input",
                           "jsonl", "--format", "jsonl", "-"], input=text,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"check_sentences: {done.stderr.strip()}")
    found = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        found.setdefault(event["doc"], []).append(event)
    return found


def finer(root):
    """(type, mode, CAMEO) that modes.tsv gives to rows without a mode."""
    lines = (root / "data" / "rules" / "modes.tsv").read_text("utf-8")
    return {tuple(l.split("\t")[:3]) for l in lines.split("\n")[1:] if l}


def misses(row, events, modes):
    """What a row's sentence should have given and did not, or None."""
    if row.get("event", "NONE") == "NONE":
        return f"gives {events[0]['event']}" if events else None
    want = [row["event"], row["mode"], row["cameo"]]
    best = "nothing"
    for event in events:
        have = [event["event"], event.get("mode") or "",
                event.get("cameo") or ""]
        if all(w in ("", h) for w, h in zip(want, have)):
            return None
        if (have[0], row["mode"]) == (want[0], "") and tuple(have) in modes:
            return None
        best = "/".join(have)
    return f"wants {'/'.join(want)}, gives {best}"


def with_others(wanted):
    """The rows, and after each the same with its other headwords."""
    for row in wanted:
        yield row
        for word, sentence in headwords.variants(row):
            yield {**row, "id": f"{row['id']} {word}", "sentence": sentence,
                   "mode": "", "cameo": ""}


def main():
    root, build = (pathlib.Path(p) for p in sys.argv[1:3])
    program = build / "dateline"
    if not program.exists() or not (build / "dtl-compile").exists():
        print("skipped: the program is not built")
        return 0
    wanted = list(with_others(rows(root)))
    with tempfile.TemporaryDirectory() as folder:
        share = fitlib.plain_share(build.resolve(), pathlib.Path(folder),
                                   PLAIN)
        found = coded(str(program), str(share), wanted)
    modes = finer(root)
    bad = {r["id"]: m for r in wanted
           if (m := misses(r, found.get(r["id"], []), modes))}
    path = root / "tools" / "sentences_allow.txt"
    if "--update" in sys.argv[3:]:
        path.write_text("# Rules whose sentence does not give their codes "
                        "yet: id, tab, what it gives.\n# Lines may only go.\n"
                        + "".join(f"{i}\t{m}\n" for i, m in
                                  sorted(bad.items())), "utf-8")
    allowed = {l.split("\t")[0] for l in path.read_text("utf-8").split("\n")
               if l and not l.startswith("#")}
    for name in sorted(bad.keys() - allowed):
        print(f"{name}: {bad[name]}")
    for name in sorted(allowed - bad.keys()):
        print(f"{name}: right now, take it off sentences_allow.txt")
    print(f"{len(wanted)} sentences, {len(bad)} miss, {len(allowed)} allowed")
    return 1 if bad.keys() != allowed else 0


if __name__ == "__main__":
    sys.exit(main())
