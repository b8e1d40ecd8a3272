/* actor_own_find.c — what the user's tables make of a mention.
 *
 * PETRARCH writes the code of the actor and behind it those of the agents of
 * the phrase, each once: "exiled leaders of Egypt's Muslim Brotherhood" is
 * EGY, OPP and MUS. The actor's code comes with its country from words of the
 * phrase or of its entity, but not from what the article is about: "the
 * government" is GOV, whichever country it is found to be of. The agents are
 * collected here. Without agents in the user's files the sectors of shipped
 * role nouns stand in their place. A mention that no row of the user's speaks
 * of has no code of this kind.
 */
#include "resolve/actor_phrase.h"

#include <string.h>

#include "base/str.h"

/* Codes of role nouns in one phrase that are kept. */
enum { MOST_ROLES = 3 };

/* Whether `code` stands in `text` at all: "GOV" in "USAGOV". */
static bool holds(dtl_str text, dtl_str code)
{
    for (size_t at = 0; at + code.len <= text.len; at++)
        if (memcmp(text.ptr + at, code.ptr, code.len) == 0)
            return true;
    return false;
}

/* "PPL" is anybody: it gives way to every other role. */
static bool is_anybody(dtl_str code)
{
    return dtli_str_is(code, "PPL");
}

static void join(actor_phrase *p, dtl_str before, dtl_str after)
{
    dtl_str joined = dtli_arena_printf(p->ctx->arena, "%.*s%.*s",
                                       DTL_FMT(before), DTL_FMT(after));
    p->ctx->failed |= !joined.ptr;
    p->mention->actor.own_role = joined;
}

static void add_code(actor_phrase *p, dtl_str code, bool before)
{
    dtl_actor *actor = &p->mention->actor;
    if (before && actor->own_code.len > 0) {
        if (holds(actor->own_code, code))
            return;
        actor->own_code =
            dtli_arena_printf(p->ctx->arena, "%.*s%.*s", DTL_FMT(code),
                              DTL_FMT(actor->own_code));
        p->ctx->failed |= !actor->own_code.ptr;
        return;
    }
    if (actor->own_role.len == 0 || is_anybody(actor->own_role))
        join(p, code, DTL_STR(""));
    else if (!is_anybody(code) && !holds(actor->own_role, code))
        join(p, actor->own_role, code);
}

/* Whether a role noun may begin with a token: not with "the", "of", "two". */
static bool may_begin(const actor_context *ctx, uint32_t t)
{
    switch (ctx->doc->tokens[t].upos) {
    case DTL_UPOS_DET:
    case DTL_UPOS_ADP:
    case DTL_UPOS_NUM:
    case DTL_UPOS_PART:
    case DTL_UPOS_PRON:
    case DTL_UPOS_PUNCT:
    case DTL_UPOS_CCONJ:
        return false;
    default:
        return true;
    }
}

static void note_roles(actor_phrase *p)
{
    const actor_context *ctx = p->ctx;
    uint32_t end = p->mention->last + 1, found = 0;
    for (uint32_t t = p->mention->first; t < end && found < MOST_ROLES; t++) {
        const actor_match *match = dtli_actor_match_at(ctx, t);
        if (match && dtli_actor_entry(ctx, match)->own) {
            t = match->last;
            continue;
        }
        if (!may_begin(ctx, t))
            continue;
        const actor_role *role = dtli_actor_own_role(ctx, t, end, &t);
        if (!role)
            continue;
        add_code(p, role->code, role->before);
        dtli_actor_explain(p, "your role", role->code);
        found++;
    }
}

/* The mention right behind the phrase after "of" or "from", whatever the
 * tree says: "soldiers from Gondor wire-tapped ...". */
