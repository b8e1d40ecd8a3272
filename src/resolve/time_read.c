/* time_read.c — the table of readings, and results they share.
 *
 * Values are TIMEX3 as TimeBank writes them: 1998-02-27, 1998-W08,
 * 1990-W32-WE, 1997-10, 1989-Q3, 1989-H2, 1998-SU, 1989, 198 (a decade),
 * 19 (a century), with TMO, TAF, TEV, TNI behind a day.
 */
#include "resolve/time_read.h"

#include <stdio.h>
#include <string.h>

bool dtli_time_read(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
#define READING_FUNCTION(id) [DTL_READ_##id] = dtli_read_##id,
    static dtl_time_read_fn *const READINGS[] = {
        DTL_TIME_READINGS(READING_FUNCTION)
    };
    *out = (dtl_time_result){
        .type = DTL_TIMEX_DATE,
        .from = DTL_DAY_NONE,
        .to = DTL_DAY_NONE,
        .unit = DTL_UNIT_DAY,
        .first = f->first,
        .last = f->last,
    };
    return READINGS[f->reading](r, f, out);
}

void dtli_result_fixed(dtl_time_result *out, const char *value)
{
    snprintf(out->value, sizeof out->value, "%s", value);
}

static void set_days(dtl_time_result *out, dtl_time_unit unit, dtl_day from,
                     dtl_day to)
{
    out->unit = unit;
    out->from = from;
    out->to = to;
    out->anchored = from != DTL_DAY_NONE || to != DTL_DAY_NONE;
    out->sets_ref = from != DTL_DAY_NONE;
}

void dtli_result_day(dtl_time_result *out, dtl_day day)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(day, text);
    dtli_result_fixed(out, day == DTL_DAY_NONE ? "XXXX-XX-XX" : text);
    set_days(out, DTL_UNIT_DAY, day, day);
}

void dtli_result_week(dtl_time_result *out, dtl_day day)
{
    int year = 0, week = dtli_day_iso_week(day, &year);
    if (week == 0) {
        dtli_result_fixed(out, "XXXX-WXX");
        return;
    }
    snprintf(out->value, sizeof out->value, "%04d-W%02d", year, week);
    dtl_day monday = dtli_unit_start(DTL_UNIT_WEEK, day);
    set_days(out, DTL_UNIT_WEEK, monday, dtli_day_add(monday, 6));
}

void dtli_result_weekend(dtl_time_result *out, dtl_day saturday)
{
    int year = 0, week = dtli_day_iso_week(saturday, &year);
    if (week == 0) {
        dtli_result_fixed(out, "XXXX-WXX-WE");
        return;
    }
    snprintf(out->value, sizeof out->value, "%04d-W%02d-WE", year, week);
    set_days(out, DTL_UNIT_WEEKEND, saturday, dtli_day_add(saturday, 1));
}

void dtli_result_month(dtl_time_result *out, int year, int month)
{
    dtl_day first = dtli_day_from_civil(year, month, 1);
    if (first == DTL_DAY_NONE) {
        snprintf(out->value, sizeof out->value, "XXXX-%02d", month);
        return;
    }
    snprintf(out->value, sizeof out->value, "%04d-%02d", year, month);
    set_days(out, DTL_UNIT_MONTH, first,
             first + dtli_day_month_length(year, month) - 1);
}

/* Last day of the month that is `months` on from (year, 1). */
static dtl_day month_end(int year, int months)
{
    int y = year + (months - 1) / 12, m = (months - 1) % 12 + 1;
    return dtli_day_from_civil(y, m, dtli_day_month_length(y, m));
}

void dtli_result_quarter(dtl_time_result *out, int year, int quarter)
{
    dtl_day first = dtli_day_from_civil(year, quarter * 3 - 2, 1);
    if (first == DTL_DAY_NONE) {
        snprintf(out->value, sizeof out->value, "XXXX-Q%d", quarter);
        return;
    }
    snprintf(out->value, sizeof out->value, "%04d-Q%d", year, quarter);
    set_days(out, DTL_UNIT_QUARTER, first, month_end(year, quarter * 3));
    out->quarter = quarter;
    out->quarter_year = year;
}

