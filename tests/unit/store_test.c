/* store_test.c — the database behind its interface, putting documents in,
 * migrations, the queue. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "base/error.h"
#include "base/limits.h"
#include "store/db_sqlstate.h"
#include "store/put.h"
#include "store/queue.h"
#include "store/schema.h"

static char folder[] = "dtl-store-XXXXXX";
static char path[80];

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    char command[80];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void name_file(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
}

static dtl_store *new_store(const char *name)
{
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    name_file(name);
    unlink(path);
    assert_int_equal(dtl_store_open(path, DTL_STORE_CREATE, &store, &err),
                     DTL_OK);
    return store;
}

static void assert_error(const dtl_error *err, const char *id)
{
    if (strncmp(err->message, id, 4) != 0)
        fail_msg("wanted %s, got: %s", id, err->message);
}

static int64_t ask(dtl_store *store, const char *sql)
{
    dtl_error err = { 0 };
    int64_t value = -1;
    if (dtli_db_int(store->db, sql, -1, &value, &err) != DTL_OK)
        fail_msg("%s: %s", sql, err.message);
    return value;
}

static void values_come_back(void **state)
{
    dtl_store *store = new_store("values.db");
    dtl_stmt *stmt = NULL;
    dtl_error err = { 0 };
    (void)state;
    assert_int_equal(
        dtli_db_prepare(store->db, "SELECT $2, $1, $3, $4, $5 AS five", &stmt,
                        &err),
        DTL_OK);
    dtli_bind_int(stmt, 1, INT64_MIN);
    dtli_bind_real(stmt, 2, -0.1);
    dtli_bind_text(stmt, 3, DTL_STR("d\xc3\xa9j\xc3\xa0"));
    dtli_bind_blob(stmt, 4, DTL_STR("\0\xff"));
    dtli_bind_text_or_null(stmt, 5, DTL_STR(""));
    assert_int_equal(dtli_step(stmt, &err), DTL_OK);
    assert_int_equal(dtli_column_count(stmt), 5);
    assert_string_equal(dtli_column_name(stmt, 4), "five");
    assert_true(dtli_column_real(stmt, 0) == -0.1);
    assert_true(dtli_column_int(stmt, 1) == INT64_MIN);
    assert_true(dtli_str_is(dtli_column_text(stmt, 2), "d\xc3\xa9j\xc3\xa0"));
    assert_true(dtli_str_equal(dtli_column_blob(stmt, 3),
                               DTL_STR("\0\xff")));
    assert_true(dtli_column_is_null(stmt, 4));
    assert_int_equal(dtli_step(stmt, &err), DTL_END);
    dtli_bind_int(stmt, 9, 1);
    assert_int_equal(dtli_step(stmt, &err), DTL_INVALID);
    assert_error(&err, "E726");
    dtli_stmt_close(stmt);
    dtl_store_close(store);
}

/* What people type, and what the database is asked. */
static void typed_words_become_a_search(void **state)
{
    static const struct { const char *typed, *sqlite; } ROWS[] = {
        { "peace talks", "\"peace\" AND \"talks\"" },
        { "\"peace talks\"", "\"peace\" + \"talks\"" },
        { "peace -cease", "\"peace\" NOT \"cease\"" },
        { "protest*", "\"protest\"*" },
        { "-cease", "" },
        { "') DROP \xff;", "\"DROP\"" },
    };
    dtl_store *store = new_store("words.db");
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        dtl_buf out;
        dtli_buf_init(&out, 1000);
        bool any = dtli_sql_words(store->db, dtli_str(ROWS[i].typed), &out);
        assert_int_equal(any, ROWS[i].sqlite[0] != 0);
        if (!dtli_str_is(dtli_buf_str(&out), ROWS[i].sqlite))
            fail_msg("%s: %.*s", ROWS[i].typed, DTL_FMT(dtli_buf_str(&out)));
        dtli_buf_clear(&out);
    }
    dtl_store_close(store);
}

#define RECORD(id, name)                                                      \
    "{\"id\":\"" id "\",\"event\":\"CONSULT\",\"actors\":[{\"text\":\""       \
    name "\",\"name\":\"" name "\",\"country\":\"PER\",\"sectors\":"          \
    "[\"GOV\"]}],\"date\":{\"from\":\"2024-03-04\",\"to\":\"2024-03-04\"},"   \
    "\"place\":{\"name\":\"Lima\",\"lat\":-12.05,\"lon\":-77.04}}\n"

static dtl_store_doc document(const char *id, const char *text,
                              const char *records)
{
    return (dtl_store_doc){ .id = dtli_str(id),
                            .text = dtli_str(text),
                            .records = dtli_str(records) };
}

