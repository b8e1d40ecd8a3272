/* event_features.c — what confidence and merging rest on, for fitting.
 *
 *   event-features DATA_DIR < STORIES.jsonl > FEATURES.tsv
 *   event-features DATA_DIR pairs < STORIES.jsonl > PAIRS.tsv
 *
 * Reads lines with "id", "date" and "text"; writes a line for each event:
 * document, type, status, features (src/code/trust.h), countries of actors and
 * of recipients, then the spans of its mentions as START-END in code points.
 * DATA_DIR is compiled with an empty trust table, so that no event is missing;
 * tools/fit_trust.py does so.
 * With `unite` the same of pairs of merged events; for tools/fit_unite.py.
 * With `states` a line for each merged event: document, type, spans of the
 * triggers, features of its status (src/code/state.h); for tools/fit_state.py.
 * With `parts` a line for each event and candidate for its actors and
 * recipients (src/code/part.h): document, type, "a" or "r", spans of the
 * triggers, country, sectors, span of the words that name him, features; for
 * tools/fit_parts.py.
 * With `words` a line for each word with a vector: document, span, sentence,
 * type of the event that its rule tells or "-", scale of 16 binary places and
 * numbers of the vector, two hex digits each; for tools/fit_sense.py.
 * With `pairs` a line for each pair of tellings of a type: document, the two
 * spans, what they have in common (src/code/same.h); for tools/fit_same.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "dateline/engine.h"
#include "engine/engine_internal.h"
#include "story.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

typedef enum mode { EVENTS, PAIRS, UNITE, PARTS, STATES, WORDS, NOTHING } mode;

static int fail(const dtl_error *err)
{
    fprintf(stderr, "event-features: %s: %s\n", err->source, err->message);
    return EXIT_FAILED;
}

/* "...; trust: bias rule:kill/obj dated" */
static dtl_str features_of(const dtl_event *event)
{
    static const char MARK[] = "; trust: ";
    for (uint32_t i = 0; i < event->mention_count; i++) {
        dtl_str why = event->mentions[i].why;
        for (size_t k = 0; k + sizeof MARK <= why.len; k++)
            if (memcmp(why.ptr + k, MARK, sizeof MARK - 1) == 0)
                return dtli_str_slice(why, k + sizeof MARK - 1, why.len);
    }
    return DTL_STR("");
}

/* "USA,-": countries, "-" for none. */
static void print_countries(const dtl_actor *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        printf("%s%s", i ? "," : "",
               actors[i].country[0] ? actors[i].country : "-");
    putchar('\t');
}

static void print_events(const dtl_doc *doc)
{
    for (uint32_t i = 0; i < doc->event_count; i++) {
        const dtl_event *e = &doc->events[i];
        printf("%.*s\t%s\t%s\t%.*s\t", DTL_FMT(doc->in.id),
               dtl_label_text(DTL_LABELS_EVENT, e->type),
               dtl_label_text(DTL_LABELS_EVENT_STATUS, e->status),
               DTL_FMT(features_of(e)));
        print_countries(e->actors, e->actor_count);
        print_countries(e->recipients, e->recipient_count);
        for (uint32_t k = 0; k < e->mention_count; k++)
            printf("%s%zu-%zu", k ? " " : "",
                   story_code_points(doc, e->mentions[k].span.start),
                   story_code_points(doc, e->mentions[k].span.end));
        putchar('\n');
    }
}

static void print_pair(void *payload, dtl_span earlier, dtl_span later,
                       dtl_str features)
{
    const dtl_doc *doc = payload;
    printf("%.*s\t%zu-%zu\t%zu-%zu\t%.*s\n", DTL_FMT(doc->in.id),
           story_code_points(doc, earlier.start),
           story_code_points(doc, earlier.end),
           story_code_points(doc, later.start),
           story_code_points(doc, later.end),
           DTL_FMT(features));
}

static dtl_status print_pairs(dtl_session *session)
{
    return dtli_code_pairs(session->engine->rules, session->doc,
                           session->arena, print_pair, session->doc);
}

static dtl_status print_event_pairs(dtl_session *session)
{
    return dtli_code_event_pairs(session->engine->rules, session->doc,
                                 session->arena, print_pair, session->doc);
}

static void print_spans(const dtl_doc *doc, const dtl_span *spans,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        printf("%s%zu-%zu", i ? " " : "",
               story_code_points(doc, spans[i].start),
               story_code_points(doc, spans[i].end));
}

