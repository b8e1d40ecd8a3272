/* index.c — open addressing over little-endian bytes (index.h). */
#include "nn/index.h"

#include "base/pack.h"

bool dtli_index_init(dtl_str keys, dtl_str values, uint32_t bound,
                     dtl_index *out)
{
    size_t slots = keys.len / 8;
    if (slots == 0 || slots > (size_t)1 << 24 || (slots & (slots - 1)) != 0 ||
        keys.len != slots * 8 || values.len != slots * 4)
        return false;
    for (size_t i = 0; i < slots; i++)
        if (dtli_load_u64(keys.ptr + i * 8) != 0 &&
            dtli_load_u32(values.ptr + i * 4) >= bound)
            return false;
    out->keys = keys.ptr;
    out->values = values.ptr;
    out->slots = (uint32_t)slots;
    return true;
}

uint32_t dtli_index_find(const dtl_index *index, uint64_t key,
                         uint32_t otherwise)
{
    uint32_t mask = index->slots - 1, at = (uint32_t)key & mask;
    if (key == 0)
        return otherwise;
    /* A hostile file may have no empty slot: at most one round. */
    for (uint32_t i = 0; i < index->slots; i++, at = (at + 1) & mask) {
        uint64_t found = dtli_load_u64(index->keys + (size_t)at * 8);
        if (found == key)
            return dtli_load_u32(index->values + (size_t)at * 4);
        if (found == 0)
            break;
    }
    return otherwise;
}

void dtli_index_put(char *keys, char *values, uint32_t slots, uint64_t key,
                    uint32_t value)
{
    uint32_t at = (uint32_t)key & (slots - 1);
    if (key == 0)
        return;
    for (;;) {
        uint64_t found = dtli_load_u64(keys + (size_t)at * 8);
        if (found == key)
            return;
        if (found == 0)
            break;
        at = (at + 1) & (slots - 1);
    }
    dtli_store_u64(keys + (size_t)at * 8, key);
    dtli_store_u32(values + (size_t)at * 4, value);
}
