/* event_row.c — one event's record into the rows that are asked by. */
#include "base/error.h"
#include "store/json_get.h"
#include "store/put.h"
#include "write/json.h"

/* What the parts of an event need to know. */
typedef struct event_row {
    dtl_store *store;
    json_object *root;
    int64_t event; /* its row */
    dtl_str day;   /* date_from */
} event_row;

enum { KEY_MAX = 1 << 14, LIST_MAX = 1 << 10 };

static void bind_real(dtl_stmt *stmt, unsigned number, json_object *object,
                      const char *key)
{
    if (dtli_json_get(object, key))
        dtli_bind_real(stmt, number, dtli_json_get_real(object, key, 0));
    else
        dtli_bind_null(stmt, number);
}

static void bind_int(dtl_stmt *stmt, unsigned number, json_object *object,
                     const char *key)
{
    if (dtli_json_get(object, key))
        dtli_bind_int(stmt, number, dtli_json_get_int(object, key, 0));
    else
        dtli_bind_null(stmt, number);
}

static void bind_str(dtl_stmt *stmt, unsigned number, json_object *object,
                     const char *key)
{
    dtli_bind_text(stmt, number, dtli_json_get_str(object, key));
}

/* What a place is told apart by: all that the record says of it but the
 * words of the article. */
static void place_key(json_object *place, dtl_buf *out)
{
    dtl_str name = dtli_json_get_str(place, "name");
    dtl_str country = dtli_json_get_str(place, "country");
    dtl_str admin1 = dtli_json_get_str(place, "admin1");
    dtl_str precision = dtli_json_get_str(place, "precision");
    dtli_buf_printf(out, "%.*s|%.*s|%.*s|%.*s|%lld|", DTL_FMT(name),
                    DTL_FMT(country), DTL_FMT(admin1), DTL_FMT(precision),
                    (long long)dtli_json_get_int(place, "geonames", 0));
    if (!dtli_json_get(place, "lat") || !dtli_json_get(place, "lon"))
        return;
    dtli_json_decimal(out, dtli_json_get_real(place, "lat", 0), 5);
    dtli_buf_add_char(out, '|');
    dtli_json_decimal(out, dtli_json_get_real(place, "lon", 0), 5);
}

static dtl_status add_place(dtl_store *store, json_object *place, dtl_str key,
                            int64_t *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_PLACE_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, key);
    bind_str(stmt, 2, place, "name");
    bind_str(stmt, 3, place, "country");
    bind_str(stmt, 4, place, "admin1");
    bind_real(stmt, 5, place, "lat");
    bind_real(stmt, 6, place, "lon");
    dtli_bind_int(stmt, 7, dtli_json_get_int(place, "geonames", 0));
    bind_str(stmt, 8, place, "precision");
    return dtli_run_int(stmt, out, err);
}

