/* own_actors_test.c — a user's files of actors: dictionaries and tables, what
 * is wrong with their lines, limits. What their rows make of noun phrases:
 * own_codes_test.c. */
#include "unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/file.h"
#include "base/limits.h"
#include "resolve/actor_index.h"
#include "resolve/actor_words.h"
#include "support/own_actors.h"

/* "CODE COUNTRY SECTOR+SECTOR" of a user's row for a name on a day; "none"
 * where no row holds. */
static const char *row(const dtl_actors *actors, const char *name,
                       const char *day)
{
    static char out[100];
    actor_key key;
    dtli_actor_key_clear(&key);
    dtli_actor_key_add(&key, dtli_str(name));
    uint32_t h = dtli_strmap_find(actors->names, dtli_actor_key_str(&key));
    for (; h != DTL_STRMAP_NONE; h = dtli_strmap_next(actors->names, h)) {
        const actor_entry *e =
            &actors->entries[dtli_strmap_value(actors->names, h)];
        if (!e->own || !dtli_actor_holds(e, dtli_day_parse(dtli_str(day))))
            continue;
        snprintf(out, sizeof out, "%.*s %s %s%s%s", DTL_FMT(e->code),
                 e->country[0] ? e->country : "-",
                 e->sectors[0][0] ? e->sectors[0] : "-",
                 e->sectors[1][0] ? "+" : "", e->sectors[1]);
        return out;
    }
    return "none";
}

typedef struct row_case {
    const char *name, *day, *want;
} row_case;

static void check_rows(const dtl_actors *actors, const row_case *cases,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_message("row: %s %s\n", cases[i].name, cases[i].day);
        assert_string_equal(row(actors, cases[i].name, cases[i].day),
                            cases[i].want);
    }
}

#define CHECK_ROWS(actors, cases) \
    check_rows((actors), (cases), sizeof(cases) / sizeof(cases)[0])

static void a_dictionary_gives_rows(void **state)
{
    (void)state;
    dtl_actors *actors = open_with(
        "\xef\xbb\xbf<!-- of the mission -->\r\n"
        "# remarks of all kinds ; and more\r\n"
        "<!-- over\r\nPHANTOM_ [PHA]\r\nlines --> \r\n"
        "VELMAR_  [VLM] # on the coast\r\n"
        "+PORT_SORREL_ ; its capital\r\n"
        "+VELMARI_\r\n"
        "\r\n"
        "AMOS_TEREK_  ; by day\r\n"
        "+AMOS_J._TEREK_\r\n"
        "\t[VLMOPP <980630]\r\n"
        "\t[VLMGOV 19980701 - 020704]   \r\n"
        "\t[VLMGOVMIL 020704-041231] [VLMELI > 20050101]\r\n"
        "KORVASH_BRIGADE [VLMREB] <! -- broken comment\r\n"
        "NOBODY_HALL_ [---]\r\n"
        "+TALL_TOWER_ [IGOUNO]\r\n"
        "THE_DOVE_LEAGUE_ [NGOHRI]\r\n"
        "ROMANIA_ [ROM]\r\n"
        "OLD_ROSTER_ [ROMGOV 000000-291231]\r\n"
        "SUNDAY_CLUB_ [VLMLAB 450101-120101]\r\n",
        "");
    static const row_case CASES[] = {
        { "phantom", "2001-01-01", "none" },
        { "Velmar", "2001-01-01", "VLM VLM GOV" },
        { "Port Sorrel", "2001-01-01", "VLM VLM GOV" },
        { "Amos Terek", "1997-01-01", "VLMOPP VLM OPP" },
        { "Amos J Terek", "1998-06-30", "VLMOPP VLM OPP" },
        { "Amos Terek", "1998-07-01", "VLMGOV VLM GOV" },
        { "Amos Terek", "2002-07-04", "VLMGOV VLM GOV" },
        { "Amos Terek", "2003-01-01", "VLMGOVMIL VLM GOV+MIL" },
        { "Amos Terek", "2005-01-01", "VLMELI VLM ELI" },
        { "Korvash Brigade", "2001-01-01", "VLMREB VLM REB" },
        { "Nobody Hall", "2001-01-01", "--- - -" },
        { "Tall Tower", "2001-01-01", "IGOUNO UNO -" },
        { "Dove League", "2001-01-01", "NGOHRI NGO SOC" },
        { "Old Roster", "2020-05-05", "ROMGOV ROU GOV" },
        { "Sunday Club", "1950-01-01", "VLMLAB VLM LAB" },
        { "Sunday Club", "2012-01-02", "none" },
    };
    CHECK_ROWS(actors, CASES);
    dtli_actors_close(actors);
}

