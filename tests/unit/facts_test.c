/* facts_test.c — answers by facts are those of the tables, byte for byte: a
 * store of events made by chance, questions made by chance. */
#include <string.h>
#include <unistd.h>

#include "ask/answer.h"
#include "store/facts.h"
#include "store/put.h"
#include "unit/cmocka_all.h"
#include "unit/new_store.h"

enum { DOCUMENTS = 260, EVENTS = 9, QUESTIONS = 1500, TEXT = 1 << 16 };

/* Chance that is the same each time (Marsaglia's xorshift). */
static uint64_t seed = 88172645463325252u;

static uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % below;
}

#define PICK(list) ((list)[chance(sizeof(list) / sizeof(list)[0])])

static const char *const COUNTRIES[] = { "FRA", "GBR", "PER", "KEN", "" };
static const char *const SECTORS[] = { "GOV", "MIL", "CVL", "OPP" };
static const char *const TYPES[] = { "PROTEST", "CONSULT", "ASSAULT", "AID",
                                     "UNHEARD" };
static const char *const MODES[] = { "", "", "visit", "strike" };
static const char *const STATUSES[] = { "actual", "actual", "planned",
                                        "negated", "odd" };
static const char *const DAYS[] = { "2019-12-30", "2020-01-01", "2020-01-05",
                                    "2020-02-29", "2021-07-14", "" };
static const char *const PLACES[] = {
    "{\"text\":\"x\",\"name\":\"Lima\",\"country\":\"PER\",\"lat\":-12.04,"
    "\"lon\":-77.03}",
    "{\"text\":\"x\",\"name\":\"Nairobi\",\"country\":\"KEN\",\"lat\":-1.28,"
    "\"lon\":36.82}",
    "{\"text\":\"x\",\"name\":\"Kisumu\",\"country\":\"KEN\",\"lat\":-0.1,"
    "\"lon\":34.76}",
    "{\"text\":\"x\",\"name\":\"Nowhere\"}",
};

static void add_people(dtl_buf *out, const char *key)
{
    uint32_t count = chance(4);
    dtli_buf_printf(out, ",\"%s\":[", key);
    for (uint32_t i = 0; i < count; i++) {
        const char *country = PICK(COUNTRIES);
        dtli_buf_printf(out,
                        "%s{\"text\":\"they\",\"name\":\"%s %u\","
                        "\"country\":\"%s\",\"code\":\"%s%s\",\"sectors\":[",
                        i ? "," : "", chance(2) ? "Ana" : "Ben Ana", chance(4),
                        country, country, PICK(SECTORS));
        for (uint32_t j = chance(3); j > 0; j--)
            dtli_buf_printf(out, "\"%s\"%s", PICK(SECTORS), j > 1 ? "," : "");
        dtli_buf_add(out, DTL_STR("]}"));
    }
    dtli_buf_add_char(out, ']');
}

static void add_score(dtl_buf *out, const char *key)
{
    if (chance(5))
        dtli_buf_printf(out, ",\"%s\":%s%u.%u", key, chance(2) ? "-" : "",
                        chance(10), chance(10));
}

static void add_record(dtl_buf *out, unsigned number, const char *doc)
{
    const char *day = PICK(DAYS);
    dtli_buf_printf(out,
                    "{\"id\":\"%016x\",\"doc\":\"%s\",\"event\":\"%s\","
                    "\"mode\":\"%s\",\"quad\":%u,\"status\":\"%s\","
                    "\"date\":{\"from\":\"%s\",\"to\":\"%s\"}",
                    number, doc, PICK(TYPES), PICK(MODES), chance(5),
                    PICK(STATUSES), day, day);
    add_score(out, "goldstein");
    add_score(out, "intensity");
    if (chance(4))
        dtli_buf_printf(out, ",\"place\":%s", PICK(PLACES));
    if (chance(5))
        dtli_buf_printf(out, ",\"confidence\":0.%u", chance(10));
    add_people(out, "actors");
    add_people(out, "recipients");
    dtli_buf_add(out, DTL_STR(",\"mentions\":[{\"sentence\":0,\"start\":0,"
                              "\"end\":3,\"trigger\":\"met\",\"rule\":\"r\"}]"
                              "}\n"));
}

