/* time_read.h — from a match to a value and the days it names.
 *
 * Each reading is one function. It looks at the frame and at what has been
 * told so far, fills the result and returns true, or returns false where the
 * words are no time here ("2000 people", "may"): then the next shorter match
 * is tried.
 */
#ifndef DATELINE_RESOLVE_TIME_READ_H
#define DATELINE_RESOLVE_TIME_READ_H

#include "resolve/time_match.h"

enum { DTL_TIME_VALUE_SIZE = 40 };

/* What has been told so far; carried through the article. */
typedef struct dtl_time_context {
    dtl_day ref;      /* day last told, or the first of the last period */
    dtl_time_unit ref_unit; /* how exact `ref` is: DAY, WEEK, MONTH, YEAR */
    int32_t quarter_year, quarter; /* last quarter told; 0: none */
} dtl_time_context;

typedef struct dtl_time_reader {
    const dtl_calendar *cal;
    const dtl_doc *doc;
    const dtl_time_sent *sent;
    dtl_day published; /* DTL_DAY_NONE: unknown */
    dtl_civil today;   /* of `published`, year 0 where unknown */
    dtl_time_context told;
} dtl_time_reader;

typedef struct dtl_time_result {
    dtl_timex_type type;
    char value[DTL_TIME_VALUE_SIZE];
    dtl_day from, to;
    bool anchored;
    dtl_time_unit unit;    /* how exact it is */
    bool sets_ref;         /* later "the next day" counts from it */
    int32_t quarter;       /* 1..4 of `quarter_year`; 0: no quarter */
    int32_t quarter_year;
    uint32_t first, last;  /* atoms, inclusive; as the frame's unless cut */
} dtl_time_result;

/* Reads a frame by its reading. */
bool dtli_time_read(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out);

typedef bool dtl_time_read_fn(const dtl_time_reader *r,
                              const dtl_time_frame *f, dtl_time_result *out);

/* time_read_date.c */
dtl_time_read_fn dtli_read_date, dtli_read_weekday, dtli_read_today,
    dtli_read_part, dtli_read_clock, dtli_read_holiday;
/* time_read_period.c */
dtl_time_read_fn dtli_read_unit, dtli_read_refer, dtli_read_quarter,
    dtli_read_half, dtli_read_season, dtli_read_decade, dtli_read_century,
    dtli_read_latest, dtli_read_yearago, dtli_read_fiscal, dtli_read_ended;
/* time_read_span.c */
dtl_time_read_fn dtli_read_ago, dtli_read_shift, dtli_read_duration,
    dtli_read_span, dtli_read_set, dtli_read_often, dtli_read_fixed;

/* Helpers, time_read.c: results for a day, a week, a month, a year ... */
void dtli_result_day(dtl_time_result *out, dtl_day day);
void dtli_result_week(dtl_time_result *out, dtl_day day);
void dtli_result_weekend(dtl_time_result *out, dtl_day saturday);
void dtli_result_month(dtl_time_result *out, int year, int month);
void dtli_result_quarter(dtl_time_result *out, int year, int quarter);
void dtli_result_year(dtl_time_result *out, int year);
void dtli_result_years(dtl_time_result *out, int first, int count,
                       const char *value);
void dtli_result_fixed(dtl_time_result *out, const char *value);

/* Narrows a month, year or decade to its early, middle or late part. */
void dtli_result_modify(dtl_time_result *out, int32_t mod);

/* Ends the interval on the publication day if it runs over it. */
void dtli_result_until_now(const dtl_time_reader *r, dtl_time_result *out);

/* Appends "TMO", "TNI" ... to a day's value and makes it a TIME. */
void dtli_result_part(dtl_time_result *out, int32_t part);

/* Start of a unit that holds `day`, and the start `steps` units on. */
dtl_day dtli_unit_start(dtl_time_unit unit, dtl_day day);
dtl_day dtli_unit_add(dtl_time_unit unit, dtl_day day, int64_t steps);

/* Result for the whole unit (week, month, quarter, year, decade ...) that
 * begins on `start`; false for units that are no part of the calendar. */
bool dtli_result_unit(dtl_time_result *out, dtl_time_unit unit, dtl_day start);

/* Day that "that day", "a day earlier" count from: the one last told, else
 * the publication day. */
dtl_day dtli_time_ref(const dtl_time_reader *r);

/* Does the clause around the frame look back (-1), ahead (1), or is there no
 * telling (0)? time_tense.c */
int dtli_time_direction(const dtl_time_reader *r, const dtl_time_frame *f);

#endif
