/* jsonl.c — one line of JSON as a document.
 *
 *   {"id": "x-1", "date": "2020-01-05", "text": "...", "title": "..."}
 *
 * `text` alone is required. Of a key that comes twice the last one counts,
 * as in Python. Keys that are not known are left alone; a known one of a
 * wrong type is told and left out.
 */
#include "read/jsonl.h"

#include <limits.h>
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "read/json_check.h"

static dtl_status fail_parse(enum json_tokener_error error, size_t at,
                             uint64_t line, dtl_error *err)
{
    if (error == json_tokener_continue)
        return dtl_fail(err, DTL_SYNTAX, line, at,
                        "E111: the line ends inside a value");
    return dtl_fail(err, DTL_SYNTAX, line, at, "E114: not JSON: %s",
                    json_tokener_error_desc(error));
}

static dtl_status parse(dtl_str json, uint64_t line, json_object **root,
                        dtl_error *err)
{
    if (json.len > DTL_MAX_LINE_BYTES || json.len > INT_MAX)
        return dtl_fail(err, DTL_LIMIT, line, DTL_MAX_LINE_BYTES,
                        "E115: a line longer than %zu bytes, left out",
                        DTL_MAX_LINE_BYTES);
    dtl_status status = dtli_json_check(json, line, err);
    if (status != DTL_OK)
        return status;
    json_tokener *tokener = json_tokener_new_ex(DTL_MAX_JSON_DEPTH + 1);
    if (!tokener)
        return dtl_fail(err, DTL_NOMEM, line, 0, "E001: out of memory");
    json_tokener_set_flags(tokener,
                           JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    *root = json_tokener_parse_ex(tokener, json.ptr, (int)json.len);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    if (error != json_tokener_success)
        status = fail_parse(error, json_tokener_get_parse_end(tokener), line,
                            err);
    json_tokener_free(tokener);
    return status;
}

static void warn_field(dtl_json_warn warn, uint64_t line, const char *key)
{
    dtl_error what = { 0 };
    if (!warn.call)
        return;
    (void)dtl_fail(&what, DTL_INVALID, line, 0,
                   "E116: \"%s\" is no string, left out", key);
    warn.call(warn.payload, &what);
}

static dtl_str text_of(json_object *value)
{
    dtl_str s = { json_object_get_string(value),
                  (size_t)json_object_get_string_len(value) };
    return s;
}

/* A field that is a string, or the id that is a number; empty otherwise. */
static dtl_str field(dtl_json_line *parsed, const char *key,
                     dtl_json_warn warn)
{
    json_object *value = NULL;
    dtl_str none = { "", 0 };
    if (!json_object_object_get_ex(parsed->root, key, &value) || !value)
        return none;
    json_type type = json_object_get_type(value);
    if (type == json_type_string)
        return text_of(value);
    bool number = type == json_type_int || type == json_type_double;
    if (number && strcmp(key, "id") == 0)
        return dtli_str(json_object_get_string(value));
    if (number && strcmp(key, "date") == 0)
        return dtli_str(json_object_get_string(value)); /* 20200105 */
    warn_field(warn, parsed->draft.line, key);
    return none;
}

static void take_date(dtl_json_line *parsed, dtl_json_warn warn)
{
    dtl_str text = dtli_str_trim(field(parsed, "date", warn));
    dtl_error what = { 0 };
    parsed->draft.in.published = DTL_DAY_NONE;
    if (text.len == 0)
        return;
    parsed->draft.in.published = dtli_day_parse(text);
    if (parsed->draft.in.published != DTL_DAY_NONE || !warn.call)
        return;
    (void)dtl_fail(&what, DTL_INVALID, parsed->draft.line, 0,
                   "E118: date \"%.*s\" is no ISO 8601 date, left out",
                   (int)(text.len > 40 ? 40 : text.len), text.ptr);
    warn.call(warn.payload, &what);
}

static dtl_status take_text(dtl_json_line *parsed, dtl_error *err)
{
    json_object *value = NULL;
    uint64_t line = parsed->draft.line;
    if (!json_object_object_get_ex(parsed->root, "text", &value) ||
        json_object_get_type(value) != json_type_string)
        return dtl_fail(err, DTL_INVALID, line, 0,
                        "E119: no \"text\" that is a string");
    parsed->draft.in.text = text_of(value);
    if (parsed->draft.in.text.len > DTL_MAX_TEXT_BYTES)
        return dtl_fail(err, DTL_LIMIT, line, 0,
                        "E120: a text longer than %zu bytes, left out",
                        DTL_MAX_TEXT_BYTES);
    return DTL_OK;
}

dtl_status dtli_json_line_parse(dtl_str json, uint64_t line,
                                dtl_json_warn warn, dtl_json_line *out,
                                dtl_error *err)
{
    memset(out, 0, sizeof *out);
    dtl_record_init(&out->draft);
    out->draft.line = line;
    out->draft.form = DTL_INPUT_JSONL;
    dtl_status status = parse(json, line, &out->root, err);
    if (status == DTL_OK &&
        json_object_get_type(out->root) != json_type_object)
        status = dtl_fail(err, DTL_INVALID, line, 0,
                          "E121: the line is no JSON object");
    if (status == DTL_OK)
        status = take_text(out, err);
    if (status != DTL_OK) {
        dtli_json_line_clear(out);
        return status;
    }
    dtl_input *in = &out->draft.in;
    in->id = dtli_str_trim(field(out, "id", warn));
    in->title = field(out, "title", warn);
    in->source = field(out, "source", warn);
    in->url = field(out, "url", warn);
    in->lang = field(out, "lang", warn);
    in->location = field(out, "location", warn);
    take_date(out, warn);
    return DTL_OK;
}

void dtli_json_line_clear(dtl_json_line *line)
{
    json_object_put(line->root);
    line->root = NULL;
}
