/* names.h — the best sequence of name tags over their scores. */
#ifndef DATELINE_ANALYSE_NAMES_H
#define DATELINE_ANALYSE_NAMES_H

#include "base/arena.h"
#include "dateline/labels.h"

/* Tags: 0 O, then for each type B = 2 * type - 1, I = 2 * type. */
enum { DTLI_NAME_TAGS = 2 * DTL_NAME_COUNT - 1 };

/* Viterbi where I-X follows only B-X or I-X. scores is [n x stride], the
 * first DTLI_NAME_TAGS of each row count; tags [n] takes the answer.
 * Scratch is released. False when memory is out. */
bool dtli_name_tags(const float *scores, size_t stride, uint32_t n,
                    uint8_t *tags, dtl_arena *arena) DTL_MUST_USE;

/* End of the name whose B tag stands at `first`; words before `stop` count. */
static inline uint32_t dtli_name_end(const uint8_t *tags, uint32_t first,
                                     uint32_t stop)
{
    uint32_t end = first + 1;
    while (end < stop && tags[end] == tags[first] + 1)
        end++;
    return end;
}

#endif
