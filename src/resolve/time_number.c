/* time_number.c — numbers, years, clock times in digits and in words.
 *
 * NUM counts in tenths ("two and a half" is 25), CLOCK and HHMM in minutes
 * from midnight. Words follow the usual grammar: ones and teens, tens with
 * an optional hyphen and ones, "hundred", "thousand", "and"; two numbers
 * that do not add up are a year where they can be ("nineteen ninety-six",
 * "twenty thirteen").
 */
#include <string.h>

#include "resolve/time_atom.h"

enum {
    YEAR_MIN = 1000,
    YEAR_MAX = 2199,
    NUMBER_MAX = 100000,
    NUMBER_ATOMS = 10 /* of the longest number in words that is read */
};

typedef struct number {
    uint32_t length; /* atoms, 0: none */
    int32_t value;
} number;

typedef struct builder {
    dtl_time_sent *sent;
    dtl_arena *arena;
    uint32_t at;
    bool ok;
} builder;

static void emit(builder *b, dtl_time_class of, uint32_t length, int32_t value)
{
    dtl_time_edge edge = { (uint16_t)of, (uint16_t)length, value };
    b->ok = b->ok && dtli_time_add_edge(b->sent, b->at, edge, b->arena);
}

static bool key_at(const dtl_time_sent *sent, uint32_t at, const char *word)
{
    return dtli_str_is(dtli_time_key(sent, at), word);
}

static int32_t word_at(const dtl_time_sent *sent, uint32_t at)
{
    return at < sent->atom_count ? sent->atoms[at].number : 0;
}

/* Does a word of value `next` go on with a number whose part below a
 * thousand is `current`? "twenty" "four" does, "nineteen" "ninety" not. */
static bool goes_on(int32_t current, int32_t next)
{
    if (next >= 100)
        return current > 0 && current < 100;
    if (next == 12 && current > 0 && current < 12)
        return true; /* "two dozen" is told apart in join() */
    int32_t low = current % 100;
    return low == 0 || (low >= 20 && low % 10 == 0 && next < 10);
}

static int32_t join(int32_t current, int32_t next, bool dozen)
{
    if (next == 100 || (dozen && current > 0))
        return current * next;
    return current + next;
}

/* Number in words from atom `at` on. "a hundred", "a dozen" count too. */
static number words_number(const dtl_time_sent *sent, uint32_t at)
{
    number best = { 0, 0 };
    int32_t total = 0, current = 0;
    uint32_t i = at;
    if (key_at(sent, at, "a") && word_at(sent, at + 1) >= 12 &&
        word_at(sent, at + 1) % 10 != 3) {
        current = 1;
        i++;
    }
    while (i < sent->atom_count && i < at + NUMBER_ATOMS) {
        int32_t next = word_at(sent, i);
        bool link = current + total > 0 &&
                    (key_at(sent, i, "-") ||
                     (key_at(sent, i, "and") && current + total >= 100));
        if (next == 0 && link) {
            i++;
            continue;
        }
        if (next == 0 || (next < 1000 && !goes_on(current, next)))
            break;
        if (next == 1000) {
            total = (current > 0 ? current : 1) * 1000;
            current = 0;
        } else {
            current = join(current, next, key_at(sent, i, "dozen"));
        }
        i++;
        if (total + current > NUMBER_MAX)
            break;
        best = (number){ i - at, total + current };
    }
    return best;
}

/* "and a half" behind a number of `length` atoms, or the unit's: 3, else 0. */
static uint32_t half_after(const dtl_time_sent *sent, uint32_t at)
{
    uint32_t skip = key_at(sent, at, "-") ? 1 : 0;
    if (!key_at(sent, at + skip, "and"))
        return 0;
    uint32_t link = key_at(sent, at + skip + 1, "-") ? 1 : 0;
    if (!key_at(sent, at + skip + link + 1, "a"))
        return 0;
    uint32_t last = key_at(sent, at + skip + link + 2, "-") ? 1 : 0;
    return key_at(sent, at + skip + link + last + 2, "half")
               ? skip + link + last + 3
               : 0;
}

