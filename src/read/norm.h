/* norm.h — the form of a word that the analyser reads.
 *
 * Wrong and typographic quotes become ' and ", dashes -- and -, an ellipsis
 * three points; entities are decoded, soft hyphens and zero-width characters
 * go. The English treebanks mostly write these plain forms.
 */
#ifndef DATELINE_READ_NORM_H
#define DATELINE_READ_NORM_H

#include "base/arena.h"

/* Norm of `form` (valid UTF-8): `form` itself where nothing changes, else
 * from the arena. result.ptr is NULL when memory is out. */
dtl_str dtli_norm(dtl_arena *arena, dtl_str form);

#endif
