/* world_test.c — stories and events of the world in a store: the same for any
 * batches, ids that stay, stops and killed runs. */
#define _XOPEN_SOURCE 700 /* mkdtemp, nanosleep */
#include "unit/cmocka_all.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dateline/link.h"
#include "store/store.h"
#include "world/world.h"

enum { KINDS = 6, TELLINGS = 4, ARTICLES = KINDS * TELLINGS, KILLS = 12 };

static char folder[] = "dtl-world-XXXXXX";
static dtl_engine *engine;

static void path_of(char out[80], const char *name)
{
    snprintf(out, 80, "%s/%s", folder, name);
}

/* Article `i`: telling i / KINDS of the event i % KINDS. The last telling of
 * each but its first words is the one before it. */
static void write_article(FILE *file, int i)
{
    static const char *const WHERE[KINDS] = { "Aleppo", "Lima",   "Nairobi",
                                              "Quito",  "Warsaw", "Hanoi" };
    static const char *const TELLS[TELLINGS] = {
        "Rebels attacked a police post near %s on Monday and killed %d "
        "officers, the governor said. The post guards the northern road.",
        "%2$d officers died when rebels attacked the police post near %1$s. "
        "The governor blamed the attack on a rebel band of the north.",
        "Police in %s arrested rebels on Tuesday after the attack on a post "
        "that killed %d officers. A court will hear them, said the governor.",
        "Correction. Police in %s arrested rebels on Tuesday after the attack "
        "on a post that killed %d officers. A court will hear them, said the "
        "governor.",
    };
    int telling = i / KINDS, what = i % KINDS;
    fprintf(file,
            "{\"id\":\"a%02d\",\"date\":\"2024-03-0%d\",\"source\":"
            "\"paper %d\",\"title\":\"%s %d\",\"text\":\"",
            (i * 7) % 24, 5 + telling / 2, telling, WHERE[what], telling);
    fprintf(file, TELLS[telling], WHERE[what], 11 + what);
    fprintf(file, "\"}\n");
}

/* Adds articles from, from + step ... */
static void add(const char *db, int from, int step)
{
    char input[80];
    const char *paths[] = { input };
    dtl_reader *reader = NULL;
    dtl_store *store = NULL;
    dtl_store_result result;
    dtl_error err = { 0 };
    path_of(input, "input.jsonl");
    FILE *file = fopen(input, "wb");
    assert_non_null(file);
    for (int i = from; i < ARTICLES; i += step)
        write_article(file, i);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(dtl_store_open(db, DTL_STORE_CREATE, &store, &err),
                     DTL_OK);
    assert_int_equal(dtl_reader_open(paths, 1, NULL, &reader, &err), DTL_OK);
    dtl_store_job job = { .engine = engine, .reader = reader };
    if (dtl_store_add(store, &job, &result, &err) != DTL_OK)
        fail_msg("%s", err.message);
    dtl_reader_close(reader);
    dtl_store_close(store);
}

/* When to stop: at this call of `progress`, of the writing or before. */
typedef struct stopper {
    int left;
    bool writing, stopped;
} stopper;

static void progress(void *payload, const dtl_store_progress *now)
{
    stopper *s = payload;
    if (s->left > 0 && now->writing == s->writing && --s->left == 0)
        s->stopped = true;
}

static bool stop(void *payload)
{
    const stopper *s = payload;
    return s->stopped;
}

static dtl_status link_store(const char *db, stopper *s, dtl_link_result *out,
                             dtl_error *err)
{
    dtl_store *store = NULL;
    dtl_status status = dtl_store_open(db, DTL_STORE_WRITE, &store, err);
    dtl_store_job job = {
        .engine = engine, .progress = progress, .stop = stop, .payload = s
    };
    if (status == DTL_OK)
        status = dtl_store_link(store, &job, out, err);
    dtl_store_close(store);
    return status;
}

static dtl_link_result must_link(const char *db)
{
    stopper s = { 0 };
    dtl_link_result result;
    dtl_error err = { 0 };
    if (link_store(db, &s, &result, &err) != DTL_OK)
        fail_msg("%s: %s", db, err.message);
    return result;
}

