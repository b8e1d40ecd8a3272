/* roles.c — from the slots of a rule to actors (match.h).
 *
 * A phrase names actors through its mention, through the members of a list,
 * through what it is a part of ("dozens of protesters"), and, where things
 * may stand for their owners, through its modifiers ("US bases in Iraq").
 */
#include "code/match.h"

#include <string.h>

#include "resolve/place.h"

static const dtl_token *at(const dtli_tree *tree, int32_t token)
{
    return &tree->doc->tokens[token];
}

/* "dozens of protesters", "a group of men", "two of the rebels". */
int32_t dtli_phrase_head(const dtli_tree *tree, int32_t token)
{
    for (int depth = 0; depth < 4; depth++) {
        int32_t inner = DTL_NO_INDEX;
        if (!dtli_is_known(tree, token, CLASS_PARTITIVE) &&
            at(tree, token)->upos != DTL_UPOS_NUM)
            return token;
        for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
            if (at(tree, c)->rel == DTL_REL_NMOD && c > token &&
                dtli_has_prep(tree, c, tree->rules->prep_of))
                inner = c;
        if (inner < 0)
            return token;
        token = inner;
    }
    return token;
}

bool dtli_same_actor(const dtl_actor *a, const dtl_actor *b)
{
    if (a->entity >= 0 && a->entity == b->entity)
        return true;
    return dtli_str_equal(a->text, b->text) &&
           strcmp(a->country, b->country) == 0;
}

static void add_actor(const dtl_actor *actor, int32_t token,
                      dtli_parties *out)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (dtli_same_actor(&out->actor[i], actor))
            return;
    if (out->count == DTL_PARTIES_MAX)
        return;
    out->actor[out->count] = *actor;
    out->token[out->count++] = token;
}

bool dtli_parties_have_country(const dtli_parties *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->actor[i].country[0])
            return true;
    return false;
}

bool dtli_parties_of_country(const dtli_parties *parties, const char *country)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (strcmp(parties->actor[i].country, country) == 0)
            return true;
    return false;
}

bool dtli_parties_know(const dtli_parties *parties, const dtl_actor *actor)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (dtli_same_actor(&parties->actor[i], actor))
            return true;
    return false;
}

void dtli_parties_remove(dtli_parties *parties, uint32_t index)
{
    for (uint32_t i = index + 1; i < parties->count; i++) {
        parties->actor[i - 1] = parties->actor[i];
        parties->token[i - 1] = parties->token[i];
        parties->slot[i - 1] = parties->slot[i];
    }
    parties->count--;
}

void dtli_parties_part(const dtli_parties *actors, dtli_parties *recipients)
{
    for (uint32_t i = recipients->count; i-- > 0;)
        for (uint32_t k = 0; k < actors->count; k++)
            if (dtli_same_actor(&recipients->actor[i], &actors->actor[k])) {
                dtli_parties_remove(recipients, i);
                break;
            }
}

void dtli_parties_move(dtli_parties *from, uint32_t index, dtli_parties *to)
{
    if (to->count < DTL_PARTIES_MAX) {
        to->actor[to->count] = from->actor[index];
        to->token[to->count] = from->token[index];
        to->slot[to->count++] = from->slot[index];
    }
    dtli_parties_remove(from, index);
}

/* The actor that a token stands for by itself, NULL if it is none. */
static const dtl_actor *own_actor(const dtli_tree *tree, int32_t token)
{
    int32_t m = at(tree, token)->mention;
    if (m < 0 || !(dtli_kind_of(tree, token) & KIND_ACTOR))
        return NULL;
    return &tree->doc->mentions[m].actor;
}

dtl_actor dtli_state_actor(const dtl_doc *doc, const dtl_place *place)
{
    dtl_actor state = { .entity = DTL_NO_INDEX, .span = place->span };
    state.text = dtli_str_slice(doc->in.text, place->span.start,
                                place->span.end);
    state.name = place->name;
    memcpy(state.country, place->country, sizeof state.country);
    memcpy(state.sectors[0], "GOV", sizeof "GOV");
    return state;
}

