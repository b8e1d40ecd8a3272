/* vocab.h — which words have rows of their own, and the lemma scripts. */
#ifndef DATELINE_TRAIN_VOCAB_H
#define DATELINE_TRAIN_VOCAB_H

#include "corpus.h"
#include "net.h"
#include "nn/index.h"

typedef struct vocab {
    char *keys, *values;  /* word index, owned */
    uint32_t slots;
    dtl_index index;
    uint32_t rows;        /* row 0: unknown word */
    uint32_t *counts;     /* [rows] in the training words */
    uint32_t sub_mask;    /* rows of the sub-word table - 1 */
    dtl_str *scripts;     /* [script_count], in the corpus's arena */
    uint32_t script_count;
} vocab;

enum { SCRIPTS_MAX = 400 };

/* Words that the corpus has twice, or both together five times, and scripts
 * seen four times; sets word.script. raw may be NULL. */
dtl_status vocab_build(vocab *v, corpus *c, const corpus *raw, uint32_t subs,
                       dtl_error *err) DTL_MUST_USE;
void vocab_clear(vocab *v);

/* How one sentence goes into a batch. */
typedef enum disguise {
    DISGUISE_NONE, DISGUISE_UPPER, DISGUISE_TITLE, DISGUISE_LOWER
} disguise;

/* Adds a sentence to a shard. Rare words are hidden at random where
 * s->drop.word is set. */
void vocab_add(const vocab *v, shard *s, const word *words, uint32_t count,
               disguise how);

#endif
