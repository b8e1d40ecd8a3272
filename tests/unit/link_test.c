/* link_test.c — records of terms, near copies, and stories from them. */
#include "unit/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/pack.h"
#include "link/linker.h"
#include "link/near.h"

enum { DOCS = 90, STORIES = 12, TERMS = 24, ROUNDS = 12 };

static const char WEIGHTS[] =
    "feature\tweight\nall\t655\nat-least:copy\t700\nat-least:cosine\t60\n"
    "at-least:story\t350\nat-most:days\t30000\nbias\t-4399\ncosine\t1661\n"
    "density\t-2458\nlead\t2638\nlocal\t3974\nnames\t2016\nnumbers\t2255\n"
    "verbs\t-7\nwords\t-1701\n";

/* Linker by a table given as text; its status. */
static dtl_status make_linker(const char *tsv, dtl_linker **out, dtl_error *err)
{
    dtl_table table;
    dtl_buf section;
    dtli_buf_init(&section, 1 << 20);
    assert_int_equal(dtli_table_encode(dtli_str(tsv), &section, NULL), DTL_OK);
    assert_int_equal(dtli_table_init(dtli_buf_str(&section), &table, NULL),
                     DTL_OK);
    dtl_status status = dtli_linker_new(&table, out, err);
    dtli_buf_clear(&section);
    return status;
}

static dtl_linker *new_linker(void)
{
    dtl_linker *l = NULL;
    assert_int_equal(make_linker(WEIGHTS, &l, NULL), DTL_OK);
    return l;
}

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Record of made-up document `d`: words of its story and some of all. */
static void encode_doc(uint32_t d, dtl_buf *out)
{
    static char lemmas[TERMS][16];
    static dtli_term items[TERMS];
    char id[16];
    uint32_t state = d * 7919u + 1, story = d % STORIES;
    dtli_terms terms = { .terms = items,
                         .published = (dtl_day)(story + d % 2) };
    snprintf(id, sizeof id, "d%02u", d);
    terms.id = dtli_str(id);
    for (uint32_t i = 0; i < TERMS; i++) {
        bool own = i % 3 != 0;
        snprintf(lemmas[i], sizeof lemmas[i], "%c%u-%u", own ? 's' : 'w',
                 own ? story : 0, i * 4 + next(&state) % 4);
        items[i] =
            (dtli_term){ dtli_str(lemmas[i]), (uint8_t)(1 + next(&state) % 3),
                         (uint8_t)(i % DTLI_TERM_KINDS), i < 8 };
    }
    terms.count = TERMS;
    terms.has_signature = d % 10 < 2;
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++)
        terms.signature[i] = d / 10 * 64 + i;
    dtli_terms_encode(&terms, out);
}

static void a_record_comes_back(void **unused)
{
    (void)unused;
    dtl_arena *arena = dtli_arena_new(1 << 20);
    dtl_buf out;
    dtli_terms back;
    dtli_buf_init(&out, 1 << 20);
    encode_doc(10, &out);
    dtl_str rest = dtli_buf_str(&out);
    assert_int_equal(dtli_terms_decode(&rest, arena, &back, NULL), DTL_OK);
    assert_int_equal(rest.len, 0);
    assert_true(dtli_str_is(back.id, "d10"));
    assert_int_equal(back.published, 10);
    assert_int_equal(back.count, TERMS);
    assert_true(back.has_signature);
    assert_int_equal(back.signature[5], 69);
    assert_true(dtli_str_starts(back.terms[1].lemma, DTL_STR("s10-")));
    assert_int_equal(back.terms[1].kind, DTLI_TERM_NUMBER);
    assert_true(back.terms[1].lead && !back.terms[9].lead);
    dtli_buf_clear(&out);
    dtli_arena_free(arena);
}

