/* store_crash_test.c — a store under everything that goes wrong: killed
 * writers, a full disk, a second writer, a reader in the middle, a stop.
 *
 * Writers are children of this process, which shares its engine with them;
 * the instants of killing come from a fixed seed.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, nanosleep */
#include "unit/cmocka_all.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dateline/ask.h"
#include "store/facts.h"
#include "store/store.h"

enum { DOCUMENTS = 150, KILLS = 200 };

static char folder[] = "dtl-crash-XXXXXX";
static char input[80], whole[80];
static dtl_engine *engine;

static void path_of(char out[80], const char *name)
{
    snprintf(out, 80, "%s/%s", folder, name);
}

/* Small articles, some of the same names, places and words. */
static void write_input(void)
{
    static const char *const WHO[] = { "France", "Turkey", "Peru", "Kenya" };
    FILE *file = fopen(input, "wb");
    assert_non_null(file);
    for (int i = 0; i < DOCUMENTS; i++)
        fprintf(file,
                "{\"id\":\"d%d\",\"date\":\"2024-03-04\",\"text\":\"%s met %s "
                "on Monday. Rebels attacked village %d near Aleppo.\"}\n",
                i, WHO[i % 4], WHO[(i + 1 + i / 4 % 3) % 4], i);
    assert_int_equal(fclose(file), 0);
}

typedef struct stopper {
    int left; /* documents until the stop; below 0: never */
} stopper;

static bool stop(void *payload)
{
    const stopper *s = payload;
    return s->left == 0;
}

static void progress(void *payload, const dtl_store_progress *now)
{
    stopper *s = payload;
    if (s->left > 0 && now->documents)
        s->left--;
}

/* Adds the input to a store in this process. */
static dtl_status add(const char *db, int stop_after,
                      dtl_store_result *result, dtl_error *err)
{
    const char *paths[] = { input };
    dtl_reader *reader = NULL;
    dtl_store *store = NULL;
    stopper state = { stop_after };
    dtl_status status = dtl_store_open(db, DTL_STORE_CREATE, &store, err);
    if (status == DTL_OK)
        status = dtl_reader_open(paths, 1, NULL, &reader, err);
    dtl_store_job job = { .engine = engine,
                          .reader = reader,
                          .jobs = 1,
                          .progress = progress,
                          .stop = stop,
                          .payload = &state };
    if (status == DTL_OK)
        status = dtl_store_add(store, &job, result, err);
    dtl_reader_close(reader);
    dtl_store_close(store);
    return status;
}

static void must_add(const char *db)
{
    dtl_store_result result;
    dtl_error err = { 0 };
    if (add(db, -1, &result, &err) != DTL_OK)
        fail_msg("%s: %s", db, err.message);
}

static int set_up(void **state)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_error err = { 0 };
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    path_of(input, "input.jsonl");
    path_of(whole, "whole.db");
    write_input();
    options.data_dir = DTL_SHARE_DIR;
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK)
        return -1;
    must_add(whole);
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

/* What a store holds, without keys and instants: one long text. */
static void dump(const char *db, dtl_buf *out)
{
    static const char *const SQL[] = {
        "SELECT doc, version, text, word_count FROM documents ORDER BY doc",
        "SELECT d.doc, e.number, e.event, e.date_from, r.record, p.name,"
        " (SELECT count(*) FROM actors a WHERE a.event = e.id),"
        " (SELECT count(*) FROM mentions m WHERE m.event = e.id)"
        " FROM events e JOIN documents d ON d.id = e.document"
        " JOIN records r ON r.event = e.id"
        " LEFT JOIN places p ON p.id = e.place ORDER BY d.doc, e.number",
        "SELECT d.doc, s.number, s.start, s.stop FROM sentences s"
        " JOIN documents d ON d.id = s.document ORDER BY 1, 2",
        "SELECT name FROM names ORDER BY name",
        "SELECT count(*) FROM document_words WHERE document_words"
        " MATCH 'aleppo'",
        "SELECT count(*) FROM records", "SELECT count(*) FROM versions",
        "PRAGMA integrity_check", "PRAGMA foreign_key_check",
    };
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    dtli_buf_reset(out);
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, &err), DTL_OK);
    for (size_t i = 0; i < sizeof SQL / sizeof SQL[0]; i++) {
        dtl_stmt *stmt = NULL;
        assert_int_equal(dtli_db_prepare(store->db, SQL[i], &stmt, &err),
                         DTL_OK);
        while (dtli_step(stmt, &err) == DTL_OK)
            for (unsigned c = 0; c < dtli_column_count(stmt); c++) {
                dtli_buf_add(out, dtli_column_text(stmt, c));
                dtli_buf_add_char(out, '\n');
            }
        assert_int_equal(err.code, DTL_OK);
        dtli_stmt_close(stmt);
    }
    dtl_store_close(store);
}

