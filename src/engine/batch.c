/* batch.c — many documents over threads, written in input order.
 *
 * Every worker loops: take the next document under the reader's lock and
 * with it a ticket, annotate it, leave bytes and errors in the slot of that
 * ticket. Whoever fills the slot whose turn it is writes it out and all
 * filled ones behind it. A worker may run at most SLOTS_PER_JOB tickets
 * ahead of the writing, which bounds memory. The bytes of a document never
 * depend on other documents, so they are the same for every number of jobs.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "engine/engine_internal.h"

enum { SLOTS_PER_JOB = 4 };

/* What one document gave. */
typedef struct slot {
    bool filled;
    bool document; /* read and annotated */
    bool failed;   /* `error` tells why */
    bool undated;  /* no publication day; `error` names the document */
    dtl_buf bytes, missed;
    dtl_error error;
    uint64_t words, events;
} slot;

typedef struct shared {
    const dtl_batch *batch;
    pthread_mutex_t read_lock; /* reader, next ticket, at_end */
    uint64_t next_ticket;
    bool at_end;
    pthread_mutex_t lock; /* everything below */
    pthread_cond_t moved; /* `turn` went on, or the run ended */
    uint64_t turn;        /* ticket to be written next */
    bool ended;           /* cancelled or out of memory */
    bool undated_told;    /* that a document has no day is said once */
    dtl_status status;
    dtl_error error; /* of the run, not of a document */
    slot *slots;
    uint32_t slot_count;
    dtl_batch_result result;
} shared;

static void end_run(shared *s, dtl_status status, const char *message)
{
    pthread_mutex_lock(&s->lock);
    if (!s->ended) {
        s->ended = true;
        s->status = dtl_fail(&s->error, status, 0, 0, "%s", message);
    }
    pthread_cond_broadcast(&s->moved);
    pthread_mutex_unlock(&s->lock);
}

/* Writes one filled slot; false to stop. Under `lock`. */
static bool emit(shared *s, slot *full)
{
    const dtl_batch *b = s->batch;
    bool news = full->failed || (full->undated && !s->undated_told);
    if (news && b->report)
        b->report(b->payload, &full->error);
    if (full->failed)
        s->result.rejected++;
    s->undated_told = s->undated_told || full->undated;
    if (full->document) {
        s->result.documents++;
        s->result.words += full->words;
        s->result.events += full->events;
        if (full->bytes.len && !b->put(b->payload, dtli_buf_str(&full->bytes)))
            return false;
        if (full->missed.len &&
            !b->put_missed(b->payload, dtli_buf_str(&full->missed)))
            return false;
        if (b->progress)
            b->progress(b->payload, s->result.documents, s->result.words);
    }
    return !b->stop || !b->stop(b->payload);
}

/* Leaves the slot of `ticket` for writing and writes what is due. */
static void hand_in(shared *s, uint64_t ticket)
{
    pthread_mutex_lock(&s->lock);
    s->slots[ticket % s->slot_count].filled = true;
    while (!s->ended && s->slots[s->turn % s->slot_count].filled) {
        slot *full = &s->slots[s->turn % s->slot_count];
        if (!emit(s, full)) {
            s->ended = true;
            s->status = dtl_fail(&s->error, DTL_CANCELLED, 0, 0,
                                 "E710: the run was stopped");
        }
        full->filled = false;
        s->turn++;
        pthread_cond_broadcast(&s->moved);
    }
    pthread_mutex_unlock(&s->lock);
}

/* Waits until the slot of `ticket` is free; NULL when the run has ended. */
static slot *claim(shared *s, uint64_t ticket)
{
    pthread_mutex_lock(&s->lock);
    while (!s->ended && ticket >= s->turn + s->slot_count)
        pthread_cond_wait(&s->moved, &s->lock);
    slot *mine = s->ended ? NULL : &s->slots[ticket % s->slot_count];
    pthread_mutex_unlock(&s->lock);
    if (!mine)
        return NULL;
    mine->document = mine->failed = mine->undated = false;
    mine->words = mine->events = 0;
    dtli_buf_reset(&mine->bytes);
    dtli_buf_reset(&mine->missed);
    memset(&mine->error, 0, sizeof mine->error);
    return mine;
}

static bool keep_bytes(void *payload, dtl_str bytes)
{
    dtl_buf *kept = payload;
    dtli_buf_add(kept, bytes);
    return !kept->failed;
}

/* Annotates a document and writes it, and the verbs missed in it. */
static dtl_status annotate(const dtl_batch *b, dtl_session *session,
                           const dtl_record *record, slot *mine)
{
    dtl_stage last = b->put_missed ? DTL_STAGE_MISSED
                                   : dtl_format_stage(b->write.format);
    dtl_write_options missed = { .format = DTL_FORMAT_MISSED };
    dtl_status status = dtl_session_run(session, &record->in, record->form,
                                        last, &mine->error);
    if (status == DTL_OK)
        status = dtl_session_write(session, &b->write, keep_bytes,
                                   &mine->bytes, &mine->error);
    if (status == DTL_OK && b->put_missed)
        status = dtl_session_write(session, &missed, keep_bytes,
                                   &mine->missed, &mine->error);
    return status;
}

