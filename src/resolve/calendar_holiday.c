/* calendar_holiday.c — when a feast falls.
 *
 * Easter by the anonymous Gregorian computus and Meeus's Julian one; the
 * tabular Islamic calendar with the civil epoch and leap years 2, 5, 7, 10,
 * 13, 16, 18, 21, 24, 26, 29 of 30 (a day from the moon that a country
 * sights); the Solar Hijri calendar by its 33 year cycle (right for years
 * 1799 to 2256); the Hebrew calendar by its mean new moons and the four
 * postponements (Reingold and Dershowitz, "Calendrical Calculations").
 */
#include "resolve/calendar_holiday.h"

#include "base/error.h"

enum {
    JULIAN_DAY_EPOCH = 2440588, /* Julian day number of 1970-01-01 */
    HIJRI_EPOCH = 1948440,      /* of 1 Muharram 1 */
    PERSIAN_EPOCH = 1948320,    /* of 1 Farvardin 1 */
    HEBREW_EPOCH = -2092590     /* days from 1970-01-01 to 1 Tishri 1 */
};

dtl_day dtli_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int moon = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int week = (32 + 2 * (b % 4) + 2 * (c / 4) - moon - c % 4) % 7;
    int late = (a + 11 * moon + 22 * week) / 451;
    int n = moon + week - 7 * late + 114;
    return dtli_day_from_civil(year, n / 31, n % 31 + 1);
}

dtl_day dtli_easter_orthodox(int year)
{
    int moon = (19 * (year % 19) + 15) % 30;
    int week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    int n = moon + week + 114;
    dtl_day julian = dtli_day_from_civil(year, n / 31, n % 31 + 1);
    return dtli_day_add(julian, year / 100 - year / 400 - 2);
}

dtl_day dtli_day_from_hijri(int year, int month, int day)
{
    if (year < 1 || year > 9700 || month < 1 || month > 12 || day < 1 ||
        day > 30)
        return DTL_DAY_NONE;
    int before = (year - 1) * 354 + (3 + 11 * year) / 30;
    int months = 29 * (month - 1) + month / 2;
    return dtli_day_add(HIJRI_EPOCH - JULIAN_DAY_EPOCH,
                        before + months + day - 1);
}

dtl_day dtli_day_from_persian(int year, int month, int day)
{
    if (year < 1 || year > 9370 || month < 1 || month > 12 || day < 1 ||
        day > 31)
        return DTL_DAY_NONE;
    int before = (year - 1) * 365 + (8 * year + 21) / 33;
    int months = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;
    return dtli_day_add(PERSIAN_EPOCH - JULIAN_DAY_EPOCH,
                        before + months + day - 1);
}

/* Days from the epoch to the mean new moon that opens a Hebrew year, with
 * the postponements that look at that moon alone. */
