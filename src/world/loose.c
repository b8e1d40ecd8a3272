/* loose.c — events of articles without a text (worldrow.h).
 *
 * Imported events are rows alone: no words tell whether two are one. They are
 * compared with the events of their type and day, and joined only where day
 * and place agree, and one side by name (alike.c). First among themselves;
 * then a group goes to the event of a story that it is most like.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "world/worldrow.h"

enum { THOUSAND = 1000 };

typedef struct loose {
    dtli_world_put *put;
    dtli_report_sql by_day, by_world;
} loose;

/* A group that joins an event of a story. */
typedef struct joiner {
    int64_t world;
    uint32_t group;
} joiner;

/* The event of a story that is most like `r`; 0: none is like enough. */
static int64_t best_world(const dtli_world_run *run, const dtli_report *r,
                          const dtli_reports *told)
{
    uint32_t most = (uint32_t)run->weights->least * DTL_LINK_ONE / THOUSAND;
    int64_t world = 0;
    for (uint32_t i = 0; i < told->count; i++) {
        const dtli_report *other = &told->at[i];
        dtli_alike what;
        if (!dtli_str_equal(r->place.country, other->place.country))
            continue;
        uint32_t score = dtli_alike_likelihood(run, r, other, &what);
        if (score < most || (score == most && world))
            continue;
        most = score;
        world = other->old_world;
    }
    return world;
}

static bool add_report(dtli_reports *to, const dtli_report *r)
{
    if (!dtli_arena_grow(to->arena, &to->at, to->count, &to->capacity,
                         sizeof *to->at))
        return false;
    to->at[to->count++] = *r;
    return true;
}

/* Parts those of linked articles, which have their events of the world, from
 * those without a text. */
static bool part(const dtli_reports *all, dtli_reports *told,
                 dtli_reports *rows)
{
    bool ok = true;
    for (uint32_t i = 0; i < all->count && ok; i++) {
        const dtli_report *r = &all->at[i];
        if (r->article != UINT32_MAX && r->old_world)
            ok = add_report(told, r);
        else if (r->article == UINT32_MAX && !r->has_text)
            ok = add_report(rows, r);
    }
    return ok;
}

static int by_world(const void *left, const void *right)
{
    const joiner *a = left, *b = right;
    if (a->world != b->world)
        return a->world < b->world ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

/* Writes an event of a story anew, with the groups that joined it. */
static dtl_status put_joined(loose *l, const dtli_grouping *rows,
                             const joiner *joiners, size_t count,
                             dtl_error *err)
{
    int64_t world = joiners[0].world;
    dtli_event_group group = { 0, 0 };
    dtli_grouping g = { .reports = { .arena = l->put->arena },
                        .groups = &group,
                        .ids = &world,
                        .count = 1 };
    dtli_report_bind(&l->by_world, world);
    dtl_status status =
        dtli_report_load(l->put->run, &l->by_world, &g.reports, err);
    if (status == DTL_OK && g.reports.count)
        g.story =
            l->put->run
                ->stories[l->put->run->articles[g.reports.at[0].article].story]
                .id;
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        const dtli_event_group *from = &rows->groups[joiners[i].group];
        for (uint32_t k = 0; k < from->count; k++)
            if (!add_report(&g.reports, &rows->reports.at[from->first + k]))
                status = dtli_world_no_memory(err);
    }
    group.count = g.reports.count;
    if (status == DTL_OK)
        dtli_reports_sort(&g.reports);
    return status == DTL_OK ? dtli_put_group(l->put, &g, 0, err) : status;
}

/* Groups that join events of stories; the rest are events of their own. */
static dtl_status find_joiners(const dtli_world_run *run,
                               const dtli_grouping *rows,
                               const dtli_reports *told, joiner *out,
                               size_t *count)
{
    *count = 0;
    for (uint32_t k = 0; k < rows->count; k++) {
        const dtli_report *best = &rows->reports.at[rows->groups[k].first];
        int64_t world = best_world(run, best, told);
        if (world)
            out[(*count)++] = (joiner){ world, k };
    }
    qsort(out, *count, sizeof *out, by_world);
    return DTL_OK;
}

