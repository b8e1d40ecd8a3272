/* json_check.c — the tokens of a JSON line by RFC 8259.
 *
 * json-c, even when strict, takes NaN, Infinity, raw controls in strings and
 * numbers such as 01; and it builds a tree of everything before it fails. So
 * the tokens are checked first, in one pass without memory; that brackets
 * and commas stand where they should is left to the library.
 */
#include "read/json_check.h"

#include "base/error.h"
#include "base/limits.h"

typedef struct checker {
    dtl_str json;
    size_t at;
    size_t values;
    unsigned depth;
} checker;

static char peek(const checker *c)
{
    return c->at < c->json.len ? c->json.ptr[c->at] : '\0';
}

static size_t skip_digits(checker *c)
{
    size_t start = c->at;
    while (peek(c) >= '0' && peek(c) <= '9')
        c->at++;
    return c->at - start;
}

/* -12.5e+3; no leading zero, no bare point. */
static bool number(checker *c)
{
    c->at += peek(c) == '-';
    bool zero = peek(c) == '0';
    size_t whole = skip_digits(c);
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (peek(c) == '.') {
        c->at++;
        if (skip_digits(c) == 0)
            return false;
    }
    if (peek(c) == 'e' || peek(c) == 'E') {
        c->at++;
        c->at += peek(c) == '+' || peek(c) == '-';
        if (skip_digits(c) == 0)
            return false;
    }
    return true;
}

/* Past the closing quote; false at a raw control or the end. */
static bool string(checker *c)
{
    for (c->at++; c->at < c->json.len; c->at++) {
        unsigned char byte = (unsigned char)c->json.ptr[c->at];
        if (byte < ' ')
            return false;
        if (byte == '\\')
            c->at++;
        if (byte == '"') {
            c->at++;
            return true;
        }
    }
    c->at = c->json.len;
    return false;
}

static bool word(checker *c)
{
    static const dtl_str WORDS[] = { DTL_STR_INIT("true"),
                                     DTL_STR_INIT("false"),
                                     DTL_STR_INIT("null") };
    dtl_str rest = dtli_str_slice(c->json, c->at, c->json.len);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (dtli_str_starts(rest, WORDS[i])) {
            c->at += WORDS[i].len;
            return true;
        }
    }
    return false;
}

/* One token, or one blank. */
static bool token(checker *c)
{
    char byte = peek(c);
    switch (byte) {
    case '{':
    case '[':
        c->depth++;
        c->values++;
        break;
    case '}':
    case ']':
        c->depth -= c->depth > 0;
        break;
    case ',':
    case ':':
        c->values++;
        break;
    case ' ':
    case '\t':
    case '\r':
        break;
    case '"':
        return string(c);
    default:
        return byte == '-' || (byte >= '0' && byte <= '9') ? number(c)
                                                           : word(c);
    }
    c->at++;
    return true;
}

dtl_status dtli_json_check(dtl_str json, uint64_t line, dtl_error *err)
{
    checker c = { .json = json };
    while (c.at < json.len) {
        bool good = token(&c);
        if (!good && c.at >= json.len)
            return dtl_fail(err, DTL_SYNTAX, line, json.len,
                            "E111: the line ends inside a value");
        if (!good)
            return dtl_fail(err, DTL_SYNTAX, line, c.at,
                            "E112: byte 0x%02x is out of place in JSON",
                            (unsigned char)json.ptr[c.at]);
        if (c.depth > DTL_MAX_JSON_DEPTH || c.values > DTL_MAX_JSON_VALUES)
            return dtl_fail(err, DTL_LIMIT, line, c.at,
                            "E113: too many or too deep values in a line");
    }
    return DTL_OK;
}
