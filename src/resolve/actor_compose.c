/* actor_compose.c — a noun phrase into country and sectors.
 *
 * "Iraqi militia leader Abu Mahdi": a name in no table, so its title
 * decides: the country from the demonym, the sector from "militia", since
 * "leader" defers to what stands before it. "The army" has no country of
 * its own: it is noted as open, and the discourse gives one later
 * (actor_context.c). Mentions are composed from the last to the first, so
 * that an "of" complement is known when its head needs it.
 */
#include "resolve/actor_phrase.h"

#include <string.h>

#include "base/str.h"

void dtli_actor_set_sector(actor_sectors sectors, const char *code)
{
    memset(sectors, 0, sizeof(actor_sectors));
    memcpy(sectors[0], code, strlen(code));
}

void dtli_actor_explain(actor_phrase *p, const char *what, dtl_str of)
{
    dtl_str *why = &p->mention->why;
    *why = why->len > 0
               ? dtli_arena_printf(p->ctx->arena, "%.*s, %s \"%.*s\"",
                                   DTL_FMT(*why), what, DTL_FMT(of))
               : dtli_arena_printf(p->ctx->arena, "%s \"%.*s\"", what,
                                   DTL_FMT(of));
    p->ctx->failed |= !why->ptr;
}

static bool is_key(const actor_context *ctx, uint32_t t, const char *key)
{
    return dtli_str_is(ctx->words[t].key, key);
}

/* Words behind a country's name and a hyphen: "Iran-backed" rebels are not
 * of Iran, a "US-led" force is of the US. */
static bool is_backing(dtl_str word)
{
    static const char *const WORDS[] = {
        "backed",    "supported", "trained",  "funded",   "sponsored",
        "armed",     "brokered",  "mediated", "imposed",  "made",
        "inspired",  "linked",    "allied",   "friendly", "occupied",
        "bound",     "equipped",  "aligned",  "financed", "supplied",
        "sanctioned",
    };
    return DTL_STR_IS_ANY(word, WORDS);
}

static bool is_stance(dtl_str word)
{
    return dtli_str_is(word, "anti") || dtli_str_is(word, "pro") ||
           dtli_str_is(word, "non");
}

/* Whether the match stands in "anti-X", "pro-X" or "X-backed". */
bool dtli_actor_is_other_side(const actor_context *ctx, const actor_match *match)
{
    uint32_t count = ctx->doc->token_count;
    if (match->first >= 2 && ctx->words[match->first - 1].key.len == 0 &&
        is_stance(ctx->words[match->first - 2].key))
        return true;
    if (match->first >= 1 && is_stance(ctx->words[match->first - 1].key))
        return true;
    return match->last + 2 < count &&
           ctx->words[match->last + 1].key.len == 0 &&
           is_backing(ctx->words[match->last + 2].key);
}

/* Last name in [first, end) that gives a country or a body; -1: none. */
int32_t dtli_actor_giver(const actor_context *ctx, uint32_t first,
                          uint32_t end)
{
    for (uint32_t t = end; t-- > first;) {
        const actor_match *match = dtli_actor_match_at(ctx, t);
        if (!match || dtli_actor_is_other_side(ctx, match))
            continue;
        const actor_entry *entry = dtli_actor_entry(ctx, match);
        if (entry->country[0] != '\0')
            return ctx->match_of[t];
        t = match->first;
        if (t == 0)
            break;
    }
    return DTL_NO_INDEX;
}

static bool is_body(const actor_entry *entry)
{
    return entry->kind == ACTOR_ORG || entry->kind == ACTOR_SEAT;
}

void dtli_actor_take_country(actor_phrase *p, const char *country)
{
    memcpy(p->mention->actor.country, country, DTL_CODE_SIZE);
    p->mention->actor.own_code = DTL_STR("");
    p->note->flags &= ~(unsigned)ACTOR_NEEDS_COUNTRY;
}

void dtli_actor_take_entry(actor_phrase *p, const actor_entry *entry)
{
    dtli_actor_take_country(p, entry->country);
    p->mention->actor.own_code = entry->code;
}

void dtli_actor_take_actor(actor_phrase *p, const dtl_actor *actor)
{
    dtli_actor_take_country(p, actor->country);
    p->mention->actor.own_code = actor->own_code;
}

