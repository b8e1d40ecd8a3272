/* optim.c — gathering gradients and Adam steps (optim.h). */
#include "optim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

static const float BETA1 = 0.9f, BETA2 = 0.98f, EPSILON = 1e-8f;
static const float CLIP = 5.0f; /* of the global norm */

static bool moments_init(moments *m, size_t count)
{
    m->m = dtli_calloc(count, sizeof *m->m);
    m->v = dtli_calloc(count, sizeof *m->v);
    return m->m && m->v;
}

static bool rows_init(row_grads *g, uint32_t rows, uint32_t capacity,
                      uint32_t dim)
{
    g->capacity = capacity < rows ? capacity : rows;
    g->dim = dim;
    g->slot = dtli_calloc(rows, sizeof *g->slot);
    g->rows = dtli_calloc(g->capacity, sizeof *g->rows);
    g->grads = dtli_calloc((size_t)g->capacity * dim, sizeof *g->grads);
    return g->slot && g->rows && g->grads;
}

dtl_status optim_init(optim *o, const net *n, uint32_t tokens, dtl_error *err)
{
    const net_config *c = &n->shape.config;
    memset(o, 0, sizeof *o);
    if (moments_init(&o->dense, n->shape.dense) &&
        moments_init(&o->word, (size_t)c->own * c->word_dim) &&
        moments_init(&o->sub, (size_t)c->subs * c->sub_dim) &&
        rows_init(&o->word_grads, c->own, tokens, c->word_dim) &&
        rows_init(&o->sub_grads, c->subs, tokens * DTLI_SUB_MAX, c->sub_dim))
        return DTL_OK;
    optim_clear(o);
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

void optim_clear(optim *o)
{
    free(o->dense.m);
    free(o->dense.v);
    free(o->word.m);
    free(o->word.v);
    free(o->sub.m);
    free(o->sub.v);
    free(o->word_grads.slot);
    free(o->word_grads.rows);
    free(o->word_grads.grads);
    free(o->sub_grads.slot);
    free(o->sub_grads.rows);
    free(o->sub_grads.grads);
    memset(o, 0, sizeof *o);
}

static void add_row(row_grads *g, uint32_t row, const float *d, float scale)
{
    if (g->slot[row] == 0) {
        memset(g->grads + (size_t)g->count * g->dim, 0,
               g->dim * sizeof *g->grads);
        g->rows[g->count++] = row;
        g->slot[row] = g->count;
    }
    float *to = g->grads + (size_t)(g->slot[row] - 1) * g->dim;
    for (uint32_t i = 0; i < g->dim; i++)
        to[i] += d[i] * scale;
}

static void gather(optim *o, const shard *s)
{
    const net_shape *n = &s->net->shape;
    for (uint32_t t = 0; t < s->token_count; t++) {
        const item *it = &s->items[t];
        const float *d = s->dx + (size_t)t * n->width;
        float norm = 1.0f / sqrtf((float)it->sub_count);
        add_row(&o->word_grads, it->word_row, d, 1.0f);
        for (uint32_t k = 0; k < it->sub_count; k++)
            add_row(&o->sub_grads, it->subs[k], d + n->config.word_dim, norm);
    }
}

static double square_sum(const float *g, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i += 1024) {
        float part = 0.0f;
        size_t end = count - i < 1024 ? count : i + 1024;
        for (size_t k = i; k < end; k++)
            part += g[k] * g[k];
        sum += (double)part;
    }
    return sum;
}

typedef struct rates {
    float step, scale; /* learning rate with bias correction; clipping */
    float epsilon;
} rates;

/* Weights w [count] by gradients g; their moments begin at `at`. */
typedef struct stretch {
    size_t at, count;
} stretch;

static void adam(float *w, const float *g, const moments *all, stretch s,
                 rates r)
{
    float *m = all->m + s.at, *v = all->v + s.at;
    size_t count = s.count;
    for (size_t i = 0; i < count; i++) {
        float d = g[i] * r.scale;
        m[i] = BETA1 * m[i] + (1.0f - BETA1) * d;
        v[i] = BETA2 * v[i] + (1.0f - BETA2) * d * d;
        w[i] -= r.step * m[i] / (sqrtf(v[i]) + r.epsilon);
    }
}

static void adam_rows(row_grads *g, float *table, moments *m, rates r)
{
    for (uint32_t i = 0; i < g->count; i++) {
        size_t at = (size_t)g->rows[i] * g->dim;
        stretch s = { at, g->dim };
        adam(table + at, g->grads + (size_t)i * g->dim, m, s, r);
        g->slot[g->rows[i]] = 0;
    }
    g->count = 0;
}

void optim_step(optim *o, net *n, shard *shards, uint32_t count, float rate)
{
    size_t dense = n->shape.dense;
    float *sum = shards[0].grad;
    for (uint32_t i = 0; i < count; i++) {
        gather(o, &shards[i]);
        for (size_t k = 0; i > 0 && k < dense; k++)
            sum[k] += shards[i].grad[k];
    }
    double norm = square_sum(sum, dense) +
                  square_sum(o->word_grads.grads,
                             (size_t)o->word_grads.count * o->word_grads.dim) +
                  square_sum(o->sub_grads.grads,
                             (size_t)o->sub_grads.count * o->sub_grads.dim);
    norm = sqrt(norm);
    o->step++;
    double fix1 = 1.0 - pow((double)BETA1, (double)o->step);
    double fix2 = sqrt(1.0 - pow((double)BETA2, (double)o->step));
    rates r = { (float)((double)rate * fix2 / fix1),
                norm > (double)CLIP ? (float)((double)CLIP / norm) : 1.0f,
                (float)((double)EPSILON * fix2) };
    stretch all = { 0, dense };
    adam(n->dense, sum, &o->dense, all, r);
    adam_rows(&o->word_grads, n->word, &o->word, r);
    adam_rows(&o->sub_grads, n->sub, &o->sub, r);
}
