/* given.h — word vectors made elsewhere, from text this project has not. */
#ifndef DATELINE_TRAIN_GIVEN_H
#define DATELINE_TRAIN_GIVEN_H

#include "base/arena.h"
#include "dateline/status.h"

enum { GIVEN_DIM_MAX = 300 };

typedef struct given {
    uint64_t *keys;      /* [count] hashes of normal forms, as file order */
    float *vectors;      /* [count x dim], mean 0 and deviation GIVEN_SPREAD */
    uint32_t count, dim; /* 0 without a file */
} given;

/* Lines "word number ... number", commonest first; of words with the same
 * normal form the first counts. path NULL: nothing. */
dtl_status given_read(given *g, const char *path, dtl_error *err) DTL_MUST_USE;
void given_clear(given *g);

#endif
