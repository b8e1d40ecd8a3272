/* export.c — events of a store through a sheet of columns, page by page
 * inside one transaction that reads, so that memory does not grow. */
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "exchange/export.h"
#include "exchange/reports.h"

enum {
    PAGE_ROWS = 1024,
    FLUSH_BYTES = 1 << 20, /* an event may have thousands of reports */
    SQL_MAX = 4096
};

/* Columns of the question, in its order. */
enum {
    ID,
    RECORD,
    DOC,
    PUBLISHED,
    SOURCE,
    URL,
    LANG,
    VERSION,
    LEXICON,
    MODEL,
    TRIGGER,
    SENTENCE
};

static const char QUESTION[] =
    "SELECT e.id, r.record, d.doc, d.published, d.source, d.url, d.lang,"
    " coalesce(c.version, ''), coalesce(c.lexicon, ''),"
    " coalesce(c.model, ''), substr(d.text, CAST(m.start + 1 AS INTEGER),"
    " CAST(m.stop - m.start AS INTEGER)), substr(d.text,"
    " CAST(s.start + 1 AS INTEGER), CAST(s.stop - s.start AS INTEGER))"
    " FROM events e JOIN records r ON r.event = e.id"
    " JOIN documents d ON d.id = e.document"
    " LEFT JOIN coders c ON c.id = d.coder"
    " LEFT JOIN mentions m ON m.event = e.id AND m.number = 0"
    " LEFT JOIN sentences s ON s.document = d.id AND s.number = m.sentence"
    " WHERE e.id > $1 AND e.date_from >= $2 AND e.date_from <= $3";

const dtl_sheet *dtli_sheet(const char *format)
{
    const dtl_sheet *const sheets[] = { &DTLI_SHEET_CSV, &DTLI_SHEET_PHOENIX,
                                        &DTLI_SHEET_POLECAT, &DTLI_SHEET_GDELT,
                                        &DTLI_SHEET_GDELT_MENTIONS };
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        if (strcmp(sheets[i]->format, format) == 0)
            return sheets[i];
    return NULL;
}

/* RFC 4180 where the separator is a comma; else what would break the row
 * becomes a blank, since these forms know no quotes. */
static void add_cell(dtl_export_run *run, dtl_str s)
{
    bool comma = run->sheet->separator == ',', quote = false;
    for (size_t i = 0; i < s.len && comma && !quote; i++)
        quote = s.ptr[i] && strchr("\",\n\r", s.ptr[i]);
    if (quote)
        dtli_buf_add_char(&run->out, '"');
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool breaks = c == '\0' || (!comma && strchr("\t\n\r", c));
        if (comma && c == '"')
            dtli_buf_add_char(&run->out, '"');
        dtli_buf_add_char(&run->out, breaks ? ' ' : c);
    }
    if (quote)
        dtli_buf_add_char(&run->out, '"');
}

static void add_head(dtl_export_run *run)
{
    if (!run->sheet || !run->head)
        return;
    for (size_t i = 0; i < run->sheet->count; i++) {
        if (i > 0)
            dtli_buf_add_char(&run->out, run->sheet->separator);
        dtli_buf_add(&run->out, dtli_str(run->sheet->columns[i].name));
    }
    dtli_buf_add_char(&run->out, '\n');
}

static void add_row(dtl_export_run *run, const dtl_row *row)
{
    size_t start = run->out.len;
    for (size_t i = 0; i < run->sheet->count; i++) {
        const dtl_column *column = &run->sheet->columns[i];
        if (i > 0)
            dtli_buf_add_char(&run->out, run->sheet->separator);
        dtli_buf_reset(&run->cell);
        if (column->cell)
            column->cell(row, column, &run->cell);
        add_cell(run, dtli_buf_str(&run->cell));
    }
    dtli_buf_add_char(&run->out, '\n');
    if (run->out.len - start > run->longest)
        run->longest = run->out.len - start;
}

/* Talks, intents, deals and common work of two or more with nobody else
 * named: "Iran met with Turkey". CAMEO coders tell these both ways. */
static bool is_mutual(const dtl_row *row, size_t actors, size_t others)
{
    static const char *const ROOTS[] = { "03", "04", "06" };
    dtl_str cameo = dtli_json_get_str(row->record, "cameo");
    return actors > 1 && others == 0 &&
           (dtli_str_is(cameo, "057") ||
            DTL_STR_IS_ANY(dtli_str_slice(cameo, 0, 2), ROOTS));
}

