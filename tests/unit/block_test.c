/* block_test.c — what each stretch of a text is, and its date. */
#include "unit/cmocka_all.h"

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "read/block.h"
#include "read/dateline.h"

static const char *const NAMES[] = { "BODY",   "HEAD",    "DATE",
                                     "BYLINE", "CAPTION", "NOISE" };

static dtl_status blocks_of(dtl_str text, dtl_arena *arena, dtl_doc *doc)
{
    memset(doc, 0, sizeof *doc);
    doc->in.text = text;
    doc->in.published = DTL_DAY_NONE;
    return dtli_read_blocks(doc, arena, NULL);
}

/* "KIND text|KIND text": one string a document, breaks shown as '~'. */
static void print_blocks(const dtl_doc *doc, dtl_buf *out)
{
    for (uint32_t i = 0; i < doc->block_count; i++) {
        dtl_span span = doc->blocks[i].span;
        dtli_buf_printf(out, "%s%s ", i ? "|" : "",
                        NAMES[doc->blocks[i].kind]);
        for (uint32_t at = span.start; at < span.end; at++) {
            char c = doc->in.text.ptr[at];
            dtli_buf_add_char(out, c == '\n' || c == '\r' ? '~' : c);
        }
    }
    dtli_buf_add(out, (dtl_str){ "", 1 });
}

typedef struct block_case {
    const char *name;
    dtl_str text;
    const char *want;
    const char *day; /* or "" */
} block_case;

static void check(const block_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
        dtl_doc doc;
        dtl_buf out;
        char day[DTL_DAY_TEXT_SIZE];
        print_message("case: %s\n", cases[i].name);
        dtli_buf_init(&out, 1 << 20);
        assert_int_equal(blocks_of(cases[i].text, arena, &doc), DTL_OK);
        print_blocks(&doc, &out);
        assert_string_equal(out.ptr, cases[i].want);
        dtli_day_format(doc.published, day);
        assert_string_equal(day, cases[i].day);
        assert_int_equal(doc.published_known, cases[i].day[0] != '\0');
        dtli_buf_clear(&out);
        dtli_arena_free(arena);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof((cases)[0]))
#define TEXT(literal) DTL_STR_INIT(literal)

