/* calendar.c — opening the tables of data/calendar.
 *
 * words.tsv becomes a map from a word or set phrase to its classes. For a
 * phrase of several words its first word also gets an entry of class NONE
 * with the number of words, so that most words of a text cost one look-up.
 * All memory is one arena, bounded; cells are read in place.
 */
#include "resolve/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "resolve/calendar_holiday.h"

/* The shipped tables take 2 MB; a table that needs more is no table of ours. */
enum { CALENDAR_BYTES = 32 << 20, EXPECTED_WORDS = 1024 };

#define CLASS_NAME(id) #id,
static const char *const CLASS_NAMES[] = { "", DTL_TIME_CLASSES(CLASS_NAME) };

/* Codes of the value column, by class. */
static const struct {
    dtl_time_class of;
    const char *code;
    int32_t value;
} CODES[] = {
    { DTL_TC_UNIT, "SEC", DTL_UNIT_SEC },
    { DTL_TC_UNIT, "MIN", DTL_UNIT_MIN },
    { DTL_TC_UNIT, "HOUR", DTL_UNIT_HOUR },
    { DTL_TC_UNIT, "NIGHT", DTL_UNIT_NIGHT },
    { DTL_TC_UNIT, "DAY", DTL_UNIT_DAY },
    { DTL_TC_UNIT, "WEEKEND", DTL_UNIT_WEEKEND },
    { DTL_TC_UNIT, "WEEK", DTL_UNIT_WEEK },
    { DTL_TC_UNIT, "FORTNIGHT", DTL_UNIT_FORTNIGHT },
    { DTL_TC_UNIT, "MONTH", DTL_UNIT_MONTH },
    { DTL_TC_UNIT, "QUARTER", DTL_UNIT_QUARTER },
    { DTL_TC_UNIT, "YEAR", DTL_UNIT_YEAR },
    { DTL_TC_UNIT, "DECADE", DTL_UNIT_DECADE },
    { DTL_TC_UNIT, "CENTURY", DTL_UNIT_CENTURY },
    { DTL_TC_UNIT, "MILLENNIUM", DTL_UNIT_MILLENNIUM },
    { DTL_TC_PART, "MO", DTL_PART_MO },
    { DTL_TC_PART, "MI", DTL_PART_MI },
    { DTL_TC_PART, "AF", DTL_PART_AF },
    { DTL_TC_PART, "EV", DTL_PART_EV },
    { DTL_TC_PART, "NI", DTL_PART_NI },
    { DTL_TC_PART, "DT", DTL_PART_DT },
    { DTL_TC_SEASON, "SP", DTL_SEASON_SP },
    { DTL_TC_SEASON, "SU", DTL_SEASON_SU },
    { DTL_TC_SEASON, "FA", DTL_SEASON_FA },
    { DTL_TC_SEASON, "WI", DTL_SEASON_WI },
    { DTL_TC_MOD, "START", DTL_MOD_START },
    { DTL_TC_MOD, "MID", DTL_MOD_MID },
    { DTL_TC_MOD, "END", DTL_MOD_END },
    { DTL_TC_APPROX, "APPROX", DTL_APPROX_APPROX },
    { DTL_TC_APPROX, "LESS", DTL_APPROX_LESS },
    { DTL_TC_APPROX, "MORE", DTL_APPROX_MORE },
    { DTL_TC_FIXED, "PAST_REF", DTL_REF_PAST },
    { DTL_TC_FIXED, "PRESENT_REF", DTL_REF_PRESENT },
    { DTL_TC_FIXED, "FUTURE_REF", DTL_REF_FUTURE },
    { DTL_TC_AMPM, "AM", 0 },
    { DTL_TC_AMPM, "PM", 1 },
};

dtl_time_class dtli_time_class_find(dtl_str name)
{
    for (int i = 1; i < DTL_TC_COUNT; i++) {
        if (dtli_str_is(name, CLASS_NAMES[i]))
            return (dtl_time_class)i;
    }
    return DTL_TC_NONE;
}

/* Plurals and adjectives share the codes of their class. */
static dtl_time_class code_class(dtl_time_class of)
{
    switch (of) {
    case DTL_TC_UNITS:
        return DTL_TC_UNIT;
    case DTL_TC_PARTS:
        return DTL_TC_PART;
    case DTL_TC_FIXEDADJ:
        return DTL_TC_FIXED;
    default:
        return of;
    }
}

/* "P1D" of OFTEN is a number and a unit: 100 * number + unit. */
static bool read_period(dtl_str text, int32_t *value)
{
    uint64_t count = 0;
    bool time = text.len > 1 && text.ptr[1] == 'T';
    size_t at = time ? 2 : 1;
    if (text.len < at + 2 || text.ptr[0] != 'P' ||
        !dtli_str_to_u64(dtli_str_slice(text, at, text.len - 1), 99, &count))
        return false;
    static const char LETTERS[] = "DWMYH";
    static const int32_t UNITS[] = { DTL_UNIT_DAY, DTL_UNIT_WEEK,
                                     DTL_UNIT_MONTH, DTL_UNIT_YEAR,
                                     DTL_UNIT_HOUR };
    const char *letter = memchr(LETTERS, text.ptr[text.len - 1], 5);
    if (!letter)
        return false;
    *value = (int32_t)count * 100 + UNITS[letter - LETTERS];
    return true;
}

