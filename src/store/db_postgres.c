/* db_postgres.c — PostgreSQL behind db.h, where libpq was there at build. */
#include "base/error.h"
#include "store/db_backend.h"

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
