/* actor.c — noun phrases into actors: the stage (actor_internal.h). */
#include "resolve/actor_internal.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"

/* Words of a mention, without a leading article. */
static void set_text(actor_context *ctx, uint32_t m)
{
    dtl_mention *mention = &ctx->doc->mentions[m];
    const dtl_token *tokens = ctx->doc->tokens;
    uint32_t first = mention->first;
    if (first < mention->head && tokens[first].upos == DTL_UPOS_DET &&
        (dtli_str_is(ctx->words[first].key, "the") ||
         dtli_str_is(ctx->words[first].key, "a") ||
         dtli_str_is(ctx->words[first].key, "an")))
        first++;
    mention->actor.span = (dtl_span){ tokens[first].span.start,
                                      tokens[mention->last].span.end };
    mention->actor.text =
        dtli_str_slice(ctx->doc->in.text, mention->actor.span.start,
                       mention->actor.span.end);
}

static bool compose_all(actor_context *ctx)
{
    for (uint32_t m = ctx->doc->mention_count; m-- > 0;) {
        dtli_actor_compose(ctx, m);
        set_text(ctx, m);
    }
    return !ctx->failed;
}

/* A mention without codes of its own has those of its entity; its text is
 * the fullest of the entity. */
static void finish_mention(actor_context *ctx, dtl_mention *mention,
                           const actor_note *note)
{
    const dtl_entity *entity = &ctx->doc->entities[mention->entity];
    dtl_actor *actor = &mention->actor;
    const dtl_actor *best = &ctx->doc->mentions[entity->best].actor;
    bool own = actor->sectors[0][0] != '\0';
    bool known = (entity->kind == DTL_ENTITY_PERSON ||
                  entity->kind == DTL_ENTITY_ORG) &&
                 entity->actor.name.len > 0;
    if (actor->country[0] == '\0' && !(note->flags & ACTOR_ABROAD)) {
        memcpy(actor->country, entity->actor.country, DTL_CODE_SIZE);
        if (actor->own_code.len == 0)
            actor->own_code = entity->actor.own_code;
    }
    if (!own || (known && mention->kind != DTL_MENTION_NAME)) {
        memcpy(actor->sectors, entity->actor.sectors, sizeof actor->sectors);
        if (actor->own_role.len == 0)
            actor->own_role = entity->actor.own_role;
    }
    actor->text = best->text;
    actor->name = entity->actor.name.len > 0 ? entity->actor.name
                                             : best->text;
    actor->entity = (int32_t)mention->entity;
    if (ctx->actors->own_count + ctx->actors->own_agents > 0)
        dtli_own_finish(ctx, mention, note);
}

static void finish(actor_context *ctx)
{
    dtl_doc *doc = ctx->doc;
    for (uint32_t m = 0; m < doc->mention_count; m++)
        finish_mention(ctx, &doc->mentions[m], &ctx->notes[m]);
    for (uint32_t e = 0; e < doc->entity_count; e++) {
        dtl_entity *entity = &doc->entities[e];
        const dtl_actor *best = &doc->mentions[entity->best].actor;
        entity->actor.text = best->text;
        entity->actor.span = best->span;
        if (entity->actor.name.len == 0)
            entity->actor.name = best->text;
        entity->actor.entity = (int32_t)e;
    }
}

dtl_status dtli_resolve_actors(const dtl_actors *actors, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err)
{
    actor_context ctx = {
        .actors = actors,
        .doc = doc,
        .arena = arena,
        .day = doc->published_known ? doc->published : DTL_DAY_NONE,
    };
    if (!dtli_actor_find(&ctx) || !dtli_actor_phrases(&ctx) ||
        !compose_all(&ctx) || !dtli_actor_link(&ctx) ||
        !dtli_actor_inherit(&ctx))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E451: out of memory");
    finish(&ctx);
    return DTL_OK;
}