const dtl_mention *dtli_actor_complement(const actor_phrase *p)
{
    const actor_context *ctx = p->ctx;
    const dtl_token *tokens = ctx->doc->tokens;
    int32_t c = ctx->words[p->mention->head].child;
    for (; c >= 0; c = ctx->words[c].next) {
        if (tokens[c].rel != DTL_REL_NMOD ||
            (uint32_t)c < p->mention->head || tokens[c].mention < 0)
            continue;
        dtl_str by = dtli_actor_case(ctx, (uint32_t)c);
        if (dtli_str_is(by, "of") || dtli_str_is(by, "for") ||
            dtli_str_is(by, "from") || dtli_str_is(by, "in"))
            return &ctx->doc->mentions[tokens[c].mention];
    }
    return NULL;
}

static bool is_of(const actor_context *ctx, const dtl_mention *mention)
{
    dtl_str by = dtli_actor_case(ctx, mention->head);
    return dtli_str_is(by, "of") || dtli_str_is(by, "for");
}

/* Offices that end: an ex-minister is ELI, an ex-rebel is told by his role. */
bool dtli_actor_is_office(const char *sector)
{
    static const char *const CODES[] = { "GOV", "LEG", "JUD",
                                         "MIL", "COP", "SPY" };
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
        if (strcmp(sector, CODES[i]) == 0)
            return true;
    return false;
}

void dtli_actor_make_former(actor_sectors sectors)
{
    if (!dtli_actor_is_office(sectors[0]))
        return;
    memcpy(sectors[1], sectors[0], DTL_CODE_SIZE);
    memcpy(sectors[0], "ELI", DTL_CODE_SIZE);
    memset(sectors[2], 0, DTL_CODE_SIZE);
}

static void apply_modifiers(actor_phrase *p, const actor_modifiers *mods,
                            actor_sectors sectors)
{
    if (mods->forces)
        memcpy(sectors, mods->force, sizeof(actor_sectors));
    if (mods->former) {
        dtli_actor_make_former(sectors);
        p->note->flags |= ACTOR_FORMER;
    }
    if (mods->elect && strcmp(sectors[0], "GOV") == 0)
        dtli_actor_set_sector(sectors, "PTY");
    if (mods->oppose)
        dtli_actor_add_sector(sectors, "OPP");
    if (mods->world[0] != '\0' &&
        strcmp(mods->world, p->mention->actor.country) != 0)
        dtli_actor_take_country(p, mods->world);
    bool the_country = !(p->note->flags & ACTOR_PLURAL) &&
                       dtli_str_is(p->note->role_key, "country");
    if (mods->abroad && !the_country)
        p->note->flags |= ACTOR_ABROAD;
}

/* Sectors that a body lends to a role: "Hamas gunmen", "NATO spokesman". */
static bool lends(const actor_role *role, const actor_entry *body)
{
    if (body->sectors[0][0] == '\0')
        return false;
    return role->defer || strcmp(role->sectors[0], "UAF") == 0;
}

static bool has_sectors(const dtl_mention *mention, const actor_note *note)
{
    return mention->actor.sectors[0][0] != '\0' &&
           note->kind != DTL_ENTITY_STATE && note->kind != DTL_ENTITY_PLACE &&
           note->kind != DTL_ENTITY_OTHER;
}

/* Whether "in" tells where somebody belongs: rebels in Darfur and schools in
 * Lahore do, troops and envoys in Iraq do not. */
static bool is_at_home(const actor_role *role)
{
    static const char *const AWAY[] = { "GOV", "MIL", "JRN",
                                        "SPY", "SOC", "UAF" };
    if (role->kind == ACTOR_ROLE_ORGAN && strcmp(role->sectors[0], "SOC") == 0)
        return true;
    for (size_t i = 0; i < sizeof AWAY / sizeof AWAY[0]; i++)
        if (strcmp(role->sectors[0], AWAY[i]) == 0)
            return false;
    return true;
}

