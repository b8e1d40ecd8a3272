/* heads.c — tags, arcs and relations: forward, losses, gradients (net.h).
 *
 * Arc score of dependent i and head j: (U a_i + b) . h_j + distance(i, j),
 * with a, h leaky-rectified projections. Relation of i under j:
 * W relu(d_i + e_j). All losses are cross entropies; arcs over the heads
 * of a word, relations under the gold head.
 */
#include "net.h"

#include <math.h>
#include <string.h>

#include "gemm.h"
#include "nn/math.h"

enum { SENTENCE_MAX = 400 };

static const float LEAK = 0.1f; /* of the arc projections */

/* Head to the right: 12 + class; root: 0 and nothing. */
uint32_t net_distance(uint32_t dependent, uint32_t head)
{
    bool right = head > dependent;
    uint32_t gap = right ? head - dependent : dependent - head;
    uint32_t class = gap <= 4    ? gap - 1
                     : gap <= 6  ? 4
                     : gap <= 8  ? 5
                     : gap <= 11 ? 6
                     : gap <= 15 ? 7
                     : gap <= 20 ? 8
                     : gap <= 30 ? 9
                                 : 10;
    return class + (right ? 12u : 0u);
}

static void add_rows(float *to, const float *row, size_t rows, size_t cols)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            to[i * cols + j] += row[j];
}

static void sum_rows(const float *from, float *row, size_t rows, size_t cols)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            row[j] += from[i * cols + j];
}

/* out [t x rows] = in [t x cols] W' + b */
static void linear(shard *s, tensor w, tensor b, matrix in, float *out)
{
    gemm_size size = { s->token_count, w.rows, w.cols };
    matrix weights = { s->net->dense + w.at, w.cols, true };
    gemm(size, in, weights, into(out, w.rows), s->pack);
    add_rows(out, s->net->dense + b.at, s->token_count, w.rows);
}

static void linear_grad(shard *s, tensor w, tensor b, matrix in,
                        const float *dout)
{
    gemm_size size = { w.rows, w.cols, s->token_count };
    matrix d = { dout, w.rows, true };
    gemm_add(size, d, in, into(s->grad + w.at, w.cols), s->pack);
    sum_rows(dout, s->grad + b.at, s->token_count, w.rows);
}

static uint32_t arc_units(const shard *s)
{
    return 2 * s->net->shape.config.arc;
}

void heads_forward(shard *s)
{
    const net_shape *n = &s->net->shape;
    size_t t = s->token_count, p = n->project;
    matrix top = { s->xd[n->config.layers], n->width, false };
    linear(s, n->tag, n->tag_bias, top, s->tag);
    linear(s, n->proj, n->proj_bias, top, s->p);
    for (size_t i = 0; i < t; i++) {
        float *row = s->p + i * p;
        for (size_t k = 0; k < arc_units(s); k++)
            row[k] = row[k] > 0.0f ? row[k] : row[k] * LEAK;
        for (size_t k = 0; k < p; k++)
            row[k] *= s->pmask[i * p + k];
    }
    matrix dep = { s->p, p, false };
    linear(s, n->arc, n->arc_bias, dep, s->q);
}

static const float *arc_heads(const shard *s, span sent)
{
    const net_shape *n = &s->net->shape;
    return s->p + (size_t)sent.first * n->project + n->config.arc;
}

void shard_arc_scores(shard *s, span sent, float *scores)
{
    const net_shape *n = &s->net->shape;
    uint32_t a = n->config.arc, w = sent.count + 1;
    const float *q = s->q + (size_t)sent.first * a;
    const float *root = s->net->dense + n->arc_root.at;
    const float *distance = s->net->dense + n->distance.at;
    matrix dep = { q, a, false };
    matrix heads = { arc_heads(s, sent), n->project, true };
    gemm_size size = { sent.count, sent.count, a };
    gemm(size, dep, heads, into(scores + 1, w), s->pack);
    for (uint32_t i = 0; i < sent.count; i++) {
        float *row = scores + (size_t)i * w, sum = 0.0f;
        for (uint32_t k = 0; k < a; k++)
            sum += q[(size_t)i * a + k] * root[k];
        row[0] = sum;
        for (uint32_t j = 0; j < sent.count; j++)
            row[j + 1] = j == i ? -1e9f
                                : row[j + 1] + distance[net_distance(i, j)];
    }
}