static int64_t hebrew_moon(int year)
{
    int64_t months = (235 * (int64_t)year - 234) / 19;
    int64_t parts = 12084 + 13753 * months;
    int64_t day = 29 * months + parts / 25920;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int64_t hebrew_new_year(int year)
{
    int64_t before = hebrew_moon(year - 1), at = hebrew_moon(year);
    int64_t after = hebrew_moon(year + 1);
    if (after - at == 356)
        return at + 2;
    return at - before == 382 ? at + 1 : at;
}

/* Months count from Nisan (1); the year opens with Tishri (7). Adar is 12,
 * of a leap year the second Adar. */
static dtl_day from_hebrew(int year, int month, int day)
{
    bool leap = (7 * year + 1) % 19 < 7;
    int64_t start = hebrew_new_year(year);
    int length = (int)(hebrew_new_year(year + 1) - start);
    int64_t at = start;
    for (int m = 7; m != month; m = m == 12 ? 1 : m + 1) {
        int days = m % 2 == 1 ? 30 : 29;
        if (m == 8 && length % 10 == 5)
            days = 30;
        if (m == 9 && length % 10 == 3)
            days = 29;
        at += m == 12 && leap ? 59 : days;
    }
    if (month == 12 && leap)
        at += 30;
    return dtli_day_add(0, HEBREW_EPOCH + at + day - 1);
}

static dtl_day nth_weekday(int year, int month, int weekday, int which)
{
    int length = dtli_day_month_length(year, month);
    dtl_day first = dtli_day_from_civil(year, month, 1);
    if (first == DTL_DAY_NONE)
        return DTL_DAY_NONE;
    int day = 1 + (weekday - dtli_day_weekday(first) + 7) % 7 + 7 * (which - 1);
    return first + (day > length ? day - 7 : day) - 1;
}

/* First day in the Gregorian year of a date that another calendar repeats;
 * that calendar's year is `guess` or one of the two after it. */
static dtl_day first_in_year(const dtl_holiday *h, int year, int guess)
{
    for (int y = guess; y < guess + 3; y++) {
        dtl_day day = DTL_DAY_NONE;
        if (h->rule == DTL_HOLIDAY_HIJRI)
            day = dtli_day_from_hijri(y, h->a, h->b);
        else if (h->rule == DTL_HOLIDAY_PERSIAN)
            day = dtli_day_from_persian(y, h->a, h->b);
        else
            day = from_hebrew(y, h->a, h->b);
        if (dtli_day_to_civil(day).year == year)
            return day;
    }
    return DTL_DAY_NONE;
}

static dtl_day compute(const dtl_holiday *h, int year)
{
    switch (h->rule) {
    case DTL_HOLIDAY_FIXED:
        return dtli_day_from_civil(year, h->a, h->b);
    case DTL_HOLIDAY_EASTER:
        return dtli_day_add(dtli_easter(year), h->a);
    case DTL_HOLIDAY_ORTHODOX:
        return dtli_day_add(dtli_easter_orthodox(year), h->a);
    case DTL_HOLIDAY_WEEKDAY:
        return nth_weekday(year, h->a, h->b, h->c);
    case DTL_HOLIDAY_ELECTION:
        return dtli_day_add(nth_weekday(year, h->a, 1, 1), 1);
    case DTL_HOLIDAY_HIJRI:
        return first_in_year(h, year, (int)((year - 622) * 33LL / 32));
    case DTL_HOLIDAY_PERSIAN:
        return first_in_year(h, year, year - 622);
    case DTL_HOLIDAY_HEBREW:
        return first_in_year(h, year, year + 3760);
    case DTL_HOLIDAY_ONCE:
        return year == h->c ? dtli_day_from_civil(year, h->a, h->b)
                            : DTL_DAY_NONE;
    default:
        return DTL_DAY_NONE;
    }
}

dtl_day dtli_holiday_day(const dtl_calendar *calendar, int32_t id, int year,
                         int *days)
{
    *days = 0;
    if (id < 0 || (uint32_t)id >= calendar->holiday_count || year < 1 ||
        year > 9999)
        return DTL_DAY_NONE;
    *days = calendar->holidays[id].days;
    return compute(&calendar->holidays[id], year);
}

int dtli_holiday_only_year(const dtl_calendar *calendar, int32_t id)
{
    if (id < 0 || (uint32_t)id >= calendar->holiday_count ||
        calendar->holidays[id].rule != DTL_HOLIDAY_ONCE)
        return 0;
    return calendar->holidays[id].c;
}

static bool small_number(const dtl_table *table, uint32_t row,
                         const char *column, int *out)
{
    double value = 0;
    dtl_str text =
        dtli_table_cell(table, row, dtli_table_column(table, column));
    if (!dtli_str_to_double(text, &value) || value < -366 || value > 9999)
        return false;
    *out = (int)value;
    return true;
}

static bool read_holiday(const dtl_table *table, uint32_t row, dtl_holiday *h)
{
    static const char *const RULES[] = { "fixed",   "easter", "orthodox",
                                         "weekday", "election", "hijri",
                                         "persian", "hebrew",   "once" };
    dtl_str rule =
        dtli_table_cell(table, row, dtli_table_column(table, "rule"));
    int found = 0;
    while (found < DTL_HOLIDAY_RULE_COUNT &&
           !dtli_str_is(rule, RULES[found]))
        found++;
    h->rule = (dtl_holiday_rule)found;
    bool months = h->rule != DTL_HOLIDAY_EASTER &&
                  h->rule != DTL_HOLIDAY_ORTHODOX;
    return found < DTL_HOLIDAY_RULE_COUNT &&
           small_number(table, row, "a", &h->a) &&
           small_number(table, row, "b", &h->b) &&
           small_number(table, row, "c", &h->c) &&
           small_number(table, row, "days", &h->days) && h->days >= 1 &&
           h->days <= 366 && h->b <= 31 &&
           (!months || (h->a >= 1 && h->a <= 12));
}

dtl_status dtli_calendar_read_holidays(dtl_calendar *calendar,
                                       const dtl_table *table, dtl_error *err)
{
    int name_at = dtli_table_column(table, "name");
    calendar->holidays = dtli_arena_array(calendar->arena, table->rows + 1,
                                          sizeof(dtl_holiday));
    if (!calendar->holidays)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E412: no memory for holidays");
    for (uint32_t row = 0; row < table->rows; row++) {
        dtl_str name = dtli_table_cell(table, row, name_at);
        if (!read_holiday(table, row, &calendar->holidays[row]))
            return dtl_fail(err, DTL_SYNTAX, row + 1, 0,
                            "E413: bad row of calendar/holidays: \"%.*s\"",
                            DTL_FMT(name));
        dtl_status status = dtli_calendar_add_word(
            calendar, name,
            (dtl_time_entry){ DTL_TC_HOLIDAY, DTL_WHEN_CAPITAL,
                              (int32_t)row },
            err);
        if (status != DTL_OK)
            return status;
    }
    calendar->holiday_count = table->rows;
    return DTL_OK;
}
