/* opt.c — argv against the table of options that docs/cli describes.
 *
 * argv and the name of a command → values by row, files in order. Values are
 * checked here, once: choices and lists against their words, numbers against
 * 1..max, dates against the calendar. Messages are errors E801 to E809 with
 * the words at fault and a hint at --help.
 */
#include "opt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dateline/version.h"

typedef enum opt_kind {
    OPT_FLAG,   /* no value */
    OPT_TEXT,   /* anything */
    OPT_CHOICE, /* one word of `words` */
    OPT_LIST,   /* words of `words`, with commas between */
    OPT_DATE,   /* YYYY-MM-DD */
    OPT_NUMBER  /* 1..max */
} opt_kind;

typedef struct opt_spec {
    const char *name;
    char letter; /* 0: none */
    opt_kind kind;
    const char *words; /* "table|jsonl|csv", or NULL */
    uint32_t max;
    bool repeat; /* several count */
} opt_spec;

struct opt_command {
    const char *name;
    const opt_spec *specs;
    size_t count;
    const char *const *help; /* lines, NULL at the end */
};

#include "cli_options.h"

enum { COMMAND_COUNT = sizeof OPT_COMMANDS / sizeof OPT_COMMANDS[0] };

/* Shortest guess that is worth making, and letters compared for it. */
enum { GUESS_LETTERS = 3, NO_ROW = -1 };

static const struct opt_command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(OPT_COMMANDS[i].name, name) == 0)
            return &OPT_COMMANDS[i];
    }
    return NULL;
}

static bool is_front(const struct opt_command *command)
{
    return strcmp(command->name, "dateline") == 0;
}

bool opt_is_command(const char *name)
{
    const struct opt_command *command = command_named(name);
    return command && !is_front(command);
}

static void print_name(const struct opt_command *command, FILE *to)
{
    fprintf(to, is_front(command) ? "dateline" : "dateline %s", command->name);
}

/* "dateline code: " before the message and the hint after it. */
static opt_result complain(const struct opt_command *command,
                           const char *message, const char *word)
{
    print_name(command, stderr);
    fprintf(stderr, ": %s", message);
    if (word)
        fprintf(stderr, " '%.40s'", word);
    fputs("\nTry '", stderr);
    print_name(command, stderr);
    fputs(" --help'.\n", stderr);
    return OPT_BAD;
}

int opt_usage_error(const char *command, const char *message)
{
    const struct opt_command *found = command_named(command);
    complain(found ? found : command_named("dateline"), message, NULL);
    return EXIT_USAGE;
}

/* Whether `item` of `len` bytes is a word of "a|b|c" (separator '|'). */
static bool has_word(const char *words, char separator, const char *item,
                     size_t len)
{
    while (words) {
        const char *end = strchr(words, separator);
        size_t width = end ? (size_t)(end - words) : strlen(words);
        if (width == len && memcmp(words, item, len) == 0)
            return true;
        words = end ? end + 1 : NULL;
    }
    return false;
}

static bool list_is_good(const char *words, const char *list)
{
    while (list) {
        const char *end = strchr(list, ',');
        size_t width = end ? (size_t)(end - list) : strlen(list);
        if (!has_word(words, '|', list, width))
            return false;
        list = end ? end + 1 : NULL;
    }
    return true;
}

