/* sense_test.c — the classifier: bad tables are told, scores are exact, and it
 * is off where its model is not the one that made the vectors. */
#include "support/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyse/analyse.h"
#include "analyse/vector.h"
#include "code/rule.h"
#include "code/sense.h"
#include "dateline/engine.h"
#include "unit/tiny_model.h"

enum { WIDTH = 2, STAMP = 7 };

#define HEAD "part\tevent\tvalues\n"
#define FACTS "model\t\t7\nwidth\t\t2\nfloor\t\t-12000\nmean\t\t14000\n"

/* A table with the facts and, for every type, the same four rows. */
static dtl_str whole_table(dtl_arena *arena, const char *bias,
                           const char *weights)
{
    dtl_str text = DTL_STR(HEAD FACTS);
    for (unsigned i = DTL_EVENT_NONE + 1; i < DTL_EVENT_COUNT; i++) {
        const char *type = dtl_label_text(DTL_LABELS_EVENT, i);
        text = dtli_arena_printf(
            arena,
            "%.*sbias\t%s\t%s\nword\t%s\t%s\nsentence\t%s\t%s\n"
            "document\t%s\t%s\n",
            DTL_FMT(text), type, bias, type, weights, type, "0 100", type,
            "10 0");
    }
    return text;
}

static dtl_status read_text(dtl_arena *arena, dtl_str text, dtli_sense *out,
                            dtl_error *err)
{
    dtl_buf section;
    dtl_table table;
    dtli_buf_init(&section, (size_t)1 << 20);
    assert_int_equal(dtli_table_encode(text, &section, NULL), DTL_OK);
    dtl_str kept = dtli_arena_str(arena, dtli_buf_str(&section));
    dtli_buf_clear(&section);
    assert_int_equal(dtli_table_init(kept, &table, NULL), DTL_OK);
    return dtli_sense_read(arena, &table, out, err);
}

static void bad_tables_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *id;
    } CASES[] = {
        { "width\t\t2\n", "E543" }, /* all the rest is missing */
        { FACTS, "E543" },
        { "model\t\t-1\n", "E542" },
        { "model\t\tseven\n", "E542" },
        { "width\t\t0\n", "E542" },
        { "width\t\t2000000\n", "E542" },
        { "floor\t\t0.5\n", "E542" },
        { "speed\t\t1\n", "E542" },
        { "bias\tAGREE\t1\n", "E542" }, /* before the width */
        { FACTS "bias\tSING\t1\n", "E542" },
        { FACTS "bias\tNONE\t1\n", "E542" },
        { FACTS "bias\tAGREE\tx\n", "E542" },
        { FACTS "word\tAGREE\t1\n", "E542" }, /* one number of two */
        { FACTS "word\tAGREE\t1 2 3\n", "E542" },
        { FACTS "word\tAGREE\t1 99999\n", "E542" },
        { FACTS "word\tAGREE\t1 x\n", "E542" },
        { FACTS "phrase\tAGREE\t1 2\n", "E542" },
    };
    dtl_arena *arena = dtli_arena_new((size_t)1 << 22);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtli_sense sense;
        dtl_error err = { 0 };
        dtl_str text = dtli_arena_printf(arena, "%s%s", HEAD, CASES[i].rows);
        assert_int_equal(read_text(arena, text, &sense, &err), DTL_SYNTAX);
        assert_memory_equal(err.message, CASES[i].id, 4);
    }
    dtli_arena_free(arena);
}

static void a_table_without_rows_is_off(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    dtli_sense sense;
    assert_int_equal(read_text(arena, DTL_STR(HEAD), &sense, NULL), DTL_OK);
    assert_false(sense.on);
    dtli_arena_free(arena);
}

/* Two sentences of two words; "the" has no vector. */
typedef struct scene {
    dtl_arena *arena;
    dtl_token tokens[4];
    dtl_sent sents[2];
    dtl_doc doc;
    dtl_vectors *vectors;
} scene;

static void set_scene(scene *s)
{
    static const int8_t Q[3][WIDTH] = { { 4, -2 }, { 100, 60 }, { -50, 20 } };
    memset(s, 0, sizeof *s);
    s->arena = dtli_arena_new((size_t)1 << 22);
    s->vectors = dtli_vectors_new(s->arena, 4, WIDTH);
    assert_non_null(s->vectors);
    s->vectors->model = STAMP;
    dtli_vectors_put(s->vectors, 0, DTL_UPOS_DET, Q[0], 1.0f);
    dtli_vectors_put(s->vectors, 1, DTL_UPOS_NOUN, Q[0], 0.5f);
    dtli_vectors_put(s->vectors, 2, DTL_UPOS_VERB, Q[1], 0.25f);
    dtli_vectors_put(s->vectors, 3, DTL_UPOS_ADJ, Q[2], 0.5f);
    s->tokens[2].sent = s->tokens[3].sent = 1;
    s->sents[0] = (dtl_sent){ .first = 0, .count = 2 };
    s->sents[1] = (dtl_sent){ .first = 2, .count = 2 };
    s->doc.tokens = s->tokens;
    s->doc.token_count = 4;
    s->doc.sents = s->sents;
    s->doc.sent_count = 2;
    s->doc.vectors = s->vectors;
}

