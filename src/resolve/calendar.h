/* calendar.h — words of time, patterns over them, holidays.
 *
 * data/calendar/words.tsv puts words into classes with a value ("march",
 * MONTH, 3), data/calendar/patterns.tsv tells which sequences of classes and
 * literal words are a time expression and how it is read, and holidays.tsv
 * how feasts are computed. Patterns become one trie over symbols, so that a
 * text is matched in one walk from each word.
 */
#ifndef DATELINE_RESOLVE_CALENDAR_H
#define DATELINE_RESOLVE_CALENDAR_H

#include "base/day.h"
#include "resolve/time.h"

/* Classes of words.tsv and, marked *, those that the code recognises.
 * X(identifier); docs/time.md tells what each one holds. */
#define DTL_TIME_CLASSES(X)                                                   \
    X(MONTH) X(WEEKDAY) X(WEEKDAYS) X(UNIT) X(UNITS) X(ORDINAL) X(NUMBER)     \
    X(VAGUE) X(ONE) X(PART) X(PARTS) X(SEASON) X(MOD) X(SOONER) X(APPROX)     \
    X(REL) X(SPAN) X(REFER) X(LATEST) X(AGO) X(SHIFT) X(TODAY)                \
    X(TONIGHT) X(OVERNIGHT) X(EVERY) X(OFTEN) X(FIXED) X(FIXEDADJ) X(FISCAL)  \
    X(HALF) X(CLOCKWORD) X(ZONE) X(AMPM) X(HOLIDAY) X(DECADE) X(QUARTER)      \
    X(NUM) X(DAY) X(YEAR) X(CLOCK) X(HHMM) X(HOUR) X(NUMERIC)

#define DTL_TIME_CLASS_ID(id) DTL_TC_##id,
typedef enum dtl_time_class {
    DTL_TC_NONE,
    DTL_TIME_CLASSES(DTL_TIME_CLASS_ID) DTL_TC_COUNT
} dtl_time_class;

/* How a pattern is read: one function of time_read*.c each. */
#define DTL_TIME_READINGS(X)                                                  \
    X(date) X(weekday) X(today) X(part) X(unit) X(refer) X(ago) X(shift)      \
    X(duration) X(span) X(set) X(often) X(fixed) X(quarter) X(half)           \
    X(season) X(decade) X(century) X(holiday) X(clock) X(latest) X(yearago)   \
    X(fiscal) X(ended)

#define DTL_TIME_READING_ID(id) DTL_READ_##id,
typedef enum dtl_time_reading {
    DTL_TIME_READINGS(DTL_TIME_READING_ID) DTL_READ_COUNT
} dtl_time_reading;

typedef enum dtl_time_unit {
    DTL_UNIT_SEC, DTL_UNIT_MIN, DTL_UNIT_HOUR, DTL_UNIT_NIGHT, DTL_UNIT_DAY,
    DTL_UNIT_WEEKEND, DTL_UNIT_WEEK, DTL_UNIT_FORTNIGHT, DTL_UNIT_MONTH,
    DTL_UNIT_QUARTER, DTL_UNIT_YEAR, DTL_UNIT_DECADE, DTL_UNIT_CENTURY,
    DTL_UNIT_MILLENNIUM, DTL_UNIT_COUNT
} dtl_time_unit;

typedef enum dtl_time_part {
    DTL_PART_NONE, DTL_PART_MO, DTL_PART_MI, DTL_PART_AF, DTL_PART_EV,
    DTL_PART_NI, DTL_PART_DT, DTL_PART_COUNT
} dtl_time_part;

typedef enum dtl_time_season {
    DTL_SEASON_SP, DTL_SEASON_SU, DTL_SEASON_FA, DTL_SEASON_WI
} dtl_time_season;

typedef enum dtl_time_mod {
    DTL_MOD_NONE, DTL_MOD_START, DTL_MOD_MID, DTL_MOD_END
} dtl_time_mod;

typedef enum dtl_time_approx {
    DTL_APPROX_APPROX, DTL_APPROX_LESS, DTL_APPROX_MORE
} dtl_time_approx;

enum { DTL_REF_PAST, DTL_REF_PRESENT, DTL_REF_FUTURE };

/* What a word can be: a class or, from DTL_TC_COUNT on, a literal word. */
typedef struct dtl_time_entry {
    uint16_t symbol;
    uint8_t when; /* dtl_time_when */
    int32_t value;
} dtl_time_entry;

typedef enum dtl_time_when {
    DTL_WHEN_ALWAYS,
    DTL_WHEN_CAPITAL, /* "May", not "may" */
    DTL_WHEN_ABBREVIATED, /* "Sat." or "Dec 5", not "sat" or "Jan" */
    DTL_WHEN_NUMBER /* "5 min" */
} dtl_time_when;

typedef struct dtl_time_node {
    uint16_t symbol;  /* that leads here */
    uint32_t child;   /* first child, 0: none */
    uint32_t sibling; /* 0: last */
    int32_t pattern;  /* row that ends here, or -1 */
} dtl_time_node;

typedef struct dtl_time_pattern {
    dtl_time_reading reading;
} dtl_time_pattern;

typedef struct dtl_holiday dtl_holiday;

struct dtl_calendar {
    dtl_arena *arena;     /* owns all below but the map */
    dtl_strmap *words;    /* to entries, by their numbers */
    dtl_time_entry *entries;
    uint32_t entry_count, entry_capacity;
    dtl_time_node *nodes; /* node 0 is the root */
    uint32_t node_count, node_capacity;
    dtl_time_pattern *patterns;
    uint32_t pattern_count;
    uint32_t literal_count;
    dtl_holiday *holidays;
    uint32_t holiday_count;
};

enum {
    DTL_TIME_KEY_SIZE = 48,    /* bytes of the longest word or set phrase */
    DTL_TIME_PHRASE_WORDS = 6, /* words of the longest set phrase */
    DTL_TIME_PATTERN_ITEMS = 16
};

/* Adds `symbol` to what `word` (borrowed for good) can be. */
dtl_status dtli_calendar_add_word(dtl_calendar *calendar, dtl_str word,
                                  dtl_time_entry entry, dtl_error *err)
    DTL_MUST_USE;

/* Class by its name in the tables, or DTL_TC_NONE. */
dtl_time_class dtli_time_class_find(dtl_str name);

/* Reads patterns.tsv into the trie. */
dtl_status dtli_calendar_read_patterns(dtl_calendar *calendar,
                                       const dtl_table *table, dtl_error *err)
    DTL_MUST_USE;

/* Reads holidays.tsv. */
dtl_status dtli_calendar_read_holidays(dtl_calendar *calendar,
                                       const dtl_table *table, dtl_error *err)
    DTL_MUST_USE;

/* First day of holiday `id` in a Gregorian year and its length in days;
 * DTL_DAY_NONE where it has none. A feast of the Hijri year may fall twice
 * into one: the first is told. */
dtl_day dtli_holiday_day(const dtl_calendar *calendar, int32_t id, int year,
                         int *days);

/* Year of a day that came once ("9/11"), else 0. */
int dtli_holiday_only_year(const dtl_calendar *calendar, int32_t id);

/* Easter Sunday, Gregorian and (Julian reckoning) Orthodox. */
dtl_day dtli_easter(int year);
dtl_day dtli_easter_orthodox(int year);

/* Tabular Islamic calendar (civil epoch, 16-based leap years) and Solar
 * Hijri calendar (33 year cycle) to days. */
dtl_day dtli_day_from_hijri(int year, int month, int day);
dtl_day dtli_day_from_persian(int year, int month, int day);

#endif