static int64_t ask(const char *db, const char *sql)
{
    dtl_store *store = NULL;
    int64_t value = -1;
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, NULL), DTL_OK);
    assert_int_equal(dtli_db_int(store->db, sql, -1, &value, NULL), DTL_OK);
    dtl_store_close(store);
    return value;
}

static void change(const char *db, const char *sql)
{
    dtl_store *store = NULL;
    assert_int_equal(dtl_store_open(db, DTL_STORE_WRITE, &store, NULL), DTL_OK);
    assert_int_equal(dtli_db_exec(store->db, sql, NULL), DTL_OK);
    dtl_store_close(store);
}

static void dump(const char *db, const char *sql, dtl_buf *out)
{
    dtl_store *store = NULL;
    dtl_stmt *stmt = NULL;
    dtl_error err = { 0 };
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, &err), DTL_OK);
    if (dtli_db_prepare(store->db, sql, &stmt, &err) != DTL_OK)
        fail_msg("%s", err.message);
    while (dtli_step(stmt, &err) == DTL_OK)
        for (unsigned c = 0; c < dtli_column_count(stmt); c++)
            dtli_buf_printf(out, "%.*s\n", DTL_FMT(dtli_column_text(stmt, c)));
    assert_int_equal(err.code, DTL_OK);
    dtli_stmt_close(stmt);
    dtl_store_close(store);
}

/* All that is linked, without the numbers of rows. */
static void dump_links(const char *db, dtl_buf *out)
{
    dtli_buf_init(out, 1 << 22);
    dump(db,
         "SELECT d.doc, (SELECT min(e.doc) FROM story_documents o JOIN"
         " documents e ON e.id = o.document WHERE o.story = s.story),"
         " coalesce(c.doc, ''), s.score, s.why, t.title, t.day_from,"
         " t.day_to, t.documents FROM story_documents s"
         " JOIN documents d ON d.id = s.document"
         " JOIN stories t ON t.id = s.story"
         " LEFT JOIN documents c ON c.id = s.copy_of ORDER BY d.doc",
         out);
    dump(db,
         "SELECT e.event, r.score, r.why, w.type, w.mode, w.date_from,"
         " w.date_to, p.name, w.status, w.reports, w.sources,"
         " w.confidence, b.event FROM reports r"
         " JOIN events e ON e.id = r.event"
         " JOIN world_events w ON w.id = r.world"
         " JOIN events b ON b.id = w.best"
         " LEFT JOIN places p ON p.id = w.place ORDER BY e.event",
         out);
}

/* The numbers of rows too. */
static void dump_ids(const char *db, dtl_buf *out)
{
    dtli_buf_init(out, 1 << 22);
    dump(db, "SELECT document, story FROM story_documents ORDER BY 1", out);
    dump(db, "SELECT event, world FROM reports ORDER BY 1", out);
    dump(db, "SELECT id, story, best FROM world_events ORDER BY 1", out);
    dump(db, "SELECT id FROM stories ORDER BY 1", out);
}

static void assert_same(dtl_buf *want, dtl_buf *got)
{
    assert_true(want->len > 0);
    dtli_buf_add_char(want, '\0');
    dtli_buf_add_char(got, '\0');
    assert_string_equal(want->ptr, got->ptr);
    dtli_buf_clear(want);
    dtli_buf_clear(got);
}

static void assert_same_links(const char *a, const char *b)
{
    dtl_buf want, got;
    dump_links(a, &want);
    dump_links(b, &got);
    assert_same(&want, &got);
}

static int set_up(void **state)
{
    char db[80];
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_error err = { 0 };
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    options.data_dir = DTL_SHARE_DIR;
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK)
        return -1;
    path_of(db, "whole.db");
    add(db, 0, 1);
    must_link(db);
    return 0;
}