void dtli_result_years(dtl_time_result *out, int first, int count,
                       const char *value)
{
    dtli_result_fixed(out, value);
    set_days(out,
             count == 1    ? DTL_UNIT_YEAR
             : count == 10 ? DTL_UNIT_DECADE
                           : DTL_UNIT_CENTURY,
             dtli_day_from_civil(first, 1, 1),
             dtli_day_from_civil(first + count - 1, 12, 31));
}

void dtli_result_year(dtl_time_result *out, int year)
{
    char value[DTL_TIME_VALUE_SIZE];
    if (year < 1 || year > 9999) {
        dtli_result_fixed(out, "XXXX");
        return;
    }
    snprintf(value, sizeof value, "%04d", year);
    dtli_result_years(out, year, 1, value);
}

void dtli_result_until_now(const dtl_time_reader *r, dtl_time_result *out)
{
    if (r->published != DTL_DAY_NONE && out->from != DTL_DAY_NONE &&
        out->from <= r->published && out->to > r->published)
        out->to = r->published;
}

/* Days or months cut off both ends, by part: a month in days 1-10, 11-20 and
 * the rest, a year in its first and last quarter and what lies between, a
 * decade and a century in thirds. */
void dtli_result_modify(dtl_time_result *out, int32_t mod)
{
    if (mod == DTL_MOD_NONE || out->from == DTL_DAY_NONE)
        return;
    dtl_day from = out->from, to = out->to;
    static const struct { int16_t first, second; bool months; }
    CUTS[DTL_UNIT_COUNT] = {
        [DTL_UNIT_WEEK] = { 2, 4, false },
        [DTL_UNIT_MONTH] = { 10, 20, false },
        [DTL_UNIT_QUARTER] = { 30, 60, false },
        [DTL_UNIT_YEAR] = { 3, 9, true },
        [DTL_UNIT_DECADE] = { 40, 80, true },
        [DTL_UNIT_CENTURY] = { 400, 800, true },
    };
    int64_t first = CUTS[out->unit].first, second = CUTS[out->unit].second;
    bool months = CUTS[out->unit].months;
    if (first == 0)
        return;
    dtl_day a = months ? dtli_day_add_months(from, first)
                       : dtli_day_add(from, first);
    dtl_day b = months ? dtli_day_add_months(from, second)
                       : dtli_day_add(from, second);
    out->from = mod == DTL_MOD_START ? from : mod == DTL_MOD_MID ? a : b;
    out->to = mod == DTL_MOD_START ? a - 1 : mod == DTL_MOD_MID ? b - 1 : to;
}

void dtli_result_part(dtl_time_result *out, int32_t part)
{
    static const char *const CODES[DTL_PART_COUNT] = { "",    "TMO", "TMI",
                                                       "TAF", "TEV", "TNI",
                                                       "TDT" };
    if (part <= DTL_PART_NONE || part >= DTL_PART_COUNT)
        return;
    size_t used = strlen(out->value);
    snprintf(out->value + used, sizeof out->value - used, "%s", CODES[part]);
    out->type = DTL_TIMEX_TIME;
}

dtl_day dtli_unit_start(dtl_time_unit unit, dtl_day day)
{
    dtl_civil c = dtli_day_to_civil(day);
    if (c.year == 0)
        return DTL_DAY_NONE;
    switch (unit) {
    case DTL_UNIT_WEEK:
        return dtli_day_add(day, 1 - dtli_day_weekday(day));
    case DTL_UNIT_WEEKEND:
        return dtli_day_add(day, 6 - dtli_day_weekday(day));
    case DTL_UNIT_MONTH:
        return dtli_day_from_civil(c.year, c.month, 1);
    case DTL_UNIT_QUARTER:
        return dtli_day_from_civil(c.year, (c.month - 1) / 3 * 3 + 1, 1);
    case DTL_UNIT_YEAR:
        return dtli_day_from_civil(c.year, 1, 1);
    case DTL_UNIT_DECADE:
        return dtli_day_from_civil(c.year / 10 * 10, 1, 1);
    case DTL_UNIT_CENTURY:
        return dtli_day_from_civil(c.year / 100 * 100, 1, 1);
    default:
        return day;
    }
}

