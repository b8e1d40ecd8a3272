/* rank.c — see rank.h. */
#include "link/rank.h"

#include <stdlib.h>

/* A document to be ranked. */
typedef struct ranked {
    int64_t day; /* INT64_MAX: none */
    uint64_t key;
    uint32_t doc;
} ranked;

static int by_day(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

uint32_t *dtli_link_rank(const dtl_linker *l, uint32_t *count, uint32_t *dated)
{
    size_t docs = (size_t)l->doc_count + 1;
    ranked *all = dtli_malloc(docs * sizeof *all);
    uint32_t *order = dtli_calloc(docs, sizeof *order);
    *count = *dated = 0;
    if (!all || !order) {
        free(all);
        free(order);
        return NULL;
    }
    for (uint32_t d = 0; d < l->doc_count; d++) {
        dtl_day day = l->docs[d].published;
        if (l->first[d] == d)
            all[(*count)++] = (ranked){ day == DTL_DAY_NONE ? INT64_MAX : day,
                                        l->docs[d].key, d };
    }
    qsort(all, *count, sizeof *all, by_day);
    for (uint32_t r = 0; r < *count; r++) {
        order[r] = all[r].doc;
        *dated += all[r].day != INT64_MAX;
    }
    free(all);
    return order;
}
