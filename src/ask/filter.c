/* filter.c — a question's conditions as SQL.
 *
 * What people type is bound as a value, never put into the words of a
 * statement. Conditions on one party hold for one and the same actor:
 * "French, police" is no French president beside Greek police.
 */
#include "ask/filter.h"

#include <math.h>

#include "base/day.h"
#include "base/error.h"
#include "dateline/labels.h"

enum { SQL_MAX = 1 << 16, SEARCH_MAX = 1 << 14 };

static void fail_limit(dtl_filter *f)
{
    if (f->status == DTL_OK)
        f->status = dtl_fail(f->err, DTL_LIMIT, 0, 0,
                             "E752: a question has at most %d values",
                             DTL_FILTER_VALUES);
}

static unsigned add_value(dtl_filter *f, dtl_filter_value value)
{
    if (f->count == DTL_FILTER_VALUES) {
        fail_limit(f);
        return f->count;
    }
    f->values[f->count] = value;
    return ++f->count;
}

unsigned dtli_filter_text(dtl_filter *f, dtl_str text)
{
    dtl_str kept = text.ptr ? text : DTL_STR("");
    return add_value(f, (dtl_filter_value){ .text = kept });
}

unsigned dtli_filter_real(dtl_filter *f, double value)
{
    return add_value(f, (dtl_filter_value){ .real = value });
}

unsigned dtli_filter_int(dtl_filter *f, int64_t value)
{
    return add_value(
        f, (dtl_filter_value){ .real = (double)value, .whole = true });
}

/* " AND row.column IN ($3, $4)"; nothing for an empty list. */
static void add_in(dtl_filter *f, const char *row, const char *column,
                   dtl_str list)
{
    dtl_str rest = list, item;
    const char *before = "";
    if (list.len == 0)
        return;
    dtli_buf_printf(&f->sql, " AND %s.%s IN (", row, column);
    while (dtli_str_split(&rest, ',', &item)) {
        dtli_buf_printf(&f->sql, "%s$%u", before,
                        dtli_filter_text(f, dtli_str_trim(item)));
        before = ", ";
    }
    dtli_buf_add_char(&f->sql, ')');
}

/* Words in the search language, as a value; 0 where there is none. */
static unsigned add_search(dtl_filter *f, dtl_str typed)
{
    if (f->search_count == DTL_FILTER_SEARCHES) {
        fail_limit(f);
        return 0;
    }
    dtl_buf *words = &f->searches[f->search_count++];
    dtli_buf_init(words, SEARCH_MAX);
    bool any = dtli_sql_words(f->db, typed, words);
    if (words->failed && f->status == DTL_OK)
        f->status = dtl_fail(f->err, words->no_memory ? DTL_NOMEM : DTL_LIMIT,
                             0, 0, "E753: too many words to look for");
    else if (!any && f->status == DTL_OK)
        f->status = dtl_fail(f->err, DTL_INVALID, 0, 0,
                             "E754: no word to look for in '%.*s'",
                             (int)(typed.len < 60 ? typed.len : 60), typed.ptr);
    return dtli_filter_text(f, dtli_buf_str(words));
}

