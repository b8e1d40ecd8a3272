/* cmd_link.c — dateline link: which articles tell the same story. */
#include <string.h>

#include "cli.h"

enum { ARGUMENTS_MAX = 4096 };

typedef struct link_run {
    dtl_linker *linker;
    dtl_link_format format;
} link_run;

static int open_linker(void *payload, const dtl_engine *engine)
{
    link_run *run = payload;
    dtl_error err = { 0 };
    if (dtl_linker_new(engine, &run->linker, &err) == DTL_OK)
        return EXIT_OK;
    cli_print_error(&err);
    return EXIT_SETUP;
}

static bool take(void *payload, dtl_str bytes)
{
    link_run *run = payload;
    dtl_error err = { 0 };
    if (dtl_linker_add(run->linker, bytes, &err) == DTL_OK)
        return true;
    cli_print_error(&err);
    return false;
}

static int finish(void *payload, int exit_code)
{
    link_run *run = payload;
    dtl_error err = { 0 };
    dtl_status status = dtl_linker_run(run->linker, &err);
    if (status == DTL_OK)
        status = dtl_linker_write(run->linker, run->format, cli_put, NULL,
                                  &err);
    if (status == DTL_OK || status == DTL_CANCELLED)
        return cli_flush(status == DTL_OK ? exit_code : EXIT_OUTPUT);
    cli_print_error(&err);
    return EXIT_SETUP;
}

static dtl_link_format format_of(const opt_values *opt)
{
    const char *name = opt_get(opt, "format");
    bool table = name ? strcmp(name, "table") == 0 : cli_is_terminal();
    if (opt_get(opt, "explain"))
        return DTL_LINK_EXPLAIN;
    return table ? DTL_LINK_TABLE : DTL_LINK_JSONL;
}

int cmd_link(const opt_values *front, int argc, char **argv)
{
    cli_options options = { .front = front };
    char arguments[ARGUMENTS_MAX]; /* for the table of runs */
    int exit_code;
    cli_join(argv + 1, argc - 1, arguments, sizeof arguments);
    if (!cli_parse("link", argc, argv, &options, &exit_code))
        return exit_code;
    if (opt_get(&options.own, "db"))
        return cli_link_store(&options, arguments);
    const char *format = opt_get(&options.own, "format");
    if (opt_get(&options.own, "explain") && format &&
        strcmp(format, "table") == 0)
        return opt_usage_error("link", "--explain writes jsonl, no table");
    link_run run = { .format = format_of(&options.own) };
    run_sink sink = { open_linker, take, finish, &run };
    run_plan plan = { .write = { .format = DTL_FORMAT_TERMS },
                      .jobs = opt_number(&options.own, "jobs", 1),
                      .sink = &sink };
    exit_code = cli_run(&options, &plan);
    dtl_linker_free(run.linker);
    return exit_code;
}