static void odd_bytes_are_read(void **state)
{
    (void)state;
    dtl_actors *actors = open_with(
        "LAMINE_Z\x1aROUK_ [VLMGOV]\n"  /* a letter was lost */
        "JOS\xc9_ARRIETA_ [VLMGOV]\n"   /* Latin-1 */
        "ZO\xc3\x8b_MARLIN_ [VLMGOV]\n" /* UTF-8 */
        "TORGAU_(TG)_\t[VLM]\tx\n"
        "ARVENT [ARV]\n"
        "THREE-CITIES,_LEAGUE_OF_ [IGO]",
        "");
    static const row_case CASES[] = {
        { "Lamine Zerouk", "2001-01-01", "VLMGOV VLM GOV" },
        { "Lamine Zarouk", "2001-01-01", "VLMGOV VLM GOV" },
        { "Jos\xc3\xa9 Arrieta", "2001-01-01", "VLMGOV VLM GOV" },
        { "Jose Arrieta", "2001-01-01", "VLMGOV VLM GOV" },
        { "Zoe Marlin", "2001-01-01", "VLMGOV VLM GOV" },
        { "Torgau TG", "2001-01-01", "VLM VLM GOV" },
        { "Arventing", "2001-01-01", "none" },
        { "Arventian", "2001-01-01", "ARV ARV GOV" },
        { "Three Cities League of", "2001-01-01", "IGO IGO -" },
    };
    CHECK_ROWS(actors, CASES);
    dtli_actors_close(actors);
}

/* "CODE SECTOR+SECTOR", with "before " in front of one that stands so. */
static const char *role(const dtl_actors *actors, const char *key)
{
    static char out[100];
    const actor_role *is = dtli_actor_role(actors, dtli_str(key));
    if (!is || is->code.len == 0)
        return "none";
    snprintf(out, sizeof out, "%s%.*s %s%s%s", is->before ? "before " : "",
             DTL_FMT(is->code), is->sectors[0], is->sectors[1][0] ? "+" : "",
             is->sectors[1]);
    return out;
}

