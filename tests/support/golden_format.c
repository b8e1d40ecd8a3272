/* golden_format.c — JSON lines and CoNLL-U into one compact line an item.
 *
 *   code     EVENT/mode  cameo  actors  recipients  date  status  rule=id
 *   scenes   EVENT  place  country  trigger
 *   times    TYPE  value  from..to  words
 *   places   words  name  country  admin1  lat,lon  [demonym] [metonym]
 *   quotes   words  speaker  code  cue
 *   segment  the words of a sentence, blanks between
 *   parse    form  lemma  UPOS  XPOS  head  relation  name; an empty line
 *            after each sentence
 *   read     the publication day, then the sentences as written
 *
 * Two blanks stand between columns, "-" for what is not there.
 */
#include "support/golden_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

typedef json_object json;

static const char *field(json *object, const char *name)
{
    json *value = NULL;
    if (!object || !json_object_object_get_ex(object, name, &value) || !value)
        return "-";
    const char *s = json_object_get_string(value);
    return s && *s ? s : "-";
}

static json *member(json *object, const char *name)
{
    json *value = NULL;
    if (object)
        json_object_object_get_ex(object, name, &value);
    return value;
}

static size_t length(json *array)
{
    return json_object_is_type(array, json_type_array)
               ? json_object_array_length(array)
               : 0;
}

/* Days [from, to] as "2024-03-08" or "2024-03-08..2024-03-09". */
static void add_days(json *object, text *out)
{
    const char *from = field(object, "from"), *to = field(object, "to");
    if (strcmp(from, to) == 0)
        text_puts(out, from);
    else
        text_printf(out, "%s..%s", from, to);
}

/* "USA.GOV+IRQ": country and sectors of each actor. */
static void add_actors(json *actors, text *out)
{
    if (length(actors) == 0)
        text_puts(out, "-");
    for (size_t i = 0; i < length(actors); i++) {
        json *actor = json_object_array_get_idx(actors, i);
        json *sectors = member(actor, "sectors");
        text_printf(out, "%s%s", i ? "+" : "", field(actor, "country"));
        for (size_t k = 0; k < length(sectors); k++)
            text_printf(out, ".%s", json_object_get_string(
                                        json_object_array_get_idx(sectors, k)));
    }
}

static void add_event(json *event, text *out)
{
    json *date = member(event, "date");
    json *mentions = member(event, "mentions");
    text_puts(out, field(event, "event"));
    if (member(event, "mode"))
        text_printf(out, "/%s", field(event, "mode"));
    text_printf(out, "  %s  ", field(event, "cameo"));
    add_actors(member(event, "actors"), out);
    text_puts(out, "  ");
    add_actors(member(event, "recipients"), out);
    text_puts(out, "  ");
    add_days(date, out);
    if (json_object_get_boolean(member(date, "assumed")))
        text_puts(out, "?");
    text_printf(out, "  %s  rule=%s\n", field(event, "status"),
                length(mentions)
                    ? field(json_object_array_get_idx(mentions, 0), "rule")
                    : "-");
}

/* The same events by where they took place. */
static void add_scene(json *event, text *out)
{
    json *place = member(event, "place");
    json *mentions = member(event, "mentions");
    text_printf(out, "%s  %s  %s  %s\n", field(event, "event"),
                field(place, "name"), field(place, "country"),
                length(mentions)
                    ? field(json_object_array_get_idx(mentions, 0), "trigger")
                    : "-");
}

static void add_time(json *time, text *out)
{
    text_printf(out, "%s  %s  ", field(time, "type"), field(time, "value"));
    add_days(time, out);
    text_printf(out, "  %s\n", field(time, "text"));
}

static void add_place(json *place, text *out)
{
    text_printf(out, "%s  %s  %s  %s  ", field(place, "text"),
                field(place, "name"), field(place, "country"),
                field(place, "admin1"));
    if (member(place, "lat"))
        text_printf(out, "%.1f,%.1f",
                    json_object_get_double(member(place, "lat")),
                    json_object_get_double(member(place, "lon")));
    else
        text_puts(out, "-");
    if (json_object_get_boolean(member(place, "demonym")))
        text_puts(out, "  demonym");
    if (json_object_get_boolean(member(place, "metonym")))
        text_puts(out, "  metonym");
    text_puts(out, "\n");
}

static void add_quote(json *quote, text *out)
{
    json *speaker = member(quote, "speaker");
    text_printf(out, "%s  %s  %s  %s\n", field(quote, "text"),
                field(speaker, "name"), field(speaker, "code"),
                field(quote, "cue"));
}

