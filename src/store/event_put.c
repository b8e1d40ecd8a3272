/* event_put.c — what a record tells into the rows that are asked by. */
#include <math.h>

#include "base/error.h"
#include "store/put.h"
#include "write/json.h"

/* What the parts of an event need to know. */
typedef struct event_row {
    dtl_store *store;
    const dtl_event_values *values;
    int64_t event; /* its row */
} event_row;

enum { KEY_MAX = 1 << 14, LIST_MAX = 1 << 10 };

static void bind_score(dtl_stmt *stmt, unsigned number, double score)
{
    if (isnan(score))
        dtli_bind_null(stmt, number);
    else
        dtli_bind_real(stmt, number, score);
}

static void bind_if_told(dtl_stmt *stmt, unsigned number, int64_t value)
{
    if (value < 0)
        dtli_bind_null(stmt, number);
    else
        dtli_bind_int(stmt, number, value);
}

/* What a place is told apart by: all that the record says of it but the
 * words of the article. */
static void place_key(const dtl_event_place *place, dtl_buf *out)
{
    dtli_buf_printf(out, "%.*s|%.*s|%.*s|%.*s|%lld|", DTL_FMT(place->name),
                    DTL_FMT(place->country), DTL_FMT(place->admin1),
                    DTL_FMT(place->precision), (long long)place->geonames);
    if (!place->located)
        return;
    dtli_json_decimal(out, place->lat, 5);
    dtli_buf_add_char(out, '|');
    dtli_json_decimal(out, place->lon, 5);
}

static dtl_status add_place(dtl_store *store, const dtl_event_place *place,
                            dtl_str key, int64_t *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_PLACE_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, key);
    dtli_bind_text(stmt, 2, place->name);
    dtli_bind_text(stmt, 3, place->country);
    dtli_bind_text(stmt, 4, place->admin1);
    bind_score(stmt, 5, place->lat);
    bind_score(stmt, 6, place->lon);
    dtli_bind_int(stmt, 7, place->geonames);
    dtli_bind_text(stmt, 8, place->precision);
    return dtli_run_int(stmt, out, err);
}

static dtl_status look_for_place(dtl_store *store, const dtl_event_place *place,
                                 dtl_str key, int64_t *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_PLACE_FIND, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, key);
    status = dtli_run_int(stmt, out, err);
    if (status == DTL_OK && *out == 0)
        status = add_place(store, place, key, out, err);
    return status;
}

/* Row of the place, found or added; 0 where the event has none. */
static dtl_status find_place(dtl_store *store, const dtl_event_place *place,
                             int64_t *out, dtl_error *err)
{
    dtl_buf key;
    *out = 0;
    if (!place->told)
        return DTL_OK;
    dtli_buf_init(&key, KEY_MAX);
    place_key(place, &key);
    dtl_status status = DTL_OK;
    if (key.failed)
        status = key.no_memory
                     ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
                     : dtl_fail(err, DTL_LIMIT, 0, 0,
                                "E732: a place's name is too long");
    dtl_str text = dtli_buf_str(&key);
    if (status == DTL_OK &&
        !dtli_seen_find(store->places, store->db, text, out)) {
        status = look_for_place(store, place, text, out, err);
        if (status == DTL_OK)
            dtli_seen_add(&store->places, store->db, text, *out);
    }
    dtli_buf_clear(&key);
    return status;
}

static void bind_event(dtl_stmt *stmt, const dtl_event_values *v)
{
    dtli_bind_text(stmt, 1, v->id);
    dtli_bind_text(stmt, 4, v->type);
    dtli_bind_text(stmt, 5, v->mode);
    dtli_bind_text(stmt, 6, v->cameo);
    dtli_bind_int(stmt, 7, v->quad);
    bind_score(stmt, 8, v->goldstein);
    bind_score(stmt, 9, v->intensity);
    dtli_bind_text(stmt, 10, v->from);
    dtli_bind_text(stmt, 11, v->to);
    dtli_bind_text(stmt, 12, v->precision);
    dtli_bind_text(stmt, 13, v->date_text);
    dtli_bind_int(stmt, 14, v->assumed);
    dtli_bind_text(stmt, 16, v->place.text);
    dtli_bind_text(stmt, 17, v->status);
    bind_score(stmt, 18, v->confidence);
}

static dtl_status add_row(event_row *row, int64_t document, int64_t number,
                          dtl_error *err)
{
    dtl_stmt *stmt;
    int64_t place = 0;
    dtl_status status =
        find_place(row->store, &row->values->place, &place, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(row->store, DTL_SQL_EVENT_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 2, document);
    dtli_bind_int(stmt, 3, number);
    bind_event(stmt, row->values);
    if (place)
        dtli_bind_int(stmt, 15, place);
    else
        dtli_bind_null(stmt, 15);
    return dtli_run_insert(stmt, &row->event, err);
}

static dtl_status add_record(const event_row *row, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_RECORD_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, row->event);
    dtli_bind_text(stmt, 2, row->values->record);
    return dtli_run(stmt, err);
}

/* Keeps a name once, for the search by words. */
static dtl_status add_name(dtl_store *store, dtl_str name, dtl_error *err)
{
    dtl_stmt *stmt;
    int64_t known;
    if (name.len == 0 || dtli_seen_find(store->names, store->db, name, &known))
        return DTL_OK;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_ACTOR_NAME_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, name);
    status = dtli_run(stmt, err);
    if (status == DTL_OK)
        dtli_seen_add(&store->names, store->db, name, 1);
    return status;
}

