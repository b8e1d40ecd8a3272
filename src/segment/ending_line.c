/* ending_line.c — sentences that end without a stop, because lines of their
 * own were run together: headlines, date stamps, captions, addresses.
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "segment/ending.h"
#include "segment/mark.h"

enum { STAMP_TOKENS = 6 };

/* "Image: J. Okafor" behind a caption without a full stop. */
static bool starts_credit(const dtl_scanner *sc, uint32_t i)
{
    static const char *const WORDS[] = { "Image", "Photo", "Photograph",
                                         "Picture" };
    if (i + 1 >= sc->last || !dtli_mark_spaced(&sc->tokens[i - 1]) ||
        !dtli_str_is(sc->tokens[i + 1].norm, ":"))
        return false;
    for (size_t w = 0; w < sizeof WORDS / sizeof WORDS[0]; w++) {
        if (dtli_str_is(sc->tokens[i].norm, WORDS[w]))
            return dtli_mark_is_word(&sc->tokens[i - 1]);
    }
    return false;
}

static bool is_one_of(const dtl_token *tok, const char *words)
{
    /* `words` has each word between blanks. */
    char buffer[DTLI_MARK_BUFFER];
    dtl_str word = dtli_mark_lower(tok, buffer);
    const char *at = words;
    while (word.len > 0 && (at = strchr(at, ' ')) && *++at) {
        if (strncmp(at, word.ptr, word.len) == 0 && at[word.len] == ' ')
            return true;
    }
    return false;
}

/* Length of a date stamp at `i`, between a headline and its story on one
 * line: "Rebels take town Monday, March 4, 2024 The army ...". 0 for none. */
static uint32_t stamp_length(const dtl_scanner *sc, uint32_t i)
{
    static const char DAYS[] = " monday tuesday wednesday thursday friday "
                               "saturday sunday ";
    static const char BOUND[] = " on of for since from until by before after "
                                "to and last next this ";
    const dtl_token *tok = &sc->tokens[i];
    if (i + STAMP_TOKENS > sc->last || !dtli_mark_is_upper(tok) ||
        !dtli_str_is(tok[1].norm, ",") || !dtli_str_is(tok[4].norm, ",") ||
        !dtli_mark_is_upper(&tok[2]) || tok[5].norm.len != 4 ||
        !dtli_utf8_is_digit(dtli_mark_first(&tok[3])) ||
        !dtli_utf8_is_digit(dtli_mark_first(&tok[5])) ||
        !is_one_of(tok, DAYS) ||
        (i + STAMP_TOKENS < sc->last &&
         !dtli_mark_is_upper(&tok[STAMP_TOKENS])))
        return 0;
    if (i == sc->start)
        return STAMP_TOKENS;
    bool bound = is_one_of(tok - 1, BOUND) ||
                 !(dtli_mark_is_word(tok - 1) || dtli_mark_is_single(tok - 1) ||
                   dtli_mark_is_double(tok - 1));
    return bound ? 0 : STAMP_TOKENS;
}

/* Smileys and addresses end a sentence that goes on with a capital or with
 * the next address. */
static bool ends_line(const dtl_scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    if (i + 1 >= sc->last || !dtli_mark_spaced(tok))
        return false;
    if (dtli_mark_is_address(tok->norm))
        return dtli_mark_is_address(tok[1].norm) ||
               dtli_mark_is_upper(tok + 1);
    return dtli_mark_is_smiley(tok) && dtli_mark_is_upper(tok + 1);
}

uint32_t dtli_ending_without_stop(const dtl_scanner *sc, uint32_t i)
{
    if (i == sc->start && stamp_length(sc, i) > 0)
        return i + STAMP_TOKENS;
    if (i + 1 >= sc->last)
        return 0;
    bool ends = starts_credit(sc, i + 1) || stamp_length(sc, i + 1) > 0 ||
                ends_line(sc, i);
    return ends ? i + 1 : 0;
}
