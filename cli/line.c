/* line.c — what runs over documents show and hear: messages, a line of
 * progress, Ctrl-C, the files to read. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { PROGRESS_EVERY_MS = 200 };

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void cli_catch_interrupt(void)
{
    /* Once: a second Ctrl-C ends the process as it always does. */
    struct sigaction action = { .sa_handler = on_interrupt,
                                .sa_flags = (int)SA_RESETHAND };
    sigaction(SIGINT, &action, NULL);
}

bool cli_interrupted(void)
{
    return interrupted != 0;
}

bool cli_stop(void *unused)
{
    (void)unused;
    return cli_interrupted();
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

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void cli_line_init(cli_line *line, bool wanted)
{
    *line = (cli_line){ .wanted = wanted && isatty(STDERR_FILENO),
                        .started_ms = now_ms() };
}

uint64_t cli_line_due(cli_line *line)
{
    if (!line->wanted)
        return 0;
    uint64_t now = now_ms(), spent = now - line->started_ms;
    if (now - line->shown_ms < PROGRESS_EVERY_MS)
        return 0;
    line->shown_ms = now;
    line->shown = true;
    fputs("\r\033[K", stderr);
    return spent;
}

void cli_line_clear(cli_line *line)
{
    if (line->shown)
        fputs("\r\033[K", stderr);
    line->shown = false;
}

void cli_line_report(void *line, const dtl_error *what)
{
    cli_line_clear(line);
    cli_print_error(what);
}

void cli_show_progress(cli_line *line, const char *what,
                       const dtl_store_progress *now)
{
    uint64_t spent = cli_line_due(line);
    char left[40] = "";
    if (spent == 0)
        return;
    if (now->bytes_all > now->bytes_done && now->bytes_done > 0) {
        double rest = (double)(now->bytes_all - now->bytes_done) /
                      (double)now->bytes_done * (double)spent / 1000;
        if (rest < 90)
            snprintf(left, sizeof left, ", %.0f s left", rest);
        else
            snprintf(left, sizeof left, ", %.0f min left", rest / 60);
    }
    fprintf(stderr, "%llu %s, %llu a second%s",
            (unsigned long long)now->documents, what,
            (unsigned long long)(now->documents * 1000 / spent), left);
}

int cli_open_reader(const cli_options *options,
                    void (*warn)(void *payload, const dtl_error *what),
                    void *payload, dtl_reader **out)
{
    static char *STANDARD_INPUT[] = { "-" };
    dtl_reader_options read = DTL_READER_OPTIONS_INIT;
    dtl_error err = { 0 };
    const opt_values *own = &options->own;
    const char *date = opt_get(own, "date");
    bool none = own->file_count == 0;
    if (date)
        read.default_date = dtl_day_parse((dtl_str){ date, strlen(date) });
    read.form = cli_input_form(options);
    read.warn = warn;
    read.payload = payload;
    dtl_status status = dtl_reader_open(
        (const char *const *)(none ? STANDARD_INPUT : own->files),
        none ? 1 : (size_t)own->file_count, &read, out, &err);
    if (status == DTL_OK)
        return EXIT_OK;
    cli_print_error(&err);
    return EXIT_SETUP;
}

int cli_end_filling(dtl_status status, uint64_t rejected, const dtl_error *err)
{
    if (status == DTL_CANCELLED) {
        fprintf(stderr,
                "dateline: interrupted; what is told above is kept, the same "
                "command goes on from there\n");
        return cli_flush(EXIT_INTERRUPTED);
    }
    if (status != DTL_OK) {
        cli_print_error(err);
        return cli_flush(EXIT_OUTPUT);
    }
    return cli_flush(rejected ? EXIT_INPUT : EXIT_OK);
}
