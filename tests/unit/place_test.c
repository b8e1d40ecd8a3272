/* place_test.c — place names in running text, without tags and trees. */
#include "unit/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "base/str.h"
#include "read/block.h"
#include "base/limits.h"
#include "resolve/gazetteer.h"
#include "segment/segment.h"
#include "write/places.h"

#define GAZETTEER DTL_SHARE_DIR "/gazetteer.dtlx"

typedef struct fixture {
    dtl_gazetteer *gazetteer;
    dtl_arena *arena;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    dtl_error err = { 0 };
    f.arena = dtli_arena_new((size_t)1 << 28);
    *state = &f;
    return dtli_gazetteer_open(GAZETTEER, NULL, &f.gazetteer, &err) ==
                   DTL_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    dtli_gazetteer_close(f->gazetteer);
    dtli_arena_free(f->arena);
    return 0;
}

static dtl_doc resolve(fixture *f, const char *text)
{
    dtl_doc doc = { 0 };
    dtl_error err = { 0 };
    dtli_arena_reset(f->arena);
    doc.in.text = dtli_str(text);
    doc.in.published = doc.published = DTL_DAY_NONE;
    assert_int_equal(dtli_read_blocks(&doc, f->arena, &err), DTL_OK);
    assert_int_equal(dtli_segment(&doc, f->arena, &err), DTL_OK);
    assert_int_equal(
        dtli_resolve_places(f->gazetteer, &doc, f->arena, &err), DTL_OK);
    return doc;
}

/* "text=Name/ISO3 ..." of all places; '!' behind a demonym. */
static const char *told(const dtl_doc *doc)
{
    static char out[1000];
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->place_count && at < 900; i++) {
        const dtl_place *p = &doc->places[i];
        dtl_str text = dtli_str_slice(doc->in.text, p->span.start,
                                      p->span.end);
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s=%.*s/%s%s",
                               i > 0 ? "; " : "", DTL_FMT(text),
                               DTL_FMT(p->name), p->country,
                               p->demonym ? "!" : "");
    }
    return out;
}

