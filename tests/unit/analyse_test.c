/* analyse_test.c — trees, name tags, lemma scripts, whole documents. */
#include "unit/cmocka_all.h"

#include <unistd.h>

#include "analyse/tree.h"
#include "analyse/vector.h"
#include "analyse/word_cache.h"
#include "unit/tiny_model.h"

static char path[64];
static dtl_model *model;
static dtl_arena *arena;

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "tiny_analyse_%ld.tmp", (long)getpid());
    tiny_model_write(path);
    arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    return arena && dtli_model_open(path, &model, NULL) == DTL_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    dtli_model_close(model);
    dtli_arena_free(arena);
    unlink(path);
    return 0;
}

static uint64_t seed = 5;

static uint32_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}

static bool is_tree(const uint32_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i + 1, steps = 0;
        roots += heads[i] == 0;
        while (at != 0 && steps++ <= n)
            at = heads[at - 1];
        if (at != 0 || heads[i] == i + 1)
            return false;
    }
    return roots == 1;
}

static int64_t score_of(const int64_t *scores, const uint32_t *heads,
                        uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += scores[i * (n + 1) + heads[i]];
    return sum;
}

/* All (n + 1)^n head vectors. */
static int64_t best_by_force(const int64_t *scores, uint32_t n)
{
    uint32_t heads[8] = { 0 };
    int64_t best = INT64_MIN;
    for (;;) {
        uint32_t i = 0;
        if (is_tree(heads, n)) {
            int64_t sum = score_of(scores, heads, n);
            best = sum > best ? sum : best;
        }
        while (i < n && ++heads[i] > n)
            heads[i++] = 0;
        if (i == n)
            return best;
    }
}

static void tree_is_the_best_one(void **state)
{
    (void)state;
    for (int round = 0; round < 600; round++) {
        uint32_t n = 1 + draw() % 5, heads[8];
        int64_t scores[5 * 6], kept[5 * 6];
        for (uint32_t i = 0; i < n * (n + 1); i++)
            kept[i] = scores[i] = (int64_t)(draw() % 41) - 20;
        assert_true(dtli_tree(scores, n, heads, arena));
        assert_true(is_tree(heads, n));
        assert_int_equal(score_of(kept, heads, n), best_by_force(kept, n));
    }
}

static void tree_of_a_long_sentence_is_a_tree(void **state)
{
    (void)state;
    enum { N = 400 };
    static uint32_t heads[N];
    size_t used = dtli_arena_used(arena);
    int64_t *scores = malloc(sizeof *scores * N * (N + 1));
    assert_non_null(scores);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < (size_t)N * (N + 1); i++)
            scores[i] = round == 2 ? 0 : (int64_t)(draw() % 1000);
        assert_true(dtli_tree(scores, N, heads, arena));
        assert_true(is_tree(heads, N));
    }
    free(scores);
    assert_true(dtli_tree(NULL, 0, NULL, arena));
    assert_int_equal(dtli_arena_used(arena), used);
}

static void inside_tags_follow_their_own_kind(void **state)
{
    (void)state;
    enum { N = 50, TAGS = DTLI_NAME_TAGS };
    float scores[N * TAGS];
    uint8_t tags[N];
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < N * TAGS; i++)
            scores[i] = (float)(draw() % 100);
        assert_true(dtli_name_tags(scores, TAGS, N, tags, arena));
        for (int i = 0; i < N; i++)
            if (tags[i] != 0 && tags[i] % 2 == 0)
                assert_true(i > 0 && (tags[i - 1] == tags[i] ||
                                      tags[i - 1] + 1 == tags[i]));
    }
    assert_true(dtli_name_tags(scores, TAGS, 0, tags, arena));
}

static void scripts_give_lemmas_back(void **state)
{
    (void)state;
    static const struct { const char *form, *lemma, *script; } CASES[] = {
        { "troops", "troop", "L1/" },
        { "Studies", "study", "L3/y" },
        { "Alps", "Alps", "K0/" },
        { "PARIS", "Paris", "T0/" },
        { "were", "be", "Wbe" },
        { "n't", "not", NULL },
        { "the", "the", "L0/" },
        { "The", "the", "L0/" },
        { "1990s", "1990", "L1/" },
        { "2nds", "2nd3", NULL },
        { "\xc3\x89tats", "\xc3\xa9tat", "L1/" },
        { "na\xc3\xafvet\xc3\xa9", "na\xc3\xafve", NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[256], out[DTLI_LEMMA_MAX];
        dtl_str form = dtli_str(CASES[i].form);
        dtl_script script;
        print_message("case: %s\n", CASES[i].form);
        dtl_str written = { text, dtli_script_derive(
                                      form, dtli_str(CASES[i].lemma), text) };
        if (CASES[i].script)
            assert_true(dtli_str_is(written, CASES[i].script));
        assert_true(dtli_script_read(written, &script));
        dtl_str lemma = { out, dtli_script_apply(&script, form, out) };
        assert_true(dtli_str_is(lemma, CASES[i].lemma));
    }
}

static void bad_scripts_are_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = { "", "L", "L/", "Lx/", "L999/",
                                         "Q1/", "L3" };
    dtl_script script;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_false(dtli_script_read(dtli_str(CASES[i]), &script));
}

