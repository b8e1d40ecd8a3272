/* coder_test.c — trees made by hand into events, with the rules of data/. */
#include "support/rules.h"

#include "base/str.h"
#include "support/tree.h"

static void add_actors(dtl_buf *out, const dtl_actor *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        dtli_buf_printf(out, "%s%s.%s", i ? "+" : "", actors[i].country,
                        actors[i].sectors[0]);
    if (count == 0)
        dtli_buf_add(out, DTL_STR("-"));
}

/* "ASSAULT:firearms 193 SYR.REB > IRQ.CVL actual killed 2-2; ..." */
static void describe(const dtl_doc *doc, dtl_buf *out)
{
    for (uint32_t i = 0; i < doc->event_count; i++) {
        const dtl_event *e = &doc->events[i];
        dtli_buf_printf(out, "%s%s", i ? "; " : "",
                        dtl_label_text(DTL_LABELS_EVENT, e->type));
        dtli_buf_printf(out, ":%.*s %.*s ", DTL_FMT(e->mode), DTL_FMT(e->cameo));
        add_actors(out, e->actors, e->actor_count);
        dtli_buf_add(out, DTL_STR(" > "));
        add_actors(out, e->recipients, e->recipient_count);
        dtli_buf_printf(out, " %s",
                        dtl_label_text(DTL_LABELS_EVENT_STATUS, e->status));
        for (uint32_t k = 0; k < e->count_count; k++)
            dtli_buf_printf(out, " %.*s %lld-%lld", DTL_FMT(e->counts[k].kind),
                            (long long)e->counts[k].min,
                            (long long)e->counts[k].max);
        if (e->mention_count > 1)
            dtli_buf_printf(out, " x%u", e->mention_count);
    }
}

typedef struct coding_case {
    const char *name, *tree, *want;
} coding_case;

static void run(const coding_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
        dtl_doc doc;
        dtl_error err = { 0 };
        dtl_buf got;
        print_message("case: %s\n", cases[i].name);
        test_tree_read(cases[i].tree, arena, &doc);
        assert_int_equal(dtli_code(rules, &doc, false, arena, &err), DTL_OK);
        dtli_buf_init(&got, 1 << 16);
        describe(&doc, &got);
        dtli_buf_add_char(&got, '\0');
        assert_string_equal(got.ptr, cases[i].want);
        dtli_buf_clear(&got);
        dtli_arena_free(arena);
    }
}

#define RUN(cases) run(cases, sizeof(cases) / sizeof((cases)[0]))

static void mistakes_of_the_analyser_do_little(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "a lemma that is wrong",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "kidnapped kidnapp VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n",
          "ASSAULT:abduct 181 SYR.REB > IRQ.CVL actual" },
        { "a lemma that is another word's",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "shot shot VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n",
          "ASSAULT:firearms 193 SYR.REB > IRQ.CVL actual" },
        { "a particle hung on what follows",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "beat beat VERB VBD 0 root\n"
          "up up ADP IN 4 case\n"
          "farmers farmer NOUN NNS 2 obl group:IRQ:CVL\n",
          "ASSAULT:beat 182 SYR.REB > IRQ.CVL actual" },
        { "an object taken for a receiver",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "kidnapped kidnap VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 iobj group:IRQ:CVL\n",
          "ASSAULT:abduct 181 SYR.REB > IRQ.CVL actual" },
    };
    RUN(CASES);
}

