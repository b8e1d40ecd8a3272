/* store.c — opening a store, its coders and runs. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dateline/version.h"
#include "store/facts.h"
#include "store/put.h"
#include "store/schema.h"
#include "write/write.h"

static char *copy_of(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = dtli_malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

/* Cuts the password out of a URI ("postgresql://me:secret@host/news"). */
static void hide_password(char *where)
{
    char *user = dtli_db_is_uri(where) ? strstr(where, "://") : NULL;
    char *at = user ? strrchr(user + 3, '@') : NULL;
    char *colon = user ? strchr(user + 3, ':') : NULL;
    if (at && colon && colon < at)
        memmove(colon, at, strlen(at) + 1);
}

dtl_status dtli_store_blame(const dtl_store *store, dtl_status status,
                            dtl_error *err)
{
    if (status != DTL_OK)
        dtli_error_source(err, store->where);
    return status;
}

static unsigned flags_of(dtl_store_mode mode)
{
    switch (mode) {
    case DTL_STORE_CREATE:
        return DTL_DB_WRITE | DTL_DB_CREATE;
    case DTL_STORE_WRITE:
        return DTL_DB_WRITE;
    case DTL_STORE_READ:
        break;
    }
    return DTL_DB_READ;
}

static dtl_status open_tables(dtl_store *store, const char *where,
                              dtl_error *err)
{
    dtl_status status =
        dtli_db_open(where, flags_of(store->mode), &store->db, err);
    if (status == DTL_OK)
        status = store->mode == DTL_STORE_READ
                     ? dtli_migrate_check(store->db, err)
                     : dtli_migrate(store->db, err);
    if (status == DTL_OK && store->mode != DTL_STORE_READ)
        status = dtli_facts_renew_all(store->db, err);
    return dtli_store_blame(store, status, err);
}

dtl_status dtl_store_open(const char *where, dtl_store_mode mode,
                          dtl_store **out, dtl_error *err)
{
    dtl_store *store = dtli_calloc(1, sizeof *store);
    if (store) {
        store->address = copy_of(where);
        store->where = copy_of(where);
    }
    if (!store || !store->where || !store->address) {
        dtl_store_close(store);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    hide_password(store->where);
    store->mode = mode;
    dtl_status status = open_tables(store, where, err);
    if (status != DTL_OK) {
        dtl_store_close(store);
        return status;
    }
    *out = store;
    return DTL_OK;
}

void dtl_store_close(dtl_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < DTL_SQL_STORE_COUNT; i++)
        dtli_stmt_close(store->stmts[i]);
    dtli_db_close(store->db);
    dtli_seen_free(store->names);
    dtli_seen_free(store->places);
    free(store->address);
    free(store->where);
    free(store);
}

static void bind_coder(dtl_stmt *stmt, const dtl_engine *engine,
                       dtl_str places)
{
    dtli_bind_text(stmt, 1, dtli_str(dtl_version()));
    dtli_bind_text(stmt, 2, dtl_engine_lexicon_version(engine));
    dtli_bind_text(stmt, 3, dtl_engine_model_id(engine));
    dtli_bind_text(stmt, 4, places);
}

dtl_status dtli_store_coder(dtl_store *store, const dtl_engine *engine,
                            dtl_str places, int64_t *out, dtl_error *err)
{
    dtl_stmt *stmt;
    int64_t found = 0;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_CODER_FIND, &stmt, err);
    if (status == DTL_OK) {
        bind_coder(stmt, engine, places);
        status = dtli_run_int(stmt, &found, err);
    }
    if (status == DTL_OK && found == 0) {
        status = dtli_store_stmt(store, DTL_SQL_CODER_ADD, &stmt, err);
        if (status != DTL_OK)
            return status;
        bind_coder(stmt, engine, places);
        status = dtli_run_int(stmt, &found, err);
    }
    if (status == DTL_OK)
        *out = found;
    return status;
}

dtl_status dtli_store_run_begin(dtl_store *store, const char *command,
                                const char *arguments, dtl_store_by *by,
                                dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_RUN_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, dtli_str(command));
    dtli_bind_text(stmt, 2, dtli_str(arguments ? arguments : ""));
    if (by->coder)
        dtli_bind_int(stmt, 3, by->coder);
    else
        dtli_bind_null(stmt, 3);
    return dtli_run_int(stmt, &by->run, err);
}

dtl_status dtli_store_run_note(dtl_store *store, const dtl_store_by *by,
                               const char *outcome,
                               const dtl_store_result *result,
                               dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_RUN_END, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, by->run);
    dtli_bind_text(stmt, 2, dtli_str(outcome));
    dtli_bind_int(stmt, 3, (int64_t)result->documents);
    dtli_bind_int(stmt, 4, (int64_t)result->known);
    dtli_bind_int(stmt, 5, (int64_t)result->replaced);
    dtli_bind_int(stmt, 6, (int64_t)result->rejected);
    dtli_bind_int(stmt, 7, (int64_t)result->events_added);
    dtli_bind_int(stmt, 8, (int64_t)result->events_removed);
    dtli_bind_int(stmt, 9, (int64_t)result->events_changed);
    return dtli_run(stmt, err);
}

dtl_status dtli_store_reject(dtl_store *store, int64_t run,
                             const dtl_error *what, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_REJECT_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, run);
    dtli_bind_text(stmt, 2, dtli_str(what->source));
    dtli_bind_int(stmt, 3, (int64_t)what->line);
    dtli_bind_int(stmt, 4, (int64_t)what->byte);
    dtli_bind_text(stmt, 5, dtli_str(what->message));
    return dtli_run(stmt, err);
}

void dtli_store_full_record(dtl_str record, dtl_str version, dtl_str lexicon,
                            dtl_str model, dtl_buf *out)
{
    bool coded = version.len > 0 && record.len > 0;
    dtli_buf_add(out, dtli_str_slice(record, 0, record.len - coded));
    if (coded) {
        dtli_write_coder(version, lexicon, model, out);
        dtli_buf_add_char(out, '}');
    }
    dtli_buf_add_char(out, '\n');
}

void dtli_store_bare_record(dtl_str line, dtl_buf *out)
{
    static const char CODER[] = ",\"coder\":{";
    size_t width = sizeof CODER - 1;
    line = dtli_str_trim(line);
    dtli_buf_reset(out);
    for (size_t at = line.len > width ? line.len - width : 0; at > 0; at--) {
        dtl_str here = { line.ptr + at, width };
        if (dtli_str_is(here, CODER)) {
            dtli_buf_add(out, dtli_str_slice(line, 0, at));
            dtli_buf_add_char(out, '}');
            return;
        }
    }
    dtli_buf_add(out, line);
}
