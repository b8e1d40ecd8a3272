/* coref.h — which mentions are of one person, body, state or group.
 *
 * coref.c         names, appositions and "the general"
 * coref_pronoun.c he, they, it, who
 *
 * Mentions are taken in text order; each joins an entity or begins one.
 */
#ifndef DATELINE_RESOLVE_COREF_H
#define DATELINE_RESOLVE_COREF_H

#include "resolve/actor_internal.h"

/* An entity in the making; parallel to doc->entities. */
typedef struct coref_entity {
    const actor_role *role; /* of its last title or role noun */
    dtl_str role_key;
    unsigned flags; /* of all its mentions */
    int rank;       /* how much its best mention says */
    uint32_t last;  /* last mention */
} coref_entity;

typedef struct coref_state {
    actor_context *ctx;
    coref_entity *entities;
    dtl_strmap *names; /* folded name → slot */
    uint32_t *slots;   /* latest entity under a name */
    uint32_t slot_count, slot_room;
    int32_t *groups;   /* group of the tables → entity + 1; 0: none */
} coref_state;

/* Entity for a pronoun mention, or DTL_NO_INDEX. */
int32_t dtli_coref_pronoun(const coref_state *state, uint32_t m);

/* Whether a mention stands as subject. */
bool dtli_coref_is_subject(const actor_context *ctx, uint32_t m);

/* Whether two kinds may be of one thing. */
bool dtli_coref_kinds_agree(dtl_entity_kind a, dtl_entity_kind b);

bool dtli_coref_genders_agree(char a, char b);

/* coref_namesake.c: before mention m joins entity e, and after: a surname of
 * the tables gives way to the person of the article. */
void dtli_coref_forget_namesake(actor_context *ctx, uint32_t m, uint32_t e);
void dtli_coref_forget_other(actor_context *ctx, uint32_t m, uint32_t e);

#endif
