/* db_postgres.c — PostgreSQL behind db.h, by libpq.
 *
 * Values go out as text, but for texts and bytes, which go as they are
 * without a copy; rows come back as text, bytea in hexadecimal digits that
 * are turned into bytes where they lie. A SELECT's rows are all fetched at
 * once: a second statement may then run while the first is read.
 */
#include "base/error.h"
#include "store/db_backend.h"

#ifndef DTL_POSTGRES

dtl_status dtli_postgres_open(const char *uri, unsigned flags, dtl_db **out,
                              dtl_error *err)
{
    (void)uri;
    (void)flags;
    (void)out;
    return dtl_fail(err, DTL_STORE, 0, 0,
                    "E735: built without PostgreSQL: install libpq-dev and "
                    "build again, or name a file");
}

#else

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "store/db_sqlstate.h"
#include "store/pq.h"

typedef struct pg_db {
    dtl_db base;
    dtli_pq pq;
    PGconn *conn;
    unsigned prepared; /* statements so far: their names */
} pg_db;

enum { NUMBER_SIZE = 32, NAME_SIZE = 16 };

/* A value as libpq takes it. */
typedef struct pg_value {
    const char *ptr; /* NULL: null */
    int len;
    int format; /* 0 text, 1 bytes */
    char number[NUMBER_SIZE];
    char *repaired; /* owned copy of a text that was no UTF-8 */
} pg_value;

typedef struct pg_stmt {
    dtl_stmt base;
    char name[NAME_SIZE];
    int value_count;
    PGresult *about; /* names of columns */
    PGresult *rows;  /* NULL: not run */
    int row, row_count;
    bool bad_value;
    pg_value values[DTL_DB_MAX_VALUES]; /* [0] is $1 */
} pg_stmt;

/* Types of columns that need a word: pg_type.h has the numbers. */
enum { OID_BOOL = 16, OID_BYTEA = 17 };

static pg_db *db_of(const dtl_stmt *stmt)
{
    return (pg_db *)stmt->db;
}

static const dtli_pq *pq_of(const dtl_stmt *stmt)
{
    return &db_of(stmt)->pq;
}

/* What went wrong; `result` may be NULL: the connection is asked then. */
static dtl_status fail(dtl_db *base, const PGresult *result, dtl_error *err)
{
    pg_db *db = (pg_db *)base;
    const char *state =
        result ? db->pq.resultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words =
        result ? db->pq.resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
               : NULL;
    if (db->pq.status(db->conn) != CONNECTION_OK)
        state = DTL_SQLSTATE_LOST;
    if (!words)
        words = db->pq.errorMessage(db->conn);
    return dtli_sqlstate_fail(base, state, words, err);
}

static bool is_fine(const dtl_db *base, const PGresult *result)
{
    ExecStatusType status = ((const pg_db *)base)->pq.resultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
           status == PGRES_EMPTY_QUERY;
}

static dtl_status pg_exec(dtl_db *base, const char *sql, dtl_error *err)
{
    pg_db *db = (pg_db *)base;
    PGresult *result = db->pq.exec(db->conn, sql);
    dtl_status status =
        is_fine(base, result) ? DTL_OK : fail(base, result, err);
    db->pq.clear(result);
    return status;
}

static void pg_reset(dtl_stmt *base)
{
    pg_stmt *stmt = (pg_stmt *)base;
    pq_of(base)->clear(stmt->rows);
    stmt->rows = NULL;
}

/* The server forgets a closed statement too; where it cannot be told, the
 * end of the connection does it. */
static void pg_finish(dtl_stmt *base)
{
    pg_stmt *stmt = (pg_stmt *)base;
    char sql[NAME_SIZE + 16];
    pg_reset(base);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", stmt->name);
    if (stmt->about &&
        pq_of(base)->transactionStatus(db_of(base)->conn) != PQTRANS_INERROR)
        pq_of(base)->clear(pq_of(base)->exec(db_of(base)->conn, sql));
    pq_of(base)->clear(stmt->about);
    for (size_t i = 0; i < DTL_DB_MAX_VALUES; i++)
        free(stmt->values[i].repaired);
    free(stmt);
}

