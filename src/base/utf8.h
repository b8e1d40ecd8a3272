/* utf8.h — UTF-8 by RFC 3629: decoding, checking, counting. */
#ifndef DATELINE_BASE_UTF8_H
#define DATELINE_BASE_UTF8_H

#include <stdbool.h>

#include "dateline/status.h"

/* Decodes the code point at s[at] into *cp and returns its length in bytes
 * (1..4); 0 at the end, or where the bytes are not valid UTF-8 (overlong,
 * surrogate, above U+10FFFF, cut short). */
size_t dtli_utf8_decode(dtl_str s, size_t at, uint32_t *cp);

/* Writes cp into out (4 bytes of room) and returns the length; 0 when cp is
 * no scalar value. */
size_t dtli_utf8_encode(uint32_t cp, char out[4]);

/* Offset of the first invalid byte, or s.len. */
size_t dtli_utf8_invalid(dtl_str s);

/* Code points of valid UTF-8. */
size_t dtli_utf8_count(dtl_str s);

/* Classes by code point, without locale; Latin, Greek, Cyrillic and the
 * rest of the letters by general category (utf8proc). */
bool dtli_utf8_is_letter(uint32_t cp);
bool dtli_utf8_is_upper(uint32_t cp);
bool dtli_utf8_is_lower(uint32_t cp);
bool dtli_utf8_is_digit(uint32_t cp);
bool dtli_utf8_is_space(uint32_t cp);
uint32_t dtli_utf8_to_lower(uint32_t cp);
uint32_t dtli_utf8_to_upper(uint32_t cp);

#endif
