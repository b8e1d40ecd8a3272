/* arena.h — memory of one document, freed in one call.
 *
 * Blocks double from 64 KB; nothing is freed alone. Scratch memory uses
 * mark and release inside one stage. Under DTL_ARENA_DEBUG every request is
 * its own malloc, so that ASan sees overruns.
 */
#ifndef DATELINE_BASE_ARENA_H
#define DATELINE_BASE_ARENA_H

#include <stdbool.h>

#include "dateline/status.h"

typedef struct dtl_arena dtl_arena;

typedef struct dtl_arena_mark {
    void *block;
    size_t used;
    size_t total;
} dtl_arena_mark;

/* New arena of at most `limit` bytes; NULL when memory is out. */
dtl_arena *dtli_arena_new(size_t limit);
void dtli_arena_free(dtl_arena *arena); /* NULL is fine */

/* Forgets everything, keeps the largest block for the next document. */
void dtli_arena_reset(dtl_arena *arena);

/* `size` zeroed bytes aligned to 16; NULL when the limit is reached. */
void *dtli_arena_alloc(dtl_arena *arena, size_t size);

/* Array of `count` zeroed items; checks the product. */
void *dtli_arena_array(dtl_arena *arena, size_t count, size_t size);

/* Copies; result.ptr is NULL (and len 0) when memory is out. */
dtl_str dtli_arena_str(dtl_arena *arena, dtl_str s);
dtl_str dtli_arena_printf(dtl_arena *arena, const char *format, ...)
    DTL_PRINTF(2, 3);

dtl_arena_mark dtli_arena_mark(const dtl_arena *arena);
void dtli_arena_release(dtl_arena *arena, dtl_arena_mark mark);

/* Bytes handed out since the last reset. */
size_t dtli_arena_used(const dtl_arena *arena);

/* Grows *items (of `size` bytes each, *capacity of them, `count` in use) so
 * that one more fits; doubles. False when memory is out. */
bool dtli_arena_grow(dtl_arena *arena, void *items, uint32_t count,
                     uint32_t *capacity, size_t size);

#define dtli_arena_make(arena, type)                                          \
    ((type *)dtli_arena_alloc((arena), sizeof(type)))

/* Fault injection for tests: the n-th allocation from now fails (1 = the
 * next one); 0 turns it off. Thread-local. */
void dtli_alloc_fail_after(uint64_t n);

/* malloc, calloc, realloc through the same hook; freed by free(). */
void *dtli_malloc(size_t size);
void *dtli_calloc(size_t count, size_t size);
void *dtli_realloc(void *old, size_t size);

#endif
