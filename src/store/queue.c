/* queue.c — see queue.h. */
#include "store/queue.h"

#include <stdlib.h>

#include "base/limits.h"

void dtli_queue_init(dtl_queue *queue)
{
    *queue = (dtl_queue){ .head = NULL };
    queue->tail = &queue->head;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->moved, NULL);
}

void dtli_queue_clear(dtl_queue *queue)
{
    dtli_queue_free(queue->head);
    pthread_cond_destroy(&queue->moved);
    pthread_mutex_destroy(&queue->lock);
}

dtl_queue_item *dtli_queue_item(void)
{
    dtl_queue_item *item = dtli_calloc(1, sizeof *item);
    if (item) {
        dtli_buf_init(&item->bytes, DTL_MAX_OUTPUT_BYTES);
        dtli_buf_init(&item->file, DTL_MAX_PATH_BYTES);
    }
    return item;
}

void dtli_queue_free(dtl_queue_item *list)
{
    while (list) {
        dtl_queue_item *next = list->next;
        dtli_buf_clear(&list->bytes);
        dtli_buf_clear(&list->file);
        free(list);
        list = next;
    }
}

static size_t size_of(const dtl_queue_item *item)
{
    return sizeof *item + item->bytes.len + item->file.len;
}

bool dtli_queue_put(dtl_queue *queue, dtl_queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->bytes >= DTL_STORE_QUEUE_BYTES && !queue->refused)
        pthread_cond_wait(&queue->moved, &queue->lock);
    bool wanted = !queue->refused;
    if (wanted) {
        *queue->tail = item;
        queue->tail = &item->next;
        queue->bytes += size_of(item);
        pthread_cond_broadcast(&queue->moved);
    }
    pthread_mutex_unlock(&queue->lock);
    if (!wanted)
        dtli_queue_free(item);
    return wanted;
}

dtl_queue_item *dtli_queue_take(dtl_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->head && !queue->closed)
        pthread_cond_wait(&queue->moved, &queue->lock);
    dtl_queue_item *list = queue->head, **end = &list;
    size_t count = 0, bytes = 0;
    while (*end && count < DTL_STORE_BATCH_DOCS &&
           bytes < DTL_STORE_BATCH_BYTES) {
        bytes += size_of(*end);
        count++;
        end = &(*end)->next;
    }
    queue->head = *end;
    *end = NULL;
    if (!queue->head)
        queue->tail = &queue->head;
    queue->bytes -= bytes;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
    return list;
}

void dtli_queue_close(dtl_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
}

void dtli_queue_refuse(dtl_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->refused = true;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
}
