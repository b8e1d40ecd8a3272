/* quote_test.c — quotations through the whole engine: marks and speakers of
 * small texts, and that hostile marks cost no more than their length. */
#include "unit/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "dateline/engine.h"

typedef struct fixture {
    dtl_engine *engine;
    dtl_session *session;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    options.data_dir = DTL_SHARE_DIR;
    options.last = DTL_STAGE_QUOTES;
    *state = &f;
    return dtl_engine_open(&options, &f.engine, NULL) == DTL_OK &&
                   dtl_session_new(f.engine, &f.session, NULL) == DTL_OK
               ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    dtl_session_free(f->session);
    dtl_engine_close(f->engine);
    return 0;
}

static const dtl_doc *resolve(fixture *f, dtl_str text)
{
    dtl_input in = { .id = DTL_STR("q"), .text = text,
                     .published = DTL_DAY_NONE };
    assert_int_equal(dtl_session_run(f->session, &in, DTL_INPUT_TEXT,
                                     DTL_STAGE_QUOTES, NULL), DTL_OK);
    return dtl_session_doc(f->session);
}

/* What must hold of the quotations of any document. */
static void check(const dtl_doc *doc)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->quote_count; i++) {
        const dtl_quote *q = &doc->quotes[i];
        assert_true(q->first >= next && q->first <= q->last);
        assert_true(q->last < doc->token_count && q->direct);
        assert_int_equal(q->span.start, doc->tokens[q->first].span.start);
        assert_int_equal(q->span.end, doc->tokens[q->last].span.end);
        assert_true(q->span.end <= doc->in.text.len);
        assert_true(!q->spoken_by || q->speaker.name.len > 0);
        assert_true(q->speaker.span.end <= doc->in.text.len);
        next = q->last + 1;
    }
}

/* "words=speaker/cue; ..." of all quotations. */
static const char *told(const dtl_doc *doc)
{
    static char out[1000];
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->quote_count && at < 800; i++) {
        const dtl_quote *q = &doc->quotes[i];
        dtl_str text = dtli_str_slice(doc->in.text, q->span.start,
                                      q->span.end);
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s=%.*s/%.*s",
                               i > 0 ? "; " : "", DTL_FMT(text),
                               DTL_FMT(q->speaker.name), DTL_FMT(q->cue));
    }
    return out;
}

static void quotations_have_speakers(void **state)
{
    static const struct { const char *name, *text, *want; } CASES[] = {
        { "none", "The delegates left Geneva on Friday.", "" },
        { "verb first", "\"We will stay here,\" said Ann Bell.",
          "\"We will stay here,\"=Ann Bell/said" },
        { "colon", "Ann Bell said: \"We will stay here.\"",
          "\"We will stay here.\"=Ann Bell/said" },
        { "split", "\"We,\" Ann Bell said, \"will stay.\"",
          "\"We,\"=Ann Bell/said; \"will stay.\"=Ann Bell/said" },
        { "no speaker known", "\"We will stay here until May.\"",
          "\"We will stay here until May.\"=/" },
        { "one word is no speech", "The \"martyr\" was buried.", "" },
        { "lone mark", "A 5\" pipe broke.", "" },
        { "only a mark", "\"", "" },
        { "marks without words", "\"\" '' \" \" ``''", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const dtl_doc *doc = resolve(*state, dtli_str(CASES[i].text));
        print_message("case: %s\n", CASES[i].name);
        check(doc);
        assert_string_equal(told(doc), CASES[i].want);
    }
}

/* The engine's own records of one repeated bit of text. */
static void hostile_marks_cost_no_more(void **state)
{
    static const char *const BITS[] = {
        "\"", "' ", " '", "\"a ", "a\" ", "``a ", "'a ", "a' ",
        "\xe2\x80\x9c", "\xe2\x80\x9d", "\xc2\xab a", "a: \"b\" said ",
        "\"a\n\n", "\"a,\" b said, ", "he said \"", "said: ", "\"x y z w\" ",
    };
    enum { BYTES = 6000 };
    static char text[BYTES];
    for (size_t i = 0; i < sizeof BITS / sizeof BITS[0]; i++) {
        size_t len = strlen(BITS[i]), used = 0;
        for (; used + len <= BYTES; used += len)
            memcpy(text + used, BITS[i], len);
        print_message("case: %s\n", BITS[i]);
        clock_t begin = clock();
        check(resolve(*state, (dtl_str){ text, used }));
        assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 60);
    }
}

/* Any order of marks and cues, by a fixed sequence of choices. */
static void any_order_holds(void **state)
{
    static const char *const BITS[] = {
        "\"", " \"", "\" ", "'", " '", ",", ". ", "\n\n", " Ann Bell ", " he ",
        " said ", ": ", " told ", " the statement ", " of ", " called ",
        "\xe2\x80\x9c", "\xe2\x80\x9d ", " \xc2\xab", "\xc2\xbb ", " that ",
        " the vote ", " who ", " was quoted as ", " according to ", " we ",
    };
    static char text[600];
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        size_t used = 0;
        for (int i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *bit = BITS[(seed >> 16) % (sizeof BITS / sizeof BITS[0])];
            memcpy(text + used, bit, strlen(bit));
            used += strlen(bit);
        }
        check(resolve(*state, (dtl_str){ text, used }));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotations_have_speakers),
        cmocka_unit_test(hostile_marks_cost_no_more),
        cmocka_unit_test(any_order_holds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