/* A document of one sentence a length, words drawn from a few. */
static dtl_doc *document(const uint32_t *lengths, uint32_t count)
{
    static const char *const WORDS[] = {
        "troops", "The", "oxen", "said", ",", "Baghdad", "\xe2\x80\x9c",
        "3,000", "x", "\xff\xfe", "don", "internationalisation", ".",
    };
    dtl_doc *doc = dtli_arena_make(arena, dtl_doc);
    doc->sents = dtli_arena_array(arena, count, sizeof *doc->sents);
    for (uint32_t i = 0; i < count; i++) {
        doc->sents[i].first = doc->token_count;
        doc->sents[i].count = lengths[i];
        doc->token_count += lengths[i];
    }
    doc->sent_count = count;
    doc->tokens = dtli_arena_array(arena, doc->token_count,
                                   sizeof *doc->tokens);
    for (uint32_t i = 0, sent = 0; i < doc->token_count; i++) {
        dtl_token *tok = &doc->tokens[i];
        while (i >= doc->sents[sent].first + doc->sents[sent].count)
            sent++;
        tok->form = dtli_str(WORDS[draw() % (sizeof WORDS / sizeof *WORDS)]);
        tok->sent = sent;
    }
    return doc;
}

static void check_sentence(const dtl_doc *doc, const dtl_sent *sent)
{
    uint32_t n = sent->count, roots = 0;
    uint32_t *depth = calloc(n ? n : 1, sizeof *depth);
    for (uint32_t i = 0; i < n; i++) {
        const dtl_token *tok = &doc->tokens[sent->first + i];
        int32_t head = tok->head;
        roots += head == DTL_NO_INDEX;
        assert_int_equal(head == DTL_NO_INDEX, tok->rel == DTL_REL_ROOT);
        assert_true(head == DTL_NO_INDEX ||
                    ((uint32_t)head >= sent->first &&
                     (uint32_t)head < sent->first + n));
        assert_true(tok->lemma.len > 0);
        assert_true(tok->upos < DTL_UPOS_COUNT && tok->xpos < DTL_XPOS_COUNT);
    }
    /* Follow heads upward, marking: a cycle would never reach the root. */
    for (uint32_t i = 0; i < n; i++) {
        int32_t at = (int32_t)(sent->first + i);
        uint32_t steps = 0;
        while (at != DTL_NO_INDEX && !depth[(uint32_t)at - sent->first]) {
            assert_true(steps++ <= n);
            at = doc->tokens[at].head;
        }
        for (at = (int32_t)(sent->first + i);
             at != DTL_NO_INDEX && !depth[(uint32_t)at - sent->first];
             at = doc->tokens[at].head)
            depth[(uint32_t)at - sent->first] = 1;
    }
    assert_int_equal(roots, n ? 1 : 0);
    free(depth);
}

static void every_length_gets_one_tree(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t count, lengths[4];
    } CASES[] = {
        { "empty document", 0, { 0 } },
        { "empty sentence", 1, { 0 } },
        { "one word", 1, { 1 } },
        { "empty between", 3, { 2, 0, 3 } },
        { "chunk exactly full", 2, { 96, 96 } },
        { "longest whole", 1, { DTL_MAX_SENTENCE_TOKENS } },
        { "one too long", 2, { DTL_MAX_SENTENCE_TOKENS + 1, 5 } },
        { "100,000 words", 1, { 100000 } },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        print_message("case: %s\n", CASES[i].name);
        dtl_doc *doc = document(CASES[i].lengths, CASES[i].count);
        assert_int_equal(dtli_analyse(model, NULL, doc, arena, NULL), DTL_OK);
        for (uint32_t k = 0; k < doc->sent_count; k++)
            check_sentence(doc, &doc->sents[k]);
    }
}

static void exceptions_come_before_scripts(void **state)
{
    (void)state;
    uint32_t length = 60;
    dtl_doc *doc = document(&length, 1);
    assert_int_equal(dtli_analyse(model, NULL, doc, arena, NULL), DTL_OK);
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const dtl_token *tok = &doc->tokens[i];
        if (dtli_str_is(tok->form, "oxen") && tok->upos < TINY_SLOTS / 2)
            assert_true(dtli_str_is(tok->lemma, "ox"));
    }
}

static void names_are_listed_in_order(void **state)
{
    (void)state;
    uint32_t lengths[2] = { 90, 300 };
    dtl_doc *doc = document(lengths, 2);
    assert_int_equal(dtli_analyse(model, NULL, doc, arena, NULL), DTL_OK);
    uint32_t at = 0;
    for (uint32_t i = 0; i < doc->name_count; i++) {
        const dtl_name *name = &doc->names[i];
        assert_true(name->first >= at && name->last >= name->first);
        assert_true(name->type > DTL_NAME_NONE && name->type < DTL_NAME_COUNT);
        for (uint32_t k = name->first; k <= name->last; k++)
            assert_int_equal(doc->tokens[k].name, i);
        at = name->last + 1;
        assert_true(at <= doc->token_count);
    }
}

