/* mark.c — see mark.h. */
#include "segment/mark.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

bool dtli_mark_spaced(const dtl_token *tok)
{
    return (tok->flags & DTL_TOKEN_SPACE_AFTER) != 0;
}

char dtli_mark_last(const dtl_token *tok)
{
    return tok->norm.len ? tok->norm.ptr[tok->norm.len - 1] : '\0';
}

dtl_str dtli_mark_lower(const dtl_token *tok, char buffer[DTLI_MARK_BUFFER])
{
    dtl_str word = tok->norm;
    if (word.len > 1 && dtli_mark_last(tok) == '.')
        word.len--;
    if (word.len > DTLI_MARK_BUFFER)
        return (dtl_str){ buffer, 0 };
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c != '.')
            buffer[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return (dtl_str){ buffer, len };
}

uint32_t dtli_mark_first(const dtl_token *tok)
{
    uint32_t cp = 0;
    return dtli_utf8_decode(tok->norm, 0, &cp) > 0 ? cp : 0;
}

bool dtli_mark_is_word(const dtl_token *tok)
{
    uint32_t cp = dtli_mark_first(tok);
    return dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp);
}

bool dtli_mark_is_stop(const dtl_token *tok)
{
    for (size_t i = 0; i < tok->norm.len; i++) {
        char c = tok->norm.ptr[i];
        if (c != '.' && c != '?' && c != '!')
            return false;
    }
    return tok->norm.len > 0;
}

bool dtli_mark_is_double(const dtl_token *tok)
{
    return dtli_str_is(tok->norm, "\"");
}

bool dtli_mark_is_single(const dtl_token *tok)
{
    return dtli_str_is(tok->norm, "'");
}

bool dtli_mark_is_smiley(const dtl_token *tok)
{
    return tok->norm.len > 1 && strchr(":;=", tok->norm.ptr[0]) &&
           strchr(")(DP", dtli_mark_last(tok));
}

bool dtli_mark_is_address(dtl_str word)
{
    return dtli_str_starts(word, DTL_STR("http")) ||
           dtli_str_starts(word, DTL_STR("www."));
}

bool dtli_mark_is_lower(const dtl_token *tok)
{
    return tok && dtli_utf8_is_lower(dtli_mark_first(tok));
}

bool dtli_mark_is_upper(const dtl_token *tok)
{
    return tok && dtli_utf8_is_upper(dtli_mark_first(tok));
}
