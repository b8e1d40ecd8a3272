/* base_fault.c — arenas, buffers, maps, tables and packs without memory. */
#include "fault/fault.h"

#include "base/table.h"
#include "support/run.h"

static dtl_status out_of_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

static dtl_status use_arena(void *payload, dtl_error *err)
{
    (void)payload;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
    if (!arena)
        return out_of_memory(err);
    uint32_t *items = NULL, capacity = 0, count = 0;
    dtl_status status = DTL_OK;
    while (count < 50000 && status == DTL_OK) {
        if (dtli_arena_grow(arena, &items, count, &capacity, sizeof *items)) {
            items[count] = count;
            count++;
        } else {
            status = out_of_memory(err);
        }
    }
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(items[i], i); /* what was there stays */
    if (status == DTL_OK && !dtli_arena_printf(arena, "%070000d", 7).ptr)
        status = out_of_memory(err);
    if (status == DTL_OK && !dtli_arena_str(arena, DTL_STR("kept")).ptr)
        status = out_of_memory(err);
    dtli_arena_free(arena);
    return status;
}

static dtl_status use_buffer(void *payload, dtl_error *err)
{
    (void)payload;
    dtl_buf buf;
    dtli_buf_init(&buf, (size_t)1 << 20);
    for (int i = 0; i < 2000; i++)
        dtli_buf_printf(&buf, "row %d\t%s\n", i, "some words of text");
    dtl_status status = buf.failed ? out_of_memory(err) : DTL_OK;
    dtli_buf_clear(&buf);
    return status;
}

static dtl_status use_strmap(void *payload, dtl_error *err)
{
    (void)payload;
    static char keys[400][8];
    dtl_strmap *map = dtli_strmap_new(8);
    dtl_status status = map ? DTL_OK : out_of_memory(err);
    uint32_t put = 0;
    for (; status == DTL_OK && put < 400; put++) {
        snprintf(keys[put], sizeof keys[put], "k%u", put);
        if (!dtli_strmap_put(map, dtli_str(keys[put]), put))
            status = out_of_memory(err);
    }
    if (map && put > 1)
        assert_int_equal(dtli_strmap_get(map, DTL_STR("k0"), 9), 0);
    dtli_strmap_free(map);
    return status;
}

static dtl_status encode_table(void *payload, dtl_error *err)
{
    const text *tsv = payload;
    dtl_buf out;
    dtl_table table;
    dtl_str input = { tsv->ptr, tsv->len };
    dtli_buf_init(&out, (size_t)1 << 24);
    dtl_status status = dtli_table_encode(input, &out, err);
    if (status == DTL_OK)
        status = dtli_table_init(dtli_buf_str(&out), &table, err);
    dtli_buf_clear(&out);
    return status;
}

static dtl_status write_pack(void *payload, dtl_error *err)
{
    dtl_pack_writer writer;
    char name[16];
    dtl_status status = DTL_OK;
    dtli_pack_writer_init(&writer, "lexicon");
    for (int i = 0; status == DTL_OK && i < 100; i++) {
        snprintf(name, sizeof name, "part%d", i);
        status = dtli_pack_add(&writer, name, DTL_STR("bytes"), err);
    }
    if (status == DTL_OK)
        status = dtli_pack_write(&writer, payload, err);
    dtli_pack_writer_clear(&writer);
    return status;
}

static dtl_status open_lexicon(void *payload, dtl_error *err)
{
    dtl_lexicon *lexicon = NULL;
    dtl_status status = dtli_lexicon_open(payload, &lexicon, err);
    dtli_lexicon_close(lexicon);
    return status;
}

static void arena_survives(void **state)
{
    (void)state;
    assert_true(fault_run(use_arena, NULL, 0) >= 3);
}

static void buffer_survives(void **state)
{
    (void)state;
    assert_true(fault_run(use_buffer, NULL, 0) >= 2);
}

static void strmap_survives(void **state)
{
    (void)state;
    assert_true(fault_run(use_strmap, NULL, 0) >= 4);
}

static void table_survives(void **state)
{
    (void)state;
    text tsv = { 0 };
    text_puts(&tsv, "word\tcode\n");
    for (int i = 0; i < 500; i++)
        text_printf(&tsv, "word%d\t%d\n", i, i);
    assert_true(fault_run(encode_table, &tsv, 0) >= 3);
    free(tsv.ptr);
}

static void pack_and_lexicon_survive(void **state)
{
    (void)state;
    char *folder = new_folder();
    text path = { 0 };
    text_printf(&path, "%s/test.dtlx", folder);
    assert_true(fault_run(write_pack, path.ptr, 0) >= 3);
    assert_true(fault_run(open_lexicon, path.ptr, 0) >= 2);
    remove_folder(folder);
    free(folder);
    free(path.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_survives),
        cmocka_unit_test(buffer_survives),
        cmocka_unit_test(strmap_survives),
        cmocka_unit_test(table_survives),
        cmocka_unit_test(pack_and_lexicon_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
