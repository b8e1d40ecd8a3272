/* put_events.c — brings the events of a document to a list of records,
 * touching none that is there already, byte for byte.
 *
 * Documents have some dozen events, hostile ones some thousand: old ones are
 * found by a map from id to those that have it.
 */
#include "base/error.h"
#include "base/limits.h"
#include "base/table.h"
#include "store/put.h"

/* An event that the store has. */
typedef struct old_event {
    int64_t row, number;
    dtl_str id, record; /* arena */
    bool used;          /* paired with one of the new ones */
} old_event;

typedef struct event_diff {
    dtl_store *store;
    int64_t document;
    dtl_store_by *by;
    dtl_arena *arena;
    dtl_strmap *by_id;
    old_event *old;
    uint32_t old_count, old_capacity;
    bool moved; /* an event that stays has another number now */
} event_diff;

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

static dtl_status keep_old(event_diff *diff, dtl_stmt *stmt, dtl_error *err)
{
    if (!dtli_arena_grow(diff->arena, &diff->old, diff->old_count,
                         &diff->old_capacity, sizeof *diff->old))
        return no_memory(err);
    old_event *old = &diff->old[diff->old_count];
    *old = (old_event){
        .row = dtli_column_int(stmt, 0),
        .number = dtli_column_int(stmt, 2),
        .id = dtli_arena_str(diff->arena, dtli_column_text(stmt, 1)),
        .record = dtli_arena_str(diff->arena, dtli_column_text(stmt, 3)),
    };
    if (!old->id.ptr || !old->record.ptr ||
        !dtli_strmap_put(diff->by_id, old->id, diff->old_count))
        return no_memory(err);
    diff->old_count++;
    return DTL_OK;
}

