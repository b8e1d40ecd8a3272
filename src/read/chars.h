/* chars.h — classes of characters that words and norms turn on. */
#ifndef DATELINE_READ_CHARS_H
#define DATELINE_READ_CHARS_H

#include <stdbool.h>
#include <stdint.h>

bool dtli_char_is_apostrophe(uint32_t cp); /* ' and what is used for it */
bool dtli_char_is_double_quote(uint32_t cp);
bool dtli_char_is_hyphen(uint32_t cp); /* joins words: not a dash */
bool dtli_char_is_dash(uint32_t cp);   /* en, em and kin */
bool dtli_char_is_word(uint32_t cp);   /* letter, mark or digit */
bool dtli_char_is_blank(uint32_t cp);
bool dtli_char_is_invisible(uint32_t cp);

#endif
