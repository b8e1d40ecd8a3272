/* main.c — dateline-train: from treebanks and names to a model file.
 *
 *   dateline-train train --data DIR --out MODEL.dtlx [--vectors FILE]
 *       [--names FILE] [--encoder FILE] [--teachers STATE,STATE ...]
 *       [--seed N ...]
 *   dateline-train eval  --data DIR --model MODEL.dtlx
 *   dateline-train check --data DIR      gradients against differences
 *
 * The state is kept in MODEL.dtlx.checkpoint.tmp after each epoch; the same
 * command goes on from there and ends with the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "checkpoint.h"
#include "encoder.h"
#include "export.h"
#include "gradient.h"
#include "score.h"
#include "skipgram.h"
#include "sources.h"
#include "teach.h"

enum { PATH_SIZE = 4096, EXIT_FAILED = 1, EXIT_USAGE = 2 };

typedef struct options {
    const char *command, *data, *out, *model;
    const char *vectors, *names, *teachers; /* or NULL */
    const char *encoder; /* or NULL: of this net, or of its teachers */
    bool keep; /* the state after the last epoch, for a teacher */
    bool done; /* that state is there: only the model is to be written */
    char state[PATH_SIZE];
    net_config config;
    plan plan;
    uint32_t stop_after; /* epochs, to look at a model before its end */
    skipgram_plan first; /* word vectors; no epochs: from random ones */
} options;

typedef struct number_option {
    const char *name;
    double value;
} number_option;

enum { SEED, THREADS, EPOCHS, BATCH, RATE, DROP_INPUT, DROP_HIDDEN, DROP_HEAD,
       DROP_WORD, DISGUISED, LAYERS, WORD_DIM, SUB_DIM, SUBS, ARC, LAB, SKIPGRAM, STOP_AFTER,
       RAW_PARTS, KEEP, NUMBER_COUNT };

/* Defaults are what models/en-1.dtlx was trained with. */
static const number_option DEFAULTS[NUMBER_COUNT] = {
    { "--seed", 1 },          { "--threads", 2 },
    { "--epochs", 15 },       { "--batch", 500 },
    { "--rate", 0.002 },      { "--drop-input", 0.2 },
    { "--drop-hidden", 0.3 }, { "--drop-head", 0.3 },
    { "--drop-word", 0.3 },   { "--disguised", 0.1 },
    { "--layers", 4 },        { "--word-dim", 128 },
    { "--sub-dim", 128 },     { "--subs", 16384 },
    { "--arc", 128 },         { "--lab", 128 },
    { "--skipgram", 8 },      { "--stop-after", 1e6 },
    { "--raw-parts", 3 },     { "--keep", 0 },
};

static bool set_number(number_option *numbers, const char *name,
                       const char *value)
{
    for (int i = 0; i < NUMBER_COUNT; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return dtli_str_to_double(dtli_str(value), &numbers[i].value) &&
                   numbers[i].value >= 0.0 && numbers[i].value < 1e9;
    return false;
}

static bool read_options(int argc, char **argv, options *o)
{
    number_option n[NUMBER_COUNT];
    memcpy(n, DEFAULTS, sizeof n);
    memset(o, 0, sizeof *o);
    o->command = argc > 1 ? argv[1] : "";
    for (int i = 2; i < argc; i += 2) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--data") == 0)
            o->data = value;
        else if (strcmp(argv[i], "--out") == 0)
            o->out = value;
        else if (strcmp(argv[i], "--model") == 0)
            o->model = value;
        else if (strcmp(argv[i], "--vectors") == 0)
            o->vectors = value;
        else if (strcmp(argv[i], "--names") == 0)
            o->names = value;
        else if (strcmp(argv[i], "--encoder") == 0)
            o->encoder = value;
        else if (strcmp(argv[i], "--teachers") == 0)
            o->teachers = value;
        else if (!set_number(n, argv[i], value))
            return false;
    }
    net_config config = { .subs = (uint32_t)n[SUBS].value,
                          .word_dim = (uint32_t)n[WORD_DIM].value,
                          .sub_dim = (uint32_t)n[SUB_DIM].value,
                          .layers = (uint32_t)n[LAYERS].value,
                          .arc = (uint32_t)n[ARC].value,
                          .lab = (uint32_t)n[LAB].value };
    plan p = { .seed = (uint64_t)n[SEED].value,
               .epochs = (uint32_t)n[EPOCHS].value,
               .batch_tokens = (uint32_t)n[BATCH].value,
               .threads = (uint32_t)n[THREADS].value,
               .rate = (float)n[RATE].value,
               .drop = { (float)n[DROP_INPUT].value,
                         (float)n[DROP_HIDDEN].value,
                         (float)n[DROP_HEAD].value,
                         (float)n[DROP_WORD].value },
               .disguised = (float)n[DISGUISED].value,
               .raw_parts = n[RAW_PARTS].value >= 1.0
                                ? (uint32_t)n[RAW_PARTS].value : 1 };
    o->keep = n[KEEP].value > 0.0;
    o->config = config;
    o->plan = p;
    skipgram_plan first = { .dim = config.word_dim,
                            .epochs = (uint32_t)n[SKIPGRAM].value,
                            .window = 3,
                            .seed = p.seed,
                            .spread = 0.3f };
    o->first = first;
    o->stop_after = (uint32_t)n[STOP_AFTER].value;
    if (o->out) {
        snprintf(o->state, sizeof o->state, "%s.checkpoint.tmp", o->out);
        o->done = checkpoint_is_last(o->state);
    }
    return o->data && o->command[0];
}

