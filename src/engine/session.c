/* session.c — one document at a time through the stages and out.
 *
 * The arena is the document: running again forgets the last one. Input text
 * stays the caller's; spans point into it by offset.
 */
#include <stdlib.h>

#include "analyse/word_cache.h"
#include "base/error.h"
#include "base/utf8.h"
#include "engine/engine_internal.h"
#include "read/conllu.h"
#include "link/terms.h"
#include "write/conllu.h"
#include "write/document.h"
#include "write/places.h"
#include "write/quotes.h"
#include "write/times.h"
#include "write/write.h"

dtl_status dtl_session_new(const dtl_engine *engine, dtl_session **out,
                           dtl_error *err)
{
    dtl_session *session = dtli_calloc(1, sizeof *session);
    if (session)
        session->arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    if (session && engine->model)
        session->words = dtli_word_cache_new(engine->model);
    if (!session || !session->arena || (engine->model && !session->words)) {
        dtl_session_free(session);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    session->engine = engine;
    *out = session;
    return DTL_OK;
}

void dtl_session_free(dtl_session *session)
{
    if (!session)
        return;
    dtli_arena_free(session->arena);
    dtli_word_cache_free(session->words);
    free(session);
}

static dtl_status check_input(const dtl_session *session, const dtl_input *in,
                              dtl_stage last, dtl_error *err)
{
    if ((unsigned)last > (unsigned)session->engine->last)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E705: the engine was opened for fewer stages");
    if (in->text.len > DTL_MAX_TEXT_BYTES)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E706: text of %zu bytes, at most %zu are coded",
                        in->text.len, DTL_MAX_TEXT_BYTES);
    size_t bad = dtli_utf8_invalid(in->text);
    if (bad != in->text.len)
        return dtl_fail(err, DTL_INVALID, 0, bad, "E707: text is not UTF-8");
    return DTL_OK;
}

/* Lines of CoNLL-U that stands in memory, for its reader. */
static dtl_status next_line(void *context, dtl_str *line, dtl_error *err)
{
    dtl_str *rest = context;
    (void)err;
    if (rest->len == 0 || !dtli_str_split(rest, '\n', line))
        return DTL_END;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return DTL_OK;
}

static dtl_status read_words(const dtl_input *in, dtl_doc *doc,
                             dtl_arena *arena, dtl_error *err)
{
    dtl_str rest = in->text;
    dtl_conllu_reader *reader = dtli_conllu_open(next_line, &rest, in->id);
    if (!reader)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = dtli_conllu_next(reader, arena, doc, err);
    dtli_conllu_close(reader);
    if (status == DTL_END)
        status = dtl_fail(err, DTL_SYNTAX, 0, 0, "E711: no sentence");
    doc->assigned = 1u << DTL_STAGE_BLOCKS | 1u << DTL_STAGE_SEGMENT;
    return status;
}

static void take_input(const dtl_input *in, dtl_doc *doc)
{
    doc->in = *in;
    doc->published = in->published;
    doc->published_known = in->published != DTL_DAY_NONE;
}

dtl_status dtl_session_run(dtl_session *session, const dtl_input *in,
                           dtl_input_form form, dtl_stage last,
                           dtl_error *err)
{
    session->doc = NULL;
    dtli_arena_reset(session->arena);
    dtl_status status = check_input(session, in, last, err);
    if (status != DTL_OK)
        return status;
    dtl_doc *doc = dtli_arena_make(session->arena, dtl_doc);
    if (!doc)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (form == DTL_INPUT_CONLLU)
        status = read_words(in, doc, session->arena, err);
    else
        take_input(in, doc);
    if (status == DTL_OK)
        status = dtli_stages_run(session, last, doc, err);
    if (status != DTL_OK)
        return status;
    session->doc = doc;
    return DTL_OK;
}

const dtl_doc *dtl_session_doc(const dtl_session *session)
{
    return session->doc;
}

