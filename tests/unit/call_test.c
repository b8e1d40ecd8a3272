/* call_test.c — the library as other languages call it. */
#include "unit/cmocka_all.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "dateline/call.h"

#define OPTIONS "{\"data_dir\":\"" DTL_SHARE_DIR "\"}"

static const char ARTICLE[] =
    "{\"id\":\"a\",\"date\":\"2024-03-04\",\"text\":\"Peru's police arrested "
    "20 miners in Cusco on Monday. \\\"We will march,\\\" a leader said.\"}";

static dtl_call *opened(void)
{
    dtl_call *call = NULL;
    assert_int_equal(dtl_call_open(OPTIONS, strlen(OPTIONS), &call), DTL_OK);
    return call;
}

static dtl_status run(dtl_call *call, const char *json, const char *format)
{
    return dtl_call_run(call, json, strlen(json), format);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void every_format_gives_bytes(void **state)
{
    static const char *const FORMATS[] = { "events", "csv",    "table",
                                           "conllu", "times",  "places",
                                           "quotes", "explain" };
    dtl_call *call = opened();
    (void)state;
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++) {
        size_t len = 0;
        print_message("format %s\n", FORMATS[i]);
        assert_int_equal(run(call, ARTICLE, FORMATS[i]), DTL_OK);
        assert_non_null(dtl_call_bytes(call, &len));
        assert_true(len > 40);
    }
    assert_int_equal(run(call, ARTICLE, "missed"), DTL_OK);
    assert_int_equal(run(call, ARTICLE, "events"), DTL_OK);
    assert_non_null(strstr(dtl_call_bytes(call, NULL), "\"COERCE\""));
    assert_string_equal(dtl_call_warnings(call, NULL), "");
    assert_string_equal(dtl_call_message(call), "");
    assert_int_equal(dtl_call_interface(), DTL_CALL_INTERFACE);
    dtl_call_close(call);
}

static void a_bad_document_is_told_and_the_next_one_runs(void **state)
{
    static const struct {
        const char *json, *message;
        dtl_status want;
        uint64_t byte;
    } CASES[] = {
        { "", "E1", DTL_SYNTAX, 0 },
        { "{\"text\":", "E111", DTL_SYNTAX, 8 },
        { "[1]", "E121", DTL_INVALID, 0 },
        { "{\"text\":7}", "E119", DTL_INVALID, 0 },
        { "{\"text\":\"\xff\"}", "E715", DTL_INVALID, 9 },
        { "{\"text\":\"a\x01\"}", "E1", DTL_SYNTAX, 10 },
    };
    dtl_call *call = opened();
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t len = 9;
        dtl_status got = run(call, CASES[i].json, "events");
        print_message("case %zu: %s\n", i, dtl_call_message(call));
        assert_int_equal(got, CASES[i].want);
        assert_true(begins(dtl_call_message(call), CASES[i].message));
        assert_int_equal(dtl_call_byte(call), CASES[i].byte);
        assert_int_equal(dtl_call_line(call), 0);
        assert_string_equal(dtl_call_source(call), "");
        assert_string_equal(dtl_call_bytes(call, &len), "");
        assert_int_equal(len, 0);
    }
    assert_int_equal(run(call, ARTICLE, "poem"), DTL_NOTFOUND);
    assert_string_equal(dtl_call_message(call), "E716: no format \"poem\"");
    assert_int_equal(run(call, ARTICLE, "events"), DTL_OK);
    dtl_call_close(call);
}

static void odd_documents_are_warned_of(void **state)
{
    dtl_call *call = opened();
    (void)state;
    assert_int_equal(run(call,
                         "{\"text\":\"Peru met Chile.\",\"date\":\"then"
                         "\",\"id\":[]}",
                         "events"),
                     DTL_OK);
    assert_non_null(strstr(dtl_call_warnings(call, NULL), "E116: \"id\""));
    assert_non_null(strstr(dtl_call_warnings(call, NULL), "E118: date"));
    assert_non_null(strstr(dtl_call_warnings(call, NULL), "E712: no public"));
    assert_int_equal(run(call, "{\"text\":\"Peru met Chile.\"}", "events"),
                     DTL_OK);
    assert_string_equal(dtl_call_warnings(call, NULL), "");
    dtl_call_close(call);
}

