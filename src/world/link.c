/* link.c — dtl_store_link: the run as a whole (world.h).
 *
 * What is read and linked is one view of the store, taken without a lock;
 * the tables are written in one transaction behind it. Articles that came in
 * between wait for the next run.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "engine/engine_internal.h"
#include "world/alike.h"
#include "world/sign.h"

static dtl_status read_weights(dtli_world_run *run, dtli_world_weights *out,
                               dtl_error *err)
{
    dtl_table table;
    dtli_weights weights = { 0 };
    dtl_status status = dtli_lexicon_table(run->job->engine->lexicon,
                                           "rules/world", &table, err);
    if (status == DTL_OK)
        status = dtli_weights_read(run->arena, &table, &weights, err);
    if (status == DTL_OK)
        dtli_world_weights_take(&weights, out);
    dtli_weights_clear(&weights);
    if (status == DTL_OK && (out->least <= 0 || out->least > 1000))
        status = dtl_fail(err, DTL_INVALID, 0, 0,
                          "E781: bad threshold among the weights of events");
    run->weights = out;
    return status;
}

static dtl_status find_stories(dtli_world_run *run, dtl_error *err)
{
    dtl_db *db = run->store->db;
    dtl_status status = dtli_db_begin_read(db, err);
    if (status == DTL_OK)
        status = dtli_gather(run, err);
    dtli_db_rollback(db);
    if (status == DTL_OK)
        status = dtl_linker_run(run->linker, err);
    return status == DTL_OK ? dtli_number_stories(run, err) : status;
}

/* Two runs that link write one after the other: the second sees what the
 * first has written. BEGIN IMMEDIATE does it in SQLite. */
static dtl_status lock(dtl_db *db, dtl_error *err)
{
    int64_t ignored = 0;
    if (dtli_db_dialect(db) == DTL_DIALECT_SQLITE)
        return DTL_OK;
    return dtli_db_int(
        db, "SELECT count(*) FROM (SELECT pg_advisory_xact_lock(1685351536))"
            " AS locked", 0, &ignored, err);
}

static dtl_status write_tables(dtli_world_run *run, dtl_store_by *by,
                               dtl_error *err)
{
    dtl_store_result note = { .documents = run->out->analysed };
    dtl_db *db = run->store->db;
    dtl_link_result before = *run->out;
    dtl_status status = dtli_db_begin(db, err);
    if (status == DTL_OK)
        status = lock(db, err);
    if (status == DTL_OK)
        status = dtli_put_stories(run, err);
    if (status == DTL_OK)
        status = dtli_put_worlds(run, err);
    note.known = run->out->documents - run->out->analysed;
    note.rejected = run->out->rejected;
    if (status == DTL_OK)
        status = dtli_store_run_note(run->store, by, "done", &note, err);
    if (status == DTL_OK)
        status = dtli_db_commit(db, err);
    if (status == DTL_OK)
        return status;
    dtli_db_rollback(db);
    *run->out = before;
    return status;
}

/* Again where other writers were in the way. */
static dtl_status write_patiently(dtli_world_run *run, dtl_store_by *by,
                                  dtl_error *err)
{
    dtl_status status = DTL_OK;
    for (int tries = 1; tries <= DTL_STORE_TRIES; tries++) {
        for (uint32_t d = 0; d < run->linker->doc_count; d++)
            run->articles[d].old_story = 0;
        dtli_error_clear(err);
        status = write_tables(run, by, err);
        if (status == DTL_OK || !dtli_db_may_retry(run->store->db))
            break;
    }
    return status;
}

static dtl_status begin(dtli_world_run *run, dtl_store_by *by, dtl_error *err)
{
    dtl_db *db = run->store->db;
    dtl_status status = dtli_db_begin(db, err);
    if (status == DTL_OK)
        status = dtli_store_run_begin(run->store, "link", run->job->arguments,
                                      by, err);
    if (status == DTL_OK)
        status = dtli_db_commit(db, err);
    if (status != DTL_OK)
        dtli_db_rollback(db);
    return status;
}

static dtl_status note_stop(dtli_world_run *run, const dtl_store_by *by,
                            dtl_error *err)
{
    dtl_store_result note = { .documents = run->out->analysed,
                              .rejected = run->out->rejected };
    dtl_status status = dtli_db_begin(run->store->db, err);
    if (status == DTL_OK)
        status = dtli_store_run_note(run->store, by, "interrupted", &note, err);
    if (status == DTL_OK)
        status = dtli_db_commit(run->store->db, err);
    if (status != DTL_OK)
        dtli_db_rollback(run->store->db);
    return status;
}

static bool is_stopped(const dtl_store_job *job)
{
    return job->stop && job->stop(job->payload);
}

static dtl_status run_all(dtli_world_run *run, dtl_error *err)
{
    dtli_world_weights weights;
    dtl_store_by by = { 0 };
    dtl_status status = read_weights(run, &weights, err);
    if (status == DTL_OK)
        status = dtl_linker_new(run->job->engine, &run->linker, err);
    if (status == DTL_OK)
        status = begin(run, &by, err);
    if (status != DTL_OK)
        return status;
    status = dtli_sign(run->store, run->job, run->out, err);
    if (status == DTL_OK)
        status = find_stories(run, err);
    if (status == DTL_OK && is_stopped(run->job))
        status =
            dtl_fail(err, DTL_CANCELLED, 0, 0, "E734: the run was stopped");
    if (status == DTL_OK)
        status = write_patiently(run, &by, err);
    dtl_status noted = DTL_OK; /* that it was stopped is the news */
    if (status == DTL_CANCELLED)
        noted = note_stop(run, &by, NULL);
    (void)noted;
    return status;
}

dtl_status dtl_store_link(dtl_store *store, const dtl_store_job *job,
                          dtl_link_result *out, dtl_error *err)
{
    dtli_world_run run = { .store = store, .job = job, .out = out };
    *out = (dtl_link_result){ 0 };
    run.arena = dtli_arena_new(DTL_MAX_LINK_BYTES);
    dtl_status status =
        run.arena ? run_all(&run, err) : dtli_world_no_memory(err);
    dtl_linker_free(run.linker);
    dtli_arena_free(run.arena);
    free(run.articles);
    free(run.rows);
    free(run.stories);
    return dtli_store_blame(store, status, err);
}
