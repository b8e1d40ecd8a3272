/* near.h — each document's nearest neighbours, and how sure a pair is.
 *
 * Weights of terms are whole numbers: (1 + ln tf) * ln((n + 1) / (df + 1/2))
 * in 1/1024 (Salton and Buckley 1988; n and df of the collection at hand,
 * near copies counted once). Sums of their products are exact, so nothing
 * depends on the order of documents.
 */
#ifndef DATELINE_LINK_NEAR_H
#define DATELINE_LINK_NEAR_H

#include "link/linker.h"

/* What a pair is scored by. */
typedef struct dtli_link_features {
    double view[DTLI_VIEWS]; /* cosines */
    double local;            /* cosine by the density around both */
    double density;          /* the lower one */
} dtli_link_features;

/** Takes one pair above the floor; false stops. */
typedef bool (*dtli_link_see)(void *payload, uint32_t a, uint32_t b,
                              const dtli_link_features *features);

/**
 * Finds the neighbours of all documents that stand for themselves
 * (linker->first, set before) and hands over each pair once, the one with
 * the smaller number first.
 *
 * Sets linker->idf, in 1/1024. Returns DTL_OK, DTL_NOMEM (E774), or
 * DTL_CANCELLED (E779) where `see` returned false. Walks at most
 * DTL_LINK_WALK postings for a document and keeps DTL_LINK_NEIGHBOURS.
 */
DTL_MUST_USE dtl_status dtli_link_pairs(dtl_linker *linker, dtli_link_see see,
                                        void *payload, dtl_error *err);

/** How sure it is that a pair tells one story, of DTL_LINK_ONE. */
uint32_t dtli_link_score(const dtli_link_weights *weights,
                         const dtli_link_features *features);

/** Weight of a posting in 1/1024, names not raised. */
uint32_t dtli_link_weight(const uint32_t *idf, uint32_t term, uint16_t info);

#endif
