/* db_backend.h — what a database gives to stand behind db.h. */
#ifndef DATELINE_STORE_DB_BACKEND_H
#define DATELINE_STORE_DB_BACKEND_H

#include "store/db.h"

typedef enum dtl_value_kind {
    DTL_VALUE_NULL,
    DTL_VALUE_INT,
    DTL_VALUE_REAL,
    DTL_VALUE_TEXT,
    DTL_VALUE_BLOB
} dtl_value_kind;

/* A value going in. */
typedef struct dtl_value {
    dtl_value_kind kind;
    int64_t integer;
    double real;
    dtl_str bytes; /* TEXT, BLOB: borrowed */
} dtl_value;

/* Most values of one statement. */
enum { DTL_DB_MAX_VALUES = 48 };

/* Each function does what its namesake in db.h says. */
typedef struct dtl_db_backend {
    dtl_dialect dialect;
    void (*close)(dtl_db *db);
    dtl_status (*exec)(dtl_db *db, const char *sql, dtl_error *err);
    dtl_status (*prepare)(dtl_db *db, const char *sql, dtl_stmt **out,
                          dtl_error *err);
    void (*finish)(dtl_stmt *stmt);
    void (*reset)(dtl_stmt *stmt);
    void (*bind)(dtl_stmt *stmt, unsigned number, const dtl_value *value);
    dtl_status (*step)(dtl_stmt *stmt, dtl_error *err);
    dtl_status (*insert)(dtl_stmt *stmt, int64_t *out, dtl_error *err);
    unsigned (*count)(const dtl_stmt *stmt);
    const char *(*name)(const dtl_stmt *stmt, unsigned column);
    bool (*is_null)(const dtl_stmt *stmt, unsigned column);
    int64_t (*integer)(const dtl_stmt *stmt, unsigned column);
    double (*real)(const dtl_stmt *stmt, unsigned column);
    dtl_str (*text)(const dtl_stmt *stmt, unsigned column);
    dtl_str (*blob)(const dtl_stmt *stmt, unsigned column);
} dtl_db_backend;

/* First member of each database's own struct. */
struct dtl_db {
    const dtl_db_backend *backend;
    bool open;  /* a transaction is */
    bool retry; /* the last failure goes away */
    uint64_t undone; /* transactions that were */
};

/* First member of each database's own statement. */
struct dtl_stmt {
    dtl_db *db;
};

dtl_status dtli_sqlite_open(const char *path, unsigned flags, dtl_db **out,
                            dtl_error *err) DTL_MUST_USE;
dtl_status dtli_postgres_open(const char *uri, unsigned flags, dtl_db **out,
                              dtl_error *err) DTL_MUST_USE;

#endif
