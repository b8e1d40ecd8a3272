/* cluster_test.c — stories from scored pairs. */
#include "unit/cmocka_all.h"

#include "base/arena.h"
#include "base/limits.h"
#include "link/cluster.h"

enum { DOCS = 60, EACH = 5, ROUNDS = 50 };

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Few different scores, so that many are equal and ties decide. */
static uint64_t make_pairs(dtl_link_pair *pairs, uint32_t *state)
{
    uint64_t n = 0;
    for (uint32_t a = 0; a < DOCS; a++)
        for (uint32_t b = a + 1; b < DOCS; b++) {
            bool same = a / EACH == b / EACH;
            if (next(state) % 10 < (same ? 8u : 1u))
                pairs[n++] = (dtl_link_pair){
                    a, b, (1 + next(state) % (same ? 4u : 2u)) << 14
                };
        }
    return n;
}

static void shuffle(uint32_t *items, uint32_t count, uint32_t *state)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = next(state) % i, t = items[i - 1];
        items[i - 1] = items[j];
        items[j] = t;
    }
}

static void any_order_gives_the_same_stories(void **unused)
{
    (void)unused;
    static dtl_link_pair pairs[DOCS * DOCS], moved[DOCS * DOCS];
    uint64_t keys[DOCS], moved_keys[DOCS];
    uint32_t stories[DOCS], moved_stories[DOCS], place[DOCS], state = 7;
    uint64_t n = make_pairs(pairs, &state);
    for (uint32_t i = 0; i < DOCS; i++) {
        keys[i] = (i * 2654435761u) % 65521u;
        place[i] = i;
    }
    dtl_link_graph graph = { keys, DOCS, pairs, n, 0, DTL_LINK_ONE / 3 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    for (int round = 0; round < ROUNDS; round++) {
        shuffle(place, DOCS, &state);
        for (uint32_t i = 0; i < DOCS; i++)
            moved_keys[place[i]] = keys[i];
        for (uint64_t i = 0; i < n; i++)
            moved[n - 1 - i] = (dtl_link_pair){
                place[pairs[i].b], place[pairs[i].a], pairs[i].score
            };
        dtl_link_graph other = { moved_keys, DOCS, moved, n,
                                 0, DTL_LINK_ONE / 3 };
        assert_int_equal(dtli_link_cluster(&other, moved_stories, NULL),
                         DTL_OK);
        for (uint32_t i = 0; i < DOCS; i++)
            assert_int_equal(moved_stories[place[i]], place[stories[i]]);
    }
}

static const uint64_t KEYS[] = { 50, 40, 30, 20, 10 };

/* 0-1-2 are close; 3 is near 2 alone, and would be drawn in by a chain. */
static void a_chain_does_not_run_together(void **unused)
{
    (void)unused;
    static const dtl_link_pair PAIRS[] = {
        { 0, 1, 60000 }, { 0, 2, 60000 }, { 1, 2, 60000 }, { 2, 3, 50000 },
    };
    uint32_t stories[5];
    dtl_link_graph graph = { KEYS, 5, PAIRS, 4, 0, 30000 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    static const uint32_t WANT[] = { 2, 2, 2, 3, 4 };
    assert_memory_equal(stories, WANT, sizeof WANT);
}

/* A new document between two stories makes one of them; one that is nearer
 * to a member than the rest is takes that member away. */
static void stories_merge_and_split_as_documents_come(void **unused)
{
    (void)unused;
    static const dtl_link_pair MERGE[] = {
        { 0, 1, 50000 }, { 2, 3, 50000 }, { 0, 2, 30000 }, { 1, 3, 20000 },
        { 0, 3, 30000 }, { 1, 2, 30000 }, { 4, 0, 60000 }, { 4, 1, 60000 },
        { 4, 2, 60000 }, { 4, 3, 60000 },
    };
    uint32_t stories[5];
    dtl_link_graph graph = { KEYS, 4, MERGE, 6, 0, 34000 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    assert_true(stories[0] == stories[1] && stories[0] != stories[2]);
    graph = (dtl_link_graph){ KEYS, 5, MERGE, 10, 0, 34000 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    for (int i = 0; i < 5; i++)
        assert_int_equal(stories[i], 4);

    static const dtl_link_pair SPLIT[] = {
        { 0, 1, 40000 }, { 2, 1, 60000 },
    };
    graph = (dtl_link_graph){ KEYS, 2, SPLIT, 1, 0, 34000 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    assert_int_equal(stories[0], stories[1]);
    graph = (dtl_link_graph){ KEYS, 3, SPLIT, 2, 0, 34000 };
    assert_int_equal(dtli_link_cluster(&graph, stories, NULL), DTL_OK);
    assert_int_not_equal(stories[0], stories[1]);
    assert_int_equal(stories[1], stories[2]);
}

static void bad_graphs_are_refused(void **unused)
{
    (void)unused;
    static const dtl_link_pair PAIRS[] = {
        { 0, 5, 1 }, { 1, 1, 1 }, { 0, 1, DTL_LINK_ONE + 1 },
    };
    uint32_t stories[5];
    for (size_t i = 0; i < 3; i++) {
        dtl_error err = { 0 };
        dtl_link_graph graph = { KEYS, 5, &PAIRS[i], 1, 0, 1 };
        assert_int_equal(dtli_link_cluster(&graph, stories, &err),
                         DTL_INVALID);
        assert_memory_equal(err.message, "E772", 4);
    }
    static const struct {
        dtl_link_graph graph;
        dtl_status status;
        const char *id;
    } CASES[] = {
        { { KEYS, 5, PAIRS, 0, 0, 0 }, DTL_INVALID, "E771" },
        { { KEYS, 5, PAIRS, 0, 0, DTL_LINK_ONE + 1 }, DTL_INVALID, "E771" },
        { { KEYS, DTL_MAX_LINK_DOCS + 1, PAIRS, 0, 0, 1 }, DTL_LIMIT, "E770" },
        { { KEYS, 5, PAIRS, DTL_MAX_LINK_PAIRS + 1, 0, 1 }, DTL_LIMIT, "E770" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_error err = { 0 };
        assert_int_equal(dtli_link_cluster(&CASES[i].graph, stories, &err),
                         CASES[i].status);
        assert_memory_equal(err.message, CASES[i].id, 4);
    }
}

static void running_out_of_memory_is_told(void **unused)
{
    (void)unused;
    static const dtl_link_pair PAIRS[] = {
        { 0, 1, 60000 }, { 1, 2, 60000 }, { 0, 2, 60000 },
    };
    uint32_t stories[5];
    dtl_link_graph graph = { KEYS, 5, PAIRS, 3, 0, 30000 };
    dtl_status status = DTL_NOMEM;
    uint64_t n = 0;
    while (status == DTL_NOMEM) {
        dtl_error err = { 0 };
        dtli_alloc_fail_after(++n);
        status = dtli_link_cluster(&graph, stories, &err);
        dtli_alloc_fail_after(0);
        if (status == DTL_NOMEM)
            assert_memory_equal(err.message, "E773", 4);
    }
    assert_int_equal(status, DTL_OK);
    assert_true(n > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_the_same_stories),
        cmocka_unit_test(a_chain_does_not_run_together),
        cmocka_unit_test(stories_merge_and_split_as_documents_come),
        cmocka_unit_test(bad_graphs_are_refused),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
