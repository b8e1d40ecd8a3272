/* lemma.c — deriving and applying lemma edit scripts (lemma.h).
 *
 * A script is a class of the tagger; a few hundred cover 99.5 % of the
 * words of the treebanks, rarer ones go into the model's dictionary.
 * Characters are code points; forms are cut to what fits into the buffer.
 */
#include "analyse/lemma.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static size_t in_case(char letter_case, dtl_str form, char *out)
{
    size_t used = 0, at = 0;
    while (at < form.len && used + 4 < DTLI_LEMMA_MAX / 2) {
        uint32_t cp;
        size_t len = dtli_utf8_decode(form, at, &cp);
        bool change = letter_case == DTL_SCRIPT_LOWER ||
                      (letter_case == DTL_SCRIPT_TITLE && at > 0);
        if (len != 0 && change)
            used += dtli_utf8_encode(dtli_utf8_to_lower(cp), out + used);
        else
            out[used++] = form.ptr[at];
        at += len && change ? len : 1;
    }
    return used;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t cut_end(const char *out, size_t used, unsigned characters)
{
    while (characters > 0 && used > 0) {
        used--;
        if (!is_continuation(out[used]))
            characters--;
    }
    return used;
}

size_t dtli_script_apply(const dtl_script *script, dtl_str form, char *out)
{
    size_t used = 0;
    if (script->letter_case != DTL_SCRIPT_WHOLE) {
        used = in_case(script->letter_case, form, out);
        used = cut_end(out, used, script->cut);
    }
    size_t add = script->add.len;
    if (add > DTLI_LEMMA_MAX / 2)
        add = DTLI_LEMMA_MAX / 2;
    if (add)
        memcpy(out + used, script->add.ptr, add);
    used += add;
    return used ? used : in_case(DTL_SCRIPT_KEEP, form, out);
}

bool dtli_script_read(dtl_str text, dtl_script *out)
{
    if (text.len == 0 || !memchr("LKTW", text.ptr[0], 4))
        return false;
    dtl_script script = { text.ptr[0], 0, DTL_STR("") };
    size_t at = 1;
    if (script.letter_case != DTL_SCRIPT_WHOLE) {
        unsigned cut = 0;
        if (at == text.len || text.ptr[at] < '0' || text.ptr[at] > '9')
            return false;
        while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
            if ((cut = cut * 10 + (unsigned)(text.ptr[at++] - '0')) > 200)
                return false;
        if (at == text.len || text.ptr[at++] != '/')
            return false;
        script.cut = (uint8_t)cut;
    }
    script.add = dtli_str_slice(text, at, text.len);
    *out = script;
    return true;
}

static size_t common_prefix(dtl_str a, dtl_str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    while (n > 0 && ((n < a.len && is_continuation(a.ptr[n])) ||
                     (n < b.len && is_continuation(b.ptr[n]))))
        n--;
    return n;
}

static size_t write_script(char letter_case, size_t cut, dtl_str add, char *out)
{
    size_t used = 0;
    out[used++] = letter_case;
    if (letter_case != DTL_SCRIPT_WHOLE) {
        if (cut >= 10)
            out[used++] = (char)('0' + cut / 10 % 10);
        out[used++] = (char)('0' + cut % 10);
        out[used++] = '/';
    }
    if (add.len)
        memcpy(out + used, add.ptr, add.len);
    return used + add.len;
}

size_t dtli_script_derive(dtl_str form, dtl_str lemma, char *out)
{
    static const char CASES[] = { DTL_SCRIPT_LOWER, DTL_SCRIPT_KEEP,
                                  DTL_SCRIPT_TITLE };
    char best_case = 0;
    size_t best_cut = 0, best_cost = SIZE_MAX;
    dtl_str best_add = lemma;
    for (size_t i = 0; i < sizeof CASES; i++) {
        char text[DTLI_LEMMA_MAX];
        dtl_str base = { text, in_case(CASES[i], form, text) };
        size_t same = common_prefix(base, lemma);
        size_t cost = base.len - same + lemma.len - same;
        if (same == 0 || cost >= best_cost)
            continue;
        best_case = CASES[i];
        best_cost = cost;
        best_cut = dtli_utf8_count(dtli_str_slice(base, same, base.len));
        best_add = dtli_str_slice(lemma, same, lemma.len);
    }
    /* Little in common: the whole word is the better class. */
    if (best_case == 0 || best_cut > 40 ||
        (best_add.len >= 2 && lemma.len - best_add.len < 2))
        return write_script(DTL_SCRIPT_WHOLE, 0, lemma, out);
    return write_script(best_case, best_cut, best_add, out);
}
