/* teach.c — labels by the sum of scores (teach.h). */
#include "teach.h"

#include <stdlib.h>
#include <string.h>

#include "analyse/names.h"
#include "analyse/tree.h"
#include "base/error.h"
#include "nn/math.h"
#include "parallel.h"

enum { BATCH = 1000, SENTENCE_MAX = 400, WORKERS = 2 };

static const float ARC_UNIT = 65536.0f; /* of shard_add_fixed_arcs */
static const float NAME_SURE = 0.8f; /* least probability of a name tag */

/* One thread, for sentences [from, end). */
typedef struct worker {
    const teachers *t;
    const vocab *v;
    corpus *c;
    uint32_t from, end;
    uint32_t start; /* the first word that any of the threads labels */
    shard shards[TEACHERS_MAX];
    float *rels; /* of one teacher, then of all */
    float *contexts;    /* of the words of a batch, or NULL */
    encoder_room *room; /* or NULL */
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

/* The likeliest of n labels, with their shares of the softmax of row * by. */
static void believe(const float *row, uint32_t n, float by, likely *out,
                    uint32_t count)
{
    float best = row[dtli_best_of(row, n)], last = best + 1.0f, sum = 0.0f;
    float share[LIKELY_HEADS];
    uint32_t found = 0;
    memset(out, 0, count * sizeof *out);
    for (; found < count; found++) {
        uint32_t next = n;
        for (uint32_t i = 0; i < n; i++)
            if (row[i] < last && (next == n || row[i] > row[next]))
                next = i;
        if (next == n)
            break;
        last = row[next];
        share[found] = dtli_exp((last - best) * by);
        sum += share[found];
        out[found].label = (uint16_t)next;
    }
    for (uint32_t k = 0; k < found; k++)
        out[k].share = (uint16_t)(share[k] / sum * (float)LIKELY_ALL);
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

static void label_tags(const worker *w, span sent, word *words,
                       belief *beliefs)
{
    const shard *s = &w->shards[0];
    const net_shape *n = &s->net->shape;
    float by = 1.0f / (float)w->t->count;
    for (uint32_t i = 0; i < sent.count; i++) {
        const float *row = s->tag + (size_t)(sent.first + i) * n->tags;
        belief *b = &beliefs[i];
        believe(row, DTL_UPOS_COUNT, by, b->upos, LIKELY_TAGS);
        believe(row + net_tag_xpos(), DTL_XPOS_COUNT, by, b->xpos,
                LIKELY_TAGS);
        believe(row + net_tag_script(), n->config.scripts, by, b->script,
                LIKELY_TAGS);
        words[i].upos = b->upos[0].label;
        words[i].xpos = b->xpos[0].label;
        words[i].script = b->script[0].label;
        words[i].belief = b;
    }
}

/* Relations under the heads, and what else the heads may be. */
static void label_relations(worker *w, span sent, word *words, belief *beliefs,
                            const uint32_t *heads)
{
    size_t rels = (size_t)sent.count * DTL_REL_COUNT;
    float *sum = w->rels + rels, by = 1.0f / (float)w->t->count;
    memset(sum, 0, rels * sizeof *sum);
    for (uint32_t k = 0; k < w->t->count; k++) {
        shard_relations(&w->shards[k], sent, heads, w->rels);
        for (size_t i = 0; i < rels; i++)
            sum[i] += w->rels[i];
    }
    for (uint32_t i = 0; i < sent.count; i++) {
        believe(sum + (size_t)i * DTL_REL_COUNT, DTL_REL_COUNT, by,
                beliefs[i].rel, LIKELY_TAGS);
        words[i].head = (uint16_t)heads[i];
        words[i].rel = beliefs[i].rel[0].label;
    }
}

static void believe_heads(const worker *w, span sent, const int64_t *fixed,
                          belief *beliefs)
{
    float row[SENTENCE_MAX + 1], by = 1.0f / (float)w->t->count;
    uint32_t columns = sent.count + 1;
    for (uint32_t i = 0; i < sent.count; i++) {
        for (uint32_t k = 0; k < columns; k++)
            row[k] = (float)fixed[(size_t)i * columns + k] / ARC_UNIT;
        believe(row, columns, by, beliefs[i].head, LIKELY_HEADS);
    }
}

static bool label_tree(worker *w, span sent, word *words, belief *beliefs)
{
    uint32_t heads[SENTENCE_MAX];
    size_t arcs = (size_t)sent.count * (sent.count + 1);
    int64_t *fixed = dtli_arena_array(w->arena, arcs, sizeof *fixed);
    if (!fixed)
        return false;
    for (uint32_t k = 0; k < w->t->count; k++)
        shard_add_fixed_arcs(&w->shards[k], sent, fixed);
    if (!dtli_tree(fixed, sent.count, heads, w->arena))
        return false;
    believe_heads(w, sent, fixed, beliefs);
    label_relations(w, sent, words, beliefs, heads);
    return true;
}

static void read_contexts(worker *w, uint32_t first, uint32_t count)
{
    sentence_range range = { first, first + count };
    if (w->contexts)
        encoder_read(w->t->encoder, w->room, w->c, range, w->contexts);
}

/* Their room is wanted for the next batch. */
static void forget_contexts(const worker *w, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++)
        for (uint32_t k = 0; k < w->c->sentences[i].count; k++)
            w->c->words[w->c->sentences[i].first + k].context = NULL;
}

static bool label_batch(worker *w, uint32_t first)
{
    bool ok = true;
    uint32_t count = w->shards[0].sent_count;
    read_contexts(w, first, count);
    for (uint32_t k = 0; k < w->t->count; k++)
        shard_forward(&w->shards[k]);
    add_tags(w);
    for (uint32_t i = 0; ok && i < count; i++) {
        dtl_arena_mark mark = dtli_arena_mark(w->arena);
        span sent = w->shards[0].sents[i];
        uint32_t start = w->c->sentences[first + i].first;
        word *words = w->c->words + start;
        belief *beliefs = w->c->beliefs + (start - w->start);
        label_tags(w, sent, words, beliefs);
        ok = label_names(w, sent, words) &&
             label_tree(w, sent, words, beliefs);
        dtli_arena_release(w->arena, mark);
    }
    for (uint32_t k = 0; k < w->t->count; k++)
        w->shards[k].token_count = w->shards[k].sent_count = 0;
    forget_contexts(w, first, count);
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
    free(w->contexts);
    encoder_room_free(w->room);
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
    if (t->encoder) {
        w->contexts = dtli_calloc((size_t)(BATCH + SENTENCE_MAX) * ENCODER_DIM,
                                  sizeof *w->contexts);
        w->room = encoder_room_new();
        ok = ok && w->contexts && w->room;
    }
    w->ok = ok && w->rels && w->arena;
    return w->ok;
}

dtl_status teach(const teachers *t, const vocab *v, corpus *c, uint32_t from,
                 dtl_error *err)
{
    worker workers[WORKERS];
    uint32_t share = (c->sentence_count - from) / WORKERS;
    uint32_t start = from < c->sentence_count ? c->sentences[from].first : 0;
    c->beliefs = dtli_calloc(c->word_count - start + 1, sizeof *c->beliefs);
    bool ok = c->beliefs != NULL;
    memset(workers, 0, sizeof workers);
    for (uint32_t i = 0; i < WORKERS; i++) {
        ok = worker_init(&workers[i], t, err) && ok;
        workers[i].v = v;
        workers[i].c = c;
        workers[i].start = start;
        workers[i].from = from + i * share;
        workers[i].end = i + 1 < WORKERS ? from + (i + 1) * share
                                         : c->sentence_count;
    }
    if (ok)
        run_parts(work, workers, sizeof workers[0], WORKERS, WORKERS);
    for (uint32_t i = 0; i < WORKERS; i++) {
        ok = ok && workers[i].ok;
        worker_clear(&workers[i]);
    }
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}
