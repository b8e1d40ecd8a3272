/* names_text.c — names by character positions in running text.
 *
 * The text goes through the library's own blocks and segmentation, so that
 * the words are those that the analyser will meet. A word that a name
 * covers in part only tells nothing.
 */
#include <json-c/json.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "corpus.h"
#include "read/block.h"
#include "segment/segment.h"

enum { NAMES_MAX = 4096 };

typedef struct name_span {
    uint32_t start, end; /* bytes */
    uint16_t inside;     /* tag I-X */
} name_span;

typedef struct story {
    dtl_doc doc;
    name_span names[NAMES_MAX];
    uint32_t count;
} story;

static dtl_str json_text(json_object *o, const char *key)
{
    json_object *value;
    if (!json_object_object_get_ex(o, key, &value))
        return DTL_STR("");
    dtl_str s = { json_object_get_string(value),
                  (size_t)json_object_get_string_len(value) };
    return s;
}

static int64_t json_number(json_object *o, const char *key)
{
    json_object *value;
    return json_object_object_get_ex(o, key, &value)
               ? json_object_get_int64(value)
               : -1;
}

/* Byte offset of each code point: at[count] is the length. */
static uint32_t *byte_offsets(dtl_str text, size_t *count, dtl_arena *arena)
{
    uint32_t *at = dtli_arena_array(arena, text.len + 1, sizeof *at), cp;
    size_t n = 0;
    for (size_t i = 0; at && i < text.len;) {
        size_t len = dtli_utf8_decode(text, i, &cp);
        at[n++] = (uint32_t)i;
        i += len ? len : 1;
    }
    if (at)
        at[n] = (uint32_t)text.len;
    *count = n;
    return at;
}

static bool read_names(json_object *line, story *s, dtl_arena *arena)
{
    json_object *list;
    size_t chars;
    uint32_t *at = byte_offsets(s->doc.in.text, &chars, arena);
    if (!at)
        return false;
    if (!json_object_object_get_ex(line, "names", &list))
        return true; /* raw text */
    size_t n = json_object_array_length(list);
    for (size_t i = 0; i < n && s->count < NAMES_MAX; i++) {
        json_object *one = json_object_array_get_idx(list, i);
        int64_t start = json_number(one, "start"), end = json_number(one, "end");
        char tag[32] = "I-";
        dtl_str type = json_text(one, "type");
        if (start < 0 || end <= start || (size_t)end > chars || type.len > 8)
            return false;
        memcpy(tag + 2, type.ptr, type.len);
        name_span span = { at[start], at[end],
                           corpus_name_label(dtli_str(tag)) };
        s->names[s->count++] = span;
    }
    return true;
}

static uint16_t tag_of(const story *s, dtl_span span)
{
    for (uint32_t i = 0; i < s->count; i++) {
        const name_span *n = &s->names[i];
        if (span.end <= n->start || span.start >= n->end)
            continue;
        if (span.start < n->start || span.end > n->end ||
            n->inside == LABEL_NONE)
            return LABEL_NONE;
        return (uint16_t)(n->inside - (span.start == n->start));
    }
    return 0;
}

static bool add_story(corpus *c, const story *s)
{
    for (uint32_t i = 0; i < s->doc.sent_count; i++) {
        const dtl_sent *sent = &s->doc.sents[i];
        for (uint32_t k = 0; k < sent->count; k++) {
            const dtl_token *tok = &s->doc.tokens[sent->first + k];
            word *w = corpus_add_word(c, tok->form);
            if (!w)
                return false;
            w->name = tag_of(s, tok->span);
        }
        if (!corpus_end_sentence(c))
            return false;
    }
    return true;
}

static dtl_status read_story(corpus *c, json_object *line, dtl_error *err)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 28);
    story *s = arena ? dtli_arena_make(arena, story) : NULL;
    if (!s) {
        dtli_arena_free(arena);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    s->doc.in.text = json_text(line, "text");
    s->doc.in.published = DTL_DAY_NONE;
    dtl_status status = DTL_OK;
    if (!read_names(line, s, arena))
        status = dtl_fail(err, DTL_SYNTAX, 0, 0, "E313: bad names");
    if (status == DTL_OK)
        status = dtli_read_blocks(&s->doc, arena, err);
    if (status == DTL_OK)
        status = dtli_segment(&s->doc, arena, err);
    if (status == DTL_OK && !add_story(c, s))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtli_arena_free(arena);
    return status;
}

dtl_status corpus_read_names(corpus *c, const char *path, dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    json_tokener *tokener = json_tokener_new();
    dtl_str rest = map.bytes, line;
    while (status == DTL_OK && dtli_str_split(&rest, '\n', &line)) {
        if (line.len == 0)
            continue;
        json_tokener_reset(tokener);
        json_object *o = json_tokener_parse_ex(tokener, line.ptr,
                                               (int)line.len);
        status = o ? read_story(c, o, err)
                   : dtl_fail(err, DTL_SYNTAX, 0, 0, "E314: bad JSON");
        json_object_put(o);
    }
    json_tokener_free(tokener);
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}
