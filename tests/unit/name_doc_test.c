/* name_doc_test.c — names of one document that vote on each other. */
#include "unit/cmocka_all.h"

#include "analyse/name_doc.h"
#include "unit/tagged_words.h"

static const vote_case CASES[] = {
    { "an acronym has the type of the name before it",
      "the Rural:B-ORG Water:I-ORG Agency:I-ORG ( RWA:O>B-ORG ) said | "
      "The RWA:B-PER>B-ORG will pay | the RWA:O>B-ORG" },
    { "letters that are not its initials are no acronym of it",
      "Rural:B-ORG Water:I-ORG Agency:I-ORG ( XYZ ) | XYZ" },
    { "a last name is of a person",
      "Ada:B-PER Moreno:I-PER spoke | Moreno:B-ORG>B-PER left" },
    { "most uses win",
      "Udana:B-LOC | Udana:B-LOC | Udana:B-PER>B-LOC" },
    { "a tie changes nothing", "Udana:B-LOC | Udana:B-PER" },
    { "longer names vote as well",
      "Udana:B-ORG Rovers:I-ORG | Udana:B-ORG Rovers:I-ORG | "
      "Udana:B-LOC>B-ORG Rovers:I-LOC>I-ORG" },
    { "a missed word is found",
      "in Udana:B-LOC | Udana:O>B-LOC fell | udana stays" },
    { "a word of its own is no part of a longer name",
      "Udana:B-ORG Rovers:I-ORG | Rovers" },
    { "brackets at the end of a sentence", "Ada:B-ORG Moreno:I-ORG ( AM | )" },
};

static void names_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        fixture f;
        dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
        print_message("case: %s\n", CASES[i].name);
        read_case(CASES[i].text, &f);
        assert_true(dtli_agree_names(&f.doc, f.tags, arena));
        assert_memory_equal(f.tags, f.wanted, f.doc.token_count);
        dtli_arena_free(arena);
    }
}

static void without_words_nothing_happens(void **state)
{
    (void)state;
    dtl_doc doc = { .token_count = 0 };
    uint8_t tag = 0;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    assert_true(dtli_agree_names(&doc, &tag, arena));
    dtli_arena_free(arena);
}

static void every_failed_allocation_is_told(void **state)
{
    (void)state;
    fixture f;
    bool done = false;
    for (uint64_t n = 1; !done && n < 100; n++) {
        dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
        assert_non_null(arena);
        read_case(CASES[0].text, &f);
        dtli_alloc_fail_after(n);
        done = dtli_agree_names(&f.doc, f.tags, arena);
        dtli_alloc_fail_after(0);
        dtli_arena_free(arena);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_agree),
        cmocka_unit_test(without_words_nothing_happens),
        cmocka_unit_test(every_failed_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
