/* actors.c — who acts most, or is acted upon most: counts by quad class and
 * by event type, mean intensity. An event counts once for each actor. */
#include <stdlib.h>

#include "ask/scan.h"
#include "base/limits.h"

enum { QUADS = 4, TYPES = DTL_EVENT_COUNT, BAR = 20, NAME = 0, FIXED = 9 };

typedef struct actor {
    dtl_str key, country;
    dtl_sum sum;
    uint64_t quads[QUADS + 1], types[TYPES];
} actor;

typedef struct actors {
    actor *at;
    uint32_t count, capacity;
} actors;

static dtl_status add_row(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    actors *all = payload;
    dtl_str key = dtli_column_text(stmt, 0);
    actor *last = all->count ? &all->at[all->count - 1] : NULL;
    if (!last || !dtli_str_equal(last->key, key)) {
        if (all->count == DTL_MAX_ANSWER_ROWS)
            return dtli_answer_too_many(a);
        if (!dtli_arena_grow(a->arena, &all->at, all->count, &all->capacity,
                             sizeof *all->at))
            return dtli_answer_no_memory(a);
        last = &all->at[all->count++];
        *last = (actor){ .key = dtli_arena_str(a->arena, key) };
        if (!last->key.ptr)
            return dtli_answer_no_memory(a);
    }
    if (dtli_str_compare(dtli_column_text(stmt, 3), last->country) > 0)
        last->country = dtli_arena_str(a->arena, dtli_column_text(stmt, 3));
    int64_t quad = dtli_column_int(stmt, 2);
    int type = dtl_label_find(DTL_LABELS_EVENT, dtli_column_text(stmt, 1));
    uint64_t events = (uint64_t)dtli_column_int(stmt, 4);
    last->quads[quad >= 1 && quad <= QUADS ? quad : 0] += events;
    last->types[type > 0 && type < TYPES ? type : 0] += events;
    dtli_sum_add(&last->sum, stmt, 4);
    return DTL_OK;
}

static int by_events(const void *a, const void *b)
{
    const actor *x = a, *y = b;
    if (x->sum.events != y->sum.events)
        return x->sum.events < y->sum.events ? 1 : -1;
    return dtli_str_compare(x->key, y->key);
}

static dtl_status read_tables(dtl_answer *a, actors *all)
{
    bool whom = a->q->recipients;
    const char *column = dtli_level_column(a->q->level);
    dtl_buf before, after;
    dtli_buf_init(&before, DTL_MAX_ANSWER_TEXT);
    dtli_buf_init(&after, DTL_MAX_ANSWER_TEXT);
    dtli_buf_printf(&before,
                    "SELECT a.%s, events.type, events.quad,"
                    " max(a.country), " DTL_SUM_COLUMNS " FROM actors a JOIN"
                    " events ON events.id = a.event WHERE a.role = '%s'",
                    column, whom ? "recipient" : "actor");
    dtli_answer_once(&before, "a", column);
    dtli_buf_add(&before, DTL_STR(" AND "));
    dtli_buf_printf(&after,
                    " GROUP BY a.%s, events.type, events.quad"
                    " ORDER BY a.%s, events.type, events.quad",
                    column, column);
    dtli_buf_add_char(&before, '\0');
    dtli_buf_add_char(&after, '\0');
    dtl_ask_sql sql = { before.ptr,
                        after.ptr,
                        { whom ? NULL : "a", whom ? "a" : NULL },
                        DTL_ASK_ALL };
    dtl_status status = before.failed || after.failed
                            ? dtli_answer_no_memory(a)
                            : dtli_answer_rows(a, &sql, add_row, all);
    dtli_buf_clear(&before);
    dtli_buf_clear(&after);
    return status;
}

/* What goes through the facts. */
typedef struct tally {
    dtl_scan *scan;
    actors *all;
    dtl_groups groups;
    const uint32_t *keys, *countries, *sums; /* of the block */
    uint32_t *country;                       /* terms, by row of `all` */
    uint32_t country_capacity;
} tally;

/* Keeps the greatest country of a row. */
static dtl_status take_country(tally *t, uint32_t row, uint32_t term)
{
    dtl_answer *a = t->scan->a;
    dtl_str text;
    if (t->country[row] == term)
        return DTL_OK;
    dtl_status status = dtli_facts_text(t->scan->facts, term, &text, a->err);
    if (status == DTL_OK &&
        dtli_str_compare(text, t->all->at[row].country) > 0) {
        t->all->at[row].country = dtli_arena_str(a->arena, text);
        t->country[row] = term;
    }
    return status;
}

