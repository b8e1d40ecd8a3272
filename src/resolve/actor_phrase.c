/* actor_phrase.c — noun phrases: heads and bounds.
 *
 * One mention for each nominal head: nouns, names, pronouns, and numbers
 * and adjectives that stand as nouns ("two were hurt", "the wounded").
 * Demonyms before a noun have one too ("the Israeli raid"): an event noun
 * takes its actor from there. A phrase runs from its determiner to the end
 * of the name or of an "of" complement ("leaders of two parties"); clauses,
 * appositions, conjuncts and other prepositions stay outside.
 */
#include "resolve/actor_internal.h"

#include "base/str.h"

/* Tokens on either side of a head: bounds the work on hostile trees. */
#define PHRASE_REACH 40u

bool dtli_actor_is_nominal_rel(uint8_t rel)
{
    switch (rel) {
    case DTL_REL_NSUBJ:
    case DTL_REL_NSUBJ_PASS:
    case DTL_REL_NSUBJ_OUTER:
    case DTL_REL_OBJ:
    case DTL_REL_IOBJ:
    case DTL_REL_OBL:
    case DTL_REL_OBL_AGENT:
    case DTL_REL_NMOD:
    case DTL_REL_NMOD_POSS:
    case DTL_REL_APPOS:
        return true;
    default:
        return false;
    }
}

static bool is_name_part(uint8_t rel)
{
    return rel == DTL_REL_FLAT || rel == DTL_REL_FIXED ||
           rel == DTL_REL_GOESWITH;
}

dtl_str dtli_actor_case(const actor_context *ctx, uint32_t t)
{
    const dtl_token *tokens = ctx->doc->tokens;
    for (int32_t c = ctx->words[t].child; c >= 0; c = ctx->words[c].next)
        if (tokens[c].rel == DTL_REL_CASE && (uint32_t)c < t)
            return ctx->words[c].key;
    return DTL_STR("");
}

/* Whether a child belongs to its head's phrase. */
static bool belongs(const actor_context *ctx, uint32_t child, bool top)
{
    const dtl_token *token = &ctx->doc->tokens[child];
    bool right = token->head >= 0 && child > (uint32_t)token->head;
    switch (token->rel) {
    case DTL_REL_ACL:
    case DTL_REL_ACL_RELCL:
    case DTL_REL_ADVCL:
    case DTL_REL_ADVCL_RELCL:
    case DTL_REL_APPOS:
    case DTL_REL_CCOMP:
    case DTL_REL_COP:
    case DTL_REL_CSUBJ:
    case DTL_REL_DISCOURSE:
    case DTL_REL_MARK:
    case DTL_REL_NSUBJ:
    case DTL_REL_NSUBJ_PASS:
    case DTL_REL_OBL:
    case DTL_REL_PARATAXIS:
    case DTL_REL_PUNCT:
    case DTL_REL_AUX:
    case DTL_REL_CC_PRECONJ:
        return false;
    case DTL_REL_CASE: /* "at least forty men" */
    case DTL_REL_CONJ:
    case DTL_REL_CC:
        return !top;
    case DTL_REL_NMOD:
        return !right || dtli_str_is(dtli_actor_case(ctx, child), "of");
    case DTL_REL_ADVMOD:
        return !right;
    default:
        return true;
    }
}

static uint32_t clamp_left(uint32_t head, uint32_t first)
{
    return head - first > PHRASE_REACH ? head - PHRASE_REACH : first;
}

/* Walks the part of the subtree that belongs, with a stack of `room`. */
static void widen(const actor_context *ctx, dtl_mention *mention,
                  const dtl_sent *sent)
{
    uint32_t stack[64], top = 0;
    uint32_t low = clamp_left(mention->head, sent->first);
    uint32_t high = mention->head + PHRASE_REACH;
    stack[top++] = mention->head;
    while (top > 0) {
        uint32_t t = stack[--top];
        if (t < mention->first)
            mention->first = t;
        if (t > mention->last)
            mention->last = t;
        for (int32_t c = ctx->words[t].child; c >= 0; c = ctx->words[c].next) {
            uint32_t child = (uint32_t)c;
            if (child >= low && child <= high && top < 64 &&
                belongs(ctx, child, t == mention->head))
                stack[top++] = child;
        }
    }
}

/* A name of the tables lies in one phrase, whatever the tree says. */
static void cover_match(const actor_context *ctx, dtl_mention *mention)
{
    const actor_match *match = dtli_actor_match_at(ctx, mention->head);
    if (!match)
        return;
    if (match->first < mention->first)
        mention->first = match->first;
    if (match->last > mention->last)
        mention->last = match->last;
}

