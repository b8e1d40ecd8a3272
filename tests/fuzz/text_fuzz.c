/* text_fuzz.c — any text through blocks, sentences and words; what comes out
 * must lie inside the text, in order. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_spans(const dtl_doc *doc)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < doc->block_count; i++) {
        dtl_span span = doc->blocks[i].span;
        require(span.start <= span.end && span.end <= doc->in.text.len);
        require(span.start >= last);
        last = span.end;
    }
    for (uint32_t i = 0; i < doc->sent_count; i++) {
        const dtl_sent *sent = &doc->sents[i];
        require(sent->count > 0 && sent->block < doc->block_count);
        require(sent->first + sent->count <= doc->token_count);
    }
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const dtl_token *token = &doc->tokens[i];
        require(token->span.start <= token->span.end);
        require(token->span.end <= doc->in.text.len);
        require(token->sent < doc->sent_count && token->form.len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_doc doc = { 0 };
    doc.in.text.ptr = (const char *)data;
    doc.in.text.len = dtli_utf8_invalid((dtl_str){ doc.in.text.ptr, size });
    doc.in.published = doc.published = DTL_DAY_NONE;
    if (arena && dtli_read_blocks(&doc, arena, NULL) == DTL_OK &&
        dtli_segment(&doc, arena, NULL) == DTL_OK)
        check_spans(&doc);
    dtli_arena_free(arena);
    return 0;
}