static void assert_same_store(const char *db)
{
    dtl_buf want, got;
    dtli_buf_init(&want, (size_t)1 << 26);
    dtli_buf_init(&got, (size_t)1 << 26);
    dump(whole, &want);
    dump(db, &got);
    assert_true(want.len > 10000);
    assert_int_equal(want.len, got.len);
    assert_memory_equal(want.ptr, got.ptr, want.len);
    dtli_buf_clear(&want);
    dtli_buf_clear(&got);
}

static int64_t ask(const char *db, const char *sql)
{
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    int64_t value = -1;
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, &err), DTL_OK);
    assert_int_equal(dtli_db_int(store->db, sql, -1, &value, &err), DTL_OK);
    dtl_store_close(store);
    return value;
}

static bool keep(void *payload, dtl_str bytes)
{
    dtli_buf_add(payload, bytes);
    return true;
}

/* Whether a store that was killed at, if it is one by now, answers by its
 * facts as by its tables. */
static void assert_answers(const char *db)
{
    dtl_store *store = NULL;
    if (dtl_store_open(db, DTL_STORE_READ, &store, NULL) != DTL_OK)
        return;
    for (int kind = DTL_ASK_FIND; kind <= DTL_ASK_MAP; kind++) {
        dtl_question q = DTL_QUESTION_INIT;
        dtl_buf answers[2];
        q.kind = (dtl_ask_kind)kind;
        q.form = DTL_ANSWER_JSONL;
        for (int tables = 0; tables < 2; tables++) {
            dtli_buf_init(&answers[tables], (size_t)1 << 26);
            dtli_facts_forbid(tables);
            assert_int_equal(dtl_ask(store, &q, keep, &answers[tables], NULL),
                             DTL_OK);
        }
        dtli_facts_forbid(false);
        assert_true(dtli_str_equal(dtli_buf_str(&answers[0]),
                                   dtli_buf_str(&answers[1])));
        dtli_buf_clear(&answers[0]);
        dtli_buf_clear(&answers[1]);
    }
    dtl_store_close(store);
}

/* Adds in a child; its exit status is the status of adding. */
static pid_t begin_child(const char *db)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dtl_store_result result;
        dtl_error err = { 0 };
        _exit((int)add(db, -1, &result, &err));
    }
    return pid;
}

static int end_child(pid_t pid)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void wait_us(unsigned us)
{
    struct timespec t = { us / 1000000, (long)(us % 1000000) * 1000 };
    nanosleep(&t, NULL);
}

/* Knuth's MMIX numbers: the same instants in every run. */
static unsigned random_below(uint64_t *seed, unsigned most)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((*seed >> 33) % most);
}

/* A store is killed at until it is whole; then the next one begins. Waits go
 * up to twice what a whole run took when it was let through. */