/* A demonym in front that is no mention of its own: "Iranian missiles". */
static bool add_demonym(const dtli_tree *tree, int32_t token,
                        dtli_parties *out)
{
    int32_t place = tree->place[token];
    if (place < 0)
        return false;
    const dtl_place *p = &tree->doc->places[place];
    if (p->country[0] == '\0' ||
        !(p->demonym || p->metonym || dtli_place_is_country(p)))
        return false; /* "the Oslo talks": Norway is no party */
    dtl_actor actor = dtli_state_actor(tree->doc, p);
    add_actor(&actor, token, out);
    return true;
}

/* "the statement issued by the bloc", "a report from the UN". */
static void add_author(const dtli_tree *tree, int32_t token,
                       dtli_parties *out)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        int32_t who = DTL_NO_INDEX;
        if (at(tree, c)->rel == DTL_REL_ACL && dtli_is_passive(tree, c))
            who = dtli_logical_subject(tree, c);
        else if (at(tree, c)->rel == DTL_REL_NMOD &&
                 (dtli_has_prep(tree, c, tree->rules->prep_by) ||
                  dtli_has_prep(tree, c, tree->rules->prep_from)))
            who = c;
        if (who >= 0)
            dtli_parties_add(tree, who, false, out);
        if (out->count)
            return;
    }
}

/* "US sites in Iraq", "the office of the UN", "Hamas positions". */
static void add_owner(const dtli_tree *tree, int32_t token, dtli_parties *out)
{
    uint32_t before = out->count;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        bool front = c < token &&
                     (rel == DTL_REL_COMPOUND || rel == DTL_REL_AMOD ||
                      rel == DTL_REL_NMOD_POSS || rel == DTL_REL_NMOD_DESC ||
                      rel == DTL_REL_NMOD);
        bool of = rel == DTL_REL_NMOD &&
                  dtli_has_prep(tree, c, tree->rules->prep_of);
        if (!front && !of)
            continue;
        dtli_parties_add(tree, c, false, out);
        if (out->count == before && front)
            add_demonym(tree, c, out);
        if (out->count > before)
            return;
    }
}

/* A place that is acted upon stands for its state: "bombed Hanoi". */
static bool add_place(const dtli_tree *tree, int32_t token, dtli_parties *out)
{
    int32_t m = at(tree, token)->mention;
    if (m >= 0 && tree->doc->mentions[m].actor.country[0]) {
        add_actor(&tree->doc->mentions[m].actor, token, out);
        return true;
    }
    return add_demonym(tree, token, out);
}

static void add_one(const dtli_tree *tree, int32_t token, bool things,
                    dtli_parties *out)
{
    int32_t head = dtli_phrase_head(tree, token);
    const dtl_actor *actor = own_actor(tree, head);
    if (!actor && head != token)
        actor = own_actor(tree, token);
    if (actor) {
        add_actor(actor, head, out);
        return;
    }
    if (!things)
        return;
    if (dtli_kind_of(tree, head) & KIND_PLACE && add_place(tree, head, out))
        return;
    add_owner(tree, head, out);
    if (out->count == 0)
        add_author(tree, head, out);
}

/* One more of the kind of the last actor, of another country. */
static void add_of_country(const dtl_place *place, int32_t token,
                           dtli_parties *out)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (out->token[i] == token &&
            strcmp(out->actor[i].country, place->country) == 0)
            return;
    if (out->count == DTL_PARTIES_MAX || place->country[0] == '\0' ||
        !(place->demonym || place->metonym || dtli_place_is_country(place)))
        return;
    dtl_actor other = out->actor[out->count - 1];
    memcpy(other.country, place->country, sizeof other.country);
    other.entity = DTL_NO_INDEX;
    other.name = place->name;
    out->actor[out->count] = other;
    out->slot[out->count] = out->slot[out->count - 1];
    out->token[out->count++] = token;
}

