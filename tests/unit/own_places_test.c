/* own_places_test.c — a user's list of places: both formats, bad rows, and
 * how its places stand beside the shipped ones. */
#include "unit/cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "read/block.h"
#include "resolve/gazetteer.h"
#include "segment/segment.h"

#define GAZETTEER DTL_SHARE_DIR "/gazetteer.dtlx"
#define HEAD "name\tcountry\tlat\tlon\n"
#define TABLE "name\taliases\tcountry\tadmin1\tlat\tlon\tfeature\timportance\n"

/* The gazetteer with the list `text` added; NULL where that fails. */
static dtl_gazetteer *open_with(dtl_str text, dtl_error *err)
{
    char path[] = "own_places_test_XXXXXX";
    dtl_gazetteer *g = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(dtli_file_write(path, text, NULL), DTL_OK);
    assert_int_equal(dtli_gazetteer_open(GAZETTEER, NULL, &g, NULL), DTL_OK);
    dtl_status status = dtli_gazetteer_add(g, path, err);
    if (status != DTL_OK) {
        assert_int_equal(status, err->code);
        assert_string_equal(err->source, path);
        dtli_gazetteer_close(g);
        g = NULL;
    }
    remove(path);
    return g;
}

static dtl_gazetteer *open_good(const char *text)
{
    dtl_error err = { 0 };
    dtl_gazetteer *g = open_with(dtli_str(text), &err);
    if (!g)
        print_message("%llu: %s\n", (unsigned long long)err.line,
                      err.message);
    assert_non_null(g);
    return g;
}

/* The first place under `key`. */
static dtl_gaz_record first_of(const dtl_gazetteer *g, const char *key)
{
    dtl_gaz_list list;
    dtl_gaz_record is = { 0 };
    uint32_t index = 0;
    dtl_gaz_kind kind;
    assert_true(dtli_gazetteer_find(g, dtli_str(key), &list));
    assert_true(dtli_gazetteer_item(g, &list, 0, &index, &kind));
    assert_true(dtli_gazetteer_record(g, index, &is));
    return is;
}

static uint32_t alike(const dtl_gazetteer *g, const char *key)
{
    dtl_gaz_list list;
    return dtli_gazetteer_find(g, dtli_str(key), &list) ? list.count : 0;
}

/* "Name/ISO3/admin1/feature" of the place that the text names first. */
static const char *told(const dtl_gazetteer *g, const char *text)
{
    static char out[200];
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc = { 0 };
    dtl_error err = { 0 };
    doc.in.text = dtli_str(text);
    doc.in.published = doc.published = DTL_DAY_NONE;
    assert_int_equal(dtli_read_blocks(&doc, arena, &err), DTL_OK);
    assert_int_equal(dtli_segment(&doc, arena, &err), DTL_OK);
    assert_int_equal(dtli_resolve_places(g, &doc, arena, &err), DTL_OK);
    const dtl_place *p = doc.places;
    snprintf(out, sizeof out, "none");
    if (doc.place_count > 0)
        snprintf(out, sizeof out, "%.*s/%s/%.*s/%.*s", DTL_FMT(p->name),
                 p->country, DTL_FMT(p->admin1), DTL_FMT(p->feature));
    dtli_arena_free(arena);
    return out;
}

static void a_table_gives_places(void **state)
{
    (void)state;
    dtl_gazetteer *g = open_good(
        "\xef\xbb\xbf# of the mission\r\n" TABLE
        "Korvash\tOld Korvash|KVX\tIRQ\tAnbar\t33.5\t42.25\tS.CMP\t4.5\r\n"
        "\n"
        "Dal\xc3\xa9zia\t\tFR\tHaute Cime\t45.1\t6.2\t\t\n");
    dtl_gaz_record is = first_of(g, "korvash");
    assert_true(dtli_str_is(is.name, "Korvash"));
    assert_true(dtli_str_is(dtli_gazetteer_admin1(g, is.admin1), "Anbar"));
    assert_true(dtli_str_is(dtli_gazetteer_feature(g, is.feature), "S.CMP"));
    assert_true(fabs(is.lat - 33.5) < 1e-9 && fabs(is.lon - 42.25) < 1e-9);
    assert_int_equal(is.importance, 90);
    assert_true(dtli_str_is(first_of(g, "old korvash").name, "Korvash"));
    is = first_of(g, "dalezia");
    assert_true(dtli_str_is(dtli_gazetteer_admin1(g, is.admin1),
                            "Haute Cime"));
    assert_int_equal(is.kind, GAZ_CITY);
    assert_string_equal(told(g, "A convoy left Old Korvash at dawn."),
                        "Korvash/IRQ/Anbar/S.CMP");
    assert_string_equal(told(g, "Troops returned to Dal\xc3\xa9zia today."),
                        "Dal\xc3\xa9zia/FRA/Haute Cime/P.PPL");
    assert_string_equal(told(g, "Shells fell on KVX overnight."),
                        "Korvash/IRQ/Anbar/S.CMP");
    assert_true(dtli_gazetteer_is_own(g, dtli_gazetteer_count(g) - 1));
    assert_false(dtli_gazetteer_is_own(g, 0));
    dtli_gazetteer_close(g);
}

