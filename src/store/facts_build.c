/* facts_build.c — one block of facts from the tables: facts.h has its form.
 *
 * Three walks over the ids of the block, side by side: events, actors and
 * sectors, each in the order of its key.
 */
#include <math.h>
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "dateline/labels.h"
#include "store/facts.h"

/* Bounds of what fits: millionths stay within 31 bits; an event's actors are
 * compared with each other. */
#define SCORE_MAX 2000.0
enum { MILLION = 1000000, ACTORS_MAX = 1 << 10, SECTORS_MAX = 1 << 12 };

typedef struct builder {
    dtl_facts *facts;
    dtl_fact_block *block;
    uint32_t ids[DTL_FACT_BLOCK]; /* low bits, by row */
    uint32_t events;
    bool fits, memory;
    dtl_error *err;
} builder;

static const char *const SQL[DTL_FACT_READS] = {
    "SELECT id, document, type, mode, quad, goldstein, intensity, date_from,"
    " place, status, confidence FROM events WHERE id BETWEEN $1 AND $2"
    " ORDER BY id",
    "SELECT event, role, number, country, code, name FROM actors"
    " WHERE event BETWEEN $1 AND $2 AND role IN ('actor', 'recipient')"
    " ORDER BY event, role, number",
    "SELECT event, role, number, sector FROM sectors"
    " WHERE event BETWEEN $1 AND $2 AND role IN ('actor', 'recipient')"
    " ORDER BY event, role, number, sector",
};

static void push(builder *b, dtl_fact_part part, uint32_t word)
{
    b->memory = b->memory && dtli_facts_push(b->block, part, word);
}

/* An id or number of 32 bits; 0 for null. */
static uint32_t small(builder *b, const dtl_stmt *stmt, unsigned column)
{
    int64_t value = dtli_column_int(stmt, column);
    b->fits = b->fits && value >= 0 && value < UINT32_MAX;
    return (uint32_t)value;
}

static void push_score(builder *b, const dtl_stmt *stmt, unsigned column)
{
    double value = dtli_column_real(stmt, column);
    if (dtli_column_is_null(stmt, column)) {
        push(b, DTL_FACT_SUMS, DTL_FACT_NULL);
        return;
    }
    bool small_enough = fabs(value) <= SCORE_MAX;
    b->fits = b->fits && small_enough;
    if (small_enough)
        push(b, DTL_FACT_SUMS,
             (uint32_t)(llround(value * MILLION) + DTL_FACT_ZERO));
}

static uint32_t day_of(builder *b, dtl_str text)
{
    char same[DTL_DAY_TEXT_SIZE];
    if (text.len == 0)
        return (uint32_t)DTL_DAY_NONE;
    dtl_day day = dtli_day_parse(text);
    dtli_day_format(day, same);
    b->fits = b->fits && day != DTL_DAY_NONE && dtli_str_is(text, same);
    return (uint32_t)day;
}

static uint32_t label_of(dtl_label_set set, dtl_str text, uint32_t none)
{
    int label = dtl_label_find(set, text);
    return label >= 0 && (uint32_t)label < none ? (uint32_t)label : none;
}

static dtl_status push_term(builder *b, dtl_fact_part part, dtl_str text)
{
    uint32_t term = 0;
    dtl_status status = dtli_facts_term(b->facts, text, &term, b->err);
    push(b, part, term);
    return status;
}

