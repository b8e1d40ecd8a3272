/* time.c — the time expressions of a document, in one pass.
 *
 * Each sentence is cut into a lattice of atoms; from each atom the longest
 * match that reads as a time is taken, and what it tells is carried on, so
 * that "the next day" can count from it. Linear in the text: matches,
 * phrases and climbs are all bounded.
 */
#include "resolve/time.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "resolve/time_read.h"

enum { NAME_WINDOW = 6 }; /* atoms looked at on either side of a name */

typedef struct collector {
    dtl_doc *doc;
    dtl_arena *arena;
    uint32_t capacity;
} collector;

dtl_precision dtli_time_precision(dtl_day from, dtl_day to)
{
    if (from == DTL_DAY_NONE || to == DTL_DAY_NONE)
        return from == to ? DTL_PRECISION_UNKNOWN : DTL_PRECISION_RANGE;
    int64_t days = (int64_t)to - from + 1;
    if (days <= 1)
        return DTL_PRECISION_DAY;
    if (days <= 7)
        return DTL_PRECISION_WEEK;
    if (days <= 31)
        return DTL_PRECISION_MONTH;
    if (days <= 92)
        return DTL_PRECISION_QUARTER;
    return days <= 366 ? DTL_PRECISION_YEAR : DTL_PRECISION_RANGE;
}

static bool add_timex(collector *c, const dtl_time_sent *sent,
                      const dtl_time_result *res)
{
    dtl_doc *doc = c->doc;
    if (!dtli_arena_grow(c->arena, &doc->timexes, doc->timex_count,
                         &c->capacity, sizeof(dtl_timex)))
        return false;
    dtl_str value = dtli_arena_str(
        c->arena, (dtl_str){ res->value, strlen(res->value) });
    if (!value.ptr)
        return false;
    const dtl_time_atom *first = &sent->atoms[res->first];
    const dtl_time_atom *last = &sent->atoms[res->last];
    doc->timexes[doc->timex_count++] = (dtl_timex){
        .span = { first->start, last->end },
        .first = first->token,
        .last = last->token,
        .type = res->type,
        .value = value,
        .from = res->from,
        .to = res->to,
        .precision = dtli_time_precision(res->from, res->to),
        .anchored = res->anchored,
    };
    return true;
}

/* A quarter that results are told of: it is over, or by a fiscal year that
 * ends early ("fell in the fourth quarter", told in November). */
static bool is_reported(const dtl_time_reader *r, const dtl_time_result *res)
{
    dtl_time_frame at = { .first = res->first, .last = res->last };
    if (res->to <= r->published)
        return true;
    return r->told.quarter == 0 && res->from <= r->published &&
           dtli_time_direction(r, &at) < 0;
}

static void remember(dtl_time_reader *r, const dtl_time_result *res)
{
    /* "nine months" later, "a year earlier" is no longer the quarter's. */
    if (strcmp(res->value, "P9M") == 0 || strcmp(res->value, "P6M") == 0)
        r->told.quarter = 0;
    if (res->quarter && is_reported(r, res)) {
        r->told.quarter = res->quarter;
        r->told.quarter_year = res->quarter_year;
    }
    if (!res->sets_ref || res->from == DTL_DAY_NONE)
        return;
    r->told.ref = res->from;
    r->told.ref_unit = res->unit;
}

static bool is_lower_word(const dtl_time_sent *sent, int64_t at)
{
    dtl_str key = dtli_time_key(sent, at);
    return key.len > 0 && key.ptr[0] >= 'a' && key.ptr[0] <= 'z' &&
           !sent->atoms[at].capital;
}

/* "He told the programme This Week": a capital on the unit, not in a line of
 * capitals, makes a name. */
static bool is_name(const dtl_time_sent *sent, const dtl_time_frame *f)
{
    const dtl_time_atom *first = &sent->atoms[f->first];
    const dtl_time_atom *last = &sent->atoms[f->last];
    bool unit = dtli_time_has(f, DTL_TC_UNIT) || dtli_time_has(f, DTL_TC_UNITS);
    bool named = unit && f->first < f->last && last->capital &&
                 (first->capital || first->digits);
    int lower = 0;
    for (int64_t i = 1; named && i <= NAME_WINDOW; i++)
        lower += is_lower_word(sent, (int64_t)f->first - i) +
                 is_lower_word(sent, (int64_t)f->last + i);
    return lower >= 2;
}

/* Longest match from `at` that reads as a time; atoms to go on by. */
static bool read_at(dtl_time_reader *r, collector *c, uint32_t at,
                    uint32_t *next)
{
    dtl_time_frame frames[DTL_TIME_MATCHES];
    dtl_time_result res;
    *next = at + 1;
    if (r->sent->atoms[at].edge_count == 0)
        return true;
    uint32_t count = dtli_time_match(r->cal, r->sent, at, frames);
    for (uint32_t i = 0; i < count; i++) {
        if (is_name(r->sent, &frames[i])) {
            *next = frames[i].last + 1;
            return true;
        }
        if (!dtli_time_read(r, &frames[i], &res))
            continue;
        remember(r, &res);
        *next = res.last + 1;
        return add_timex(c, r->sent, &res);
    }
    return true;
}

static bool is_read(const dtl_doc *doc, const dtl_sent *sent)
{
    dtl_block_kind kind = sent->block < doc->block_count
                              ? doc->blocks[sent->block].kind
                              : DTL_BLOCK_BODY;
    /* The prefix "date 2020-01-05" is no prose. */
    bool prefix = kind == DTL_BLOCK_DATELINE && sent->count > 0 &&
                  dtli_str_is(doc->tokens[sent->first].norm, "date");
    return kind != DTL_BLOCK_NOISE && kind != DTL_BLOCK_BYLINE && !prefix;
}

dtl_status dtli_resolve_times(const dtl_calendar *calendar, dtl_doc *doc,
                              dtl_arena *arena, dtl_error *err)
{
    dtl_time_reader reader = {
        .cal = calendar,
        .doc = doc,
        .published = doc->published,
        .today = dtli_day_to_civil(doc->published),
        .told = { .ref = DTL_DAY_NONE },
    };
    if (reader.today.year == 0)
        reader.published = DTL_DAY_NONE;
    collector found = { .doc = doc, .arena = arena };
    doc->timexes = NULL;
    doc->timex_count = 0;
    dtl_arena *scratch = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    if (!scratch)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E414: no memory for times");
    bool ok = true;
    for (uint32_t s = 0; ok && s < doc->sent_count; s++) {
        dtl_time_sent sent;
        if (!is_read(doc, &doc->sents[s]))
            continue;
        dtli_arena_reset(scratch);
        ok = dtli_time_sent_init(&sent, calendar, doc, s, scratch);
        reader.sent = &sent;
        for (uint32_t at = 0; ok && at < sent.atom_count;)
            ok = read_at(&reader, &found, at, &at);
    }
    dtli_arena_free(scratch);
    if (!ok)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E415: no memory for times");
    return DTL_OK;
}
