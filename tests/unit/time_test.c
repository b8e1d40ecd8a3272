/* time_test.c — time expressions of invented sentences. */
#include "unit/cmocka_all.h"

#include "base/day.h"
#include "base/str.h"
#include "read/block.h"
#include "resolve/time.h"
#include "segment/segment.h"

typedef struct fixture {
    dtl_lexicon *lexicon;
    dtl_calendar *calendar;
    dtl_arena *arena;
} fixture;

static int open_fixture(void **state)
{
    static fixture fix;
    dtl_error err = { 0 };
    fix.arena = dtli_arena_new((size_t)64 << 20);
    if (!fix.arena ||
        dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &fix.lexicon, &err) ||
        dtli_calendar_open(fix.lexicon, &fix.calendar, &err))
        return -1;
    *state = &fix;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *fix = *state;
    dtli_calendar_close(fix->calendar);
    dtli_lexicon_close(fix->lexicon);
    dtli_arena_free(fix->arena);
    return 0;
}

static void resolve(fixture *fix, dtl_doc *doc, const char *published,
                    dtl_str text)
{
    dtl_error err = { 0 };
    dtli_arena_reset(fix->arena);
    *doc = (dtl_doc){ .in.text = text,
                      .in.published = dtli_day_parse(dtli_str(published)) };
    assert_int_equal(dtli_read_blocks(doc, fix->arena, &err), DTL_OK);
    assert_int_equal(dtli_segment(doc, fix->arena, &err), DTL_OK);
    assert_int_equal(
        dtli_resolve_times(fix->calendar, doc, fix->arena, &err), DTL_OK);
}

/* "value from..to" of the times, "; " between them. */
static void describe(const dtl_doc *doc, char *out, size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->timex_count && used < room; i++) {
        const dtl_timex *t = &doc->timexes[i];
        char from[DTL_DAY_TEXT_SIZE], to[DTL_DAY_TEXT_SIZE];
        dtli_day_format(t->from, from);
        dtli_day_format(t->to, to);
        used += (size_t)snprintf(out + used, room - used, "%s%.*s",
                                 i ? "; " : "", DTL_FMT(t->value));
        if (t->anchored && used < room)
            used += (size_t)snprintf(out + used, room - used, " %s..%s", from,
                                     to);
    }
}

typedef struct case_row {
    const char *text, *want;
} case_row;

static void check(fixture *fix, const char *published, const case_row *rows,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char got[400];
        dtl_doc doc;
        print_message("case: %s\n", rows[i].text);
        resolve(fix, &doc, published, dtli_str(rows[i].text));
        describe(&doc, got, sizeof got);
        assert_string_equal(got, rows[i].want);
    }
}
#define CHECK(published, rows)                                                \
    check(*state, published, rows, sizeof rows / sizeof rows[0])

/* The table of the codebook's section 7. */
static void days_are_those_of_the_codebook(void **state)
{
    static const case_row ROWS[] = {
        { "Rebels shelled the port today.",
          "2024-05-16 2024-05-16..2024-05-16" },
        { "Guards fled this morning.",
          "2024-05-16TMO 2024-05-16..2024-05-16" },
        { "The envoy left yesterday.", "2024-05-15 2024-05-15..2024-05-15" },
        { "Two depots burned overnight.",
          "2024-05-16TNI 2024-05-15..2024-05-16" },
        { "The mayor resigned on Tuesday.",
          "2024-05-14 2024-05-14..2024-05-14" },
        { "The mayor resigned on Thursday.",
          "2024-05-16 2024-05-16..2024-05-16" },
        { "The two leaders will meet on Friday.",
          "2024-05-17 2024-05-17..2024-05-17" },
        { "The mayor resigned last Tuesday.",
          "2024-05-14 2024-05-14..2024-05-14" },
        { "Fighting eased this week.", "2024-W20 2024-05-13..2024-05-16" },
        { "Fighting eased last week.", "2024-W19 2024-05-06..2024-05-12" },
        { "Talks will resume next week.",
          "2024-W21 2024-05-20..2024-05-26" },
        { "Looters struck over the weekend.",
          "2024-W19-WE 2024-05-11..2024-05-12" },
        { "A judge was shot three days ago.",
          "2024-05-13 2024-05-13..2024-05-13" },
        { "Six men died in the past two weeks.",
          "P2W 2024-05-02..2024-05-16" },
        { "The army took the hill this month.",
          "2024-05 2024-05-01..2024-05-16" },
        { "The army took the hill earlier this month.",
          "2024-05 2024-05-01..2024-05-16" },
        { "The army took the hill last month.",
          "2024-04 2024-04-01..2024-04-30" },
        { "The army took the hill in March.",
          "2024-03 2024-03-01..2024-03-31" },
        { "The army took the hill in early March.",
          "2024-03 2024-03-01..2024-03-10" },
        { "The army took the hill in mid-March.",
          "2024-03 2024-03-11..2024-03-20" },
        { "The army took the hill in late March.",
          "2024-03 2024-03-21..2024-03-31" },
        { "The party split last year.", "2023 2023-01-01..2023-12-31" },
        { "The party split in 2019.", "2019 2019-01-01..2019-12-31" },
        { "The party ruled in the 1990s.", "199 1990-01-01..1999-12-31" },
        { "It was shut a year ago.", "2023 2023-05-01..2023-05-31" },
    };
    CHECK("2024-05-16", ROWS);
}

