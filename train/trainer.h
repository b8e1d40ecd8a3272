/* trainer.h — epochs over shuffled, disguised sentences. */
#ifndef DATELINE_TRAIN_TRAINER_H
#define DATELINE_TRAIN_TRAINER_H

#include "optim.h"
#include "vocab.h"

typedef struct plan {
    uint64_t seed;
    uint32_t epochs, batch_tokens, threads;
    float rate;
    dropout drop;
    float disguised; /* share of sentences in another letter case */
    uint32_t raw_parts; /* a raw sentence comes once in so many epochs */
} plan;

typedef struct trainer {
    net net;
    vocab vocab;
    optim optim;
    shard shards[NET_SHARDS];
    plan plan;
    uint32_t epoch;
    uint32_t *order;
    uint32_t order_count;
    uint32_t raw_first; /* sentences from here on are raw, with labels of
                         * teachers; UINT32_MAX: none */
    double loss[LOSS_COUNT];
} trainer;

dtl_status trainer_init(trainer *t, const corpus *c, const net_config *config,
                        const plan *p, dtl_error *err) DTL_MUST_USE;
void trainer_clear(trainer *t);

/* One pass over the corpus. */
void trainer_epoch(trainer *t, const corpus *c);

#endif