/* The library has no encoder: a net that reads with one can only teach. */
static bool only_teaches(const options *o)
{
    return o->encoder && !o->teachers;
}

static double percent(uint64_t right, uint64_t all)
{
    return all ? 100.0 * (double)right / (double)all : 0.0;
}

static void show(FILE *to, const char *name, const scores *s)
{
    fprintf(to, "  %-8s", name);
    if (s->words)
        fprintf(to, " upos %.2f xpos %.2f lemma %.2f",
                percent(s->upos, s->words), percent(s->xpos, s->words),
                percent(s->lemma, s->words));
    if (s->tree_words)
        fprintf(to, " uas %.2f las %.2f las_sub %.2f",
                percent(s->uas, s->tree_words), percent(s->las, s->tree_words),
                percent(s->las_sub, s->tree_words));
    if (s->names_gold)
        fprintf(to, " names %.2f span %.2f",
                percent(2 * s->names_right, s->names_gold + s->names_found),
                percent(2 * s->span_right, s->names_gold + s->names_found));
    fprintf(to, "\n");
    fflush(to);
}

static dtl_status show_net(const trainer *t, const dev_sets *dev,
                           dtl_error *err)
{
    dtl_status status = DTL_OK;
    scores s;
    for (uint32_t i = 0; status == DTL_OK && i < dev->count; i++) {
        status = score_net(&t->net, &t->vocab, &dev->sets[i], &s, err);
        if (status == DTL_OK)
            show(stdout, dev->names[i], &s);
    }
    return status;
}

