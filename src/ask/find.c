/* find.c — the events that meet a question's conditions.
 *
 * Read in pages: a page begins behind the last event of the one before, by
 * date and id, so that a million of them need no more memory than one page.
 * JSON lines are the records as `dateline code` printed them.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "ask/scan.h"
#include "base/error.h"
#include "base/limits.h"
#include "store/json_get.h"
#include "write/csv.h"
#include "write/write.h"

enum { PAGE = 512, SENTENCE = 4 };

static const dtl_sheet_column COLUMNS[] = {
    { "WHEN", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "WHO", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "DID", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "TO WHOM", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "WHERE", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "DOCUMENT", NULL, DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
};

/* The walk over pages. */
typedef struct walk {
    dtl_answer *a;
    dtl_filter filter;
    dtl_stmt *stmt;
    char day[16];
    int64_t id;
    uint32_t found; /* all pages */
    bool more;      /* events are left behind the limit */
    dtl_sheet sheet;
} walk;

static void add_joined(json_object *record, const char *list, const char *key,
                       dtl_buf *out)
{
    for (size_t i = 0; i < dtli_json_get_count(record, list); i++) {
        json_object *item = dtli_json_get_item(record, list, i);
        dtli_buf_add(out, i ? DTL_STR(";") : DTL_STR(""));
        dtli_buf_add(out,
                     key ? dtli_json_get_str(item, key) : dtli_json_str(item));
    }
}

/* "Washington (USA GOV), London": words, and the code of one alone. */
static void add_people(json_object *record, const char *list, dtl_buf *out)
{
    size_t count = dtli_json_get_count(record, list);
    for (size_t i = 0; i < count; i++) {
        json_object *item = dtli_json_get_item(record, list, i);
        dtl_str text = dtli_json_get_str(item, "text");
        dtl_str code = dtli_json_get_str(item, "code");
        dtli_buf_add(out, i ? DTL_STR(", ") : DTL_STR(""));
        dtli_people_words(out, text.len ? text : DTL_STR("someone"));
        if (count == 1 && code.len)
            dtli_buf_printf(out, " (%.*s)", DTL_FMT(code));
    }
}

static dtl_str take(walk *w, dtl_buf *text)
{
    dtl_str kept = dtli_sheet_keep(&w->sheet, dtli_buf_str(text));
    w->sheet.failed = w->sheet.failed || text->failed;
    dtli_buf_reset(text);
    return kept;
}

static void add_act(json_object *record, dtl_buf *text)
{
    int status = dtl_label_find(DTL_LABELS_EVENT_STATUS,
                                dtli_json_get_str(record, "status"));
    dtli_write_act(
        text, status < 0 ? DTL_EVENT_STATUS_ACTUAL : (dtl_event_status)status,
        dtli_json_get_str(record, "event"), dtli_json_get_str(record, "mode"));
}

static void add_people_row(walk *w, json_object *record)
{
    dtl_buf text;
    dtl_sheet_row *row = dtli_sheet_add(&w->sheet);
    json_object *date = dtli_json_get(record, "date");
    json_object *place = dtli_json_get(record, "place");
    if (!row)
        return;
    int64_t quad = dtli_json_get_int(record, "quad", 0);
    row->paint = quad == 4 ? DTL_PAINT_CONFLICT : DTL_PAINT_PLAIN;
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    row->cell[0].text =
        dtli_sheet_keep(&w->sheet, dtli_json_get_str(date, "from"));
    add_people(record, "actors", &text);
    row->cell[1].text = take(w, &text);
    add_act(record, &text);
    row->cell[2].text = take(w, &text);
    add_people(record, "recipients", &text);
    row->cell[3].text = take(w, &text);
    dtli_people_words(&text, dtli_json_get_str(place, "name"));
    row->cell[4].text = take(w, &text);
    dtli_people_words(&text, dtli_json_get_str(record, "doc"));
    row->cell[5].text = take(w, &text);
    dtli_people_words(&text, dtli_column_text(w->stmt, SENTENCE));
    row->below = take(w, &text);
    dtli_buf_clear(&text);
}