static void roles_come_from_the_tree(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "active",
          "Rebels rebel NOUN NNS 2 nsubj group:SYR:REB\n"
          "kidnapped kidnap VERB VBD 0 root\n"
          "farmers farmer NOUN NNS 2 obj group:IRQ:CVL\n",
          "ASSAULT:abduct 181 SYR.REB > IRQ.CVL actual" },
        { "passive with agent",
          "Two two NUM CD 2 nummod\n"
          "men man NOUN NNS 4 nsubj:pass group:IRQ:CVL\n"
          "were be AUX VBD 4 aux:pass\n"
          "arrested arrest VERB VBN 0 root\n"
          "by by ADP IN 6 case\n"
          "police police NOUN NN 4 obl:agent org:IRQ:COP\n",
          "COERCE:arrest 173 IRQ.COP > IRQ.CVL actual arrested 2-2" },
        { "agentless passive has no known actor",
          "A a DET DT 2 det\n"
          "judge judge NOUN NN 4 nsubj:pass person:IRQ:JUD\n"
          "was be AUX VBD 4 aux:pass\n"
          "abducted abduct VERB VBN 0 root\n",
          "ASSAULT:abduct 181 .UNK > IRQ.JUD actual abducted 1-1" },
        { "shared subject",
          "Troops troop NOUN NNS 2 nsubj group:TCD:MIL\n"
          "arrested arrest VERB VBD 0 root\n"
          "and and CCONJ CC 4 cc\n"
          "tortured torture VERB VBD 2 conj\n"
          "students student NOUN NNS 4 obj group:TCD:EDU\n",
          "COERCE:arrest 173 TCD.MIL > TCD.EDU actual; "
          "ASSAULT:torture 1822 TCD.MIL > TCD.EDU actual" },
        { "relative clause",
          "Police police NOUN NN 2 nsubj org:PER:COP\n"
          "arrested arrest VERB VBD 0 root\n"
          "gunmen gunman NOUN NNS 2 obj group::UAF\n"
          "who who PRON WP 5 nsubj\n"
          "kidnapped kidnap VERB VBD 3 acl:relcl\n"
          "priests priest NOUN NNS 5 obj group:PER:REL\n",
          "COERCE:arrest 173 PER.COP > .UAF actual; "
          "ASSAULT:abduct 181 .UAF > PER.REL actual" },
    };
    RUN(CASES);
}

static void nouns_find_their_parties(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "noun with possessor and phrase",
          "Israel Israel PROPN NNP 3 nmod:poss state:ISR:GOV\n"
          "'s 's PART POS 1 case\n"
          "attack attack NOUN NN 6 nsubj\n"
          "on on ADP IN 5 case\n"
          "Lebanon Lebanon PROPN NNP 3 nmod state:LBN:GOV\n"
          "continued continue VERB VBD 0 root\n",
          "ASSAULT: 180 ISR.GOV > LBN.GOV actual" },
        { "light verb",
          "France France PROPN NNP 2 nsubj state:FRA:GOV\n"
          "held hold VERB VBD 0 root\n"
          "talks talk NOUN NNS 2 obj\n"
          "with with ADP IN 5 case\n"
          "Syria Syria PROPN NNP 3 nmod state:SYR:GOV\n",
          "CONSULT: 040 FRA.GOV+SYR.GOV > - actual" },
        { "a part of a group is the group",
          "Dozens dozen NOUN NNS 4 nsubj\n"
          "of of ADP IN 3 case\n"
          "students student NOUN NNS 1 nmod group:EGY:EDU\n"
          "protested protest VERB VBD 0 root\n",
          "PROTEST:demo 141 EGY.EDU > - actual crowd 24-99" },
    };
    RUN(CASES);
}

