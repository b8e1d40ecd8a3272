/* place_fold.h — one spelling for the spellings of a name. */
#ifndef DATELINE_RESOLVE_PLACE_FOLD_H
#define DATELINE_RESOLVE_PLACE_FOLD_H

#include <stdbool.h>

#include "dateline/status.h"

/* Longest folded name, bytes. The longest in the gazetteer has 110. */
enum { DTLI_FOLD_MAX = 160 };

/* Folds `name` into out (DTLI_FOLD_MAX bytes) and returns the length:
 * lower case without accents; full stops and apostrophes dropped; hyphens,
 * blanks and other marks one space; st, ft, mt as saint, fort, mount.
 * 0 where nothing is left or it would be too long. */
size_t dtli_place_fold(dtl_str name, char *out);

/* True where every letter is of the Latin script. */
bool dtli_place_is_latin(dtl_str name);

/* True where letters have case and none is lower: "BOM". */
bool dtli_place_is_capitals(dtl_str name);

/* Of GeoNames' other names those worth keeping, a name in Latin letters:
 * "Bombay", not "mo su er", "BOM", a link or "孟买". */
bool dtli_place_is_alternate(dtl_str name);

#endif