static const block_case DATELINES[] = {
    { "prefix on the first line",
      TEXT(" date 2021-03-04 Rebels left the town."),
      "DATE date 2021-03-04|BODY Rebels left the town.", "2021-03-04" },
    { "prefix alone on its line",
      TEXT("date 2021-03-04\n\nRebels left the town."),
      "DATE date 2021-03-04|BODY Rebels left the town.", "2021-03-04" },
    { "no day of the calendar", TEXT("date 2021-02-30 Rebels left."),
      "BODY date 2021-02-30 Rebels left.", "" },
    { "agency and dash",
      TEXT("TUNIS, Mar 4 (AFP) - Rebels left the town."),
      "DATE TUNIS, Mar 4 (AFP) -|BODY Rebels left the town.", "" },
    { "alone on its line, year with blanks",
      TEXT("Rebels leave town\nTUNIS, March 4 , 2021 (Xinhua)\nThey left."),
      "HEAD Rebels leave town|DATE TUNIS, March 4 , 2021 (Xinhua)|"
      "BODY They left.", "2021-03-04" },
    { "doubled year", TEXT("TUNIS, Mar 4 , 2021, 2021\nThey left."),
      "DATE TUNIS, Mar 4 , 2021, 2021|BODY They left.", "2021-03-04" },
    { "day first", TEXT("GAFSA, 5 March 2024 - They left."),
      "DATE GAFSA, 5 March 2024 -|BODY They left.", "2024-03-05" },
    { "no date", TEXT("LONDON (Reuters) - Ministers met."),
      "DATE LONDON (Reuters) -|BODY Ministers met.", "" },
    { "region", TEXT("ALBANY, N.Y. (AP) -- Senators met."),
      "DATE ALBANY, N.Y. (AP) --|BODY Senators met.", "" },
    { "region in lower case",
      TEXT("KOLWA, Chad-Sudan border, April 4, 2021 (AFP)\nThey left."),
      "DATE KOLWA, Chad-Sudan border, April 4, 2021 (AFP)|"
      "BODY They left.", "2021-04-04" },
    { "place and dash", TEXT("GAZA \xe2\x80\x94 Guns fell silent."),
      "DATE GAZA \xe2\x80\x94|BODY Guns fell silent.", "" },
    { "underscore", TEXT("\n\nMIAMI _\n\nGuards went home."),
      "DATE MIAMI _|BODY Guards went home.", "" },
    { "monitored broadcast, two-digit year",
      TEXT("SANTA ROSA, 3 FEB 91 -- [REPORT] [TEXT] THE TROOPS LEFT."),
      "DATE SANTA ROSA, 3 FEB 91 -- [REPORT] [TEXT]|"
      "BODY THE TROOPS LEFT.", "1991-02-03" },
    { "mixed case", TEXT("Kampala, 3 March 2024 (AFP) - They left."),
      "DATE Kampala, 3 March 2024 (AFP) -|BODY They left.",
      "2024-03-03" },
    { "colon", TEXT("LAHORE: The minister resigned."),
      "DATE LAHORE:|BODY The minister resigned.", "" },
    { "colon after a region",
      TEXT("LAHORE, Pakistan: The minister resigned."),
      "DATE LAHORE, Pakistan:|BODY The minister resigned.", "" },
    { "colon after a bracket",
      TEXT("Multan, January 05, 2021 (PPX-Q): The minister resigned."),
      "DATE Multan, January 05, 2021 (PPX-Q):|BODY The minister resigned.",
      "2021-01-05" },
    { "date in brackets",
      TEXT("GENEVA (5 January 2021) \xe2\x80\x93 The office warned."),
      "DATE GENEVA (5 January 2021) \xe2\x80\x93|BODY The office warned.",
      "2021-01-05" },
    { "region and dash, mixed case",
      TEXT("Basra, Iraq - Dockers struck."),
      "DATE Basra, Iraq -|BODY Dockers struck.", "" },
    { "agency without brackets", TEXT("NARA, Jan. 5, Kyodo - Monks met."),
      "DATE NARA, Jan. 5, Kyodo -|BODY Monks met.", "" },
    { "stop after the city", TEXT("MOSCOW. Jan 5 (Interfax) - Dumas met."),
      "DATE MOSCOW. Jan 5 (Interfax) -|BODY Dumas met.", "" },
    { "stamp with a time", TEXT("Updated 10:15 AM ET, Sun January 5, "
                                "2021\n\nEnvoys met."),
      "DATE Updated 10:15 AM ET, Sun January 5, 2021|BODY Envoys met.",
      "2021-01-05" },
    { "second dateline gives no other day",
      TEXT("PARIS, Nov. 8, 2021 (Xinhua)\nOSLO, Nov. 7 (Xinhua)-- A "
           "union struck."),
      "DATE PARIS, Nov. 8, 2021 (Xinhua)|DATE OSLO, Nov. 7 (Xinhua)--|"
      "BODY A union struck.", "2021-11-08" },
    { "date without a place",
      TEXT("Highlights\nDec 13 , 2021\nTalks went on."),
      "HEAD Highlights|DATE Dec 13 , 2021|BODY Talks went on.",
      "2021-12-13" },
    { "stamp", TEXT("Talks go on\nPosted on January 5, 2021, 3:37 PM\n"
                    "Envoys met."),
      "HEAD Talks go on|DATE Posted on January 5, 2021, 3:37 PM|"
      "BODY Envoys met.", "2021-01-05" },
};

static void datelines_are_set_apart(void **state)
{
    (void)state;
    CHECK(DATELINES);
}

