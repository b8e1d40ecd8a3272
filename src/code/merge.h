/* merge.h — between merging and the events of the document. */
#ifndef DATELINE_CODE_MERGE_H
#define DATELINE_CODE_MERGE_H

#include "code/coder.h"

/* `into` takes over what `from`, another telling of the act, adds. */
void dtli_telling_join(const dtl_doc *doc, dtli_telling *into,
                       const dtli_telling *from);

/* unite.c: joins merged events that are one after all; those that went into
 * another are left with no tellings. */
void dtli_events_unite(dtli_coding *coding, dtli_telling *events,
                       uint32_t count);

/* Fills doc->uncoded from c->uncoded; tellings still hold the number of their
 * event in `merged` (uncoded.c). */
dtl_status dtli_uncoded_write(dtli_coding *coding, const dtli_telling *merged,
                              dtl_error *err) DTL_MUST_USE;

/* Fills doc->events from merged tellings: those whose `event` is not
 * DTL_NO_INDEX, numbered anew in text order (emit.c). */
dtl_status dtli_events_write(dtli_coding *coding, dtli_telling *merged,
                             uint32_t count, dtl_error *err) DTL_MUST_USE;

#endif
