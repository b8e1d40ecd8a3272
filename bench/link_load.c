/* link_load.c — linking alone under a made-up load: rate and memory.
 *
 *   link-load DATA_DIR DOCUMENTS [STORY_SIZE]
 *
 * Articles have 100 different terms: words by Zipf's law over a vocabulary
 * that grows with the collection (Heaps), and 30 terms of their story, among
 * them five names that few other stories have. One in 20 is a near copy of
 * the article before it. Stories are spread over the input and over days, so
 * that neighbours are never side by side. Prints articles a second of adding
 * and of the run, the highest memory, and how well stories come out.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/error.h"
#include "dateline/engine.h"
#include "link/linker.h"

enum {
    TERMS = 100,
    STORY_TERMS = 30,
    STORY_NAMES = 5,
    STORY_POOL = 45, /* an article has 30 of them */
    STORY_DAYS = 4,
    COPY_EVERY = 20,
    LEMMA_SIZE = 16,
    STORY_SIZE = 10
};

typedef struct load {
    dtl_linker *linker;
    uint32_t documents, stories, vocabulary, names;
    dtli_terms terms;
    dtli_term items[TERMS];
    char lemmas[TERMS][LEMMA_SIZE];
    char id[LEMMA_SIZE];
} load;

static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static double unit(uint64_t seed)
{
    return (double)(mix(seed) >> 11) / 9007199254740992.0;
}

/* Rank by Zipf's law with exponent 1: log-uniform. */
static uint32_t zipf(uint32_t size, uint64_t seed)
{
    return (uint32_t)exp(unit(seed) * log(size));
}

static bool has_lemma(const load *l, const char *lemma)
{
    for (uint32_t i = 0; i < l->terms.count; i++)
        if (strcmp(l->lemmas[i], lemma) == 0)
            return true;
    return false;
}

static void add_term(load *l, char sort, uint32_t number, dtli_term_kind kind)
{
    uint32_t n = l->terms.count;
    char lemma[LEMMA_SIZE];
    snprintf(lemma, sizeof lemma, "%c%u", sort, number);
    if (n == TERMS || has_lemma(l, lemma))
        return;
    memcpy(l->lemmas[n], lemma, sizeof lemma);
    l->items[n] = (dtli_term){ { l->lemmas[n], strlen(lemma) },
                               (uint8_t)(n % 4 == 0 ? 2 : 1), (uint8_t)kind,
                               n < TERMS / 5 };
    l->terms.count++;
}

/* The article `doc`: terms of its story, then common ones. */
static void make_terms(load *l, uint32_t doc, uint32_t story)
{
    uint64_t seed = (uint64_t)doc << 20, plot = (uint64_t)story << 24;
    l->terms.count = 0;
    for (uint32_t i = 0; i < 400 && l->terms.count < STORY_TERMS; i++) {
        uint32_t k = (uint32_t)(mix(seed + i) % STORY_POOL);
        if (k < STORY_NAMES)
            add_term(l, 'n', (uint32_t)(mix(plot + k) % l->names),
                     DTLI_TERM_NAME);
        else
            add_term(l, 'w', zipf(l->vocabulary, plot + k),
                     k % 4 ? DTLI_TERM_WORD : DTLI_TERM_VERB);
    }
    for (uint32_t i = 400; i < 1000 && l->terms.count < TERMS; i++)
        add_term(l, 'w', zipf(l->vocabulary, seed + i),
                 i % 4 ? DTLI_TERM_WORD : DTLI_TERM_VERB);
}

static dtl_status add_document(load *l, uint32_t doc, dtl_error *err)
{
    bool copy = doc % COPY_EVERY == COPY_EVERY - 1;
    uint32_t source = copy ? doc - 1 : doc, story = source % l->stories;
    make_terms(l, source, story);
    snprintf(l->id, sizeof l->id, "a%u", doc);
    l->terms.id = (dtl_str){ l->id, strlen(l->id) };
    l->terms.terms = l->items;
    l->terms.published = (dtl_day)(10000 + story % 1000 + doc % STORY_DAYS);
    l->terms.has_signature = true;
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++)
        l->terms.signature[i] = (uint32_t)mix(source * UINT64_C(64) + i);
    if (copy)
        l->terms.signature[doc % DTL_COPY_HASHES] = doc;
    return dtli_linker_add(l->linker, &l->terms, mix(doc), err);
}

/* Of the processor: other work on the machine does not count. */
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Shares of articles in the same story as the article before it in its
 * story, and in the same one as the next article of the input. */
static void print_quality(const load *l)
{
    uint32_t kept = 0, mixed = 0, n = 0;
    for (uint32_t d = l->stories; d + 1 < l->documents; d++) {
        if (d % COPY_EVERY >= COPY_EVERY - 2 ||
            (d - l->stories) % COPY_EVERY == COPY_EVERY - 1)
            continue;
        n++;
        kept += l->linker->story[d] == l->linker->story[d - l->stories];
        mixed += l->linker->story[d] == l->linker->story[d + 1];
    }
    if (n > 0)
        printf("together that should be: %.4f, that should not: %.4f\n",
               (double)kept / n, (double)mixed / n);
}

static int run(load *l)
{
    dtl_error err = { 0 };
    dtl_status status = DTL_OK;
    double start = seconds(), spent_making;
    struct rusage usage;
    for (uint32_t d = 0; status == DTL_OK && d < l->documents; d++)
        status = add_document(l, d, &err);
    spent_making = seconds() - start;
    start = seconds();
    if (status == DTL_OK)
        status = dtl_linker_run(l->linker, &err);
    if (status != DTL_OK) {
        fprintf(stderr, "link-load: %s\n", err.message);
        return EXIT_FAILURE;
    }
    double spent = seconds() - start;
    getrusage(RUSAGE_SELF, &usage);
    printf("%u articles: made and added in %.1f s, linked in %.1f s, %.0f a "
           "second; %ld MB\n",
           l->documents, spent_making, spent, l->documents / spent,
           usage.ru_maxrss / 1024);
    print_quality(l);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_error err = { 0 };
    load *l = calloc(1, sizeof *l);
    uint32_t size = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
    if (argc < 3 || !l) {
        fprintf(stderr, "usage: link-load DATA_DIR DOCUMENTS [STORY_SIZE]\n");
        return 2;
    }
    options.data_dir = argv[1];
    options.last = DTL_STAGE_SEGMENT;
    l->documents = (uint32_t)strtoul(argv[2], NULL, 10);
    l->stories = l->documents / (size ? size : STORY_SIZE) + 1;
    l->vocabulary = (uint32_t)(40 * sqrt(l->documents * (double)TERMS));
    l->names = l->stories + 1000;
    int status = EXIT_FAILURE;
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK ||
        dtl_linker_new(engine, &l->linker, &err) != DTL_OK)
        fprintf(stderr, "link-load: %s\n", err.message);
    else
        status = run(l);
    dtl_linker_free(l->linker);
    dtl_engine_close(engine);
    free(l);
    return status;
}
