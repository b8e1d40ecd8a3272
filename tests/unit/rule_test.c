/* rule_test.c — rule tables that cannot be read are told by rule and id. */
#include "unit/cmocka_all.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "code/rule.h"

enum { TABLES = 8 };

/* Writes a lexicon of the given tables (name, TSV) to `path`. */
static void write_lexicon(const char *path, const char *const tables[][2],
                          size_t count)
{
    dtl_pack_writer writer;
    dtl_buf sections[2 * TABLES];
    dtl_error err = { .code = DTL_OK };
    dtli_pack_writer_init(&writer, "lexicon");
    for (size_t i = 0; i < count; i++) {
        dtli_buf_init(&sections[i], 1 << 20);
        assert_int_equal(dtli_table_encode(dtli_str(tables[i][1]),
                                           &sections[i], &err), DTL_OK);
        assert_int_equal(dtli_pack_add(&writer, tables[i][0],
                                       dtli_buf_str(&sections[i]), &err),
                         DTL_OK);
    }
    assert_int_equal(dtli_pack_write(&writer, path, &err), DTL_OK);
    dtli_pack_writer_clear(&writer);
    for (size_t i = 0; i < count; i++)
        dtli_buf_clear(&sections[i]);
}

#define HEADER \
    "id\ttrigger\tpos\tframe\tevent\tmode\tcameo\tactor\trecipient\tsentence\n"
#define ROW(trigger, pos, frame, event, actor)                                \
    HEADER "a/b\t" trigger "\t" pos "\t" frame "\t" event "\t\t\t" actor      \
           "\t\tA sentence.\n"
#define MODES "event\tmode\tcameo\twhere\twords\tsentence\n"
#define TRUST "feature\tweight\trecord\n"

#define CONTEXTS "context\tkind\twords\n"

/* Opens rules with one table of events; the others are small and good. */
static dtl_status open_all(const char *events, const char *modes,
                           const char *trust, const char *contexts,
                           dtl_error *err)
{
    const char *const tables[][2] = {
        { "codebook/events", "event\tcameo_default\nAGREE\t030\n" },
        { "codebook/modes", "event\tmode\tcameo_default\n" },
        { "codebook/cameo", "code\tlabel\n030\tpromise\n" },
        { "codebook/contexts", "context\tmeaning\nmilitary\tarmies\n" },
        { "rules/classes", "class\twords\nTALK\ttalk|peace talk\n" },
        { "rules/contexts", contexts },
        { "rules/events_agree", events },
        { "rules/modes", modes },
        { "rules/topics", "topic\twords\nsport\tgoal\n" },
        { "rules/trust", trust },
        { "rules/parts", "feature\tweight\na.all=\t5\n" },
        { "rules/unite", "feature\tweight\nfloor\t0\n" },
        { "rules/state", "feature\tweight\nmargin\t0\n" },
        { "rules/same", "feature\tweight\nfloor\t0\n" },
        { "rules/veto", "id\ttrigger\tpos\tframe\tsentence\n" },
    };
    char path[] = "/tmp/rule_test_XXXXXX";
    int fd = mkstemp(path);
    dtl_lexicon *lexicon = NULL;
    dtl_rules *rules = NULL;
    assert_true(fd >= 0);
    close(fd);
    write_lexicon(path, tables, sizeof tables / sizeof tables[0]);
    assert_int_equal(dtli_lexicon_open(path, &lexicon, err), DTL_OK);
    dtl_status status = dtli_rules_open(lexicon, &rules, err);
    dtli_rules_close(rules);
    dtli_lexicon_close(lexicon);
    unlink(path);
    return status;
}

static dtl_status open_with(const char *events, const char *modes,
                            const char *trust, dtl_error *err)
{
    return open_all(events, modes, trust,
                    "context\twords\nmilitary\tarmy\n", err);
}

static void contexts_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *name, *rows;
        dtl_status want;
        const char *message;
    } CASES[] = {
        { "every kind", "military\tword\tarmy|air force|anti-tank\n"
          "military\thint\tstorm/n|base/v|grave/a\n"
          "military\tmask\tarmy of\nmilitary\tagainst\tgoal\n"
          "military\tsign\tby=MIL|?AGREE states|any=REB to!=CVL visit\n"
          "military\tyields\tmilitary\n", DTL_OK, "" },
        { "no such context", "sport\tword\tgoal\n", DTL_SYNTAX,
          "E545: no context \"sport\"" },
        { "no such kind", "military\tperhaps\tgoal\n", DTL_SYNTAX,
          "E545: no kind of row \"perhaps\"" },
        { "yields to nothing", "military\tyields\tpeace\n", DTL_SYNTAX,
          "E545: no context \"peace\"" },
        { "a sign with an empty list", "military\tsign\tby=\n", DTL_SYNTAX,
          "E545: no sign \"by=\"" },
        { "an empty sign", "military\tsign\tby=MIL|\n", DTL_SYNTAX,
          "E545: no sign \"\"" },
        { "an empty word", "military\tword\tarmy|\n", DTL_SYNTAX,
          "E545: no term \"\"" },
        { "two blanks", "military\tword\tair  force\n", DTL_SYNTAX,
          "E545: no term \"air  force\"" },
        { "more words than a term holds", "military\tword\ta-b-c d\n",
          DTL_SYNTAX, "E545: no term \"a - b - c d\"" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_error err = { .code = DTL_OK };
        char table[1024] = CONTEXTS;
        print_message("case: %s\n", CASES[i].name);
        strcat(table, CASES[i].rows);
        assert_int_equal(open_all(ROW("agree", "v", "", "AGREE", ""), MODES,
                                  TRUST, table, &err), CASES[i].want);
        assert_true(dtli_str_starts(dtli_str(err.message),
                                    dtli_str(CASES[i].message)));
    }
}

