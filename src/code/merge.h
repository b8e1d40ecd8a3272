/* merge.h — between merging and the events of the document. */
#ifndef DATELINE_CODE_MERGE_H
#define DATELINE_CODE_MERGE_H

#include "code/coder.h"

/* Fills doc->events from merged tellings: those whose `event` is not
 * DTL_NO_INDEX, numbered anew in text order (emit.c). */
dtl_status dtli_events_write(dtli_coding *coding, dtli_telling *merged,
                             uint32_t count, dtl_error *err) DTL_MUST_USE;

#endif
