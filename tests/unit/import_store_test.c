/* import_store_test.c — what a store keeps of event data of other projects. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "base/file.h"
#include "exchange/import.h"

static char folder[] = "dtl-import-store-XXXXXX";
static char path[80];
static dtl_engine *engine;

static int open_all(void **state)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    options.data_dir = DTL_SHARE_DIR;
    options.last = DTL_STAGE_BLOCKS;
    (void)state;
    return mkdtemp(folder) && dtl_engine_open(&options, &engine, NULL) == DTL_OK
               ? 0
               : -1;
}

static int close_all(void **state)
{
    char command[80];
    (void)state;
    dtl_engine_close(engine);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void name_file(const char *name, dtl_str bytes)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (bytes.ptr)
        assert_int_equal(dtli_file_write(path, bytes, NULL), DTL_OK);
}

typedef struct told {
    unsigned reports, stop_after, polled;
    char first[DTL_ERROR_MESSAGE_MAX];
} told;

static void report(void *payload, const dtl_error *what)
{
    told *t = payload;
    if (t->reports++ == 0)
        snprintf(t->first, sizeof t->first, "%s", what->message);
}

static bool stop(void *payload)
{
    told *t = payload;
    return t->stop_after && ++t->polled > t->stop_after;
}

static dtl_status import(dtl_store *store, const char *rows, told *t,
                         dtl_import_result *out)
{
    dtl_buf bytes;
    dtl_error err = { 0 };
    const char *paths[] = { path };
    dtl_import_options options = { .engine = engine,
                                   .format = "phoenix",
                                   .paths = paths,
                                   .path_count = 1,
                                   .report = report,
                                   .stop = stop,
                                   .payload = t };
    dtli_buf_init(&bytes, 1 << 20);
    dtli_buf_add(&bytes,
                 DTL_STR("EventID\tDate\tSourceActorFull\tTargetActorFull\t"
                         "EventCode\tSentenceID\tURLs\n"));
    dtli_buf_add(&bytes, dtli_str(rows));
    name_file("rows.tsv", dtli_buf_str(&bytes));
    dtli_buf_clear(&bytes);
    dtl_status status = dtl_import(store, &options, out, &err);
    if (status != DTL_OK && status != DTL_CANCELLED)
        fail_msg("%s", err.message);
    return status;
}

static int64_t ask(dtl_store *store, const char *sql)
{
    int64_t value = -1;
    assert_int_equal(dtli_db_int(store->db, sql, -1, &value, NULL), DTL_OK);
    return value;
}

static dtl_store *new_store(const char *name)
{
    dtl_store *store = NULL;
    name_file(name, (dtl_str){ 0 });
    unlink(path);
    assert_int_equal(dtl_store_open(path, DTL_STORE_CREATE, &store, NULL),
                     DTL_OK);
    return store;
}

static void an_event_is_kept_once(void **state)
{
    static const char ROWS[] = "1\t20240304\tFRAGOV\tDEUGOV\t042\ts1_0\tu1\n"
                               "2\t20240305\tPER\tCHL\t190\ts1_1\tu1\n"
                               "3\t20240306\tPER\tCHL\t112\ts2_0\tu2\n";
    dtl_store *store = new_store("once.db");
    dtl_import_result r;
    told t = { 0 };
    (void)state;
    assert_int_equal(import(store, ROWS, &t, &r), DTL_OK);
    assert_int_equal(r.added, 3);
    assert_int_equal(r.documents, 2);
    assert_int_equal(import(store, ROWS, &t, &r), DTL_OK);
    assert_int_equal(r.added, 0);
    assert_int_equal(r.known, 3);
    assert_int_equal(ask(store, "SELECT count(*) FROM events"), 3);
    assert_int_equal(ask(store, "SELECT count(*) FROM documents"
                                " WHERE origin = 'phoenix' AND text = ''"),
                     2);
    assert_int_equal(ask(store, "SELECT count(*) FROM runs WHERE"
                                " outcome = 'done' AND command = 'import'"),
                     2);
    dtl_store_close(store);
}

/* In its place; an article that lost its last event goes. */
static void another_row_replaces(void **state)
{
    dtl_store *store = new_store("replace.db");
    dtl_import_result r;
    told t = { 0 };
    (void)state;
    (void)import(store,
                 "1\t20240304\tFRAGOV\tDEUGOV\t042\ts1_0\tu1\n"
                 "2\t20240305\tPER\tCHL\t190\ts1_1\tu1\n"
                 "3\t20240306\tPER\tCHL\t112\ts2_0\tu2\n",
                 &t, &r);
    assert_int_equal(import(store,
                            "1\t20240304\tFRAGOV\tDEUGOV\t043\ts1_0\tu1\n"
                            "3\t20240306\tPER\tCHL\t112\ts3_0\tu2\n"
                            "3\t20240306\tPER\tCHL\t112\ts3_0\tu2\n",
                            &t, &r),
                     DTL_OK);
    assert_int_equal(r.changed, 2);
    assert_int_equal(r.known, 1);
    assert_int_equal(r.documents, 1);
    assert_int_equal(ask(store, "SELECT count(*) FROM events"), 3);
    assert_int_equal(ask(store, "SELECT number FROM events"
                                " WHERE event = 'phoenix:1'"),
                     0);
    assert_int_equal(ask(store, "SELECT count(*) FROM events"
                                " WHERE cameo = '043'"),
                     1);
    assert_int_equal(ask(store, "SELECT count(*) FROM documents"
                                " WHERE doc = 'phoenix:s2'"),
                     0);
    assert_int_equal(ask(store, "SELECT count(*) FROM actors"), 6);
    dtl_store_close(store);
}

