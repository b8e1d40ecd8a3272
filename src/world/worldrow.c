/* worldrow.c — see worldrow.h.
 *
 * An event of the world is told by its best report: its type, mode and
 * status; by the most exact ones its day and its place. It keeps its id as
 * a story does (dtli_keep_ids); of an id that two stories would keep the
 * earlier story has it.
 */
#include "world/worldrow.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"

enum { THOUSAND = 1000, HUNDRED = 100, WHY_MAX = 1 << 13 };

/* A row of world_events. */
typedef struct world_row {
    int64_t story, best, place, reports, sources; /* 0: null */
    dtl_str type, mode, status;
    char from[DTL_DAY_TEXT_SIZE], to[DTL_DAY_TEXT_SIZE];
    int64_t confidence; /* hundredths */
} world_row;

static uint64_t hash_text(uint64_t hash, dtl_str text)
{
    return dtli_hash_more(dtli_hash_more(hash, text), DTL_STR("\x1f"));
}

static uint64_t hash_of(const world_row *w)
{
    const int64_t numbers[] = { w->story,   w->best,    w->place,
                                w->reports, w->sources, w->confidence };
    const dtl_str texts[] = { w->type, w->mode, w->status, dtli_str(w->from),
                              dtli_str(w->to) };
    uint64_t hash = dtli_hash(DTL_STR(""));
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        hash = dtli_hash_int(hash, numbers[i]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        hash = hash_text(hash, texts[i]);
    return hash;
}

static void copy_day(dtl_str text, char out[DTL_DAY_TEXT_SIZE])
{
    dtli_day_format(dtli_day_parse(text), out);
}

static dtl_status take_world(void *payload, const dtl_stmt *row, dtl_error *err)
{
    dtli_world_put *p = payload;
    world_row w = { .story = dtli_column_int(row, 1),
                    .best = dtli_column_int(row, 2),
                    .type = dtli_column_text(row, 3),
                    .mode = dtli_column_text(row, 4),
                    .place = dtli_column_int(row, 7),
                    .status = dtli_column_text(row, 8),
                    .reports = dtli_column_int(row, 9),
                    .sources = dtli_column_int(row, 10),
                    .confidence = lround(dtli_column_real(row, 11) * HUNDRED) };
    (void)err;
    copy_day(dtli_column_text(row, 5), w.from);
    copy_day(dtli_column_text(row, 6), w.to);
    if (p->told_count < p->old.count)
        p->told[p->told_count++] = hash_of(&w);
    return DTL_OK;
}

static dtl_status read_worlds(dtli_world_put *p, dtl_error *err)
{
    dtl_db *db = p->run->store->db;
    dtl_status status = dtli_ids_read(
        db, "SELECT id FROM world_events WHERE id > $1 ORDER BY id", &p->old,
        err);
    if (status != DTL_OK)
        return status;
    p->told = dtli_calloc((size_t)p->old.count + 1, sizeof *p->told);
    if (!p->told)
        return dtli_world_no_memory(err);
    return dtli_pages(db,
                      "SELECT id, story, best, type, mode, date_from, date_to,"
                      " place, status, reports, sources, confidence"
                      " FROM world_events WHERE id > $1 ORDER BY id",
                      take_world, p, err);
}

dtl_status dtli_world_keep_ids(dtli_world_put *p, dtli_grouping *g,
                               dtl_error *err)
{
    size_t n = 0;
    dtli_keep *pairs =
        dtli_arena_array(p->arena, (size_t)g->reports.count + 1, sizeof *pairs);
    g->ids = dtli_arena_array(p->arena, (size_t)g->count + 1, sizeof *g->ids);
    if (!pairs || !g->ids)
        return dtli_world_no_memory(err);
    for (uint32_t k = 0; k < g->count; k++)
        for (uint32_t i = 0; i < g->groups[k].count; i++) {
            uint32_t number = g->groups[k].first + i;
            int64_t old = g->reports.at[number].old_world;
            uint32_t at = dtli_ids_find(&p->old, old);
            if (at != UINT32_MAX && !p->old.kept[at])
                pairs[n++] = (dtli_keep){ old, k };
        }
    dtl_status status = dtli_keep_ids(pairs, n, g->ids, err);
    for (uint32_t k = 0; k < g->count && status == DTL_OK; k++)
        if (g->ids[k])
            p->old.kept[dtli_ids_find(&p->old, g->ids[k])] = true;
    return status;
}

/* Near copies are one source: that of the first of them. */
static uint64_t source_of(const dtli_world_run *run, const dtli_report *r)
{
    if (r->article == UINT32_MAX)
        return dtli_hash(r->source.len ? r->source : r->doc);
    uint32_t original = run->articles[r->article].original;
    dtl_str source = run->articles[original].source;
    return source.len ? dtli_hash(source)
                      : dtli_hash_int(dtli_hash(DTL_STR("")), original);
}

/* Counts sources and combines what they are worth: the surest report in
 * full, that of each further source by half, as sources often draw on one
 * another. */
static bool weigh(dtli_world_put *p, const dtli_report *all, uint32_t count,
                  world_row *out)
{
    uint64_t *seen =
        dtli_arena_array(p->arena, (size_t)count + 1, sizeof *seen);
    double doubt = 1;
    uint32_t sources = 0;
    if (!seen)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t source = source_of(p->run, &all[i]);
        uint32_t k = 0;
        while (k < sources && seen[k] != source)
            k++;
        if (k < sources || sources == DTL_WORLD_REACH)
            continue;
        doubt *= 1 - all[i].confidence / (sources ? 2 : 1);
        seen[sources++] = source;
    }
    out->sources = sources;
    out->confidence = lround((1 - doubt) * HUNDRED);
    return true;
}

