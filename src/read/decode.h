/* decode.h — bytes that should be UTF-8 and may not be. */
#ifndef DATELINE_READ_DECODE_H
#define DATELINE_READ_DECODE_H

#include "base/str.h"

/* Bytes no text has: many controls. May be a sample that ends inside a
 * character. */
bool dtli_is_binary(dtl_str bytes);

/* Appends `bytes` to out as UTF-8. Bytes that are not UTF-8 are read as
 * CP1252; a text with more of them than of proper sequences is CP1252
 * altogether. */
void dtli_decode_cp1252(dtl_str bytes, dtl_buf *out);

#endif
