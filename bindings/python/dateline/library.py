"""libdateline and its data: where they are, and the calls of call.h.

The library is looked for in this order: the argument `library`, the variable
DATELINE_LIBRARY, build/ of the source tree that this file stands in, the
places where the system looks for libraries, /usr/local/lib. The data folder
likewise: the argument `data`, DATELINE_DATA, share/dateline beside the library
(a build tree), share/dateline of the prefix that the library is installed in.
"""
import ctypes
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint64
from ctypes import c_void_p
from pathlib import Path

from .errors import DatelineError

INTERFACE = 1  # DTL_CALL_INTERFACE of dateline/call.h
LEXICON = "lexicon.dtlx"
NAMES = {"darwin": ("libdateline.0.dylib", "libdateline.dylib")}.get(
    sys.platform, ("libdateline.so.0", "libdateline.so"))

# name: (result, arguments)
_CALLS = {
    "dtl_version": (c_char_p, []),
    "dtl_status_name": (c_char_p, [c_int]),
    "dtl_call_interface": (c_int, []),
    "dtl_call_open": (c_int, [c_char_p, c_size_t, POINTER(c_void_p)]),
    "dtl_call_share": (c_int, [c_void_p, POINTER(c_void_p)]),
    "dtl_call_close": (None, [c_void_p]),
    "dtl_call_run": (c_int, [c_void_p, c_char_p, c_size_t, c_char_p]),
    "dtl_call_bytes": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "dtl_call_warnings": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "dtl_call_message": (c_char_p, [c_void_p]),
    "dtl_call_source": (c_char_p, [c_void_p]),
    "dtl_call_line": (c_uint64, [c_void_p]),
    "dtl_call_byte": (c_uint64, [c_void_p]),
}


def _candidates(library):
    """Paths and names to try; one alone where somebody told it."""
    told = library or os.environ.get("DATELINE_LIBRARY")
    if told:
        return [os.fspath(told)]
    tree = Path(__file__).resolve().parents[3] / "build"
    found = [str(tree / name) for name in NAMES if (tree / name).exists()]
    found += NAMES
    return found + [f"/usr/local/lib/{name}" for name in NAMES]


def _bind(path):
    loaded = ctypes.CDLL(path)
    for name, (result, arguments) in _CALLS.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    return loaded


def load(library=None):
    """The library with its calls declared; DatelineError where none fits."""
    reasons = []
    for path in _candidates(library):
        try:
            loaded = _bind(path)
        except (OSError, AttributeError) as reason:
            reasons.append(str(reason))
            continue
        if loaded.dtl_call_interface() != INTERFACE:
            raise DatelineError(
                f"{path} has interface {loaded.dtl_call_interface()} of "
                f"dateline/call.h, this package needs {INTERFACE}", "version")
        return loaded
    raise DatelineError("no libdateline; DATELINE_LIBRARY names it ("
                        + "; ".join(dict.fromkeys(reasons)) + ")", "not found")


def _folder_of(loaded):
    """The folder that the library was loaded from, or None."""
    path = loaded._name
    if os.sep not in path:  # found by the system: its memory map tells where
        try:
            with open("/proc/self/maps", encoding="utf-8",
                      errors="replace") as maps:
                rows = [row.split(None, 5) for row in maps]
        except OSError:
            return None
        paths = [row[5].strip() for row in rows if len(row) == 6
                 and os.path.basename(row[5].strip()).startswith(
                     "libdateline.")]
        if not paths:
            return None
        path = paths[0]
    return Path(path).resolve().parent


def find_data(loaded, data=None):
    """The data folder; DatelineError where there is none."""
    told = data or os.environ.get("DATELINE_DATA")
    if told:
        return os.fspath(told)  # the library says what it lacks
    folder = _folder_of(loaded)
    tried = []
    if folder:  # build; PREFIX/lib; PREFIX/lib/x86_64-linux-gnu
        tried = [base / "share" / "dateline"
                 for base in (folder, folder.parent, folder.parent.parent)]
    tried += [Path(prefix) / "share" / "dateline"
              for prefix in ("/usr/local", "/usr")]
    for path in tried:
        if (path / LEXICON).exists():
            return str(path)
    raise DatelineError(f"no {LEXICON} in {', '.join(map(str, tried))}; "
                        "DATELINE_DATA names the data folder", "not found")


class Handle:
    """A dtl_call: one thread at a time. Opened by options (JSON as bytes), or
    sharing the engine of another handle."""

    def __init__(self, loaded, options=None, share=None):
        self._loaded = loaded
        self._call = c_void_p()
        if share is None:
            status = loaded.dtl_call_open(options, len(options),
                                          byref(self._call))
        else:
            status = loaded.dtl_call_share(share._call, byref(self._call))
        if status:
            error = self._error(status)
            self.close()
            raise error

    def run(self, document, form):
        """Bytes of a format for a document, JSON as bytes."""
        status = self._loaded.dtl_call_run(self._call, document,
                                           len(document), form)
        if status:
            raise self._error(status)
        return self._text(self._loaded.dtl_call_bytes)

    def warnings(self):
        """What the last call warned of, a list of lines."""
        text = self._text(self._loaded.dtl_call_warnings)
        return text.decode("utf-8", "replace").splitlines()

    def close(self):
        """Frees the handle; again is fine."""
        call, self._call = self._call, c_void_p()
        if call:
            self._loaded.dtl_call_close(call)

    def _text(self, give):
        size = c_size_t()
        return ctypes.string_at(give(self._call, byref(size)), size.value)

    def _error(self, status):
        name = self._loaded.dtl_status_name(status).decode()
        if not self._call:
            return DatelineError("E001: out of memory", name)
        message = self._loaded.dtl_call_message(self._call)
        source = self._loaded.dtl_call_source(self._call)
        return DatelineError(message.decode("utf-8", "replace"), name,
                             source.decode("utf-8", "replace"),
                             self._loaded.dtl_call_line(self._call),
                             self._loaded.dtl_call_byte(self._call))
