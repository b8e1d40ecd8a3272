/* job.c — dtl_store_add and dtl_store_recode: see job.h. */
#include "store/facts.h"
#include "store/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "dateline/version.h"
#include "write/json.h"

/* Hands in the flight of `id` and drops those before it: they were rejected
 * by the coder, since documents come in the order in which they were read.
 * Its hash is noted as being written. */
static dtl_flight *land_flight(dtl_job *job, uint64_t id_hash)
{
    dtl_flight *flight = NULL;
    pthread_mutex_lock(&job->lock);
    while (job->first && !flight) {
        dtl_flight *first = job->first;
        job->first = first->next;
        if (first->id_hash == id_hash) {
            flight = first;
        } else {
            free(first->file);
            free(first);
        }
    }
    if (!job->first)
        job->end = &job->first;
    if (job->writing_count == job->writing_capacity) {
        size_t capacity = job->writing_capacity * 2 + 64;
        uint64_t *more =
            dtli_realloc(job->writing, capacity * sizeof *more);
        if (more) {
            job->writing = more;
            job->writing_capacity = capacity;
        }
    }
    if (job->writing_count < job->writing_capacity)
        job->writing[job->writing_count++] = id_hash;
    pthread_mutex_unlock(&job->lock);
    return flight;
}

/* Key of the document whose line this is: {"id":"...", escapes and all. */
static uint64_t key_of_line(dtl_str bytes)
{
    static const char HEAD[] = "{\"id\":";
    size_t from = sizeof HEAD - 1, at = from + 1;
    while (at < bytes.len && bytes.ptr[at] != '"')
        at += bytes.ptr[at] == '\\' ? 2 : 1;
    return dtli_hash(dtli_str_slice(bytes, from, at + 1));
}

uint64_t dtli_job_key(dtl_str id)
{
    dtl_buf escaped;
    dtli_buf_init(&escaped, DTL_MAX_LINE_BYTES);
    dtli_json_string(&escaped, id);
    uint64_t key = dtli_hash(dtli_buf_str(&escaped));
    dtli_buf_clear(&escaped);
    return key;
}

static bool put(void *payload, dtl_str bytes)
{
    dtl_job *job = payload;
    dtl_queue_item *item = dtli_queue_item();
    if (!item)
        return false;
    dtli_buf_add(&item->bytes, bytes);
    item->id_hash = key_of_line(bytes);
    dtl_flight *flight = land_flight(job, item->id_hash);
    if (flight) {
        dtli_buf_add(&item->file, dtli_str(flight->file));
        item->line = flight->line;
        free(flight->file);
        free(flight);
    }
    if (item->bytes.failed) {
        dtli_queue_free(item);
        return false;
    }
    return dtli_queue_put(&job->queue, item);
}

void dtli_job_report(dtl_job *job, const dtl_error *what)
{
    if (!job->job->report)
        return;
    pthread_mutex_lock(&job->telling);
    job->job->report(job->job->payload, what);
    pthread_mutex_unlock(&job->telling);
}

/* A rejected document is kept; that one has no date is no rejection. */
static void report(void *payload, const dtl_error *what)
{
    dtl_job *job = payload;
    dtli_job_report(job, what);
    if (what->code == DTL_NOTFOUND)
        return;
    dtl_queue_item *item = dtli_queue_item();
    if (!item)
        return; /* it was told; only the table lacks it */
    item->error = *what;
    dtli_queue_put(&job->queue, item);
}

static bool stop(void *payload)
{
    dtl_job *job = payload;
    pthread_mutex_lock(&job->lock);
    bool failed = job->status != DTL_OK;
    pthread_mutex_unlock(&job->lock);
    return failed || (job->job->stop && job->job->stop(job->job->payload));
}

static void init_job(dtl_job *job, dtl_store *store, const dtl_store_job *told)
{
    *job = (dtl_job){ .job = told, .store = store };
    job->end = &job->first;
    job->by.version = dtli_str(dtl_version());
    job->by.lexicon = dtl_engine_lexicon_version(told->engine);
    job->by.model = dtl_engine_model_id(told->engine);
    pthread_mutex_init(&job->telling, NULL);
    pthread_mutex_init(&job->lock, NULL);
    dtli_queue_init(&job->queue);
}

