/* store_fault.c — putting documents in, coding again, renewing facts and
 * asking, with each allocation failing in turn: a clean status, and either
 * all of a transaction or nothing of it in the store. */
#include "fault/fault.h"

#include <stdlib.h>
#include <unistd.h>

#include "dateline/ask.h"
#include "store/facts.h"
#include "store/put.h"

enum { DOCUMENTS = 3 };

#define RECORD                                                                 \
    "\",\"event\":\"PROTEST\",\"quad\":4,\"intensity\":-6.5,\"status\":"       \
    "\"actual\",\"date\":{\"from\":\"2020-01-05\"},\"place\":{\"name\":"       \
    "\"Lima\",\"country\":\"PER\",\"lat\":-12.0,\"lon\":-77.0},\"actors\":"    \
    "[{\"text\":\"students\",\"country\":\"PER\",\"sectors\":[\"EDU\","        \
    "\"CVL\"]}],\"recipients\":[{\"text\":\"the government\",\"country\":"     \
    "\"PER\",\"sectors\":[\"GOV\"],\"code\":\"PERGOV\"}],\"mentions\":"        \
    "[{\"sentence\":0,\"start\":0,\"end\":3}]}\n"

static char path[] = "/tmp/store_fault_XXXXXX";

/* A version of the documents: `coder` 2 comes out with another event. */
static dtl_status put_all(dtl_store *store, int64_t coder, dtl_error *err)
{
    static const int64_t SENTENCES[] = { 0, 20 };
    static const char *const RECORDS[] = {
        "{\"id\":\"0000000000000001" RECORD "{\"id\":\"0000000000000002" RECORD,
        "{\"id\":\"0000000000000002" RECORD "{\"id\":\"0000000000000003" RECORD,
    };
    static const char *const NAMES[DOCUMENTS] = { "a", "b", "c" };
    dtl_store_by by = { .coder = coder, .keep_changes = true };
    dtl_status status =
        dtli_db_exec(store->db,
                     "INSERT INTO coders (version, lexicon, model)"
                     " VALUES ('1', '1', '1'), ('2', '2', '2')"
                     " ON CONFLICT DO NOTHING",
                     err);
    if (status == DTL_OK)
        status = dtli_store_run_begin(store, "test", NULL, &by, err);
    for (int i = 0; i < DOCUMENTS && status == DTL_OK; i++) {
        char text[] = "Students marched. 0";
        dtl_store_found found;
        text[sizeof text - 2] = (char)('0' + i);
        dtl_store_doc doc = { .id = dtli_str(NAMES[i]),
                              .text = dtli_str(text),
                              .sentences = SENTENCES,
                              .sentence_count = 1,
                              .records = dtli_str(RECORDS[coder - 1]) };
        status = dtli_store_put(store, &doc, &by, &found, err);
    }
    return status == DTL_OK ? dtli_facts_renew(store->db, 1, err) : status;
}

static dtl_status put_in(dtl_store *store, int64_t coder, dtl_error *err)
{
    dtl_status status = dtli_db_begin(store->db, err);
    if (status == DTL_OK)
        status = put_all(store, coder, err);
    if (status == DTL_OK)
        status = dtli_db_commit(store->db, err);
    if (status != DTL_OK)
        dtli_db_rollback(store->db);
    return status;
}

static bool drop_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    return bytes.len > 0;
}

static dtl_status ask_all(dtl_store *store, dtl_error *err)
{
    dtl_status status = DTL_OK;
    for (int kind = DTL_ASK_FIND; status == DTL_OK && kind <= DTL_ASK_MAP;
         kind++) {
        dtl_question q = DTL_QUESTION_INIT;
        q.kind = (dtl_ask_kind)kind;
        q.form = kind % 2 ? DTL_ANSWER_TABLE : DTL_ANSWER_CSV;
        q.either.sectors = DTL_STR("EDU,GOV");
        q.actor.countries = DTL_STR("PER");
        q.recipient.name = DTL_STR("government");
        q.place = DTL_STR("Lima");
        q.words = DTL_STR("students");
        status = dtl_ask(store, &q, drop_bytes, NULL, err);
    }
    return status;
}

static int64_t count(dtl_store *store, const char *sql)
{
    int64_t value = -1;
    assert_int_equal(dtli_db_int(store->db, sql, -1, &value, NULL), DTL_OK);
    return value;
}

/* All of a transaction or nothing: 0, or two events a document. */
static void check(void)
{
    dtl_store *store = NULL;
    dtli_alloc_fail_after(0);
    if (dtl_store_open(path, DTL_STORE_READ, &store, NULL) != DTL_OK)
        return; /* not even tables */
    int64_t documents = count(store, "SELECT count(*) FROM documents");
    assert_true(documents == 0 || documents == DOCUMENTS);
    assert_int_equal(count(store, "SELECT count(*) FROM events"),
                     2 * documents);
    assert_int_equal(count(store, "SELECT count(*) FROM records"),
                     2 * documents);
    dtl_store_close(store);
}

static dtl_status use(dtl_error *err)
{
    dtl_store *store = NULL;
    dtl_status status = dtl_store_open(path, DTL_STORE_CREATE, &store, err);
    if (status != DTL_OK)
        return status;
    status = put_in(store, 1, err);
    if (status == DTL_OK)
        status = put_in(store, 2, err); /* coded again */
    if (status == DTL_OK)
        status = ask_all(store, err);
    dtl_store_close(store);
    return status;
}

static dtl_status work(void *payload, dtl_error *err)
{
    (void)payload;
    unlink(path);
    return use(err);
}

/* fault_run counts on after `work`; what the store holds is looked at in
 * between, by a second run over the same numbers. */
static void a_store_survives(void **state)
{
    (void)state;
    int met = fault_run(work, NULL, 24);
    print_message("%d allocations\n", met);
    assert_true(met >= 40);
    for (int n = 1; n < 500; n += 19) {
        dtl_error err = { 0 };
        unlink(path);
        dtli_alloc_fail_after((uint64_t)n);
        dtl_status status = use(&err);
        assert_true(status == DTL_OK || status == DTL_NOMEM);
        check();
    }
}

static int set_up(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file >= 0 ? close(file) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_store_survives) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