static void capitals_alone_make_no_dateline(void **state)
{
    (void)state;
    static const block_case CASES[] = {
        { "body goes on", TEXT("NATO, which met in Riga, agreed."),
          "BODY NATO, which met in Riga, agreed.", "" },
        { "acronym and dash", TEXT("NATO - the alliance - agreed."),
          "BODY NATO - the alliance - agreed.", "" },
        { "title with a date",
          TEXT("Barn Burns Down August 7, 2021 - Farmers met."),
          "BODY Barn Burns Down August 7, 2021 - Farmers met.", "" },
        { "two countries and a dash",
          TEXT("Iraq, Iran - both at war - agreed."),
          "BODY Iraq, Iran - both at war - agreed.", "" },
        { "hyphen", TEXT("MINSK-based firms closed."),
          "BODY MINSK-based firms closed.", "" },
        { "label", TEXT("UPDATE: The dam broke."),
          "BODY UPDATE: The dam broke.", "" },
        { "date in upper-case prose",
          TEXT("THE REBELS LEFT. SIX OF THEM\nWERE KILLED ON 3 MAY.\n\n"
               "ON 3 MAY. THE ARMY, 4 MAY."),
          "BODY THE REBELS LEFT. SIX OF THEM~WERE KILLED ON 3 MAY.|"
          "BODY ON 3 MAY. THE ARMY, 4 MAY.", "" },
        { "call in upper-case prose", TEXT("ATTENTION: THE ARMY LEFT."),
          "BODY ATTENTION: THE ARMY LEFT.", "" },
        { "impossible day", TEXT("OSLO, Feb 31, 2021 (AFP) - They met."),
          "DATE OSLO, Feb 31, 2021 (AFP) -|BODY They met.", "" },
    };
    CHECK(CASES);
}

static void lines_that_are_no_prose_are_set_apart(void **state)
{
    (void)state;
    static const block_case CASES[] = {
        { "byline", TEXT("Talks resume\nBy Ann Lee, Staff Writer\nEnvoys met."),
          "HEAD Talks resume|BYLINE By Ann Lee, Staff Writer|"
          "BODY Envoys met.", "" },
        { "by that goes on", TEXT("Ten posts were seized\nby Hamas fighters "
                                  "on Sunday."),
          "BODY Ten posts were seized~by Hamas fighters on Sunday.", "" },
        { "note to editors", TEXT("ATTENTION - ADDS quotes ///\nROME, Dec 1, "
                                  "2021\nThey met."),
          "BYLINE ATTENTION - ADDS quotes ///|DATE ROME, Dec 1, 2021|"
          "BODY They met.", "2021-12-01" },
        { "note of two lines", TEXT("ATTENTION - ADDS quotes,\nreaction ///\n"
                                    "They met."),
          "BYLINE ATTENTION - ADDS quotes,~reaction ///|BODY They met.", "" },
        { "initials", TEXT("They met.\n\njs/ab"),
          "BODY They met.|NOISE js/ab", "" },
        { "end mark", TEXT("They met. Enditem"),
          "BODY They met.|NOISE Enditem", "" },
        { "slug in brackets", TEXT("They met. (Oslo-UN-talks)"),
          "BODY They met.|NOISE (Oslo-UN-talks)", "" },
        { "slug that begins inside the dateline",
          TEXT("ALBANY, N.Y. (AP)_-UN-talks)"),
          "DATE ALBANY, N.Y. (AP)_-|BODY UN-talks)", "" },
        { "buttons", TEXT("They met.\n\nRead more\n\nShare\n\nThey left."),
          "BODY They met.|NOISE Read more|NOISE Share|BODY They left.", "" },
        { "rule", TEXT("They met.\n-----\nThey left."),
          "BODY They met.|NOISE -----|BODY They left.", "" },
        { "row of figures", TEXT("Prices:\n\nNo 5      147.50    148.50"),
          "BODY Prices:|NOISE No 5      147.50    148.50", "" },
        { "desk's mark", TEXT("=(PICTURE)=\nROME, Dec 1, 2021\nThey met."),
          "NOISE =(PICTURE)=|DATE ROME, Dec 1, 2021|BODY They met.",
          "2021-12-01" },
        { "capitals as a title", TEXT("They met.\n\nLESS HOPE LEFT\n\nThey "
                                      "left."),
          "BODY They met.|HEAD LESS HOPE LEFT|BODY They left.", "" },
    };
    CHECK(CASES);
}

