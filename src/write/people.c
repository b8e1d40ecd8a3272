/* people.c — terminal text: cleaning, measuring, cutting, colours.
 *
 * Widths by utf8proc_charwidth (Unicode East Asian Width). Colours are the
 * eight basic ones of ECMA-48, which every terminal theme knows.
 */
#include "write/people.h"

#include <utf8proc.h>

#include "base/utf8.h"

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad ||
           (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff;
}

void dtli_people_words(dtl_buf *out, dtl_str s)
{
    bool pending = false, begun = false;
    size_t at = 0;
    while (at < s.len) {
        uint32_t cp = ' ';
        size_t n = dtli_utf8_decode(s, at, &cp);
        if (n == 0)
            n = 1;
        if (dtli_utf8_is_space(cp) || is_control(cp)) {
            pending = pending || dtli_utf8_is_space(cp);
        } else {
            if (pending && begun)
                dtli_buf_add_char(out, ' ');
            dtli_buf_add(out, dtli_str_slice(s, at, at + n));
            pending = false;
            begun = true;
        }
        at += n;
    }
}

static size_t width_of(uint32_t cp)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)cp);
    return width > 0 ? (size_t)width : 0;
}

size_t dtli_people_width(dtl_str s)
{
    size_t width = 0, at = 0;
    while (at < s.len) {
        uint32_t cp = ' ';
        size_t n = dtli_utf8_decode(s, at, &cp);
        at += n ? n : 1;
        width += width_of(cp);
    }
    return width;
}

/* Bytes of s that fit into `width` columns; *used columns. */
static size_t fit(dtl_str s, size_t width, size_t *used)
{
    size_t at = 0;
    *used = 0;
    while (at < s.len) {
        uint32_t cp = ' ';
        size_t n = dtli_utf8_decode(s, at, &cp);
        if (*used + width_of(cp) > width)
            break;
        *used += width_of(cp);
        at += n ? n : 1;
    }
    return at;
}

static void pad(dtl_buf *out, size_t count)
{
    while (count-- > 0)
        dtli_buf_add_char(out, ' ');
}

void dtli_people_cell(dtl_buf *out, dtl_str s, size_t width)
{
    size_t used;
    size_t bytes = fit(s, width, &used);
    if (bytes < s.len && width > 0) {
        bytes = fit(s, width - 1, &used);
        dtli_buf_add(out, dtli_str_slice(s, 0, bytes));
        dtli_buf_add(out, DTL_STR("\xe2\x80\xa6"));
        used++;
    } else {
        dtli_buf_add(out, s);
    }
    pad(out, width > used ? width - used : 0);
}

void dtli_people_paint(dtl_buf *out, bool colour, dtl_paint paint)
{
    static const char *const CODES[] = { "0", "1", "2", "31", "32", "33" };
    size_t index = (size_t)paint;
    if (colour && index < sizeof CODES / sizeof CODES[0])
        dtli_buf_printf(out, "\033[%sm", CODES[index]);
}

void dtli_people_wrap(dtl_buf *out, dtl_str s, size_t indent, size_t width)
{
    dtl_str rest = s, word;
    size_t column = 0, room = width > indent + 20 ? width - indent : 20;
    while (dtli_str_split(&rest, ' ', &word)) {
        size_t wide = dtli_people_width(word);
        if (column > 0 && column + 1 + wide > room) {
            dtli_buf_add_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            pad(out, indent);
        } else {
            dtli_buf_add_char(out, ' ');
            column++;
        }
        dtli_buf_add(out, word);
        column += wide;
    }
    dtli_buf_add_char(out, '\n');
}