static void killed_writers_lose_nothing(void **state)
{
    uint64_t seed = 20240304;
    unsigned most = 400000;
    int killed = 0, stores = 0, hit = 0;
    (void)state;
    while (killed < KILLS) {
        char db[80], name[20];
        bool done = false;
        snprintf(name, sizeof name, "kill-%d.db", stores++);
        path_of(db, name);
        for (unsigned round = 0; !done && killed < KILLS; round++) {
            pid_t pid = begin_child(db);
            wait_us(random_below(&seed, most) / (round % 4 + 1));
            kill(pid, SIGKILL);
            int status = end_child(pid);
            killed++;
            hit += WIFSIGNALED(status);
            done = !WIFSIGNALED(status);
            if (killed % 4 == 0)
                assert_answers(db);
            if (done)
                assert_int_equal(WEXITSTATUS(status), DTL_OK);
        }
        if (done && most > 60000)
            most = most * 3 / 4; /* faster than thought: kill earlier */
        must_add(db);
        assert_same_store(db);
        assert_answers(db);
    }
    print_message("%d of %d children died in %d stores\n", hit, killed,
                  stores);
    assert_true(hit > KILLS / 3);
}

/* The limit on the size of files stands for the end of the disk. */
static void a_full_disk_is_told_and_gone_on_from(void **state)
{
    char db[80];
    (void)state;
    path_of(db, "full.db");
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct rlimit limit = { 700000, 700000 };
        dtl_store_result result;
        dtl_error err = { 0 };
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        dtl_status status = add(db, -1, &result, &err);
        bool told = strncmp(err.message, "E721", 4) == 0 ||
                    strncmp(err.message, "E723", 4) == 0;
        _exit(status != DTL_OK && told ? 42 : 1);
    }
    int status = end_child(pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
    must_add(db);
    assert_same_store(db);
}

static void two_writers_at_once_make_one_store(void **state)
{
    char db[80];
    (void)state;
    path_of(db, "two.db");
    pid_t a = begin_child(db), b = begin_child(db);
    int first = end_child(a), second = end_child(b);
    assert_int_equal(first, 0);
    assert_int_equal(second, 0);
    assert_same_store(db);
}

static void a_reader_sees_what_it_saw(void **state)
{
    static const char COUNT[] = "SELECT count(*) FROM events";
    char db[80];
    dtl_store *store = NULL;
    dtl_store_result result;
    dtl_error err = { 0 };
    int64_t before = -1, during = -2;
    (void)state;
    path_of(db, "read.db");
    assert_int_equal(add(db, 40, &result, &err), DTL_CANCELLED);
    assert_int_equal(dtl_store_open(db, DTL_STORE_READ, &store, NULL), DTL_OK);
    assert_int_equal(dtli_db_begin_read(store->db, NULL), DTL_OK);
    assert_int_equal(dtli_db_int(store->db, COUNT, -1, &before, NULL),
                     DTL_OK);
    must_add(db);
    assert_int_equal(dtli_db_int(store->db, COUNT, -1, &during, NULL),
                     DTL_OK);
    assert_int_equal(before, during);
    assert_int_equal(dtli_db_commit(store->db, NULL), DTL_OK);
    dtl_store_close(store);
    assert_true(ask(db, COUNT) > before);
    assert_same_store(db);
}

static void a_stop_keeps_what_is_told(void **state)
{
    char db[80];
    dtl_store_result result;
    dtl_error err = { 0 };
    (void)state;
    path_of(db, "stop.db");
    assert_int_equal(add(db, 30, &result, &err), DTL_CANCELLED);
    assert_true(err.message[0] == 'E');
    assert_true(result.added_documents < DOCUMENTS);
    assert_int_equal(ask(db, "SELECT count(*) FROM documents"),
                     (int64_t)result.added_documents);
    assert_int_equal(ask(db, "SELECT count(*) FROM runs WHERE outcome ="
                             " 'interrupted'"), 1);
    must_add(db);
    assert_same_store(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_writers_lose_nothing),
        cmocka_unit_test(a_full_disk_is_told_and_gone_on_from),
        cmocka_unit_test(two_writers_at_once_make_one_store),
        cmocka_unit_test(a_reader_sees_what_it_saw),
        cmocka_unit_test(a_stop_keeps_what_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
