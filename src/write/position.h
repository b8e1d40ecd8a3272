/* position.h — byte offsets into code points. */
#ifndef DATELINE_WRITE_POSITION_H
#define DATELINE_WRITE_POSITION_H

#include "base/arena.h"

/* Index over one text; in the arena. */
typedef struct dtl_positions dtl_positions;

/* `text` is borrowed: it must outlive the result. One entry of 4 bytes for
 * 64 bytes of text. NULL when memory is out. */
dtl_positions *dtli_positions_new(dtl_arena *arena, dtl_str text);

/* Code points before byte offset `byte`; beyond the end: those of the whole
 * text. Inside a character: those before the next one. Constant time. */
uint32_t dtli_position_of(const dtl_positions *positions, uint32_t byte);

#endif
