/* name_doc.h — names of one document made to agree with each other. */
#ifndef DATELINE_ANALYSE_NAME_DOC_H
#define DATELINE_ANALYSE_NAME_DOC_H

#include "base/arena.h"
#include "dateline/doc.h"

/* A sentence alone often cannot tell what a name is; the document can.
 * Changes tags [doc->token_count] (names.h) so that
 *   - an acronym in brackets behind the name it shortens has its type, there
 *     and in the rest of the document ("the Rural Water Agency (RWA)");
 *   - a name has the type of most of its uses;
 *   - a last name is a person where the full name is one;
 *   - a capitalised word without a tag is a name where its other uses are.
 * Requires words and sentences. Scratch is released. False when memory is
 * out. Linear in the words but for a hash. */
bool dtli_agree_names(const dtl_doc *doc, uint8_t *tags,
                      dtl_arena *arena) DTL_MUST_USE;

#endif