/* Documents `from` to before `to`, each time with other events; those that
 * are there become a new version. Renewed, or left stale. */
static void put_documents(dtl_store *store, unsigned from, unsigned to,
                          bool renew)
{
    static const int64_t SENTENCES[] = { 0, 12, 13, 24 };
    dtl_store_by by = { .run = 0 };
    dtl_store_found found;
    assert_int_equal(dtli_db_begin(store->db, NULL), DTL_OK);
    assert_int_equal(dtli_store_run_begin(store, "test", NULL, &by, NULL),
                     DTL_OK);
    for (unsigned i = from; i < to; i++) {
        char id[16], text[64];
        dtl_buf records;
        dtli_buf_init(&records, TEXT);
        snprintf(id, sizeof id, "d%u", i);
        snprintf(text, sizeof text, "They met %03u. %s and %u.", i,
                 chance(2) ? "Peace" : "Grain", chance(1000));
        for (unsigned j = chance(EVENTS); j > 0; j--)
            add_record(&records, i * EVENTS + j, id);
        dtl_store_doc doc = { .id = dtli_str(id),
                              .text = dtli_str(text),
                              .sentences = SENTENCES,
                              .sentence_count = 2,
                              .records = dtli_buf_str(&records) };
        assert_int_equal(dtli_store_put(store, &doc, &by, &found, NULL),
                         DTL_OK);
        dtli_buf_clear(&records);
    }
    if (renew)
        assert_int_equal(dtli_facts_renew(store->db, 1, NULL), DTL_OK);
    assert_int_equal(dtli_db_commit(store->db, NULL), DTL_OK);
}

static dtl_str pick_list(const char *const *list, uint32_t count, char *out)
{
    out[0] = '\0';
    for (uint32_t i = chance(3) ? 0 : 1 + chance(2); i > 0; i--) {
        strcat(out, list[chance(count)]);
        if (i > 1)
            strcat(out, ", ");
    }
    return dtli_str(out);
}

/* A party by chance; the lists live in `lists`. */
static dtl_party pick_party(char (*lists)[32])
{
    static const char *const NAMES[] = {
        "", "", "", "ana", "ben", "ana 2", "\"ben ana\"", "zoe", "an*"
    };
    return (dtl_party){ .name = dtli_str(PICK(NAMES)),
                        .countries = pick_list(COUNTRIES, 5, lists[0]),
                        .sectors = pick_list(SECTORS, 4, lists[1]) };
}

typedef struct asked {
    dtl_question q;
    char lists[9][32];
} asked;

static void pick_where(dtl_question *q)
{
    static const char *const NAMES[] = { "", "", "lima", "NAIROBI" };
    q->place = dtli_str(PICK(NAMES));
    if (chance(6) == 0) {
        q->lat = -1;
        q->lon = 36;
        q->radius_km = 50 + chance(20000);
    }
}

static void pick_question(asked *out)
{
    static const char *const WORDS[] = { "",      "",           "",
                                         "peace", "-grain met", "zebra" };
    static const char *const QUADS[] = { "", "", "4", "1,2" };
    static const dtl_answer_form FORMS[] = { DTL_ANSWER_TABLE, DTL_ANSWER_CSV,
                                             DTL_ANSWER_JSONL, DTL_ANSWER_SVG };
    dtl_question *q = &out->q;
    *q = (dtl_question)DTL_QUESTION_INIT;
    q->kind = (dtl_ask_kind)chance(5);
    q->form = FORMS[chance(q->kind == DTL_ASK_FIND ? 3 : 4)];
    q->by = (dtl_by)chance(4);
    q->level = (dtl_level)chance(3);
    q->recipients = chance(2);
    q->oldest_first = chance(2);
    q->limit = chance(2) ? chance(30) : 0;
    q->top = chance(4);
    if (chance(3) == 0)
        q->actor = pick_party(&out->lists[0]);
    if (chance(3) == 0)
        q->recipient = pick_party(&out->lists[2]);
    if (chance(3) == 0)
        q->either = pick_party(&out->lists[4]);
    q->types = pick_list(TYPES, 4, out->lists[6]);
    q->statuses = pick_list(STATUSES, 4, out->lists[7]);
    q->modes = pick_list(MODES, 4, out->lists[8]);
    q->quads = dtli_str(PICK(QUADS));
    q->words = dtli_str(PICK(WORDS));
    q->confidence = chance(4) ? 0 : 0.5;
    q->once = chance(10) == 0;
    q->sources = chance(10) ? 0 : 2;
    if (chance(4) == 0)
        q->from = DTL_STR("2020-01-01");
    if (chance(4) == 0)
        q->to = DTL_STR("2020-02-29");
    pick_where(q);
}

