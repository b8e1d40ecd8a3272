/* own_codes_test.c — codes that a user's actors and agents give to noun
 * phrases of trees made by hand. */
#include "support/own_actors.h"

#include "support/named.h"
#include "write/write.h"

#define DICTIONARY                                                         \
    "VELMAR_ [VLM]\n+VELMARI_\n"                                           \
    "AMOS_TEREK_\n\t[VLMOPP <20091231]\n\t[VLMGOV >20100101]\n"            \
    "PRESIDENT_OKO_ [OLD]\nANNA_OKO_\n+PRESIDENT_OKO_\n"                   \
    "\t[VLMGOV 100101-101231]\n"                                           \
    "IRAQ_ [IRK]\n+IRAQI_\nUN_ [IGOUNO]\n"                                 \
    "HAMBURG_HALL_ [---]\n"
#define AGENTS                                                             \
    "SOLDIER [~MIL]\nCLERIC [~RELX]\nPRESIDENT [~GOV]\nMAN {MEN} [~PPL]\n" \
    "RELIEF_TEAM [NGO~]\nGOVERNMENT [~GOV]\nREBEL [~REB]\nOFFICIAL [~GOV]\n"

typedef struct phrase_case {
    const char *name, *tree, *names;
    const char *head, *with_agents, *without;
} phrase_case;

static const phrase_case PHRASES[] = {
    { "a state", "Velmar Velmar PROPN NNP 2 nsubj\nfell fall VERB VBD 0 root\n",
      "LOC Velmar", "Velmar", "VLM", "VLM" },
    { "a state and a role",
      "Velmari velmari ADJ JJ 2 amod\nsoldiers soldier NOUN NNS 3 nsubj\n"
      "left leave VERB VBD 0 root\n", "", "soldiers", "VLMMIL", "VLMMIL" },
    { "the user's letters for a known state",
      "Iraqi iraqi ADJ JJ 2 amod\nsoldiers soldier NOUN NNS 3 nsubj\n"
      "left leave VERB VBD 0 root\n", "", "soldiers", "IRKMIL", "IRKMIL" },
    { "the code of the day",
      "Amos Amos PROPN NNP 3 nsubj\nTerek Terek PROPN NNP 1 flat\n"
      "left leave VERB VBD 0 root\n", "PER Amos Terek", "Amos", "VLMGOV",
      "VLMGOV" },
    { "a role that the code has",
      "President president NOUN NN 2 compound\n"
      "Amos Amos PROPN NNP 4 nsubj\nTerek Terek PROPN NNP 2 flat\n"
      "left leave VERB VBD 0 root\n", "PER Amos Terek", "Amos", "VLMGOV",
      "VLMGOV" },
    { "days before none, in another record",
      "President president NOUN NN 2 compound\n"
      "Oko Oko PROPN NNP 3 nsubj\nleft leave VERB VBD 0 root\n", "PER Oko",
      "Oko", "VLMGOV", "VLMGOV" },
    { "a role whose country only the article gives",
      "Iraqi iraqi ADJ JJ 2 amod\nsoldiers soldier NOUN NNS 3 nsubj\n"
      "told tell VERB VBD 0 root\nthe the DET DT 5 det\n"
      "government government NOUN NN 3 obj\n", "", "government", "GOV",
      "IRQGOV" },
    { "a role in front",
      "Velmari velmari ADJ JJ 3 amod\nrelief relief NOUN NN 3 compound\n"
      "team team NOUN NN 4 nsubj\nleft leave VERB VBD 0 root\n", "", "team",
      "NGOVLM", "VLMSOC" },
    { "anybody gives way to a role",
      "Velmari velmari ADJ JJ 3 amod\nrebel rebel NOUN NN 3 compound\n"
      "men man NOUN NNS 4 nsubj\nleft leave VERB VBD 0 root\n", "", "men",
      "VLMREB", "VLMREB" },
    { "behind a preposition that the tree hangs elsewhere",
      "Soldiers soldier NOUN NNS 4 nsubj\nfrom from ADP IN 3 case\n"
      "Velmar Velmar PROPN NNP 4 obl\nleft leave VERB VBD 0 root\n",
      "LOC Velmar", "Soldiers", "VLMMIL", "VLMMIL" },
    { "no actor by the user's will",
      "Hamburg Hamburg PROPN NNP 2 compound\nHall Hall PROPN NNP 3 nsubj\n"
      "fell fall VERB VBD 0 root\n", "ORG Hamburg Hall", "Hall", "", "" },
    { "an international body's people",
      "The the DET DT 3 det\nUN UN PROPN NNP 3 compound\n"
      "officials official NOUN NNS 4 nsubj\nleft leave VERB VBD 0 root\n",
      "ORG UN", "officials", "IGOUNOGOV", "IGOUNOGOV" },
    { "a name in small letters is none",
      "A a DET DT 2 det\nvelmar velmar NOUN NN 3 nsubj\n"
      "fell fall VERB VBD 0 root\n", "", "velmar", "", "" },
};

static void check_phrase(const dtl_actors *actors, const phrase_case *c,
                         const char *want)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc;
    dtl_error err = { 0 };
    char code[DTL_WRITE_CODE_SIZE + 1];
    bool found = false;
    print_message("case: %s\n", c->name);
    named_read(c->tree, c->names, "2010-05-01", arena, &doc);
    assert_int_equal(dtli_resolve_actors(actors, &doc, arena, &err), DTL_OK);
    for (uint32_t m = 0; m < doc.mention_count; m++) {
        if (!dtli_str_is(doc.tokens[doc.mentions[m].head].norm, c->head))
            continue;
        dtl_str got = dtli_write_actor_code(&doc.mentions[m].actor, code);
        code[got.len] = '\0';
        assert_string_equal(code, want);
        found = true;
    }
    assert_true(found);
    dtli_arena_free(arena);
}

static void phrases_have_the_users_codes(void **state)
{
    (void)state;
    dtl_actors *both = open_with(DICTIONARY AGENTS, "");
    dtl_actors *names = open_with(DICTIONARY, "");
    for (size_t i = 0; i < sizeof PHRASES / sizeof PHRASES[0]; i++) {
        check_phrase(both, &PHRASES[i], PHRASES[i].with_agents);
        check_phrase(names, &PHRASES[i], PHRASES[i].without);
    }
    dtli_actors_close(both);
    dtli_actors_close(names);
}

/* Files given first win; shipped names that no row speaks of stay. */
static void files_rank_by_order(void **state)
{
    (void)state;
    told t = { .text = "" };
    dtl_error err = { 0 };
    dtl_actors *actors = open_with("VELMAR_ [AAA]\n", "");
    assert_int_equal(add(actors, DTL_STR("VELMAR_ [BBB]\n"), &t, &err),
                     DTL_OK);
    check_phrase(actors, &PHRASES[0], "AAA");
    dtli_actors_close(actors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_have_the_users_codes),
        cmocka_unit_test(files_rank_by_order),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
