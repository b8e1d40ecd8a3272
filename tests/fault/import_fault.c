/* import_fault.c — rows of event data with each allocation failing in turn. */
#include "fault/fault.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "exchange/import.h"

static const char ROWS[] =
    "EventID\tDate\tSourceActorFull\tTargetActorFull\tEventCode\tSentenceID\t"
    "URLs\tLocationName\tCountryCode\tLat\tLon\n"
    "1\t20240304\tFRAGOV\tDEUGOV\t042\ts1_0;s1_2\tu1\tLyon\tFRA\t45.7\t4.8\n"
    "2\t20241399\tPER\tCHL\t190\ts1_1\tu1\t\t\t\t\n"
    "3\t20240306\tIGOUNO\tCHLMED\t112\ts2_0\tu2\t\tCHL\t\t\n";

typedef struct job {
    dtl_engine *engine;
    char store[64], rows[64];
} job;

static void drop_store(const job *j)
{
    static const char *const ENDINGS[] = { "", "-wal", "-shm" };
    char path[80];
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", j->store, ENDINGS[i]);
        unlink(path);
    }
}

/* A name or place that is not remembered is asked for again, so a failure
 * there is none; a row that is kept in spite of one is kept whole. */
static dtl_status import_rows(void *payload, dtl_error *err)
{
    job *j = payload;
    dtl_store *store = NULL;
    dtl_import_result result;
    const char *paths[] = { j->rows };
    dtl_import_options options = { .engine = j->engine,
                                   .format = "phoenix",
                                   .paths = paths,
                                   .path_count = 1 };
    drop_store(j);
    dtl_status status = dtl_store_open(j->store, DTL_STORE_CREATE, &store, err);
    if (status == DTL_OK)
        status = dtl_import(store, &options, &result, err);
    if (status == DTL_OK) {
        assert_int_equal(result.added, 2);
        assert_int_equal(result.rejected, 1);
    }
    dtl_store_close(store);
    return status;
}

static void importing_survives(void **state)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    job j;
    (void)state;
    options.data_dir = DTL_SHARE_DIR;
    options.last = DTL_STAGE_BLOCKS;
    assert_int_equal(dtl_engine_open(&options, &j.engine, NULL), DTL_OK);
    snprintf(j.store, sizeof j.store, "dtl-import-fault-%ld.db",
             (long)getpid());
    snprintf(j.rows, sizeof j.rows, "dtl-import-fault-%ld.tsv", (long)getpid());
    assert_int_equal(dtli_file_write(j.rows, dtli_str(ROWS), NULL), DTL_OK);
    assert_true(fault_run(import_rows, &j, 8) >= 30);
    drop_store(&j);
    unlink(j.rows);
    dtl_engine_close(j.engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(importing_survives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