static dtl_status put(dtl_store *store, dtl_store_doc doc,
                      dtl_store_found *found, dtl_store_by *by,
                      dtl_error *err)
{
    *by = (dtl_store_by){ .keep_changes = true };
    dtl_status status = dtli_db_begin(store->db, err);
    if (status == DTL_OK)
        status = dtli_store_run_begin(store, "test", NULL, by, err);
    if (status == DTL_OK)
        status = dtli_store_put(store, &doc, by, found, err);
    if (status == DTL_OK)
        return dtli_db_commit(store->db, err);
    dtli_db_rollback(store->db);
    return status;
}

static void a_document_meets_its_fate(void **state)
{
    static const struct row {
        const char *id, *text, *records;
        dtl_store_fate fate;
        unsigned added, removed;
    } ROWS[] = {
        { "a", "One.", RECORD("1", "Ana"), DTL_FATE_NEW, 1, 0 },
        { "a", "One.", RECORD("1", "Ana"), DTL_FATE_KNOWN, 0, 0 },
        { "b", "One.", "", DTL_FATE_COPY, 0, 0 },
        { "b", "One.", "", DTL_FATE_KNOWN, 0, 0 },
        { "a", "Two.", RECORD("2", "Eva") RECORD("2", "Eva"),
          DTL_FATE_REPLACED, 2, 1 },
        { "b", "Three.", "", DTL_FATE_NEW, 0, 0 },
    };
    dtl_store *store = new_store("fate.db");
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        dtl_store_found found;
        dtl_store_by by;
        dtl_error err = { 0 };
        if (put(store,
                document(ROWS[i].id, ROWS[i].text, ROWS[i].records), &found,
                &by, &err) != DTL_OK)
            fail_msg("row %zu: %s", i, err.message);
        assert_int_equal(found.fate, ROWS[i].fate);
        assert_int_equal(by.counts.added, ROWS[i].added);
        assert_int_equal(by.counts.removed, ROWS[i].removed);
    }
    assert_int_equal(ask(store, "SELECT count(*) FROM places"), 1);
    assert_int_equal(ask(store, "SELECT count(*) FROM place_boxes"), 1);
    assert_int_equal(ask(store, "SELECT count(*) FROM versions"), 1);
    assert_int_equal(ask(store, "SELECT count(*) FROM document_names"), 0);
    dtl_store_close(store);
}

static void what_is_at_fault_is_told(void **state)
{
    char *name = malloc(40000), *record = malloc(50000);
    dtl_store_found found;
    dtl_store_by by;
    dtl_error err = { 0 };
    dtl_store *store = new_store("fault.db");
    (void)state;
    assert_true(name && record);
    assert_int_equal(put(store, document("a", "x", "[1]\n"), &found, &by,
                         &err),
                     DTL_SYNTAX);
    assert_error(&err, "E733");
    memset(name, 'n', 39999);
    name[39999] = '\0';
    snprintf(record, 50000, "{\"id\":\"1\",\"place\":{\"name\":\"%s\"}}\n",
             name);
    dtli_error_clear(&err);
    assert_int_equal(put(store, document("a", "x", record), &found, &by,
                         &err),
                     DTL_LIMIT);
    assert_error(&err, "E732");
    dtli_error_clear(&err);
    dtl_store_doc doc = { .id = DTL_STR("a"), .text = DTL_STR("x\0y") };
    assert_int_equal(dtli_store_put(store, &doc, &by, &found, &err),
                     DTL_INVALID);
    assert_error(&err, "E737");
    dtli_error_clear(&err);
    assert_int_equal(
        dtli_db_exec(store->db, "INSERT INTO names (name) VALUES (NULL)",
                     &err),
        DTL_INVALID);
    assert_error(&err, "E736");
    dtli_error_clear(&err);
    assert_int_equal(dtli_db_exec(store->db, "SELEKT", &err), DTL_STORE);
    assert_error(&err, "E725");
    assert_int_equal(ask(store, "SELECT count(*) FROM documents"), 0);
    dtl_store_close(store);
    free(name);
    free(record);
}

/* The database says that it is full at a number of pages. */
static void a_full_store_is_told(void **state)
{
    dtl_store *store = new_store("full.db");
    dtl_store_found found;
    dtl_store_by by;
    dtl_error err = { 0 };
    dtl_status status = DTL_OK;
    char id[20];
    (void)state;
    ask(store, "PRAGMA max_page_count=1");
    for (int i = 0; i < 10000 && status == DTL_OK; i++) {
        snprintf(id, sizeof id, "d%d", i);
        status = put(store, document(id, id, RECORD("1", "Ana")), &found,
                     &by, &err);
    }
    assert_int_equal(status, DTL_STORE);
    assert_error(&err, "E721");
    ask(store, "PRAGMA max_page_count=1000000");
    dtli_error_clear(&err);
    assert_int_equal(put(store, document(id, id, ""), &found, &by, &err),
                     DTL_OK);
    assert_int_equal(found.fate, DTL_FATE_NEW);
    dtl_store_close(store);
}