static dtl_status write_model(const trainer *t, const corpus *c,
                              const options *o, dtl_error *err)
{
    dtl_buf card;
    dtli_buf_init(&card, 1 << 16);
    dtli_buf_printf(&card,
                    "id=en-1\nlanguage=en\ndata=%s\nlicence=CC BY-SA 4.0\n"
                    "vectors=%s\nteachers=%s\n"
                    "seed=%llu\nepochs=%u\nlayers=%u\nwidth=%u\n",
                    SOURCES_TEXT, o->vectors ? SOURCES_VECTORS : "none",
                    !o->teachers  ? "none"
                    : !o->encoder ? SOURCES_TEACHERS
                                  : SOURCES_TEACHERS SOURCES_ENCODER,
                    (unsigned long long)o->plan.seed,
                    o->plan.epochs, t->net.shape.config.layers,
                    t->net.shape.width);
    export_target target = { o->out, dtli_buf_str(&card) };
    dtl_status status = export_model(&t->net, &t->vocab, c, &target, err);
    dtli_buf_clear(&card);
    return status;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void show_epoch(const trainer *t, double seconds)
{
    printf("epoch %u %.1f s, loss", t->epoch, seconds);
    for (int k = 0; k < LOSS_COUNT; k++)
        printf(" %.3f", t->loss[k]);
    printf("\n");
    fflush(stdout);
}

static dtl_status run_epochs(trainer *t, const corpus *c, const options *o,
                             const dev_sets *dev, dtl_error *err)
{
    const char *path = o->state;
    dtl_status status = DTL_OK;
    if (checkpoint_read(t, path, o->done ? err : NULL) == DTL_OK)
        printf("going on after epoch %u\n", t->epoch);
    else if (o->done)
        return DTL_NOTFOUND;
    while (status == DTL_OK && t->epoch < o->plan.epochs &&
           t->epoch < o->stop_after) {
        double start = seconds_now();
        trainer_epoch(t, c);
        show_epoch(t, seconds_now() - start);
        status = checkpoint_write(t, path, err);
        if (status == DTL_OK &&
            (t->epoch % 4 == 0 || t->epoch == o->plan.epochs))
            status = show_net(t, dev, err);
    }
    if (status == DTL_OK && !only_teaches(o))
        status = write_model(t, c, o, err);
    if (status == DTL_OK && t->epoch == o->plan.epochs && !o->keep)
        remove(path);
    return status;
}

static net_config config_of(const trainer *t, const options *o)
{
    net_config config = o->config;
    config.words = t->vocab.rows;
    config.own = t->vocab.own;
    config.given = t->vocab.given_dim;
    config.scripts = t->vocab.script_count;
    config.context = only_teaches(o) ? ENCODER_DIM : 0;
    return config;
}

/* A new net, with word vectors from raw text where that is wanted. */
static dtl_status make_net(trainer *t, const corpus *c, const corpus *raw,
                           const options *o, dtl_error *err)
{
    const corpus *const all[] = { c, raw, NULL };
    net_config config = config_of(t, o);
    dtl_status status = trainer_init(t, c, &config, &o->plan, err);
    t->net.given = t->vocab.given;
    if (status == DTL_OK && o->first.epochs > 0 && !o->done)
        status = skipgram(&t->vocab, all, &o->first, t->net.word, err);
    return status;
}

/* Adds the sentences of raw to c, their words shared. */
static dtl_status append(corpus *c, const corpus *raw, dtl_error *err)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < raw->sentence_count; i++) {
        sentence one = raw->sentences[i];
        for (uint32_t k = 0; ok && k < one.count; k++) {
            ok = corpus_add_word(c, raw->words[one.first + k].raw) != NULL;
        }
        ok = ok && corpus_end_sentence(c);
    }
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

/* What the encoder tells of the words, where this net is to read it. */
static dtl_status read_contexts(const options *o, corpus *c, dev_sets *dev,
                                dtl_error *err)
{
    encoder *e = NULL;
    uint32_t threads = o->plan.threads;
    double start = seconds_now();
    if (!only_teaches(o))
        return DTL_OK;
    dtl_status status = encoder_open(o->encoder, &e, err);
    if (status == DTL_OK)
        status = encoder_read_all(e, c, threads, err);
    for (uint32_t i = 0; status == DTL_OK && i < dev->count; i++)
        status = encoder_read_all(e, &dev->sets[i], threads, err);
    encoder_close(e);
    printf("read by the encoder in %.0f s\n", seconds_now() - start);
    return status;
}

/* Teachers label the raw sentences, which then follow those of c. */
static dtl_status learn_raw(trainer *t, corpus *c, const corpus *raw,
                            const options *o, dtl_error *err)
{
    teachers masters = { .count = 0 };
    net_config config = config_of(t, o);
    dtl_str rest = dtli_str(o->teachers), one;
    uint32_t first = c->sentence_count;
    dtl_status status = append(c, raw, err);
    while (status == DTL_OK && masters.count < TEACHERS_MAX &&
           dtli_str_split(&rest, ',', &one)) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, "%.*s", DTL_FMT(one));
        status = checkpoint_read_net(&masters.nets[masters.count++], &config,
                                     t->vocab.given, path, err);
    }
    if (status == DTL_OK && o->encoder)
        status = encoder_open(o->encoder, &masters.encoder, err);
    for (uint32_t i = 0; status == DTL_OK && i < masters.count; i++)
        if (masters.nets[i].shape.config.context > 0 && !o->encoder)
            status = dtl_fail(err, DTL_INVALID, 0, 0,
                              "E336: teacher %u wants --encoder", i + 1);
    double start = seconds_now();
    vocab_count(&t->vocab, c);
    if (status == DTL_OK)
        status = teach(&masters, &t->vocab, c, first, err);
    printf("%u raw sentences labelled in %.0f s\n",
           c->sentence_count - first, seconds_now() - start);
    for (uint32_t i = 0; i < masters.count; i++)
        net_clear(&masters.nets[i]);
    encoder_close(masters.encoder);
    return status;
}

