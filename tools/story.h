/* story.h — what the programs that fit weights share in reading stories. */
#ifndef DATELINE_TOOLS_STORY_H
#define DATELINE_TOOLS_STORY_H

#include <json-c/json.h>

#include "base/day.h"
#include "base/str.h"
#include "base/utf8.h"
#include "dateline/doc.h"

/* Text of a field, owned by the object; empty where there is none. */
static inline dtl_str story_field(json_object *object, const char *name)
{
    json_object *value;
    if (!json_object_object_get_ex(object, name, &value))
        return DTL_STR("");
    dtl_str text = { json_object_get_string(value),
                     (size_t)json_object_get_string_len(value) };
    return text;
}

/* Document of a parsed line, its strings owned by the object. */
static inline dtl_input story_input(json_object *object)
{
    dtl_str day = dtli_str_slice(story_field(object, "date"), 0, 10);
    dtl_input in = { .id = story_field(object, "id"),
                     .text = story_field(object, "text"),
                     .published = dtli_day_parse(day) };
    return in;
}

/* Byte offset in the text as one in code points. */
static inline size_t story_code_points(const dtl_doc *doc, uint32_t byte)
{
    return dtli_utf8_count(dtli_str_slice(doc->in.text, 0, byte));
}

#endif
