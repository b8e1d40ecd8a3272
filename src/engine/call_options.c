/* call_options.c — options of an engine from a JSON object.
 *
 * Unlike in a document, a member that is not known is refused: it is a slip
 * of whoever wrote the call ("place" for "places").
 */
#include "engine/call_options.h"

#include <limits.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/json_check.h"

static dtl_status parse(dtl_str json, json_object **root, dtl_error *err)
{
    if (json.len > DTL_MAX_CALL_OPTION_BYTES)
        return dtl_fail(err, DTL_LIMIT, 0, DTL_MAX_CALL_OPTION_BYTES,
                        "E717: options of more than %d bytes",
                        DTL_MAX_CALL_OPTION_BYTES);
    size_t bad = dtli_utf8_invalid(json);
    if (bad != json.len)
        return dtl_fail(err, DTL_SYNTAX, 0, bad, "E718: options: not UTF-8");
    dtl_status status = dtli_json_check(json, 0, err);
    if (status != DTL_OK)
        return status;
    json_tokener *tokener = json_tokener_new();
    if (!tokener)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    *root = json_tokener_parse_ex(tokener, json.ptr, (int)json.len);
    if (json_tokener_get_error(tokener) != json_tokener_success ||
        json_object_get_type(*root) != json_type_object)
        status =
            dtl_fail(err, DTL_SYNTAX, 0, json_tokener_get_parse_end(tokener),
                     "E719: options: not a JSON object");
    json_tokener_free(tokener);
    return status;
}

/* A string without NULs, as file names are; NULL for anything else. */
static const char *path_of(json_object *value)
{
    if (json_object_get_type(value) != json_type_string)
        return NULL;
    const char *path = json_object_get_string(value);
    size_t len = (size_t)json_object_get_string_len(value);
    return path && strlen(path) == len ? path : NULL;
}

static bool take_actors(json_object *list, dtli_call_options *out)
{
    if (json_object_get_type(list) != json_type_array)
        return false;
    size_t count = json_object_array_length(list);
    for (size_t i = 0; i < count && i < DTL_MAX_OWN_ACTOR_FILES; i++) {
        out->actors[i] = path_of(json_object_array_get_idx(list, i));
        if (!out->actors[i])
            return false;
    }
    out->options.actors = out->actors;
    out->options.actor_count = count; /* the engine refuses too many */
    return true;
}

static bool take_member(const char *key, json_object *value,
                        dtli_call_options *out)
{
    const struct {
        const char *key;
        const char **path;
    } PATHS[] = { { "data_dir", &out->options.data_dir },
                  { "model", &out->options.model },
                  { "places", &out->options.places } };
    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++)
        if (strcmp(key, PATHS[i].key) == 0)
            return (*PATHS[i].path = path_of(value)) != NULL;
    if (strcmp(key, "actors") == 0)
        return take_actors(value, out);
    if (strcmp(key, "each_mention") != 0 ||
        json_object_get_type(value) != json_type_boolean)
        return false;
    out->options.each_mention = json_object_get_boolean(value);
    return true;
}

dtl_status dtli_call_options_read(dtl_str json, dtli_call_options *out,
                                  dtl_error *err)
{
    static const dtl_engine_options DEFAULTS = DTL_ENGINE_OPTIONS_INIT;
    memset(out, 0, sizeof *out);
    out->options = DEFAULTS;
    dtl_status status = parse(json, &out->root, err);
    if (status == DTL_OK) {
        json_object_object_foreach(out->root, key, value)
        {
            if (status == DTL_OK && !take_member(key, value, out))
                status = dtl_fail(err, DTL_INVALID, 0, 0,
                                  "E714: options: bad member \"%.40s\"", key);
        }
    }
    if (status != DTL_OK)
        dtli_call_options_clear(out);
    return status;
}

void dtli_call_options_clear(dtli_call_options *options)
{
    json_object_put(options->root);
    options->root = NULL;
}