/* Row of the key, a new one with its text. */
static dtl_status find_actor(tally *t, uint32_t key, uint32_t *row)
{
    dtl_answer *a = t->scan->a;
    actors *all = t->all;
    dtl_str text;
    *row = dtli_groups_row(&t->groups, key);
    if (*row == UINT32_MAX)
        return dtli_answer_no_memory(a);
    if (*row < all->count)
        return DTL_OK;
    if (all->count == DTL_MAX_ANSWER_ROWS)
        return dtli_answer_too_many(a);
    dtl_status status = dtli_facts_text(t->scan->facts, key, &text, a->err);
    if (status != DTL_OK)
        return status;
    if (!dtli_arena_grow(a->arena, &all->at, all->count, &all->capacity,
                         sizeof *all->at) ||
        !dtli_arena_grow(a->arena, &t->country, all->count,
                         &t->country_capacity, sizeof *t->country))
        return dtli_answer_no_memory(a);
    t->country[*row] = 0;
    all->at[all->count] = (actor){ .key = dtli_arena_str(a->arena, text) };
    return all->at[all->count++].key.ptr ? DTL_OK : dtli_answer_no_memory(a);
}

static dtl_status count_actor(tally *t, uint32_t event, uint32_t who)
{
    uint32_t row;
    dtl_scan *s = t->scan;
    dtl_status status = find_actor(t, t->keys[who], &row);
    if (status != DTL_OK)
        return status;
    actor *one = &t->all->at[row];
    uint32_t quad = dtli_scan_bits(s, event, DTL_FACT_QUAD, 7);
    uint32_t type = dtli_scan_bits(s, event, DTL_FACT_TYPE, 0xff);
    one->quads[quad <= QUADS ? quad : 0]++;
    one->types[type < TYPES ? type : 0]++;
    dtli_scan_sum(&one->sum, t->sums, event);
    return take_country(t, row, t->countries[who]);
}

/* The hits of one block. */
static dtl_status count_block(tally *t)
{
    dtl_scan *s = t->scan;
    const dtl_question *q = s->a->q;
    uint32_t first = 1u << (DTL_FACT_FIRST + (unsigned)q->level);
    dtl_scan_who role = q->recipients ? DTL_SCAN_RECIPIENT : DTL_SCAN_ACTOR;
    const uint32_t *words;
    dtl_status status = dtli_scan_people(s);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_ACTOR, &words);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_COUNTRY, &t->countries);
    if (status == DTL_OK)
        status = dtli_scan_part(
            s, (dtl_fact_part)(DTL_FACT_COUNTRY + (unsigned)q->level),
            &t->keys);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_SUMS, &t->sums);
    for (uint32_t i = 0; i < s->hit_count; i++) {
        uint32_t event = s->hits[i];
        for (uint32_t who = s->people[event];
             status == DTL_OK && who < s->people[event + 1]; who++)
            if (words[who] & first &&
                (words[who] >> DTL_FACT_RECIPIENT & 1) == (uint32_t)role &&
                dtli_scan_is(s, role, who) &&
                dtli_scan_is(s, DTL_SCAN_EITHER, who))
                status = count_actor(t, event, who);
    }
    return status;
}

/* DTL_END where the tables must be asked. */
static dtl_status read_facts(dtl_answer *a, actors *all)
{
    bool whom = a->q->recipients;
    tally t = { .all = all, .groups = { .arena = a->arena } };
    dtl_status status = dtli_scan_open(
        a, (dtl_filter_rows){ whom ? NULL : "a", whom ? "a" : NULL }, &t.scan);
    if (status == DTL_OK && !t.scan)
        return DTL_END;
    while (status == DTL_OK && (status = dtli_scan_next(t.scan)) == DTL_OK)
        status = count_block(&t);
    dtli_scan_close(t.scan);
    return dtli_scan_end(status);
}

static dtl_status read_actors(dtl_answer *a, actors *all)
{
    dtl_status status = read_facts(a, all);
    if (status != DTL_END)
        return status;
    *all = (actors){ .count = 0 };
    return read_tables(a, all);
}

