/* link_features.c — what pairs of articles have in common, for fitting.
 *
 *   link-features DATA_DIR < STORIES.jsonl > PAIRS.tsv
 *
 * Reads lines with "id", "date" and "text"; writes a line for each pair that
 * linking would score: the two ids, then the features of src/link/near.h in
 * the order of the header line. For tools/fit_link.py.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "dateline/engine.h"
#include "link/linker.h"
#include "link/near.h"
#include "story.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

static int fail(const dtl_error *err)
{
    fprintf(stderr, "link-features: %s: %s\n", err->source, err->message);
    return EXIT_FAILED;
}

static bool print_pair(void *payload, uint32_t a, uint32_t b,
                       const dtli_link_features *features)
{
    const dtl_linker *l = payload;
    printf("%.*s\t%.*s", DTL_FMT(l->docs[a].id), DTL_FMT(l->docs[b].id));
    for (int v = 0; v < DTLI_VIEWS; v++)
        printf("\t%.6f", features->view[v]);
    printf("\t%.6f\t%.6f\n", features->local, features->density);
    return true;
}

typedef struct intake {
    dtl_linker *linker;
    dtl_error *err;
} intake;

static bool take(void *payload, dtl_str bytes)
{
    intake *in = payload;
    return dtl_linker_add(in->linker, bytes, in->err) == DTL_OK;
}

static dtl_status add_line(dtl_session *session, const char *line,
                           intake *to)
{
    static const dtl_write_options TERMS = { .format = DTL_FORMAT_TERMS };
    json_object *object = json_tokener_parse(line);
    if (!object)
        return DTL_OK;
    dtl_input in = story_input(object);
    dtl_status status = dtl_session_run(session, &in, DTL_INPUT_TEXT,
                                        DTL_STAGE_ANALYSE, to->err);
    if (status == DTL_OK)
        status = dtl_session_write(session, &TERMS, take, to, to->err);
    json_object_put(object);
    return status;
}

/* Near copies stay apart: their pairs are told too. */
static dtl_status print_pairs(dtl_linker *l, dtl_error *err)
{
    l->first = calloc((size_t)l->doc_count + 1, sizeof *l->first);
    if (!l->first)
        return DTL_NOMEM;
    for (uint32_t d = 0; d < l->doc_count; d++)
        l->first[d] = d;
    puts("a\tb\tall\tnames\tnumbers\tverbs\twords\tlead\tlocal\tdensity");
    return dtli_link_pairs(l, print_pair, l, err);
}

int main(int argc, char **argv)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_session *session = NULL;
    dtl_error err = { .code = DTL_OK };
    intake to = { NULL, &err };
    char *line = NULL;
    size_t size = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: link-features DATA_DIR < STORIES.jsonl\n");
        return EXIT_USAGE;
    }
    options.data_dir = argv[1];
    options.last = DTL_STAGE_ANALYSE;
    dtl_status status = dtl_engine_open(&options, &engine, &err);
    if (status == DTL_OK)
        status = dtl_session_new(engine, &session, &err);
    if (status == DTL_OK)
        status = dtl_linker_new(engine, &to.linker, &err);
    while (status == DTL_OK && getline(&line, &size, stdin) > 0)
        status = add_line(session, line, &to);
    if (status == DTL_OK)
        status = print_pairs(to.linker, &err);
    free(line);
    dtl_linker_free(to.linker);
    dtl_session_free(session);
    dtl_engine_close(engine);
    return status == DTL_OK ? EXIT_SUCCESS : fail(&err);
}
