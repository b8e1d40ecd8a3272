/* db_sqlite.c — SQLite behind db.h.
 *
 * A write-ahead log lets readers go on while one writes; each commit waits
 * for the disk (synchronous=FULL), so that what was told as done stays done.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/limits.h"
#include "store/db_backend.h"

typedef struct sqlite_db {
    dtl_db base;
    sqlite3 *handle;
} sqlite_db;

typedef struct sqlite_stmt {
    dtl_stmt base;
    sqlite3_stmt *handle;
    int place[DTL_DB_MAX_VALUES]; /* SQLite's number of $1, $2 ...; 0: none */
    bool bad_value;
} sqlite_stmt;

/* "dtln" in a file's header: file(1) and the like can tell stores by it. */
#define APPLICATION_ID "0x64746c6e"

static sqlite3 *handle_of(const dtl_db *db)
{
    return ((const sqlite_db *)db)->handle;
}

static sqlite3_stmt *stmt_of(const dtl_stmt *stmt)
{
    return ((const sqlite_stmt *)stmt)->handle;
}

/* What went wrong, in words that tell what to do. */
static dtl_status fail(dtl_db *db, int code, dtl_error *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dtl_fail(err, DTL_STORE, 0, 0,
                        "E720: the store is busy: another process has been "
                        "writing to it for %d seconds",
                        DTL_STORE_BUSY_MS / 1000);
    case SQLITE_FULL:
        return dtl_fail(err, DTL_STORE, 0, 0,
                        "E721: the disk is full; what was committed stays, "
                        "run the same command again when there is room");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return dtl_fail(err, DTL_IO, 0, 0, "E722: cannot open or write: %s",
                        sqlite3_errmsg(handle_of(db)));
    case SQLITE_IOERR:
        return dtl_fail(err, DTL_IO, 0, 0,
                        "E723: the disk refused (%s); what was committed "
                        "stays", sqlite3_errmsg(handle_of(db)));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E724: not a store: %s",
                        sqlite3_errmsg(handle_of(db)));
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E736: the store refuses what it is given: %s",
                        sqlite3_errmsg(handle_of(db)));
    default:
        return dtl_fail(err, DTL_STORE, 0, 0, "E725: %s",
                        sqlite3_errmsg(handle_of(db)));
    }
}

static dtl_status sqlite_exec(dtl_db *db, const char *sql, dtl_error *err)
{
    int code = sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? DTL_OK : fail(db, code, err);
}

/* Switching to a write-ahead log does not wait for others by itself, as two
 * that make one store at once must. */
static dtl_status use_log(dtl_db *db, dtl_error *err)
{
    enum { WAIT_MS = 10 };
    int code = SQLITE_BUSY;
    for (int waited = 0; waited <= DTL_STORE_BUSY_MS; waited += WAIT_MS) {
        code = sqlite3_exec(handle_of(db), "PRAGMA journal_mode=WAL", NULL,
                            NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY)
            break;
        sqlite3_sleep(WAIT_MS);
    }
    return code == SQLITE_OK ? DTL_OK : fail(db, code, err);
}

static void sqlite_finish(dtl_stmt *stmt)
{
    sqlite3_finalize(stmt_of(stmt));
    free(stmt);
}

/* Numbers of $1, $2 ... as SQLite counts them: by first use. */
static void number_values(sqlite_stmt *stmt)
{
    int count = sqlite3_bind_parameter_count(stmt->handle);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(stmt->handle, i);
        uint64_t number = 0;
        if (name && dtli_str_to_u64(dtli_str(name + 1),
                                    DTL_DB_MAX_VALUES - 1, &number))
            stmt->place[number] = i;
    }
}

static dtl_status sqlite_prepare(dtl_db *db, const char *sql, dtl_stmt **out,
                                 dtl_error *err)
{
    sqlite_stmt *stmt = dtli_calloc(1, sizeof *stmt);
    if (!stmt)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    stmt->base.db = db;
    int code = sqlite3_prepare_v3(handle_of(db), sql, -1,
                                  SQLITE_PREPARE_PERSISTENT, &stmt->handle,
                                  NULL);
    if (code != SQLITE_OK) {
        dtl_status status = fail(db, code, err);
        sqlite_finish(&stmt->base);
        return status;
    }
    number_values(stmt);
    *out = &stmt->base;
    return DTL_OK;
}

static void sqlite_reset(dtl_stmt *stmt)
{
    sqlite3_reset(stmt_of(stmt));
}

/* The bytes stay the caller's until the step: nothing is copied. An empty
 * text must not become null, hence the pointer that is never NULL. */
