/* conllu.h — annotated documents as CoNLL-U. */
#ifndef DATELINE_WRITE_CONLLU_H
#define DATELINE_WRITE_CONLLU_H

#include "base/str.h"
#include "dateline/doc.h"

/* Appends the document: "# newdoc id", then each sentence with "# sent_id",
 * "# text" and its rows; MISC has NE=B-PER ..., SpaceAfter=No, and the words'
 * place as Start=..|End=.., code points of the document's text. What is not
 * annotated is "_". Comments, ranges and empty nodes of CoNLL-U input are
 * written as they came. */
void dtli_write_conllu(const dtl_doc *doc, dtl_buf *out);

#endif
