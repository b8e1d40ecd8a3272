/* coref.c — mentions into entities: names and descriptions (coref.h).
 *
 * Names join by what the tables say they are, by their words ("al-Mohandes"
 * after "Abu Mahdi al-Mohandes"), or by an acronym in brackets. An
 * apposition joins its head ("Adel, the caretaker premier,"). A definite
 * role joins the latest entity that had that role ("the minister").
 */
#include "resolve/coref.h"

#include <string.h>

#include "base/str.h"
#include "resolve/actor_words.h"

/* Sentences back that a definite description may reach. */
#define REACH_SENTENCES 12u
/* Mentions back that are looked through for it. */
#define REACH_MENTIONS 200u

bool dtli_coref_kinds_agree(dtl_entity_kind a, dtl_entity_kind b)
{
    if (a == b)
        return true;
    bool groups = (a == DTL_ENTITY_GROUP && b == DTL_ENTITY_ORG) ||
                  (a == DTL_ENTITY_ORG && b == DTL_ENTITY_GROUP);
    return groups;
}

bool dtli_coref_genders_agree(char a, char b)
{
    return a == 0 || b == 0 || a == b;
}

bool dtli_coref_is_subject(const actor_context *ctx, uint32_t m)
{
    uint8_t rel = ctx->doc->tokens[ctx->doc->mentions[m].head].rel;
    return rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS;
}

static uint32_t sent_of(const actor_context *ctx, uint32_t m)
{
    return ctx->doc->tokens[ctx->doc->mentions[m].head].sent;
}

/* How much a mention tells of its entity; the best one stands for it. */
static int rank_of(const actor_context *ctx, uint32_t m)
{
    const dtl_mention *mention = &ctx->doc->mentions[m];
    const actor_note *note = &ctx->notes[m];
    if (mention->kind == DTL_MENTION_PRONOUN)
        return 0;
    int rank = mention->kind == DTL_MENTION_NAME ? 20 : 10;
    if (note->flags & ACTOR_NAMED)
        rank += 10 + (int)(note->name_last - note->name_first > 4
                               ? 4
                               : note->name_last - note->name_first);
    if (note->flags & ACTOR_TITLED)
        rank += 1;
    if (ctx->doc->tokens[mention->head].upos == DTL_UPOS_ADJ)
        rank -= 15;
    return rank;
}

static void open_entity(coref_state *state, uint32_t m)
{
    actor_context *ctx = state->ctx;
    dtl_doc *doc = ctx->doc;
    const actor_note *note = &ctx->notes[m];
    uint32_t e = doc->entity_count++;
    doc->entities[e] = (dtl_entity){
        .kind = note->kind,
        .best = m,
        .count = 1,
        .plural = (note->flags & ACTOR_PLURAL) != 0,
        .gender = note->gender,
        .actor = doc->mentions[m].actor,
    };
    state->entities[e] = (coref_entity){
        .role = note->role,
        .role_key = note->role_key,
        .flags = note->flags,
        .rank = rank_of(ctx, m),
        .last = m,
    };
    doc->mentions[m].entity = e;
}

/* Fills what the entity does not know yet; tables outrank titles, titles
 * outrank what was open. */
static void merge_codes(dtl_actor *into, unsigned into_flags,
                        const dtl_actor *from, unsigned from_flags)
{
    bool into_known = into->name.len > 0;
    bool from_known = from->name.len > 0;
    bool better = (from_known && !into_known) ||
                  (!into_known && (from_flags & ACTOR_TITLED) &&
                   !(into_flags & ACTOR_TITLED));
    if (from->country[0] != '\0' && (into->country[0] == '\0' || better)) {
        memcpy(into->country, from->country, sizeof into->country);
        into->own_code = from->own_code;
    }
    if (from->sectors[0][0] != '\0' &&
        (into->sectors[0][0] == '\0' || better)) {
        memcpy(into->sectors, from->sectors, sizeof into->sectors);
        into->own_role = from->own_role;
    }
    if (from_known && !into_known)
        into->name = from->name;
}