static int tear_down(void **state)
{
    char command[80];
    (void)state;
    dtl_engine_close(engine);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void one_event_is_told_by_several(void **state)
{
    char db[80];
    (void)state;
    path_of(db, "whole.db");
    assert_int_equal(ask(db, "SELECT count(*) FROM stories"), KINDS);
    assert_int_equal(ask(db, "SELECT count(*) FROM story_documents WHERE"
                             " copy_of > 0"),
                     KINDS);
    assert_int_equal(ask(db, "SELECT count(*) FROM events"),
                     ask(db, "SELECT count(*) FROM reports"));
    assert_int_equal(ask(db, "SELECT count(*) FROM reports r JOIN world_events"
                             " w ON w.id = r.world WHERE w.reports <> (SELECT"
                             " count(*) FROM reports o WHERE o.world = w.id)"),
                     0);
    /* The arrest is told by a report and its near copy: one source. */
    assert_int_equal(ask(db, "SELECT count(*) FROM world_events WHERE type ="
                             " 'COERCE' AND reports = 2 AND sources = 1"),
                     KINDS);
    assert_int_equal(ask(db, "SELECT count(*) FROM world_events WHERE type ="
                             " 'ASSAULT' AND sources > 1"),
                     KINDS);
}

static void any_batches_make_the_same(void **state)
{
    char db[80], whole[80];
    (void)state;
    path_of(whole, "whole.db");
    for (int step = 2; step <= 5; step += 3) {
        path_of(db, step == 2 ? "two.db" : "five.db");
        for (int from = step - 1; from >= 0; from--) {
            add(db, from, step);
            must_link(db);
        }
        assert_same_links(whole, db);
    }
}

static void nothing_is_analysed_twice(void **state)
{
    char db[80];
    dtl_buf before, after;
    (void)state;
    path_of(db, "again.db");
    add(db, 1, 2);
    assert_int_equal(must_link(db).analysed, ARTICLES / 2);
    add(db, 0, 1);
    assert_int_equal(must_link(db).analysed, ARTICLES / 2);
    dump_ids(db, &before);
    dtl_link_result again = must_link(db);
    assert_int_equal(again.analysed, 0);
    assert_int_equal(again.documents, ARTICLES);
    dump_ids(db, &after);
    assert_same(&before, &after);
    change(db, "UPDATE documents SET version = version + 1 WHERE doc = 'a07'");
    assert_int_equal(must_link(db).analysed, 1);
}

static void numbers_stay_where_most_stays(void **state)
{
    enum { OLD = 3, FRESH = 3 };
    /* The old 10 went to 0 and 1, most of it to 1; 11 and 12 came to 2. */
    dtli_keep pairs[] = { { 10, 0 }, { 10, 1 }, { 10, 1 }, { 12, 2 },
                          { 11, 2 }, { 11, 2 }, { 12, 0 } };
    int64_t ids[FRESH] = { 0 };
    (void)state;
    assert_int_equal(
        dtli_keep_ids(pairs, sizeof pairs / sizeof pairs[0], ids, NULL),
        DTL_OK);
    assert_int_equal(ids[1], 10);
    assert_int_equal(ids[2], 11);
    assert_int_equal(ids[0], 12);
}

static void a_new_article_leaves_numbers_as_they_are(void **state)
{
    char db[80];
    (void)state;
    path_of(db, "grow.db");
    add(db, 1, 2);
    must_link(db);
    change(db, "CREATE TABLE was AS SELECT document, story"
               " FROM story_documents");
    add(db, 0, 1);
    must_link(db);
    assert_int_equal(ask(db, "SELECT count(*) FROM was JOIN story_documents s"
                             " ON s.document = was.document AND"
                             " s.story = was.story"),
                     ARTICLES / 2);
}

static void a_stop_leaves_what_was(void **state)
{
    char db[80], whole[80];
    dtl_link_result result;
    dtl_error err = { 0 };
    stopper early = { .left = 5 }, late = { .left = 3, .writing = true };
    (void)state;
    path_of(db, "stop.db");
    path_of(whole, "whole.db");
    add(db, 0, 1);
    assert_int_equal(link_store(db, &early, &result, &err), DTL_CANCELLED);
    assert_memory_equal(err.message, "E734", 4);
    assert_in_range(result.analysed, 1, ARTICLES - 1);
    assert_int_equal(ask(db, "SELECT count(*) FROM signatures"),
                     (int64_t)result.analysed);
    assert_int_equal(link_store(db, &late, &result, &err), DTL_CANCELLED);
    assert_int_equal(ask(db, "SELECT count(*) FROM stories"), 0);
    assert_int_equal(ask(db, "SELECT count(*) FROM runs WHERE outcome ="
                             " 'interrupted'"),
                     2);
    must_link(db);
    assert_same_links(whole, db);
}

static void wait_us(unsigned us)
{
    struct timespec t = { us / 1000000, (long)(us % 1000000) * 1000 };
    nanosleep(&t, NULL);
}

/* A killed run leaves all stories or none, and the next one all. */
static void a_killed_run_leaves_all_or_nothing(void **state)
{
    char db[80], whole[80];
    int hit = 0;
    (void)state;
    path_of(db, "kill.db");
    path_of(whole, "whole.db");
    add(db, 0, 1);
    for (unsigned i = 0; i < KILLS; i++) {
        int status = 0;
        change(db, "DELETE FROM stories; DELETE FROM world_events;"
                   "DELETE FROM signatures WHERE document % 3 = 0");
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            stopper s = { 0 };
            dtl_link_result result;
            dtl_error err = { 0 };
            _exit((int)link_store(db, &s, &result, &err));
        }
        wait_us(4000 + 12000 * i);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        hit += WIFSIGNALED(status);
        int64_t stories = ask(db, "SELECT count(*) FROM stories");
        assert_true(stories == 0 || stories == KINDS);
        assert_int_equal(ask(db, "SELECT count(*) FROM reports"),
                         stories ? ask(db, "SELECT count(*) FROM events") : 0);
    }
    assert_true(hit > 0);
    must_link(db);
    assert_same_links(whole, db);
}

