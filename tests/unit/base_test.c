/* base_test.c — arenas, strings, UTF-8, tables. */
#include "unit/cmocka_all.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

static void arena_keeps_its_limit(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new(1000);
    assert_non_null(dtli_arena_alloc(arena, 500));
    assert_null(dtli_arena_alloc(arena, 600));
    assert_null(dtli_arena_array(arena, SIZE_MAX / 2, 4));
    dtli_arena_reset(arena);
    assert_non_null(dtli_arena_alloc(arena, 900));
    dtli_arena_free(arena);
}

static void arena_release_forgets_later_requests(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    char *kept = dtli_arena_alloc(arena, 10);
    memcpy(kept, "kept", 5);
    dtl_arena_mark mark = dtli_arena_mark(arena);
    for (int i = 0; i < 10; i++)
        assert_non_null(dtli_arena_alloc(arena, 50000));
    dtli_arena_release(arena, mark);
    assert_int_equal(dtli_arena_used(arena), 16);
    assert_string_equal(kept, "kept");
    dtli_arena_free(arena);
}

static void numbers_are_read_whole_or_not(void **state)
{
    (void)state;
    static const struct { const char *text; bool ok; uint64_t value; } CASES[] = {
        { "0", true, 0 },   { "42", true, 42 },
        { "", false, 0 },   { "4x", false, 0 },
        { "-1", false, 0 }, { "18446744073709551616", false, 0 },
        { "101", false, 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        uint64_t value = 0;
        print_message("case: %s\n", CASES[i].text);
        assert_int_equal(dtli_str_to_u64(dtli_str(CASES[i].text), 100, &value),
                         CASES[i].ok);
        assert_int_equal(value, CASES[i].value);
    }
}

static void utf8_rejects_what_rfc3629_forbids(void **state)
{
    (void)state;
    static const struct { const char *name; dtl_str text; size_t bad; } CASES[] = {
        { "ascii", DTL_STR_INIT("abc"), 3 },
        { "two bytes", DTL_STR_INIT("\xc3\xa9"), 2 },
        { "overlong", DTL_STR_INIT("a\xc0\xaf"), 1 },
        { "surrogate", DTL_STR_INIT("\xed\xa0\x80"), 0 },
        { "too high", DTL_STR_INIT("ok\xf5\x80\x80\x80"), 2 },
        { "cut short", DTL_STR_INIT("x\xe2\x82"), 1 },
        { "NUL is a character", DTL_STR_INIT("a\0b"), 3 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        assert_int_equal(dtli_utf8_invalid(CASES[i].text), CASES[i].bad);
    }
}

static void table_tells_where_a_row_is_uneven(void **state)
{
    (void)state;
    dtl_buf out;
    dtl_error err = { 0 };
    dtli_buf_init(&out, 1 << 20);
    dtl_str uneven = DTL_STR("a\tb\n# note\n1\t2\n3\n");
    assert_int_equal(dtli_table_encode(uneven, &out, &err), DTL_SYNTAX);
    assert_int_equal(err.line, 4);
    dtli_buf_reset(&out);
    dtl_str even = DTL_STR("a\tb\n1\t2\n\t4\n");
    assert_int_equal(dtli_table_encode(even, &out, NULL), DTL_OK);
    dtl_table table;
    assert_int_equal(dtli_table_init(dtli_buf_str(&out), &table, NULL), DTL_OK);
    assert_int_equal(table.rows, 2);
    int b = dtli_table_column(&table, "b");
    assert_true(dtli_str_is(dtli_table_cell(&table, 1, b), "4"));
    assert_true(dtli_str_is(dtli_table_cell(&table, 1, 0), ""));
    dtl_str cut = dtli_str_slice(dtli_buf_str(&out), 0, out.len - 3);
    assert_int_equal(dtli_table_init(cut, &table, NULL), DTL_CORRUPT);
    dtli_buf_clear(&out);
}

static void strmap_chains_values_in_order(void **state)
{
    (void)state;
    dtl_strmap *map = dtli_strmap_new(4);
    char keys[300][8];
    for (uint32_t i = 0; i < 300; i++) {
        snprintf(keys[i], sizeof keys[i], "k%u", i % 100);
        assert_true(dtli_strmap_put(map, dtli_str(keys[i]), i));
    }
    uint32_t h = dtli_strmap_find(map, DTL_STR("k7"));
    assert_int_equal(dtli_strmap_value(map, h), 7);
    h = dtli_strmap_next(map, h);
    assert_int_equal(dtli_strmap_value(map, h), 107);
    h = dtli_strmap_next(map, dtli_strmap_next(map, h));
    assert_int_equal(h, DTL_STRMAP_NONE);
    assert_int_equal(dtli_strmap_get(map, DTL_STR("none"), 9), 9);
    dtli_strmap_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_keeps_its_limit),
        cmocka_unit_test(arena_release_forgets_later_requests),
        cmocka_unit_test(numbers_are_read_whole_or_not),
        cmocka_unit_test(utf8_rejects_what_rfc3629_forbids),
        cmocka_unit_test(table_tells_where_a_row_is_uneven),
        cmocka_unit_test(strmap_chains_values_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