static void bad_rows_are_told_and_kept(void **state)
{
    dtl_store *store = new_store("bad.db");
    dtl_import_result r;
    told t = { 0 };
    (void)state;
    assert_int_equal(import(store,
                            "1\t20240304\tFRA\tDEU\t042\ts1_0\tu1\n"
                            "2\t20241399\tPER\tCHL\t190\ts1_1\tu1\n"
                            "3\t20240306\n\n"
                            "4\t20240306\tPER\tCHL\t112\ts2_0\tu2\n",
                            &t, &r),
                     DTL_OK);
    assert_int_equal(r.added, 2);
    assert_int_equal(r.rejected, 2);
    assert_int_equal(t.reports, 2);
    assert_int_equal(strncmp(t.first, "E749", 4), 0);
    assert_int_equal(ask(store, "SELECT count(*) FROM rejects WHERE"
                                " (line = 3 AND byte = 2) OR line = 4"),
                     2);
    dtl_store_close(store);
}

/* A document that somebody added under the same name is left alone. */
static void a_foreign_document_is_left_alone(void **state)
{
    dtl_store *store = new_store("foreign.db");
    dtl_import_result r;
    told t = { 0 };
    (void)state;
    assert_int_equal(
        dtli_db_exec(store->db,
                     "INSERT INTO documents (doc, text, text_hash, input_hash,"
                     " added) VALUES ('phoenix:s1', 'x', 0, 0, '')",
                     NULL),
        DTL_OK);
    assert_int_equal(import(store,
                            "1\t20240304\tFRA\tDEU\t042\ts1_0\tu1\n"
                            "4\t20240306\tPER\tCHL\t112\ts2_0\tu2\n",
                            &t, &r),
                     DTL_OK);
    assert_int_equal(r.added, 1);
    assert_int_equal(r.rejected, 1);
    assert_int_equal(strncmp(t.first, "E767", 4), 0);
    dtl_store_close(store);
}

static void a_stopped_import_goes_on(void **state)
{
    static const char ROWS[] = "1\t20240304\tFRA\tDEU\t042\ts1_0\tu1\n"
                               "2\t20240305\tPER\tCHL\t190\ts1_1\tu1\n"
                               "3\t20240306\tPER\tCHL\t112\ts2_0\tu2\n";
    dtl_store *store = new_store("stopped.db");
    dtl_import_result r;
    told t = { .stop_after = 3 };
    (void)state;
    assert_int_equal(import(store, ROWS, &t, &r), DTL_CANCELLED);
    assert_int_equal(r.added, 2);
    assert_int_equal(ask(store, "SELECT count(*) FROM runs"
                                " WHERE outcome = 'interrupted'"),
                     1);
    t.stop_after = 0;
    assert_int_equal(import(store, ROWS, &t, &r), DTL_OK);
    assert_int_equal(r.added, 1);
    assert_int_equal(r.known, 2);
    dtl_store_close(store);
}

static void what_cannot_be_is_refused(void **state)
{
    dtl_store *store = new_store("refused.db");
    dtl_import_options options = { .engine = engine, .format = "icews" };
    dtl_import_result r;
    dtl_error err = { 0 };
    (void)state;
    assert_int_equal(dtl_import(store, &options, &r, &err), DTL_INVALID);
    assert_int_equal(strncmp(err.message, "E764", 4), 0);
    options.format = "gdelt";
    err = (dtl_error){ 0 };
    assert_int_equal(dtl_import(store, &options, &r, &err), DTL_INVALID);
    assert_int_equal(strncmp(err.message, "E765", 4), 0);
    dtl_store_close(store);
}

