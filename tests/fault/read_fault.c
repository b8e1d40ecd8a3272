/* read_fault.c — readers of text, JSON lines and CoNLL-U without memory.
 *
 * The reader goes on behind a failed document, so a failure shows as one
 * DTL_NOMEM among its calls rather than as the last status. */
#include "fault/fault.h"

#include "dateline/read.h"

static dtl_status read_all(void *payload, dtl_error *err)
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

static void reader_survives(void **state)
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
        assert_true(fault_run(read_all, path, 1) >= 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
