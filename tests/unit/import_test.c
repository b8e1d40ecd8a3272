/* import_test.c — event data of other projects: lines, codes, rows. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "exchange/gdelt.h"
#include "exchange/import.h"

static char folder[] = "dtl-import-XXXXXX";
static char path[80];
static dtl_lexicon *lexicon;
static dtl_book *book;

static int open_all(void **state)
{
    (void)state;
    return mkdtemp(folder) &&
                   dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon,
                                     NULL) == DTL_OK &&
                   dtli_book_open(lexicon, &book, NULL) == DTL_OK
               ? 0
               : -1;
}

static int close_all(void **state)
{
    char command[80];
    (void)state;
    dtli_book_close(book);
    dtli_lexicon_close(lexicon);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *name_file(const char *name, dtl_str bytes)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (bytes.ptr)
        assert_int_equal(dtli_file_write(path, bytes, NULL), DTL_OK);
    return path;
}

static void assert_text(dtl_str got, const char *wanted)
{
    if (!dtli_str_is(got, wanted))
        fail_msg("wanted %s, got %.*s", wanted, DTL_FMT(got));
}

/* ----------------------------------------------------------------- codes */

static void fips_codes_are_countries(void **state)
{
    static const char *const ROWS[][2] = {
        { "GM", "DEU" }, { "CH", "CHN" }, { "IZ", "IRQ" }, { "OD", "SSD" },
        { "UP", "UKR" }, { "GZ", "PSE" }, { "ZI", "ZWE" }, { "AA", "ABW" },
        { "QQ", "" },    { "", "" },      { "DEU", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++)
        assert_text(dtli_gdelt_iso3(dtli_str(ROWS[i][0])), ROWS[i][1]);
    unsigned found = 0;
    for (char a = 'A'; a <= 'Z'; a++) {
        for (char b = 'A'; b <= 'Z'; b++) {
            dtl_str iso3 = dtli_gdelt_iso3((dtl_str){ (char[]){ a, b }, 2 });
            if (iso3.len == 0)
                continue;
            found++;
            assert_true(dtli_str_equal(dtli_book_country(book, iso3), iso3));
            dtl_str back = dtli_gdelt_fips(iso3, DTL_STR(""));
            if (back.len) /* the isles of UMI have none in common */
                assert_true(dtli_str_equal(dtli_gdelt_iso3(back), iso3));
        }
    }
    assert_true(found > 260);
}

static void countries_have_names_and_old_codes(void **state)
{
    static const char *const ROWS[][3] = {
        { "SDN", "SDN", "SDN" },
        { "Sudan", "SDN", "SDN" },
        { "FRANCE", "FRA", "FRA" },
        { "ROM", "ROU", "ROU" },
        { "PRI", "PRI", "USA" },
        { "Greenland", "GRL", "DNK" },
        { "UNO", "", "UNO" },
        { "EUR", "", "EUR" },
        { "AFR", "", "" },
        { "Atlantis", "", "" },
        { "", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        dtl_str text = dtli_str(ROWS[i][0]);
        assert_text(dtli_book_country(book, text), ROWS[i][1]);
        assert_text(dtli_book_state(book, text), ROWS[i][2]);
    }
    assert_text(dtli_book_country_name(book, DTL_STR("SDN")), "Sudan");
    assert_text(dtli_book_country_name(book, DTL_STR("ZZZ")), "");
}

static void codes_have_types(void **state)
{
    static const struct {
        const char *code, *event, *mode;
        int quad;
    } ROWS[] = {
        { "190", "ASSAULT", "", 4 },
        { "1831", "ASSAULT", "suicide-attack", 4 },
        { "042", "CONSULT", "visit", 1 },
        { "0239", "REQUEST", "assist", 3 },
        { "010", "", "", 1 },
        { "20", "ASSAULT", "", 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        const dtl_book_cameo *row =
            dtli_book_cameo(book, dtli_str(ROWS[i].code));
        assert_non_null(row);
        assert_text(row->event, ROWS[i].event);
        assert_text(row->mode, ROWS[i].mode);
        assert_int_equal(row->quad, ROWS[i].quad);
    }
    assert_null(dtli_book_cameo(book, DTL_STR("99")));
    assert_null(dtli_book_cameo(book, DTL_STR("1")));
    assert_null(dtli_book_cameo(book, DTL_STR("")));
    const dtl_book_type *type =
        dtli_book_type(book, DTL_STR("PROTEST"), DTL_STR("riot"));
    assert_non_null(type);
    assert_int_equal(type->quad, 4);
    assert_text(type->cameo, "145");
    assert_null(dtli_book_type(book, DTL_STR("PROTEST"), DTL_STR("visit")));
    assert_true(dtli_book_has_context(book, DTL_STR("military")));
    assert_false(dtli_book_has_sector(book, DTL_STR("XYZ")));
}

static void actors_have_countries_and_sectors(void **state)
{
    static const struct {
        const char *code;
        bool european;
        const char *country, *sectors;
    } ROWS[] = {
        { "SDNMILREB", false, "SDN", "MIL REB" },
        { "IGOUNO", false, "UNO", "" },
        { "IGOEUREEC", false, "EUR", "" },
        { "EUR", false, "", "" },
        { "EURGOV", true, "EUR", "GOV" },
        { "USAMED", false, "USA", "JRN" },
        { "HLH", false, "", "MED" },
        { "AFRINS", false, "", "REB" },
        { "INTHRI", false, "", "SOC" },
        { "ROMPRI", false, "ROU", "" },
        { "---", false, "", "" },
        { "", false, "", "" },
        { "USAGOVMILCOPSPYJUDLEGPTYOPPREB", false, "USA", "GOV MIL COP" },
    };
    dtl_arena *arena = dtli_arena_new(1 << 20);
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        bool no_memory = false;
        dtl_reading reading = { .book = book,
                                .arena = arena,
                                .no_memory = &no_memory };
        dtl_imported_actor actor = { .country = DTL_STR("") };
        dtl_buf sectors;
        dtli_buf_init(&sectors, 100);
        dtli_import_actor(&reading, dtli_str(ROWS[i].code), ROWS[i].european,
                          &actor);
        assert_false(no_memory);
        for (size_t k = 0; k < actor.sector_count; k++)
            dtli_buf_printf(&sectors, "%s%.*s", k ? " " : "",
                            DTL_FMT(actor.sectors[k]));
        assert_text(actor.country, ROWS[i].country);
        assert_text(dtli_buf_str(&sectors), ROWS[i].sectors);
        dtli_buf_clear(&sectors);
    }
    dtli_arena_free(arena);
}

/* ----------------------------------------------------------------- lines */

static void lines_are_bounded_and_clean(void **state)
{
    static const dtl_str BYTES =
        DTL_STR_INIT("\xef\xbb\xbfone\r\n\ntw\xe9\nze\0ro\nlast");
    dtl_source *source = NULL;
    dtl_lines lines;
    dtl_str line;
    dtl_error err = { 0 };
    (void)state;
    assert_int_equal(dtli_source_open(name_file("lines", BYTES), &source, &err),
                     DTL_OK);
    dtli_lines_init(&lines, source);
    static const char *const WANTED[] = { "one", "", "tw\xc3\xa9", NULL,
                                          "last" };
    for (size_t i = 0; i < sizeof WANTED / sizeof WANTED[0]; i++) {
        dtl_status status = dtli_lines_next(&lines, &line, &err);
        assert_int_equal(status, WANTED[i] ? DTL_OK : DTL_INVALID);
        if (WANTED[i])
            assert_text(line, WANTED[i]);
    }
    assert_int_equal(err.line, 4);
    assert_int_equal(err.byte, 2);
    assert_int_equal(dtli_lines_next(&lines, &line, NULL), DTL_END);
    dtli_lines_clear(&lines);
    dtli_source_close(source);
}

static void a_long_line_is_passed_over(void **state)
{
    dtl_buf bytes;
    dtl_source *source = NULL;
    dtl_lines lines;
    dtl_str line;
    (void)state;
    dtli_buf_init(&bytes, DTL_MAX_IMPORT_LINE * 2);
    for (size_t i = 0; i <= DTL_MAX_IMPORT_LINE; i++)
        dtli_buf_add_char(&bytes, 'x');
    dtli_buf_add(&bytes, DTL_STR("\nshort\n"));
    assert_int_equal(dtli_source_open(name_file("long", dtli_buf_str(&bytes)),
                                      &source, NULL),
                     DTL_OK);
    dtli_lines_init(&lines, source);
    assert_int_equal(dtli_lines_next(&lines, &line, NULL), DTL_LIMIT);
    assert_int_equal(dtli_lines_next(&lines, &line, NULL), DTL_OK);
    assert_text(line, "short");
    assert_int_equal(lines.number, 2);
    assert_int_equal(dtli_lines_next(&lines, &line, NULL), DTL_END);
    dtli_lines_clear(&lines);
    dtli_source_close(source);
    dtli_buf_clear(&bytes);
}

/* ------------------------------------------------------------------ rows */

/* The record of a row; `head` is the line of names or a row that tells the
 * width. */
static dtl_status record_of(const char *form, const char *head, const char *row,
                            dtl_buf *out, dtl_error *err)
{
    bool names;
    dtl_imported imported;
    dtl_row_reader reader = { .form = dtli_form(form), .book = book };
    reader.arena = dtli_arena_new(1 << 20);
    dtl_status status = dtli_form_columns(reader.form, dtli_str(head),
                                          &reader.columns, &names, err);
    if (status == DTL_OK)
        status = dtli_row_read(&reader, dtli_str(row), 7, &imported, err);
    if (status == DTL_OK)
        dtli_import_record(&imported, out);
    dtli_arena_free(reader.arena);
    return status;
}

static const char HEAD[] =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tContexts\tActor Name\t"
    "Actor Country\tPrimary Actor Sector\tActor Sectors\tRecipient Name\t"
    "Recipient Country\tRecipient Sectors\tSomething Else";

/* Which actor a country and a sector belong to is never guessed. */
static void lists_of_polecat_are_taken_apart(void **state)
{
    static const struct {
        const char *actors, *wanted;
    } ROWS[] = {
        { "Chad;Mali\tTCD;MLI\tGOV\tGOV;MIL", "[Chad TCD GOV][Mali MLI MIL]" },
        { "rebels;Mali\tMLI\tREB\tREB;GOV", "[rebels  REB][Mali MLI GOV]" },
        { "rebels;farmers\tMLI\tREB\tREB;AGR;CVL",
          "[rebels  REB][farmers  ][ MLI ][  AGR CVL]" },
        { "rebels;farmers\tMLI;MLI\t\tAGR",
          "[rebels MLI ][farmers MLI ][  AGR]" },
        { "\tMali\tGOV\tGOV", "[ MLI GOV]" },
        { "\t\t\t", "" },
        { "somebody\tNowhere\tGOV\tGOV;XYZ", "[somebody  GOV]" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        bool names;
        char line[300];
        dtl_imported row;
        dtl_buf got;
        dtl_row_reader reader = { .form = dtli_form("polecat"), .book = book };
        reader.arena = dtli_arena_new(1 << 20);
        dtli_buf_init(&got, 1000);
        snprintf(line, sizeof line, "a\t2024-03-04\tAID\t\t\t%s\t\t\t\t",
                 ROWS[i].actors);
        assert_int_equal(dtli_form_columns(reader.form, dtli_str(HEAD),
                                           &reader.columns, &names, NULL),
                         DTL_OK);
        assert_true(names);
        assert_int_equal(dtli_row_read(&reader, dtli_str(line), 1, &row, NULL),
                         DTL_OK);
        for (size_t k = 0; k < row.actors.count; k++) {
            const dtl_imported_actor *actor = &row.actors.at[k];
            dtli_buf_printf(&got, "[%.*s %.*s ", DTL_FMT(actor->name),
                            DTL_FMT(actor->country));
            for (size_t s = 0; s < actor->sector_count; s++)
                dtli_buf_printf(&got, "%s%.*s", s ? " " : "",
                                DTL_FMT(actor->sectors[s]));
            dtli_buf_add_char(&got, ']');
        }
        assert_text(dtli_buf_str(&got), ROWS[i].wanted);
        dtli_buf_clear(&got);
        dtli_arena_free(reader.arena);
    }
}

static void a_row_becomes_a_record(void **state)
{
    dtl_buf out;
    dtl_error err = { 0 };
    (void)state;
    dtli_buf_init(&out, 10000);
    assert_int_equal(
        record_of("polecat", HEAD,
                  "p-1\t2024-03-04\tPROTEST\triot\tHuman rights;no such\t"
                  "crowds\tPeru\tCVL\tCVL\t\tPER\tGOV\t",
                  &out, &err),
        DTL_OK);
    assert_text(
        dtli_buf_str(&out),
        "{\"id\":\"polecat:p-1\",\"doc\":\"polecat:2024-03-04\","
        "\"event\":\"PROTEST\",\"mode\":\"riot\","
        "\"contexts\":[\"human_rights\"],\"cameo\":\"145\",\"quad\":4,"
        "\"goldstein\":-7.5,\"intensity\":-7.0,"
        "\"actors\":[{\"text\":\"crowds\",\"name\":\"crowds\","
        "\"country\":\"PER\",\"sectors\":[\"CVL\"],\"code\":\"PERCVL\"}],"
        "\"recipients\":[{\"text\":\"\",\"name\":\"\",\"country\":\"PER\","
        "\"sectors\":[\"GOV\"],\"code\":\"PERGOV\"}],"
        "\"date\":{\"from\":\"2024-03-04\",\"to\":\"2024-03-04\","
        "\"precision\":\"day\"},\"status\":\"actual\",\"mentions\":[]}");
    dtli_buf_clear(&out);
}

static void what_is_wrong_with_a_row_is_told(void **state)
{
    static const struct {
        const char *form, *head, *row, *id;
        dtl_status status;
        uint64_t byte;
    } ROWS[] = {
        { "polecat", HEAD, "a\tx\tAID\t\t\t\t\t\t\t\t\t\t", "E749", DTL_INVALID,
          2 },
        { "polecat", HEAD, "a\t2024-03-04\tFEAST\t\t\t\t\t\t\t\t\t\t", "E766",
          DTL_INVALID, 13 },
        { "polecat", HEAD, "\t2024-03-04\tAID\t\t\t\t\t\t\t\t\t\t", "E748",
          DTL_INVALID, 0 },
        { "polecat", HEAD, "a\t2024-03-04", "E746", DTL_SYNTAX, 0 },
        { "polecat", "Event ID\tEvent Date", "", "E744", DTL_SYNTAX, 0 },
        { "gdelt", "1\t2", "", "E745", DTL_SYNTAX, 0 },
        { "phoenix",
          "EventID\tDate\tEventCode\tSourceActorFull\t"
          "TargetActorFull",
          "1\t20240304\t99\t\t", "E747", DTL_INVALID, 11 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        dtl_buf out;
        dtl_error err = { 0 };
        dtli_buf_init(&out, 1000);
        assert_int_equal(
            record_of(ROWS[i].form, ROWS[i].head, ROWS[i].row, &out, &err),
            ROWS[i].status);
        if (strncmp(err.message, ROWS[i].id, 4) != 0)
            fail_msg("wanted %s, got %s", ROWS[i].id, err.message);
        assert_int_equal(err.byte, ROWS[i].byte);
        assert_int_equal(err.line, ROWS[i].row[0] ? 7 : 1);
        dtli_buf_clear(&out);
    }
    assert_null(dtli_form("icews"));
}

/* A name of a document or an event is never too long for an index. */
static void long_keys_are_cut_between_characters(void **state)
{
    char text[1001];
    dtl_arena *arena = dtli_arena_new(1 << 20);
    bool no_memory = false;
    dtl_reading reading = { .arena = arena, .no_memory = &no_memory };
    (void)state;
    for (size_t i = 0; i < 500; i++)
        memcpy(text + 2 * i, "\xc3\xa9", 3);
    dtl_str one = dtli_import_key(&reading, "gdelt", dtli_str(text));
    text[999] = '\0';
    text[998] = 'e';
    dtl_str other = dtli_import_key(&reading, "gdelt", dtli_str(text));
    assert_int_equal(one.len, 6 + 400 + 17);
    assert_false(dtli_str_equal(one, other));
    text[998] = '\0';
    memmove(text + 1, text, 998);
    text[0] = 'x';
    text[999] = '\0';
    one = dtli_import_key(&reading, "gdelt", dtli_str(text));
    assert_int_equal(one.len, 6 + 399 + 17);
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fips_codes_are_countries),
        cmocka_unit_test(countries_have_names_and_old_codes),
        cmocka_unit_test(codes_have_types),
        cmocka_unit_test(actors_have_countries_and_sectors),
        cmocka_unit_test(lines_are_bounded_and_clean),
        cmocka_unit_test(a_long_line_is_passed_over),
        cmocka_unit_test(lists_of_polecat_are_taken_apart),
        cmocka_unit_test(a_row_becomes_a_record),
        cmocka_unit_test(what_is_wrong_with_a_row_is_told),
        cmocka_unit_test(long_keys_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
