#!/usr/bin/env python3
"""Checks the tables of data/actors: columns, codes, dates, duplicates.

A row that breaks a rule is told as FILE:LINE: message; exit status 1.
Usage: check_actors.py [SOURCES [BUILD]]
"""
import re
import sys
from datetime import date
from pathlib import Path

SECTORS = set("""GOV MIL COP SPY JUD LEG PTY PRM REB UAF UNK CVL OPP ELI BUS
LAB AGR EDU JRN MED REF REL CRM SOC PRE""".split())
INTERNATIONAL = set("IGO UNO EUR NGO ISM IMG MNC".split())
EFFECTS = set("give force former late hold elect oppose abroad igo un".split())
KINDS = {"person", "group", "organ"}
SCOPES = {"main", "place", "none"}


class Checker:
    def __init__(self, folder):
        self.folder = folder
        self.problems = []
        self.countries = set(INTERNATIONAL)

    def tell(self, path, line, message):
        self.problems.append(f"{path.name}:{line}: {message}")

    def rows(self, path):
        """Yields (line number, {column: cell})."""
        header = None
        for number, line in enumerate(
                path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
            elif len(cells) != len(header):
                self.tell(path, number, f"{len(cells)} cells, not {len(header)}")
            else:
                yield number, dict(zip(header, cells))

    def check_cells(self, path, number, row):
        for column, cell in row.items():
            if cell != cell.strip() or "  " in cell:
                self.tell(path, number, f"blanks in {column}")
        for column in ("aliases", "demonyms"):
            names = [a for a in row.get(column, "").split("|") if a]
            if len(names) != len(set(names)):
                self.tell(path, number, f"a name twice in {column}")
            if column == "aliases" and row.get("name") in names:
                self.tell(path, number, "the name is among its aliases")

    def check_codes(self, path, number, row):
        for code in filter(None, [row.get("country"), row.get("state")]):
            if code not in self.countries:
                self.tell(path, number, f"unknown country {code}")
        sectors = [s for s in row.get("sectors", "").split("+") if s]
        if row.get("effect") in ("igo", "un"):
            sectors = []
        for code in sectors:
            if code not in SECTORS:
                self.tell(path, number, f"unknown sector {code}")
        if len(sectors) > 3 or len(sectors) != len(set(sectors)):
            self.tell(path, number, "more than three sectors, or one twice")
        if sectors[:1] == ["PRE"]:
            self.tell(path, number, "PRE comes second")

    def check_dates(self, path, number, row):
        days = []
        for column in ("from", "to"):
            cell = row.get(column, "")
            try:
                days.append(date.fromisoformat(cell) if cell else None)
            except ValueError:
                self.tell(path, number, f"bad day {cell}")
                return
        if days[0] and days[1] and days[0] > days[1]:
            self.tell(path, number, "ends before it begins")

    def check_closed(self, path, number, row):
        for column, allowed in (("effect", EFFECTS), ("kind", KINDS),
                                ("scope", SCOPES), ("defer", {"y", "n"}),
                                ("gender", {"", "m", "f"}),
                                ("second", {"", "PRE"})):
            if column in row and row[column] not in allowed:
                self.tell(path, number, f"bad {column} {row[column]}")

    def check_table(self, path):
        seen = {}
        for number, row in self.rows(path):
            self.check_cells(path, number, row)
            self.check_codes(path, number, row)
            self.check_dates(path, number, row)
            self.check_closed(path, number, row)
            first = next(iter(row.values()))
            key = (first, row.get("country"), row.get("from"))
            if not first:
                self.tell(path, number, "no name")
            if key in seen:
                self.tell(path, number, f"{first} again, as in line {seen[key]}")
            seen[key] = number

    def run(self):
        countries = self.folder / "countries.tsv"
        for number, row in self.rows(countries):
            if not re.fullmatch("[A-Z]{3}", row["iso3"]):
                self.tell(countries, number, f"bad code {row['iso3']}")
            self.countries.add(row["iso3"])
        for path in sorted(self.folder.glob("*.tsv")):
            if path.name != "PROVENANCE.tsv":
                self.check_table(path)
        listed = {row["file"] for _, row in
                  self.rows(self.folder / "PROVENANCE.tsv")}
        for path in self.folder.glob("*.tsv"):
            if path.name not in listed | {"PROVENANCE.tsv"}:
                self.tell(path, 0, "not in PROVENANCE.tsv")
        return self.problems


def main():
    sources = Path(sys.argv[1] if sys.argv[1:] else
                   Path(__file__).resolve().parent.parent)
    problems = Checker(sources / "data" / "actors").run()
    print("\n".join(problems) or "actor tables: no problem found")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
