/* score.h — accuracy on held-back sentences, as the parse scorer has it. */
#ifndef DATELINE_TRAIN_SCORE_H
#define DATELINE_TRAIN_SCORE_H

#include "analyse/analyse.h"
#include "vocab.h"

typedef struct scores {
    uint64_t words, upos, xpos, lemma;
    uint64_t tree_words, uas, las, las_sub;
    uint64_t names_gold, names_found, names_right, span_right;
} scores;

/* What an analyser says of a word; head 0 is the root, name as in word. */
typedef struct guess {
    dtl_str lemma;
    uint16_t upos, xpos, rel, head, name;
} guess;

/* The float network as it is being trained. */
dtl_status score_net(const net *n, const vocab *v, const corpus *c,
                     scores *out, dtl_error *err) DTL_MUST_USE;

/* The library with a model file. seconds (may be NULL): its own time. */
dtl_status score_model(const dtl_model *model, const corpus *c, scores *out,
                       double *seconds, dtl_error *err) DTL_MUST_USE;

#endif
