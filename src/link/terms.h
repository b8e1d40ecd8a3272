/* terms.h — a document as linking sees it: its lemmas by kind, its signature.
 *
 * Made where documents are analysed (many threads), carried as bytes in the
 * order of the input, read where they are linked (one thread). Record,
 * little-endian:
 *
 *   u32 bytes of the whole record    u32 publication day
 *   u8  1: a signature follows       u32 terms    u32 bytes of the id
 *   the id, the signature (DTL_COPY_HASHES u32), then for each term
 *   u8 tf, u8 kind | 4 if in the lead, u8 bytes of the lemma, the lemma
 */
#ifndef DATELINE_LINK_TERMS_H
#define DATELINE_LINK_TERMS_H

#include "base/str.h"
#include "dateline/doc.h"
#include "link/copy.h"

/* What a lemma is to a story. */
typedef enum dtli_term_kind {
    DTLI_TERM_NAME,
    DTLI_TERM_NUMBER,
    DTLI_TERM_VERB,
    DTLI_TERM_WORD,
    DTLI_TERM_KINDS
} dtli_term_kind;

/* A lemma, in lower case, with how often it stands in the document. */
typedef struct dtli_term {
    dtl_str lemma;
    uint8_t tf;   /* 1..255, more counts as 255 */
    uint8_t kind; /* what it mostly is: dtli_term_kind */
    bool lead;    /* among the first DTL_LINK_LEAD_TOKENS */
} dtli_term;

typedef struct dtli_terms {
    dtl_str id;
    dtl_day published; /* DTL_DAY_NONE where it is not known */
    bool has_signature;
    uint32_t signature[DTL_COPY_HASHES];
    const dtli_term *terms; /* no lemma twice */
    uint32_t count;         /* at most DTL_MAX_LINK_TERMS */
} dtli_terms;

/**
 * Terms of an analysed document: nouns, verbs, adjectives, names and numbers
 * of two bytes and more, by the order of their first occurrence.
 *
 * doc    Lemmas and tags are set. Borrowed: `out` points into it.
 * arena  Holds what `out` points to.
 * Returns DTL_OK or DTL_NOMEM (E774). Terms beyond DTL_MAX_LINK_TERMS are
 * left out.
 */
DTL_MUST_USE dtl_status dtli_terms_of(const dtl_doc *doc, dtl_arena *arena,
                                      dtli_terms *out, dtl_error *err);

/** Appends the record of `terms`; lemmas and id must fit (255 bytes,
 * DTL_MAX_FIELD_BYTES). Failure sticks in `out`. */
void dtli_terms_encode(const dtli_terms *terms, dtl_buf *out);

/**
 * Reads one record from the front of *bytes and moves on behind it.
 *
 * out  Points into `bytes` and `arena`. Written only on DTL_OK.
 * Returns DTL_OK; DTL_CORRUPT (E775) where it is no record; DTL_LIMIT (E776)
 * for more terms than DTL_MAX_LINK_TERMS; DTL_NOMEM (E774).
 */
DTL_MUST_USE dtl_status dtli_terms_decode(dtl_str *bytes, dtl_arena *arena,
                                          dtli_terms *out, dtl_error *err);

/** Id in a whole record, borrowed; empty where it is none. */
dtl_str dtli_terms_id(dtl_str record);

#endif
