/* sign.c — analyses new and changed articles of a store (sign.h).
 *
 *   take (next) → dtl_batch_run: threads → put → keep: a batch of rows
 *
 * Articles come by the connection `lookup`; what put is given waits until a
 * batch is full and is then written by the store's own connection.
 */
#include "world/sign.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "link/terms.h"
#include "store/job.h"

/* An article on its way. */
typedef struct flight {
    struct flight *next;
    int64_t row, version, coder;
    char *doc;     /* owned */
    dtl_buf bytes; /* its record; empty where it was rejected */
} flight;

typedef struct signing {
    const dtl_store_job *job;
    dtl_store *store, *lookup;
    dtl_link_result *out;
    dtl_stmt *take, *keep;
    int64_t last; /* row that was read last */
    uint64_t read, all;
    pthread_mutex_t lock; /* the two lists */
    flight *first, **end; /* being analysed */
    flight *done, **done_end;
    unsigned done_count;                 /* of `done`, touched by put alone */
    dtl_status read_status, keep_status; /* of the database */
    dtl_error read_error, keep_error;
} signing;

/* What is missing or older than the article. */
#define UNSIGNED                                                               \
    " FROM documents d LEFT JOIN signatures s ON s.document = d.id"            \
    " WHERE d.id > $1 AND d.text <> '' AND (s.document IS NULL OR"             \
    " s.version <> d.version OR coalesce(s.coder, 0) <> coalesce(d.coder, 0))"

static void free_flights(flight *list)
{
    while (list) {
        flight *next = list->next;
        dtli_buf_clear(&list->bytes);
        free(list->doc);
        free(list);
        list = next;
    }
}

