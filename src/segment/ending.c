/* ending.c — does a sentence end at a stop?
 *
 * It does at "." "?" "!" or "...", with the quotes and brackets that close
 * right behind it, if what follows looks like a beginning. A full stop that
 * belongs to an abbreviation ends one only where the abbreviation may stand
 * last and a word follows that seldom is capitalised inside a sentence:
 * "left the U.S. The army" against "the U.S. Army".
 */
#include "segment/ending.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "segment/lists.h"
#include "segment/mark.h"

/* Marks that may close behind one stop: bounds the look ahead. */
enum { SAYING_WINDOW = 5, CLOSERS_MAX = 16 };

static bool is_abbreviation(const dtl_token *tok)
{
    return tok->norm.len > 1 && dtli_mark_last(tok) == '.' &&
           dtli_mark_is_word(tok);
}

static bool is_closing_bracket(const dtl_token *tok)
{
    return tok->norm.len == 1 && strchr(")]}", tok->norm.ptr[0]);
}

static bool is_opening_bracket(const dtl_token *tok)
{
    return tok->norm.len == 1 && strchr("([{", tok->norm.ptr[0]);
}

/* Whether the double quote at `i` opens: by its shape, by the blanks around
 * it, else by whether one is open. */
static bool quote_opens(const dtl_scanner *sc, uint32_t i)
{
    uint32_t cp = 0;
    const dtl_token *tok = &sc->tokens[i];
    (void)dtli_utf8_decode(tok->form, 0, &cp);
    if (cp == 0x201c || cp == 0x201e || cp == 0xab || cp == '`')
        return true;
    if (cp == 0x201d || cp == 0xbb)
        return false;
    bool before = i == sc->first || dtli_mark_spaced(tok - 1);
    bool after = i + 1 == sc->last || dtli_mark_spaced(tok);
    return before == after ? !sc->quote_open : before;
}

/* Whether the token at `i` closes what came before it: ")", or a quote that
 * stands right behind the stop. */
static bool closes(const dtl_scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    bool glued = !dtli_mark_spaced(tok - 1);
    if (is_closing_bracket(tok))
        return glued;
    if (dtli_mark_is_double(tok))
        return (glued || sc->quote_open) && !quote_opens(sc, i);
    return dtli_mark_is_single(tok) && glued;
}

void dtli_ending_pass(dtl_scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    if (dtli_mark_is_double(tok))
        sc->quote_open = quote_opens(sc, i);
    else if (is_opening_bracket(tok) && i > sc->start)
        sc->depth++;
    else if (is_closing_bracket(tok) && sc->depth > 0)
        sc->depth--;
}

/* First token from `i` on that is a word, past quotes, brackets and dashes;
 * NULL where there is none near. */
static const dtl_token *next_word(const dtl_scanner *sc, uint32_t i)
{
    for (uint32_t n = 0; n < 4 && i < sc->last; n++, i++) {
        if (dtli_mark_is_word(&sc->tokens[i]))
            return &sc->tokens[i];
    }
    return NULL;
}

/* "said" within a few words: the quotation before is its object. */
static bool saying_follows(const dtl_scanner *sc, uint32_t i)
{
    char buffer[DTLI_MARK_BUFFER];
    for (uint32_t n = 0; n < SAYING_WINDOW && i < sc->last; n++, i++) {
        const dtl_token *tok = &sc->tokens[i];
        if (dtli_mark_is_stop(tok) || dtli_str_is(tok->norm, ",") ||
            dtli_mark_is_double(tok))
            return false;
        if (dtli_list_is_saying(dtli_mark_lower(tok, buffer)))
            return true;
    }
    return false;
}

static bool is_upper_case(const dtl_token *tok)
{
    size_t upper = 0;
    for (size_t i = 0; i < tok->norm.len; i++) {
        char c = tok->norm.ptr[i];
        if (c >= 'a' && c <= 'z')
            return false;
        upper += c >= 'A' && c <= 'Z';
    }
    return upper > 1;
}

/* In upper-case copy only these words tell: "THE U.S. THEY LEFT", but "THE
 * U.S. AND IRAN". */
static bool opens_capitals(dtl_str word)
{
    static const char *const WORDS[] = {
        "but", "he", "it", "she", "the", "they"
    };
    return DTL_STR_IS_ANY(word, WORDS);
}

/* Can `next` begin a sentence behind an abbreviation? */
static bool begins(const dtl_scanner *sc, const dtl_token *next)
{
    char buffer[DTLI_MARK_BUFFER];
    dtl_str word = dtli_mark_lower(next, buffer);
    if (is_upper_case(next))
        return opens_capitals(word);
    bool last = next + 1 == sc->tokens + sc->last;
    return dtli_list_is_opener(word) || (dtli_list_is_subject(word) && !last &&
                                         !dtli_mark_is_upper(next + 1));
}