/* Country and sectors from the "of" complement. */
void dtli_actor_from_complement(actor_phrase *p, const actor_role *role,
                            actor_sectors sectors)
{
    const dtl_mention *of = dtli_actor_complement(p);
    if (!of)
        return;
    const actor_note *note = &p->ctx->notes[of - p->ctx->doc->mentions];
    if (is_of(p->ctx, of) && role->defer && has_sectors(of, note))
        memcpy(sectors, of->actor.sectors, sizeof(actor_sectors));
    bool many = note->kind == DTL_ENTITY_ORG &&
                note->scope == ACTOR_SCOPE_NONE &&
                of->actor.country[0] == '\0';
    if (is_of(p->ctx, of) && many && note->flags & ACTOR_ABROAD)
        p->note->flags |= ACTOR_ABROAD; /* "leaders of African states" */
    bool by = is_of(p->ctx, of) || is_at_home(role);
    if (by && p->mention->actor.country[0] == '\0' &&
        of->actor.country[0] != '\0')
        dtli_actor_take_actor(p, &of->actor);
}

/* "Hamburg police": the country of a place before the role. */
static void from_place(actor_phrase *p, uint32_t first, uint32_t end)
{
    const actor_context *ctx = p->ctx;
    for (uint32_t t = end; t-- > first;) {
        if (ctx->place_of[t] < 0 || p->mention->actor.country[0] != '\0')
            continue;
        const actor_match *match = dtli_actor_match_at(ctx, t);
        if (match && dtli_actor_is_other_side(ctx, match))
            continue;
        const dtl_place *place = &ctx->doc->places[ctx->place_of[t]];
        if (place->country[0] != '\0')
            dtli_actor_take_country(p, place->country);
    }
}

/* "chief of staff of the Sudanese forces": the first country behind. */
static void from_behind(actor_phrase *p, uint32_t first)
{
    const actor_context *ctx = p->ctx;
    if (p->mention->actor.country[0] != '\0')
        return;
    for (uint32_t t = first; t <= p->mention->last; t++) {
        const actor_match *match = dtli_actor_match_at(ctx, t);
        if (ctx->doc->tokens[t].upos == DTL_UPOS_ADP && !is_key(ctx, t, "of"))
            return;
        if (!match || dtli_actor_is_other_side(ctx, match) ||
            dtli_actor_entry(ctx, match)->country[0] == '\0')
            continue;
        dtli_actor_take_entry(p, dtli_actor_entry(ctx, match));
        return;
    }
}

static bool owns(const actor_context *ctx, int32_t match)
{
    const actor_entry *entry = dtli_actor_entry(ctx, &ctx->matches[match]);
    return entry->kind == ACTOR_COUNTRY || entry->world;
}

/* "Kosovo's Albanian majority", "the EU's Dutch presidency": the owner
 * outranks the demonym. */
static int32_t owner(const actor_phrase *p, int32_t giver)
{
    const actor_context *ctx = p->ctx;
    if (giver < 0 || dtli_actor_entry(ctx, &ctx->matches[giver])->kind !=
                         ACTOR_DEMONYM)
        return giver;
    int32_t c = ctx->words[p->mention->head].child;
    for (; c >= 0; c = ctx->words[c].next)
        if (ctx->doc->tokens[c].rel == DTL_REL_NMOD_POSS &&
            ctx->match_of[c] >= 0 && owns(ctx, ctx->match_of[c]))
            return ctx->match_of[c];
    return giver;
}

/* Country of the name before a role; true where it lends its sectors. */
static bool from_giver(actor_phrase *p, const actor_role *role, int32_t giver,
                       actor_sectors sectors)
{
    if (giver < 0)
        return false;
    const actor_entry *entry =
        dtli_actor_entry(p->ctx, &p->ctx->matches[giver]);
    if (entry->world && dtli_str_is(p->note->role_key, "ambassador"))
        return false; /* a state's ambassador to the UN */
    dtli_actor_take_entry(p, entry);
    dtli_actor_explain(p, "from", entry->name);
    if (!is_body(entry) || !lends(role, entry))
        return false;
    memcpy(sectors, entry->sectors, sizeof(actor_sectors));
    p->note->flags |= ACTOR_LENT;
    return true;
}

