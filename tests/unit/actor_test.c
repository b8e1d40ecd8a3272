/* actor_test.c — noun phrases of trees made by hand into actor codes. */
#include "unit/cmocka_all.h"

#include "support/actors.h"
#include "support/named.h"

typedef struct actor_case {
    const char *name, *tree, *names, *published;
    const char *want; /* "word KIND COUNTRY SECTOR+SECTOR; ..." */
} actor_case;

static const char *const KINDS[] = { "other", "person", "group",
                                     "org",   "state",  "place" };

/* What the last word `head` of the document heads, in the form of `want`. */
static void describe(const dtl_doc *doc, dtl_str head, dtl_buf *out)
{
    const dtl_mention *mention = NULL;
    for (uint32_t m = 0; m < doc->mention_count; m++)
        if (dtli_str_equal(doc->tokens[doc->mentions[m].head].norm, head))
            mention = &doc->mentions[m];
    dtli_buf_add(out, head);
    if (!mention) {
        dtli_buf_add(out, DTL_STR(" none"));
        return;
    }
    const dtl_actor *actor = &mention->actor;
    dtli_buf_printf(out, " %s %s ",
                    KINDS[doc->entities[mention->entity].kind],
                    actor->country[0] ? actor->country : "-");
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++)
        dtli_buf_printf(out, "%s%s", i ? "+" : "", actor->sectors[i]);
    if (!actor->sectors[0][0])
        dtli_buf_add(out, DTL_STR("-"));
}

static void run_case(const actor_case *c)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc;
    dtl_error err = { 0 };
    dtl_buf got;
    dtl_str rest = dtli_str(c->want), part;
    print_message("case: %s\n", c->name);
    named_read(c->tree, c->names, c->published, arena, &doc);
    assert_int_equal(dtli_resolve_actors(actors, &doc, arena, &err), DTL_OK);
    dtli_buf_init(&got, 1 << 16);
    while (rest.len > 0 && dtli_str_split(&rest, ';', &part)) {
        dtl_str word = dtli_str_trim(part);
        word.len = dtli_str_find(word, ' ', 0);
        if (got.len > 0)
            dtli_buf_add(&got, DTL_STR("; "));
        describe(&doc, word, &got);
    }
    dtli_buf_add_char(&got, '\0');
    assert_string_equal(got.ptr, c->want);
    dtli_buf_clear(&got);
    dtli_arena_free(arena);
}

static void run(const actor_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        run_case(&cases[i]);
}

#define RUN(cases) run(cases, sizeof cases / sizeof cases[0])

static void phrases_compose_country_and_sector(void **state)
{
    (void)state;
    static const actor_case CASES[] = {
        { "demonym and role",
          "Kenyan kenyan ADJ JJ 2 amod\npolice police NOUN NNS 3 nsubj\n"
          "fired fire VERB VBD 0 root\n",
          "", "2010-05-01", "police group KEN COP" },
        { "the noun decides",
          "Iraqis Iraqi PROPN NNPS 2 nsubj\nvoted vote VERB VBD 0 root\n", "",
          "2005-01-30", "Iraqis group IRQ CVL" },
        { "a modifier gives the sector",
          "Syrian syrian ADJ JJ 3 amod\nrebel rebel NOUN NN 3 compound\n"
          "commanders commander NOUN NNS 4 nsubj\nmet meet VERB VBD 0 root\n",
          "", "2014-05-01", "commanders group SYR REB" },
        { "a body lends its sector",
          "Hezbollah Hezbollah PROPN NNP 2 compound\n"
          "fighters fighter NOUN NNS 3 nsubj\nfled flee VERB VBD 0 root\n",
          "ORG Hezbollah", "2006-08-01", "fighters group LBN REB" },
        { "backing is no belonging",
          "Iranian Iranian PROPN NNP 3 compound\n- - PUNCT HYPH 1 punct\n"
          "backed back VERB VBN 4 amod\nrebels rebel NOUN NNS 7 nsubj\n"
          "in in ADP IN 6 case\nYemen Yemen PROPN NNP 4 nmod\n"
          "fired fire VERB VBD 0 root\n",
          "LOC Yemen", "2016-05-01", "rebels group YEM REB" },
        { "of complement",
          "Leaders leader NOUN NNS 5 nsubj\nof of ADP IN 4 case\n"
          "the the DET DT 4 det\nopposition opposition NOUN NN 1 nmod\n"
          "met meet VERB VBD 0 root\nin in ADP IN 7 case\n"
          "Nairobi Nairobi PROPN NNP 5 obl\n",
          "LOC Nairobi", "2010-05-01", "Leaders group KEN PTY+OPP" },
        { "two signs of one word",
          "UN UN PROPN NNP 2 compound\nofficials official NOUN NNS 3 nsubj\n"
          "left leave VERB VBD 0 root\n",
          "ORG UN", "2010-05-01", "officials group UNO GOV" },
        { "owner before demonym",
          "Kosovo Kosovo PROPN NNP 4 nmod:poss\n's 's PART POS 1 case\n"
          "Serb Serb PROPN NNP 4 compound\nminority minority NOUN NN 5 nsubj\n"
          "left leave VERB VBD 0 root\n",
          "LOC Kosovo", "2010-05-01", "minority group XKX CVL" },
        { "gunmen are of no country",
          "Gunmen gunman NOUN NNS 2 nsubj\nkilled kill VERB VBD 0 root\n"
          "villagers villager NOUN NNS 2 obj\nin in ADP IN 5 case\n"
          "Nigeria Nigeria PROPN NNP 2 obl\n",
          "LOC Nigeria", "2010-05-01",
          "Gunmen group - UAF; villagers group NGA CVL" },
    };
    RUN(CASES);
}

