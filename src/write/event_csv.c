/* event_csv.c — events as RFC 4180 rows for spreadsheets and R.
 *
 * One row an event; several actors, recipients, contexts or counts are
 * joined by ';' inside their cell. Line ends are "\n".
 */
#include "base/day.h"
#include "write/csv.h"
#include "write/json.h"
#include "write/write.h"

dtl_str dtli_write_csv_head(void)
{
    return DTL_STR(
        "id,doc,published,event,mode,cameo,quad,goldstein,intensity,"
        "status,date_from,date_to,date_precision,actor,actor_code,"
        "recipient,recipient_code,place,country,admin1,lat,lon,geonames,"
        "contexts,counts,attribution,confidence,trigger,sentence\n");
}

void dtli_csv_cell(dtl_buf *out, dtl_str s)
{
    bool plain = true;
    for (size_t i = 0; i < s.len && plain; i++)
        plain = s.ptr[i] != '"' && s.ptr[i] != ',' && s.ptr[i] != '\n' &&
                s.ptr[i] != '\r' && s.ptr[i] != '\0';
    if (plain) {
        dtli_buf_add(out, s);
        return;
    }
    dtli_buf_add_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            dtli_buf_add_char(out, '"');
        dtli_buf_add_char(out, s.ptr[i] ? s.ptr[i] : ' ');
    }
    dtli_buf_add_char(out, '"');
}

static void next_cell(dtl_buf *out, dtl_str s)
{
    dtli_buf_add_char(out, ',');
    dtli_csv_cell(out, s);
}

static void add_day(dtl_buf *out, dtl_day day)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(day, text);
    next_cell(out, dtli_str(text));
}

/* Joins into `scratch`, then writes it as one cell. */
static void add_joined(dtl_buf *out, dtl_buf *scratch)
{
    next_cell(out, dtli_buf_str(scratch));
    dtli_buf_reset(scratch);
}

static void add_actors(dtl_buf *out, dtl_buf *scratch, const dtl_actor *actors,
                       uint32_t count)
{
    char code[DTL_WRITE_CODE_SIZE];
    for (uint32_t i = 0; i < count; i++) {
        dtli_buf_add(scratch, i > 0 ? DTL_STR(";") : DTL_STR(""));
        dtli_buf_add(scratch, actors[i].text);
    }
    add_joined(out, scratch);
    for (uint32_t i = 0; i < count; i++) {
        dtli_buf_add(scratch, i > 0 ? DTL_STR(";") : DTL_STR(""));
        dtli_buf_add(scratch, dtli_write_actor_code(&actors[i], code));
    }
    add_joined(out, scratch);
}

static void add_place(dtl_buf *out, dtl_buf *scratch, const dtl_doc *doc,
                      const dtl_event *event)
{
    static const dtl_place NOWHERE = { .name = { "", 0 } };
    const dtl_place *place = &NOWHERE;
    if (event->place >= 0 && (uint32_t)event->place < doc->place_count)
        place = &doc->places[event->place];
    next_cell(out, place->name);
    next_cell(out, dtli_str(place->country));
    next_cell(out, place->admin1);
    if (place->resolved)
        dtli_json_decimal(scratch, place->lat, 5);
    add_joined(out, scratch);
    if (place->resolved)
        dtli_json_decimal(scratch, place->lon, 5);
    add_joined(out, scratch);
    if (place->geonames)
        dtli_buf_printf(scratch, "%u", place->geonames);
    add_joined(out, scratch);
}

static void add_contexts(const dtl_write_context *context, dtl_buf *out,
                         dtl_buf *scratch, const dtl_event *event)
{
    for (unsigned bit = 0; bit < 64; bit++) {
        if (!(event->contexts >> bit & 1))
            continue;
        dtli_buf_add(scratch, scratch->len ? DTL_STR(";") : DTL_STR(""));
        dtli_buf_add(scratch, dtli_codebook_context(context->codebook, bit));
    }
    add_joined(out, scratch);
}

static void add_counts(dtl_buf *out, dtl_buf *scratch, const dtl_event *event)
{
    for (uint32_t i = 0; i < event->count_count; i++) {
        const dtl_count *count = &event->counts[i];
        dtli_buf_printf(scratch, "%s%.*s=%lld-", i > 0 ? ";" : "",
                        DTL_FMT(count->kind), (long long)count->min);
        if (count->max >= 0)
            dtli_buf_printf(scratch, "%lld", (long long)count->max);
    }
    add_joined(out, scratch);
}

static void add_numbers(const dtl_write_context *context, dtl_buf *out,
                        dtl_buf *scratch, const dtl_event *event)
{
    next_cell(out, event->cameo);
    dtli_buf_printf(scratch, "%d",
                    dtli_codebook_quad(context->codebook, event->type));
    add_joined(out, scratch);
    dtli_json_decimal(
        scratch, dtli_codebook_goldstein(context->codebook, event->cameo), 1);
    add_joined(out, scratch);
    dtli_json_decimal(scratch,
                      dtli_codebook_intensity(context->codebook, event), 1);
    add_joined(out, scratch);
}

static void add_evidence(dtl_buf *out, dtl_buf *scratch, const dtl_doc *doc,
                         const dtl_event *event)
{
    next_cell(out, event->attributed ? event->attribution.text : DTL_STR(""));
    dtli_json_decimal(scratch, (double)event->confidence, 2);
    add_joined(out, scratch);
    dtl_str trigger = DTL_STR(""), sentence = DTL_STR("");
    if (event->mention_count) {
        trigger = dtli_write_words(doc, event->mentions[0].span);
        sentence =
            dtli_write_words(doc, doc->sents[event->mentions[0].sent].span);
    }
    next_cell(out, trigger);
    next_cell(out, sentence);
    dtli_buf_add_char(out, '\n');
}

static void add_event(const dtl_write_context *context, const dtl_doc *doc,
                      const dtl_event *event, dtl_buf *out, dtl_buf *scratch)
{
    dtli_csv_cell(out, dtli_str(event->id));
    next_cell(out, doc->in.id);
    add_day(out, doc->published_known ? doc->published : DTL_DAY_NONE);
    next_cell(out, dtli_str(dtl_label_text(DTL_LABELS_EVENT, event->type)));
    next_cell(out, event->mode);
    add_numbers(context, out, scratch, event);
    next_cell(out, dtli_str(dtl_label_text(DTL_LABELS_EVENT_STATUS,
                                           event->status)));
    add_day(out, event->when.from);
    add_day(out, event->when.to);
    next_cell(out, dtli_str(dtl_label_text(DTL_LABELS_PRECISION,
                                           event->when.precision)));
    add_actors(out, scratch, event->actors, event->actor_count);
    add_actors(out, scratch, event->recipients, event->recipient_count);
    add_place(out, scratch, doc, event);
    add_contexts(context, out, scratch, event);
    add_counts(out, scratch, event);
    add_evidence(out, scratch, doc, event);
}

void dtli_write_events_csv(const dtl_write_context *context,
                           const dtl_doc *doc, dtl_buf *out)
{
    dtl_buf scratch;
    dtli_buf_init(&scratch, out->limit);
    for (uint32_t i = 0; i < doc->event_count; i++)
        if (dtli_write_keeps(context, &doc->events[i]))
            add_event(context, doc, &doc->events[i], out, &scratch);
    out->failed = out->failed || scratch.failed;
    dtli_buf_clear(&scratch);
}