/* Rows of an import are those that its records give. */
static void rows_are_those_of_the_record(void **state)
{
    static const char *const ALIKE[] = {
        "SELECT count(*) FROM events a JOIN events b ON b.document ="
        " a.document AND b.number = a.number + 1000 AND b.event = a.event AND"
        " b.type = a.type AND b.mode = a.mode AND b.cameo = a.cameo AND"
        " b.quad = a.quad AND b.goldstein IS a.goldstein AND b.intensity IS"
        " a.intensity AND b.date_from = a.date_from AND b.date_to = a.date_to"
        " AND b.date_precision = a.date_precision AND b.date_text ="
        " a.date_text AND b.date_assumed = a.date_assumed AND b.place IS"
        " a.place AND b.place_text = a.place_text AND b.status = a.status"
        " AND b.confidence IS a.confidence",
        "SELECT count(*) FROM actors a JOIN events e ON e.id = a.event AND"
        " e.number < 1000 JOIN events f ON f.event = e.event AND f.number >="
        " 1000 JOIN actors b ON b.event = f.id AND b.role = a.role AND"
        " b.number = a.number AND b.day = a.day AND b.text = a.text AND"
        " b.name = a.name AND b.country = a.country AND b.sectors ="
        " a.sectors AND b.code = a.code AND b.start IS a.start",
        "SELECT count(*) FROM mentions a JOIN events e ON e.id = a.event AND"
        " e.number < 1000 JOIN events f ON f.event = e.event AND f.number >="
        " 1000 JOIN mentions b ON b.event = f.id AND b.number = a.number AND"
        " b.sentence = a.sentence AND b.stop = a.stop AND b.trigger ="
        " a.trigger",
    };
    static const int WANTED[] = { 3, 5, 3 };
    dtl_store *store = new_store("alike.db");
    dtl_stmt *stmt = NULL;
    dtl_import_result r;
    told t = { 0 };
    (void)state;
    (void)import(store,
                 "1\t20240304\tFRAGOV\tDEUGOVMIL\t042\ts1_0;s1_3\tu1\n"
                 "2\t20240305\tPER\tIGOUNO\t010\ts1_1\tu1\n"
                 "3\t20240306\t\tCHL\t112\ts2\tu2\n",
                 &t, &r);
    assert_int_equal(r.added, 3);
    assert_int_equal(
        dtli_db_prepare(store->db,
                        "SELECT e.document, e.number, r.record FROM events e"
                        " JOIN records r ON r.event = e.id"
                        " WHERE e.number < 1000",
                        &stmt, NULL),
        DTL_OK);
    while (dtli_step(stmt, NULL) == DTL_OK)
        assert_int_equal(dtli_store_add_event(store, dtli_column_int(stmt, 0),
                                              dtli_column_int(stmt, 1) + 1000,
                                              dtli_column_text(stmt, 2), NULL),
                         DTL_OK);
    dtli_stmt_close(stmt);
    for (size_t i = 0; i < sizeof ALIKE / sizeof ALIKE[0]; i++)
        assert_int_equal(ask(store, ALIKE[i]), WANTED[i]);
    dtl_store_close(store);
}

/* Names that were written in a transaction that was undone are not known. */
static void what_is_undone_is_forgotten(void **state)
{
    dtl_store *store = new_store("seen.db");
    int64_t value = 0;
    (void)state;
    dtli_seen_add(&store->names, store->db, DTL_STR("Chad"), 4);
    assert_true(
        dtli_seen_find(store->names, store->db, DTL_STR("Chad"), &value));
    assert_int_equal(value, 4);
    assert_false(
        dtli_seen_find(store->names, store->db, DTL_STR("Mali"), &value));
    assert_int_equal(dtli_db_begin(store->db, NULL), DTL_OK);
    dtli_db_rollback(store->db);
    assert_false(
        dtli_seen_find(store->names, store->db, DTL_STR("Chad"), &value));
    dtl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_kept_once),
        cmocka_unit_test(another_row_replaces),
        cmocka_unit_test(bad_rows_are_told_and_kept),
        cmocka_unit_test(a_foreign_document_is_left_alone),
        cmocka_unit_test(a_stopped_import_goes_on),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(rows_are_those_of_the_record),
        cmocka_unit_test(what_is_undone_is_forgotten),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
