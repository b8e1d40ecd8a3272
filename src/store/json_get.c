/* json_get.c — see json_get.h. */
#include "store/json_get.h"

#include <limits.h>

#include "base/limits.h"

json_object *dtli_json_object(dtl_str text)
{
    if (text.len > INT_MAX)
        return NULL;
    json_tokener *tokener = json_tokener_new_ex(DTL_MAX_JSON_DEPTH + 1);
    if (!tokener)
        return NULL;
    json_object *root =
        json_tokener_parse_ex(tokener, text.ptr, (int)text.len);
    json_tokener_free(tokener);
    if (root && json_object_get_type(root) != json_type_object) {
        json_object_put(root);
        return NULL;
    }
    return root;
}

json_object *dtli_json_get(json_object *object, const char *key)
{
    json_object *value = NULL;
    if (!object || !json_object_object_get_ex(object, key, &value))
        return NULL;
    return value;
}

dtl_str dtli_json_str(json_object *value)
{
    if (!value || json_object_get_type(value) != json_type_string)
        return DTL_STR("");
    return (dtl_str){ json_object_get_string(value),
                      (size_t)json_object_get_string_len(value) };
}

dtl_str dtli_json_get_str(json_object *object, const char *key)
{
    return dtli_json_str(dtli_json_get(object, key));
}

static bool is_number(json_object *value)
{
    json_type type = json_object_get_type(value);
    return type == json_type_int || type == json_type_double;
}

int64_t dtli_json_get_int(json_object *object, const char *key,
                          int64_t otherwise)
{
    json_object *value = dtli_json_get(object, key);
    return is_number(value) ? json_object_get_int64(value) : otherwise;
}

double dtli_json_get_real(json_object *object, const char *key,
                          double otherwise)
{
    json_object *value = dtli_json_get(object, key);
    return is_number(value) ? json_object_get_double(value) : otherwise;
}

static json_object *array_of(json_object *object, const char *key)
{
    json_object *value = dtli_json_get(object, key);
    return json_object_get_type(value) == json_type_array ? value : NULL;
}

size_t dtli_json_get_count(json_object *object, const char *key)
{
    json_object *array = array_of(object, key);
    return array ? json_object_array_length(array) : 0;
}

json_object *dtli_json_get_item(json_object *object, const char *key,
                                size_t index)
{
    json_object *array = array_of(object, key);
    return array ? json_object_array_get_idx(array, index) : NULL;
}