static void headlines_lose_label_and_byline(void **state)
{
    (void)state;
    static const block_case CASES[] = {
        { "label with a colon", TEXT("Urgent: Envoy freed\n\nHe left."),
          "BYLINE Urgent:|HEAD Envoy freed|BODY He left.", "" },
        { "label alone", TEXT("URGENT  Envoy freed\nOSLO, Dec 1, 2021\nHe "
                              "left."),
          "BYLINE URGENT|HEAD Envoy freed|DATE OSLO, Dec 1, 2021|"
          "BODY He left.", "2021-12-01" },
        { "label glued", TEXT("URGENTTroops leave\n\nThey left."),
          "BYLINE URGENT|HEAD Troops leave|BODY They left.", "" },
        { "no label", TEXT("Urgent talks held\n\nThey met."),
          "HEAD Urgent talks held|BODY They met.", "" },
        { "author", TEXT("Rebels near capital by Ann-Marie Lee\nOSLO, Dec 1, "
                         "2021\nThey met."),
          "HEAD Rebels near capital|BYLINE by Ann-Marie Lee|"
          "DATE OSLO, Dec 1, 2021|BODY They met.", "2021-12-01" },
        { "agent", TEXT("Truce proposed by Ann Lee\nOSLO, Dec 1, 2021\nThey "
                        "met."),
          "HEAD Truce proposed by Ann Lee|DATE OSLO, Dec 1, 2021|"
          "BODY They met.", "2021-12-01" },
        { "body", TEXT("Raid by Islamic Jihad\nOSLO, Dec 1, 2021\nThey met."),
          "HEAD Raid by Islamic Jihad|DATE OSLO, Dec 1, 2021|"
          "BODY They met.", "2021-12-01" },
        { "sentence torn by a blank line",
          TEXT("OSLO, Dec 1, 2021\nThe mayor of the northern town of Alta\n\n"
               "on Sunday urged calm."),
          "DATE OSLO, Dec 1, 2021|BODY The mayor of the northern town of "
          "Alta~~on Sunday urged calm.", "2021-12-01" },
        { "answers that begin small",
          TEXT("Where do people in Alta buy boats\n\nyou could ask at the "
               "pier or see www.example.org\n\nthe pier is shut."),
          "HEAD Where do people in Alta buy boats|HEAD you could ask at the "
          "pier or see www.example.org|BODY the pier is shut.", "" },
    };
    CHECK(CASES);
}

static void captions_lose_their_credit(void **state)
{
    (void)state;
    static const block_case CASES[] = {
        { "paragraph with a button",
          TEXT("They met.\n\nMourners carry a coffin through the town (AFP) "
               "More\n\nThey left."),
          "BODY They met.|CAPTION Mourners carry a coffin through the town|"
          "NOISE (AFP) More|BODY They left.", "" },
        { "inside a paragraph",
          TEXT("They met in Oslo. Mourners carry a coffin (AFP) More They "
               "left on Monday."),
          "BODY They met in Oslo.|CAPTION Mourners carry a coffin|"
          "NOISE (AFP) More|BODY They left on Monday.", "" },
        { "picture named",
          TEXT("They met.\n\nGuards stand by. (AP Photo/Ann Lee)"),
          "BODY They met.|CAPTION Guards stand by.|"
          "NOISE (AP Photo/Ann Lee)", "" },
        { "label and credit",
          TEXT("They met.\n\nFILE PHOTO: Guards stand by in Oslo, Jan. 5, "
               "2021. REUTERS/Ann Lee/File Photo\n\nThey left."),
          "BODY They met.|NOISE FILE PHOTO:|CAPTION Guards stand by in Oslo, "
          "Jan. 5, 2021.|NOISE REUTERS/Ann Lee/File Photo|BODY They left.",
          "" },
        { "credit alone",
          TEXT("They met.\n\nPhotograph: Ann Lee/Reuters\n\nThey left."),
          "BODY They met.|NOISE Photograph: Ann Lee/Reuters|BODY They left.",
          "" },
        { "agency in a sentence",
          TEXT("They met. The agency (AFP) More or less agreed."),
          "BODY They met. The agency (AFP) More or less agreed.", "" },
    };
    CHECK(CASES);
}

