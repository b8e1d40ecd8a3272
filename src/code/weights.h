/* weights.h — tables of fitted weights: data/rules/same.tsv, parts.tsv.
 *
 * Rows "feature weight", whole thousandths, so that sums are exact and the
 * same on every processor. Thresholds stand among them under names that no
 * feature has.
 */
#ifndef DATELINE_CODE_WEIGHTS_H
#define DATELINE_CODE_WEIGHTS_H

#include "base/str.h"
#include "base/table.h"

typedef struct dtli_weights {
    dtl_strmap *index; /* name → index of its weight; NULL before reading */
    int32_t *weight;
} dtli_weights;

/* Reads a table; its weights lie in `arena`, and dtli_weights_clear frees the
 * rest. DTL_SYNTAX (E541, the row is told) or DTL_NOMEM (E540). */
dtl_status dtli_weights_read(dtl_arena *arena, const dtl_table *table,
                             dtli_weights *out, dtl_error *err) DTL_MUST_USE;
void dtli_weights_clear(dtli_weights *weights);

/* The weight under a name, 0 where there is none. */
int32_t dtli_weights_get(const dtli_weights *weights, dtl_str name);

#endif
