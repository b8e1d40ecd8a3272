/* document.h — a document without its events, for the store. */
#ifndef DATELINE_WRITE_DOCUMENT_H
#define DATELINE_WRITE_DOCUMENT_H

#include "write/write.h"

/* One JSON line:
 *
 *   {"id","published","given","title","source","url","lang","location",
 *    "text","words":N,"sentences":[start,stop,start,stop,...]}
 *
 * `published` is the day that the coder went by, `given` the one that came
 * with the document; positions are code points. Empty fields are left out,
 * but for id and text. */
void dtli_write_document(const dtl_write_context *context, const dtl_doc *doc,
                         dtl_buf *out);

#endif
