/* cmd_code.c — dateline code: events from dated news. */
#include <string.h>

#include "cli.h"

static dtl_format format_of(const opt_values *opt)
{
    const char *name = opt_get(opt, "format");
    if (!name)
        return cli_is_terminal() ? DTL_FORMAT_EVENTS_TABLE
                                 : DTL_FORMAT_EVENTS_JSONL;
    if (strcmp(name, "table") == 0)
        return DTL_FORMAT_EVENTS_TABLE;
    return strcmp(name, "csv") == 0 ? DTL_FORMAT_EVENTS_CSV
                                    : DTL_FORMAT_EVENTS_JSONL;
}

/* Bit set of the statuses that --status keeps; 0 where it was not given. */
static unsigned statuses_of(const opt_values *opt)
{
    unsigned kept = 0;
    if (!opt_get(opt, "status"))
        return 0;
    for (unsigned s = 0; s < DTL_EVENT_STATUS_COUNT; s++)
        if (opt_list_has(opt, "status",
                         dtl_label_text(DTL_LABELS_EVENT_STATUS, s)))
            kept |= 1u << s;
    return kept;
}

int cmd_code(const opt_values *front, int argc, char **argv)
{
    cli_options options = { .front = front };
    int exit_code;
    if (!cli_parse("code", argc, argv, &options, &exit_code))
        return exit_code;
    const char *granularity = opt_get(&options.own, "granularity");
    run_plan plan = {
        .write = { .format = format_of(&options.own),
                   .statuses = statuses_of(&options.own),
                   .colour = cli_colour(),
                   .width = cli_width() },
        .each_mention = granularity && strcmp(granularity, "mention") == 0,
        .jobs = opt_number(&options.own, "jobs", 1),
        .missed = opt_get(&options.own, "missed"),
    };
    return cli_run(&options, &plan);
}