void shard_add_fixed_arcs(shard *s, span sent, int64_t *fixed)
{
    static const int64_t far = (int64_t)1 << 30;
    size_t arcs = (size_t)sent.count * (sent.count + 1);
    shard_arc_scores(s, sent, s->scores);
    for (size_t i = 0; i < arcs; i++)
        fixed[i] += s->scores[i] < -1e5f ? -far
                                         : (int64_t)(s->scores[i] * 65536.0f);
}

/* Softmax of one row in place, times scale; returns the logarithm of the sum
 * of exponentials, which less a label's score is that label's loss. */
static float softmax(float *row, uint32_t n, float scale)
{
    float top = row[0], sum = 0.0f;
    for (uint32_t i = 1; i < n; i++)
        top = row[i] > top ? row[i] : top;
    for (uint32_t i = 0; i < n; i++) {
        row[i] = dtli_exp(row[i] - top);
        sum += row[i];
    }
    for (uint32_t i = 0; i < n; i++)
        row[i] *= scale / sum;
    return logf(sum) + top;
}

/* Softmax of one row in place less the gold one, times scale; returns the
 * loss. Without a label the row becomes zero. */
static double cross_entropy(float *row, uint32_t n, uint32_t gold, float scale)
{
    if (gold >= n) {
        memset(row, 0, n * sizeof *row);
        return 0.0;
    }
    float at_gold = row[gold], all = softmax(row, n, scale);
    row[gold] -= scale;
    return (double)(all - at_gold) * (double)scale;
}

/* The labels of a word: one that is sure, or likely ones [count]. */
typedef struct target {
    uint32_t gold;
    const likely *likely; /* or NULL */
    uint32_t count;
} target;

static target target_of(uint32_t gold, const likely *list, uint32_t count)
{
    target t = { gold, list, count };
    return t;
}

/* Cross entropy to likely labels; those past n, of words that a disguise
 * left out, do not count. */
static double soft_entropy(float *row, uint32_t n, target t, float scale)
{
    if (!t.likely || t.gold >= n)
        return cross_entropy(row, n, t.gold, scale);
    float shares = 0.0f, score = 0.0f;
    for (uint32_t i = 0; i < t.count; i++)
        if (t.likely[i].label < n) {
            shares += t.likely[i].share;
            score += (float)t.likely[i].share * row[t.likely[i].label];
        }
    if (shares == 0.0f)
        return cross_entropy(row, n, t.gold, scale);
    float all = softmax(row, n, scale);
    for (uint32_t i = 0; i < t.count; i++)
        if (t.likely[i].label < n)
            row[t.likely[i].label] -= scale * t.likely[i].share / shares;
    return (double)(all - score / shares) * (double)scale;
}

/* Of name tags. For NAME_OTHER any of the allowed tags is right: the loss is
 * that of their summed probability. */
static double name_loss(float *row, uint16_t gold, float scale)
{
    float sum = 0.0f, kept[NAME_TAGS];
    if (gold != NAME_OTHER)
        return cross_entropy(row, NAME_TAGS, gold, scale);
    cross_entropy(row, NAME_TAGS, 0, scale);
    row[0] += scale; /* now scale * probability */
    for (uint32_t k = 0; k < NAME_TAGS; k++) {
        kept[k] = k == 0 || k >= 2 * DTL_NAME_MISC - 1 ? row[k] : 0.0f;
        sum += kept[k];
    }
    sum = sum > 1e-12f * scale ? sum : 1e-12f * scale;
    for (uint32_t k = 0; k < NAME_TAGS; k++)
        row[k] -= scale * kept[k] / sum;
    return -(double)logf(sum / scale) * (double)scale;
}

/* From d(scores) of a sentence to s->dq, s->dp and parameter gradients. */
static void arc_grad(shard *s, span sent, const float *d)
{
    const net_shape *n = &s->net->shape;
    uint32_t a = n->config.arc, w = sent.count + 1;
    const float *q = s->q + (size_t)sent.first * a;
    const float *root = s->net->dense + n->arc_root.at;
    float *dq = s->dq + (size_t)sent.first * a;
    float *dheads = s->dp + (size_t)sent.first * n->project + a;
    float *droot = s->grad + n->arc_root.at;
    float *ddist = s->grad + n->distance.at;
    matrix ds = { d + 1, w, false }, ds_t = { d + 1, w, true };
    matrix heads = { arc_heads(s, sent), n->project, false };
    matrix dep = { q, a, false };
    gemm_size size = { sent.count, a, sent.count };
    gemm(size, ds, heads, into(dq, a), s->pack);
    gemm(size, ds_t, dep, into(dheads, n->project), s->pack);
    for (uint32_t i = 0; i < sent.count; i++) {
        float g = d[(size_t)i * w];
        for (uint32_t k = 0; k < a; k++) {
            dq[(size_t)i * a + k] += g * root[k];
            droot[k] += g * q[(size_t)i * a + k];
        }
        for (uint32_t j = 0; j < sent.count; j++)
            if (j != i)
                ddist[net_distance(i, j)] += d[(size_t)i * w + j + 1];
    }
}

