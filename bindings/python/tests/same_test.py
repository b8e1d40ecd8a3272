"""The package gives what the command prints."""
import csv
import io
import json
import unittest

import dateline
from support import SAMPLES, command, printed, read


class Same(unittest.TestCase):
    def test_events_of_texts(self):
        for path in sorted(SAMPLES.glob("*.txt")):
            with self.subTest(path.name):
                self.assertEqual(dateline.code(read(path), id=path.stem),
                                 printed(path))

    def test_events_of_lines(self):
        for path in sorted(SAMPLES.glob("*.jsonl")):
            for jobs in (1, 3):
                with self.subTest(path.name, jobs=jobs), \
                        open(path, encoding="utf-8") as lines:
                    lists = list(dateline.code_many(lines, jobs))
                    events = [event for one in lists for event in one]
                    self.assertEqual(events, printed(path))

    def test_other_commands(self):
        path = SAMPLES / "peace.txt"
        text = read(path)
        for name in ("times", "places", "quotes"):
            told = json.loads(command(name, path))[name]
            self.assertEqual(getattr(dateline, name)(text, id="peace"), told)
            self.assertTrue(told)
        for name in ("parse", "explain"):
            told = command(name, path).decode()
            self.assertEqual(getattr(dateline, name)(text, id="peace"), told)

    def test_rows_are_those_of_csv(self):
        path = SAMPLES / "briefs.jsonl"
        told = list(csv.DictReader(io.StringIO(
            command("code", "--format", "csv", path).decode())))
        with open(path, encoding="utf-8") as lines:
            rows = [dateline.row(event) for one in dateline.code_many(lines)
                    for event in one]
        self.assertEqual(len(rows), len(told))
        self.assertEqual(list(told[0]), [*dateline.COLUMNS, "sentence"])
        for row, want in zip(rows, told):
            del want["sentence"]
            for name, value in row.items():
                if isinstance(value, float):
                    self.assertAlmostEqual(value, float(want[name]), 2)
                else:
                    self.assertEqual("" if value is None else str(value),
                                     want[name], name)

    def test_members_of_an_article(self):
        events = dateline.code(
            "Troops crossed the border on Monday and shelled two villages.",
            date="2024-03-06", id="a1", title="War", source="Herald",
            location="Goma")
        self.assertTrue(events)
        self.assertEqual({event["doc"] for event in events}, {"a1"})
        self.assertEqual(events[0]["published"], "2024-03-06")
        self.assertEqual(events[0]["source"], "Herald")


if __name__ == "__main__":
    unittest.main()
