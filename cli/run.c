/* run.c — one batch over the files of a command.
 *
 * Records go to standard output, everything else to standard error. A line
 * of progress is shown only where standard error is a terminal and standard
 * output is not; Ctrl-C ends the run after the document in hand.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { PROGRESS_EVERY_MS = 200, EXIT_INTERRUPTED = 130 };

typedef struct run_state {
    bool progress;      /* show the line */
    bool line_shown;
    uint64_t started_ms;
    uint64_t shown_ms;
    bool output_failed;
} run_state;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void cli_print_error(const dtl_error *err)
{
    if (err->source[0])
        fprintf(stderr, "%s:", err->source);
    else
        fprintf(stderr, "dateline:");
    if (err->line)
        fprintf(stderr, "%llu:", (unsigned long long)err->line);
    fprintf(stderr, " %s", err->message);
    if (err->byte)
        fprintf(stderr, " (byte %llu)", (unsigned long long)err->byte);
    fputc('\n', stderr);
}

static void clear_line(run_state *state)
{
    if (state->line_shown)
        fputs("\r\033[K", stderr);
    state->line_shown = false;
}

static bool put(void *payload, dtl_str bytes)
{
    run_state *state = payload;
    if (fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len)
        return true;
    state->output_failed = true;
    return false;
}

static void report(void *payload, const dtl_error *what)
{
    run_state *state = payload;
    clear_line(state);
    cli_print_error(what);
}

static void show_progress(void *payload, uint64_t docs, uint64_t words)
{
    run_state *state = payload;
    if (!state->progress)
        return;
    uint64_t now = now_ms(), spent = now - state->started_ms;
    if (now - state->shown_ms < PROGRESS_EVERY_MS || spent == 0)
        return;
    state->shown_ms = now;
    state->line_shown = true;
    fprintf(stderr, "\r\033[K%llu documents, %llu words, %llu words a second",
            (unsigned long long)docs, (unsigned long long)words,
            (unsigned long long)(words * 1000 / spent));
}

static bool stop(void *payload)
{
    (void)payload;
    return interrupted != 0;
}

static int open_reader(const cli_options *options, const run_plan *plan,
                       run_state *state, dtl_reader **reader)
{
    static char *STANDARD_INPUT[] = { "-" };
    dtl_reader_options read = DTL_READER_OPTIONS_INIT;
    dtl_error err = { 0 };
    const opt_values *own = &options->own;
    bool none = own->file_count == 0;
    if (plan->date)
        read.default_date = dtl_day_parse(
            (dtl_str){ plan->date, strlen(plan->date) });
    read.form = plan->form;
    read.warn = report;
    read.payload = state;
    dtl_status status = dtl_reader_open(
        (const char *const *)(none ? STANDARD_INPUT : own->files),
        none ? 1 : (size_t)own->file_count, &read, reader, &err);
    if (status == DTL_OK)
        return EXIT_OK;
    cli_print_error(&err);
    return EXIT_SETUP;
}

/* Runs the batch and turns its outcome into an exit status. */
static int run_batch(dtl_batch *batch, run_state *state)
{
    dtl_batch_result result;
    dtl_error err = { 0 };
    dtl_status status = dtl_batch_run(batch, &result, &err);
    clear_line(state);
    if (state->output_failed)
        return cli_flush(EXIT_OUTPUT);
    if (interrupted)
        return cli_flush(EXIT_INTERRUPTED);
    if (status != DTL_OK) {
        cli_print_error(&err);
        return EXIT_SETUP;
    }
    return cli_flush(result.rejected ? EXIT_INPUT : EXIT_OK);
}

int cli_run(cli_options *options, const run_plan *plan)
{
    dtl_engine *engine =
        cli_open_engine(options, dtl_format_stage(plan->write.format),
                        plan->each_mention);
    if (!engine)
        return EXIT_SETUP;
    run_state state = { .progress = isatty(STDERR_FILENO) && !cli_is_terminal(),
                        .started_ms = now_ms() };
    dtl_reader *reader = NULL;
    int exit_code = open_reader(options, plan, &state, &reader);
    if (exit_code == EXIT_OK) {
        struct sigaction action = { .sa_handler = on_interrupt,
                                    .sa_flags = (int)SA_RESETHAND };
        sigaction(SIGINT, &action, NULL);
        dtl_batch batch = { .engine = engine,
                            .reader = reader,
                            .jobs = plan->jobs,
                            .write = plan->write,
                            .put = put,
                            .report = report,
                            .progress = show_progress,
                            .stop = stop,
                            .payload = &state };
        dtl_str head = dtl_format_head(plan->write.format);
        fwrite(head.ptr, 1, head.len, stdout);
        exit_code = run_batch(&batch, &state);
        if (exit_code == EXIT_OK && options->warned)
            exit_code = EXIT_INPUT;
    }
    dtl_reader_close(reader);
    dtl_engine_close(engine);
    return exit_code;
}
