/* import_record.c — the record of an event that another coder coded, with
 * the members of docs/formats.md in their order. There is no text: words of
 * the article, positions and triggers are left out, and so is a confidence
 * that nobody has measured. */
#include "exchange/import.h"
#include "write/json.h"

static void add_sectors(const dtl_imported_actor *actor, dtl_buf *out)
{
    dtli_json_key(out, "sectors");
    dtli_buf_add_char(out, '[');
    for (size_t i = 0; i < actor->sector_count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, actor->sectors[i]);
    }
    dtli_buf_add_char(out, ']');
}

/* Country and sectors are codes: nothing in them is escaped. */
static void add_code(const dtl_imported_actor *actor, dtl_buf *out)
{
    dtli_json_key(out, "code");
    dtli_buf_add_char(out, '"');
    dtli_buf_add(out, actor->country);
    for (size_t i = 0; i < actor->sector_count; i++)
        dtli_buf_add(out, actor->sectors[i]);
    dtli_buf_add_char(out, '"');
}

static void add_side(const dtl_imported_side *side, const char *key,
                     dtl_buf *out)
{
    dtli_json_key(out, key);
    dtli_buf_add_char(out, '[');
    for (size_t i = 0; i < side->count; i++) {
        const dtl_imported_actor *actor = &side->at[i];
        dtli_buf_add(out, i > 0 ? DTL_STR(",{") : DTL_STR("{"));
        dtli_json_field(out, "text", actor->text);
        dtli_json_field(out, "name", actor->name);
        dtli_json_field(out, "country", actor->country);
        add_sectors(actor, out);
        add_code(actor, out);
        dtli_buf_add_char(out, '}');
    }
    dtli_buf_add_char(out, ']');
}

static void add_contexts(const dtl_imported *row, dtl_buf *out)
{
    dtli_json_key(out, "contexts");
    dtli_buf_add_char(out, '[');
    for (size_t i = 0; i < row->context_count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, row->contexts[i]);
    }
    dtli_buf_add_char(out, ']');
}

static void add_codes(const dtl_imported *row, dtl_buf *out)
{
    dtli_json_field(out, "event", row->event);
    dtli_json_field_if(out, "mode", row->mode);
    add_contexts(row, out);
    dtli_json_field(out, "cameo", row->cameo);
    dtli_json_int(out, "quad", row->quad);
    dtli_json_number(out, "goldstein", row->goldstein, 1);
    if (row->has_intensity)
        dtli_json_number(out, "intensity", row->intensity, 1);
}

static void add_date(const dtl_imported *row, dtl_buf *out)
{
    dtli_json_key(out, "date");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "from", row->day);
    dtli_json_field(out, "to", row->day);
    dtli_json_field(out, "precision", DTL_STR("day"));
    dtli_buf_add_char(out, '}');
}

static void add_place(const dtl_imported_place *place, dtl_buf *out)
{
    if (!place->told)
        return;
    dtli_json_key(out, "place");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "text", place->text);
    dtli_json_field(out, "name", place->name);
    dtli_json_field(out, "country", place->country);
    dtli_json_field_if(out, "admin1", place->admin1);
    if (place->located) {
        dtli_json_number(out, "lat", place->lat, 5);
        dtli_json_number(out, "lon", place->lon, 5);
    }
    if (place->geonames)
        dtli_json_int(out, "geonames", (int64_t)place->geonames);
    dtli_json_field(out, "precision", dtli_str(place->precision));
    dtli_buf_add_char(out, '}');
}

static void add_mentions(const dtl_imported *row, dtl_buf *out)
{
    dtli_json_key(out, "mentions");
    dtli_buf_add_char(out, '[');
    for (size_t i = 0; i < row->sentence_count; i++) {
        dtli_buf_add(out, i > 0 ? DTL_STR(",{") : DTL_STR("{"));
        dtli_json_int(out, "sentence", (int64_t)row->sentences[i]);
        dtli_buf_add_char(out, '}');
    }
    dtli_buf_add_char(out, ']');
}

static void add_reach(const dtl_imported_reach *reach, dtl_buf *out)
{
    if (!reach->told)
        return;
    dtli_json_key(out, "reported");
    dtli_buf_add_char(out, '{');
    dtli_json_int(out, "mentions", (int64_t)reach->mentions);
    dtli_json_int(out, "sources", (int64_t)reach->sources);
    dtli_json_int(out, "articles", (int64_t)reach->articles);
    dtli_json_number(out, "tone", reach->tone, 4);
    dtli_json_key(out, "root");
    dtli_buf_add(out, reach->root ? DTL_STR("true") : DTL_STR("false"));
    dtli_buf_add_char(out, '}');
}

void dtli_import_record(const dtl_imported *row, dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", row->id);
    dtli_json_field(out, "doc", row->doc);
    dtli_json_field_if(out, "published", row->published);
    dtli_json_field_if(out, "source", row->source);
    dtli_json_field_if(out, "url", row->url);
    add_codes(row, out);
    add_side(&row->actors, "actors", out);
    add_side(&row->recipients, "recipients", out);
    add_date(row, out);
    add_place(&row->place, out);
    dtli_json_field(out, "status", DTL_STR("actual"));
    add_mentions(row, out);
    add_reach(&row->reach, out);
    dtli_buf_add_char(out, '}');
}
