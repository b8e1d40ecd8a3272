/* call_fault.c — calls from other languages without memory. */
#include "fault/fault.h"

#include <string.h>

#include "dateline/call.h"

static const char OPTIONS[] = "{\"data_dir\":\"" DTL_SHARE_DIR "\"}";
static const char ARTICLE[] =
    "{\"id\":\"a\",\"text\":\"Peru's police arrested 20 miners in Cusco.\"}";

static dtl_status open_call(void *payload, dtl_error *err)
{
    dtl_call *call = NULL;
    (void)payload;
    (void)err;
    dtl_status status = dtl_call_open(OPTIONS, strlen(OPTIONS), &call);
    dtl_call_close(call);
    return status;
}

static dtl_status run_call(void *payload, dtl_error *err)
{
    dtl_call *call = NULL;
    (void)err;
    dtl_status status = dtl_call_share(payload, &call);
    if (status == DTL_OK)
        status = dtl_call_run(call, ARTICLE, strlen(ARTICLE), "events");
    dtl_call_close(call);
    return status;
}

static void opening_survives(void **state)
{
    (void)state;
    assert_true(fault_run(open_call, NULL, 8) >= 5);
}

static void running_survives(void **state)
{
    dtl_call *call = NULL;
    (void)state;
    assert_int_equal(dtl_call_open(OPTIONS, strlen(OPTIONS), &call), DTL_OK);
    assert_true(fault_run(run_call, call, 0) >= 5);
    dtl_call_close(call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_survives),
        cmocka_unit_test(running_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
