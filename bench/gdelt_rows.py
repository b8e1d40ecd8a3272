#!/usr/bin/env python3
"""Made-up rows of GDELT 2.0 for measuring `dateline import`:
gdelt_rows.py 200000 >rows.csv. About three events an article, some five
thousand names and eight thousand places, a few countries in most rows, as
in the real files."""
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPES = ["GOV", "MIL", "COP", "REB", "OPP", "MED", "BUS", "CVL", "EDU", "LEG",
         "JUD", "ELI", ""]
WORDS = ["report", "talks", "police", "city", "court", "vote"]
LANDS = ["US", "UK", "FR", "GM", "CH", "RS", "IN", "IZ", "SY", "NI", "BR"]


def table(path):
    lines = (ROOT / "data" / path).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return rows[1:]


class Maker:
    def __init__(self):
        self.random = random.Random(7)
        self.codes = [row[0] for row in table("codebook/cameo.tsv")
                      if len(row[0]) > 2]
        self.countries = table("actors/countries.tsv")
        self.random.shuffle(self.countries)
        self.weights = [1 / (i + 1) for i in range(len(self.countries))]
        self.cities = [(f"City{i}", self.random.choice(LANDS),
                        self.random.uniform(-60, 70),
                        self.random.uniform(-180, 180)) for i in range(8000)]

    def actor(self):
        r = self.random
        if r.random() < 0.12:
            return [""] * 10
        country = r.choices(self.countries, self.weights)[0]
        kind = r.choice(TYPES)
        name = (country[3].upper() if r.random() < 0.6
                else f"PERSON {r.randrange(5000)}")
        return [country[0] + kind, name, country[0], "", "", "", "", kind,
                "", ""]

    def address(self):
        r = self.random
        words = "-".join(r.choice(WORDS) for _ in range(6))
        return (f"https://www.site{r.randrange(3000)}.example/2020/"
                f"{r.getrandbits(40):x}/{words}.html")

    def row(self, number, day, address):
        r = self.random
        code, city = r.choice(self.codes), r.choice(self.cities)
        place = ["4", f"{city[0]}, Region {city[0][-1]}, Land", city[1],
                 city[1] + "00", "123", f"{city[2]:.4f}", f"{city[3]:.4f}",
                 "-1"]
        return ([str(800000000 + number), str(day), "202001", "2020",
                 "2020.0137"] + self.actor() + self.actor() +
                [str(r.randrange(2)), code, code[:3], code[:2], "1",
                 f"{r.uniform(-10, 10):.1f}", str(r.randrange(1, 20)), "1",
                 str(r.randrange(1, 20)), f"{r.uniform(-8, 5):.12f}"] +
                place * 3 + [f"{day}120000", address])


def main():
    count, maker, address = int(sys.argv[1]), Maker(), None
    for number in range(count):
        if address is None or maker.random.random() < 0.3:
            address = maker.address()
        day = 20200101 + number * 28 // count
        print("\t".join(maker.row(number, day, address)))


main()