static void faults_are_told_by_id(void **state)
{
    (void)state;
    static const struct {
        const char *name, *events, *modes, *trust;
        dtl_status want;
        const char *message;
    } CASES[] = {
        { "good", ROW("agree", "v", "xcomp=@TALK !p:by", "AGREE", "subj+p:with"),
          MODES, TRUST, DTL_OK, "" },
        { "class as trigger", ROW("@TALK", "n", "light", "AGREE", ""), MODES,
          TRUST, DTL_OK, "" },
        { "no such type", ROW("agree", "v", "", "MARRY", ""), MODES, TRUST,
          DTL_SYNTAX, "E505: rule a/b: E504" },
        { "no such slot", ROW("agree", "v", "subject", "AGREE", ""), MODES,
          TRUST, DTL_SYNTAX, "E505: rule a/b: E510" },
        { "no such class", ROW("agree", "v", "obj=@DEAL", "AGREE", ""), MODES,
          TRUST, DTL_SYNTAX, "E505: rule a/b: E511" },
        { "no such kind", ROW("agree", "v", "obj=#god", "AGREE", ""), MODES,
          TRUST, DTL_SYNTAX, "E505: rule a/b: E512" },
        { "no such class of triggers", ROW("@DEAL", "v", "", "AGREE", ""),
          MODES, TRUST, DTL_SYNTAX, "E505: rule a/b: E503" },
        { "an empty word", ROW("agree|", "v", "", "AGREE", ""), MODES, TRUST,
          DTL_SYNTAX, "E505: rule a/b: E502" },
        { "a mode of no type", ROW("agree", "v", "", "AGREE", ""),
          MODES "MARRY\tm\t\tany\tword\tA word.\n", TRUST, DTL_SYNTAX, "E506" },
        { "a weight that is no number", ROW("agree", "v", "", "AGREE", ""),
          MODES, TRUST "bias\tmuch\t1\n", DTL_SYNTAX, "E508" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_error err = { .code = DTL_OK };
        print_message("case: %s\n", CASES[i].name);
        assert_int_equal(open_with(CASES[i].events, CASES[i].modes,
                                   CASES[i].trust, &err), CASES[i].want);
        assert_true(dtli_str_starts(dtli_str(err.message),
                                    dtli_str(CASES[i].message)));
    }
}

static void weights_are_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        dtl_status want;
        int32_t weight; /* of "near" */
    } CASES[] = {
        { "near\t-120\n", DTL_OK, -120 },
        { "far\t7\n", DTL_OK, 0 },
        { "near\tmuch\n", DTL_SYNTAX, 0 },
        { "near\t\n", DTL_SYNTAX, 0 },
        { "near\t9999999\n", DTL_SYNTAX, 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[64] = "feature\tweight\n";
        strcat(text, CASES[i].rows);
        dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
        dtli_weights weights = { .index = NULL };
        dtl_error err = { .code = DTL_OK };
        dtl_table table;
        dtl_buf section;
        dtli_buf_init(&section, 1 << 16);
        assert_int_equal(dtli_table_encode(dtli_str(text), &section, &err),
                         DTL_OK);
        assert_int_equal(dtli_table_init(dtli_buf_str(&section), &table,
                                         &err), DTL_OK);
        assert_int_equal(dtli_weights_read(arena, &table, &weights, &err),
                         CASES[i].want);
        if (CASES[i].want == DTL_OK)
            assert_int_equal(dtli_weights_get(&weights, DTL_STR("near")),
                             CASES[i].weight);
        else
            assert_true(dtli_str_starts(dtli_str(err.message),
                                        DTL_STR("E541: bad weight of near "
                                                "in row 1")));
        dtli_weights_clear(&weights);
        dtli_buf_clear(&section);
        dtli_arena_free(arena);
    }
}

static void a_lexicon_without_rules_is_told(void **state)
{
    (void)state;
    static const char *const TABLE[][2] = {
        { "codebook/events", "event\tcameo_default\nAGREE\t030\n" },
        { "codebook/modes", "event\tmode\tcameo_default\n" },
        { "codebook/cameo", "code\tlabel\n030\tpromise\n" },
    };
    char path[] = "/tmp/rule_test_XXXXXX";
    int fd = mkstemp(path);
    dtl_lexicon *lexicon = NULL;
    dtl_rules *rules = NULL;
    dtl_error err = { .code = DTL_OK };
    assert_true(fd >= 0);
    close(fd);
    write_lexicon(path, TABLE, sizeof TABLE / sizeof TABLE[0]);
    assert_int_equal(dtli_lexicon_open(path, &lexicon, &err), DTL_OK);
    assert_int_equal(dtli_rules_open(lexicon, &rules, &err), DTL_NOTFOUND);
    assert_true(dtli_str_starts(dtli_str(err.message), DTL_STR("E507")));
    assert_null(rules);
    dtli_lexicon_close(lexicon);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_told_by_id),
        cmocka_unit_test(contexts_are_checked),
        cmocka_unit_test(weights_are_numbers),
        cmocka_unit_test(a_lexicon_without_rules_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