/* Asks what the statement takes and gives. */
static dtl_status describe(pg_stmt *stmt, dtl_error *err)
{
    PGresult *about =
        pq_of(&stmt->base)
            ->describePrepared(db_of(&stmt->base)->conn, stmt->name);
    if (!is_fine(stmt->base.db, about)) {
        dtl_status status = fail(stmt->base.db, about, err);
        pq_of(&stmt->base)->clear(about);
        return status;
    }
    stmt->about = about;
    stmt->value_count = pq_of(&stmt->base)->nparams(about);
    if (stmt->value_count > DTL_DB_MAX_VALUES)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E738: more than %d values in a statement",
                        DTL_DB_MAX_VALUES);
    return DTL_OK;
}

static dtl_status pg_prepare(dtl_db *base, const char *sql, dtl_stmt **out,
                             dtl_error *err)
{
    pg_db *db = (pg_db *)base;
    pg_stmt *stmt = dtli_calloc(1, sizeof *stmt);
    if (!stmt)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    stmt->base.db = base;
    snprintf(stmt->name, sizeof stmt->name, "s%u", ++db->prepared);
    PGresult *result = db->pq.prepare(db->conn, stmt->name, sql, 0, NULL);
    dtl_status status =
        is_fine(base, result) ? DTL_OK : fail(base, result, err);
    db->pq.clear(result);
    if (status == DTL_OK)
        status = describe(stmt, err);
    if (status != DTL_OK) {
        pg_finish(&stmt->base);
        return status;
    }
    *out = &stmt->base;
    return DTL_OK;
}

/* A double's shortest digits that come back the same; the point is a point,
 * whatever the program's locale. */
static void write_real(double value, char out[NUMBER_SIZE])
{
    snprintf(out, NUMBER_SIZE, "%.17g", value);
    char *comma = strchr(out, ',');
    if (comma)
        *comma = '.';
}

/* Names of files need not be UTF-8, which the server insists on: bytes that
 * are not become '?'. False when memory is out. */
static bool repair(pg_value *value)
{
    size_t len = (size_t)value->len;
    char *copy = dtli_malloc(len + 1);
    if (!copy)
        return false;
    memcpy(copy, value->ptr, len);
    free(value->repaired);
    value->repaired = copy;
    value->ptr = copy;
    for (size_t at = 0; at < len;) {
        dtl_str rest = { copy + at, len - at };
        at += dtli_utf8_invalid(rest);
        if (at < len)
            copy[at] = '?';
    }
    return true;
}

/* False for a text that the server does not take. */
static bool bind_bytes(pg_value *value, dtl_str bytes, bool is_text)
{
    value->ptr = bytes.ptr ? bytes.ptr : "";
    value->len = (int)bytes.len;
    value->format = 1;
    if (bytes.len > DTL_MAX_OUTPUT_BYTES)
        return false;
    if (!is_text)
        return true;
    if (bytes.len && memchr(bytes.ptr, '\0', bytes.len))
        return false;
    return dtli_utf8_invalid(bytes) == bytes.len || repair(value);
}

static void pg_bind(dtl_stmt *base, unsigned number, const dtl_value *from)
{
    pg_stmt *stmt = (pg_stmt *)base;
    if (number == 0 || number > (unsigned)stmt->value_count) {
        stmt->bad_value = true;
        return;
    }
    pg_value *value = &stmt->values[number - 1];
    value->format = 0;
    value->ptr = value->number;
    switch (from->kind) {
    case DTL_VALUE_INT:
        snprintf(value->number, sizeof value->number, "%lld",
                 (long long)from->integer);
        break;
    case DTL_VALUE_REAL:
        write_real(from->real, value->number);
        break;
    case DTL_VALUE_TEXT:
    case DTL_VALUE_BLOB:
        if (!bind_bytes(value, from->bytes, from->kind == DTL_VALUE_TEXT))
            stmt->bad_value = true;
        break;
    case DTL_VALUE_NULL:
        value->ptr = NULL;
        break;
    }
}

