"""Engines: finding, opening, sharing between threads, closing."""
import os
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

import dateline
from dateline import library
from support import SOURCES

TEXT = "Rebels shelled Goma on Monday. Peru met Chile in Lima."
DAY = "2024-03-06"


class Threads(unittest.TestCase):
    def test_one_engine_serves_many(self):
        want, got = dateline.code(TEXT, DAY), []

        def work(engine):
            for _ in range(20):
                got.append(engine.code(TEXT, DAY))

        with dateline.Engine() as engine:
            threads = [threading.Thread(target=work, args=(engine,))
                       for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(len(got), 80)
        self.assertTrue(all(events == want for events in got))

    def test_closing_waits_for_nobody(self):
        engine = dateline.Engine()
        refused = []

        def work():
            try:
                while True:
                    engine.code(TEXT, DAY)
            except dateline.DatelineError as error:
                refused.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        engine.close()
        for thread in threads:
            thread.join()
        self.assertEqual({str(e) for e in refused}, {"the engine is closed"})
        engine.close()

    def test_results_come_in_order_and_reading_is_lazy(self):
        read = []

        def articles():
            for number in range(100):
                read.append(number)
                yield {"id": str(number), "text": TEXT, "date": DAY}

        results = dateline.code_many(articles(), jobs=2)
        docs = [next(results)[0]["doc"] for _ in range(10)]
        self.assertEqual(docs, [str(number) for number in range(10)])
        self.assertLess(len(read), 30)
        results.close()

    def test_functions_share_one_engine(self):
        self.assertIs(dateline.engine(), dateline.engine())
        self.assertRegex(dateline.engine().version, r"^\d+\.\d+\.\d+$")


class Own(unittest.TestCase):
    def test_actors_and_places_and_mentions(self):
        with tempfile.TemporaryDirectory() as folder:
            actors = Path(folder, "actors.txt")
            actors.write_text("ZORGON_LEAGUE [ZZZREB]\n", encoding="utf-8")
            with dateline.Engine(actors=actors, each_mention=True) as engine:
                events = engine.code("The Zorgon League attacked Lima.", DAY)
        self.assertEqual(events[0]["actors"][0]["code"], "ZZZREB")

    def test_a_missing_file_is_told(self):
        for option in ("actors", "places", "model", "data"):
            with self.subTest(option):
                with self.assertRaises(dateline.DatelineError) as caught:
                    dateline.Engine(**{option: "/nowhere"})
                self.assertEqual(caught.exception.status, "input/output")
                self.assertTrue(caught.exception.source)


class Finding(unittest.TestCase):
    def test_order_of_places(self):
        told = {"DATELINE_LIBRARY": "/told.so"}
        with mock.patch.dict(os.environ, told):
            self.assertEqual(library._candidates("/given.so"), ["/given.so"])
            self.assertEqual(library._candidates(None), ["/told.so"])
            del os.environ["DATELINE_LIBRARY"]
            names = library._candidates(None)
        self.assertIn("libdateline.so.0", names)
        built = SOURCES / "build" / "libdateline.so"
        if built.exists():
            self.assertEqual(Path(names[0]).parent, built.parent)

    def test_data_beside_an_installed_library(self):
        with tempfile.TemporaryDirectory() as folder:
            lib = Path(folder, "lib", "x86_64-linux-gnu")
            share = Path(folder, "share", "dateline")
            lib.mkdir(parents=True)
            share.mkdir(parents=True)
            (share / library.LEXICON).touch()
            loaded = mock.Mock(_name=str(lib / "libdateline.so.0"))
            self.assertEqual(library.find_data(loaded),
                             str(share.resolve()))
            self.assertEqual(library.find_data(loaded, "/given"), "/given")
            with mock.patch.dict(os.environ, {"DATELINE_DATA": "/told"}):
                self.assertEqual(library.find_data(loaded), "/told")

    def test_nothing_found(self):
        with self.assertRaises(dateline.DatelineError) as caught:
            dateline.Engine(library="/nowhere/libdateline.so")
        self.assertEqual(caught.exception.status, "not found")
        self.assertIn("DATELINE_LIBRARY", str(caught.exception))


class Frame(unittest.TestCase):
    def test_without_pandas(self):
        with mock.patch.dict(sys.modules, {"pandas": None}):
            with self.assertRaisesRegex(ImportError, "needs pandas"):
                dateline.frame([])

    def test_with_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not installed")
        events = dateline.code(TEXT, DAY)
        for given in (events, [events]):
            table = dateline.frame(given)
            self.assertEqual(list(table.columns), list(dateline.COLUMNS))
            self.assertEqual(list(table["id"]), [e["id"] for e in events])
        self.assertEqual(len(dateline.frame([])), 0)


if __name__ == "__main__":
    unittest.main()
