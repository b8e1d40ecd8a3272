/* segment.c — blocks into sentences and syntactic words.
 *
 * Block by block: words (token.c), then sentences (sentence.c), which never
 * cross a block. Linear in the length of the text.
 */
#include "segment/segment.h"

#include "base/error.h"
#include "segment/sentence.h"
#include "segment/token.h"

/* Kinds whose quotations run on into the next paragraph. */
static bool is_running_text(dtl_block_kind kind)
{
    return kind == DTL_BLOCK_BODY;
}

dtl_status dtli_segment(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
{
    dtl_tokenizer tk = { .doc = doc, .arena = arena };
    dtl_splitter sp = { .doc = doc, .arena = arena };
    bool open = false;
    doc->tokens = NULL;
    doc->token_count = 0;
    doc->sents = NULL;
    doc->sent_count = 0;
    for (uint32_t b = 0; b < doc->block_count && !tk.full; b++) {
        uint32_t first = doc->token_count;
        bool running = is_running_text(doc->blocks[b].kind);
        dtli_tokenize(&tk, doc->blocks[b].span);
        sp.quote_open = running && open;
        dtli_split_sentences(&sp, b, first, doc->token_count);
        if (running)
            open = sp.quote_open;
        if (tk.no_memory || sp.no_memory)
            return dtl_fail(err, DTL_NOMEM, 0, 0,
                            "E200: document arena is full");
    }
    if (tk.full)
        doc->truncated = true;
    return DTL_OK;
}
