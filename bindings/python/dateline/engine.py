"""An engine: opened once, used for any number of articles and threads."""
import json
import os
import threading
import warnings
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from .errors import DatelineError, DatelineWarning
from .library import Handle, find_data, load

FIELDS = ("id", "date", "text", "title", "source", "url", "lang", "location")
AHEAD = 4  # articles read ahead of the one in hand, for each job


def _plain(value):
    """What JSON does not know: days and numbers of any library."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"an article cannot hold a {type(value).__name__}")


def _document(article):
    """An article, a dict or JSON, as a line of JSON; None for a blank line."""
    if isinstance(article, (bytes, bytearray)):
        return bytes(article).strip() or None
    if isinstance(article, str):
        return article.strip().encode("utf-8", "surrogatepass") or None
    if not hasattr(article, "get"):
        raise TypeError("an article is a dict or JSON, not a "
                        + type(article).__name__)
    known = {}
    for field in FIELDS:
        value = article.get(field)
        if value is not None and value == value:  # NaN stands for none
            known[field] = value
    return json.dumps(known, default=_plain).encode()


class Engine:
    """Lexicon, gazetteer and model, opened once.

    library       libdateline.so, where it is not found by itself
    data          folder of lexicon.dtlx, gazetteer.dtlx and the model
    model         another model file
    places        file of your own places (docs/places.md)
    actors        file, or list of files, of your own actors (docs/actors.md)
    each_mention  one event for each mention, not for each event of an article

    Any number of threads may use one engine at once: each call has a session
    of its own, and the interpreter is free while the library works. Close it
    when no thread uses it any more, or leave that to `with`. Processes made
    by os.fork() share it as long as no other thread ran at that moment.
    """

    def __init__(self, *, library=None, data=None, model=None, places=None,
                 actors=(), each_mention=False):
        if isinstance(actors, (str, os.PathLike)):
            actors = [actors]
        self._lock = threading.Lock()
        self._idle, self._root = [], None
        self._loaded = load(library)
        options = {"data_dir": find_data(self._loaded, data),
                   "actors": [os.fspath(path) for path in actors],
                   "each_mention": bool(each_mention)}
        if model is not None:
            options["model"] = os.fspath(model)
        if places is not None:
            options["places"] = os.fspath(places)
        words = json.dumps(options, ensure_ascii=False)
        self._root = Handle(  # only shared from, never run
            self._loaded, words.encode("utf-8", "surrogateescape"))
        self._tell(self._root)

    @property
    def version(self):
        """Version of the library."""
        return self._loaded.dtl_version().decode()

    def code(self, text, date=None, id=None, title=None, source=None,
             location=None):
        """Events of an article: dictionaries as `dateline code` prints them.

        date is a day or an ISO text. Positions are those of Python:
        text[start:end] are the words.
        """
        return self._events(_document(dict(
            text=text, date=date, id=id, title=title, source=source,
            location=location)))

    def code_many(self, articles, jobs=1, on_error=None):
        """A generator: a list of events for each article, in their order.

        articles  any iterable of dicts with `text` and, where known, `id`,
                  `date`, `title`, `source`, `url`, `location`; or of lines of
                  JSON (a file of JSON lines will do; blank lines are left
                  out). Read as the results are taken.
        jobs      threads.
        on_error  called with the DatelineError of an article that is refused,
                  whose list is then empty; None raises it. `line` of the
                  error is the number of the article.
        """
        numbered = ((number, document) for number, document in
                    enumerate(map(_document, articles), 1) if document)
        if jobs <= 1:
            for number, document in numbered:
                yield self._numbered(number, document, on_error)
            return
        waiting = deque()
        with ThreadPoolExecutor(jobs) as pool:
            try:
                for number, document in numbered:
                    waiting.append((number,
                                    pool.submit(self._events, document)))
                    if len(waiting) >= jobs * AHEAD:
                        yield self._result(*waiting.popleft(), on_error)
                while waiting:
                    yield self._result(*waiting.popleft(), on_error)
            finally:
                for _, future in waiting:
                    future.cancel()

    def times(self, text, **article):
        """Time expressions and the days they denote, a list."""
        return self._list("times", text, article)

    def places(self, text, **article):
        """Place names with coordinates, a list."""
        return self._list("places", text, article)

    def quotes(self, text, **article):
        """Quotations and who speaks them, a list."""
        return self._list("quotes", text, article)

    def parse(self, text, **article):
        """Lemmas, tags, trees and names as CoNLL-U."""
        return self._run(self._article(text, article), "conllu").decode()

    def explain(self, text, **article):
        """For people: why each event is what it is."""
        return self._run(self._article(text, article), "explain").decode()

    def close(self):
        """Closes the engine; again is fine. Calls that run end as usual."""
        with self._lock:
            handles, self._idle = self._idle, []
            if self._root:
                handles.append(self._root)
                self._root = None
        for handle in handles:
            handle.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_lock", None):
            self.close()

    @staticmethod
    def _article(text, article):
        unknown = set(article) - set(FIELDS)
        if unknown:
            raise TypeError(f"no such argument: {sorted(unknown)[0]}")
        return _document(dict(article, text=text))

    def _take(self):
        """A handle for one call; whoever takes it gives it back."""
        with self._lock:
            if not self._root:
                raise DatelineError("the engine is closed", "invalid")
            if self._idle:
                return self._idle.pop()
            return Handle(self._loaded, share=self._root)

    def _give_back(self, handle):
        with self._lock:
            if self._root:
                self._idle.append(handle)
                return
        handle.close()

    @staticmethod
    def _tell(handle):
        for line in handle.warnings():
            warnings.warn(line, DatelineWarning, stacklevel=4)

    def _run(self, document, form):
        handle = self._take()
        try:
            text = handle.run(document, form.encode())
            self._tell(handle)
            return text
        finally:
            self._give_back(handle)

    def _events(self, document):
        text = self._run(document, "events").decode()
        return [json.loads(line) for line in text.split("\n") if line]

    def _list(self, form, text, article):
        return json.loads(self._run(self._article(text, article),
                                    form))[form]

    def _numbered(self, number, document, on_error):
        try:
            return self._events(document)
        except DatelineError as error:
            return self._refused(number, error, on_error)

    def _result(self, number, future, on_error):
        try:
            return future.result()
        except DatelineError as error:
            return self._refused(number, error, on_error)

    @staticmethod
    def _refused(number, error, on_error):
        error.line = number
        if on_error is None:
            raise error
        on_error(error)
        return []