static void status_follows_the_words_around(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "a future visit is a commitment",
          "The the DET DT 2 det\n"
          "king king NOUN NN 4 nsubj person:MAR:GOV\n"
          "will will AUX MD 4 aux\n"
          "visit visit VERB VB 0 root\n"
          "Spain Spain PROPN NNP 4 obj state:ESP:GOV\n",
          "AGREE: 036 MAR.GOV > ESP.GOV actual" },
        { "a future visit denied is a refusal",
          "The the DET DT 2 det\n"
          "king king NOUN NN 5 nsubj person:MAR:GOV\n"
          "will will AUX MD 5 aux\n"
          "not not PART RB 5 advmod\n"
          "visit visit VERB VB 0 root\n"
          "Spain Spain PROPN NNP 5 obj state:ESP:GOV\n",
          "REJECT:meet 125 MAR.GOV > ESP.GOV actual" },
        { "negated",
          "Troops troop NOUN NNS 4 nsubj group:TCD:MIL\n"
          "did do AUX VBD 4 aux\n"
          "not not PART RB 4 advmod\n"
          "attack attack VERB VB 0 root\n"
          "Nigeria Nigeria PROPN NNP 4 obj state:NGA:GOV\n",
          "ASSAULT: 180 TCD.MIL > NGA.GOV negated" },
        { "supposed",
          "Troops troop NOUN NNS 3 nsubj group:TCD:MIL\n"
          "could could AUX MD 3 aux\n"
          "attack attack VERB VB 0 root\n"
          "Nigeria Nigeria PROPN NNP 3 obj state:NGA:GOV\n",
          "ASSAULT: 180 TCD.MIL > NGA.GOV hypothetical" },
        { "what is asked for has not happened",
          "France France PROPN NNP 2 nsubj state:FRA:GOV\n"
          "urged urge VERB VBD 0 root\n"
          "Chad Chad PROPN NNP 2 obj state:TCD:GOV\n"
          "to to PART TO 5 mark\n"
          "release release VERB VB 2 xcomp\n"
          "prisoners prisoner NOUN NNS 5 obj group::CVL\n",
          "REQUEST:yield 105 FRA.GOV > TCD.GOV actual" },
        { "what is refused neither",
          "Chad Chad PROPN NNP 2 nsubj state:TCD:GOV\n"
          "refused refuse VERB VBD 0 root\n"
          "to to PART TO 4 mark\n"
          "release release VERB VB 2 xcomp\n"
          "prisoners prisoner NOUN NNS 4 obj group::CVL\n",
          "REJECT:yield 124 TCD.GOV > .CVL actual" },
    };
    RUN(CASES);
}

static void tellings_of_one_act_are_one_event(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "the attack",
          "Gunmen gunman NOUN NNS 2 nsubj group::UAF\n"
          "killed kill VERB VBD 0 root\n"
          "four four NUM CD 4 nummod\n"
          "guards guard NOUN NNS 2 obj group:MLI:COP\n"
          "\n"
          "The the DET DT 2 det\n"
          "attack attack NOUN NN 3 nsubj\n"
          "ended end VERB VBD 0 root\n",
          "ASSAULT:firearms 193 .UAF > MLI.COP actual killed 4-4 x2" },
        { "what may happen is not what did",
          "Gunmen gunman NOUN NNS 2 nsubj group::UAF#1\n"
          "killed kill VERB VBD 0 root\n"
          "four four NUM CD 4 nummod\n"
          "guards guard NOUN NNS 2 obj group:MLI:COP#2\n"
          "\n"
          "Gunmen gunman NOUN NNS 3 nsubj group::UAF#1\n"
          "could could AUX MD 3 aux\n"
          "kill kill VERB VB 0 root\n"
          "guards guard NOUN NNS 3 obj group:MLI:COP#2\n",
          "ASSAULT:firearms 193 .UAF > MLI.COP actual killed 4-4; "
          "ASSAULT:firearms 193 .UAF > MLI.COP hypothetical" },
        { "two speakers are two events",
          "Ali Ali PROPN NNP 2 nsubj person:SDN:GOV#1\n"
          "condemned condemn VERB VBD 0 root\n"
          "Chad Chad PROPN NNP 2 obj state:TCD:GOV#3\n"
          "\n"
          "Omar Omar PROPN NNP 2 nsubj person:SDN:GOV#2\n"
          "condemned condemn VERB VBD 0 root\n"
          "Chad Chad PROPN NNP 2 obj state:TCD:GOV#3\n",
          "ACCUSE:disapprove 111 SDN.GOV > TCD.GOV actual; "
          "ACCUSE:disapprove 111 SDN.GOV > TCD.GOV actual" },
    };
    RUN(CASES);
}

