/* jsonl.h — one line of JSON as a document. */
#ifndef DATELINE_READ_JSONL_H
#define DATELINE_READ_JSONL_H

#include <json-c/json.h>

#include "dateline/read.h"

/* A line as the library holds it; the strings of `draft` point into it. */
typedef struct dtl_json_line {
    json_object *root;
    dtl_record draft;
} dtl_json_line;

/* Tells what is odd about a line that is read all the same. */
typedef struct dtl_json_warn {
    void (*call)(void *payload, const dtl_error *what);
    void *payload;
} dtl_json_warn;

/* Parses `json`, valid UTF-8 without a line end. An empty draft.in.id means
 * that the line has none. DTL_SYNTAX, DTL_INVALID (no object, no text) or
 * DTL_LIMIT with line and byte. */
dtl_status dtli_json_line_parse(dtl_str json, uint64_t line,
                                dtl_json_warn warn, dtl_json_line *out,
                                dtl_error *err) DTL_MUST_USE;
void dtli_json_line_clear(dtl_json_line *line);

#endif
