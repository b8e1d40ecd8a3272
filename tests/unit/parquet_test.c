/* parquet_test.c — what a Parquet file keeps of texts that want to break the
 * rows it is made from; files left behind. Skipped without DuckDB. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/cmocka_all.h"

#include <stdlib.h>
#include <unistd.h>

#include "exchange/duck.h"
#include "exchange/exchange.h"

enum { LONG_TEXT = 3 << 20 }; /* DuckDB's rows end at 2 MiB, if not told */

static char folder[] = "dtl-parquet-XXXXXX";

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

/* DATELINE_DUCKDB, or what tools/setup.sh fetched; NULL for none. */
static const char *library(void)
{
    static const char *const FETCHED[] = {
        DTL_SOURCE_DIR "/build-tools/node_modules/@duckdb/"
                       "node-bindings-linux-x64/libduckdb.so",
        DTL_SOURCE_DIR "/build-tools/node_modules/@duckdb/"
                       "node-bindings-linux-arm64/libduckdb.so",
    };
    const char *named = getenv("DATELINE_DUCKDB");
    if (named && named[0])
        return named;
    for (size_t i = 0; i < sizeof FETCHED / sizeof FETCHED[0]; i++)
        if (access(FETCHED[i], R_OK) == 0)
            return FETCHED[i];
    return NULL;
}

/* An article whose one sentence is `text`, with an event of these names. */
static dtl_store *new_store(dtl_str text, dtl_str record)
{
    char path[64];
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    dtl_stmt *stmt = NULL;
    snprintf(path, sizeof path, "%s/news.db", folder);
    unlink(path);
    assert_int_equal(dtl_store_open(path, DTL_STORE_CREATE, &store, &err),
                     DTL_OK);
    assert_int_equal(
        dtli_db_prepare(store->db,
                        "INSERT INTO documents (id, doc, published, text,"
                        " text_hash, input_hash, added) VALUES (1, 'it''s',"
                        " '2024-03-04', $1, 1, 1, '2024-03-04T00:00:00Z')",
                        &stmt, &err),
        DTL_OK);
    dtli_bind_text(stmt, 1, text);
    assert_int_equal(dtli_run(stmt, &err), DTL_OK);
    dtli_stmt_close(stmt);
    assert_int_equal(
        dtli_db_exec(store->db,
                     "INSERT INTO sentences VALUES (1, 0, 0, 99999999);"
                     "INSERT INTO events (id, event, document, number, type)"
                     " VALUES (1, 'e', 1, 0, 'ACCUSE');"
                     "INSERT INTO mentions VALUES (1, 0, 0, 0, 1, '', '')",
                     &err),
        DTL_OK);
    assert_int_equal(dtli_db_prepare(store->db,
                                     "INSERT INTO records VALUES (1, $1)",
                                     &stmt, &err),
                     DTL_OK);
    dtli_bind_text(stmt, 1, record);
    assert_int_equal(dtli_run(stmt, &err), DTL_OK);
    dtli_stmt_close(stmt);
    return store;
}

static void export_to(dtl_store *store, const char *path)
{
    dtl_error err = { 0 };
    dtl_export_options options = { .duckdb = library() };
    if (dtl_export_parquet(store, &options, path, &err) != DTL_OK)
        fail_msg("%s", err.message);
    dtl_store_close(store);
}

/* Fails where a condition on the only row does not hold. */
static void holds(const char *path, const char *condition)
{
    char sql[1024];
    dtli_duck duck;
    dtl_error err = { 0 };
    assert_int_equal(dtli_duck_open(&duck, library(), &err), DTL_OK);
    snprintf(sql, sizeof sql,
             "SELECT CASE WHEN count(*) = 1 AND bool_and(%s) THEN 'yes'"
             " ELSE error('no') END FROM read_parquet('%s')",
             condition, path);
    dtl_status status = dtli_duck_run(&duck, sql, &err);
    dtli_duck_close(&duck);
    if (status != DTL_OK)
        fail_msg("%s: %s", condition, err.message);
}

static void needs_duckdb(void)
{
    if (!library())
        skip();
}

