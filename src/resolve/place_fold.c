/* place_fold.c — names of places as keys.
 *
 * "São Paulo" -> "sao paulo", "St. Louis" -> "saint louis", "Winston-Salem"
 * -> "winston salem", "N'Djamena" -> "ndjamena". The same function folds the
 * gazetteer at build time and the text at run time. Accents go by Unicode's
 * decomposition (utf8proc); letters without one by the table below.
 */
#include "resolve/place_fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/str.h"
#include "base/utf8.h"

enum { MAX_PARTS = 8, LATIN_LAST = 0x24f };

static const struct {
    uint32_t cp;
    const char *text;
} PLAIN[] = {
    { 0xe6, "ae" },  { 0xf0, "d" },   { 0xf8, "o" },   { 0xfe, "th" },
    { 0x111, "d" },  { 0x127, "h" },  { 0x131, "i" },  { 0x142, "l" },
    { 0x14b, "n" },  { 0x153, "oe" }, { 0x167, "t" },  { 0x259, "a" },
    { 0xdf, "ss" },
};

static const struct {
    const char *word, *full;
} WORDS[] = {
    { "st", "saint" }, { "ste", "sainte" }, { "ft", "fort" },
    { "mt", "mount" },
};

typedef struct folder {
    char *out;
    size_t len;
    size_t word; /* where the current word begins */
    bool full;
} folder;

static void put(folder *f, const char *bytes, size_t count)
{
    if (f->full || count > (size_t)DTLI_FOLD_MAX - f->len) {
        f->full = true;
        return;
    }
    memcpy(f->out + f->len, bytes, count);
    f->len += count;
}

static void end_word(folder *f)
{
    dtl_str word = { f->out + f->word, f->len - f->word };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (!dtli_str_is(word, WORDS[i].word))
            continue;
        f->len = f->word;
        put(f, WORDS[i].full, strlen(WORDS[i].full));
        break;
    }
    if (f->len > f->word && f->len < (size_t)DTLI_FOLD_MAX) {
        put(f, " ", 1);
        f->word = f->len;
    }
}

static bool is_dropped(uint32_t cp)
{
    switch (cp) {
    case '.': case '\'': case '`': case 0xad: case 0xb4: case 0x2b9:
    case 0x2bb: case 0x2bc: case 0x2bd: case 0x2be: case 0x2bf: case 0x2018:
    case 0x2019: case 0x201b: case 0x2032:
        return true;
    default:
        return false;
    }
}

static void put_letter(folder *f, uint32_t cp)
{
    for (size_t i = 0; i < sizeof PLAIN / sizeof PLAIN[0]; i++) {
        if (PLAIN[i].cp == cp) {
            put(f, PLAIN[i].text, strlen(PLAIN[i].text));
            return;
        }
    }
    char bytes[4];
    put(f, bytes, dtli_utf8_encode(cp, bytes));
}

/* Letters beyond ASCII: base letters of the decomposition, lower case. */
static void put_wide(folder *f, uint32_t cp)
{
    utf8proc_int32_t parts[MAX_PARTS];
    int last = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, parts, MAX_PARTS,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, &last);
    if (count > MAX_PARTS)
        count = MAX_PARTS;
    for (utf8proc_ssize_t i = 0; i < count; i++)
        put_letter(f, dtli_utf8_to_lower((uint32_t)parts[i]));
}

size_t dtli_place_fold(dtl_str name, char *out)
{
    folder f = { .out = out };
    for (size_t at = 0; at < name.len && !f.full;) {
        uint32_t cp = 0;
        size_t step = dtli_utf8_decode(name, at, &cp);
        if (step == 0)
            return 0;
        at += step;
        char ascii = (char)cp;
        if (cp >= 'A' && cp <= 'Z')
            put(&f, (char[]){ (char)(ascii | 0x20) }, 1);
        else if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
                 cp == '&')
            put(&f, &ascii, 1);
        else if (is_dropped(cp))
            continue;
        else if (cp >= 0x80 && dtli_utf8_is_letter(cp))
            put_wide(&f, cp);
        else if (cp < 0x300 || cp > 0x36f)
            end_word(&f);
    }
    end_word(&f);
    if (f.full)
        return 0;
    return f.len > 0 && out[f.len - 1] == ' ' ? f.len - 1 : f.len;
}

bool dtli_place_is_latin(dtl_str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t cp = 0;
        size_t step = dtli_utf8_decode(name, at, &cp);
        if (step == 0)
            return false;
        at += step;
        if (cp > LATIN_LAST && dtli_utf8_is_letter(cp) &&
            !(cp >= 0x1e00 && cp <= 0x1eff) && !is_dropped(cp))
            return false;
    }
    return true;
}

bool dtli_place_is_capitals(dtl_str name)
{
    bool letters = false;
    for (size_t at = 0; at < name.len;) {
        uint32_t cp = 0;
        size_t step = dtli_utf8_decode(name, at, &cp);
        if (step == 0 || dtli_utf8_is_lower(cp))
            return false;
        letters |= dtli_utf8_is_upper(cp);
        at += step;
    }
    return letters;
}

bool dtli_place_is_alternate(dtl_str name)
{
    uint32_t first = 0;
    if (dtli_utf8_decode(name, 0, &first) == 0 ||
        !dtli_utf8_is_upper(first) || !dtli_place_is_latin(name) ||
        dtli_place_is_capitals(name))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= '0' && name.ptr[i] <= '9')
            return false;
    return true;
}