static dtl_status take_off(signing *s, const dtl_stmt *row, dtl_error *err)
{
    dtl_str doc = dtli_column_text(row, 1);
    flight *f = dtli_calloc(1, sizeof *f);
    if (f)
        f->doc = dtli_malloc(doc.len + 1);
    if (!f || !f->doc) {
        free(f);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    if (doc.len)
        memcpy(f->doc, doc.ptr, doc.len);
    f->doc[doc.len] = '\0';
    f->row = dtli_column_int(row, 0);
    f->version = dtli_column_int(row, 9);
    f->coder = dtli_column_int(row, 10);
    dtli_buf_init(&f->bytes, DTL_MAX_OUTPUT_BYTES);
    s->last = f->row;
    pthread_mutex_lock(&s->lock);
    *s->end = f;
    s->end = &f->next;
    pthread_mutex_unlock(&s->lock);
    return DTL_OK;
}

static void tell_progress(signing *s)
{
    const dtl_store_job *job = s->job;
    s->read++;
    dtl_store_progress now = { s->read, s->read, s->all, false };
    if (job->progress)
        job->progress(job->payload, &now);
}

static bool is_stopped(const signing *s)
{
    return s->job->stop && s->job->stop(s->job->payload);
}

/* The next article to be analysed, for dtl_batch.next. */
static dtl_status take(void *payload, dtl_record *record, dtl_error *err)
{
    signing *s = payload;
    if (is_stopped(s))
        return DTL_END;
    dtli_bind_int(s->take, 1, s->last);
    dtl_status status = dtli_step(s->take, err);
    if (status == DTL_OK)
        status = take_off(s, s->take, err);
    if (status == DTL_OK)
        status = dtli_job_record(s->take, record, err);
    dtli_stmt_reset(s->take);
    if (status == DTL_OK) {
        tell_progress(s);
    } else if (status != DTL_END) { /* no article is at fault: it ends */
        s->read_status = status;
        s->read_error = *err;
        status = DTL_END;
    }
    return status;
}

static dtl_status keep_one(signing *s, const flight *f, dtl_error *err)
{
    dtli_bind_int(s->keep, 1, f->row);
    dtli_bind_int(s->keep, 2, f->version);
    if (f->coder)
        dtli_bind_int(s->keep, 3, f->coder);
    else
        dtli_bind_null(s->keep, 3);
    dtl_str bytes = dtli_buf_str(&f->bytes);
    dtli_bind_blob(s->keep, 4, bytes.len ? bytes : DTL_STR(""));
    return dtli_run(s->keep, err);
}

static dtl_status keep_list(signing *s, dtl_error *err)
{
    dtl_status status = dtli_db_begin(s->store->db, err);
    for (flight *f = s->done; f && status == DTL_OK; f = f->next)
        status = keep_one(s, f, err);
    if (status == DTL_OK)
        status = dtli_db_commit(s->store->db, err);
    if (status != DTL_OK)
        dtli_db_rollback(s->store->db);
    return status;
}

/* Writes what is done, again where other writers were in the way. */
static bool keep(signing *s)
{
    int tries = 1;
    dtl_status status = DTL_OK;
    for (; s->done_count; tries++) {
        dtli_error_clear(&s->keep_error);
        status = keep_list(s, &s->keep_error);
        if (status == DTL_OK || tries == DTL_STORE_TRIES ||
            !dtli_db_may_retry(s->store->db))
            break;
    }
    for (flight *f = s->done; f && status == DTL_OK; f = f->next) {
        s->out->analysed++;
        s->out->rejected += f->bytes.len == 0;
    }
    free_flights(s->done);
    s->done = NULL;
    s->done_end = &s->done;
    s->done_count = 0;
    s->keep_status = status;
    return status == DTL_OK;
}

/* Moves what has landed to the list of what is done: up to the article `id`,
 * whose bytes these are; all before it were rejected. */
static bool land(signing *s, dtl_str id, dtl_str bytes)
{
    bool found = false;
    pthread_mutex_lock(&s->lock);
    while (s->first && !found) {
        flight *f = s->first;
        s->first = f->next;
        f->next = NULL;
        found = bytes.len && dtli_str_is(id, f->doc);
        *s->done_end = f;
        s->done_end = &f->next;
        s->done_count++;
        if (found)
            dtli_buf_add(&f->bytes, bytes);
    }
    if (!s->first)
        s->end = &s->first;
    pthread_mutex_unlock(&s->lock);
    return s->done_count < DTL_STORE_BATCH_DOCS || keep(s);
}

static bool put(void *payload, dtl_str bytes)
{
    return land(payload, dtli_terms_id(bytes), bytes);
}

static void report(void *payload, const dtl_error *what)
{
    signing *s = payload;
    if (s->job->report)
        s->job->report(s->job->payload, what);
}

static bool stop(void *payload)
{
    return is_stopped(payload);
}

static dtl_status prepare(signing *s, dtl_error *err)
{
    dtl_stmt *count = NULL;
    int64_t all = 0;
    dtl_status status =
        dtl_store_open(s->store->address, DTL_STORE_READ, &s->lookup, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(s->lookup->db, "SELECT count(*)" UNSIGNED,
                                 &count, err);
    if (status == DTL_OK) {
        dtli_bind_int(count, 1, 0);
        status = dtli_run_int(count, &all, err);
    }
    dtli_stmt_close(count);
    s->all = (uint64_t)all;
    if (status == DTL_OK)
        status = dtli_db_prepare(
            s->lookup->db,
            "SELECT d.id, d.doc, d.given_date, d.title, d.source, d.url,"
            " d.lang, d.location, d.text, d.version, d.coder" UNSIGNED
            " ORDER BY d.id LIMIT 1",
            &s->take, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            s->store->db,
            "INSERT INTO signatures (document, version, coder, signature)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (document) DO UPDATE SET"
            " version = excluded.version, coder = excluded.coder,"
            " signature = excluded.signature",
            &s->keep, err);
    return status;
}

/* Of what went wrong the database comes first. */
static dtl_status outcome(signing *s, dtl_status status, dtl_error *err)
{
    dtl_status own = s->keep_status != DTL_OK ? s->keep_status : s->read_status;
    if (own != DTL_OK && err)
        *err = s->keep_status != DTL_OK ? s->keep_error : s->read_error;
    if (own == DTL_OK && is_stopped(s)) {
        dtli_error_clear(err);
        own = dtl_fail(err, DTL_CANCELLED, 0, 0, "E734: the run was stopped");
    }
    return own != DTL_OK ? own : status;
}

static dtl_status flow(signing *s, dtl_error *err)
{
    dtl_batch_result coded;
    dtl_batch batch = { .engine = s->job->engine,
                        .next = take,
                        .jobs = s->job->jobs,
                        .write = { .format = DTL_FORMAT_TERMS },
                        .put = put,
                        .report = report,
                        .stop = stop,
                        .payload = s };
    dtl_status status = dtl_batch_run(&batch, &coded, err);
    bool whole = status == DTL_OK && s->read_status == DTL_OK;
    /* What is left without bytes was rejected, if all came through. */
    if (whole && !is_stopped(s) && !land(s, DTL_STR(""), DTL_STR("")))
        return outcome(s, status, err);
    if (s->keep_status == DTL_OK)
        keep(s);
    return outcome(s, status, err);
}

dtl_status dtli_sign(dtl_store *store, const dtl_store_job *job,
                     dtl_link_result *out, dtl_error *err)
{
    signing s = { .job = job, .store = store, .out = out };
    s.end = &s.first;
    s.done_end = &s.done;
    out->analysed = out->rejected = 0;
    pthread_mutex_init(&s.lock, NULL);
    dtl_status status = prepare(&s, err);
    if (status == DTL_OK && s.all)
        status = flow(&s, err);
    free_flights(s.first);
    free_flights(s.done);
    dtli_stmt_close(s.take);
    dtli_stmt_close(s.keep);
    dtl_store_close(s.lookup);
    pthread_mutex_destroy(&s.lock);
    return status;
}
