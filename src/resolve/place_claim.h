/* place_claim.h — what the places of a sentence say of an act in it. */
#ifndef DATELINE_RESOLVE_PLACE_CLAIM_H
#define DATELINE_RESOLVE_PLACE_CLAIM_H

#include "resolve/place.h"

/* Acts by what they tell about place: words and meetings happen where the
 * story is filed unless it says otherwise; deeds where it says. */
typedef enum act_kind {
    ACT_DEED,
    ACT_MEETING,
    ACT_WORDS,
    ACT_MOTION,    /* "flew to Chad": where it leads */
    ACT_DEPARTURE, /* "withdrew from Chad" */
    ACT_KIND_COUNT
} act_kind;

act_kind dtli_act_kind(const dtl_token *tok);

bool dtli_sent_has_tree(const dtl_doc *doc, const dtl_sent *sent);

/* The place that the trigger's own sentence says the act of, or
 * DTL_NO_INDEX. */
int32_t dtli_place_claimed(const dtl_doc *doc, uint32_t trigger,
                           act_kind act);

/* The place of another sentence that most likely is its scene. */
int32_t dtli_place_of_scene(const dtl_doc *doc, const dtl_sent *sent);

#endif
