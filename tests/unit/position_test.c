/* position_test.c — byte offsets into code points. */
#include "unit/cmocka_all.h"

#include "base/str.h"
#include "write/position.h"

static void bytes_become_code_points(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    dtl_positions *positions =
        dtli_positions_new(arena, DTL_STR("a\xc3\xa9\xe2\x80\x94z"));
    static const struct { uint32_t byte, want; } CASES[] = {
        { 0, 0 }, { 1, 1 }, { 3, 2 }, { 6, 3 }, { 7, 4 },
        { 99, 4 }, { UINT32_MAX, 4 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(dtli_position_of(positions, CASES[i].byte),
                         CASES[i].want);
    dtli_arena_free(arena);
}

static void long_texts_agree_with_counting(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    char text[1000];
    for (size_t i = 0; i + 3 <= sizeof text; i += 3)
        memcpy(text + i, i % 2 ? "\xe2\x82\xac" : "\xc3\xa9x", 3);
    dtl_str all = { text, 999 };
    dtl_positions *positions = dtli_positions_new(arena, all);
    uint32_t want = 0;
    for (uint32_t i = 0; i < all.len; i++) {
        bool begins = ((unsigned char)text[i] & 0xc0) != 0x80;
        if (begins)
            assert_int_equal(dtli_position_of(positions, i), want);
        want += begins;
    }
    assert_int_equal(dtli_position_of(positions, 999), want);
    dtli_arena_free(arena);
}

static void memory_and_empty_text(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new(64);
    dtl_positions *positions = dtli_positions_new(arena, DTL_STR(""));
    assert_non_null(positions);
    assert_int_equal(dtli_position_of(positions, 0), 0);
    assert_null(dtli_positions_new(arena, DTL_STR("more")));
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_code_points),
        cmocka_unit_test(long_texts_agree_with_counting),
        cmocka_unit_test(memory_and_empty_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