static void agents_have_plurals_and_sets(void **state)
{
    (void)state;
    dtl_actors *actors = open_with(
        "!PERSON! = MAN, WOMEN\n"
        "!OFFICE! = MINISTER,MINISTRY\n"
        "&SIDE\n+NORTH\n+SOUTH_\n"
        "HARBOUR_PILOT [~BUS]\n"
        "DEPUTY {} [~LEG]\n"
        "QUAY_GOOSE {QUAY_GEESE} [~GGS]\n"
        "DEPOT_BOSS  [~BUS]\n"
        "HARBOUR_AUTHORITY [~GOV]\n"
        "GUILD_DAY [~LAB]\n"
        "LEAGUE!PERSON! [~SOC]\n"
        "!OFFICE!_OF_TIDES [~GOVENV]\n"
        "RELIEF_BODY [ NGO~]\n"
        "&SIDE_GUARD [~MIL]\n"
        "SOLDIER [~REB]\n"
        "SOLDIER [~MIL]\n",
        "");
    static const struct { const char *key, *want; } CASES[] = {
        { "harbour pilot", "BUS BUS" },
        { "harbour pilots", "BUS BUS" },
        { "deputy", "LEG LEG" },
        { "deputies", "none" },
        { "quay goose", "GGS UNK" },
        { "quay geese", "GGS UNK" },
        { "quay gooses", "none" },
        { "depot bosses", "BUS BUS" },
        { "harbour authorities", "GOV GOV" },
        { "guild days", "LAB LAB" },
        { "leagueman", "SOC SOC" },
        { "leaguewomen", "SOC SOC" },
        { "leaguemans", "none" },
        { "minister of tides", "GOVENV GOV+SOC" },
        { "ministry of tides", "GOVENV GOV+SOC" },
        { "relief body", "before NGO UNK" },
        { "north guard", "MIL MIL" },
        { "south guard", "MIL MIL" },
        { "soldier", "REB REB" }, /* the first row counts */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const char *got = role(actors, CASES[i].key);
        print_message("role: %s is %s\n", CASES[i].key, got);
        if (strstr(CASES[i].want, " UNK")) /* a role with no sector known */
            assert_memory_equal(got, CASES[i].want,
                                strlen(CASES[i].want) - 4);
        else
            assert_string_equal(got, CASES[i].want);
    }
    dtli_actors_close(actors);
}

static void a_table_gives_rows(void **state)
{
    (void)state;
    dtl_actors *actors = open_with(
        "\xef\xbb\xbf# ours\r\n"
        "name\taliases\tcountry\tsectors\tcode\tfrom\tto\r\n"
        "Korvash Brigade\tKB|Korvash Boys\tIRQ\tREB+UAF\t\t\t2019-12-31\r\n"
        "Korvash Brigade\t\tIRQ\tPTY\t\t2020-01-01\t\r\n"
        "Dove League\t\t\t\tNGOXYZ\t\t\r\n"
        "harbour pilot\tquay hand\t\t\t~BUS\t\t\r\n"
        "Sea Watch\t\tNGO\t\t\t\t\r\n",
        "");
    static const row_case CASES[] = {
        { "Korvash Brigade", "2019-01-01", " IRQ REB+UAF" },
        { "Korvash Boys", "2019-01-01", " IRQ REB+UAF" },
        { "Korvash Brigade", "2020-01-01", " IRQ PTY" },
        { "KB", "2020-01-01", "none" },
        { "Dove League", "2020-01-01", "NGOXYZ NGO -" },
        { "Sea Watch", "2020-01-01", " NGO -" },
    };
    CHECK_ROWS(actors, CASES);
    assert_string_equal(role(actors, "harbour pilot"), "BUS BUS");
    assert_string_equal(role(actors, "quay hand"), "BUS BUS");
    dtli_actors_close(actors);
}