static void arcs_backward(shard *s)
{
    const net_shape *n = &s->net->shape;
    for (uint32_t i = 0; i < s->sent_count; i++) {
        span sent = s->sents[i];
        uint32_t w = sent.count + 1;
        if (s->items[sent.first].gold->head == LABEL_NONE)
            continue;
        shard_arc_scores(s, sent, s->scores);
        for (uint32_t k = 0; k < sent.count; k++) {
            const word *gold = s->items[sent.first + k].gold;
            target head = target_of(gold->head,
                                    gold->belief ? gold->belief->head : NULL,
                                    LIKELY_HEADS);
            s->loss[LOSS_ARC] +=
                soft_entropy(s->scores + (size_t)k * w, w, head, s->scale);
            s->scores[(size_t)k * w + k + 1] = 0.0f;
        }
        arc_grad(s, sent, s->scores);
    }
    matrix dep = { s->p, n->project, false };
    linear_grad(s, n->arc, n->arc_bias, dep, s->dq);
    gemm_size size = { s->token_count, n->config.arc, n->config.arc };
    matrix dq = { s->dq, n->config.arc, false };
    matrix weights = { s->net->dense + n->arc.at, n->config.arc, false };
    gemm_add(size, dq, weights, into(s->dp, n->project), s->pack);
}

/* Row of e (head side of relations) for the head column of word t. */
static const float *lab_head(const shard *s, span sent, uint32_t column)
{
    const net_shape *n = &s->net->shape;
    if (column == 0 || column > sent.count)
        return s->net->dense + n->lab_root.at;
    return s->p + (size_t)(sent.first + column - 1) * n->project +
           arc_units(s) + n->config.lab;
}

static void hidden_relation(shard *s, span sent, uint32_t k, uint32_t column)
{
    const net_shape *n = &s->net->shape;
    uint32_t t = sent.first + k;
    const float *dep = s->p + (size_t)t * n->project + arc_units(s);
    const float *head = lab_head(s, sent, column);
    float *z = s->z + (size_t)t * n->config.lab;
    for (uint32_t d = 0; d < n->config.lab; d++) {
        float sum = dep[d] + head[d];
        z[d] = sum > 0.0f ? sum : 0.0f;
    }
}

void shard_relations(shard *s, span sent, const uint32_t *heads, float *out)
{
    const net_shape *n = &s->net->shape;
    for (uint32_t k = 0; k < sent.count; k++)
        hidden_relation(s, sent, k, heads[k]);
    gemm_size size = { sent.count, DTL_REL_COUNT, n->config.lab };
    matrix z = { s->z + (size_t)sent.first * n->config.lab, n->config.lab,
                 false };
    matrix weights = { s->net->dense + n->lab.at, n->config.lab, true };
    gemm(size, z, weights, into(out, DTL_REL_COUNT), s->pack);
    add_rows(out, s->net->dense + n->lab_bias.at, sent.count, DTL_REL_COUNT);
}

static void hidden_relation_grad(shard *s, span sent, uint32_t k,
                                 uint32_t column)
{
    const net_shape *n = &s->net->shape;
    uint32_t t = sent.first + k, lab = n->config.lab;
    size_t side = arc_units(s);
    float *dep = s->dp + (size_t)t * n->project + side;
    float *head = column == 0 || column > sent.count
                      ? s->grad + n->lab_root.at
                      : s->dp + (size_t)(sent.first + column - 1) * n->project +
                            side + lab;
    const float *z = s->z + (size_t)t * lab, *dz = s->dz + (size_t)t * lab;
    for (uint32_t d = 0; d < lab; d++) {
        float g = z[d] > 0.0f ? dz[d] : 0.0f;
        dep[d] += g;
        head[d] += g;
    }
}

