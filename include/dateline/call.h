/* call.h — the library for other languages: text in, text out.
 *
 *   dtl_call_open → dtl_call_run → dtl_call_bytes → dtl_call_close
 *
 * A call handle is an engine, a session, the last output and the last error
 * in one. All arguments and results are pointers to bytes and plain numbers,
 * so that a foreign-function interface (ctypes, cffi, ccall, .Call) needs no
 * layout of any structure. bindings/python rests on it.
 */
#ifndef DATELINE_CALL_H
#define DATELINE_CALL_H

#include "dateline/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Number of this interface; a binding refuses another one. */
enum { DTL_CALL_INTERFACE = 1 };

/** A handle. One thread at a time may use it; see dtl_call_share. */
typedef struct dtl_call dtl_call;

/** DTL_CALL_INTERFACE of the linked library. Since 0.2. */
DTL_API int dtl_call_interface(void);

/**
 * Open an engine and a session on it.
 *
 * options  A JSON object, `len` bytes of UTF-8, borrowed:
 *            data_dir      folder of lexicon.dtlx and gazetteer.dtlx; needed
 *            model         model file; else en-1.dtlx in data_dir
 *            places        list of the user's own places
 *            actors        list of files of the user's own actors
 *            each_mention  true: one event for each mention
 * out      Owned, also where the call fails: free with dtl_call_close. A
 *          handle that was not opened tells its error, and every run of it
 *          fails. NULL for want of memory alone.
 *
 * Returns what dtl_engine_open does; DTL_SYNTAX or DTL_INVALID where the
 * options are no such object.
 * Since 0.2. Example: bindings/python/dateline/library.py
 */
DTL_API DTL_MUST_USE dtl_status dtl_call_open(const char *options, size_t len,
                                              dtl_call **out);

/**
 * Another handle on the engine of an open one, for another thread.
 *
 * The engine is closed with the last of its handles, in whatever order they
 * are. Returns DTL_OK; DTL_INVALID where `call` is not open; DTL_NOMEM; `out`
 * is written only on DTL_OK.
 *
 * Threads: any, as long as `call` is not closed meanwhile. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_call_share(const dtl_call *call,
                                               dtl_call **out);

/** Free a handle with its output and error. NULL is fine. Since 0.2. */
DTL_API void dtl_call_close(dtl_call *call);

/**
 * Annotate one document and keep what a format writes of it.
 *
 * json    The document as a line of JSON, as `dateline code` takes it
 *         (docs/formats.md); `len` bytes of UTF-8, borrowed. Without `id` it
 *         is called "text".
 * format  NUL-ended: "events" (JSON lines), "csv" (without its header),
 *         "table", "conllu", "times", "places", "quotes", "explain" or
 *         "missed".
 *
 * Returns DTL_OK; DTL_SYNTAX, DTL_INVALID or DTL_LIMIT for a bad document;
 * DTL_NOTFOUND for another format; DTL_NOMEM. The handle can be used again
 * after any of them. Output, error and warnings are those of the last run.
 * Since 0.2. Example: bindings/python/dateline/library.py
 */
DTL_API DTL_MUST_USE dtl_status dtl_call_run(dtl_call *call, const char *json,
                                             size_t len, const char *format);

/** Output of the last run, UTF-8 with a NUL behind it, empty where the run
 * failed; `len` may be NULL. Valid until the handle runs again or is closed.
 * Since 0.2. */
DTL_API const char *dtl_call_bytes(const dtl_call *call, size_t *len);

/** What the last call warned of: lines ("E118: ..."), as above: a date that
 * is none, a document without a day, a bad line of own actors. Since 0.2. */
DTL_API const char *dtl_call_warnings(const dtl_call *call, size_t *len);

/** Message of the last error ("E119: ..."), NUL-ended; empty for none. Valid
 * until the handle runs again or is closed. Since 0.2. */
DTL_API const char *dtl_call_message(const dtl_call *call);

/** File that the last error is about, NUL-ended, or empty. Since 0.2. */
DTL_API const char *dtl_call_source(const dtl_call *call);

/** Line of that file from 1; 0 where there is none. Since 0.2. */
DTL_API uint64_t dtl_call_line(const dtl_call *call);

/** Offset of the last error in the line or JSON, in bytes. Since 0.2. */
DTL_API uint64_t dtl_call_byte(const dtl_call *call);

#ifdef __cplusplus
}
#endif

#endif
