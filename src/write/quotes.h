/* quotes.h — the quotations of a document as a JSON line. */
#ifndef DATELINE_WRITE_QUOTES_H
#define DATELINE_WRITE_QUOTES_H

#include "write/write.h"

/* Appends {"id","quotes":[{"start","end","text","speaker","cue","direct"}]}
 * and a line feed to `out`; positions in code points of the text. `speaker`
 * is an actor, or null where the text does not tell; `cue` may be empty. */
void dtli_write_quotes(const dtl_write_context *context, const dtl_doc *doc,
                       dtl_buf *out);

#endif
