/* calendar_test.c — feasts, and the tables of data/calendar. */
#include "unit/cmocka_all.h"

#include "base/str.h"
#include "resolve/calendar.h"

static int open_calendar(void **state)
{
    static dtl_lexicon *lexicon;
    static dtl_calendar *calendar;
    dtl_error err = { 0 };
    if (dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, &err) ||
        dtli_calendar_open(lexicon, &calendar, &err)) {
        print_message("%s, line %u\n", err.message, (unsigned)err.line);
        return -1;
    }
    *state = calendar;
    return 0;
}

static int close_calendar(void **state)
{
    dtli_calendar_close(*state);
    return 0;
}

static void expect_day(dtl_day day, const char *want)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(day, text);
    assert_string_equal(text, want);
}

static void easter_falls_where_the_churches_say(void **state)
{
    (void)state;
    static const struct { int year; const char *west, *east; } CASES[] = {
        { 1961, "1961-04-02", "1961-04-09" },
        { 1998, "1998-04-12", "1998-04-19" },
        { 2008, "2008-03-23", "2008-04-27" },
        { 2024, "2024-03-31", "2024-05-05" },
        { 2025, "2025-04-20", "2025-04-20" },
        { 2038, "2038-04-25", "2038-04-25" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %d\n", CASES[i].year);
        expect_day(dtli_easter(CASES[i].year), CASES[i].west);
        expect_day(dtli_easter_orthodox(CASES[i].year), CASES[i].east);
    }
}

static void other_calendars_meet_ours(void **state)
{
    (void)state;
    expect_day(dtli_day_from_hijri(1445, 9, 1), "2024-03-11");
    expect_day(dtli_day_from_hijri(1427, 12, 10), "2006-12-31");
    expect_day(dtli_day_from_hijri(1, 1, 1), "0622-07-19");
    expect_day(dtli_day_from_persian(1358, 1, 1), "1979-03-21");
    expect_day(dtli_day_from_persian(1399, 1, 1), "2020-03-20");
    expect_day(dtli_day_from_persian(1399, 12, 30), "2021-03-20");
    assert_int_equal(dtli_day_from_hijri(1445, 13, 1), DTL_DAY_NONE);
    assert_int_equal(dtli_day_from_hijri(-4, 1, 1), DTL_DAY_NONE);
    assert_int_equal(dtli_day_from_persian(9371, 1, 1), DTL_DAY_NONE);
}

/* Day of the holiday called `name`, by its entry among the words. */
static dtl_day holiday(const dtl_calendar *cal, const char *name, int year)
{
    for (uint32_t h = dtli_strmap_find(cal->words, dtli_str(name));
         h != DTL_STRMAP_NONE; h = dtli_strmap_next(cal->words, h)) {
        const dtl_time_entry *e =
            &cal->entries[dtli_strmap_value(cal->words, h)];
        int days = 0;
        if (e->symbol == DTL_TC_HOLIDAY)
            return dtli_holiday_day(cal, e->value, year, &days);
    }
    return DTL_DAY_NONE;
}

static void feasts_are_computed(void **state)
{
    static const struct { const char *name; int year; const char *want; }
    CASES[] = {
        { "christmas day", 2024, "2024-12-25" },
        { "may day", 2006, "2006-05-01" },
        { "good friday", 2024, "2024-03-29" },
        { "thanksgiving", 1998, "1998-11-26" },
        { "memorial day", 2024, "2024-05-27" },
        { "labor day", 2025, "2025-09-01" },
        { "election day", 2024, "2024-11-05" },
        { "ramadan", 2024, "2024-03-11" },
        { "eid al - adha", 2024, "2024-06-17" },
        { "nowruz", 2024, "2024-03-20" },
        { "yom kippur", 2023, "2023-09-25" },
        { "rosh hashanah", 2024, "2024-10-03" },
        { "passover", 2024, "2024-04-23" },
        { "purim", 2024, "2024-03-24" },
        { "hanukkah", 2023, "2023-12-08" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        expect_day(holiday(*state, CASES[i].name, CASES[i].year),
                   CASES[i].want);
    }
}

static void feasts_of_odd_years_are_none_or_a_day(void **state)
{
    const dtl_calendar *cal = *state;
    int days = 0;
    assert_int_equal(dtli_holiday_day(cal, -1, 2024, &days), DTL_DAY_NONE);
    assert_int_equal(dtli_holiday_day(cal, (int32_t)cal->holiday_count, 2024,
                                      &days),
                     DTL_DAY_NONE);
    for (int32_t id = 0; id < (int32_t)cal->holiday_count; id++) {
        for (int year = -5; year < 10010; year += 7) {
            dtl_day day = dtli_holiday_day(cal, id, year, &days);
            if (day != DTL_DAY_NONE)
                assert_int_equal(dtli_day_to_civil(day).year, year);
        }
    }
}

static dtl_status read_patterns(const char *tsv, dtl_error *err)
{
    dtl_buf section;
    dtl_table table;
    dtl_calendar cal = { .arena = dtli_arena_new((size_t)1 << 20) };
    cal.words = dtli_strmap_new(16);
    dtli_buf_init(&section, (size_t)1 << 20);
    assert_int_equal(dtli_table_encode(dtli_str(tsv), &section, NULL), DTL_OK);
    assert_int_equal(dtli_table_init(dtli_buf_str(&section), &table, NULL),
                     DTL_OK);
    dtl_status status = dtli_calendar_read_patterns(&cal, &table, err);
    dtli_strmap_free(cal.words);
    dtli_arena_free(cal.arena);
    dtli_buf_clear(&section);
    return status;
}

static void bad_patterns_are_told_with_their_row(void **state)
{
    (void)state;
    static const struct { const char *name, *row, *id; } CASES[] = {
        { "no such reading", "MONTH\tmoon", "E410" },
        { "word too long",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\tdate",
          "E401" },
        { "too many items",
          "a b c d e f g h i j k l m n o p q\tdate", "E405" },
        { "too many choices",
          "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|aa|ab|ac|ad|"
          "ae|af|ag|ah|ai|aj|ak|al|am|an|ao|ap|aq|ar|as|at|au|av|aw\tdate",
          "E406" },
        { "too many options",
          "a? b? c? d? e? f? g? h? i? j? k?\tdate", "E407" },
        { "too many paths",
          "a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h "
          "a|b|c|d|e|f|g|h\tdate", "E408" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char tsv[512];
        dtl_error err = { 0 };
        snprintf(tsv, sizeof tsv, "pattern\treading\nMONTH\tdate\n%s\n",
                 CASES[i].row);
        print_message("case: %s\n", CASES[i].name);
        assert_int_equal(read_patterns(tsv, &err), DTL_SYNTAX);
        assert_memory_equal(err.message, CASES[i].id, 4);
        assert_int_equal(err.line, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_falls_where_the_churches_say),
        cmocka_unit_test(other_calendars_meet_ours),
        cmocka_unit_test(feasts_are_computed),
        cmocka_unit_test(feasts_of_odd_years_are_none_or_a_day),
        cmocka_unit_test(bad_patterns_are_told_with_their_row),
    };
    return cmocka_run_group_tests(tests, open_calendar, close_calendar);
}