static int bind_value(sqlite3_stmt *stmt, int place, const dtl_value *value)
{
    const char *bytes = value->bytes.ptr ? value->bytes.ptr : "";
    switch (value->kind) {
    case DTL_VALUE_INT:
        return sqlite3_bind_int64(stmt, place, value->integer);
    case DTL_VALUE_REAL:
        return sqlite3_bind_double(stmt, place, value->real);
    case DTL_VALUE_TEXT:
        return sqlite3_bind_text64(stmt, place, bytes, value->bytes.len,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case DTL_VALUE_BLOB:
        return sqlite3_bind_blob64(stmt, place, bytes, value->bytes.len,
                                   SQLITE_STATIC);
    case DTL_VALUE_NULL:
        break;
    }
    return sqlite3_bind_null(stmt, place);
}

static void sqlite_bind(dtl_stmt *base, unsigned number,
                        const dtl_value *value)
{
    sqlite_stmt *stmt = (sqlite_stmt *)base;
    int place = number < DTL_DB_MAX_VALUES ? stmt->place[number] : 0;
    if (place == 0 || bind_value(stmt->handle, place, value) != SQLITE_OK)
        stmt->bad_value = true;
}

static dtl_status sqlite_step(dtl_stmt *base, dtl_error *err)
{
    sqlite_stmt *stmt = (sqlite_stmt *)base;
    if (stmt->bad_value) {
        stmt->bad_value = false;
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E726: a value could not be bound");
    }
    int code = sqlite3_step(stmt->handle);
    if (code == SQLITE_ROW)
        return DTL_OK;
    dtl_status status =
        code == SQLITE_DONE ? DTL_END : fail(base->db, code, err);
    sqlite3_reset(stmt->handle);
    return status;
}

/* RETURNING would make a savepoint of each row, for which the full-text
 * tables write all that they hold back. */
static dtl_status sqlite_insert(dtl_stmt *stmt, int64_t *out, dtl_error *err)
{
    dtl_status status = sqlite_step(stmt, err);
    if (status == DTL_END)
        *out = sqlite3_last_insert_rowid(handle_of(stmt->db));
    return status == DTL_END ? DTL_OK : status;
}

static unsigned sqlite_count(const dtl_stmt *stmt)
{
    return (unsigned)sqlite3_column_count(stmt_of(stmt));
}

static const char *sqlite_name(const dtl_stmt *stmt, unsigned column)
{
    return sqlite3_column_name(stmt_of(stmt), (int)column);
}

static bool sqlite_is_null(const dtl_stmt *stmt, unsigned column)
{
    return sqlite3_column_type(stmt_of(stmt), (int)column) == SQLITE_NULL;
}

static int64_t sqlite_integer(const dtl_stmt *stmt, unsigned column)
{
    return sqlite3_column_int64(stmt_of(stmt), (int)column);
}

static double sqlite_real(const dtl_stmt *stmt, unsigned column)
{
    return sqlite3_column_double(stmt_of(stmt), (int)column);
}

static dtl_str sqlite_blob(const dtl_stmt *stmt, unsigned column)
{
    const void *bytes = sqlite3_column_blob(stmt_of(stmt), (int)column);
    int len = sqlite3_column_bytes(stmt_of(stmt), (int)column);
    return bytes ? (dtl_str){ bytes, (size_t)len } : DTL_STR("");
}

static dtl_str sqlite_text(const dtl_stmt *stmt, unsigned column)
{
    /* Asked for as text first: a number becomes its digits. */
    const unsigned char *text =
        sqlite3_column_text(stmt_of(stmt), (int)column);
    int len = sqlite3_column_bytes(stmt_of(stmt), (int)column);
    return text ? (dtl_str){ (const char *)text, (size_t)len } : DTL_STR("");
}

static void sqlite_close(dtl_db *db)
{
    sqlite3_close(handle_of(db));
    free(db);
}

static const dtl_db_backend SQLITE = {
    .dialect = DTL_DIALECT_SQLITE,
    .close = sqlite_close,
    .exec = sqlite_exec,
    .prepare = sqlite_prepare,
    .finish = sqlite_finish,
    .reset = sqlite_reset,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .insert = sqlite_insert,
    .count = sqlite_count,
    .name = sqlite_name,
    .is_null = sqlite_is_null,
    .integer = sqlite_integer,
    .real = sqlite_real,
    .text = sqlite_text,
    .blob = sqlite_blob,
};

/* Settings of a connection. The log is a property of the file and needs a
 * writer; the page cache holds the upper levels of all indexes of a million
 * events. */
static dtl_status set_up(dtl_db *db, unsigned flags, dtl_error *err)
{
    dtl_status status = sqlite_exec(
        db,
        "PRAGMA foreign_keys=ON;PRAGMA synchronous=FULL;"
        "PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY",
        err);
    if (status == DTL_OK && (flags & DTL_DB_WRITE))
        status = use_log(db, err);
    if (status == DTL_OK && (flags & DTL_DB_CREATE))
        status = sqlite_exec(
            db, "PRAGMA application_id=" APPLICATION_ID, err);
    return status;
}

static bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static int open_flags(unsigned flags)
{
    /* NOMUTEX: a connection stays in one thread. */
    int bits = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (!(flags & DTL_DB_WRITE))
        return bits | SQLITE_OPEN_READONLY;
    return bits | SQLITE_OPEN_READWRITE |
           (flags & DTL_DB_CREATE ? SQLITE_OPEN_CREATE : 0);
}

dtl_status dtli_sqlite_open(const char *path, unsigned flags, dtl_db **out,
                            dtl_error *err)
{
    bool fresh = !is_there(path);
    if (fresh && !(flags & DTL_DB_CREATE))
        return dtl_fail(err, DTL_NOTFOUND, 0, 0,
                        "E727: there is no such store");
    sqlite_db *db = dtli_calloc(1, sizeof *db);
    if (!db)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    db->base.backend = &SQLITE;
    int code = sqlite3_open_v2(path, &db->handle, open_flags(flags), NULL);
    dtl_status status = DTL_OK;
    if (code != SQLITE_OK)
        status = db->handle ? fail(&db->base, code, err)
                            : dtl_fail(err, DTL_NOMEM, 0, 0,
                                       "E001: out of memory");
    if (status == DTL_OK) {
        sqlite3_busy_timeout(db->handle, DTL_STORE_BUSY_MS);
        status = set_up(&db->base,
                        fresh ? flags : flags & ~(unsigned)DTL_DB_CREATE,
                        err);
    }
    if (status != DTL_OK) {
        sqlite_close(&db->base);
        return status;
    }
    *out = &db->base;
    return DTL_OK;
}