static void a_reader_sees_what_it_saw(void **state)
{
    static const char COUNT[] = "SELECT count(*) FROM reports";
    char db[80];
    dtl_store *store = NULL;
    int64_t before = -1, during = -2;
    (void)state;
    path_of(db, "read.db");
    add(db, 1, 2);
    must_link(db);
    add(db, 0, 1);
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, NULL), DTL_OK);
    assert_int_equal(dtli_db_begin_read(store->db, NULL), DTL_OK);
    assert_int_equal(dtli_db_int(store->db, COUNT, -1, &before, NULL), DTL_OK);
    must_link(db);
    assert_int_equal(dtli_db_int(store->db, COUNT, -1, &during, NULL), DTL_OK);
    assert_int_equal(before, during);
    dtl_store_close(store);
    assert_true(ask(db, COUNT) > before);
}

/* Copies a record with other bytes for some. */
static void replace(dtl_str record, const char *old, const char *fresh,
                    dtl_buf *out)
{
    dtli_buf_reset(out);
    for (size_t at = 0; at < record.len; at++) {
        if (dtli_str_starts(dtli_str_slice(record, at, record.len),
                            dtli_str(old))) {
            dtli_buf_add(out, dtli_str(fresh));
            at += strlen(old) - 1;
        } else {
            dtli_buf_add_char(out, record.ptr[at]);
        }
    }
}

/* An event as an import brings it: its row, no text. */
static void import(const char *db, const char *id, dtl_str record)
{
    dtl_store *store = NULL;
    dtl_store_by by = { 0 };
    dtl_store_found found;
    dtl_store_doc doc = { .id = dtli_str(id),
                          .source = dtli_str(id),
                          .origin = DTL_STR("gdelt"),
                          .records = record };
    assert_int_equal(dtl_store_open(db, DTL_STORE_WRITE, &store, NULL), DTL_OK);
    assert_int_equal(dtli_db_begin(store->db, NULL), DTL_OK);
    assert_int_equal(dtli_store_run_begin(store, "add", NULL, &by, NULL),
                     DTL_OK);
    assert_int_equal(dtli_store_put(store, &doc, &by, &found, NULL), DTL_OK);
    assert_int_equal(dtli_db_commit(store->db, NULL), DTL_OK);
    dtl_store_close(store);
}

