/* match.h — the rule that fits a word best, and who takes part. */
#ifndef DATELINE_CODE_MATCH_H
#define DATELINE_CODE_MATCH_H

#include "code/status.h"

/* The rule that fits `token` best, or NULL. A rule of type NONE says that
 * this use is no event. */
const dtli_rule *dtli_match(const dtli_tree *tree, int32_t token,
                            unsigned modality);

/* Bits of modality that a rule asks for: they are part of what it codes ("will
 * not accept" is REJECT, and actual). */
unsigned dtli_rule_marks(const dtl_rules *rules, const dtli_rule *rule);

/* Who takes part in an event. */
enum { DTL_PARTIES_MAX = 8 };

typedef struct dtli_parties {
    dtl_actor actor[DTL_PARTIES_MAX];
    int32_t token[DTL_PARTIES_MAX]; /* the word that stands for it */
    dtli_slot_kind slot[DTL_PARTIES_MAX]; /* where it was found */
    uint32_t count;
} dtli_parties;

/* Actors named by the slots [first, first + count) of a rule. With `things`
 * what belongs to an actor stands for it ("US bases": the United States). */
void dtli_roles_find(const dtli_tree *tree, int32_t token,
                     const dtli_rule *rule, bool recipient,
                     dtli_parties *out);

/* Adds the actors that the phrase headed by `token` names, lists included. */
void dtli_parties_add(const dtli_tree *tree, int32_t token, bool things,
                      dtli_parties *out);

bool dtli_parties_have_country(const dtli_parties *parties);
/* One of them is of `country`, one of them is `actor`. */
bool dtli_parties_of_country(const dtli_parties *parties,
                             const char *country);
bool dtli_parties_know(const dtli_parties *parties, const dtl_actor *actor);

void dtli_parties_remove(dtli_parties *parties, uint32_t index);
/* Moves party `index` of `from` to the end of `to`, if there is room. */
void dtli_parties_move(dtli_parties *from, uint32_t index, dtli_parties *to);

/* The word that a phrase is about: "dozens of protesters" → protesters. */
int32_t dtli_phrase_head(const dtli_tree *tree, int32_t token);

/* Nobody is the recipient of his own act: takes the actors out of the
 * recipients. */
void dtli_parties_part(const dtli_parties *actors, dtli_parties *recipients);

/* The state that a place or demonym stands for, as GOV. */
dtl_actor dtli_state_actor(const dtl_doc *doc, const dtl_place *place);

bool dtli_same_actor(const dtl_actor *a, const dtl_actor *b);

#endif
