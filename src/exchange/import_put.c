/* import_put.c — a batch of rows into the tables, one transaction.
 *
 * A row is found again by its event's id, which has the origin before it.
 * Its document is one of many rows: rows of a batch that share it find it in
 * a map, and where a row moves to another one, an empty one goes.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "exchange/import.h"
#include "store/facts.h"

/* Columns of the statements below. */
enum { EVENT_ROW, EVENT_DOCUMENT, EVENT_NUMBER, EVENT_RECORD, EVENT_DOC };
enum { DOC_ROW, DOC_ORIGIN, DOC_NEXT };

static const char FIND[] =
    "SELECT e.id, e.document, e.number, r.record, d.doc FROM events e"
    " JOIN documents d ON d.id = e.document JOIN records r ON r.event = e.id"
    " WHERE e.event = $1 AND d.origin = $2";
static const char FIND_DOC[] =
    "SELECT id, origin, (SELECT coalesce(max(e.number), -1) + 1 FROM events e"
    " WHERE e.document = documents.id) FROM documents WHERE doc = $1";
static const char DROP_DOC[] =
    "DELETE FROM documents WHERE id = $1 AND NOT EXISTS"
    " (SELECT 1 FROM events WHERE document = $1)";

/* A document that rows of this batch go into. */
typedef struct batch_doc {
    int64_t row, next; /* number of its next event */
} batch_doc;

/* One try of a batch. */
typedef struct attempt {
    dtl_import_state *state;
    dtl_strmap *by_doc;
    batch_doc *docs;
    int64_t *left; /* documents that a row left */
    uint32_t doc_count, left_count;
    dtl_import_result result;
} attempt;

dtl_status dtli_import_open(dtl_import_state *state, dtl_error *err)
{
    dtl_db *db = state->store->db;
    dtl_status status = dtli_db_prepare(db, FIND, &state->find, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(db, FIND_DOC, &state->find_doc, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(db, DROP_DOC, &state->drop_doc, err);
    return status;
}

void dtli_import_close(dtl_import_state *state)
{
    dtli_stmt_close(state->find);
    dtli_stmt_close(state->find_doc);
    dtli_stmt_close(state->drop_doc);
}

dtl_status dtli_import_note(dtl_import_state *state, const char *outcome,
                            dtl_error *err)
{
    const dtl_import_result *told = &state->result;
    dtl_store_result result = { .documents = told->documents,
                                .known = told->known,
                                .rejected = told->rejected,
                                .events_added = told->added,
                                .events_changed = told->changed };
    return dtli_store_run_note(state->store, &state->by, outcome, &result, err);
}

/* The document of a row in the store, or a new one. */
static dtl_status open_document(attempt *now, const dtl_store_doc *doc,
                                batch_doc *out, dtl_error *err)
{
    dtl_stmt *find = now->state->find_doc;
    dtli_bind_text(find, 1, doc->id);
    dtl_status status = dtli_step(find, err);
    bool ours = true;
    if (status == DTL_OK) {
        ours = dtli_str_equal(dtli_column_text(find, DOC_ORIGIN), doc->origin);
        out->row = dtli_column_int(find, DOC_ROW);
        out->next = dtli_column_int(find, DOC_NEXT);
    }
    dtli_stmt_reset(find);
    if (!ours)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E767: document '%.*s' comes from elsewhere",
                        dtli_cell_shown(doc->id), doc->id.ptr);
    if (status != DTL_END)
        return status;
    out->next = 0;
    now->result.documents++;
    return dtli_store_add_document(now->state->store, doc, &now->state->by,
                                   &out->row, err);
}

static dtl_status find_document(attempt *now, const dtl_store_doc *doc,
                                batch_doc **out, dtl_error *err)
{
    uint32_t at = dtli_strmap_get(now->by_doc, doc->id, DTL_STRMAP_NONE);
    if (at != DTL_STRMAP_NONE) {
        *out = &now->docs[at];
        return DTL_OK;
    }
    *out = &now->docs[now->doc_count];
    dtl_status status = open_document(now, doc, *out, err);
    if (status == DTL_OK &&
        !dtli_strmap_put(now->by_doc, doc->id, now->doc_count++))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return status;
}

/* What the store has of a row. */
typedef struct old_row {
    int64_t row, document, number;
    bool same, same_doc;
} old_row;

static dtl_status find_event(attempt *now, const dtl_import_item *item,
                             old_row *out, dtl_error *err)
{
    dtl_stmt *find = now->state->find;
    dtli_bind_text(find, 1, item->values.id);
    dtli_bind_text(find, 2, item->doc.origin);
    dtl_status status = dtli_step(find, err);
    *out = (old_row){ 0 };
    if (status == DTL_OK) {
        out->row = dtli_column_int(find, EVENT_ROW);
        out->document = dtli_column_int(find, EVENT_DOCUMENT);
        out->number = dtli_column_int(find, EVENT_NUMBER);
        out->same =
            dtli_str_equal(dtli_column_text(find, EVENT_RECORD), item->values.record);
        out->same_doc =
            dtli_str_equal(dtli_column_text(find, EVENT_DOC), item->doc.id);
    }
    dtli_stmt_reset(find);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status run_on(dtl_stmt *stmt, int64_t id, dtl_error *err)
{
    dtli_bind_int(stmt, 1, id);
    return dtli_run(stmt, err);
}

/* Another row under a known id: in its place, if it stays in its document. */
static dtl_status replace(attempt *now, const dtl_import_item *item,
                          const old_row *old, dtl_error *err)
{
    dtl_store *store = now->state->store;
    dtl_stmt *drop;
    batch_doc *doc = NULL;
    int64_t document = old->document, number = old->number;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_EVENT_DROP, &drop, err);
    if (status == DTL_OK)
        status = run_on(drop, old->row, err);
    if (status == DTL_OK && !old->same_doc) {
        status = find_document(now, &item->doc, &doc, err);
        if (status == DTL_OK) {
            document = doc->row;
            number = doc->next++;
        }
    }
    if (status == DTL_OK)
        status =
            dtli_store_add_values(store, document, number, &item->values, err);
    if (!old->same_doc)
        now->left[now->left_count++] = old->document;
    now->result.changed++;
    return status;
}

static dtl_status put_row(attempt *now, const dtl_import_item *item,
                          dtl_error *err)
{
    old_row old;
    batch_doc *doc;
    dtl_status status = find_event(now, item, &old, err);
    if (status != DTL_OK)
        return status;
    if (old.row && old.same && old.same_doc) {
        now->result.known++;
        return DTL_OK;
    }
    if (old.row)
        return replace(now, item, &old, err);
    status = find_document(now, &item->doc, &doc, err);
    if (status != DTL_OK)
        return status;
    now->result.added++;
    return dtli_store_add_values(now->state->store, doc->row, doc->next++,
                                 &item->values, err);
}

static dtl_status put_item(attempt *now, const dtl_import_item *item,
                           dtl_error *err)
{
    if (item->values.record.len) {
        now->result.rows++;
        return put_row(now, item, err);
    }
    now->result.rejected++;
    return dtli_store_reject(now->state->store, now->state->by.run, item->error,
                             err);
}

/* One try. *at_fault: the item that failed; `count` where it was none. */
static dtl_status apply(attempt *now, const dtl_import_item *items,
                        size_t count, size_t *at_fault, dtl_error *err)
{
    dtl_import_state *state = now->state;
    dtl_import_result before = state->result;
    dtl_status status = dtli_db_begin(state->store->db, err);
    *at_fault = count;
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        status = put_item(now, &items[i], err);
        if (status != DTL_OK)
            *at_fault = i;
    }
    for (uint32_t i = 0; i < now->left_count && status == DTL_OK; i++)
        status = run_on(state->drop_doc, now->left[i], err);
    state->result = now->result;
    if (status == DTL_OK)
        status = dtli_import_note(state, "running", err);
    if (status == DTL_OK)
        status = dtli_facts_renew(state->store->db, DTL_STALE_BLOCKS, err);
    if (status == DTL_OK)
        status = dtli_db_commit(state->store->db, err);
    if (status == DTL_OK)
        return status;
    dtli_db_rollback(state->store->db);
    state->result = before;
    return status;
}