/* Every cut of a record, and bytes out of range, are told and add nothing. */
static void a_broken_record_is_told(void **unused)
{
    (void)unused;
    dtl_linker *l = new_linker();
    dtl_buf out;
    dtli_buf_init(&out, 1 << 20);
    encode_doc(10, &out);
    for (size_t len = 1; len < out.len; len++) {
        dtl_error err = { 0 };
        assert_int_equal(dtl_linker_add(l, (dtl_str){ out.ptr, len }, &err),
                         DTL_CORRUPT);
        assert_memory_equal(err.message, "E775", 4);
    }
    dtl_error err = { 0 };
    out.ptr[8] = 2;
    assert_int_equal(dtl_linker_add(l, dtli_buf_str(&out), &err), DTL_CORRUPT);
    out.ptr[8] = 1;
    dtli_store_u32(out.ptr + 9, DTL_MAX_LINK_TERMS + 1);
    err = (dtl_error){ 0 };
    assert_int_equal(dtl_linker_add(l, dtli_buf_str(&out), &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E776", 4);
    assert_int_equal(l->doc_count, 0);
    dtli_buf_clear(&out);
    dtl_linker_free(l);
}

static void link_in_order(const uint32_t *order, uint32_t *story)
{
    dtl_linker *l = new_linker();
    dtl_buf out;
    dtli_buf_init(&out, 1 << 20);
    for (uint32_t i = 0; i < DOCS; i++)
        encode_doc(order[i], &out);
    assert_int_equal(dtl_linker_add(l, dtli_buf_str(&out), NULL), DTL_OK);
    assert_int_equal(dtl_linker_run(l, NULL), DTL_OK);
    for (uint32_t i = 0; i < DOCS; i++)
        story[order[i]] = order[l->story[i]];
    dtli_buf_clear(&out);
    dtl_linker_free(l);
}

static void any_order_gives_the_same_stories(void **unused)
{
    (void)unused;
    uint32_t order[DOCS], story[DOCS], other[DOCS], state = 5, right = 0;
    for (uint32_t i = 0; i < DOCS; i++)
        order[i] = i;
    link_in_order(order, story);
    for (uint32_t i = STORIES; i < DOCS; i++)
        right += story[i] == story[i - STORIES];
    assert_true(right > (DOCS - STORIES) / 2);
    for (uint32_t i = 0; i + 1 < DOCS; i++) /* copies of any story join */
        if (i % 10 == 0)
            assert_int_equal(story[i], story[i + 1]);
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = DOCS; i > 1; i--) {
            uint32_t j = next(&state) % i, t = order[i - 1];
            order[i - 1] = order[j];
            order[j] = t;
        }
        link_in_order(order, other);
        assert_memory_equal(story, other, sizeof story);
    }
}

static void a_story_is_known_by_its_first_article(void **unused)
{
    (void)unused;
    uint32_t order[DOCS], story[DOCS];
    for (uint32_t i = 0; i < DOCS; i++)
        order[i] = DOCS - 1 - i;
    link_in_order(order, story);
    for (uint32_t d = 0; d < DOCS; d++) {
        uint32_t day = d % STORIES + d % 2, s = story[d];
        uint32_t first = s % STORIES + s % 2;
        assert_true(first < day || (first == day && s <= d));
    }
}

static void limits_are_told(void **unused)
{
    (void)unused;
    dtl_linker *l = new_linker();
    dtli_terms terms = { .count = 0 };
    dtl_error err = { 0 };
    l->doc_count = DTL_MAX_LINK_DOCS;
    assert_int_equal(dtli_linker_add(l, &terms, 1, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E777", 4);
    l->doc_count = 0;
    l->posting_count = DTL_MAX_LINK_POSTINGS;
    terms.count = 1;
    assert_int_equal(dtli_linker_add(l, &terms, 1, NULL), DTL_LIMIT);
    l->posting_count = 0;
    dtl_linker_free(l);
}

static void bad_weights_are_told(void **unused)
{
    (void)unused;
    static const char *const BAD[][2] = {
        { "feature\tweight\nat-least:copy\t700\n", "E778" },
        { "feature\tweight\nat-least:copy\t1700\nat-least:story\t300\n",
          "E778" },
        { "feature\tweight\nat-least:copy\tmuch\n", "E541" },
    };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        dtl_linker *l = NULL;
        dtl_error err = { 0 };
        assert_int_not_equal(make_linker(BAD[i][0], &l, &err), DTL_OK);
        assert_memory_equal(err.message, BAD[i][1], 4);
        assert_null(l);
    }
}

static bool refuse(void *payload, uint32_t a, uint32_t b,
                   const dtli_link_features *features)
{
    (void)payload;
    return a == b || features->local < 0;
}

static bool drop(void *payload, dtl_str bytes)
{
    (void)payload;
    return bytes.len == 0;
}

static void what_is_stopped_is_told(void **unused)
{
    (void)unused;
    dtl_linker *l = new_linker();
    dtl_error err = { 0 };
    dtl_buf out;
    dtli_buf_init(&out, 1 << 20);
    for (uint32_t d = 0; d < DOCS; d++)
        encode_doc(d, &out);
    assert_int_equal(dtl_linker_add(l, dtli_buf_str(&out), NULL), DTL_OK);
    assert_int_equal(dtl_linker_write(l, DTL_LINK_JSONL, drop, NULL, &err),
                     DTL_INVALID);
    assert_memory_equal(err.message, "E780", 4);
    assert_int_equal(dtl_linker_run(l, NULL), DTL_OK);
    err = (dtl_error){ 0 };
    assert_int_equal(dtli_link_pairs(l, refuse, NULL, &err), DTL_CANCELLED);
    assert_memory_equal(err.message, "E779", 4);
    for (unsigned f = DTL_LINK_JSONL; f <= DTL_LINK_TABLE; f++)
        assert_int_equal(
            dtl_linker_write(l, (dtl_link_format)f, drop, NULL, NULL),
            DTL_CANCELLED);
    dtli_buf_clear(&out);
    dtl_linker_free(l);
}

/* Terms beyond the limit are left out; words under the limit give no
 * signature. */
static void a_long_document_is_cut(void **unused)
{
    (void)unused;
    enum { WORDS = 3000 };
    dtl_arena *arena = dtli_arena_new((size_t)16 << 20);
    dtl_token *tokens = dtli_arena_array(arena, WORDS, sizeof *tokens);
    for (uint32_t i = 0; i < WORDS; i++) {
        tokens[i].lemma = dtli_arena_printf(arena, "W%u", i % 1500);
        tokens[i].norm = tokens[i].form = tokens[i].lemma;
        tokens[i].upos = DTL_UPOS_NOUN;
        tokens[i].name = DTL_NO_INDEX;
    }
    dtl_doc doc = { .tokens = tokens, .token_count = WORDS };
    dtli_terms terms;
    assert_int_equal(dtli_terms_of(&doc, arena, &terms, NULL), DTL_OK);
    assert_int_equal(terms.count, DTL_MAX_LINK_TERMS);
    assert_true(dtli_str_is(terms.terms[0].lemma, "w0"));
    assert_int_equal(terms.terms[0].tf, 2);
    assert_true(terms.terms[DTL_LINK_LEAD_TOKENS - 1].lead);
    assert_false(terms.terms[DTL_LINK_LEAD_TOKENS].lead);
    assert_true(terms.has_signature);
    doc.token_count = DTL_COPY_LEAST_WORDS - 1;
    assert_int_equal(dtli_terms_of(&doc, arena, &terms, NULL), DTL_OK);
    assert_false(terms.has_signature);
    dtli_arena_free(arena);
}

/* One hash in ten differs: copies; half of them: none. */
static void copies_are_grouped_by_likeness(void **unused)
{
    (void)unused;
    static uint32_t signatures[4 * DTL_COPY_HASHES];
    static const bool HAS[4] = { true, true, true, false };
    static const uint64_t KEYS[4] = { 9, 4, 7, 1 };
    uint32_t first[4];
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++) {
        signatures[i] = signatures[3 * DTL_COPY_HASHES + i] = i;
        signatures[DTL_COPY_HASHES + i] = i % 10 == 0 ? 1000 + i : i;
        signatures[2 * DTL_COPY_HASHES + i] = i < 32 ? 2000 + i : i;
    }
    dtl_copy_set set = { signatures, HAS, KEYS, 4, 700 };
    assert_int_equal(dtli_copy_likeness(signatures, signatures), 1000);
    assert_int_equal(dtli_copy_group(&set, first, NULL), DTL_OK);
    assert_int_equal(first[0], 1);
    assert_int_equal(first[1], 1);
    assert_int_equal(first[2], 2);
    assert_int_equal(first[3], 3);
}

