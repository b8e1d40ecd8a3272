/* seam.c — see seam.h.
 *
 * No rule tells the end of "Hope you are well" from that of "Hope Springs":
 * a logistic model over the words and marks around the place does, fitted by
 * tools/fit_seams.py on the training parts of EWT and GUM. Its weights, whole
 * thousandths so that sums are exact, stand in seam_table.c. It errs on the
 * side of going on, for in newswire nearly every sentence has its stop.
 */
#include "segment/seam.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "segment/lists.h"
#include "segment/mark.h"
#include "segment/seam_table.h"

enum {
    THRESHOLD = 1000, /* odds of e : 1 (docs/segmentation.md) */
    BACK_MAX = 8,     /* words that are looked back on */
    AHEAD_MAX = 25,   /* tokens in which a stop is looked for */
    OPENING_MAX = 4,  /* words of a sentence that may be a greeting */
    LINE_MARK_MIN = 3 /* "---" is a line, "--" a dash */
};

/* Of the net or of mail. */
static bool is_address(const dtl_token *tok)
{
    return (tok->norm.len > 1 &&
            memchr(tok->norm.ptr, '@', tok->norm.len) != NULL) ||
           dtli_mark_is_address(tok->norm);
}

/* "03/14/2021", "4:38" */
static bool is_date_or_clock(dtl_str s)
{
    for (size_t i = 1; i + 1 < s.len; i++) {
        if ((s.ptr[i] == '/' || s.ptr[i] == ':') &&
            dtli_is_digit(s.ptr[i - 1]) && dtli_is_digit(s.ptr[i + 1]))
            return true;
    }
    return false;
}

static bool is_line_mark(dtl_str s)
{
    for (size_t i = 1; i < s.len; i++) {
        if (s.ptr[i] != s.ptr[0])
            return false;
    }
    return s.len >= LINE_MARK_MIN;
}

/* L lower case, C capitalised, U upper case, I one capital. */
static char word_kind(const dtl_token *tok)
{
    if (!dtli_mark_is_upper(tok))
        return 'L';
    if (tok->norm.len == 1)
        return 'I';
    for (size_t i = 0; i < tok->norm.len; i++) {
        if (tok->norm.ptr[i] >= 'a' && tok->norm.ptr[i] <= 'z')
            return 'C';
    }
    return 'U';
}

static char mark_kind(const dtl_token *tok)
{
    static const char MARKS[] = ",K:O;S\"Q'q((((){[()>]>}>>><<||-B*B#B";
    dtl_str s = tok->norm;
    if (dtli_mark_is_smiley(tok))
        return 'H';
    if (dtli_mark_is_stop(tok))
        return '.';
    if (is_line_mark(s))
        return 'R';
    if (dtli_str_is(s, "--"))
        return 'D';
    for (size_t i = 0; s.len == 1 && i + 1 < sizeof MARKS - 1; i += 2) {
        if (MARKS[i] == s.ptr[0])
            return MARKS[i + 1];
    }
    return 'X';
}

/* What stands at `i`, as a letter: word_kind, mark_kind, or A address, N
 * number, T date or clock. */
static char plain_kind(const dtl_token *tok)
{
    if (!dtli_mark_is_word(tok))
        return mark_kind(tok);
    if (is_address(tok))
        return 'A';
    if (dtli_utf8_is_letter(dtli_mark_first(tok)))
        return word_kind(tok);
    return is_date_or_clock(tok->norm) ? 'T' : 'N';
}

/* The same, with M for the "PM" behind a clock; ^ and $ outside. */
static char kind(const dtl_scanner *sc, uint32_t i)
{
    char buffer[DTLI_MARK_BUFFER];
    if (i >= sc->last)
        return '$';
    const dtl_token *tok = &sc->tokens[i];
    dtl_str word = dtli_mark_lower(tok, buffer);
    if (i > sc->start && (dtli_str_is(word, "am") || dtli_str_is(word, "pm"))) {
        char before = plain_kind(tok - 1);
        if (before == 'N' || before == 'T')
            return 'M';
    }
    return plain_kind(tok);
}

/* Numbers as one letter, the wider the larger they are. */
static char size_of(uint32_t n)
{
    if (n <= 4)
        return (char)('0' + n);
    return n <= 6 ? '5' : n <= 10 ? '7' : n <= 20 ? '9' : '+';
}

/* Appends the feature "KEYword" and the letters of `tail`. */
static void add(dtl_seam *out, const char *key, dtl_str word, const char *tail)
{
    char *name = out->name[out->count];
    size_t key_len = strlen(key), tail_len = strlen(tail);
    if (out->count == DTLI_SEAM_FEATURES ||
        key_len + word.len + tail_len >= DTLI_SEAM_BYTES)
        return;
    memcpy(name, key, key_len);
    memcpy(name + key_len, word.ptr, word.len);
    memcpy(name + key_len + word.len, tail, tail_len + 1);
    out->count++;
}

