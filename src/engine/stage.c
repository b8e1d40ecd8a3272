/* stage.c — the stages as a table: what each requires, what runs it.
 *
 * A document remembers which stages have run (doc->assigned), so that given
 * words (CoNLL-U) enter in the middle and nothing runs twice.
 */
#include "base/error.h"
#include "engine/engine_internal.h"
#include "read/block.h"
#include "segment/segment.h"

/* One stage: what it needs, what it gives, and how it runs. */
typedef struct stage_row {
    const char *name;
    unsigned requires; /* bits 1u << dtl_stage */
    dtl_status (*run)(dtl_session *session, dtl_doc *doc, dtl_error *err);
} stage_row;

static dtl_status run_blocks(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_read_blocks(doc, session->arena, err);
}

static dtl_status run_segment(dtl_session *session, dtl_doc *doc,
                              dtl_error *err)
{
    return dtli_segment(doc, session->arena, err);
}

static dtl_status run_analyse(dtl_session *session, dtl_doc *doc,
                              dtl_error *err)
{
    return dtli_analyse(session->engine->model, session->words, doc,
                        session->arena, err);
}

static dtl_status run_times(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_resolve_times(session->engine->calendar, doc, session->arena,
                              err);
}

static dtl_status run_places(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_resolve_places(session->engine->gazetteer, doc, session->arena,
                               err);
}

static dtl_status run_actors(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_resolve_actors(session->engine->actors, doc, session->arena,
                               err);
}

static dtl_status run_quotes(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_resolve_quotes(session->engine->cues, doc, session->arena, err);
}

static dtl_status run_code(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_code(session->engine->rules, doc, session->engine->each_mention,
                     session->arena, err);
}

static dtl_status run_missed(dtl_session *session, dtl_doc *doc, dtl_error *err)
{
    return dtli_missed_find(session->engine->rules, doc, session->arena, err);
}

#define BIT(stage) (1u << DTL_STAGE_##stage)

static const stage_row STAGES[DTL_STAGE_COUNT] = {
    { "blocks", 0, run_blocks },
    { "segment", BIT(BLOCKS), run_segment },
    { "analyse", BIT(SEGMENT), run_analyse },
    { "times", BIT(SEGMENT) | BIT(ANALYSE), run_times },
    { "places", BIT(SEGMENT) | BIT(ANALYSE), run_places },
    { "actors", BIT(ANALYSE) | BIT(PLACES), run_actors },
    { "quotes", BIT(ACTORS), run_quotes },
    { "code", BIT(TIMES) | BIT(PLACES) | BIT(ACTORS), run_code },
    { "missed", BIT(CODE), run_missed },
};

dtl_status dtli_stages_run(dtl_session *session, dtl_stage last, dtl_doc *doc,
                           dtl_error *err)
{
    for (unsigned i = 0; i <= (unsigned)last; i++) {
        if (doc->assigned >> i & 1)
            continue;
        if ((doc->assigned & STAGES[i].requires) != STAGES[i].requires)
            return dtl_fail(err, DTL_INVALID, 0, 0,
                            "E701: stage %s lacks what it needs",
                            STAGES[i].name);
        dtl_status status = STAGES[i].run(session, doc, err);
        if (status != DTL_OK)
            return status;
        doc->assigned |= 1u << i;
    }
    return DTL_OK;
}
