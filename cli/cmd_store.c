/* cmd_store.c — dateline add, recode: documents into a store. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

enum { ARGUMENTS_MAX = 4096 };

static void show_progress(void *payload, const dtl_store_progress *now)
{
    cli_show_progress(payload, "documents", now);
}

static void count(const char *what, uint64_t number, const char *before)
{
    if (number)
        printf("%s%llu %s%s", before, (unsigned long long)number, what,
               number == 1 ? "" : "s");
}

static void tell_added(const dtl_store_result *r)
{
    printf("%llu document%s added", (unsigned long long)r->added_documents,
           r->added_documents == 1 ? "" : "s");
    if (r->replaced)
        printf(", %llu replaced by a new version",
               (unsigned long long)r->replaced);
    if (r->recoded)
        printf(", %llu coded again", (unsigned long long)r->recoded);
    if (r->copies)
        printf(", %llu the same as another", (unsigned long long)r->copies);
    if (r->known)
        printf(", %llu known", (unsigned long long)r->known);
    if (r->rejected)
        printf(", %llu rejected", (unsigned long long)r->rejected);
    count("event", r->events_added + r->events_changed, ", ");
    putchar('\n');
}

static void tell_recoded(const dtl_store_result *r)
{
    printf("%llu document%s coded again: %llu event%s as before, %llu added, "
           "%llu removed, %llu changed\n",
           (unsigned long long)r->recoded, r->recoded == 1 ? "" : "s",
           (unsigned long long)r->events_kept,
           r->events_kept == 1 ? "" : "s",
           (unsigned long long)r->events_added,
           (unsigned long long)r->events_removed,
           (unsigned long long)r->events_changed);
}

/* Prints what was done and turns the outcome into an exit status. */
static int end(const char *command, dtl_status status,
               const dtl_store_result *result, const dtl_error *err)
{
    bool recode = strcmp(command, "recode") == 0;
    if (recode)
        tell_recoded(result);
    else
        tell_added(result);
    return cli_end_filling(status, result->rejected, err);
}

/* One call of a command. */
typedef struct store_call {
    const char *command;
    cli_options options;
    cli_line line; /* of progress */
    dtl_store_job job;
    dtl_store_mode mode;
    char arguments[ARGUMENTS_MAX]; /* for the table of runs */
} store_call;

/* Parses the options; false: return *exit_code at once. */
static bool begin(store_call *call, int argc, char **argv, int *exit_code)
{
    cli_join(argv + 1, argc - 1, call->arguments, sizeof call->arguments);
    if (!cli_parse(call->command, argc, argv, &call->options, exit_code) ||
        !cli_names_store(&call->options, call->command, exit_code))
        return false;
    const opt_values *own = &call->options.own;
    cli_line_init(&call->line, true);
    call->job = (dtl_store_job){ .arguments = call->arguments,
                                 .jobs = opt_number(own, "jobs", 1),
                                 .places = opt_get(own, "places"),
                                 .report = cli_line_report,
                                 .progress = show_progress,
                                 .stop = cli_stop,
                                 .payload = &call->line };
    return true;
}

static int run_store(store_call *call, dtl_store *store)
{
    dtl_store_result result;
    dtl_error err = { 0 };
    cli_catch_interrupt();
    dtl_status status =
        call->job.reader ? dtl_store_add(store, &call->job, &result, &err)
                         : dtl_store_recode(store, &call->job, &result, &err);
    cli_line_clear(&call->line);
    return end(call->command, status, &result, &err);
}

/* The engine first: without it no store is made. */
static int run_call(store_call *call)
{
    dtl_engine *engine =
        cli_open_engine(&call->options, DTL_STAGE_CODE, false);
    if (!engine)
        return EXIT_SETUP;
    call->job.engine = engine;
    dtl_store *store = cli_open_store(&call->options, call->mode);
    int exit_code = store ? run_store(call, store) : EXIT_SETUP;
    dtl_store_close(store);
    dtl_engine_close(engine);
    return exit_code;
}

int cmd_add(const opt_values *front, int argc, char **argv)
{
    int exit_code;
    store_call call = { .command = "add",
                        .options = { .front = front },
                        .mode = DTL_STORE_CREATE };
    if (!begin(&call, argc, argv, &exit_code))
        return exit_code;
    exit_code = cli_open_reader(&call.options, cli_line_report, &call.line,
                                &call.job.reader);
    if (exit_code == EXIT_OK)
        exit_code = run_call(&call);
    dtl_reader_close(call.job.reader);
    return exit_code;
}

int cmd_recode(const opt_values *front, int argc, char **argv)
{
    int exit_code;
    store_call call = { .command = "recode",
                        .options = { .front = front },
                        .mode = DTL_STORE_WRITE };
    if (!begin(&call, argc, argv, &exit_code))
        return exit_code;
    if (call.options.own.file_count)
        return opt_usage_error("recode", "no files: what is in the store is "
                               "coded again");
    return run_call(&call);
}
