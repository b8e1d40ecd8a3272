/* state.h — whether an event is done, goes on, lies ahead or is only thought of.
 *
 * The walk through the tree (status.h) gives each telling a status; for the
 * merged event four logistic models, one a status, weigh that with the words
 * and forms of all its tellings. Weights stand in data/rules/state.tsv under
 * "STATUS:FEATURE", fitted by tools/fit_state.py; the row "margin" says how
 * likely another status must be to win.
 */
#ifndef DATELINE_CODE_STATE_H
#define DATELINE_CODE_STATE_H

#include "code/coder.h"

/* Names of features of a merged event, each ended by a blank. */
void dtli_state_features(const dtli_coding *c, const dtli_telling *event,
                         dtl_buf *out);

/* Corrects event->status; with a state_sink only tells it the features. */
void dtli_state_choose(const dtli_coding *c, dtli_telling *event);

#endif
