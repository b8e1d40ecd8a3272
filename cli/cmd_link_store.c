/* cmd_link_store.c — dateline link --db: stories and events of a store. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

enum { ARGUMENTS_MAX = 4096 };

/* "1,234 of 5,678 articles analysed, 52 a second" */
static void show_progress(void *payload, const dtl_store_progress *now)
{
    uint64_t spent = cli_line_due(payload);
    if (spent)
        fprintf(stderr, "%llu of %llu %s", (unsigned long long)now->bytes_done,
                (unsigned long long)now->bytes_all,
                now->writing ? "stories compared" : "articles analysed");
}

static const char *plural(uint64_t number)
{
    return number == 1 ? "" : "s";
}

static void tell(const dtl_link_result *r)
{
    printf("%llu article%s analysed", (unsigned long long)r->analysed,
           plural(r->analysed));
    if (r->rejected)
        printf(", %llu rejected", (unsigned long long)r->rejected);
    printf("; %llu linked: %llu stor%s of several",
           (unsigned long long)r->documents, (unsigned long long)r->stories,
           r->stories == 1 ? "y" : "ies");
    if (r->copies)
        printf(", %llu near cop%s", (unsigned long long)r->copies,
               r->copies == 1 ? "y" : "ies");
    printf("; %llu report%s of %llu event%s, %llu told by several\n",
           (unsigned long long)r->reports, plural(r->reports),
           (unsigned long long)r->events, plural(r->events),
           (unsigned long long)r->shared);
}

static int explain(dtl_store *store, dtl_link_format format)
{
    dtl_error err = { 0 };
    dtl_status status =
        dtl_store_link_write(store, format, cli_put, NULL, &err);
    if (status == DTL_OK || status == DTL_NOTFOUND)
        return cli_flush(EXIT_OK);
    if (status == DTL_CANCELLED)
        return cli_flush(EXIT_OUTPUT);
    cli_print_error(&err);
    return EXIT_SETUP;
}

/* Links and tells, or explains; the exit status. */
static int run(cli_options *options, const dtl_store_job *job, dtl_store *store,
               dtl_link_format format)
{
    dtl_link_result result;
    dtl_error err = { 0 };
    cli_catch_interrupt();
    dtl_status status = dtl_store_link(store, job, &result, &err);
    cli_line_clear(job->payload);
    if (status == DTL_CANCELLED) {
        fprintf(stderr,
                "dateline: interrupted; stories are as before, %llu "
                "article%s analysed are kept\n",
                (unsigned long long)result.analysed, plural(result.analysed));
        return EXIT_INTERRUPTED;
    }
    if (status != DTL_OK) {
        cli_print_error(&err);
        return EXIT_OUTPUT;
    }
    int exit_code = result.rejected ? EXIT_INPUT : EXIT_OK;
    if (!opt_get(&options->own, "explain")) {
        tell(&result);
        return cli_flush(exit_code);
    }
    int told = explain(store, format);
    return told == EXIT_OK ? exit_code : told;
}

int cli_link_store(cli_options *options, const char *arguments)
{
    cli_line line;
    const char *form = opt_get(&options->own, "format");
    bool table = form ? strcmp(form, "table") == 0 : cli_is_terminal();
    if (options->own.file_count)
        return opt_usage_error("link", "--db links what is in the store; "
                                       "dateline add takes files");
    cli_line_init(&line, true);
    dtl_engine *engine =
        cli_open_engine(options, dtl_format_stage(DTL_FORMAT_TERMS), false);
    dtl_store *store = engine ? cli_open_store(options, DTL_STORE_WRITE) : NULL;
    dtl_store_job job = { .engine = engine,
                          .jobs = opt_number(&options->own, "jobs", 1),
                          .arguments = arguments,
                          .report = cli_line_report,
                          .progress = show_progress,
                          .stop = cli_stop,
                          .payload = &line };
    int exit_code = store ? run(options, &job, store,
                                table ? DTL_LINK_TABLE : DTL_LINK_EXPLAIN)
                          : EXIT_SETUP;
    dtl_store_close(store);
    dtl_engine_close(engine);
    return exit_code;
}