/* The place joined to `token`: "US and Peruvian", "US-Peru"; not "US-backed",
 * whose country is that of the noun behind, if any. */
static int32_t joined_place(const dtli_tree *tree, int32_t token)
{
    for (int32_t d = tree->first[token]; d >= 0; d = tree->next[d]) {
        bool hyphen = d + 2 == token && tree->place[token] >= 0 &&
                      dtli_str_equal(at(tree, d + 1)->form, DTL_STR("-"));
        if (tree->place[d] >= 0 && (hyphen || at(tree, d)->rel == DTL_REL_CONJ))
            return tree->place[d];
    }
    return DTL_NO_INDEX;
}

/* "South Korean and Japanese ministers": one noun, two countries. */
static void add_second_demonym(const dtli_tree *tree, int32_t token,
                               dtli_parties *out)
{
    if (out->count == 0 || at(tree, token)->xpos == DTL_XPOS_NN)
        return;
    for (int32_t c = tree->first[token]; c >= 0 && c < token;
         c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        if (rel != DTL_REL_AMOD && rel != DTL_REL_COMPOUND)
            continue;
        int32_t second = joined_place(tree, c);
        const dtl_place *own = tree->place[c] >= 0
                                   ? &tree->doc->places[tree->place[c]]
                                   : NULL;
        if (own && (second >= 0 || own->demonym))
            add_of_country(own, token, out);
        if (second >= 0)
            add_of_country(&tree->doc->places[second], token, out);
    }
}

/* Lists nest in trees that are not quite right: "Chad, Niger and Mali" may
 * hang each on the one before. */
void dtli_parties_add(const dtli_tree *tree, int32_t token, bool things,
                      dtli_parties *out)
{
    int32_t list[DTL_PARTIES_MAX];
    uint32_t count = 0;
    list[count++] = token;
    for (uint32_t i = 0; i < count; i++) {
        add_one(tree, list[i], things, out);
        add_second_demonym(tree, list[i], out);
        for (int32_t c = tree->first[list[i]]; c >= 0; c = tree->next[c])
            if (at(tree, c)->rel == DTL_REL_CONJ && c > list[i] &&
                !dtli_is_verb(tree, c) && count < DTL_PARTIES_MAX)
                list[count++] = c;
    }
}

/* Modifiers may act ("US raid", "rebel attack") without being mentions. */
static void add_modifier(const dtli_tree *tree, int32_t token,
                         dtli_parties *out)
{
    uint32_t before = out->count;
    add_one(tree, token, false, out);
    if (out->count == before)
        add_demonym(tree, token, out);
    int32_t second = joined_place(tree, token);
    if (out->count > before && second >= 0)
        add_of_country(&tree->doc->places[second], token, out);
}

void dtli_roles_find(const dtli_tree *tree, int32_t token,
                     const dtli_rule *rule, bool recipient, dtli_parties *out)
{
    uint32_t first = recipient ? rule->recipient_first : rule->actor_first;
    uint32_t count = recipient ? rule->recipient_count : rule->actor_count;
    bool filled = false;
    for (uint32_t i = 0; i < count; i++) {
        const dtli_slot *slot = &tree->rules->slots[first + i];
        dtli_hits hits = { .count = 0 };
        if (!slot->joined)
            filled = out->count > 0;
        if (filled)
            continue; /* an earlier alternative holds */
        dtli_slot_find(tree, token, rule->pos, slot, &hits);
        uint32_t before = out->count;
        for (uint32_t h = 0; h < hits.count; h++) {
            if (slot->kind == SLOT_MOD || slot->kind == SLOT_ANTI)
                add_modifier(tree, hits.token[h], out);
            else
                dtli_parties_add(tree, hits.token[h], true, out);
        }
        for (uint32_t k = before; k < out->count; k++)
            out->slot[k] = slot->kind;
    }
}
