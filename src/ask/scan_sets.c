/* scan_sets.c — a question's conditions as sets of numbers.
 *
 * What needs words or the globe (articles, places, names) is asked of the
 * tables once, with the very conditions of filter.c.
 */
#include "ask/scan.h"

#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "dateline/labels.h"

/* Makes the set a condition, and `value` a part of it. */
static bool add(dtl_scan *s, dtl_set *set, uint32_t value, uint8_t mark)
{
    if (value >= set->end) {
        uint32_t end = value + value / 2 + 1024;
        uint8_t *has = dtli_arena_alloc(s->a->arena, end);
        if (!has)
            return false;
        if (set->end)
            memcpy(has, set->has, set->end);
        set->has = has;
        set->end = end;
    }
    set->has[value] = mark;
    return true;
}

/* A set being read from a statement. */
typedef struct reading {
    dtl_scan *scan;
    dtl_set *set;
} reading;

static dtl_status add_id(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    reading *r = payload;
    int64_t id = dtli_column_int(stmt, 0);
    if (id < 0 || id > INT32_MAX)
        return DTL_OK; /* no block holds it */
    return add(r->scan, r->set, (uint32_t)id, 1) ? DTL_OK
                                                 : dtli_answer_no_memory(a);
}

/* Ids that `before` and the conditions of `q` give. */
static dtl_status read_ids(dtl_scan *s, const dtl_question *q,
                           const char *before, dtl_set *out)
{
    dtl_answer part = *s->a;
    dtl_ask_sql sql = { before, "", { NULL, NULL }, DTL_ASK_ALL };
    reading r = { s, out };
    part.q = q;
    out->limits = true;
    return dtli_answer_rows(&part, &sql, add_id, &r);
}

static dtl_status read_where(dtl_scan *s)
{
    const dtl_question *q = s->a->q;
    dtl_question part = { .place = q->place,
                          .where = q->where,
                          .lat = q->lat,
                          .lon = q->lon,
                          .radius_km = q->radius_km };
    if (q->place.len == 0 && q->where.len == 0 && !(q->radius_km > 0))
        return DTL_OK;
    return read_ids(s, &part,
                    "SELECT events.place FROM (SELECT id AS place FROM"
                    " places) events WHERE ",
                    &s->where);
}

static dtl_status read_documents(dtl_scan *s)
{
    dtl_question part = { .words = s->a->q->words };
    if (part.words.len == 0)
        return DTL_OK;
    return read_ids(s, &part,
                    "SELECT events.document FROM (SELECT id AS document FROM"
                    " documents) events WHERE ",
                    &s->documents);
}

static dtl_status read_events(dtl_scan *s)
{
    dtl_question part = { .sources = s->a->q->sources, .once = s->a->q->once };
    if (part.sources < 2 && !part.once)
        return DTL_OK;
    return read_ids(s, &part, "SELECT events.id FROM events WHERE ",
                    &s->events);
}

/* Terms of a list with commas. */
static dtl_status read_list(dtl_scan *s, dtl_str list, dtl_set *out)
{
    dtl_str rest = list, item;
    dtl_status status = DTL_OK;
    if (list.len == 0)
        return DTL_OK;
    out->limits = true;
    while (status == DTL_OK && dtli_str_split(&rest, ',', &item)) {
        uint32_t term;
        status =
            dtli_facts_term(s->facts, dtli_str_trim(item), &term, s->a->err);
        if (status == DTL_OK && !add(s, out, term, 1))
            status = dtli_answer_no_memory(s->a);
    }
    return status;
}

static dtl_status add_name(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    reading *r = payload;
    uint32_t term;
    dtl_status status = dtli_facts_term(
        r->scan->facts, dtli_column_text(stmt, 0), &term, a->err);
    if (status == DTL_OK && !add(r->scan, r->set, term, 1))
        status = dtli_answer_no_memory(a);
    return status;
}

