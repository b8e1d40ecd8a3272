/* time.h — time expressions into the days they denote. */
#ifndef DATELINE_RESOLVE_TIME_H
#define DATELINE_RESOLVE_TIME_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Fills doc->timexes, in text order. Requires tokens, tags and
 * doc->published; without a publication day relative times keep no days.
 * Works on tokens that lack tags and trees too, less well. */
dtl_status dtli_resolve_times(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
    DTL_MUST_USE;

#endif
