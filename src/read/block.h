/* block.h — what each stretch of an article's text is, and its date. */
#ifndef DATELINE_READ_BLOCK_H
#define DATELINE_READ_BLOCK_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Fills doc->blocks from doc->in.text, and doc->published from, in this
 * order: doc->in.published, a "date YYYY-MM-DD" prefix, the dateline.
 * Together the blocks cover all text that is not blank. */
dtl_status dtli_read_blocks(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
    DTL_MUST_USE;

#endif