static void opening(const char *where, dtl_store_mode mode, const char *id)
{
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    assert_int_not_equal(dtl_store_open(where, mode, &store, &err), DTL_OK);
    assert_null(store);
    assert_error(&err, id);
}

static void change(const char *sql)
{
    dtl_db *db = NULL;
    assert_int_equal(
        dtli_db_open(path, DTL_DB_WRITE | DTL_DB_CREATE, &db, NULL), DTL_OK);
    assert_int_equal(dtli_db_exec(db, sql, NULL), DTL_OK);
    dtli_db_close(db);
}

static void other_databases_are_refused(void **state)
{
    (void)state;
    opening("dtl-nowhere.db", DTL_STORE_READ, "E727");
    opening(folder, DTL_STORE_CREATE, "E722");
    opening("dtl-nowhere/x.db", DTL_STORE_CREATE, "E722");
    name_file("other.db");
    change("CREATE TABLE letters (x TEXT)");
    opening(path, DTL_STORE_CREATE, "E728");
    dtl_store_close(new_store("newer.db"));
    change("INSERT INTO migrations VALUES (99, '9', '')");
    opening(path, DTL_STORE_WRITE, "E729");
    name_file("empty.db");
    change("PRAGMA user_version=1");
    opening(path, DTL_STORE_READ, "E730");
    dtl_store_close(new_store("older.db"));
    change("UPDATE migrations SET number = number - 1");
    if (DTLI_MIGRATION_COUNT > 1)
        opening(path, DTL_STORE_READ, "E731");
}

/* States of PostgreSQL, and what becomes of them. */
static void server_states_have_words(void **state)
{
    static const struct row {
        const char *state, *id;
        dtl_status status;
        bool retry;
    } ROWS[] = {
        { "40P01", "E725", DTL_STORE, true },
        { "40001", "E725", DTL_STORE, true },
        { "23505", "E736", DTL_INVALID, true },
        { "55P03", "E720", DTL_STORE, false },
        { "53100", "E721", DTL_STORE, false },
        { "53200", "E001", DTL_NOMEM, false },
        { "08001", "E722", DTL_IO, false },
        { "57P01", "E739", DTL_IO, false },
        { "42501", "E722", DTL_IO, false },
        { "22021", "E736", DTL_INVALID, false },
        { "54000", "E736", DTL_INVALID, false },
        { NULL, "E725", DTL_STORE, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        dtl_db db = { 0 };
        dtl_error err = { 0 };
        assert_int_equal(
            dtli_sqlstate_fail(&db, ROWS[i].state, "one\ntwo", &err),
            ROWS[i].status);
        assert_error(&err, ROWS[i].id);
        assert_int_equal(db.retry, ROWS[i].retry);
        assert_null(strstr(err.message, "two"));
    }
}

static void the_queue_keeps_order_and_batches(void **state)
{
    enum { ITEMS = DTL_STORE_BATCH_DOCS + 5 };
    dtl_queue queue;
    size_t count = 0;
    uint64_t next = 0;
    (void)state;
    dtli_queue_init(&queue);
    for (uint64_t i = 0; i < ITEMS; i++) {
        dtl_queue_item *item = dtli_queue_item();
        assert_non_null(item);
        item->line = i;
        assert_true(dtli_queue_put(&queue, item));
    }
    dtli_queue_close(&queue);
    for (int batch = 0; batch < 2; batch++) {
        dtl_queue_item *list = dtli_queue_take(&queue);
        for (dtl_queue_item *i = list; i; i = i->next, count++)
            assert_int_equal(i->line, next++);
        dtli_queue_free(list);
        assert_int_equal(count, batch ? ITEMS : DTL_STORE_BATCH_DOCS);
    }
    assert_null(dtli_queue_take(&queue));
    dtli_queue_refuse(&queue);
    assert_false(dtli_queue_put(&queue, dtli_queue_item()));
    dtli_queue_clear(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(typed_words_become_a_search),
        cmocka_unit_test(a_document_meets_its_fate),
        cmocka_unit_test(what_is_at_fault_is_told),
        cmocka_unit_test(a_full_store_is_told),
        cmocka_unit_test(other_databases_are_refused),
        cmocka_unit_test(server_states_have_words),
        cmocka_unit_test(the_queue_keeps_order_and_batches),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
