/* calendar_pattern.c — patterns.tsv into a trie of symbols.
 *
 * A pattern is a row of items: CLASS, word, either "a|b", each followed by
 * '?' where it may be left out, and "( ... )?" around some of them. Each
 * way to fill it becomes a path from the root; the node at its end carries
 * the pattern, the upper row where two rows give the same path. So
 * "MONTH DAY (,? YEAR)?" adds "MONTH DAY", "MONTH DAY YEAR" and
 * "MONTH DAY , YEAR". Paths of a row are at most MAX_PATHS.
 */
#include <string.h>

#include "base/error.h"
#include "resolve/calendar.h"

enum {
    MAX_OPTIONS = 10,
    MAX_ALTERNATIVES = 48,
    MAX_PATHS = 4096
};

typedef struct item {
    int first, count; /* alternatives */
    int option;       /* bit that switches it on, or -1 */
    int group;        /* bit of its group, or -1 */
} item;

typedef struct row {
    uint16_t alternatives[MAX_ALTERNATIVES];
    int alternative_count;
    item items[DTL_TIME_PATTERN_ITEMS];
    int item_count;
    int option_count;
} row;

/* Literal words are entries too: a symbol of their own each. */
static dtl_status literal(dtl_calendar *cal, dtl_str word, uint16_t *symbol,
                          dtl_error *err)
{
    for (uint32_t h = dtli_strmap_find(cal->words, word);
         h != DTL_STRMAP_NONE; h = dtli_strmap_next(cal->words, h)) {
        const dtl_time_entry *e =
            &cal->entries[dtli_strmap_value(cal->words, h)];
        if (e->symbol >= DTL_TC_COUNT) {
            *symbol = e->symbol;
            return DTL_OK;
        }
    }
    *symbol = (uint16_t)(DTL_TC_COUNT + cal->literal_count++);
    return dtli_calendar_add_word(cal, word, (dtl_time_entry){ *symbol, 0, 0 },
                                  err);
}

static dtl_status read_item(dtl_calendar *cal, row *r, dtl_str text, int group,
                            dtl_error *err)
{
    if (r->item_count == DTL_TIME_PATTERN_ITEMS)
        return dtl_fail(err, DTL_SYNTAX, 0, 0, "E405: pattern too long");
    item *it = &r->items[r->item_count++];
    *it = (item){ r->alternative_count, 0, -1, group };
    if (text.len > 1 && text.ptr[text.len - 1] == '?') {
        it->option = r->option_count++;
        text.len--;
    }
    dtl_str part;
    while (dtli_str_split(&text, '|', &part)) {
        if (r->alternative_count == MAX_ALTERNATIVES)
            return dtl_fail(err, DTL_SYNTAX, 0, 0, "E406: pattern too wide");
        uint16_t symbol = (uint16_t)dtli_time_class_find(part);
        dtl_status status = DTL_OK;
        if (symbol == DTL_TC_NONE)
            status = literal(cal, part, &symbol, err);
        if (status != DTL_OK)
            return status;
        r->alternatives[r->alternative_count++] = symbol;
        it->count++;
    }
    return DTL_OK;
}

static dtl_status read_row(dtl_calendar *cal, row *r, dtl_str text,
                           dtl_error *err)
{
    int group = -1;
    dtl_str word;
    while (dtli_str_split(&text, ' ', &word)) {
        bool closes = dtli_str_ends(word, DTL_STR(")?"));
        if (word.len > 1 && word.ptr[0] == '(') {
            group = r->option_count++;
            word = dtli_str_slice(word, 1, word.len);
        }
        if (closes)
            word.len -= 2;
        dtl_status status = read_item(cal, r, word, group, err);
        if (status != DTL_OK)
            return status;
        if (closes)
            group = -1;
    }
    if (r->option_count > MAX_OPTIONS)
        return dtl_fail(err, DTL_SYNTAX, 0, 0, "E407: pattern too optional");
    return DTL_OK;
}