static void a_geonames_table_gives_places(void **state)
{
    (void)state;
    dtl_gazetteer *g = open_good(
        "901\tKorvash\tKorvash\tKurvash,KVX,kw r f\t33.5\t42.25\tP\tPPL\tIQ"
        "\t\t77\t\t\t\t1200" "\t\t0\tAsia/Baghdad\t2020-01-01\n"
        "902\tUpper Vale\tUpper Vale\t\t33\t42\tA\tADM1\tIQ\t\t77\t\t\t\t0"
        "\t\t0\tAsia/Baghdad\t2020-01-01\n"
        "903\tVast Sea\tVast Sea\t\t12\t-42\tH\tSEA\t\t\t00\t\t\t\t0"
        "\t\t0\t\t2020-01-01\n");
    dtl_gaz_record is = first_of(g, "korvash");
    assert_int_equal(is.geonames, 901);
    assert_int_equal(is.population, 1200);
    assert_int_equal(is.importance, 61);
    assert_true(dtli_str_is(dtli_gazetteer_admin1(g, is.admin1),
                            "Upper Vale"));
    assert_int_equal(first_of(g, "kurvash").geonames, 901);
    assert_int_equal(alike(g, "kvx"), 0);
    assert_int_equal(first_of(g, "vast sea").country, GAZ_NONE16);
    assert_string_equal(told(g, "A mine went off in Korvash, Iraq."),
                        "Korvash/IRQ/Upper Vale/P.PPL");
    dtli_gazetteer_close(g);
}

static void a_place_that_is_shipped_too_stands_once(void **state)
{
    (void)state;
    dtl_gazetteer *g = open_good(HEAD "Korvash\tIQ\t33.5\t42.25\n");
    uint32_t before = alike(g, "mosul");
    dtl_gaz_record mosul = first_of(g, "mosul");
    char row[200];
    snprintf(row, sizeof row,
             "%u\tMosul\tMosul\t\t36.33\t43.13\tP\tPPLA\tIQ\t\t15\t\t\t"
             "\t1739800\t\t0\tAsia/Baghdad\t2020-01-01\n", mosul.geonames);
    dtli_gazetteer_close(g);
    g = open_good(row);
    assert_int_equal(alike(g, "mosul"), before);
    dtl_gaz_record is = first_of(g, "mosul");
    assert_true(fabs(is.lat - 36.33) < 1e-9);
    assert_int_equal(is.admin1, mosul.admin1);
    dtli_gazetteer_close(g);
}

static void an_own_place_wins_unless_the_text_tells(void **state)
{
    (void)state;
    dtl_gazetteer *g = open_good(HEAD "Paris\tIQ\t33.5\t42.25\n"
                                      "Reutov\tIQ\t33.6\t42.3\n");
    static const struct { const char *name, *text, *want; } CASES[] = {
        { "alone", "Soldiers marched through Paris.", "Paris/IRQ//P.PPL" },
        { "its country told", "A mine went off in Paris, Iraq.",
          "Paris/IRQ//P.PPL" },
        { "another told", "A mine went off in Paris, France.",
          "Paris/FRA/\xc3\x8ele-de-France/P.PPLC" },
        { "another state told", "A mine went off in Paris, Texas.",
          "Paris/USA/Texas/P.PPLA2" },
        { "the others are Iraqi", "Trucks left Paris for Mosul and Tikrit.",
          "Paris/IRQ//P.PPL" },
        { "the others are French", "Trucks left Paris for Lyon and Lille.",
          "Paris/FRA/\xc3\x8ele-de-France/P.PPLC" },
        { "its country elsewhere", "Paris is quiet, ministers of France said.",
          "Paris/FRA/\xc3\x8ele-de-France/P.PPLC" },
        { "far from all others", "Trucks left Paris for Osaka and Lagos.",
          "Paris/IRQ//P.PPL" },
        { "not in the list", "A mine went off in Lyon, France.",
          "Lyon/FRA/Auvergne-Rh\xc3\xb4ne-Alpes/P.PPLA" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        assert_string_equal(told(g, CASES[i].text), CASES[i].want);
    }
    dtli_gazetteer_close(g);
}

static void bad_lists_are_told_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *id;
        uint64_t line;
    } CASES[] = {
        { "empty file", "", "E426", 0 },
        { "only a comment", "# none\n", "E426", 0 },
        { "no column of coordinates", "name\tcountry\nX\tIQ\n", "E426", 1 },
        { "a column misspelt", "name\talias\tcountry\tlat\tlon\n", "E427",
          1 },
        { "a column twice", "name\tname\tcountry\tlat\tlon\n", "E427", 1 },
        { "uneven row", HEAD "A\tIQ\t33\t42\nB\tIQ\t33\n", "E428", 3 },
        { "uneven GeoNames row",
          "901\tKorvash\tKorvash\t\t33.5\t42.25\tP\tPPL\tIQ\t\t77\t\t\t\t0"
          "\t\t0\tAsia/Baghdad\t2020-01-01\n902\tKorvash\n", "E428", 2 },
        { "bad UTF-8", HEAD "A\xff\tIQ\t33\t42\n", "E429", 2 },
        { "latitude too high", HEAD "A\tIQ\t90.5\t42\n", "E430", 2 },
        { "longitude no number", HEAD "\n# x\nA\tIQ\t9\teast\n", "E430", 4 },
        { "no coordinates", HEAD "A\tIQ\t\t\n", "E430", 2 },
        { "no such country", HEAD "A\tQQ\t33\t42\n", "E431", 2 },
        { "no country", HEAD "A\t\t33\t42\n", "E431", 2 },
        { "country by name", HEAD "A\tIraq\t33\t42\n", "E431", 2 },
        { "no name", HEAD "\tIQ\t33\t42\n", "E432", 2 },
        { "name of marks", HEAD "...\tIQ\t33\t42\n", "E432", 2 },
        { "bad feature",
          "name\tcountry\tlat\tlon\tfeature\nA\tIQ\t33\t42\ttown\n", "E433",
          2 },
        { "bad importance",
          "name\tcountry\tlat\tlon\timportance\nA\tIQ\t33\t42\t11\n",
          "E434", 2 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_error err = { 0 };
        print_message("case: %s\n", CASES[i].name);
        assert_null(open_with(dtli_str(CASES[i].text), &err));
        assert_memory_equal(err.message, CASES[i].id, 4);
        assert_int_equal(err.line, CASES[i].line);
    }
}