/* Hides the ids that members of groups that go elsewhere had, or shows them
 * again: an id below 0 is found nowhere. */
static void turn_ids(dtli_grouping *rows, const joiner *joiners, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const dtli_event_group *g = &rows->groups[joiners[i].group];
        for (uint32_t k = 0; k < g->count; k++)
            rows->reports.at[g->first + k].old_world *= -1;
    }
}

static dtl_status put_day(loose *l, dtli_grouping *rows,
                          const dtli_reports *told, dtl_error *err)
{
    dtli_world_run *run = l->put->run;
    size_t count = 0, first = 0;
    dtl_status status = dtli_reports_group(run, &rows->reports, &rows->groups,
                                           &rows->count, err);
    joiner *joiners = dtli_arena_array(l->put->arena, (size_t)rows->count + 1,
                                       sizeof *joiners);
    if (status == DTL_OK && !joiners)
        status = dtli_world_no_memory(err);
    if (status == DTL_OK)
        status = find_joiners(run, rows, told, joiners, &count);
    if (status == DTL_OK) {
        turn_ids(rows, joiners, count);
        status = dtli_world_keep_ids(l->put, rows, err);
        turn_ids(rows, joiners, count);
    }
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        rows->ids[joiners[i].group] = joiners[i].world;
        if (i + 1 < count && joiners[i + 1].world == joiners[i].world)
            continue;
        status = put_joined(l, rows, joiners + first, i + 1 - first, err);
        first = i + 1;
    }
    for (uint32_t k = 0; k < rows->count && status == DTL_OK; k++) {
        bool joined = bsearch(&(joiner){ rows->ids[k], k }, joiners, count,
                              sizeof *joiners, by_world) != NULL;
        if (!joined)
            status = dtli_put_group(l->put, rows, k, err);
    }
    return status;
}

static dtl_status load_day(loose *l, dtl_str type, dtl_str day, dtl_error *err)
{
    dtl_arena *arena = l->put->arena;
    dtli_reports all = { .arena = arena }, told = { .arena = arena };
    dtli_grouping rows = { .reports = { .arena = arena } };
    dtli_arena_reset(arena);
    dtli_bind_text(l->by_day.events, 1, type);
    dtli_bind_text(l->by_day.events, 2, day);
    dtli_bind_text(l->by_day.parties, 1, type);
    dtli_bind_text(l->by_day.parties, 2, day);
    dtl_status status = dtli_report_load(l->put->run, &l->by_day, &all, err);
    if (status == DTL_OK && !part(&all, &told, &rows.reports))
        status = dtli_world_no_memory(err);
    return status == DTL_OK ? put_day(l, &rows, &told, err) : status;
}

static dtl_status put_days(loose *l, dtl_stmt *days, dtl_error *err)
{
    const dtl_store_job *job = l->put->run->job;
    dtl_status status;
    while ((status = dtli_step(days, err)) == DTL_OK) {
        status = load_day(l, dtli_column_text(days, 0),
                          dtli_column_text(days, 1), err);
        if (status == DTL_OK && job->stop && job->stop(job->payload))
            status =
                dtl_fail(err, DTL_CANCELLED, 0, 0, "E734: the run was stopped");
        if (status != DTL_OK)
            break;
    }
    return status == DTL_END ? DTL_OK : status;
}

dtl_status dtli_put_loose(dtli_world_put *put, dtl_error *err)
{
    loose l = { .put = put };
    dtl_db *db = put->run->store->db;
    dtl_stmt *days = NULL;
    dtl_status status = dtli_db_prepare(
        db,
        "SELECT DISTINCT e.type, e.date_from FROM events e"
        " JOIN documents d ON d.id = e.document WHERE d.text = ''"
        " ORDER BY 2, 1",
        &days, err);
    if (status == DTL_OK)
        status = dtli_report_prepare(db, DTLI_BY_DAY, &l.by_day, err);
    if (status == DTL_OK)
        status = dtli_report_prepare(db, DTLI_BY_WORLD, &l.by_world, err);
    if (status == DTL_OK)
        status = put_days(&l, days, err);
    dtli_stmt_close(days);
    dtli_report_finish(&l.by_day);
    dtli_report_finish(&l.by_world);
    return status;
}
