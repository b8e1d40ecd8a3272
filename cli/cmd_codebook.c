/* cmd_codebook.c — dateline codebook: the tables that events are coded by. */
#include <string.h>

#include "cli.h"

int cmd_codebook(const opt_values *front, int argc, char **argv)
{
    cli_options options = { .front = front };
    int exit_code;
    if (!cli_parse("codebook", argc, argv, &options, &exit_code))
        return exit_code;
    if (options.own.file_count > 1)
        return opt_usage_error("codebook", "one table at a time");
    const char *name =
        options.own.file_count ? options.own.files[0] : "events";
    dtl_engine *engine = cli_open_engine(&options, DTL_STAGE_SEGMENT, false);
    if (!engine)
        return EXIT_SETUP;
    dtl_error err = { 0 };
    dtl_status status = dtl_codebook_write(
        engine, (dtl_str){ name, strlen(name) }, cli_put, NULL, &err);
    dtl_engine_close(engine);
    if (status == DTL_NOTFOUND)
        return opt_usage_error("codebook", "there is no such table: events, "
                               "modes, contexts, sectors, cameo");
    return cli_flush(status == DTL_OK ? EXIT_OK : EXIT_OUTPUT);
}
