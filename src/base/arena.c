/* arena.c — block arena with mark and release, and the allocation hook.
 *
 * Blocks form a list from newest to oldest; a request goes to the newest.
 * A block is twice as large as the one before it, so n bytes need O(log n)
 * mallocs. Cost of a request: one addition and a memset.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 64 << 10, ALIGN = 16 };

typedef struct block {
    struct block *older;
    size_t size;
    size_t used;
    /* the bytes follow, aligned to 16 */
} block;

struct dtl_arena {
    block *newest;
    size_t total; /* bytes handed out since the last reset */
    size_t held;  /* bytes of all blocks */
    size_t limit;
};

static _Thread_local uint64_t fail_countdown;

void dtli_alloc_fail_after(uint64_t n)
{
    fail_countdown = n;
}

static bool injected_failure(void)
{
    return fail_countdown > 0 && --fail_countdown == 0;
}

void *dtli_malloc(size_t size)
{
    return injected_failure() ? NULL : malloc(size ? size : 1);
}

void *dtli_calloc(size_t count, size_t size)
{
    return injected_failure() ? NULL
                              : calloc(count ? count : 1, size ? size : 1);
}

void *dtli_realloc(void *old, size_t size)
{
    return injected_failure() ? NULL : realloc(old, size ? size : 1);
}

static size_t header_size(void)
{
    return (sizeof(block) + ALIGN - 1) / ALIGN * ALIGN;
}

static char *block_bytes(block *b)
{
    return (char *)b + header_size();
}

dtl_arena *dtli_arena_new(size_t limit)
{
    dtl_arena *arena = dtli_calloc(1, sizeof *arena);
    if (arena)
        arena->limit = limit;
    return arena;
}

static void free_blocks_until(dtl_arena *arena, const block *keep)
{
    while (arena->newest && arena->newest != keep) {
        block *older = arena->newest->older;
        arena->held -= arena->newest->size;
        free(arena->newest);
        arena->newest = older;
    }
}

void dtli_arena_free(dtl_arena *arena)
{
    if (!arena)
        return;
    free_blocks_until(arena, NULL);
    free(arena);
}

void dtli_arena_reset(dtl_arena *arena)
{
    block *largest = arena->newest;
#ifndef DTL_ARENA_DEBUG
    if (largest) { /* sizes double, so the newest is the largest */
        arena->newest = largest->older;
        free_blocks_until(arena, NULL);
        largest->older = NULL;
        largest->used = 0;
        arena->newest = largest;
    }
#else
    (void)largest;
    free_blocks_until(arena, NULL);
#endif
    arena->total = 0;
}

static block *new_block(dtl_arena *arena, size_t need)
{
    size_t size = FIRST_BLOCK;
#ifndef DTL_ARENA_DEBUG
    if (arena->newest && arena->newest->size <= SIZE_MAX / 2)
        size = arena->newest->size * 2;
    size_t room = arena->limit - arena->held;
    if (size > room)
        size = room;
#else
    size = need;
#endif
    if (size < need)
        size = need;
    block *b = dtli_malloc(header_size() + size);
    if (!b)
        return NULL;
    b->older = arena->newest;
    b->size = size;
    b->used = 0;
    arena->newest = b;
    arena->held += size;
    return b;
}

void *dtli_arena_alloc(dtl_arena *arena, size_t size)
{
    if (size > arena->limit)
        return NULL;
    size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (need == 0)
        need = ALIGN;
    block *b = arena->newest;
#ifdef DTL_ARENA_DEBUG
    b = NULL;
#endif
    if (!b || b->size - b->used < need) {
        if (need > arena->limit - arena->total)
            return NULL;
        if (arena->held > arena->limit || need > arena->limit - arena->held)
            return NULL;
        b = new_block(arena, need);
        if (!b)
            return NULL;
    }
    void *p = block_bytes(b) + b->used;
    b->used += need;
    arena->total += need;
    memset(p, 0, need);
    return p;
}

void *dtli_arena_array(dtl_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return dtli_arena_alloc(arena, count * size);
}

dtl_str dtli_arena_str(dtl_arena *arena, dtl_str s)
{
    dtl_str copy = { NULL, 0 };
    char *p = dtli_arena_alloc(arena, s.len + 1);
    if (!p)
        return copy;
    if (s.len)
        memcpy(p, s.ptr, s.len);
    copy.ptr = p;
    copy.len = s.len;
    return copy;
}

dtl_str dtli_arena_printf(dtl_arena *arena, const char *format, ...)
{
    dtl_str out = { NULL, 0 };
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        return out;
    char *p = dtli_arena_alloc(arena, (size_t)len + 1);
    if (!p)
        return out;
    va_start(args, format);
    vsnprintf(p, (size_t)len + 1, format, args);
    va_end(args);
    out.ptr = p;
    out.len = (size_t)len;
    return out;
}

dtl_arena_mark dtli_arena_mark(const dtl_arena *arena)
{
    dtl_arena_mark mark = { arena->newest,
                            arena->newest ? arena->newest->used : 0,
                            arena->total };
    return mark;
}

void dtli_arena_release(dtl_arena *arena, dtl_arena_mark mark)
{
    free_blocks_until(arena, mark.block);
    if (arena->newest)
        arena->newest->used = mark.used;
    arena->total = mark.total;
}

size_t dtli_arena_used(const dtl_arena *arena)
{
    return arena->total;
}

bool dtli_arena_grow(dtl_arena *arena, void *items, uint32_t count,
                     uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return true;
    if (*capacity > UINT32_MAX / 2)
        return false;
    uint32_t wider = *capacity ? *capacity * 2 : 16;
    void *grown = dtli_arena_array(arena, wider, size);
    if (!grown)
        return false;
    void *old = NULL;
    memcpy(&old, items, sizeof old); /* `items` is the address of a pointer */
    if (old && count)
        memcpy(grown, old, (size_t)count * size);
    memcpy(items, &grown, sizeof grown);
    *capacity = wider;
    return true;
}