static void next_cell(dtl_buf *out, dtl_str text)
{
    if (out->len && out->ptr[out->len - 1] != '\n')
        dtli_buf_add_char(out, ',');
    dtli_csv_cell(out, text);
}

/* A number as the record writes it. */
static void next_number(dtl_buf *out, json_object *object, const char *key)
{
    json_object *value = dtli_json_get(object, key);
    dtli_buf_add_char(out, ',');
    if (value)
        dtli_buf_add(out, dtli_str(json_object_to_json_string(value)));
}

static void next_joined(dtl_buf *out, json_object *record, const char *list,
                        const char *key)
{
    dtl_buf text;
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    add_joined(record, list, key, &text);
    next_cell(out, dtli_buf_str(&text));
    out->failed = out->failed || text.failed;
    dtli_buf_clear(&text);
}

static void next_counts(dtl_buf *out, json_object *record)
{
    dtl_buf text;
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    for (size_t i = 0; i < dtli_json_get_count(record, "counts"); i++) {
        json_object *count = dtli_json_get_item(record, "counts", i);
        int64_t most = dtli_json_get_int(count, "max", -1);
        dtl_str kind = dtli_json_get_str(count, "kind");
        dtli_buf_printf(&text, "%s%.*s=%lld-", i ? ";" : "", DTL_FMT(kind),
                        (long long)dtli_json_get_int(count, "min", 0));
        if (most >= 0)
            dtli_buf_printf(&text, "%lld", (long long)most);
    }
    next_cell(out, dtli_buf_str(&text));
    out->failed = out->failed || text.failed;
    dtli_buf_clear(&text);
}

static void add_texts(dtl_buf *out, json_object *object,
                      const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        next_cell(out, dtli_json_get_str(object, keys[i]));
}

/* The columns of `dateline code --format csv`. */
static void add_csv_row(walk *w, json_object *record)
{
    static const char *const FIRST[] = { "id",    "doc",  "published",
                                         "event", "mode", "cameo" };
    static const char *const DATE[] = { "from", "to", "precision" };
    static const char *const PLACE[] = { "name", "country", "admin1" };
    dtl_buf *out = &w->a->out;
    json_object *place = dtli_json_get(record, "place");
    json_object *said = dtli_json_get(record, "attribution");
    json_object *mention = dtli_json_get_item(record, "mentions", 0);
    add_texts(out, record, FIRST, 6);
    next_number(out, record, "quad");
    next_number(out, record, "goldstein");
    next_number(out, record, "intensity");
    next_cell(out, dtli_json_get_str(record, "status"));
    add_texts(out, dtli_json_get(record, "date"), DATE, 3);
    next_joined(out, record, "actors", "text");
    next_joined(out, record, "actors", "code");
    next_joined(out, record, "recipients", "text");
    next_joined(out, record, "recipients", "code");
    add_texts(out, place, PLACE, 3);
    next_number(out, place, "lat");
    next_number(out, place, "lon");
    next_number(out, place, "geonames");
    next_joined(out, record, "contexts", NULL);
    next_counts(out, record);
    next_cell(out, dtli_json_get_str(said, "text"));
    next_number(out, record, "confidence");
    next_cell(out, dtli_json_get_str(mention, "trigger"));
    next_cell(out, dtli_column_text(w->stmt, SENTENCE));
    dtli_buf_add_char(out, '\n');
}

static dtl_status add_event(walk *w)
{
    const dtl_stmt *row = w->stmt;
    dtl_str record = dtli_column_text(row, 0);
    if (w->a->q->form == DTL_ANSWER_JSONL) {
        dtli_store_full_record(record, dtli_column_text(row, 1),
                               dtli_column_text(row, 2),
                               dtli_column_text(row, 3), &w->a->out);
        return DTL_OK;
    }
    json_object *object = dtli_json_object(record);
    if (!object)
        return dtl_fail(w->a->err, DTL_CORRUPT, 0, 0,
                        "E763: the record of an event is no JSON object");
    if (w->a->q->form == DTL_ANSWER_CSV)
        add_csv_row(w, object);
    else
        add_people_row(w, object);
    json_object_put(object);
    return w->sheet.failed ? dtli_answer_no_memory(w->a) : DTL_OK;
}