static void rows_without_a_text_take_part(void **state)
{
    static const char SOURCES[] =
        "SELECT w.sources FROM world_events w JOIN places p ON p.id = w.place"
        " WHERE w.type = 'ASSAULT' AND p.name = 'Aleppo' AND w.story > 0";
    char db[80];
    dtl_buf record, changed, before, after;
    (void)state;
    path_of(db, "rows.db");
    add(db, 0, 1);
    must_link(db);
    dtli_buf_init(&record, 1 << 16);
    dtli_buf_init(&changed, 1 << 16);
    dump(db,
         "SELECT r.record FROM world_events w JOIN records r ON r.event ="
         " w.best JOIN places p ON p.id = w.place WHERE w.type ="
         " 'ASSAULT' AND p.name = 'Aleppo'",
         &record);
    int64_t sources = ask(db, SOURCES);
    int64_t events = ask(db, "SELECT count(*) FROM world_events");
    replace(dtli_buf_str(&record), "{\"id\":\"", "{\"id\":\"x", &changed);
    import(db, "row-1", dtli_buf_str(&changed));
    replace(dtli_buf_str(&record), "2024-03-04", "2023-01-02", &changed);
    import(db, "row-2", dtli_buf_str(&changed));
    import(db, "row-3", dtli_buf_str(&changed));
    replace(dtli_buf_str(&record), "2024-03-04", "2022-01-02", &changed);
    import(db, "row-4", dtli_buf_str(&changed));
    must_link(db);
    assert_int_equal(ask(db, SOURCES), sources + 1);
    assert_int_equal(ask(db, "SELECT count(*) FROM world_events"), events + 2);
    assert_int_equal(ask(db, "SELECT count(*) FROM world_events WHERE story"
                             " IS NULL AND reports = 2 AND sources = 2"),
                     1);
    dump_ids(db, &before);
    must_link(db);
    dump_ids(db, &after);
    assert_same(&before, &after);
    dtli_buf_clear(&record);
    dtli_buf_clear(&changed);
}

static bool take_bytes(void *payload, dtl_str bytes)
{
    dtli_buf_add(payload, bytes);
    return true;
}

static bool take_nothing(void *payload, dtl_str bytes)
{
    (void)payload;
    (void)bytes;
    return false;
}

static void each_link_is_explained(void **state)
{
    char db[80];
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    dtl_buf out;
    (void)state;
    path_of(db, "whole.db");
    assert_int_equal(ask(db, "SELECT count(*) FROM reports WHERE why = ''"), 0);
    dtli_buf_init(&out, 1 << 22);
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, NULL), DTL_OK);
    assert_int_equal(
        dtl_store_link_write(store, DTL_LINK_EXPLAIN, take_bytes, &out, &err),
        DTL_OK);
    dtli_buf_add_char(&out, '\0');
    assert_non_null(strstr(out.ptr, "\"why\":\"nearly the same as "));
    assert_non_null(strstr(out.ptr, "\"why\":\"as in "));
    dtli_buf_clear(&out);
    assert_int_equal(
        dtl_store_link_write(store, DTL_LINK_TABLE, take_nothing, NULL, &err),
        DTL_CANCELLED);
    assert_memory_equal(strstr(err.message, "E782"), "E782", 4);
    dtl_store_close(store);
    path_of(db, "empty.db");
    err = (dtl_error){ 0 };
    assert_int_equal(dtl_store_open(db, DTL_STORE_CREATE, &store, NULL),
                     DTL_OK);
    assert_int_equal(
        dtl_store_link_write(store, DTL_LINK_TABLE, take_bytes, &out, &err),
        DTL_NOTFOUND);
    assert_memory_equal(strstr(err.message, "E783"), "E783", 4);
    dtl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_event_is_told_by_several),
        cmocka_unit_test(any_batches_make_the_same),
        cmocka_unit_test(nothing_is_analysed_twice),
        cmocka_unit_test(numbers_stay_where_most_stays),
        cmocka_unit_test(a_new_article_leaves_numbers_as_they_are),
        cmocka_unit_test(a_stop_leaves_what_was),
        cmocka_unit_test(a_killed_run_leaves_all_or_nothing),
        cmocka_unit_test(a_reader_sees_what_it_saw),
        cmocka_unit_test(rows_without_a_text_take_part),
        cmocka_unit_test(each_link_is_explained),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