static dtl_status add_event(builder *b, const dtl_stmt *stmt)
{
    uint64_t bits;
    double confidence = dtli_column_real(stmt, 10);
    uint32_t low = (uint32_t)dtli_column_int(stmt, 0) & (DTL_FACT_BLOCK - 1);
    uint32_t quad = small(b, stmt, 4);
    b->fits = b->fits && quad < 8;
    b->ids[b->events++] = low;
    push(b, DTL_FACT_EVENT,
         low |
             label_of(DTL_LABELS_EVENT, dtli_column_text(stmt, 2),
                      DTL_FACT_NO_TYPE)
                 << DTL_FACT_TYPE |
             label_of(DTL_LABELS_EVENT_STATUS, dtli_column_text(stmt, 9),
                      DTL_FACT_NO_STATUS)
                 << DTL_FACT_STATUS |
             (quad & 7) << DTL_FACT_QUAD);
    push(b, DTL_FACT_EVENT, day_of(b, dtli_column_text(stmt, 7)));
    push_score(b, stmt, 6);
    push_score(b, stmt, 5);
    push(b, DTL_FACT_PLACE, small(b, stmt, 8));
    push(b, DTL_FACT_DOCUMENT, small(b, stmt, 1));
    memcpy(&bits, &confidence, sizeof bits);
    push(b, DTL_FACT_CONFIDENCE, (uint32_t)bits);
    push(b, DTL_FACT_CONFIDENCE, (uint32_t)(bits >> 32));
    return push_term(b, DTL_FACT_MODE, dtli_column_text(stmt, 3));
}

static dtl_status walk(builder *b, int which, uint32_t number, dtl_stmt **out)
{
    dtl_stmt **stmt = &dtli_facts_reads(b->facts)[which];
    dtl_status status = DTL_OK;
    int64_t first = (int64_t)number << DTL_FACT_BITS;
    if (!*stmt)
        status =
            dtli_db_prepare(dtli_facts_db(b->facts), SQL[which], stmt, b->err);
    *out = *stmt;
    if (status != DTL_OK)
        return status;
    dtli_bind_int(*stmt, 1, first);
    dtli_bind_int(*stmt, 2, first + DTL_FACT_BLOCK - 1);
    return DTL_OK;
}