static bool keep(void *payload, dtl_str bytes)
{
    dtli_buf_add(payload, bytes);
    return true;
}

static void ask(dtl_store *store, const dtl_question *q, bool tables,
                dtl_buf *out)
{
    dtl_error err = { 0 };
    dtli_buf_init(out, (size_t)1 << 24);
    dtli_facts_forbid(tables);
    dtl_status status = dtl_ask(store, q, keep, out, &err);
    dtli_facts_forbid(false);
    dtli_buf_printf(out, "%d %s", (int)status, err.message);
    dtli_buf_add_char(out, '\0');
    assert_false(out->failed);
}

static void tell_party(const char *who, const dtl_party *party)
{
    print_message(" %s '%s' '%s' '%s'\n", who, party->name.ptr,
                  party->countries.ptr, party->sectors.ptr);
}

static void tell(unsigned number, const dtl_question *q)
{
    print_message("question %u: kind %d, by %d, level %d, limit %u,"
                  " recipients %d, types '%s', modes '%s', words '%s'\n",
                  number, (int)q->kind, (int)q->by, (int)q->level, q->limit,
                  q->recipients, q->types.ptr, q->modes.ptr, q->words.ptr);
    tell_party("actor", &q->actor);
    tell_party("recipient", &q->recipient);
    tell_party("either", &q->either);
}

static void compare(dtl_store *store, unsigned questions)
{
    size_t bytes = 0;
    for (unsigned i = 0; i < questions; i++) {
        asked one;
        dtl_buf fast, slow;
        pick_question(&one);
        ask(store, &one.q, false, &fast);
        ask(store, &one.q, true, &slow);
        if (strcmp(fast.ptr, slow.ptr) != 0)
            tell(i, &one.q);
        assert_string_equal(fast.ptr, slow.ptr);
        bytes += fast.len;
        dtli_buf_clear(&fast);
        dtli_buf_clear(&slow);
    }
    assert_true(bytes > questions * (size_t)100); /* it asked something */
}

static int64_t count(dtl_store *store, const char *sql)
{
    int64_t out = -1;
    assert_int_equal(dtli_db_int(store->db, sql, 0, &out, NULL), DTL_OK);
    return out;
}

#define STALE "SELECT count(*) FROM fact_stale"

/* Pairs of events tell one event of the world; some have no pair. */
static void link_events(dtl_store *store)
{
    assert_int_equal(
        dtli_db_exec(store->db,
                     "INSERT INTO world_events (id, best, type, sources)"
                     " SELECT id, id, type, 1 + id % 3 FROM events"
                     " WHERE id % 2 = 0;"
                     "INSERT INTO reports (event, world) SELECT id, id"
                     " FROM world_events UNION SELECT e.id, w.id FROM"
                     " world_events w JOIN events e ON e.id = w.id + 1"
                     " WHERE w.id % 3 > 0",
                     NULL),
        DTL_OK);
}

