/* job.h — one run of adding or coding again: documents flow from a source
 * through the threads that code to the one that writes.
 *
 *   source (next) → dtl_batch_run: threads → put → queue → writer: tables
 *
 * The source looks documents up by a connection of its own and leaves out
 * what is known; the writer decides again, in order, inside its transaction.
 */
#ifndef DATELINE_STORE_JOB_H
#define DATELINE_STORE_JOB_H

#include "store/put.h"
#include "store/queue.h"

/* A document that was read and is not committed yet. */
typedef struct dtl_flight {
    struct dtl_flight *next;
    uint64_t id_hash;
    uint64_t line;
    char *file; /* owned */
} dtl_flight;

typedef struct dtl_job {
    const dtl_store_job *job;
    dtl_store *store;  /* the writer's */
    dtl_store *lookup; /* the source's */
    bool recode;
    dtl_store_by by;
    int64_t last;      /* row that a recode read last */
    int64_t all;       /* rows that it will read */
    dtl_queue queue;

    pthread_mutex_t telling; /* one report at a time */
    pthread_mutex_t lock;    /* everything below */
    dtl_flight *first, **end; /* read, not handed in yet: in order */
    uint64_t *writing;    /* hashes of ids between put and commit */
    size_t writing_count, writing_capacity;
    uint64_t read, known;
    dtl_store_result result; /* committed */
    dtl_status status;       /* of the writer */
    dtl_error error;
} dtl_job;

/* The next document to be coded, for dtl_batch.next; payload: dtl_job. */
dtl_status dtli_job_next(void *payload, dtl_record *record, dtl_error *err);

/* The document of a row, as a reader would give it: its columns from 1 are
 * doc, given_date, title, source, url, lang, location, text. DTL_NOMEM. */
dtl_status dtli_job_record(const dtl_stmt *row, dtl_record *record,
                           dtl_error *err) DTL_MUST_USE;

/* The thread that writes; payload: dtl_job. */
void *dtli_job_write(void *payload);

/* What a document is told apart by on its way: a hash of its id. */
uint64_t dtli_job_key(dtl_str id);

/* Tells the caller what was rejected. */
void dtli_job_report(dtl_job *job, const dtl_error *what);

/* Takes `id_hash` out of what is being written. */
void dtli_job_landed(dtl_job *job, uint64_t id_hash);

#endif
