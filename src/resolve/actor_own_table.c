/* actor_own_table.c — a user's table of actors: tabs, a header, a row a name.
 *
 * Columns, in any order: name, and code or country (with sectors, joined by
 * "+"); aliases (joined by "|"), from, to (YYYY-MM-DD). Rows of one name are
 * its codes in different times. A role noun is a row whose code has a "~".
 * '#' begins a remark where it begins a line.
 */
#include "resolve/actor_own.h"

#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

enum { MAX_CELLS = 8 };

typedef enum table_column {
    COL_NAME, COL_ALIASES, COL_CODE, COL_COUNTRY, COL_SECTORS, COL_FROM,
    COL_TO, COL_COUNT
} table_column;

static const char *const COLUMNS[COL_COUNT] = {
    "name", "aliases", "code", "country", "sectors", "from", "to",
};

typedef struct table {
    own_reader *r;
    int columns[COL_COUNT]; /* cell of each, or -1 */
    uint32_t width;         /* cells of a row; 0: no header yet */
    dtl_str cells[MAX_CELLS];
} table;

static dtl_str cell(const table *t, table_column column)
{
    int at = t->columns[column];
    return at < 0 ? DTL_STR("") : dtli_str_trim(t->cells[at]);
}

/* Cells of a line; the number of them, also beyond MAX_CELLS. */
static uint32_t split_cells(table *t, dtl_str line)
{
    uint32_t count = 0;
    dtl_str one;
    while (dtli_str_split(&line, '\t', &one)) {
        if (count < MAX_CELLS)
            t->cells[count] = one;
        count++;
    }
    return count;
}

static dtl_status read_header(table *t, dtl_str line)
{
    t->width = split_cells(t, line);
    for (uint32_t i = 0; i < t->width && i < MAX_CELLS; i++) {
        int c = 0;
        dtl_str name = dtli_str_trim(t->cells[i]);
        while (c < COL_COUNT && !dtli_str_is(name, COLUMNS[c]))
            c++;
        if (c == COL_COUNT || t->columns[c] >= 0)
            return dtl_fail(t->r->err, DTL_SYNTAX, t->r->line, 0,
                            "E467: unknown or double column \"%.*s\"",
                            dtli_error_shown(name), name.ptr);
        t->columns[c] = (int)i;
    }
    if (t->width > MAX_CELLS ||
        (t->columns[COL_CODE] < 0 && t->columns[COL_COUNTRY] < 0))
        return dtl_fail(t->r->err, DTL_SYNTAX, t->r->line, 0,
                        "E468: the header has no column code or country");
    return DTL_OK;
}

/* Country and sectors of a row without a code. */
static bool read_parts(const table *t, own_code *code)
{
    dtl_str country = cell(t, COL_COUNTRY), sectors = cell(t, COL_SECTORS);
    dtl_str one;
    if (country.len > 0) {
        if (country.len != 3)
            return false;
        memcpy(code->country, country.ptr, 3);
        int number = dtli_actor_code(code->country);
        if (number < 0 || (!dtli_actor_is_world(code->country) &&
                           !t->r->known[number]))
            return false;
    }
    while (sectors.len > 0 && dtli_str_split(&sectors, '+', &one)) {
        actor_sectors known;
        one = dtli_str_trim(one);
        dtli_own_sectors(one, known);
        if (one.len != 3 || memcmp(known[0], one.ptr, 3) != 0)
            return false;
        dtli_actor_add_sector(code->sectors, known[0]);
    }
    return country.len > 0 || code->sectors[0][0] != '\0';
}

static bool read_days(const table *t, own_code *code)
{
    dtl_str from = cell(t, COL_FROM), to = cell(t, COL_TO);
    code->from = dtli_day_parse(from);
    code->to = dtli_day_parse(to);
    return (from.len == 0 || code->from != DTL_DAY_NONE) &&
           (to.len == 0 || code->to != DTL_DAY_NONE) &&
           (from.len == 0 || to.len == 0 || code->from <= code->to);
}

