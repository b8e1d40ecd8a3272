/* entity.c — HTML character references.
 *
 * Only references that end in ";" are read: "AT&T" and "Q&A" are names. The
 * table has those that news text carries; code points by the HTML standard.
 */
#include "read/entity.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { NAME_MAX_BYTES = 8 };

static const struct {
    const char *name;
    uint32_t cp;
} ENTITIES[] = {
    { "amp", '&' },       { "quot", '"' },      { "apos", '\'' },
    { "lt", '<' },        { "gt", '>' },        { "nbsp", 0xa0 },
    { "shy", 0xad },      { "lsquo", 0x2018 },  { "rsquo", 0x2019 },
    { "sbquo", 0x201a },  { "ldquo", 0x201c },  { "rdquo", 0x201d },
    { "bdquo", 0x201e },  { "laquo", 0xab },    { "raquo", 0xbb },
    { "ndash", 0x2013 },  { "mdash", 0x2014 },  { "hellip", 0x2026 },
    { "bull", 0x2022 },   { "middot", 0xb7 },   { "copy", 0xa9 },
    { "reg", 0xae },      { "trade", 0x2122 },  { "deg", 0xb0 },
    { "pound", 0xa3 },    { "euro", 0x20ac },   { "yen", 0xa5 },
    { "cent", 0xa2 },     { "sect", 0xa7 },     { "frac12", 0xbd },
    { "frac14", 0xbc },   { "frac34", 0xbe },   { "eacute", 0xe9 },
    { "egrave", 0xe8 },   { "aacute", 0xe1 },   { "agrave", 0xe0 },
    { "iacute", 0xed },   { "oacute", 0xf3 },   { "uacute", 0xfa },
    { "ntilde", 0xf1 },   { "ccedil", 0xe7 },   { "auml", 0xe4 },
    { "ouml", 0xf6 },     { "uuml", 0xfc },     { "szlig", 0xdf },
    { "Ouml", 0xd6 },     { "Uuml", 0xdc },     { "Eacute", 0xc9 },
    { "zwnj", 0x200c },   { "zwj", 0x200d },    { "ensp", 0x2002 },
    { "emsp", 0x2003 },   { "thinsp", 0x2009 },
};

static int digit_value(char c, unsigned base)
{
    int v = -1;
    if (c >= '0' && c <= '9')
        v = c - '0';
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        v = (c | 0x20) - 'a' + 10;
    return v < (int)base ? v : -1;
}

/* "#39" or "#x27". */
static bool decode_number(dtl_str body, uint32_t *cp)
{
    bool hex = body.len > 1 && (body.ptr[1] | 0x20) == 'x';
    size_t first = hex ? 2 : 1;
    uint32_t value = 0;
    if (body.len == first)
        return false;
    for (size_t i = first; i < body.len; i++) {
        int digit = digit_value(body.ptr[i], hex ? 16 : 10);
        if (digit < 0 || value > 0x10ffff)
            return false;
        value = value * (hex ? 16 : 10) + (uint32_t)digit;
    }
    char bytes[4];
    if (value == 0 || dtli_utf8_encode(value, bytes) == 0)
        return false;
    *cp = value;
    return true;
}

static bool decode_name(dtl_str body, uint32_t *cp)
{
    for (size_t i = 0; i < sizeof ENTITIES / sizeof ENTITIES[0]; i++) {
        if (dtli_str_is(body, ENTITIES[i].name)) {
            *cp = ENTITIES[i].cp;
            return true;
        }
    }
    return false;
}

/* The reference at text[at] == '&', its name without "&" and ";" read. */
static uint32_t decode_once(dtl_str text, uint32_t at, uint32_t end,
                            uint32_t *cp)
{
    uint32_t stop = at + 1;
    while (stop < end && stop - at <= NAME_MAX_BYTES && text.ptr[stop] != ';')
        stop++;
    if (stop >= end || text.ptr[stop] != ';' || stop == at + 1)
        return 0;
    dtl_str body = dtli_str_slice(text, at + 1, stop);
    bool found = body.ptr[0] == '#' ? decode_number(body, cp)
                                    : decode_name(body, cp);
    return found ? stop + 1 - at : 0;
}

uint32_t dtli_entity_decode(dtl_str text, uint32_t at, uint32_t end,
                            uint32_t *cp)
{
    if (at >= end || text.ptr[at] != '&')
        return 0;
    uint32_t length = decode_once(text, at, end, cp);
    if (length == 0 || *cp != '&')
        return length;
    /* "&amp;quot;": read the tail as if it began with "&". The byte before
     * it is the ";" that ended "&amp;". */
    uint32_t inner;
    uint32_t more = decode_once(text, at + length - 1, end, &inner);
    if (more == 0)
        return length;
    *cp = inner;
    return length - 1 + more;
}
