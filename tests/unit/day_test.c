/* day_test.c — day numbers against a calendar that counts day by day. */
#include "unit/cmocka_all.h"

#include "base/day.h"
#include "base/str.h"

typedef struct walker {
    int year, month, day, weekday, iso_year, iso_week;
} walker;

/* One day on, by the plain rules of the calendar. */
static void walk(walker *w)
{
    static const int LENGTH[] = { 31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31 };
    bool leap = w->year % 400 == 0 || (w->year % 4 == 0 && w->year % 100 != 0);
    int length = LENGTH[w->month - 1] + (leap && w->month == 2 ? 1 : 0);
    w->weekday = w->weekday == 7 ? 1 : w->weekday + 1;
    if (++w->day > length) {
        w->day = 1;
        w->month++;
    }
    if (w->month == 13) {
        w->month = 1;
        w->year++;
    }
    if (w->weekday != 1)
        return;
    /* A Monday opens week 1 when 4 January is in the seven days from it. */
    bool opens = (w->month == 12 && w->day >= 29) ||
                 (w->month == 1 && w->day <= 4);
    w->iso_week = opens ? 1 : w->iso_week + 1;
    if (opens)
        w->iso_year++;
}

static void days_agree_with_a_day_by_day_calendar(void **state)
{
    (void)state;
    walker w = { 1, 1, 1, 1, 1, 1 };
    for (dtl_day day = DTL_DAY_MIN; w.year <= 3000; day++, walk(&w)) {
        dtl_civil c = dtli_day_to_civil(day);
        int iso_year = 0;
        int week = dtli_day_iso_week(day, &iso_year);
        bool same = c.year == w.year && c.month == w.month && c.day == w.day &&
                    dtli_day_from_civil(w.year, w.month, w.day) == day &&
                    dtli_day_weekday(day) == w.weekday &&
                    week == w.iso_week && iso_year == w.iso_year &&
                    dtli_day_from_iso_week(iso_year, week, w.weekday) == day;
        if (!same)
            fail_msg("day %d is %d-%d-%d", (int)day, w.year, w.month, w.day);
    }
}

static void calendar_ends_where_it_says(void **state)
{
    (void)state;
    int year = 0;
    assert_int_equal(dtli_day_from_civil(1, 1, 1), DTL_DAY_MIN);
    assert_int_equal(dtli_day_from_civil(9999, 12, 31), DTL_DAY_MAX);
    assert_int_equal(dtli_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(dtli_day_to_civil(DTL_DAY_MIN - 1).year, 0);
    assert_int_equal(dtli_day_to_civil(DTL_DAY_MAX + 1).year, 0);
    assert_int_equal(dtli_day_to_civil(DTL_DAY_NONE).year, 0);
    assert_int_equal(dtli_day_weekday(DTL_DAY_NONE), 0);
    assert_int_equal(dtli_day_iso_week(DTL_DAY_NONE, &year), 0);
    assert_int_equal(dtli_day_iso_week(DTL_DAY_MAX, &year), 52);
    assert_int_equal(year, 9999);
    assert_int_equal(dtli_day_from_iso_week(9999, 52, 7), DTL_DAY_NONE);
    assert_int_equal(dtli_day_from_iso_week(2020, 53, 5),
                     dtli_day_from_civil(2021, 1, 1));
    assert_int_equal(dtli_day_from_iso_week(2021, 53, 1), DTL_DAY_NONE);
}

static void dates_that_do_not_exist_are_none(void **state)
{
    (void)state;
    static const int CASES[][3] = {
        { 2023, 2, 29 }, { 1900, 2, 29 }, { 2024, 2, 30 }, { 2024, 4, 31 },
        { 2024, 0, 1 },  { 2024, 13, 1 }, { 2024, 1, 0 },  { 2024, 1, 32 },
        { 0, 1, 1 },     { 10000, 1, 1 }, { -5, 1, 1 },    { 2024, -1, -1 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(
            dtli_day_from_civil(CASES[i][0], CASES[i][1], CASES[i][2]),
            DTL_DAY_NONE);
    assert_int_not_equal(dtli_day_from_civil(2000, 2, 29), DTL_DAY_NONE);
}

static void sums_stay_in_the_calendar(void **state)
{
    (void)state;
    dtl_day leap = dtli_day_from_civil(2024, 2, 29);
    assert_int_equal(dtli_day_add(leap, 1), dtli_day_from_civil(2024, 3, 1));
    assert_int_equal(dtli_day_add(DTL_DAY_MAX, 1), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add(DTL_DAY_NONE, 5), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add(0, INT64_MAX), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add(0, INT64_MIN), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add_months(leap, -12),
                     dtli_day_from_civil(2023, 2, 28));
    assert_int_equal(dtli_day_add_months(leap, 48),
                     dtli_day_from_civil(2028, 2, 29));
    assert_int_equal(dtli_day_add_months(dtli_day_from_civil(2023, 10, 31), 1),
                     dtli_day_from_civil(2023, 11, 30));
    assert_int_equal(dtli_day_add_months(leap, 12 * 9000), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add_months(leap, -12 * 2024), DTL_DAY_NONE);
    assert_int_equal(dtli_day_add_months(leap, INT64_MAX), DTL_DAY_NONE);
}

static void iso_text_is_read_and_written(void **state)
{
    (void)state;
    static const struct { dtl_str text; const char *want; } CASES[] = {
        { DTL_STR_INIT("2020-01-05"), "2020-01-05" },
        { DTL_STR_INIT("2020-01-05T23:59:59Z"), "2020-01-05" },
        { DTL_STR_INIT("2020-01-05 08:00"), "2020-01-05" },
        { DTL_STR_INIT("20200105"), "2020-01-05" },
        { DTL_STR_INIT("20200105T080000"), "2020-01-05" },
        { DTL_STR_INIT("0001-01-01"), "0001-01-01" },
        { DTL_STR_INIT("9999-12-31"), "9999-12-31" },
        { DTL_STR_INIT("2023-02-29"), "" },
        { DTL_STR_INIT("2020-1-05"), "" },
        { DTL_STR_INIT("2020-01-051"), "" },
        { DTL_STR_INIT("2020-01"), "" },
        { DTL_STR_INIT("yesterday "), "" },
        { DTL_STR_INIT("2020\0" "01-05"), "" },
        { DTL_STR_INIT(""), "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char out[DTL_DAY_TEXT_SIZE];
        print_message("case: %s\n", CASES[i].text.ptr);
        dtli_day_format(dtli_day_parse(CASES[i].text), out);
        assert_string_equal(out, CASES[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_agree_with_a_day_by_day_calendar),
        cmocka_unit_test(calendar_ends_where_it_says),
        cmocka_unit_test(dates_that_do_not_exist_are_none),
        cmocka_unit_test(sums_stay_in_the_calendar),
        cmocka_unit_test(iso_text_is_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
