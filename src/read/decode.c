/* decode.c — bytes that should be UTF-8 and may not be.
 *
 * CP1252 by the WHATWG table (encoding.spec.whatwg.org, index-windows-1252):
 * the five unassigned bytes stand for the C1 controls of the same number.
 * Old archives hold both whole CP1252 files ("caf\xe9") and UTF-8 files with
 * a few pasted CP1252 bytes; the majority decides which of the two it is.
 */
#include "read/decode.h"

#include "base/utf8.h"

/* Controls beyond these shares of the bytes make data binary: text has next
 * to none, random bytes 11 percent, UTF-32 or tables of integers more. */
enum { CONTROL_SHARE = 10, CONTROL_SHARE_INVALID = 50, CONTROLS_MIN = 2 };

static const uint16_t CP1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

bool dtli_is_binary(dtl_str bytes)
{
    size_t controls = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        controls += (c < ' ' && (c < '\t' || c > '\r') && c != 0x1b) ||
                    c == 0x7f;
    }
    size_t valid = dtli_utf8_invalid(bytes);
    bool proper = valid + 4 > bytes.len; /* a cut last character is fine */
    size_t share = proper ? CONTROL_SHARE : CONTROL_SHARE_INVALID;
    return controls > CONTROLS_MIN + bytes.len / share;
}

/* Whether bad bytes outnumber the proper sequences of two bytes and more. */
static bool mostly_cp1252(dtl_str bytes)
{
    size_t proper = 0, bad = 0, at = 0;
    while (at < bytes.len) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(bytes, at, &cp);
        proper += n > 1;
        bad += n == 0;
        at += n ? n : 1;
    }
    return bad > proper;
}

static void add_cp1252(dtl_buf *out, unsigned char c)
{
    char utf8[4];
    uint32_t cp = c >= 0x80 && c < 0xa0 ? CP1252[c - 0x80] : c;
    size_t n = dtli_utf8_encode(cp, utf8);
    dtli_buf_add(out, (dtl_str){ utf8, n });
}

void dtli_decode_cp1252(dtl_str bytes, dtl_buf *out)
{
    bool all = mostly_cp1252(bytes);
    size_t at = 0;
    while (at < bytes.len) {
        uint32_t cp;
        unsigned char c = (unsigned char)bytes.ptr[at];
        size_t n = all && c >= 0x80 ? 0 : dtli_utf8_decode(bytes, at, &cp);
        if (n == 0) {
            add_cp1252(out, c);
            at++;
            continue;
        }
        dtli_buf_add(out, dtli_str_slice(bytes, at, at + n));
        at += n;
    }
}
