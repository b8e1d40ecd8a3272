/* code.h — trees and actors into events. */
#ifndef DATELINE_CODE_CODE_H
#define DATELINE_CODE_CODE_H

#include "base/table.h"
#include "dateline/doc.h"

/* Event rules and code tables: immutable, shared by threads. */
typedef struct dtl_rules dtl_rules;

/* `lexicon` must outlive the result. DTL_NOTFOUND: a table is missing;
 * DTL_SYNTAX: a rule that cannot be read (its id is told). */
dtl_status dtli_rules_open(const dtl_lexicon *lexicon, dtl_rules **out,
                           dtl_error *err) DTL_MUST_USE;
void dtli_rules_close(dtl_rules *rules); /* NULL is fine */

/* False where the rules have a classifier (sense.h) that was fitted to
 * another model than that of the stamp: it is then off. */
bool dtli_rules_fit_model(const dtl_rules *rules, uint32_t stamp);

/* Fills doc->events: one for each event of the document, its mentions
 * merged. With `each_mention` one for each mention. Requires all else. */
dtl_status dtli_code(const dtl_rules *rules, dtl_doc *doc, bool each_mention,
                     dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

/* Fills doc->missed: verbs without a row in the tables whose subject and
 * object (or phrase) are two actors in politics. Requires what dtli_code
 * requires. */
dtl_status dtli_missed_find(const dtl_rules *rules, dtl_doc *doc,
                            dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

/* Two tellings of one type, their triggers in text order, and what they
 * have in common (same.h). */
typedef void (*dtli_pair_sink)(void *payload, dtl_span earlier, dtl_span later,
                               dtl_str features);

/* Gives `each` the pairs of tellings that merging would weigh: what
 * tools/fit_same.py learns from. Requires what dtli_code requires. */
dtl_status dtli_code_pairs(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_pair_sink each,
                           void *payload) DTL_MUST_USE;

/* The same for merged events, of which the spans are the first triggers, and
 * the pairs those that uniting would weigh; for tools/fit_unite.py. */
dtl_status dtli_code_event_pairs(const dtl_rules *rules, dtl_doc *doc,
                                 dtl_arena *arena, dtli_pair_sink each,
                                 void *payload) DTL_MUST_USE;

/* Somebody who may act or receive in a merged event. */
typedef struct dtli_part_told {
    dtl_event_type type;
    bool receives;
    const dtl_span *spans; /* of the event's triggers */
    uint32_t span_count;
    const dtl_actor *who;
    dtl_str features;      /* what speaks for and against (part.h) */
} dtli_part_told;

typedef void (*dtli_part_sink)(void *payload, const dtli_part_told *told);

/* A merged event, the spans of its triggers, and what speaks for each status
 * (state.h). */
typedef struct dtli_state_told {
    dtl_event_type type;
    const dtl_span *spans;
    uint32_t span_count;
    dtl_str features;
} dtli_state_told;

typedef void (*dtli_state_sink)(void *payload, const dtli_state_told *told);

/* For tools/fit_state.py. */
dtl_status dtli_code_states(const dtl_rules *rules, dtl_doc *doc,
                            dtl_arena *arena, dtli_state_sink each,
                            void *payload) DTL_MUST_USE;

/* A word with a vector (analyse/vector.h), and the type of event that its rule
 * tells: NONE where it tells none. */
typedef struct dtli_word_told {
    uint32_t token;
    dtl_event_type type;
    const int8_t *q;
    int32_t scale;
    uint32_t width;
} dtli_word_told;

typedef void (*dtli_word_sink)(void *payload, const dtli_word_told *told);

/* For tools/fit_sense.py. */
dtl_status dtli_code_words(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_word_sink each,
                           void *payload) DTL_MUST_USE;

/* Codes a document and gives `each` what the choice of actors and recipients
 * would weigh: what tools/fit_parts.py learns from. */
dtl_status dtli_code_parts(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_part_sink each,
                           void *payload) DTL_MUST_USE;

#endif
