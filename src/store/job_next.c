/* job_next.c — the documents of a run that are not known yet. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "read/record.h"
#include "store/job.h"

/* Notes that a document is on its way. */
static dtl_status take_off(dtl_job *job, const dtl_record *record,
                           dtl_error *err)
{
    dtl_flight *flight = dtli_calloc(1, sizeof *flight);
    if (flight)
        flight->file = dtli_malloc(record->source_file.len + 1);
    if (!flight || !flight->file) {
        free(flight);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    if (record->source_file.len)
        memcpy(flight->file, record->source_file.ptr,
               record->source_file.len);
    flight->file[record->source_file.len] = '\0';
    flight->id_hash = dtli_job_key(record->in.id);
    flight->line = record->line;
    pthread_mutex_lock(&job->lock);
    *job->end = flight;
    job->end = &flight->next;
    pthread_mutex_unlock(&job->lock);
    return DTL_OK;
}

/* Whether a document of this id is on its way: then the store does not tell
 * yet what it will hold. */
static bool is_on_its_way(dtl_job *job, dtl_str id)
{
    uint64_t hash = dtli_job_key(id);
    bool found = false;
    pthread_mutex_lock(&job->lock);
    for (const dtl_flight *f = job->first; f && !found; f = f->next)
        found = f->id_hash == hash;
    for (size_t i = 0; i < job->writing_count && !found; i++)
        found = job->writing[i] == hash;
    pthread_mutex_unlock(&job->lock);
    return found;
}

static dtl_status is_known(dtl_job *job, const dtl_record *record,
                           bool *known, dtl_error *err)
{
    char given[DTL_DAY_TEXT_SIZE];
    const dtl_input *in = &record->in;
    dtl_store_found found;
    *known = false;
    if (is_on_its_way(job, in->id))
        return DTL_OK;
    dtli_day_format(in->published, given);
    dtl_store_doc doc = { .id = in->id,
                          .given = dtli_str(given),
                          .title = in->title,
                          .source = in->source,
                          .url = in->url,
                          .lang = in->lang,
                          .location = in->location,
                          .text = in->text };
    dtl_status status =
        dtli_store_look(job->lookup, &doc, job->by.coder, &found, err);
    *known = status == DTL_OK && found.fate == DTL_FATE_KNOWN;
    return status;
}

static void tell_progress(dtl_job *job, uint64_t done, uint64_t all)
{
    const dtl_store_job *told = job->job;
    pthread_mutex_lock(&job->lock);
    job->read++;
    dtl_store_progress now = { job->read, done, all, false };
    pthread_mutex_unlock(&job->lock);
    if (told->progress)
        told->progress(told->payload, &now);
}

/* The store itself failed: no document is at fault, the run ends. */
static dtl_status give_up(dtl_job *job, dtl_status status, dtl_error *err)
{
    pthread_mutex_lock(&job->lock);
    if (job->status == DTL_OK) {
        job->status = status;
        job->error = *err;
    }
    pthread_mutex_unlock(&job->lock);
    return DTL_END;
}

/* Whether the run should end here. */
static bool is_over(const dtl_job *job)
{
    return job->job->stop && job->job->stop(job->job->payload);
}

static dtl_status next_of_files(dtl_job *job, dtl_record *record,
                                dtl_error *err)
{
    dtl_reader *reader = job->job->reader;
    uint64_t done, all;
    while (!is_over(job)) {
        bool known = false;
        dtl_status status = dtl_reader_next(reader, record, err);
        if (status == DTL_END)
            return status;
        dtl_reader_progress(reader, &done, &all);
        tell_progress(job, done, all);
        if (status != DTL_OK)
            return status;
        status = is_known(job, record, &known, err);
        if (status != DTL_OK)
            return give_up(job, status, err);
        if (!known)
            return take_off(job, record, err);
        pthread_mutex_lock(&job->lock);
        job->known++;
        pthread_mutex_unlock(&job->lock);
    }
    return DTL_END;
}

dtl_status dtli_job_record(const dtl_stmt *row, dtl_record *record,
                           dtl_error *err)
{
    dtl_record draft = { .in = { .id = dtli_column_text(row, 1),
                                 .title = dtli_column_text(row, 3),
                                 .source = dtli_column_text(row, 4),
                                 .url = dtli_column_text(row, 5),
                                 .lang = dtli_column_text(row, 6),
                                 .location = dtli_column_text(row, 7),
                                 .text = dtli_column_text(row, 8) },
                         .form = DTL_INPUT_TEXT };
    draft.in.published = dtli_day_parse(dtli_column_text(row, 2));
    return dtli_record_fill(record, &draft, err);
}

static dtl_status next_of_store(dtl_job *job, dtl_record *record,
                                dtl_error *err)
{
    dtl_stmt *stmt;
    if (is_over(job))
        return DTL_END;
    dtl_status status =
        dtli_store_stmt(job->lookup, DTL_SQL_RECODE_NEXT, &stmt, err);
    if (status != DTL_OK)
        return give_up(job, status, err);
    dtli_bind_int(stmt, 1, job->last);
    dtli_bind_int(stmt, 2, job->by.coder);
    status = dtli_step(stmt, err);
    if (status == DTL_OK) {
        job->last = dtli_column_int(stmt, 0);
        status = dtli_job_record(stmt, record, err);
    }
    dtli_stmt_reset(stmt);
    if (status == DTL_END)
        return status;
    if (status != DTL_OK)
        return give_up(job, status, err);
    tell_progress(job, job->read + 1, (uint64_t)job->all);
    return take_off(job, record, err);
}

dtl_status dtli_job_next(void *payload, dtl_record *record, dtl_error *err)
{
    dtl_job *job = payload;
    return job->recode ? next_of_store(job, record, err)
                       : next_of_files(job, record, err);
}
