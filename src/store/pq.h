/* pq.h — libpq, loaded where a store on PostgreSQL is opened.
 *
 * Linked, it would bring two dozen libraries (Kerberos, LDAP, TLS) into the
 * start of every command; so its functions are looked up by name, with the
 * types that its header gives them.
 */
#ifndef DATELINE_STORE_PQ_H
#define DATELINE_STORE_PQ_H

#include <libpq-fe.h>

#include "dateline/status.h"

/* PQconnectdb is connectdb, and so on. */
typedef struct dtli_pq {
    PGconn *(*connectdb)(const char *uri);
    void (*finish)(PGconn *conn);
    ConnStatusType (*status)(const PGconn *conn);
    char *(*errorMessage)(const PGconn *conn);
    PGTransactionStatusType (*transactionStatus)(const PGconn *conn);
    PQnoticeProcessor (*setNoticeProcessor)(PGconn *conn,
                                            PQnoticeProcessor proc,
                                            void *payload);
    PGresult *(*exec)(PGconn *conn, const char *sql);
    PGresult *(*prepare)(PGconn *conn, const char *name, const char *sql,
                         int count, const Oid *types);
    PGresult *(*describePrepared)(PGconn *conn, const char *name);
    PGresult *(*execPrepared)(PGconn *conn, const char *name, int count,
                              const char *const *values, const int *lengths,
                              const int *formats, int format);
    void (*clear)(PGresult *result);
    ExecStatusType (*resultStatus)(const PGresult *result);
    char *(*resultErrorField)(const PGresult *result, int field);
    int (*nparams)(const PGresult *result);
    int (*ntuples)(const PGresult *result);
    int (*nfields)(const PGresult *result);
    char *(*fname)(const PGresult *result, int column);
    Oid (*ftype)(const PGresult *result, int column);
    char *(*getvalue)(const PGresult *result, int row, int column);
    int (*getlength)(const PGresult *result, int row, int column);
    int (*getisnull)(const PGresult *result, int row, int column);
} dtli_pq;

/* Looks them up; the library stays loaded until the process ends. DTL_STORE
 * (E740, E741) where it or one of its functions is not there. */
dtl_status dtli_pq_load(dtli_pq *out, dtl_error *err) DTL_MUST_USE;

#endif
