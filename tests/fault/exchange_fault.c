/* exchange_fault.c — exports with each allocation failing in turn. */
#define _XOPEN_SOURCE 700 /* mkstemp */
#include "fault/fault.h"

#include <stdio.h>
#include <unistd.h>

#include "exchange/exchange.h"

static const char ROWS[] =
    "INSERT INTO documents (id, doc, published, text, text_hash, input_hash,"
    " added) VALUES (1, 'a', '2024-03-04', 'Iran met Peru.', 1, 1,"
    " '2024-03-04T00:00:00Z');"
    "INSERT INTO events (id, event, document, number, type, status)"
    " VALUES (1, '0000000000000010', 1, 0, 'CONSULT', 'actual');"
    "INSERT INTO mentions VALUES (1, 0, 0, 5, 8, 'met', 'm');"
    "INSERT INTO records VALUES (1, '{\"id\":\"0000000000000010\","
    "\"cameo\":\"040\",\"actors\":[{\"name\":\"Iran\",\"country\":\"IRN\"},"
    "{\"name\":\"Peru\",\"country\":\"PER\"}],\"recipients\":[]}');";

typedef struct export_of {
    dtl_store *store;
    const char *format;
} export_of;

static bool drop_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    return bytes.len > 0;
}

static dtl_status export_one(void *payload, dtl_error *err)
{
    const export_of *e = payload;
    dtl_export_options options = { .format = e->format,
                                   .status = "actual,planned",
                                   .header = true };
    return dtl_export(e->store, &options, drop_bytes, NULL, err);
}

static void exports_survive(void **state)
{
    static const char *const FORMATS[] = {
        "jsonl", "csv", "phoenix", "polecat", "gdelt", "gdelt-mentions"
    };
    char path[] = "dtl-exchange-XXXXXX";
    export_of e = { .store = NULL };
    dtl_error err = { 0 };
    int file = mkstemp(path);
    (void)state;
    assert_true(file >= 0);
    assert_int_equal(close(file), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(dtl_store_open(path, DTL_STORE_CREATE, &e.store, &err),
                     DTL_OK);
    assert_int_equal(dtli_db_exec(e.store->db, ROWS, &err), DTL_OK);
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++) {
        e.format = FORMATS[i];
        print_message("format: %s\n", e.format);
        assert_true(fault_run(export_one, &e, 0) > 2);
    }
    dtl_store_close(e.store);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(exports_survive) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
