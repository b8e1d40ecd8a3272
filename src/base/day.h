/* day.h — the proleptic Gregorian calendar, years 1 to 9999, in day numbers.
 *
 * A day is a count from 1970-01-01 (dtl_day). Everything outside
 * 0001-01-01..9999-12-31 is DTL_DAY_NONE, going in and coming out, so sums
 * that leave the calendar need no check of their own. Weeks by ISO 8601:
 * Monday first, week 1 holds the year's first Thursday.
 */
#ifndef DATELINE_BASE_DAY_H
#define DATELINE_BASE_DAY_H

#include <stdbool.h>

#include "dateline/doc.h"

#define DTL_DAY_MIN ((dtl_day)-719162) /* 0001-01-01 */
#define DTL_DAY_MAX ((dtl_day)2932896) /* 9999-12-31 */

enum { DTL_DAY_TEXT_SIZE = 11 }; /* "2020-02-29" and its NUL */

typedef struct dtl_civil {
    int year;  /* 1..9999; 0: no date */
    int month; /* 1..12 */
    int day;   /* 1..31 */
} dtl_civil;

/* DTL_DAY_NONE where there is no such date: month 13, 30 February, year 0. */
dtl_day dtli_day_from_civil(int year, int month, int day);

/* All zero for DTL_DAY_NONE and days outside the calendar. */
dtl_civil dtli_day_to_civil(dtl_day day);

bool dtli_day_is_leap_year(int year);
int dtli_day_month_length(int year, int month); /* 0 for a bad month */

/* day + days, or DTL_DAY_NONE where that leaves the calendar. */
dtl_day dtli_day_add(dtl_day day, int64_t days);

/* `months` on, the day of the month cut to the month's length:
 * 31 January and one month is 28 or 29 February. */
dtl_day dtli_day_add_months(dtl_day day, int64_t months);

/* Monday 1 .. Sunday 7; 0 for DTL_DAY_NONE. */
int dtli_day_weekday(dtl_day day);

/* ISO week (1..53) of the day, and the year that the week belongs to. */
int dtli_day_iso_week(dtl_day day, int *year);

/* Day of an ISO week, weekday 1..7; DTL_DAY_NONE for week 53 of a short
 * year. */
dtl_day dtli_day_from_iso_week(int year, int week, int weekday);

/* "2020-01-05" at the start of `s`, alone or with a time of day behind it
 * ("2020-01-05T08:00:00Z", "2020-01-05 08:00"), and "20200105" with the
 * same tails; DTL_DAY_NONE for anything else. */
dtl_day dtli_day_parse(dtl_str s);

/* ISO text of the day, NUL-ended; empty for DTL_DAY_NONE. */
void dtli_day_format(dtl_day day, char out[DTL_DAY_TEXT_SIZE]);

#endif
