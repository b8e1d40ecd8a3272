/* common.c — what the writers of events and quotations share. */
#include <string.h>

#include "write/json.h"
#include "write/write.h"

bool dtli_write_keeps(const dtl_write_context *context,
                      const dtl_event *event)
{
    return context->statuses == 0 ||
           (context->statuses >> event->status & 1u) != 0;
}

dtl_str dtli_write_words(const dtl_doc *doc, dtl_span span)
{
    return dtli_str_slice(doc->in.text, span.start, span.end);
}

static size_t put(char *out, size_t len, const char *text, size_t n)
{
    if (len + n > DTL_WRITE_CODE_SIZE)
        n = DTL_WRITE_CODE_SIZE - len;
    memcpy(out + len, text, n);
    return len + n;
}

dtl_str dtli_write_actor_code(const dtl_actor *actor,
                              char out[DTL_WRITE_CODE_SIZE])
{
    size_t len = 0;
    if (actor->own_code.len > 0)
        len = put(out, len, actor->own_code.ptr, actor->own_code.len);
    if (actor->own_role.len > 0)
        len = put(out, len, actor->own_role.ptr, actor->own_role.len);
    if (len > 0)
        return (dtl_str){ out, len };
    len = put(out, len, actor->country,
              strnlen(actor->country, DTL_CODE_SIZE - 1));
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++)
        len = put(out, len, actor->sectors[i],
                  strnlen(actor->sectors[i], DTL_CODE_SIZE - 1));
    return (dtl_str){ out, len };
}

void dtli_write_sectors(const dtl_actor *actor, dtl_buf *out)
{
    dtli_json_key(out, "sectors");
    dtli_buf_add_char(out, '[');
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, dtli_str(actor->sectors[i]));
    }
    dtli_buf_add_char(out, ']');
}

void dtli_write_actor(const dtl_positions *at, const dtl_actor *actor,
                      dtl_buf *out)
{
    char code[DTL_WRITE_CODE_SIZE];
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "text", actor->text);
    dtli_json_field(out, "name", actor->name);
    dtli_json_field(out, "country", dtli_str(actor->country));
    dtli_write_sectors(actor, out);
    dtli_json_field(out, "code", dtli_write_actor_code(actor, code));
    if (actor->span.end > actor->span.start) {
        dtli_json_int(out, "start", dtli_position_of(at, actor->span.start));
        dtli_json_int(out, "end", dtli_position_of(at, actor->span.end));
    }
    dtli_buf_add_char(out, '}');
}

void dtli_write_coder(dtl_str version, dtl_str lexicon, dtl_str model,
                      dtl_buf *out)
{
    dtli_json_key(out, "coder");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "version", version);
    dtli_json_field(out, "lexicon", lexicon);
    dtli_json_field(out, "model", model);
    dtli_buf_add_char(out, '}');
}