dtl_stage dtl_format_stage(dtl_format format)
{
    switch (format) {
    case DTL_FORMAT_CONLLU:
    case DTL_FORMAT_TERMS:
        return DTL_STAGE_ANALYSE;
    case DTL_FORMAT_TIMES:
        return DTL_STAGE_TIMES;
    case DTL_FORMAT_PLACES:
        return DTL_STAGE_PLACES;
    case DTL_FORMAT_QUOTES:
        return DTL_STAGE_QUOTES;
    case DTL_FORMAT_MISSED: case DTL_FORMAT_EXPLAIN:
        return DTL_STAGE_MISSED;
    default:
        return DTL_STAGE_CODE;
    }
}

dtl_str dtl_format_head(dtl_format format)
{
    return format == DTL_FORMAT_EVENTS_CSV ? dtli_write_csv_head()
                                           : DTL_STR("");
}

static dtl_status write_terms(const dtl_write_context *context,
                              const dtl_doc *doc, dtl_buf *out,
                              dtl_error *err)
{
    dtli_terms terms;
    dtl_status status = dtli_terms_of(doc, context->arena, &terms, err);
    if (status == DTL_OK)
        dtli_terms_encode(&terms, out);
    return status;
}

static dtl_status write_doc(const dtl_write_context *context,
                            dtl_format format, const dtl_doc *doc,
                            dtl_buf *out, dtl_error *err)
{
    switch (format) {
    case DTL_FORMAT_EVENTS_JSONL:
        dtli_write_events_jsonl(context, doc, out);
        break;
    case DTL_FORMAT_EVENTS_CSV:
        dtli_write_events_csv(context, doc, out);
        break;
    case DTL_FORMAT_EVENTS_TABLE:
        dtli_write_events_table(context, doc, out);
        break;
    case DTL_FORMAT_CONLLU:
        dtli_write_conllu(doc, out);
        break;
    case DTL_FORMAT_TIMES:
        return dtli_write_times(doc, context->arena, out, err);
    case DTL_FORMAT_PLACES:
        return dtli_write_places(doc, context->arena, out, err);
    case DTL_FORMAT_QUOTES:
        dtli_write_quotes(context, doc, out);
        break;
    case DTL_FORMAT_EXPLAIN:
        dtli_write_explain(context, doc, out);
        break;
    case DTL_FORMAT_MISSED:
        dtli_write_missed(context, doc, out);
        break;
    case DTL_FORMAT_STORE:
        dtli_write_document(context, doc, out);
        dtli_write_events_jsonl(context, doc, out);
        break;
    case DTL_FORMAT_TERMS:
        return write_terms(context, doc, out, err);
    }
    return DTL_OK;
}

dtl_status dtl_session_write(dtl_session *session,
                             const dtl_write_options *options, dtl_put put,
                             void *payload, dtl_error *err)
{
    if (!session->doc)
        return dtl_fail(err, DTL_INVALID, 0, 0, "E708: no document to write");
    const dtl_engine *engine = session->engine;
    dtl_write_context context = {
        .codebook = &engine->codebook,
        .lexicon = dtl_engine_lexicon_version(engine),
        .model = dtl_engine_model_id(engine),
        .positions =
            dtli_positions_new(session->arena, session->doc->in.text),
        .arena = session->arena,
        .statuses = options->statuses,
        .colour = options->colour,
        .width = options->width,
    };
    if (!context.positions)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_buf out;
    dtli_buf_init(&out, DTL_MAX_OUTPUT_BYTES);
    dtl_status status =
        write_doc(&context, options->format, session->doc, &out, err);
    if (status == DTL_OK && out.no_memory)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    else if (status == DTL_OK && out.failed)
        status = dtl_fail(err, DTL_LIMIT, 0, 0,
                          "E709: the output of one document is too large");
    else if (status == DTL_OK && !put(payload, dtli_buf_str(&out)))
        status = dtl_fail(err, DTL_CANCELLED, 0, 0, "E704: output stopped");
    dtli_buf_clear(&out);
    return status;
}
