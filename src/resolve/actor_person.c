/* actor_person.c — named people: of the tables, or told by their titles. */
#include "resolve/actor_phrase.h"

#include <string.h>

/* "Foreign Ministry spokesman Liu": the phrase grows to hold the title. */
static bool compose_title(actor_phrase *p, uint32_t name_first)
{
    uint32_t first = dtli_actor_title_start(p->ctx, name_first);
    if (p->mention->first < first)
        first = p->mention->first;
    actor_role_span span = dtli_actor_find_title(p->ctx, first, name_first);
    if (!span.role || span.role->kind == ACTOR_ROLE_ORGAN)
        return false;
    p->note->title = (int32_t)span.last;
    dtli_actor_compose_role(p, span, first);
    p->note->flags |= ACTOR_TITLED;
    if (span.first < p->mention->first)
        p->mention->first = span.first;
    while (p->mention->first > first &&
           p->ctx->match_of[p->mention->first - 1] >= 0)
        p->mention->first--;
    return true;
}

/* Sectors of a table's person on the day: before and after office too. */
static void person_sectors(const actor_match *match, const actor_entry *entry,
                           actor_sectors sectors)
{
    memcpy(sectors, entry->sectors, sizeof(actor_sectors));
    if (match->past)
        dtli_actor_make_former(sectors);
    else if (match->before && dtli_actor_is_office(sectors[0]) &&
             strcmp(sectors[0], "MIL") != 0)
        dtli_actor_set_sector(sectors, "PTY");
}

static void compose_known_person(actor_phrase *p, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(p->ctx, match);
    dtl_actor *actor = &p->mention->actor;
    actor_sectors sectors;
    bool titled = compose_title(p, match->first);
    person_sectors(match, entry, sectors);
    bool lent = p->note->flags & ACTOR_LENT &&
                dtli_actor_has_sector(actor->sectors, sectors[0]);
    bool title_wins = titled && actor->sectors[0][0] != '\0' &&
                      (match->past || match->before || lent ||
                       (p->note->flags & ACTOR_FORMER));
    if (!title_wins)
        memcpy(actor->sectors, sectors, sizeof sectors);
    dtli_actor_take_entry(p, entry);
    p->note->gender = entry->gender;
    actor->name = entry->name;
    dtli_actor_explain(p, "table", entry->name);
}

/* A name of the tables in another spelling ("Suleymen Demirel"): the surname
 * of one person in office with the same initial. */
static bool find_spelling(const actor_context *ctx, uint32_t first,
                          uint32_t last, actor_match *out)
{
    const dtl_strmap *names = ctx->actors->names;
    dtl_str given = ctx->words[first].key;
    bool found = false;
    if (last == first || given.len == 0)
        return false;
    uint32_t h = dtli_strmap_find(names, ctx->words[last].key);
    for (; h != DTL_STRMAP_NONE; h = dtli_strmap_next(names, h)) {
        uint32_t i = dtli_strmap_value(names, h);
        const actor_entry *entry = &ctx->actors->entries[i];
        int code = dtli_actor_code(entry->country);
        if (entry->kind != ACTOR_SURNAME || code < 0 || ctx->seen[code] <= 0 ||
            !dtli_actor_holds(entry, ctx->day) ||
            (entry->name.ptr[0] | 0x20) != given.ptr[0])
            continue;
        if (found && ctx->actors->entries[out->entry].group != entry->group)
            return false;
        *out = (actor_match){ .first = first, .last = last, .entry = i };
        found = true;
    }
    return found;
}

void dtli_actor_compose_person(actor_phrase *p, const actor_match *match)
{
    const dtl_doc *doc = p->ctx->doc;
    p->note->kind = DTL_ENTITY_PERSON;
    if (match) {
        dtli_actor_note_name(p, match->first, match->last);
        compose_known_person(p, match);
        return;
    }
    const dtl_name *name = &doc->names[doc->tokens[p->mention->head].name];
    uint32_t first = name->first > p->mention->first ? name->first
                                                     : p->mention->first;
    uint32_t last = name->last < p->mention->last ? name->last
                                                  : p->mention->last;
    dtli_actor_note_name(p, first, last > first ? last : first);
    p->note->flags |= ACTOR_UNKNOWN_NAME;
    actor_match spelt;
    if (find_spelling(p->ctx, p->note->name_first, p->note->name_last,
                      &spelt)) {
        compose_known_person(p, &spelt);
        return;
    }
    if (compose_title(p, first))
        return;
    p->note->flags |= ACTOR_NEEDS_COUNTRY;
    p->note->scope = ACTOR_SCOPE_PLACE;
    /* "Mamadou Tandja of Niger", "Kim of the main opposition party" */
    static const actor_role ANYBODY = { .kind = ACTOR_ROLE_PERSON,
                                        .defer = true };
    dtli_actor_from_complement(p, &ANYBODY, p->mention->actor.sectors);
}

/* A person of the tables in a name whose head the tree puts elsewhere. */
const actor_match *dtli_actor_person_inside(const actor_phrase *p, int32_t name)
{
    const dtl_name *span = &p->ctx->doc->names[name];
    for (uint32_t t = span->first; t <= span->last; t++) {
        const actor_match *match = dtli_actor_match_at(p->ctx, t);
        if (match && dtli_actor_entry(p->ctx, match)->kind == ACTOR_PERSON)
            return match;
    }
    return NULL;
}
