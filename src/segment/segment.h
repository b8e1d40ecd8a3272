/* segment.h — blocks of text into sentences and syntactic words. */
#ifndef DATELINE_SEGMENT_SEGMENT_H
#define DATELINE_SEGMENT_SEGMENT_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Fills doc->sents and doc->tokens (span, form, norm, sent, flags; lemma is
 * empty, head and name are DTL_NO_INDEX) from doc->blocks.
 * Requires blocks. DTL_NOMEM, DTL_LIMIT (then doc->truncated is set and what
 * fits is kept, status DTL_OK). */
dtl_status dtli_segment(dtl_doc *doc, dtl_arena *arena,
                        dtl_error *err) DTL_MUST_USE;

#endif
