/* ask_test.c — periods, conditions and pictures of questions to a store. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "ask/answer.h"
#include "unit/cmocka_all.h"
#include "unit/new_store.h"

static void periods_follow_the_calendar(void **state)
{
    static const struct {
        dtl_by by;
        dtl_str day;
        const char *name, *first;
    } CASES[] = {
        { DTL_BY_DAY, DTL_STR_INIT("2020-02-29"), "2020-02-29",
          "2020-02-29" },
        { DTL_BY_WEEK, DTL_STR_INIT("2021-01-03"), "2020-W53",
          "2020-12-28" },
        { DTL_BY_WEEK, DTL_STR_INIT("2021-01-04"), "2021-W01",
          "2021-01-04" },
        { DTL_BY_WEEK, DTL_STR_INIT("1969-12-28"), "1969-W52",
          "1969-12-22" },
        { DTL_BY_MONTH, DTL_STR_INIT("2020-12"), "2020-12", "2020-12-01" },
        { DTL_BY_YEAR, DTL_STR_INIT("0999"), "0999", "0999-01-01" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char day[DTL_DAY_TEXT_SIZE];
        dtl_buf name;
        dtli_buf_init(&name, 64);
        int64_t period = dtli_period_of(CASES[i].by, CASES[i].day);
        dtli_period_name(CASES[i].by, period, &name);
        dtli_buf_add_char(&name, '\0');
        assert_string_equal(name.ptr, CASES[i].name);
        dtli_day_format(dtli_period_day(CASES[i].by, period), day);
        assert_string_equal(day, CASES[i].first);
        dtli_buf_clear(&name);
    }
    assert_true(dtli_period_of(DTL_BY_DAY, DTL_STR("")) == INT64_MIN);
    assert_true(dtli_period_of(DTL_BY_DAY, DTL_STR("soon")) == INT64_MIN);
}

static void bars_and_lines_are_drawn_in_eighths(void **state)
{
    const uint64_t values[] = { 0, 1, 4, 8 };
    dtl_buf out;
    (void)state;
    dtli_buf_init(&out, 256);
    dtli_sheet_bar(&out, 9, 16, 2);
    dtli_buf_add_char(&out, '|');
    dtli_sheet_bar(&out, 0, 16, 2);
    dtli_buf_add_char(&out, '|');
    dtli_sheet_bar(&out, 1, 100000, 2);
    dtli_buf_add_char(&out, '|');
    dtli_sheet_spark(&out, values, 4);
    dtli_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "█▏||▏|▁▂▅█");
    dtli_buf_clear(&out);
}

static bool count_bytes(void *payload, dtl_str bytes)
{
    *(size_t *)payload += bytes.len;
    return true;
}

static bool take_nothing(void *payload, dtl_str bytes)
{
    (void)payload;
    (void)bytes;
    return false;
}

#define LIST_OF_41                                                            \
    "A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y,Z,A,B,C,D,E,F,G,H,I,"  \
    "J,K,L,M,N,O"

static void bad_questions_are_told(void **state)
{
    static const struct {
        dtl_question question;
        dtl_status status;
        const char *message;
    } CASES[] = {
        { { .types = DTL_STR_INIT("PROTEST,RIOT") }, DTL_INVALID,
          "E750: there is no event type 'RIOT'" },
        { { .statuses = DTL_STR_INIT("real") }, DTL_INVALID,
          "E750: there is no status 'real'" },
        { { .radius_km = 5, .lat = 91 }, DTL_INVALID,
          "E751: no point on the globe: 91.00, 0.00" },
        { { .modes = DTL_STR_INIT(LIST_OF_41) }, DTL_LIMIT,
          "E752: a question has at most 40 values" },
        { { .words = DTL_STR_INIT("?!") }, DTL_INVALID,
          "E754: no word to look for in '?!'" },
        { { .quads = DTL_STR_INIT("1,5") }, DTL_INVALID,
          "E755: quad classes are 1, 2, 3 and 4" },
        { { .confidence = 1.5 }, DTL_INVALID,
          "E756: confidence goes from 0 to 1" },
        { { .from = DTL_STR_INIT("soon") }, DTL_INVALID,
          "E757: a day is written YYYY-MM-DD" },
        { { .from = DTL_STR_INIT("2020-02-02"),
            .to = DTL_STR_INIT("2020-02-01") }, DTL_INVALID,
          "E758: the last day is before the first" },
        { { .once = true }, DTL_NOTFOUND,
          "E761: nothing is linked yet: `dateline link --db` finds the reports of "
          "one event" },
        { { .form = DTL_ANSWER_SVG }, DTL_INVALID,
          "E762: this answer has no such form" },
    };
    char path[] = "/tmp/ask_test_XXXXXX";
    dtl_store *store = new_store(path);
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_error err = { 0 };
        size_t bytes = 0;
        print_message("case: %s\n", CASES[i].message);
        assert_int_equal(dtl_ask(store, &CASES[i].question, count_bytes,
                                 &bytes, &err),
                         CASES[i].status);
        assert_string_equal(err.message, CASES[i].message);
    }
    drop_store(store, path);
}

static void output_that_is_not_taken_ends_the_call(void **state)
{
    char path[] = "/tmp/ask_test_XXXXXX";
    dtl_store *store = new_store(path);
    dtl_error err = { 0 };
    dtl_question question = { .kind = DTL_ASK_ACTORS };
    (void)state;
    assert_int_equal(dtl_ask(store, &question, take_nothing, NULL, &err),
                     DTL_CANCELLED);
    assert_string_equal(err.message, "E760: the output was not taken");
    drop_store(store, path);
}

static double radians(double degrees)
{
    return degrees * 3.14159265358979323846 / 180;
}

/* The same by the C library's sine and cosine. */
static bool is_near(double lat, double lon, const dtl_question *q)
{
    double up = sin(radians(lat - q->lat) / 2);
    double along = sin(radians(lon - q->lon) / 2);
    double h = up * up + cos(radians(lat)) * cos(radians(q->lat)) * along *
                             along;
    return 2 * 6371.0088 * asin(sqrt(h)) <= q->radius_km;
}

