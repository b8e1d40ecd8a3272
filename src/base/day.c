/* day.c — day numbers and civil dates.
 *
 * Method: years are taken to begin on 1 March, so that the leap day is the
 * last of its year and month lengths follow one line, (153 m + 2) / 5 days
 * before month m (Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms"). Within the calendar no sum here exceeds 32 bits. O(1).
 */
#include "base/day.h"

enum {
    DAYS_4_YEARS = 1461,
    DAYS_100_YEARS = 36524,
    DAYS_400_YEARS = 146097,
    /* Days from 1 March of year 0 to 1 January 1970. */
    EPOCH_SHIFT = 719468
};

bool dtli_day_is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int dtli_day_month_length(int year, int month)
{
    static const int LENGTH[] = { 31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > 12)
        return 0;
    return LENGTH[month - 1] + (month == 2 && dtli_day_is_leap_year(year));
}

static bool in_calendar(dtl_day day)
{
    return day >= DTL_DAY_MIN && day <= DTL_DAY_MAX;
}

dtl_day dtli_day_from_civil(int year, int month, int day)
{
    if (year < 1 || year > 9999 || day < 1 ||
        day > dtli_day_month_length(year, month))
        return DTL_DAY_NONE;
    int march_year = month > 2 ? year : year - 1;
    int march_month = month > 2 ? month - 3 : month + 9;
    int before_month = (153 * march_month + 2) / 5;
    int before_year = march_year * 365 + march_year / 4 - march_year / 100 +
                      march_year / 400;
    return before_year + before_month + day - 1 - EPOCH_SHIFT;
}

/* Whole years of 1 March before day `n` of a 400 year cycle. Each term takes
 * out the leap days that fell before n; the last day of a 4, 100 or 400 year
 * run is one itself and must not open a new year. */
static int years_in_cycle(int n)
{
    return (n - n / (DAYS_4_YEARS - 1) + n / DAYS_100_YEARS -
            n / (DAYS_400_YEARS - 1)) / 365;
}

dtl_civil dtli_day_to_civil(dtl_day day)
{
    if (!in_calendar(day))
        return (dtl_civil){ 0 };
    int count = day + EPOCH_SHIFT;
    int cycle = count / DAYS_400_YEARS;
    int in_cycle = count % DAYS_400_YEARS;
    int years = years_in_cycle(in_cycle);
    int in_year = in_cycle - (365 * years + years / 4 - years / 100);
    int march_month = (5 * in_year + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    return (dtl_civil){
        .year = cycle * 400 + years + (month <= 2),
        .month = month,
        .day = in_year - (153 * march_month + 2) / 5 + 1,
    };
}

dtl_day dtli_day_add(dtl_day day, int64_t days)
{
    int64_t span = (int64_t)DTL_DAY_MAX - DTL_DAY_MIN;
    if (!in_calendar(day) || days > span || days < -span)
        return DTL_DAY_NONE;
    int64_t sum = day + days;
    if (sum < DTL_DAY_MIN || sum > DTL_DAY_MAX)
        return DTL_DAY_NONE;
    return (dtl_day)sum;
}

dtl_day dtli_day_add_months(dtl_day day, int64_t months)
{
    dtl_civil c = dtli_day_to_civil(day);
    if (c.year == 0 || months > 120000 || months < -120000)
        return DTL_DAY_NONE;
    int64_t total = (int64_t)c.year * 12 + (c.month - 1) + months;
    if (total < 12 || total >= 120000)
        return DTL_DAY_NONE;
    int year = (int)(total / 12);
    int month = (int)(total % 12) + 1;
    int length = dtli_day_month_length(year, month);
    return dtli_day_from_civil(year, month, c.day < length ? c.day : length);
}

int dtli_day_weekday(dtl_day day)
{
    if (!in_calendar(day))
        return 0;
    /* 0001-01-01 is a Monday. */
    return (day - DTL_DAY_MIN) % 7 + 1;
}

/* Monday of ISO week 1: the week of 4 January. Year 1 begins on a Monday and
 * year 10000 on a Saturday, so all weeks of 1..9999 begin in the calendar. */
static dtl_day first_monday(int year)
{
    dtl_day fourth = dtli_day_from_civil(year, 1, 4);
    if (fourth == DTL_DAY_NONE)
        return DTL_DAY_NONE;
    return fourth - (dtli_day_weekday(fourth) - 1);
}

int dtli_day_iso_week(dtl_day day, int *year)
{
    *year = 0;
    if (!in_calendar(day))
        return 0;
    int of = dtli_day_to_civil(day).year;
    dtl_day next = first_monday(of + 1);
    if (next != DTL_DAY_NONE && day >= next)
        of++;
    else if (day < first_monday(of))
        of--;
    *year = of;
    return (day - first_monday(of)) / 7 + 1;
}

dtl_day dtli_day_from_iso_week(int year, int week, int weekday)
{
    dtl_day monday = first_monday(year);
    if (monday == DTL_DAY_NONE || week < 1 || week > 53 || weekday < 1 ||
        weekday > 7)
        return DTL_DAY_NONE;
    dtl_day day = dtli_day_add(monday, (week - 1) * 7 + (weekday - 1));
    int of = 0;
    if (week == 53 && dtli_day_iso_week(day, &of) != 53)
        return DTL_DAY_NONE;
    return day;
}

/* `count` digits of s at `at`, or -1. */
static int digits(dtl_str s, size_t at, size_t count)
{
    if (at + count > s.len)
        return -1;
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}

dtl_day dtli_day_parse(dtl_str s)
{
    bool dashed = s.len >= 10 && s.ptr[4] == '-' && s.ptr[7] == '-';
    size_t month_at = dashed ? 5 : 4;
    size_t day_at = dashed ? 8 : 6;
    size_t end = day_at + 2;
    if (s.len < end)
        return DTL_DAY_NONE;
    char after = s.len > end ? s.ptr[end] : ' ';
    if (after != 'T' && after != 't' && after != ' ' && after != '\t')
        return DTL_DAY_NONE;
    return dtli_day_from_civil(digits(s, 0, 4), digits(s, month_at, 2),
                               digits(s, day_at, 2));
}

void dtli_day_format(dtl_day day, char out[DTL_DAY_TEXT_SIZE])
{
    dtl_civil c = dtli_day_to_civil(day);
    if (c.year == 0) {
        out[0] = '\0';
        return;
    }
    const int part[3] = { c.year, c.month, c.day };
    static const int WIDTH[3] = { 4, 2, 2 };
    char *p = out;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            *p++ = '-';
        int rest = part[i];
        for (int k = WIDTH[i] - 1; k >= 0; k--) {
            p[k] = (char)('0' + rest % 10);
            rest /= 10;
        }
        p += WIDTH[i];
    }
    *p = '\0';
}
