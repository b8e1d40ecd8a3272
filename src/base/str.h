/* str.h — length-counted strings and a bounded growing buffer. */
#ifndef DATELINE_BASE_STR_H
#define DATELINE_BASE_STR_H

#include <stdbool.h>

#include "base/arena.h"

#define DTL_STR_INIT(literal) { literal, sizeof(literal) - 1 }
#define DTL_STR(literal) ((dtl_str)DTL_STR_INIT(literal))
/* For "%.*s": prints at most INT_MAX bytes. */
#define DTL_FMT(s) (int)((s).len > 1u << 20 ? 1u << 20 : (s).len), (s).ptr

dtl_str dtli_str(const char *nul_ended);
bool dtli_str_equal(dtl_str a, dtl_str b);
bool dtli_str_equal_nocase(dtl_str a, dtl_str b); /* ASCII case only */
bool dtli_str_is(dtl_str a, const char *nul_ended);
bool dtli_str_is_any(dtl_str a, const char *const *list, size_t count);
/* The same for an array of known size. */
#define DTL_STR_IS_ANY(a, list) \
    dtli_str_is_any((a), (list), sizeof(list) / sizeof(list)[0])
int dtli_str_compare(dtl_str a, dtl_str b); /* bytewise, shorter first */
bool dtli_str_starts(dtl_str s, dtl_str prefix);
bool dtli_str_ends(dtl_str s, dtl_str suffix);
dtl_str dtli_str_slice(dtl_str s, size_t start, size_t end); /* clamped */
dtl_str dtli_str_trim(dtl_str s); /* ASCII blanks, both ends */

/* Offset of the first `c` in s at or after `from`, or s.len. */
size_t dtli_str_find(dtl_str s, char c, size_t from);

/* Cuts the next field off *rest at `separator`; false when *rest is done
 * (its ptr is NULL). An empty string has one empty field. */
bool dtli_str_split(dtl_str *rest, char separator, dtl_str *field);

/* Unsigned decimal, the whole of s, at most `max`; false otherwise. */
bool dtli_str_to_u64(dtl_str s, uint64_t max, uint64_t *out);

/* Decimal number "-12.375", the whole of s, no exponent, without the
 * process's locale; false otherwise. */
bool dtli_str_to_double(dtl_str s, double *out);

/* ASCII lower case copy; len 0 and NULL when memory is out. */
dtl_str dtli_str_lower(dtl_arena *arena, dtl_str s);

/* FNV-1a, 64 bit (Fowler, Noll, Vo). Stable: ids and files rest on it. */
uint64_t dtli_hash(dtl_str s);
uint64_t dtli_hash_more(uint64_t hash, dtl_str s);

/* Buffer of at most `limit` bytes. Failure sticks: check `failed` once. */
typedef struct dtl_buf {
    char *ptr;
    size_t len;
    size_t capacity;
    size_t limit;
    bool failed;
    bool no_memory; /* failed for want of memory, not by the limit */
} dtl_buf;

void dtli_buf_init(dtl_buf *buf, size_t limit);
void dtli_buf_clear(dtl_buf *buf); /* frees */
void dtli_buf_reset(dtl_buf *buf); /* keeps the memory, len 0 */
void dtli_buf_add(dtl_buf *buf, dtl_str s);
void dtli_buf_add_char(dtl_buf *buf, char c);
void dtli_buf_printf(dtl_buf *buf, const char *format, ...) DTL_PRINTF(2, 3);
dtl_str dtli_buf_str(const dtl_buf *buf);

static inline bool dtli_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#endif
