/* world_fault.c — linking a store with each allocation failing in turn. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "fault/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dateline/link.h"
#include "store/store.h"

static char folder[] = "dtl-world-fault-XXXXXX";
static char db[80];
static dtl_engine *engine;

static const char ARTICLES[] =
    "{\"id\":\"a\",\"date\":\"2024-03-05\",\"source\":\"north\",\"text\":"
    "\"Rebels attacked a police post near Aleppo on Monday and killed 12 "
    "officers, the governor said. The post guards the northern road.\"}\n"
    "{\"id\":\"b\",\"date\":\"2024-03-05\",\"text\":\"Rebels attacked a "
    "police post near Aleppo on Monday and killed 12 officers. The post "
    "guards the northern road, the governor said.\"}\n"
    "{\"id\":\"c\",\"date\":\"2024-03-05\",\"text\":\"France met Turkey.\"}\n";

static int set_up(void **state)
{
    char input[80];
    const char *paths[] = { input };
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_store *store = NULL;
    dtl_reader *reader = NULL;
    dtl_store_result result;
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(db, sizeof db, "%s/n.db", folder);
    snprintf(input, sizeof input, "%s/a.jsonl", folder);
    FILE *file = fopen(input, "wb");
    fputs(ARTICLES, file);
    fclose(file);
    options.data_dir = DTL_SHARE_DIR;
    assert_int_equal(dtl_engine_open(&options, &engine, NULL), DTL_OK);
    assert_int_equal(dtl_store_open(db, DTL_STORE_CREATE, &store, NULL),
                     DTL_OK);
    assert_int_equal(dtl_reader_open(paths, 1, NULL, &reader, NULL), DTL_OK);
    dtl_store_job job = { .engine = engine, .reader = reader };
    assert_int_equal(dtl_store_add(store, &job, &result, NULL), DTL_OK);
    dtl_reader_close(reader);
    dtl_store_close(store);
    return 0;
}

static int tear_down(void **state)
{
    char command[80];
    (void)state;
    dtl_engine_close(engine);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static bool drop_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    return bytes.len > 0;
}

/* All tables are written anew by every call. */
static dtl_status link_store(void *payload, dtl_error *err)
{
    dtl_store_job job = { .engine = engine };
    dtl_link_result result;
    dtl_store *store = payload;
    dtl_status status = dtli_db_exec(
        store->db, "DELETE FROM world_events; DELETE FROM stories", err);
    if (status == DTL_OK)
        status = dtl_store_link(store, &job, &result, err);
    if (status == DTL_OK)
        status =
            dtl_store_link_write(store, DTL_LINK_TABLE, drop_bytes, NULL, err);
    if (status == DTL_OK)
        status = dtl_store_link_write(store, DTL_LINK_EXPLAIN, drop_bytes, NULL,
                                      err);
    return status;
}

static void linking_a_store_survives(void **state)
{
    dtl_store *store = NULL;
    int64_t events = 0, reports = -1;
    (void)state;
    assert_int_equal(dtl_store_open(db, DTL_STORE_WRITE, &store, NULL), DTL_OK);
    assert_int_equal(link_store(store, NULL), DTL_OK);
    assert_true(fault_run(link_store, store, 0) > 20);
    assert_int_equal(
        dtli_db_int(store->db, "SELECT count(*) FROM events", 0, &events, NULL),
        DTL_OK);
    assert_int_equal(dtli_db_int(store->db, "SELECT count(*) FROM reports", 0,
                                 &reports, NULL),
                     DTL_OK);
    assert_int_equal(events, reports);
    dtl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linking_a_store_survives),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