/* The number written in `width` digits at `text`, or -1. */
static long digits(const char *text, size_t width)
{
    long value = 0;
    for (size_t i = 0; i < width; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool date_is_good(const char *text)
{
    static const int DAYS[] = { 31, 29, 31, 30, 31, 30,
                                31, 31, 30, 31, 30, 31 };
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    long year = digits(text, 4), month = digits(text + 5, 2);
    long day = digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= DAYS[month - 1] - (month == 2 && !leap);
}

static bool number_is_good(const char *text, uint32_t max)
{
    size_t width = strlen(text);
    if (width == 0 || width > 9)
        return false;
    long value = digits(text, width);
    return value >= 1 && (unsigned long)value <= max;
}

static bool value_is_good(const opt_spec *spec, const char *value)
{
    switch (spec->kind) {
    case OPT_CHOICE:
        return has_word(spec->words, '|', value, strlen(value));
    case OPT_LIST:
        return list_is_good(spec->words, value);
    case OPT_DATE:
        return date_is_good(value);
    case OPT_NUMBER:
        return number_is_good(value, spec->max);
    case OPT_FLAG:
    case OPT_TEXT:
        break;
    }
    return value[0] != '\0';
}

static opt_result complain_value(const struct opt_command *command,
                                 const opt_spec *spec, const char *value)
{
    char message[200];
    if (spec->kind == OPT_NUMBER)
        snprintf(message, sizeof message,
                 "E805: --%s takes a number from 1 to %u, not", spec->name,
                 (unsigned)spec->max);
    else if (spec->kind == OPT_DATE)
        snprintf(message, sizeof message,
                 "E806: --%s takes a day as YYYY-MM-DD, not", spec->name);
    else if (spec->words)
        snprintf(message, sizeof message, "E804: --%s takes %s%s, not",
                 spec->name, spec->kind == OPT_LIST ? "a list of " : "",
                 spec->words);
    else
        snprintf(message, sizeof message, "E803: --%s takes a value, not",
                 spec->name);
    return complain(command, message, value);
}

static int row_by_name(const struct opt_command *command, const char *name,
                       size_t len)
{
    for (size_t i = 0; i < command->count; i++) {
        const char *own = command->specs[i].name;
        if (strlen(own) == len && memcmp(own, name, len) == 0)
            return (int)i;
    }
    return NO_ROW;
}

static int row_by_letter(const struct opt_command *command, char letter)
{
    for (size_t i = 0; letter && i < command->count; i++) {
        if (command->specs[i].letter == letter)
            return (int)i;
    }
    return NO_ROW;
}

/* "--formt": the first option that begins alike is a good guess. */
static const char *guess(const struct opt_command *command, const char *word)
{
    for (size_t i = 0; i < command->count; i++) {
        const char *own = command->specs[i].name;
        if (strncmp(word, "--", 2) == 0 &&
            strncmp(word + 2, own, GUESS_LETTERS) == 0)
            return own;
    }
    return NULL;
}

static opt_result complain_unknown(const struct opt_command *command,
                                   const char *word)
{
    char message[200];
    const char *near = guess(command, word);
    snprintf(message, sizeof message, "E801: %s%s%sthere is no option",
             near ? "did you mean --" : "", near ? near : "",
             near ? "? " : "");
    return complain(command, message, word);
}

/* One call's state: what is read, and where files are put back. */
typedef struct scan {
    const struct opt_command *command;
    int argc, at;
    char **argv;
    opt_values *out;
} scan;

static opt_result keep(scan *s, int row, const char *value)
{
    opt_values *out = s->out;
    if (out->kept_count == OPT_REPEAT_MAX)
        return complain(s->command, "E809: too many options like",
                        s->command->specs[row].name);
    out->kept_row[out->kept_count] = (unsigned char)row;
    out->kept[out->kept_count++] = value;
    return OPT_RUN;
}

/* Option at argv[at], whose row is found; takes its value from `attached`
 * ("--name=value") or from the next argument. */
static opt_result take(scan *s, int row, const char *attached)
{
    const opt_spec *spec = &s->command->specs[row];
    if (spec->kind == OPT_FLAG) {
        if (attached)
            return complain(s->command, "E807: no value may follow",
                            s->argv[s->at]);
        s->out->value[row] = "";
        return OPT_RUN;
    }
    const char *value = attached;
    if (!value) {
        if (s->at + 1 >= s->argc)
            return complain(s->command, "E802: a value is missing after",
                            s->argv[s->at]);
        value = s->argv[++s->at];
    }
    if (!value_is_good(spec, value))
        return complain_value(s->command, spec, value);
    s->out->value[row] = value;
    return spec->repeat ? keep(s, row, value) : OPT_RUN;
}

static opt_result take_option(scan *s)
{
    const char *word = s->argv[s->at];
    if (word[1] != '-') {
        int row = row_by_letter(s->command, word[1]);
        if (row == NO_ROW)
            return complain_unknown(s->command, word);
        return take(s, row, word[2] ? word + 2 : NULL);
    }
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    int row = row_by_name(s->command, word + 2, len - 2);
    if (row == NO_ROW)
        return complain_unknown(s->command, word);
    return take(s, row, equals ? equals + 1 : NULL);
}

static opt_result print_help(const struct opt_command *command)
{
    for (size_t i = 0; command->help[i]; i++)
        puts(command->help[i]);
    return OPT_DONE;
}

/* Walks argv; files move to the front of it, which is read already. */
static opt_result walk(scan *s)
{
    int kept = 0;
    bool options = true;
    for (; s->at < s->argc; s->at++) {
        char *word = s->argv[s->at];
        if (options && strcmp(word, "--") == 0) {
            options = false;
        } else if (options && word[0] == '-' && word[1] != '\0') {
            opt_result result = take_option(s);
            if (result != OPT_RUN)
                return result;
        } else {
            options = options && !is_front(s->command);
            s->out->files[kept++] = word;
        }
    }
    s->out->file_count = kept;
    return OPT_RUN;
}

opt_result opt_parse(const char *command, int argc, char **argv,
                     opt_values *out)
{
    const struct opt_command *found = command_named(command);
    memset(out, 0, sizeof *out);
    if (!found)
        return complain(command_named("dateline"),
                        "E808: there is no command", command);
    out->command = found;
    out->files = argc > 0 ? argv + 1 : argv;
    scan s = { found, argc, 1, argv, out };
    opt_result result = walk(&s);
    if (result != OPT_RUN)
        return result;
    if (opt_get(out, "help"))
        return print_help(found);
    if (opt_get(out, "version")) {
        printf("dateline %s\n", dtl_version());
        return OPT_DONE;
    }
    return OPT_RUN;
}

const char *opt_get(const opt_values *values, const char *name)
{
    int row = row_by_name(values->command, name, strlen(name));
    return row == NO_ROW ? NULL : values->value[row];
}

size_t opt_get_all(const opt_values *values, const char *name,
                   const char *out[OPT_REPEAT_MAX])
{
    int row = row_by_name(values->command, name, strlen(name));
    size_t count = 0;
    for (int i = 0; i < values->kept_count; i++)
        if (values->kept_row[i] == row)
            out[count++] = values->kept[i];
    return count;
}

uint32_t opt_number(const opt_values *values, const char *name,
                    uint32_t otherwise)
{
    const char *text = opt_get(values, name);
    return text ? (uint32_t)digits(text, strlen(text)) : otherwise;
}

bool opt_list_has(const opt_values *values, const char *name,
                  const char *item)
{
    const char *list = opt_get(values, name);
    return !list || has_word(list, ',', item, strlen(item));
}
