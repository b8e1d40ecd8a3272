/* quotes.c — quotations as JSON (shape in quotes.h). Linear in the text. */
#include "write/quotes.h"

#include "write/json.h"

static void write_quote(const dtl_write_context *context, const dtl_doc *doc,
                        const dtl_quote *quote, dtl_buf *out)
{
    const dtl_positions *at = context->positions;
    dtli_buf_add_char(out, '{');
    dtli_json_int(out, "start", dtli_position_of(at, quote->span.start));
    dtli_json_int(out, "end", dtli_position_of(at, quote->span.end));
    dtli_json_field(out, "text", dtli_write_words(doc, quote->span));
    dtli_json_key(out, "speaker");
    if (quote->spoken_by)
        dtli_write_actor(at, &quote->speaker, out);
    else
        dtli_buf_add(out, DTL_STR("null"));
    dtli_json_field(out, "cue", quote->cue);
    dtli_json_key(out, "direct");
    dtli_buf_add(out, quote->direct ? DTL_STR("true") : DTL_STR("false"));
    dtli_buf_add_char(out, '}');
}

void dtli_write_quotes(const dtl_write_context *context, const dtl_doc *doc,
                       dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", doc->in.id);
    dtli_json_key(out, "quotes");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < doc->quote_count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        write_quote(context, doc, &doc->quotes[i], out);
    }
    dtli_buf_add(out, DTL_STR("]}\n"));
}
