/* sentence.c — where sentences end.
 *
 * A sentence ends at "." "?" "!" or "...", with the quotes and brackets that
 * close right behind it, if what follows looks like a beginning. A full stop
 * that belongs to an abbreviation ends one only where the abbreviation may
 * stand last and a word follows that seldom is capitalised inside a sentence:
 * "left the U.S. The army" against "the U.S. Army".
 */
#include "segment/sentence.h"

#include <string.h>

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "segment/lists.h"

/* A block's tokens, and the place inside them. */
typedef struct scanner {
    const dtl_token *tokens;
    uint32_t first;      /* the block's first token */
    uint32_t last;       /* one behind the block's last token */
    uint32_t start;      /* first token of the sentence */
    uint32_t depth;      /* brackets opened inside the sentence */
    bool quote_open;
} scanner;

/* Marks that may close behind one stop: bounds the look ahead. */
enum { WORD_BUFFER = 16, SAYING_WINDOW = 5, CLOSERS_MAX = 16 };
enum { STAMP_TOKENS = 6 };

static bool spaced(const dtl_token *tok)
{
    return (tok->flags & DTL_TOKEN_SPACE_AFTER) != 0;
}

static char last_char(const dtl_token *tok)
{
    return tok->norm.len ? tok->norm.ptr[tok->norm.len - 1] : '\0';
}

/* Lower-case copy without a full stop at the end; empty if long. */
static dtl_str lower_word(const dtl_token *tok, char buffer[WORD_BUFFER])
{
    dtl_str word = tok->norm;
    if (word.len > 1 && last_char(tok) == '.')
        word.len--;
    if (word.len > WORD_BUFFER)
        return (dtl_str){ buffer, 0 };
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c != '.')
            buffer[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return (dtl_str){ buffer, len };
}

static uint32_t first_cp(const dtl_token *tok)
{
    uint32_t cp = 0;
    return dtli_utf8_decode(tok->norm, 0, &cp) > 0 ? cp : 0;
}

static bool is_word(const dtl_token *tok)
{
    uint32_t cp = first_cp(tok);
    return dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp);
}

/* Only of "." "?" "!": the marks that end sentences. */
static bool is_stop(const dtl_token *tok)
{
    for (size_t i = 0; i < tok->norm.len; i++) {
        char c = tok->norm.ptr[i];
        if (c != '.' && c != '?' && c != '!')
            return false;
    }
    return tok->norm.len > 0;
}

static bool is_abbreviation(const dtl_token *tok)
{
    return tok->norm.len > 1 && last_char(tok) == '.' && is_word(tok);
}

static bool is_double_quote(const dtl_token *tok)
{
    return dtli_str_is(tok->norm, "\"");
}

