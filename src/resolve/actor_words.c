/* actor_words.c — folding (actor_words.h). */
#include "resolve/actor_words.h"

#include <string.h>
#include <utf8proc.h>

#include "base/str.h"
#include "base/utf8.h"

void dtli_actor_key_clear(actor_key *key)
{
    key->len = 0;
    key->words = 0;
    key->full = false;
}

static void put(actor_key *key, const char *bytes, size_t len)
{
    if (key->len + len > sizeof key->bytes) {
        key->full = true;
        return;
    }
    memcpy(key->bytes + key->len, bytes, len);
    key->len += len;
}

/* Letters that decomposition leaves whole: "Løkke", "Walesa" with a bar. */
static const struct {
    uint32_t cp;
    const char *ascii;
} WHOLE[] = {
    { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },  { 0xfe, "th" },
    { 0xdf, "ss" }, { 0x111, "d" }, { 0x131, "i" }, { 0x142, "l" },
    { 0x153, "oe" },
};

static void put_letter(actor_key *key, uint32_t cp)
{
    char bytes[4];
    uint32_t lower = dtli_utf8_to_lower(cp);
    if (lower < 0x80) {
        bytes[0] = (char)lower;
        put(key, bytes, 1);
        return;
    }
    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
        if (WHOLE[i].cp == lower) {
            put(key, WHOLE[i].ascii, strlen(WHOLE[i].ascii));
            return;
        }
    utf8proc_int32_t parts[8];
    int class = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)lower, parts, 8, UTF8PROC_DECOMPOSE, &class);
    if (n > 0 && n <= 8)
        lower = (uint32_t)parts[0];
    put(key, bytes, dtli_utf8_encode(lower, bytes));
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == '`' || cp == 0x2018 || cp == 0x2019 ||
           cp == 0x2bc;
}

/* "'s" that ends the text or is followed by no letter. */
static bool is_clitic(dtl_str text, size_t after)
{
    uint32_t cp = 0;
    if (after >= text.len || (text.ptr[after] | 0x20) != 's')
        return false;
    size_t n = dtli_utf8_decode(text, after + 1, &cp);
    return n == 0 || !dtli_utf8_is_letter(cp);
}

static bool is_mark(uint32_t cp)
{
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_MN;
}

void dtli_actor_key_add(actor_key *key, dtl_str text)
{
    bool inside = false;
    for (size_t at = 0, n; at < text.len; at += n) {
        uint32_t cp = 0;
        n = dtli_utf8_decode(text, at, &cp);
        if (n == 0)
            break;
        if (dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp)) {
            if (!inside && key->len > 0)
                put(key, " ", 1);
            key->words += !inside;
            inside = true;
            put_letter(key, cp);
        } else if (is_apostrophe(cp) && is_clitic(text, at + n)) {
            inside = false;
        } else if (cp != '.' && !is_apostrophe(cp) && !is_mark(cp)) {
            inside = false;
        }
    }
}

void dtli_actor_key_join(actor_key *key, dtl_str folded)
{
    if (folded.len == 0)
        return;
    if (key->len > 0)
        put(key, " ", 1);
    put(key, folded.ptr, folded.len);
    key->words++;
}

dtl_str dtli_actor_key_str(const actor_key *key)
{
    return (dtl_str){ key->bytes, key->full ? 0 : key->len };
}

bool dtli_actor_is_capital(dtl_str word)
{
    uint32_t cp = 0;
    for (size_t at = 0, n; at < word.len; at += n) {
        n = dtli_utf8_decode(word, at, &cp);
        if (n == 0)
            return false;
        if (dtli_utf8_is_letter(cp))
            return dtli_utf8_is_upper(cp);
    }
    return false;
}

bool dtli_actor_is_capitals(dtl_str word)
{
    bool any = false;
    for (size_t at = 0, n; at < word.len; at += n) {
        uint32_t cp = 0;
        n = dtli_utf8_decode(word, at, &cp);
        if (n == 0 || dtli_utf8_is_lower(cp))
            return false;
        any |= dtli_utf8_is_upper(cp);
    }
    return any;
}
