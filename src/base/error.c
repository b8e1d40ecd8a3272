/* error.c — errors and label names. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

dtl_status dtl_fail(dtl_error *err, dtl_status code, uint64_t line,
                    uint64_t byte, const char *format, ...)
{
    if (!err || err->code != DTL_OK)
        return code;
    err->code = code;
    err->line = line;
    err->byte = byte;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return code;
}

void dtli_error_source(dtl_error *err, const char *source)
{
    if (err && err->source[0] == '\0')
        snprintf(err->source, sizeof err->source, "%s", source);
}

int dtli_error_shown(dtl_str text)
{
    enum { MOST = 50 };
    return text.len < MOST ? (int)text.len : MOST;
}

void dtli_error_clear(dtl_error *err)
{
    if (err)
        memset(err, 0, sizeof *err);
}

const char *dtl_status_name(dtl_status status)
{
    static const char *const NAMES[] = {
        "ok",        "out of memory", "input/output", "syntax",
        "invalid",   "not found",     "ambiguous",    "limit",
        "version",   "corrupt",       "cancelled",    "store",
        "end",
    };
    size_t i = (size_t)status;
    return i < sizeof NAMES / sizeof NAMES[0] ? NAMES[i] : "?";
}
