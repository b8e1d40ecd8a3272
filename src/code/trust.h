/* trust.h — how likely it is that an event is right.
 *
 * A logistic model over named features of the event ("rule:kill/obj",
 * "dated", "no-actor"); weights and floor stand in data/rules/trust.tsv,
 * fitted by tools/fit_trust.py on annotated stories. An event below the
 * floor is dropped: it is more likely wrong than a reader would bear.
 */
#ifndef DATELINE_CODE_TRUST_H
#define DATELINE_CODE_TRUST_H

#include "code/coder.h"

/* Probability of log odds in parts of DTLI_SENSE_UNIT (sense.h). */
float dtli_chance_of(int32_t score);

/* Names of the features that hold of a merged event, divided by blanks;
 * arena. Empty where memory is out. */
dtl_str dtli_trust_features(const dtli_coding *c, const dtli_telling *event);

/* Probability, 0 to 1, that type and trigger are right: what the floor is
 * held against. The same bits everywhere. */
float dtli_trust_of(const dtl_rules *rules, dtl_str features);

/* Probability that the actors' and recipients' countries are right besides:
 * the confidence of the event. */
float dtli_confidence_of(const dtl_rules *rules, dtl_str features);

#endif
