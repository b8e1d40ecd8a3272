/* engine_test.c — an engine opened as it comes serves every format. */
#include "unit/cmocka_all.h"

#include "base/str.h"
#include "dateline/engine.h"

static bool count_bytes(void *payload, dtl_str bytes)
{
    *(size_t *)payload += bytes.len;
    return true;
}

static void the_default_engine_writes_every_format(void **state)
{
    static const char ARTICLE[] =
        "LIMA, March 4 (Reuters) - Peru dominated Chile. \"We will not "
        "yield,\" said Chile's minister in Santiago on Monday.\n";
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_session *session = NULL;
    dtl_input in = { .id = DTL_STR_INIT("a"), .text = DTL_STR_INIT(ARTICLE) };
    (void)state;
    options.data_dir = DTL_SHARE_DIR;
    assert_int_equal(dtl_engine_open(&options, &engine, NULL), DTL_OK);
    assert_int_equal(dtl_session_new(engine, &session, NULL), DTL_OK);
    for (unsigned f = 0; f <= DTL_FORMAT_TERMS; f++) {
        dtl_write_options write = { .format = (dtl_format)f };
        size_t bytes = 0;
        print_message("format %u\n", f);
        assert_int_equal(dtl_session_run(session, &in, DTL_INPUT_TEXT,
                                         dtl_format_stage((dtl_format)f),
                                         NULL), DTL_OK);
        assert_int_equal(dtl_session_write(session, &write, count_bytes,
                                           &bytes, NULL), DTL_OK);
        assert_true(bytes > 0);
    }
    dtl_session_free(session);
    dtl_engine_close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_engine_writes_every_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
