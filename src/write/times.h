/* times.h — the time expressions of a document as a JSON line. */
#ifndef DATELINE_WRITE_TIMES_H
#define DATELINE_WRITE_TIMES_H

#include "base/arena.h"
#include "base/str.h"
#include "dateline/doc.h"

/* Appends {"id","date","times":[{"start","end","text","type","value","from",
 * "to"}]} and a line feed to `out`; positions in code points of the text,
 * days that are not known are null. DTL_NOMEM. */
dtl_status dtli_write_times(const dtl_doc *doc, dtl_arena *arena, dtl_buf *out,
                            dtl_error *err) DTL_MUST_USE;

#endif
