/* token.h — a block's text into syntactic words. */
#ifndef DATELINE_SEGMENT_TOKEN_H
#define DATELINE_SEGMENT_TOKEN_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Tokens of a document while they are made. */
typedef struct dtl_tokenizer {
    dtl_doc *doc;
    dtl_arena *arena;
    uint32_t capacity;
    uint32_t block_end;
    uint32_t searched; /* bytes before it were searched for ... */
    uint32_t closer;   /* ... an apostrophe that may close a quotation */
    bool single_open;  /* inside a quotation in single quotes */
    bool full;         /* DTL_MAX_DOC_TOKENS reached */
    bool no_memory;
} dtl_tokenizer;

/* Appends the tokens of `block` to doc->tokens: all but `sent`. */
void dtli_tokenize(dtl_tokenizer *tk, dtl_span block);

#endif