static void dates_are_read_in_every_form(void **state)
{
    static const case_row ROWS[] = {
        { "It opened on March 3, 2011.", "2011-03-03 2011-03-03..2011-03-03" },
        { "It opened on 3 March 2011.", "2011-03-03 2011-03-03..2011-03-03" },
        { "It opened on Thursday, March 3, 2011.",
          "2011-03-03 2011-03-03..2011-03-03" },
        { "It opened on the 3rd of March.",
          "2024-03-03 2024-03-03..2024-03-03" },
        { "It opened on Sept. 30.", "2023-09-30 2023-09-30..2023-09-30" },
        { "It opened on 2011-03-03.", "2011-03-03 2011-03-03..2011-03-03" },
        { "It ran from May 3-5.", "2024-05-03 2024-05-03..2024-05-05" },
        { "It opened in late 2017.", "2017 2017-10-01..2017-12-31" },
        { "It opened in nineteen ninety-six.",
          "1996 1996-01-01..1996-12-31" },
        { "It failed on Feb. 29, 2024.", "2024-02-29 2024-02-29..2024-02-29" },
        { "It failed on Dec. 31, 1901.", "1901-12-31 1901-12-31..1901-12-31" },
        { "It is due on Jan. 2, 2061.", "2061-01-02 2061-01-02..2061-01-02" },
    };
    CHECK("2024-05-16", ROWS);
}

static void lengths_and_sets_keep_their_value(void **state)
{
    static const case_row ROWS[] = {
        { "The siege lasted three weeks.", "P3W" },
        { "The siege lasted two and a half years.", "P2Y6M" },
        { "The flight took 5 1/2 hours.", "PT5H30M" },
        { "A three-day strike began.", "P3D" },
        { "They have talked for several months.", "PXM" },
        { "The fair is held every July.", "XXXX-07" },
        { "They march every Friday.", "XXXX-WXX-5" },
        { "Profit fell in the third quarter of 1989.",
          "1989-Q3 1989-07-01..1989-09-30" },
        { "Profit fell in the first half of 2019.",
          "2019-H1 2019-01-01..2019-06-30" },
        { "They fled in the summer of 1914.",
          "1914-SU 1914-06-01..1914-08-31" },
        { "Shops were shut on Christmas Day.",
          "2023-12-25 2023-12-25..2023-12-25" },
        { "The quake hit at 0735 GMT.",
          "2024-05-16T07:35 2024-05-16..2024-05-16" },
        { "Polls will close at 8:30 p.m. on Friday.",
          "2024-05-17T20:30 2024-05-17..2024-05-17" },
    };
    CHECK("2024-05-16", ROWS);
}

static void what_is_no_time_is_left_alone(void **state)
{
    static const case_row ROWS[] = {
        { "A 25-year-old man was held.", "" },
        { "The judge, 52 years old, was shot.", "" },
        { "Police held 2,000 people.", "" },
        { "Police held 2000 protesters.", "" },
        { "They may march again.", "" },
        { "The second bridge fell.", "" },
        { "It fell on Feb 30.", "2024-02 2024-02-01..2024-02-29" },
    };
    CHECK("2024-05-16", ROWS);
}