static dtl_status add_events(builder *b, uint32_t number)
{
    dtl_stmt *stmt;
    dtl_status status = walk(b, 0, number, &stmt);
    if (status != DTL_OK)
        return status;
    while ((status = dtli_step(stmt, b->err)) == DTL_OK) {
        status = add_event(b, stmt);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(stmt);
    return status == DTL_END ? DTL_OK : status;
}

/* The sectors of one row of actors, joined; `stmt` stands on the next row of
 * sectors, *more: there is one. Rows of sectors whose actor is not there are
 * passed over. */
static dtl_status join_sectors(builder *b, const dtl_stmt *actor,
                               dtl_stmt *stmt, bool *more, dtl_buf *out)
{
    dtl_status status = DTL_OK;
    dtli_buf_reset(out);
    while (*more && status == DTL_OK) {
        int64_t event = dtli_column_int(actor, 0);
        int64_t here = dtli_column_int(stmt, 0);
        int order = here < event ? -1 : here > event;
        if (order == 0)
            order = dtli_str_compare(dtli_column_text(stmt, 1),
                                     dtli_column_text(actor, 1));
        if (order == 0)
            order = dtli_column_int(stmt, 2) < dtli_column_int(actor, 2)
                        ? -1
                        : dtli_column_int(stmt, 2) > dtli_column_int(actor, 2);
        if (order > 0)
            break;
        dtl_str sector = dtli_column_text(stmt, 3);
        b->fits = b->fits && dtli_str_find(sector, ';', 0) == sector.len;
        if (order == 0)
            dtli_buf_printf(out, "%s%.*s;", out->len ? "" : ";",
                            DTL_FMT(sector));
        status = dtli_step(stmt, b->err);
        *more = status == DTL_OK;
    }
    b->fits = b->fits && (!out->failed || out->no_memory);
    b->memory = b->memory && !out->no_memory;
    return status == DTL_END ? DTL_OK : status;
}

/* Whether no actor from `from` on has the term of the last one. */
static bool is_first(const builder *b, dtl_fact_part part, uint32_t from)
{
    const uint32_t *words = b->block->words[part];
    uint32_t last = b->block->count[part] - 1;
    for (uint32_t i = from; i < last; i++)
        if (words[i] == words[last])
            return false;
    return words[last] != 0;
}

/* Adds an actor of the event in `row`; those of its event and role begin at
 * *from. */
static dtl_status add_actor(builder *b, const dtl_stmt *stmt, uint32_t row,
                            uint32_t *from)
{
    dtl_fact_block *block = b->block;
    uint32_t count = block->count[DTL_FACT_ACTOR];
    uint32_t recipient = dtli_str_is(dtli_column_text(stmt, 1), "recipient");
    uint32_t word = row | recipient << DTL_FACT_RECIPIENT;
    const uint32_t mask = (1u << DTL_FACT_FIRST) - 1;
    dtl_status status = DTL_OK;
    if (count && (block->words[DTL_FACT_ACTOR][count - 1] & mask) != word)
        *from = count;
    b->fits = b->fits && count - *from < ACTORS_MAX;
    for (unsigned i = 0; i < 3 && status == DTL_OK; i++) {
        dtl_fact_part part = (dtl_fact_part)(DTL_FACT_COUNTRY + i);
        status = push_term(b, part, dtli_column_text(stmt, 3 + i));
        if (b->memory && b->fits && is_first(b, part, *from))
            word |= 1u << (DTL_FACT_FIRST + i);
    }
    push(b, DTL_FACT_ACTOR, word);
    return status;
}

/* Low bits of an event's id. */
static uint32_t low_of(const dtl_stmt *stmt)
{
    return (uint32_t)dtli_column_int(stmt, 0) & (DTL_FACT_BLOCK - 1);
}

/* Row of the actor's event: actors come by event, as events do. */
static uint32_t row_of(const builder *b, const dtl_stmt *actor, uint32_t row)
{
    while (row < b->events && b->ids[row] < low_of(actor))
        row++;
    return row;
}

static dtl_status add_actors(builder *b, dtl_stmt *actors, dtl_stmt *sectors,
                             dtl_buf *joined)
{
    uint32_t row = 0, from = 0;
    dtl_status status = dtli_step(sectors, b->err);
    bool more = status == DTL_OK;
    if (status != DTL_OK && status != DTL_END)
        return status;
    while ((status = dtli_step(actors, b->err)) == DTL_OK && b->fits &&
           b->memory) {
        row = row_of(b, actors, row);
        b->fits = row < b->events && b->ids[row] == low_of(actors);
        if (!b->fits)
            break;
        status = join_sectors(b, actors, sectors, &more, joined);
        if (status == DTL_OK)
            status = add_actor(b, actors, row, &from);
        if (status == DTL_OK)
            status = push_term(b, DTL_FACT_SECTORS, dtli_buf_str(joined));
        if (status != DTL_OK)
            break;
    }
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status add_people(builder *b, uint32_t number)
{
    dtl_stmt *actors, *sectors;
    dtl_buf joined;
    dtl_status status = walk(b, 1, number, &actors);
    if (status == DTL_OK)
        status = walk(b, 2, number, &sectors);
    if (status != DTL_OK)
        return status;
    dtli_buf_init(&joined, SECTORS_MAX);
    status = add_actors(b, actors, sectors, &joined);
    dtli_buf_clear(&joined);
    dtli_stmt_reset(actors);
    dtli_stmt_reset(sectors);
    return status;
}

dtl_status dtli_facts_build(dtl_facts *facts, uint32_t number,
                            dtl_fact_block *block, bool *fits, dtl_error *err)
{
    builder b = {
        .facts = facts, .block = block, .fits = true, .memory = true, .err = err
    };
    memset(block->count, 0, sizeof block->count);
    dtl_status status = add_events(&b, number);
    if (status == DTL_OK && b.fits && b.memory)
        status = add_people(&b, number);
    if (status == DTL_OK && !b.memory)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    *fits = b.fits;
    return status;
}
