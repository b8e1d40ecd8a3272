/* coref_test.c — which words of a story mean the same person or body. */
#include "unit/cmocka_all.h"

#include "support/actors.h"
#include "support/named.h"

/* Entity of the n-th (from 0) token written `word`. */
static int entity_of(const dtl_doc *doc, const char *word, int n)
{
    for (uint32_t t = 0; t < doc->token_count; t++)
        if (dtli_str_is(doc->tokens[t].norm, word) && n-- == 0) {
            int32_t m = doc->tokens[t].mention;
            return m < 0 ? -1 : (int)doc->mentions[m].entity;
        }
    return -2;
}

typedef struct coref_case {
    const char *name, *tree, *names;
    const char *a, *b; /* words; "he.1" is the second "he" */
    bool same;
} coref_case;

static int find(const dtl_doc *doc, const char *word)
{
    char text[64];
    const char *dot = strchr(word, '.');
    size_t len = dot ? (size_t)(dot - word) : strlen(word);
    memcpy(text, word, len);
    text[len] = '\0';
    return entity_of(doc, text, dot ? dot[1] - '0' : 0);
}

static void run_case(const coref_case *c)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc;
    dtl_error err = { 0 };
    print_message("case: %s\n", c->name);
    named_read(c->tree, c->names, "2010-05-01", arena, &doc);
    assert_int_equal(dtli_resolve_actors(actors, &doc, arena, &err), DTL_OK);
    int a = find(&doc, c->a), b = find(&doc, c->b);
    assert_true(a >= 0 && b >= 0);
    assert_int_equal(a == b, c->same);
    dtli_arena_free(arena);
}

#define SPEECH                                                                \
    "Colonel Colonel PROPN NNP 2 nmod:desc\nAmos Amos PROPN NNP 4 nsubj\n"     \
    "Mbeki Mbeki PROPN NNP 2 flat\nmet meet VERB VBD 0 root\n"                 \
    "Grace Grace PROPN NNP 4 obj\nOwino Owino PROPN NNP 5 flat\n"              \
    ". . PUNCT . 4 punct\n\n"

static void names_and_descriptions_join(void **state)
{
    (void)state;
    static const char NAMES[] =
        "PER Amos Mbeki|PER Grace Owino|PER Owino|PER Mbeki";
    static const coref_case CASES[] = {
        { "a surname",
          SPEECH "Owino Owino PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\n",
          NAMES, "Grace", "Owino.1", true },
        { "another surname",
          SPEECH "Owino Owino PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\n",
          NAMES, "Amos", "Owino.1", false },
        { "a rank",
          SPEECH "The the DET DT 2 det\ncolonel colonel NOUN NN 3 nsubj\n"
                 "left leave VERB VBD 0 root\n",
          NAMES, "Amos", "colonel", true },
        { "an indefinite rank",
          SPEECH "A a DET DT 2 det\ncolonel colonel NOUN NN 3 nsubj\n"
                 "left leave VERB VBD 0 root\n",
          NAMES, "Amos", "colonel", false },
        { "an apposition",
          "Amos Amos PROPN NNP 8 nsubj\nMbeki Mbeki PROPN NNP 1 flat\n"
          ", , PUNCT , 6 punct\nthe the DET DT 6 det\n"
          "army army NOUN NN 6 compound\nchief chief NOUN NN 1 appos\n"
          ", , PUNCT , 6 punct\nleft leave VERB VBD 0 root\n",
          NAMES, "Amos", "chief", true },
        { "an office of the tables",
          "Angela Angela PROPN NNP 3 nsubj\nMerkel Merkel PROPN NNP 1 flat\n"
          "spoke speak VERB VBD 0 root\n\n"
          "The the DET DT 2 det\nchancellor chancellor NOUN NN 3 nsubj\n"
          "left leave VERB VBD 0 root\n",
          "PER Angela Merkel", "Angela", "chancellor", true },
        { "an acronym in brackets",
          "The the DET DT 3 det\nMiners Miners PROPN NNPS 3 compound\n"
          "Union Union PROPN NNP 7 nsubj\n( ( PUNCT -LRB- 5 punct\n"
          "MUG MUG PROPN NNP 3 appos\n) ) PUNCT -RRB- 5 punct\n"
          "struck strike VERB VBD 0 root\n",
          "ORG Miners Union|ORG MUG", "Union", "MUG", true },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        run_case(&CASES[i]);
}

static void pronouns_mean_what_agrees(void **state)
{
    (void)state;
    static const char NAMES[] = "PER Amos Mbeki|PER Angela Merkel|ORG Hamas";
    static const coref_case CASES[] = {
        { "he is the subject before",
          SPEECH "He he PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n",
          "PER Amos Mbeki|PER Grace Owino", "Amos", "He", true },
        { "she is no he",
          "Angela Angela PROPN NNP 3 nsubj\nMerkel Merkel PROPN NNP 1 flat\n"
          "met meet VERB VBD 0 root\nAmos Amos PROPN NNP 3 obj\n"
          "Mbeki Mbeki PROPN NNP 4 flat\n\n"
          "He he PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n",
          NAMES, "Amos", "He", true },
        { "who is the noun of its clause",
          "Police police NOUN NNS 2 nsubj\nheld hold VERB VBD 0 root\n"
          "rebels rebel NOUN NNS 2 obj\nwho who PRON WP 5 nsubj\n"
          "fired fire VERB VBD 3 acl:relcl\n",
          "", "rebels", "who", true },
        { "they are the group",
          "Amos Amos PROPN NNP 3 nsubj\nMbeki Mbeki PROPN NNP 1 flat\n"
          "met meet VERB VBD 0 root\nthe the DET DT 5 det\n"
          "rebels rebel NOUN NNS 3 obj\n\n"
          "They they PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n",
          NAMES, "rebels", "They", true },
        { "it is the body",
          "Hamas Hamas PROPN NNP 2 nsubj\nheld hold VERB VBD 0 root\n"
          "Amos Amos PROPN NNP 2 obj\nMbeki Mbeki PROPN NNP 3 flat\n\n"
          "It it PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n",
          NAMES, "Hamas", "It", true },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        run_case(&CASES[i]);
}

/* The table's chancellor is not the Merkel whom the article names in full. */
static void a_namesake_of_the_tables_gives_way(void **state)
{
    static const char TREE[] =
        "Bernd Bernd PROPN NNP 3 nsubj\nMerkel Merkel PROPN NNP 1 flat\n"
        "spoke speak VERB VBD 0 root\n\n"
        "Merkel Merkel PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\n";
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc;
    dtl_error err = { 0 };
    (void)state;
    named_read(TREE, "PER Bernd Merkel|PER Merkel", "2010-05-01", arena, &doc);
    assert_int_equal(dtli_resolve_actors(actors, &doc, arena, &err), DTL_OK);
    int e = entity_of(&doc, "Merkel", 1);
    assert_true(e >= 0);
    assert_int_equal(e, entity_of(&doc, "Bernd", 0));
    assert_true(dtli_str_is(doc.entities[e].actor.name, "Bernd Merkel"));
    assert_string_not_equal(doc.entities[e].actor.sectors[0], "GOV");
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_namesake_of_the_tables_gives_way),
        cmocka_unit_test(names_and_descriptions_join),
        cmocka_unit_test(pronouns_mean_what_agrees),
    };
    return cmocka_run_group_tests(tests, open_actors, close_actors);
}
