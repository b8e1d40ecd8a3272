/* irregular.h — verbs of irregular past forms. */
#ifndef DATELINE_ANALYSE_IRREGULAR_H
#define DATELINE_ANALYSE_IRREGULAR_H

#include "dateline/status.h"

/* "flee" of "fled", in any letter case of the form; NULL where the form is
 * not in the table. Static text. */
const char *dtli_irregular_verb(dtl_str form);

#endif
