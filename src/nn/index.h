/* index.h — a hash table in a mapped file: 64-bit key to 32-bit value.
 *
 * Two sections: keys (u64 each, 0 an empty slot) and values (u32 each), as
 * many slots in both, a power of two. Linear probing from key & (slots - 1).
 */
#ifndef DATELINE_NN_INDEX_H
#define DATELINE_NN_INDEX_H

#include <stdbool.h>

#include "base/str.h"

typedef struct dtl_index {
    const char *keys;
    const char *values;
    uint32_t slots;
} dtl_index;

/* False when the sections are no index with values below `bound`. */
bool dtli_index_init(dtl_str keys, dtl_str values, uint32_t bound,
                     dtl_index *out);

/* Value under key, or `otherwise`. */
uint32_t dtli_index_find(const dtl_index *index, uint64_t key,
                         uint32_t otherwise);

/* Fills zeroed keys and values (slots of them; at most half may be used).
 * The first value put under a key stays. */
void dtli_index_put(char *keys, char *values, uint32_t slots, uint64_t key,
                    uint32_t value);

#endif