/* Sectors one by one, to ask by. */
static dtl_status add_sectors(const event_row *row, const char *role,
                              size_t number, const dtl_event_actor *actor,
                              dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_SECTOR_ADD, &stmt, err);
    for (size_t i = 0; i < actor->sector_count && status == DTL_OK; i++) {
        dtli_bind_int(stmt, 1, row->event);
        dtli_bind_text(stmt, 2, dtli_str(role));
        dtli_bind_int(stmt, 3, (int64_t)number);
        dtli_bind_text(stmt, 4, actor->sectors[i]);
        dtli_bind_text(stmt, 5, row->values->from);
        status = dtli_run(stmt, err);
    }
    return status;
}

static void join_sectors(const dtl_event_actor *actor, dtl_buf *list)
{
    for (size_t i = 0; i < actor->sector_count; i++) {
        if (i > 0)
            dtli_buf_add_char(list, ';');
        dtli_buf_add(list, actor->sectors[i]);
    }
}

static dtl_status add_actor(const event_row *row, const char *role,
                            size_t number, const dtl_event_actor *actor,
                            dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_buf list;
    dtl_str name = actor->name.len ? actor->name : actor->text;
    dtl_status status = add_name(row->store, name, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(row->store, DTL_SQL_ACTOR_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_buf_init(&list, LIST_MAX);
    join_sectors(actor, &list);
    dtli_bind_int(stmt, 1, row->event);
    dtli_bind_text(stmt, 2, dtli_str(role));
    dtli_bind_int(stmt, 3, (int64_t)number);
    dtli_bind_text(stmt, 4, row->values->from);
    dtli_bind_text(stmt, 5, actor->text);
    dtli_bind_text(stmt, 6, name);
    dtli_bind_text(stmt, 7, actor->country);
    dtli_bind_text(stmt, 8, dtli_buf_str(&list));
    dtli_bind_text(stmt, 9, actor->code);
    bind_if_told(stmt, 10, actor->start);
    bind_if_told(stmt, 11, actor->stop);
    status = dtli_run(stmt, err);
    dtli_buf_clear(&list);
    if (status == DTL_OK)
        status = add_sectors(row, role, number, actor, err);
    return status;
}

static dtl_status add_people(const event_row *row, dtl_error *err)
{
    const dtl_event_values *v = row->values;
    const struct {
        const char *role;
        const dtl_event_actors *list;
    } ROLES[] = { { "actor", &v->actors },
                  { "recipient", &v->recipients },
                  { "attribution", &v->sources } };
    dtl_status status = DTL_OK;
    for (size_t r = 0; r < sizeof ROLES / sizeof ROLES[0]; r++)
        for (size_t i = 0; i < ROLES[r].list->count && status == DTL_OK; i++)
            status =
                add_actor(row, ROLES[r].role, i, &ROLES[r].list->at[i], err);
    return status;
}

/* A row for each word of a list: contexts, causes. */
static dtl_status add_words(const event_row *row, dtl_store_sql which,
                            const dtl_str *list, size_t count, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(row->store, which, &stmt, err);
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        dtli_bind_int(stmt, 1, row->event);
        dtli_bind_text(stmt, 2, list[i]);
        status = dtli_run(stmt, err);
    }
    return status;
}

static dtl_status add_mentions(const event_row *row, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_MENTION_ADD, &stmt, err);
    for (size_t i = 0; i < row->values->mention_count && status == DTL_OK;
         i++) {
        const dtl_event_telling *m = &row->values->mentions[i];
        dtli_bind_int(stmt, 1, row->event);
        dtli_bind_int(stmt, 2, (int64_t)i);
        dtli_bind_int(stmt, 3, m->sentence);
        dtli_bind_int(stmt, 4, m->start);
        dtli_bind_int(stmt, 5, m->stop);
        dtli_bind_text(stmt, 6, m->trigger);
        dtli_bind_text(stmt, 7, m->rule);
        status = dtli_run(stmt, err);
    }
    return status;
}

static dtl_status add_counts(const event_row *row, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_COUNT_ADD, &stmt, err);
    for (size_t i = 0; i < row->values->count_count && status == DTL_OK; i++) {
        const dtl_event_toll *toll = &row->values->counts[i];
        dtli_bind_int(stmt, 1, row->event);
        dtli_bind_int(stmt, 2, (int64_t)i);
        dtli_bind_text(stmt, 3, toll->kind);
        dtli_bind_int(stmt, 4, toll->least);
        bind_if_told(stmt, 5, toll->most);
        dtli_bind_text(stmt, 6, toll->text);
        status = dtli_run(stmt, err);
    }
    return status;
}

static dtl_status add_lists(const event_row *row, dtl_error *err)
{
    const dtl_event_values *v = row->values;
    dtl_status status =
        add_words(row, DTL_SQL_CONTEXT_ADD, v->contexts, v->context_count, err);
    if (status == DTL_OK)
        status = add_words(row, DTL_SQL_RESPONSE_ADD, v->causes, v->cause_count,
                           err);
    if (status == DTL_OK)
        status = add_mentions(row, err);
    if (status == DTL_OK)
        status = add_counts(row, err);
    return status;
}

dtl_status dtli_store_add_values(dtl_store *store, int64_t document,
                                 int64_t number, const dtl_event_values *values,
                                 dtl_error *err)
{
    event_row row = { .store = store, .values = values };
    dtl_status status = add_row(&row, document, number, err);
    if (status == DTL_OK)
        status = add_record(&row, err);
    if (status == DTL_OK)
        status = add_people(&row, err);
    if (status == DTL_OK)
        status = add_lists(&row, err);
    return status;
}
