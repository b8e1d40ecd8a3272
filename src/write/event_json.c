/* event_json.c — events as JSON lines, as docs/formats.md describes them.
 *
 * What the text does not tell is left out; lists that every event has
 * (actors, recipients, contexts, mentions) stand even when empty.
 */
#include "base/day.h"
#include "dateline/version.h"
#include "resolve/place.h"
#include "write/json.h"
#include "write/write.h"

static void add_span(const dtl_write_context *context, dtl_span span,
                     dtl_buf *out)
{
    dtli_json_int(out, "start",
                  dtli_position_of(context->positions, span.start));
    dtli_json_int(out, "end", dtli_position_of(context->positions, span.end));
}

static void add_actors(const dtl_write_context *context, const char *key,
                       const dtl_actor *actors, uint32_t count, dtl_buf *out)
{
    dtli_json_key(out, key);
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_write_actor(context->positions, &actors[i], out);
    }
    dtli_buf_add_char(out, ']');
}

static void add_day(dtl_buf *out, const char *key, dtl_day day)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(day, text);
    dtli_json_field(out, key, dtli_str(text));
}

static void add_when(const dtl_doc *doc, const dtl_event *event, dtl_buf *out)
{
    const dtl_when *when = &event->when;
    dtli_json_key(out, "date");
    dtli_buf_add_char(out, '{');
    add_day(out, "from", when->from);
    add_day(out, "to", when->to);
    dtli_json_field(out, "precision",
                    dtli_str(dtl_label_text(DTL_LABELS_PRECISION,
                                            when->precision)));
    if (when->timex >= 0 && (uint32_t)when->timex < doc->timex_count)
        dtli_json_field(
            out, "text",
            dtli_write_words(doc, doc->timexes[when->timex].span));
    if (when->assumed && when->timex < 0) {
        dtli_json_key(out, "assumed");
        dtli_buf_add(out, DTL_STR("true"));
    }
    dtli_buf_add_char(out, '}');
}

/* How exact a place is, by its GeoNames class and code. */
static const char *place_precision(const dtl_place *place)
{
    if (dtli_place_is_country(place))
        return "country";
    if (dtli_str_starts(place->feature, DTL_STR("A.ADM1")))
        return "admin1";
    if (dtli_str_starts(place->feature, DTL_STR("P")))
        return "city";
    return dtli_str_starts(place->feature, DTL_STR("S")) ? "site" : "region";
}

static void add_place(const dtl_doc *doc, const dtl_event *event, dtl_buf *out)
{
    if (event->place < 0 || (uint32_t)event->place >= doc->place_count)
        return;
    const dtl_place *place = &doc->places[event->place];
    dtli_json_key(out, "place");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "text", dtli_write_words(doc, place->span));
    dtli_json_field(out, "name", place->name);
    dtli_json_field(out, "country", dtli_str(place->country));
    dtli_json_field_if(out, "admin1", place->admin1);
    if (place->resolved) {
        dtli_json_number(out, "lat", place->lat, 5);
        dtli_json_number(out, "lon", place->lon, 5);
    }
    if (place->geonames)
        dtli_json_int(out, "geonames", place->geonames);
    dtli_json_field(out, "precision", dtli_str(place_precision(place)));
    dtli_buf_add_char(out, '}');
}

static void add_counts(const dtl_doc *doc, const dtl_event *event,
                       dtl_buf *out)
{
    if (event->count_count == 0)
        return;
    dtli_json_key(out, "counts");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < event->count_count; i++) {
        const dtl_count *count = &event->counts[i];
        dtli_buf_add(out, i > 0 ? DTL_STR(",{") : DTL_STR("{"));
        dtli_json_field(out, "kind", count->kind);
        dtli_json_int(out, "min", count->min);
        if (count->max >= 0) {
            dtli_json_int(out, "max", count->max);
        } else {
            dtli_json_key(out, "max");
            dtli_buf_add(out, DTL_STR("null"));
        }
        dtli_json_field(out, "text", dtli_write_words(doc, count->span));
        dtli_buf_add_char(out, '}');
    }
    dtli_buf_add_char(out, ']');
}