static void join_entity(coref_state *state, uint32_t m, uint32_t e)
{
    actor_context *ctx = state->ctx;
    dtl_entity *entity = &ctx->doc->entities[e];
    coref_entity *made = &state->entities[e];
    const dtl_mention *mention = &ctx->doc->mentions[m];
    const actor_note *note = &ctx->notes[m];
    int rank = rank_of(ctx, m);
    dtli_coref_forget_namesake(ctx, m, e);
    merge_codes(&entity->actor, made->flags, &mention->actor, note->flags);
    if (rank > made->rank) {
        made->rank = rank;
        entity->best = m;
    }
    if (note->role) {
        made->role = note->role;
        made->role_key = note->role_key;
    }
    if (entity->kind == DTL_ENTITY_OTHER ||
        (note->flags & ACTOR_NAMED && note->kind != DTL_ENTITY_OTHER &&
         rank >= made->rank))
        entity->kind = note->kind;
    if (entity->gender == 0)
        entity->gender = note->gender;
    made->flags |= note->flags;
    dtli_coref_forget_other(ctx, m, e);
    made->last = m;
    entity->count++;
    ctx->doc->mentions[m].entity = e;
}

static dtl_str name_key(coref_state *state, uint32_t first, uint32_t last)
{
    actor_key key;
    dtli_actor_key_clear(&key);
    for (uint32_t t = first; t <= last; t++)
        if (!dtli_str_is(state->ctx->words[t].key, "s"))
            dtli_actor_key_join(&key, state->ctx->words[t].key);
    dtl_str s = dtli_arena_str(state->ctx->arena, dtli_actor_key_str(&key));
    state->ctx->failed |= !s.ptr && !key.full;
    return s;
}

static int32_t find_name(const coref_state *state, dtl_str key)
{
    uint32_t slot = dtli_strmap_get(state->names, key, DTL_STRMAP_NONE);
    return slot == DTL_STRMAP_NONE ? DTL_NO_INDEX
                                   : (int32_t)state->slots[slot];
}

static void put_name(coref_state *state, dtl_str key, uint32_t entity)
{
    if (key.len < 2)
        return;
    uint32_t slot = dtli_strmap_get(state->names, key, DTL_STRMAP_NONE);
    if (slot != DTL_STRMAP_NONE) {
        state->slots[slot] = entity;
        return;
    }
    if (!dtli_arena_grow(state->ctx->arena, &state->slots, state->slot_count,
                         &state->slot_room, sizeof *state->slots) ||
        !dtli_strmap_put(state->names, key, state->slot_count)) {
        state->ctx->failed = true;
        return;
    }
    state->slots[state->slot_count++] = entity;
}

/* "ICG" after "International Crisis Group". */
static void learn_initials(coref_state *state, const actor_note *note,
                           uint32_t e)
{
    char letters[12];
    size_t len = 0;
    for (uint32_t t = note->name_first; t <= note->name_last; t++)
        if (state->ctx->words[t].capital && len < sizeof letters)
            letters[len++] = state->ctx->words[t].key.ptr[0];
    dtl_str key = { letters, len };
    if (len < 3 || find_name(state, key) >= 0)
        return;
    key = dtli_arena_str(state->ctx->arena, key);
    state->ctx->failed |= !key.ptr;
    put_name(state, key, e);
}

/* Remembers a person's words one by one, a body's as a whole and by its
 * initials. */
static void learn_name(coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    const actor_note *note = &ctx->notes[m];
    uint32_t e = ctx->doc->mentions[m].entity;
    if (!(note->flags & ACTOR_NAMED))
        return;
    put_name(state, name_key(state, note->name_first, note->name_last), e);
    if (note->kind == DTL_ENTITY_ORG)
        learn_initials(state, note, e);
    if (note->kind != DTL_ENTITY_PERSON)
        return;
    for (uint32_t t = note->name_first; t <= note->name_last; t++)
        if (ctx->words[t].capital)
            put_name(state, ctx->words[t].key, e);
    /* "al-Mohandes" of "Abu Mahdi al - Mohandes" */
    for (uint32_t t = note->name_first + 1; t < note->name_last; t++)
        put_name(state, name_key(state, t, note->name_last), e);
}