static void relations_backward(shard *s)
{
    const net_shape *n = &s->net->shape;
    size_t words = s->token_count, lab = n->config.lab;
    for (uint32_t i = 0; i < s->sent_count; i++)
        for (uint32_t k = 0; k < s->sents[i].count; k++)
            hidden_relation(s, s->sents[i], k,
                            s->items[s->sents[i].first + k].gold->head);
    matrix z = { s->z, lab, false };
    linear(s, n->lab, n->lab_bias, z, s->rel);
    for (size_t k = 0; k < words; k++) {
        const word *gold = s->items[k].gold;
        uint32_t rel = gold->head == LABEL_NONE ? LABEL_NONE : gold->rel;
        target t = target_of(rel, gold->belief ? gold->belief->rel : NULL,
                             LIKELY_TAGS);
        s->loss[LOSS_LAB] += soft_entropy(s->rel + (size_t)k * DTL_REL_COUNT,
                                          DTL_REL_COUNT, t, s->scale);
    }
    linear_grad(s, n->lab, n->lab_bias, z, s->rel);
    gemm_size size = { words, lab, DTL_REL_COUNT };
    matrix d = { s->rel, DTL_REL_COUNT, false };
    matrix weights = { s->net->dense + n->lab.at, lab, false };
    gemm(size, d, weights, into(s->dz, lab), s->pack);
    for (uint32_t i = 0; i < s->sent_count; i++)
        for (uint32_t k = 0; k < s->sents[i].count; k++)
            hidden_relation_grad(s, s->sents[i], k,
                                 s->items[s->sents[i].first + k].gold->head);
}

static void tags_backward(shard *s)
{
    const net_shape *n = &s->net->shape;
    for (uint32_t t = 0; t < s->token_count; t++) {
        const item *it = &s->items[t];
        float *row = s->tag + (size_t)t * n->tags;
        const belief *b = it->gold->belief;
        target upos = target_of(it->gold->upos, b ? b->upos : NULL,
                                LIKELY_TAGS);
        target xpos = target_of(it->gold->xpos, b ? b->xpos : NULL,
                                LIKELY_TAGS);
        target script = target_of(it->mask_lemma ? LABEL_NONE
                                                 : it->gold->script,
                                  b ? b->script : NULL, LIKELY_TAGS);
        s->loss[LOSS_UPOS] += soft_entropy(row, DTL_UPOS_COUNT, upos,
                                           s->scale);
        s->loss[LOSS_XPOS] += soft_entropy(row + net_tag_xpos(),
                                           DTL_XPOS_COUNT, xpos, s->scale);
        s->loss[LOSS_NAME] += name_loss(row + net_tag_name(), it->gold->name,
                                        s->scale);
        s->loss[LOSS_SCRIPT] += soft_entropy(row + net_tag_script(),
                                             n->config.scripts, script,
                                             s->scale);
    }
}

/* Through dropout and rectifier of the projection, where s->p is kept. */
static void projection_grad(shard *s)
{
    size_t p = s->net->shape.project;
    for (size_t i = 0; i < s->token_count; i++) {
        float *d = s->dp + i * p;
        const float *out = s->p + i * p, *mask = s->pmask + i * p;
        for (size_t k = 0; k < p; k++)
            d[k] *= mask[k];
        for (size_t k = 0; k < arc_units(s); k++)
            d[k] *= out[k] > 0.0f ? 1.0f : LEAK;
    }
}

void heads_backward(shard *s)
{
    const net_shape *n = &s->net->shape;
    size_t t = s->token_count, w = n->width, p = n->project;
    uint32_t top = n->config.layers;
    memset(s->dp, 0, t * p * sizeof *s->dp);
    memset(s->dq, 0, t * n->config.arc * sizeof *s->dq);
    arcs_backward(s);
    relations_backward(s);
    tags_backward(s);
    projection_grad(s);
    matrix x = { s->xd[top], w, false };
    linear_grad(s, n->tag, n->tag_bias, x, s->tag);
    linear_grad(s, n->proj, n->proj_bias, x, s->dp);
    matrix dtag = { s->tag, n->tags, false }, dp = { s->dp, p, false };
    matrix wt = { s->net->dense + n->tag.at, w, false };
    matrix wp = { s->net->dense + n->proj.at, w, false };
    gemm_size st = { t, w, n->tags }, sp = { t, w, p };
    gemm(st, dtag, wt, into(s->dx, w), s->pack);
    gemm_add(sp, dp, wp, into(s->dx, w), s->pack);
    for (size_t i = 0; i < t * w; i++)
        s->dx[i] *= s->mask[top][i];
}
