/* vocab.h — which words have rows of their own, and the lemma scripts. */
#ifndef DATELINE_TRAIN_VOCAB_H
#define DATELINE_TRAIN_VOCAB_H

#include "corpus.h"
#include "given.h"
#include "net.h"
#include "nn/index.h"

typedef struct vocab {
    char *keys, *values;  /* word index, owned */
    uint32_t slots;
    dtl_index index;
    uint32_t rows;        /* row 0: unknown word */
    uint32_t own;         /* rows from here on have a given vector alone */
    uint32_t *counts;     /* [rows] in the training words */
    float *given;         /* [rows x given_dim], zeros where there is none */
    uint32_t given_dim;
    uint32_t sub_mask;    /* rows of the sub-word table - 1 */
    dtl_str *scripts;     /* [script_count], in the corpus's arena */
    uint32_t script_count;
} vocab;

enum { SCRIPTS_MAX = 400, ROWS_MAX = 65000 };

/* What words are counted in. */
typedef struct vocab_texts {
    const corpus *raw;  /* may be NULL */
    const given *given; /* without words where there is none */
    uint32_t subs;      /* rows of the sub-word table */
} vocab_texts;

/* Words that the corpus has twice, or both together five times, then the
 * commonest given ones; scripts seen four times; sets word.script. */
dtl_status vocab_build(vocab *v, corpus *c, const vocab_texts *texts,
                       dtl_error *err) DTL_MUST_USE;
void vocab_clear(vocab *v);

/* Counts the words of c anew, once raw sentences are among them. */
void vocab_count(vocab *v, const corpus *c);

/* How one sentence goes into a batch. */
typedef enum disguise {
    DISGUISE_NONE, DISGUISE_UPPER, DISGUISE_TITLE, DISGUISE_LOWER
} disguise;

/* Adds a sentence to a shard. Rare words are hidden at random where
 * s->drop.word is set. */
void vocab_add(const vocab *v, shard *s, const word *words, uint32_t count,
               disguise how);

#endif
