/* timeline.c — events by period, with the words of the most telling ones.
 *
 * Days are counted in the database and folded into longer periods here. Of
 * each period that is shown the `top` events are told: those of the highest
 * absolute intensity, then confidence, then the first.
 */
#include <json-c/json.h>

#include "ask/answer.h"
#include "base/limits.h"
#include "store/json_get.h"

enum { SPARK = 60, BAR = 20, HEIGHT = 240, WIDTH = 900, EDGE = 40 };

typedef struct bin {
    int64_t period;
    uint64_t events;
} bin;

typedef struct bins {
    bin *at;
    uint32_t count, capacity, first; /* shown from `first` on */
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

static dtl_status read_bins(dtl_answer *a, bins *out)
{
    static const dtl_ask_sql SQL = {
        "SELECT events.date_from, count(*) FROM events"
        " WHERE events.date_from > '' AND ",
        " GROUP BY events.date_from ORDER BY events.date_from",
        { NULL, NULL }, DTL_ASK_ALL
    };
    return dtli_answer_rows(a, &SQL, add_bin, out);
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
    dtli_day_format(
        dtli_day_add(dtli_period_day(a->q->by, b->period + 1), -1), day);
    row->cell[2].text = dtli_sheet_keep(sheet, dtli_str(day));
    row->cell[3].number = (double)b->events;
    dtli_buf_reset(&text);
    dtli_sheet_bar(&text, (double)b->events, (double)most, BAR);
    row->cell[4].text = dtli_sheet_keep(sheet, dtli_buf_str(&text));
    dtli_buf_clear(&text);
}

static dtl_status fill(dtl_answer *a, const bins *b, dtl_sheet *sheet)
{
    static const dtl_ask_sql SQL = {
        "SELECT coalesce(substr(documents.text,"
        " cast(sentences.start AS integer) + 1,"
        " cast(sentences.stop - sentences.start AS integer)), '')"
        " FROM events JOIN documents ON documents.id = events.document"
        " LEFT JOIN mentions ON mentions.event = events.id"
        " AND mentions.number = 0 LEFT JOIN sentences"
        " ON sentences.document = events.document"
        " AND sentences.number = mentions.sentence WHERE ",
        " ORDER BY abs(coalesce(events.intensity, 0)) DESC,"
        " coalesce(events.confidence, 0) DESC, events.id LIMIT 10",
        { NULL, NULL }, DTL_ASK_WITHIN
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
            double high =
                (double)b->at[i].events / most * (HEIGHT - 2 * EDGE);
            dtli_svg_rect(out,
                          (double[]){ EDGE + wide * (double)(b->at[i].period -
                                                             first),
                                      HEIGHT - EDGE - high,
                                      wide > 3 ? wide - 1 : wide, high },
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
    dtl_sheet sheet = { .columns = COLUMNS, .column_count = 6,
                        .arena = a->arena };
    dtl_status status = read_bins(a, &b);
    if (status != DTL_OK)
        return status;
    if (a->q->limit && b.count > a->q->limit)
        b.first = b.count - a->q->limit;
    if (a->q->form == DTL_ANSWER_SVG) {
        write_svg(a, &b);
        return dtli_answer_flush(a);
    }
    status = fill(a, &b, &sheet);
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