static void seats_and_capitals_act_or_are_places(void **state)
{
    (void)state;
    static const actor_case CASES[] = {
        { "a capital that speaks",
          "Paris Paris PROPN NNP 2 nsubj\nprotested protest VERB VBD 0 root\n",
          "LOC Paris", "2010-05-01", "Paris state FRA GOV" },
        { "a capital behind in",
          "Police police NOUN NNS 2 nsubj\nmarched march VERB VBD 0 root\n"
          "in in ADP IN 4 case\nParis Paris PROPN NNP 2 obl\n",
          "LOC Paris", "2010-05-01",
          "Police group FRA COP; Paris place FRA -" },
        { "a country that is shot at",
          "Rebels rebel NOUN NNS 2 nsubj\nfired fire VERB VBD 0 root\n"
          "rockets rocket NOUN NNS 2 obj\nat at ADP IN 5 case\n"
          "Israel Israel PROPN NNP 2 obl\n",
          "LOC Israel", "2010-05-01", "Israel state ISR GOV" },
        { "a list that looks like an apposition",
          "Powers power NOUN NNS 8 nsubj\n- - PUNCT , 3 punct\n"
          "France France PROPN NNP 1 appos\n, , PUNCT , 5 punct\n"
          "Russia Russia PROPN NNP 3 conj\nand and CCONJ CC 7 cc\n"
          "China China PROPN NNP 3 conj\nmet meet VERB VBD 0 root\n",
          "LOC France|LOC Russia|LOC China", "2010-05-01",
          "France state FRA GOV; China state CHN GOV" },
        { "words asked from a capital",
          "Bern Bern PROPN NNP 2 nsubj\nsought seek VERB VBD 0 root\n"
          "explanations explanation NOUN NNS 2 obj\nfrom from ADP IN 5 case\n"
          "Washington Washington PROPN NNP 3 nmod\n",
          "LOC Bern|LOC Washington", "2010-05-01",
          "Bern state CHE GOV; Washington state USA GOV" },
        { "a building",
          "The the DET DT 2 det\nKremlin Kremlin PROPN NNP 3 nsubj\n"
          "agreed agree VERB VBD 0 root\n",
          "ORG Kremlin", "2010-05-01", "Kremlin org RUS GOV" },
        { "US is no pronoun",
          "They they PRON PRP 2 nsubj\ntold tell VERB VBD 0 root\n"
          "us we PRON PRP 2 iobj\n",
          "", "2010-05-01", "us group - -" },
    };
    RUN(CASES);
}

