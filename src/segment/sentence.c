/* sentence.c — tokens of a block into sentences, within the limits. */
#include "segment/sentence.h"

#include "base/limits.h"
#include "base/str.h"
#include "segment/ending.h"
#include "segment/mark.h"
#include "segment/seam.h"

static void add(dtl_splitter *sp, uint32_t block, uint32_t first, uint32_t last)
{
    dtl_doc *doc = sp->doc;
    if (!dtli_arena_grow(sp->arena, &doc->sents, doc->sent_count, &sp->capacity,
                         sizeof *doc->sents)) {
        sp->no_memory = true;
        return;
    }
    for (uint32_t i = first; i < last; i++)
        doc->tokens[i].sent = doc->sent_count;
    doc->sents[doc->sent_count++] = (dtl_sent){
        .span = { doc->tokens[first].span.start,
                  doc->tokens[last - 1].span.end },
        .first = first,
        .count = last - first,
        .block = block,
        .quoted = sp->quote_open,
    };
}

/* How good a place to cut a too long sentence is behind `tok`. */
static int cut_value(const dtl_token *tok)
{
    if (tok->flags & DTL_TOKEN_JOINED)
        return -1;
    if (dtli_mark_is_stop(tok) || dtli_str_is(tok->norm, ";"))
        return 3;
    if (dtli_str_is(tok->norm, ":") || dtli_str_is(tok->norm, "--"))
        return 2;
    return dtli_str_is(tok->norm, ",") ? 1 : 0;
}

/* Adds [first, last), in pieces if it has too many tokens. */
static void add_cut(dtl_splitter *sp, uint32_t block, uint32_t first,
                    uint32_t last)
{
    const dtl_token *tokens = sp->doc->tokens;
    while (last - first > DTL_MAX_SENTENCE_TOKENS) {
        uint32_t best = first + DTL_MAX_SENTENCE_TOKENS - 1;
        for (uint32_t n = DTL_MAX_SENTENCE_TOKENS / 2; n > 0; n--) {
            uint32_t i = first + DTL_MAX_SENTENCE_TOKENS / 2 + n - 1;
            if (cut_value(&tokens[i]) > cut_value(&tokens[best]))
                best = i;
        }
        add(sp, block, first, best + 1);
        first = best + 1;
    }
    add(sp, block, first, last);
}

void dtli_split_sentences(dtl_splitter *sp, uint32_t block, uint32_t first,
                          uint32_t last)
{
    if (first >= last)
        return;
    dtl_scanner sc = { sp->doc->tokens, first, last, first, 0, false };
    sp->quote_open = sp->quote_open && dtli_mark_is_double(&sc.tokens[first]);
    for (uint32_t i = first; i < last && !sp->no_memory; i++) {
        uint32_t end = dtli_ending_without_stop(&sc, i);
        if (end == 0)
            end = dtli_ending_at(&sc, i);
        if (end == 0 && dtli_seam_ends(&sc, i))
            end = i + 1;
        uint32_t stop = end > 0 ? end : i + 1;
        for (; i < stop; i++)
            dtli_ending_pass(&sc, i);
        i--;
        if (end == 0 && i + 1 < last)
            continue;
        add_cut(sp, block, sc.start, i + 1);
        sp->quote_open = sc.quote_open;
        sc.start = i + 1;
        sc.depth = 0;
    }
}
