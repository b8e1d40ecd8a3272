/* net.c — parameters and the encoder, forward and backward (net.h).
 *
 * A layer, per direction: [u f r] = W x, then over the words
 *   f_t = sigmoid(f + vf * c_(t-1) + bf)   r_t = sigmoid(r + vr * c_(t-1) + br)
 *   c_t = f_t c_(t-1) + (1 - f_t) u_t      h_t = r_t c_t + (1 - r_t) x_t
 * so that all matrix work is batched over the words and the scan is
 * elementwise. Dropout hides inputs of W, never the direct path.
 */
#include "net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "gemm.h"
#include "nn/math.h"

enum { ALIGN = 64, SENTENCE_MAX = 400, HALF_MAX = 512 };

/* The rows of a scan do not overlap. */
#if defined(__clang__)
#define NET_NO_OVERLAP _Pragma("clang loop vectorize(assume_safety)")
#else
#define NET_NO_OVERLAP _Pragma("GCC ivdep")
#endif

uint32_t net_tag_xpos(void)
{
    return DTL_UPOS_COUNT;
}

uint32_t net_tag_name(void)
{
    return net_tag_xpos() + DTL_XPOS_COUNT;
}

uint32_t net_tag_script(void)
{
    return net_tag_name() + NAME_TAGS;
}

static tensor place(net_shape *s, uint32_t rows, uint32_t cols)
{
    tensor t = { s->dense, rows, cols };
    s->dense += ((size_t)rows * cols + 15) / 16 * 16;
    return t;
}

void net_shape_init(net_shape *s, const net_config *config)
{
    memset(s, 0, sizeof *s);
    s->config = *config;
    s->width = config->word_dim + config->sub_dim;
    s->half = s->width / 2;
    s->tags = net_tag_script() + config->scripts;
    s->project = 2 * config->arc + 2 * config->lab;
    s->given = place(s, config->word_dim, config->given);
    s->context = place(s, s->width, config->context);
    for (uint32_t l = 0; l < config->layers; l++) {
        s->gate[l] = place(s, 3 * s->width, s->width);
        s->recur[l] = place(s, 4, s->width);
    }
    s->proj = place(s, s->project, s->width);
    s->proj_bias = place(s, 1, s->project);
    s->arc = place(s, config->arc, config->arc);
    s->arc_bias = place(s, 1, config->arc);
    s->arc_root = place(s, 1, config->arc);
    s->distance = place(s, 1, NET_DISTANCES);
    s->lab = place(s, DTL_REL_COUNT, config->lab);
    s->lab_bias = place(s, 1, DTL_REL_COUNT);
    s->lab_root = place(s, 1, config->lab);
    s->tag = place(s, s->tags, s->width);
    s->tag_bias = place(s, 1, s->tags);
}

static void fill_uniform(float *at, size_t count, float bound, rng *random)
{
    for (size_t i = 0; i < count; i++)
        at[i] = (rng_unit(random) * 2.0f - 1.0f) * bound;
}

static void init_matrix(net *n, tensor t, rng *random)
{
    fill_uniform(n->dense + t.at, (size_t)t.rows * t.cols,
                 sqrtf(3.0f / (float)t.cols), random);
}

