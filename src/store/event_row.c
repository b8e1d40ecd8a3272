/* event_row.c — an event's record as values for the tables (event_put.c). */
#include <math.h>

#include "base/error.h"
#include "base/limits.h"
#include "store/json_get.h"
#include "store/put.h"

/* A record in reading. */
typedef struct event_reader {
    json_object *root;
    dtl_arena *arena;
    bool no_memory;
} event_reader;

static double real_of(json_object *object, const char *key)
{
    return dtli_json_get(object, key) ? dtli_json_get_real(object, key, 0)
                                      : (double)NAN;
}

static void *array(event_reader *reader, size_t count, size_t size)
{
    void *items = count ? dtli_arena_array(reader->arena, count, size) : NULL;
    reader->no_memory = reader->no_memory || (count && !items);
    return items;
}

/* The texts of a list; *count is 0 where memory is out. */
static const dtl_str *words_of(event_reader *reader, json_object *object,
                               const char *key, size_t *count)
{
    *count = dtli_json_get_count(object, key);
    dtl_str *words = array(reader, *count, sizeof *words);
    for (size_t i = 0; words && i < *count; i++)
        words[i] = dtli_json_str(dtli_json_get_item(object, key, i));
    if (!words)
        *count = 0;
    return words;
}

static void read_actor(event_reader *reader, json_object *from,
                       dtl_event_actor *out)
{
    out->text = dtli_json_get_str(from, "text");
    out->name = dtli_json_get_str(from, "name");
    out->country = dtli_json_get_str(from, "country");
    out->code = dtli_json_get_str(from, "code");
    out->start = dtli_json_get_int(from, "start", -1);
    out->stop = dtli_json_get_int(from, "end", -1);
    out->sectors = words_of(reader, from, "sectors", &out->sector_count);
}

static void read_actors(event_reader *reader, const char *key,
                        dtl_event_actors *out)
{
    size_t count = dtli_json_get_count(reader->root, key);
    dtl_event_actor *list = array(reader, count, sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        read_actor(reader, dtli_json_get_item(reader->root, key, i), &list[i]);
    out->at = list;
    out->count = list ? count : 0;
}

static void read_source(event_reader *reader, dtl_event_actors *out)
{
    json_object *source = dtli_json_get(reader->root, "attribution");
    dtl_event_actor *one = array(reader, source != NULL, sizeof *one);
    if (one)
        read_actor(reader, source, one);
    out->at = one;
    out->count = one != NULL;
}

static void read_place(event_reader *reader, dtl_event_place *out)
{
    json_object *place = dtli_json_get(reader->root, "place");
    out->told = place != NULL;
    out->text = dtli_json_get_str(place, "text");
    out->name = dtli_json_get_str(place, "name");
    out->country = dtli_json_get_str(place, "country");
    out->admin1 = dtli_json_get_str(place, "admin1");
    out->precision = dtli_json_get_str(place, "precision");
    out->lat = real_of(place, "lat");
    out->lon = real_of(place, "lon");
    out->located = dtli_json_get(place, "lat") && dtli_json_get(place, "lon");
    out->geonames = dtli_json_get_int(place, "geonames", 0);
}

static void read_date(event_reader *reader, dtl_event_values *out)
{
    json_object *date = dtli_json_get(reader->root, "date");
    json_object *assumed = dtli_json_get(date, "assumed");
    out->from = dtli_json_get_str(date, "from");
    out->to = dtli_json_get_str(date, "to");
    out->precision = dtli_json_get_str(date, "precision");
    out->date_text = dtli_json_get_str(date, "text");
    out->assumed = assumed && json_object_get_boolean(assumed);
}

static void read_mentions(event_reader *reader, dtl_event_values *out)
{
    size_t count = dtli_json_get_count(reader->root, "mentions");
    dtl_event_telling *list = array(reader, count, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        json_object *m = dtli_json_get_item(reader->root, "mentions", i);
        list[i] =
            (dtl_event_telling){ .sentence =
                                     dtli_json_get_int(m, "sentence", 0),
                                 .start = dtli_json_get_int(m, "start", 0),
                                 .stop = dtli_json_get_int(m, "end", 0),
                                 .trigger = dtli_json_get_str(m, "trigger"),
                                 .rule = dtli_json_get_str(m, "rule") };
    }
    out->mentions = list;
    out->mention_count = list ? count : 0;
}

static void read_counts(event_reader *reader, dtl_event_values *out)
{
    size_t count = dtli_json_get_count(reader->root, "counts");
    dtl_event_toll *list = array(reader, count, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        json_object *c = dtli_json_get_item(reader->root, "counts", i);
        list[i] = (dtl_event_toll){ .kind = dtli_json_get_str(c, "kind"),
                                    .least = dtli_json_get_int(c, "min", 0),
                                    .most = dtli_json_get_int(c, "max", -1),
                                    .text = dtli_json_get_str(c, "text") };
    }
    out->counts = list;
    out->count_count = list ? count : 0;
}

static void read_values(event_reader *reader, dtl_event_values *out)
{
    json_object *root = reader->root;
    out->id = dtli_json_get_str(root, "id");
    out->type = dtli_json_get_str(root, "event");
    out->mode = dtli_json_get_str(root, "mode");
    out->cameo = dtli_json_get_str(root, "cameo");
    out->status = dtli_json_get_str(root, "status");
    out->quad = dtli_json_get_int(root, "quad", 0);
    out->goldstein = real_of(root, "goldstein");
    out->intensity = real_of(root, "intensity");
    out->confidence = real_of(root, "confidence");
    read_date(reader, out);
    read_place(reader, &out->place);
    read_actors(reader, "actors", &out->actors);
    read_actors(reader, "recipients", &out->recipients);
    read_source(reader, &out->sources);
    out->contexts = words_of(reader, root, "contexts", &out->context_count);
    out->causes = words_of(reader, root, "in_response_to", &out->cause_count);
    read_mentions(reader, out);
    read_counts(reader, out);
}

dtl_status dtli_store_add_event(dtl_store *store, int64_t document,
                                int64_t number, dtl_str record, dtl_error *err)
{
    dtl_event_values values = { .record = record };
    event_reader reader = { .root = dtli_json_object(record) };
    if (!reader.root)
        return dtl_fail(err, DTL_SYNTAX, 0, 0,
                        "E733: an event's record is no JSON object");
    reader.arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    reader.no_memory = !reader.arena;
    if (reader.arena)
        read_values(&reader, &values);
    dtl_status status =
        reader.no_memory
            ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
            : dtli_store_add_values(store, document, number, &values, err);
    dtli_arena_free(reader.arena);
    json_object_put(reader.root);
    return status;
}
