/* actor_name.c — countries, their capitals and their people as mentions.
 *
 * "Baghdad said" is the government, "a bomb in Baghdad" a place; "Iraqis"
 * are people, and "Iraqi" before a noun stands for the state.
 */
#include "resolve/actor_phrase.h"

#include <string.h>

#include "base/str.h"

/* Prepositions that make a country or city the scene, not a side. */
static bool is_scene(dtl_str by, bool country)
{
    static const char *const BOTH[] = {
        "in",     "near",       "inside", "outside", "across", "around",
        "within", "throughout", "into",   "via",     "along",  "through",
    };
    /* "rockets at Israel", "policy towards Iran": a side */
    static const char *const CITY[] = { "at",   "off",    "over",   "onto",
                                        "amid", "beyond", "toward", "towards" };
    return DTL_STR_IS_ANY(by, BOTH) || (!country && DTL_STR_IS_ANY(by, CITY));
}

/* Acts that come from a government or go to one: "explanations from Paris",
 * "an appeal to Tehran"; one flies to a city. */
static bool is_dealing(const actor_context *ctx, uint32_t t)
{
    static const char *const WORDS[] = {
        "demand",   "request",  "explanation", "ask",       "seek",
        "receive",  "pressure", "criticism",   "support",   "approval",
        "apology",  "appeal",   "message",     "letter",    "warning",
        "signal",   "pledge",   "guarantee",   "assurance", "apologise",
        "apologize", "loyal",   "loyalty",     "tie",       "link",
    };
    int32_t head = ctx->doc->tokens[t].head;
    return head >= 0 && DTL_STR_IS_ANY(ctx->words[head].lemma, WORDS);
}

/* Who stands where an actor stands: subjects, agents, whoever is told. */
static bool is_acting(const actor_context *ctx, uint32_t t)
{
    static const char *const SIDES[] = { "with", "by", "between", "against",
                                         "on" };
    dtl_str by = dtli_actor_case(ctx, t);
    switch (ctx->doc->tokens[t].rel) {
    case DTL_REL_NSUBJ:
    case DTL_REL_NSUBJ_PASS:
    case DTL_REL_OBL_AGENT:
    case DTL_REL_IOBJ:
    case DTL_REL_NMOD_POSS:
        return true;
    case DTL_REL_OBJ:
        return by.len == 0;
    case DTL_REL_OBL:
    case DTL_REL_NMOD:
        return DTL_STR_IS_ANY(by, SIDES) || is_dealing(ctx, t);
    default:
        return false;
    }
}

/* The first of the conjuncts that a token is one of. */
static uint32_t first_conjunct(const actor_context *ctx, uint32_t t)
{
    const dtl_token *tokens = ctx->doc->tokens;
    while (tokens[t].rel == DTL_REL_CONJ && tokens[t].head >= 0 &&
           (uint32_t)tokens[t].head < t)
        t = (uint32_t)tokens[t].head;
    return t;
}

/* "Baghdad, Iraq": the country behind a place; in a list of countries that
 * the tree takes for appositions each is a side. */
static bool is_container(const actor_context *ctx, uint32_t t)
{
    const dtl_token *token = &ctx->doc->tokens[t];
    if (token->rel != DTL_REL_APPOS || token->head < 0)
        return false;
    const actor_match *match = dtli_actor_match_at(ctx, (uint32_t)token->head);
    if (match)
        return dtli_actor_entry(ctx, match)->kind == ACTOR_CAPITAL;
    return ctx->place_of[token->head] >= 0;
}

static bool is_place(const actor_phrase *p, const actor_entry *entry)
{
    uint32_t t = first_conjunct(p->ctx, p->mention->head);
    bool country = entry->kind == ACTOR_COUNTRY && entry->plain;
    if (is_scene(dtli_actor_case(p->ctx, t), country))
        return true;
    return country ? is_container(p->ctx, t) : !is_acting(p->ctx, t);
}

void dtli_actor_compose_country(actor_phrase *p, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    dtli_actor_note_name(p, match->first, match->last);
    p->mention->actor.name = entry->name;
    dtli_actor_take_entry(p, entry);
    p->note->kind = DTL_ENTITY_STATE;
    if (dtli_actor_is_other_side(p->ctx, match)) {
        p->note->kind = DTL_ENTITY_OTHER;
        return;
    }
    if (is_place(p, entry)) {
        p->note->kind = DTL_ENTITY_PLACE;
        p->note->flags |= ACTOR_PLACED;
        return;
    }
    memcpy(p->mention->actor.sectors, entry->sectors, sizeof(actor_sectors));
    dtli_actor_explain(p, entry->kind == ACTOR_CAPITAL ? "seat of" : "country",
            entry->name);
}

/* "Iraqis" are people, "an Iraqi" is a person, "Iraqi" before a noun stands
 * for the state. */
void dtli_actor_compose_demonym(actor_phrase *p, const actor_match *match)
{
    const dtl_token *head = &p->ctx->doc->tokens[p->mention->head];
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    bool before = head->rel == DTL_REL_AMOD || head->rel == DTL_REL_COMPOUND;
    dtli_actor_note_name(p, match->first, match->last);
    dtli_actor_take_entry(p, entry);
    dtli_actor_explain(p, "demonym of", entry->name);
    if (before && dtli_actor_is_other_side(p->ctx, match)) {
        p->note->kind = DTL_ENTITY_OTHER;
        return;
    }
    if (before) {
        p->note->kind = DTL_ENTITY_STATE;
        p->mention->actor.name = entry->name;
        memcpy(p->mention->actor.sectors, entry->sectors,
               sizeof(actor_sectors));
        return;
    }
    p->note->flags &= ~(unsigned)ACTOR_NAMED;
    p->note->kind = head->xpos == DTL_XPOS_NN || head->xpos == DTL_XPOS_NNP
                        ? DTL_ENTITY_PERSON
                        : DTL_ENTITY_GROUP;
    dtli_actor_set_sector(p->mention->actor.sectors, "CVL");
    if (entry->sectors[1][0] != '\0')
        dtli_actor_add_sector(p->mention->actor.sectors, entry->sectors[1]);
}

void dtli_actor_compose_people(actor_phrase *p, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    p->note->kind = DTL_ENTITY_GROUP;
    p->note->scope = ACTOR_SCOPE_PLACE;
    p->note->flags |= ACTOR_NEEDS_COUNTRY;
    memcpy(p->mention->actor.sectors, entry->sectors, sizeof(actor_sectors));
    dtli_actor_explain(p, "people", entry->name);
    int32_t giver = dtli_actor_giver(p->ctx, p->mention->first, match->first);
    if (entry->country[0] != '\0')
        dtli_actor_take_entry(p, entry);
    else if (giver >= 0)
        dtli_actor_take_entry(p, dtli_actor_entry(p->ctx,
                                                  &p->ctx->matches[giver]));
}