/* Whether the row is at fault, and not the store. */
static bool is_refused(const dtl_import_item *item, dtl_status status)
{
    return item->values.record.len &&
           (status == DTL_SYNTAX || status == DTL_INVALID ||
            status == DTL_LIMIT);
}

/* Makes a row that the store refuses a refused one. */
static dtl_status refuse(dtl_import_state *state, dtl_import_item *item,
                         dtl_arena *arena, dtl_error *err)
{
    item->error = dtli_arena_make(arena, dtl_error);
    if (!item->error) {
        dtli_error_clear(err);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    *item->error = *err;
    item->error->line = item->doc.line;
    item->error->byte = 0;
    dtl_str file = dtli_arena_printf(arena, "%.*s", DTL_FMT(item->doc.file));
    if (file.ptr)
        dtli_error_source(item->error, file.ptr);
    item->values.record.len = 0;
    dtli_error_clear(err);
    if (state->report)
        state->report(state->payload, item->error);
    return DTL_OK;
}

static dtl_status try_batch(dtl_import_state *state, dtl_import_item *items,
                            size_t count, size_t *at_fault, dtl_error *err)
{
    attempt now = { .state = state, .result = state->result };
    now.by_doc = dtli_strmap_new((uint32_t)count);
    now.docs = dtli_calloc(count + 1, sizeof *now.docs);
    now.left = dtli_calloc(count + 1, sizeof *now.left);
    *at_fault = count;
    dtl_status status =
        now.by_doc && now.docs && now.left
            ? apply(&now, items, count, at_fault, err)
            : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtli_strmap_free(now.by_doc);
    free(now.docs);
    free(now.left);
    return status;
}

dtl_status dtli_import_put(dtl_import_state *state, dtl_import_item *items,
                           size_t count, dtl_arena *arena, dtl_error *err)
{
    dtl_error spare = { 0 };
    err = err ? err : &spare;
    for (int tries = 1;;) {
        size_t at_fault;
        dtli_error_clear(err);
        dtl_status status = try_batch(state, items, count, &at_fault, err);
        if (status == DTL_OK)
            return status;
        if (dtli_db_may_retry(state->store->db) && tries < DTL_STORE_TRIES)
            tries++;
        else if (at_fault == count || !is_refused(&items[at_fault], status))
            return status;
        else if (refuse(state, &items[at_fault], arena, err) != DTL_OK)
            return DTL_NOMEM;
    }
}
