/* call_options.h — options of an engine from a JSON object. */
#ifndef DATELINE_ENGINE_CALL_OPTIONS_H
#define DATELINE_ENGINE_CALL_OPTIONS_H

#include <json-c/json.h>

#include "base/limits.h"
#include "base/str.h"
#include "dateline/engine.h"

/* The strings of `options` stand in `root`. Not to be moved. */
typedef struct dtli_call_options {
    dtl_engine_options options;
    const char *actors[DTL_MAX_OWN_ACTOR_FILES];
    json_object *root;
} dtli_call_options;

/* Reads the object that dateline/call.h describes. DTL_SYNTAX for no JSON,
 * DTL_INVALID for another member or type, DTL_LIMIT for too many files. */
dtl_status dtli_call_options_read(dtl_str json, dtli_call_options *out,
                                  dtl_error *err) DTL_MUST_USE;
void dtli_call_options_clear(dtli_call_options *options);

#endif
