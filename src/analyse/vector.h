/* vector.h — what the encoder has made of the words of a document.
 *
 * The top layer of the network (encode.c), as the tagger reads it: int8 with
 * a scale a word, so the same bits on every processor. Kept for words that
 * may tell an event (nouns, verbs, adjectives, adverbs), and for no more of
 * them than DTL_MAX_DOC_VECTORS; read by src/code/sense.c.
 */
#ifndef DATELINE_ANALYSE_VECTOR_H
#define DATELINE_ANALYSE_VECTOR_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Binary places of scales and means, and the largest scale that is kept (a
 * sound model has some hundredths): sums stay exact in 64 bits. */
enum { DTLI_VECTOR_PLACES = 16, DTLI_VECTOR_SCALE_MAX = 8 };

/* In the arena of the document. */
struct dtl_vectors {
    uint32_t model; /* stamp of the model that made them (analyse.h) */
    uint32_t width; /* numbers of a vector */
    uint32_t count, capacity;
    uint32_t *row;  /* by token: 1 + its vector; 0: it has none */
    int8_t *q;      /* [capacity x width] */
    int32_t *scale; /* [capacity]: value = q * scale / 2^16 */
};

/* Room for the vectors of `tokens` words; NULL when memory is out. */
dtl_vectors *dtli_vectors_new(dtl_arena *arena, uint32_t tokens,
                              uint32_t width) DTL_MUST_USE;

/* Keeps the vector of a word, if there is room and the word is of a kind that
 * may tell an event. */
void dtli_vectors_put(dtl_vectors *vectors, uint32_t token, uint8_t upos,
                      const int8_t *q, float scale);

/* The vector of a word and its scale; NULL where it has none. */
const int8_t *dtli_vectors_get(const dtl_vectors *vectors, uint32_t token,
                               int32_t *scale);

/* Mean of the vectors of the words [first, first + count), 16 binary places,
 * into `out` [width]; zero where none of them has one. */
void dtli_vectors_mean(const dtl_vectors *vectors, uint32_t first,
                       uint32_t count, int32_t *out);

#endif