static void answers_are_those_of_the_tables(void **state)
{
    char path[] = "/tmp/facts_test_XXXXXX";
    dtl_store *store = new_store(path);
    bool served = false;
    (void)state;
    put_documents(store, 0, DOCUMENTS, true);
    assert_int_equal(count(store, STALE), 0);
    assert_true(
        count(store, "SELECT count(*) FROM facts WHERE id < 4294967296") >= 1);
    link_events(store);
    assert_int_equal(dtli_facts_serve(store->db, &served, NULL), DTL_OK);
    assert_true(served);
    compare(store, QUESTIONS);
    put_documents(store, 50, 120, false); /* replaced, and not renewed */
    assert_true(count(store, STALE) >= 1);
    compare(store, QUESTIONS / 4);
    put_documents(store, 100, 140, true);
    assert_int_equal(count(store, STALE), 0);
    compare(store, QUESTIONS / 4);
    drop_store(store, path);
}

static void any_change_makes_a_block_stale(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE events SET intensity = 9.5 WHERE id = 3",
        "UPDATE events SET date_from = '2020-03-03' WHERE id = 4",
        "UPDATE actors SET country = 'NEW' WHERE event < 9",
        "DELETE FROM actors WHERE event < 12 AND role = 'actor'",
        "DELETE FROM sectors WHERE event < 40",
        ("INSERT INTO sectors VALUES (5, 'actor', 0, 'OPP', '')"
         " ON CONFLICT DO NOTHING"),
        "DELETE FROM events WHERE id BETWEEN 20 AND 60",
        "DELETE FROM documents WHERE doc LIKE 'd1%'",
    };
    char path[] = "/tmp/facts_test_XXXXXX";
    dtl_store *store = new_store(path);
    (void)state;
    put_documents(store, 0, 60, true);
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        print_message("case: %s\n", CHANGES[i]);
        assert_int_equal(dtli_db_exec(store->db, CHANGES[i], NULL), DTL_OK);
        assert_int_equal(count(store, STALE), 1);
        compare(store, 60);
        assert_int_equal(dtli_facts_renew_all(store->db, NULL), DTL_OK);
        assert_int_equal(count(store, STALE), 0);
        compare(store, 60);
    }
    drop_store(store, path);
}

/* What is no number of 32 bits, or no day, is asked of the tables. */
static void what_does_not_fit_is_asked_of_the_tables(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE events SET intensity = 1e9 WHERE id = (SELECT max(id) FROM "
        "events)",
        "UPDATE events SET date_from = '2020-3' WHERE id ="
        " (SELECT min(id) FROM events)",
        "UPDATE events SET quad = -1 WHERE id = (SELECT max(id) FROM events)",
    };
    char path[] = "/tmp/facts_test_XXXXXX";
    dtl_store *store = new_store(path);
    (void)state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        print_message("case: %s\n", CHANGES[i]);
        put_documents(store, 0, 30, true);
        assert_int_equal(dtli_db_exec(store->db, CHANGES[i], NULL), DTL_OK);
        compare(store, 40);
        assert_int_equal(dtli_facts_renew_all(store->db, NULL), DTL_OK);
        assert_int_equal(count(store, "SELECT sum(unfit) FROM fact_stale"), 1);
        compare(store, 40);
    }
    put_documents(store, 0, 30, true);
    assert_int_equal(count(store, STALE), 0); /* mended by the new version */
    drop_store(store, path);
}

static void torn_facts_are_made_anew(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE facts SET bytes = substr(bytes, 1, 40)",
        "UPDATE facts SET bytes = x'ffffffffffffffff'",
        "UPDATE facts SET bytes = x'ff'",
        "DELETE FROM facts WHERE id >= 4294967296",
    };
    char path[] = "/tmp/facts_test_XXXXXX";
    dtl_store *store = new_store(path);
    (void)state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        asked one;
        put_documents(store, 0, 20, true);
        print_message("case: %s\n", CHANGES[i]);
        assert_int_equal(dtli_db_exec(store->db, CHANGES[i], NULL), DTL_OK);
        for (int j = 0; j < 50; j++) { /* any answer, but no harm */
            dtl_buf out;
            pick_question(&one);
            ask(store, &one.q, false, &out);
            dtli_buf_clear(&out);
        }
    }
    drop_store(store, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_those_of_the_tables),
        cmocka_unit_test(any_change_makes_a_block_stale),
        cmocka_unit_test(what_does_not_fit_is_asked_of_the_tables),
        cmocka_unit_test(torn_facts_are_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
