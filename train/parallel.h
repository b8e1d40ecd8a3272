/* parallel.h — the parts of one job, side by side. */
#ifndef DATELINE_TRAIN_PARALLEL_H
#define DATELINE_TRAIN_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

enum { PARTS_MAX = 8 };

/* Runs work on each of `count` parts [PARTS_MAX at most], `size` bytes each,
 * and waits for all. The first runs on this thread, the others on their own;
 * all on this one where threads is 1, or no other can be had. */
void run_parts(void *(*work)(void *), void *parts, size_t size,
               uint32_t count, uint32_t threads);

#endif
