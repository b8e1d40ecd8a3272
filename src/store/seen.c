/* seen.c — names and places that a connection knows to be in the store.
 *
 * News and event data tell of the same few thousand over and over; asking the
 * database each time costs more than writing the event itself.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/table.h"
#include "store/store.h"

struct dtl_seen {
    dtl_arena *arena; /* keys, values */
    dtl_strmap *map;  /* key -> index in values */
    int64_t *values;
    uint32_t count, capacity;
    uint64_t undone; /* dtli_db_undone as it was */
};

static void forget(dtl_seen *seen)
{
    dtli_strmap_free(seen->map);
    dtli_arena_free(seen->arena);
    *seen = (dtl_seen){ .undone = seen->undone };
}

static void refresh(dtl_seen *seen, const dtl_db *db)
{
    uint64_t undone = dtli_db_undone(db);
    if (seen->undone != undone || seen->count == DTL_STORE_SEEN)
        forget(seen);
    seen->undone = undone;
}

bool dtli_seen_find(dtl_seen *seen, const dtl_db *db, dtl_str key,
                    int64_t *value)
{
    if (!seen)
        return false;
    refresh(seen, db);
    uint32_t at = seen->map ? dtli_strmap_get(seen->map, key, DTL_STRMAP_NONE)
                            : DTL_STRMAP_NONE;
    if (at == DTL_STRMAP_NONE)
        return false;
    *value = seen->values[at];
    return true;
}

static bool make(dtl_seen *seen)
{
    if (!seen->arena)
        seen->arena = dtli_arena_new(DTL_STORE_SEEN_BYTES);
    if (!seen->map)
        seen->map = dtli_strmap_new(1024);
    return seen->arena && seen->map;
}

void dtli_seen_add(dtl_seen **out, const dtl_db *db, dtl_str key, int64_t value)
{
    if (!*out)
        *out = dtli_calloc(1, sizeof **out);
    dtl_seen *seen = *out;
    if (!seen)
        return;
    refresh(seen, db);
    if (!make(seen) ||
        !dtli_arena_grow(seen->arena, &seen->values, seen->count,
                         &seen->capacity, sizeof *seen->values)) {
        forget(seen);
        return;
    }
    dtl_str kept = dtli_arena_str(seen->arena, key);
    if (!kept.ptr || !dtli_strmap_put(seen->map, kept, seen->count)) {
        forget(seen);
        return;
    }
    seen->values[seen->count++] = value;
}

void dtli_seen_free(dtl_seen *seen)
{
    if (!seen)
        return;
    forget(seen);
    free(seen);
}
