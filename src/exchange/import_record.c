/* import_record.c — the record of an event that another coder coded, with
 * the members of docs/formats.md in their order. There is no text: words of
 * the article, positions and triggers are left out, and so is a confidence
 * that nobody has measured. */
#include <math.h>

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

double dtli_import_rounded(double value, int places)
{
    double scale = 1;
    for (int i = 0; i < places; i++)
        scale *= 10;
    double scaled = value * scale;
    return (double)(int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5) / scale;
}

/* ---------------------------------------------------------------- values */

/* "SDN" and "MIL" as one word. */
static bool put_code(const dtl_imported_actor *actor, dtl_arena *arena,
                     dtl_str *out)
{
    size_t len = actor->country.len;
    for (size_t i = 0; i < actor->sector_count; i++)
        len += actor->sectors[i].len;
    char *code = dtli_arena_alloc(arena, len + 1);
    *out = (dtl_str){ code, 0 };
    if (!code)
        return false;
    for (size_t i = 0; i <= actor->sector_count; i++) {
        dtl_str part = i == 0 ? actor->country : actor->sectors[i - 1];
        for (size_t k = 0; k < part.len; k++)
            code[out->len++] = part.ptr[k];
    }
    return true;
}

static bool put_side(const dtl_imported_side *side, dtl_arena *arena,
                     dtl_event_actors *out)
{
    dtl_event_actor *list =
        side->count ? dtli_arena_array(arena, side->count, sizeof *list) : NULL;
    bool fine = list || side->count == 0;
    for (size_t i = 0; i < side->count && fine; i++) {
        const dtl_imported_actor *from = &side->at[i];
        list[i] = (dtl_event_actor){ .text = from->text,
                                     .name = from->name,
                                     .country = from->country,
                                     .sectors = from->sectors,
                                     .sector_count = from->sector_count,
                                     .start = -1,
                                     .stop = -1 };
        fine = put_code(from, arena, &list[i].code);
    }
    out->at = list;
    out->count = fine ? side->count : 0;
    return fine;
}

static bool put_sentences(const dtl_imported *row, dtl_arena *arena,
                          dtl_event_values *out)
{
    size_t count = row->sentence_count;
    dtl_event_telling *list =
        count ? dtli_arena_array(arena, count, sizeof *list) : NULL;
    for (size_t i = 0; list && i < count; i++)
        list[i].sentence = (int64_t)row->sentences[i];
    out->mentions = list;
    out->mention_count = list ? count : 0;
    return list || count == 0;
}

static void put_place(const dtl_imported_place *from, dtl_event_place *out)
{
    *out = (dtl_event_place){ .told = from->told,
                              .lat = (double)NAN,
                              .lon = (double)NAN };
    if (!from->told)
        return;
    out->text = from->text;
    out->name = from->name;
    out->country = from->country;
    out->admin1 = from->admin1;
    out->precision = dtli_str(from->precision);
    out->geonames = (int64_t)from->geonames;
    out->located = from->located;
    if (from->located) {
        out->lat = from->lat;
        out->lon = from->lon;
    }
}

bool dtli_import_values(const dtl_imported *row, dtl_str record,
                        dtl_arena *arena, dtl_event_values *out)
{
    *out = (dtl_event_values){ .record = record,
                               .id = row->id,
                               .type = row->event,
                               .mode = row->mode,
                               .cameo = row->cameo,
                               .status = DTL_STR("actual"),
                               .quad = row->quad,
                               .goldstein = row->goldstein,
                               .intensity = row->has_intensity ? row->intensity
                                                               : (double)NAN,
                               .confidence = (double)NAN,
                               .from = row->day,
                               .to = row->day,
                               .precision = DTL_STR("day"),
                               .contexts = row->contexts,
                               .context_count = row->context_count };
    put_place(&row->place, &out->place);
    return put_side(&row->actors, arena, &out->actors) &&
           put_side(&row->recipients, arena, &out->recipients) &&
           put_sentences(row, arena, out);
}