static void bad_lines_are_told_and_the_rest_read(void **state)
{
    (void)state;
    static const struct { const char *name, *text, *bad; } CASES[] = {
        { "stray synonym", "+VELMARI_\nVELMAR_ [VLM]\n", "1:E464 " },
        { "stray codes, told once", "\t[VLM]\n\t[VLM]\nVELMAR_ [VLM]\n",
          "1:E464 " },
        { "no name", "___ [VLM]\nVELMAR_ [VLM]\n", "1:E457 " },
        { "bracket in the name", "VEL]MAR_\n+X_\nVELMAR_ [VLM]\n",
          "1:E457 " },
        { "bad code", "TORGAU_ [V L?M]\nVELMAR_ [VLM]\nA_ [$$$]\n",
          "1:E460 3:E459 " },
        { "code too long",
          "TORGAU_ [ABCDEFGHIJKLMNOPQRSTUVWXY]\nVELMAR_ [VLM]\n",
          "1:E459 " },
        { "month 13", "T_A_ [VLMGOV 981301-990101]\nVELMAR_ [VLM]\n",
          "1:E460 " },
        { "day backwards", "T_A_ [VLMGOV 20121207-20120802]\nVELMAR_ [VLM]\n",
          "1:E460 " },
        { "no bracket at the end", "T_A_ [VLMGOV\nVELMAR_ [VLM]\n",
          "1:E461 " },
        { "no code", "T_A_\nVELMAR_ [VLM]\n", "1:E462 " },
        { "bad role", "PILOT [~B%S]\nQUAY_HAND [~BUS}\nVELMAR_ [VLM]\n",
          "1:E463 2:E463 " },
        { "comment open at the end", "VELMAR_ [VLM]\n<!-- T_A_ [VLM]\n\n",
          "2:E466 " },
        { "table: short row", "name\tcode\nVelmar\tVLM\nTorgau\n",
          "3:E470 " },
        { "table: no name", "name\tcode\n\tVLM\nVelmar\tVLM\n", "2:E471 " },
        { "table: bad day",
          "name\tcode\tfrom\nT\tVLM\t2020-13-01\nVelmar\tVLM\t\n",
          "2:E472 " },
        { "table: days backwards",
          "name\tcode\tfrom\tto\nT\tVLM\t2020-02-01\t2020-01-01\n"
          "Velmar\tVLM\t\t\n", "2:E472 " },
        { "table: no such country",
          "name\tcode\tcountry\nT\t\tQQQ\nT\t\tIrq\nVelmar\tVLM\t\n",
          "2:E469 3:E469 " },
        { "table: no such sector",
          "name\tcode\tcountry\tsectors\nT\t\tIRQ\tXXX\nVelmar\tVLM\t\t\n",
          "2:E469 " },
        { "table: neither", "name\tcode\nT\t\nVelmar\tVLM\n", "2:E469 " },
        { "table: bad role", "name\tcode\nt\t~\nVelmar\tVLM\n", "2:E469 " },
        { "table: bad UTF-8", "name\tcode\nT\xff\tVLM\nVelmar\tVLM\n",
          "2:E474 " },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_actors *actors = open_with(CASES[i].text, CASES[i].bad);
        assert_string_equal(row(actors, "Velmar", "2001-01-01"),
                            "VLM VLM GOV");
        dtli_actors_close(actors);
    }
}

