/* json_get.h — members of a parsed JSON object, with something for each that
 * is not there. Strings are borrowed from the object. */
#ifndef DATELINE_STORE_JSON_GET_H
#define DATELINE_STORE_JSON_GET_H

#include <json-c/json.h>

#include "base/str.h"

/* Parses one object; NULL where it is none (or memory is out). Owned: free
 * with json_object_put. */
json_object *dtli_json_object(dtl_str text);

/* A member of any type, or NULL for none and for null. */
json_object *dtli_json_get(json_object *object, const char *key);

/* A string member; empty otherwise. */
dtl_str dtli_json_get_str(json_object *object, const char *key);

/* An integer or number member; `otherwise` for anything else. */
int64_t dtli_json_get_int(json_object *object, const char *key,
                          int64_t otherwise);
double dtli_json_get_real(json_object *object, const char *key,
                          double otherwise);

/* Items of an array member; 0 where it is none. */
size_t dtli_json_get_count(json_object *object, const char *key);
json_object *dtli_json_get_item(json_object *object, const char *key,
                                size_t index);

/* A string value; empty for another. */
dtl_str dtli_json_str(json_object *value);

#endif
