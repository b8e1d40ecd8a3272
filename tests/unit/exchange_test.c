/* exchange_test.c — countries, ids and actors as GDELT has them; events that
 * are linked; Parquet without its library. */
#define _XOPEN_SOURCE 700 /* mkstemp */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "exchange/gdelt.h"

static void assert_error(const dtl_error *err, const char *id)
{
    if (strncmp(err->message, id, 4) != 0)
        fail_msg("wanted %s, got: %s", id, err->message);
}

static void assert_text(dtl_str got, const char *wanted)
{
    if (!dtli_str_is(got, wanted))
        fail_msg("wanted '%s', got '%.*s'", wanted, DTL_FMT(got));
}

static void countries_have_their_codes(void **state)
{
    static const struct {
        const char *iso3, *fips, *cameo, *name;
    } CASES[] = {
        { "ABW", "AA", "ABW", "Aruba" },
        { "AUS", "AS", "AUS", "Australia" },
        { "AUT", "AU", "AUT", "Austria" },
        { "CHE", "SZ", "CHE", "Switzerland" },
        { "CHN", "CH", "CHN", "China" },
        { "DEU", "GM", "DEU", "Germany" },
        { "ESP", "SP", "ESP", "Spain" },
        { "GBR", "UK", "GBR", "United Kingdom" },
        { "IRQ", "IZ", "IRQ", "Iraq" },
        { "ISR", "IS", "ISR", "Israel" },
        { "MNE", "MJ", "MTN", "Montenegro" },
        { "PSE", "WE", "PSE", "Palestine" },
        { "ROU", "RO", "ROM", "Romania" },
        { "RUS", "RS", "RUS", "Russia" },
        { "SRB", "RI", "SRB", "Serbia" },
        { "SSD", "OD", "SSD", "South Sudan" },
        { "TLS", "TT", "TMP", "East Timor" },
        { "UKR", "UP", "UKR", "Ukraine" },
        { "UMI", "", "UMI", "United States Minor Outlying Islands" },
        { "XKX", "KV", "KSV", "Kosovo" },
        { "ZWE", "ZI", "ZWE", "Zimbabwe" },
        { "XYZ", "", "XYZ", "" },
        { "", "", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_str iso3 = dtli_str(CASES[i].iso3);
        print_message("case: %s\n", CASES[i].iso3);
        assert_text(dtli_gdelt_fips(iso3, DTL_STR("")), CASES[i].fips);
        assert_text(dtli_gdelt_cameo_country(iso3), CASES[i].cameo);
        assert_text(dtli_gdelt_country_name(iso3), CASES[i].name);
    }
    assert_text(dtli_gdelt_fips(DTL_STR("PSE"), DTL_STR("Gaza Strip")), "GZ");
    assert_text(dtli_gdelt_state(DTL_STR("Texas")), "TX");
    assert_text(dtli_gdelt_state(DTL_STR("Bavaria")), "");
}

/* Every country that Dateline knows is there by the same name. */
static void no_country_is_missing(void **state)
{
    char line[4096];
    unsigned count = 0;
    FILE *file = fopen(DTL_SOURCE_DIR "/data/actors/countries.tsv", "r");
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        dtl_str rest = dtli_str(line), cell[4];
        for (size_t i = 0; line[0] != '#' && i < 4; i++)
            assert_true(dtli_str_split(&rest, '\t', &cell[i]));
        if (line[0] == '#' || dtli_str_is(cell[0], "iso3"))
            continue;
        dtl_str name = dtli_gdelt_country_name(cell[0]);
        if (!dtli_str_starts(cell[3], name) || name.len == 0)
            fail_msg("%.*s is not in countries.c", DTL_FMT(cell[3]));
        count++;
    }
    assert_int_equal(fclose(file), 0);
    assert_true(count > 240);
}

static void ids_keep_to_what_a_double_holds(void **state)
{
    (void)state;
    assert_true(dtli_gdelt_id(DTL_STR("0000000000000011"), 0) == 17);
    assert_true(dtli_gdelt_id(DTL_STR("0000000000000011"), 2) == 19);
    assert_true(dtli_gdelt_id(DTL_STR("ffffffffffffffff"), 0) ==
                ((int64_t)1 << 53) - 1);
    assert_true(dtli_gdelt_id(DTL_STR("ffffffffffffffff"), 1) == 0);
    assert_true(dtli_gdelt_id(DTL_STR("an id of others"), 0) > 0);
    assert_true(dtli_gdelt_id(DTL_STR("00000000000000111"), 0) != 17);
}