dtl_day dtli_unit_add(dtl_time_unit unit, dtl_day day, int64_t steps)
{
    if (steps > 1000000 || steps < -1000000)
        return DTL_DAY_NONE;
    switch (unit) {
    case DTL_UNIT_NIGHT:
    case DTL_UNIT_DAY:
        return dtli_day_add(day, steps);
    case DTL_UNIT_WEEK:
    case DTL_UNIT_WEEKEND:
        return dtli_day_add(day, steps * 7);
    case DTL_UNIT_FORTNIGHT:
        return dtli_day_add(day, steps * 14);
    case DTL_UNIT_MONTH:
        return dtli_day_add_months(day, steps);
    case DTL_UNIT_QUARTER:
        return dtli_day_add_months(day, steps * 3);
    case DTL_UNIT_YEAR:
        return dtli_day_add_months(day, steps * 12);
    case DTL_UNIT_DECADE:
        return dtli_day_add_months(day, steps * 120);
    case DTL_UNIT_CENTURY:
        return dtli_day_add_months(day, steps * 1200);
    case DTL_UNIT_MILLENNIUM:
        return dtli_day_add_months(day, steps * 12000);
    default:
        return day; /* hours and less: the same day, near enough */
    }
}

/* "last month" of an article without a date. */
static bool unknown_unit(dtl_time_result *out, dtl_time_unit unit)
{
    static const char *const VALUES[DTL_UNIT_COUNT] = {
        [DTL_UNIT_DAY] = "XXXX-XX-XX",    [DTL_UNIT_WEEK] = "XXXX-WXX",
        [DTL_UNIT_WEEKEND] = "XXXX-WXX-WE", [DTL_UNIT_MONTH] = "XXXX-XX",
        [DTL_UNIT_QUARTER] = "XXXX-QX",   [DTL_UNIT_YEAR] = "XXXX",
        [DTL_UNIT_DECADE] = "XXXX",       [DTL_UNIT_CENTURY] = "XXXX",
    };
    if (!VALUES[unit])
        return false;
    dtli_result_fixed(out, VALUES[unit]);
    out->unit = unit;
    return true;
}

bool dtli_result_unit(dtl_time_result *out, dtl_time_unit unit, dtl_day start)
{
    dtl_civil c = dtli_day_to_civil(start);
    char value[DTL_TIME_VALUE_SIZE];
    if (c.year == 0)
        return unknown_unit(out, unit);
    switch (unit) {
    case DTL_UNIT_DAY:
        dtli_result_day(out, start);
        return true;
    case DTL_UNIT_WEEK:
        dtli_result_week(out, start);
        return true;
    case DTL_UNIT_WEEKEND:
        dtli_result_weekend(out, start);
        return true;
    case DTL_UNIT_MONTH:
        dtli_result_month(out, c.year, c.month);
        return true;
    case DTL_UNIT_QUARTER:
        dtli_result_quarter(out, c.year, (c.month + 2) / 3);
        return true;
    case DTL_UNIT_YEAR:
        dtli_result_year(out, c.year);
        return true;
    case DTL_UNIT_DECADE:
        snprintf(value, sizeof value, "%03d", c.year / 10);
        dtli_result_years(out, c.year / 10 * 10, 10, value);
        return true;
    case DTL_UNIT_CENTURY:
        snprintf(value, sizeof value, "%02d", c.year / 100);
        dtli_result_years(out, c.year / 100 * 100, 100, value);
        return true;
    default:
        return false;
    }
}

dtl_day dtli_time_ref(const dtl_time_reader *r)
{
    return r->told.ref != DTL_DAY_NONE ? r->told.ref : r->published;
}
