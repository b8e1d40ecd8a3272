/* engine_fault.c — opening an engine and coding an article without memory.
 *
 * Every allocation of the way from opening to the written record fails in
 * turn at first, then some of them: opening makes thousands. */
#include "fault/fault.h"

#include "base/str.h"
#include "dateline/engine.h"

static const char ARTICLE[] =
    "LIMA, March 4 (Reuters) - Peru's foreign minister met his Chilean "
    "counterpart on Monday. Rebels who had killed two soldiers near Goma "
    "last week rejected talks. \"We will not yield,\" their leader said.\n";

static bool drop_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    (void)bytes; /* a list of missed verbs may be empty */
    return true;
}

static dtl_status open_engine(void *payload, dtl_error *err)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    (void)payload;
    options.data_dir = DTL_SHARE_DIR;
    dtl_status status = dtl_engine_open(&options, &engine, err);
    dtl_engine_close(engine);
    return status;
}

static dtl_status code_article(void *payload, dtl_error *err)
{
    dtl_session *session = NULL;
    dtl_write_options options = DTL_WRITE_OPTIONS_INIT;
    dtl_input in = { .id = DTL_STR_INIT("fault"),
                     .text = DTL_STR_INIT(ARTICLE),
                     .published = 19786 };
    dtl_status status = dtl_session_new(payload, &session, err);
    if (status == DTL_OK)
        status = dtl_session_run(session, &in, DTL_INPUT_TEXT, DTL_STAGE_CODE,
                                 err);
    for (unsigned f = 0; status == DTL_OK && f <= DTL_FORMAT_TERMS; f++) {
        options.format = (dtl_format)f;
        status = dtl_session_write(session, &options, drop_bytes, NULL, err);
    }
    dtl_session_free(session);
    return status;
}

static void opening_survives(void **state)
{
    (void)state;
    assert_true(fault_run(open_engine, NULL, 8) >= 5);
}

static void coding_survives(void **state)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    (void)state;
    options.data_dir = DTL_SHARE_DIR;
    assert_int_equal(dtl_engine_open(&options, &engine, NULL), DTL_OK);
    assert_true(fault_run(code_article, engine, 10) >= 3);
    dtl_engine_close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_survives),
        cmocka_unit_test(coding_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
