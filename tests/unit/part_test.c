/* part_test.c — who is weighed for a part, and by what. */
#include "support/rules.h"

#include <string.h>

#include "base/str.h"
#include "support/tree.h"

/* What the sink was told of candidates of one country. */
typedef struct heard {
    const char *country;
    uint32_t all, acting, receiving;
    char features[2][4096]; /* as actor, as recipient */
} heard;

static void hear(void *payload, const dtli_part_told *told)
{
    heard *h = payload;
    h->all++;
    if (strcmp(told->who->country, h->country) != 0)
        return;
    *(told->receives ? &h->receiving : &h->acting) += 1;
    char *out = h->features[told->receives];
    assert_true(told->features.len < sizeof h->features[0]);
    memcpy(out, told->features.ptr, told->features.len);
    out[told->features.len] = '\0';
}

static void listen(const char *tree, heard *h)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc;
    test_tree_read(tree, arena, &doc);
    assert_int_equal(dtli_code_parts(rules, &doc, arena, hear, h), DTL_OK);
    dtli_arena_free(arena);
}

static const char RAID[] =
    "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
    "kidnapped kidnap VERB VBD 0 root\n"
    "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n"
    "near near ADP IN 5 case\n"
    "troops troops NOUN NNS 2 obl group:TUR:MIL\n"
    "\n"
    "Clerks clerk NOUN NNS 2 nsubj group:PER:GOV\n"
    "slept sleep VERB VBD 0 root\n"
    "\n"
    "Nurses nurse NOUN NNS 2 nsubj group:CHL:MED\n"
    "slept sleep VERB VBD 0 root\n";

static void everybody_near_is_weighed_for_both_parts(void **state)
{
    (void)state;
    static const struct { const char *country; uint32_t times; } CASES[] = {
        { "SYR", 1 }, { "IRQ", 1 }, { "TUR", 1 },
        { "PER", 1 }, /* in the next sentence */
        { "CHL", 0 }, /* two sentences on */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        heard h = { .country = CASES[i].country };
        listen(RAID, &h);
        assert_int_equal(h.all, 8);
        assert_int_equal(h.acting, CASES[i].times);
        assert_int_equal(h.receiving, CASES[i].times);
    }
}

static void features_tell_place_and_part(void **state)
{
    (void)state;
    static const struct { const char *country, *actor, *recipient; } CASES[] = {
        { "SYR", " a.v.path=nsubj^ ", " r.actornear=b0 " },
        { "IRQ", " a.in=recipient ", " r.ASSAULTpath=obj^ " },
        { "TUR", " a.case=near ", " r.in=none " },
        { "PER", " a.near=a1 ", " r.nonepath=far " },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        heard h = { .country = CASES[i].country };
        listen(RAID, &h);
        assert_non_null(strstr(h.features[0], CASES[i].actor));
        assert_non_null(strstr(h.features[1], CASES[i].recipient));
    }
}

/* No sentence, however deep, makes the way through the tree long. */
static void far_ways_have_no_path(void **state)
{
    (void)state;
    heard h = { .country = "SYR" };
    listen("Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
           "sat sit VERB VBD 0 root\n"
           "sing sing VERB VB 2 xcomp\n"
           "read read VERB VB 3 xcomp\n"
           "swim swim VERB VB 4 xcomp\n"
           "cook cook VERB VB 5 xcomp\n"
           "sew sew VERB VB 6 xcomp\n"
           "kidnap kidnap VERB VB 7 xcomp\n"
           "farmers farmer NOUN NNS 8 obj group:IRQ:CVL\n", &h);
    assert_non_null(strstr(h.features[0], " a.path=far "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_near_is_weighed_for_both_parts),
        cmocka_unit_test(features_tell_place_and_part),
        cmocka_unit_test(far_ways_have_no_path),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