static void print_state(void *payload, const dtli_state_told *told)
{
    const dtl_doc *doc = payload;
    printf("%.*s\t%s\t", DTL_FMT(doc->in.id),
           dtl_label_text(DTL_LABELS_EVENT, told->type));
    print_spans(doc, told->spans, told->span_count);
    printf("\t%.*s\n", DTL_FMT(told->features));
}

static dtl_status print_states(dtl_session *session)
{
    return dtli_code_states(session->engine->rules, session->doc,
                            session->arena, print_state, session->doc);
}

static void print_part(void *payload, const dtli_part_told *told)
{
    const dtl_doc *doc = payload;
    const dtl_actor *who = told->who;
    printf("%.*s\t%s\t%c\t", DTL_FMT(doc->in.id),
           dtl_label_text(DTL_LABELS_EVENT, told->type),
           told->receives ? 'r' : 'a');
    print_spans(doc, told->spans, told->span_count);
    printf("\t%s\t%s", who->country, who->sectors[0]);
    for (int s = 1; s < DTL_SECTORS_MAX && who->sectors[s][0]; s++)
        printf(",%s", who->sectors[s]);
    printf("\t%zu-%zu\t%.*s\n", story_code_points(doc, who->span.start),
           story_code_points(doc, who->span.end), DTL_FMT(told->features));
}

static dtl_status print_parts(dtl_session *session)
{
    return dtli_code_parts(session->engine->rules, session->doc,
                           session->arena, print_part, session->doc);
}

static void print_word(void *payload, const dtli_word_told *told)
{
    const dtl_doc *doc = payload;
    const dtl_token *t = &doc->tokens[told->token];
    printf("%.*s\t%zu-%zu\t%u\t%s\t%d\t", DTL_FMT(doc->in.id),
           story_code_points(doc, t->span.start),
           story_code_points(doc, t->span.end), t->sent,
           told->type ? dtl_label_text(DTL_LABELS_EVENT, told->type) : "-",
           (int)told->scale);
    for (uint32_t i = 0; i < told->width; i++)
        printf("%02x", (unsigned)(uint8_t)told->q[i]);
    putchar('\n');
}

static dtl_status print_words(dtl_session *session)
{
    return dtli_code_words(session->engine->rules, session->doc,
                           session->arena, print_word, session->doc);
}

static int run_line(dtl_session *session, const char *line, mode what)
{
    dtl_error err = { .code = DTL_OK };
    json_object *object = json_tokener_parse(line);
    if (!object)
        return EXIT_SUCCESS;
    dtl_input in = story_input(object);
    dtl_status status = dtl_session_run(session, &in, DTL_INPUT_TEXT,
                                        DTL_STAGE_CODE, &err);
    if (status == DTL_OK && what == PAIRS)
        status = print_pairs(session);
    else if (status == DTL_OK && what == UNITE)
        status = print_event_pairs(session);
    else if (status == DTL_OK && what == PARTS)
        status = print_parts(session);
    else if (status == DTL_OK && what == STATES)
        status = print_states(session);
    else if (status == DTL_OK && what == WORDS)
        status = print_words(session);
    else if (status == DTL_OK)
        print_events(dtl_session_doc(session));
    json_object_put(object);
    return status == DTL_OK ? EXIT_SUCCESS : fail(&err);
}

static mode mode_of(int argc, char **argv)
{
    static const char *const NAMES[] = { "", "pairs", "unite", "parts",
                                         "states", "words" };
    if (argc == 2)
        return EVENTS;
    for (int i = PAIRS; argc == 3 && i < NOTHING; i++)
        if (strcmp(argv[2], NAMES[i]) == 0)
            return (mode)i;
    return NOTHING;
}

int main(int argc, char **argv)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_session *session = NULL;
    dtl_error err = { .code = DTL_OK };
    char *line = NULL;
    size_t size = 0;
    int status = EXIT_SUCCESS;
    mode what = mode_of(argc, argv);
    if (what == NOTHING) {
        fprintf(stderr, "usage: event-features DATA_DIR "
                        "[pairs|unite|parts|states|words] "
                        "< STORIES.jsonl\n");
        return EXIT_USAGE;
    }
    options.data_dir = argv[1];
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK ||
        dtl_session_new(engine, &session, &err) != DTL_OK)
        return fail(&err);
    while (status == EXIT_SUCCESS && getline(&line, &size, stdin) > 0)
        status = run_line(session, line, what);
    free(line);
    dtl_session_free(session);
    dtl_engine_close(engine);
    return status;
}
