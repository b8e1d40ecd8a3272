/* duck.c — see duck.h. */
#include "exchange/duck.h"

#include <dlfcn.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

enum { MESSAGE_BYTES = 200 };

static dtl_status load(dtli_duck *duck, const char *name, dtl_error *err)
{
    const struct {
        const char *name;
        void *into;
    } FUNCTIONS[] = {
        { "duckdb_open", &duck->open },
        { "duckdb_connect", &duck->connect },
        { "duckdb_query", &duck->query },
        { "duckdb_result_error", &duck->result_error },
        { "duckdb_destroy_result", &duck->destroy_result },
        { "duckdb_disconnect", &duck->disconnect },
        { "duckdb_close", &duck->close },
    };
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dtl_fail(err, DTL_NOTFOUND, 0, 0,
                        "E792: DuckDB's library %.200s cannot be loaded: "
                        "install DuckDB's libduckdb.so, or name its file "
                        "in DATELINE_DUCKDB",
                        name);
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++) {
        void *found = dlsym(library, FUNCTIONS[i].name);
        if (!found)
            return dtl_fail(err, DTL_NOTFOUND, 0, 0,
                            "E793: the library %.200s has no %s", name,
                            FUNCTIONS[i].name);
        /* POSIX lets a function's address stand in an object pointer. */
        memcpy(FUNCTIONS[i].into, &found, sizeof found);
    }
    return DTL_OK;
}

dtl_status dtli_duck_open(dtli_duck *duck, const char *library, dtl_error *err)
{
    *duck = (dtli_duck){ .database = NULL };
    dtl_status status = load(duck, library ? library : "libduckdb.so", err);
    if (status != DTL_OK)
        return status;
    if (duck->open(NULL, &duck->database) != 0 ||
        duck->connect(duck->database, &duck->connection) != 0) {
        dtli_duck_close(duck);
        return dtl_fail(err, DTL_STORE, 0, 0,
                        "E794: DuckDB opens no database in memory");
    }
    status =
        dtli_duck_run(duck, "SET autoinstall_known_extensions = false", err);
    if (status == DTL_OK)
        status =
            dtli_duck_run(duck, "SET autoload_known_extensions = false", err);
    if (status != DTL_OK)
        dtli_duck_close(duck);
    return status;
}

void dtli_duck_close(dtli_duck *duck)
{
    if (duck->connection)
        duck->disconnect(&duck->connection);
    if (duck->database)
        duck->close(&duck->database);
}

dtl_status dtli_duck_run(dtli_duck *duck, const char *sql, dtl_error *err)
{
    duck_result result = { .internal = NULL };
    dtl_status status = DTL_OK;
    if (duck->query(duck->connection, sql, &result) != 0) {
        const char *told = duck->result_error(&result);
        dtl_str line = dtli_str(told ? told : "no reason told");
        line = dtli_str_slice(line, 0, dtli_str_find(line, '\n', 0));
        status = dtl_fail(err, DTL_IO, 0, 0, "E795: DuckDB: %.*s",
                          DTL_FMT(dtli_str_slice(line, 0, MESSAGE_BYTES)));
    }
    duck->destroy_result(&result);
    return status;
}
