/* name_mend_test.c — names put right by their own words. */
#include "unit/cmocka_all.h"

#include "analyse/name_mend.h"
#include "unit/tagged_words.h"

static const vote_case CASES[] = {
    { "a country is a place",
      "the United:B-ORG>B-LOC Arab:I-ORG>I-LOC Emirates:I-ORG>I-LOC won" },
    { "a longer name is not", "South:B-ORG Korea:I-ORG Air:I-ORG flew" },
    { "what only begins like one is not", "United:B-ORG Arab:I-ORG" },
    { "the article of The Hague",
      "in The:O>B-LOC Hague:B-LOC>I-LOC | THE:O>B-LOC HAGUE:B-ORG>I-LOC" },
    { "not of a longer name", "The Hague:B-ORG Chamber:I-ORG met" },
    { "a title alone is nobody",
      "Saudi King:B-PER>O | Lt.:B-PER>O Col.:I-PER>O spoke" },
    { "a title with a name stays", "King:B-PER Ado:I-PER" },
    { "a body and its place",
      "Tribunal:B-ORG for:O>I-ORG Udana:B-LOC>I-ORG | "
      "Council:B-ORG of:O>I-ORG the:O>I-ORG Udana:B-LOC>I-ORG "
      "Isles:I-LOC>I-ORG fell | "
      "UN:B-ORG Mission:I-ORG in:O>I-ORG Udana:B-LOC>I-ORG" },
    { "no body, no place", "Rovers:B-ORG of Udana:B-LOC" },
    { "another link", "Council:B-ORG in Udana:B-LOC" },
    { "a body at the end", "Council:B-ORG of | Council:B-ORG" },
    { "a town and its state",
      "Udana:B-LOC Texas:I-LOC>B-LOC | Port:B-LOC Udana:I-LOC "
      "New:I-LOC>B-LOC Jersey:I-LOC | udana:B-LOC texas:I-LOC>B-LOC" },
    { "a part of a state",
      "West:B-LOC Texas:I-LOC | Gulf:B-LOC of:I-LOC Texas:I-LOC | "
      "Texas:B-LOC | Udana:B-LOC Texas:I-LOC Isle:I-LOC | "
      "Udana:B-ORG Texas:I-ORG" },
    { "an address is nobody",
      "Ado:B-PER ado@udana.org:I-PER>O | www.udana.org:B-ORG>O "
      "Ado:I-ORG>B-ORG | @Ado:B-PER" },
    { "a person is no field", "Office:B-ORG of Ado:B-PER" },
};

static void words_decide(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        fixture f;
        print_message("case: %s\n", CASES[i].name);
        read_case(CASES[i].text, &f);
        dtli_mend_names(&f.doc, f.tags);
        assert_memory_equal(f.tags, f.wanted, f.doc.token_count);
    }
}

static void without_words_nothing_happens(void **state)
{
    (void)state;
    dtl_doc doc = { .token_count = 0 };
    dtli_mend_names(&doc, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_decide),
        cmocka_unit_test(without_words_nothing_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
