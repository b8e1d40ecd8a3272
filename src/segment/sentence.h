/* sentence.h — a block's tokens into sentences. */
#ifndef DATELINE_SEGMENT_SENTENCE_H
#define DATELINE_SEGMENT_SENTENCE_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Sentences of a document while they are made. */
typedef struct dtl_splitter {
    dtl_doc *doc;
    dtl_arena *arena;
    uint32_t capacity;
    bool quote_open; /* inside a quotation in double quotes */
    bool no_memory;
} dtl_splitter;

/* Appends the sentences of doc->tokens [first, last), which are the tokens
 * of block number `block`, to doc->sents, and sets token.sent. A quotation
 * that the block before left open goes on only if this block repeats the
 * opening quote. */
void dtli_split_sentences(dtl_splitter *sp, uint32_t block, uint32_t first,
                          uint32_t last);

#endif
