/* names.c — constrained Viterbi for name tags (names.h). O(n). */
#include "analyse/names.h"

/* Best tag before an inside tag is one of two; before any other, the best
 * of all, which is kept once per word. */
static uint8_t before(const float *best, uint8_t top, uint8_t tag)
{
    if (tag == 0 || tag % 2 == 1)
        return top;
    return best[tag - 1] >= best[tag] ? (uint8_t)(tag - 1) : tag;
}

static uint8_t top_of(const float *best)
{
    uint8_t top = 0;
    for (uint8_t k = 1; k < DTLI_NAME_TAGS; k++)
        if (best[k] > best[top])
            top = k;
    return top;
}

bool dtli_name_tags(const float *scores, size_t stride, uint32_t n,
                    uint8_t *tags, dtl_arena *arena)
{
    dtl_arena_mark mark = dtli_arena_mark(arena);
    uint8_t *back = dtli_arena_array(arena, n, DTLI_NAME_TAGS);
    float best[DTLI_NAME_TAGS], next[DTLI_NAME_TAGS];
    if (!back)
        return false;
    for (uint8_t k = 0; n > 0 && k < DTLI_NAME_TAGS; k++)
        best[k] = k != 0 && k % 2 == 0 ? -1e9f : scores[k];
    for (uint32_t i = 1; i < n; i++) {
        uint8_t top = top_of(best);
        for (uint8_t k = 0; k < DTLI_NAME_TAGS; k++) {
            uint8_t from = before(best, top, k);
            back[(size_t)i * DTLI_NAME_TAGS + k] = from;
            next[k] = best[from] + scores[(size_t)i * stride + k];
        }
        for (uint8_t k = 0; k < DTLI_NAME_TAGS; k++)
            best[k] = next[k];
    }
    uint8_t at = n > 0 ? top_of(best) : 0;
    for (uint32_t i = n; i-- > 0;) {
        tags[i] = at;
        at = back[(size_t)i * DTLI_NAME_TAGS + at];
    }
    dtli_arena_release(arena, mark);
    return true;
}