static uint32_t child_of(dtl_calendar *cal, uint32_t node, uint16_t symbol)
{
    for (uint32_t c = cal->nodes[node].child; c; c = cal->nodes[c].sibling) {
        if (cal->nodes[c].symbol == symbol)
            return c;
    }
    if (!dtli_arena_grow(cal->arena, &cal->nodes, cal->node_count,
                         &cal->node_capacity, sizeof(dtl_time_node)))
        return 0;
    uint32_t made = cal->node_count++;
    cal->nodes[made] = (dtl_time_node){
        .symbol = symbol, .sibling = cal->nodes[node].child, .pattern = -1
    };
    cal->nodes[node].child = made;
    return made;
}

/* Adds one path: items of `chosen`, choice `n` of their alternatives. */
static bool add_path(dtl_calendar *cal, const row *r, const int *chosen,
                     int count, uint32_t n)
{
    uint32_t node = 0;
    for (int i = 0; i < count; i++) {
        const item *it = &r->items[chosen[i]];
        uint32_t width = (uint32_t)it->count;
        node = child_of(cal, node, r->alternatives[it->first + (int)(n % width)]);
        if (node == 0)
            return false;
        n /= width;
    }
    if (cal->nodes[node].pattern < 0)
        cal->nodes[node].pattern = (int32_t)cal->pattern_count;
    return true;
}

/* All paths with the optional parts of `mask`. */
static dtl_status add_paths(dtl_calendar *cal, const row *r, unsigned mask,
                            dtl_error *err)
{
    int chosen[DTL_TIME_PATTERN_ITEMS], count = 0;
    uint32_t paths = 1;
    for (int i = 0; i < r->item_count; i++) {
        const item *it = &r->items[i];
        if ((it->option >= 0 && !(mask >> it->option & 1)) ||
            (it->group >= 0 && !(mask >> it->group & 1)))
            continue;
        chosen[count++] = i;
        paths *= (uint32_t)it->count;
        if (paths > MAX_PATHS)
            return dtl_fail(err, DTL_SYNTAX, 0, 0, "E408: too many paths");
    }
    for (uint32_t n = 0; count > 0 && n < paths; n++) {
        if (!add_path(cal, r, chosen, count, n))
            return dtl_fail(err, DTL_NOMEM, 0, 0, "E409: no memory for paths");
    }
    return DTL_OK;
}

static bool find_reading(dtl_str name, dtl_time_reading *out)
{
#define READING_NAME(id) #id,
    static const char *const NAMES[] = { DTL_TIME_READINGS(READING_NAME) };
    for (int i = 0; i < DTL_READ_COUNT; i++) {
        if (dtli_str_is(name, NAMES[i])) {
            *out = (dtl_time_reading)i;
            return true;
        }
    }
    return false;
}

static dtl_status add_pattern(dtl_calendar *cal, dtl_str pattern,
                              dtl_str reading, dtl_error *err)
{
    dtl_time_pattern *p = &cal->patterns[cal->pattern_count];
    if (!find_reading(reading, &p->reading))
        return dtl_fail(err, DTL_SYNTAX, 0, 0, "E410: no reading \"%.*s\"",
                        DTL_FMT(reading));
    row r = { .item_count = 0 };
    dtl_status status = read_row(cal, &r, pattern, err);
    for (unsigned mask = 0; status == DTL_OK && mask < 1u << r.option_count;
         mask++)
        status = add_paths(cal, &r, mask, err);
    cal->pattern_count++;
    return status;
}

dtl_status dtli_calendar_read_patterns(dtl_calendar *calendar,
                                       const dtl_table *table, dtl_error *err)
{
    int pattern_at = dtli_table_column(table, "pattern");
    int reading_at = dtli_table_column(table, "reading");
    calendar->patterns = dtli_arena_array(calendar->arena, table->rows + 1,
                                          sizeof(dtl_time_pattern));
    if (!calendar->patterns ||
        !dtli_arena_grow(calendar->arena, &calendar->nodes, 0,
                         &calendar->node_capacity, sizeof(dtl_time_node)))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E411: no memory for patterns");
    calendar->nodes[0] = (dtl_time_node){ .pattern = -1 };
    calendar->node_count = 1;
    for (uint32_t i = 0; i < table->rows; i++) {
        dtl_str pattern = dtli_table_cell(table, i, pattern_at);
        dtl_status status = add_pattern(
            calendar, pattern, dtli_table_cell(table, i, reading_at), err);
        if (status != DTL_OK) {
            if (err && err->line == 0)
                err->line = i + 1;
            return status;
        }
    }
    return DTL_OK;
}