static void texts_that_look_like_rows_are_kept(void **state)
{
    char path[64];
    (void)state;
    needs_duckdb();
    snprintf(path, sizeof path, "%s/e.parquet", folder);
    export_to(
        new_store(DTL_STR("He said: \"Go\",\r\nand\t'left'.\n\n\"\",\",\r"),
                  DTL_STR("{\"id\":\"\\\"\",\"actors\":[{\"text\":\"a;b\","
                          "\"code\":\"X\"},{\"text\":\"\",\"code\":\"\"},"
                          "{\"text\":\"c\\u001fd\\n\\\",\",\"code\":\"Z\"}],"
                          "\"recipients\":[{\"text\":\"\",\"code\":\"\"}],"
                          "\"goldstein\":-0.5,\"quad\":3,\"counts\":[{\"kind\":"
                          "\"killed\",\"min\":2,\"max\":null}],\"date\":"
                          "{\"from\":\"\",\"to\":\"2024-02-29\"}}")),
        path);
    holds(path, "id = '\"'");
    holds(path, "doc = 'it''s'");
    holds(path, "actor = ['a;b', '', 'c d' || chr(10) || '\",']");
    holds(path, "actor_code = ['X', '', 'Z']");
    holds(path, "recipient = ['']");
    holds(path, "contexts = []");
    holds(path, "counts = ['killed=2-']");
    holds(path, "mode IS NULL AND confidence IS NULL AND lat IS NULL");
    holds(path, "quad = 3 AND goldstein = -0.5");
    holds(path, "date_from IS NULL AND date_to = DATE '2024-02-29'");
    holds(path, "sentence = 'He said: \"Go\",' || chr(13) || chr(10) || 'and'"
                " || chr(9) || '''left''.' || chr(10) || chr(10) ||"
                " '\"\",\",' || chr(13)");
}

static void a_long_sentence_is_no_limit(void **state)
{
    char path[64];
    dtl_buf text;
    (void)state;
    needs_duckdb();
    dtli_buf_init(&text, 2 * LONG_TEXT);
    while (text.len < LONG_TEXT)
        dtli_buf_add(&text, DTL_STR("\"quoted\" "));
    snprintf(path, sizeof path, "%s/long[1]'*.parquet", folder);
    export_to(new_store(dtli_buf_str(&text), DTL_STR("{\"id\":\"e\"}")), path);
    assert_int_equal(access(path, R_OK), 0);
    char plain[64];
    snprintf(plain, sizeof plain, "%s/plain.parquet", folder);
    assert_int_equal(rename(path, plain), 0);
    snprintf(path, sizeof path, "length(sentence) = %zu", text.len);
    holds(plain, path);
    dtli_buf_clear(&text);
}

static bool at_once(void *payload)
{
    (void)payload;
    return true;
}

/* Nothing is left where it stops or fails, and an older file stays. */
static void no_half_file_is_left(void **state)
{
    char path[64], beside[80];
    dtl_error err = { 0 };
    dtl_export_options options = { .duckdb = library(), .stop = at_once };
    (void)state;
    needs_duckdb();
    dtl_store *store = new_store(DTL_STR("He left."), DTL_STR("{}"));
    snprintf(path, sizeof path, "%s/half.parquet", folder);
    assert_int_equal(dtl_export_parquet(store, &options, path, &err),
                     DTL_CANCELLED);
    assert_int_equal(access(path, F_OK), -1);
    snprintf(beside, sizeof beside, "%s.rows", path);
    assert_int_equal(access(beside, F_OK), -1);
    options.stop = NULL;
    snprintf(path, sizeof path, "%s/none/half.parquet", folder);
    assert_int_equal(dtl_export_parquet(store, &options, path, &err), DTL_IO);
    assert_int_equal(strncmp(err.message, "E796", 4), 0);
    dtl_store_close(store);
}

static void bad_statements_are_told(void **state)
{
    dtli_duck duck;
    dtl_error err = { 0 };
    (void)state;
    needs_duckdb();
    assert_int_equal(dtli_duck_open(&duck, library(), &err), DTL_OK);
    assert_int_equal(dtli_duck_run(&duck, "SELEC 1", &err), DTL_IO);
    assert_int_equal(strncmp(err.message, "E795: DuckDB: ", 14), 0);
    assert_null(strchr(err.message, '\n'));
    dtli_duck_close(&duck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_look_like_rows_are_kept),
        cmocka_unit_test(a_long_sentence_is_no_limit),
        cmocka_unit_test(no_half_file_is_left),
        cmocka_unit_test(bad_statements_are_told),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
