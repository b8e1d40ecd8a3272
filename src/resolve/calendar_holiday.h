/* calendar_holiday.h — rows of holidays.tsv. */
#ifndef DATELINE_RESOLVE_CALENDAR_HOLIDAY_H
#define DATELINE_RESOLVE_CALENDAR_HOLIDAY_H

#include "resolve/calendar.h"

typedef enum dtl_holiday_rule {
    DTL_HOLIDAY_FIXED,
    DTL_HOLIDAY_EASTER,
    DTL_HOLIDAY_ORTHODOX,
    DTL_HOLIDAY_WEEKDAY,
    DTL_HOLIDAY_ELECTION,
    DTL_HOLIDAY_HIJRI,
    DTL_HOLIDAY_PERSIAN,
    DTL_HOLIDAY_HEBREW,
    DTL_HOLIDAY_ONCE,
    DTL_HOLIDAY_RULE_COUNT
} dtl_holiday_rule;

struct dtl_holiday {
    dtl_holiday_rule rule;
    int a, b, c; /* see holidays.tsv */
    int days;
};

#endif
