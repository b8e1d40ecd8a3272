/* cmd_import.c — dateline import: event data of other projects into a
 * store. */
#include <stdio.h>

#include "cli.h"

enum { ARGUMENTS_MAX = 4096 };

/* "1200000 rows, 31000 a second, 2 min left" */
static void show_progress(void *payload, const dtl_store_progress *now)
{
    cli_show_progress(payload, "rows", now);
}

static void add(unsigned long long number, const char *what)
{
    if (number)
        printf(", %llu %s", number, what);
}

static int end(dtl_status status, const dtl_import_result *result,
               const dtl_error *err)
{
    printf("%llu event%s added", (unsigned long long)result->added,
           result->added == 1 ? "" : "s");
    add(result->changed, "replaced");
    add(result->known, "known");
    add(result->rejected, "rejected");
    add(result->documents, result->documents == 1 ? "document" : "documents");
    putchar('\n');
    return cli_end_filling(status, result->rejected, err);
}

static int run(cli_options *options, dtl_store *store,
               const dtl_import_options *what)
{
    dtl_import_result result;
    dtl_error err = { 0 };
    (void)options;
    cli_catch_interrupt();
    dtl_status status = dtl_import(store, what, &result, &err);
    cli_line_clear(what->payload);
    return end(status, &result, &err);
}

/* The data first: without it no store is made. */
static int open_and_run(cli_options *options, dtl_import_options *what)
{
    dtl_engine *engine = cli_open_engine(options, DTL_STAGE_BLOCKS, false);
    if (!engine)
        return EXIT_SETUP;
    what->engine = engine;
    dtl_store *store = cli_open_store(options, DTL_STORE_CREATE);
    int code = store ? run(options, store, what) : EXIT_SETUP;
    dtl_store_close(store);
    dtl_engine_close(engine);
    return code;
}

int cmd_import(const opt_values *front, int argc, char **argv)
{
    static const char *const STANDARD[] = { "-" };
    int code;
    char arguments[ARGUMENTS_MAX];
    cli_line line;
    cli_options options = { .front = front };
    cli_join(argv + 1, argc - 1, arguments, sizeof arguments);
    if (!cli_parse("import", argc, argv, &options, &code) ||
        !cli_names_store(&options, "import", &code))
        return code;
    const opt_values *own = &options.own;
    if (!opt_get(own, "format"))
        return opt_usage_error("import", "--format tells what the files are");
    cli_line_init(&line, true);
    bool named = own->file_count > 0;
    dtl_import_options what = {
        .format = opt_get(own, "format"),
        .paths = named ? (const char *const *)own->files : STANDARD,
        .path_count = named ? (size_t)own->file_count : 1,
        .arguments = arguments,
        .report = cli_line_report,
        .progress = show_progress,
        .stop = cli_stop,
        .payload = &line
    };
    return open_and_run(&options, &what);
}