static dtl_status read_names(dtl_scan *s, dtl_str words, dtl_set *out)
{
    static const dtl_question NONE = { .kind = DTL_ASK_FIND };
    dtl_filter filter;
    dtl_stmt *stmt = NULL;
    dtl_buf sql;
    reading r = { s, out };
    if (words.len == 0)
        return DTL_OK;
    out->limits = true;
    dtli_buf_init(&sql, DTL_MAX_ANSWER_TEXT);
    dtl_status status =
        dtli_filter_init(&filter, s->a->store->db, &NONE,
                         (dtl_filter_rows){ NULL, NULL }, s->a->err);
    if (status == DTL_OK)
        status = dtli_filter_names(&filter, words);
    dtli_buf_printf(&sql, "SELECT actors.name FROM names actors WHERE %.*s",
                    DTL_FMT(dtli_buf_str(&filter.sql)));
    dtli_buf_add_char(&sql, '\0');
    if (status == DTL_OK)
        status = sql.failed ? dtli_answer_no_memory(s->a)
                            : dtli_db_prepare(s->a->store->db, sql.ptr, &stmt,
                                              s->a->err);
    if (status == DTL_OK)
        dtli_filter_bind(&filter, stmt);
    while (status == DTL_OK && (status = dtli_step(stmt, s->a->err)) == DTL_OK)
        status = add_name(s->a, stmt, &r);
    dtli_stmt_close(stmt);
    dtli_buf_clear(&sql);
    dtli_filter_clear(&filter);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status read_party(dtl_scan *s, const dtl_party *told,
                             dtl_scan_party *party)
{
    party->anybody = told->name.len == 0 && told->countries.len == 0 &&
                     told->sectors.len == 0;
    party->sector_list = told->sectors;
    dtl_status status = read_names(s, told->name, &party->names);
    return status == DTL_OK ? read_list(s, told->countries, &party->countries)
                            : status;
}

dtl_status dtli_scan_sectors(dtl_scan *s, dtl_scan_party *party, uint32_t term)
{
    dtl_str joined, rest = party->sector_list, item;
    bool yes = false;
    dtl_status status = dtli_facts_text(s->facts, term, &joined, s->a->err);
    if (status != DTL_OK)
        return status;
    while (!yes && dtli_str_split(&rest, ',', &item)) {
        dtl_str one, all = dtli_str_slice(joined, 1, joined.len);
        item = dtli_str_trim(item);
        while (!yes && dtli_str_split(&all, ';', &one))
            yes = all.ptr && dtli_str_equal(one, item); /* not the tail */
    }
    return add(s, &party->sectors, term, yes ? 2 : 1)
               ? DTL_OK
               : dtli_answer_no_memory(s->a);
}

static uint32_t labels(dtl_label_set set, dtl_str list)
{
    dtl_str rest = list, item;
    uint32_t bits = 0;
    while (list.len && dtli_str_split(&rest, ',', &item)) {
        int label = dtl_label_find(set, dtli_str_trim(item));
        bits |= label >= 0 ? (uint32_t)1 << label : 0;
    }
    return bits;
}

static void read_acts(dtl_scan *s)
{
    const dtl_question *q = s->a->q;
    dtl_str rest = q->quads, item;
    s->types = labels(DTL_LABELS_EVENT, q->types);
    s->statuses = labels(DTL_LABELS_EVENT_STATUS, q->statuses);
    while (q->quads.len && dtli_str_split(&rest, ',', &item))
        s->quads |= 1u << (item.ptr[0] - '0');
    s->confidence = q->confidence;
    /* Events without a day come before all days. */
    s->to = q->to.len ? dtli_day_parse(q->to) : INT32_MAX;
    s->from =
        q->from.len ? dtli_day_parse(q->from)
        : q->to.len || q->kind == DTL_ASK_TIMELINE || q->kind == DTL_ASK_DYADS
            ? DTL_DAY_MIN
            : DTL_DAY_NONE;
}

dtl_status dtli_scan_conditions(dtl_scan *s)
{
    const dtl_question *q = s->a->q;
    read_acts(s);
    dtl_status status = read_list(s, q->modes, &s->modes);
    if (status == DTL_OK)
        status = read_where(s);
    if (status == DTL_OK)
        status = read_documents(s);
    if (status == DTL_OK)
        status = read_events(s);
    if (status == DTL_OK)
        status = read_party(s, &q->actor, &s->party[DTL_SCAN_ACTOR]);
    if (status == DTL_OK)
        status = read_party(s, &q->recipient, &s->party[DTL_SCAN_RECIPIENT]);
    if (status == DTL_OK)
        status = read_party(s, &q->either, &s->party[DTL_SCAN_EITHER]);
    return status;
}
