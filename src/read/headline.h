/* headline.h — which paragraphs are headlines, and what is glued to them. */
#ifndef DATELINE_READ_HEADLINE_H
#define DATELINE_READ_HEADLINE_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Turns BODY blocks that are titles into HEADLINE and cuts labels ("Urgent:")
 * and bylines (" by Jane Doe") off them. `caps`: upper-case copy. False when
 * memory is out. */
bool dtli_mark_headlines(dtl_doc *doc, bool caps, dtl_arena *arena);

#endif