#define COLUMNS_OF_PAGE                                                        \
    "SELECT records.record, coalesce(coders.version, ''),"                     \
    " coalesce(coders.lexicon, ''), coalesce(coders.model, ''),"               \
    " coalesce(substr(documents.text, cast(sentences.start AS integer)"        \
    " + 1, cast(sentences.stop - sentences.start AS integer)), ''),"           \
    " page.date_from, page.id FROM "
#define JOINS_OF_PAGE                                                          \
    " JOIN records ON records.event = page.id"                                 \
    " JOIN documents ON documents.id = page.document"                          \
    " LEFT JOIN coders ON coders.id = documents.coder"                         \
    " LEFT JOIN mentions ON mentions.event = page.id AND mentions.number = 0"  \
    " LEFT JOIN sentences ON sentences.document = page.document"               \
    " AND sentences.number = mentions.sentence"
#define REST " LIMIT 512) page" JOINS_OF_PAGE " ORDER BY "

static dtl_status open_walk(walk *w)
{
    static const char *const BEFORE = COLUMNS_OF_PAGE
        "(SELECT events.id, events.document, events.date_from FROM events"
        " WHERE ";
    dtl_ask_sql sql = { .before = BEFORE };
    bool old = w->a->q->oldest_first;
    sql.more = old ? DTL_ASK_AFTER : DTL_ASK_BEFORE;
    sql.after = old ? " ORDER BY events.date_from, events.id" REST
                      "page.date_from, page.id"
                    : " ORDER BY events.date_from DESC, events.id DESC" REST
                      "page.date_from DESC, page.id DESC";
    snprintf(w->day, sizeof w->day, "%s", old ? "" : "9999-12-32");
    w->id = old ? -1 : INT64_MAX;
    return dtli_answer_prepare(w->a, &sql, &w->filter, &w->stmt);
}

/* One page; *rows of it. */
static dtl_status read_page(walk *w, uint32_t *rows)
{
    uint32_t limit = w->a->q->limit;
    dtl_status status;
    char day[sizeof w->day];
    snprintf(day, sizeof day, "%s", w->day);
    dtli_bind_text(w->stmt, w->filter.count + 1, dtli_str(day));
    dtli_bind_int(w->stmt, w->filter.count + 2, w->id);
    *rows = 0;
    while ((status = dtli_step(w->stmt, w->a->err)) == DTL_OK) {
        if (limit && w->found == limit) {
            w->more = true;
            return DTL_OK;
        }
        status = add_event(w);
        if (status != DTL_OK)
            return status;
        dtl_str last = dtli_column_text(w->stmt, 5);
        snprintf(w->day, sizeof w->day, "%.*s", DTL_FMT(last));
        w->id = dtli_column_int(w->stmt, 6);
        w->found++;
        ++*rows;
    }
    return dtli_answer_end(w->a, status);
}

/* Events that meet the conditions, by the facts. */
typedef struct hit {
    dtl_day day;
    int64_t id;
} hit;

typedef struct hits {
    hit *at;
    uint32_t count, capacity;
    uint32_t most; /* that are wanted; 0: all */
    bool cut;      /* the first `most` are in order, none behind wins */
} hits;