dtl_status net_init(net *n, const net_config *config, uint64_t seed,
                    dtl_error *err)
{
    memset(n, 0, sizeof *n);
    net_shape_init(&n->shape, config);
    size_t words = (size_t)config->own * config->word_dim;
    size_t subs = (size_t)config->subs * config->sub_dim;
    n->dense = dtli_calloc(n->shape.dense, sizeof *n->dense);
    n->word = dtli_calloc(words, sizeof *n->word);
    n->sub = dtli_calloc(subs, sizeof *n->sub);
    if (!n->dense || !n->word || !n->sub) {
        net_clear(n);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    rng random = { seed };
    fill_uniform(n->word, words, 0.3f, &random);
    fill_uniform(n->sub, subs, 0.3f, &random);
    if (config->given > 0)
        init_matrix(n, n->shape.given, &random);
    if (config->context > 0)
        init_matrix(n, n->shape.context, &random);
    for (uint32_t l = 0; l < config->layers; l++) {
        init_matrix(n, n->shape.gate[l], &random);
        tensor v = n->shape.recur[l];
        fill_uniform(n->dense + v.at, (size_t)2 * v.cols, 0.3f, &random);
    }
    init_matrix(n, n->shape.proj, &random);
    init_matrix(n, n->shape.arc, &random);
    init_matrix(n, n->shape.arc_root, &random);
    init_matrix(n, n->shape.lab, &random);
    init_matrix(n, n->shape.lab_root, &random);
    init_matrix(n, n->shape.tag, &random);
    return DTL_OK;
}

void net_clear(net *n)
{
    free(n->dense);
    free(n->word);
    free(n->sub);
    n->dense = n->word = n->sub = NULL;
}

/* Hands out aligned floats; with base NULL only counts them. */
static float *carve(float *base, size_t *used, size_t count)
{
    float *at = base ? base + *used : NULL;
    *used += (count + 15) / 16 * 16;
    return at;
}

static size_t carve_all(shard *s, float *base)
{
    const net_shape *n = &s->net->shape;
    size_t t = s->token_capacity, w = n->width, used = 0;
    s->grad = carve(base, &used, n->dense);
    s->g = carve(base, &used, t * n->config.given);
    s->h = carve(base, &used, t * n->config.context);
    for (uint32_t l = 0; l <= n->config.layers; l++) {
        s->x[l] = carve(base, &used, t * w);
        s->xd[l] = carve(base, &used, t * w);
        s->mask[l] = carve(base, &used, t * w);
    }
    for (uint32_t l = 0; l < n->config.layers; l++) {
        s->u[l] = carve(base, &used, t * w * 3);
        s->c[l] = carve(base, &used, t * w);
        s->f[l] = carve(base, &used, t * w);
        s->r[l] = carve(base, &used, t * w);
    }
    s->p = carve(base, &used, t * n->project);
    s->pmask = carve(base, &used, t * n->project);
    s->dp = carve(base, &used, t * n->project);
    s->q = carve(base, &used, t * n->config.arc);
    s->dq = carve(base, &used, t * n->config.arc);
    s->z = carve(base, &used, t * n->config.lab);
    s->dz = carve(base, &used, t * n->config.lab);
    s->rel = carve(base, &used, t * DTL_REL_COUNT);
    s->tag = carve(base, &used, t * n->tags);
    s->scores = carve(base, &used, SENTENCE_MAX * (SENTENCE_MAX + 1));
    s->dx = carve(base, &used, t * w);
    s->dxd = carve(base, &used, t * w);
    s->du = carve(base, &used, t * w * 3);
    s->pack = carve(base, &used, GEMM_PACK_FLOATS);
    return used;
}

dtl_status shard_init(shard *s, const net *n, uint32_t tokens, dtl_error *err)
{
    memset(s, 0, sizeof *s);
    s->net = n;
    s->token_capacity = tokens;
    size_t bytes = carve_all(s, NULL) * sizeof(float);
    s->items = dtli_calloc(tokens, sizeof *s->items);
    s->sents = dtli_calloc(tokens, sizeof *s->sents);
    s->memory = aligned_alloc(ALIGN, bytes);
    if (!s->items || !s->sents || !s->memory) {
        shard_clear(s);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    carve_all(s, s->memory);
    return DTL_OK;
}

void shard_clear(shard *s)
{
    free(s->items);
    free(s->sents);
    free(s->memory);
    memset(s, 0, sizeof *s);
}

static matrix given_vectors(const shard *s)
{
    matrix m = { s->g, s->net->shape.config.given, false };
    return m;
}

/* Adds what the given vectors of the words tell. */
static void embed_given(shard *s)
{
    const net *n = s->net;
    const net_config *c = &n->shape.config;
    for (uint32_t t = 0; t < s->token_count; t++)
        memcpy(s->g + (size_t)t * c->given,
               n->given + (size_t)s->items[t].given_row * c->given,
               c->given * sizeof *s->g);
    matrix weights = { n->dense + n->shape.given.at, c->given, true };
    gemm_size size = { s->token_count, c->word_dim, c->given };
    gemm_add(size, given_vectors(s), weights,
             into(s->x[0], n->shape.width), s->pack);
}

static void embed_given_grad(shard *s)
{
    const net_shape *n = &s->net->shape;
    matrix dx = { s->dx, n->width, true };
    gemm_size size = { n->config.word_dim, n->config.given, s->token_count };
    gemm_add(size, dx, given_vectors(s),
             into(s->grad + n->given.at, n->config.given), s->pack);
}

static matrix contexts(const shard *s)
{
    matrix m = { s->h, s->net->shape.config.context, false };
    return m;
}

/* Adds what an encoder tells of the words where they stand. */
static void embed_context(shard *s)
{
    const net_shape *n = &s->net->shape;
    uint32_t dim = n->config.context;
    for (uint32_t t = 0; t < s->token_count; t++) {
        const float *context = s->items[t].gold->context;
        if (context)
            memcpy(s->h + (size_t)t * dim, context, dim * sizeof *s->h);
        else
            memset(s->h + (size_t)t * dim, 0, dim * sizeof *s->h);
    }
    matrix weights = { s->net->dense + n->context.at, dim, true };
    gemm_size size = { s->token_count, n->width, dim };
    gemm_add(size, contexts(s), weights, into(s->x[0], n->width), s->pack);
}

static void embed_context_grad(shard *s)
{
    const net_shape *n = &s->net->shape;
    uint32_t dim = n->config.context;
    matrix dx = { s->dx, n->width, true };
    gemm_size size = { n->width, dim, s->token_count };
    gemm_add(size, dx, contexts(s), into(s->grad + n->context.at, dim),
             s->pack);
}

void net_word_row(const net *n, uint32_t row, float *out)
{
    const net_config *c = &n->shape.config;
    const float *own = n->word + (size_t)(row < c->own ? row : 0) * c->word_dim;
    for (uint32_t d = 0; d < c->word_dim; d++) {
        const float *weights = n->dense + n->shape.given.at +
                               (size_t)d * c->given;
        float sum = own[d];
        for (uint32_t k = 0; k < c->given; k++)
            sum += weights[k] * n->given[(size_t)row * c->given + k];
        out[d] = sum;
    }
}

static void embed(shard *s)
{
    const net *n = s->net;
    const net_config *c = &n->shape.config;
    for (uint32_t t = 0; t < s->token_count; t++) {
        const item *it = &s->items[t];
        float *out = s->x[0] + (size_t)t * n->shape.width;
        memcpy(out, n->word + (size_t)it->word_row * c->word_dim,
               c->word_dim * sizeof *out);
        out += c->word_dim;
        memset(out, 0, c->sub_dim * sizeof *out);
        for (uint32_t k = 0; k < it->sub_count; k++) {
            const float *row = n->sub + (size_t)it->subs[k] * c->sub_dim;
            for (uint32_t d = 0; d < c->sub_dim; d++)
                out[d] += row[d];
        }
        float norm = 1.0f / sqrtf((float)it->sub_count);
        for (uint32_t d = 0; d < c->sub_dim; d++)
            out[d] *= norm;
    }
    if (c->given > 0)
        embed_given(s);
    if (c->context > 0)
        embed_context(s);
}

/* One mask a sentence (variational dropout), written for each word. */
static void draw_mask(shard *s, float *mask, uint32_t width, float p)
{
    float keep = 1.0f / (1.0f - p);
    for (uint32_t i = 0; i < s->sent_count; i++) {
        float *first = mask + (size_t)s->sents[i].first * width;
        for (uint32_t d = 0; d < width; d++)
            first[d] = p > 0.0f && rng_unit(&s->random) < p ? 0.0f : keep;
        for (uint32_t t = 1; t < s->sents[i].count; t++)
            memcpy(first + (size_t)t * width, first, width * sizeof *mask);
    }
}

static void multiply(const float *a, const float *b, float *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] * b[i];
}

/* Scan of one sentence in one direction; step -1 reads from the end. */
typedef struct scan {
    size_t width, half;
    const float *vf, *vr, *bf, *br;
    uint32_t first, count;
    bool backwards;
    size_t column; /* of the direction's half */
} scan;

static size_t scan_word(const scan *a, uint32_t k)
{
    return a->first + (a->backwards ? a->count - 1 - k : k);
}

static void scan_forward(const scan *a, shard *s, uint32_t l)
{
    size_t h = a->half;
    const float nothing[HALF_MAX] = { 0 };
    for (uint32_t k = 0; k < a->count; k++) {
        size_t t = scan_word(a, k), at = t * a->width + a->column;
        const float *u = s->u[l] + t * a->width * 3 + a->column * 3;
        const float *x = s->x[l] + at;
        const float *before = k ? s->c[l] + scan_word(a, k - 1) * a->width +
                                      a->column
                                : nothing;
        float *c = s->c[l] + at, *f = s->f[l] + at, *r = s->r[l] + at;
        float *out = s->x[l + 1] + at;
        NET_NO_OVERLAP
        for (size_t d = 0; d < h; d++) {
            float past = before[d];
            f[d] = dtli_sigmoid(u[h + d] + a->vf[d] * past + a->bf[d]);
            r[d] = dtli_sigmoid(u[2 * h + d] + a->vr[d] * past + a->br[d]);
            c[d] = f[d] * past + (1.0f - f[d]) * u[d];
            out[d] = r[d] * c[d] + (1.0f - r[d]) * x[d];
        }
    }
}

static scan scan_of(const shard *s, uint32_t l, uint32_t sent, bool backwards)
{
    const net_shape *n = &s->net->shape;
    size_t column = backwards ? n->half : 0;
    const float *recur = s->net->dense + n->recur[l].at + column;
    scan a = { n->width, n->half, recur, recur + n->width,
               recur + 2 * (size_t)n->width, recur + 3 * (size_t)n->width,
               s->sents[sent].first, s->sents[sent].count, backwards, column };
    return a;
}

static void layer_forward(shard *s, uint32_t l)
{
    const net_shape *n = &s->net->shape;
    size_t t = s->token_count, w = n->width;
    matrix x = { s->xd[l], w, false };
    matrix weights = { s->net->dense + n->gate[l].at, w, true };
    gemm_size size = { t, 3 * w, w };
    multiply(s->x[l], s->mask[l], s->xd[l], t * w);
    gemm(size, x, weights, into(s->u[l], 3 * w), s->pack);
    for (uint32_t i = 0; i < s->sent_count; i++) {
        for (int d = 0; d < 2; d++) {
            scan a = scan_of(s, l, i, d == 1);
            scan_forward(&a, s, l);
        }
    }
}

void shard_forward(shard *s)
{
    const net_shape *n = &s->net->shape;
    uint32_t layers = n->config.layers;
    embed(s);
    for (uint32_t l = 0; l <= layers; l++)
        draw_mask(s, s->mask[l], n->width,
                  l == 0 ? s->drop.input : s->drop.hidden);
    draw_mask(s, s->pmask, n->project, s->drop.head);
    for (uint32_t l = 0; l < layers; l++)
        layer_forward(s, l);
    multiply(s->x[layers], s->mask[layers], s->xd[layers],
             (size_t)s->token_count * n->width);
    heads_forward(s);
}

/* Gradients of one scan: fills s->du and turns s->dx (of the output) into
 * that of the direct path; adds to the recurrence parameters' gradient. */
static void scan_backward(const scan *a, shard *s, uint32_t l)
{
    size_t h = a->half;
    float *g = s->grad + s->net->shape.recur[l].at + a->column;
    float *gvr = g + a->width, *gbf = g + 2 * a->width, *gbr = g + 3 * a->width;
    const float nothing[HALF_MAX] = { 0 };
    float carry[HALF_MAX] = { 0 };
    for (uint32_t k = a->count; k-- > 0;) {
        size_t t = scan_word(a, k), at = t * a->width + a->column;
        const float *u = s->u[l] + t * a->width * 3 + a->column * 3;
        const float *x = s->x[l] + at, *c = s->c[l] + at;
        const float *f = s->f[l] + at, *r = s->r[l] + at;
        const float *before = k ? s->c[l] + scan_word(a, k - 1) * a->width +
                                      a->column
                                : nothing;
        float *dx = s->dx + at;
        float *du = s->du + t * a->width * 3 + a->column * 3;
        NET_NO_OVERLAP
        for (size_t d = 0; d < h; d++) {
            float past = before[d], dh = dx[d];
            float dr = dh * (c[d] - x[d]) * r[d] * (1.0f - r[d]);
            float dc = dh * r[d] + carry[d];
            float df = dc * (past - u[d]) * f[d] * (1.0f - f[d]);
            dx[d] = dh * (1.0f - r[d]);
            du[d] = dc * (1.0f - f[d]);
            du[h + d] = df;
            du[2 * h + d] = dr;
            carry[d] = dc * f[d] + df * a->vf[d] + dr * a->vr[d];
            g[d] += df * past;
            gvr[d] += dr * past;
            gbf[d] += df;
            gbr[d] += dr;
        }
    }
}

static void layer_backward(shard *s, uint32_t l)
{
    const net_shape *n = &s->net->shape;
    size_t t = s->token_count, w = n->width;
    for (uint32_t i = 0; i < s->sent_count; i++) {
        for (int d = 0; d < 2; d++) {
            scan a = scan_of(s, l, i, d == 1);
            scan_backward(&a, s, l);
        }
    }
    matrix du = { s->du, 3 * w, false };
    matrix du_t = { s->du, 3 * w, true };
    matrix x = { s->xd[l], w, false };
    matrix weights = { s->net->dense + n->gate[l].at, w, false };
    gemm_size in_size = { t, w, 3 * w }, w_size = { 3 * w, w, t };
    gemm(in_size, du, weights, into(s->dxd, w), s->pack);
    gemm_add(w_size, du_t, x, into(s->grad + n->gate[l].at, w), s->pack);
    for (size_t i = 0; i < t * w; i++)
        s->dx[i] += s->dxd[i] * s->mask[l][i];
}

void shard_backward(shard *s)
{
    const net_shape *n = &s->net->shape;
    memset(s->grad, 0, n->dense * sizeof *s->grad);
    memset(s->loss, 0, sizeof s->loss);
    heads_backward(s);
    for (uint32_t l = n->config.layers; l-- > 0;)
        layer_backward(s, l);
    if (n->config.given > 0)
        embed_given_grad(s);
    if (n->config.context > 0)
        embed_context_grad(s);
}
