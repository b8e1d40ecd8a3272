/* worlds.c — tables world_events and reports, story by story (world.h). */
#include "base/error.h"
#include "world/worldrow.h"

/* Groups the reports of a story and writes them. */
static dtl_status put_groups(dtli_world_put *p, dtli_grouping *g,
                             dtl_error *err)
{
    dtl_status status =
        dtli_reports_group(p->run, &g->reports, &g->groups, &g->count, err);
    if (status == DTL_OK)
        status = dtli_world_keep_ids(p, g, err);
    for (uint32_t k = 0; k < g->count && status == DTL_OK; k++)
        status = dtli_put_group(p, g, k, err);
    return status;
}

static dtl_status put_story(dtli_world_put *p, const dtli_story *story,
                            dtl_error *err)
{
    dtli_world_run *run = p->run;
    dtl_status status = DTL_OK;
    dtli_arena_reset(p->arena);
    dtli_grouping g = { .reports = { .arena = p->arena }, .story = story->id };
    for (uint32_t i = 0; i < story->count && status == DTL_OK; i++) {
        uint32_t doc = run->rows[story->first + i].doc;
        dtli_report_bind(&p->sql, run->articles[doc].row);
        status = dtli_report_load(run, &p->sql, &g.reports, err);
    }
    return status == DTL_OK ? put_groups(p, &g, err) : status;
}

static dtl_status tell(dtli_world_run *run, uint32_t done, dtl_error *err)
{
    const dtl_store_job *job = run->job;
    dtl_store_progress now = { done, done, run->story_count, true };
    if (job->progress)
        job->progress(job->payload, &now);
    if (job->stop && job->stop(job->payload))
        return dtl_fail(err, DTL_CANCELLED, 0, 0, "E734: the run was stopped");
    return DTL_OK;
}

static dtl_status count(dtli_world_run *run, dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    dtl_status status = dtli_db_prepare(
        run->store->db,
        "SELECT count(*), coalesce(sum(reports), 0), coalesce(sum(CASE WHEN"
        " reports > 1 THEN 1 ELSE 0 END), 0) FROM world_events",
        &stmt, err);
    if (status == DTL_OK)
        status = dtli_step(stmt, err);
    if (status == DTL_OK) {
        run->out->events = (uint64_t)dtli_column_int(stmt, 0);
        run->out->reports = (uint64_t)dtli_column_int(stmt, 1);
        run->out->shared = (uint64_t)dtli_column_int(stmt, 2);
    }
    dtli_stmt_close(stmt);
    return status;
}

static dtl_status put_all(dtli_world_put *p, dtl_error *err)
{
    dtli_world_run *run = p->run;
    dtl_status status = DTL_OK;
    for (uint32_t s = 0; s < run->story_count && status == DTL_OK; s++) {
        status = tell(run, s, err);
        if (status == DTL_OK)
            status = put_story(p, &run->stories[s], err);
    }
    if (status == DTL_OK)
        status = dtli_put_loose(p, err);
    if (status == DTL_OK)
        status = dtli_ids_drop_rest(run->store->db,
                                    "DELETE FROM world_events WHERE id = $1",
                                    &p->old, err);
    return status == DTL_OK ? count(run, err) : status;
}

dtl_status dtli_put_worlds(dtli_world_run *run, dtl_error *err)
{
    dtli_world_put p;
    dtl_status status = dtli_world_put_begin(run, &p, err);
    if (status == DTL_OK)
        status = put_all(&p, err);
    dtli_world_put_finish(&p);
    return status;
}
