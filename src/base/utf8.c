/* utf8.c — UTF-8 decoding (RFC 3629) and code point classes (utf8proc). */
#include "base/utf8.h"

#include <utf8proc.h>

static bool continuation(dtl_str s, size_t at)
{
    return at < s.len && ((unsigned char)s.ptr[at] & 0xc0) == 0x80;
}

static uint32_t low_bits(dtl_str s, size_t at)
{
    return (unsigned char)s.ptr[at] & 0x3fu;
}

/* Length by the first byte: 0 where it cannot begin a code point. */
static size_t length_by_lead(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

size_t dtli_utf8_decode(dtl_str s, size_t at, uint32_t *cp)
{
    if (at >= s.len)
        return 0;
    unsigned char lead = (unsigned char)s.ptr[at];
    size_t n = length_by_lead(lead);
    if (n <= 1) {
        *cp = lead;
        return n;
    }
    uint32_t value = lead & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if (!continuation(s, at + i))
            return 0;
        value = value << 6 | low_bits(s, at + i);
    }
    static const uint32_t LEAST[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (value < LEAST[n] || value > 0x10ffff ||
        (value >= 0xd800 && value < 0xe000))
        return 0;
    *cp = value;
    return n;
}

size_t dtli_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        if (cp >= 0xd800 && cp < 0xe000)
            return 0;
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    if (cp > 0x10ffff)
        return 0;
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

size_t dtli_utf8_invalid(dtl_str s)
{
    size_t at = 0;
    while (at < s.len) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(s, at, &cp);
        if (n == 0)
            return at;
        at += n;
    }
    return s.len;
}

size_t dtli_utf8_count(dtl_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
    return count;
}

bool dtli_utf8_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_MC;
}

bool dtli_utf8_is_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LU;
}

bool dtli_utf8_is_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

bool dtli_utf8_is_digit(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= '0' && cp <= '9';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool dtli_utf8_is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
           cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200b) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
           cp == 0x3000 || cp == 0xfeff;
}

uint32_t dtli_utf8_to_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t dtli_utf8_to_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}