static void emit_year_words(builder *b, number n)
{
    bool round = n.value >= 2000 && n.value <= YEAR_MAX;
    if (round || (n.value >= 1100 && n.value < 2000 && n.value % 100 == 0))
        emit(b, DTL_TC_YEAR, n.length, n.value);
    if (n.value < 10 || n.value > 20)
        return;
    uint32_t next = b->at + n.length + key_at(b->sent, b->at + n.length, "-");
    number low = words_number(b->sent, next);
    if (low.length > 0 && low.value >= 10 && low.value <= 99)
        emit(b, DTL_TC_YEAR, next + low.length - b->at,
             n.value * 100 + low.value);
}

static void emit_words(builder *b)
{
    number n = words_number(b->sent, b->at);
    if (n.length > 0) {
        emit(b, DTL_TC_NUM, n.length, n.value * 10);
        if (n.value <= 12 && n.value > 0)
            emit(b, DTL_TC_HOUR, n.length, n.value);
        uint32_t half = half_after(b->sent, b->at + n.length);
        if (half > 0)
            emit(b, DTL_TC_NUM, n.length + half, n.value * 10 + 5);
        emit_year_words(b, n);
    }
    /* "twenty-first" */
    uint32_t next = b->at + 1 + key_at(b->sent, b->at + 1, "-");
    int32_t tens = word_at(b->sent, b->at);
    const dtl_time_atom *a = &b->sent->atoms[b->at];
    if ((tens == 20 || tens == 30) && next < b->sent->atom_count &&
        b->sent->atoms[next].ordinal >= 1 && b->sent->atoms[next].ordinal < 10) {
        int32_t value = tens + b->sent->atoms[next].ordinal;
        emit(b, DTL_TC_ORDINAL, next + 1 - b->at, value);
        emit(b, DTL_TC_DAY, next + 1 - b->at, value);
    }
    if (a->ordinal >= 1 && a->ordinal <= 31)
        emit(b, DTL_TC_DAY, 1, a->ordinal);
    /* "a half" stands behind a unit: "a minute and a half" */
    if (key_at(b->sent, b->at, "a") && key_at(b->sent, b->at + 1, "half"))
        emit(b, DTL_TC_NUM, 2, 5);
}

/* Digits from *at on into *value; how many there were. */
static size_t read_digits(dtl_str key, size_t at, int32_t *value)
{
    size_t i = at;
    *value = 0;
    for (; i < key.len && key.ptr[i] >= '0' && key.ptr[i] <= '9' && i < at + 7;
         i++)
        *value = *value * 10 + (key.ptr[i] - '0');
    return i - at;
}

static bool rest_is(dtl_str key, size_t at, const char *text)
{
    return dtli_str_is(dtli_str_slice(key, at, key.len), text);
}

/* "8pm", "8:30pm", "830am" have their half of the day glued on. */
static void emit_clock(builder *b, dtl_str key, int32_t hour, size_t at)
{
    int32_t minute = 0;
    if (at < key.len && (key.ptr[at] == ':' || key.ptr[at] == '.')) {
        if (read_digits(key, at + 1, &minute) != 2)
            return;
        bool plain = at + 3 == key.len;
        if (plain && key.ptr[at] == '.' &&
            !key_at(b->sent, b->at + 1, "am") &&
            !key_at(b->sent, b->at + 1, "pm"))
            return;
        at += 3;
    } else if (at == key.len) {
        return;
    }
    bool am = rest_is(key, at, "am") || rest_is(key, at, "a.m.") ||
              rest_is(key, at, "a.m");
    bool pm = rest_is(key, at, "pm") || rest_is(key, at, "p.m.") ||
              rest_is(key, at, "p.m");
    if ((at < key.len && !am && !pm) || minute > 59 || hour > 24)
        return;
    if (hour == 12 && am)
        hour = 0;
    if (hour < 12 && pm)
        hour += 12;
    emit(b, DTL_TC_CLOCK, 1, hour * 60 + minute);
}

static void emit_ordinal(builder *b, dtl_str key, int32_t value, size_t at)
{
    static const char *const SUFFIXES[] = { "st", "nd", "rd", "th" };
    for (int i = 0; i < 4; i++) {
        if (rest_is(key, at, SUFFIXES[i])) {
            emit(b, DTL_TC_ORDINAL, 1, value);
            if (value >= 1 && value <= 31)
                emit(b, DTL_TC_DAY, 1, value);
        }
    }
}