static bool is_single_quote(const dtl_token *tok)
{
    return dtli_str_is(tok->norm, "'");
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
static bool quote_opens(const scanner *sc, uint32_t i)
{
    uint32_t cp = 0;
    const dtl_token *tok = &sc->tokens[i];
    (void)dtli_utf8_decode(tok->form, 0, &cp);
    if (cp == 0x201c || cp == 0x201e || cp == 0xab || cp == '`')
        return true;
    if (cp == 0x201d || cp == 0xbb)
        return false;
    bool before = i == sc->first || spaced(tok - 1);
    bool after = i + 1 == sc->last || spaced(tok);
    return before == after ? !sc->quote_open : before;
}

/* Whether the token at `i` closes what came before it: ")", or a quote that
 * stands right behind the stop. */
static bool closes(const scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    bool glued = !spaced(tok - 1);
    if (is_closing_bracket(tok))
        return glued;
    if (is_double_quote(tok))
        return (glued || sc->quote_open) && !quote_opens(sc, i);
    return is_single_quote(tok) && glued;
}

static void pass(scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    if (is_double_quote(tok))
        sc->quote_open = quote_opens(sc, i);
    else if (is_opening_bracket(tok) && i > sc->start)
        sc->depth++;
    else if (is_closing_bracket(tok) && sc->depth > 0)
        sc->depth--;
}

/* First token from `i` on that is a word, past quotes, brackets and dashes;
 * NULL where there is none near. */
static const dtl_token *next_word(const scanner *sc, uint32_t i)
{
    for (uint32_t n = 0; n < 4 && i < sc->last; n++, i++) {
        if (is_word(&sc->tokens[i]))
            return &sc->tokens[i];
    }
    return NULL;
}

static bool starts_lower(const dtl_token *tok)
{
    return tok && dtli_utf8_is_lower(first_cp(tok));
}

static bool starts_upper(const dtl_token *tok)
{
    return tok && dtli_utf8_is_upper(first_cp(tok));
}

/* "said" within a few words: the quotation before is its object. */
static bool saying_follows(const scanner *sc, uint32_t i)
{
    char buffer[WORD_BUFFER];
    for (uint32_t n = 0; n < SAYING_WINDOW && i < sc->last; n++, i++) {
        const dtl_token *tok = &sc->tokens[i];
        if (is_stop(tok) || dtli_str_is(tok->norm, ",") ||
            is_double_quote(tok))
            return false;
        if (dtli_list_is_saying(lower_word(tok, buffer)))
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
    static const char *const WORDS[] = { "but", "he",  "it",
                                         "she", "the", "they" };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (dtli_str_is(word, WORDS[i]))
            return true;
    }
    return false;
}

/* Can `next` begin a sentence behind an abbreviation? */
static bool begins(const scanner *sc, const dtl_token *next)
{
    char buffer[WORD_BUFFER];
    dtl_str word = lower_word(next, buffer);
    if (is_upper_case(next))
        return opens_capitals(word);
    bool last = next + 1 == sc->tokens + sc->last;
    return dtli_list_is_opener(word) ||
           (dtli_list_is_subject(word) && !last && !starts_upper(next + 1));
}

/* "at 7 p.m. GMT", "at 7 p.m. Beijing time": the sentence goes on. */
static bool goes_on_after_clock(const scanner *sc, const dtl_token *next)
{
    char buffer[WORD_BUFFER];
    if (dtli_list_is_zone(lower_word(next, buffer)))
        return true;
    for (int i = 1; i <= 2 && next + i < sc->tokens + sc->last; i++) {
        if (dtli_str_is(next[i].norm, "time"))
            return true;
    }
    return false;
}

/* Does the sentence end with the abbreviation `tok`, `next` coming? */
static bool abbreviation_ends(const scanner *sc, const dtl_token *tok,
                              const dtl_token *next)
{
    char buffer[WORD_BUFFER];
    dtl_str word = lower_word(tok, buffer);
    dtl_abbr kind = dtli_list_abbreviation(word);
    bool acronym = memchr(tok->norm.ptr, '.', tok->norm.len - 1) != NULL;
    if (!starts_upper(next) || dtli_str_is(word, "eg") ||
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
static bool stop_ends(const scanner *sc, uint32_t stop, uint32_t after)
{
    const dtl_token *tok = &sc->tokens[stop];
    const dtl_token *next = next_word(sc, after);
    bool closed = after > stop + 1;
    bool quoted = closed && !is_closing_bracket(tok + 1);
    if (sc->depth > 0 && !closed)
        return false;
    bool ellipsis = tok->norm.len > 1 || (stop > sc->start && is_stop(tok - 1));
    if (starts_lower(next) && (closed || ellipsis))
        return false;
    if (!spaced(&sc->tokens[after - 1]))
        return starts_upper(next);
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
static bool is_list_mark(const scanner *sc, uint32_t stop)
{
    const dtl_token *tok = &sc->tokens[stop];
    return stop == sc->start + 1 && dtli_str_is(tok->norm, ".") &&
           !spaced(tok - 1) &&
           (dtli_utf8_is_digit(first_cp(tok - 1)) || tok[-1].norm.len == 1);
}

/* Length of a reference or smiley at `i`, behind the stop: "[4]", ":)". */
static uint32_t appendix(const scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    if (i + 2 < sc->last && dtli_str_is(tok->norm, "[") &&
        dtli_utf8_is_digit(first_cp(tok + 1)) && dtli_str_is(tok[2].norm, "]"))
        return 3;
    bool eyes = tok->norm.len > 1 && strchr(":;=", tok->norm.ptr[0]);
    return eyes && strchr(")(DP", last_char(tok)) ? 1 : 0;
}

/* First token behind the stop at `i` that does not belong to its sentence. */
static uint32_t skip_closers(const scanner *sc, uint32_t i)
{
    scanner ahead = *sc;
    uint32_t after = i + 1;
    while (after < sc->last && after - i <= CLOSERS_MAX) {
        bool glued = !spaced(&sc->tokens[after - 1]);
        bool more = closes(&ahead, after) ||
                    (after > i + 1 && glued && is_stop(&sc->tokens[after]));
        uint32_t extra = appendix(sc, after);
        if (!more && extra == 0)
            break;
        for (uint32_t end = after + (more ? 1 : extra); after < end; after++)
            pass(&ahead, after);
    }
    return after;
}

/* One behind the sentence's last token if one ends at `i`; else 0. */
static uint32_t end_at(const scanner *sc, uint32_t i)
{
    const dtl_token *tok = &sc->tokens[i];
    bool stop = is_stop(tok);
    if ((tok->flags & DTL_TOKEN_JOINED) || (!stop && !is_abbreviation(tok)))
        return 0;
    uint32_t after = skip_closers(sc, i);
    if (after >= sc->last)
        return after;
    if (is_stop(&sc->tokens[after]) || is_list_mark(sc, i) ||
        goes_on(&sc->tokens[after]))
        return 0; /* ". . ." */
    bool ends = stop ? stop_ends(sc, i, after)
                     : abbreviation_ends(sc, tok, next_word(sc, after));
    return ends ? after : 0;
}

/* "Image: J. Okafor" behind a caption without a full stop. */
static bool starts_credit(const scanner *sc, uint32_t i)
{
    static const char *const WORDS[] = { "Image", "Photo", "Photograph",
                                         "Picture" };
    if (i + 1 >= sc->last ||
        !spaced(&sc->tokens[i - 1]) ||
        !dtli_str_is(sc->tokens[i + 1].norm, ":"))
        return false;
    for (size_t w = 0; w < sizeof WORDS / sizeof WORDS[0]; w++) {
        if (dtli_str_is(sc->tokens[i].norm, WORDS[w]))
            return is_word(&sc->tokens[i - 1]);
    }
    return false;
}

static bool is_one_of(const dtl_token *tok, const char *words)
{
    /* `words` has each word between blanks. */
    char buffer[WORD_BUFFER];
    dtl_str word = lower_word(tok, buffer);
    const char *at = words;
    while (word.len > 0 && (at = strchr(at, ' ')) && *++at) {
        if (strncmp(at, word.ptr, word.len) == 0 && at[word.len] == ' ')
            return true;
    }
    return false;
}

/* Length of a date stamp at `i`, between a headline and its story on one
 * line: "Rebels take town Monday, March 4, 2024 The army ...". 0 for none. */
static uint32_t stamp_length(const scanner *sc, uint32_t i)
{
    static const char DAYS[] = " monday tuesday wednesday thursday friday "
                               "saturday sunday ";
    static const char BOUND[] = " on of for since from until by before after "
                                "to and last next this ";
    const dtl_token *tok = &sc->tokens[i];
    if (i + STAMP_TOKENS > sc->last || !starts_upper(tok) ||
        !dtli_str_is(tok[1].norm, ",") || !dtli_str_is(tok[4].norm, ",") ||
        !starts_upper(&tok[2]) || tok[5].norm.len != 4 ||
        !dtli_utf8_is_digit(first_cp(&tok[3])) ||
        !dtli_utf8_is_digit(first_cp(&tok[5])) ||
        !is_one_of(tok, DAYS) || (i + STAMP_TOKENS < sc->last &&
                                  !starts_upper(&tok[STAMP_TOKENS])))
        return 0;
    if (i == sc->start)
        return STAMP_TOKENS;
    bool bound = is_one_of(tok - 1, BOUND) ||
                 !(is_word(tok - 1) || is_single_quote(tok - 1) ||
                   is_double_quote(tok - 1));
    return bound ? 0 : STAMP_TOKENS;
}

/* One behind the last token of the sentence if it ends with token `i`, or
 * with what belongs to that; else 0. */
static uint32_t boundary(const scanner *sc, uint32_t i)
{
    if (i == sc->start && stamp_length(sc, i) > 0)
        return i + STAMP_TOKENS;
    if (i + 1 < sc->last &&
        (starts_credit(sc, i + 1) || stamp_length(sc, i + 1) > 0))
        return i + 1;
    return end_at(sc, i);
}

static void add(dtl_splitter *sp, uint32_t block, uint32_t first,
                uint32_t last)
{
    dtl_doc *doc = sp->doc;
    if (!dtli_arena_grow(sp->arena, &doc->sents, doc->sent_count,
                         &sp->capacity, sizeof *doc->sents)) {
        sp->no_memory = true;
        return;
    }
    for (uint32_t i = first; i < last; i++)
        doc->tokens[i].sent = doc->sent_count;
    doc->sents[doc->sent_count++] = (dtl_sent){
        .span = { doc->tokens[first].span.start,
                  doc->tokens[last - 1].span.end },
        .first = first,
        .count = last - first,
        .block = block,
        .quoted = sp->quote_open,
    };
}

/* How good a place to cut a too long sentence is behind `tok`. */
static int cut_value(const dtl_token *tok)
{
    if (tok->flags & DTL_TOKEN_JOINED)
        return -1;
    if (is_stop(tok) || dtli_str_is(tok->norm, ";"))
        return 3;
    if (dtli_str_is(tok->norm, ":") || dtli_str_is(tok->norm, "--"))
        return 2;
    return dtli_str_is(tok->norm, ",") ? 1 : 0;
}

/* Adds [first, last), in pieces if it has too many tokens. */
static void add_cut(dtl_splitter *sp, uint32_t block, uint32_t first,
                    uint32_t last)
{
    const dtl_token *tokens = sp->doc->tokens;
    while (last - first > DTL_MAX_SENTENCE_TOKENS) {
        uint32_t best = first + DTL_MAX_SENTENCE_TOKENS - 1;
        for (uint32_t n = DTL_MAX_SENTENCE_TOKENS / 2; n > 0; n--) {
            uint32_t i = first + DTL_MAX_SENTENCE_TOKENS / 2 + n - 1;
            if (cut_value(&tokens[i]) > cut_value(&tokens[best]))
                best = i;
        }
        add(sp, block, first, best + 1);
        first = best + 1;
    }
    add(sp, block, first, last);
}

void dtli_split_sentences(dtl_splitter *sp, uint32_t block, uint32_t first,
                          uint32_t last)
{
    if (first >= last)
        return;
    scanner sc = { sp->doc->tokens, first, last, first, 0, false };
    sp->quote_open = sp->quote_open && is_double_quote(&sc.tokens[first]);
    for (uint32_t i = first; i < last && !sp->no_memory; i++) {
        uint32_t end = boundary(&sc, i);
        uint32_t stop = end > 0 ? end : i + 1;
        for (; i < stop; i++)
            pass(&sc, i);
        i--;
        if (end == 0 && i + 1 < last)
            continue;
        add_cut(sp, block, sc.start, i + 1);
        sp->quote_open = sc.quote_open;
        sc.start = i + 1;
        sc.depth = 0;
    }
}