static void names_become_places(void **state)
{
    static const struct { const char *name, *text, *want; } CASES[] = {
        { "city and country", "A bomb went off in Mosul, Iraq.",
          "Mosul=Mosul/IRQ; Iraq=Iraq/IRQ" },
        { "demonym", "An Iranian envoy flew to Damascus.",
          "Iranian=Iran/IRN!; Damascus=Damascus/SYR" },
        { "person", "Michael Jordan met reporters in Jordan.",
          "Jordan=Jordan/JOR" },
        { "title", "Gov. Houston spoke in Austin, Texas.",
          "Austin=Austin/USA; Texas=Texas/USA" },
        { "pronoun", "They told us that the US would go.",
          "US=United States/USA" },
        { "month and adjective", "In March a nice day came. Nice work.",
          "" },
        { "former name", "Dock workers in Bombay went on strike.",
          "Bombay=Mumbai/IND" },
        { "abbreviated state", "The plant in Springfield, Ill., closed.",
          "Springfield=Springfield/USA; Ill.=Illinois/USA" },
        { "short and postal at once", "BEREA, Ky. (AP) - It rained.",
          "BEREA=Berea/USA; Ky.=Kentucky/USA" },
        { "initials and eras", "N.T. Rao wrote of the year 221 B.C. again.",
          "" },
        { "clitic inside", "Fires broke out near Cox's Bazar on Sunday.",
          "Cox's Bazar=Cox\xe2\x80\x99s B\xc4\x81z\xc4\x81r/BGD" },
        { "nothing", "", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_doc doc = resolve(*state, CASES[i].text);
        assert_string_equal(told(&doc), CASES[i].want);
    }
}

static void containers_and_company_decide(void **state)
{
    static const struct {
        const char *name, *text;
        double lat, lon; /* of the first place, one degree around */
    } CASES[] = {
        { "Paris alone", "Talks were held in Paris.", 48.9, 2.3 },
        { "Paris, Texas", "Talks were held in Paris, Texas.", 33.7, -95.6 },
        { "Paris, Ontario", "Talks were held in Paris, Ontario.", 43.2,
          -80.4 },
        { "county", "Deputies in Paris said the fire in Lamar County "
          "spread to Sulphur Springs and Clarksville.", 33.7, -95.6 },
        { "Georgia the state", "Troopers from Georgia drove from Macon to "
          "Atlanta.", 32.7, -83.5 },
        { "Georgia the country", "Georgia pulled its troops back to "
          "Tbilisi.", 42.0, 43.5 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_doc doc = resolve(*state, CASES[i].text);
        assert_true(doc.place_count > 0);
        assert_true(fabs(doc.places[0].lat - CASES[i].lat) < 1);
        assert_true(fabs(doc.places[0].lon - CASES[i].lon) < 1);
    }
}

static void the_place_of_the_paper_counts(void **state)
{
    fixture *f = *state;
    static const struct { const char *location; double lat; } CASES[] = {
        { "", 48.9 }, { "Dallas, Texas", 33.7 }, { "Toronto", 43.2 },
        { "Nowhere, Xyzzy", 48.9 }, { ",", 48.9 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_doc doc = { 0 };
        dtl_error err = { 0 };
        dtli_arena_reset(f->arena);
        doc.in.text = DTL_STR("A barn burned in Paris.");
        doc.in.location = dtli_str(CASES[i].location);
        doc.in.published = doc.published = DTL_DAY_NONE;
        print_message("case: %s\n", CASES[i].location);
        assert_int_equal(dtli_read_blocks(&doc, f->arena, &err), DTL_OK);
        assert_int_equal(dtli_segment(&doc, f->arena, &err), DTL_OK);
        assert_int_equal(
            dtli_resolve_places(f->gazetteer, &doc, f->arena, &err), DTL_OK);
        assert_int_equal(doc.place_count, 1);
        assert_true(fabs(doc.places[0].lat - CASES[i].lat) < 1);
    }
}

static void governments_act_by_their_place(void **state)
{
    static const struct { const char *name, *text; bool want; } CASES[] = {
        { "says", "Washington warned against the sale.", true },
        { "in it", "In Washington warned drivers stayed home.", false },
        { "owns a decision", "They scorned Moscow's flat refusal.", true },
        { "owns a street", "They swept Moscow's old streets.", false },
        { "relations", "It soured relations between Paris and Rome.", true },
        { "where", "It soured relations with Paris, where he died.", false },
        { "a town", "The folk in Leeds warned against it.", false },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_doc doc = resolve(*state, CASES[i].text);
        assert_true(doc.place_count > 0);
        assert_int_equal(doc.places[0].metonym, CASES[i].want);
    }
}

/* Token whose form is `word`. */
static uint32_t token_of(const dtl_doc *doc, const char *word)
{
    for (uint32_t i = 0; i < doc->token_count; i++)
        if (dtli_str_is(doc->tokens[i].form, word))
            return i;
    fail_msg("no token %s", word);
    return 0;
}

static void events_have_their_place(void **state)
{
    static const struct { const char *name, *text, *trigger, *want; } CASES[] =
    {
        { "in the sentence",
          "KABUL, March 3 (Reuters) - Gunmen shot two men in Jalalabad on "
          "Monday.", "shot", "Jal\xc4\x81l\xc4\x81" "b\xc4\x81" "d" },
        { "here is the dateline",
          "OSLO, March 3 (Reuters) - The two ministers met here about the "
          "war in Yemen.", "met", "Oslo" },
        { "a country that acts is none",
          "Kenya expelled the envoy.", "expelled", "" },
        { "from the sentence before",
          "NAIROBI, March 3 (Reuters) - Raiders came to a market in Garissa "
          "at dawn. They killed four traders.", "killed", "Garissa" },
        { "words in the lead",
          "MANILA, March 3 (Reuters) - The union condemned the law.",
          "condemned", "Manila" },
        { "no place at all", "Rebels attacked the convoy.", "attacked", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_doc doc = resolve(*state, CASES[i].text);
        int32_t at = dtli_place_of(&doc, token_of(&doc, CASES[i].trigger));
        dtl_str name = at == DTL_NO_INDEX ? DTL_STR("")
                                          : doc.places[at].name;
        assert_true(dtli_str_is(name, CASES[i].want));
    }
    dtl_doc doc = resolve(*state, "");
    assert_int_equal(dtli_place_of(&doc, 7), DTL_NO_INDEX);
}

static void the_json_line_has_code_points(void **state)
{
    fixture *f = *state;
    dtl_doc doc = resolve(f, "Caf\xc3\xa9s in Paris shut.");
    dtl_buf out;
    dtl_error err = { 0 };
    dtli_buf_init(&out, (size_t)1 << 20);
    doc.in.id = DTL_STR("a");
    assert_int_equal(dtli_write_places(&doc, f->arena, &out, &err), DTL_OK);
    dtl_str want = DTL_STR("{\"id\":\"a\",\"places\":[{\"start\":9,"
                           "\"end\":14,\"text\":\"Paris\",");
    assert_true(dtli_str_starts(dtli_buf_str(&out), want));
    dtli_buf_clear(&out);
}

static void memory_runs_out_in_the_open(void **state)
{
    fixture *f = *state;
    dtl_doc doc = resolve(f, "Snow fell in Oslo.");
    dtl_arena *small = dtli_arena_new(8);
    dtl_error err = { 0 };
    assert_int_equal(dtli_resolve_places(f->gazetteer, &doc, small, &err),
                     DTL_NOMEM);
    assert_memory_equal(err.message, "E423", 4);
    dtl_buf out;
    dtli_buf_init(&out, 8);
    err = (dtl_error){ 0 };
    doc.place_count = 0;
    assert_int_equal(dtli_write_places(&doc, f->arena, &out, &err),
                     DTL_NOMEM);
    assert_memory_equal(err.message, "E651", 4);
    err = (dtl_error){ 0 };
    assert_int_equal(dtli_write_places(&doc, small, &out, &err), DTL_NOMEM);
    assert_memory_equal(err.message, "E650", 4);
    dtli_buf_clear(&out);
    dtli_arena_free(small);
}

/* Names beyond DTL_MAX_PLACE_NAMES are left out, the rest is resolved. */
static void too_many_names_are_cut(void **state)
{
    fixture *f = *state;
    dtl_buf text;
    dtli_buf_init(&text, (size_t)1 << 22);
    uint32_t count = dtli_gazetteer_count(f->gazetteer), names = 0;
    for (uint32_t i = 0; i < count && names < DTL_MAX_PLACE_NAMES * 4;
         i += 7) {
        dtl_gaz_record is;
        if (!dtli_gazetteer_record(f->gazetteer, i, &is))
            continue;
        dtli_buf_printf(&text, "A road in %.*s was shut. ", DTL_FMT(is.name));
        names++;
    }
    dtli_buf_add_char(&text, '\0');
    dtl_doc doc = resolve(f, text.ptr);
    assert_true(doc.place_count > DTL_MAX_PLACE_NAMES / 2);
    assert_true(doc.place_count < names / 3);
    dtli_buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_places),
        cmocka_unit_test(containers_and_company_decide),
        cmocka_unit_test(the_place_of_the_paper_counts),
        cmocka_unit_test(governments_act_by_their_place),
        cmocka_unit_test(events_have_their_place),
        cmocka_unit_test(the_json_line_has_code_points),
        cmocka_unit_test(memory_runs_out_in_the_open),
        cmocka_unit_test(too_many_names_are_cut),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