static bool read_value(dtl_time_class of, dtl_str text, int32_t *value)
{
    if (of == DTL_TC_OFTEN)
        return read_period(text, value);
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++) {
        if (CODES[i].of == code_class(of) && dtli_str_is(text, CODES[i].code)) {
            *value = CODES[i].value;
            return true;
        }
    }
    double number = 0;
    if (!dtli_str_to_double(text, &number) || number < -1e6 || number > 1e6)
        return false;
    /* NUM counts in tenths, for "two and a half". */
    *value = (int32_t)(of == DTL_TC_NUM ? number * 10 : number);
    return true;
}

static bool read_when(dtl_str text, uint8_t *when)
{
    static const char *const NAMES[] = { "", "cap", "abbr", "num" };
    for (uint8_t i = 0; i < 4; i++) {
        if (dtli_str_is(text, NAMES[i])) {
            *when = i;
            return true;
        }
    }
    return false;
}

static dtl_status put_entry(dtl_calendar *cal, dtl_str key,
                            dtl_time_entry entry, dtl_error *err)
{
    for (uint32_t h = dtli_strmap_find(cal->words, key);
         h != DTL_STRMAP_NONE; h = dtli_strmap_next(cal->words, h)) {
        const dtl_time_entry *old =
            &cal->entries[dtli_strmap_value(cal->words, h)];
        if (old->symbol == entry.symbol && old->value == entry.value &&
            old->when == entry.when)
            return DTL_OK;
    }
    if (!dtli_arena_grow(cal->arena, &cal->entries, cal->entry_count,
                         &cal->entry_capacity, sizeof entry) ||
        !dtli_strmap_put(cal->words, key, cal->entry_count))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E400: no memory for calendar");
    cal->entries[cal->entry_count++] = entry;
    return DTL_OK;
}

dtl_status dtli_calendar_add_word(dtl_calendar *calendar, dtl_str word,
                                  dtl_time_entry entry, dtl_error *err)
{
    int32_t words = 1;
    for (size_t i = 0; i < word.len; i++)
        words += word.ptr[i] == ' ';
    if (word.len == 0 || word.len >= DTL_TIME_KEY_SIZE ||
        words > DTL_TIME_PHRASE_WORDS)
        return dtl_fail(err, DTL_SYNTAX, 0, 0, "E401: bad word \"%.*s\"",
                        DTL_FMT(word));
    dtl_status status = put_entry(calendar, word, entry, err);
    if (status != DTL_OK || words == 1)
        return status;
    dtl_str first = dtli_str_slice(word, 0, dtli_str_find(word, ' ', 0));
    return put_entry(calendar, first,
                     (dtl_time_entry){ DTL_TC_NONE, 0, words }, err);
}

static dtl_status read_words(dtl_calendar *cal, const dtl_table *table,
                             dtl_error *err)
{
    int class_at = dtli_table_column(table, "class");
    int word_at = dtli_table_column(table, "word");
    int value_at = dtli_table_column(table, "value");
    int when_at = dtli_table_column(table, "when");
    for (uint32_t row = 0; row < table->rows; row++) {
        dtl_str word = dtli_table_cell(table, row, word_at);
        dtl_time_class of =
            dtli_time_class_find(dtli_table_cell(table, row, class_at));
        dtl_time_entry entry = { .symbol = (uint16_t)of };
        if (of == DTL_TC_NONE ||
            !read_value(of, dtli_table_cell(table, row, value_at),
                        &entry.value) ||
            !read_when(dtli_table_cell(table, row, when_at), &entry.when))
            return dtl_fail(err, DTL_SYNTAX, row + 1, 0,
                            "E402: bad row of calendar/words: \"%.*s\"",
                            DTL_FMT(word));
        dtl_status status = dtli_calendar_add_word(cal, word, entry, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_OK;
}

typedef dtl_status read_table(dtl_calendar *, const dtl_table *, dtl_error *);

static dtl_status read_tables(dtl_calendar *cal, const dtl_lexicon *lexicon,
                              dtl_error *err)
{
    static const struct {
        const char *name;
        read_table *read;
    } TABLES[] = {
        { "calendar/words", read_words },
        { "calendar/holidays", dtli_calendar_read_holidays },
        { "calendar/patterns", dtli_calendar_read_patterns },
    };
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        dtl_table table;
        dtl_status status =
            dtli_lexicon_table(lexicon, TABLES[i].name, &table, err);
        if (status == DTL_OK)
            status = TABLES[i].read(cal, &table, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_OK;
}

dtl_status dtli_calendar_open(const dtl_lexicon *lexicon, dtl_calendar **out,
                              dtl_error *err)
{
    dtl_arena *arena = dtli_arena_new(CALENDAR_BYTES);
    dtl_calendar *cal = arena ? dtli_arena_make(arena, dtl_calendar) : NULL;
    if (!cal) {
        dtli_arena_free(arena);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E403: no memory for calendar");
    }
    cal->arena = arena;
    cal->words = dtli_strmap_new(EXPECTED_WORDS);
    dtl_status status = DTL_OK;
    if (!cal->words)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E404: no memory for words");
    else
        status = read_tables(cal, lexicon, err);
    if (status != DTL_OK) {
        dtli_calendar_close(cal);
        return status;
    }
    *out = cal;
    return DTL_OK;
}

void dtli_calendar_close(dtl_calendar *calendar)
{
    if (!calendar)
        return;
    dtli_strmap_free(calendar->words);
    dtli_arena_free(calendar->arena);
}
