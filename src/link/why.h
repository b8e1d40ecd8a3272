/* why.h — what two documents share, and why a document is in its story. */
#ifndef DATELINE_LINK_WHY_H
#define DATELINE_LINK_WHY_H

#include "link/linker.h"

enum { DTLI_LINK_TOLD = 5 }; /* lemmas of a kind that are told */

/* The weightiest shared lemmas of a kind, best first; borrowed of the
 * linker. */
typedef struct dtli_link_list {
    dtl_str word[DTLI_LINK_TOLD];
    uint64_t weight[DTLI_LINK_TOLD];
    uint32_t count;
} dtli_link_list;

/* Lists by what the lemmas are in the first document; written whole. */
void dtli_link_shared(const dtl_linker *linker, uint32_t a, uint32_t b,
                      dtli_link_list lists[DTLI_TERM_KINDS]);

/* In plain words, after a run: "like dam-2: names velmora, drusek; words dam,
 * town", "nearly the same as dam-1: ..."; nothing where it is alone. */
void dtli_link_why(const dtl_linker *linker, uint32_t doc, dtl_buf *out);

#endif