/* "Union of Civil Servants (ADEDY)": the body before the bracket. */
static int32_t bracket_owner(const coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    const dtl_mention *mention = &ctx->doc->mentions[m];
    if (mention->first < 2 ||
        mention->last + 1 >= ctx->doc->token_count ||
        !dtli_str_is(ctx->doc->tokens[mention->first - 1].norm, "(") ||
        !dtli_str_is(ctx->doc->tokens[mention->last + 1].norm, ")"))
        return DTL_NO_INDEX;
    for (uint32_t back = 1; back <= 8 && back <= m; back++) {
        const dtl_mention *before = &ctx->doc->mentions[m - back];
        if (before->last + 2 == mention->first &&
            before->kind == DTL_MENTION_NAME)
            return (int32_t)before->entity;
    }
    return DTL_NO_INDEX;
}

static bool differ_as_names(const coref_state *state, uint32_t m, uint32_t e)
{
    const actor_note *note = &state->ctx->notes[m];
    const coref_entity *made = &state->entities[e];
    return (note->flags & ACTOR_NAMED) && (made->flags & ACTOR_NAMED);
}

static bool kinds_fit(const coref_state *state, uint32_t m, uint32_t e)
{
    dtl_entity_kind a = state->ctx->notes[m].kind;
    dtl_entity_kind b = state->ctx->doc->entities[e].kind;
    bool person = (a == DTL_ENTITY_PERSON && b == DTL_ENTITY_OTHER) ||
                  (a == DTL_ENTITY_OTHER && b == DTL_ENTITY_PERSON);
    const dtl_doc *doc = state->ctx->doc;
    uint8_t upos = doc->tokens[doc->mentions[m].head].upos;
    uint32_t best = doc->entities[e].best;
    uint8_t other = doc->tokens[doc->mentions[best].head].upos;
    if (person)
        return (a == DTL_ENTITY_OTHER ? upos : other) == DTL_UPOS_PROPN;
    return a != DTL_ENTITY_OTHER && dtli_coref_kinds_agree(a, b);
}

/* The title of a name as a mention of its own, where the tree parts them. */
static int32_t titled(const coref_state *state, uint32_t m)
{
    const dtl_doc *doc = state->ctx->doc;
    int32_t title = state->ctx->notes[m].title;
    int32_t other = title < 0 ? DTL_NO_INDEX : doc->tokens[title].mention;
    if (other < 0 || (uint32_t)other >= m ||
        differ_as_names(state, m, doc->mentions[other].entity))
        return DTL_NO_INDEX;
    return (int32_t)doc->mentions[other].entity;
}

/* No verb and no second comma in tokens [first, end). */
static bool is_plain_gap(const actor_context *ctx, uint32_t first,
                         uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint8_t upos = ctx->doc->tokens[t].upos;
        if (upos == DTL_UPOS_VERB || upos == DTL_UPOS_AUX ||
            upos == DTL_UPOS_PUNCT || upos == DTL_UPOS_CCONJ)
            return false;
    }
    return true;
}

static bool is_comma(const actor_context *ctx, uint32_t t)
{
    return t < ctx->doc->token_count &&
           dtli_str_is(ctx->doc->tokens[t].norm, ",");
}

/* Apposition by commas, whatever the tree says: "A White House spokesman,
 * Scott Stanzel, urged", "Mohamed Ismail, deputy chief of staff,". */