/* "Governments", "all parties", "155 countries": of many states. */
static bool is_many(const actor_phrase *p, const actor_role *role,
                    actor_sectors sectors)
{
    static const char *const WORDS[] = {
        "government", "country",  "nation",    "state",      "power",
        "neighbour",  "neighbor", "republic",  "delegation", "ministry",
        "donor",      "side",     "delegate",
    };
    dtl_str key = p->note->role_key;
    if (!(p->note->flags & ACTOR_PLURAL))
        return false;
    if (DTL_STR_IS_ANY(key, WORDS))
        return true;
    bool all = is_key(p->ctx, p->mention->first, "all") ||
               is_key(p->ctx, p->mention->first, "both");
    bool soc = strcmp(sectors[0], "SOC") == 0 &&
               !(p->note->flags & ACTOR_DEFINITE);
    return role->kind == ACTOR_ROLE_ORGAN && (all || soc);
}

/* Codes of a role noun with what stands before it from `first` on. */
void dtli_actor_compose_role(actor_phrase *p, actor_role_span span, uint32_t first)
{
    const actor_role *role = span.role;
    actor_modifiers mods;
    actor_sectors sectors;
    dtl_actor *actor = &p->mention->actor;
    memcpy(sectors, role->sectors, sizeof sectors);
    p->note->role = role;
    p->note->role_key = span.key;
    p->note->scope = role->scope;
    p->note->flags |= ACTOR_NEEDS_COUNTRY;
    dtli_actor_explain(p, "role", span.key);
    int32_t giver = dtli_actor_giver(p->ctx, first, span.last + 1);
    bool lent = from_giver(p, role, owner(p, giver), sectors);
    dtli_actor_modifiers(p->ctx, first, span.first, &mods);
    bool open = role->defer || strcmp(role->sectors[0], "UAF") == 0;
    if (mods.gives && open && !lent)
        memcpy(sectors, mods.give, sizeof sectors);
    from_place(p, first, span.first);
    dtli_actor_from_complement(p, role, sectors);
    if (p->note->title == DTL_NO_INDEX)
        from_behind(p, span.last + 1);
    apply_modifiers(p, &mods, sectors);
    memcpy(actor->sectors, sectors, sizeof sectors);
    if (role->scope == ACTOR_SCOPE_NONE && strcmp(sectors[0], "REB") == 0)
        p->note->scope = ACTOR_SCOPE_MAIN;
    if (is_many(p, role, sectors))
        p->note->scope = ACTOR_SCOPE_NONE;
    if (role->gender)
        p->note->gender = role->gender;
}

static dtl_entity_kind kind_of_role(const actor_phrase *p, const actor_role *role)
{
    const dtl_token *head = &p->ctx->doc->tokens[p->mention->head];
    bool plural = head->xpos == DTL_XPOS_NNS || head->xpos == DTL_XPOS_NNPS;
    if (role->kind == ACTOR_ROLE_ORGAN)
        return DTL_ENTITY_ORG;
    if (role->kind == ACTOR_ROLE_GROUP || plural)
        return DTL_ENTITY_GROUP;
    return DTL_ENTITY_PERSON;
}

void dtli_actor_note_name(actor_phrase *p, uint32_t first, uint32_t last)
{
    p->note->name_first = first;
    p->note->name_last = last;
    p->note->flags |= ACTOR_NAMED;
}

static void compose_body(actor_phrase *p, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    dtli_actor_note_name(p, match->first, match->last);
    p->note->kind = DTL_ENTITY_ORG;
    p->note->scope = ACTOR_SCOPE_MAIN;
    memcpy(p->mention->actor.sectors, entry->sectors, sizeof(actor_sectors));
    p->mention->actor.name = entry->name;
    dtli_actor_explain(p, "table", entry->name);
    int32_t giver = dtli_actor_giver(p->ctx, p->mention->first, match->first);
    bool shared = !entry->world && !entry->own &&
                  (!entry->several || entry->generic);
    if (entry->country[0] != '\0' || entry->own)
        dtli_actor_take_entry(p, entry);
    else
        p->note->flags |= ACTOR_NEEDS_COUNTRY;
    /* "Peru's Congress" is not the one of the tables */
    if (giver >= 0 && (entry->country[0] == '\0' || shared))
        dtli_actor_take_entry(p, dtli_actor_entry(p->ctx,
                                                  &p->ctx->matches[giver]));
}

/* A body that no table has: the last word of its name tells what it is
 * ("Reform Party", "Central Bank of Kenya"). */
