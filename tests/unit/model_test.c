/* model_test.c — damaged model files are told, never trusted. */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "base/file.h"
#include "unit/tiny_model.h"

static char path[64], damaged[64];
static dtl_map whole;

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "tiny_model_%ld.tmp", (long)getpid());
    snprintf(damaged, sizeof damaged, "tiny_damaged_%ld.tmp", (long)getpid());
    tiny_model_write(path);
    return dtli_map_open(path, &whole, NULL) == DTL_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    dtli_map_close(&whole);
    unlink(path);
    unlink(damaged);
    return 0;
}

static dtl_status open_bytes(const char *bytes, size_t len)
{
    dtl_str s = { bytes, len };
    dtl_model *model = NULL;
    dtl_error err = { 0 };
    assert_int_equal(dtli_file_write(damaged, s, NULL), DTL_OK);
    dtl_status status = dtli_model_open(damaged, &model, &err);
    if (status == DTL_OK)
        dtli_model_close(model);
    else
        assert_true(err.message[0] == 'E');
    return status;
}

static void whole_file_opens(void **state)
{
    (void)state;
    dtl_model *model;
    assert_int_equal(dtli_model_open(path, &model, NULL), DTL_OK);
    assert_true(dtli_str_is(dtli_model_id(model), "tiny-1"));
    dtli_model_close(model);
    dtli_model_close(NULL);
}

static void missing_file_is_an_io_error(void **state)
{
    (void)state;
    dtl_model *model;
    dtl_error err = { 0 };
    assert_int_equal(dtli_model_open("no-such.dtlx", &model, &err), DTL_IO);
}

static void every_cut_is_corrupt(void **state)
{
    (void)state;
    for (size_t len = 0; len < whole.bytes.len; len += 97)
        assert_int_equal(open_bytes(whole.bytes.ptr, len), DTL_CORRUPT);
}

/* The checksums see any flip of a section's bytes; flips of the padding
 * between sections change nothing. */
static void flipped_bits_are_never_trusted(void **state)
{
    (void)state;
    char *copy = malloc(whole.bytes.len);
    assert_non_null(copy);
    for (size_t at = 0; at < whole.bytes.len; at += 61) {
        memcpy(copy, whole.bytes.ptr, whole.bytes.len);
        copy[at] = (char)(copy[at] ^ 1 << at % 8);
        dtl_status status = open_bytes(copy, whole.bytes.len);
        assert_true(status == DTL_OK || status == DTL_CORRUPT ||
                    status == DTL_VERSION);
    }
    free(copy);
}

static char *section_at(char *copy, const char *name, size_t *length)
{
    uint32_t count = dtli_load_u32(copy + 20);
    for (uint32_t i = 0; i < count; i++) {
        char *entry = copy + 64 + (size_t)i * 72;
        if (strcmp(entry, name) != 0)
            continue;
        *length = dtli_load_u64(entry + 56);
        return copy + dtli_load_u64(entry + 48);
    }
    fail_msg("no section %s", name);
    return NULL;
}

static void sealed_lies_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *name, *section;
        size_t at;
        uint32_t value;
        dtl_status want;
    } CASES[] = {
        { "newer layout", "config", 0, DTLI_MODEL_VERSION + 1, DTL_VERSION },
        { "other features", "config", 4, 77, DTL_VERSION },
        { "other label set", "config", 40, 3, DTL_VERSION },
        { "more words than rows", "config", 8, 1u << 20, DTL_CORRUPT },
        { "no words", "config", 8, 0, DTL_CORRUPT },
        { "huge table", "config", 12, 1u << 31, DTL_CORRUPT },
        { "table no power of two", "config", 12, 63, DTL_CORRUPT },
        { "odd width", "config", 16, 33, DTL_CORRUPT },
        { "too many layers", "config", 24, 9, DTL_CORRUPT },
        { "no layers", "config", 24, 0, DTL_CORRUPT },
        { "missing layer", "config", 24, 3, DTL_CORRUPT },
        { "wide arcs", "config", 28, 64, DTL_CORRUPT },
        { "more scripts", "config", 36, 4, DTL_CORRUPT },
        { "more lemmas", "config", 56, 2, DTL_CORRUPT },
        { "scale not a number", "gate0.s", 8, 0x7fc00000, DTL_CORRUPT },
        { "infinite bias", "tag.b", 0, 0x7f800000, DTL_CORRUPT },
        { "huge scale", "word.s", 4, 0x7f000000, DTL_CORRUPT },
        { "script of no known kind", "scripts", 0, 0x2f305a5a, DTL_CORRUPT },
    };
    char *copy = malloc(whole.bytes.len);
    assert_non_null(copy);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t length = 0;
        print_message("case: %s\n", CASES[i].name);
        memcpy(copy, whole.bytes.ptr, whole.bytes.len);
        char *bytes = section_at(copy, CASES[i].section, &length);
        assert_true(CASES[i].at + 4 <= length);
        dtli_store_u32(bytes + CASES[i].at, CASES[i].value);
        tiny_model_seal(copy);
        assert_int_equal(open_bytes(copy, whole.bytes.len), CASES[i].want);
    }
    free(copy);
}

static void index_value_outside_the_table_is_found(void **state)
{
    (void)state;
    char *copy = malloc(whole.bytes.len);
    size_t length = 0;
    assert_non_null(copy);
    memcpy(copy, whole.bytes.ptr, whole.bytes.len);
    char *keys = section_at(copy, "words.keys", &length);
    char *values = section_at(copy, "words.values", &length);
    for (uint32_t i = 0; i < TINY_SLOTS; i++)
        if (dtli_load_u64(keys + i * 8) != 0)
            dtli_store_u32(values + i * 4, TINY_WORDS);
    tiny_model_seal(copy);
    assert_int_equal(open_bytes(copy, whole.bytes.len), DTL_CORRUPT);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_file_opens),
        cmocka_unit_test(missing_file_is_an_io_error),
        cmocka_unit_test(every_cut_is_corrupt),
        cmocka_unit_test(flipped_bits_are_never_trusted),
        cmocka_unit_test(sealed_lies_are_found),
        cmocka_unit_test(index_value_outside_the_table_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