static int32_t apposed_by_commas(const coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    const dtl_doc *doc = ctx->doc;
    const dtl_mention *mention = &doc->mentions[m];
    const actor_note *note = &ctx->notes[m];
    if (note->kind != DTL_ENTITY_PERSON || mention->first < 1 ||
        mention->kind == DTL_MENTION_PRONOUN ||
        !is_comma(ctx, mention->first - 1))
        return DTL_NO_INDEX;
    bool named = (note->flags & ACTOR_NAMED) != 0;
    uint8_t rel = doc->tokens[mention->head].rel;
    if (named ? !is_comma(ctx, mention->last + 1)
              : rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS ||
                    !note->role)
        return DTL_NO_INDEX;
    for (uint32_t back = 1; back <= 6 && back <= m; back++) {
        const dtl_mention *other = &doc->mentions[m - back];
        const actor_note *before = &ctx->notes[m - back];
        if (doc->tokens[other->head].sent != doc->tokens[mention->head].sent ||
            other->kind == DTL_MENTION_PRONOUN)
            return DTL_NO_INDEX;
        if (before->kind != DTL_ENTITY_PERSON)
            continue;
        bool other_named = (before->flags & ACTOR_NAMED) != 0;
        if (named == other_named || (named && !before->role) ||
            other->last + 1 >= mention->first ||
            !is_plain_gap(ctx, other->last + 1, mention->first - 1))
            return DTL_NO_INDEX;
        return (int32_t)other->entity;
    }
    return DTL_NO_INDEX;
}

/* Apposition to an earlier mention: "the army chief, Gen X". */
static int32_t apposed(const coref_state *state, uint32_t m)
{
    const dtl_doc *doc = state->ctx->doc;
    const dtl_token *head = &doc->tokens[doc->mentions[m].head];
    if (head->rel != DTL_REL_APPOS || head->head < 0)
        return DTL_NO_INDEX;
    int32_t other = doc->tokens[head->head].mention;
    if (other < 0 || (uint32_t)other >= m)
        return DTL_NO_INDEX;
    uint32_t e = doc->mentions[other].entity;
    if (differ_as_names(state, m, e) || !kinds_fit(state, m, e))
        return DTL_NO_INDEX;
    return (int32_t)e;
}

static int32_t by_group(const coref_state *state, uint32_t m)
{
    const actor_note *note = &state->ctx->notes[m];
    if (note->match < 0 || !(note->flags & ACTOR_NAMED) ||
        note->kind == DTL_ENTITY_PLACE)
        return DTL_NO_INDEX;
    const actor_match *match = &state->ctx->matches[note->match];
    return state->groups[dtli_actor_entry(state->ctx, match)->group] - 1;
}

static bool is_one_word(const coref_state *state, uint32_t m)
{
    const actor_note *note = &state->ctx->notes[m];
    return note->name_first == note->name_last;
}

static int32_t by_words(const coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    const actor_note *note = &ctx->notes[m];
    const dtl_mention *mention = &ctx->doc->mentions[m];
    bool bare = note->kind == DTL_ENTITY_OTHER &&
                mention->kind == DTL_MENTION_NAME;
    uint32_t first = bare ? mention->head : note->name_first;
    uint32_t last = bare ? mention->head : note->name_last;
    if (!bare && !(note->flags & ACTOR_NAMED))
        return DTL_NO_INDEX;
    dtl_str key = name_key((coref_state *)state, first, last);
    int32_t e = find_name(state, key);
    if (e < 0 && note->kind == DTL_ENTITY_PERSON)
        e = find_name(state, ctx->words[last].key);
    if (e < 0)
        return DTL_NO_INDEX;
    const dtl_entity *entity = &ctx->doc->entities[e];
    if (bare)
        return entity->kind == DTL_ENTITY_PERSON ? e : DTL_NO_INDEX;
    if (note->kind == DTL_ENTITY_PERSON && !is_one_word(state, m) &&
        !dtli_str_equal(key, ctx->words[last].key)) {
        /* a full name joins one of one word, or its own words only */
        uint32_t best = entity->best;
        if (!is_one_word(state, best) && find_name(state, key) < 0)
            return DTL_NO_INDEX;
    }
    return dtli_coref_kinds_agree(entity->kind, note->kind) &&
                   dtli_coref_genders_agree(entity->gender, note->gender)
               ? e
               : DTL_NO_INDEX;
}

static bool countries_agree(const char *a, const char *b)
{
    return a[0] == '\0' || b[0] == '\0' || strcmp(a, b) == 0;
}