static void compose_unknown_body(actor_phrase *p)
{
    const dtl_doc *doc = p->ctx->doc;
    const dtl_name *name = &doc->names[doc->tokens[p->mention->head].name];
    dtli_actor_note_name(p, name->first, name->last);
    p->note->flags |= ACTOR_UNKNOWN_NAME | ACTOR_NEEDS_COUNTRY;
    p->note->scope = ACTOR_SCOPE_MAIN;
    actor_role_span span = dtli_actor_find_role(
        p->ctx, p->mention->first, p->mention->last, p->mention->head);
    if (span.role)
        dtli_actor_compose_role(p, span, p->mention->first);
    p->note->kind = DTL_ENTITY_ORG;
    if (p->mention->actor.country[0] != '\0')
        return;
    int32_t giver =
        dtli_actor_giver(p->ctx, p->mention->first, p->mention->last + 1);
    if (giver >= 0)
        dtli_actor_take_entry(p, dtli_actor_entry(p->ctx,
                                                  &p->ctx->matches[giver]));
}

/* A user's row for a name that the shipped tables lack does not tell whether
 * it is a person: the name tagger does. */
static actor_entry_kind kind_of_match(const actor_phrase *p,
                                      const actor_entry *entry)
{
    const dtl_doc *doc = p->ctx->doc;
    int32_t name = doc->tokens[p->mention->head].name;
    bool person = name >= 0 && doc->names[name].type == DTL_NAME_PER;
    return entry->own && entry->kind == ACTOR_ORG && person ? ACTOR_PERSON
                                                            : entry->kind;
}

static void compose_match(actor_phrase *p, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    if (entry->nobody) {
        dtli_actor_explain(p, "no actor", entry->name);
        return;
    }
    switch (kind_of_match(p, entry)) {
    case ACTOR_PERSON:
    case ACTOR_SURNAME:
        dtli_actor_compose_person(p, match);
        break;
    case ACTOR_ORG:
    case ACTOR_SEAT:
        compose_body(p, match);
        break;
    case ACTOR_COUNTRY:
    case ACTOR_CAPITAL:
        dtli_actor_compose_country(p, match);
        break;
    case ACTOR_DEMONYM:
        dtli_actor_compose_demonym(p, match);
        break;
    case ACTOR_PEOPLE:
        dtli_actor_compose_people(p, match);
        break;
    }
}