/* How exact a report tells its day: fewer is better. */
static int64_t days_open(const dtli_report *r)
{
    enum { ASSUMED = 1 << 20, UNKNOWN = 1 << 22 };
    if (r->from == DTL_DAY_NONE)
        return UNKNOWN;
    return r->to - (int64_t)r->from + (r->assumed ? ASSUMED : 0);
}

static int exactness(const dtli_report *r)
{
    static const char *const STEPS[] = { "region", "country", "admin1", "city",
                                         "site" };
    int best = r->place.row ? 1 : 0;
    for (int i = 0; i < 5 && r->place.row; i++)
        if (dtli_str_is(r->place.precision, STEPS[i]))
            best = i + 1;
    return best;
}

static bool describe(dtli_world_put *p, const dtli_reports *reports,
                     const dtli_event_group *group, world_row *out)
{
    const dtli_report *all = reports->at + group->first;
    const dtli_report *when = all, *where = all;
    for (uint32_t i = 1; i < group->count; i++) {
        when = days_open(&all[i]) < days_open(when) ? &all[i] : when;
        where = exactness(&all[i]) > exactness(where) ? &all[i] : where;
    }
    out->best = all->row;
    out->type = all->type;
    out->mode = all->mode;
    out->status = all->status;
    out->place = where->place.row;
    out->reports = group->count;
    dtli_day_format(when->from, out->from);
    dtli_day_format(when->to, out->to);
    return weigh(p, all, group->count, out);
}

static void bind_or_null(dtl_stmt *stmt, unsigned number, int64_t value)
{
    if (value)
        dtli_bind_int(stmt, number, value);
    else
        dtli_bind_null(stmt, number);
}

