/* report.c — reads the events of an article (report.h). */
#include "world/report.h"

#include <math.h>

#include "base/day.h"
#include "base/error.h"
#include "dateline/labels.h"
#include "world/alike.h"

enum { THOUSAND = 1000 };

/* Columns of an event. */
enum {
    COL_ROW,
    COL_NUMBER,
    COL_ID,
    COL_TYPE,
    COL_MODE,
    COL_STATUS,
    COL_FROM,
    COL_TO,
    COL_ASSUMED,
    COL_CONFIDENCE,
    COL_PLACE,
    COL_PLACE_NAME,
    COL_COUNTRY,
    COL_PRECISION,
    COL_LAT,
    COL_LON,
    COL_SENTENCE,
    COL_TRIGGER,
    COL_WORDS,
    COL_DOC,
    COL_SOURCE,
    COL_WORLD,
    COL_SCORE,
    COL_WHY,
    COL_DOCUMENT,
    COL_HAS_TEXT
};

#define EVENTS(condition)                                                      \
    "SELECT e.id, e.number, e.event, e.type, e.mode, e.status, e.date_from,"   \
    " e.date_to, e.date_assumed, e.confidence, e.place, p.name, p.country,"    \
    " p.precision, p.lat, p.lon, m.sentence, m.trigger,"                       \
    " substr(d.text, cast(s.start AS integer) + 1,"                            \
    " cast(s.stop - s.start AS integer)), d.doc, d.source, r.world, r.score,"  \
    " r.why, e.document, CASE WHEN d.text = '' THEN 0 ELSE 1 END"              \
    " FROM events e JOIN documents d ON d.id = e.document"                     \
    " LEFT JOIN places p ON p.id = e.place"                                    \
    " LEFT JOIN mentions m ON m.event = e.id AND m.number = 0"                 \
    " LEFT JOIN sentences s ON s.document = e.document"                        \
    " AND s.number = m.sentence LEFT JOIN reports r ON r.event = e.id"         \
    " WHERE " condition " ORDER BY e.document, e.number"

#define PARTIES(condition)                                                     \
    "SELECT a.event, a.role, a.name, a.text, a.country, a.sectors"             \
    " FROM events e JOIN documents d ON d.id = e.document"                     \
    " JOIN actors a ON a.event = e.id LEFT JOIN reports r ON r.event = e.id"   \
    " WHERE a.role IN ('actor', 'recipient') AND " condition                   \
    " ORDER BY e.document, e.number, a.role, a.number"

/* By dtli_report_by. */
static const struct report_words {
    const char *events, *parties;
} WORDS[] = {
    { EVENTS("e.document = $1"), PARTIES("e.document = $1") },
    { EVENTS("e.type = $1 AND e.date_from = $2"),
      PARTIES("e.type = $1 AND e.date_from = $2") },
    { EVENTS("r.world = $1 AND d.text <> ''"),
      PARTIES("r.world = $1 AND d.text <> ''") },
};

