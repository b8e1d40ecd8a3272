/* timeline.c — events by period, with the words of the most telling ones.
 *
 * Days are counted in the database and folded into longer periods here. Of
 * each period that is shown the `top` events are told: those of the highest
 * absolute intensity, then confidence, then the first.
 */
#include <stdlib.h>

#include "ask/scan.h"
#include "base/limits.h"

enum { TOP = 10, SPARK = 60, BAR = 20, HEIGHT = 240, WIDTH = 900, EDGE = 40 };

typedef struct bin {
    int64_t period;
    uint64_t events;
} bin;

/* An event among the first of its period. */
typedef struct telling {
    uint32_t intensity; /* absolute, in millionths */
    double confidence;
    int64_t id;
} telling;

typedef struct bins {
    bin *at;
    uint32_t count, capacity, first; /* shown from `first` on */
    telling *tops; /* by the facts: `top` of each bin, in their order */
    uint32_t top, top_capacity;
} bins;

static const dtl_sheet_column COLUMNS[] = {
    { "period", "WHEN", DTL_SHEET_TEXT, DTL_SHEET_ALL },
    { "from", NULL, DTL_SHEET_TEXT, DTL_SHEET_DATA },
    { "to", NULL, DTL_SHEET_TEXT, DTL_SHEET_DATA },
    { "events", "EVENTS", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
    { "", "", DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
    { "words", "WORDS", DTL_SHEET_TEXT, DTL_SHEET_ALL },
};

static dtl_status add_bin(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    bins *out = payload;
    int64_t period = dtli_period_of(a->q->by, dtli_column_text(stmt, 0));
    uint64_t events = (uint64_t)dtli_column_int(stmt, 1);
    if (period == INT64_MIN)
        return DTL_OK;
    if (out->count && out->at[out->count - 1].period == period) {
        out->at[out->count - 1].events += events;
        return DTL_OK;
    }
    if (!dtli_arena_grow(a->arena, &out->at, out->count, &out->capacity,
                         sizeof *out->at))
        return dtli_answer_no_memory(a);
    out->at[out->count++] = (bin){ period, events };
    return DTL_OK;
}

static dtl_status read_tables(dtl_answer *a, bins *out)
{
    static const dtl_ask_sql SQL = {
        "SELECT events.date_from, count(*) FROM events"
        " WHERE events.date_from > '' AND ",
        " GROUP BY events.date_from ORDER BY events.date_from",
        { NULL, NULL },
        DTL_ASK_ALL
    };
    return dtli_answer_rows(a, &SQL, add_bin, out);
}

static bool is_before(const telling *x, const telling *y)
{
    if (x->intensity != y->intensity)
        return x->intensity > y->intensity;
    if (x->confidence < y->confidence || x->confidence > y->confidence)
        return x->confidence > y->confidence;
    return x->id < y->id;
}

/* Puts an event among the first of its period, or not. An id of 0 is free. */
static void rank(telling *tops, uint32_t count, telling event)
{
    uint32_t at = count;
    while (at > 0 &&
           (tops[at - 1].id == 0 || is_before(&event, &tops[at - 1]))) {
        at--;
        if (at + 1 < count)
            tops[at + 1] = tops[at];
    }
    if (at < count)
        tops[at] = event;
}

static uint32_t size_of(uint32_t score)
{
    if (score == DTL_FACT_NULL)
        return 0;
    return score < DTL_FACT_ZERO ? DTL_FACT_ZERO - score
                                 : score - DTL_FACT_ZERO;
}

/* Makes a bin with its tops for each group. */
static dtl_status make_bin(dtl_answer *a, bins *out, int64_t period)
{
    uint32_t top = out->top;
    if (!dtli_arena_grow(a->arena, &out->at, out->count, &out->capacity,
                         sizeof *out->at) ||
        (top && !dtli_arena_grow(a->arena, &out->tops, out->count,
                                 &out->top_capacity, top * sizeof *out->tops)))
        return dtli_answer_no_memory(a);
    out->at[out->count] = (bin){ period, 0 };
    for (uint32_t i = 0; i < top; i++)
        out->tops[out->count * top + i] = (telling){ 0, 0, 0 };
    out->count++;
    return DTL_OK;
}

static dtl_status count_block(dtl_scan *s, dtl_groups *groups, bins *out)
{
    const uint32_t *sums = NULL, *sure = NULL;
    uint32_t top = out->top;
    dtl_status status = DTL_OK;
    if (top)
        status = dtli_scan_part(s, DTL_FACT_SUMS, &sums);
    if (top && status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_CONFIDENCE, &sure);
    for (uint32_t i = 0; i < s->hit_count && status == DTL_OK; i++) {
        uint32_t event = s->hits[i];
        int64_t period =
            dtli_period_of_day(s->a->q->by, dtli_scan_day(s, event));
        uint32_t row = dtli_groups_row(groups, (uint64_t)period);
        if (row == UINT32_MAX)
            return dtli_answer_no_memory(s->a);
        if (row == out->count)
            status = make_bin(s->a, out, period);
        if (status != DTL_OK)
            return status;
        out->at[row].events++;
        if (top)
            rank(&out->tops[row * top], top,
                 (telling){ size_of(sums[2 * event]),
                            dtli_scan_double(sure, event),
                            dtli_scan_id(s, event) });
    }
    return status;
}

/* A bin on its way to its place. */
typedef struct order {
    int64_t period;
    uint32_t row;
} order;

static int by_period(const void *a, const void *b)
{
    const order *x = a, *y = b;
    return x->period < y->period ? -1 : x->period > y->period;
}

/* Puts bins and their tops in the order of time. */
static dtl_status sort_bins(dtl_answer *a, bins *out)
{
    bins old = *out;
    order *orders = dtli_arena_array(a->arena, old.count + 1, sizeof *orders);
    out->at = dtli_arena_array(a->arena, old.count + 1, sizeof *out->at);
    out->tops = dtli_arena_array(a->arena, (size_t)old.count * old.top + 1,
                                 sizeof *out->tops);
    if (!orders || !out->at || !out->tops)
        return dtli_answer_no_memory(a);
    for (uint32_t i = 0; i < old.count; i++)
        orders[i] = (order){ old.at[i].period, i };
    qsort(orders, old.count, sizeof *orders, by_period);
    for (uint32_t i = 0; i < old.count; i++) {
        out->at[i] = old.at[orders[i].row];
        for (uint32_t j = 0; j < old.top; j++)
            out->tops[i * old.top + j] = old.tops[orders[i].row * old.top + j];
    }
    return DTL_OK;
}

/* DTL_END where the tables must be asked. */
static dtl_status read_facts(dtl_answer *a, bins *out)
{
    dtl_scan *scan;
    dtl_groups groups = { .arena = a->arena };
    bool told = a->q->form != DTL_ANSWER_SVG;
    out->top = !told ? 0 : a->q->top < TOP ? a->q->top : TOP;
    dtl_status status =
        dtli_scan_open(a, (dtl_filter_rows){ NULL, NULL }, &scan);
    if (status == DTL_OK && !scan)
        return DTL_END;
    while (status == DTL_OK && (status = dtli_scan_next(scan)) == DTL_OK)
        status = count_block(scan, &groups, out);
    dtli_scan_close(scan);
    status = dtli_scan_end(status);
    return status == DTL_OK ? sort_bins(a, out) : status;
}

/* *facts: the bins have their tops with them. */
static dtl_status read_bins(dtl_answer *a, bins *out, bool *facts)
{
    dtl_status status = read_facts(a, out);
    *facts = status != DTL_END;
    if (*facts)
        return status;
    *out = (bins){ .count = 0 };
    return read_tables(a, out);
}

static void format_day(dtl_by by, int64_t period, char out[DTL_DAY_TEXT_SIZE])
{
    dtli_day_format(dtli_period_day(by, period), out);
}

/* Sentences of the top events of a period, joined. */
static dtl_status add_words(dtl_answer *a, dtl_stmt *stmt, unsigned count,
                            int64_t period, dtl_buf *out)
{
    char from[DTL_DAY_TEXT_SIZE], to[DTL_DAY_TEXT_SIZE];
    dtl_status status = DTL_OK;
    format_day(a->q->by, period, from);
    format_day(a->q->by, period + 1, to);
    dtli_bind_text(stmt, count + 1, dtli_str(from));
    dtli_bind_text(stmt, count + 2, dtli_str(to));
    for (uint32_t i = 0; i < a->q->top && status == DTL_OK; i++) {
        status = dtli_step(stmt, a->err);
        if (status != DTL_OK)
            break;
        dtli_buf_add(out, i ? DTL_STR(" | ") : DTL_STR(""));
        dtli_people_words(out, dtli_column_text(stmt, 0));
    }
    if (status == DTL_OK)
        dtli_stmt_reset(stmt);
    return dtli_answer_end(a, status);
}

static uint64_t most_of(const bins *b)
{
    uint64_t most = 0;
    for (uint32_t i = b->first; i < b->count; i++)
        most = b->at[i].events > most ? b->at[i].events : most;
    return most;
}

static void fill_row(dtl_answer *a, dtl_sheet *sheet, const bin *b,
                     uint64_t most)
{
    dtl_sheet_row *row = dtli_sheet_add(sheet);
    char day[DTL_DAY_TEXT_SIZE];
    dtl_buf text;
    if (!row)
        return;
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    dtli_period_name(a->q->by, b->period, &text);
    row->cell[0].text = dtli_sheet_keep(sheet, dtli_buf_str(&text));
    format_day(a->q->by, b->period, day);
    row->cell[1].text = dtli_sheet_keep(sheet, dtli_str(day));
    dtli_day_format(dtli_day_add(dtli_period_day(a->q->by, b->period + 1), -1),
                    day);
    row->cell[2].text = dtli_sheet_keep(sheet, dtli_str(day));
    row->cell[3].number = (double)b->events;
    dtli_buf_reset(&text);
    dtli_sheet_bar(&text, (double)b->events, (double)most, BAR);
    row->cell[4].text = dtli_sheet_keep(sheet, dtli_buf_str(&text));
    dtli_buf_clear(&text);
}

#define SENTENCE                                                               \
    "SELECT coalesce(substr(documents.text,"                                   \
    " cast(sentences.start AS integer) + 1,"                                   \
    " cast(sentences.stop - sentences.start AS integer)), '')"                 \
    " FROM events JOIN documents ON documents.id = events.document"            \
    " LEFT JOIN mentions ON mentions.event = events.id"                        \
    " AND mentions.number = 0 LEFT JOIN sentences"                             \
    " ON sentences.document = events.document"                                 \
    " AND sentences.number = mentions.sentence WHERE "

/* Sentences of the tops of a bin, joined. */
static dtl_status add_tops(dtl_answer *a, dtl_stmt *stmt, const telling *tops,
                           uint32_t count, dtl_buf *out)
{
    dtl_status status = DTL_OK;
    for (uint32_t i = 0; i < count && tops[i].id && status == DTL_OK; i++) {
        dtli_bind_int(stmt, 1, tops[i].id);
        status = dtli_step(stmt, a->err);
        if (status != DTL_OK)
            break;
        dtli_buf_add(out, i ? DTL_STR(" | ") : DTL_STR(""));
        dtli_people_words(out, dtli_column_text(stmt, 0));
        dtli_stmt_reset(stmt);
    }
    return dtli_answer_end(a, status);
}

static dtl_status fill_by_facts(dtl_answer *a, const bins *b, dtl_sheet *sheet)
{
    dtl_stmt *stmt = NULL;
    dtl_buf text;
    uint64_t most = most_of(b);
    dtl_status status =
        dtli_db_prepare(a->store->db, SENTENCE "events.id = $1", &stmt, a->err);
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    for (uint32_t i = b->first; i < b->count && status == DTL_OK; i++) {
        fill_row(a, sheet, &b->at[i], most);
        if (b->top == 0 || sheet->failed)
            continue;
        status = add_tops(a, stmt, &b->tops[i * b->top], b->top, &text);
        sheet->rows[sheet->count - 1].cell[5].text =
            dtli_sheet_keep(sheet, dtli_buf_str(&text));
        dtli_buf_reset(&text);
    }
    dtli_buf_clear(&text);
    dtli_stmt_close(stmt);
    return status;
}

static dtl_status fill(dtl_answer *a, const bins *b, dtl_sheet *sheet)
{
    static const dtl_ask_sql SQL = {
        SENTENCE,
        " ORDER BY abs(coalesce(events.intensity, 0)) DESC,"
        " coalesce(events.confidence, 0) DESC, events.id LIMIT 10",
        { NULL, NULL },
        DTL_ASK_WITHIN
    };
    dtl_filter filter;
    dtl_stmt *stmt = NULL;
    dtl_buf text;
    uint64_t most = most_of(b);
    dtl_status status = dtli_answer_prepare(a, &SQL, &filter, &stmt);
    dtli_buf_init(&text, DTL_MAX_ANSWER_TEXT);
    for (uint32_t i = b->first; i < b->count && status == DTL_OK; i++) {
        fill_row(a, sheet, &b->at[i], most);
        if (a->q->top == 0 || sheet->failed)
            continue;
        status = add_words(a, stmt, filter.count, b->at[i].period, &text);
        sheet->rows[sheet->count - 1].cell[5].text =
            dtli_sheet_keep(sheet, dtli_buf_str(&text));
        dtli_buf_reset(&text);
    }
    dtli_buf_clear(&text);
    dtli_stmt_close(stmt);
    dtli_filter_clear(&filter);
    return status;
}

/* "45 events, 2025-01-02 to 2025-02-11  ▁▂▇": true to time, gaps too. */
static void add_head(dtl_answer *a, const bins *b)
{
    uint64_t all = 0, cells[SPARK] = { 0 };
    int64_t first = b->at[b->first].period;
    int64_t span = b->at[b->count - 1].period - first + 1;
    int64_t wide = span < SPARK ? span : SPARK;
    for (uint32_t i = b->first; i < b->count; i++) {
        cells[(b->at[i].period - first) * wide / span] += b->at[i].events;
        all += b->at[i].events;
    }
    dtli_buf_printf(&a->out, "%llu event%s, ", (unsigned long long)all,
                    all == 1 ? "" : "s");
    dtli_period_name(a->q->by, first, &a->out);
    dtli_buf_add(&a->out, DTL_STR(" to "));
    dtli_period_name(a->q->by, b->at[b->count - 1].period, &a->out);
    dtli_buf_add(&a->out, DTL_STR("  "));
    dtli_sheet_spark(&a->out, cells, (size_t)wide);
    dtli_buf_add_char(&a->out, '\n');
}

static void write_svg(dtl_answer *a, const bins *b)
{
    dtl_buf text, *out = &a->out;
    dtli_svg_begin(out, WIDTH, HEIGHT);
    if (b->count > b->first) {
        double most = (double)most_of(b);
        int64_t first = b->at[b->first].period;
        int64_t last = b->at[b->count - 1].period;
        double wide = (WIDTH - 2 * EDGE) / (double)(last - first + 1);
        for (uint32_t i = b->first; i < b->count; i++) {
            double high = (double)b->at[i].events / most * (HEIGHT - 2 * EDGE);
            dtli_svg_rect(
                out,
                (double[]){ EDGE + wide * (double)(b->at[i].period - first),
                            HEIGHT - EDGE - high, wide > 3 ? wide - 1 : wide,
                            high },
                "#34608f");
        }
        dtli_buf_init(&text, 64);
        dtli_period_name(a->q->by, first, &text);
        dtli_svg_text(out, EDGE, HEIGHT - EDGE / 2, dtli_buf_str(&text));
        dtli_buf_reset(&text);
        dtli_period_name(a->q->by, last, &text);
        dtli_svg_text(out, WIDTH - 2.5 * EDGE, HEIGHT - EDGE / 2,
                      dtli_buf_str(&text));
        dtli_buf_reset(&text);
        dtli_buf_printf(&text, "%.0f", most);
        dtli_svg_text(out, 4, EDGE + 10, dtli_buf_str(&text));
        dtli_buf_clear(&text);
    }
    dtli_svg_end(out);
}

dtl_status dtli_answer_timeline(dtl_answer *a)
{
    bins b = { .count = 0 };
    dtl_sheet sheet = { .columns = COLUMNS,
                        .column_count = 6,
                        .arena = a->arena };
    bool facts;
    dtl_status status = read_bins(a, &b, &facts);
    if (status != DTL_OK)
        return status;
    if (a->q->limit && b.count > a->q->limit)
        b.first = b.count - a->q->limit;
    if (a->q->form == DTL_ANSWER_SVG) {
        write_svg(a, &b);
        return dtli_answer_flush(a);
    }
    status = facts ? fill_by_facts(a, &b, &sheet) : fill(a, &b, &sheet);
    if (status != DTL_OK)
        return status;
    if (a->q->form == DTL_ANSWER_TABLE && b.count == 0) {
        dtli_buf_add(&a->out, DTL_STR("no events\n"));
        return dtli_answer_flush(a);
    }
    if (a->q->form == DTL_ANSWER_TABLE)
        add_head(a, &b);
    return dtli_answer_sheet(a, &sheet);
}
