/* same.h — whether two tellings tell one event. */
#ifndef DATELINE_CODE_SAME_H
#define DATELINE_CODE_SAME_H

#include "code/coder.h"

enum {
    DTL_UNRELATED = -100,
    DTL_LOOK_BACK = 64 /* tellings before one that it may belong with */
};

/* 3 the same actor, 2 alike, 1 may be the same, DTL_UNRELATED. */
int dtli_actor_relation(const dtl_doc *doc, const dtl_actor *a,
                        const dtl_actor *b);

/* A country or a division: other places may lie in it. */
bool dtli_is_wide(const dtl_place *place);

/* Actual or going on. */
bool dtli_is_done(dtl_event_status status);

/* What speaks for and against, as words of data/rules/same.tsv, each ended
 * by a blank; `a` stands before `b` in the text. */
void dtli_same_features(const dtli_coding *c, const dtli_telling *a,
                        const dtli_telling *b, dtl_buf *out);

/* Somebody with a name: "the premier" may be any of them. */
bool dtli_is_named(const dtl_doc *doc, const dtl_actor *actor);

/* Best relation between two lists; 0 where one is empty. */
int dtli_lists_relation(const dtl_doc *doc, const dtli_parties *a,
                        const dtli_parties *b);

/* Everybody of the smaller round sits in the larger. */
bool dtli_same_round(const dtl_doc *doc, const dtli_telling *a,
                     const dtli_telling *b);

/* Both may be told of one act: "the attack" of last year, told again. */
bool dtli_status_fits(const dtli_telling *a, const dtli_telling *b);

/* Done by words: promises, demands, blame. */
bool dtli_is_words(dtl_event_type type);

/* What one telling says of its act does not go with the other (apart.c);
 * `a` stands before `b`. */
bool dtli_is_another(const dtl_doc *doc, const dtli_telling *a,
                     const dtli_telling *b);

/* The two cannot be one event, whatever else they share: told days differ,
 * one alone is supposed or denied ("could kill them"), other people said it
 * ("the queen thanked", "the mayor thanked") or met, it is of another mode
 * (arrest, seizure), or the text says that it is another ("also urged"). */
bool dtli_never_same(const dtli_coding *c, const dtli_telling *a,
                     const dtli_telling *b);

/* Sum of their weights, in thousandths: above 0 one event is likelier. */
int32_t dtli_same_score(const dtli_coding *c, const dtli_telling *a,
                        const dtli_telling *b);

/* The same for merged events, of whatever types, by data/rules/unite.tsv;
 * INT32_MIN where the text gives them different days, only one has happened,
 * or others spoke. */
void dtli_events_features(const dtli_coding *c, const dtli_telling *a,
                          const dtli_telling *b, dtl_buf *out);
int32_t dtli_events_score(const dtli_coding *c, const dtli_telling *a,
                          const dtli_telling *b);

#endif
