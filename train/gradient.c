/* gradient.c — central differences on a few sentences (gradient.h). */
#include "gradient.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { SAMPLES = 6, SENTENCES = 6, TENSORS_MAX = 2 * NET_LAYERS_MAX + 16 };

static const float STEP = 0.01f;

static double loss_now(shard *s)
{
    double sum = 0.0;
    shard_forward(s);
    shard_backward(s);
    for (int k = 0; k < LOSS_COUNT; k++)
        sum += s->loss[k];
    return sum;
}

static void fill(trainer *t, const corpus *c)
{
    shard *s = &t->shards[0];
    s->token_count = s->sent_count = 0;
    s->scale = 1.0f;
    memset(&s->drop, 0, sizeof s->drop);
    for (uint32_t i = 0; i < SENTENCES; i++) {
        sentence one = c->sentences[c->sentence_count / SENTENCES * i];
        vocab_add(&t->vocab, s, c->words + one.first, one.count, DISGUISE_NONE);
    }
}

static uint32_t tensors_of(const net_shape *n, tensor *out)
{
    const tensor heads[] = { n->proj,     n->proj_bias, n->arc,
                             n->arc_bias, n->arc_root,  n->distance,
                             n->lab,      n->lab_bias,  n->lab_root,
                             n->tag,      n->tag_bias };
    uint32_t count = 0;
    if (n->config.given > 0)
        out[count++] = n->given;
    if (n->config.context > 0)
        out[count++] = n->context;
    for (uint32_t l = 0; l < n->config.layers; l++) {
        out[count++] = n->gate[l];
        out[count++] = n->recur[l];
    }
    memcpy(out + count, heads, sizeof heads);
    return count + sizeof heads / sizeof heads[0];
}

dtl_status gradient_check(trainer *t, const corpus *c, FILE *to,
                          dtl_error *err)
{
    shard *s = &t->shards[0];
    tensor tensors[TENSORS_MAX];
    uint32_t count = tensors_of(&t->net.shape, tensors), wrong = 0;
    rng random = { 7 };
    fill(t, c);
    for (uint32_t k = 0; k < count * SAMPLES; k++) {
        tensor one = tensors[k / SAMPLES];
        size_t at = one.at + rng_below(&random, one.rows * one.cols);
        float old = t->net.dense[at];
        loss_now(s);
        double analytic = (double)s->grad[at];
        t->net.dense[at] = old + STEP;
        double up = loss_now(s);
        t->net.dense[at] = old - STEP;
        double numeric = (up - loss_now(s)) / (2.0 * (double)STEP);
        t->net.dense[at] = old;
        bool bad = fabs(analytic - numeric) > 0.02 + 0.1 * fabs(numeric);
        wrong += bad;
        fprintf(to, "tensor %u: %.5f, by differences %.5f%s\n", k / SAMPLES,
                analytic, numeric, bad ? "  <--" : "");
    }
    if (wrong * 10 > count * SAMPLES)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E330: %u gradients disagree with differences", wrong);
    return DTL_OK;
}
