/* db.h — one database, SQLite or PostgreSQL, behind one small interface.
 *
 * Statements are SQL that both speak: $1, $2 ... for values, ON CONFLICT,
 * RETURNING. Where they differ, a dialect helper gives the words. A value is
 * a 64-bit integer, a double, UTF-8 text, bytes or null; days are ISO text
 * ("2020-01-05"), truths 0 and 1.
 *
 *   dtl_stmt *find = NULL;
 *   dtl_status status = dtli_db_prepare(
 *       db, "SELECT id, title FROM documents WHERE published >= $1", &find,
 *       err);
 *   dtli_bind_text(find, 1, DTL_STR("2020-01-05"));
 *   while (status == DTL_OK && (status = dtli_step(find, err)) == DTL_OK)
 *       use(dtli_column_int(find, 0), dtli_column_text(find, 1));
 *   if (status == DTL_END)
 *       status = DTL_OK;
 *   dtli_stmt_close(find);
 *
 * A database and its statements belong to one thread at a time.
 */
#ifndef DATELINE_STORE_DB_H
#define DATELINE_STORE_DB_H

#include <stdbool.h>

#include "base/str.h"

typedef struct dtl_db dtl_db;
typedef struct dtl_stmt dtl_stmt;

typedef enum dtl_dialect { DTL_DIALECT_SQLITE, DTL_DIALECT_POSTGRES }
    dtl_dialect;

/* How to open: bits. READ alone neither writes nor creates. */
typedef enum dtl_db_flag {
    DTL_DB_READ = 0,
    DTL_DB_WRITE = 1,
    DTL_DB_CREATE = 2 /* a file that is not there is made; with WRITE */
} dtl_db_flag;

/* Opens "news.db" (SQLite) or "postgresql://..." (libpq's URIs).
 *
 * out  Owned, close with dtli_db_close; written only on DTL_OK.
 *
 * DTL_NOTFOUND where there is no such file; DTL_CORRUPT where it is no
 * database; DTL_STORE where the database refuses; DTL_NOMEM. `err` names
 * the file, or the URI without its password. */
dtl_status dtli_db_open(const char *where, unsigned flags, dtl_db **out,
                        dtl_error *err) DTL_MUST_USE;

/* Rolls back what is open. Every statement must be closed before. NULL is
 * fine. */
void dtli_db_close(dtl_db *db);

dtl_dialect dtli_db_dialect(const dtl_db *db);

/* Whether `where` is a PostgreSQL URI. */
bool dtli_db_is_uri(const char *where);

/* Runs statements divided by semicolons, none of which gives rows. */
dtl_status dtli_db_exec(dtl_db *db, const char *sql, dtl_error *err)
    DTL_MUST_USE;

/* A transaction that writes. SQLite takes the lock of the file at once and
 * waits for it up to DTL_STORE_BUSY_MS. Transactions do not nest. */
dtl_status dtli_db_begin(dtl_db *db, dtl_error *err) DTL_MUST_USE;

/* A transaction that reads: what it sees stays as it was at its first
 * SELECT, whoever writes. Ended by dtli_db_commit or _rollback. */
dtl_status dtli_db_begin_read(dtl_db *db, dtl_error *err) DTL_MUST_USE;

dtl_status dtli_db_commit(dtl_db *db, dtl_error *err) DTL_MUST_USE;

/* Undoes what is open; nothing where nothing is. */
void dtli_db_rollback(dtl_db *db);

/* How many transactions this connection undid: what was remembered of rows
 * that it wrote holds as long as the number stays. */
uint64_t dtli_db_undone(const dtl_db *db);

/* Whether the last failure was one that goes away when the transaction is
 * tried again: a deadlock, another writer's key. */
bool dtli_db_may_retry(const dtl_db *db);

/* Compiles one statement.
 *
 * out  Owned, close with dtli_stmt_close. DTL_STORE for bad SQL. */
dtl_status dtli_db_prepare(dtl_db *db, const char *sql, dtl_stmt **out,
                           dtl_error *err) DTL_MUST_USE;

/* Compiles, runs and gives the first column of the first row, an integer;
 * `otherwise` where there is no row or it is null. */