static int oldest_first(const void *a, const void *b)
{
    const hit *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static int newest_first(const void *a, const void *b)
{
    return oldest_first(b, a);
}

static int order_of(const walk *w, const hit *a, const hit *b)
{
    return w->a->q->oldest_first ? oldest_first(a, b) : newest_first(a, b);
}

static void sort_hits(const walk *w, hits *all)
{
    if (all->count)
        qsort(all->at, all->count, sizeof *all->at,
              w->a->q->oldest_first ? oldest_first : newest_first);
    all->cut = all->most && all->count >= all->most;
    if (all->cut)
        all->count = all->most;
}

/* Keeps the hits of a block. Of a few that are wanted there are never more
 * than some thousand in hand: the rest is dropped from time to time. */
static dtl_status keep_block(walk *w, const dtl_scan *s, hits *all)
{
    for (uint32_t i = 0; i < s->hit_count; i++) {
        hit one = { dtli_scan_day(s, s->hits[i]), dtli_scan_id(s, s->hits[i]) };
        if (all->cut && order_of(w, &one, &all->at[all->most - 1]) > 0)
            continue;
        if (all->count == DTL_MAX_ANSWER_EVENTS)
            return DTL_NOTFOUND;
        if (!dtli_arena_grow(w->a->arena, &all->at, all->count, &all->capacity,
                             sizeof *all->at))
            return dtli_answer_no_memory(w->a);
        all->at[all->count++] = one;
    }
    if (all->most && all->count / 2 > all->most + PAGE)
        sort_hits(w, all);
    return DTL_OK;
}

/* DTL_END where the tables must be asked. */
static dtl_status read_hits(walk *w, hits *all)
{
    dtl_scan *scan;
    uint32_t limit = w->a->q->limit;
    all->most = limit && limit < UINT32_MAX ? limit + 1 : 0;
    dtl_status status =
        dtli_scan_open(w->a, (dtl_filter_rows){ NULL, NULL }, &scan);
    if (status == DTL_OK && !scan)
        return DTL_END;
    while (status == DTL_OK && (status = dtli_scan_next(scan)) == DTL_OK)
        status = keep_block(w, scan, all);
    dtli_scan_close(scan);
    sort_hits(w, all);
    return dtli_scan_end(status);
}

/* Tells the hits, a page at a time. */
static dtl_status tell_hits(walk *w, const hits *all)
{
    uint32_t limit = w->a->q->limit;
    dtl_status status = dtli_db_prepare(
        w->a->store->db,
        COLUMNS_OF_PAGE "events page" JOINS_OF_PAGE " WHERE page.id = $1",
        &w->stmt, w->a->err);
    for (uint32_t i = 0; i < all->count && status == DTL_OK; i++) {
        if (limit && w->found == limit) {
            w->more = true;
            break;
        }
        dtli_bind_int(w->stmt, 1, all->at[i].id);
        status = dtli_step(w->stmt, w->a->err);
        if (status == DTL_OK) {
            status = add_event(w);
            w->found++;
        }
        status = dtli_answer_end(w->a, status);
        dtli_stmt_reset(w->stmt);
        if (status == DTL_OK && w->found % PAGE == 0)
            status = dtli_answer_flush(w->a);
    }
    return status == DTL_OK ? dtli_answer_flush(w->a) : status;
}

static dtl_status tell_pages(walk *w)
{
    uint32_t rows = PAGE;
    dtl_status status = open_walk(w);
    while (status == DTL_OK && rows == PAGE && !w->more) {
        status = read_page(w, &rows);
        if (status == DTL_OK)
            status = dtli_answer_flush(w->a);
    }
    return status;
}

static dtl_status end_table(walk *w)
{
    dtl_answer *a = w->a;
    if (w->found == 0)
        dtli_buf_add(&a->out, DTL_STR("no events\n"));
    else
        dtli_sheet_write(&w->sheet, a->q, &a->out);
    if (w->more)
        dtli_buf_printf(&a->out,
                        "the first %u; --limit tells how many, "
                        "0 for all\n",
                        w->found);
    return dtli_answer_flush(a);
}

dtl_status dtli_answer_find(dtl_answer *a)
{
    walk w = { .a = a,
               .sheet = {
                   .columns = COLUMNS, .column_count = 6, .arena = a->arena } };
    hits all = { .count = 0 };
    dtl_status status = read_hits(&w, &all);
    bool facts = status != DTL_END;
    if (facts && status != DTL_OK)
        return status;
    if (a->q->form == DTL_ANSWER_CSV)
        dtli_buf_add(&a->out, dtli_write_csv_head());
    status = facts ? tell_hits(&w, &all) : tell_pages(&w);
    if (status == DTL_OK && a->q->form == DTL_ANSWER_TABLE)
        status = end_table(&w);
    dtli_stmt_close(w.stmt);
    dtli_filter_clear(&w.filter);
    return status;
}
