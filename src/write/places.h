/* places.h — the places of a document as a JSON line. */
#ifndef DATELINE_WRITE_PLACES_H
#define DATELINE_WRITE_PLACES_H

#include "base/arena.h"
#include "base/str.h"
#include "dateline/doc.h"

/* Appends {"id","places":[{"start","end","text","name","country","admin1",
 * "lat","lon","geonames","feature","confidence"}]} and a line feed to `out`;
 * positions in code points of the text. "demonym" and "metonym" stand only
 * where true, lat and lon only where known, and geonames where there is an
 * id. DTL_NOMEM. */
dtl_status dtli_write_places(const dtl_doc *doc, dtl_arena *arena,
                             dtl_buf *out, dtl_error *err) DTL_MUST_USE;

#endif
