/* tell.c — dtl_store_link_write: what is linked, and why. */
#include "base/error.h"
#include "base/limits.h"
#include "world/world.h"
#include "write/json.h"

enum { SCORE_PLACES = 3 };

typedef struct telling {
    dtl_store *store;
    dtl_stmt *articles, *reports; /* of one story */
    bool table;
    uint64_t told; /* stories */
    dtl_buf out;
    dtl_put put;
    void *payload;
} telling;

static void add_score(const dtl_stmt *row, unsigned column, dtl_buf *out)
{
    if (!dtli_column_is_null(row, column))
        dtli_json_number(out, "score", dtli_column_real(row, column),
                         SCORE_PLACES);
}

static void add_whole(dtl_buf *out, const char *key, int64_t value)
{
    dtli_json_key(out, key);
    dtli_buf_printf(out, "%lld", (long long)value);
}

/* A row: doc, published, original, score, why. */
static void tell_article(telling *t, const dtl_stmt *row, int64_t story)
{
    dtl_buf *out = &t->out;
    dtl_str day = dtli_column_text(row, 1), why = dtli_column_text(row, 4);
    if (t->table) {
        dtli_buf_printf(out, "  %-10.*s  %.*s  %.*s\n",
                        DTL_FMT(day.len ? day : DTL_STR("-")),
                        DTL_FMT(dtli_column_text(row, 0)), DTL_FMT(why));
        return;
    }
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "article", dtli_column_text(row, 0));
    add_whole(out, "story", story);
    if (dtli_column_text(row, 2).len)
        dtli_json_field(out, "copy_of", dtli_column_text(row, 2));
    add_score(row, 3, out);
    if (why.len)
        dtli_json_field(out, "why", why);
    dtli_buf_add(out, DTL_STR("}\n"));
}

/* A row: world, event, doc, score, why, type, mode, date_from, place, reports,
 * sources. `first`: of its event of the world. */
static void tell_report(telling *t, const dtl_stmt *row, bool first)
{
    dtl_buf *out = &t->out;
    if (t->table && first) {
        dtl_str mode = dtli_column_text(row, 6), at = dtli_column_text(row, 8);
        dtli_buf_printf(out,
                        "  event %lld  %.*s  %.*s%s%.*s%s  %.*s%s"
                        "%lld reports, %lld source%s\n",
                        (long long)dtli_column_int(row, 0),
                        DTL_FMT(dtli_column_text(row, 7)),
                        DTL_FMT(dtli_column_text(row, 5)), mode.len ? " (" : "",
                        DTL_FMT(mode), mode.len ? ")" : "", DTL_FMT(at),
                        at.len ? "  " : "", (long long)dtli_column_int(row, 9),
                        (long long)dtli_column_int(row, 10),
                        dtli_column_int(row, 10) == 1 ? "" : "s");
    }
    if (t->table) {
        dtli_buf_printf(out, "    %.*s  %.*s\n",
                        DTL_FMT(dtli_column_text(row, 2)),
                        DTL_FMT(dtli_column_text(row, 4)));
        return;
    }
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "event", dtli_column_text(row, 1));
    dtli_json_field(out, "article", dtli_column_text(row, 2));
    add_whole(out, "world", dtli_column_int(row, 0));
    add_score(row, 3, out);
    dtli_json_field(out, "why", dtli_column_text(row, 4));
    dtli_buf_add(out, DTL_STR("}\n"));
}

static dtl_status tell_reports(telling *t, int64_t story, dtl_error *err)
{
    int64_t last = 0;
    dtl_status status;
    dtli_bind_int(t->reports, 1, story);
    while ((status = dtli_step(t->reports, err)) == DTL_OK) {
        int64_t world = dtli_column_int(t->reports, 0);
        tell_report(t, t->reports, world != last);
        last = world;
    }
    dtli_stmt_reset(t->reports);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status hand_over(telling *t, dtl_error *err)
{
    if (t->out.failed)
        return dtli_world_no_memory(err);
    if (!t->put(t->payload, dtli_buf_str(&t->out)))
        return dtl_fail(err, DTL_CANCELLED, 0, 0,
                        "E782: the stories were not taken");
    dtli_buf_reset(&t->out);
    return DTL_OK;
}

/* A row: id, title, day_from, day_to, documents. */
static dtl_status tell_story(void *payload, const dtl_stmt *row, dtl_error *err)
{
    telling *t = payload;
    int64_t story = dtli_column_int(row, 0), size = dtli_column_int(row, 4);
    dtl_str title = dtli_column_text(row, 1);
    dtl_status status;
    if (t->table)
        dtli_buf_printf(&t->out, "%sstory %lld  %lld article%s  %.*s\n",
                        t->told ? "\n" : "", (long long)story, (long long)size,
                        size == 1 ? "" : "s", DTL_FMT(title));
    t->told++;
    dtli_bind_int(t->articles, 1, story);
    while ((status = dtli_step(t->articles, err)) == DTL_OK)
        tell_article(t, t->articles, story);
    dtli_stmt_reset(t->articles);
    if (status == DTL_END)
        status = tell_reports(t, story, err);
    return status == DTL_OK ? hand_over(t, err) : status;
}

static dtl_status tell_all(telling *t, dtl_error *err)
{
    dtl_db *db = t->store->db;
    dtl_status status = dtli_db_prepare(
        db,
        "SELECT d.doc, d.published, o.doc, s.score, s.why"
        " FROM story_documents s JOIN documents d ON d.id = s.document"
        " LEFT JOIN documents o ON o.id = s.copy_of WHERE s.story = $1"
        " ORDER BY coalesce(d.published, '9999-99'), d.doc",
        &t->articles, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "SELECT w.id, e.event, d.doc, r.score, r.why, w.type, w.mode,"
            " w.date_from, p.name, w.reports, w.sources"
            " FROM world_events w JOIN reports r ON r.world = w.id"
            " JOIN events e ON e.id = r.event"
            " JOIN documents d ON d.id = e.document"
            " LEFT JOIN places p ON p.id = w.place"
            " WHERE w.story = $1 AND w.reports > 1"
            " ORDER BY w.date_from, w.id, CASE WHEN e.id = w.best THEN 0"
            " ELSE 1 END, d.doc, e.number",
            &t->reports, err);
    if (status == DTL_OK)
        status = dtli_pages(db,
                            "SELECT id, title, day_from, day_to, documents"
                            " FROM stories WHERE id > $1 ORDER BY id",
                            tell_story, t, err);
    if (status == DTL_OK && t->told == 0)
        status =
            dtl_fail(err, DTL_NOTFOUND, 0, 0, "E783: nothing is linked yet");
    return status;
}

dtl_status dtl_store_link_write(dtl_store *store, dtl_link_format format,
                                dtl_put put, void *payload, dtl_error *err)
{
    telling t = { .store = store,
                  .table = format == DTL_LINK_TABLE,
                  .put = put,
                  .payload = payload };
    dtli_buf_init(&t.out, DTL_MAX_OUTPUT_BYTES);
    dtl_status status = dtli_db_begin_read(store->db, err);
    if (status == DTL_OK)
        status = tell_all(&t, err);
    dtli_stmt_close(t.articles);
    dtli_stmt_close(t.reports);
    dtli_db_rollback(store->db);
    dtli_buf_clear(&t.out);
    return dtli_store_blame(store, status, err);
}
