/* name_mend.h — bounds and types of names put right by what words they have. */
#ifndef DATELINE_ANALYSE_NAME_MEND_H
#define DATELINE_ANALYSE_NAME_MEND_H

#include "dateline/doc.h"

/* Changes tags [doc->token_count] (names.h) so that
 *   - a body has the place or field that belongs to its name ("Tribunal for
 *     Rwanda", "Archdiocese of Portland", "Mission in Sudan");
 *   - a country's name of several words is a place, however it was tagged;
 *   - "The" belongs to "The Hague";
 *   - titles alone ("King", "Lt. Col.") are no persons.
 * Requires words and sentences. Linear. */
void dtli_mend_names(const dtl_doc *doc, uint8_t *tags);

#endif
