/* event_table.c — events as a table that people read in a terminal.
 *
 *   iraq-crisis · published 2020-01-05 · 7 events
 *   WHEN        WHO                  DID                    TO WHOM      WHERE
 *   2020-01-03  United States        assault (targeted)     Qassem ...   Baghdad
 *
 * Names come before codes; what is not plainly so (planned, denied ...)
 * says so before the act. Widths follow the terminal; the words that carry
 * the event close the row where there is room.
 */
#include "base/day.h"
#include "write/people.h"
#include "write/write.h"

enum {
    WIDTH_DEFAULT = 100,
    WIDTH_LEAST = 72,
    WIDTH_DATE = 10,
    WIDTH_GAP = 2,
    WIDTH_WIDE = 110 /* from here on the words have a column of their own */
};

typedef struct columns {
    size_t who, did, whom, where, words;
    dtl_buf text; /* the cell in hand, before it is cut */
} columns;

static columns layout(unsigned width)
{
    size_t all = width ? width : WIDTH_DEFAULT;
    if (all < WIDTH_LEAST)
        all = WIDTH_LEAST;
    size_t words = all >= WIDTH_WIDE ? all / 6 : 0;
    size_t gaps = (words ? 5 : 4) * WIDTH_GAP;
    size_t room = all - WIDTH_DATE - gaps - words;
    columns c = { .who = room * 28 / 100,
                  .did = room * 28 / 100,
                  .whom = room * 26 / 100,
                  .words = words };
    c.where = room - c.who - c.did - c.whom;
    return c;
}

static dtl_paint paint_of(int quad)
{
    if (quad == 4)
        return DTL_PAINT_CONFLICT;
    if (quad == 3)
        return DTL_PAINT_TALK;
    return DTL_PAINT_COOPERATION;
}

static void gap(dtl_buf *out)
{
    dtli_buf_add(out, DTL_STR("  "));
}

/* "Iraq's parliament (IRQ LEG)": words, then country and sectors. */
static void add_people(dtl_buf *text, const dtl_actor *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const dtl_actor *a = &actors[i];
        if (i > 0)
            dtli_buf_add(text, DTL_STR(", "));
        if (a->text.len)
            dtli_people_words(text, a->text);
        else
            dtli_buf_add(text, DTL_STR("someone"));
    }
    if (count == 1 && actors[0].country[0]) {
        dtli_buf_printf(text, " (%s", actors[0].country);
        if (actors[0].sectors[0][0])
            dtli_buf_printf(text, " %s", actors[0].sectors[0]);
        dtli_buf_add_char(text, ')');
    }
}

void dtli_write_act(dtl_buf *text, dtl_event_status status, dtl_str type,
                    dtl_str mode)
{
    static const char *const BEFORE[] = { "", "", "plans to ", "might ",
                                          "not: ", "before: " };
    if ((size_t)status < sizeof BEFORE / sizeof BEFORE[0])
        dtli_buf_add(text, dtli_str(BEFORE[status]));
    for (size_t i = 0; i < type.len; i++)
        dtli_buf_add_char(text, (char)(type.ptr[i] >= 'A' && type.ptr[i] <= 'Z'
                                           ? type.ptr[i] - 'A' + 'a'
                                           : type.ptr[i]));
    if (mode.len)
        dtli_buf_printf(text, " (%.*s)", DTL_FMT(mode));
}

static void add_cell(dtl_buf *out, dtl_buf *text, size_t width)
{
    dtli_people_cell(out, dtli_buf_str(text), width);
    dtli_buf_reset(text);
}

static void add_date(dtl_buf *out, const dtl_event *event)
{
    char from[DTL_DAY_TEXT_SIZE], to[DTL_DAY_TEXT_SIZE];
    dtli_day_format(event->when.from, from);
    dtli_day_format(event->when.to, to);
    const char *shown = from[0] ? from : to;
    dtl_str text = dtli_str(shown);
    if (event->when.precision == DTL_PRECISION_MONTH)
        text = dtli_str_slice(text, 0, 7);
    if (event->when.precision == DTL_PRECISION_YEAR)
        text = dtli_str_slice(text, 0, 4);
    dtli_people_cell(out, text, WIDTH_DATE);
}

static void add_row(const dtl_write_context *context, const dtl_doc *doc,
                    const dtl_event *event, columns *c, dtl_buf *out)
{
    dtl_buf *text = &c->text;
    add_date(out, event);
    gap(out);
    add_people(text, event->actors, event->actor_count);
    add_cell(out, text, c->who);
    gap(out);
    dtli_people_paint(
        out, context->colour,
        paint_of(dtli_codebook_quad(context->codebook, event->type)));
    dtli_write_act(text, event->status,
                   dtli_str(dtl_label_text(DTL_LABELS_EVENT, event->type)),
                   event->mode);
    add_cell(out, text, c->did);
    dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    gap(out);
    add_people(text, event->recipients, event->recipient_count);
    add_cell(out, text, c->whom);
    gap(out);
    if (event->place >= 0)
        dtli_people_words(text, doc->places[event->place].name);
    add_cell(out, text, c->where);
    if (c->words && event->mention_count) {
        gap(out);
        dtli_people_paint(out, context->colour, DTL_PAINT_FAINT);
        dtli_people_words(text,
                          dtli_write_words(doc, event->mentions[0].span));
        add_cell(out, text, c->words);
        dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    }
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->len--;
    dtli_buf_add_char(out, '\n');
}

static void add_head(const dtl_write_context *context, const dtl_doc *doc,
                     const columns *c, uint32_t kept, dtl_buf *out)
{
    char day[DTL_DAY_TEXT_SIZE];
    dtli_people_paint(out, context->colour, DTL_PAINT_STRONG);
    dtli_people_words(out, doc->in.id);
    dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    dtli_day_format(doc->published_known ? doc->published : DTL_DAY_NONE, day);
    dtli_buf_printf(out, " · %s%s · %u event%s\n",
                    day[0] ? "published " : "no date", day, kept,
                    kept == 1 ? "" : "s");
    if (kept == 0)
        return;
    dtli_people_paint(out, context->colour, DTL_PAINT_FAINT);
    const struct {
        const char *name;
        size_t width;
    } heads[] = { { "WHEN", WIDTH_DATE }, { "WHO", c->who },
                  { "DID", c->did },      { "TO WHOM", c->whom },
                  { "WHERE", c->where },  { "WORDS", c->words } };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (heads[i].width == 0)
            continue;
        if (i > 0)
            gap(out);
        dtli_people_cell(out, dtli_str(heads[i].name), heads[i].width);
    }
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->len--;
    dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    dtli_buf_add_char(out, '\n');
}

void dtli_write_events_table(const dtl_write_context *context,
                             const dtl_doc *doc, dtl_buf *out)
{
    columns c = layout(context->width);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < doc->event_count; i++)
        kept += dtli_write_keeps(context, &doc->events[i]);
    dtli_buf_init(&c.text, out->limit);
    add_head(context, doc, &c, kept, out);
    for (uint32_t i = 0; i < doc->event_count; i++)
        if (dtli_write_keeps(context, &doc->events[i]))
            add_row(context, doc, &doc->events[i], &c, out);
    dtli_buf_add_char(out, '\n');
    out->failed = out->failed || c.text.failed;
    dtli_buf_clear(&c.text);
}
