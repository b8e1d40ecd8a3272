/* quote.h — quotations and who speaks them. */
#ifndef DATELINE_RESOLVE_QUOTE_H
#define DATELINE_RESOLVE_QUOTE_H

#include "base/table.h"
#include "dateline/doc.h"

/* The table of cues, indexed: immutable, shared by threads. */
typedef struct dtl_cues dtl_cues;

/* `lexicon` must outlive the result. DTL_NOTFOUND: the table is missing. */
dtl_status dtli_cues_open(const dtl_lexicon *lexicon, dtl_cues **out,
                          dtl_error *err) DTL_MUST_USE;
void dtli_cues_close(dtl_cues *cues); /* NULL is fine */

/* Fills doc->quotes. Requires tokens, tags, trees, mentions and entities. */
dtl_status dtli_resolve_quotes(const dtl_cues *cues, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

#endif
