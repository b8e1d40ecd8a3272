/* call.c — the library for other languages: see dateline/call.h.
 *
 * The engine is counted by the handles that use it, so that a language with
 * a collector of its own may close them in any order.
 */
#include "dateline/call.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "dateline/engine.h"
#include "engine/call_options.h"
#include "read/jsonl.h"
#include "read/record.h"

typedef struct shared_engine {
    dtl_engine *engine;
    atomic_uint users;
} shared_engine;

struct dtl_call {
    shared_engine *shared; /* NULL where opening failed */
    dtl_session *session;
    dtl_buf bytes, warnings;
    bool undated_told;
    dtl_error error;
};

static const struct {
    const char *name;
    dtl_format format;
} FORMATS[] = {
    { "events", DTL_FORMAT_EVENTS_JSONL }, { "csv", DTL_FORMAT_EVENTS_CSV },
    { "table", DTL_FORMAT_EVENTS_TABLE },  { "conllu", DTL_FORMAT_CONLLU },
    { "times", DTL_FORMAT_TIMES },         { "places", DTL_FORMAT_PLACES },
    { "quotes", DTL_FORMAT_QUOTES },       { "explain", DTL_FORMAT_EXPLAIN },
    { "missed", DTL_FORMAT_MISSED },
};

int dtl_call_interface(void)
{
    return DTL_CALL_INTERFACE;
}

/* ----------------------------------------------------- open, share, close */

static dtl_call *new_call(void)
{
    dtl_call *call = dtli_calloc(1, sizeof *call);
    if (!call)
        return NULL;
    dtli_buf_init(&call->bytes, DTL_MAX_OUTPUT_BYTES);
    dtli_buf_init(&call->warnings, DTL_MAX_CALL_WARNING_BYTES);
    return call;
}

/* Keeps a warning as a line; those over the limit are dropped whole. */
static void warn(void *payload, const dtl_error *what)
{
    dtl_call *call = payload;
    size_t before = call->warnings.len;
    if (what->source[0])
        dtli_buf_printf(&call->warnings, "%s:%llu: ", what->source,
                        (unsigned long long)what->line);
    dtli_buf_printf(&call->warnings, "%s\n", what->message);
    if (call->warnings.failed)
        call->warnings.len = before;
}

static dtl_status open_shared(const dtl_engine_options *options,
                              shared_engine **out, dtl_error *err)
{
    shared_engine *shared = dtli_calloc(1, sizeof *shared);
    if (!shared)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = dtl_engine_open(options, &shared->engine, err);
    if (status != DTL_OK) {
        free(shared);
        return status;
    }
    atomic_init(&shared->users, 1u);
    *out = shared;
    return DTL_OK;
}

dtl_status dtl_call_open(const char *options, size_t len, dtl_call **out)
{
    dtl_str json = { options, len };
    dtli_call_options read;
    dtl_call *call = new_call();
    *out = call;
    if (!call)
        return DTL_NOMEM;
    dtl_status status = dtli_call_options_read(json, &read, &call->error);
    if (status == DTL_OK) {
        read.options.warn = warn;
        read.options.payload = call;
        status = open_shared(&read.options, &call->shared, &call->error);
        dtli_call_options_clear(&read);
    }
    if (status == DTL_OK)
        status =
            dtl_session_new(call->shared->engine, &call->session, &call->error);
    return status;
}

dtl_status dtl_call_share(const dtl_call *call, dtl_call **out)
{
    if (!call->session)
        return DTL_INVALID;
    dtl_call *other = new_call();
    if (!other)
        return DTL_NOMEM;
    dtl_status status =
        dtl_session_new(call->shared->engine, &other->session, NULL);
    if (status != DTL_OK) {
        dtl_call_close(other);
        return status;
    }
    other->shared = call->shared;
    atomic_fetch_add(&other->shared->users, 1u);
    *out = other;
    return DTL_OK;
}

void dtl_call_close(dtl_call *call)
{
    if (!call)
        return;
    dtl_session_free(call->session);
    if (call->shared && atomic_fetch_sub(&call->shared->users, 1u) == 1) {
        dtl_engine_close(call->shared->engine);
        free(call->shared);
    }
    dtli_buf_clear(&call->bytes);
    dtli_buf_clear(&call->warnings);
    free(call);
}