static dtl_status add_agent(table *t, dtl_str code)
{
    own_code checked;
    own_agent agent = { .before = dtli_str_ends(code, DTL_STR("~")) };
    agent.code = agent.before ? dtli_str_slice(code, 0, code.len - 1)
                              : dtli_str_slice(code, 1, code.len);
    if (!dtli_own_split(agent.code, &checked))
        return dtli_own_bad_text(
            t->r, "E469: no code, country or sectors: \"%.*s\"", code);
    dtl_status status = DTL_OK;
    dtl_str aliases = cell(t, COL_ALIASES);
    agent.name = cell(t, COL_NAME);
    do {
        status = dtli_own_add_agent(t->r, &agent);
    } while (status == DTL_OK && aliases.len > 0 &&
             dtli_str_split(&aliases, '|', &agent.name));
    return status;
}

static dtl_status add_actor(table *t, own_code *code)
{
    own_record record = { .codes = code, .code_count = 1, .typed = true };
    dtl_str aliases = cell(t, COL_ALIASES);
    own_name name = { cell(t, COL_NAME), false };
    do {
        if (!dtli_arena_grow(t->r->scratch, &record.names, record.name_count,
                             &record.name_room, sizeof name))
            return dtl_fail(t->r->err, DTL_NOMEM, t->r->line, 0,
                            "E452: no memory for actors");
        record.names[record.name_count++] = name;
    } while (aliases.len > 0 && dtli_str_split(&aliases, '|', &name.text));
    return dtli_own_add(t->r, &record);
}

static dtl_status read_row(table *t, dtl_str line)
{
    own_code code = { 0 };
    if (split_cells(t, line) != t->width)
        return dtli_own_bad_text(
            t->r, "E470: not as many columns as the header: \"%.*s\"", line);
    if (cell(t, COL_NAME).len == 0)
        return dtli_own_bad_text(t->r, "E471: a row without a name: \"%.*s\"",
                                 line);
    dtl_str text = cell(t, COL_CODE);
    if (!read_days(t, &code))
        return dtli_own_bad_text(t->r, "E472: no days as YYYY-MM-DD: \"%.*s\"",
                                 line);
    if (dtli_str_find(text, '~', 0) < text.len)
        return add_agent(t, text);
    if (text.len > 0 ? !dtli_own_split(text, &code) : !read_parts(t, &code))
        return dtli_own_bad_text(
            t->r, "E469: no code, country or sectors: \"%.*s\"", line);
    return add_actor(t, &code);
}

static dtl_status read_line(table *t, dtl_str line)
{
    if (dtli_str_ends(line, DTL_STR("\r")))
        line.len--;
    if (line.len == 0 || line.ptr[0] == '#')
        return DTL_OK;
    if (t->width == 0)
        return read_header(t, line);
    if (line.len > DTL_MAX_OWN_ACTOR_LINE)
        return dtli_own_bad_text(t->r, "E473: a line too long: \"%.*s\"", line);
    size_t good = dtli_utf8_invalid(line);
    if (good < line.len)
        return dtli_own_bad_text(t->r, "E474: bad UTF-8 behind \"%.*s\"",
                                 dtli_str_slice(line, 0, good));
    return read_row(t, line);
}

dtl_status dtli_own_read_table(own_reader *r, dtl_str text)
{
    table t = { .r = r };
    dtl_str line;
    dtl_status status = DTL_OK;
    for (int c = 0; c < COL_COUNT; c++)
        t.columns[c] = -1;
    if (dtli_str_starts(text, DTL_STR("\xef\xbb\xbf")))
        text = dtli_str_slice(text, 3, text.len);
    while (status == DTL_OK && dtli_str_split(&text, '\n', &line)) {
        r->line++;
        status = read_line(&t, line);
        dtli_arena_reset(r->scratch);
    }
    return status;
}
