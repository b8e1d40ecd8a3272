/* write_test.c — JSON text, CSV cells, terminal text. */
#include "unit/cmocka_all.h"

#include "write/json.h"
#include "write/people.h"

static void json_escapes_what_rfc8259_asks(void **state)
{
    (void)state;
    static const struct { const char *name; dtl_str text; const char *want; } CASES[] = {
        { "plain", DTL_STR_INIT("Kyiv"), "\"Kyiv\"" },
        { "quotes and backslash", DTL_STR_INIT("a\"b\\"), "\"a\\\"b\\\\\"" },
        { "line ends", DTL_STR_INIT("a\n\r\tb"), "\"a\\n\\r\\tb\"" },
        { "NUL", DTL_STR_INIT("a\0b"), "\"a\\u0000b\"" },
        { "UTF-8 stands", DTL_STR_INIT("\xc3\xa9"), "\"\xc3\xa9\"" },
        { "bad byte", DTL_STR_INIT("a\xff" "b"), "\"a\xef\xbf\xbd" "b\"" },
        { "cut at the end", DTL_STR_INIT("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
        { "empty", DTL_STR_INIT(""), "\"\"" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_buf out;
        dtli_buf_init(&out, 1000);
        dtli_json_string(&out, CASES[i].text);
        print_message("case: %s\n", CASES[i].name);
        assert_true(dtli_str_is(dtli_buf_str(&out), CASES[i].want));
        dtli_buf_clear(&out);
    }
}

static void json_numbers_do_not_need_a_locale(void **state)
{
    (void)state;
    static const struct { double value; int places; const char *want; } CASES[] = {
        { 0, 1, "0.0" },          { -10, 1, "-10.0" },
        { 33.34, 5, "33.34" },    { -0.126, 2, "-0.13" },
        { 0.995, 2, "1.0" },      { 1e300, 2, "0.0" },
        { 44.4000049, 5, "44.4" }, { 0.05, 2, "0.05" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_buf out;
        dtli_buf_init(&out, 100);
        dtli_json_decimal(&out, CASES[i].value, CASES[i].places);
        print_message("case: %s\n", CASES[i].want);
        assert_true(dtli_str_is(dtli_buf_str(&out), CASES[i].want));
        dtli_buf_clear(&out);
    }
}

static void cells_are_cut_and_padded_by_columns(void **state)
{
    (void)state;
    static const struct { const char *text; size_t width; const char *want; } CASES[] = {
        { "Oslo", 6, "Oslo  " },
        { "Oslo", 4, "Oslo" },
        { "Stockholm", 5, "Stoc\xe2\x80\xa6" },
        { "\xe5\x8c\x97\xe4\xba\xac", 4, "\xe5\x8c\x97\xe4\xba\xac" },
        { "\xe5\x8c\x97\xe4\xba\xac", 3, "\xe5\x8c\x97\xe2\x80\xa6" },
        { "", 3, "   " },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_buf out;
        dtli_buf_init(&out, 100);
        dtli_people_cell(&out, dtli_str(CASES[i].text), CASES[i].width);
        print_message("case: %s\n", CASES[i].text);
        assert_true(dtli_str_is(dtli_buf_str(&out), CASES[i].want));
        dtli_buf_clear(&out);
    }
}

static void words_for_people_lose_terminal_escapes(void **state)
{
    (void)state;
    dtl_buf out;
    dtli_buf_init(&out, 100);
    dtli_people_words(&out, DTL_STR(" a\n\n b\x1b[31mred\xc2\xad\t\x07!"));
    assert_true(dtli_str_is(dtli_buf_str(&out), "a b[31mred !"));
    dtli_buf_clear(&out);
}

static void buffers_stop_at_their_limit(void **state)
{
    (void)state;
    dtl_buf out;
    dtli_buf_init(&out, 8);
    dtli_json_string(&out, DTL_STR("longer than eight"));
    assert_true(out.failed);
    assert_true(out.len <= 8);
    dtli_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_escapes_what_rfc8259_asks),
        cmocka_unit_test(json_numbers_do_not_need_a_locale),
        cmocka_unit_test(cells_are_cut_and_padded_by_columns),
        cmocka_unit_test(words_for_people_lose_terminal_escapes),
        cmocka_unit_test(buffers_stop_at_their_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