/* -------------------------------------------------------------------- run */

/* The bytes are all that a document gives; a NUL stands behind them. */
static bool keep_bytes(void *payload, dtl_str bytes)
{
    dtl_buf *kept = payload;
    dtli_buf_add(kept, bytes);
    dtli_buf_add_char(kept, '\0');
    kept->len -= kept->failed ? 0 : 1;
    return !kept->failed;
}

/* Line of JSON → record with memory of its own. */
static dtl_status read_record(dtl_call *call, dtl_str json, dtl_record *record)
{
    dtl_json_warn told = { warn, call };
    dtl_json_line line;
    size_t bad = dtli_utf8_invalid(json);
    if (bad != json.len)
        return dtl_fail(&call->error, DTL_INVALID, 0, bad,
                        "E715: the document is not UTF-8");
    dtl_status status =
        dtli_json_line_parse(json, 0, told, &line, &call->error);
    if (status != DTL_OK)
        return status;
    if (line.draft.in.id.len == 0)
        line.draft.in.id = DTL_STR("text");
    status = dtli_record_fill(record, &line.draft, &call->error);
    dtli_json_line_clear(&line);
    return status;
}

static dtl_status annotate(dtl_call *call, const dtl_record *record,
                           dtl_format format)
{
    dtl_write_options write = DTL_WRITE_OPTIONS_INIT;
    dtl_error what = { 0 };
    dtl_stage last = dtl_format_stage(format);
    dtl_status status = dtl_session_run(call->session, &record->in,
                                        record->form, last, &call->error);
    if (status != DTL_OK)
        return status;
    if (!dtl_session_doc(call->session)->published_known &&
        !call->undated_told && format != DTL_FORMAT_CONLLU) {
        (void)dtl_fail(&what, DTL_NOTFOUND, 0, 0,
                       "E712: no publication date, relative times stay "
                       "unresolved (said once)");
        warn(call, &what);
        call->undated_told = true;
    }
    write.format = format;
    return dtl_session_write(call->session, &write, keep_bytes, &call->bytes,
                             &call->error);
}

static dtl_status run(dtl_call *call, dtl_str json, dtl_format format)
{
    dtl_record record;
    dtl_record_init(&record);
    dtl_status status = read_record(call, json, &record);
    if (status == DTL_OK)
        status = annotate(call, &record, format);
    dtl_record_clear(&record);
    if (status == DTL_CANCELLED) { /* the buffer of the output is full */
        dtli_error_clear(&call->error);
        status = dtl_fail(&call->error, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    if (status != DTL_OK)
        dtli_buf_reset(&call->bytes);
    return status;
}

dtl_status dtl_call_run(dtl_call *call, const char *json, size_t len,
                        const char *format)
{
    dtl_str document = { json, len };
    if (!call->session)
        return call->error.code;
    dtli_error_clear(&call->error);
    dtli_buf_reset(&call->bytes);
    dtli_buf_reset(&call->warnings);
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++)
        if (strcmp(format, FORMATS[i].name) == 0)
            return run(call, document, FORMATS[i].format);
    return dtl_fail(&call->error, DTL_NOTFOUND, 0, 0,
                    "E716: no format \"%.40s\"", format);
}

/* ------------------------------------------------------- what a run leaves */

static const char *give(const dtl_buf *buf, size_t *len)
{
    if (len)
        *len = buf->len;
    return buf->len ? buf->ptr : "";
}

const char *dtl_call_bytes(const dtl_call *call, size_t *len)
{
    return give(&call->bytes, len);
}

const char *dtl_call_warnings(const dtl_call *call, size_t *len)
{
    return give(&call->warnings, len);
}

const char *dtl_call_message(const dtl_call *call)
{
    return call->error.message;
}

const char *dtl_call_source(const dtl_call *call)
{
    return call->error.source;
}

uint64_t dtl_call_line(const dtl_call *call)
{
    return call->error.line;
}

uint64_t dtl_call_byte(const dtl_call *call)
{
    return call->error.byte;
}