static void bad_options_are_refused(void **state)
{
    static const struct {
        const char *json, *message;
        dtl_status want;
    } CASES[] = {
        { "{}", "E703", DTL_INVALID },
        { "nil", "E1", DTL_SYNTAX },
        { "\xff", "E718", DTL_SYNTAX },
        { "[]", "E719", DTL_SYNTAX },
        { "{\"data_dir\":1}", "E714", DTL_INVALID },
        { "{\"data_dir\":\"a\\u0000b\"}", "E714", DTL_INVALID },
        { "{\"place\":\"x\"}", "E714", DTL_INVALID },
        { "{\"actors\":\"x\"}", "E714", DTL_INVALID },
        { "{\"actors\":[1]}", "E714", DTL_INVALID },
        { "{\"each_mention\":1}", "E714", DTL_INVALID },
        { "{\"data_dir\":\"/nowhere\"}", "E", DTL_IO },
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_call *call = NULL, *other = NULL;
        dtl_status got =
            dtl_call_open(CASES[i].json, strlen(CASES[i].json), &call);
        print_message("case %zu: %s\n", i, dtl_call_message(call));
        assert_int_equal(got, CASES[i].want);
        assert_true(begins(dtl_call_message(call), CASES[i].message));
        assert_int_equal(run(call, ARTICLE, "events"), CASES[i].want);
        assert_int_equal(dtl_call_share(call, &other), DTL_INVALID);
        assert_null(other);
        dtl_call_close(call);
    }
    dtl_call_close(NULL);
}

static void options_have_limits(void **state)
{
    static char json[DTL_MAX_CALL_OPTION_BYTES + 2];
    dtl_call *call = NULL;
    int len = 0;
    (void)state;
    memset(json, ' ', sizeof json - 1);
    assert_int_equal(dtl_call_open(json, sizeof json - 1, &call), DTL_LIMIT);
    assert_true(begins(dtl_call_message(call), "E717"));
    dtl_call_close(call);
    len = snprintf(json, sizeof json, "{\"data_dir\":\"%s\",\"actors\":[\"0\"",
                   DTL_SHARE_DIR);
    for (unsigned i = 0; i < DTL_MAX_OWN_ACTOR_FILES; i++)
        len += snprintf(json + len, sizeof json - (size_t)len, ",\"%u\"", i);
    len += snprintf(json + len, sizeof json - (size_t)len, "]}");
    assert_int_equal(dtl_call_open(json, (size_t)len, &call), DTL_LIMIT);
    assert_true(begins(dtl_call_message(call), "E713"));
    dtl_call_close(call);
}

static void one_event_for_each_mention_if_asked(void **state)
{
    static const char MENTIONS[] =
        "{\"data_dir\":\"" DTL_SHARE_DIR "\",\"each_mention\":true}";
    dtl_call *call = NULL;
    (void)state;
    assert_int_equal(dtl_call_open(MENTIONS, strlen(MENTIONS), &call), DTL_OK);
    assert_int_equal(run(call, ARTICLE, "events"), DTL_OK);
    dtl_call_close(call);
}

static void *run_shared(void *payload)
{
    dtl_call *call = payload;
    for (int i = 0; i < 5; i++)
        assert_int_equal(run(call, ARTICLE, "events"), DTL_OK);
    return NULL;
}

static void handles_share_an_engine_between_threads(void **state)
{
    dtl_call *first = opened(), *second = NULL;
    pthread_t thread;
    (void)state;
    assert_int_equal(dtl_call_share(first, &second), DTL_OK);
    assert_int_equal(pthread_create(&thread, NULL, run_shared, second), 0);
    run_shared(first);
    pthread_join(thread, NULL);
    assert_string_equal(dtl_call_bytes(first, NULL),
                        dtl_call_bytes(second, NULL));
    dtl_call_close(first); /* the engine lives on */
    run_shared(second);
    dtl_call_close(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_gives_bytes),
        cmocka_unit_test(a_bad_document_is_told_and_the_next_one_runs),
        cmocka_unit_test(odd_documents_are_warned_of),
        cmocka_unit_test(bad_options_are_refused),
        cmocka_unit_test(options_have_limits),
        cmocka_unit_test(one_event_for_each_mention_if_asked),
        cmocka_unit_test(handles_share_an_engine_between_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
