/* mend_test.c — sentences whose verb the tree took for an adjective. */
#include "unit/cmocka_all.h"

#include "analyse/mend.h"
#include "base/str.h"
#include "support/tree.h"

typedef struct mend_case {
    const char *name, *tree;
    int32_t root;    /* token after mending */
    int32_t subject; /* its subject, or DTL_NO_INDEX */
} mend_case;

/* Reads and mends the tree of a case; free the arena it lies in. */
static dtl_arena *mended(const char *name, const char *tree, dtl_doc *doc)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 22);
    print_message("case: %s\n", name);
    test_tree_read(tree, arena, doc);
    dtli_mend_trees(doc);
    return arena;
}

static void lost_verbs_are_found(void **state)
{
    (void)state;
    static const mend_case CASES[] = {
        { "a lost verb",
          "Farmers farmer NOUN NNS 0 root\nblocked block VERB VBN 3 amod\n"
          "roads road NOUN NNS 1 nmod\n. . PUNCT . 1 punct\n",
          1, 0 },
        { "a headline's participle with a finite verb",
          "Police police NOUN NNS 2 nsubj\nheld hold VERB VBD 0 root\n"
          "men man NOUN NNS 2 obj\nwounded wound VERB VBN 5 amod\n"
          "guards guard NOUN NNS 2 obj\n",
          1, 0 },
        { "behind the root, with an object of its own",
          "Rights right NOUN NNS 2 compound\nWatch watch NOUN NN 0 root\n"
          "accused accuse VERB VBN 2 acl\nChad Chad PROPN NNP 3 obj\n"
          ". . PUNCT . 2 punct\n",
          2, 1 },
        { "a passive participle has none",
          "Men man NOUN NNS 0 root\naccused accuse VERB VBN 1 acl\n"
          "of of ADP IN 4 case\ntheft theft NOUN NN 2 obl\n"
          ". . PUNCT . 1 punct\n",
          0, DTL_NO_INDEX },
        { "before the root, its object",
          "The the DET DT 4 det\nUS US PROPN NNP 4 compound\n"
          "presented present VERB VBN 4 amod\n"
          "evidence evidence NOUN NN 0 root\n. . PUNCT . 4 punct\n",
          2, 1 },
        { "a compound without its hyphen",
          "US US PROPN NNP 3 compound\nbacked back VERB VBN 3 amod\n"
          "groups group NOUN NNS 0 root\n. . PUNCT . 3 punct\n",
          2, DTL_NO_INDEX },
        { "behind an adjective it is none",
          "The the DET DT 4 det\nbadly badly ADV RB 3 advmod\n"
          "wounded wound VERB VBN 4 amod\nguard guard NOUN NN 0 root\n",
          3, DTL_NO_INDEX },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_doc doc;
        dtl_arena *arena = mended(CASES[i].name, CASES[i].tree, &doc);
        assert_int_equal(doc.tokens[CASES[i].root].head, DTL_NO_INDEX);
        if (CASES[i].subject >= 0) {
            assert_int_equal(doc.tokens[CASES[i].subject].head, CASES[i].root);
            assert_int_equal(doc.tokens[CASES[i].subject].rel, DTL_REL_NSUBJ);
        }
        dtli_arena_free(arena);
    }
}

static void relations_fit_their_verbs(void **state)
{
    (void)state;
    static const struct {
        const char *name, *tree;
        uint32_t noun;
        uint8_t rel;
    } CASES[] = {
        { "no preposition",
          "They they PRON PRP 2 nsubj\nbroke break VERB VBD 0 root\n"
          "off off ADP RP 2 compound:prt\ntalks talk NOUN NNS 2 obl\n",
          3, DTL_REL_OBJ },
        { "a preposition",
          "They they PRON PRP 2 nsubj\nbroke break VERB VBD 0 root\n"
          "off off ADP RP 2 compound:prt\nin in ADP IN 5 case\n"
          "May May PROPN NNP 2 obl\n",
          4, DTL_REL_OBL },
        { "an object is there",
          "They they PRON PRP 2 nsubj\nbroke break VERB VBD 0 root\n"
          "off off ADP RP 2 compound:prt\ntalks talk NOUN NNS 2 obj\n"
          "Monday Monday PROPN NNP 2 obl\n",
          4, DTL_REL_OBL },
        { "passive",
          "Talks talk NOUN NNS 3 nsubj:pass\nwere be AUX VBD 3 aux:pass\n"
          "broken break VERB VBN 0 root\noff off ADP RP 3 compound:prt\n"
          "Monday Monday PROPN NNP 3 obl\n",
          4, DTL_REL_OBL },
        { "by what, not by whom",
          "They they PRON PRP 2 nsubj\nspoke speak VERB VBD 0 root\n"
          "by by ADP IN 4 case\nphone phone NOUN NN 2 obl:agent\n",
          3, DTL_REL_OBL },
        { "by whom",
          "They they PRON PRP 3 nsubj:pass\nwere be AUX VBD 3 aux:pass\n"
          "held hold VERB VBN 0 root\nby by ADP IN 5 case\n"
          "police police NOUN NNS 3 obl:agent\n",
          4, DTL_REL_OBL_AGENT },
        { "no particle",
          "They they PRON PRP 2 nsubj\nmet meet VERB VBD 0 root\n"
          "Monday Monday PROPN NNP 2 obl\n",
          2, DTL_REL_OBL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_doc doc;
        dtl_arena *arena = mended(CASES[i].name, CASES[i].tree, &doc);
        assert_int_equal(doc.tokens[CASES[i].noun].rel, CASES[i].rel);
        dtli_arena_free(arena);
    }
}

static void an_empty_document_is_left_alone(void **state)
{
    (void)state;
    dtl_doc doc = { .sent_count = 0 };
    dtli_mend_trees(&doc);
    assert_int_equal(doc.sent_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_verbs_are_found),
        cmocka_unit_test(relations_fit_their_verbs),
        cmocka_unit_test(an_empty_document_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
