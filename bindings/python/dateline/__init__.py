"""Dateline: dated news in, coded events out.

    import dateline
    for event in dateline.code("Rebels shelled Goma on Monday.", "2024-03-06"):
        print(event["event"], event["date"]["from"])

The functions here share one engine, opened at the first call with what is
found by itself (see dateline.library). Open an Engine for other data, your
own places and actors. Both may be used by any number of threads.
"""
import threading

from .engine import Engine
from .errors import DatelineError, DatelineWarning
from .frame import COLUMNS, frame, row

__all__ = ["COLUMNS", "DatelineError", "DatelineWarning", "Engine", "code",
           "code_many", "engine", "explain", "frame", "parse", "places",
           "quotes", "row", "times"]

_lock = threading.Lock()
_shared = None


def engine():
    """The engine that the functions of this module share."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = Engine()
        return _shared


def code(text, date=None, id=None, title=None, source=None, location=None):
    """Events of an article; see Engine.code."""
    return engine().code(text, date, id, title, source, location)


def code_many(articles, jobs=1, on_error=None):
    """Events of many articles, a list for each; see Engine.code_many."""
    return engine().code_many(articles, jobs, on_error)


def times(text, **article):
    """Time expressions and the days they denote; see Engine.times."""
    return engine().times(text, **article)


def places(text, **article):
    """Place names with coordinates; see Engine.places."""
    return engine().places(text, **article)


def quotes(text, **article):
    """Quotations and who speaks them; see Engine.quotes."""
    return engine().quotes(text, **article)


def parse(text, **article):
    """CoNLL-U; see Engine.parse."""
    return engine().parse(text, **article)


def explain(text, **article):
    """Why each event is what it is, for people; see Engine.explain."""
    return engine().explain(text, **article)