/* "Iraqi" before a noun, "US" in "US-led". */
static bool is_demonym(const actor_context *ctx, uint32_t t)
{
    const actor_match *match = dtli_actor_match_at(ctx, t);
    return match && match->last == t &&
           dtli_actor_entry(ctx, match)->kind == ACTOR_DEMONYM;
}

/* "Nation" in "six-nation talks". */
static bool is_hyphened(const actor_context *ctx, uint32_t t)
{
    const dtl_token *tokens = ctx->doc->tokens;
    return (t > 0 && dtli_str_is(tokens[t - 1].norm, "-")) ||
           (t + 1 < ctx->doc->token_count &&
            dtli_str_is(tokens[t + 1].norm, "-"));
}

static bool is_compound_actor(const actor_context *ctx, uint32_t t)
{
    const actor_match *match = dtli_actor_match_at(ctx, t);
    if (match)
        return match->last == t;
    if (ctx->doc->tokens[t].name >= 0 || is_hyphened(ctx, t))
        return false;
    actor_role_span span = dtli_actor_find_role(ctx, t, t, t);
    return span.role && ctx->doc->tokens[t].upos == DTL_UPOS_NOUN;
}

/* The head of a name that the tables know is the last of its tokens whose
 * governor is outside. */
static bool is_inside_name(const actor_context *ctx, uint32_t t)
{
    int32_t head = ctx->doc->tokens[t].head;
    return head >= 0 && ctx->match_of[t] >= 0 &&
           ctx->match_of[t] == ctx->match_of[head];
}

static bool is_head(const actor_context *ctx, uint32_t t)
{
    const dtl_token *token = &ctx->doc->tokens[t];
    if (is_name_part(token->rel) || is_inside_name(ctx, t) ||
        token->rel == DTL_REL_EXPL || token->rel == DTL_REL_NMOD_DESC)
        return false;
    switch (token->upos) {
    case DTL_UPOS_NOUN:
    case DTL_UPOS_PROPN:
        return token->rel != DTL_REL_COMPOUND || is_compound_actor(ctx, t);
    case DTL_UPOS_PRON:
        return true;
    case DTL_UPOS_ADJ:
        if (is_demonym(ctx, t))
            return true;
        return dtli_actor_is_nominal_rel(token->rel);
    case DTL_UPOS_NUM:
    case DTL_UPOS_DET:
        return dtli_actor_is_nominal_rel(token->rel);
    default:
        return false;
    }
}

static dtl_mention_kind mention_kind(const actor_context *ctx, uint32_t t)
{
    const dtl_token *token = &ctx->doc->tokens[t];
    if (token->upos == DTL_UPOS_PRON)
        return DTL_MENTION_PRONOUN;
    if (token->upos == DTL_UPOS_PROPN || token->name >= 0 ||
        ctx->match_of[t] >= 0)
        return DTL_MENTION_NAME;
    return DTL_MENTION_NOMINAL;
}

static bool add_mention(actor_context *ctx, uint32_t t, const dtl_sent *sent)
{
    dtl_doc *doc = ctx->doc;
    dtl_mention mention = { .head = t,
                            .first = t,
                            .last = t,
                            .kind = mention_kind(ctx, t) };
    if (mention.kind != DTL_MENTION_PRONOUN &&
        !(doc->tokens[t].upos == DTL_UPOS_ADJ && is_demonym(ctx, t)))
        widen(ctx, &mention, sent);
    cover_match(ctx, &mention);
    if (!dtli_arena_grow(ctx->arena, &doc->mentions, doc->mention_count,
                         &ctx->mention_room, sizeof mention))
        return false;
    doc->tokens[t].mention = (int32_t)doc->mention_count;
    doc->mentions[doc->mention_count++] = mention;
    return true;
}

bool dtli_actor_phrases(actor_context *ctx)
{
    dtl_doc *doc = ctx->doc;
    doc->mentions = NULL;
    doc->mention_count = 0;
    for (uint32_t t = 0; t < doc->token_count; t++)
        doc->tokens[t].mention = DTL_NO_INDEX;
    for (uint32_t s = 0; s < doc->sent_count; s++) {
        const dtl_sent *sent = &doc->sents[s];
        for (uint32_t t = sent->first; t < sent->first + sent->count; t++)
            if (is_head(ctx, t) && !add_mention(ctx, t, sent))
                return false;
    }
    ctx->notes = dtli_arena_array(ctx->arena, doc->mention_count + 1u,
                                  sizeof *ctx->notes);
    return ctx->notes != NULL;
}