static void the_date_prefix_is_no_prose(void **state)
{
    static const case_row ROWS[] = {
        { "date 2024-05-16 Guards fled on Tuesday.",
          "2024-05-14 2024-05-14..2024-05-14" },
    };
    CHECK("", ROWS);
}

static void turns_of_the_year_are_crossed(void **state)
{
    static const case_row ROWS[] = {
        { "The envoy left on Friday.", "2019-12-27 2019-12-27..2019-12-27" },
        { "The envoy left last week.", "2019-W52 2019-12-23..2019-12-29" },
        { "The envoy left last month.", "2019-12 2019-12-01..2019-12-31" },
        { "The envoy left on Dec. 30.", "2019-12-30 2019-12-30..2019-12-30" },
        { "The envoy left in the fourth quarter.",
          "2019-Q4 2019-10-01..2019-12-31" },
    };
    CHECK("2020-01-01", ROWS);
}

static void without_a_publication_day_values_stay_open(void **state)
{
    static const case_row ROWS[] = {
        { "The envoy left yesterday.", "XXXX-XX-XX" },
        { "The envoy left on Friday.", "XXXX-WXX-5" },
        { "The envoy left last month.", "XXXX-XX" },
        { "The envoy left in May.", "XXXX-05" },
        { "The envoy left on May 3.", "XXXX-05-03" },
        { "The envoy left on May 3, 2011.",
          "2011-05-03 2011-05-03..2011-05-03" },
    };
    CHECK("", ROWS);
}

/* Index of the first token written so. */
static uint32_t token_of(const dtl_doc *doc, const char *form)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        if (dtli_str_is(doc->tokens[i].form, form))
            return i;
    }
    fail_msg("no token %s", form);
    return 0;
}

static void events_get_their_days(void **state)
{
    static const struct {
        const char *text, *trigger, *from, *to;
        bool planned, assumed;
    } CASES[] = {
        { "Rebels shelled the port on Tuesday.", "shelled", "2024-05-14",
          "2024-05-14", false, false },
        { "Rebels shelled the port.", "shelled", "2024-05-16", "2024-05-16",
          false, true },
        { "The premier will visit Oslo on Friday.", "visit", "2024-05-16",
          "2024-05-16", false, true },
        { "The premier will visit Oslo on Friday.", "visit", "2024-05-17",
          "2024-05-17", true, false },
        { "The union plans to strike on Friday.", "strike", "2024-05-17",
          "2024-05-17", true, false },
        { "The camp has been besieged since 2022.", "besieged", "2022-01-01",
          "2024-05-16", false, false },
        { "Guards fired at them from Monday to Wednesday.", "fired",
          "2024-05-13", "2024-05-15", false, false },
        { "The war was fought between 2011 and 2014.", "fought", "2011-01-01",
          "2014-12-31", false, false },
        { "The premier has rejected the plan tabled last week.", "rejected",
          "2024-05-16", "2024-05-16", false, true },
        { "The call came five days after a court named them.", "named",
          "2024-05-11", "2024-05-11", false, false },
        { "Dockers began a walkout on Saturday.", "began", "2024-05-11",
          "2024-05-11", false, false },
        { "The curfew was imposed until Friday.", "imposed", "2024-05-16",
          "2024-05-16", false, true },
    };
    fixture *fix = *state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char from[DTL_DAY_TEXT_SIZE], to[DTL_DAY_TEXT_SIZE];
        dtl_doc doc;
        print_message("case: %s\n", CASES[i].text);
        resolve(fix, &doc, "2024-05-16", dtli_str(CASES[i].text));
        dtl_when when = dtli_when_of(&doc, token_of(&doc, CASES[i].trigger),
                                     CASES[i].planned);
        dtli_day_format(when.from, from);
        dtli_day_format(when.to, to);
        assert_string_equal(from, CASES[i].from);
        assert_string_equal(to, CASES[i].to);
        assert_int_equal(when.assumed, CASES[i].assumed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_of_the_codebook),
        cmocka_unit_test(dates_are_read_in_every_form),
        cmocka_unit_test(lengths_and_sets_keep_their_value),
        cmocka_unit_test(what_is_no_time_is_left_alone),
        cmocka_unit_test(the_date_prefix_is_no_prose),
        cmocka_unit_test(turns_of_the_year_are_crossed),
        cmocka_unit_test(without_a_publication_day_values_stay_open),
        cmocka_unit_test(events_get_their_days),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