static dtl_status read_old(event_diff *diff, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(diff->store, DTL_SQL_EVENTS_OF, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, diff->document);
    while ((status = dtli_step(stmt, err)) == DTL_OK) {
        status = keep_old(diff, stmt, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(stmt);
    return status == DTL_END ? DTL_OK : status;
}

/* The first unused old event with this id; NULL for none. */
static old_event *find_old(const event_diff *diff, dtl_str id)
{
    uint32_t at = dtli_strmap_find(diff->by_id, id);
    while (at != DTL_STRMAP_NONE) {
        old_event *old = &diff->old[dtli_strmap_value(diff->by_id, at)];
        if (!old->used)
            return old;
        at = dtli_strmap_next(diff->by_id, at);
    }
    return NULL;
}

static dtl_status note_change(const event_diff *diff, dtl_str id,
                              const char *change, dtl_str record,
                              dtl_error *err)
{
    dtl_stmt *stmt;
    if (!diff->by->keep_changes)
        return DTL_OK;
    dtl_status status =
        dtli_store_stmt(diff->store, DTL_SQL_CHANGE_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, diff->by->run);
    dtli_bind_int(stmt, 2, diff->document);
    dtli_bind_text(stmt, 3, id);
    dtli_bind_text(stmt, 4, dtli_str(change));
    dtli_bind_text(stmt, 5, record);
    return dtli_run(stmt, err);
}

static dtl_status drop(const event_diff *diff, const old_event *old,
                       const char *change, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = note_change(diff, old->id, change, old->record, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(diff->store, DTL_SQL_EVENT_DROP, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, old->row);
    return dtli_run(stmt, err);
}

/* Moves an event that stays: to a negative number first, since the one it
 * gets may still be taken. */
static dtl_status move(event_diff *diff, const old_event *old, int64_t number,
                       dtl_error *err)
{
    dtl_stmt *stmt;
    diff->moved = true;
    dtl_status status =
        dtli_store_stmt(diff->store, DTL_SQL_EVENT_NUMBER, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, old->row);
    dtli_bind_int(stmt, 2, -1 - number);
    return dtli_run(stmt, err);
}

/* A new event: its record, and where the store's stand to it. */
typedef struct new_event {
    dtl_str record; /* arena, without coder */
    dtl_str id;     /* in the record */
    old_event *same;
} new_event;

/* The id of a record, which every writer puts first: {"id":"0123..." */
static dtl_str id_of(dtl_str record)
{
    static const char HEAD[] = "{\"id\":\"";
    size_t from = sizeof HEAD - 1;
    if (!dtli_str_starts(record, dtli_str(HEAD)))
        return DTL_STR("");
    return dtli_str_slice(record, from, dtli_str_find(record, '"', from));
}

/* Reads the records and pairs each with the old event of its id. */
static dtl_status read_new(event_diff *diff, dtl_str records,
                           new_event **out, uint32_t *count, dtl_error *err)
{
    dtl_buf bare;
    dtl_str line;
    uint32_t capacity = 0;
    dtl_status status = DTL_OK;
    dtli_buf_init(&bare, DTL_MAX_OUTPUT_BYTES);
    while (status == DTL_OK && dtli_str_split(&records, '\n', &line)) {
        if (line.len == 0)
            continue;
        dtli_store_bare_record(line, &bare);
        if (bare.failed || !dtli_arena_grow(diff->arena, out, *count,
                                            &capacity, sizeof **out)) {
            status = no_memory(err);
            break;
        }
        new_event *event = &(*out)[(*count)++];
        event->record = dtli_arena_str(diff->arena, dtli_buf_str(&bare));
        if (!event->record.ptr)
            status = no_memory(err);
        event->id = id_of(event->record);
        event->same = find_old(diff, event->id);
        if (event->same)
            event->same->used = true;
    }
    dtli_buf_clear(&bare);
    return status;
}

/* Takes away what is gone or came out otherwise. */
static dtl_status drop_old(event_diff *diff, const new_event *news,
                           uint32_t count, dtl_error *err)
{
    dtl_status status = DTL_OK;
    for (uint32_t i = 0; i < count && status == DTL_OK; i++) {
        old_event *same = news[i].same;
        if (same && !dtli_str_equal(same->record, news[i].record))
            status = drop(diff, same, "changed", err);
    }
    for (uint32_t i = 0; i < diff->old_count && status == DTL_OK; i++) {
        if (diff->old[i].used)
            continue;
        diff->by->counts.removed++;
        status = drop(diff, &diff->old[i], "removed", err);
    }
    return status;
}

static dtl_status put_one(event_diff *diff, const new_event *event,
                          int64_t number, dtl_error *err)
{
    dtl_store_counts *counts = &diff->by->counts;
    const old_event *same = event->same;
    if (same && dtli_str_equal(same->record, event->record)) {
        counts->kept++;
        return same->number == number ? DTL_OK
                                      : move(diff, same, number, err);
    }
    counts->changed += same != NULL;
    counts->added += same == NULL;
    bool free_number = diff->old_count == 0; /* else it may be taken still */
    diff->moved = diff->moved || !free_number;
    dtl_status status = DTL_OK;
    if (!same)
        status = note_change(diff, event->id, "added", DTL_STR(""), err);
    return status == DTL_OK
               ? dtli_store_add_event(diff->store, diff->document,
                                      free_number ? number : -1 - number,
                                      event->record, err)
               : status;
}

static dtl_status renumber(event_diff *diff, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(diff->store, DTL_SQL_EVENTS_RENUMBER, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, diff->document);
    return dtli_run(stmt, err);
}

static dtl_status bring(event_diff *diff, dtl_str records, dtl_error *err)
{
    new_event *news = NULL;
    uint32_t count = 0;
    dtl_status status = read_old(diff, err);
    if (status == DTL_OK)
        status = read_new(diff, records, &news, &count, err);
    if (status == DTL_OK)
        status = drop_old(diff, news, count, err);
    for (uint32_t i = 0; i < count && status == DTL_OK; i++)
        status = put_one(diff, &news[i], i, err);
    if (status == DTL_OK && diff->moved)
        status = renumber(diff, err);
    return status;
}

dtl_status dtli_store_put_events(dtl_store *store, int64_t document,
                                 dtl_str records, dtl_store_by *by,
                                 dtl_error *err)
{
    event_diff diff = { .store = store, .document = document, .by = by };
    diff.arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    diff.by_id = dtli_strmap_new(64);
    dtl_status status = diff.arena && diff.by_id
                            ? bring(&diff, records, err)
                            : no_memory(err);
    dtli_strmap_free(diff.by_id);
    dtli_arena_free(diff.arena);
    return status;
}
