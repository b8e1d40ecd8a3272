/* opt.h — options of the command: one table parses, documents and explains.
 *
 * docs/cli/<command>.md is the only source: tools/gen_cli.py turns it into the
 * man pages and into cli_options.h, the table and --help pages used here.
 * A new option is a new entry in that front matter; opt_get reads it by name.
 *
 *   opt_values opt;
 *   switch (opt_parse("code", argc, argv, &opt)) ...  argv[0]: the command
 *
 * Options may stand before or after files, as --name VALUE or --name=VALUE;
 * "--" ends them, "-" is a file. The last of several counts, but an option
 * with "repeat: yes" keeps all.
 */
#ifndef DATELINE_CLI_OPT_H
#define DATELINE_CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OPT_MAX = 40, OPT_REPEAT_MAX = 32 };

/* Exit codes of every command; docs/cli/dateline.md tells users. */
enum {
    EXIT_OK = 0,
    EXIT_INPUT = 1,  /* some input was rejected, the rest is done */
    EXIT_USAGE = 2,
    EXIT_SETUP = 3,  /* model, data or store cannot be opened */
    EXIT_OUTPUT = 4, /* the output cannot be written */
    EXIT_INTERRUPTED = 130
};

typedef enum opt_result {
    OPT_RUN,  /* go on with the values */
    OPT_DONE, /* --help or --version was printed: exit with EXIT_OK */
    OPT_BAD   /* what is wrong was printed: exit with EXIT_USAGE */
} opt_result;

struct opt_command; /* a row of cli_options.h */

/* Values of one call; strings are borrowed from argv. */
typedef struct opt_values {
    const struct opt_command *command;
    const char *value[OPT_MAX]; /* by row; NULL: not given */
    const char *kept[OPT_REPEAT_MAX]; /* values of repeatable options, in */
    unsigned char kept_row[OPT_REPEAT_MAX]; /* order, and their rows */
    int kept_count;
    char **files;               /* arguments that are no options, in order */
    int file_count;
} opt_values;

/* Parses argv[1] and on by the table of `command` ("code"; "dateline" is the
 * command itself, whose options end at the first other argument). argv is
 * reordered: out->files points into it. Messages go to stderr, --help and
 * --version to stdout. */
opt_result opt_parse(const char *command, int argc, char **argv,
                     opt_values *out);

/* Value of --name, or NULL where it was not given; a flag that was given is
 * "". The name must be in the table of the command. */
const char *opt_get(const opt_values *values, const char *name);

/* All values of a repeatable --name, in order, into out (room for
 * OPT_REPEAT_MAX); the number of them. */
size_t opt_get_all(const opt_values *values, const char *name,
                   const char *out[OPT_REPEAT_MAX]);

/* Value of a checked number option, or `otherwise`. */
uint32_t opt_number(const opt_values *values, const char *name,
                    uint32_t otherwise);

/* Whether the list value "a,b,c" of --name holds `item`; true for every item
 * where the option was not given. */
bool opt_list_has(const opt_values *values, const char *name,
                  const char *item);

/* Prints "dateline code: MESSAGE" and a hint at --help; EXIT_USAGE. */
int opt_usage_error(const char *command, const char *message);

/* Whether there is such a command, for the dispatcher. */
bool opt_is_command(const char *name);

#endif