/* Calls `each` for every line of JSON whose member `key` is `id`. */
static void for_lines(const char *output, const char *key, const char *id,
                      void (*each)(json *line, text *out), text *out)
{
    char *copy = strdup(output);
    char *rest = copy, *line;
    while ((line = next_line(&rest))) {
        json *object = json_tokener_parse(line);
        if (object && strcmp(field(object, key), id) == 0)
            each(object, out);
        json_object_put(object);
    }
    free(copy);
}

static void for_items(json *items, void (*each)(json *, text *), text *out)
{
    for (size_t i = 0; i < length(items); i++)
        each(json_object_array_get_idx(items, i), out);
}

static void add_times(json *line, text *out)
{
    for_items(member(line, "times"), add_time, out);
}

static void add_places(json *line, text *out)
{
    for_items(member(line, "places"), add_place, out);
}

static void add_quotes(json *line, text *out)
{
    for_items(member(line, "quotes"), add_quote, out);
}

static void format_code(const char *output, const char *id, text *out)
{
    for_lines(output, "doc", id, add_event, out);
}

static void format_scenes(const char *output, const char *id, text *out)
{
    for_lines(output, "doc", id, add_scene, out);
}

static void format_times(const char *output, const char *id, text *out)
{
    for_lines(output, "id", id, add_times, out);
}

static void format_places(const char *output, const char *id, text *out)
{
    for_lines(output, "id", id, add_places, out);
}

static void format_quotes(const char *output, const char *id, text *out)
{
    for_lines(output, "id", id, add_quotes, out);
}

enum { CONLLU_COLUMNS = 10 };

/* One word's columns of a CoNLL-U line, in place; false for other lines. */
static bool split_word(char *line, char *columns[CONLLU_COLUMNS])
{
    int n = 0;
    if (line[0] < '0' || line[0] > '9')
        return false;
    for (char *at = line; at && n < CONLLU_COLUMNS; n++) {
        columns[n] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return n == CONLLU_COLUMNS && strcspn(columns[0], "-.") ==
                                      strlen(columns[0]);
}

typedef void (*conllu_format)(char *line, text *out);

/* Calls `each` for the lines of document `id`. */
static void for_conllu(const char *output, const char *id, conllu_format each,
                       text *out)
{
    static const char NEWDOC[] = "# newdoc id = ";
    char *copy = strdup(output);
    char *rest = copy, *line;
    bool inside = false;
    while ((line = next_line(&rest))) {
        if (starts_with(line, NEWDOC))
            inside = strcmp(line + sizeof NEWDOC - 1, id) == 0;
        else if (inside)
            each(line, out);
    }
    free(copy);
}

static void add_form(char *line, text *out)
{
    char *columns[CONLLU_COLUMNS];
    if (line[0] == '\0' && out->len)
        out->ptr[out->len - 1] = '\n'; /* the blank after the last word */
    else if (split_word(line, columns))
        text_printf(out, "%s ", columns[1]);
}

static void add_word(char *line, text *out)
{
    char *columns[CONLLU_COLUMNS];
    if (line[0] == '\0')
        text_puts(out, "\n");
    if (!split_word(line, columns))
        return;
    char *name = strstr(columns[9], "NE=");
    if (name)
        name[strcspn(name, "|")] = '\0';
    text_printf(out, "%s  %s  %s  %s  %s  %s  %s\n", columns[1], columns[2],
                columns[3], columns[4], columns[6], columns[7],
                name ? name + 3 : "-");
}

static void add_sentence(char *line, text *out)
{
    static const char TEXT[] = "# text = ";
    if (starts_with(line, TEXT))
        text_printf(out, "%s\n", line + sizeof TEXT - 1);
}

static void add_date(json *line, text *out)
{
    text_printf(out, "%s\n", field(line, "date"));
}

static void format_segment(const char *output, const char *id, text *out)
{
    for_conllu(output, id, add_form, out);
}

static void format_parse(const char *output, const char *id, text *out)
{
    for_conllu(output, id, add_word, out);
}

static void format_read(const char *output, const char *id, text *out)
{
    for_lines(output, "id", id, add_date, out);
    for_conllu(output, id, add_sentence, out);
}

const golden_stage *golden_stage_named(const char *name, size_t len)
{
    static const golden_stage STAGES[] = {
        { "read", { "times", "parse" }, format_read, true },
        { "segment", { "parse" }, format_segment, false },
        { "parse", { "parse" }, format_parse, false },
        { "times", { "times" }, format_times, false },
        { "places", { "places" }, format_places, false },
        { "quotes", { "quotes" }, format_quotes, false },
        { "scenes", { "code --format jsonl" }, format_scenes, false },
        { "code", { "code --format jsonl" }, format_code, false },
    };
    for (size_t i = 0; i < sizeof STAGES / sizeof STAGES[0]; i++) {
        if (strlen(STAGES[i].name) == len &&
            memcmp(STAGES[i].name, name, len) == 0)
            return &STAGES[i];
    }
    return NULL;
}
