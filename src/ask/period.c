/* period.c — days, ISO weeks, months and years as numbers in a row. */
#include "ask/answer.h"

enum { MONDAY = 3, WEEK = 7, MONTHS = 12 }; /* 1970-01-01 was a Thursday */

static int64_t floor_week(dtl_day day)
{
    int64_t shifted = (int64_t)day + MONDAY;
    return shifted >= 0 ? shifted / WEEK : -((WEEK - 1 - shifted) / WEEK);
}

int64_t dtli_period_of(dtl_by by, dtl_str text)
{
    char full[] = "0001-01-01";
    for (size_t i = 0; i < text.len && i < sizeof full - 1; i++)
        full[i] = text.ptr[i];
    return dtli_period_of_day(by, text.len ? dtli_day_parse(dtli_str(full))
                                           : DTL_DAY_NONE);
}

int64_t dtli_period_of_day(dtl_by by, dtl_day day)
{
    dtl_civil civil = dtli_day_to_civil(day);
    if (day == DTL_DAY_NONE)
        return INT64_MIN;
    switch (by) {
    case DTL_BY_DAY:
        return day;
    case DTL_BY_WEEK:
        return floor_week(day);
    case DTL_BY_MONTH:
        return (int64_t)civil.year * MONTHS + civil.month - 1;
    case DTL_BY_YEAR:
        break;
    }
    return civil.year;
}

dtl_day dtli_period_day(dtl_by by, int64_t period)
{
    switch (by) {
    case DTL_BY_DAY:
        return (dtl_day)period;
    case DTL_BY_WEEK:
        return (dtl_day)(period * WEEK - MONDAY);
    case DTL_BY_MONTH:
        return dtli_day_from_civil((int)(period / MONTHS),
                                   (int)(period % MONTHS) + 1, 1);
    case DTL_BY_YEAR:
        break;
    }
    return dtli_day_from_civil((int)period, 1, 1);
}

void dtli_period_name(dtl_by by, int64_t period, dtl_buf *out)
{
    char text[DTL_DAY_TEXT_SIZE];
    static const size_t LENGTH[] = { 10, 10, 7, 4 };
    dtl_day day = dtli_period_day(by, period);
    int year = 0;
    if (by == DTL_BY_WEEK) {
        int week = dtli_day_iso_week(day, &year);
        dtli_buf_printf(out, "%04d-W%02d", year, week);
        return;
    }
    dtli_day_format(day, text);
    dtli_buf_add(out, dtli_str_slice(dtli_str(text), 0, LENGTH[by]));
}
