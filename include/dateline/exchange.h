/* exchange.h — a store's events in the forms of other event data. */
#ifndef DATELINE_EXCHANGE_H
#define DATELINE_EXCHANGE_H

#include "dateline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What to export; docs/exchange.md has every column. */
typedef struct dtl_export_options {
    const char *format; /* jsonl, csv, phoenix, polecat, gdelt or
                         * gdelt-mentions */
    const char *from;   /* first day that an event begins on, YYYY-MM-DD, or
                         * NULL */
    const char *to;     /* last such day, or NULL */
    const char *status; /* "actual,ongoing", or NULL for all */
    bool header;        /* names in a first row where the form has none */
    bool (*stop)(void *payload); /* polled now and then, or NULL */
    void *payload;               /* of `stop` */
    const char *duckdb; /* for Parquet: DuckDB's library, or NULL for where
                         * the system has libduckdb.so */
} dtl_export_options;

/**
 * Write the events of a store, in the order in which they came, as they stand
 * at one instant whoever writes meanwhile.
 *
 * put  Takes the bytes, UTF-8, in pieces; returns false to stop.
 *
 * Returns DTL_OK; DTL_INVALID for an unknown format, day or status;
 * DTL_CANCELLED where `put` or `stop` asked for it; DTL_STORE, DTL_IO,
 * DTL_NOMEM. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_export(dtl_store *store,
                                           const dtl_export_options *options,
                                           dtl_put put, void *payload,
                                           dtl_error *err);

/**
 * Write the same events to a Parquet file, with the columns of `csv` in their
 * types and lists as lists. `options->format` is not looked at.
 *
 * path  The file, which appears when it is whole; two files beside it, named
 *       by it with ".part" and ".rows" behind, exist meanwhile.
 *
 * DuckDB's library does the writing. It is loaded at the first call, and stays
 * loaded.
 *
 * Returns DTL_OK; DTL_NOTFOUND where the library is not there (E792); DTL_IO
 * where the file cannot be written; else what dtl_export returns. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status
dtl_export_parquet(dtl_store *store, const dtl_export_options *options,
                   const char *path, dtl_error *err);

/** Event data of other projects; docs/exchange.md tells what is kept. */
typedef struct dtl_import_options {
    const dtl_engine *engine; /* open to any stage: the codebook is needed */
    const char *format;       /* gdelt, phoenix or polecat */
    const char *const *paths; /* files; folders are walked; "-": standard
                               * input. gzip and zstd are unpacked */
    size_t path_count;
    const char *arguments; /* for the table of runs, or NULL */
    /* Callbacks come from the calling thread. NULL: not called. */
    void (*report)(void *payload, const dtl_error *what);
    void (*progress)(void *payload, const dtl_store_progress *now);
    bool (*stop)(void *payload); /* polled between rows */
    void *payload;
} dtl_import_options;

/** What an import did; in progress, `documents` counts rows. */
typedef struct dtl_import_result {
    uint64_t rows;      /* committed, whatever became of them */
    uint64_t added;     /* events that are new */
    uint64_t changed;   /* events that another row replaced */
    uint64_t known;     /* events that were there already */
    uint64_t documents; /* that are new */
    uint64_t rejected;  /* rows and files */
} dtl_import_result;

/**
 * Read files of event data and keep their events.
 *
 * A row is an event, told apart by its format and its id in the file: the
 * same row again changes nothing, another row under the same id replaces it.
 * Rows are committed in batches in the order of the files. A bad row or file
 * is told to `report`, kept in the table of rejects and does not stop the
 * rest.
 *
 * store  Opened to write.
 * out    Written always: what is committed.
 *
 * Returns DTL_OK also when rows were rejected; DTL_INVALID for an unknown
 * format or no path; DTL_CANCELLED where `stop` asked for it; DTL_STORE,
 * DTL_IO, DTL_NOMEM where the store failed: what was committed stays, and the
 * same call goes on behind it. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status
dtl_import(dtl_store *store, const dtl_import_options *options,
           dtl_import_result *out, dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
