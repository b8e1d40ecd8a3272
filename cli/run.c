/* run.c — one batch over the files of a command.
 *
 * Records go to standard output, everything else to standard error. A line
 * of progress is shown only where standard error is a terminal and standard
 * output is not; Ctrl-C ends the run after the document in hand.
 */
#include <stdio.h>

#include "cli.h"

typedef struct run_state {
    cli_line line; /* of progress */
    cli_missed *missed;
    bool output_failed;
    const run_sink *sink; /* or NULL */
} run_state;

bool cli_put(void *payload, dtl_str bytes)
{
    (void)payload;
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
}

static bool put(void *payload, dtl_str bytes)
{
    run_state *state = payload;
    if (state->sink)
        return state->sink->put(state->sink->payload, bytes);
    if (cli_put(NULL, bytes))
        return true;
    state->output_failed = true;
    return false;
}

static bool put_missed(void *payload, dtl_str lines)
{
    run_state *state = payload;
    cli_missed_add(state->missed, lines);
    return true;
}

static void report(void *payload, const dtl_error *what)
{
    run_state *state = payload;
    cli_line_clear(&state->line);
    cli_print_error(what);
}

static void show_progress(void *payload, uint64_t docs, uint64_t words)
{
    run_state *state = payload;
    uint64_t spent = cli_line_due(&state->line);
    if (spent)
        fprintf(stderr, "%llu documents, %llu words, %llu words a second",
                (unsigned long long)docs, (unsigned long long)words,
                (unsigned long long)(words * 1000 / spent));
}

/* Runs the batch and turns its outcome into an exit status. */
static int run_batch(dtl_batch *batch, run_state *state)
{
    dtl_batch_result result;
    dtl_error err = { 0 };
    dtl_status status = dtl_batch_run(batch, &result, &err);
    cli_line_clear(&state->line);
    if (state->output_failed)
        return cli_flush(EXIT_OUTPUT);
    if (cli_interrupted())
        return cli_flush(EXIT_INTERRUPTED);
    if (status != DTL_OK) {
        if (!state->sink || status != DTL_CANCELLED)
            cli_print_error(&err); /* a sink has told why it stopped */
        return EXIT_SETUP;
    }
    return cli_flush(result.rejected ? EXIT_INPUT : EXIT_OK);
}

/* Runs over what `reader` gives; the exit status. */
static int run_reader(dtl_engine *engine, dtl_reader *reader,
                      const run_plan *plan, run_state *state)
{
    dtl_batch batch = { .engine = engine,
                        .reader = reader,
                        .jobs = plan->jobs,
                        .write = plan->write,
                        .put = put,
                        .put_missed = state->missed ? put_missed : NULL,
                        .report = report,
                        .progress = show_progress,
                        .stop = cli_stop,
                        .payload = state };
    dtl_str head = dtl_format_head(plan->write.format);
    fwrite(head.ptr, 1, head.len, stdout);
    return run_batch(&batch, state);
}

int cli_run(cli_options *options, const run_plan *plan)
{
    dtl_engine *engine = cli_open_engine(
        options, plan->missed ? DTL_STAGE_MISSED
                              : dtl_format_stage(plan->write.format),
        plan->each_mention);
    if (!engine)
        return EXIT_SETUP;
    run_state state = { .sink = plan->sink };
    cli_line_init(&state.line, !cli_is_terminal());
    dtl_reader *reader = NULL;
    int exit_code = EXIT_OK;
    if (plan->sink)
        exit_code = plan->sink->open(plan->sink->payload, engine);
    if (exit_code == EXIT_OK)
        exit_code = cli_open_reader(options, report, &state, &reader);
    if (exit_code == EXIT_OK && plan->missed) {
        state.missed = cli_missed_open(plan->missed);
        exit_code = state.missed ? EXIT_OK : EXIT_OUTPUT;
    }
    if (exit_code == EXIT_OK) {
        cli_catch_interrupt();
        exit_code = run_reader(engine, reader, plan, &state);
        if (plan->sink && exit_code <= EXIT_INPUT)
            exit_code = plan->sink->finish(plan->sink->payload, exit_code);
        if (exit_code == EXIT_OK && options->warned)
            exit_code = EXIT_INPUT;
    }
    exit_code = cli_missed_close(state.missed, exit_code);
    dtl_reader_close(reader);
    dtl_engine_close(engine);
    return exit_code;
}