static size_t fill_columns(dtl_sheet_column *columns)
{
    static const dtl_sheet_column FIRST[FIXED] = {
        { "actor", "WHO", DTL_SHEET_TEXT, DTL_SHEET_ALL },
        { "country", "COUNTRY", DTL_SHEET_TEXT, DTL_SHEET_DATA },
        { "events", "EVENTS", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
        { "quad1", "SAYS+", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
        { "quad2", "DOES+", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
        { "quad3", "SAYS-", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
        { "quad4", "DOES-", DTL_SHEET_WHOLE, DTL_SHEET_ALL },
        { "intensity", "PLOVER", DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
        { "goldstein", "GOLDSTEIN", DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
    };
    size_t count = 0;
    for (; count < FIXED; count++)
        columns[count] = FIRST[count];
    for (unsigned t = 1; t < TYPES; t++)
        columns[count++] =
            (dtl_sheet_column){ dtl_label_text(DTL_LABELS_EVENT, t), NULL,
                                DTL_SHEET_WHOLE, DTL_SHEET_DATA };
    columns[count++] =
        (dtl_sheet_column){ "", "HOW OFTEN", DTL_SHEET_TEXT, DTL_SHEET_PEOPLE };
    return count;
}

static void fill_row(dtl_answer *a, dtl_sheet *sheet, const actor *who,
                     uint64_t most)
{
    dtl_sheet_row *row = dtli_sheet_add(sheet);
    if (!row)
        return;
    row->cell[0].text = who->key;
    row->cell[1].text = who->country;
    row->cell[2].number = (double)who->sum.events;
    for (unsigned q = 1; q <= QUADS; q++)
        row->cell[2 + q].number = (double)who->quads[q];
    row->cell[7].number = dtli_sum_intensity(&who->sum);
    row->cell[8].number = dtli_sum_goldstein(&who->sum);
    for (unsigned t = 1; t < TYPES; t++)
        row->cell[FIXED + t - 1].number = (double)who->types[t];
    dtli_sheet_bar(&a->out, (double)who->sum.events, (double)most, BAR);
    row->cell[FIXED + TYPES - 1].text =
        dtli_sheet_keep(sheet, dtli_buf_str(&a->out));
    dtli_buf_reset(&a->out);
}

/* A bar an actor, in the colours of the quad classes. */
static void write_svg(dtl_answer *a, const actors *all, uint32_t shown)
{
    enum { LINE = 20, LEFT = 260, WIDE = 560, TOP = 10 };
    static const char *const FILL[] = { "#999999", "#9bd3b4", "#1a7f5a",
                                        "#e8a598", "#c0392b" };
    dtl_buf *out = &a->out;
    dtli_svg_begin(out, LEFT + WIDE + 80, TOP + LINE * (double)shown + TOP);
    for (uint32_t i = 0; i < shown; i++) {
        double x = LEFT, y = TOP + LINE * (double)i;
        dtli_svg_text(out, 8, y + 14, dtli_str_slice(all->at[i].key, 0, 40));
        for (unsigned q = 0; q <= QUADS; q++) {
            double wide = (double)all->at[i].quads[q] * WIDE /
                          (double)all->at[0].sum.events;
            if (wide > 0)
                dtli_svg_rect(out, (double[]){ x, y, wide, LINE - 4 }, FILL[q]);
            x += wide;
        }
    }
    dtli_svg_end(out);
}

dtl_status dtli_answer_actors(dtl_answer *a)
{
    actors all = { .count = 0 };
    dtl_sheet_column columns[DTL_SHEET_COLUMNS];
    dtl_sheet sheet = { .columns = columns, .arena = a->arena };
    dtl_status status = read_actors(a, &all);
    if (status != DTL_OK)
        return status;
    sheet.column_count = fill_columns(columns);
    if (all.count)
        qsort(all.at, all.count, sizeof *all.at, by_events);
    uint32_t shown =
        a->q->limit && a->q->limit < all.count ? a->q->limit : all.count;
    if (a->q->form == DTL_ANSWER_SVG) {
        write_svg(a, &all, shown);
        return dtli_answer_flush(a);
    }
    for (uint32_t i = 0; i < shown; i++)
        fill_row(a, &sheet, &all.at[i], all.at[0].sum.events);
    return dtli_answer_sheet(a, &sheet);
}