static void add_attribution(const dtl_event *event, dtl_buf *out)
{
    if (!event->attributed)
        return;
    dtli_json_key(out, "attribution");
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "text", event->attribution.text);
    dtli_json_field(out, "country", dtli_str(event->attribution.country));
    dtli_write_sectors(&event->attribution, out);
    dtli_buf_add_char(out, '}');
}

static void add_causes(const dtl_doc *doc, const dtl_event *event,
                       dtl_buf *out)
{
    if (event->in_response_to_count == 0)
        return;
    dtli_json_key(out, "in_response_to");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < event->in_response_to_count; i++) {
        int32_t cause = event->in_response_to[i];
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, dtli_str(doc->events[cause].id));
    }
    dtli_buf_add_char(out, ']');
}

static void add_mentions(const dtl_write_context *context, const dtl_doc *doc,
                         const dtl_event *event, dtl_buf *out)
{
    dtli_json_key(out, "mentions");
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < event->mention_count; i++) {
        const dtl_event_mention *m = &event->mentions[i];
        dtli_buf_add(out, i > 0 ? DTL_STR(",{") : DTL_STR("{"));
        dtli_json_int(out, "sentence", m->sent);
        add_span(context, m->span, out);
        dtli_json_field(out, "trigger", dtli_write_words(doc, m->span));
        dtli_json_field(out, "rule", m->rule);
        dtli_buf_add_char(out, '}');
    }
    dtli_buf_add_char(out, ']');
}

static void add_codes(const dtl_write_context *context, const dtl_event *event,
                      dtl_buf *out)
{
    dtli_json_field(out, "event",
                    dtli_str(dtl_label_text(DTL_LABELS_EVENT, event->type)));
    dtli_json_field_if(out, "mode", event->mode);
    dtli_json_key(out, "contexts");
    dtli_buf_add_char(out, '[');
    bool first = true;
    for (unsigned bit = 0; bit < 64; bit++) {
        if (!(event->contexts >> bit & 1))
            continue;
        if (!first)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, dtli_codebook_context(context->codebook, bit));
        first = false;
    }
    dtli_buf_add_char(out, ']');
    dtli_json_field(out, "cameo", event->cameo);
    dtli_json_int(out, "quad",
                  dtli_codebook_quad(context->codebook, event->type));
    dtli_json_number(out, "goldstein",
                     dtli_codebook_goldstein(context->codebook, event->cameo),
                     1);
    dtli_json_number(out, "intensity",
                     dtli_codebook_intensity(context->codebook, event), 1);
}

static void add_event(const dtl_write_context *context, const dtl_doc *doc,
                      const dtl_event *event, dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", dtli_str(event->id));
    dtli_json_field(out, "doc", doc->in.id);
    if (doc->published_known)
        add_day(out, "published", doc->published);
    dtli_json_field_if(out, "source", doc->in.source);
    dtli_json_field_if(out, "url", doc->in.url);
    add_codes(context, event, out);
    add_actors(context, "actors", event->actors, event->actor_count, out);
    add_actors(context, "recipients", event->recipients,
               event->recipient_count, out);
    add_when(doc, event, out);
    add_place(doc, event, out);
    dtli_json_field(out, "status",
                    dtli_str(dtl_label_text(DTL_LABELS_EVENT_STATUS,
                                            event->status)));
    add_counts(doc, event, out);
    add_attribution(event, out);
    add_causes(doc, event, out);
    dtli_json_number(out, "confidence", (double)event->confidence, 2);
    add_mentions(context, doc, event, out);
    dtli_write_coder(dtli_str(dtl_version()), context->lexicon, context->model,
                     out);
    dtli_buf_add(out, DTL_STR("}\n"));
}

void dtli_write_events_jsonl(const dtl_write_context *context,
                             const dtl_doc *doc, dtl_buf *out)
{
    for (uint32_t i = 0; i < doc->event_count; i++)
        if (dtli_write_keeps(context, &doc->events[i]))
            add_event(context, doc, &doc->events[i], out);
}