dtl_status dtli_filter_names(dtl_filter *f, dtl_str words)
{
    dtli_buf_add(&f->sql, DTL_STR(" AND "));
    dtli_sql_match_names(f->db, add_search(f, words), &f->sql);
    if (f->status == DTL_OK && f->sql.failed)
        f->status = dtl_fail(f->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return f->status;
}

static bool is_anybody(const dtl_party *party)
{
    return party->name.len == 0 && party->countries.len == 0 &&
           party->sectors.len == 0;
}

/* Conditions on one row of actors, whose name in the statement is `row`. */
static void add_row(dtl_filter *f, const char *row, const dtl_party *party)
{
    if (party->name.len) {
        dtli_buf_printf(&f->sql,
                        " AND %s.name IN (SELECT actors.name FROM"
                        " names actors WHERE ",
                        row);
        dtli_sql_match_names(f->db, add_search(f, party->name), &f->sql);
        dtli_buf_add_char(&f->sql, ')');
    }
    add_in(f, row, "country", party->countries);
    if (party->sectors.len == 0)
        return;
    dtli_buf_printf(&f->sql,
                    " AND EXISTS (SELECT 1 FROM sectors WHERE"
                    " sectors.event = %s.event AND sectors.role = %s.role"
                    " AND sectors.number = %s.number",
                    row, row, row);
    add_in(f, "sectors", "sector", party->sectors);
    dtli_buf_add_char(&f->sql, ')');
}

/* Conditions on any actor of the event in these roles (SQL, a list). A
 * sector alone is looked up in its own table, by its index. */
static void add_any(dtl_filter *f, const char *roles, const dtl_party *party)
{
    if (is_anybody(party))
        return;
    if (party->name.len == 0 && party->countries.len == 0) {
        dtli_buf_printf(&f->sql,
                        " AND events.id IN (SELECT sectors.event"
                        " FROM sectors WHERE sectors.role IN (%s)",
                        roles);
        add_in(f, "sectors", "sector", party->sectors);
    } else {
        dtli_buf_printf(&f->sql,
                        " AND events.id IN (SELECT p.event FROM"
                        " actors p WHERE p.role IN (%s)",
                        roles);
        add_row(f, "p", party);
    }
    dtli_buf_add_char(&f->sql, ')');
}

/* Of the joined rows one must be the party that may be either. */
static void add_either(dtl_filter *f, const dtl_party *party,
                       dtl_filter_rows rows)
{
    const char *first = rows.actor ? rows.actor : rows.recipient;
    add_any(f, "'actor', 'recipient'", party);
    if (is_anybody(party) || !first)
        return;
    dtli_buf_add(&f->sql, DTL_STR(" AND ((1 = 1"));
    add_row(f, first, party);
    if (rows.actor && rows.recipient) {
        dtli_buf_add(&f->sql, DTL_STR(") OR (1 = 1"));
        add_row(f, rows.recipient, party);
    }
    dtli_buf_add(&f->sql, DTL_STR("))"));
}

static void add_parties(dtl_filter *f, const dtl_question *q,
                        dtl_filter_rows rows)
{
    if (rows.actor)
        add_row(f, rows.actor, &q->actor);
    else
        add_any(f, "'actor'", &q->actor);
    if (rows.recipient)
        add_row(f, rows.recipient, &q->recipient);
    else
        add_any(f, "'recipient'", &q->recipient);
    add_either(f, &q->either, rows);
}

static void add_quads(dtl_filter *f, dtl_str list)
{
    dtl_str rest = list, item;
    const char *before = " AND events.quad IN (";
    while (list.len && dtli_str_split(&rest, ',', &item)) {
        dtli_buf_printf(&f->sql, "%s$%u", before,
                        dtli_filter_int(f, item.ptr[0] - '0'));
        before = ", ";
    }
    if (list.len)
        dtli_buf_add_char(&f->sql, ')');
}

static void add_act(dtl_filter *f, const dtl_question *q)
{
    add_in(f, "events", "type", q->types);
    add_in(f, "events", "mode", q->modes);
    add_in(f, "events", "status", q->statuses);
    add_quads(f, q->quads);
    if (q->from.len)
        dtli_buf_printf(&f->sql, " AND events.date_from >= $%u",
                        dtli_filter_text(f, q->from));
    if (q->to.len)
        dtli_buf_printf(&f->sql,
                        " AND events.date_from <= $%u AND"
                        " events.date_from > ''",
                        dtli_filter_text(f, q->to));
    if (q->confidence > 0)
        dtli_buf_printf(&f->sql, " AND events.confidence >= $%u",
                        dtli_filter_real(f, q->confidence));
}

static void add_places(dtl_filter *f, const dtl_question *q)
{
    if (q->place.len)
        dtli_buf_printf(&f->sql,
                        " AND events.place IN (SELECT places.id FROM"
                        " places WHERE lower(places.name) = lower($%u))",
                        dtli_filter_text(f, q->place));
    if (q->where.len) {
        dtli_buf_add(&f->sql, DTL_STR(" AND events.place IN (SELECT places.id"
                                      " FROM places WHERE 1 = 1"));
        add_in(f, "places", "country", q->where);
        dtli_buf_add_char(&f->sql, ')');
    }
    if (q->radius_km > 0)
        dtli_filter_near(f, q->lat, q->lon, q->radius_km);
}

static void add_rest(dtl_filter *f, const dtl_question *q)
{
    if (q->words.len) {
        dtli_buf_add(&f->sql, DTL_STR(" AND events.document IN (SELECT"
                                      " documents.id FROM documents WHERE "));
        dtli_sql_match_documents(f->db, add_search(f, q->words), &f->sql);
        dtli_buf_add_char(&f->sql, ')');
    }
    if (q->sources > 1)
        dtli_buf_printf(&f->sql,
                        " AND events.id IN (SELECT reports.event FROM reports"
                        " JOIN world_events ON world_events.id = reports.world"
                        " WHERE world_events.sources >= $%u)",
                        dtli_filter_int(f, q->sources));
    if (q->once)
        dtli_buf_add(&f->sql,
                     DTL_STR(" AND (events.id IN (SELECT world_events.best"
                             " FROM world_events WHERE world_events.best > 0)"
                             " OR events.id NOT IN (SELECT reports.event"
                             " FROM reports))"));
}

static dtl_status check_labels(dtl_label_set set, const char *what,
                               dtl_str list, dtl_error *err)
{
    dtl_str rest = list, item;
    while (list.len && dtli_str_split(&rest, ',', &item))
        if (dtl_label_find(set, dtli_str_trim(item)) < 0)
            return dtl_fail(err, DTL_INVALID, 0, 0,
                            "E750: there is no %s '%.*s'", what,
                            (int)(item.len < 60 ? item.len : 60), item.ptr);
    return DTL_OK;
}

static dtl_status check_quads(dtl_str list, dtl_error *err)
{
    dtl_str rest = list, item;
    while (list.len && dtli_str_split(&rest, ',', &item))
        if (item.len != 1 || item.ptr[0] < '1' || item.ptr[0] > '4')
            return dtl_fail(err, DTL_INVALID, 0, 0,
                            "E755: quad classes are 1, 2, 3 and 4");
    return DTL_OK;
}

static dtl_status check_numbers(const dtl_question *q, dtl_error *err)
{
    if (!(q->radius_km >= 0) ||
        (q->radius_km > 0 && !(fabs(q->lat) <= 90 && fabs(q->lon) <= 180)))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E751: no point on the globe: %.2f, %.2f", q->lat,
                        q->lon);
    if (!(q->confidence >= 0 && q->confidence <= 1))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E756: confidence goes from 0 to 1");
    if ((q->from.len && dtli_day_parse(q->from) == DTL_DAY_NONE) ||
        (q->to.len && dtli_day_parse(q->to) == DTL_DAY_NONE))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E757: a day is written YYYY-MM-DD");
    if (q->from.len && q->to.len && dtli_str_compare(q->from, q->to) > 0)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E758: the last day is before the first");
    return DTL_OK;
}

