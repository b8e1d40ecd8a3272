/* duck.h — DuckDB, loaded where a Parquet file is written or, by the tests,
 * a file is read by hands that are not ours.
 *
 * No package of Debian has it, and it is larger than all of Dateline: so it
 * is neither linked nor needed to build. Declarations here follow the C
 * interface that its header duckdb.h promises to keep (DuckDB 1.x, under
 * "C API" of its documentation).
 */
#ifndef DATELINE_EXCHANGE_DUCK_H
#define DATELINE_EXCHANGE_DUCK_H

#include <stdint.h>

#include "dateline/status.h"

/* Of duckdb.h: handles, and a result whose members are its own. */
typedef struct duck_database_s *duck_database;
typedef struct duck_connection_s *duck_connection;
typedef struct duck_result {
    uint64_t column_count, row_count, rows_changed;
    void *columns;
    char *error_message;
    void *internal;
} duck_result;

/* duckdb_open is open, and so on; 0 is success. */
typedef struct dtli_duck {
    int (*open)(const char *path, duck_database *out);
    int (*connect)(duck_database database, duck_connection *out);
    int (*query)(duck_connection connection, const char *sql, duck_result *out);
    const char *(*result_error)(duck_result *result);
    void (*destroy_result)(duck_result *result);
    void (*disconnect)(duck_connection *connection);
    void (*close)(duck_database *database);
    duck_database database; /* in memory */
    duck_connection connection;
} dtli_duck;

/* Loads the library, which stays loaded, from the file or name given (NULL:
 * libduckdb.so), and opens an empty database in
 * memory that fetches nothing from anywhere. DTL_NOTFOUND (E792, E793) where
 * library or function is not there; DTL_STORE (E794) where it does not open.
 * Close it where this gave DTL_OK. */
dtl_status dtli_duck_open(dtli_duck *duck, const char *library,
                          dtl_error *err) DTL_MUST_USE;
void dtli_duck_close(dtli_duck *duck);

/* Runs one statement. DTL_IO (E795) with DuckDB's first line where it fails. */
dtl_status dtli_duck_run(dtli_duck *duck, const char *sql,
                         dtl_error *err) DTL_MUST_USE;

#endif
