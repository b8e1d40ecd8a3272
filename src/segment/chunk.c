/* chunk.c — see chunk.h. One pass, each byte is looked at once. */
#include "segment/chunk.h"

#include "base/utf8.h"
#include "segment/entity.h"

enum { UNIT_BYTES_MAX = 64 };

bool dtli_char_is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == '`' || cp == 0xb4 || cp == 0x2018 ||
           cp == 0x2019 || cp == 0x201b || cp == 0x2bc || cp == 0x2032 ||
           cp == 0xff07;
}

bool dtli_char_is_double_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201c && cp <= 0x201f) || cp == 0xab ||
           cp == 0xbb || cp == 0x2033 || cp == 0xff02;
}

bool dtli_char_is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

bool dtli_char_is_dash(uint32_t cp)
{
    return (cp >= 0x2012 && cp <= 0x2015) || cp == 0x2212;
}

bool dtli_char_is_word(uint32_t cp)
{
    if (cp < 0x80)
        return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') ||
               (cp >= '0' && cp <= '9');
    if (dtli_char_is_apostrophe(cp))
        return false; /* U+02BC is a letter by its category */
    return dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp);
}

bool dtli_char_is_blank(uint32_t cp)
{
    return cp <= ' ' || (cp >= 0x7f && cp <= 0xa0) ||
           (cp > 0xa0 && dtli_utf8_is_space(cp));
}

bool dtli_char_is_invisible(uint32_t cp)
{
    return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
           (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2064) ||
           cp == 0xfeff || (cp >= 0xfe00 && cp <= 0xfe0f);
}

/* The character at text[at]; bytes that are no UTF-8 count as blanks. */
static dtl_unit unit_at(dtl_str text, uint32_t at, uint32_t end)
{
    dtl_unit unit = { ' ', at, at + 1 };
    uint32_t cp;
    uint32_t length = dtli_entity_decode(text, at, end, &cp);
    if (length == 0)
        length = (uint32_t)dtli_utf8_decode(text, at, &cp);
    if (length > 0 && length <= end - at) {
        unit.cp = cp;
        unit.end = at + length;
    }
    return unit;
}

/* Invisible characters stay with the visible one before them; a long row of
 * them is dropped, so that the bytes of a token stay in bounds. */
static void take_invisible(dtl_unit *unit, uint32_t end)
{
    if (end - unit->start <= UNIT_BYTES_MAX)
        unit->end = end;
}

bool dtli_chunk_next(dtl_str text, uint32_t *at, uint32_t end,
                     dtl_chunk *chunk)
{
    chunk->count = 0;
    chunk->space_after = false;
    while (*at < end) {
        dtl_unit unit = unit_at(text, *at, end);
        if (dtli_char_is_blank(unit.cp)) {
            if (chunk->count > 0) {
                chunk->space_after = true;
                return true;
            }
        } else if (!dtli_char_is_invisible(unit.cp)) {
            if (chunk->count == DTLI_CHUNK_UNITS)
                return true;
            chunk->units[chunk->count++] = unit;
        } else if (chunk->count > 0) {
            take_invisible(&chunk->units[chunk->count - 1], unit.end);
        }
        *at = unit.end;
    }
    return chunk->count > 0;
}
