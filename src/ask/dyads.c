/* dyads.c — pairs of actor and recipient by period, with mean intensity.
 *
 * An event counts once for a pair, however many of its actors belong to the
 * same country. Pairs stand in the order of their events, most first.
 */
#include <stdlib.h>

#include "ask/scan.h"
#include "base/limits.h"

enum { SPARK = 30, COLUMN_COUNT = 7 };

typedef struct part { /* of a pair, one period */
    int64_t period;
    dtl_sum sum;
} part;

typedef struct pair {
    dtl_str actor, recipient;
    uint32_t first, count; /* parts */
    dtl_sum sum;
} pair;

typedef struct pairs {
    pair *at;
    part *parts;
    uint32_t count, capacity, part_count, part_capacity;
    int64_t from, to; /* periods */
} pairs;

static const dtl_sheet_column COLUMNS[COLUMN_COUNT] = {
    { "actor", "WHO", DTL_SHEET_TEXT, DTL_SHEET_ALL },
    { "recipient", "TO WHOM", DTL_SHEET_TEXT, DTL_SHEET_ALL },
    { "period", NULL, DTL_SHEET_TEXT, DTL_SHEET_DATA },
    { "events", "EVENTS", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
    { "intensity", "PLOVER", DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
    { "goldstein", "GOLDSTEIN", DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
    { "", "OVER TIME", DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
};

static dtl_status new_pair(dtl_answer *a, const dtl_stmt *stmt, pairs *all)
{
    if (all->count == DTL_MAX_ANSWER_ROWS)
        return dtli_answer_too_many(a);
    if (!dtli_arena_grow(a->arena, &all->at, all->count, &all->capacity,
                         sizeof *all->at))
        return dtli_answer_no_memory(a);
    pair *p = &all->at[all->count++];
    *p = (pair){ .first = all->part_count };
    p->actor = dtli_arena_str(a->arena, dtli_column_text(stmt, 0));
    p->recipient = dtli_arena_str(a->arena, dtli_column_text(stmt, 1));
    return p->actor.ptr && p->recipient.ptr ? DTL_OK : dtli_answer_no_memory(a);
}

/* A new part of `p`, behind all others. */
static dtl_status add_part(dtl_answer *a, pairs *all, pair *p, int64_t period)
{
    if (all->part_count == DTL_MAX_ANSWER_ROWS)
        return dtli_answer_too_many(a);
    if (!dtli_arena_grow(a->arena, &all->parts, all->part_count,
                         &all->part_capacity, sizeof *all->parts))
        return dtli_answer_no_memory(a);
    if (p->count++ == 0)
        p->first = all->part_count;
    all->parts[all->part_count++] = (part){ .period = period };
    return DTL_OK;
}

/* Rows come by pair, then day. */
static dtl_status add_row(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    pairs *all = payload;
    pair *p = all->count ? &all->at[all->count - 1] : NULL;
    int64_t period = dtli_period_of(a->q->by, dtli_column_text(stmt, 2));
    if (period == INT64_MIN)
        return DTL_OK;
    if (!p || !dtli_str_equal(p->actor, dtli_column_text(stmt, 0)) ||
        !dtli_str_equal(p->recipient, dtli_column_text(stmt, 1))) {
        dtl_status status = new_pair(a, stmt, all);
        if (status != DTL_OK)
            return status;
        p = &all->at[all->count - 1];
    }
    part *last = p->count ? &all->parts[all->part_count - 1] : NULL;
    if (!last || last->period != period) {
        dtl_status status = add_part(a, all, p, period);
        if (status != DTL_OK)
            return status;
        last = &all->parts[all->part_count - 1];
    }
    dtli_sum_add(&last->sum, stmt, 3);
    dtli_sum_add(&p->sum, stmt, 3);
    return DTL_OK;
}

static void add_words(const dtl_question *q, dtl_buf *before, dtl_buf *after)
{
    const char *column = dtli_level_column(q->level);
    unsigned length = q->by == DTL_BY_YEAR ? 4 : q->by == DTL_BY_MONTH ? 7 : 10;
    dtli_buf_printf(
        before,
        "SELECT a.%s, r.%s,"
        " substr(events.date_from, 1, %u) AS period, " DTL_SUM_COLUMNS
        " FROM events JOIN actors a"
        " ON a.event = events.id AND a.role = 'actor'"
        " JOIN actors r ON r.event = events.id"
        " AND r.role = 'recipient' WHERE events.date_from > ''",
        column, column, length);
    dtli_answer_once(before, "a", column);
    dtli_answer_once(before, "r", column);
    dtli_buf_add(before, DTL_STR(" AND "));
    dtli_buf_printf(after,
                    " GROUP BY a.%s, r.%s, period"
                    " ORDER BY a.%s, r.%s, period",
                    column, column, column, column);
    dtli_buf_add_char(before, '\0');
    dtli_buf_add_char(after, '\0');
}

static dtl_status read_tables(dtl_answer *a, pairs *all)
{
    dtl_buf before, after;
    dtli_buf_init(&before, DTL_MAX_ANSWER_TEXT);
    dtli_buf_init(&after, DTL_MAX_ANSWER_TEXT);
    add_words(a->q, &before, &after);
    dtl_ask_sql sql = { before.ptr, after.ptr, { "a", "r" }, DTL_ASK_ALL };
    dtl_status status = before.failed || after.failed
                            ? dtli_answer_no_memory(a)
                            : dtli_answer_rows(a, &sql, add_row, all);
    dtli_buf_clear(&before);
    dtli_buf_clear(&after);
    return status;
}

static int by_events(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->sum.events != y->sum.events)
        return x->sum.events < y->sum.events ? 1 : -1;
    int order = dtli_str_compare(x->actor, y->actor);
    return order ? order : dtli_str_compare(x->recipient, y->recipient);
}

static uint32_t shown_of(const dtl_answer *a, uint32_t count)
{
    return a->q->limit && a->q->limit < count ? a->q->limit : count;
}

static void sort_pairs(pairs *all)
{
    if (all->count)
        qsort(all->at, all->count, sizeof *all->at, by_events);
}

/* An event of a pair, by the facts. */
typedef struct item {
    uint32_t pair; /* row of its group, then of its pair */
    dtl_day day;
    uint32_t scores[2]; /* as in SUMS */
} item;

/* What goes through the facts: events first, then pairs of all, then parts
 * of those that are shown. */
typedef struct tally {
    dtl_scan *scan;
    pairs *all;
    dtl_groups groups;
    item *items;
    uint32_t item_count, item_capacity;
    const uint32_t *people, *keys, *sums; /* of the block */
} tally;

static dtl_status count_pair(tally *t, uint32_t event, uint64_t key)
{
    dtl_answer *a = t->scan->a;
    pairs *all = t->all;
    if (t->item_count == DTL_MAX_ANSWER_EVENTS)
        return DTL_NOTFOUND;
    uint32_t row = dtli_groups_row(&t->groups, key);
    if (row == UINT32_MAX ||
        !dtli_arena_grow(a->arena, &all->at, row < all->count ? 0 : row,
                         &all->capacity, sizeof *all->at) ||
        !dtli_arena_grow(a->arena, &t->items, t->item_count, &t->item_capacity,
                         sizeof *t->items))
        return dtli_answer_no_memory(a);
    if (row == all->count) {
        if (all->count == DTL_MAX_ANSWER_ROWS)
            return dtli_answer_too_many(a);
        all->at[all->count++] = (pair){ .first = row };
    }
    dtli_scan_sum(&all->at[row].sum, t->sums, event);
    t->items[t->item_count++] =
        (item){ row,
                dtli_scan_day(t->scan, event),
                { t->sums[2 * event], t->sums[2 * event + 1] } };
    return DTL_OK;
}

/* Recipients of an event whose actor `who` counts. */
static dtl_status count_actor(tally *t, uint32_t event, uint32_t who)
{
    dtl_scan *s = t->scan;
    uint32_t first = 1u << (DTL_FACT_FIRST + (unsigned)s->a->q->level);
    bool either = dtli_scan_is(s, DTL_SCAN_EITHER, who);
    dtl_status status = DTL_OK;
    for (uint32_t i = s->people[event];
         i < s->people[event + 1] && status == DTL_OK; i++)
        if (t->people[i] & first && t->people[i] >> DTL_FACT_RECIPIENT & 1 &&
            dtli_scan_is(s, DTL_SCAN_RECIPIENT, i) &&
            (either || dtli_scan_is(s, DTL_SCAN_EITHER, i)))
            status =
                count_pair(t, event, (uint64_t)t->keys[who] << 32 | t->keys[i]);
    return status;
}

static dtl_status count_block(tally *t)
{
    dtl_scan *s = t->scan;
    unsigned level = (unsigned)s->a->q->level;
    uint32_t first = 1u << (DTL_FACT_FIRST + level);
    dtl_status status = dtli_scan_people(s);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_ACTOR, &t->people);
    if (status == DTL_OK)
        status = dtli_scan_part(s, (dtl_fact_part)(DTL_FACT_COUNTRY + level),
                                &t->keys);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_SUMS, &t->sums);
    for (uint32_t i = 0; i < s->hit_count; i++) {
        uint32_t event = s->hits[i];
        for (uint32_t who = s->people[event];
             status == DTL_OK && who < s->people[event + 1]; who++)
            if (t->people[who] & first &&
                !(t->people[who] >> DTL_FACT_RECIPIENT & 1) &&
                dtli_scan_is(s, DTL_SCAN_ACTOR, who))
                status = count_actor(t, event, who);
    }
    return status;
}

/* Names of all pairs: their order may hang on them. */
static dtl_status name_pairs(tally *t)
{
    dtl_answer *a = t->scan->a;
    for (uint32_t i = 0; i < t->all->count; i++) {
        pair *p = &t->all->at[i];
        dtl_str actor = { NULL, 0 }, recipient = { NULL, 0 };
        dtl_status status =
            dtli_facts_text(t->scan->facts, (uint32_t)(t->groups.keys[i] >> 32),
                            &actor, a->err);
        if (status == DTL_OK)
            status =
                dtli_facts_text(t->scan->facts, (uint32_t)t->groups.keys[i],
                                &recipient, a->err);
        if (status != DTL_OK)
            return status;
        p->actor = dtli_arena_str(a->arena, actor);
        p->recipient = dtli_arena_str(a->arena, recipient);
        if (!p->actor.ptr || !p->recipient.ptr)
            return dtli_answer_no_memory(a);
    }
    return DTL_OK;
}

static int by_pair_and_day(const void *a, const void *b)
{
    const item *x = a, *y = b;
    if (x->pair != y->pair)
        return x->pair < y->pair ? -1 : 1;
    return x->day < y->day ? -1 : x->day > y->day;
}

/* Keeps the items of the pairs that are shown, by pair and day. */
static dtl_status sort_items(tally *t, uint32_t shown)
{
    dtl_answer *a = t->scan->a;
    uint32_t kept = 0;
    uint32_t *place =
        dtli_arena_array(a->arena, t->all->count + 1, sizeof *place);
    if (!place)
        return dtli_answer_no_memory(a);
    for (uint32_t i = 0; i < t->all->count; i++)
        place[t->all->at[i].first] = i;
    for (uint32_t i = 0; i < t->item_count; i++) {
        item one = t->items[i];
        one.pair = place[one.pair];
        if (one.pair < shown)
            t->items[kept++] = one;
    }
    t->item_count = kept;
    if (kept)
        qsort(t->items, kept, sizeof *t->items, by_pair_and_day);
    return DTL_OK;
}

/* Parts of the pairs that are shown. */
static dtl_status make_parts(tally *t)
{
    dtl_answer *a = t->scan->a;
    pairs *all = t->all;
    for (uint32_t i = 0; i < all->count; i++)
        all->at[i].first = all->at[i].count = 0;
    for (uint32_t i = 0; i < t->item_count; i++) {
        const item *one = &t->items[i];
        pair *p = &all->at[one->pair];
        int64_t period = dtli_period_of_day(a->q->by, one->day);
        part *last = p->count ? &all->parts[all->part_count - 1] : NULL;
        if (!last || last->period != period) {
            dtl_status status = add_part(a, all, p, period);
            if (status != DTL_OK)
                return status;
            last = &all->parts[all->part_count - 1];
        }
        dtli_scan_sum(&last->sum, one->scores, 0);
    }
    return DTL_OK;
}

static dtl_status walk(tally *t)
{
    dtl_status status = DTL_OK;
    while (status == DTL_OK && (status = dtli_scan_next(t->scan)) == DTL_OK)
        status = count_block(t);
    status = dtli_scan_end(status);
    if (status == DTL_OK)
        status = name_pairs(t);
    if (status != DTL_OK)
        return status;
    sort_pairs(t->all);
    status = sort_items(t, shown_of(t->scan->a, t->all->count));
    return status == DTL_OK ? make_parts(t) : status;
}

/* Pairs in their order, with the parts of those that are shown at least. */
static dtl_status read_pairs(dtl_answer *a, pairs *all)
{
    tally t = { .all = all, .groups = { .arena = a->arena } };
    dtl_status status =
        dtli_scan_open(a, (dtl_filter_rows){ "a", "r" }, &t.scan);
    if (status == DTL_OK)
        status = t.scan ? walk(&t) : DTL_END;
    dtli_scan_close(t.scan);
    if (status != DTL_END)
        return status;
    *all = (pairs){ .count = 0 };
    status = read_tables(a, all);
    sort_pairs(all);
    return status;
}

/* First and last period of the pairs that are shown. */
static void find_span(pairs *all, uint32_t shown)
{
    all->from = INT64_MAX;
    all->to = INT64_MIN;
    for (uint32_t i = 0; i < shown; i++) {
        const pair *p = &all->at[i];
        int64_t first = all->parts[p->first].period;
        int64_t last = all->parts[p->first + p->count - 1].period;
        all->from = first < all->from ? first : all->from;
        all->to = last > all->to ? last : all->to;
    }
}

static void add_spark(const pairs *all, const pair *p, dtl_buf *out)
{
    uint64_t cells[SPARK] = { 0 };
    int64_t span = all->to - all->from + 1;
    int64_t wide = span < SPARK ? span : SPARK;
    for (uint32_t i = 0; i < p->count; i++) {
        const part *x = &all->parts[p->first + i];
        cells[(x->period - all->from) * wide / span] += x->sum.events;
    }
    dtli_sheet_spark(out, cells, (size_t)wide);
}

static dtl_sheet_row *add_pair(dtl_sheet *sheet, const pair *p,
                               const dtl_sum *sum)
{
    dtl_sheet_row *row = dtli_sheet_add(sheet);
    if (!row)
        return NULL;
    row->cell[0].text = p->actor;
    row->cell[1].text = p->recipient;
    row->cell[3].number = (double)sum->events;
    row->cell[4].number = dtli_sum_intensity(sum);
    row->cell[5].number = dtli_sum_goldstein(sum);
    return row;
}

/* A row a pair for people, a row a pair and period for programs. */
static void fill(dtl_answer *a, const pairs *all, uint32_t shown,
                 dtl_sheet *sheet)
{
    bool people = a->q->form == DTL_ANSWER_TABLE;
    for (uint32_t i = 0; i < shown && !sheet->failed; i++) {
        const pair *p = &all->at[i];
        for (uint32_t j = 0; j < (people ? 1 : p->count); j++) {
            const part *x = &all->parts[p->first + j];
            dtl_sheet_row *row = add_pair(sheet, p, people ? &p->sum : &x->sum);
            if (!row)
                return;
            if (people)
                add_spark(all, p, &a->out);
            else
                dtli_period_name(a->q->by, x->period, &a->out);
            row->cell[people ? 6 : 2].text =
                dtli_sheet_keep(sheet, dtli_buf_str(&a->out));
            dtli_buf_reset(&a->out);
        }
    }
}

/* Events of the fullest period among the pairs that are shown. */
static uint64_t most_of(const pairs *all, uint32_t shown)
{
    uint64_t most = 1;
    for (uint32_t i = 0; i < shown; i++)
        for (uint32_t j = 0; j < all->at[i].count; j++) {
            const part *x = &all->parts[all->at[i].first + j];
            most = x->sum.events > most ? x->sum.events : most;
        }
    return most;
}

/* A line of bars for each pair, on one scale; red: conflict on the mean. */
static void write_svg(dtl_answer *a, const pairs *all, uint32_t shown)
{
    enum { LINE = 40, LEFT = 200, WIDE = 640, TOP = 10, NAMES = 400 };
    dtl_buf *out = &a->out, name;
    uint64_t most = most_of(all, shown);
    dtli_buf_init(&name, NAMES);
    dtli_svg_begin(out, LEFT + WIDE + TOP, TOP + LINE * (double)shown + TOP);
    for (uint32_t i = 0; i < shown; i++) {
        const pair *p = &all->at[i];
        double foot = TOP + LINE * ((double)i + 1) - 6;
        double wide = WIDE / (double)(all->to - all->from + 1);
        dtl_str who = dtli_str_slice(p->actor, 0, 60);
        dtl_str whom = dtli_str_slice(p->recipient, 0, 60);
        dtli_buf_printf(&name, "%.*s \xe2\x86\x92 %.*s  %llu", DTL_FMT(who),
                        DTL_FMT(whom), (unsigned long long)p->sum.events);
        dtli_svg_text(out, 8, foot - 8, dtli_buf_str(&name));
        dtli_buf_reset(&name);
        for (uint32_t j = 0; j < p->count; j++) {
            const part *x = &all->parts[p->first + j];
            double high = (double)x->sum.events * (LINE - 8) / (double)most;
            dtli_svg_rect(
                out,
                (double[]){ LEFT + wide * (double)(x->period - all->from),
                            foot - high, wide, high },
                x->sum.intensity < 0 ? "#c0392b" : "#1a7f5a");
        }
    }
    dtli_buf_clear(&name);
    dtli_svg_end(out);
}

dtl_status dtli_answer_dyads(dtl_answer *a)
{
    pairs all = { .count = 0 };
    dtl_sheet sheet = { .columns = COLUMNS,
                        .column_count = COLUMN_COUNT,
                        .arena = a->arena };
    dtl_status status = read_pairs(a, &all);
    if (status != DTL_OK)
        return status;
    uint32_t shown = shown_of(a, all.count);
    find_span(&all, shown);
    if (a->q->form == DTL_ANSWER_SVG) {
        write_svg(a, &all, shown);
        return dtli_answer_flush(a);
    }
    fill(a, &all, shown, &sheet);
    return dtli_answer_sheet(a, &sheet);
}
