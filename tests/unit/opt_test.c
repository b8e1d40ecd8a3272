/* opt_test.c — options of the command: values, files and complaints. */
#include "unit/cmocka_all.h"

#include "opt.h"

enum { WORDS_MAX = 8 };

/* Runs opt_parse on a copy of `words`, which it may reorder. */
static opt_result parse(const char *command, const char *const *words,
                        char **argv, opt_values *out)
{
    int argc = 0;
    while (argc < WORDS_MAX && words[argc]) {
        union { /* argv is not const, though nothing writes to its strings */
            const char *in;
            char *out;
        } word = { words[argc] };
        argv[argc++] = word.out;
    }
    return opt_parse(command, argc, argv, out);
}

static void values_and_files_may_mix(void **state)
{
    (void)state;
    const char *const words[WORDS_MAX] = { "code", "a.txt", "--format=csv",
                                           "-j", "4", "--", "--odd", NULL };
    char *argv[WORDS_MAX];
    opt_values opt;
    assert_int_equal(parse("code", words, argv, &opt), OPT_RUN);
    assert_string_equal(opt_get(&opt, "format"), "csv");
    assert_int_equal(opt_number(&opt, "jobs", 1), 4);
    assert_null(opt_get(&opt, "date"));
    assert_int_equal(opt.file_count, 2);
    assert_string_equal(opt.files[0], "a.txt");
    assert_string_equal(opt.files[1], "--odd");
}

static void a_repeatable_option_keeps_all(void **state)
{
    (void)state;
    const char *const words[WORDS_MAX] = { "code", "--actors", "a.tsv", "x",
                                           "--actors=b.txt", NULL };
    char *argv[WORDS_MAX];
    const char *all[OPT_REPEAT_MAX];
    opt_values opt;
    assert_int_equal(parse("code", words, argv, &opt), OPT_RUN);
    assert_int_equal(opt_get_all(&opt, "actors", all), 2);
    assert_string_equal(all[0], "a.tsv");
    assert_string_equal(all[1], "b.txt");
    assert_int_equal(opt_get_all(&opt, "format", all), 0);
    assert_int_equal(opt_get_all(&opt, "no-such", all), 0);
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    char name[] = "code", value[] = "--actors=a";
    char *argv[OPT_REPEAT_MAX + 2] = { name };
    opt_values opt;
    for (int i = 1; i < OPT_REPEAT_MAX + 2; i++)
        argv[i] = value;
    assert_int_equal(opt_parse("code", OPT_REPEAT_MAX + 1, argv, &opt),
                     OPT_RUN);
    assert_int_equal(opt_parse("code", OPT_REPEAT_MAX + 2, argv, &opt),
                     OPT_BAD);
}

static void wrong_words_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *words[WORDS_MAX];
    } CASES[] = {
        { "E801 unknown option", { "code", "--formt", "csv" } },
        { "E801 unknown letter", { "code", "-x" } },
        { "E802 value missing", { "code", "--format" } },
        { "E803 empty value", { "code", "--model", "" } },
        { "E804 not a choice", { "code", "--format", "xml" } },
        { "E804 prefix of a choice", { "code", "--format", "js" } },
        { "E804 bad list item", { "code", "--status", "actual,gone" } },
        { "E805 zero", { "code", "--jobs", "0" } },
        { "E805 too many", { "code", "--jobs", "257" } },
        { "E805 not a number", { "code", "-j4x" } },
        { "E806 no such day", { "code", "--date", "2023-02-29" } },
        { "E806 not a day", { "code", "--date", "yesterday" } },
        { "E807 flag with a value", { "code", "--help=me" } },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char *argv[WORDS_MAX];
        opt_values opt;
        print_message("case: %s\n", CASES[i].name);
        assert_int_equal(parse("code", CASES[i].words, argv, &opt), OPT_BAD);
    }
}

static void unknown_commands_are_refused(void **state)
{
    (void)state;
    const char *const words[WORDS_MAX] = { "cood" }; /* E808 */
    char *argv[WORDS_MAX];
    opt_values opt;
    assert_int_equal(parse("cood", words, argv, &opt), OPT_BAD);
    assert_true(opt_is_command("code"));
    assert_false(opt_is_command("cood"));
    assert_false(opt_is_command("dateline"));
}

static void leap_days_are_days(void **state)
{
    (void)state;
    const char *const words[WORDS_MAX] = { "times", "--date", "2024-02-29" };
    char *argv[WORDS_MAX];
    opt_values opt;
    assert_int_equal(parse("times", words, argv, &opt), OPT_RUN);
    assert_string_equal(opt_get(&opt, "date"), "2024-02-29");
}

static void lists_hold_all_until_one_is_given(void **state)
{
    (void)state;
    const char *const none[WORDS_MAX] = { "code" };
    const char *const two[WORDS_MAX] = { "code", "--status=actual,planned" };
    char *argv[WORDS_MAX];
    opt_values opt;
    assert_int_equal(parse("code", none, argv, &opt), OPT_RUN);
    assert_true(opt_list_has(&opt, "status", "negated"));
    assert_int_equal(parse("code", two, argv, &opt), OPT_RUN);
    assert_true(opt_list_has(&opt, "status", "planned"));
    assert_false(opt_list_has(&opt, "status", "negated"));
}

static void front_options_end_at_the_command(void **state)
{
    (void)state;
    const char *const words[WORDS_MAX] = { "dateline", "code", "--format",
                                           "csv" };
    char *argv[WORDS_MAX];
    opt_values opt;
    assert_int_equal(parse("dateline", words, argv, &opt), OPT_RUN);
    assert_int_equal(opt.file_count, 3);
    assert_string_equal(opt.files[1], "--format");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_files_may_mix),
        cmocka_unit_test(a_repeatable_option_keeps_all),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(wrong_words_are_refused),
        cmocka_unit_test(unknown_commands_are_refused),
        cmocka_unit_test(leap_days_are_days),
        cmocka_unit_test(lists_hold_all_until_one_is_given),
        cmocka_unit_test(front_options_end_at_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