static void only_wraps_join_lines(void **state)
{
    (void)state;
    static const block_case CASES[] = {
        { "wrapped copy",
          TEXT("Troops entered the northern town on Sunday and\n"
               "Hussein Omar, a local elder, said that they met\n"
               "no resistance."),
          "BODY Troops entered the northern town on Sunday and~"
          "Hussein Omar, a local elder, said that they met~"
          "no resistance.", "" },
        { "headline above wrapped copy",
          TEXT("Troops enter town\n"
               "Troops entered the northern town on Sunday and\n"
               "met no resistance, a local elder said."),
          "HEAD Troops enter town|"
          "BODY Troops entered the northern town on Sunday and~"
          "met no resistance, a local elder said.", "" },
        { "upper-case copy",
          TEXT("THE\nARMY SAID THAT ITS TROOPS HAD LEFT THE TOWN.\n\n"
               "   THE REBELS DENIED IT."),
          "BODY THE~ARMY SAID THAT ITS TROOPS HAD LEFT THE TOWN.|"
          "BODY THE REBELS DENIED IT.", "" },
        { "CRLF", TEXT("They met.\r\n\r\nThey left.\r\n"),
          "BODY They met.|BODY They left.", "" },
        { "byte-order mark", TEXT("\xef\xbb\xbf" "date 2021-03-04 They met."),
          "DATE date 2021-03-04|BODY They met.", "2021-03-04" },
        { "NUL bytes are blanks", TEXT("\0They met.\0\0\n\0\nThey left."),
          "BODY They met.|BODY They left.", "" },
        { "nothing", TEXT(" \n\n\t"), "", "" },
    };
    CHECK(CASES);
}

static void given_day_wins(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_doc doc;
    memset(&doc, 0, sizeof doc);
    doc.in.text = DTL_STR("OSLO, Dec 1, 2021 (AFP) - They met.");
    doc.in.published = 7;
    assert_int_equal(dtli_read_blocks(&doc, arena, NULL), DTL_OK);
    assert_int_equal(doc.published, 7);
    dtl_dateline dateline;
    assert_true(dtli_dateline_of_block(&doc, 0, &dateline));
    assert_int_equal(dateline.city.start, 0);
    assert_int_equal(dateline.city.end, 4);
    assert_false(dtli_dateline_of_block(&doc, 1, &dateline));
    assert_false(dtli_dateline_of_block(&doc, 9, &dateline));
    dtli_arena_free(arena);
}

static void missing_year_is_lent(void **state)
{
    (void)state;
    static const struct { const char *near; unsigned month, day; const char *want; } CASES[] = {
        { "2021-06-15", 6, 14, "2021-06-14" },
        { "2021-01-02", 12, 31, "2020-12-31" },
        { "2021-12-31", 1, 1, "2022-01-01" },
        { "2021-03-01", 2, 29, "2020-02-29" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_dateline dateline = { .month = CASES[i].month,
                                  .day = CASES[i].day };
        char got[DTL_DAY_TEXT_SIZE];
        dtl_day near = dtli_day_parse(dtli_str(CASES[i].near));
        print_message("case: %s\n", CASES[i].want);
        dtli_day_format(dtli_dateline_day(&dateline, near), got);
        assert_string_equal(got, CASES[i].want);
        assert_int_equal(dtli_dateline_day(&dateline, DTL_DAY_NONE),
                         DTL_DAY_NONE);
    }
}

static void limits_are_kept(void **state)
{
    (void)state;
    static char long_text[DTL_MAX_TEXT_BYTES + 1];
    dtl_error err = { 0 };
    dtl_doc doc = { .in = { .text = { long_text, sizeof long_text } } };
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    assert_int_equal(dtli_read_blocks(&doc, arena, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E150:", 5);
    memset(long_text, '\n', sizeof long_text);
    doc.in.text.len--;
    assert_int_equal(dtli_read_blocks(&doc, arena, NULL), DTL_OK);
    assert_int_equal(doc.block_count, 0);
    dtli_arena_free(arena);
    arena = dtli_arena_new(64);
    doc.in.text.len = 5000;
    memset(&err, 0, sizeof err);
    assert_int_equal(dtli_read_blocks(&doc, arena, &err), DTL_NOMEM);
    assert_memory_equal(err.message, "E001:", 5);
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datelines_are_set_apart),
        cmocka_unit_test(capitals_alone_make_no_dateline),
        cmocka_unit_test(lines_that_are_no_prose_are_set_apart),
        cmocka_unit_test(headlines_lose_label_and_byline),
        cmocka_unit_test(captions_lose_their_credit),
        cmocka_unit_test(only_wraps_join_lines),
        cmocka_unit_test(given_day_wins),
        cmocka_unit_test(missing_year_is_lent),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
