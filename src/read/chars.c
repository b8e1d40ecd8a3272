/* chars.c — classes of characters that words and norms turn on. */
#include "read/chars.h"

#include "base/utf8.h"

bool dtli_char_is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == '`' || cp == 0xb4 || cp == 0x2018 ||
           cp == 0x2019 || cp == 0x201b || cp == 0x2bc || cp == 0x2032 ||
           cp == 0xff07;
}

bool dtli_char_is_double_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201c && cp <= 0x201f) || cp == 0xab ||
           cp == 0xbb || cp == 0x2033 || cp == 0xff02;
}

bool dtli_char_is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

bool dtli_char_is_dash(uint32_t cp)
{
    return (cp >= 0x2012 && cp <= 0x2015) || cp == 0x2212;
}

bool dtli_char_is_word(uint32_t cp)
{
    if (cp < 0x80)
        return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') ||
               (cp >= '0' && cp <= '9');
    if (dtli_char_is_apostrophe(cp))
        return false; /* U+02BC is a letter by its category */
    return dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp);
}

bool dtli_char_is_blank(uint32_t cp)
{
    return cp <= ' ' || (cp >= 0x7f && cp <= 0xa0) ||
           (cp > 0xa0 && dtli_utf8_is_space(cp));
}

bool dtli_char_is_invisible(uint32_t cp)
{
    return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
           (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2064) ||
           cp == 0xfeff || (cp >= 0xfe00 && cp <= 0xfe0f);
}
