/* segment_fuzz.c — any text as blocks, a line each: tokens must stand in
 * order without overlap, sentences must take up all of them and keep inside
 * their block and the limits. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool make_lines(dtl_doc *doc, dtl_arena *arena)
{
    dtl_str text = doc->in.text;
    uint32_t room = 0;
    for (size_t start = 0; start < text.len;) {
        size_t end = dtli_str_find(text, '\n', start);
        if (!dtli_arena_grow(arena, &doc->blocks, doc->block_count, &room,
                             sizeof *doc->blocks))
            return false;
        doc->blocks[doc->block_count++] = (dtl_block){
            { (uint32_t)start, (uint32_t)end }, DTL_BLOCK_BODY
        };
        start = end + 1;
    }
    return true;
}

static void check_tokens(const dtl_doc *doc)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const dtl_token *tok = &doc->tokens[i];
        require(tok->span.start >= last && tok->span.start < tok->span.end);
        require(tok->span.end <= doc->in.text.len);
        require(tok->form.len == tok->span.end - tok->span.start);
        require(tok->form.len <= DTL_MAX_TOKEN_BYTES);
        require(tok->norm.len > 0 && tok->norm.len <= tok->form.len);
        require(dtli_utf8_invalid(tok->norm) == tok->norm.len);
        last = tok->span.end;
    }
}

static void check_sentences(const dtl_doc *doc)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->sent_count; i++) {
        const dtl_sent *sent = &doc->sents[i];
        const dtl_span block = doc->blocks[sent->block].span;
        require(sent->first == next && sent->count > 0);
        require(sent->count <= DTL_MAX_SENTENCE_TOKENS);
        require(sent->span.start >= block.start);
        require(sent->span.end <= block.end);
        next += sent->count;
        require(!(doc->tokens[next - 1].flags & DTL_TOKEN_JOINED));
    }
    require(next == doc->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_doc doc = { 0 };
    doc.in.text.ptr = (const char *)data;
    doc.in.text.len = dtli_utf8_invalid((dtl_str){ doc.in.text.ptr, size });
    if (arena && make_lines(&doc, arena) &&
        dtli_segment(&doc, arena, NULL) == DTL_OK) {
        check_tokens(&doc);
        check_sentences(&doc);
    }
    dtli_arena_free(arena);
    return 0;
}