static void actors_are_cut_into_parts(void **state)
{
    static const struct {
        const char *json, *country, *group, *types[3];
    } CASES[] = {
        { "{\"country\":\"GEO\",\"sectors\":[\"MIL\"]}",
          "GEO",
          "",
          { "MIL", "", "" } },
        { "{\"country\":\"UNO\",\"sectors\":[\"MED\"]}",
          "",
          "UNO",
          { "IGO", "HLH", "" } },
        { "{\"country\":\"EUR\",\"sectors\":[\"LEG\"]}",
          "EUR",
          "EEC",
          { "IGO", "LEG", "" } },
        { "{\"country\":\"ISM\",\"sectors\":[]}", "", "", { "NGM", "", "" } },
        { "{\"country\":\"NGO\",\"sectors\":[\"JRN\"]}",
          "",
          "",
          { "NGO", "MED", "" } },
        { "{\"country\":\"ROU\",\"sectors\":[\"SOC\",\"REL\",\"UNK\","
          "\"EDU\",\"BUS\",\"LAB\"]}",
          "ROM",
          "",
          { "CVL", "EDU", "BUS" } },
        { "{\"country\":\"\",\"sectors\":[\"UNK\"]}", "", "", { "", "", "" } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        json_object *json = dtli_json_object(dtli_str(CASES[i].json));
        dtl_gdelt_actor actor = dtli_gdelt_actor(json);
        print_message("case: %s\n", CASES[i].json);
        assert_text(actor.country, CASES[i].country);
        assert_text(actor.group, CASES[i].group);
        for (size_t k = 0; k < 3; k++)
            assert_text(actor.types[k], CASES[i].types[k]);
        json_object_put(json);
    }
    assert_text(dtli_gdelt_actor(NULL).country, "");
}

typedef struct fixture {
    char path[32];
    dtl_store *store;
    dtl_buf out;
} fixture;

static void run(fixture *f, const char *sql)
{
    dtl_error err = { 0 };
    if (dtli_db_exec(f->store->db, sql, &err) != DTL_OK)
        fail_msg("%s: %s", sql, err.message);
}

/* Three articles of two sources report one meeting, the third of them also
 * by another name; a fourth tells an attack. */
static const char ARTICLES[] =
    "INSERT INTO documents (id, doc, published, source, url, text, text_hash,"
    " input_hash, added) VALUES"
    " (1, 'a', '2024-03-05', 'North', 'http://n.example/1', 'Iran met Peru.',"
    "  1, 1, '2024-03-06T10:00:00Z'),"
    " (2, 'b', '2024-03-04', 'South', '', 'Envoys of Iran met Peru''s.', 2,"
    "  2, '2024-03-05T09:08:07Z'),"
    " (3, 'c', '2024-03-04', '', 'https://www.west.example/x?y', 'Talks.', 3,"
    "  3, '2024-03-07T00:00:00Z'),"
    " (4, 'd', '2024-03-04', 'North', '', 'Rebels hit Poti.', 4, 4,"
    "  '2024-03-04T00:00:00Z');"
    "INSERT INTO document_names (doc, document, source, url) VALUES"
    " ('c2', 3, 'East', 'http://e.example/');"
    "INSERT INTO events (id, event, document, number, type, cameo, date_from,"
    " status) VALUES"
    " (1, '0000000000000010', 1, 0, 'CONSULT', '040', '2024-03-04', 'actual'),"
    " (2, '0000000000000020', 2, 0, 'CONSULT', '040', '2024-03-04', 'actual'),"
    " (3, '0000000000000030', 3, 0, 'CONSULT', '040', '2024-03-04', 'actual'),"
    " (4, '0000000000000040', 4, 0, 'ASSAULT', '190', '2024-03-03', 'actual');"
    "INSERT INTO mentions (event, number, sentence, start, stop, trigger,"
    " rule) VALUES (1, 0, 0, 5, 8, 'met', 'm'), (2, 0, 0, 15, 18, 'met', 'm'),"
    " (2, 1, 4, 90, 95, 'talk', 't'), (3, 0, 0, 0, 5, 'talk', 't');";

static const char RECORDS[] =
    "INSERT INTO records (event, record) VALUES"
    " (1, '{\"id\":\"0000000000000010\",\"cameo\":\"040\",\"goldstein\":1.0,"
    "\"actors\":[{\"name\":\"Iran\",\"country\":\"IRN\",\"sectors\":[\"GOV\"],"
    "\"code\":\"IRNGOV\",\"start\":0},{\"name\":\"Peru\",\"country\":\"PER\","
    "\"sectors\":[\"GOV\"],\"code\":\"PERGOV\",\"start\":9}],"
    "\"recipients\":[],\"date\":{\"from\":\"2024-03-04\"},"
    "\"place\":{\"name\":\"Austin\",\"country\":\"USA\",\"admin1\":\"Texas\","
    "\"lat\":30.26715,\"lon\":-97.74306,\"precision\":\"city\"},"
    "\"confidence\":0.876,\"mentions\":[{\"sentence\":0}]}'),"
    " (2, '{\"id\":\"0000000000000020\",\"cameo\":\"040\","
    "\"actors\":[{\"code\":\"PERGOV\",\"start\":21},{\"code\":\"IRNGOV\","
    "\"start\":0}],\"confidence\":0.5}'),"
    " (3, '{\"id\":\"0000000000000030\",\"cameo\":\"040\",\"actors\":[]}'),"
    " (4, '{\"id\":\"0000000000000040\",\"cameo\":\"190\",\"goldstein\":-10.0,"
    "\"actors\":[{\"name\":\"rebels\",\"country\":\"GEO\","
    "\"sectors\":[\"REB\"],\"code\":\"GEOREB\"},{\"name\":\"militia\","
    "\"country\":\"GEO\",\"sectors\":[\"PRM\"]}],\"recipients\":[],"
    "\"date\":{\"from\":\"\",\"to\":\"2024-12-31\"},\"place\":{\"name\":"
    "\"Georgia\",\"country\":\"GEO\",\"precision\":\"country\"},"
    "\"mentions\":[{\"sentence\":7}]}')";

static const char LINKS[] =
    "INSERT INTO world_events (id, best, type) VALUES (7, 1, 'CONSULT'),"
    " (8, NULL, 'ASSAULT');"
    "INSERT INTO reports (event, world) VALUES (1, 7), (2, 7), (3, 7),"
    " (4, 8)";

static int make_store(void **state)
{
    static fixture f;
    dtl_error err = { 0 };
    f = (fixture){ .path = "dtl-exchange-XXXXXX" };
    int file = mkstemp(f.path);
    if (file < 0 || close(file) != 0 || unlink(f.path) != 0 ||
        dtl_store_open(f.path, DTL_STORE_CREATE, &f.store, &err) != DTL_OK)
        return -1;
    run(&f, ARTICLES);
    run(&f, RECORDS);
    dtli_buf_init(&f.out, 1 << 20);
    *state = &f;
    return 0;
}

static int drop_store(void **state)
{
    static const char *const ENDINGS[] = { "", "-wal", "-shm" };
    fixture *f = *state;
    char name[64];
    dtl_store_close(f->store);
    dtli_buf_clear(&f->out);
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++) {
        snprintf(name, sizeof name, "%s%s", f->path, ENDINGS[i]);
        unlink(name);
    }
    return 0;
}

