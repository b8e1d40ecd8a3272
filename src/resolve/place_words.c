/* place_words.c — facts of each token that the place resolver asks for.
 *
 * Folds every word once (place_fold.h), so that a span of words costs one
 * copy and one hash. Linear in the length of the text.
 */
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"
#include "resolve/place_fold.h"
#include "resolve/place_internal.h"

static unsigned letter_flags(dtl_str form)
{
    unsigned letters = 0, upper = 0, flags = 0;
    bool elided = false;
    for (size_t at = 0; at < form.len;) {
        uint32_t cp = 0;
        size_t step = dtli_utf8_decode(form, at, &cp);
        if (step == 0)
            break;
        if (dtli_utf8_is_letter(cp)) {
            bool first = letters == 0 || (letters == 1 && elided);
            if (first && dtli_utf8_is_upper(cp))
                flags |= WORD_CAPITAL;
            letters++;
            upper += dtli_utf8_is_upper(cp);
        } else if (cp == '.') {
            flags |= WORD_DOTTED;
        }
        elided = cp == '\'' || cp == 0x2019; /* "d'Oise" */
        at += step;
    }
    if (letters == 0)
        return 0;
    if (letters >= 2 && upper == letters)
        flags |= WORD_CAPITALS;
    return flags | WORD_LETTERS;
}

static unsigned mark_flags(dtl_str form)
{
    if (form.len == 1 && form.ptr[0] == '-')
        return WORD_HYPHEN;
    if (form.len == 1 && form.ptr[0] == ',')
        return WORD_COMMA;
    if (dtli_str_is(form, "\xe2\x80\x90") || dtli_str_is(form, "\xe2\x80\x91"))
        return WORD_HYPHEN;
    return 0;
}

static bool is_clitic(dtl_str norm)
{
    return norm.len == 2 && norm.ptr[0] == '\'' &&
           (norm.ptr[1] | 0x20) == 's';
}

static bool fill_word(place_context *ctx, uint32_t i)
{
    const dtl_token *tok = &ctx->doc->tokens[i];
    place_word *word = &ctx->words[i];
    char folded[DTLI_FOLD_MAX];
    unsigned flags = letter_flags(tok->norm);
    if (flags == 0)
        flags = mark_flags(tok->norm);
    if (is_clitic(tok->norm))
        flags |= WORD_CLITIC;
    size_t length = dtli_place_fold(tok->norm, folded);
    if (length > 0) {
        word->key = dtli_arena_str(ctx->arena, (dtl_str){ folded, length });
        if (!word->key.ptr)
            return false;
        word->cues =
            (uint16_t)dtli_gazetteer_cues(ctx->gazetteer, word->key);
    }
    word->flags = (uint16_t)flags;
    return true;
}

/* What follows begins anew: a quotation, a bullet, "BEIRUT:". */
static bool opens(dtl_str mark)
{
    return mark.len > 0 && mark.ptr[0] != '(' && mark.ptr[0] != ')' &&
           mark.ptr[0] != ',' && mark.ptr[0] != '.' && mark.ptr[0] != '%' &&
           mark.ptr[0] != '$' && !(mark.ptr[0] >= '0' && mark.ptr[0] <= '9');
}

/* Marks first words and sentences in capitals ("GUNMEN ATTACK MOSUL"). */
static void mark_sentence(place_context *ctx, const dtl_sent *sent)
{
    uint32_t letters = 0, capitals = 0;
    bool first = true;
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++) {
        place_word *word = &ctx->words[i];
        if (!(word->flags & WORD_LETTERS)) {
            first |= opens(ctx->doc->tokens[i].norm);
            continue;
        }
        if (first)
            word->flags |= WORD_FIRST;
        first = false;
        letters++;
        capitals += (word->flags & WORD_CAPITALS) != 0;
    }
    if (letters < 3 || capitals * 4 < letters * 3)
        return;
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        ctx->words[i].flags |= WORD_SHOUT;
}

/* Marks capitalised words that the article has in lower case too. */
static bool mark_lowered(place_context *ctx)
{
    dtl_strmap *lower = dtli_strmap_new(256);
    bool ok = lower != NULL;
    for (uint32_t i = 0; ok && i < ctx->doc->token_count; i++) {
        const place_word *word = &ctx->words[i];
        if ((word->flags & (WORD_LETTERS | WORD_CAPITAL)) == WORD_LETTERS &&
            word->key.len > 0 &&
            dtli_strmap_find(lower, word->key) == DTL_STRMAP_NONE)
            ok = dtli_strmap_put(lower, word->key, i);
    }
    for (uint32_t i = 0; ok && i < ctx->doc->token_count; i++) {
        place_word *word = &ctx->words[i];
        if ((word->flags & WORD_CAPITAL) &&
            dtli_strmap_find(lower, word->key) != DTL_STRMAP_NONE)
            word->flags |= WORD_LOWERED;
    }
    dtli_strmap_free(lower);
    return ok;
}

dtl_status dtli_place_words(place_context *ctx, dtl_error *err)
{
    dtl_doc *doc = ctx->doc;
    ctx->words = dtli_arena_array(ctx->arena, doc->token_count + 1u,
                                  sizeof *ctx->words);
    bool ok = ctx->words != NULL;
    for (uint32_t i = 0; ok && i < doc->token_count; i++) {
        ok = fill_word(ctx, i);
        ctx->tagged |= doc->tokens[i].upos != DTL_UPOS_X;
    }
    for (uint32_t s = 0; ok && s < doc->sent_count; s++)
        mark_sentence(ctx, &doc->sents[s]);
    if (!ok || !mark_lowered(ctx))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E423: document arena is full");
    return DTL_OK;
}