static void days_tell_holders_from_former_ones(void **state)
{
    (void)state;
    static const char TREE[] =
        "Gordon Gordon PROPN NNP 3 nsubj\nBrown Brown PROPN NNP 1 flat\n"
        "spoke speak VERB VBD 0 root\n";
    static const actor_case CASES[] = {
        { "in office", TREE, "PER Gordon Brown", "2008-05-01",
          "Gordon person GBR GOV" },
        { "out of office", TREE, "PER Gordon Brown", "2012-05-01",
          "Gordon person GBR ELI+GOV" },
        { "another spelling",
          "Britain Britain PROPN NNP 2 nsubj\nwaited wait VERB VBD 0 root\n\n"
          "Gordan Gordan PROPN NNP 3 nsubj\nBrown Brown PROPN NNP 1 flat\n"
          "spoke speak VERB VBD 0 root\n",
          "PER Gordan Brown|LOC Britain", "2008-05-01",
          "Gordan person GBR GOV" },
        { "a former title wins",
          "Former former ADJ JJ 4 amod\nKenyan kenyan ADJ JJ 4 amod\n"
          "interior interior ADJ JJ 4 amod\n"
          "minister minister NOUN NN 5 nmod:desc\n"
          "Wanja Wanja PROPN NNP 7 nsubj\nOtieno Otieno PROPN NNP 5 flat\n"
          "spoke speak VERB VBD 0 root\n",
          "PER Wanja Otieno", "2008-05-01", "Wanja person KEN ELI+GOV" },
        { "a movement in power",
          "The the DET DT 2 det\nTaliban Taliban PROPN NNP 3 nsubj\n"
          "agreed agree VERB VBD 0 root\n",
          "ORG Taliban", "2022-05-01", "Taliban org AFG GOV+REB" },
        { "the same movement out of power",
          "The the DET DT 2 det\nTaliban Taliban PROPN NNP 3 nsubj\n"
          "agreed agree VERB VBD 0 root\n",
          "ORG Taliban", "2010-05-01", "Taliban org AFG REB" },
    };
    RUN(CASES);
}

static void organs_take_the_country_of_the_passage(void **state)
{
    (void)state;
    static const actor_case CASES[] = {
        { "the nearest country",
          "Ghana Ghana PROPN NNP 2 nsubj\nprotested protest VERB VBD 0 root\n"
          "\n"
          "The the DET DT 2 det\ngovernment government NOUN NN 3 nsubj\n"
          "wrote write VERB VBD 0 root\n",
          "LOC Ghana", "2010-05-01", "government org GHA GOV" },
        { "foreign troops take none",
          "Ghana Ghana PROPN NNP 2 nsubj\nwatched watch VERB VBD 0 root\n"
          "foreign foreign ADJ JJ 4 amod\ntroops troops NOUN NNS 2 obj\n",
          "LOC Ghana", "2010-05-01", "troops group - MIL" },
        { "a conjunct lends its country",
          "Malian malian ADJ JJ 2 amod\ntroops troops NOUN NNS 5 nsubj\n"
          "and and CCONJ CC 4 cc\npolice police NOUN NNS 2 conj\n"
          "left leave VERB VBD 0 root\n",
          "", "2010-05-01", "police group MLI COP" },
        { "governments are of many countries",
          "Ghana Ghana PROPN NNP 2 nsubj\nurged urge VERB VBD 0 root\n"
          "governments government NOUN NNS 2 obj\n",
          "LOC Ghana", "2010-05-01", "governments org - GOV" },
    };
    RUN(CASES);
}

static void hostile_trees_do_no_harm(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 28);
    dtl_doc doc;
    dtl_error err = { 0 };
    dtl_buf tree;
    dtli_buf_init(&tree, (size_t)1 << 24);
    for (int i = 1; i < 190; i++) /* a chain: each word governs the next */
        dtli_buf_printf(&tree, "Iraqi iraqi NOUN NNS %d %s\n", i - 1,
                        i == 1 ? "root" : "nmod");
    dtli_buf_add_char(&tree, '\0');
    named_read(tree.ptr, "", "2010-05-01", arena, &doc);
    assert_int_equal(dtli_resolve_actors(actors, &doc, arena, &err), DTL_OK);
    assert_true(doc.mention_count > 0);
    dtli_buf_clear(&tree);
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_compose_country_and_sector),
        cmocka_unit_test(seats_and_capitals_act_or_are_places),
        cmocka_unit_test(days_tell_holders_from_former_ones),
        cmocka_unit_test(organs_take_the_country_of_the_passage),
        cmocka_unit_test(hostile_trees_do_no_harm),
    };
    return cmocka_run_group_tests(tests, open_actors, close_actors);
}
