/* ending.h — the rules that end sentences. */
#ifndef DATELINE_SEGMENT_ENDING_H
#define DATELINE_SEGMENT_ENDING_H

#include "dateline/doc.h"

/* A block's tokens, and the place inside them. */
typedef struct dtl_scanner {
    const dtl_token *tokens;
    uint32_t first; /* the block's first token */
    uint32_t last;  /* one behind the block's last token */
    uint32_t start; /* first token of the sentence */
    uint32_t depth; /* brackets opened inside the sentence */
    bool quote_open;
} dtl_scanner;

/* Takes note of the quote or bracket that token `i` may be. */
void dtli_ending_pass(dtl_scanner *sc, uint32_t i);

/* One behind the sentence's last token if one ends at the stop `i`; else 0. */
uint32_t dtli_ending_at(const dtl_scanner *sc, uint32_t i);

/* The same where no stop stands: before a picture's credit, around a date
 * stamp, behind a net address or smiley. */
uint32_t dtli_ending_without_stop(const dtl_scanner *sc, uint32_t i);

#endif