dtl_status dtli_db_int(dtl_db *db, const char *sql, int64_t otherwise,
                       int64_t *out, dtl_error *err) DTL_MUST_USE;

/* NULL is fine. */
void dtli_stmt_close(dtl_stmt *stmt);

/* Values by number, from 1. Text and bytes are borrowed until the statement
 * is reset or bound again. A value that cannot be bound is told by the next
 * step. Values stay after a reset. */
void dtli_bind_int(dtl_stmt *stmt, unsigned number, int64_t value);
void dtli_bind_real(dtl_stmt *stmt, unsigned number, double value);
void dtli_bind_text(dtl_stmt *stmt, unsigned number, dtl_str value);
void dtli_bind_blob(dtl_stmt *stmt, unsigned number, dtl_str value);
void dtli_bind_null(dtl_stmt *stmt, unsigned number);

/* Null for an empty text, the text otherwise. */
void dtli_bind_text_or_null(dtl_stmt *stmt, unsigned number, dtl_str value);

/* The next row: DTL_OK; DTL_END behind the last one (the statement is reset
 * then); DTL_INVALID where the database refuses a value; DTL_STORE, DTL_IO or
 * DTL_NOMEM where it fails. */
dtl_status dtli_step(dtl_stmt *stmt, dtl_error *err) DTL_MUST_USE;

/* Runs a statement that gives no rows, and resets it. */
dtl_status dtli_run(dtl_stmt *stmt, dtl_error *err) DTL_MUST_USE;

/* Runs a statement of one row with RETURNING, takes its first column and
 * resets it. Without a row *out stays as it is. */
dtl_status dtli_run_int(dtl_stmt *stmt, int64_t *out, dtl_error *err)
    DTL_MUST_USE;

/* Runs an INSERT of one row into a table with a key @id and gives its key.
 * The statement ends with what dtli_sql_returning gives. */
dtl_status dtli_run_insert(dtl_stmt *stmt, int64_t *out, dtl_error *err)
    DTL_MUST_USE;

/* Ready to run again; values stay. */
void dtli_stmt_reset(dtl_stmt *stmt);

/* Columns of the row, from 0. Text and bytes are valid until the next step,
 * reset or close; null is 0, 0.0 or an empty text. */
unsigned dtli_column_count(const dtl_stmt *stmt);
const char *dtli_column_name(const dtl_stmt *stmt, unsigned column);
bool dtli_column_is_null(const dtl_stmt *stmt, unsigned column);
int64_t dtli_column_int(const dtl_stmt *stmt, unsigned column);
double dtli_column_real(const dtl_stmt *stmt, unsigned column);
dtl_str dtli_column_text(const dtl_stmt *stmt, unsigned column);
dtl_str dtli_column_blob(const dtl_stmt *stmt, unsigned column);

/* Dialect helpers. */

/* Expression: the instant in UTC, as text "2020-01-05T08:00:00Z". Static. */
const char *dtli_sql_now(const dtl_db *db);

/* Clause at the end of an INSERT for dtli_run_insert. Static. */
const char *dtli_sql_returning(const dtl_db *db);

/* Condition: `documents.id` in the articles whose title or text holds all
 * words of parameter $number. Adds SQL to `out`; the words are bound as
 * dtli_sql_words gives them. */
void dtli_sql_match_documents(const dtl_db *db, unsigned number,
                              dtl_buf *out);

/* The same for `actors.name`: rows whose name holds the words. */
void dtli_sql_match_names(const dtl_db *db, unsigned number, dtl_buf *out);

/* What people type ("peace talks", "\"peace talks\"", "-cease") as the
 * search language of the database: words must all be there, words in double
 * quotes stand together, a word with '-' before it must not be there, one
 * with '*' behind it is a prefix. Anything else is a blank, so that no text
 * is an error of syntax. False where there is no word to look for. */
bool dtli_sql_words(const dtl_db *db, dtl_str typed, dtl_buf *out);

/* Condition: place `places.id` lies in the box of parameters $first (south),
 * +1 (west), +2 (north), +3 (east), degrees. By R*Tree in SQLite. A box that
 * crosses the 180th meridian is the caller's to cut in two. */
void dtli_sql_in_box(const dtl_db *db, unsigned first, dtl_buf *out);

#endif
