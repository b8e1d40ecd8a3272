/* parallel.c — threads for parts (parallel.h). */
#include "parallel.h"

#include <pthread.h>
#include <stdbool.h>

void run_parts(void *(*work)(void *), void *parts, size_t size,
               uint32_t count, uint32_t threads)
{
    pthread_t other[PARTS_MAX];
    bool running[PARTS_MAX] = { false };
    char *first = parts;
    for (uint32_t i = 1; threads > 1 && i < count; i++)
        running[i] = pthread_create(&other[i], NULL, work,
                                    first + i * size) == 0;
    for (uint32_t i = 0; i < count; i++) {
        if (running[i])
            pthread_join(other[i], NULL);
        else
            work(first + i * size);
    }
}