/* "at 7 p.m. GMT", "at 7 p.m. Beijing time": the sentence goes on. */
static bool goes_on_after_clock(const dtl_scanner *sc, const dtl_token *next)
{
    char buffer[DTLI_MARK_BUFFER];
    if (dtli_list_is_zone(dtli_mark_lower(next, buffer)))
        return true;
    for (int i = 1; i <= 2 && next + i < sc->tokens + sc->last; i++) {
        if (dtli_str_is(next[i].norm, "time"))
            return true;
    }
    return false;
}

/* Does the sentence end with the abbreviation `tok`, `next` coming? */
static bool abbreviation_ends(const dtl_scanner *sc, const dtl_token *tok,
                              const dtl_token *next)
{
    char buffer[DTLI_MARK_BUFFER];
    dtl_str word = dtli_mark_lower(tok, buffer);
    dtl_abbr kind = dtli_list_abbreviation(word);
    bool acronym = memchr(tok->norm.ptr, '.', tok->norm.len - 1) != NULL;
    if (!dtli_mark_is_upper(next) || dtli_str_is(word, "eg") ||
        dtli_str_is(word, "ie"))
        return false;
    if (dtli_str_is(word, "am") || dtli_str_is(word, "pm"))
        return !goes_on_after_clock(sc, next);
    if (!acronym && (kind == DTLI_ABBR_TITLE || kind == DTLI_ABBR_INNER ||
                     kind == DTLI_ABBR_NUMBER))
        return false;
    return begins(sc, next);
}

/* Does the sentence end with the stop at `stop`, closed at `after`? */
static bool stop_ends(const dtl_scanner *sc, uint32_t stop, uint32_t after)
{
    const dtl_token *tok = &sc->tokens[stop];
    const dtl_token *next = next_word(sc, after);
    bool closed = after > stop + 1;
    bool quoted = closed && !is_closing_bracket(tok + 1);
    if (sc->depth > 0 && !closed)
        return false;
    bool ellipsis = dtli_mark_last(tok) == '.' &&
                    (tok->norm.len > 1 ||
                     (stop > sc->start && dtli_mark_is_stop(tok - 1)));
    if (dtli_mark_is_lower(next) && (closed || ellipsis))
        return false;
    if (!dtli_mark_spaced(&sc->tokens[after - 1]))
        return dtli_mark_is_upper(next);
    bool bare = dtli_str_is(tok->norm, ".");
    if (quoted && !bare && saying_follows(sc, after))
        return false;
    return true;
}

/* Marks that no sentence begins with. */
static bool goes_on(const dtl_token *tok)
{
    return dtli_str_is(tok->norm, ",") || dtli_str_is(tok->norm, ";");
}

/* "2." or "b." that begins a list's item. */
static bool is_list_mark(const dtl_scanner *sc, uint32_t stop)
{
    const dtl_token *tok = &sc->tokens[stop];
    return stop == sc->start + 1 && dtli_str_is(tok->norm, ".") &&
           !dtli_mark_spaced(tok - 1) &&
           (dtli_utf8_is_digit(dtli_mark_first(tok - 1)) ||
            tok[-1].norm.len == 1);
}

/* Length of a reference or smiley at `i`, behind the stop: "[4]", ":)". */
static uint32_t appendix(const dtl_scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    if (i + 2 < sc->last && dtli_str_is(tok->norm, "[") &&
        dtli_utf8_is_digit(dtli_mark_first(tok + 1)) &&
        dtli_str_is(tok[2].norm, "]"))
        return 3;
    return dtli_mark_is_smiley(tok) ? 1 : 0;
}

/* First token behind the stop at `i` that does not belong to its sentence. */
static uint32_t skip_closers(const dtl_scanner *sc, uint32_t i)
{
    dtl_scanner ahead = *sc;
    uint32_t after = i + 1;
    while (after < sc->last && after - i <= CLOSERS_MAX) {
        bool glued = !dtli_mark_spaced(&sc->tokens[after - 1]);
        bool more =
            closes(&ahead, after) ||
            (after > i + 1 && glued && dtli_mark_is_stop(&sc->tokens[after]));
        uint32_t extra = appendix(sc, after);
        if (!more && extra == 0)
            break;
        for (uint32_t end = after + (more ? 1 : extra); after < end; after++)
            dtli_ending_pass(&ahead, after);
    }
    return after;
}

uint32_t dtli_ending_at(const dtl_scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    bool stop = dtli_mark_is_stop(tok);
    if ((tok->flags & DTL_TOKEN_JOINED) || (!stop && !is_abbreviation(tok)))
        return 0;
    uint32_t after = skip_closers(sc, i);
    if (after >= sc->last)
        return after;
    if (dtli_mark_is_stop(&sc->tokens[after]) || is_list_mark(sc, i) ||
        goes_on(&sc->tokens[after]))
        return 0; /* ". . ." */
    bool ends = stop ? stop_ends(sc, i, after)
                     : abbreviation_ends(sc, tok, next_word(sc, after));
    return ends ? after : 0;
}
