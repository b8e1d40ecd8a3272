/* actor_title.c — the title before a person's name, by words.
 *
 * "Speaker of the House of Representatives Subash Nemwang", "visiting
 * Bulgarian Prime Minister Sergei Stanishev": trees often part such a title
 * from its name, so it is read from the name leftwards over nouns,
 * adjectives and "of", up to the first word that can be no part of it.
 */
#include "resolve/actor_phrase.h"

#include "base/str.h"

/* Words of a title: "Deputy Chairman of the Standing Committee of the
 * National People's Congress" has eleven. */
#define TITLE_REACH 14u

static bool is_of_word(const actor_context *ctx, uint32_t t)
{
    return dtli_str_is(ctx->words[t].key, "of") ||
           dtli_str_is(ctx->words[t].key, "for");
}

static bool is_person_match(const actor_context *ctx, uint32_t t)
{
    const actor_match *match = dtli_actor_match_at(ctx, t);
    if (!match)
        return false;
    actor_entry_kind kind = dtli_actor_entry(ctx, match)->kind;
    return kind == ACTOR_PERSON || kind == ACTOR_SURNAME;
}

/* Whether a token can be inside a title. */
static bool may_be_title(const actor_context *ctx, uint32_t t)
{
    const dtl_token *token = &ctx->doc->tokens[t];
    int32_t name = token->name;
    if (name >= 0 && ctx->doc->names[name].type == DTL_NAME_PER)
        return false;
    if (is_person_match(ctx, t))
        return false;
    switch (token->upos) {
    case DTL_UPOS_NOUN:
    case DTL_UPOS_PROPN:
    case DTL_UPOS_ADJ:
    case DTL_UPOS_NUM:
        return true;
    case DTL_UPOS_DET:
        return dtli_str_is(ctx->words[t].key, "the");
    case DTL_UPOS_ADP:
        return is_of_word(ctx, t);
    case DTL_UPOS_PART:
        return dtli_str_is(ctx->words[t].key, "s");
    case DTL_UPOS_CCONJ:
        return true;
    default:
        return dtli_str_is(token->norm, "-");
    }
}

uint32_t dtli_actor_title_start(const actor_context *ctx, uint32_t name)
{
    const dtl_sent *sent = &ctx->doc->sents[ctx->doc->tokens[name].sent];
    uint32_t first = name;
    while (first > sent->first && name - first < TITLE_REACH &&
           may_be_title(ctx, first - 1))
        first--;
    /* a title does not begin with "of" or "and" */
    while (first < name && (is_of_word(ctx, first) ||
                            ctx->doc->tokens[first].upos == DTL_UPOS_CCONJ ||
                            ctx->doc->tokens[first].upos == DTL_UPOS_PART))
        first++;
    return first;
}

/* Governor of an "of" phrase: in "minister of foreign affairs" a role found
 * in "affairs" gives way to "minister". */
static actor_role_span climb(const actor_context *ctx, uint32_t first,
                             uint32_t end, actor_role_span span)
{
    for (uint32_t t = span.first; t-- > first + 1;) {
        if (ctx->doc->tokens[t].upos == DTL_UPOS_DET ||
            ctx->doc->tokens[t].upos == DTL_UPOS_ADJ ||
            ctx->match_of[t] >= 0)
            continue;
        if (!is_of_word(ctx, t))
            break;
        actor_role_span over =
            dtli_actor_find_role(ctx, first, end - 1, t - 1);
        if (!over.role || over.role->kind != ACTOR_ROLE_PERSON)
            break;
        span = over;
        t = span.first + 1;
    }
    return span;
}

actor_role_span dtli_actor_find_title(const actor_context *ctx,
                                      uint32_t first, uint32_t name)
{
    actor_role_span none = { NULL, name, name, { NULL, 0 } };
    bool joined = false; /* behind "and": only what an "of" governs */
    for (uint32_t t = name; t-- > first;) {
        joined |= ctx->doc->tokens[t].upos == DTL_UPOS_CCONJ;
        if (ctx->match_of[t] >= 0)
            continue;
        actor_role_span span = dtli_actor_find_role(ctx, first, name - 1, t);
        if (span.role && (!joined || is_of_word(ctx, span.last + 1)))
            return climb(ctx, first, name, span);
    }
    return none;
}
