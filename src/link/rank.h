/* rank.h — documents in the order of their days. */
#ifndef DATELINE_LINK_RANK_H
#define DATELINE_LINK_RANK_H

#include "link/linker.h"

/* Documents that stand for themselves (linker->first), by day and key, those
 * without a day last; *count of them, the first *dated have a day. Owned by
 * the caller, free(); NULL when memory is out. */
uint32_t *dtli_link_rank(const dtl_linker *linker, uint32_t *count,
                         uint32_t *dated);

#endif
