/* str.c — length-counted strings, number reading, hash, buffer. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dtl_str dtli_str(const char *nul_ended)
{
    dtl_str s = { nul_ended, nul_ended ? strlen(nul_ended) : 0 };
    return s;
}

bool dtli_str_equal(dtl_str a, dtl_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool dtli_str_equal_nocase(dtl_str a, dtl_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool dtli_str_is(dtl_str a, const char *nul_ended)
{
    return dtli_str_equal(a, dtli_str(nul_ended));
}

bool dtli_str_is_any(dtl_str a, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dtli_str_is(a, list[i]))
            return true;
    return false;
}

int dtli_str_compare(dtl_str a, dtl_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool dtli_str_starts(dtl_str s, dtl_str prefix)
{
    return s.len >= prefix.len &&
           (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool dtli_str_ends(dtl_str s, dtl_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr,
                                      suffix.len) == 0);
}

dtl_str dtli_str_slice(dtl_str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    dtl_str part = { s.ptr ? s.ptr + start : NULL, end - start };
    return part;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
           c == '\v';
}

dtl_str dtli_str_trim(dtl_str s)
{
    while (s.len && blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t dtli_str_find(dtl_str s, char c, size_t from)
{
    if (from >= s.len)
        return s.len;
    const char *hit = memchr(s.ptr + from, c, s.len - from);
    return hit ? (size_t)(hit - s.ptr) : s.len;
}

bool dtli_str_split(dtl_str *rest, char separator, dtl_str *field)
{
    if (!rest->ptr)
        return false;
    size_t at = dtli_str_find(*rest, separator, 0);
    *field = dtli_str_slice(*rest, 0, at);
    if (at == rest->len) {
        rest->ptr = NULL;
        rest->len = 0;
    } else {
        *rest = dtli_str_slice(*rest, at + 1, rest->len);
    }
    return true;
}

bool dtli_str_to_u64(dtl_str s, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (value > max)
        return false;
    *out = value;
    return true;
}

bool dtli_str_to_double(dtl_str s, double *out)
{
    double value = 0, scale = 1;
    bool negative = s.len && s.ptr[0] == '-', point = false, digit = false;
    for (size_t i = negative ? 1 : 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            scale = point ? scale * 10 : scale;
            digit = true;
        } else {
            return false;
        }
    }
    if (!digit)
        return false;
    *out = (negative ? -value : value) / scale;
    return true;
}

dtl_str dtli_str_lower(dtl_arena *arena, dtl_str s)
{
    dtl_str out = { NULL, 0 };
    char *p = dtli_arena_alloc(arena, s.len + 1);
    if (!p)
        return out;
    for (size_t i = 0; i < s.len; i++)
        p[i] = lower(s.ptr[i]);
    out.ptr = p;
    out.len = s.len;
    return out;
}

uint64_t dtli_hash_more(uint64_t hash, dtl_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        hash ^= (unsigned char)s.ptr[i];
        hash *= 0x100000001b3u;
    }
    return hash;
}

uint64_t dtli_hash(dtl_str s)
{
    return dtli_hash_more(0xcbf29ce484222325u, s);
}

void dtli_buf_init(dtl_buf *buf, size_t limit)
{
    memset(buf, 0, sizeof *buf);
    buf->limit = limit;
}

void dtli_buf_clear(dtl_buf *buf)
{
    free(buf->ptr);
    dtli_buf_init(buf, buf->limit);
}

void dtli_buf_reset(dtl_buf *buf)
{
    buf->len = 0;
    buf->failed = buf->no_memory = false;
}

static bool reserve(dtl_buf *buf, size_t more)
{
    if (buf->failed || more > buf->limit || buf->len > buf->limit - more) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + more;
    if (need <= buf->capacity)
        return true;
    size_t wider = buf->capacity ? buf->capacity : 256;
    while (wider < need)
        wider = wider > buf->limit / 2 ? buf->limit : wider * 2;
    char *grown = dtli_realloc(buf->ptr, wider);
    if (!grown) {
        buf->failed = buf->no_memory = true;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = wider;
    return true;
}

void dtli_buf_add(dtl_buf *buf, dtl_str s)
{
    if (s.len == 0 || !reserve(buf, s.len))
        return;
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void dtli_buf_add_char(dtl_buf *buf, char c)
{
    dtl_str one = { &c, 1 };
    dtli_buf_add(buf, one);
}

void dtli_buf_printf(dtl_buf *buf, const char *format, ...)
{
    va_list args;
    size_t room = buf->failed ? 0 : buf->capacity - buf->len;
    va_start(args, format);
    int len = vsnprintf(room ? buf->ptr + buf->len : NULL, room, format, args);
    va_end(args);
    if (len < 0 || !reserve(buf, (size_t)len + 1)) {
        buf->failed = true;
        return;
    }
    if ((size_t)len >= room) {
        va_start(args, format);
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

dtl_str dtli_buf_str(const dtl_buf *buf)
{
    dtl_str s = { buf->ptr, buf->len };
    return s;
}
