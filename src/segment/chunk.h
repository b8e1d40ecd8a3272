/* chunk.h — runs of text between blanks, as plain characters.
 *
 * Dirt is dealt with here, once: entities are decoded, soft hyphens,
 * zero-width characters and byte-order marks vanish, NUL and other control
 * characters count as blanks. What is left is a row of characters that still
 * know their bytes, so that the word rules never see the dirt.
 */
#ifndef DATELINE_SEGMENT_CHUNK_H
#define DATELINE_SEGMENT_CHUNK_H

#include <stdbool.h>

#include "dateline/status.h"

/* A character: its code point, and its bytes [start, end) with the invisible
 * ones that follow it. */
typedef struct dtl_unit {
    uint32_t cp;
    uint32_t start, end;
} dtl_unit;

/* Longer runs are handed out in pieces of this length. */
enum { DTLI_CHUNK_UNITS = 1024 };

typedef struct dtl_chunk {
    dtl_unit units[DTLI_CHUNK_UNITS];
    uint32_t count;
    bool space_after; /* false at the end, and where a long run was cut */
} dtl_chunk;

/* Reads the next run of [*at, end) into `chunk` and moves *at behind it.
 * False when only blanks are left. `text` is valid UTF-8. */
bool dtli_chunk_next(dtl_str text, uint32_t *at, uint32_t end,
                     dtl_chunk *chunk);

#endif
