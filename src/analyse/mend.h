/* mend.h — trees that cannot be, put right. */
#ifndef DATELINE_ANALYSE_MEND_H
#define DATELINE_ANALYSE_MEND_H

#include "dateline/doc.h"

/* Changes heads and relations of sentences that have no finite verb but a
 * participle where one must stand. Requires tags and trees. Linear. */
void dtli_mend_trees(dtl_doc *doc);

#endif
