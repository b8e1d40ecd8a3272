/* alike.h — how much two reports of different articles have in common.
 *
 * Reports of other types, of another footing (planned, denied), or of days
 * that lie too far apart are never one event. For the rest each thing in
 * common speaks for or against by a weight of data/rules/world.tsv, in
 * thousandths; the sum is the score.
 */
#ifndef DATELINE_WORLD_ALIKE_H
#define DATELINE_WORLD_ALIKE_H

#include "world/report.h"

typedef enum dtli_report_kinds {
    DTLI_KIND_DEED,
    DTLI_KIND_WORDS, /* accuse, reject ...: one says something */
    DTLI_KIND_TALKS, /* sides may change places */
    DTLI_KINDS
} dtli_report_kinds;

dtli_report_kinds dtli_report_kind(dtl_str type);

/* What two reports have in common; each value has a name in alike.c. */
typedef enum dtli_trait {
    DTLI_TRAIT_ACTOR,
    DTLI_TRAIT_RECIPIENT,
    DTLI_TRAIT_DAY,
    DTLI_TRAIT_PLACE,
    DTLI_TRAIT_MODE,
    DTLI_TRAIT_TRIGGER,
    DTLI_TRAIT_WORDS,
    DTLI_TRAIT_NUMBER,
    DTLI_TRAIT_LEAD,
    DTLI_TRAITS
} dtli_trait;

enum { DTLI_TRAIT_VALUES = 6 };

typedef struct dtli_alike {
    uint8_t value[DTLI_TRAITS];
} dtli_alike;

/* Weights in thousandths by kind, trait and value. */
typedef struct dtli_world_weights {
    int32_t of[DTLI_KINDS][DTLI_TRAITS][DTLI_TRAIT_VALUES];
    int32_t bias[DTLI_KINDS];
    int32_t least; /* mean likelihood that joins, thousandths */
} dtli_world_weights;

/* Reads the weights. */
void dtli_world_weights_take(const dtli_weights *from, dtli_world_weights *out);

/* Compares; false where they are never one event. */
bool dtli_alike_find(const dtli_report *a, const dtli_report *b,
                     dtli_alike *out);

int32_t dtli_alike_score(const dtli_world_weights *weights,
                         const dtli_alike *what, int kind);

/* How likely two reports are one event, of DTL_LINK_ONE; 0 where they never
 * are. Near copies that tell alike are for certain. */
uint32_t dtli_alike_likelihood(const dtli_world_run *run, const dtli_report *a,
                               const dtli_report *b, dtli_alike *out);

/* "actor=same"; for the trait and its value. Static. */
const char *dtli_trait_name(dtli_trait trait, uint8_t value);

/* "same actor"; NULL where it is nothing to tell. Static. */
const char *dtli_trait_words(dtli_trait trait, uint8_t value);

/* Words around the trigger and numbers of the sentence into the report's bags;
 * false when memory is out. The trigger is set before. */
bool dtli_bag_words(dtl_arena *arena, dtl_str sentence, dtli_report *out);

#endif