static dtl_status read_texts(trainer *t, corpus *c, corpus *raw,
                             const options *o, dtl_error *err)
{
    given vectors = { 0 };
    dtl_status status = sources_read(c, o->data, o->names, err);
    if (status == DTL_OK)
        status = sources_read_raw(raw, o->data, err);
    if (status == DTL_OK)
        status = given_read(&vectors, o->vectors, err);
    vocab_texts texts = { raw, &vectors, o->config.subs };
    if (status == DTL_OK)
        status = vocab_build(&t->vocab, c, &texts, err);
    given_clear(&vectors);
    return status;
}

static dtl_status train(const options *o, dtl_error *err)
{
    if (o->done && only_teaches(o))
        return DTL_OK;
    corpus c, raw;
    dev_sets dev;
    uint32_t gold = 0;
    trainer *t = dtli_calloc(1, sizeof *t);
    if (!t)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = read_texts(t, &c, &raw, o, err);
    if (status == DTL_OK)
        status = dev_sets_read(&dev, o->data, err);
    gold = c.sentence_count;
    if (status == DTL_OK)
        status = read_contexts(o, &c, &dev, err);
    if (status == DTL_OK && o->teachers && !o->done)
        status = learn_raw(t, &c, &raw, o, err);
    if (status == DTL_OK)
        status = make_net(t, &c, o->teachers ? NULL : &raw, o, err);
    if (status == DTL_OK) {
        if (o->teachers)
            t->raw_first = gold;
        printf("%u sentences, %u words, %u raw words, %u rows (%u own), "
               "%u scripts, %zu weights\n",
               c.sentence_count, c.word_count, raw.word_count, t->vocab.rows,
               t->vocab.own, t->vocab.script_count, t->net.shape.dense);
        fflush(stdout);
        if (strcmp(o->command, "check") == 0)
            status = gradient_check(t, &c, stdout, err);
        else
            status = run_epochs(t, &c, o, &dev, err);
    }
    trainer_clear(t);
    vocab_clear(&t->vocab);
    free(t);
    return status;
}

static dtl_status eval(const options *o, dtl_error *err)
{
    dtl_model *model;
    dev_sets dev;
    dtl_status status = dtli_model_open(o->model, &model, err);
    if (status != DTL_OK)
        return status;
    status = dev_sets_read(&dev, o->data, err);
    double seconds, all = 0.0;
    uint64_t words = 0;
    scores s;
    for (uint32_t i = 0; status == DTL_OK && i < dev.count; i++) {
        status = score_model(model, &dev.sets[i], &s, &seconds, err);
        if (status != DTL_OK)
            break;
        show(stdout, dev.names[i], &s);
        words += dev.sets[i].word_count;
        all += seconds;
    }
    if (status == DTL_OK)
        printf("  %.0f words a second\n", (double)words / all);
    dtli_model_close(model);
    return status;
}

int main(int argc, char **argv)
{
    options o;
    dtl_error err = { 0 };
    bool ok = read_options(argc, argv, &o);
    bool is_eval = ok && strcmp(o.command, "eval") == 0;
    bool is_train = ok && strcmp(o.command, "train") == 0;
    bool is_check = ok && strcmp(o.command, "check") == 0;
    if ((is_eval && !o.model) || (is_train && !o.out) ||
        (!is_eval && !is_train && !is_check)) {
        fprintf(stderr, "usage: dateline-train train --data DIR --out FILE\n"
                        "       dateline-train eval --data DIR --model FILE\n"
                        "       dateline-train check --data DIR\n");
        return EXIT_USAGE;
    }
    if ((is_eval ? eval(&o, &err) : train(&o, &err)) != DTL_OK) {
        fprintf(stderr, "%s: %s\n", err.source, err.message);
        return EXIT_FAILED;
    }
    return EXIT_SUCCESS;
}
