/* copy.h — near copies: the same report with small changes.
 *
 * MinHash (Broder 1997) over shingles of words estimates what share of two
 * documents' shingles is common (Jaccard); banding (Leskovec, Rajaraman and
 * Ullman, Mining of Massive Datasets, ch. 3) finds the pairs to be compared
 * without comparing all.
 */
#ifndef DATELINE_LINK_COPY_H
#define DATELINE_LINK_COPY_H

#include "dateline/doc.h"

enum {
    DTL_COPY_HASHES = 64,
    DTL_COPY_BANDS = 16, /* of 4 hashes: finds half of the pairs at 0.45,
                            0.999 of them at 0.8 */
    DTL_COPY_SHINGLE = 4 /* words */
};

/**
 * Signature of a document's words, marks and case left out.
 *
 * Returns false, and writes nothing, where it has fewer words than
 * DTL_COPY_LEAST_WORDS: short notes are alike by chance.
 */
bool dtli_copy_sign(const dtl_doc *doc, uint32_t out[DTL_COPY_HASHES]);

/** Shares of equal hashes of two signatures, in thousandths. */
uint32_t dtli_copy_likeness(const uint32_t *a, const uint32_t *b);

/** Documents to be grouped. */
typedef struct dtl_copy_set {
    const uint32_t *signatures; /* [count * DTL_COPY_HASHES] */
    const bool *has_signature;  /* [count] */
    const uint64_t *keys;       /* [count], as in cluster.h */
    uint32_t count;
    uint32_t likeness; /* in thousandths, from which on they are copies */
} dtl_copy_set;

/**
 * Groups near copies.
 *
 * first  [count]: the document of its group with the smallest key, itself
 *        where it is alone. Does not depend on the order of documents as
 *        long as keys differ. Takes count * log(count) steps.
 * Returns DTL_OK or DTL_NOMEM (E774).
 */
DTL_MUST_USE dtl_status dtli_copy_group(const dtl_copy_set *set,
                                        uint32_t *first, dtl_error *err);

#endif