static const dtl_mention *next_behind(const actor_phrase *p)
{
    const dtl_doc *doc = p->ctx->doc;
    uint32_t prep = p->mention->last + 1;
    uint32_t m = (uint32_t)(p->mention - doc->mentions) + 1;
    if (prep >= doc->token_count ||
        (!dtli_str_is(p->ctx->words[prep].key, "of") &&
         !dtli_str_is(p->ctx->words[prep].key, "from")))
        return NULL;
    for (; m < doc->mention_count && doc->mentions[m].first <= prep + 1; m++)
        if (doc->mentions[m].first == prep + 1 &&
            doc->mentions[m].actor.own_code.len > 0)
            return &doc->mentions[m];
    return NULL;
}

/* The actor of a role: one in the phrase ("Arnor cleric"), else that of a
 * complement, also where the country may be another for the codebook:
 * "ministers from the Georgian government". */
static void note_actor(actor_phrase *p)
{
    dtl_actor *actor = &p->mention->actor;
    const actor_context *ctx = p->ctx;
    int32_t giver =
        dtli_actor_giver(ctx, p->mention->first, p->mention->last + 1);
    const dtl_mention *of = dtli_actor_complement(p);
    if (giver >= 0)
        actor->own_code = dtli_actor_entry(ctx, &ctx->matches[giver])->code;
    if (actor->own_code.len == 0 && !of) {
        of = next_behind(p);
        if (of && of->actor.own_role.len > 0)
            add_code(p, of->actor.own_role, false);
    }
    if (actor->own_code.len == 0 && of)
        actor->own_code = of->actor.own_code;
    if (actor->own_code.len == 0 && actor->country[0] != '\0') {
        actor->own_code =
            dtli_arena_str(p->ctx->arena, dtli_str(actor->country));
        p->ctx->failed |= !actor->own_code.ptr;
    }
}

void dtli_own_note(actor_phrase *p)
{
    dtl_actor *actor = &p->mention->actor;
    if (p->mention->kind == DTL_MENTION_PRONOUN)
        return;
    if (p->ctx->actors->own_agents > 0)
        note_roles(p);
    if (actor->own_role.len > 0 && actor->own_code.len == 0)
        note_actor(p);
}

/* Sectors that a role noun of the shipped tables gives, where the user's
 * have an actor for it but no agent. */
static dtl_str shipped_role(actor_context *ctx, const dtl_actor *actor,
                            const actor_note *note)
{
    char out[DTL_SECTORS_MAX * DTL_CODE_SIZE];
    size_t len = 0;
    if (!note->role || actor->own_code.len == 0)
        return DTL_STR("");
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++) {
        dtl_str sector = dtli_str(actor->sectors[i]);
        if (holds(actor->own_code, sector))
            continue;
        memcpy(out + len, sector.ptr, sector.len);
        len += sector.len;
    }
    dtl_str copy = dtli_arena_str(ctx->arena, (dtl_str){ out, len });
    ctx->failed |= !copy.ptr;
    return copy;
}

/* The codes of roles that the actor's code does not say already. */
static dtl_str without_double(dtl_str role, dtl_str code)
{
    if (role.len > 0 && holds(code, role))
        return DTL_STR("");
    while (role.len > 3 && code.len >= 3 &&
           holds(code, dtli_str_slice(role, 0, 3)))
        role = dtli_str_slice(role, 3, role.len);
    return role;
}

void dtli_own_finish(actor_context *ctx, dtl_mention *mention,
                     const actor_note *note)
{
    dtl_actor *actor = &mention->actor;
    const dtl_token *head = &ctx->doc->tokens[mention->head];
    /* "police" in "a Guyanese police officer" */
    if (actor->own_role.len > 0 && actor->own_code.len == 0 &&
        head->rel == DTL_REL_COMPOUND && head->head >= 0 &&
        ctx->doc->tokens[head->head].mention >= 0)
        actor->own_code =
            ctx->doc->mentions[ctx->doc->tokens[head->head].mention]
                .actor.own_code;
    if (actor->own_role.len > 0)
        actor->own_role = without_double(actor->own_role, actor->own_code);
    else if (ctx->actors->own_agents == 0)
        actor->own_role = shipped_role(ctx, actor, note);
}
