/* norm.c — see norm.h. */
#include "read/norm.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "read/chars.h"
#include "read/entity.h"

/* True for ASCII without "&", "`" and controls: the usual case. */
static bool is_plain(dtl_str form)
{
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = (unsigned char)form.ptr[i];
        if (c >= 0x7f || c < ' ' || c == '&' || c == '`')
            return false;
    }
    return true;
}

/* Writes the norm of one character (at most 4 bytes). */
static size_t put_plain(uint32_t cp, char out[4])
{
    if (dtli_char_is_invisible(cp))
        return 0;
    const char *plain = NULL;
    if (dtli_char_is_apostrophe(cp) || cp == 0x201a)
        plain = "'";
    else if (dtli_char_is_double_quote(cp))
        plain = "\"";
    else if (dtli_char_is_hyphen(cp) || cp == 0x2012 || cp == 0x2013 ||
             cp == 0x2212)
        plain = "-";
    else if (cp == 0x2014 || cp == 0x2015)
        plain = "--";
    else if (cp == 0x2026)
        plain = "...";
    if (!plain)
        return dtli_utf8_encode(cp, out);
    size_t n = strlen(plain);
    memcpy(out, plain, n);
    return n;
}

/* Two apostrophes alone stand for a double quote: ``the deal''. */
static dtl_str fold_doubled(dtl_str norm)
{
    return dtli_str_is(norm, "''") ? DTL_STR("\"") : norm;
}

dtl_str dtli_norm(dtl_arena *arena, dtl_str form)
{
    if (is_plain(form))
        return fold_doubled(form);
    /* No character grows: those that become 2 or 3 bytes have 3. */
    char *out = dtli_arena_alloc(arena, form.len + 4);
    if (!out)
        return (dtl_str){ NULL, 0 };
    size_t len = 0;
    uint32_t at = 0;
    uint32_t end = (uint32_t)form.len;
    while (at < end) {
        uint32_t cp = 0;
        uint32_t n = dtli_entity_decode(form, at, end, &cp);
        if (n == 0)
            n = (uint32_t)dtli_utf8_decode(form, at, &cp);
        if (n > 0 && cp >= ' ')
            len += put_plain(cp, out + len);
        at += n > 0 ? n : 1;
    }
    if (len == form.len && memcmp(out, form.ptr, len) == 0)
        return form;
    return fold_doubled((dtl_str){ out, len });
}
