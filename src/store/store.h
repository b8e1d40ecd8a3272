/* store.h — an open store from the inside: statements, coders, records.
 *
 * For the other files that ask a store or write to it. Their own questions
 * they prepare on `store->db` (db.h); the statements here are those of
 * putting documents in.
 */
#ifndef DATELINE_STORE_STORE_H
#define DATELINE_STORE_STORE_H

#include "dateline/store.h"
#include "store/db.h"

/* Statements that are prepared once: src/store/sql.c has their words. */
typedef enum dtl_store_sql {
    DTL_SQL_DOCUMENT_FIND,
    DTL_SQL_DOCUMENT_BY_NAME,
    DTL_SQL_DOCUMENT_BY_TEXT,
    DTL_SQL_DOCUMENT_ADD,
    DTL_SQL_DOCUMENT_CHANGE,
    DTL_SQL_DOCUMENT_CODER,
    DTL_SQL_DOCUMENT_ARCHIVE,
    DTL_SQL_NAME_ADD,
    DTL_SQL_NAME_DROP,
    DTL_SQL_SENTENCE_ADD,
    DTL_SQL_SENTENCES_DROP,
    DTL_SQL_EVENTS_OF,
    DTL_SQL_RECORDS_OF,
    DTL_SQL_EVENT_ADD,
    DTL_SQL_EVENT_DROP,
    DTL_SQL_EVENT_NUMBER,
    DTL_SQL_EVENTS_RENUMBER,
    DTL_SQL_RECORD_ADD,
    DTL_SQL_ACTOR_ADD,
    DTL_SQL_ACTOR_NAME_ADD,
    DTL_SQL_SECTOR_ADD,
    DTL_SQL_CONTEXT_ADD,
    DTL_SQL_MENTION_ADD,
    DTL_SQL_COUNT_ADD,
    DTL_SQL_RESPONSE_ADD,
    DTL_SQL_PLACE_FIND,
    DTL_SQL_PLACE_ADD,
    DTL_SQL_CHANGE_ADD,
    DTL_SQL_REJECT_ADD,
    DTL_SQL_CODER_FIND,
    DTL_SQL_CODER_ADD,
    DTL_SQL_RUN_ADD,
    DTL_SQL_RUN_END,
    DTL_SQL_RECODE_NEXT,
    DTL_SQL_RECODE_COUNT,
    DTL_SQL_STORE_COUNT
} dtl_store_sql;

typedef struct dtl_seen dtl_seen;

struct dtl_store {
    dtl_db *db;
    dtl_seen *names, *places; /* written by this connection; NULL: none yet */
    char *address; /* as it was opened */
    char *where;   /* for messages; a URI without its password */
    dtl_store_mode mode;
    dtl_stmt *stmts[DTL_SQL_STORE_COUNT]; /* NULL: not prepared yet */
};


/* The statement, prepared at its first use; the store's, do not close it. */
dtl_status dtli_store_stmt(dtl_store *store, dtl_store_sql which,
                           dtl_stmt **out, dtl_error *err) DTL_MUST_USE;

/* Id of the coder with these versions; a row is added where there is none.
 * Inside a transaction. */
dtl_status dtli_store_coder(dtl_store *store, const dtl_engine *engine,
                            dtl_str places, int64_t *out, dtl_error *err)
    DTL_MUST_USE;

/* An event's record as `dateline code` prints it, with its line feed: the
 * record kept and the coder of the document added. `version`, `lexicon` and
 * `model` are empty for events of another origin, which have no coder. */
void dtli_store_full_record(dtl_str record, dtl_str version, dtl_str lexicon,
                            dtl_str model, dtl_buf *out);

/* What this connection found or wrote is remembered, so that the same name
 * or place needs no statement: `value` under `key`, true where it is known.
 * Forgotten when a transaction is undone, and when there is too much of it;
 * nothing is remembered where memory is out. */
bool dtli_seen_find(dtl_seen *seen, const dtl_db *db, dtl_str key,
                    int64_t *value);
void dtli_seen_add(dtl_seen **seen, const dtl_db *db, dtl_str key,
                   int64_t value);
void dtli_seen_free(dtl_seen *seen); /* NULL is fine */

/* Names the store in `err`, if nothing is named yet; gives `status` back. */
dtl_status dtli_store_blame(const dtl_store *store, dtl_status status,
                            dtl_error *err);

#endif
