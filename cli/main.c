/* main.c — the dateline command: finds the subcommand and hands over. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const struct {
    const char *name;
    int (*run)(const opt_values *front, int argc, char **argv);
} COMMANDS[] = {
    { "code", cmd_code },       { "parse", cmd_parse },
    { "times", cmd_times },     { "places", cmd_places },
    { "quotes", cmd_quotes },   { "explain", cmd_explain },
    { "link", cmd_link },       { "codebook", cmd_codebook },
    { "add", cmd_add },         { "recode", cmd_recode },
    { "find", cmd_find },       { "timeline", cmd_timeline },
    { "dyads", cmd_dyads },     { "actors", cmd_actors },
    { "map", cmd_map },         { "export", cmd_export },
    { "import", cmd_import },
};

int main(int argc, char **argv)
{
    opt_values opt;
    switch (opt_parse("dateline", argc, argv, &opt)) {
    case OPT_DONE:
        return cli_flush(EXIT_OK);
    case OPT_BAD:
        return EXIT_USAGE;
    case OPT_RUN:
        break;
    }
    if (opt.file_count == 0)
        return opt_usage_error("dateline", "no command given");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (strcmp(opt.files[0], COMMANDS[i].name) == 0)
            return COMMANDS[i].run(&opt, opt.file_count, opt.files);
    return opt_usage_error("dateline", "no such command");
}