static void bad_headers_end_the_reading(void **state)
{
    (void)state;
    static const struct { const char *text, *id; } CASES[] = {
        { "name\tcodes\n", "E467" },
        { "name\tcode\tname\n", "E467" },
        { "name\tfrom\n", "E468" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_actors *actors = shipped();
        told t = { .text = "" };
        dtl_error err = { 0 };
        assert_int_equal(add(actors, dtli_str(CASES[i].text), &t, &err),
                         DTL_SYNTAX);
        assert_memory_equal(err.message, CASES[i].id, 4);
        assert_int_equal(err.line, 1);
        dtli_actors_close(actors);
    }
}

/* --------------------------------------------------------------- limits */

static void lines_too_long_are_told(void **state)
{
    (void)state;
    dtl_buf text;
    dtli_buf_init(&text, (size_t)1 << 20);
    for (size_t i = 0; i <= DTL_MAX_OWN_ACTOR_LINE; i++)
        dtli_buf_add_char(&text, 'A');
    dtli_buf_add(&text, DTL_STR("\nVELMAR_ [VLM]\n"));
    dtli_buf_add_char(&text, '\0');
    dtl_actors *actors = open_with(text.ptr, "1:E465 ");
    assert_string_equal(row(actors, "Velmar", "2001-01-01"), "VLM VLM GOV");
    dtli_actors_close(actors);
    dtli_buf_reset(&text);
    dtli_buf_add(&text, DTL_STR("name\tcode\n"));
    for (size_t i = 0; i <= DTL_MAX_OWN_ACTOR_LINE; i++)
        dtli_buf_add_char(&text, 'A');
    dtli_buf_add(&text, DTL_STR("\tVLM\nVelmar\tVLM\n"));
    dtli_buf_add_char(&text, '\0');
    dtli_actors_close(open_with(text.ptr, "2:E473 "));
    dtli_buf_clear(&text);
}

static void only_some_bad_lines_are_told(void **state)
{
    (void)state;
    dtl_buf text;
    told t = { .text = "" };
    dtl_error err = { 0 };
    dtl_actors *actors = shipped();
    dtli_buf_init(&text, (size_t)1 << 20);
    for (unsigned i = 0; i < DTL_MAX_OWN_REPORTS + 7; i++)
        dtli_buf_add(&text, DTL_STR("X_\n"));
    assert_int_equal(add(actors, dtli_buf_str(&text), &t, &err), DTL_OK);
    assert_int_equal(t.count, DTL_MAX_OWN_REPORTS + 1);
    assert_string_equal(t.text + t.len - 7, "0:E454 ");
    dtli_actors_close(actors);
    dtli_buf_clear(&text);
}

static void files_too_large_are_refused(void **state)
{
    (void)state;
    char path[] = "own_actors_test_XXXXXX";
    dtl_error err = { 0 };
    dtl_actors *actors = shipped();
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)DTL_MAX_OWN_ACTOR_FILE + 1), 0);
    close(fd);
    assert_int_equal(dtli_actors_add(actors, path, NULL, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E453", 4);
    remove(path);
    err = (dtl_error){ 0 };
    assert_int_equal(dtli_actors_add(actors, "no/such", NULL, &err), DTL_IO);
    dtli_actors_close(actors);
}

/* Names times codes of one record. */
static void too_many_entries_are_refused(void **state)
{
    (void)state;
    enum { SIDE = 1025 };
    dtl_buf text;
    told t = { .text = "" };
    dtl_error err = { 0 };
    dtl_actors *actors = shipped();
    dtli_buf_init(&text, (size_t)1 << 20);
    dtli_buf_add(&text, DTL_STR("N_\n"));
    for (int i = 0; i < SIDE; i++)
        dtli_buf_printf(&text, "+N%d_\n", i);
    for (int i = 0; i < SIDE; i++)
        dtli_buf_add(&text, DTL_STR("\t[VLM 010101-010102]\n"));
    assert_int_equal(add(actors, dtli_buf_str(&text), &t, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E455", 4);
    dtli_actors_close(actors);
    dtli_buf_clear(&text);
}

static void sets_are_bounded(void **state)
{
    (void)state;
    dtl_buf text;
    told t = { .text = "" };
    dtl_error err = { 0 };
    dtl_actors *actors = shipped();
    dtli_buf_init(&text, (size_t)1 << 20);
    dtli_buf_add(&text, DTL_STR("!A! = 1,2,3,4,5,6,7,8\n"
                                "!A!!A!!A!x [~GOV]\n!A!!A!y [~GOV]\n"));
    assert_int_equal(add(actors, dtli_buf_str(&text), &t, &err), DTL_OK);
    assert_string_equal(t.text, "2:E457 "); /* 512 ways, then 64 */
    assert_string_equal(role(actors, "88y"), "GOV GOV");
    for (unsigned i = 0; i <= DTL_MAX_OWN_SETS; i++)
        dtli_buf_printf(&text, "!S%u! = A\n", i);
    assert_int_equal(add(actors, dtli_buf_str(&text), &t, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E458", 4);
    dtli_actors_close(actors);
    dtli_buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dictionary_gives_rows),
        cmocka_unit_test(odd_bytes_are_read),
        cmocka_unit_test(agents_have_plurals_and_sets),
        cmocka_unit_test(a_table_gives_rows),
        cmocka_unit_test(bad_lines_are_told_and_the_rest_read),
        cmocka_unit_test(bad_headers_end_the_reading),
        cmocka_unit_test(lines_too_long_are_told),
        cmocka_unit_test(only_some_bad_lines_are_told),
        cmocka_unit_test(files_too_large_are_refused),
        cmocka_unit_test(too_many_entries_are_refused),
        cmocka_unit_test(sets_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