static dtl_status check(const dtl_question *q, dtl_error *err)
{
    dtl_status status =
        check_labels(DTL_LABELS_EVENT, "event type", q->types, err);
    if (status == DTL_OK)
        status =
            check_labels(DTL_LABELS_EVENT_STATUS, "status", q->statuses, err);
    if (status == DTL_OK)
        status = check_quads(q->quads, err);
    return status == DTL_OK ? check_numbers(q, err) : status;
}

dtl_status dtli_filter_init(dtl_filter *f, const dtl_db *db,
                            const dtl_question *q, dtl_filter_rows rows,
                            dtl_error *err)
{
    *f = (dtl_filter){ .db = db, .err = err };
    dtli_buf_init(&f->sql, SQL_MAX);
    f->status = check(q, err);
    if (f->status != DTL_OK)
        return f->status;
    dtli_buf_add(&f->sql, DTL_STR("1 = 1"));
    add_act(f, q);
    add_parties(f, q, rows);
    add_places(f, q);
    add_rest(f, q);
    if (f->status == DTL_OK && f->sql.failed)
        f->status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return f->status;
}

void dtli_filter_clear(dtl_filter *f)
{
    for (unsigned i = 0; i < f->search_count; i++)
        dtli_buf_clear(&f->searches[i]);
    dtli_buf_clear(&f->sql);
}

void dtli_filter_bind(const dtl_filter *f, dtl_stmt *stmt)
{
    for (unsigned i = 0; i < f->count; i++) {
        const dtl_filter_value *value = &f->values[i];
        if (value->text.ptr)
            dtli_bind_text(stmt, i + 1, value->text);
        else if (value->whole)
            dtli_bind_int(stmt, i + 1, (int64_t)value->real);
        else
            dtli_bind_real(stmt, i + 1, value->real);
    }
}
