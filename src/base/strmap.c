/* strmap.c — open-addressing hash from string to entries (table.h).
 *
 * Slots hold the index + 1 of the first entry under a key; entries under
 * one key are chained in order of insertion. Load stays below 1/2.
 */
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

typedef struct entry {
    dtl_str key;
    uint64_t hash;
    uint32_t value;
    uint32_t next; /* entry index under the same key, or NONE */
    uint32_t last; /* in a first entry: the last of its chain */
} entry;

struct dtl_strmap {
    entry *entries;
    uint32_t count, capacity;
    uint32_t *slots;
    uint32_t slot_count; /* power of two */
};

static bool resize_slots(dtl_strmap *map, uint32_t slot_count);

dtl_strmap *dtli_strmap_new(uint32_t expected)
{
    dtl_strmap *map = dtli_calloc(1, sizeof *map);
    uint32_t slots = 64;
    while (slots / 2 < expected && slots < 1u << 30)
        slots *= 2;
    if (map && !resize_slots(map, slots)) {
        free(map);
        return NULL;
    }
    return map;
}

void dtli_strmap_free(dtl_strmap *map)
{
    if (!map)
        return;
    free(map->entries);
    free(map->slots);
    free(map);
}

/* Slot where `key` is or would go. */
static uint32_t slot_of(const dtl_strmap *map, dtl_str key, uint64_t hash)
{
    uint32_t mask = map->slot_count - 1;
    uint32_t slot = (uint32_t)(hash ^ hash >> 32) & mask;
    while (map->slots[slot] != 0) {
        const entry *e = &map->entries[map->slots[slot] - 1];
        if (e->hash == hash && dtli_str_equal(e->key, key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static bool resize_slots(dtl_strmap *map, uint32_t slot_count)
{
    uint32_t *slots = dtli_calloc(slot_count, sizeof *slots);
    uint32_t *old = map->slots;
    uint32_t old_count = map->slot_count;
    if (!slots)
        return false;
    map->slots = slots;
    map->slot_count = slot_count;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i] != 0) {
            const entry *e = &map->entries[old[i] - 1];
            map->slots[slot_of(map, e->key, e->hash)] = old[i];
        }
    }
    free(old);
    return true;
}

static bool make_room(dtl_strmap *map)
{
    if (map->count >= 1u << 28)
        return false;
    if (map->count == map->capacity) {
        uint32_t wider = map->capacity ? map->capacity * 2 : 64;
        void *grown = dtli_realloc(map->entries, wider * sizeof(entry));
        if (!grown)
            return false;
        map->entries = grown;
        map->capacity = wider;
    }
    return map->count < map->slot_count / 2 ||
           resize_slots(map, map->slot_count * 2);
}

bool dtli_strmap_put(dtl_strmap *map, dtl_str key, uint32_t value)
{
    if (!make_room(map))
        return false;
    uint64_t hash = dtli_hash(key);
    uint32_t slot = slot_of(map, key, hash);
    uint32_t index = map->count++;
    entry e = { key, hash, value, DTL_STRMAP_NONE, index };
    map->entries[index] = e;
    if (map->slots[slot] == 0) {
        map->slots[slot] = index + 1;
    } else {
        entry *first = &map->entries[map->slots[slot] - 1];
        map->entries[first->last].next = index;
        first->last = index;
    }
    return true;
}

uint32_t dtli_strmap_find(const dtl_strmap *map, dtl_str key)
{
    uint32_t slot = slot_of(map, key, dtli_hash(key));
    return map->slots[slot] ? map->slots[slot] - 1 : DTL_STRMAP_NONE;
}

uint32_t dtli_strmap_next(const dtl_strmap *map, uint32_t handle)
{
    return map->entries[handle].next;
}

uint32_t dtli_strmap_value(const dtl_strmap *map, uint32_t handle)
{
    return map->entries[handle].value;
}

uint32_t dtli_strmap_get(const dtl_strmap *map, dtl_str key,
                         uint32_t otherwise)
{
    uint32_t handle = dtli_strmap_find(map, key);
    return handle == DTL_STRMAP_NONE ? otherwise
                                     : map->entries[handle].value;
}
