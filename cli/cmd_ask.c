/* cmd_ask.c — dateline find, timeline, dyads, actors, map: questions to a
 * store. docs/cli/question.options holds what they share. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { WORDS_MAX = 4096, LIMIT_SHOWN = 40 };

static dtl_str text(const opt_values *own, const char *name)
{
    const char *value = opt_get(own, name);
    return (dtl_str){ value, value ? strlen(value) : 0 };
}

/* Row of the option's value in a list of words; 0 where it is not given. */
static unsigned choice(const opt_values *own, const char *name,
                       const char *const *words, unsigned count)
{
    const char *value = opt_get(own, name);
    for (unsigned i = 0; value && i < count; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return 0;
}

static dtl_answer_form form_of(const opt_values *own)
{
    static const char *const FORMS[] = { "table", "jsonl", "csv", "svg",
                                         "geojson" };
    if (!opt_get(own, "format"))
        return cli_is_terminal() ? DTL_ANSWER_TABLE : DTL_ANSWER_JSONL;
    return (dtl_answer_form)choice(own, "format", FORMS, 5);
}

/* A decimal number, the whole of the text. */
static bool number(const char *value, double *out)
{
    char *end = NULL;
    *out = strtod(value, &end);
    return end != value && *end == '\0';
}

/* "33.3,44.4,50" */
static bool read_near(const char *value, dtl_question *q)
{
    char *end = NULL;
    q->lat = strtod(value, &end);
    if (end == value || *end != ',')
        return false;
    value = end + 1;
    q->lon = strtod(value, &end);
    if (end == value || *end != ',')
        return false;
    return number(end + 1, &q->radius_km) && q->radius_km > 0;
}

/* EXIT_OK, or the status after a message. */
static int read_numbers(const char *command, const opt_values *own,
                        dtl_question *q)
{
    const char *near = opt_get(own, "near");
    const char *confidence = opt_get(own, "confidence");
    const char *limit = opt_get(own, "limit");
    double rows = 0;
    if (near && !read_near(near, q))
        return opt_usage_error(command, "E830: --near takes latitude, "
                               "longitude and kilometres: 33.3,44.4,50");
    if (confidence && !number(confidence, &q->confidence))
        return opt_usage_error(command, "E831: --confidence takes a number "
                               "from 0 to 1");
    if (limit && !(number(limit, &rows) && rows >= 0 && rows <= 1e9))
        return opt_usage_error(command, "E832: --limit takes a number of "
                               "rows, 0 for all");
    bool drawn = q->form == DTL_ANSWER_TABLE || q->form == DTL_ANSWER_SVG;
    bool every = q->kind == DTL_ASK_MAP && q->form == DTL_ANSWER_SVG;
    q->limit = limit ? (uint32_t)rows : drawn && !every ? LIMIT_SHOWN : 0;
    q->sources = opt_number(own, "sources", 0);
    q->top = opt_number(own, "top", 1);
    return EXIT_OK;
}

static void read_question(const opt_values *own, dtl_question *q)
{
    static const char *const BY[] = { "day", "week", "month", "year" };
    static const char *const LEVELS[] = { "country", "code", "name" };
    q->actor = (dtl_party){ text(own, "actor"), text(own, "actor-country"),
                            text(own, "actor-sector") };
    q->recipient =
        (dtl_party){ text(own, "recipient"), text(own, "recipient-country"),
                     text(own, "recipient-sector") };
    q->either = (dtl_party){ text(own, "name"), text(own, "country"),
                             text(own, "sector") };
    q->types = text(own, "type");
    q->modes = text(own, "mode");
    q->quads = text(own, "quad");
    q->statuses = text(own, "status");
    q->from = text(own, "from");
    q->to = text(own, "to");
    q->place = text(own, "place");
    q->where = text(own, "where");
    q->once = opt_get(own, "once") != NULL;
    q->form = form_of(own);
    q->by = (dtl_by)choice(own, "by", BY, 4);
    q->level = (dtl_level)choice(own, "level", LEVELS, 3);
    q->recipients = opt_get(own, "recipients") != NULL;
    q->oldest_first = opt_get(own, "oldest-first") != NULL;
    q->colour = cli_colour();
    q->width = cli_width();
}

static int exit_of(dtl_status status, const dtl_error *err)
{
    if (status == DTL_OK)
        return cli_flush(EXIT_OK);
    if (status == DTL_CANCELLED)
        return cli_flush(EXIT_OUTPUT);
    cli_print_error(err);
    return status == DTL_INVALID || status == DTL_LIMIT ? EXIT_USAGE
                                                        : EXIT_SETUP;
}

static int ask(const char *command, dtl_ask_kind kind,
               const opt_values *front, int argc, char **argv)
{
    cli_options options = { .front = front };
    dtl_question question = DTL_QUESTION_INIT;
    char words[WORDS_MAX];
    dtl_error err = { 0 };
    int exit_code;
    if (!cli_parse(command, argc, argv, &options, &exit_code) ||
        !cli_names_store(&options, command, &exit_code))
        return exit_code;
    question.kind = kind;
    read_question(&options.own, &question);
    exit_code = read_numbers(command, &options.own, &question);
    if (exit_code != EXIT_OK)
        return exit_code;
    cli_join(options.own.files, options.own.file_count, words, sizeof words);
    question.words = (dtl_str){ words, strlen(words) };
    dtl_store *store = cli_open_store(&options, DTL_STORE_READ);
    if (!store)
        return EXIT_SETUP;
    exit_code = exit_of(dtl_ask(store, &question, cli_put, NULL, &err), &err);
    dtl_store_close(store);
    return exit_code;
}

int cmd_find(const opt_values *front, int argc, char **argv)
{
    return ask("find", DTL_ASK_FIND, front, argc, argv);
}

int cmd_timeline(const opt_values *front, int argc, char **argv)
{
    return ask("timeline", DTL_ASK_TIMELINE, front, argc, argv);
}

int cmd_dyads(const opt_values *front, int argc, char **argv)
{
    return ask("dyads", DTL_ASK_DYADS, front, argc, argv);
}

int cmd_actors(const opt_values *front, int argc, char **argv)
{
    return ask("actors", DTL_ASK_ACTORS, front, argc, argv);
}

int cmd_map(const opt_values *front, int argc, char **argv)
{
    return ask("map", DTL_ASK_MAP, front, argc, argv);
}