static void assert_same_analysis(const dtl_doc *got, const dtl_doc *want)
{
    assert_int_equal(got->name_count, want->name_count);
    for (uint32_t i = 0; i < got->token_count; i++) {
        const dtl_token *a = &got->tokens[i], *b = &want->tokens[i];
        assert_int_equal(a->head, b->head);
        assert_int_equal(a->rel, b->rel);
        assert_int_equal(a->upos, b->upos);
        assert_int_equal(a->name, b->name);
        assert_true(dtli_str_equal(a->lemma, b->lemma));
    }
}

static void kept_words_change_nothing(void **state)
{
    (void)state;
    uint32_t lengths[3] = { 30, 170, 11 };
    dtl_word_cache *cache = dtli_word_cache_new(model);
    assert_non_null(cache);
    for (uint64_t first = 1; first < 5; first++) {
        seed = first;
        dtl_doc *want = document(lengths, 3);
        seed = first;
        dtl_doc *got = document(lengths, 3);
        assert_int_equal(dtli_analyse(model, NULL, want, arena, NULL), DTL_OK);
        assert_int_equal(dtli_analyse(model, cache, got, arena, NULL), DTL_OK);
        assert_same_analysis(got, want);
    }
    dtli_word_cache_free(cache);
}

static void a_row_is_of_its_form_and_letter_case(void **state)
{
    (void)state;
    const dtl_str form = DTL_STR("Oslo"), lower = DTL_STR("oslo");
    const dtl_str longest = DTL_STR("a word of more than thirty bytes");
    dtl_word_cache *cache = dtli_word_cache_new(model);
    assert_non_null(cache);
    assert_null(dtli_word_cache_find(cache, form, DTL_REGIME_MIXED));
    float *row = dtli_word_cache_put(cache, form, DTL_REGIME_MIXED);
    assert_ptr_equal(dtli_word_cache_find(cache, form, DTL_REGIME_MIXED), row);
    assert_null(dtli_word_cache_find(cache, form, DTL_REGIME_TITLE));
    assert_null(dtli_word_cache_find(cache, lower, DTL_REGIME_MIXED));
    assert_null(dtli_word_cache_put(cache, longest, DTL_REGIME_MIXED));
    assert_null(dtli_word_cache_put(cache, DTL_STR(""), DTL_REGIME_MIXED));
    assert_null(dtli_word_cache_find(cache, DTL_STR(""), DTL_REGIME_MIXED));
    dtli_word_cache_free(cache);
    dtli_word_cache_free(NULL);
}

static void all_kernels_give_the_same_analysis(void **state)
{
    (void)state;
    uint32_t lengths[3] = { 30, 170, 11 };
    const dtl_kernel *own = model->kernel;
    seed = 1234;
    dtl_doc *want = document(lengths, 3);
    assert_int_equal(dtli_analyse(model, NULL, want, arena, NULL), DTL_OK);
    for (unsigned k = 0; dtli_kernel_at(k); k++) {
        seed = 1234;
        dtl_doc *got = document(lengths, 3);
        model->kernel = dtli_kernel_at(k);
        assert_int_equal(dtli_analyse(model, NULL, got, arena, NULL), DTL_OK);
        assert_same_analysis(got, want);
        const dtl_vectors *v = got->vectors, *w = want->vectors;
        assert_int_equal(v->count, w->count);
        assert_int_equal(v->model, dtli_model_stamp(model));
        assert_memory_equal(v->q, w->q, (size_t)v->count * v->width);
        assert_memory_equal(v->scale, w->scale, v->count * sizeof *v->scale);
    }
    model->kernel = own;
}

static void full_arena_is_told(void **state)
{
    (void)state;
    uint32_t length = 50;
    dtl_doc *doc = document(&length, 1);
    dtl_error err = { 0 };
    dtl_arena *small = dtli_arena_new(20000);
    assert_int_equal(dtli_analyse(model, NULL, doc, small, &err), DTL_NOMEM);
    assert_true(strncmp(err.message, "E303", 4) == 0);
    dtli_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_is_the_best_one),
        cmocka_unit_test(tree_of_a_long_sentence_is_a_tree),
        cmocka_unit_test(inside_tags_follow_their_own_kind),
        cmocka_unit_test(scripts_give_lemmas_back),
        cmocka_unit_test(bad_scripts_are_refused),
        cmocka_unit_test(every_length_gets_one_tree),
        cmocka_unit_test(exceptions_come_before_scripts),
        cmocka_unit_test(names_are_listed_in_order),
        cmocka_unit_test(kept_words_change_nothing),
        cmocka_unit_test(a_row_is_of_its_form_and_letter_case),
        cmocka_unit_test(all_kernels_give_the_same_analysis),
        cmocka_unit_test(full_arena_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