static dtl_status put_world(dtli_world_put *p, const world_row *w, int64_t *id,
                            dtl_error *err)
{
    uint32_t at = dtli_ids_find(&p->old, *id);
    if (*id && p->told[at] == hash_of(w))
        return DTL_OK;
    dtl_stmt *stmt = *id ? p->change : p->add;
    bind_or_null(stmt, 1, w->story);
    bind_or_null(stmt, 2, w->best);
    dtli_bind_text(stmt, 3, w->type);
    dtli_bind_text(stmt, 4, w->mode);
    dtli_bind_text(stmt, 5, dtli_str(w->from));
    dtli_bind_text(stmt, 6, dtli_str(w->to));
    bind_or_null(stmt, 7, w->place);
    dtli_bind_text(stmt, 8, w->status);
    dtli_bind_int(stmt, 9, w->reports);
    dtli_bind_int(stmt, 10, w->sources);
    dtli_bind_real(stmt, 11, (double)w->confidence / HUNDRED);
    if (*id == 0)
        return dtli_run_int(stmt, id, err);
    dtli_bind_int(stmt, 12, *id);
    return dtli_run(stmt, err);
}

/* The report `at` of the group `k`. */
static dtl_status put_report(dtli_world_put *p, const dtli_grouping *g,
                             uint32_t k, uint32_t at, dtl_error *err)
{
    const dtli_event_group *group = &g->groups[k];
    const dtli_report *r = &g->reports.at[group->first + at];
    dtli_buf_reset(&p->why);
    int64_t score = dtli_report_why(p->run, g->reports.at, group, at, &p->why);
    dtl_str why = dtli_buf_str(&p->why);
    if (p->why.no_memory)
        return dtli_world_no_memory(err);
    if (r->old_world == g->ids[k] &&
        r->old_hash == dtli_report_hash(score, why))
        return DTL_OK;
    dtli_bind_int(p->put, 1, r->row);
    dtli_bind_int(p->put, 2, g->ids[k]);
    if (score < 0)
        dtli_bind_null(p->put, 3);
    else
        dtli_bind_real(p->put, 3, (double)score / THOUSAND);
    dtli_bind_text(p->put, 4, why);
    return dtli_run(p->put, err);
}

dtl_status dtli_put_group(dtli_world_put *p, dtli_grouping *g, uint32_t k,
                          dtl_error *err)
{
    const dtli_event_group *group = &g->groups[k];
    world_row w = { .story = g->story };
    dtl_status status = describe(p, &g->reports, group, &w)
                            ? put_world(p, &w, &g->ids[k], err)
                            : dtli_world_no_memory(err);
    for (uint32_t i = 0; i < group->count && status == DTL_OK; i++)
        status = put_report(p, g, k, i, err);
    return status;
}

static dtl_status prepare(dtli_world_put *p, dtl_error *err)
{
    dtl_db *db = p->run->store->db;
    dtl_status status = dtli_report_prepare(db, DTLI_BY_DOCUMENT, &p->sql, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "INSERT INTO world_events (story, best, type, mode, date_from,"
            " date_to, place, status, reports, sources, confidence)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            " RETURNING id",
            &p->add, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "UPDATE world_events SET story = $1, best = $2, type = $3,"
            " mode = $4, date_from = $5, date_to = $6, place = $7,"
            " status = $8, reports = $9, sources = $10, confidence = $11"
            " WHERE id = $12",
            &p->change, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "INSERT INTO reports (event, world, score, why)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (event) DO UPDATE SET"
            " world = excluded.world, score = excluded.score,"
            " why = excluded.why",
            &p->put, err);
    return status;
}

dtl_status dtli_world_put_begin(dtli_world_run *run, dtli_world_put *p,
                                dtl_error *err)
{
    *p = (dtli_world_put){ .run = run };
    dtli_buf_init(&p->why, WHY_MAX);
    p->arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_status status = p->arena ? prepare(p, err) : dtli_world_no_memory(err);
    return status == DTL_OK ? read_worlds(p, err) : status;
}

void dtli_world_put_finish(dtli_world_put *p)
{
    dtli_report_finish(&p->sql);
    dtli_stmt_close(p->add);
    dtli_stmt_close(p->change);
    dtli_stmt_close(p->put);
    dtli_ids_clear(&p->old);
    free(p->told);
    dtli_buf_clear(&p->why);
    dtli_arena_free(p->arena);
}
