/* setup.c — options, terminal, and where the data folder is.
 *
 * The data folder is looked for in this order: --data-dir, the environment
 * variable DATELINE_DATA, share/dateline beside the command (a build tree),
 * ../share/dateline (an installation), the prefix of the build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

enum { PATH_SIZE = 4096 };

bool cli_parse(const char *command, int argc, char **argv, cli_options *out,
               int *exit_code)
{
    switch (opt_parse(command, argc, argv, &out->own)) {
    case OPT_RUN:
        return true;
    case OPT_DONE:
        *exit_code = cli_flush(EXIT_OK);
        return false;
    case OPT_BAD:
        break;
    }
    *exit_code = EXIT_USAGE;
    return false;
}

const char *cli_common(const cli_options *options, const char *name)
{
    const char *value = opt_get(&options->own, name);
    return value ? value : opt_get(options->front, name);
}

void cli_join(char *const *words, int count, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (int i = 0; i < count && len < size; i++) {
        int more = snprintf(out + len, size - len, "%s%s", i ? " " : "",
                            words[i]);
        len += more > 0 ? (size_t)more : 0;
    }
}

bool cli_names_store(const cli_options *options, const char *command,
                     int *exit_code)
{
    if (opt_get(&options->own, "db"))
        return true;
    *exit_code = opt_usage_error(command, "--db names the store");
    return false;
}

dtl_store *cli_open_store(const cli_options *options, dtl_store_mode mode)
{
    dtl_store *store = NULL;
    dtl_error err = { 0 };
    if (dtl_store_open(opt_get(&options->own, "db"), mode, &store, &err) ==
        DTL_OK)
        return store;
    cli_print_error(&err);
    return NULL;
}

static bool holds_lexicon(const char *folder)
{
    char path[PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/lexicon.dtlx", folder);
    return len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

/* Folder of the running command into out, or "" where it cannot be told. */
static void own_folder(char out[PATH_SIZE])
{
    ssize_t len = readlink("/proc/self/exe", out, PATH_SIZE - 1);
    out[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
    else
        out[0] = '\0';
}

/* Fills `out` with the data folder; false where none is found. */
static bool find_data(const cli_options *options, char out[PATH_SIZE])
{
    static const char *const BESIDE[] = { "share/dateline",
                                          "../share/dateline" };
    const char *told = cli_common(options, "data-dir");
    char folder[PATH_SIZE];
    if (!told)
        told = getenv("DATELINE_DATA");
    if (told) {
        snprintf(out, PATH_SIZE, "%s", told);
        return holds_lexicon(out);
    }
    own_folder(folder);
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        int len = snprintf(out, PATH_SIZE, "%s/%s", folder, BESIDE[i]);
        if (len > 0 && len < PATH_SIZE && holds_lexicon(out))
            return true;
    }
    snprintf(out, PATH_SIZE, "%s", DTL_INSTALL_SHARE);
    return holds_lexicon(out);
}

static void warn(void *payload, const dtl_error *what)
{
    cli_options *options = payload;
    /* a model that the classifier does not know is no fault of the input */
    options->warned |= what->code != DTL_VERSION;
    cli_print_error(what);
}

dtl_engine *cli_open_engine(cli_options *options, dtl_stage last,
                            bool each_mention)
{
    char folder[PATH_SIZE];
    const char *actors[OPT_REPEAT_MAX];
    dtl_engine_options open = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_error err = { 0 };
    if (!find_data(options, folder)) {
        fprintf(stderr,
                "dateline: E820: no lexicon.dtlx in %s; --data-dir names "
                "the data folder\n",
                folder);
        return NULL;
    }
    open.data_dir = folder;
    open.model = cli_common(options, "model");
    open.last = last;
    open.each_mention = each_mention;
    open.places = opt_get(&options->own, "places");
    open.actor_count = opt_get_all(&options->own, "actors", actors);
    open.actors = actors;
    open.warn = warn;
    open.payload = options;
    if (dtl_engine_open(&open, &engine, &err) != DTL_OK) {
        cli_print_error(&err);
        return NULL;
    }
    return engine;
}

dtl_input_form cli_input_form(const cli_options *options)
{
    const char *form = opt_get(&options->own, "input");
    if (!form)
        return DTL_INPUT_AUTO;
    if (strcmp(form, "jsonl") == 0)
        return DTL_INPUT_JSONL;
    return strcmp(form, "conllu") == 0 ? DTL_INPUT_CONLLU : DTL_INPUT_TEXT;
}

bool cli_is_terminal(void)
{
    return isatty(STDOUT_FILENO) != 0;
}

bool cli_colour(void)
{
    const char *term = getenv("TERM");
    return cli_is_terminal() && !getenv("NO_COLOR") &&
           !(term && strcmp(term, "dumb") == 0);
}

unsigned cli_width(void)
{
    struct winsize size;
    if (cli_is_terminal() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        return size.ws_col;
    return 0;
}

int cli_flush(int exit_code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return exit_code;
    fprintf(stderr, "dateline: E821: cannot write the output\n");
    return EXIT_OUTPUT;
}