/* Names the file a document came from, if the error names none. */
static void name_source(dtl_error *err, dtl_str file)
{
    char name[DTL_ERROR_SOURCE_MAX];
    snprintf(name, sizeof name, "%.*s", DTL_FMT(file));
    dtli_error_source(err, name);
}

/* Annotates one record into its slot. */
static void work(const shared *s, dtl_session *session,
                 const dtl_record *record, slot *mine)
{
    const dtl_batch *b = s->batch;
    dtl_status status = annotate(b, session, record, mine);
    if (status != DTL_OK) {
        mine->failed = true;
        dtli_buf_reset(&mine->bytes);
        dtli_buf_reset(&mine->missed);
        name_source(&mine->error, record->source_file);
        if (mine->error.line == 0)
            mine->error.line = record->line;
        return;
    }
    const dtl_doc *doc = dtl_session_doc(session);
    mine->document = true;
    mine->words = doc->token_count;
    mine->events = doc->event_count;
    mine->undated =
        !doc->published_known && b->write.format != DTL_FORMAT_CONLLU &&
        b->write.format != DTL_FORMAT_TERMS;
    if (mine->undated) {
        dtl_fail(&mine->error, DTL_NOTFOUND, record->line, 0,
                 "E712: no publication date, relative times stay unresolved "
                 "(said once)");
        name_source(&mine->error, record->source_file);
    }
}

static dtl_status next_record(const dtl_batch *batch, dtl_record *record,
                              dtl_error *err)
{
    return batch->next ? batch->next(batch->payload, record, err)
                       : dtl_reader_next(batch->reader, record, err);
}

/* Reads the next record under a ticket. False at the end of the input. */
static bool take(shared *s, dtl_record *record, uint64_t *ticket,
                 dtl_status *status, dtl_error *err)
{
    pthread_mutex_lock(&s->read_lock);
    bool more = !s->at_end;
    if (more) {
        *status = next_record(s->batch, record, err);
        more = *status != DTL_END;
        s->at_end = !more;
        if (more)
            *ticket = s->next_ticket++;
    }
    pthread_mutex_unlock(&s->read_lock);
    return more;
}

static void run_worker(shared *s, dtl_session *session)
{
    dtl_record record;
    uint64_t ticket = 0;
    dtl_record_init(&record);
    for (;;) {
        dtl_error err = { 0 };
        dtl_status status = DTL_OK;
        if (!take(s, &record, &ticket, &status, &err))
            break;
        slot *mine = claim(s, ticket);
        if (!mine)
            break;
        if (status == DTL_OK) {
            work(s, session, &record, mine);
        } else {
            mine->failed = true;
            mine->error = err;
        }
        hand_in(s, ticket);
    }
    dtl_record_clear(&record);
}

static void *worker(void *payload)
{
    shared *s = payload;
    dtl_session *session = NULL;
    if (dtl_session_new(s->batch->engine, &session, NULL) == DTL_OK)
        run_worker(s, session);
    else
        end_run(s, DTL_NOMEM, "E001: out of memory");
    dtl_session_free(session);
    return NULL;
}

/* Runs `jobs` workers, this thread being one of them. */
static void run_workers(shared *s, unsigned jobs)
{
    pthread_t threads[DTL_MAX_JOBS];
    unsigned started = 0;
    while (started + 1 < jobs &&
           pthread_create(&threads[started], NULL, worker, s) == 0)
        started++;
    worker(s); /* fewer threads than asked for is slower, not wrong */
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

dtl_status dtl_batch_run(const dtl_batch *batch, dtl_batch_result *out,
                         dtl_error *err)
{
    unsigned jobs = batch->jobs ? batch->jobs : 1;
    if (jobs > DTL_MAX_JOBS)
        jobs = DTL_MAX_JOBS;
    shared s = { .batch = batch, .slot_count = jobs * SLOTS_PER_JOB };
    memset(out, 0, sizeof *out);
    s.slots = dtli_calloc(s.slot_count, sizeof *s.slots);
    if (!s.slots)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    for (uint32_t i = 0; i < s.slot_count; i++) {
        dtli_buf_init(&s.slots[i].bytes, DTL_MAX_OUTPUT_BYTES);
        dtli_buf_init(&s.slots[i].missed, DTL_MAX_OUTPUT_BYTES);
    }
    pthread_mutex_init(&s.read_lock, NULL);
    pthread_mutex_init(&s.lock, NULL);
    pthread_cond_init(&s.moved, NULL);
    run_workers(&s, jobs);
    pthread_cond_destroy(&s.moved);
    pthread_mutex_destroy(&s.lock);
    pthread_mutex_destroy(&s.read_lock);
    for (uint32_t i = 0; i < s.slot_count; i++) {
        dtli_buf_clear(&s.slots[i].bytes);
        dtli_buf_clear(&s.slots[i].missed);
    }
    free(s.slots);
    *out = s.result;
    if (s.status != DTL_OK && err && err->code == DTL_OK)
        *err = s.error;
    return s.status;
}