static void emit_decade(builder *b, dtl_str key, int32_t value, size_t at)
{
    if (value % 10 != 0 || !rest_is(key, at, "s"))
        return;
    if (at == 4 && value >= YEAR_MIN && value <= YEAR_MAX)
        emit(b, DTL_TC_DECADE, 1, value);
    /* Two digits are an age or a temperature unless marked: "'90s". */
    if (at == 2 && key_at(b->sent, (uint32_t)(b->at - 1), "'"))
        emit(b, DTL_TC_DECADE, 1, value + (value < 30 ? 2000 : 1900));
}

static void emit_plain(builder *b, int32_t value, size_t length)
{
    emit(b, DTL_TC_NUM, 1, value * 10);
    if (length <= 2) {
        emit(b, DTL_TC_NUMERIC, 1, value);
        if (value >= 1 && value <= 31)
            emit(b, DTL_TC_DAY, 1, value);
        if (value >= 1 && value <= 12)
            emit(b, DTL_TC_HOUR, 1, value);
    }
    if (length == 4 && value >= YEAR_MIN && value <= YEAR_MAX)
        emit(b, DTL_TC_YEAR, 1, value);
    if (length == 4 && value / 100 <= 24 && value % 100 < 60)
        emit(b, DTL_TC_HHMM, 1, value / 100 * 60 + value % 100);
    /* "2 1/2 years": the fraction was cut at its stroke. */
    if (key_at(b->sent, b->at + 1, "1") && key_at(b->sent, b->at + 2, "/") &&
        key_at(b->sent, b->at + 3, "2"))
        emit(b, DTL_TC_NUM, 4, value * 10 + 5);
    if (key_at(b->sent, b->at + 1, "\xc2\xbd"))
        emit(b, DTL_TC_NUM, 2, value * 10 + 5);
    uint32_t half = half_after(b->sent, b->at + 1);
    if (half > 0)
        emit(b, DTL_TC_NUM, half + 1, value * 10 + 5);
}

static void emit_digits(builder *b, dtl_str key)
{
    int32_t value = 0, part = 0;
    size_t length = read_digits(key, 0, &value);
    if (length == key.len && length <= 5) {
        emit_plain(b, value, length);
        return;
    }
    if (length > 4)
        return;
    if (key.len == length + 2 && key.ptr[length] == '.' &&
        read_digits(key, length + 1, &part) == 1)
        emit(b, DTL_TC_NUM, 1, value * 10 + part);
    if (length <= 3 && key.len == length + 4 && key.ptr[length] == ',' &&
        read_digits(key, length + 1, &part) == 3 && value < 100)
        emit(b, DTL_TC_NUM, 1, (value * 1000 + part) * 10);
    if (length <= 2)
        emit_clock(b, key, value, length);
    emit_ordinal(b, key, value, length);
    emit_decade(b, key, value, length);
}

/* "'98": 1998 or, below 30, 2005. */
static void emit_short_year(builder *b, dtl_str digits, uint32_t length)
{
    int32_t value = 0;
    if (digits.len == 2 && read_digits(digits, 0, &value) == 2)
        emit(b, DTL_TC_YEAR, length, value + (value < 30 ? 2000 : 1900));
}

bool dtli_time_number_edges(dtl_time_sent *sent, uint32_t at, dtl_arena *arena)
{
    builder b = { sent, arena, at, true };
    dtl_str key = sent->atoms[at].key;
    if (sent->atoms[at].digits)
        emit_digits(&b, key);
    else if (key.len > 1 && key.ptr[0] == '\'' && key.ptr[1] >= '0' &&
             key.ptr[1] <= '9' && key.len == 4 && rest_is(key, 2, "0s"))
        emit(&b, DTL_TC_DECADE, 1,
             (key.ptr[1] - '0') * 10 + (key.ptr[1] < '3' ? 2000 : 1900));
    else if (key.len == 3 && key.ptr[0] == '\'')
        emit_short_year(&b, dtli_str_slice(key, 1, 3), 1);
    else if (dtli_str_is(key, "'") && at + 1 < sent->atom_count &&
             sent->atoms[at].end == sent->atoms[at + 1].start)
        emit_short_year(&b, dtli_time_key(sent, (int64_t)at + 1), 2);
    else if (sent->atoms[at].number || sent->atoms[at].ordinal ||
             dtli_str_is(key, "a"))
        emit_words(&b);
    return b.ok;
}