static dtl_status run_it(pg_stmt *stmt, dtl_error *err)
{
    const char *ptrs[DTL_DB_MAX_VALUES];
    int lens[DTL_DB_MAX_VALUES], formats[DTL_DB_MAX_VALUES];
    if (stmt->bad_value) {
        stmt->bad_value = false;
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E726: a value could not be bound");
    }
    for (int i = 0; i < stmt->value_count; i++) {
        ptrs[i] = stmt->values[i].ptr;
        lens[i] = stmt->values[i].len;
        formats[i] = stmt->values[i].format;
    }
    PGresult *rows =
        pq_of(&stmt->base)
            ->execPrepared(db_of(&stmt->base)->conn, stmt->name,
                           stmt->value_count, ptrs, lens, formats, 0);
    if (!is_fine(stmt->base.db, rows)) {
        dtl_status status = fail(stmt->base.db, rows, err);
        pq_of(&stmt->base)->clear(rows);
        return status;
    }
    stmt->rows = rows;
    stmt->row = -1;
    stmt->row_count = pq_of(&stmt->base)->ntuples(rows);
    return DTL_OK;
}

static char digit_value(char c)
{
    return (char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "\x6869" becomes "hi", in libpq's own memory: bytes are half as long as
 * their digits. Each row is passed once. */
static void decode_bytes(pg_stmt *stmt)
{
    int columns = pq_of(&stmt->base)->nfields(stmt->rows);
    for (int c = 0; c < columns; c++) {
        if (pq_of(&stmt->base)->ftype(stmt->rows, c) != OID_BYTEA)
            continue;
        char *digits = pq_of(&stmt->base)->getvalue(stmt->rows, stmt->row, c);
        int count = pq_of(&stmt->base)->getlength(stmt->rows, stmt->row, c);
        for (int at = 2; at + 1 < count; at += 2)
            digits[at / 2 - 1] = (char)(digit_value(digits[at]) << 4 |
                                        digit_value(digits[at + 1]));
    }
}

static dtl_status pg_step(dtl_stmt *base, dtl_error *err)
{
    pg_stmt *stmt = (pg_stmt *)base;
    if (!stmt->rows) {
        dtl_status status = run_it(stmt, err);
        if (status != DTL_OK)
            return status;
    }
    if (++stmt->row < stmt->row_count) {
        decode_bytes(stmt);
        return DTL_OK;
    }
    pg_reset(base);
    return DTL_END;
}

static unsigned pg_count(const dtl_stmt *base)
{
    return (unsigned)pq_of(base)->nfields(((const pg_stmt *)base)->about);
}

static const char *pg_name(const dtl_stmt *base, unsigned column)
{
    return pq_of(base)->fname(((const pg_stmt *)base)->about, (int)column);
}

static bool pg_is_null(const dtl_stmt *base, unsigned column)
{
    const pg_stmt *stmt = (const pg_stmt *)base;
    return pq_of(base)->getisnull(stmt->rows, stmt->row, (int)column);
}

static dtl_str pg_text(const dtl_stmt *base, unsigned column)
{
    const pg_stmt *stmt = (const pg_stmt *)base;
    int c = (int)column;
    const char *ptr = pq_of(base)->getvalue(stmt->rows, stmt->row, c);
    if (!ptr)
        return DTL_STR("");
    if (pq_of(base)->ftype(stmt->rows, c) == OID_BOOL)
        return *ptr == 't' ? DTL_STR("1") : DTL_STR("0");
    return (dtl_str){ ptr, (size_t)pq_of(base)->getlength(stmt->rows, stmt->row,
                                                          c) };
}

/* "-12", "+05"; 0 for anything else. */
static int64_t read_integer(dtl_str text)
{
    bool minus = dtli_str_starts(text, DTL_STR("-"));
    bool sign = minus || dtli_str_starts(text, DTL_STR("+"));
    uint64_t value = 0;
    if (!dtli_str_to_u64(dtli_str_slice(text, sign, text.len),
                         (uint64_t)INT64_MAX + minus, &value))
        return 0;
    /* The least number has no positive twin. */
    return minus && value ? -(int64_t)(value - 1) - 1 : (int64_t)value;
}

/* Both of the digits that the server writes ("-12.5", "1e-05"). */
static double pg_real(const dtl_stmt *base, unsigned column)
{
    dtl_str text = pg_text(base, column);
    size_t e = dtli_str_find(text, 'e', 0);
    double value = 0;
    if (!dtli_str_to_double(dtli_str_slice(text, 0, e), &value))
        return 0;
    int64_t power = read_integer(dtli_str_slice(text, e + 1, text.len));
    double scale = 1;
    for (int64_t i = 0; i < (power < 0 ? -power : power) && i < 310; i++)
        scale *= 10;
    return power < 0 ? value / scale : value * scale;
}

static int64_t pg_integer(const dtl_stmt *base, unsigned column)
{
    return read_integer(pg_text(base, column));
}

static dtl_str pg_blob(const dtl_stmt *base, unsigned column)
{
    const pg_stmt *stmt = (const pg_stmt *)base;
    dtl_str text = pg_text(base, column);
    if (pq_of(base)->ftype(stmt->rows, (int)column) == OID_BYTEA &&
        text.len >= 2)
        text.len = text.len / 2 - 1;
    return text;
}

static void pg_close(dtl_db *base)
{
    pg_db *db = (pg_db *)base;
    if (db->conn)
        db->pq.finish(db->conn);
    free(base);
}

static const dtl_db_backend POSTGRES = {
    .dialect = DTL_DIALECT_POSTGRES,
    .close = pg_close,
    .exec = pg_exec,
    .prepare = pg_prepare,
    .finish = pg_finish,
    .reset = pg_reset,
    .bind = pg_bind,
    .step = pg_step,
    .insert = dtli_run_int,
    .count = pg_count,
    .name = pg_name,
    .is_null = pg_is_null,
    .integer = pg_integer,
    .real = pg_real,
    .text = pg_text,
    .blob = pg_blob,
};

/* The server's remarks go nowhere: libpq would print them. */
static void ignore(void *payload, const char *message)
{
    (void)payload;
    (void)message;
}

/* Settings of a connection, so that a server's own make no difference. */
static dtl_status set_up(dtl_db *base, unsigned flags, dtl_error *err)
{
    char sql[300];
    snprintf(sql, sizeof sql,
             "SET client_encoding='UTF8';SET bytea_output='hex';"
             "SET standard_conforming_strings=on;SET extra_float_digits=1;"
             "SET lock_timeout=%d;SET default_transaction_read_only=%s",
             DTL_STORE_BUSY_MS, flags & DTL_DB_WRITE ? "off" : "on");
    return pg_exec(base, sql, err);
}

static dtl_status connect_to(pg_db *db, const char *uri, dtl_error *err)
{
    db->conn = db->pq.connectdb(uri);
    if (db->pq.status(db->conn) == CONNECTION_OK)
        return DTL_OK;
    return dtli_sqlstate_fail(&db->base, DTL_SQLSTATE_CLOSED,
                              db->pq.errorMessage(db->conn), err);
}

dtl_status dtli_postgres_open(const char *uri, unsigned flags, dtl_db **out,
                              dtl_error *err)
{
    pg_db *db = dtli_calloc(1, sizeof *db);
    if (!db)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    db->base.backend = &POSTGRES;
    dtl_status status = dtli_pq_load(&db->pq, err);
    if (status == DTL_OK)
        status = connect_to(db, uri, err);
    if (status == DTL_OK) {
        db->pq.setNoticeProcessor(db->conn, ignore, NULL);
        status = set_up(&db->base, flags, err);
    }
    if (status != DTL_OK) {
        pg_close(&db->base);
        return status;
    }
    *out = &db->base;
    return DTL_OK;
}

#endif
