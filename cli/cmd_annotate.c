/* cmd_annotate.c — dateline parse, times, places, quotes, explain: the same run,
 * written in another format. */
#include "cli.h"

static int annotate(const char *command, dtl_format format,
                    const opt_values *front, int argc, char **argv)
{
    cli_options options = { .front = front };
    int exit_code;
    if (!cli_parse(command, argc, argv, &options, &exit_code))
        return exit_code;
    run_plan plan = { .write = { .format = format,
                                 .colour = cli_colour(),
                                 .width = cli_width() },
                      .jobs = opt_number(&options.own, "jobs", 1) };
    return cli_run(&options, &plan);
}

int cmd_parse(const opt_values *front, int argc, char **argv)
{
    return annotate("parse", DTL_FORMAT_CONLLU, front, argc, argv);
}

int cmd_times(const opt_values *front, int argc, char **argv)
{
    return annotate("times", DTL_FORMAT_TIMES, front, argc, argv);
}

int cmd_places(const opt_values *front, int argc, char **argv)
{
    return annotate("places", DTL_FORMAT_PLACES, front, argc, argv);
}

int cmd_quotes(const opt_values *front, int argc, char **argv)
{
    return annotate("quotes", DTL_FORMAT_QUOTES, front, argc, argv);
}

int cmd_explain(const opt_values *front, int argc, char **argv)
{
    return annotate("explain", DTL_FORMAT_EXPLAIN, front, argc, argv);
}
