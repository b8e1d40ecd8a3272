/* pq.c — see pq.h. */
#ifdef DTL_POSTGRES

#include "store/pq.h"

#include <dlfcn.h>
#include <string.h>

#include "base/error.h"

dtl_status dtli_pq_load(dtli_pq *out, dtl_error *err)
{
    const struct {
        const char *name;
        void *into;
    } FUNCTIONS[] = {
        { "PQconnectdb", &out->connectdb },
        { "PQfinish", &out->finish },
        { "PQstatus", &out->status },
        { "PQerrorMessage", &out->errorMessage },
        { "PQtransactionStatus", &out->transactionStatus },
        { "PQsetNoticeProcessor", &out->setNoticeProcessor },
        { "PQexec", &out->exec },
        { "PQprepare", &out->prepare },
        { "PQdescribePrepared", &out->describePrepared },
        { "PQexecPrepared", &out->execPrepared },
        { "PQclear", &out->clear },
        { "PQresultStatus", &out->resultStatus },
        { "PQresultErrorField", &out->resultErrorField },
        { "PQnparams", &out->nparams },
        { "PQntuples", &out->ntuples },
        { "PQnfields", &out->nfields },
        { "PQfname", &out->fname },
        { "PQftype", &out->ftype },
        { "PQgetvalue", &out->getvalue },
        { "PQgetlength", &out->getlength },
        { "PQgetisnull", &out->getisnull },
    };
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dtl_fail(
            err, DTL_STORE, 0, 0,
            "E740: PostgreSQL's library libpq.so.5 cannot be loaded: "
            "install libpq5, or name a file");
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++) {
        void *found = dlsym(library, FUNCTIONS[i].name);
        if (!found)
            return dtl_fail(err, DTL_STORE, 0, 0,
                            "E741: PostgreSQL's library has no %s",
                            FUNCTIONS[i].name);
        /* POSIX lets a function's address stand in an object pointer. */
        memcpy(FUNCTIONS[i].into, &found, sizeof found);
    }
    return DTL_OK;
}

#endif
