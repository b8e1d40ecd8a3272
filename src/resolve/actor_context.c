/* actor_context.c — the country of phrases that name none.
 *
 * "The government" is that of the country the passage is about: every
 * mention of a country adds to its score, which fades from sentence to
 * sentence, on top of its share in the whole article. "Villagers" belong to
 * the place of the passage, where places weigh more than states that act.
 */
#include "resolve/actor_phrase.h"

#include <string.h>

#include "base/str.h"

/* Weight of the country that the same role noun had last. */
#define SAME_ORGAN 0.8f
/* What is left of a mention's weight a sentence later. */
#define FADE 0.6f
/* Weight of a country's share in the whole article. */
#define WHOLE 2.0f
/* Weights of a country's mention, for organs and for people of the place:
 * as a side, and as a scene ("in Iraq"). */
#define STATE_MAIN 1.0f
#define STATE_PLACE 0.6f
#define SCENE_MAIN 0.8f
#define SCENE_PLACE 1.5f
/* Weights of a place of the gazetteer, for organs and for people. */
#define PLACE_MAIN 0.4f
#define PLACE_PLACE 1.2f
/* Sentences whose mentions count double in the whole: headline and lead. */
#define LEAD_SENTENCES 2u

typedef struct tally {
    actor_context *ctx;
    float *near_main, *near_place; /* by code, fading */
    float *whole;                  /* by code, share of the article */
    int *codes;                    /* codes in use, in order of mention */
    uint32_t code_count;
    bool *used;
    uint32_t place; /* next of doc->places */
    dtl_strmap *organs;    /* role noun → slot */
    int *organ_codes;      /* slot → country it was last given in words */
    uint32_t organ_count;
} tally;

static void use_code(tally *t, int code)
{
    if (code < 0 || t->used[code])
        return;
    t->used[code] = true;
    t->codes[t->code_count++] = code;
}

static bool begin(tally *t)
{
    dtl_arena *arena = t->ctx->arena;
    t->near_main = dtli_arena_array(arena, ACTOR_CODES, sizeof(float));
    t->near_place = dtli_arena_array(arena, ACTOR_CODES, sizeof(float));
    t->whole = dtli_arena_array(arena, ACTOR_CODES, sizeof(float));
    t->codes = dtli_arena_array(arena, ACTOR_CODES, sizeof(int));
    t->used = dtli_arena_array(arena, ACTOR_CODES, sizeof(bool));
    t->organ_codes = dtli_arena_array(
        arena, t->ctx->doc->mention_count + 1u, sizeof(int));
    if (!t->near_main || !t->near_place || !t->whole || !t->codes ||
        !t->used || !t->organ_codes)
        return false;
    t->organs = dtli_strmap_new(64); /* freed at the end of the run */
    return t->organs != NULL;
}

/* Weight of a mention's country for organs and for people of a place. */
static void weights(const actor_note *note, float *main, float *place)
{
    *main = STATE_MAIN;
    *place = STATE_PLACE;
    if (note->kind == DTL_ENTITY_OTHER)
        *main = *place = 0.1f;
    if (note->kind == DTL_ENTITY_PLACE) {
        *main = SCENE_MAIN;
        *place = SCENE_PLACE;
    }
}

/* The country that a mention speaks for; not in "Iran-backed rebels". */
static int code_of(const tally *t, uint32_t m)
{
    const char *country = t->ctx->doc->mentions[m].actor.country;
    const actor_match *match =
        dtli_actor_match_at(t->ctx, t->ctx->doc->mentions[m].head);
    if (match && dtli_actor_is_other_side(t->ctx, match))
        return -1;
    return dtli_actor_is_world(country) ? -1 : dtli_actor_code(country);
}

/* Shares of the whole article; headline and lead count double. */
static void count_whole(tally *t)
{
    float sum = 0;
    for (uint32_t m = 0; m < t->ctx->doc->mention_count; m++) {
        int code = code_of(t, m);
        if (code < 0)
            continue;
        uint32_t head = t->ctx->doc->mentions[m].head;
        bool lead = t->ctx->doc->tokens[head].sent < LEAD_SENTENCES;
        float weight = lead ? 2.0f : 1.0f;
        use_code(t, code);
        t->whole[code] += weight;
        sum += weight;
    }
    for (int code = 0; code < ACTOR_CODES; code++)
        if (t->ctx->seen[code] > 0) {
            use_code(t, code);
            t->whole[code] += 0.5f;
            sum += 0.5f;
        }
    for (uint32_t i = 0; i < t->code_count; i++)
        t->whole[t->codes[i]] /= sum;
}