/* Time expressions are in text order. */
static bool is_in_timex(const actor_context *ctx, uint32_t t)
{
    const dtl_timex *timexes = ctx->doc->timexes;
    uint32_t low = 0, high = ctx->doc->timex_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (timexes[middle].last < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ctx->doc->timex_count && timexes[low].first <= t;
}

/* "Two were killed": people of the place, unless "of" says who. */
static void compose_number(actor_phrase *p)
{
    const dtl_token *head = &p->ctx->doc->tokens[p->mention->head];
    bool counts = head->upos == DTL_UPOS_NUM || head->upos == DTL_UPOS_DET;
    bool side = head->rel == DTL_REL_NSUBJ || head->rel == DTL_REL_NSUBJ_PASS ||
                head->rel == DTL_REL_OBJ || head->rel == DTL_REL_OBL_AGENT ||
                dtli_str_is(dtli_actor_case(p->ctx, p->mention->head), "of");
    if (!counts || !side || is_in_timex(p->ctx, p->mention->head))
        return;
    static const actor_role PEOPLE = { .sectors = { "CVL" },
                                       .kind = ACTOR_ROLE_GROUP,
                                       .scope = ACTOR_SCOPE_PLACE,
                                       .defer = true };
    actor_role_span span = { &PEOPLE, p->mention->head, p->mention->head,
                             p->ctx->words[p->mention->head].key };
    dtli_actor_compose_role(p, span, p->mention->first);
    p->note->kind = DTL_ENTITY_GROUP;
    const dtl_mention *of = dtli_actor_complement(p);
    if (of && p->ctx->notes[of - p->ctx->doc->mentions].kind ==
                  DTL_ENTITY_OTHER)
        p->note->kind = DTL_ENTITY_OTHER;
}

static void compose_pronoun(actor_phrase *p)
{
    dtl_str key = p->ctx->words[p->mention->head].key;
    static const struct {
        const char *word;
        dtl_entity_kind kind;
        char gender;
    } WORDS[] = {
        { "he", DTL_ENTITY_PERSON, 'm' },  { "him", DTL_ENTITY_PERSON, 'm' },
        { "his", DTL_ENTITY_PERSON, 'm' }, { "she", DTL_ENTITY_PERSON, 'f' },
        { "her", DTL_ENTITY_PERSON, 'f' }, { "hers", DTL_ENTITY_PERSON, 'f' },
        { "himself", DTL_ENTITY_PERSON, 'm' },
        { "herself", DTL_ENTITY_PERSON, 'f' },
        { "i", DTL_ENTITY_PERSON, 0 },     { "me", DTL_ENTITY_PERSON, 0 },
        { "my", DTL_ENTITY_PERSON, 0 },    { "we", DTL_ENTITY_GROUP, 0 },
        { "us", DTL_ENTITY_GROUP, 0 },     { "our", DTL_ENTITY_GROUP, 0 },
        { "they", DTL_ENTITY_GROUP, 0 },   { "them", DTL_ENTITY_GROUP, 0 },
        { "their", DTL_ENTITY_GROUP, 0 },
        { "themselves", DTL_ENTITY_GROUP, 0 },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (dtli_str_is(key, WORDS[i].word)) {
            p->note->kind = WORDS[i].kind;
            p->note->gender = WORDS[i].gender;
            if (WORDS[i].kind == DTL_ENTITY_GROUP)
                p->note->flags |= ACTOR_PLURAL;
        }
}

static void note_determiner(actor_phrase *p)
{
    const actor_context *ctx = p->ctx;
    const dtl_token *tokens = ctx->doc->tokens;
    const dtl_token *head = &tokens[p->mention->head];
    if (head->xpos == DTL_XPOS_NNS || head->xpos == DTL_XPOS_NNPS)
        p->note->flags |= ACTOR_PLURAL;
    int32_t c = ctx->words[p->mention->head].child;
    for (; c >= 0; c = ctx->words[c].next) {
        if (tokens[c].rel == DTL_REL_NMOD_POSS)
            p->note->flags |= ACTOR_DEFINITE;
        if (tokens[c].rel != DTL_REL_DET)
            continue;
        bool indefinite = is_key(ctx, (uint32_t)c, "a") ||
                          is_key(ctx, (uint32_t)c, "an") ||
                          is_key(ctx, (uint32_t)c, "some") ||
                          is_key(ctx, (uint32_t)c, "another");
        p->note->flags |= indefinite ? ACTOR_INDEFINITE : ACTOR_DEFINITE;
    }
}

static void compose_nominal(actor_phrase *p)
{
    const dtl_doc *doc = p->ctx->doc;
    int32_t name = doc->tokens[p->mention->head].name;
    dtl_name_type type = name < 0 ? DTL_NAME_NONE : doc->names[name].type;
    if (type == DTL_NAME_PER) {
        dtli_actor_compose_person(p, dtli_actor_person_inside(p, name));
        return;
    }
    if (type == DTL_NAME_ORG) {
        compose_unknown_body(p);
        return;
    }
    actor_role_span span = dtli_actor_find_role(
        p->ctx, p->mention->first, p->mention->last, p->mention->head);
    if (span.role) {
        dtli_actor_compose_role(p, span, p->mention->first);
        p->note->kind = kind_of_role(p, span.role);
    } else if (type == DTL_NAME_LOC) {
        dtli_actor_note_name(p, p->mention->first, p->mention->last);
        p->note->kind = DTL_ENTITY_PLACE;
    } else {
        compose_number(p);
    }
}

void dtli_actor_compose(actor_context *ctx, uint32_t m)
{
    dtl_mention *mention = &ctx->doc->mentions[m];
    actor_note *note = &ctx->notes[m];
    actor_phrase p = { ctx, mention, note };
    memset(note, 0, sizeof *note);
    note->match = ctx->match_of[mention->head];
    note->title = DTL_NO_INDEX;
    note_determiner(&p);
    if (mention->kind == DTL_MENTION_PRONOUN)
        compose_pronoun(&p);
    else if (note->match >= 0)
        compose_match(&p, &ctx->matches[note->match]);
    else
        compose_nominal(&p);
    if (note->flags & ACTOR_PLURAL && note->kind == DTL_ENTITY_PERSON)
        note->kind = DTL_ENTITY_GROUP;
    if (ctx->actors->own_count + ctx->actors->own_agents > 0)
        dtli_own_note(&p);
}
