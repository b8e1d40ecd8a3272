/* queue.h — what was coded and waits for the thread that writes. */
#ifndef DATELINE_STORE_QUEUE_H
#define DATELINE_STORE_QUEUE_H

#include <pthread.h>

#include "base/str.h"

/* One document, or one that was rejected. */
typedef struct dtl_queue_item {
    struct dtl_queue_item *next;
    dtl_buf bytes;  /* DTL_FORMAT_STORE; empty for a rejected one */
    dtl_buf file;   /* where the document was read */
    uint64_t line;
    uint64_t id_hash;
    dtl_error error; /* of a rejected one */
} dtl_queue_item;

/* Items in order, at most DTL_STORE_QUEUE_BYTES of them. One thread puts,
 * one takes. */
typedef struct dtl_queue {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    dtl_queue_item *head, **tail;
    size_t bytes;
    bool closed;  /* no more will come */
    bool refused; /* none is wanted any more */
} dtl_queue;

void dtli_queue_init(dtl_queue *queue);
void dtli_queue_clear(dtl_queue *queue); /* frees what is left */

/* A new item, NULL when memory is out; freed by dtli_queue_free. */
dtl_queue_item *dtli_queue_item(void);
void dtli_queue_free(dtl_queue_item *list); /* and all behind it */

/* Waits for room and hands `item` over; false (and frees it) where none is
 * wanted. */
bool dtli_queue_put(dtl_queue *queue, dtl_queue_item *item);

/* Waits for items and takes up to DTL_STORE_BATCH_DOCS of them, a list; NULL
 * when it is closed and empty. */
dtl_queue_item *dtli_queue_take(dtl_queue *queue);

void dtli_queue_close(dtl_queue *queue);  /* by the one that puts */
void dtli_queue_refuse(dtl_queue *queue); /* by the one that takes */

#endif