static void fade(tally *t, uint32_t sentences)
{
    float left = 1;
    for (uint32_t i = 0; i < sentences && i < 16; i++)
        left *= FADE;
    for (uint32_t i = 0; i < t->code_count; i++) {
        t->near_main[t->codes[i]] *= left;
        t->near_place[t->codes[i]] *= left;
    }
}

/* "The army" after "the Israeli army". */
static int organ_code(const tally *t, const actor_note *note)
{
    uint32_t slot = note->role ? dtli_strmap_get(t->organs, note->role_key,
                                                 DTL_STRMAP_NONE)
                               : DTL_STRMAP_NONE;
    return slot == DTL_STRMAP_NONE ? -1 : t->organ_codes[slot];
}

static void learn_organ(tally *t, uint32_t m, int code)
{
    const actor_note *note = &t->ctx->notes[m];
    if (!note->role || note->role_key.len == 0 ||
        note->flags & ACTOR_NEEDS_COUNTRY)
        return;
    uint32_t slot =
        dtli_strmap_get(t->organs, note->role_key, DTL_STRMAP_NONE);
    if (slot == DTL_STRMAP_NONE) {
        slot = t->organ_count++;
        t->ctx->failed |= !dtli_strmap_put(t->organs, note->role_key, slot);
    }
    t->organ_codes[slot] = code;
}

static int best_code(const tally *t, actor_scope scope, int organ)
{
    const float *near =
        scope == ACTOR_SCOPE_PLACE ? t->near_place : t->near_main;
    int best = -1;
    float highest = 0;
    for (uint32_t i = 0; i < t->code_count; i++) {
        int code = t->codes[i];
        float score = near[code] + WHOLE * t->whole[code] +
                      (code == organ ? SAME_ORGAN : 0.0f);
        if (score > highest) {
            highest = score;
            best = code;
        }
    }
    return best;
}

static void write_code(int code, char out[DTL_CODE_SIZE])
{
    out[0] = (char)('A' + code / 676);
    out[1] = (char)('A' + code / 26 % 26);
    out[2] = (char)('A' + code % 26);
    out[3] = '\0';
}

/* Country of the conjunct or owner that lends it: "Iraqi army and police",
 * "his cabinet". */
static const dtl_actor *lender(const actor_context *ctx, uint32_t m)
{
    const dtl_doc *doc = ctx->doc;
    uint32_t head = doc->mentions[m].head;
    const dtl_token *token = &doc->tokens[head];
    if (token->rel == DTL_REL_CONJ && token->head >= 0) {
        int32_t other = doc->tokens[token->head].mention;
        if (other >= 0 && ctx->notes[other].kind != DTL_ENTITY_OTHER &&
            doc->mentions[other].actor.country[0] != '\0')
            return &doc->mentions[other].actor;
    }
    for (int32_t c = ctx->words[head].child; c >= 0; c = ctx->words[c].next) {
        int32_t owner = doc->tokens[c].mention;
        if (doc->tokens[c].rel != DTL_REL_NMOD_POSS || owner < 0)
            continue;
        const dtl_entity *e = &doc->entities[doc->mentions[owner].entity];
        if (e->actor.country[0] != '\0')
            return &e->actor;
    }
    return NULL;
}

static void give_country(actor_context *ctx, uint32_t m,
                         const dtl_actor *from)
{
    dtl_mention *mention = &ctx->doc->mentions[m];
    memcpy(mention->actor.country, from->country, DTL_CODE_SIZE);
    if (mention->actor.own_code.len == 0)
        mention->actor.own_code = from->own_code;
    dtl_entity *entity = &ctx->doc->entities[mention->entity];
    if (entity->actor.country[0] == '\0') {
        memcpy(entity->actor.country, from->country, DTL_CODE_SIZE);
        entity->actor.own_code = from->own_code;
    }
}

