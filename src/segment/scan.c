/* scan.c — see scan.h. Each rule names the words it is for. */
#include "segment/scan.h"

#include "base/str.h"
#include "base/utf8.h"
#include "read/chars.h"
#include "segment/lists.h"

/* Code point at `at`, 0 behind the end. */
static uint32_t peek(const dtl_run *run, uint32_t at)
{
    return at < run->count ? run->units[at].cp : 0;
}

static bool word_at(const dtl_run *run, uint32_t at)
{
    return at < run->count && dtli_char_is_word(run->units[at].cp);
}

bool dtli_scan_is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool digit_at(const dtl_run *run, uint32_t at)
{
    return dtli_scan_is_digit(peek(run, at));
}

static bool is_upper(uint32_t cp)
{
    return cp != 0 && dtli_utf8_is_upper(cp);
}

dtl_str dtli_scan_lower(const dtl_run *run, uint32_t a, uint32_t b,
                        char buffer[DTLI_WORD_BUFFER])
{
    size_t len = 0;
    for (uint32_t i = a; i < b; i++) {
        uint32_t cp = run->units[i].cp;
        if (cp == '.')
            continue;
        if (dtli_char_is_apostrophe(cp))
            cp = '\'';
        if (cp >= 0x80 || len == DTLI_WORD_BUFFER)
            return (dtl_str){ buffer, 0 };
        buffer[len++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
    }
    return (dtl_str){ buffer, len };
}

static bool literal_at(const dtl_run *run, uint32_t at, const char *literal)
{
    for (; *literal; literal++, at++) {
        uint32_t cp = peek(run, at);
        if (cp >= 'A' && cp <= 'Z')
            cp += 32;
        if (cp != (uint32_t)(unsigned char)*literal)
            return false;
    }
    return true;
}

/* End of an address: up to quotes and angle brackets, without the marks of
 * the sentence around it: "(see www.example.org/a)." */
static uint32_t address_end(const dtl_run *run, uint32_t at)
{
    uint32_t end = at;
    int depth = 0;
    while (end < run->count) {
        uint32_t cp = run->units[end].cp;
        if (cp == '<' || cp == '>' || dtli_char_is_double_quote(cp))
            break;
        depth += cp == '(' ? 1 : cp == ')' ? -1 : 0;
        if (depth < 0)
            break;
        end++;
    }
    while (end > at + 1) {
        uint32_t cp = run->units[end - 1].cp;
        if (cp != '.' && cp != ',' && cp != ';' && cp != ':' && cp != '!' &&
            cp != '?' && cp != ']' && !dtli_char_is_apostrophe(cp))
            break;
        end--;
    }
    return end;
}

static bool in_host(uint32_t cp)
{
    return dtli_char_is_word(cp) || cp == '.' || cp == '-' || cp == '_' ||
           cp == '%' || cp == '+';
}

/* "name.surname@example.org" */
static uint32_t mail_end(const dtl_run *run, uint32_t at)
{
    uint32_t end = at;
    while (in_host(peek(run, end)))
        end++;
    if (end == at || peek(run, end) != '@' || !word_at(run, end + 1))
        return at;
    end++;
    while (in_host(peek(run, end)))
        end++;
    while (!word_at(run, end - 1))
        end--;
    return end;
}

/* "example.org", and "example.org/news" with its path. */
static uint32_t domain_end(const dtl_run *run, uint32_t at)
{
    uint32_t end = at;
    uint32_t label = at;
    while (word_at(run, end) ||
           ((peek(run, end) == '.' || peek(run, end) == '-') &&
            word_at(run, end + 1) && end > at)) {
        if (peek(run, end) == '.')
            label = end + 1;
        end++;
    }
    char buffer[DTLI_WORD_BUFFER];
    if (label < at + 3 || is_upper(peek(run, label)) ||
        !dtli_list_is_domain(dtli_scan_lower(run, label, end, buffer)))
        return at;
    return peek(run, end) == '/' ? address_end(run, at) : end;
}

/* ":)", ";-)", "=(" that nothing follows. */
static uint32_t smiley_end(const dtl_run *run, uint32_t at)
{
    uint32_t eyes = peek(run, at);
    if (eyes != ':' && eyes != ';' && eyes != '=')
        return at;
    uint32_t mouth = peek(run, at + 1) == '-' ? at + 2 : at + 1;
    uint32_t cp = peek(run, mouth);
    bool smiles = cp == ')' || cp == '(' || cp == 'P' || cp == 'D';
    return smiles && !word_at(run, mouth + 1) ? mouth + 1 : at;
}

/* "@handle", "#topic" */
static uint32_t tag_end(const dtl_run *run, uint32_t at)
{
    uint32_t first = peek(run, at + 1);
    if ((peek(run, at) != '@' && peek(run, at) != '#') ||
        !dtli_utf8_is_letter(first))
        return at;
    uint32_t end = at + 1;
    while (word_at(run, end) || peek(run, end) == '_')
        end++;
    return end;
}

/* "US$", "HK$", "A$" */
static uint32_t dollar_end(const dtl_run *run, uint32_t at)
{
    uint32_t end = at;
    while (end < at + 3 && peek(run, end) < 0x80 && is_upper(peek(run, end)))
        end++;
    return end > at && peek(run, end) == '$' ? end + 1 : at;
}

uint32_t dtli_scan_whole(const dtl_run *run, uint32_t at)
{
    if (literal_at(run, at, "http://") || literal_at(run, at, "https://") ||
        literal_at(run, at, "ftp://") || literal_at(run, at, "www.") ||
        literal_at(run, at, "mailto:"))
        return address_end(run, at);
    static uint32_t (*const RULES[])(const dtl_run *, uint32_t) = {
        tag_end, smiley_end, dollar_end,
    };
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        uint32_t end = RULES[i](run, at);
        if (end > at)
            return end;
    }
    /* Both look along the whole word: only where a word begins. */
    if (at > 0 && in_host(peek(run, at - 1)))
        return at;
    uint32_t end = mail_end(run, at);
    return end > at ? end : domain_end(run, at);
}

