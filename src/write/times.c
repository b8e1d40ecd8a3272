/* times.c — time expressions as JSON (shape in times.h).
 *
 * "from" and "to" are the first and last day that an expression names, null
 * where it names none ("for three weeks", "recently"). Linear in the text.
 */
#include "write/times.h"

#include "base/day.h"
#include "base/error.h"
#include "write/json.h"
#include "write/position.h"

static void write_day(dtl_buf *out, const char *key, dtl_day day)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_json_key(out, key);
    dtli_day_format(day, text);
    if (text[0] == '\0')
        dtli_buf_add(out, DTL_STR("null"));
    else
        dtli_json_string(out, dtli_str(text));
}

static void write_timex(dtl_buf *out, const dtl_doc *doc,
                        const dtl_positions *at, const dtl_timex *t)
{
    dtli_buf_add_char(out, '{');
    dtli_json_int(out, "start", dtli_position_of(at, t->span.start));
    dtli_json_int(out, "end", dtli_position_of(at, t->span.end));
    dtli_json_field(out, "text",
                    dtli_str_slice(doc->in.text, t->span.start, t->span.end));
    dtli_json_field(out, "type",
                    dtli_str(dtl_label_text(DTL_LABELS_TIMEX, t->type)));
    dtli_json_field(out, "value", t->value);
    write_day(out, "from", t->anchored ? t->from : DTL_DAY_NONE);
    write_day(out, "to", t->anchored ? t->to : DTL_DAY_NONE);
    dtli_buf_add_char(out, '}');
}

dtl_status dtli_write_times(const dtl_doc *doc, dtl_arena *arena, dtl_buf *out,
                            dtl_error *err)
{
    dtl_positions *at = dtli_positions_new(arena, doc->in.text);
    if (!at)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E640: no memory for positions");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", doc->in.id);
    write_day(out, "date", doc->published);
    dtli_json_key(out, "times");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < doc->timex_count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        write_timex(out, doc, at, &doc->timexes[i]);
    }
    dtli_buf_add(out, DTL_STR("]}\n"));
    if (out->failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E641: no memory for output");
    return DTL_OK;
}
