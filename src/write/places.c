/* places.c — places as JSON (shape in places.h). Linear in the text. */
#include "write/places.h"

#include "base/error.h"
#include "write/json.h"
#include "write/position.h"

enum { DEGREE_DECIMALS = 5, CONFIDENCE_DECIMALS = 3 };

static void write_flag(dtl_buf *out, const char *key, bool value)
{
    if (!value)
        return;
    dtli_json_key(out, key);
    dtli_buf_add(out, DTL_STR("true"));
}

static void write_place(dtl_buf *out, const dtl_doc *doc,
                        const dtl_positions *at, const dtl_place *p)
{
    dtli_buf_add_char(out, '{');
    dtli_json_int(out, "start", dtli_position_of(at, p->span.start));
    dtli_json_int(out, "end", dtli_position_of(at, p->span.end));
    dtli_json_field(out, "text",
                    dtli_str_slice(doc->in.text, p->span.start, p->span.end));
    dtli_json_field(out, "name", p->name);
    dtli_json_field(out, "country", dtli_str(p->country));
    dtli_json_field(out, "admin1", p->admin1);
    if (p->resolved) {
        dtli_json_number(out, "lat", p->lat, DEGREE_DECIMALS);
        dtli_json_number(out, "lon", p->lon, DEGREE_DECIMALS);
    }
    if (p->geonames != 0)
        dtli_json_int(out, "geonames", p->geonames);
    dtli_json_field(out, "feature", p->feature);
    dtli_json_number(out, "confidence", (double)p->confidence,
                     CONFIDENCE_DECIMALS);
    write_flag(out, "demonym", p->demonym);
    write_flag(out, "metonym", p->metonym);
    dtli_buf_add_char(out, '}');
}

dtl_status dtli_write_places(const dtl_doc *doc, dtl_arena *arena,
                             dtl_buf *out, dtl_error *err)
{
    dtl_positions *at = dtli_positions_new(arena, doc->in.text);
    if (!at)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E650: no memory for positions");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", doc->in.id);
    dtli_json_key(out, "places");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < doc->place_count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        write_place(out, doc, at, &doc->places[i]);
    }
    dtli_buf_add(out, DTL_STR("]}\n"));
    if (out->failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E651: no memory for output");
    return DTL_OK;
}
