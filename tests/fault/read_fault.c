/* read_fault.c — reading and splitting without memory. */
#include "fault/fault.h"

#include "base/limits.h"
#include "base/str.h"
#include "dateline/read.h"
#include "read/block.h"
#include "support/run.h"

/* A reader goes on behind a document that found no memory: the worst of
 * its statuses tells whether one did. */
static dtl_status read_all(void *payload, dtl_error *err)
{
    const char *paths[] = { payload };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    dtl_reader *reader = NULL;
    dtl_record record;
    dtl_status worst = DTL_OK;
    size_t calls = 0, documents = 0, errors = 0;
    options.default_date = 18000;
    dtl_record_init(&record);
    dtl_status status = dtl_reader_open(paths, 1, &options, &reader, err);
    if (status != DTL_OK)
        return status;
    do {
        status = dtl_reader_next(reader, &record, err);
        documents += status == DTL_OK;
        errors += status == DTL_NOMEM;
        if (status != DTL_OK && status != DTL_END)
            worst = status;
        assert_true(++calls < 100);
    } while (status != DTL_END);
    if (worst == DTL_OK)
        assert_int_equal(documents, 4);
    assert_true(errors <= 1); /* one failure costs one line or file */
    dtl_reader_close(reader);
    dtl_record_clear(&record);
    return worst;
}

static dtl_status split(void *payload, dtl_error *err)
{
    const text *story = payload;
    dtl_doc doc;
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    if (!arena)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    memset(&doc, 0, sizeof doc);
    doc.in.text = (dtl_str){ story->ptr, story->len };
    doc.in.published = DTL_DAY_NONE;
    dtl_status status = dtli_read_blocks(&doc, arena, err);
    dtli_arena_free(arena);
    return status;
}

static void put(const char *folder, const char *name, dtl_str bytes)
{
    text path = { 0 };
    text_printf(&path, "%s/%s", folder, name);
    text_write(path.ptr, bytes.ptr, bytes.len);
    free(path.ptr);
}

static void reader_survives(void **state)
{
    (void)state;
    char *folder = new_folder();
    put(folder, "a.txt", DTL_STR("OSLO, Dec 1 (AFP) - caf\xe9 shut."));
    put(folder, "b.jsonl", DTL_STR("{\"text\":\"M\"}\n{\"id\":\"y\",\"text\":"
                                   "\"caf\xe9\"}\n"));
    put(folder, "c.txt", DTL_STR("They met."));
    assert_true(fault_run(read_all, folder, 0) >= 20);
    remove_folder(folder);
    free(folder);
}

static dtl_status read_seed(void *payload, dtl_error *err)
{
    const char *path = payload;
    dtl_reader *reader = NULL;
    dtl_record record;
    dtl_record_init(&record);
    dtl_status first = dtl_reader_open(&path, 1, NULL, &reader, err);
    dtl_status status = first;
    while (reader && status != DTL_END) {
        status = dtl_reader_next(reader, &record, err);
        if (status != DTL_OK && status != DTL_END && first == DTL_OK)
            first = status;
    }
    dtl_record_clear(&record);
    dtl_reader_close(reader);
    return first;
}

static void seeds_survive(void **state)
{
    static const char *const SEEDS[] = {
        "read/good.jsonl", "read/good.gz",    "read/good.zst",
        "read/utf16.txt",  "text/article.txt", "conllu/good.conllu",
    };
    (void)state;
    for (size_t i = 0; i < sizeof SEEDS / sizeof SEEDS[0]; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/tests/fuzz/seeds/%s", DTL_SOURCE_DIR,
                 SEEDS[i]);
        print_message("case: %s\n", SEEDS[i]);
        assert_true(fault_run(read_seed, path, 0) >= 3);
    }
}

static void split_survives(void **state)
{
    (void)state;
    text story = { 0 };
    text_puts(&story, "Urgent: Envoys meet\nOSLO, Dec 1, 2021 (AFP) -\n");
    for (int i = 0; i < 2000; i++)
        text_puts(&story, "They met again.\n\n");
    assert_true(fault_run(split, &story, 0) >= 3);
    free(story.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_survives),
        cmocka_unit_test(seeds_survive),
        cmocka_unit_test(split_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