static void scores_are_sums_of_word_sentence_and_document(void **state)
{
    (void)state;
    scene s;
    dtli_sense sense;
    dtli_sensing sensing;
    int32_t score = 0;
    set_scene(&s);
    dtl_str text = whole_table(s.arena, "1000", "30 -10");
    assert_int_equal(read_text(s.arena, text, &sense, NULL), DTL_OK);
    assert_true(dtli_sensing_begin(&sensing, &sense, &s.doc, s.arena));
    /* vectors: (2, -1), (25, 15), (-25, 10); mean of all (2/3, 8), of the
     * second sentence (0, 12.5) */
    assert_true(dtli_sense_of(&sensing, 1, DTL_EVENT_AGREE, &score));
    assert_int_equal(score, 1000 - 23); /* 60 + 10 - 100 + 6.67 */
    assert_true(dtli_sense_of(&sensing, 2, DTL_EVENT_ASSAULT, &score));
    assert_int_equal(score, 1000 + 750 - 150 + 1250 + 6);
    assert_false(dtli_sense_of(&sensing, 0, DTL_EVENT_AGREE, &score));
    assert_false(dtli_sense_of(&sensing, 1, DTL_EVENT_NONE, &score));
    dtli_arena_free(s.arena);
}

static void another_model_or_none_gives_no_opinion(void **state)
{
    (void)state;
    scene s;
    dtli_sense sense;
    dtli_sensing sensing;
    int32_t score;
    set_scene(&s);
    dtl_str text = whole_table(s.arena, "1000", "30 -10");
    assert_int_equal(read_text(s.arena, text, &sense, NULL), DTL_OK);
    s.vectors->model = STAMP + 1;
    assert_true(dtli_sensing_begin(&sensing, &sense, &s.doc, s.arena));
    assert_false(dtli_sense_of(&sensing, 1, DTL_EVENT_AGREE, &score));
    s.doc.vectors = NULL;
    assert_true(dtli_sensing_begin(&sensing, &sense, &s.doc, s.arena));
    assert_false(dtli_sense_of(&sensing, 1, DTL_EVENT_AGREE, &score));
    dtli_arena_free(s.arena);
}

static void extreme_vectors_stay_in_range(void **state)
{
    (void)state;
    static const int8_t Q[WIDTH] = { 127, -127 };
    scene s;
    dtli_sense sense;
    dtli_sensing sensing;
    int32_t score, scale, mean[WIDTH];
    set_scene(&s);
    dtl_vectors *v = dtli_vectors_new(s.arena, 1, WIDTH);
    assert_non_null(v);
    dtli_vectors_put(v, 0, DTL_UPOS_VERB, Q, 1e30f);
    dtli_vectors_put(v, 0, DTL_UPOS_VERB, Q, 1.0f); /* no room any more */
    assert_ptr_equal(dtli_vectors_get(v, 0, &scale), v->q);
    assert_int_equal(scale, DTLI_VECTOR_SCALE_MAX << DTLI_VECTOR_PLACES);
    dtli_vectors_mean(v, 0, 1, mean);
    assert_int_equal(mean[0], 127 * scale);
    dtl_str text = whole_table(s.arena, "1000000", "8191 -8191");
    assert_int_equal(read_text(s.arena, text, &sense, NULL), DTL_OK);
    v->model = STAMP;
    s.doc.vectors = v;
    s.doc.token_count = 1;
    s.sents[0].count = 1;
    assert_true(dtli_sensing_begin(&sensing, &sense, &s.doc, s.arena));
    assert_true(dtli_sense_of(&sensing, 0, DTL_EVENT_AID, &score));
    assert_int_equal(score, 1 << 20);
    dtli_arena_free(s.arena);
}

static void the_shipped_table_is_of_the_shipped_model(void **state)
{
    (void)state;
    dtl_model *model = NULL;
    assert_int_equal(dtli_model_open(DTL_SHARE_DIR "/en-1.dtlx", &model, NULL),
                     DTL_OK);
    assert_true(rules->sense.on);
    assert_true(dtli_rules_fit_model(rules, dtli_model_stamp(model)));
    assert_false(dtli_rules_fit_model(rules, dtli_model_stamp(model) + 1));
    dtli_model_close(model);
}

static void note(void *payload, const dtl_error *what)
{
    dtl_error *last = payload;
    *last = *what;
}

static void another_model_is_warned_of(void **state)
{
    (void)state;
    char path[64];
    dtl_error told = { 0 };
    dtl_engine *engine = NULL;
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    snprintf(path, sizeof path, "tiny_sense_%ld.tmp", (long)getpid());
    tiny_model_write(path);
    options.data_dir = DTL_SHARE_DIR;
    options.model = path;
    options.warn = note;
    options.payload = &told;
    assert_int_equal(dtl_engine_open(&options, &engine, NULL), DTL_OK);
    assert_int_equal(told.code, DTL_VERSION);
    assert_memory_equal(told.message, "E784", 4);
    dtl_engine_close(engine);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_tables_are_told),
        cmocka_unit_test(a_table_without_rows_is_off),
        cmocka_unit_test(scores_are_sums_of_word_sentence_and_document),
        cmocka_unit_test(another_model_or_none_gives_no_opinion),
        cmocka_unit_test(extreme_vectors_stay_in_range),
        cmocka_unit_test(the_shipped_table_is_of_the_shipped_model),
        cmocka_unit_test(another_model_is_warned_of),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
