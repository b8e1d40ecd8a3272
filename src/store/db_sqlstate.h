/* db_sqlstate.h — what a server's five letters mean to a store. */
#ifndef DATELINE_STORE_DB_SQLSTATE_H
#define DATELINE_STORE_DB_SQLSTATE_H

#include "store/db_backend.h"

/* States that libpq has no letters for. */
#define DTL_SQLSTATE_LOST "08006"   /* the connection broke */
#define DTL_SQLSTATE_CLOSED "08001" /* there never was one */

/* Fills `err` by SQLSTATE (SQL standard, PostgreSQL's appendix A); notes in
 * db->retry whether the failure goes away. `state` may be NULL. Of `words`
 * the first line is told. */
dtl_status dtli_sqlstate_fail(dtl_db *db, const char *state,
                              const char *words, dtl_error *err);

#endif