static void parties_come_from_nearby(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "the two leaders are those who met",
          "Diaz Diaz PROPN NNP 2 nsubj person:PER:GOV\n"
          "met meet VERB VBD 0 root\n"
          "Idris Idris PROPN NNP 2 obj person:TCD:GOV\n"
          "\n"
          "The the DET DT 3 det\n"
          "two two NUM CD 3 nummod\n"
          "leaders leader NOUN NNS 4 nsubj group::GOV\n"
          "agreed agree VERB VBD 0 root\n"
          "to to PART TO 6 mark\n"
          "cooperate cooperate VERB VB 4 xcomp\n",
          "CONSULT: 040 PER.GOV+TCD.GOV > - actual; "
          "AGREE: 030 PER.GOV+TCD.GOV > - actual" },
        { "it who says and rejects",
          "Peru Peru PROPN NNP 2 nsubj state:PER:GOV\n"
          "said say VERB VBD 0 root\n"
          "it it PRON PRP 4 nsubj\n"
          "rejected reject VERB VBD 2 ccomp\n"
          "the the DET DT 6 det\n"
          "plan plan NOUN NN 4 obj\n",
          "REJECT:change 123 PER.GOV > - actual" },
        { "whom others hit was not hit by the bomb",
          "Rebels rebel NOUN NNS 2 nsubj group:TCD:REB\n"
          "detonated detonate VERB VBD 0 root\n"
          "a a DET DT 4 det\n"
          "bomb bomb NOUN NN 2 obj\n"
          "\n"
          "Gunmen gunman NOUN NNS 2 nsubj group::UAF\n"
          "wounded wound VERB VBD 0 root\n"
          "two two NUM CD 4 nummod\n"
          "guards guard NOUN NNS 2 obj group:MLI:COP\n",
          "ASSAULT:explosives 183 TCD.REB > - actual; "
          "ASSAULT:firearms 193 .UAF > MLI.COP actual injured 2-2" },
        { "whom the same rebels hit",
          "Rebels rebel NOUN NNS 2 nsubj group:TCD:REB#1\n"
          "detonated detonate VERB VBD 0 root\n"
          "a a DET DT 4 det\n"
          "bomb bomb NOUN NN 2 obj\n"
          "\n"
          "They they PRON PRP 2 nsubj group:TCD:REB#1\n"
          "wounded wound VERB VBD 0 root\n"
          "two two NUM CD 4 nummod\n"
          "guards guard NOUN NNS 2 obj group:MLI:COP\n",
          "ASSAULT:explosives 183 TCD.REB > MLI.COP actual injured 2-2 x2" },
        { "a visitor is no act of visiting",
          "Diaz Diaz PROPN NNP 2 nsubj person:PER:GOV\n"
          "held hold VERB VBD 0 root\n"
          "talks talk NOUN NNS 2 obj\n"
          "with with SCONJ IN 5 mark\n"
          "visiting visit VERB VBG 3 acl\n"
          "President President PROPN NNP 7 nmod:desc\n"
          "Idris Idris PROPN NNP 5 obj person:TCD:GOV\n",
          "CONSULT:visit 042 PER.GOV+TCD.GOV > - actual" },
    };
    RUN(CASES);
}

static void some_uses_are_no_event(void **state)
{
    (void)state;
    static const coding_case CASES[] = {
        { "an accident",
          "Nine nine NUM CD 2 nummod\n"
          "people person NOUN NNS 4 nsubj:pass group::CVL\n"
          "were be AUX VBD 4 aux:pass\n"
          "killed kill VERB VBN 0 root\n"
          "in in ADP IN 7 case\n"
          "an a DET DT 7 det\n"
          "accident accident NOUN NN 4 obl\n",
          "" },
        { "a need that is met",
          "The the DET DT 2 det\n"
          "ministry ministry NOUN NN 3 nsubj org:PER:GOV\n"
          "met meet VERB VBD 0 root\n"
          "the the DET DT 5 det\n"
          "target target NOUN NN 3 obj\n",
          "" },
        { "an empty document", "\n", "" },
    };
    RUN(CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_of_the_analyser_do_little),
        cmocka_unit_test(roles_come_from_the_tree),
        cmocka_unit_test(nouns_find_their_parties),
        cmocka_unit_test(status_follows_the_words_around),
        cmocka_unit_test(tellings_of_one_act_are_one_event),
        cmocka_unit_test(parties_come_from_nearby),
        cmocka_unit_test(some_uses_are_no_event),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
