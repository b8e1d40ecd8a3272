/* position.c — see position.h: counts kept for every 64th byte, the rest is
 * counted when asked. */
#include "write/position.h"

#include "base/str.h"
#include "base/utf8.h"

enum { STRIDE = 64 };

struct dtl_positions {
    dtl_str text;
    uint32_t *before; /* before[i]: code points that begin before i * STRIDE */
};

dtl_positions *dtli_positions_new(dtl_arena *arena, dtl_str text)
{
    size_t marks = text.len / STRIDE + 1;
    dtl_positions *positions = dtli_arena_make(arena, dtl_positions);
    if (!positions)
        return NULL;
    positions->text = text;
    positions->before = dtli_arena_array(arena, marks, sizeof(uint32_t));
    if (!positions->before)
        return NULL;
    size_t count = 0;
    for (size_t i = 0; i < marks; i++) {
        positions->before[i] = (uint32_t)count;
        dtl_str stretch = dtli_str_slice(text, i * STRIDE, (i + 1) * STRIDE);
        count += dtli_utf8_count(stretch);
    }
    return positions;
}

uint32_t dtli_position_of(const dtl_positions *positions, uint32_t byte)
{
    size_t at = byte;
    if (at > positions->text.len)
        at = positions->text.len;
    size_t mark = at / STRIDE;
    dtl_str rest = dtli_str_slice(positions->text, mark * STRIDE, at);
    return positions->before[mark] + (uint32_t)dtli_utf8_count(rest);
}
