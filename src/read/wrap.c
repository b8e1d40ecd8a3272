/* wrap.c — lines of a text, and which line breaks only wrap a paragraph.
 *
 * Old wire copy is wrapped at 60 to 80 columns, web copy has a paragraph a
 * line. A break is a wrap when the next line goes on in lower case, or when
 * the lines around are narrow and the next word would not have fitted on
 * this one. O(length).
 */
#include "read/wrap.h"

#include "base/utf8.h"

enum {
    WRAP_WIDTH_MAX = 120, /* lines wider than this are not wrapped copy */
    WRAP_WIDTH_MIN = 40,  /* narrower ones are lists */
    INDENT_MIN = 2        /* of a paragraph's first line in wrapped copy */
};

/* First line break at or after `at`, or the end. */
static size_t line_end(dtl_str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
        at++;
    return at;
}

static size_t skip_break(dtl_str text, size_t at)
{
    if (at < text.len && text.ptr[at] == '\r')
        at++;
    if (at < text.len && text.ptr[at] == '\n')
        at++;
    return at;
}

static uint32_t count_breaks(dtl_str text, size_t from)
{
    uint32_t count = 0;
    while (from < text.len) {
        from = skip_break(text, line_end(text, from));
        count++;
    }
    return count;
}

/* Gives the lines of each paragraph the width of its widest. */
static void spread_widths(dtl_line *lines, uint32_t count)
{
    uint32_t first = 0;
    while (first < count) {
        uint32_t last = first, widest = lines[first].width;
        while (last + 1 < count && !lines[last + 1].apart) {
            last++;
            if (lines[last].width > widest)
                widest = lines[last].width;
        }
        for (uint32_t i = first; i <= last; i++)
            lines[i].width = widest;
        first = last + 1;
    }
}

const dtl_line *dtli_lines_new(dtl_str text, size_t from, dtl_arena *arena,
                               uint32_t *count)
{
    uint32_t most = count_breaks(text, from);
    dtl_line *lines = dtli_arena_array(arena, (size_t)most + 1, sizeof *lines);
    uint32_t n = 0;
    bool apart = true;
    while (lines && from < text.len) {
        size_t end = line_end(text, from), start = from, stop = end;
        dtli_trim(text, &start, &stop);
        if (start < stop) {
            lines[n].span = (dtl_span){ (uint32_t)start, (uint32_t)stop };
            lines[n].indent = (uint32_t)(start - from);
            lines[n].width = (uint32_t)(stop - start);
            lines[n].apart = apart;
            n++;
        }
        apart = start >= stop;
        from = skip_break(text, end);
    }
    if (lines)
        spread_widths(lines, n);
    *count = n;
    return lines;
}

static dtl_str line_text(dtl_str text, const dtl_line *line)
{
    return dtli_str_slice(text, line->span.start, line->span.end);
}

static size_t first_word(dtl_str s)
{
    size_t at = 0;
    while (at < s.len && !dtli_blank_at(s, at))
        at++;
    return at;
}

/* "* item", "+ item", "-- item", "\u2022 item" */
static bool is_item(dtl_str s)
{
    dtl_str mark = dtli_str_slice(s, 0, first_word(s));
    static const char *const MARKS[] = { "-", "--", "*", "+",
                                         "\xe2\x80\xa2", "\xe2\x80\x93" };
    return dtli_one_of(mark, MARKS, sizeof MARKS / sizeof MARKS[0]);
}

/* Words that, capitalised, begin a sentence rather than go on with one. */
static bool opens_sentence(dtl_str s)
{
    static const char *const WORDS[] = { "The", "A", "An", "In", "At", "On",
                                         "But", "He", "She", "It", "They" };
    dtl_str word = dtli_str_slice(s, 0, first_word(s));
    return DTL_STR_IS_ANY(word, WORDS);
}

bool dtli_is_wrap(dtl_str text, const dtl_line *line, const dtl_line *next,
                  bool caps)
{
    dtl_str here = line_text(text, line), there = line_text(text, next);
    uint32_t cp = 0;
    dtli_utf8_decode(there, 0, &cp);
    bool ends = dtli_ends_sentence(here);
    if (dtli_utf8_is_lower(cp))
        return true;
    if (ends && next->indent >= line->indent + INDENT_MIN)
        return false;
    if (caps && !ends && line->width <= WRAP_WIDTH_MAX)
        return true; /* "REBEL" may stand alone where a dateline was cut */
    if (line->width > WRAP_WIDTH_MAX || line->width < WRAP_WIDTH_MIN)
        return false;
    if (is_item(there) && ends)
        return false;
    bool full = here.len + 1 + first_word(there) >
                (size_t)line->width - line->width / 6;
    if (!ends && opens_sentence(there))
        return false;
    return full;
}
