/* count.c — how many were killed, held, freed, marched (codebook, part 11).
 *
 * The number of a phrase is its nummod ("12 villagers"), the phrase itself
 * ("killed 12"), or what it is a part of ("dozens of men"). Words before it
 * widen it: "at least 12" is 12 or more, "up to 40" 1 to 40.
 */
#include "code/coder.h"

enum { NUMBER_WORDS = 6 };

typedef struct range {
    int64_t min, max; /* max -1: open */
    int32_t first;    /* first token of the number */
} range;

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static bool is_word(const dtli_coding *c, int32_t token, const char *word)
{
    return token >= 0 && (uint32_t)token < c->doc->token_count &&
           dtli_str_equal_nocase(at(c, token)->norm, dtli_str(word));
}

/* "12", "3,500", "1.5": value and whether it is one. */
static bool digits(dtl_str s, double *out)
{
    char plain[24];
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ',' && i > 0)
            continue;
        if (n == sizeof plain)
            return false;
        plain[n++] = s.ptr[i];
    }
    dtl_str text = { plain, n };
    return n > 0 && plain[0] >= '0' && plain[0] <= '9' &&
           dtli_str_to_double(text, out) && *out < 1e12;
}

static bool small_word(dtl_str s, double *out)
{
    static const char *const WORDS[] = {
        "zero", "one", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    };
    static const struct { const char *word; int value; } TENS[] = {
        { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 },
        { "fifty", 50 },  { "sixty", 60 },  { "seventy", 70 },
        { "eighty", 80 }, { "ninety", 90 },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (dtli_str_equal_nocase(s, dtli_str(WORDS[i]))) {
            *out = (double)i;
            return true;
        }
    for (size_t i = 0; i < sizeof TENS / sizeof TENS[0]; i++)
        if (dtli_str_equal_nocase(s, dtli_str(TENS[i].word))) {
            *out = TENS[i].value;
            return true;
        }
    return false;
}

static double multiplier(dtl_str s)
{
    static const struct { const char *word; double value; } WORDS[] = {
        { "dozen", 12 },   { "hundred", 100 }, { "thousand", 1000 },
        { "million", 1e6 }, { "billion", 1e9 },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (dtli_str_equal_nocase(s, dtli_str(WORDS[i].word)))
            return WORDS[i].value;
    return 0;
}

/* "dozens", "tens of thousands": the table of part 11. */
static bool vague(const dtli_coding *c, int32_t token, range *out)
{
    static const struct { const char *word; int64_t min, max; } WORDS[] = {
        { "several", 3, 9 },       { "few", 3, 9 },
        { "handful", 3, 9 },       { "dozens", 24, 99 },
        { "scores", 40, 99 },      { "hundreds", 200, 999 },
        { "thousands", 2000, 9999 }, { "millions", 2000000, 9999999 },
        { "couple", 2, 2 },        { "pair", 2, 2 },
    };
    if (is_word(c, token, "thousands") && is_word(c, token - 1, "of")) {
        bool tens = is_word(c, token - 2, "tens");
        if (tens || is_word(c, token - 2, "hundreds")) {
            range r = { tens ? 20000 : 200000, tens ? 99999 : 999999,
                        token - 2 };
            *out = r;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (is_word(c, token, WORDS[i].word)) {
            range r = { WORDS[i].min, WORDS[i].max, token };
            *out = r;
            return true;
        }
    return false;
}

/* The number that ends at `token`: "two hundred", "a dozen", "1.5 million". */
static bool exact(const dtli_coding *c, int32_t token, range *out)
{
    double value = 0, factor = 1;
    bool some = false;
    int32_t t = token;
    for (int n = 0; n < NUMBER_WORDS && t >= 0; n++, t--) {
        dtl_str s = at(c, t)->norm;
        double part, times = multiplier(s);
        if (times > 0) {
            factor *= times;
            continue;
        }
        if (!digits(s, &part) && !small_word(s, &part))
            break;
        value += part * factor;
        some = true;
        if (digits(s, &part)) { /* "three 500" is no number */
            t--;
            break;
        }
    }
    if (!some && factor <= 1)
        return false;
    if (!some)
        value = factor; /* "a dozen" */
    if (value > 1e12)
        return false;
    range r = { (int64_t)value, (int64_t)value, t + 1 };
    *out = r;
    return true;
}

/* Words before the number. */
static void widen(const dtli_coding *c, range *r)
{
    int32_t t = r->first - 1;
    if (is_word(c, t, "least") || is_word(c, t, "minimum")) {
        r->max = -1;
    } else if (is_word(c, t, "over") ||
               (is_word(c, t, "than") && is_word(c, t - 1, "more"))) {
        r->min += 1;
        r->max = -1;
    } else if ((is_word(c, t, "to") && is_word(c, t - 1, "up")) ||
               (is_word(c, t, "as") && is_word(c, t - 1, "many"))) {
        r->min = 1;
    } else if (is_word(c, t, "nearly") || is_word(c, t, "almost")) {
        r->min = r->min * 9 / 10;
        r->max -= r->max > 1 ? 1 : 0;
    } else if (is_word(c, t, "about") || is_word(c, t, "some") ||
               is_word(c, t, "around") || is_word(c, t, "approximately")) {
        r->min = r->min * 9 / 10;
        r->max = (r->max * 11 + 9) / 10;
    } else if ((is_word(c, t, "and") || is_word(c, t, "to")) && t > 0) {
        range low; /* "between 5 and 7", "5 to 7" */
        if (exact(c, t - 1, &low) && low.max < r->min) {
            r->min = low.min;
            r->first = low.first;
        }
    }
}

static bool number_at(const dtli_coding *c, int32_t token, range *out)
{
    if (!vague(c, token, out) && !exact(c, token, out))
        return false;
    widen(c, out);
    return true;
}

/* The number of the phrase that `token` heads. */
static bool number_of(const dtli_coding *c, int32_t token, range *out)
{
    if (number_at(c, token, out))
        return true;
    for (int32_t d = c->tree.first[token]; d >= 0 && d < token;
         d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        if ((rel == DTL_REL_NUMMOD || rel == DTL_REL_AMOD ||
             rel == DTL_REL_COMPOUND || rel == DTL_REL_DET) &&
            number_at(c, d, out))
            return true;
    }
    int32_t head = at(c, token)->head;
    if (head >= 0 && at(c, token)->rel == DTL_REL_NMOD && head < token &&
        number_at(c, head, out))
        return true;
    int32_t det = dtli_child(&c->tree, token, DTL_REL_DET);
    if (det >= 0 && (is_word(c, det, "a") || is_word(c, det, "an"))) {
        range one = { 1, 1, det };
        *out = one;
        return true;
    }
    return false;
}

static const char *kind_of(const dtli_coding *c, const dtli_telling *t)
{
    if (dtli_is_known(&c->tree, t->token, CLASS_KILL))
        return "killed";
    if (dtli_is_known(&c->tree, t->token, CLASS_HURT))
        return "injured";
    if (dtli_str_is(t->mode, "abduct"))
        return "abducted";
    if (dtli_str_is(t->mode, "arrest"))
        return "arrested";
    if (dtli_str_is(t->mode, "release"))
        return "freed";
    if (t->type == DTL_EVENT_PROTEST)
        return "crowd";
    if (t->type == DTL_EVENT_MOBILIZE)
        return "troops";
    return NULL;
}

static void add_count(const dtli_coding *c, dtli_telling *t, const char *kind,
                      int32_t token)
{
    range r;
    if (token < 0 || t->count_count == DTL_COUNTS_MAX ||
        !number_of(c, token, &r))
        return;
    dtl_count *count = &t->counts[t->count_count++];
    count->kind = dtli_str(kind);
    count->min = r.min;
    count->max = r.max;
    count->span.start = at(c, r.first)->span.start;
    count->span.end = at(c, r.first > token ? r.first : token)->span.end;
}

/* Whoever is counted: victims and prisoners, or the crowd itself. */
void dtli_counts_find(const dtli_coding *c, dtli_telling *t)
{
    const char *kind = kind_of(c, t);
    int32_t who = DTL_NO_INDEX;
    if (!kind)
        return;
    bool actor = t->type == DTL_EVENT_PROTEST;
    if (dtli_is_verb(&c->tree, t->token))
        who = actor ? dtli_logical_subject(&c->tree, t->token)
                    : dtli_logical_object(&c->tree, t->token);
    else if (actor && t->actors.count)
        who = t->actors.token[0];
    else if (!actor && t->recipients.count)
        who = t->recipients.token[0];
    add_count(c, t, kind, who);
}