static void fill_globe(dtl_db *db)
{
    dtl_buf sql;
    dtli_buf_init(&sql, 1 << 20);
    for (int lat = -85; lat <= 85; lat += 17)
        for (int lon = -177; lon <= 180; lon += 17)
            dtli_buf_printf(&sql, "INSERT INTO places (key, name, lat, lon)"
                            " VALUES ('%d,%d', 'x', %d, %d);", lat, lon, lat,
                            lon);
    dtli_buf_add(&sql, DTL_STR(
        "INSERT INTO documents (doc, text, text_hash, input_hash, added)"
        " VALUES ('d', 'x', 1, 1, '2020-01-01');"
        "INSERT INTO events (event, document, number, type, place)"
        " SELECT 'e', 1, id, 'AID', id FROM places;"));
    dtli_buf_add_char(&sql, '\0');
    assert_false(sql.failed);
    assert_int_equal(dtli_db_exec(db, sql.ptr, NULL), DTL_OK);
    dtli_buf_clear(&sql);
}

static int64_t found(dtl_store *store, const dtl_question *q)
{
    static const dtl_ask_sql SQL = { "SELECT count(*) FROM events WHERE ", "",
                                     { NULL, NULL }, DTL_ASK_ALL };
    dtl_answer answer = { .store = store, .q = q };
    dtl_filter filter;
    dtl_stmt *stmt = NULL;
    int64_t count = -1;
    assert_int_equal(dtli_answer_prepare(&answer, &SQL, &filter, &stmt),
                     DTL_OK);
    assert_int_equal(dtli_step(stmt, NULL), DTL_OK);
    count = dtli_column_int(stmt, 0);
    dtli_stmt_close(stmt);
    dtli_filter_clear(&filter);
    return count;
}

static void circles_cross_the_date_line_and_the_poles(void **state)
{
    static const double CASES[][3] = {
        { 0, 0, 2000 },     { 10, 178, 3000 },  { -20, -179, 2500 },
        { 80, 30, 1500 },   { -88, 100, 3000 }, { 45, -120, 8000 },
        { 5, 5, 19000 },    { 60, 170, 4000 },  { 33, 44, 10 },
    };
    char path[] = "/tmp/ask_test_XXXXXX";
    dtl_store *store = new_store(path);
    (void)state;
    fill_globe(store->db);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_question q = { .lat = CASES[i][0], .lon = CASES[i][1],
                           .radius_km = CASES[i][2] };
        int64_t want = 0;
        for (int lat = -85; lat <= 85; lat += 17)
            for (int lon = -177; lon <= 180; lon += 17)
                want += is_near(lat, lon, &q);
        print_message("case: %g %g %g\n", q.lat, q.lon, q.radius_km);
        assert_int_equal(found(store, &q), want);
    }
    drop_store(store, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_follow_the_calendar),
        cmocka_unit_test(bars_and_lines_are_drawn_in_eighths),
        cmocka_unit_test(bad_questions_are_told),
        cmocka_unit_test(output_that_is_not_taken_ends_the_call),
        cmocka_unit_test(circles_cross_the_date_line_and_the_poles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
