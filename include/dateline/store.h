/* store.h — articles and their events kept in a database.
 *
 * A store is a file (SQLite) or a database of a PostgreSQL server; tables and
 * commands are the same (docs/store.md). An article is kept once, by its id
 * and by its text; a changed one is a new version, and the old one is kept as
 * history. What was told as done stays done: a process may be killed at any
 * instant, and the same call goes on where it stopped.
 */
#ifndef DATELINE_STORE_H
#define DATELINE_STORE_H

#include "dateline/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An open store. One thread at a time. */
typedef struct dtl_store dtl_store;

/** What a store is opened for. */
typedef enum dtl_store_mode {
    DTL_STORE_READ,  /* it must be there, and is not changed */
    DTL_STORE_WRITE, /* it must be there; tables are brought up to date */
    DTL_STORE_CREATE /* the same, and made where it is not there */
} dtl_store_mode;

/**
 * Open a store.
 *
 * where  Path of a SQLite file, or "postgresql://..." as libpq takes it.
 * out    Owned, free with dtl_store_close. Written only on DTL_OK.
 * err    May be NULL.
 *
 * Returns DTL_OK; DTL_NOTFOUND where there is none; DTL_INVALID or
 * DTL_CORRUPT for a database of something else; DTL_VERSION for tables of
 * another Dateline; DTL_IO or DTL_STORE where it is refused; DTL_NOMEM.
 * Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_store_open(const char *where,
                                               dtl_store_mode mode,
                                               dtl_store **out,
                                               dtl_error *err);

/** Close a store; what was not committed is undone. NULL is fine. */
DTL_API void dtl_store_close(dtl_store *store);

/** How far a run is. */
typedef struct dtl_store_progress {
    uint64_t documents;  /* read so far */
    uint64_t bytes_done; /* of the files, or documents of a recode */
    uint64_t bytes_all;  /* 0 where unknown */
    bool writing; /* of dtl_store_link: stories are found, their events are
                     being compared */
} dtl_store_progress;

/** Articles into a store, or those of a store coded again. */
typedef struct dtl_store_job {
    const dtl_engine *engine;
    dtl_reader *reader;    /* of dtl_store_add; NULL for dtl_store_recode */
    unsigned jobs;         /* threads that code; 0 counts as 1 */
    const char *arguments; /* for the table of runs, or NULL */
    const char *places;    /* name of the user's own places, or NULL */
    /* Callbacks come from any thread, each by one at a time, `stop` by any
     * number. NULL: not called. */
    void (*report)(void *payload, const dtl_error *what);
    void (*progress)(void *payload, const dtl_store_progress *now);
    bool (*stop)(void *payload); /* polled between documents */
    void *payload;
} dtl_store_job;

/** What a run did. */
typedef struct dtl_store_result {
    uint64_t documents; /* coded and committed: new, replaced, recoded */
    uint64_t added_documents, replaced, recoded, copies;
    uint64_t known;     /* in the store already, by id or text */
    uint64_t rejected;
    uint64_t events_added, events_removed, events_changed, events_kept;
} dtl_store_result;

/**
 * Code every document of a reader and keep it.
 *
 * A document that the store has, coded by the same coder, is known and
 * skipped without coding. Documents are committed in batches in the order of
 * the input. A rejected one is told to `report`, kept in the table of rejects
 * and does not stop the rest.
 *
 * out  Written always: what is committed.
 *
 * Returns DTL_OK also when documents were rejected; DTL_CANCELLED where
 * `stop` asked for it; DTL_STORE, DTL_IO, DTL_NOMEM where the store failed:
 * what was committed stays, and the same call goes on behind it. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_store_add(dtl_store *store,
                                              const dtl_store_job *job,
                                              dtl_store_result *out,
                                              dtl_error *err);

/**
 * Code every document again that another coder coded (version, lexicon or
 * model), and touch the events that came out otherwise, no others.
 *
 * Parameters and results as of dtl_store_add. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_store_recode(dtl_store *store,
                                                 const dtl_store_job *job,
                                                 dtl_store_result *out,
                                                 dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
