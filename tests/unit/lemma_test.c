/* lemma_test.c — irregular verbs; which script a word gets. */
#include "unit/cmocka_all.h"

#include "analyse/feature.h"
#include "analyse/irregular.h"
#include "analyse/lemma_pick.h"
#include "base/str.h"

enum { SLOTS = 16 };

static void irregular_forms_have_their_verb(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        { "agreed", "agree" },  { "fled", "flee" }, { "Fled", "flee" },
        { "WITHDREW", "withdraw" }, { "written", "write" }, { "wrote", "write" },
        { "mimicked", "mimic" }, { "arisen", "arise" },
    };
    static const char *const NONE[] = { "", "a", "zzz", "attacked", "flee",
        "fledfledfledfledfledfledfledfledfled" };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const char *verb = dtli_irregular_verb(dtli_str(CASES[i][0]));
        assert_non_null(verb);
        assert_string_equal(verb, CASES[i][1]);
    }
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++)
        assert_null(dtli_irregular_verb(dtli_str(NONE[i])));
}

/* Scripts of the small model below. */
enum { KEEP, LOWER, CUT_TWO, CUT_THREE, CUT_ONE, SCRIPTS };

typedef struct small_model {
    dtl_model model;
    dtl_script scripts[SCRIPTS];
    char keys[SLOTS * 8], values[SLOTS * 4];
} small_model;

static void make_model(small_model *s)
{
    static const char *const TEXTS[SCRIPTS] = { "K0/", "L0/", "L2/", "L3/",
                                                "L1/" };
    static const char *const WORDS[] = { "mimic", "profile", "go" };
    memset(s, 0, sizeof *s);
    s->model.scripts = s->scripts;
    s->model.config.scripts = SCRIPTS;
    for (int i = 0; i < SCRIPTS; i++)
        assert_true(dtli_script_read(dtli_str(TEXTS[i]), &s->scripts[i]));
    for (uint32_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        dtli_index_put(s->keys, s->values, SLOTS,
                       dtli_word_hash(dtli_str(WORDS[i])), i + 1);
    dtl_str keys = { s->keys, sizeof s->keys };
    dtl_str values = { s->values, sizeof s->values };
    assert_true(dtli_index_init(keys, values, 4, &s->model.words));
}

static void scripts_are_picked_by_form_and_vocabulary(void **state)
{
    (void)state;
    static const struct {
        const char *name, *form;
        uint8_t upos;
        float row[SCRIPTS];
        uint16_t script;
    } CASES[] = {
        { "the best makes a word", "profiles", DTL_UPOS_NOUN,
          { 0, 0, 2, 0, 3 }, CUT_ONE },
        { "the next best does", "mimicked", DTL_UPOS_VERB,
          { 0, 0, 3, 2, 0 }, CUT_THREE },
        { "it is too far behind", "mimicked", DTL_UPOS_VERB,
          { 0, 0, 30, 2, 0 }, CUT_TWO },
        { "no script makes a word", "blorked", DTL_UPOS_VERB,
          { 0, 0, 3, 2, 1 }, CUT_TWO },
        { "short words that are only cut", "goes", DTL_UPOS_VERB,
          { 0, 0, 3, 2, 2.5f }, CUT_TWO },
        { "equal scores", "mimicked", DTL_UPOS_VERB,
          { 0, 0, 3, 3, 3 }, CUT_THREE },
        { "a name keeps its capital", "Basra", DTL_UPOS_PROPN,
          { 1, 3, 0, 0, 0 }, KEEP },
        { "a name without one", "basra", DTL_UPOS_PROPN,
          { 1, 3, 0, 0, 0 }, LOWER },
        { "other words are lowered", "The", DTL_UPOS_DET,
          { 1, 3, 0, 0, 0 }, LOWER },
    };
    small_model s;
    make_model(&s);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_token tok = { 0 };
        tok.form = dtli_str(CASES[i].form);
        tok.upos = CASES[i].upos;
        if (dtli_lemma_pick(&s.model, &tok, CASES[i].row) != CASES[i].script)
            fail_msg("%s", CASES[i].name);
    }
}

static void numbers_lose_their_commas(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        { "1,100", "1100" }, { "1,234,567", "1234567" }, { "8,000.5", "8000.5" },
        { "1100", "" }, { "3,", "" }, { "3,40", "" }, { "1,2345", "" },
        { ",100", "" }, { "", "" }, { "1,100th", "" }, { "one", "" },
    };
    char out[DTLI_LEMMA_MAX];
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_str lemma = { out, dtli_lemma_number(dtli_str(CASES[i][0]), out) };
        assert_true(dtli_str_is(lemma, CASES[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(irregular_forms_have_their_verb),
        cmocka_unit_test(scripts_are_picked_by_form_and_vocabulary),
        cmocka_unit_test(numbers_lose_their_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
