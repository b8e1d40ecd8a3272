/* gazetteer_test.c — folding names; looking up the compiled gazetteer;
 * damaged files. */
#include "unit/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "resolve/gazetteer.h"
#include "resolve/place_fold.h"

#define GAZETTEER DTL_SHARE_DIR "/gazetteer.dtlx"

static void names_fold_to_one_spelling(void **state)
{
    (void)state;
    static const struct { const char *name, *want; } CASES[] = {
        { "S\xc3\xa3o Paulo", "sao paulo" },
        { "St. Louis", "saint louis" },
        { "Winston-Salem", "winston salem" },
        { "Sana\xe2\x80\x99" "a", "sanaa" },
        { "N'Djamena", "ndjamena" },
        { "\xc5\x81\xc3\xb3" "d\xc5\xba", "lodz" },
        { "  U.S. ", "us" },
        { "Ft. Worth", "fort worth" },
        { "--", "" },
        { "bad \xff byte", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char out[DTLI_FOLD_MAX];
        size_t n = dtli_place_fold(dtli_str(CASES[i].name), out);
        print_message("case: %s\n", CASES[i].name);
        assert_int_equal(n, strlen(CASES[i].want));
        assert_memory_equal(out, CASES[i].want, n);
    }
}

static void a_name_too_long_folds_to_nothing(void **state)
{
    (void)state;
    char name[DTLI_FOLD_MAX + 2], out[DTLI_FOLD_MAX];
    memset(name, 'a', sizeof name);
    assert_int_equal(
        dtli_place_fold((dtl_str){ name, DTLI_FOLD_MAX - 1 }, out),
        DTLI_FOLD_MAX - 1);
    assert_int_equal(dtli_place_fold((dtl_str){ name, sizeof name }, out), 0);
}

/* The first place under `key`; its country goes to iso3. */
static dtl_gaz_record first_of(const dtl_gazetteer *g, const char *key,
                               char iso3[4])
{
    dtl_gaz_list list;
    dtl_gaz_record is = { 0 };
    uint32_t index = 0;
    dtl_gaz_kind kind;
    assert_true(dtli_gazetteer_find(g, dtli_str(key), &list));
    assert_true(dtli_gazetteer_item(g, &list, 0, &index, &kind));
    assert_true(dtli_gazetteer_record(g, index, &is));
    dtli_gazetteer_iso3(g, is.country, iso3);
    return is;
}

static void keys_lead_to_places(void **state)
{
    (void)state;
    static const struct {
        const char *key, *name, *iso3;
        dtl_gaz_class kind;
    } CASES[] = {
        { "baghdad", "Baghdad", "IRQ", GAZ_CAPITAL },
        { "bombay", "Mumbai", "IND", GAZ_SEAT },
        { "iraq", "Iraq", "IRQ", GAZ_COUNTRY },
        { "iranian", "Iran", "IRN", GAZ_COUNTRY },
        { "anbar", "Anbar", "IRQ", GAZ_ADM1 },
        { "texans", "Texas", "USA", GAZ_ADM1 },
        { "kent county", "Kent County", "USA", GAZ_ADM2 },
        { "golan heights", "Golan Heights", "SYR", GAZ_REGION },
        { "crimea", "Crimea", "UKR", GAZ_REGION },
        { "red sea", "Red Sea", "", GAZ_WATER },
    };
    dtl_gazetteer *g = NULL;
    dtl_error err = { 0 };
    assert_int_equal(dtli_gazetteer_open(GAZETTEER, NULL, &g, &err), DTL_OK);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char iso3[4];
        print_message("case: %s\n", CASES[i].key);
        dtl_gaz_record is = first_of(g, CASES[i].key, iso3);
        assert_true(dtli_str_is(is.name, CASES[i].name));
        assert_string_equal(iso3, CASES[i].iso3);
        assert_int_equal(is.kind, CASES[i].kind);
    }
    dtl_gaz_list list;
    assert_false(dtli_gazetteer_find(g, DTL_STR("no such place"), &list));
    dtli_gazetteer_close(g);
}

