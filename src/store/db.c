/* db.c — hands each call to the database that was opened. */
#include "store/db.h"

#include <string.h>

#include "base/error.h"
#include "store/db_backend.h"

bool dtli_db_is_uri(const char *where)
{
    return strncmp(where, "postgresql://", 13) == 0 ||
           strncmp(where, "postgres://", 11) == 0;
}

dtl_status dtli_db_open(const char *where, unsigned flags, dtl_db **out,
                        dtl_error *err)
{
    if (dtli_db_is_uri(where))
        return dtli_postgres_open(where, flags, out, err);
    dtl_status status = dtli_sqlite_open(where, flags, out, err);
    if (status != DTL_OK)
        dtli_error_source(err, where);
    return status;
}

void dtli_db_close(dtl_db *db)
{
    if (!db)
        return;
    dtli_db_rollback(db);
    db->backend->close(db);
}

dtl_dialect dtli_db_dialect(const dtl_db *db)
{
    return db->backend->dialect;
}

dtl_status dtli_db_exec(dtl_db *db, const char *sql, dtl_error *err)
{
    return db->backend->exec(db, sql, err);
}

static bool is_sqlite(const dtl_db *db)
{
    return db->backend->dialect == DTL_DIALECT_SQLITE;
}

/* Writers on a server go side by side. Two that wait for each other's names
 * or places are parted by the server, which fails one; that one tries again
 * alone, so that it gets through: the key of the lock is "dtln" + 1. */
static const char *words_of_begin(const dtl_db *db)
{
    if (is_sqlite(db))
        return "BEGIN IMMEDIATE";
    return db->retry ? "BEGIN;SELECT pg_advisory_xact_lock(1685351535)"
                     : "BEGIN;SELECT pg_advisory_xact_lock_shared(1685351535)";
}

dtl_status dtli_db_begin(dtl_db *db, dtl_error *err)
{
    const char *words = words_of_begin(db);
    db->retry = false;
    db->open = true; /* a BEGIN that was followed by a failure is undone */
    dtl_status status = dtli_db_exec(db, words, err);
    if (status != DTL_OK)
        dtli_db_rollback(db);
    return status;
}

dtl_status dtli_db_begin_read(dtl_db *db, dtl_error *err)
{
    dtl_status status = dtli_db_exec(
        db,
        is_sqlite(db) ? "BEGIN"
                      : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        err);
    db->open = status == DTL_OK;
    return status;
}

dtl_status dtli_db_commit(dtl_db *db, dtl_error *err)
{
    dtl_status status = dtli_db_exec(db, "COMMIT", err);
    if (status == DTL_OK)
        db->open = false;
    return status;
}

void dtli_db_rollback(dtl_db *db)
{
    bool retry = db->retry;
    dtl_status ignored = DTL_OK;
    /* A full disk ends the transaction by itself; then this is refused. */
    if (db->open)
        ignored = dtli_db_exec(db, "ROLLBACK", NULL);
    (void)ignored;
    db->undone += db->open;
    db->open = false;
    db->retry = retry;
}

uint64_t dtli_db_undone(const dtl_db *db)
{
    return db->undone;
}

bool dtli_db_may_retry(const dtl_db *db)
{
    return db->retry;
}

dtl_status dtli_db_prepare(dtl_db *db, const char *sql, dtl_stmt **out,
                           dtl_error *err)
{
    return db->backend->prepare(db, sql, out, err);
}

dtl_status dtli_db_int(dtl_db *db, const char *sql, int64_t otherwise,
                       int64_t *out, dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    dtl_status status = dtli_db_prepare(db, sql, &stmt, err);
    int64_t value = otherwise;
    if (status == DTL_OK)
        status = dtli_run_int(stmt, &value, err);
    dtli_stmt_close(stmt);
    if (status == DTL_OK)
        *out = value;
    return status;
}

void dtli_stmt_close(dtl_stmt *stmt)
{
    if (stmt)
        stmt->db->backend->finish(stmt);
}

static void bind(dtl_stmt *stmt, unsigned number, const dtl_value *value)
{
    stmt->db->backend->bind(stmt, number, value);
}

void dtli_bind_int(dtl_stmt *stmt, unsigned number, int64_t value)
{
    bind(stmt, number,
         &(dtl_value){ .kind = DTL_VALUE_INT, .integer = value });
}

void dtli_bind_real(dtl_stmt *stmt, unsigned number, double value)
{
    bind(stmt, number, &(dtl_value){ .kind = DTL_VALUE_REAL, .real = value });
}

void dtli_bind_text(dtl_stmt *stmt, unsigned number, dtl_str value)
{
    bind(stmt, number, &(dtl_value){ .kind = DTL_VALUE_TEXT, .bytes = value });
}

void dtli_bind_blob(dtl_stmt *stmt, unsigned number, dtl_str value)
{
    bind(stmt, number, &(dtl_value){ .kind = DTL_VALUE_BLOB, .bytes = value });
}

void dtli_bind_null(dtl_stmt *stmt, unsigned number)
{
    bind(stmt, number, &(dtl_value){ .kind = DTL_VALUE_NULL });
}

void dtli_bind_text_or_null(dtl_stmt *stmt, unsigned number, dtl_str value)
{
    if (value.len)
        dtli_bind_text(stmt, number, value);
    else
        dtli_bind_null(stmt, number);
}

dtl_status dtli_step(dtl_stmt *stmt, dtl_error *err)
{
    return stmt->db->backend->step(stmt, err);
}

dtl_status dtli_run(dtl_stmt *stmt, dtl_error *err)
{
    dtl_status status = dtli_step(stmt, err);
    dtli_stmt_reset(stmt);
    return status == DTL_END ? DTL_OK : status;
}

dtl_status dtli_run_int(dtl_stmt *stmt, int64_t *out, dtl_error *err)
{
    dtl_status status = dtli_step(stmt, err);
    if (status == DTL_OK && !dtli_column_is_null(stmt, 0))
        *out = dtli_column_int(stmt, 0);
    dtli_stmt_reset(stmt);
    return status == DTL_END ? DTL_OK : status;
}

dtl_status dtli_run_insert(dtl_stmt *stmt, int64_t *out, dtl_error *err)
{
    return stmt->db->backend->insert(stmt, out, err);
}

void dtli_stmt_reset(dtl_stmt *stmt)
{
    stmt->db->backend->reset(stmt);
}

unsigned dtli_column_count(const dtl_stmt *stmt)
{
    return stmt->db->backend->count(stmt);
}

const char *dtli_column_name(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->name(stmt, column);
}

bool dtli_column_is_null(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->is_null(stmt, column);
}

int64_t dtli_column_int(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->integer(stmt, column);
}

double dtli_column_real(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->real(stmt, column);
}

dtl_str dtli_column_text(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->text(stmt, column);
}

dtl_str dtli_column_blob(const dtl_stmt *stmt, unsigned column)
{
    return stmt->db->backend->blob(stmt, column);
}
