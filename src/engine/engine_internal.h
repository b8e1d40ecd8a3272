/* engine_internal.h — what engine, session and batch share. */
#ifndef DATELINE_ENGINE_INTERNAL_H
#define DATELINE_ENGINE_INTERNAL_H

#include "analyse/analyse.h"
#include "base/table.h"
#include "code/code.h"
#include "dateline/engine.h"
#include "resolve/actor.h"
#include "resolve/place.h"
#include "resolve/quote.h"
#include "resolve/time.h"
#include "write/codebook.h"

struct dtl_engine {
    dtl_stage last;
    bool each_mention;
    dtl_lexicon *lexicon;
    dtl_codebook codebook;
    dtl_model *model;
    dtl_calendar *calendar;
    dtl_gazetteer *gazetteer;
    dtl_actors *actors;
    dtl_cues *cues;
    dtl_rules *rules;
};

struct dtl_session {
    const dtl_engine *engine;
    dtl_arena *arena;
    dtl_word_cache *words;
    dtl_doc *doc; /* in the arena; NULL before the first run */
};

/* Runs the stages from the first that has not run to `last`; DTL_INVALID
 * where a stage's needs are unmet. */
dtl_status dtli_stages_run(dtl_session *session, dtl_stage last, dtl_doc *doc,
                           dtl_error *err) DTL_MUST_USE;

#endif