/* The label that begins at `first` is a file's ending, or others follow:
 * "report.doc", "alt.news" of "alt.news.misc". */
static bool is_file_label(const dtl_run *run, uint32_t first)
{
    uint32_t end = first;
    while (word_at(run, end))
        end++;
    if (peek(run, end) == '.' && word_at(run, end + 1))
        return true;
    char buffer[DTLI_WORD_BUFFER];
    return dtli_list_is_file_ending(dtli_scan_lower(run, first, end, buffer));
}

/* Whether the "." at `dot` joins letters: "U.S", "Ph.D", "report.doc", but
 * not "ended.The" or "J.Okafor". `first` is where the label before it
 * begins. */
static bool point_joins(const dtl_run *run, uint32_t first, uint32_t dot)
{
    uint32_t before = peek(run, dot - 1);
    uint32_t after = peek(run, dot + 1);
    if (dtli_scan_is_digit(before) && dtli_scan_is_digit(after))
        return true;
    if (dtli_scan_is_digit(after) && dtli_utf8_is_letter(before))
        return false; /* "No.5" */
    bool short_next = !word_at(run, dot + 2) || !word_at(run, dot + 3);
    if (dot - first <= 2 && short_next)
        return true;
    bool chained = dot - first > 2 && first > 0 && peek(run, first - 1) == '.';
    return chained || is_file_label(run, dot + 1);
}

/* "1,000": the comma at `at` has three digits behind it, not more. */
static bool groups_thousands(const dtl_run *run, uint32_t at)
{
    return digit_at(run, at + 1) && digit_at(run, at + 2) &&
           digit_at(run, at + 3) && !digit_at(run, at + 4);
}

/* Whether the mark at `at`, between two word characters, joins them. */
static bool mark_joins(const dtl_run *run, uint32_t first, uint32_t at)
{
    uint32_t cp = peek(run, at);
    bool digits = digit_at(run, at - 1) && digit_at(run, at + 1);
    if (dtli_char_is_apostrophe(cp))
        return !digits; /* not in 5'10 */
    if (dtli_char_is_hyphen(cp) || cp == '_')
        return true;
    if (cp == '.')
        return point_joins(run, first, at);
    if (cp == ',')
        return digits && groups_thousands(run, at);
    if (cp == ':')
        return digits;
    bool single = at - first == 1 && !word_at(run, at + 2);
    if (cp == '/') /* "9/11", "b/c", but not "and/or", "f/b/o" */
        return digits || (single && peek(run, at + 2) != '/' &&
                          (first == 0 || peek(run, first - 1) != '/'));
    if (cp == '&')
        return single || (at - first <= 4 && is_upper(peek(run, at - 1)) &&
                          is_upper(peek(run, at + 1)));
    return cp == '*' || cp == '@';
}

/* Letters of single-letter labels: "U.S", "p.m", "Ph.D". */
static bool is_acronym(const dtl_run *run, uint32_t first, uint32_t end)
{
    uint32_t label = 0;
    bool points = false;
    for (uint32_t i = first; i < end; i++) {
        uint32_t cp = run->units[i].cp;
        points = points || cp == '.';
        label = cp == '.' ? 0 : label + 1;
        if (label > 2 || (cp != '.' && !dtli_utf8_is_letter(cp)))
            return false;
    }
    return points && end > first && peek(run, end - 1) != '.';
}

/* What comes after the full stop at `dot`: a character of the chunk, or the
 * first one of the next chunk; 0 at the end of the block. */
static uint32_t follower(const dtl_run *run, uint32_t dot)
{
    return dot + 1 < run->count ? peek(run, dot + 1) : run->next;
}

/* "J." of "J. K. Okafor" and "J.Okafor", "c." of "c. 1900", not the "I." of
 * "than I." or the "C." of "vitamin C. The". */
static bool initial_takes_stop(const dtl_run *run, uint32_t letter,
                               uint32_t after)
{
    bool opener = after == run->next && dtli_list_is_opener(run->next_word);
    if (is_upper(letter))
        return after != 0 && letter != 'I' && !opener;
    return dtli_scan_is_digit(after);
}

