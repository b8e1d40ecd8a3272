/* word_cache.h — what the network makes of a word before it sees others.
 *
 * Input row and gates of the first layer depend on a word's form and on the
 * letter case of its sentence alone, and news repeats its words: kept, they
 * need not be computed again. What comes out is the same, bit for bit.
 */
#ifndef DATELINE_ANALYSE_WORD_CACHE_H
#define DATELINE_ANALYSE_WORD_CACHE_H

#include "analyse/analyse.h"
#include "analyse/feature.h"
#include "analyse/model.h"

/* For one thread and one model; NULL when memory is out. About 17 MB, taken
 * as it fills. */
dtl_word_cache *dtli_word_cache_new(const dtl_model *model);
void dtli_word_cache_free(dtl_word_cache *cache); /* NULL is fine */

/* Row of a word: [width] floats of input, then [3 width] of gates; NULL where
 * it is not kept. Valid until the next put. */
const float *dtli_word_cache_find(const dtl_word_cache *cache, dtl_str form,
                                  dtl_regime regime);

/* Room to be filled with its row; it takes the place of another word. NULL
 * for forms too long to be kept. */
float *dtli_word_cache_put(dtl_word_cache *cache, dtl_str form,
                           dtl_regime regime);

#endif
