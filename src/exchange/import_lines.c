/* import_lines.c — lines of a file through a window: a line that lies in it
 * whole is lent out as it stands, others are put together. */
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "exchange/import.h"
#include "read/decode.h"

void dtli_lines_init(dtl_lines *lines, dtl_source *source)
{
    *lines = (dtl_lines){ .source = source };
    dtli_buf_init(&lines->line, DTL_MAX_IMPORT_LINE);
    dtli_buf_init(&lines->decoded, DTL_MAX_IMPORT_LINE * 3);
}

void dtli_lines_clear(dtl_lines *lines)
{
    dtli_buf_clear(&lines->line);
    dtli_buf_clear(&lines->decoded);
}

/* The bytes up to the line feed, which is taken too. */
static dtl_status raw_line(dtl_lines *lines, dtl_str *out, bool *too_long,
                           dtl_error *err)
{
    bool begun = false;
    dtli_buf_reset(&lines->line);
    lines->line.failed = false;
    for (;;) {
        dtl_status status = dtli_source_fill(lines->source, err);
        if (status == DTL_END && begun)
            break;
        if (status != DTL_OK)
            return status;
        dtl_str window = dtli_source_window(lines->source);
        size_t end = dtli_str_find(window, '\n', 0);
        dtl_str part = dtli_str_slice(window, 0, end);
        dtli_source_take(lines->source,
                         end < window.len ? end + 1 : window.len);
        if (!begun && end < window.len) {
            *too_long = part.len > DTL_MAX_IMPORT_LINE;
            *out = part;
            return DTL_OK;
        }
        dtli_buf_add(&lines->line, part); /* fails once, and stays so */
        begun = true;
        if (end < window.len)
            break;
    }
    *too_long = lines->line.failed;
    *out = dtli_buf_str(&lines->line);
    if (lines->line.no_memory)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return DTL_OK;
}

static dtl_status decode(dtl_lines *lines, dtl_str *line, dtl_error *err)
{
    dtli_buf_reset(&lines->decoded);
    dtli_decode_cp1252(*line, &lines->decoded);
    *line = dtli_buf_str(&lines->decoded);
    return lines->decoded.failed
               ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
               : DTL_OK;
}

dtl_status dtli_lines_next(dtl_lines *lines, dtl_str *out, dtl_error *err)
{
    bool too_long = false;
    dtl_str line;
    dtl_status status = raw_line(lines, &line, &too_long, err);
    if (status != DTL_OK)
        return status;
    lines->number++;
    if (lines->number == 1 && dtli_str_starts(line, DTL_STR("\xef\xbb\xbf")))
        line = dtli_str_slice(line, 3, line.len);
    if (dtli_str_ends(line, DTL_STR("\r")))
        line.len--;
    if (too_long)
        return dtl_fail(err, DTL_LIMIT, lines->number, 0,
                        "E742: a line of more than %zu bytes",
                        DTL_MAX_IMPORT_LINE);
    size_t zero = dtli_str_find(line, '\0', 0);
    if (zero < line.len)
        return dtl_fail(err, DTL_INVALID, lines->number, zero,
                        "E743: a zero byte");
    if (dtli_utf8_invalid(line) < line.len) {
        status = decode(lines, &line, err);
        if (status != DTL_OK)
            return status;
    }
    *out = line;
    return DTL_OK;
}