static void cues_and_area_codes(void **state)
{
    (void)state;
    dtl_gazetteer *g = NULL;
    dtl_error err = { 0 };
    double lat = 0, lon = 0;
    assert_int_equal(dtli_gazetteer_open(GAZETTEER, NULL, &g, &err), DTL_OK);
    assert_true(dtli_gazetteer_cues(g, DTL_STR("gov")) & CUE_TITLE);
    assert_true(dtli_gazetteer_cues(g, DTL_STR("near")) & CUE_IN);
    assert_int_equal(dtli_gazetteer_cues(g, DTL_STR("xyzzy")), 0);
    assert_true(dtli_gazetteer_areacode(g, DTL_STR("318"), &lat, &lon));
    assert_true(lat > 30 && lat < 34 && lon < -91 && lon > -95);
    assert_false(dtli_gazetteer_areacode(g, DTL_STR("000"), &lat, &lon));
    dtli_gazetteer_close(g);
}

static void indices_out_of_range_give_nothing(void **state)
{
    (void)state;
    dtl_gazetteer *g = NULL;
    dtl_error err = { 0 };
    dtl_gaz_record is;
    char iso3[4];
    assert_int_equal(dtli_gazetteer_open(GAZETTEER, NULL, &g, &err), DTL_OK);
    assert_false(dtli_gazetteer_record(g, UINT32_MAX, &is));
    assert_int_equal(dtli_gazetteer_admin1(g, GAZ_NONE16).len, 0);
    assert_int_equal(dtli_gazetteer_feature(g, 255).len, 0);
    assert_int_equal(dtli_gazetteer_country(g, GAZ_NONE16), GAZ_NONE);
    dtli_gazetteer_iso3(g, GAZ_NONE16, iso3);
    assert_string_equal(iso3, "");
    dtli_gazetteer_close(g);
}

/* Writes a pack with the given sections and opens it as a gazetteer. */
static dtl_status open_made(const char *const *names, const dtl_str *bytes,
                            size_t count, dtl_error *err)
{
    char path[] = "gazetteer_test_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    dtl_pack_writer writer;
    dtli_pack_writer_init(&writer, "gazetteer");
    for (size_t i = 0; i < count; i++)
        assert_int_equal(dtli_pack_add(&writer, names[i], bytes[i], NULL),
                         DTL_OK);
    assert_int_equal(dtli_pack_write(&writer, path, NULL), DTL_OK);
    dtli_pack_writer_clear(&writer);
    dtl_gazetteer *g = NULL;
    dtl_status status = dtli_gazetteer_open(path, NULL, &g, err);
    dtli_gazetteer_close(g);
    remove(path);
    return status;
}

static void bad_files_are_told(void **state)
{
    (void)state;
    static const char *const NAMES[] = { "features", "countries", "admin1",
                                         "places", "pool", "keys", "lists",
                                         "index" };
    dtl_str bytes[8];
    dtl_error err = { 0 };
    for (int i = 0; i < 8; i++)
        bytes[i] = DTL_STR("");
    assert_int_equal(open_made(NAMES, bytes, 3, &err), DTL_CORRUPT);
    assert_memory_equal(err.message, "E420", 4);
    err = (dtl_error){ 0 };
    bytes[7] = (dtl_str){ "123456789abc", 12 };
    assert_int_equal(open_made(NAMES, bytes, 8, &err), DTL_CORRUPT);
    assert_memory_equal(err.message, "E421", 4);
    err = (dtl_error){ 0 };
    bytes[7] = (dtl_str){ "\0\0\0\0", 4 };
    assert_int_equal(open_made(NAMES, bytes, 8, &err), DTL_CORRUPT);
    assert_memory_equal(err.message, "E422", 4);
    dtl_gazetteer *g = NULL;
    err = (dtl_error){ 0 };
    assert_int_equal(dtli_gazetteer_open("no/such/file", NULL, &g, &err),
                     DTL_IO);
    assert_null(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fold_to_one_spelling),
        cmocka_unit_test(a_name_too_long_folds_to_nothing),
        cmocka_unit_test(keys_lead_to_places),
        cmocka_unit_test(cues_and_area_codes),
        cmocka_unit_test(indices_out_of_range_give_nothing),
        cmocka_unit_test(bad_files_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
