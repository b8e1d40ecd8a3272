/* json.c — JSON strings, keys and numbers (RFC 8259).
 *
 * Numbers are written through integers, so that neither the locale nor the
 * C library's rounding decides a byte.
 */
#include "write/json.h"

#include "base/utf8.h"

static void add_escape(dtl_buf *out, unsigned char c)
{
    switch (c) {
    case '"':
        dtli_buf_add(out, DTL_STR("\\\""));
        break;
    case '\\':
        dtli_buf_add(out, DTL_STR("\\\\"));
        break;
    case '\n':
        dtli_buf_add(out, DTL_STR("\\n"));
        break;
    case '\r':
        dtli_buf_add(out, DTL_STR("\\r"));
        break;
    case '\t':
        dtli_buf_add(out, DTL_STR("\\t"));
        break;
    default:
        dtli_buf_printf(out, "\\u%04x", c);
    }
}

static bool needs_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

void dtli_json_string(dtl_buf *out, dtl_str s)
{
    size_t plain = 0, at = 0; /* s[plain..at) stands as it is */
    dtli_buf_add_char(out, '"');
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        uint32_t cp;
        size_t n = c < 0x80 ? 1 : dtli_utf8_decode(s, at, &cp);
        if (n > 0 && !needs_escape(c)) {
            at += n;
            continue;
        }
        dtli_buf_add(out, dtli_str_slice(s, plain, at));
        if (n == 0)
            dtli_buf_add(out, DTL_STR("\xef\xbf\xbd"));
        else
            add_escape(out, c);
        plain = ++at;
    }
    dtli_buf_add(out, dtli_str_slice(s, plain, at));
    dtli_buf_add_char(out, '"');
}

void dtli_json_key(dtl_buf *out, const char *key)
{
    if (out->len && out->ptr[out->len - 1] != '{')
        dtli_buf_add_char(out, ',');
    dtli_buf_add_char(out, '"');
    dtli_buf_add(out, dtli_str(key));
    dtli_buf_add(out, DTL_STR("\":"));
}

void dtli_json_field(dtl_buf *out, const char *key, dtl_str text)
{
    dtli_json_key(out, key);
    dtli_json_string(out, text);
}

void dtli_json_field_if(dtl_buf *out, const char *key, dtl_str text)
{
    if (text.len)
        dtli_json_field(out, key, text);
}

void dtli_json_int(dtl_buf *out, const char *key, int64_t value)
{
    dtli_json_key(out, key);
    dtli_buf_printf(out, "%lld", (long long)value);
}

void dtli_json_decimal(dtl_buf *out, double value, int places)
{
    int64_t scale = 1;
    for (int i = 0; i < places && i < 6; i++)
        scale *= 10;
    if (!(value > -1e12 && value < 1e12)) /* NaN too: JSON has none */
        value = 0;
    double scaled = value * (double)scale;
    int64_t whole = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    uint64_t size = (uint64_t)(whole < 0 ? -whole : whole);
    uint64_t part = size % (uint64_t)scale;
    if (whole < 0)
        dtli_buf_add_char(out, '-');
    dtli_buf_printf(out, "%llu.",
                    (unsigned long long)(size / (uint64_t)scale));
    do {
        scale = scale > 1 ? scale / 10 : 1;
        dtli_buf_add_char(out, (char)('0' + part / (uint64_t)scale % 10));
        part %= (uint64_t)scale;
    } while (part != 0);
}

void dtli_json_number(dtl_buf *out, const char *key, double value, int places)
{
    dtli_json_key(out, key);
    dtli_json_decimal(out, value, places);
}
