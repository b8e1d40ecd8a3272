/* job_write.c — the one thread that writes: batches of what was coded, each
 * a transaction of its own.
 *
 * What waits when a transaction ends makes the next one, so commits grow
 * with the pace of coding and are small where coding is slow. A transaction
 * that meets another writer's locks is tried again as a whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "store/facts.h"
#include "store/job.h"
#include "store/json_get.h"

void dtli_job_landed(dtl_job *job, uint64_t id_hash)
{
    pthread_mutex_lock(&job->lock);
    for (size_t i = 0; i < job->writing_count; i++) {
        if (job->writing[i] != id_hash)
            continue;
        job->writing[i] = job->writing[--job->writing_count];
        break;
    }
    pthread_mutex_unlock(&job->lock);
}

/* The numbers of "sentences":[...]; owned. */
static dtl_status read_sentences(json_object *root, dtl_store_doc *doc,
                                 int64_t **owned, dtl_error *err)
{
    size_t count = dtli_json_get_count(root, "sentences") / 2;
    *owned = NULL;
    if (count == 0)
        return DTL_OK;
    int64_t *numbers = dtli_calloc(2 * count, sizeof *numbers);
    if (!numbers)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    for (size_t i = 0; i < 2 * count; i++)
        numbers[i] = json_object_get_int64(
            dtli_json_get_item(root, "sentences", i));
    doc->sentences = *owned = numbers;
    doc->sentence_count = count;
    return DTL_OK;
}

static void read_fields(json_object *root, dtl_store_doc *doc)
{
    doc->id = dtli_json_get_str(root, "id");
    doc->published = dtli_json_get_str(root, "published");
    doc->given = dtli_json_get_str(root, "given");
    doc->title = dtli_json_get_str(root, "title");
    doc->source = dtli_json_get_str(root, "source");
    doc->url = dtli_json_get_str(root, "url");
    doc->lang = dtli_json_get_str(root, "lang");
    doc->location = dtli_json_get_str(root, "location");
    doc->text = dtli_json_get_str(root, "text");
    doc->words = dtli_json_get_int(root, "words", 0);
}

static void count_fate(dtl_store_result *result, dtl_store_fate fate)
{
    result->documents += fate != DTL_FATE_KNOWN;
    result->added_documents += fate == DTL_FATE_NEW;
    result->replaced += fate == DTL_FATE_REPLACED;
    result->recoded += fate == DTL_FATE_RECODED;
    result->copies += fate == DTL_FATE_COPY;
    result->known += fate == DTL_FATE_KNOWN;
}

/* One document's line and the records behind it into the tables. */
static dtl_status put_document(dtl_job *job, const dtl_queue_item *item,
                               dtl_store_result *result, dtl_error *err)
{
    dtl_str rest = dtli_buf_str(&item->bytes), line;
    dtl_store_found found;
    int64_t *sentences;
    dtli_str_split(&rest, '\n', &line);
    json_object *root = dtli_json_object(line);
    if (!root)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_store_doc doc = { .file = dtli_buf_str(&item->file),
                          .line = item->line,
                          .records = rest };
    read_fields(root, &doc);
    dtl_status status = read_sentences(root, &doc, &sentences, err);
    if (status == DTL_OK)
        status = dtli_store_put(job->store, &doc, &job->by, &found, err);
    if (status == DTL_OK)
        count_fate(result, found.fate);
    free(sentences);
    json_object_put(root);
    return status;
}

static dtl_status put_item(dtl_job *job, const dtl_queue_item *item,
                           dtl_store_result *result, dtl_error *err)
{
    if (item->bytes.len)
        return put_document(job, item, result, err);
    result->rejected++;
    return dtli_store_reject(job->store, job->by.run, &item->error, err);
}

static void take_counts(const dtl_store_by *by, dtl_store_result *result)
{
    result->events_added = by->counts.added;
    result->events_removed = by->counts.removed;
    result->events_changed = by->counts.changed;
    result->events_kept = by->counts.kept;
}

/* One try of a batch. *at_fault: the item that failed, NULL where it was not
 * for an item. */
static dtl_status apply(dtl_job *job, dtl_queue_item *list,
                        dtl_store_result *result, dtl_queue_item **at_fault,
                        dtl_error *err)
{
    dtl_status status = dtli_db_begin(job->store->db, err);
    *at_fault = NULL;
    for (; list && status == DTL_OK; list = list->next) {
        status = put_item(job, list, result, err);
        if (status != DTL_OK)
            *at_fault = list;
    }
    take_counts(&job->by, result);
    if (status == DTL_OK)
        status = dtli_store_run_note(job->store, &job->by, "running", result,
                                     err);
    if (status == DTL_OK)
        status = dtli_facts_renew(job->store->db, DTL_STALE_BLOCKS, err);
    if (status == DTL_OK)
        status = dtli_db_commit(job->store->db, err);
    if (status != DTL_OK)
        dtli_db_rollback(job->store->db);
    return status;
}

/* Whether a document is at fault, and not the store. */
static bool is_refused(const dtl_queue_item *item, dtl_status status)
{
    return item && item->bytes.len &&
           (status == DTL_SYNTAX || status == DTL_INVALID ||
            status == DTL_LIMIT);
}

/* Makes a document that the store refuses a rejected one. */
static void reject(dtl_job *job, dtl_queue_item *item, const dtl_error *why)
{
    dtli_buf_add_char(&item->file, '\0');
    item->error = *why;
    item->error.line = item->line;
    item->error.byte = 0;
    if (!item->file.failed && item->file.len > 1)
        dtli_error_source(&item->error, item->file.ptr);
    dtli_buf_clear(&item->bytes);
    dtli_job_report(job, &item->error);
}

/* Applies a batch, again where other writers were in the way, and again
 * without a document that is refused. */
static dtl_status apply_patiently(dtl_job *job, dtl_queue_item *list,
                                  dtl_error *err)
{
    for (int tries = 1;;) {
        dtl_store_result result = job->result;
        dtl_store_counts before = job->by.counts;
        dtl_queue_item *at_fault;
        dtli_error_clear(err);
        dtl_status status = apply(job, list, &result, &at_fault, err);
        if (status == DTL_OK) {
            pthread_mutex_lock(&job->lock);
            job->result = result;
            pthread_mutex_unlock(&job->lock);
            return status;
        }
        job->by.counts = before;
        if (dtli_db_may_retry(job->store->db) && tries < DTL_STORE_TRIES)
            tries++;
        else if (is_refused(at_fault, status))
            reject(job, at_fault, err);
        else
            return status;
    }
}

static void land(dtl_job *job, const dtl_queue_item *list)
{
    for (; list; list = list->next)
        if (list->id_hash) /* a document, put or refused */
            dtli_job_landed(job, list->id_hash);
}

void *dtli_job_write(void *payload)
{
    dtl_job *job = payload;
    dtl_queue_item *list;
    while ((list = dtli_queue_take(&job->queue)) != NULL) {
        dtl_error err = { 0 };
        dtl_status status = apply_patiently(job, list, &err);
        land(job, list);
        dtli_queue_free(list);
        if (status == DTL_OK)
            continue;
        pthread_mutex_lock(&job->lock);
        if (job->status == DTL_OK) {
            job->status = status;
            job->error = err;
        }
        pthread_mutex_unlock(&job->lock);
        dtli_queue_refuse(&job->queue);
        break;
    }
    return NULL;
}
