/* answer.c — dtl_ask: checks, one view of the store, and the answer. */
#include "ask/answer.h"

#include <math.h>

#include "base/error.h"
#include "base/limits.h"

enum { SQL_MAX = 1 << 17, MILLION = 1000000 };

void dtli_sum_add(dtl_sum *sum, const dtl_stmt *stmt, unsigned first)
{
    sum->events += (uint64_t)dtli_column_int(stmt, first);
    sum->intensity += dtli_column_int(stmt, first + 1);
    sum->intensity_count += (uint64_t)dtli_column_int(stmt, first + 2);
    sum->goldstein += dtli_column_int(stmt, first + 3);
    sum->goldstein_count += (uint64_t)dtli_column_int(stmt, first + 4);
}

void dtli_sum_more(dtl_sum *sum, const dtl_sum *more)
{
    sum->events += more->events;
    sum->intensity += more->intensity;
    sum->intensity_count += more->intensity_count;
    sum->goldstein += more->goldstein;
    sum->goldstein_count += more->goldstein_count;
}

double dtli_sum_intensity(const dtl_sum *sum)
{
    return sum->intensity_count
               ? (double)sum->intensity / MILLION / (double)sum->intensity_count
               : (double)NAN;
}

double dtli_sum_goldstein(const dtl_sum *sum)
{
    return sum->goldstein_count
               ? (double)sum->goldstein / MILLION / (double)sum->goldstein_count
               : (double)NAN;
}

dtl_status dtli_answer_no_memory(dtl_answer *a)
{
    return dtl_fail(a->err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

dtl_status dtli_answer_too_many(dtl_answer *a)
{
    return dtl_fail(a->err, DTL_LIMIT, 0, 0,
                    "E759: more than %u rows: ask for fewer days, or for "
                    "longer periods",
                    DTL_MAX_ANSWER_ROWS);
}

dtl_status dtli_answer_end(dtl_answer *a, dtl_status status)
{
    (void)a;
    return status == DTL_END ? DTL_OK : status;
}

static void add_more(dtl_ask_more more, unsigned count, dtl_buf *sql)
{
    if (more == DTL_ASK_WITHIN)
        dtli_buf_printf(sql,
                        " AND events.date_from >= $%u AND"
                        " events.date_from < $%u",
                        count + 1, count + 2);
    else if (more != DTL_ASK_ALL)
        dtli_buf_printf(sql,
                        " AND (events.date_from, events.id) %c"
                        " ($%u, $%u)",
                        more == DTL_ASK_AFTER ? '>' : '<', count + 1,
                        count + 2);
}

dtl_status dtli_answer_prepare(dtl_answer *a, const dtl_ask_sql *words,
                               dtl_filter *filter, dtl_stmt **out)
{
    dtl_buf sql;
    dtl_status status =
        dtli_filter_init(filter, a->store->db, a->q, words->rows, a->err);
    if (status != DTL_OK)
        return status;
    dtli_buf_init(&sql, SQL_MAX);
    dtli_buf_add(&sql, dtli_str(words->before));
    dtli_buf_add(&sql, dtli_buf_str(&filter->sql));
    add_more(words->more, filter->count, &sql);
    dtli_buf_add(&sql, dtli_str(words->after));
    dtli_buf_add_char(&sql, '\0');
    if (sql.failed)
        status = dtli_answer_no_memory(a);
    else
        status = dtli_db_prepare(a->store->db, sql.ptr, out, a->err);
    if (status == DTL_OK)
        dtli_filter_bind(filter, *out);
    dtli_buf_clear(&sql);
    return status;
}

dtl_status dtli_answer_rows(dtl_answer *a, const dtl_ask_sql *sql,
                            dtl_answer_row each, void *payload)
{
    dtl_filter filter = { .count = 0 };
    dtl_stmt *stmt = NULL;
    dtl_status status = dtli_answer_prepare(a, sql, &filter, &stmt);
    while (status == DTL_OK && (status = dtli_step(stmt, a->err)) == DTL_OK)
        status = each(a, stmt, payload);
    dtli_stmt_close(stmt);
    dtli_filter_clear(&filter);
    return dtli_answer_end(a, status);
}

void dtli_answer_once(dtl_buf *out, const char *row, const char *column)
{
    dtli_buf_printf(out,
                    " AND %s.%s <> '' AND (%s.number = 0 OR NOT EXISTS"
                    " (SELECT 1 FROM actors o WHERE o.event = %s.event AND"
                    " o.role = %s.role AND o.number < %s.number AND o.%s ="
                    " %s.%s))",
                    row, column, row, row, row, row, column, row, column);
}

dtl_status dtli_answer_flush(dtl_answer *a)
{
    if (a->out.failed)
        return dtli_answer_no_memory(a);
    bool taken = a->out.len == 0 || a->put(a->payload, dtli_buf_str(&a->out));
    dtli_buf_reset(&a->out);
    return taken ? DTL_OK
                 : dtl_fail(a->err, DTL_CANCELLED, 0, 0,
                            "E760: the output was not taken");
}

dtl_status dtli_answer_sheet(dtl_answer *a, const dtl_sheet *sheet)
{
    dtli_sheet_write(sheet, a->q, &a->out);
    return dtli_answer_flush(a);
}

const char *dtli_level_column(dtl_level level)
{
    static const char *const COLUMNS[] = { "country", "code", "name" };
    return COLUMNS[level];
}

static bool has_form(const dtl_question *q)
{
    if (q->form == DTL_ANSWER_SVG)
        return q->kind != DTL_ASK_FIND;
    return q->form != DTL_ANSWER_GEOJSON || q->kind == DTL_ASK_MAP;
}

static dtl_status check_linked(dtl_answer *a)
{
    int64_t any = 0;
    if (a->q->sources < 2 && !a->q->once)
        return DTL_OK;
    dtl_status status = dtli_db_int(
        a->store->db, "SELECT 1 FROM world_events LIMIT 1", 0, &any, a->err);
    if (status == DTL_OK && any == 0)
        status = dtl_fail(a->err, DTL_NOTFOUND, 0, 0,
                          "E761: nothing is linked yet: `dateline link --db` finds "
                          "the reports of one event");
    return status;
}

static dtl_status answer(dtl_answer *a)
{
    dtl_status status = check_linked(a);
    if (status != DTL_OK)
        return status;
    switch (a->q->kind) {
    case DTL_ASK_FIND:
        return dtli_answer_find(a);
    case DTL_ASK_TIMELINE:
        return dtli_answer_timeline(a);
    case DTL_ASK_DYADS:
        return dtli_answer_dyads(a);
    case DTL_ASK_ACTORS:
        return dtli_answer_actors(a);
    case DTL_ASK_MAP:
        break;
    }
    return dtli_answer_map(a);
}

dtl_status dtl_ask(dtl_store *store, const dtl_question *question, dtl_put put,
                   void *payload, dtl_error *err)
{
    dtl_answer a = { .store = store,
                     .q = question,
                     .put = put,
                     .payload = payload,
                     .err = err };
    if (!has_form(question))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E762: this answer has no such form");
    a.arena = dtli_arena_new(DTL_MAX_ANSWER_BYTES);
    if (!a.arena)
        return dtli_answer_no_memory(&a);
    dtli_buf_init(&a.out, DTL_MAX_OUTPUT_BYTES);
    dtl_status status = dtli_db_begin_read(store->db, err);
    if (status == DTL_OK)
        status = answer(&a);
    dtli_db_rollback(store->db);
    dtli_buf_clear(&a.out);
    dtli_arena_free(a.arena);
    return dtli_store_blame(store, status, err);
}
