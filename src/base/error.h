/* error.h — filling in a dtl_error. */
#ifndef DATELINE_BASE_ERROR_H
#define DATELINE_BASE_ERROR_H

#include "dateline/status.h"

/* Fills `err` (may be NULL) and returns `code`, so that a failing branch is
 * one line: return dtl_fail(err, DTL_SYNTAX, line, byte, "E203: ...").
 * The message starts with an id that is unique in the project. Never
 * overwrites a lower message: err->code must be DTL_OK or the detail
 * already there is kept. */
dtl_status dtl_fail(dtl_error *err, dtl_status code, uint64_t line,
                    uint64_t byte, const char *format, ...) DTL_PRINTF(5, 6);

/* Names the file an error is about, if none is named yet. */
void dtli_error_source(dtl_error *err, const char *source);

/* Bytes of a text that a message shows, for "%.*s". */
int dtli_error_shown(dtl_str text);

/* Forgets an error that has been dealt with. */
void dtli_error_clear(dtl_error *err);

#endif
