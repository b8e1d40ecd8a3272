/* entity.h — HTML character references as they leak into wire copy. */
#ifndef DATELINE_READ_ENTITY_H
#define DATELINE_READ_ENTITY_H

#include "dateline/status.h"

/* Decodes the reference that starts at text[at] ("&amp;", "&#39;", "&#x27;",
 * and the doubly coded "&amp;quot;") within `end`. Returns its length in
 * bytes, 0 where there is none. */
uint32_t dtli_entity_decode(dtl_str text, uint32_t at, uint32_t end,
                            uint32_t *cp);

#endif
