/* cli.h — what the commands share: finding data, running a batch, errors. */
#ifndef DATELINE_CLI_H
#define DATELINE_CLI_H

#include "dateline/dateline.h"
#include "opt.h"

/* Where the bytes of a run go instead of standard output. */
typedef struct run_sink {
    /* Before the first document; an exit status other than EXIT_OK ends. */
    int (*open)(void *payload, const dtl_engine *engine);
    dtl_put put;
    /* After the last document; `exit_code` is that of the run so far. */
    int (*finish)(void *payload, int exit_code);
    void *payload;
} run_sink;

/* One command's way of running over documents. */
typedef struct run_plan {
    dtl_write_options write;
    bool each_mention;
    uint32_t jobs;
    const char *missed; /* where verbs that no rule knows are listed, or
                           NULL */
    const run_sink *sink; /* or NULL */
} run_plan;

/* Prints "FILE:LINE: message (byte N)" as far as it is known. */
void cli_print_error(const dtl_error *err);

/* Options of a command and those given before its name. */
typedef struct cli_options {
    const opt_values *front;
    opt_values own;
    bool warned; /* a line of the user's tables was told and left out */
} cli_options;

/* Parses a command's own options; `front` is set before. False: return
 * *exit_code at once. */
bool cli_parse(const char *command, int argc, char **argv, cli_options *out,
               int *exit_code);

/* Value of an option that may stand on either side of the command. */
const char *cli_common(const cli_options *options, const char *name);

/* A line of progress on standard error; shown on a terminal alone. */
typedef struct cli_line {
    bool wanted, shown;
    uint64_t started_ms, shown_ms;
} cli_line;

void cli_line_init(cli_line *line, bool wanted);

/* Milliseconds since the beginning where it is time to write the line anew
 * (its place is cleared then), or 0. */
uint64_t cli_line_due(cli_line *line);

/* Writes "12345 documents, 310 a second, 2 min left" where it is time to;
 * `what` are the documents. */
void cli_show_progress(cli_line *line, const char *what,
                       const dtl_store_progress *now);

/* Takes the line away, before anything else is printed. */
void cli_line_clear(cli_line *line);

/* The same, then the error: a callback whose payload is the line. */
void cli_line_report(void *line, const dtl_error *what);

/* From now on the first Ctrl-C is told by cli_interrupted; a second one ends
 * the process. */
void cli_catch_interrupt(void);
bool cli_interrupted(void);
bool cli_stop(void *unused); /* the same as a callback */

/* Opens the files given (none: standard input) by --date and --input; the
 * exit status, after a message where it is not EXIT_OK. `warn` as in
 * dtl_reader_options. */
int cli_open_reader(const cli_options *options,
                    void (*warn)(void *payload, const dtl_error *what),
                    void *payload, dtl_reader **out);

/* The list of --missed (missed.c). Opening prints what is wrong and gives
 * NULL; closing writes the file and gives the exit status that follows on
 * `exit_code`. NULL is fine there. */
typedef struct cli_missed cli_missed;
cli_missed *cli_missed_open(const char *path);
void cli_missed_add(cli_missed *list, dtl_str lines);
int cli_missed_close(cli_missed *list, int exit_code);

/* Opens the engine by --data-dir and --model; NULL after a message. */
dtl_engine *cli_open_engine(cli_options *options, dtl_stage last,
                            bool each_mention);

/* Words with blanks between, cut to `size` bytes with their NUL. */
void cli_join(char *const *words, int count, char *out, size_t size);

/* Whether --db is given; else *exit_code, after a message. */
bool cli_names_store(const cli_options *options, const char *command,
                     int *exit_code);

/* Opens the store of --db; NULL after a message. */
dtl_store *cli_open_store(const cli_options *options, dtl_store_mode mode);

/* dateline link --db; the exit status. */
int cli_link_store(cli_options *options, const char *arguments);

/* Writes bytes to standard output, for dtl_put. */
bool cli_put(void *payload, dtl_str bytes);

/* Runs over the files given (none: standard input); the exit status. */
int cli_run(cli_options *options, const run_plan *plan);

/* Form of --input; AUTO where it was not given. */
dtl_input_form cli_input_form(const cli_options *options);

/* Whether standard output is a terminal that wants colours (NO_COLOR). */
bool cli_colour(void);
bool cli_is_terminal(void);
unsigned cli_width(void); /* columns, 0 where unknown */

/* Exit status of a command that fills a store, after a message where it was
 * interrupted or failed; `rejected` articles or rows are told already. */
int cli_end_filling(dtl_status status, uint64_t rejected,
                    const dtl_error *err);

/* Flushes standard output; EXIT_OUTPUT after a message where it fails. */
int cli_flush(int exit_code);

/* The commands. `front` holds options that stood before the command's name,
 * argv[0]. Each returns the exit status. */
int cmd_code(const opt_values *front, int argc, char **argv);
int cmd_parse(const opt_values *front, int argc, char **argv);
int cmd_times(const opt_values *front, int argc, char **argv);
int cmd_places(const opt_values *front, int argc, char **argv);
int cmd_quotes(const opt_values *front, int argc, char **argv);
int cmd_explain(const opt_values *front, int argc, char **argv);
int cmd_add(const opt_values *front, int argc, char **argv);
int cmd_recode(const opt_values *front, int argc, char **argv);
int cmd_link(const opt_values *front, int argc, char **argv);
int cmd_find(const opt_values *front, int argc, char **argv);
int cmd_timeline(const opt_values *front, int argc, char **argv);
int cmd_dyads(const opt_values *front, int argc, char **argv);
int cmd_actors(const opt_values *front, int argc, char **argv);
int cmd_map(const opt_values *front, int argc, char **argv);
int cmd_import(const opt_values *front, int argc, char **argv);
int cmd_export(const opt_values *front, int argc, char **argv);
int cmd_codebook(const opt_values *front, int argc, char **argv);

#endif