static void a_list_too_long_is_refused(void **state)
{
    (void)state;
    dtl_error err = { 0 };
    dtl_buf text;
    dtli_buf_init(&text, (size_t)1 << 24);
    dtli_buf_add(&text, DTL_STR(HEAD));
    for (uint32_t i = 0; i < DTL_MAX_OWN_PLACES; i++)
        dtli_buf_add_char(&text, '\n');
    assert_false(text.failed);
    assert_null(open_with(dtli_buf_str(&text), &err));
    assert_int_equal(err.code, DTL_LIMIT);
    assert_memory_equal(err.message, "E435", 4);
    dtli_buf_clear(&text);
}

static void many_of_one_name_are_bounded(void **state)
{
    (void)state;
    dtl_error err = { 0 };
    dtl_buf text;
    dtli_buf_init(&text, (size_t)1 << 24);
    dtli_buf_add(&text, DTL_STR("name\tcountry\tlat\tlon\timportance\n"));
    for (int i = 0; i < 3000; i++)
        dtli_buf_printf(&text, "Paris\tIQ\t33\t%d.%02d\t%d\n", 40 + i % 9,
                        i % 100, i % 4);
    dtl_gazetteer *g = open_with(dtli_buf_str(&text), &err);
    assert_non_null(g);
    assert_true(alike(g, "paris") <= 64);
    assert_int_equal(first_of(g, "paris").importance, 60);
    dtli_gazetteer_close(g);
    dtli_buf_clear(&text);
}

static void features_are_bounded(void **state)
{
    (void)state;
    dtl_error err = { 0 };
    dtl_buf text;
    dtli_buf_init(&text, (size_t)1 << 20);
    dtli_buf_add(&text, DTL_STR("name\tcountry\tlat\tlon\tfeature\n"));
    for (int i = 0; i < 300; i++)
        dtli_buf_printf(&text, "Korvash\tIQ\t33\t42\tS.Z%d\n", i);
    assert_null(open_with(dtli_buf_str(&text), &err));
    assert_memory_equal(err.message, "E437", 4);
    dtli_buf_clear(&text);
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    dtl_gazetteer *g = NULL;
    dtl_error err = { 0 };
    assert_int_equal(dtli_gazetteer_open(GAZETTEER, NULL, &g, NULL), DTL_OK);
    assert_int_equal(dtli_gazetteer_add(g, "no/such/file", &err), DTL_IO);
    assert_string_equal(told(g, "A mine went off in Mosul, Iraq."),
                        "Mosul/IRQ/Nineveh/P.PPLA");
    dtli_gazetteer_close(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_places),
        cmocka_unit_test(a_geonames_table_gives_places),
        cmocka_unit_test(a_place_that_is_shipped_too_stands_once),
        cmocka_unit_test(an_own_place_wins_unless_the_text_tells),
        cmocka_unit_test(bad_lists_are_told_with_their_line),
        cmocka_unit_test(a_list_too_long_is_refused),
        cmocka_unit_test(many_of_one_name_are_bounded),
        cmocka_unit_test(features_are_bounded),
        cmocka_unit_test(a_missing_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