static void settle(tally *t, uint32_t m)
{
    actor_context *ctx = t->ctx;
    const dtl_mention *mention = &ctx->doc->mentions[m];
    const dtl_entity *entity = &ctx->doc->entities[mention->entity];
    const actor_note *note = &ctx->notes[m];
    dtl_actor found = { .country = "" };
    if (mention->actor.country[0] != '\0' ||
        !(note->flags & ACTOR_NEEDS_COUNTRY) || note->flags & ACTOR_ABROAD)
        return;
    const dtl_actor *lent = lender(ctx, m);
    if (entity->actor.country[0] != '\0')
        give_country(ctx, m, &entity->actor);
    else if (lent)
        give_country(ctx, m, lent);
    else if (note->scope != ACTOR_SCOPE_NONE) {
        int code = best_code(t, note->scope, organ_code(t, note));
        if (code < 0)
            return;
        write_code(code, found.country);
        give_country(ctx, m, &found);
    }
}

/* Places of a sentence count before its mentions: "protesters threw rocks in
 * Mar del Plata". */
static void count_places(tally *t, uint32_t sent)
{
    const dtl_doc *doc = t->ctx->doc;
    for (; t->place < doc->place_count; t->place++) {
        const dtl_place *place = &doc->places[t->place];
        if (doc->tokens[place->first].sent > sent)
            return;
        int code = place->resolved ? dtli_actor_code(place->country) : -1;
        const actor_match *match = dtli_actor_match_at(t->ctx, place->first);
        bool own = match && dtli_actor_entry(t->ctx, match)->own;
        /* the user says who "Georgia" is; "Iran-backed" men are elsewhere */
        if (code < 0 || place->demonym || own ||
            (match && dtli_actor_is_other_side(t->ctx, match)))
            continue;
        use_code(t, code);
        t->near_main[code] += PLACE_MAIN;
        t->near_place[code] += PLACE_PLACE;
    }
}

/* "The government" here and there is one where the country is one. */
static bool merge_organs(actor_context *ctx)
{
    dtl_doc *doc = ctx->doc;
    dtl_strmap *seen = dtli_strmap_new(64);
    for (uint32_t m = 0; seen && m < doc->mention_count && !ctx->failed; m++) {
        dtl_mention *mention = &doc->mentions[m];
        const actor_note *note = &ctx->notes[m];
        if (!note->role || note->role->kind != ACTOR_ROLE_ORGAN ||
            note->flags & (ACTOR_NAMED | ACTOR_ABROAD | ACTOR_PLURAL) ||
            mention->actor.country[0] == '\0' ||
            note->kind != DTL_ENTITY_ORG)
            continue;
        dtl_str key = dtli_arena_printf(ctx->arena, "%s %.*s",
                                        mention->actor.country,
                                        DTL_FMT(note->role_key));
        uint32_t first = dtli_strmap_get(seen, key, DTL_STRMAP_NONE);
        ctx->failed |= !key.ptr || (first == DTL_STRMAP_NONE &&
                                    !dtli_strmap_put(seen, key,
                                                     mention->entity));
        if (first != DTL_STRMAP_NONE && first != mention->entity) {
            doc->entities[first].count++;
            mention->entity = first;
        }
    }
    ctx->failed |= !seen;
    dtli_strmap_free(seen);
    return !ctx->failed;
}

bool dtli_actor_inherit(actor_context *ctx)
{
    tally t = { .ctx = ctx };
    if (!begin(&t))
        return false;
    count_whole(&t);
    uint32_t sent = 0;
    for (uint32_t m = 0; m < ctx->doc->mention_count; m++) {
        uint32_t here = ctx->doc->tokens[ctx->doc->mentions[m].head].sent;
        if (here > sent)
            fade(&t, here - sent);
        sent = here;
        count_places(&t, here);
        settle(&t, m);
        int code = code_of(&t, m);
        float main, place;
        weights(&ctx->notes[m], &main, &place);
        if (code >= 0 && ctx->doc->mentions[m].kind != DTL_MENTION_PRONOUN) {
            use_code(&t, code);
            t.near_main[code] += main;
            t.near_place[code] += place;
            learn_organ(&t, m, code);
        }
    }
    dtli_strmap_free(t.organs);
    return merge_organs(ctx);
}
