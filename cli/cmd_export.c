/* cmd_export.c — dateline export: a store's events in other forms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { PATH_MAX_BYTES = 4096 };

static bool put(void *payload, dtl_str bytes)
{
    return !cli_interrupted() &&
           fwrite(bytes.ptr, 1, bytes.len, payload) == bytes.len;
}

static int exit_of(dtl_status status, const dtl_error *err)
{
    if (status == DTL_OK)
        return EXIT_OK;
    if (status == DTL_CANCELLED && cli_interrupted())
        return EXIT_INTERRUPTED;
    if (status == DTL_CANCELLED)
        fprintf(stderr, "dateline export: the output cannot be written\n");
    else
        cli_print_error(err);
    return status == DTL_CANCELLED ? EXIT_OUTPUT
           : status == DTL_INVALID ? EXIT_USAGE
                                   : EXIT_SETUP;
}

/* To a file beside `path` that takes its name when it is whole. */
static int export_to(dtl_store *store, const dtl_export_options *options,
                     const char *path)
{
    char part[PATH_MAX_BYTES];
    dtl_error err = { 0 };
    int length = snprintf(part, sizeof part, "%s.part", path);
    FILE *file =
        length > 0 && (size_t)length < sizeof part ? fopen(part, "wb") : NULL;
    if (!file) {
        fprintf(stderr, "dateline export: %s cannot be written\n", path);
        return EXIT_OUTPUT;
    }
    int code = exit_of(dtl_export(store, options, put, file, &err), &err);
    bool closed = fclose(file) == 0;
    if (code == EXIT_OK && closed && rename(part, path) == 0)
        return EXIT_OK;
    remove(part);
    if (code == EXIT_OK) {
        fprintf(stderr, "dateline export: %s cannot be written\n", path);
        code = EXIT_OUTPUT;
    }
    return code;
}

/* The library writes the file, whole or not at all. */
static int export_parquet(dtl_store *store, const dtl_export_options *options,
                          const char *path)
{
    dtl_error err = { 0 };
    dtl_status status = dtl_export_parquet(store, options, path, &err);
    int code = exit_of(status, &err);
    return status == DTL_IO ? EXIT_OUTPUT : code;
}

int cmd_export(const opt_values *front, int argc, char **argv)
{
    int code;
    dtl_error err = { 0 };
    cli_options options = { .front = front };
    if (!cli_parse("export", argc, argv, &options, &code) ||
        !cli_names_store(&options, "export", &code))
        return code;
    const char *format = opt_get(&options.own, "format");
    const char *path = opt_get(&options.own, "output");
    if (options.own.file_count)
        return opt_usage_error("export", "no files: --output names one");
    bool parquet = format && strcmp(format, "parquet") == 0;
    if (parquet && !path)
        return opt_usage_error("export", "parquet needs --output FILE");
    const char *duckdb = getenv("DATELINE_DUCKDB");
    dtl_export_options what = { .format = format ? format : "csv",
                                .from = opt_get(&options.own, "from"),
                                .to = opt_get(&options.own, "to"),
                                .status = opt_get(&options.own, "status"),
                                .header = opt_get(&options.own, "header"),
                                .stop = cli_stop,
                                .duckdb = duckdb && duckdb[0] ? duckdb : NULL };
    dtl_store *store = cli_open_store(&options, DTL_STORE_READ);
    if (!store)
        return EXIT_SETUP;
    cli_catch_interrupt();
    if (parquet)
        code = export_parquet(store, &what, path);
    else if (path)
        code = export_to(store, &what, path);
    else
        code = exit_of(dtl_export(store, &what, put, stdout, &err), &err);
    dtl_store_close(store);
    return cli_flush(code);
}
