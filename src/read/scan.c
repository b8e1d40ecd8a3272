/* scan.c — the cursor over a line and tests on words. */
#include "read/scan.h"

#include "base/utf8.h"

size_t dtli_blank_at(dtl_str text, size_t at)
{
    if (at >= text.len)
        return 0;
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80)
        return c <= ' ' || c == 0x7f ? 1 : 0;
    uint32_t cp;
    size_t n = dtli_utf8_decode(text, at, &cp);
    return n && dtli_utf8_is_space(cp) ? n : 0;
}

/* Length of the blank that ends at `end`, 0 where there is none. */
static size_t blank_before(dtl_str text, size_t start, size_t end)
{
    size_t at = end;
    while (at > start) {
        at--;
        if (((unsigned char)text.ptr[at] & 0xc0) != 0x80)
            break;
    }
    size_t n = at < end ? dtli_blank_at(text, at) : 0;
    return n == end - at ? n : 0;
}

void dtli_trim(dtl_str text, size_t *start, size_t *end)
{
    size_t n;
    while (*start < *end && (n = dtli_blank_at(text, *start)) != 0)
        *start += n;
    while (*start < *end && (n = blank_before(text, *start, *end)) != 0)
        *end -= n;
}

void dtli_scan_blanks(dtl_scan *scan)
{
    size_t n;
    while (scan->at < scan->end &&
           (n = dtli_blank_at(scan->text, scan->at)) != 0)
        scan->at += n;
}

bool dtli_scan_done(dtl_scan *scan)
{
    dtli_scan_blanks(scan);
    return scan->at >= scan->end;
}

bool dtli_scan_char(dtl_scan *scan, char c)
{
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    if (ahead.at >= ahead.end || ahead.text.ptr[ahead.at] != c)
        return false;
    ahead.at++;
    *scan = ahead;
    return true;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

dtl_str dtli_scan_letters(dtl_scan *scan)
{
    size_t start = scan->at;
    while (scan->at < scan->end && letter(scan->text.ptr[scan->at]))
        scan->at++;
    return dtli_str_slice(scan->text, start, scan->at);
}

bool dtli_scan_number(dtl_scan *scan, unsigned most, unsigned *out)
{
    size_t at = scan->at;
    unsigned value = 0;
    while (at < scan->end && scan->text.ptr[at] >= '0' &&
           scan->text.ptr[at] <= '9') {
        if (at - scan->at == most)
            return false;
        value = value * 10 + (unsigned)(scan->text.ptr[at] - '0');
        at++;
    }
    if (at == scan->at)
        return false;
    scan->at = at;
    *out = value;
    return true;
}

/* First bytes that differ in more than case: most words of a list are done
 * with after this, and lists are tried on every line. */
static bool other_first(dtl_str s, const char *word)
{
    return s.len == 0 || ((s.ptr[0] ^ word[0]) & ~0x20) != 0;
}

bool dtli_starts_nocase(dtl_str s, const char *prefix)
{
    if (other_first(s, prefix))
        return false;
    dtl_str want = dtli_str(prefix);
    return s.len >= want.len &&
           dtli_str_equal_nocase(dtli_str_slice(s, 0, want.len), want);
}

bool dtli_one_of(dtl_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!other_first(s, words[i]) &&
            dtli_str_equal_nocase(s, dtli_str(words[i])))
            return true;
    return false;
}

size_t dtli_starts_any(dtl_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (s.len == 0 || s.ptr[0] != words[i][0])
            continue;
        dtl_str word = dtli_str(words[i]);
        if (dtli_str_starts(s, word))
            return word.len;
    }
    return 0;
}

dtl_case_count dtli_count_case(dtl_str s)
{
    dtl_case_count count = { 0, 0 };
    size_t at = 0;
    while (at < s.len) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(s, at, &cp);
        if (n == 0) {
            at++;
            continue;
        }
        count.upper += dtli_utf8_is_upper(cp);
        count.lower += dtli_utf8_is_lower(cp);
        at += n;
    }
    return count;
}

bool dtli_ends_sentence(dtl_str s)
{
    static const char *const CLOSERS[] = { "\"", "'", ")", "]",
                                           "\xe2\x80\x9d", "\xe2\x80\x99" };
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < sizeof CLOSERS / sizeof CLOSERS[0]; i++) {
            dtl_str closer = dtli_str(CLOSERS[i]);
            if (dtli_str_ends(s, closer)) {
                s.len -= closer.len;
                again = true;
            }
        }
    }
    char last = s.len ? s.ptr[s.len - 1] : ' ';
    return last == '.' || last == '?' || last == '!';
}