/* Each actor with each recipient; an event without one of them is told
 * with that side empty. */
static void add_pairs(dtl_export_run *run, dtl_row *row)
{
    size_t actors = dtli_json_get_count(row->record, "actors");
    size_t others = dtli_json_get_count(row->record, "recipients");
    bool mutual = run->sheet->mutual && is_mutual(row, actors, others);
    const char *list = mutual ? "actors" : "recipients";
    size_t seconds = mutual ? actors : others;
    row->pair = 0;
    for (size_t i = 0; i < (actors ? actors : 1); i++) {
        for (size_t k = 0; k < (seconds ? seconds : 1); k++) {
            if (mutual && i == k)
                continue;
            row->actor = dtli_json_get_item(row->record, "actors", i);
            row->recipient = dtli_json_get_item(row->record, list, k);
            add_row(run, row);
            row->pair++;
        }
    }
}

static dtl_status add_tellings(dtl_export_run *run, dtl_row *row,
                               dtl_error *err)
{
    dtl_telling told;
    dtl_status status;
    row->telling = &told;
    dtli_reports_begin(&run->reports, row->event);
    while ((status = dtli_reports_next(&run->reports, &told, err)) == DTL_OK)
        add_pairs(run, row);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status add_rows(dtl_export_run *run, dtl_row *row, dtl_error *err)
{
    dtl_status status = DTL_OK;
    if (run->sheet->once)
        status =
            dtli_reports_count(&run->reports, row->event, &row->tally, err);
    if (status == DTL_OK && run->sheet->per == DTL_PER_TELLING)
        return add_tellings(run, row, err);
    if (status == DTL_OK && run->sheet->per == DTL_PER_PAIR)
        add_pairs(run, row);
    else if (status == DTL_OK)
        add_row(run, row);
    return status;
}

static dtl_status add_event(dtl_export_run *run, dtl_stmt *stmt, dtl_error *err)
{
    dtl_str record = dtli_column_text(stmt, RECORD);
    if (!run->sheet) {
        dtli_store_full_record(record, dtli_column_text(stmt, VERSION),
                               dtli_column_text(stmt, LEXICON),
                               dtli_column_text(stmt, MODEL), &run->out);
        return DTL_OK;
    }
    dtl_row row = { .event = dtli_column_int(stmt, ID),
                    .record = dtli_json_object(record),
                    .doc = dtli_column_text(stmt, DOC),
                    .published = dtli_column_text(stmt, PUBLISHED),
                    .source = dtli_column_text(stmt, SOURCE),
                    .url = dtli_column_text(stmt, URL),
                    .lang = dtli_column_text(stmt, LANG),
                    .version = dtli_column_text(stmt, VERSION),
                    .trigger = dtli_column_text(stmt, TRIGGER),
                    .sentence = dtli_column_text(stmt, SENTENCE),
                    .item_end = run->item_end };
    if (!row.record)
        return dtl_fail(err, DTL_CORRUPT, 0, 0,
                        "E785: the record of event row %lld cannot be read",
                        (long long)row.event);
    dtl_status status = add_rows(run, &row, err);
    json_object_put(row.record);
    return status;
}

static dtl_status hand_out(dtl_export_run *run, dtl_error *err)
{
    if (run->out.failed || run->cell.failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (run->out.len && !run->put(run->payload, dtli_buf_str(&run->out)))
        return DTL_CANCELLED;
    dtli_buf_reset(&run->out);
    return DTL_OK;
}

/* One page; *after is the last event of it, *more whether it was full. */
static dtl_status add_page(dtl_export_run *run, dtl_stmt *stmt, int64_t *after,
                           bool *more, dtl_error *err)
{
    dtl_status status;
    int count = 0;
    dtli_bind_int(stmt, 1, *after);
    while ((status = dtli_step(stmt, err)) == DTL_OK) {
        *after = dtli_column_int(stmt, ID);
        count++;
        status = add_event(run, stmt, err);
        if (status == DTL_OK && run->out.len >= FLUSH_BYTES)
            status = hand_out(run, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(stmt);
    *more = count == PAGE_ROWS;
    if (status == DTL_END && run->stop && run->stop(run->stop_payload))
        return DTL_CANCELLED;
    return status == DTL_END ? hand_out(run, err) : status;
}

/* " AND e.status IN ('actual','ongoing')": only words of the closed set get
 * into the question. */
static dtl_status add_statuses(const char *list, dtl_buf *sql, dtl_error *err)
{
    dtl_str rest = dtli_str(list), word;
    dtli_buf_add(sql, DTL_STR(" AND e.status IN (''"));
    while (dtli_str_split(&rest, ',', &word)) {
        int label = dtl_label_find(DTL_LABELS_EVENT_STATUS, word);
        if (label < 0)
            return dtl_fail(err, DTL_INVALID, 0, 0,
                            "E786: no status '%.*s': actual, ongoing, "
                            "planned, hypothetical, negated, historical",
                            DTL_FMT(dtli_str_slice(word, 0, 40)));
        dtli_buf_printf(
            sql, ",'%s'",
            dtl_label_text(DTL_LABELS_EVENT_STATUS, (unsigned)label));
    }
    dtli_buf_add_char(sql, ')');
    return DTL_OK;
}

static dtl_status check_day(const char *day, dtl_error *err)
{
    if (!day || dtli_day_parse(dtli_str(day)) != DTL_DAY_NONE)
        return DTL_OK;
    return dtl_fail(err, DTL_INVALID, 0, 0,
                    "E787: '%.40s' is no day as 2024-03-04", day);
}

static dtl_status prepare(dtl_store *store, const dtl_export_options *options,
                          const dtl_export_run *run, dtl_stmt **out,
                          dtl_error *err)
{
    dtl_buf sql;
    dtli_buf_init(&sql, SQL_MAX);
    dtli_buf_add(&sql, dtli_str(QUESTION));
    dtl_status status = check_day(options->from, err);
    if (status == DTL_OK)
        status = check_day(options->to, err);
    if (status == DTL_OK && options->status)
        status = add_statuses(options->status, &sql, err);
    if (run->sheet && run->sheet->once)
        dtli_buf_add(&sql, dtli_str(DTLI_REPORTS_ONCE));
    dtli_buf_printf(&sql, " ORDER BY e.id LIMIT %d", PAGE_ROWS);
    dtli_buf_add_char(&sql, '\0');
    if (status == DTL_OK && sql.no_memory)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (status == DTL_OK && sql.failed)
        status = dtl_fail(err, DTL_LIMIT, 0, 0,
                          "E788: the list of statuses is too long");
    if (status == DTL_OK)
        status = dtli_db_prepare(store->db, sql.ptr, out, err);
    dtli_buf_clear(&sql);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(*out, 2, dtli_str(options->from ? options->from : ""));
    dtli_bind_text(*out, 3, dtli_str(options->to ? options->to : "9999-12-31"));
    return DTL_OK;
}

static dtl_status run_pages(dtl_store *store, dtl_export_run *run,
                            dtl_stmt *stmt, dtl_error *err)
{
    int64_t after = 0;
    bool more = true;
    dtl_status status = dtli_db_begin_read(store->db, err);
    add_head(run);
    while (status == DTL_OK && more)
        status = add_page(run, stmt, &after, &more, err);
    dtli_db_rollback(store->db);
    return status;
}

dtl_status dtli_export_run(dtl_store *store, const dtl_export_options *options,
                           dtl_export_run *run, dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    dtl_status status = DTL_OK;
    run->stop = options->stop;
    run->stop_payload = options->payload;
    run->reports = (dtl_reports){ .record = NULL };
    dtli_buf_init(&run->out, DTL_MAX_OUTPUT_BYTES);
    dtli_buf_init(&run->cell, DTL_MAX_OUTPUT_BYTES);
    if (run->sheet && run->sheet->once)
        status = dtli_reports_open(&run->reports, store->db, err);
    if (status == DTL_OK)
        status = prepare(store, options, run, &stmt, err);
    if (status == DTL_OK)
        status = run_pages(store, run, stmt, err);
    dtli_stmt_close(stmt);
    dtli_reports_close(&run->reports);
    dtli_buf_clear(&run->out);
    dtli_buf_clear(&run->cell);
    return dtli_store_blame(store, status, err);
}

dtl_status dtl_export(dtl_store *store, const dtl_export_options *options,
                      dtl_put put, void *payload, dtl_error *err)
{
    dtl_export_run run = { .sheet = dtli_sheet(options->format),
                           .put = put,
                           .payload = payload };
    if (strcmp(options->format, "parquet") == 0)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E791: parquet is written to a file alone");
    if (!run.sheet && strcmp(options->format, "jsonl") != 0)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E789: no format '%.40s': jsonl, csv, parquet, "
                        "phoenix, polecat, gdelt, gdelt-mentions",
                        options->format);
    run.head = run.sheet && (run.sheet->head || options->header);
    return dtli_export_run(store, options, &run, err);
}