static bool take(void *payload, dtl_str bytes)
{
    dtli_buf_add(payload, bytes);
    return true;
}

static void export_as(fixture *f, const char *format)
{
    dtl_error err = { 0 };
    dtl_export_options options = { .format = format };
    dtli_buf_reset(&f->out);
    if (dtl_export(f->store, &options, take, &f->out, &err) != DTL_OK)
        fail_msg("%s: %s", format, err.message);
    dtli_buf_add_char(&f->out, '\0');
    assert_false(f->out.failed);
}

static unsigned rows_of(const fixture *f)
{
    unsigned rows = 0;
    for (const char *c = f->out.ptr; *c; c++)
        rows += *c == '\n';
    return rows;
}

#define NOWHERE "0\t\t\t\t\t\t\t\t"
#define IRAN "IRNGOV\tIRAN\tIRN\t\t\t\t\tGOV\t\t\t"
#define PERU "PERGOV\tPERU\tPER\t\t\t\t\tGOV\t\t\t"
#define MET(id, who, counts, added, url)                                       \
    id "\t20240304\t202403\t2024\t2024.1753\t" who                             \
       "1\t040\t040\t04\t1\t1.0\t" counts "\t\t" NOWHERE NOWHERE               \
       "3\tAustin, Texas, United States\tUS\tUSTX\t\t30.26715\t-97.74306\t"    \
       "\t" added "\t" url "\n"
#define HIT(id, who)                                                           \
    id "\t20241231\t202412\t2024\t2024.9890\t" who                             \
       "\t\t\t\t\t\t\t\t\t\t0\t190\t190\t19\t4\t-10.0\t1\t1\t1\t\t" NOWHERE    \
           NOWHERE "1\tGeorgia\tGG\tGG\t\t\t\tGG\t20240304000000\td\n"

static void events_that_are_linked_are_one(void **state)
{
    fixture *f = *state;
    run(f, LINKS);
    export_as(f, "gdelt");
    assert_string_equal(
        f->out.ptr,
        MET("16", IRAN PERU, "5\t3\t4", "20240305090807", "b")
            MET("17", PERU IRAN, "5\t3\t4", "20240305090807", "b")
                HIT("64", "GEOREB\tREBELS\tGEO\t\t\t\t\tREB\t\t\t")
                    HIT("65", "GEOUAF\tMILITIA\tGEO\t\t\t\t\tUAF\t\t\t"));
}