typedef struct met {
    bool pair[6][6];
    uint32_t count;
} met;

static bool note_pair(void *payload, uint32_t a, uint32_t b,
                      const dtli_link_features *features)
{
    met *m = payload;
    (void)features;
    assert_true(a < b);
    assert_false(m->pair[a][b]);
    m->pair[a][b] = true;
    m->count++;
    return true;
}

/* Articles of the same words meet within 30 days; those without a day meet
 * all. Others give the words their weight. */
static void only_near_days_meet(void **unused)
{
    static const dtl_day DAYS[6] = { 100, 10, DTL_DAY_NONE,
                                     131, 40, DTL_DAY_NONE };
    enum { OTHERS = 20 };
    static uint32_t first[6 + OTHERS];
    (void)unused;
    dtl_linker *l = new_linker();
    met m = { .count = 0 };
    for (uint32_t d = 0; d < 6 + OTHERS; d++) {
        char id[8], other[8];
        snprintf(id, sizeof id, "d%u", d);
        snprintf(other, sizeof other, "o%u", d);
        dtli_term items[] = { { DTL_STR("dam"), 2, DTLI_TERM_NAME, true },
                              { DTL_STR("burst"), 1, DTLI_TERM_VERB, true } };
        if (d >= 6)
            items[0].lemma = items[1].lemma = dtli_str(other);
        dtli_terms terms = { .id = dtli_str(id),
                             .terms = items,
                             .count = d < 6 ? 2 : 1,
                             .published = d < 6 ? DAYS[d] : 50 };
        assert_int_equal(dtli_linker_add(l, &terms, d * 7919u % 31, NULL),
                         DTL_OK);
        first[d] = d;
    }
    l->first = first;
    assert_int_equal(dtli_link_pairs(l, note_pair, &m, NULL), DTL_OK);
    for (uint32_t a = 0; a < 6; a++)
        for (uint32_t b = a + 1; b < 6; b++) {
            bool undated = DAYS[a] == DTL_DAY_NONE || DAYS[b] == DTL_DAY_NONE;
            assert_int_equal(m.pair[a][b],
                             undated || abs(DAYS[a] - DAYS[b]) <= 30);
        }
    l->first = NULL;
    dtl_linker_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_near_days_meet),
        cmocka_unit_test(a_record_comes_back),
        cmocka_unit_test(a_broken_record_is_told),
        cmocka_unit_test(any_order_gives_the_same_stories),
        cmocka_unit_test(a_story_is_known_by_its_first_article),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(bad_weights_are_told),
        cmocka_unit_test(what_is_stopped_is_told),
        cmocka_unit_test(a_long_document_is_cut),
        cmocka_unit_test(copies_are_grouped_by_likeness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
