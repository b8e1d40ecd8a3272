/* place_features.c — what the place resolver's weights rest on, for fitting.
 *
 *   place-features DATA_DIR [plain] < STORIES.jsonl > FEATURES.tsv
 *
 * Reads lines with "id" and "text"; writes for each span that the gazetteer
 * knows a row "S", story, start and end in code points, number of its name
 * or -1, and its reasons in the order of JUDGE_*; then for each candidate of
 * each name a row "C", story, number of the name, latitude, longitude, and
 * its reasons in the order of CHOOSE_*, after the last round of votes.
 * `plain` does without the analyser. tools/fit_places.py calls it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "base/str.h"
#include "read/block.h"
#include "resolve/place_internal.h"
#include "segment/segment.h"
#include "story.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2, PATH_SIZE = 4096 };

typedef struct program {
    dtl_lexicon *lexicon;
    dtl_gazetteer *gazetteer;
    dtl_model *model; /* NULL: plain */
    dtl_arena *arena;
} program;

static int fail(const dtl_error *err)
{
    fprintf(stderr, "place-features: %s: %s\n", err->source, err->message);
    return EXIT_FAILED;
}

static void print_reasons(const float *reasons, int count)
{
    for (int k = 0; k < count; k++)
        printf("\t%g", (double)reasons[k]);
    putchar('\n');
}

static void print_spans(const place_context *ctx)
{
    const dtl_doc *doc = ctx->doc;
    for (uint32_t i = 0; i < ctx->span_count; i++) {
        const place_span *span = &ctx->spans[i];
        printf("S\t%.*s\t%zu\t%zu\t%d", DTL_FMT(doc->in.id),
               story_code_points(doc, doc->tokens[span->first].span.start),
               story_code_points(doc, doc->tokens[span->last].span.end),
               span->name);
        print_reasons(span->judged, JUDGE_COUNT);
    }
}

static void print_candidates(place_context *ctx)
{
    for (uint32_t n = 0; n < ctx->name_count; n++) {
        const place_name *name = &ctx->names[n];
        if (name->count == 0 || name->demonym)
            continue;
        dtli_place_votes_add(ctx, name, -1);
        for (uint32_t i = 0; i < name->count; i++) {
            float reasons[CHOOSE_COUNT];
            const place_candidate *c = &name->candidates[i];
            dtli_place_reasons(ctx, n, c, reasons);
            printf("C\t%.*s\t%u\t%.5f\t%.5f", DTL_FMT(ctx->doc->in.id), n,
                   c->is.lat, c->is.lon);
            print_reasons(reasons, CHOOSE_COUNT);
        }
        dtli_place_votes_add(ctx, name, 1);
    }
}

static dtl_status resolve(const program *p, dtl_doc *doc, dtl_error *err)
{
    place_context ctx = { .gazetteer = p->gazetteer, .doc = doc,
                          .arena = p->arena };
    dtl_status status = dtli_read_blocks(doc, p->arena, err);
    if (status == DTL_OK)
        status = dtli_segment(doc, p->arena, err);
    if (status == DTL_OK && p->model)
        status = dtli_analyse(p->model, NULL, doc, p->arena, err);
    if (status == DTL_OK)
        status = dtli_place_decide(&ctx, err);
    if (status == DTL_OK) {
        print_spans(&ctx);
        print_candidates(&ctx);
    }
    return status;
}

static dtl_status run_line(const program *p, const char *line,
                           dtl_error *err)
{
    json_object *object = json_tokener_parse(line);
    dtl_doc doc = { 0 };
    if (!object)
        return DTL_OK;
    dtli_arena_reset(p->arena);
    doc.in.id = story_field(object, "id");
    doc.in.text = story_field(object, "text");
    doc.in.published = doc.published = DTL_DAY_NONE;
    dtl_status status = resolve(p, &doc, err);
    json_object_put(object);
    return status;
}

static dtl_status open_all(program *p, const char *folder, bool plain,
                           dtl_error *err)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/lexicon.dtlx", folder);
    dtl_status status = dtli_lexicon_open(path, &p->lexicon, err);
    snprintf(path, sizeof path, "%s/gazetteer.dtlx", folder);
    if (status == DTL_OK)
        status = dtli_gazetteer_open(path, p->lexicon, &p->gazetteer, err);
    snprintf(path, sizeof path, "%s/en-1.dtlx", folder);
    if (status == DTL_OK && !plain)
        status = dtli_model_open(path, &p->model, err);
    p->arena = dtli_arena_new((size_t)1 << 30);
    return status;
}

int main(int argc, char **argv)
{
    program p = { 0 };
    dtl_error err = { 0 };
    char *line = NULL;
    size_t capacity = 0;
    if (argc < 2) {
        fprintf(stderr, "usage: place-features DATA_DIR [plain]\n");
        return EXIT_USAGE;
    }
    bool plain = argc > 2 && strcmp(argv[2], "plain") == 0;
    dtl_status status = open_all(&p, argv[1], plain, &err);
    while (status == DTL_OK && getline(&line, &capacity, stdin) > 0)
        status = run_line(&p, line, &err);
    free(line);
    dtli_arena_free(p.arena);
    dtli_model_close(p.model);
    dtli_gazetteer_close(p.gazetteer);
    dtli_lexicon_close(p.lexicon);
    return status == DTL_OK ? 0 : fail(&err);
}