/* A telling for Iran to Peru and for Peru to Iran. */
#define BOTH(told, there, back, rest)                                          \
    "16\t20240305090807\t" told "\t" there "\t" rest "\t\t\t\n"                \
    "17\t20240305090807\t" told "\t" back "\t" rest "\t\t\t\n"

static void mentions_tell_every_report(void **state)
{
    fixture *f = *state;
    run(f, LINKS);
    export_as(f, "gdelt-mentions");
    assert_int_equal(rows_of(f), 12);
    *strstr(f->out.ptr, "64\t") = '\0'; /* the first row of the attack */
    assert_string_equal(
        f->out.ptr,
        BOTH("20240305090807\t2\tSouth\tb\t1", "0\t21", "21\t0",
             "15\t1\t50\t26") BOTH("20240305090807\t2\tSouth\tb\t5", "0\t21",
                                   "21\t0", "90\t1\t50\t26")
            BOTH("20240306100000\t1\tNorth\thttp://n.example/1\t1", "0\t9",
                 "9\t0", "5\t1\t88\t14")
                BOTH("20240307000000\t1\twest.example"
                     "\thttps://www.west.example/x?y\t1",
                     "-1\t-1", "-1\t-1", "0\t1\t\t6")
                    BOTH("20240307000000\t1\tEast\thttp://e.example/\t1",
                         "-1\t-1", "-1\t-1", "0\t1\t\t6"));
}

static void events_that_are_not_linked_are_each_one(void **state)
{
    fixture *f = *state;
    export_as(f, "gdelt");
    assert_non_null(
        strstr(f->out.ptr, MET("16", IRAN PERU, "1\t1\t1", "20240306100000",
                               "http://n.example/1")));
    assert_int_equal(rows_of(f), 7);
    export_as(f, "gdelt-mentions");
    assert_int_equal(rows_of(f), 10);
}

static void names_stand_on_top_where_asked(void **state)
{
    fixture *f = *state;
    dtl_error err = { 0 };
    dtl_export_options options = { .format = "gdelt-mentions",
                                   .from = "2025-01-01",
                                   .header = true };
    assert_int_equal(dtl_export(f->store, &options, take, &f->out, &err),
                     DTL_OK);
    assert_text(dtli_str_slice(dtli_buf_str(&f->out), 0, 28),
                "GlobalEventID\tEventTimeDate\t");
}

static void a_broken_record_is_told(void **state)
{
    fixture *f = *state;
    dtl_error err = { 0 };
    dtl_export_options options = { .format = "gdelt-mentions" };
    run(f, LINKS);
    run(f, "UPDATE records SET record = '{' WHERE event = 2");
    assert_int_equal(dtl_export(f->store, &options, take, &f->out, &err),
                     DTL_CORRUPT);
    assert_error(&err, "E785");
}

static bool at_once(void *payload)
{
    (void)payload;
    return true;
}

static void an_export_can_be_stopped(void **state)
{
    fixture *f = *state;
    dtl_error err = { 0 };
    dtl_export_options options = { .format = "csv", .stop = at_once };
    assert_int_equal(dtl_export(f->store, &options, take, &f->out, &err),
                     DTL_CANCELLED);
}

static void parquet_needs_its_library(void **state)
{
    fixture *f = *state;
    dtl_error err = { 0 };
    dtl_export_options options = { .format = "parquet" };
    assert_int_equal(dtl_export(f->store, &options, take, &f->out, &err),
                     DTL_INVALID);
    assert_error(&err, "E791");
    options.duckdb = "libthere-is-none.so";
    err = (dtl_error){ 0 };
    assert_int_equal(dtl_export_parquet(f->store, &options, "e.parquet", &err),
                     DTL_NOTFOUND);
    assert_error(&err, "E792");
    options.duckdb = "libm.so.6"; /* a library of something else */
    err = (dtl_error){ 0 };
    assert_int_equal(dtl_export_parquet(f->store, &options, "e.parquet", &err),
                     DTL_NOTFOUND);
    assert_error(&err, "E793");
    assert_int_equal(access("e.parquet.rows", F_OK), -1);
}

#define WITH_STORE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, make_store, drop_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_have_their_codes),
        cmocka_unit_test(no_country_is_missing),
        cmocka_unit_test(ids_keep_to_what_a_double_holds),
        cmocka_unit_test(actors_are_cut_into_parts),
        WITH_STORE(events_that_are_linked_are_one),
        WITH_STORE(mentions_tell_every_report),
        WITH_STORE(events_that_are_not_linked_are_each_one),
        WITH_STORE(names_stand_on_top_where_asked),
        WITH_STORE(a_broken_record_is_told),
        WITH_STORE(an_export_can_be_stopped),
        WITH_STORE(parquet_needs_its_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
