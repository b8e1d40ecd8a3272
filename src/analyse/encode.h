/* encode.h — a few sentences through the network: scores of all heads. */
#ifndef DATELINE_ANALYSE_ENCODE_H
#define DATELINE_ANALYSE_ENCODE_H

#include "analyse/feature.h"
#include "analyse/model.h"

/* Words [first, first + count) of a chunk that are read as one sentence. */
typedef struct dtl_piece {
    uint32_t first, count;
} dtl_piece;

/* Buffers for up to `capacity` words, all in the arena. */
typedef struct dtl_work {
    uint32_t capacity;
    float *x, *y;     /* [capacity x width] */
    float *gates;     /* [capacity x 3 width] */
    uint32_t *fresh;  /* words whose gates of the first layer are wanted */
    uint32_t fresh_count;
    float *fresh_gates; /* [capacity x 3 width], in the order of fresh */
    float *tag;       /* [capacity x tags]: UPOS, XPOS, names, scripts */
    float *proj;      /* [capacity x project] */
    float *hidden;    /* [capacity x max(arc, lab)] */
    float *rel;       /* [capacity x DTL_REL_COUNT] */
    float *carry;     /* [half] */
    dtl_quant q;      /* [capacity x width] */
    dtl_quant heads;  /* [capacity + 1 x arc], row 0 the root */
    int32_t *dots;    /* [capacity + 1] */
    int64_t *scores;  /* [capacity x (capacity + 1)] */
    uint32_t *columns; /* [capacity] heads of a piece, 0 the root */
} dtl_work;

bool dtli_work_init(dtl_work *w, const dtl_model *m, uint32_t capacity,
                    uint32_t longest, dtl_arena *arena) DTL_MUST_USE;

/* Row `at` of w->x from the features of a word, which becomes a fresh one. */
void dtli_embed(const dtl_model *m, dtl_work *w, uint32_t at,
                const dtl_features *f);

/* The same from a row that word_cache.h keeps. */
void dtli_embed_known(const dtl_model *m, dtl_work *w, uint32_t at,
                      const float *row);

/* Gates of the first layer of the fresh words. */
void dtli_encode_words(const dtl_model *m, dtl_work *w);

/* From w->x and the gates of the first layer to w->tag and w->proj. */
void dtli_encode(const dtl_model *m, dtl_work *w, const dtl_piece *pieces,
                 uint32_t count);

/* Arc scores of one piece into w->scores, 16 binary places. */
void dtli_arc_scores(const dtl_model *m, dtl_work *w, dtl_piece piece);

/* Relation scores of a piece under w->columns into w->rel. */
void dtli_relation_scores(const dtl_model *m, dtl_work *w, dtl_piece piece);

#endif
