/* duckdb_run.c — runs statements in DuckDB: duckdb_run SQL...
 *
 * The library is the one that DATELINE_DUCKDB names, else libduckdb.so.
 * "COPY (...) TO '/dev/stdout'" prints. Exit status 77 where DuckDB's library
 * is not there, 1 where a statement fails. */
#include <stdio.h>
#include <stdlib.h>

#include "exchange/duck.h"

int main(int argc, char **argv)
{
    dtli_duck duck;
    dtl_error err = { 0 };
    dtl_status status = dtli_duck_open(&duck, getenv("DATELINE_DUCKDB"), &err);
    if (status != DTL_OK) {
        fprintf(stderr, "%s\n", err.message);
        return status == DTL_NOTFOUND ? 77 : 1;
    }
    for (int i = 1; i < argc && status == DTL_OK; i++)
        status = dtli_duck_run(&duck, argv[i], &err);
    if (status != DTL_OK)
        fprintf(stderr, "%s\n", err.message);
    dtli_duck_close(&duck);
    return status == DTL_OK ? 0 : 1;
}