static void clear_job(dtl_job *job)
{
    while (job->first) {
        dtl_flight *next = job->first->next;
        free(job->first->file);
        free(job->first);
        job->first = next;
    }
    free(job->writing);
    dtli_queue_clear(&job->queue);
    pthread_mutex_destroy(&job->lock);
    pthread_mutex_destroy(&job->telling);
    dtl_store_close(job->lookup);
}

/* The coder's row and the run's, in a transaction of their own. */
static dtl_status begin(dtl_job *job, dtl_error *err)
{
    const dtl_store_job *told = job->job;
    dtl_db *db = job->store->db;
    dtl_status status = dtli_db_begin(db, err);
    if (status == DTL_OK)
        status = dtli_store_coder(job->store, told->engine,
                                  dtli_str(told->places ? told->places : ""),
                                  &job->by.coder, err);
    if (status == DTL_OK)
        status = dtli_store_run_begin(job->store,
                                      job->recode ? "recode" : "add",
                                      told->arguments, &job->by, err);
    if (status == DTL_OK)
        status = dtli_db_commit(db, err);
    if (status != DTL_OK)
        dtli_db_rollback(db);
    if (status == DTL_OK)
        status = dtl_store_open(job->store->address, DTL_STORE_READ,
                                &job->lookup, err);
    return status;
}

/* Documents that a recode will read, for the time that is left. */
static dtl_status count_old(dtl_job *job, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(job->lookup, DTL_SQL_RECODE_COUNT, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, job->by.coder);
    return dtli_run_int(stmt, &job->all, err);
}

/* Codes and writes until all is done or one of them ends. */
static dtl_status flow(dtl_job *job, dtl_error *err)
{
    pthread_t writer;
    dtl_batch_result coded;
    dtl_batch batch = { .engine = job->job->engine,
                        .next = dtli_job_next,
                        .jobs = job->job->jobs,
                        .write = { .format = DTL_FORMAT_STORE },
                        .put = put,
                        .report = report,
                        .stop = stop,
                        .payload = job };
    if (pthread_create(&writer, NULL, dtli_job_write, job) != 0)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = dtl_batch_run(&batch, &coded, err);
    dtli_queue_close(&job->queue);
    pthread_join(writer, NULL);
    if (job->status != DTL_OK) { /* the cause of what stopped the batch */
        if (err)
            *err = job->error;
        return job->status;
    }
    return status;
}

/* Notes how the run ended. */
static dtl_status finish(dtl_job *job, const char *outcome, dtl_error *err)
{
    dtl_db *db = job->store->db;
    dtl_status status = dtli_db_begin(db, err);
    if (status == DTL_OK)
        status = dtli_store_run_note(job->store, &job->by, outcome,
                                     &job->result, err);
    if (status == DTL_OK)
        status = dtli_facts_renew(db, 1, err);
    if (status == DTL_OK)
        status = dtli_db_commit(db, err);
    if (status != DTL_OK)
        dtli_db_rollback(db);
    return status;
}

static dtl_status run(dtl_job *job, dtl_error *err)
{
    dtl_status status = begin(job, err);
    if (status == DTL_OK && job->recode)
        status = count_old(job, err);
    if (status != DTL_OK)
        return status;
    status = flow(job, err);
    job->result.known += job->known;
    if (status == DTL_OK && job->job->stop &&
        job->job->stop(job->job->payload))
        status = dtl_fail(err, DTL_CANCELLED, 0, 0,
                          "E734: the run was stopped");
    if (status == DTL_OK)
        return finish(job, "done", err);
    dtl_status noted = DTL_OK; /* that it was stopped is the news */
    if (status == DTL_CANCELLED)
        noted = finish(job, "interrupted", NULL);
    (void)noted;
    return status;
}

static dtl_status run_job(dtl_store *store, const dtl_store_job *told,
                          bool recode, dtl_store_result *out, dtl_error *err)
{
    dtl_job job;
    *out = (dtl_store_result){ 0 };
    init_job(&job, store, told);
    job.recode = recode;
    dtl_status status = run(&job, err);
    *out = job.result;
    clear_job(&job);
    return dtli_store_blame(store, status, err);
}

dtl_status dtl_store_add(dtl_store *store, const dtl_store_job *job,
                         dtl_store_result *out, dtl_error *err)
{
    return run_job(store, job, false, out, err);
}

dtl_status dtl_store_recode(dtl_store *store, const dtl_store_job *job,
                            dtl_store_result *out, dtl_error *err)
{
    return run_job(store, job, true, out, err);
}