static dtl_status look_for_place(dtl_store *store, json_object *place,
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
static dtl_status find_place(dtl_store *store, json_object *place,
                             int64_t *out, dtl_error *err)
{
    dtl_buf key;
    *out = 0;
    if (!place)
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

static void bind_codes(dtl_stmt *stmt, json_object *root)
{
    bind_str(stmt, 1, root, "id");
    bind_str(stmt, 4, root, "event");
    bind_str(stmt, 5, root, "mode");
    bind_str(stmt, 6, root, "cameo");
    dtli_bind_int(stmt, 7, dtli_json_get_int(root, "quad", 0));
    bind_real(stmt, 8, root, "goldstein");
    bind_real(stmt, 9, root, "intensity");
    bind_str(stmt, 17, root, "status");
    bind_real(stmt, 18, root, "confidence");
}

static void bind_when(dtl_stmt *stmt, json_object *date)
{
    json_object *assumed = dtli_json_get(date, "assumed");
    bind_str(stmt, 10, date, "from");
    bind_str(stmt, 11, date, "to");
    bind_str(stmt, 12, date, "precision");
    bind_str(stmt, 13, date, "text");
    dtli_bind_int(stmt, 14, assumed && json_object_get_boolean(assumed));
}

static dtl_status add_row(event_row *row, int64_t document, int64_t number,
                          dtl_error *err)
{
    dtl_stmt *stmt;
    int64_t place = 0;
    json_object *where = dtli_json_get(row->root, "place");
    dtl_status status = find_place(row->store, where, &place, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(row->store, DTL_SQL_EVENT_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 2, document);
    dtli_bind_int(stmt, 3, number);
    bind_codes(stmt, row->root);
    bind_when(stmt, dtli_json_get(row->root, "date"));
    if (place)
        dtli_bind_int(stmt, 15, place);
    else
        dtli_bind_null(stmt, 15);
    bind_str(stmt, 16, where, "text");
    return dtli_run_insert(stmt, &row->event, err);
}

static dtl_status add_record(const event_row *row, dtl_str record,
                             dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_RECORD_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, row->event);
    dtli_bind_text(stmt, 2, record);
    return dtli_run(stmt, err);
}

/* Keeps a name once, for the search by words. */
static dtl_status add_name(dtl_store *store, dtl_str name, dtl_error *err)
{
    dtl_stmt *stmt;
    int64_t known;
    if (name.len == 0 ||
        dtli_seen_find(store->names, store->db, name, &known))
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

static dtl_status add_sector(const event_row *row, const char *role,
                             size_t number, dtl_str sector, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(row->store, DTL_SQL_SECTOR_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, row->event);
    dtli_bind_text(stmt, 2, dtli_str(role));
    dtli_bind_int(stmt, 3, (int64_t)number);
    dtli_bind_text(stmt, 4, sector);
    dtli_bind_text(stmt, 5, row->day);
    return dtli_run(stmt, err);
}

/* Sectors one by one, to ask by. */
static dtl_status add_sectors(const event_row *row, const char *role,
                              size_t number, json_object *actor,
                              dtl_error *err)
{
    dtl_status status = DTL_OK;
    size_t count = dtli_json_get_count(actor, "sectors");
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        dtl_str sector = dtli_json_str(dtli_json_get_item(actor, "sectors", i));
        status = add_sector(row, role, number, sector, err);
    }
    return status;
}

static void join_sectors(json_object *actor, dtl_buf *list)
{
    size_t count = dtli_json_get_count(actor, "sectors");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            dtli_buf_add_char(list, ';');
        dtli_buf_add(list,
                     dtli_json_str(dtli_json_get_item(actor, "sectors", i)));
    }
}

static dtl_status add_actor(const event_row *row, const char *role,
                            size_t number, json_object *actor, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_buf list;
    dtl_str name = dtli_json_get_str(actor, "name");
    if (name.len == 0)
        name = dtli_json_get_str(actor, "text");
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
    dtli_bind_text(stmt, 4, row->day);
    bind_str(stmt, 5, actor, "text");
    dtli_bind_text(stmt, 6, name);
    bind_str(stmt, 7, actor, "country");
    dtli_bind_text(stmt, 8, dtli_buf_str(&list));
    bind_str(stmt, 9, actor, "code");
    bind_int(stmt, 10, actor, "start");
    bind_int(stmt, 11, actor, "end");
    status = dtli_run(stmt, err);
    dtli_buf_clear(&list);
    if (status == DTL_OK)
        status = add_sectors(row, role, number, actor, err);
    return status;
}

static dtl_status add_actors(const event_row *row, const char *key,
                             const char *role, dtl_error *err)
{
    dtl_status status = DTL_OK;
    size_t count = dtli_json_get_count(row->root, key);
    for (size_t i = 0; i < count && status == DTL_OK; i++)
        status = add_actor(row, role, i,
                           dtli_json_get_item(row->root, key, i), err);
    return status;
}

static dtl_status add_people(const event_row *row, dtl_error *err)
{
    json_object *source = dtli_json_get(row->root, "attribution");
    dtl_status status = add_actors(row, "actors", "actor", err);
    if (status == DTL_OK)
        status = add_actors(row, "recipients", "recipient", err);
    if (status == DTL_OK && source)
        status = add_actor(row, "attribution", 0, source, err);
    return status;
}

/* Fills in the row of item `number` of a list, but for the event. */
typedef void (*bind_item)(dtl_stmt *stmt, int64_t number, json_object *item);

/* A row for each item of a list of the record. */
static dtl_status add_items(const event_row *row, const char *key,
                            dtl_store_sql which, bind_item bind, dtl_error *err)
{
    dtl_stmt *stmt;
    size_t count = dtli_json_get_count(row->root, key);
    dtl_status status = dtli_store_stmt(row->store, which, &stmt, err);
    for (size_t i = 0; i < count && status == DTL_OK; i++) {
        dtli_bind_int(stmt, 1, row->event);
        bind(stmt, (int64_t)i, dtli_json_get_item(row->root, key, i));
        status = dtli_run(stmt, err);
    }
    return status;
}

static void bind_words(dtl_stmt *stmt, int64_t number, json_object *text)
{
    (void)number;
    dtli_bind_text(stmt, 2, dtli_json_str(text));
}

static void bind_mention(dtl_stmt *stmt, int64_t number, json_object *m)
{
    dtli_bind_int(stmt, 2, number);
    dtli_bind_int(stmt, 3, dtli_json_get_int(m, "sentence", 0));
    dtli_bind_int(stmt, 4, dtli_json_get_int(m, "start", 0));
    dtli_bind_int(stmt, 5, dtli_json_get_int(m, "end", 0));
    bind_str(stmt, 6, m, "trigger");
    bind_str(stmt, 7, m, "rule");
}

static void bind_count(dtl_stmt *stmt, int64_t number, json_object *c)
{
    dtli_bind_int(stmt, 2, number);
    bind_str(stmt, 3, c, "kind");
    dtli_bind_int(stmt, 4, dtli_json_get_int(c, "min", 0));
    bind_int(stmt, 5, c, "max");
    bind_str(stmt, 6, c, "text");
}

/* Everything that a record has several of, people apart. */
static dtl_status add_lists(const event_row *row, dtl_error *err)
{
    static const struct {
        const char *key;
        dtl_store_sql which;
        bind_item bind;
    } LISTS[] = {
        { "contexts", DTL_SQL_CONTEXT_ADD, bind_words },
        { "in_response_to", DTL_SQL_RESPONSE_ADD, bind_words },
        { "mentions", DTL_SQL_MENTION_ADD, bind_mention },
        { "counts", DTL_SQL_COUNT_ADD, bind_count },
    };
    dtl_status status = DTL_OK;
    for (size_t i = 0; status == DTL_OK && i < sizeof LISTS / sizeof *LISTS;
         i++)
        status =
            add_items(row, LISTS[i].key, LISTS[i].which, LISTS[i].bind, err);
    return status;
}

dtl_status dtli_store_add_event(dtl_store *store, int64_t document,
                                int64_t number, dtl_str record,
                                dtl_error *err)
{
    event_row row = { .store = store, .root = dtli_json_object(record) };
    if (!row.root)
        return dtl_fail(err, DTL_SYNTAX, 0, 0,
                        "E733: an event's record is no JSON object");
    row.day = dtli_json_get_str(dtli_json_get(row.root, "date"), "from");
    dtl_status status = add_row(&row, document, number, err);
    if (status == DTL_OK)
        status = add_record(&row, record, err);
    if (status == DTL_OK)
        status = add_people(&row, err);
    if (status == DTL_OK)
        status = add_lists(&row, err);
    json_object_put(row.root);
    return status;
}