/* Nouns that point back at any body of a kind. */
static bool points_back(dtl_str role, const dtl_actor *actor)
{
    static const struct {
        const char *noun, *sector;
    } NOUNS[] = {
        { "group", "" },          { "movement", "" },
        { "organisation", "" },   { "organization", "" },
        { "party", "PTY" },       { "union", "LAB" },
        { "company", "BUS" },     { "firm", "BUS" },
        { "faction", "" },        { "militia", "PRM" },
        { "agency", "" },         { "network", "" },
        { "alliance", "" },       { "coalition", "" },
        { "bloc", "" },           { "bank", "BUS" },
        { "newspaper", "JRN" },   { "paper", "JRN" },
        { "church", "REL" },      { "university", "EDU" },
        { "commission", "" },     { "committee", "" },
        { "court", "JUD" },       { "tribunal", "JUD" },
        { "ministry", "GOV" },    { "airline", "BUS" },
        { "airline", "BUS" },     { "council", "" },
        { "body", "" },           { "watchdog", "" },
    };
    for (size_t i = 0; i < sizeof NOUNS / sizeof NOUNS[0]; i++)
        if (dtli_str_is(role, NOUNS[i].noun))
            return NOUNS[i].sector[0] == '\0' ||
                   strcmp(actor->sectors[0], NOUNS[i].sector) == 0;
    return false;
}

/* "The secretary-general" after a name that the tables give that office. */
static bool holds_office(const actor_context *ctx, uint32_t best, dtl_str role)
{
    int32_t match = ctx->notes[best].match;
    if (match < 0 || ctx->matches[match].past || ctx->matches[match].before)
        return false;
    actor_key key;
    dtli_actor_key_clear(&key);
    dtli_actor_key_add(&key,
                       dtli_actor_entry(ctx, &ctx->matches[match])->office);
    if (dtli_str_is(role, "general")) /* not a secretary general */
        return false;
    return role.len > 0 && dtli_str_ends(dtli_actor_key_str(&key), role);
}

/* "The Council" after "the UN Security Council". */
static bool is_short_for(const actor_context *ctx, uint32_t m, uint32_t best)
{
    uint32_t head = ctx->doc->mentions[m].head;
    const actor_note *name = &ctx->notes[best];
    return ctx->words[head].capital && name->flags & ACTOR_NAMED &&
           dtli_str_equal(ctx->words[head].key,
                          ctx->words[name->name_last].key);
}

/* "The minister" is any minister, "the prime minister" that one; a former
 * one is another. */
static bool same_role(const actor_context *ctx, const actor_note *note,
                      const coref_entity *made)
{
    if (made->role_key.len == 0 ||
        !dtli_str_equal(made->role_key, note->role_key) ||
        (note->flags ^ made->flags) & ACTOR_FORMER)
        return false;
    return note->role == made->role ||
           note->role == dtli_actor_role(ctx->actors, note->role_key);
}

static bool described(const coref_state *state, uint32_t m, uint32_t e)
{
    const actor_context *ctx = state->ctx;
    const actor_note *note = &ctx->notes[m];
    const dtl_entity *entity = &ctx->doc->entities[e];
    const coref_entity *made = &state->entities[e];
    const dtl_actor *actor = &ctx->doc->mentions[m].actor;
    if (!dtli_coref_kinds_agree(note->kind, entity->kind) ||
        !dtli_coref_genders_agree(note->gender, entity->gender) ||
        !countries_agree(actor->country, entity->actor.country))
        return false;
    if ((note->flags ^ made->flags) & ACTOR_PLURAL &&
        note->kind != DTL_ENTITY_ORG)
        return false;
    bool open = note->role->kind == ACTOR_ROLE_ORGAN &&
                note->flags & ACTOR_NEEDS_COUNTRY &&
                !(made->flags & ACTOR_NAMED);
    if (same_role(ctx, note, made))
        return !open;
    if (entity->kind == DTL_ENTITY_PERSON && holds_office(ctx, entity->best,
                                                          note->role_key))
        return true;
    if (made->flags & ACTOR_NAMED && entity->kind == DTL_ENTITY_ORG &&
        is_short_for(ctx, m, entity->best))
        return true;
    return (made->flags & ACTOR_NAMED) && entity->kind == DTL_ENTITY_ORG &&
           !(note->flags & ACTOR_PLURAL) && points_back(note->role_key, &entity->actor);
}

