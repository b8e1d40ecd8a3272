/* name_doc_test.c — names of one document that vote on each other. */
#include "unit/cmocka_all.h"

#include <string.h>

#include "analyse/name_doc.h"
#include "base/str.h"

enum { WORDS_MAX = 64 };

/* Words with the tag that a sentence alone gave them, and the tag wanted:
 * "Moreno:B-ORG>B-PER"; one tag where nothing changes, none for O. A lone
 * "|" ends a sentence. */
typedef struct vote_case {
    const char *name, *text;
} vote_case;

static uint8_t tag_of(dtl_str text)
{
    static const char *const TAGS[] = { "O",     "B-PER", "I-PER",
                                        "B-ORG", "I-ORG", "B-LOC",
                                        "I-LOC", "B-MISC", "I-MISC" };
    for (uint8_t i = 0; i < sizeof TAGS / sizeof TAGS[0]; i++)
        if (dtli_str_is(text, TAGS[i]))
            return i;
    return 0;
}

typedef struct fixture {
    dtl_doc doc;
    dtl_token tokens[WORDS_MAX];
    dtl_sent sents[WORDS_MAX];
    uint8_t tags[WORDS_MAX], wanted[WORDS_MAX];
} fixture;

static void read_case(const char *text, fixture *f)
{
    dtl_str rest = dtli_str(text), word, form, tag, wanted;
    memset(f, 0, sizeof *f);
    f->doc.tokens = f->tokens;
    f->doc.sents = f->sents;
    f->doc.sent_count = 1;
    while (dtli_str_split(&rest, ' ', &word)) {
        if (dtli_str_is(word, "|")) {
            f->doc.sents[f->doc.sent_count++].first = f->doc.token_count;
            continue;
        }
        uint32_t at = f->doc.token_count++;
        dtli_str_split(&word, ':', &form);
        bool tagged = dtli_str_split(&word, '>', &tag);
        f->tags[at] = tagged ? tag_of(tag) : 0;
        f->wanted[at] = f->tags[at];
        if (tagged && dtli_str_split(&word, '>', &wanted))
            f->wanted[at] = tag_of(wanted);
        f->tokens[at].form = form;
        f->tokens[at].sent = f->doc.sent_count - 1;
        f->doc.sents[f->doc.sent_count - 1].count++;
    }
}

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
