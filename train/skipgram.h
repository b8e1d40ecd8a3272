/* skipgram.h — first word vectors from raw text. */
#ifndef DATELINE_TRAIN_SKIPGRAM_H
#define DATELINE_TRAIN_SKIPGRAM_H

#include "corpus.h"
#include "vocab.h"

/* Fills table [v->own x dim] from the words of the corpora: skip-gram with
 * negative samples, left and right neighbours told apart. The rows come out
 * with mean 0 and deviation `spread`; row 0 is their mean, zeros. */
typedef struct skipgram_plan {
    uint32_t dim, epochs, window;
    uint64_t seed;
    float spread;
} skipgram_plan;

dtl_status skipgram(const vocab *v, const corpus *const *corpora,
                    const skipgram_plan *plan, float *table,
                    dtl_error *err) DTL_MUST_USE;

#endif