dtl_status dtli_report_prepare(dtl_db *db, dtli_report_by by,
                               dtli_report_sql *out, dtl_error *err)
{
    dtl_status status =
        dtli_db_prepare(db, WORDS[by].events, &out->events, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(db, WORDS[by].parties, &out->parties, err);
    return status;
}

void dtli_report_finish(dtli_report_sql *sql)
{
    dtli_stmt_close(sql->events);
    dtli_stmt_close(sql->parties);
}

uint64_t dtli_report_hash(int64_t score, dtl_str why)
{
    return dtli_hash_int(dtli_hash(why), score);
}

static dtli_footing footing_of(dtl_str status)
{
    if (dtli_str_is(status, "planned"))
        return DTLI_FOOTING_PLANNED;
    if (dtli_str_is(status, "hypothetical"))
        return DTLI_FOOTING_SUPPOSED;
    return dtli_str_is(status, "negated") ? DTLI_FOOTING_DENIED
                                          : DTLI_FOOTING_DONE;
}

/* Copies a column; *ok turns false where memory is out. */
static dtl_str keep(dtl_arena *arena, const dtl_stmt *row, unsigned column,
                    bool *ok)
{
    dtl_str text = dtli_column_text(row, column);
    dtl_str kept = text.len ? dtli_arena_str(arena, text) : DTL_STR("");
    *ok = *ok && kept.len == text.len;
    return kept;
}

static void take_day(const dtl_stmt *row, dtli_report *r)
{
    r->from = dtli_day_parse(dtli_column_text(row, COL_FROM));
    r->to = dtli_day_parse(dtli_column_text(row, COL_TO));
    if (r->to == DTL_DAY_NONE)
        r->to = r->from;
    if (r->from == DTL_DAY_NONE)
        r->from = r->to;
    r->assumed = dtli_column_int(row, COL_ASSUMED) != 0;
}

static void take_place(dtl_arena *arena, const dtl_stmt *row, dtli_spot *spot,
                       bool *ok)
{
    spot->row = dtli_column_int(row, COL_PLACE);
    spot->name = keep(arena, row, COL_PLACE_NAME, ok);
    spot->country = keep(arena, row, COL_COUNTRY, ok);
    spot->precision = keep(arena, row, COL_PRECISION, ok);
    spot->has_point = !dtli_column_is_null(row, COL_LAT) &&
                      !dtli_column_is_null(row, COL_LON);
    spot->lat = dtli_column_real(row, COL_LAT);
    spot->lon = dtli_column_real(row, COL_LON);
}

static void take_old(const dtl_stmt *row, dtli_report *r)
{
    bool none = dtli_column_is_null(row, COL_SCORE);
    double score = dtli_column_real(row, COL_SCORE);
    r->old_world = dtli_column_int(row, COL_WORLD);
    r->old_hash = dtli_report_hash(none ? -1 : lround(score * THOUSAND),
                                   dtli_column_text(row, COL_WHY));
}

static dtl_status take_event(const dtl_stmt *row, dtli_reports *out,
                             dtl_error *err)
{
    bool ok = dtli_arena_grow(out->arena, &out->at, out->count, &out->capacity,
                              sizeof *out->at);
    if (!ok)
        return dtli_world_no_memory(err);
    dtli_report *r = &out->at[out->count];
    *r = (dtli_report){ .row = dtli_column_int(row, COL_ROW),
                        .document = dtli_column_int(row, COL_DOCUMENT),
                        .has_text = dtli_column_int(row, COL_HAS_TEXT) != 0,
                        .number = dtli_column_int(row, COL_NUMBER),
                        .confidence = dtli_column_real(row, COL_CONFIDENCE) };
    r->sentence = dtli_column_is_null(row, COL_SENTENCE)
                      ? -1
                      : dtli_column_int(row, COL_SENTENCE);
    r->id = keep(out->arena, row, COL_ID, &ok);
    r->doc = keep(out->arena, row, COL_DOC, &ok);
    r->source = keep(out->arena, row, COL_SOURCE, &ok);
    r->type = keep(out->arena, row, COL_TYPE, &ok);
    r->mode = keep(out->arena, row, COL_MODE, &ok);
    r->status = keep(out->arena, row, COL_STATUS, &ok);
    r->trigger = keep(out->arena, row, COL_TRIGGER, &ok);
    take_day(row, r);
    take_place(out->arena, row, &r->place, &ok);
    take_old(row, r);
    r->footing = footing_of(r->status);
    r->kind = (int8_t)dtli_report_kind(r->type);
    r->key = dtli_hash_int(dtli_hash_more(dtli_hash(r->doc), r->id), r->number);
    ok = ok && dtli_bag_words(out->arena, dtli_column_text(row, COL_WORDS), r);
    if (!ok)
        return dtli_world_no_memory(err);
    out->count++;
    return DTL_OK;
}

static dtl_status take_party(const dtl_stmt *row, dtli_report *r,
                             dtl_arena *arena, dtl_error *err)
{
    bool actor = dtli_str_is(dtli_column_text(row, 1), "actor"), ok = true;
    dtli_parties *side = &r->sides[actor ? DTLI_ACTORS : DTLI_RECIPIENTS];
    if (!dtli_arena_grow(arena, &side->at, side->count, &side->capacity,
                         sizeof *side->at))
        return dtli_world_no_memory(err);
    side->at[side->count++] =
        (dtli_party){ keep(arena, row, 2, &ok), keep(arena, row, 3, &ok),
                      keep(arena, row, 4, &ok), keep(arena, row, 5, &ok) };
    return ok ? DTL_OK : dtli_world_no_memory(err);
}

/* Both lists are in the order of the article. */
static dtl_status load_parties(const dtli_report_sql *sql, dtli_reports *out,
                               uint32_t first, dtl_error *err)
{
    dtl_status status;
    uint32_t at = first;
    while ((status = dtli_step(sql->parties, err)) == DTL_OK) {
        int64_t event = dtli_column_int(sql->parties, 0);
        while (at < out->count && out->at[at].row != event)
            at++;
        if (at == out->count)
            break; /* no such event: cannot be */
        status = take_party(sql->parties, &out->at[at], out->arena, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(sql->parties);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status load_events(const dtli_report_sql *sql, dtli_reports *out,
                              dtl_error *err)
{
    dtl_status status;
    while ((status = dtli_step(sql->events, err)) == DTL_OK) {
        status = take_event(sql->events, out, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(sql->events);
    return status == DTL_END ? DTL_OK : status;
}

dtl_status dtli_report_load(const dtli_world_run *run,
                            const dtli_report_sql *sql, dtli_reports *out,
                            dtl_error *err)
{
    uint32_t first = out->count;
    dtl_status status = load_events(sql, out, err);
    for (uint32_t i = first; i < out->count; i++)
        out->at[i].article = dtli_article_of(run, out->at[i].document);
    return status == DTL_OK && out->count > first
               ? load_parties(sql, out, first, err)
               : status;
}

void dtli_report_bind(const dtli_report_sql *sql, int64_t row)
{
    dtli_bind_int(sql->events, 1, row);
    dtli_bind_int(sql->parties, 1, row);
}
