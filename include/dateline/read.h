/* read.h — documents from files, folders and standard input.
 *
 * A reader goes through a list of paths and gives one document after the
 * other: plain text (one a file) and JSON lines (one a line), as they are or
 * packed by gzip or zstd, told by their first bytes. A bad line or file is
 * an error status of one call; the next call goes on behind it, so nothing
 * else is lost. Memory is bounded whatever the size of the input.
 */
#ifndef DATELINE_READ_H
#define DATELINE_READ_H

#include "dateline/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How documents are laid out in a file. */
typedef enum dtl_input_form {
    DTL_INPUT_AUTO,  /* .jsonl and .ndjson: JSON lines; .txt: text; any other
                      * name: JSON lines if it begins with an object */
    DTL_INPUT_TEXT,  /* one document a file */
    DTL_INPUT_JSONL, /* one document a line */
    DTL_INPUT_CONLLU /* one document from "# newdoc" to the next */
} dtl_input_form;

/** How to read. Zero-initialise with DTL_READER_OPTIONS_INIT. */
typedef struct dtl_reader_options {
    dtl_day default_date; /* of documents that tell none; DTL_DAY_NONE: none */
    dtl_input_form form;
    /* Called in the thread that reads, for what is read all the same (a text
     * in CP1252, a date that is none); `what` is borrowed. NULL: not told. */
    void (*warn)(void *payload, const dtl_error *what);
    void *payload; /* handed to warn */
} dtl_reader_options;

#define DTL_READER_OPTIONS_INIT { DTL_DAY_NONE, DTL_INPUT_AUTO, 0, 0 }

/** A document with the memory it stands in.
 *
 * A plain struct: it may be assigned and handed to another thread, as long
 * as one copy alone is cleared or read into again. Zero bytes are a valid
 * empty record. */
typedef struct dtl_record {
    dtl_input in;        /* for CONLLU `text` is the raw CoNLL-U */
    dtl_input_form form; /* TEXT, JSONL or CONLLU */
    dtl_str source_file; /* path it was read from; "-" for standard input */
    uint64_t line;       /* line of source_file it begins at, from 1 */
    uint64_t part;       /* 0; 1, 2 ... where a long CONLLU document goes on */
    void *memory;        /* owned; of all strings above */
} dtl_record;

/** Reads one list of paths. One thread at a time may use it. */
typedef struct dtl_reader dtl_reader;

/** Makes an empty record. Since 0.1. */
DTL_API void dtl_record_init(dtl_record *record);

/** Frees what a record owns and makes it empty; NULL is fine. Since 0.1. */
DTL_API void dtl_record_clear(dtl_record *record);

/**
 * Opens a reader. No file is touched before dtl_reader_next.
 *
 * paths    `count` file system paths, NUL-ended; "-" is standard input. A
 *          folder stands for the files in it and below it, in the byte order
 *          of their names, hidden ones left out. Copied.
 * options  Copied; NULL for the defaults.
 * out      Owned: free with dtl_reader_close. Written only on DTL_OK.
 * err      May be NULL.
 *
 * Returns DTL_OK; DTL_INVALID for no path or an unknown form; DTL_NOMEM.
 *
 * Threads: any. Since 0.1. Example: cli/ (every command that reads files).
 */
DTL_API DTL_MUST_USE dtl_status
dtl_reader_open(const char *const *paths, size_t count,
                const dtl_reader_options *options, dtl_reader **out,
                dtl_error *err);

/**
 * Gives the next document.
 *
 * record  Initialised; what it held is freed. On DTL_OK it owns a document
 *         whose text is valid UTF-8: as given, or brought to UTF-8 from
 *         UTF-16 or CP1252. On any other status it is empty.
 * err     May be NULL. Cleared first; names file, line (from 1; 0: the file
 *         as a whole) and byte (of the line, or the file).
 *
 * Returns DTL_OK; DTL_END when all is read. Any other status tells of one
 * bad line or file, which is left out: DTL_IO, DTL_CORRUPT (packed data),
 * DTL_SYNTAX, DTL_INVALID (not text, empty, no `text` field), DTL_LIMIT (too
 * long), DTL_NOMEM. Call again to go on behind it; the calls end with
 * DTL_END whatever the input holds.
 *
 * Threads: one at a time for a reader. Since 0.1. Example: cli/.
 */
DTL_API DTL_MUST_USE dtl_status dtl_reader_next(dtl_reader *reader,
                                                dtl_record *record,
                                                dtl_error *err);

/**
 * Tells how far a reader is, in bytes of the files as they are stored.
 *
 * done   Bytes read so far.
 * total  Bytes of all files; 0 where that is not known (folders, standard
 *        input, pipes).
 *
 * Threads: the one that reads. Since 0.1.
 */
DTL_API void dtl_reader_progress(const dtl_reader *reader, uint64_t *done,
                                 uint64_t *total);

/** Closes a reader; its records stay valid. NULL is fine. Since 0.1. */
DTL_API void dtl_reader_close(dtl_reader *reader);

#ifdef __cplusplus
}
#endif

#endif
