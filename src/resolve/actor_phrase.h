/* actor_phrase.h — a mention on its way to its codes (actor_compose.c). */
#ifndef DATELINE_RESOLVE_ACTOR_PHRASE_H
#define DATELINE_RESOLVE_ACTOR_PHRASE_H

#include "resolve/actor_internal.h"

typedef struct actor_phrase {
    actor_context *ctx;
    dtl_mention *mention;
    actor_note *note;
} actor_phrase;

/* Makes `code` the only sector. */
void dtli_actor_set_sector(actor_sectors sectors, const char *code);

/* Adds to the trail for `explain`: what "of". */
void dtli_actor_explain(actor_phrase *p, const char *what, dtl_str of);

/* Gives the mention a country, and the code that the user's tables have for
 * it, if any: that of an entry, or of another actor. */
void dtli_actor_take_country(actor_phrase *p, const char *country);
void dtli_actor_take_entry(actor_phrase *p, const actor_entry *entry);
void dtli_actor_take_actor(actor_phrase *p, const dtl_actor *actor);

/* The user's codes of the actor and the role nouns in the phrase, once it is
 * composed (actor_own_find.c). */
void dtli_own_note(actor_phrase *p);

/* Complement "of the army" of a head, as a mention; NULL: none. */
const dtl_mention *dtli_actor_complement(const actor_phrase *p);
void dtli_actor_note_name(actor_phrase *p, uint32_t first, uint32_t last);

/* Last name in [first, end) that gives a country or a body: index into
 * matches, or DTL_NO_INDEX. "anti-X" and "X-backed" give none. */
int32_t dtli_actor_giver(const actor_context *ctx, uint32_t first,
                         uint32_t end);

/* First token of what may be the title of the person named at `name`. */
uint32_t dtli_actor_title_start(const actor_context *ctx, uint32_t name);

/* The title's role in [first, name): the one nearest to the name, or what
 * governs it by "of". */
actor_role_span dtli_actor_find_title(const actor_context *ctx,
                                      uint32_t first, uint32_t name);

/* Whether the match stands in "anti-X", "pro-X" or "X-backed". */
bool dtli_actor_is_other_side(const actor_context *ctx,
                              const actor_match *match);

/* Country and sectors of the "of" complement of a head with this role. */
void dtli_actor_from_complement(actor_phrase *p, const actor_role *role,
                                actor_sectors sectors);

/* Codes of a role noun with what stands before it from `first` on. */
void dtli_actor_compose_role(actor_phrase *p, actor_role_span span,
                             uint32_t first);

/* Offices end: an ex-minister is ELI, an ex-rebel is told by his role. */
bool dtli_actor_is_office(const char *sector);
void dtli_actor_make_former(actor_sectors sectors);

/* A person's name: `match` of the tables, or NULL for one of none. */
void dtli_actor_compose_person(actor_phrase *p, const actor_match *match);

/* A person of the tables in name `name` of the document, or NULL. */
const actor_match *dtli_actor_person_inside(const actor_phrase *p,
                                            int32_t name);

/* Mentions whose head a country, a demonym or a people is. */
void dtli_actor_compose_country(actor_phrase *p, const actor_match *match);
void dtli_actor_compose_demonym(actor_phrase *p, const actor_match *match);
void dtli_actor_compose_people(actor_phrase *p, const actor_match *match);

#endif
