/* part.h — who of those that an article names takes part in an event.
 *
 * Slots and inference propose actors and recipients; two logistic models,
 * fitted on annotated stories by tools/fit_parts.py, weigh them against
 * everybody else told of nearby. Features are words ("a.in=actor",
 * "r.path=obl^"), weights stand in data/rules/parts.tsv. docs/coding.md tells
 * what they do for the figures.
 */
#ifndef DATELINE_CODE_PART_H
#define DATELINE_CODE_PART_H

#include "code/path.h"

enum { DTL_CANDIDATES_MAX = 32 };

/* Somebody who may take part. */
typedef struct dtli_candidate {
    dtl_actor actor;
    int32_t token;       /* his word nearest to a trigger, or none */
    int32_t trigger;     /* of that telling, or none */
    bool acts, receives; /* stands in that list of the event */
    bool first;          /* as its first */
    dtli_slot_kind slot; /* that found him, where one did */
    /* Steps through the tree; outside the trigger's sentence DTL_FAR, twice the
     * sentences between, and one more where he stands behind. */
    int distance;
    char path[DTL_PATH_SIZE]; /* from him to the trigger */
    int32_t chance[2]; /* of acting, of receiving: log odds, thousandths */
} dtli_candidate;

typedef struct dtli_candidates {
    dtli_candidate list[DTL_CANDIDATES_MAX];
    uint32_t count;
} dtli_candidates;

/* Those in the lists of a merged event, then those told of near its
 * tellings, nearest sentences first. */
void dtli_candidates_find(const dtli_coding *c, const dtli_telling *event,
                          dtli_candidates *out);

/* An event and one of its candidates, as actor or as recipient. */
typedef struct dtli_part {
    const dtli_coding *c;
    const dtli_telling *event;
    const dtli_candidate *who;
    bool receives;
} dtli_part;

/* What speaks for and against: with `out` the names of features, each ended
 * by a blank; else their weights are summed up and returned. */
int32_t dtli_part_weigh(const dtli_part *part, dtl_buf *out);

/* Corrects actors and recipients of a merged event; with a part_sink
 * only tells it what would be weighed. */
void dtli_parts_choose(const dtli_coding *c, dtli_telling *event);

#endif