/* "the general": the latest entity that was called so. */
static int32_t by_description(const coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    const actor_note *note = &ctx->notes[m];
    bool organ = note->role && note->role->kind == ACTOR_ROLE_ORGAN;
    if (!note->role ||
        note->flags & (ACTOR_NAMED | ACTOR_INDEFINITE | ACTOR_ABROAD) ||
        !(note->flags & ACTOR_DEFINITE || organ))
        return DTL_NO_INDEX;
    uint32_t here = sent_of(ctx, m);
    for (uint32_t back = 1; back <= m && back <= REACH_MENTIONS; back++) {
        uint32_t other = m - back;
        if (here - sent_of(ctx, other) > REACH_SENTENCES)
            break;
        uint32_t e = ctx->doc->mentions[other].entity;
        if (ctx->doc->mentions[other].kind != DTL_MENTION_PRONOUN &&
            described(state, m, e))
            return (int32_t)e;
    }
    return DTL_NO_INDEX;
}

static int32_t find_entity(coref_state *state, uint32_t m)
{
    const actor_note *note = &state->ctx->notes[m];
    if (state->ctx->doc->mentions[m].kind == DTL_MENTION_PRONOUN)
        return dtli_coref_pronoun(state, m);
    int32_t e = titled(state, m);
    if (e < 0)
        e = apposed_by_commas(state, m);
    if (e < 0)
        e = apposed(state, m);
    if (e < 0)
        e = bracket_owner(state, m);
    if (e < 0 && note->kind == DTL_ENTITY_PERSON && is_one_word(state, m))
        e = by_words(state, m);
    if (e < 0)
        e = by_group(state, m);
    if (e < 0 && note->kind != DTL_ENTITY_PLACE &&
        note->kind != DTL_ENTITY_STATE)
        e = by_words(state, m);
    if (e < 0)
        e = by_description(state, m);
    return e;
}

static void learn_group(coref_state *state, uint32_t m)
{
    const actor_note *note = &state->ctx->notes[m];
    if (note->match < 0 || !(note->flags & ACTOR_NAMED) ||
        note->kind == DTL_ENTITY_PLACE)
        return;
    const actor_match *match = &state->ctx->matches[note->match];
    uint32_t group = dtli_actor_entry(state->ctx, match)->group;
    if (state->groups[group] == 0)
        state->groups[group] =
            (int32_t)state->ctx->doc->mentions[m].entity + 1;
}

static bool begin(coref_state *state)
{
    actor_context *ctx = state->ctx;
    dtl_doc *doc = ctx->doc;
    size_t room = doc->mention_count + 1u;
    size_t groups = ctx->actors->group_count + 1u;
    doc->entities = dtli_arena_array(ctx->arena, room, sizeof *doc->entities);
    doc->entity_count = 0;
    state->entities =
        dtli_arena_array(ctx->arena, room, sizeof *state->entities);
    state->groups = dtli_arena_array(ctx->arena, groups, sizeof(int32_t));
    state->names = dtli_strmap_new(256);
    if (!doc->entities || !state->entities || !state->groups || !state->names)
        return false;
    return true;
}

bool dtli_actor_link(actor_context *ctx)
{
    coref_state state = { .ctx = ctx };
    bool ok = begin(&state);
    for (uint32_t m = 0; ok && m < ctx->doc->mention_count; m++) {
        int32_t e = find_entity(&state, m);
        if (e >= 0)
            join_entity(&state, m, (uint32_t)e);
        else
            open_entity(&state, m);
        learn_group(&state, m);
        learn_name(&state, m);
        ok = !ctx->failed;
    }
    dtli_strmap_free(state.names);
    return ok;
}
