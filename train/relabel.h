/* relabel.h — silver name types by the names of hand-annotated text. */
#ifndef DATELINE_TRAIN_RELABEL_H
#define DATELINE_TRAIN_RELABEL_H

#include "corpus.h"

/* Names of sentences [from, to) take the type that the same words mostly
 * have in sentences [gold, end of corpus): GUM has acting countries as
 * organizations and peoples as persons, newswire as LOC and MISC. Returns
 * how many changed, or -1 when memory is out. */
int64_t relabel_names(corpus *c, uint32_t from, uint32_t to, uint32_t gold);

/* In sentences [from, to) of a treebank without name tags, words that are
 * surely outside of names get tag O: no proper noun, no capital letter, not
 * between proper nouns. The others get `rest` where they have no tag. */
void weak_outside(corpus *c, uint32_t from, uint32_t to, uint16_t rest);

/* One treebank has "person" as the lemma of "people", the other "people";
 * sentences [from, to) get the latter. */
void relabel_people(corpus *c, uint32_t from, uint32_t to);

#endif