/* Words that are seldom abbreviations: only where the sentence goes on. */
static bool is_doubtful(dtl_str word)
{
    static const char *const DOUBTFUL[] = { "ala", "ill", "la",   "mar",
                                            "mass", "mon", "ore", "pa",
                                            "sat",  "sun", "wash", "wed" };
    for (size_t i = 0; i < sizeof DOUBTFUL / sizeof DOUBTFUL[0]; i++) {
        if (dtli_str_is(word, DOUBTFUL[i]))
            return true;
    }
    return false;
}

/* Whether the word [first, dot) owns the full stop at `dot`. */
static bool takes_stop(const dtl_run *run, uint32_t first, uint32_t dot)
{
    uint32_t after = follower(run, dot);
    while (first + 1 < dot && digit_at(run, first))
        first++; /* "7p.m." */
    if (is_acronym(run, first, dot))
        return true;
    if (dot - first == 1 && dtli_utf8_is_letter(peek(run, first)))
        return initial_takes_stop(run, peek(run, first), after);
    char buffer[DTLI_WORD_BUFFER];
    dtl_str word = dtli_scan_lower(run, first, dot, buffer);
    dtl_abbr kind = dtli_list_abbreviation(word);
    bool number = dtli_scan_is_digit(after);
    /* "etc." that ends a sentence leaves the full stop to it */
    if (dtli_str_is(word, "etc"))
        return after != 0 && !is_upper(after);
    if (kind == DTLI_ABBR_NONE || kind == DTLI_ABBR_NUMBER)
        return kind == DTLI_ABBR_NUMBER && number;
    if ((dtli_str_is(word, "ie") || dtli_str_is(word, "eg")) &&
        is_upper(peek(run, first)))
        return false;
    if (dtli_list_abbreviation_needs_capital(word) &&
        !is_upper(peek(run, first)))
        return false;
    if (is_doubtful(word))
        return number || after == ',' || dtli_utf8_is_lower(after);
    return kind == DTLI_ABBR_FINAL || after != 0;
}

/* Three points or more; of two the first may end an abbreviation. */
static bool is_ellipsis(const dtl_run *run, uint32_t at)
{
    return peek(run, at + 1) == '.' && peek(run, at + 2) == '.';
}

uint32_t dtli_scan_word(const dtl_run *run, uint32_t at)
{
    uint32_t end = at;
    uint32_t label = at; /* first character after the last "." or "-" */
    uint32_t part = at;  /* first character after the last "-" */
    if ((peek(run, at) == '.' || peek(run, at) == '+') && at == 0 &&
        (digit_at(run, at + 1) || is_file_label(run, at + 1)))
        end++; /* ".22", "+44", ".doc" */
    while (end < run->count) {
        uint32_t cp = run->units[end].cp;
        bool more = word_at(run, end + 1);
        if (dtli_char_is_word(cp)) {
            end++;
        } else if (end > at && more && mark_joins(run, label, end)) {
            end++;
            if (cp == '.' || dtli_char_is_hyphen(cp))
                label = end;
            if (dtli_char_is_hyphen(cp))
                part = end;
        } else if (cp == '.' && end > part && !is_ellipsis(run, end) &&
                   takes_stop(run, part, end)) {
            end++;
            bool joins = dtli_char_is_hyphen(peek(run, end)) ||
                         dtli_char_is_apostrophe(peek(run, end));
            if (!joins || !word_at(run, end + 1))
                return end;
        } else {
            return end;
        }
    }
    return end;
}

static bool is_point(uint32_t cp)
{
    return cp == '.' || cp == 0x2026;
}

static bool is_exclamation(uint32_t cp)
{
    return cp == '!' || cp == '?';
}

static bool repeats(uint32_t cp)
{
    return cp == '*' || cp == '=' || cp == '_' || cp == '#' || cp == '+' ||
           cp == '~' || cp == '<' || cp == '>' || cp == '^' || cp == '|' ||
           cp == ',' || cp == '$';
}

static bool is_line(uint32_t cp)
{
    return dtli_char_is_hyphen(cp) || dtli_char_is_dash(cp);
}

/* Characters that make one mark together: "...", "?!", "--", "***". */
static bool same_mark(uint32_t first, uint32_t cp)
{
    return (is_point(first) && is_point(cp)) ||
           (is_exclamation(first) && is_exclamation(cp)) ||
           (is_line(first) && is_line(cp)) || (repeats(first) && cp == first);
}

uint32_t dtli_scan_punctuation(const dtl_run *run, uint32_t at)
{
    uint32_t first = peek(run, at);
    uint32_t end = at + 1;
    if (dtli_char_is_apostrophe(first)) /* two are a double quote */
        return dtli_char_is_apostrophe(peek(run, end)) ? end + 1 : end;
    while (end < run->count && same_mark(first, run->units[end].cp))
        end++;
    if (first == '.' && end == at + 1) { /* ".?" */
        while (is_exclamation(peek(run, end)))
            end++;
    }
    return end;
}
