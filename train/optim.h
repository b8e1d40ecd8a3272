/* optim.h — Adam (Kingma and Ba 2015) over dense and embedding gradients.
 *
 * Embedding rows are updated only when a batch touches them. Shards are
 * added in their order, so the sums do not depend on threads.
 */
#ifndef DATELINE_TRAIN_OPTIM_H
#define DATELINE_TRAIN_OPTIM_H

#include "net.h"

typedef struct moments {
    float *m, *v;
} moments;

/* Gradient rows of one embedding table, gathered over a batch. */
typedef struct row_grads {
    uint32_t *slot;   /* [table rows]: index + 1 into rows, or 0 */
    uint32_t *rows;   /* touched rows, in order of first touch */
    float *grads;     /* [row capacity x dim] */
    uint32_t count, capacity, dim;
} row_grads;

typedef struct optim {
    moments dense, word, sub;
    row_grads word_grads, sub_grads;
    uint64_t step;
} optim;

dtl_status optim_init(optim *o, const net *n, uint32_t batch_tokens,
                      dtl_error *err) DTL_MUST_USE;
void optim_clear(optim *o);

/* One step from the gradients of all shards. */
void optim_step(optim *o, net *n, shard *shards, uint32_t count, float rate);

#endif
