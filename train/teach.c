/* teach.c — labels by the sum of scores (teach.h). */
#include "teach.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/names.h"
#include "analyse/tree.h"
#include "base/error.h"
#include "nn/math.h"

enum { BATCH = 1000, SENTENCE_MAX = 400, WORKERS = 2 };

static const float NAME_SURE = 0.8f; /* least probability of a name tag */

/* One thread, for sentences [from, end). */
typedef struct worker {
    const teachers *t;
    const vocab *v;
    corpus *c;
    uint32_t from, end;
    shard shards[TEACHERS_MAX];
    float *rels; /* of one teacher, then of all */
    dtl_arena *arena;
    bool ok;
} worker;

/* Adds the scores of the other teachers to those of the first. */
static void add_tags(worker *w)
{
    shard *one = &w->shards[0];
    size_t n = (size_t)one->token_count * one->net->shape.tags;
    for (uint32_t k = 1; k < w->t->count; k++)
        for (size_t i = 0; i < n; i++)
            one->tag[i] += w->shards[k].tag[i];
}

static float probability(const float *row, uint32_t n, uint32_t at,
                         float share)
{
    float sum = 0.0f;
    for (uint32_t i = 0; i < n; i++)
        sum += dtli_exp((row[i] - row[at]) * share);
    return 1.0f / sum;
}

static bool label_names(worker *w, span sent, word *words)
{
    const shard *s = &w->shards[0];
    size_t stride = s->net->shape.tags;
    const float *first = s->tag + sent.first * stride + net_tag_name();
    float share = 1.0f / (float)w->t->count;
    uint8_t tags[SENTENCE_MAX];
    if (!dtli_name_tags(first, stride, sent.count, tags, w->arena))
        return false;
    for (uint32_t i = 0; i < sent.count; i++)
        if (words[i].name == LABEL_NONE &&
            probability(first + i * stride, NAME_TAGS, tags[i], share) >=
                NAME_SURE)
            words[i].name = tags[i];
    return true;
}

static void label_tags(const worker *w, span sent, word *words)
{
    const shard *s = &w->shards[0];
    const net_shape *n = &s->net->shape;
    for (uint32_t i = 0; i < sent.count; i++) {
        const float *row = s->tag + (size_t)(sent.first + i) * n->tags;
        words[i].upos = (uint16_t)dtli_best_of(row, DTL_UPOS_COUNT);
        words[i].xpos =
            (uint16_t)dtli_best_of(row + net_tag_xpos(), DTL_XPOS_COUNT);
        words[i].script = (uint16_t)dtli_best_of(row + net_tag_script(),
                                                 n->config.scripts);
    }
}

static bool label_tree(worker *w, span sent, word *words)
{
    uint32_t heads[SENTENCE_MAX];
    size_t arcs = (size_t)sent.count * (sent.count + 1);
    size_t rels = (size_t)sent.count * DTL_REL_COUNT;
    int64_t *fixed = dtli_arena_array(w->arena, arcs, sizeof *fixed);
    if (!fixed)
        return false;
    for (uint32_t k = 0; k < w->t->count; k++)
        shard_add_fixed_arcs(&w->shards[k], sent, fixed);
    if (!dtli_tree(fixed, sent.count, heads, w->arena))
        return false;
    float *sum = w->rels + rels;
    memset(sum, 0, rels * sizeof *sum);
    for (uint32_t k = 0; k < w->t->count; k++) {
        shard_relations(&w->shards[k], sent, heads, w->rels);
        for (size_t i = 0; i < rels; i++)
            sum[i] += w->rels[i];
    }
    for (uint32_t i = 0; i < sent.count; i++) {
        words[i].head = (uint16_t)heads[i];
        words[i].rel = (uint16_t)dtli_best_of(sum + (size_t)i * DTL_REL_COUNT,
                                              DTL_REL_COUNT);
    }
    return true;
}

static bool label_batch(worker *w, uint32_t first)
{
    bool ok = true;
    for (uint32_t k = 0; k < w->t->count; k++)
        shard_forward(&w->shards[k]);
    add_tags(w);
    for (uint32_t i = 0; ok && i < w->shards[0].sent_count; i++) {
        dtl_arena_mark mark = dtli_arena_mark(w->arena);
        span sent = w->shards[0].sents[i];
        word *words = w->c->words + w->c->sentences[first + i].first;
        label_tags(w, sent, words);
        ok = label_names(w, sent, words) && label_tree(w, sent, words);
        dtli_arena_release(w->arena, mark);
    }
    for (uint32_t k = 0; k < w->t->count; k++)
        w->shards[k].token_count = w->shards[k].sent_count = 0;
    return ok;
}

static void *work(void *argument)
{
    worker *w = argument;
    uint32_t first = w->from;
    for (uint32_t i = w->from; w->ok && i < w->end; i++) {
        sentence one = w->c->sentences[i];
        for (uint32_t k = 0; k < w->t->count; k++)
            vocab_add(w->v, &w->shards[k], w->c->words + one.first, one.count,
                      DISGUISE_NONE);
        if (w->shards[0].token_count >= BATCH || i + 1 == w->end) {
            w->ok = label_batch(w, first);
            first = i + 1;
        }
    }
    return NULL;
}

static void worker_clear(worker *w)
{
    for (uint32_t k = 0; k < w->t->count; k++)
        shard_clear(&w->shards[k]);
    free(w->rels);
    dtli_arena_free(w->arena);
}

static bool worker_init(worker *w, const teachers *t, dtl_error *err)
{
    bool ok = true;
    w->t = t;
    w->rels = dtli_calloc((size_t)2 * SENTENCE_MAX * DTL_REL_COUNT,
                          sizeof(float));
    w->arena = dtli_arena_new((size_t)64 << 20);
    for (uint32_t k = 0; ok && k < t->count; k++)
        ok = shard_init(&w->shards[k], &t->nets[k], BATCH + SENTENCE_MAX,
                        err) == DTL_OK;
    w->ok = ok && w->rels && w->arena;
    return w->ok;
}

dtl_status teach(const teachers *t, const vocab *v, corpus *c, uint32_t from,
                 dtl_error *err)
{
    worker workers[WORKERS];
    pthread_t threads[WORKERS];
    bool running[WORKERS] = { false }, ok = true;
    uint32_t share = (c->sentence_count - from) / WORKERS;
    memset(workers, 0, sizeof workers);
    for (uint32_t i = 0; i < WORKERS; i++) {
        ok = worker_init(&workers[i], t, err) && ok;
        workers[i].v = v;
        workers[i].c = c;
        workers[i].from = from + i * share;
        workers[i].end = i + 1 < WORKERS ? from + (i + 1) * share
                                         : c->sentence_count;
    }
    for (uint32_t i = 0; ok && i < WORKERS; i++)
        running[i] = pthread_create(&threads[i], NULL, work,
                                    &workers[i]) == 0;
    for (uint32_t i = 0; i < WORKERS; i++) {
        if (running[i])
            pthread_join(threads[i], NULL);
        else if (ok)
            work(&workers[i]);
    }
    for (uint32_t i = 0; i < WORKERS; i++) {
        ok = ok && workers[i].ok;
        worker_clear(&workers[i]);
    }
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}
