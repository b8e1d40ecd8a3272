/* quote_cue.c — the table data/quotes/cues.tsv, and cues in a text.
 *
 * Two maps from lemma to kind, one for verbs and one for nouns: "report" is
 * a verb of saying and a paper. Each token is looked up once.
 */
#include "resolve/quote_internal.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

struct dtl_cues {
    dtl_strmap *verbs, *nouns;
};

enum { EXPECTED_CUES = 512 };

static quote_cue kind_named(dtl_str name)
{
    static const char *const NAMES[] = { "",      "say",   "call",
                                         "cite",  "title", "paper",
                                         "study", "outlet", "word",
                                         "named" };
    for (int i = 1; i < (int)(sizeof NAMES / sizeof NAMES[0]); i++)
        if (dtli_str_is(name, NAMES[i]))
            return (quote_cue)i;
    return QUOTE_CUE_NONE;
}

static dtl_status read_rows(const dtl_table *table, dtl_cues *cues,
                            dtl_error *err)
{
    int word = dtli_table_column(table, "word");
    int class = dtli_table_column(table, "class");
    int kind = dtli_table_column(table, "kind");
    for (uint32_t row = 0; row < table->rows; row++) {
        quote_cue cue = kind_named(dtli_table_cell(table, row, kind));
        bool verb = dtli_str_is(dtli_table_cell(table, row, class), "v");
        dtl_str key = dtli_table_cell(table, row, word);
        if (cue == QUOTE_CUE_NONE || key.len == 0)
            return dtl_fail(err, DTL_CORRUPT, row + 1, 0,
                            "E480: bad row of cues");
        if (!dtli_strmap_put(verb ? cues->verbs : cues->nouns, key, cue))
            return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    return DTL_OK;
}

dtl_status dtli_cues_open(const dtl_lexicon *lexicon, dtl_cues **out,
                          dtl_error *err)
{
    dtl_table table;
    dtl_status status =
        dtli_lexicon_table(lexicon, "quotes/cues", &table, err);
    if (status != DTL_OK)
        return status;
    dtl_cues *cues = dtli_calloc(1, sizeof *cues);
    if (!cues)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    cues->verbs = dtli_strmap_new(EXPECTED_CUES);
    cues->nouns = dtli_strmap_new(EXPECTED_CUES);
    status = cues->verbs && cues->nouns
                 ? read_rows(&table, cues, err)
                 : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (status != DTL_OK) {
        dtli_cues_close(cues);
        return status;
    }
    *out = cues;
    return DTL_OK;
}

void dtli_cues_close(dtl_cues *cues)
{
    if (!cues)
        return;
    dtli_strmap_free(cues->verbs);
    dtli_strmap_free(cues->nouns);
    free(cues);
}

void dtli_quote_cues(quote_context *ctx)
{
    const dtl_doc *doc = ctx->doc;
    for (uint32_t t = 0; t < doc->token_count; t++) {
        const dtl_token *token = &doc->tokens[t];
        const dtl_strmap *map = NULL;
        if (token->upos == DTL_UPOS_VERB)
            map = ctx->cues->verbs;
        else if (token->upos == DTL_UPOS_NOUN)
            map = ctx->cues->nouns;
        if (map)
            ctx->cue[t] =
                (uint8_t)dtli_strmap_get(map, token->lemma, QUOTE_CUE_NONE);
    }
}

dtl_str dtli_quote_norm(const quote_context *ctx, uint32_t t)
{
    return ctx->doc->tokens[t].norm;
}

bool dtli_quote_is(const quote_context *ctx, uint32_t t, const char *word)
{
    return dtli_str_equal_nocase(ctx->doc->tokens[t].norm, dtli_str(word));
}

bool dtli_quote_is_word(const quote_context *ctx, uint32_t t)
{
    uint32_t cp = 0;
    (void)dtli_utf8_decode(ctx->doc->tokens[t].norm, 0, &cp);
    return dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp);
}
