/* schema.h — the tables of a store, as numbered migrations. */
#ifndef DATELINE_STORE_SCHEMA_H
#define DATELINE_STORE_SCHEMA_H

#include "store/db.h"

/* Whom a statement is for. */
typedef enum dtl_schema_for {
    DTL_SCHEMA_BOTH,
    DTL_SCHEMA_SQLITE,
    DTL_SCHEMA_POSTGRES
} dtl_schema_for;

typedef struct dtl_schema_step {
    dtl_schema_for dialect;
    const char *sql; /* @id, @int ... stand for types: see migrate.c */
} dtl_schema_step;

/* One migration; steps end with one whose sql is NULL. */
typedef struct dtl_migration {
    int number; /* from 1, one after the other */
    const dtl_schema_step *steps;
} dtl_migration;

extern const dtl_migration DTLI_MIGRATIONS[];
extern const int DTLI_MIGRATION_COUNT;

/* Brings the tables to the newest number in one transaction; nothing where
 * they are there. An empty database becomes a store.
 *
 * DTL_VERSION where a newer Dateline made them; DTL_INVALID where the
 * database holds other tables. */
dtl_status dtli_migrate(dtl_db *db, dtl_error *err) DTL_MUST_USE;

/* Checks for a reader: DTL_VERSION where a migration is due or the store is
 * newer, DTL_INVALID where it is no store. */
dtl_status dtli_migrate_check(dtl_db *db, dtl_error *err) DTL_MUST_USE;

#endif
