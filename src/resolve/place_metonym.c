/* place_metonym.c — place names that stand for a government.
 *
 * "Washington warned Tehran": capitals, countries and seats of power that
 * speak or decide, own a decision ("Moscow's refusal") or stand in relations
 * ("ties between Washington and Baghdad") act, though not when the text goes
 * on with "where". Reads the tree where there is one, else the next word.
 */
#include "resolve/place_internal.h"

static const char *const DECISIONS[] = {
    "decision", "refusal", "demand", "demands", "offer", "policy", "policies",
    "stance", "position", "support", "plan", "plans", "proposal", "response",
    "reaction", "pledge", "warning", "threat", "threats", "call", "calls",
    "intention", "intentions", "failure", "willingness", "rejection",
    "request", "view", "views", "role", "claim", "claims", "interests",
    "efforts", "ally", "allies", "concerns",
};

static const char *const RELATIONS[] = {
    "relations", "ties", "talks", "tension", "tensions", "dialogue", "rift",
    "dispute", "row", "alliance", "agreement", "negotiations", "standoff",
    "cooperation", "deal", "accord", "links", "contacts",
};

static bool can_act(const place_candidate *c)
{
    return c->is.kind == GAZ_COUNTRY || c->is.kind == GAZ_CAPITAL ||
           c->is.kind == GAZ_SPOT;
}

static dtl_str word_at(const place_context *ctx, uint32_t i)
{
    return i < ctx->doc->token_count ? ctx->words[i].key : DTL_STR("");
}

/* "Baghdad - where the blast took place" */
static bool is_where(const place_context *ctx, const place_span *span)
{
    for (uint32_t i = span->last + 1; i <= span->last + 3; i++)
        if (dtli_str_is(word_at(ctx, i), "where"))
            return true;
    return false;
}

/* "Moscow's refusal" */
static bool owns_decision(const place_context *ctx, const place_span *span)
{
    uint32_t next = span->last + 1;
    if (next >= ctx->doc->token_count ||
        !(ctx->words[next].flags & WORD_CLITIC))
        return false;
    for (uint32_t i = next + 1; i <= next + 3; i++)
        if (DTL_STR_IS_ANY(word_at(ctx, i), DECISIONS))
            return true;
    return false;
}

/* "relations between Washington and Baghdad", "talks with Tehran" */
static bool is_in_relation(const place_context *ctx, const place_span *span)
{
    uint32_t back = 0;
    bool between = false;
    for (uint32_t i = span->first; i > 0 && back < 6; back++) {
        dtl_str word = word_at(ctx, --i);
        if (dtli_str_is(word, "between") || dtli_str_is(word, "with"))
            between = true;
        else if (between)
            return DTL_STR_IS_ANY(word, RELATIONS);
        else if (!dtli_str_is(word, "and") && back > 1)
            return false;
    }
    return false;
}

/* The tree says that the place is the subject of a verb of saying. */
static bool is_speaker(const place_context *ctx, const place_span *span)
{
    const dtl_doc *doc = ctx->doc;
    for (uint32_t i = span->first; i <= span->last; i++) {
        const dtl_token *tok = &doc->tokens[i];
        if (tok->head == DTL_NO_INDEX ||
            ((uint32_t)tok->head >= span->first &&
             (uint32_t)tok->head <= span->last))
            continue;
        return tok->rel == DTL_REL_NSUBJ &&
               (ctx->words[tok->head].cues & CUE_SAY);
    }
    return false;
}

/* Without a tree: "Washington said", and no preposition before it. */
static bool speaks_next(const place_context *ctx, const place_span *span)
{
    uint32_t next = span->last + 1;
    return next < ctx->doc->token_count &&
           (ctx->words[next].cues & CUE_SAY) &&
           !(ctx->words[next].flags & WORD_CAPITAL) &&
           span->judged[JUDGE_IN] == 0;
}

bool dtli_place_is_metonym(const place_context *ctx, const place_span *span,
                           const place_candidate *candidate)
{
    if (span->demonym || !can_act(candidate) || is_where(ctx, span))
        return false;
    bool speaks = ctx->tagged ? is_speaker(ctx, span)
                              : speaks_next(ctx, span);
    return speaks || owns_decision(ctx, span) ||
           (candidate->is.kind != GAZ_COUNTRY && is_in_relation(ctx, span));
}
