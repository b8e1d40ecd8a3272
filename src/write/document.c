/* document.c — what came in and where its sentences are, as one JSON line. */
#include "write/document.h"

#include "base/day.h"
#include "write/json.h"

static void add_day(dtl_buf *out, const char *key, dtl_day day)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(day, text);
    dtli_json_field_if(out, key, dtli_str(text));
}

static void add_sentences(const dtl_write_context *context,
                          const dtl_doc *doc, dtl_buf *out)
{
    dtli_json_key(out, "sentences");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < doc->sent_count; i++) {
        dtl_span span = doc->sents[i].span;
        dtli_buf_printf(
            out, "%s%u,%u", i > 0 ? "," : "",
            (unsigned)dtli_position_of(context->positions, span.start),
            (unsigned)dtli_position_of(context->positions, span.end));
    }
    dtli_buf_add_char(out, ']');
}

void dtli_write_document(const dtl_write_context *context, const dtl_doc *doc,
                         dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", doc->in.id);
    if (doc->published_known)
        add_day(out, "published", doc->published);
    add_day(out, "given", doc->in.published);
    dtli_json_field_if(out, "title", doc->in.title);
    dtli_json_field_if(out, "source", doc->in.source);
    dtli_json_field_if(out, "url", doc->in.url);
    dtli_json_field_if(out, "lang", doc->in.lang);
    dtli_json_field_if(out, "location", doc->in.location);
    dtli_json_field(out, "text", doc->in.text);
    dtli_json_int(out, "words", doc->token_count);
    add_sentences(context, doc, out);
    dtli_buf_add(out, DTL_STR("}\n"));
}