/* The word itself where `letter` is one of a word, else the letter. */
static void add_word(dtl_seam *out, const char *key, const dtl_token *tok,
                     const char *letter)
{
    char buffer[DTLI_MARK_BUFFER];
    bool word = strchr("LCUIM", letter[0]) != NULL;
    add(out, key, word ? dtli_mark_lower(tok, buffer) : DTL_STR(""),
        word ? "" : letter);
}

/* Whether a word in lower case stands in the sentence, up to `i`. */
static bool has_lower(const dtl_scanner *sc, uint32_t i)
{
    for (uint32_t n = 0; n < BACK_MAX && i - n >= sc->start; n++) {
        if (plain_kind(&sc->tokens[i - n]) == 'L')
            return true;
        if (i == n)
            break;
    }
    return false;
}

/* How far ahead the next stop stands; $ for none in the block. */
static char stop_ahead(const dtl_scanner *sc, uint32_t i)
{
    for (uint32_t n = 0; n < AHEAD_MAX; n++) {
        if (i + n >= sc->last)
            return '$';
        if (dtli_mark_is_stop(&sc->tokens[i + n]))
            return size_of(n);
    }
    return size_of(AHEAD_MAX);
}

/* The sentence so far, which is `words` long. */
static void describe_sentence(const dtl_scanner *sc, uint32_t i, char pc,
                              const char *next, dtl_seam *out)
{
    const dtl_str none = DTL_STR("");
    char buffer[DTLI_MARK_BUFFER];
    uint32_t words = i - sc->start + 1;
    char size = size_of(words);
    add(out, "l=", none, (char[]){ size, pc, 0 });
    add(out, has_lower(sc, i) ? "low=y" : "low=n", none,
        (char[]){ pc, next[0], next[1], 0 });
    add(out, "in=", none,
        (char[]){ sc->depth > 0 ? '(' : '-', sc->quote_open ? '"' : '-', pc,
                  0 });
    if (pc == 'K' && words > 1)
        add(out, "kw=", dtli_mark_lower(&sc->tokens[i - 1], buffer),
            (char[]){ size, 0 });
    if (words > OPENING_MAX)
        return;
    add(out, "fw=", dtli_mark_lower(&sc->tokens[sc->start], buffer), "");
    add(out, "f=", none, (char[]){ kind(sc, sc->start), size, pc, next[0], 0 });
}

bool dtli_seam_describe(const dtl_scanner *sc, uint32_t i, dtl_seam *out)
{
    const dtl_token *tok = &sc->tokens[i];
    char buffer[DTLI_MARK_BUFFER];
    const dtl_str none = DTL_STR("");
    out->count = 0;
    if (!dtli_mark_spaced(tok) || dtli_mark_last(tok) == '.')
        return false;
    char nc = kind(sc, i + 1);
    char pc = kind(sc, i);
    bool may = strchr("CUIATNRB(\"qQH<X|D", nc) != NULL;
    if (pc == '.' || (!may && !(nc == 'L' && strchr("MTRAH>", pc))))
        return false;
    bool opener = strchr("CUI", nc) &&
                  dtli_list_is_opener(dtli_mark_lower(tok + 1, buffer));
    const char next[] = { nc, opener ? 'o' : 0, 0 };
    char after = kind(sc, i + 2);
    add(out, "b", none, "");
    add(out, "pn=", none, (char[]){ pc, next[0], next[1], 0 });
    add(out, "pp=", none,
        (char[]){ i > sc->start ? kind(sc, i - 1) : '^', pc, 0 });
    add_word(out, "pw=", tok, (char[]){ pc, 0 });
    add_word(out, "nw=", tok + 1, (char[]){ nc, 0 });
    add(out, "n2=", after == 'L' ? dtli_mark_lower(tok + 2, buffer) : none,
        (char[]){ nc, after, 0 });
    add(out, "d=", none, (char[]){ stop_ahead(sc, i + 1), next[1], 0 });
    describe_sentence(sc, i, pc, next, out);
    return true;
}

static int weight_of(const char *name)
{
    size_t low = 0, high = DTLI_SEAM_WEIGHT_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, DTLI_SEAM_WEIGHTS[middle].name);
        if (order == 0)
            return DTLI_SEAM_WEIGHTS[middle].weight;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

bool dtli_seam_ends(const dtl_scanner *sc, uint32_t i)
{
    dtl_seam seam;
    int sum = 0;
    if (i + 1 >= sc->last || !dtli_seam_describe(sc, i, &seam))
        return false;
    for (uint32_t f = 0; f < seam.count; f++)
        sum += weight_of(seam.name[f]);
    return sum >= THRESHOLD;
}
