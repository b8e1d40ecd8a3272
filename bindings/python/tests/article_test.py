"""Articles of every kind: characters, refusals, warnings, hostile ones."""
import datetime
import json
import pickle
import unittest
import warnings

import dateline
from support import SAMPLES, printed, read

DAY = "2024-03-06"


def code(text):
    """Events of a text of that day."""
    return dateline.code(text, DAY)


class Positions(unittest.TestCase):
    def check(self, text, events):
        """Every position stands for its words, counted as Python counts."""
        for event in events:
            for told in event["mentions"]:
                words = text[told["start"]:told["end"]]
                self.assertEqual(" ".join(words.split()), told["trigger"])
            for actor in event["actors"] + event["recipients"]:
                if "start" in actor:
                    self.assertGreater(actor["end"], actor["start"])

    def test_of_the_samples(self):
        for path in sorted(SAMPLES.glob("*.txt")):
            self.check(read(path), printed(path))

    def test_of_wide_and_joined_characters(self):
        for before in ("", "\ufeff", "😀😀 ", "e\u0301te\u0301 \u200d ",
                       "\r\n\r\n", "Ω≈ç√ 中文 ", "\U0001f1eb\U0001f1f7 "):
            with self.subTest(before):
                text = before + "Rebels shelled Goma on Monday."
                events = code(text)
                self.assertEqual([e["event"] for e in events], ["ASSAULT"])
                self.assertEqual(events[0]["mentions"][0]["start"],
                                 text.index("shelled"))
                self.check(text, events)


class Refused(unittest.TestCase):
    def test_error_tells_what_and_where(self):
        cases = (
            ({"date": DAY}, "invalid", "E119"),
            ({"text": 7}, "invalid", "E119"),
            ('{"text": ', "syntax", "E111"),
            ("[]", "invalid", "E121"),
            ("nil", "syntax", "E112"),
            (b'{"text":"\xff"}', "invalid", "E715"),
            ('{"text":"\ud800"}', "invalid", "E715"),
            ({"text": "a" * (9 << 20)}, "limit", "E120"),
            (b"[" * 100000, "limit", ""),
        )
        for article, status, number in cases:
            with self.subTest(str(article)[:40]):
                with self.assertRaises(dateline.DatelineError) as caught:
                    list(dateline.code_many([{"text": "Peace.", "date": DAY},
                                             article]))
                error = caught.exception
                self.assertEqual(error.status, status, str(error))
                self.assertEqual(error.line, 2)
                self.assertIn(number, error.number)
                self.assertRegex(error.number, r"^E\d{3}$")
                self.assertIn(error.number, str(error))

    def test_byte_is_that_of_the_json(self):
        with self.assertRaises(dateline.DatelineError) as caught:
            list(dateline.code_many([b'{"text":"\xff"}']))
        self.assertEqual(caught.exception.byte, 9)
        self.assertIn("(byte 9)", str(caught.exception))

    def test_error_can_be_pickled(self):
        error = dateline.DatelineError("E119: no", "invalid", "a", 3, 4)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual(vars(again), vars(error))
        self.assertEqual(str(again), "a:3: E119: no (byte 4)")

    def test_the_rest_goes_on_where_asked(self):
        articles = [{"text": "Peru met Chile.", "date": DAY}, "{", "",
                    {"text": "Rebels shelled Goma.", "date": DAY}]
        for jobs in (1, 2):
            errors = []
            lists = list(dateline.code_many(articles, jobs, errors.append))
            self.assertEqual([len(one) for one in lists], [1, 0, 1])
            self.assertEqual([error.line for error in errors], [2])

    def test_wrong_arguments(self):
        with self.assertRaises(TypeError):
            dateline.code(b"Rebels shelled Goma.")
        with self.assertRaises(TypeError):
            dateline.times("Monday", day=DAY)
        with self.assertRaises(TypeError):
            list(dateline.code_many([7]))


class Odd(unittest.TestCase):
    def test_warnings(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            engine = dateline.Engine()
            engine.code("Peru met Chile.", date="someday")
            engine.code("Peru met Chile.")
            engine.close()
        told = [str(warning.message)[:4] for warning in caught]
        self.assertEqual(told, ["E118", "E712"])
        self.assertIs(caught[0].category, dateline.DatelineWarning)

    def test_days_of_python(self):
        for day in (datetime.date(2024, 3, 6),
                    datetime.datetime(2024, 3, 6, 12, 30)):
            events = dateline.code("Rebels shelled Goma on Monday.", day)
            self.assertEqual(events[0]["date"]["from"], "2024-03-04")

    def test_what_is_not_there_is_left_out(self):
        article = {"text": "Rebels shelled Goma.", "date": DAY, "id": None,
                   "title": float("nan"), "mine": object()}
        self.assertEqual(len(list(dateline.code_many([article]))[0]), 1)

    def test_hostile_texts_are_coded(self):
        line = json.dumps({"text": "x", "date": DAY, "more": [[1] * 1000]})
        list(dateline.code_many([line]))
        for text in ("", "\0\0\0", "\ud800 \udfff", "(" * 20000, "a" * 100000,
                     "\"" * 5000, "said " * 5000, "\u202e\u2066" * 500,
                     "Mr. " * 3000, "\n" * 50000, "1/2/3 " * 3000,
                     "".join(map(chr, range(1, 0x3000)))):
            with self.subTest(repr(text[:8])):
                for event in code(text + " Rebels shelled Goma."):
                    self.assertTrue(event["mentions"])


if __name__ == "__main__":
    unittest.main()
