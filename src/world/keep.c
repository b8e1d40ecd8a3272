/* keep.c — ids that stay when groups change, and pages of rows (world.h). */
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "world/world.h"

enum { PAGE = 1000, SQL_MAX = 1 << 13, FIRST_IDS = 256 };

dtl_status dtli_world_no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

uint64_t dtli_hash_int(uint64_t hash, int64_t value)
{
    return dtli_hash_more(hash,
                          (dtl_str){ (const char *)&value, sizeof value });
}

/* One page; *last is the key of its last row, *rows how many there were. */
static dtl_status read_page(dtl_stmt *stmt, dtli_row each, void *payload,
                            int64_t *last, dtl_error *err)
{
    int64_t from = *last;
    unsigned rows = 0;
    dtl_status status;
    dtli_bind_int(stmt, 1, from);
    while ((status = dtli_step(stmt, err)) == DTL_OK) {
        *last = dtli_column_int(stmt, 0);
        rows++;
        status = each(payload, stmt, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(stmt);
    if (status == DTL_END && rows == PAGE)
        return DTL_OK;
    return status;
}

dtl_status dtli_pages(dtl_db *db, const char *words, dtli_row each,
                      void *payload, dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    dtl_buf sql;
    int64_t last = 0;
    dtli_buf_init(&sql, SQL_MAX);
    dtli_buf_printf(&sql, "%s LIMIT %d", words, PAGE);
    dtli_buf_add_char(&sql, '\0');
    dtl_status status = sql.failed ? dtli_world_no_memory(err)
                                   : dtli_db_prepare(db, sql.ptr, &stmt, err);
    dtli_buf_clear(&sql);
    while (status == DTL_OK)
        status = read_page(stmt, each, payload, &last, err);
    dtli_stmt_close(stmt);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status take_id(void *payload, const dtl_stmt *row, dtl_error *err)
{
    dtli_ids *ids = payload;
    if (ids->count == ids->capacity) {
        uint32_t capacity = ids->capacity ? ids->capacity * 2 : FIRST_IDS;
        int64_t *id = dtli_realloc(ids->id, capacity * sizeof *id);
        if (!id)
            return dtli_world_no_memory(err);
        ids->id = id;
        ids->capacity = capacity;
    }
    ids->id[ids->count++] = dtli_column_int(row, 0);
    return DTL_OK;
}

dtl_status dtli_ids_read(dtl_db *db, const char *sql, dtli_ids *out,
                         dtl_error *err)
{
    dtl_status status = dtli_pages(db, sql, take_id, out, err);
    if (status != DTL_OK)
        return status;
    out->kept = dtli_calloc((size_t)out->count + 1, sizeof *out->kept);
    return out->kept ? DTL_OK : dtli_world_no_memory(err);
}

void dtli_ids_clear(dtli_ids *ids)
{
    free(ids->id);
    free(ids->kept);
}

static int by_id(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

uint32_t dtli_ids_find(const dtli_ids *ids, int64_t id)
{
    const int64_t *at = NULL;
    if (ids->count)
        at = bsearch(&id, ids->id, ids->count, sizeof *ids->id, by_id);
    return at ? (uint32_t)(at - ids->id) : UINT32_MAX;
}

dtl_status dtli_ids_drop_rest(dtl_db *db, const char *sql, const dtli_ids *ids,
                              dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    dtl_status status = dtli_db_prepare(db, sql, &stmt, err);
    for (uint32_t i = 0; i < ids->count && status == DTL_OK; i++) {
        if (ids->kept[i])
            continue;
        dtli_bind_int(stmt, 1, ids->id[i]);
        status = dtli_run(stmt, err);
    }
    dtli_stmt_close(stmt);
    return status;
}

/* Members that an old id and a group have in common. */
typedef struct common {
    int64_t old;
    uint32_t fresh, members;
    uint32_t number; /* of the old id */
} common;

static int by_old(const void *left, const void *right)
{
    const dtli_keep *a = left, *b = right;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->fresh > b->fresh) - (a->fresh < b->fresh);
}

static int by_members(const void *left, const void *right)
{
    const common *a = left, *b = right;
    if (a->members != b->members)
        return a->members > b->members ? -1 : 1;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->fresh > b->fresh) - (a->fresh < b->fresh);
}

static size_t fold(const dtli_keep *pairs, size_t count, common *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        common *last = n ? &out[n - 1] : NULL;
        bool same = last && last->old == pairs[i].old;
        if (same && last->fresh == pairs[i].fresh) {
            last->members++;
            continue;
        }
        uint32_t number = last ? last->number + !same : 0;
        out[n++] = (common){ pairs[i].old, pairs[i].fresh, 1, number };
    }
    return n;
}

dtl_status dtli_keep_ids(dtli_keep *pairs, size_t count, int64_t *ids,
                         dtl_error *err)
{
    common *commons = dtli_malloc((count + 1) * sizeof *commons);
    bool *used = dtli_calloc(count + 1, sizeof *used);
    if (!commons || !used) {
        free(commons);
        free(used);
        return dtli_world_no_memory(err);
    }
    if (count)
        qsort(pairs, count, sizeof *pairs, by_old);
    size_t n = fold(pairs, count, commons);
    if (n)
        qsort(commons, n, sizeof *commons, by_members);
    for (size_t i = 0; i < n; i++) {
        if (ids[commons[i].fresh] || used[commons[i].number])
            continue;
        ids[commons[i].fresh] = commons[i].old;
        used[commons[i].number] = true;
    }
    free(commons);
    free(used);
    return DTL_OK;
}
