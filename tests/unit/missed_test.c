/* missed_test.c — verbs that no rule knows, in trees made by hand. */
#include "support/rules.h"

#include "base/str.h"
#include "support/tree.h"

static void only_unknown_verbs_between_actors_are_missed(void **state)
{
    (void)state;
    static const struct {
        const char *name, *tree;
        uint32_t count;
        const char *prep;
    } CASES[] = {
        { "an object",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "outfoxed outfox VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n", 1, "" },
        { "a phrase",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "belonged belong VERB VBD 0 root\n"
          "to to ADP IN 4 case\n"
          "Iraq Iraq PROPN NNP 2 obl state:IRQ:GOV\n", 1, "to" },
        { "a verb that rules know",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "kidnapped kidnap VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n", 0, "" },
        { "nobody is the other side",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "outfoxed outfox VERB VBD 0 root\n"
          "winter winter NOUN NN 2 obj\n", 0, "" },
        { "himself is no other side",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB#1\n"
          "outfoxed outfox VERB VBD 0 root\n"
          "themselves themselves PRON PRP 2 obj group:SYR:REB#1\n", 0, "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
        dtl_doc doc;
        dtl_error err = { 0 };
        print_message("case: %s\n", CASES[i].name);
        test_tree_read(CASES[i].tree, arena, &doc);
        assert_int_equal(dtli_missed_find(rules, &doc, arena, &err), DTL_OK);
        assert_int_equal(doc.missed_count, CASES[i].count);
        if (doc.missed_count)
            assert_true(dtli_str_is(doc.missed[0].prep, CASES[i].prep));
        dtli_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_unknown_verbs_between_actors_are_missed),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
