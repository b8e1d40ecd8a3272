/* chunk.c — see chunk.h. One pass, each byte is looked at once. */
#include "segment/chunk.h"

#include "base/utf8.h"
#include "read/chars.h"
#include "read/entity.h"

enum { UNIT_BYTES_MAX = 64 };

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
