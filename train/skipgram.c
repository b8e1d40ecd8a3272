/* skipgram.c — Mikolov and others 2013, with a table of context vectors for
 * each side (Ling and others 2015): neighbours on the left and on the right
 * of a word tell its syntax better than a bag. One thread: a fixed order.
 */
#include "skipgram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "nn/math.h"

enum { NEGATIVES = 5, SIDES = 2, DRAW_SIZE = 1 << 20, DIM_MAX = 512 };

#define SENTENCE_END UINT32_MAX

static const double OFTEN = 1e-3; /* share above which words are thinned */
static const float RATE = 0.05f;

typedef struct state {
    const skipgram_plan *plan;
    uint32_t rows;
    uint32_t *ids;     /* words, SENTENCE_END between sentences */
    size_t id_count;
    uint32_t *draws;   /* rows in proportion to count ^ 0.75 */
    float *keep;       /* [rows] probability of staying */
    float *in, *out;   /* [rows x dim], [SIDES x rows x dim] */
    rng random;
} state;

static void add_ids(state *s, const vocab *v, const corpus *c)
{
    for (uint32_t i = 0; i < c->sentence_count; i++) {
        sentence one = c->sentences[i];
        for (uint32_t k = 0; k < one.count; k++) {
            uint64_t key = dtli_word_hash(c->words[one.first + k].form);
            uint32_t row = dtli_index_find(&v->index, key, 0);
            s->ids[s->id_count++] = row < v->own ? row : 0;
        }
        s->ids[s->id_count++] = SENTENCE_END;
    }
}

static bool prepare(state *s, const vocab *v, const corpus *const *corpora)
{
    size_t most = 1, dim = s->plan->dim;
    for (int i = 0; corpora[i]; i++)
        most += (size_t)corpora[i]->word_count + corpora[i]->sentence_count;
    s->ids = dtli_calloc(most, sizeof *s->ids);
    s->draws = dtli_calloc(DRAW_SIZE, sizeof *s->draws);
    s->keep = dtli_calloc(s->rows, sizeof *s->keep);
    s->in = dtli_calloc(s->rows * dim, sizeof *s->in);
    s->out = dtli_calloc(SIDES * s->rows * dim, sizeof *s->out);
    if (!s->ids || !s->draws || !s->keep || !s->in || !s->out)
        return false;
    for (int i = 0; corpora[i]; i++)
        add_ids(s, v, corpora[i]);
    for (size_t i = 0; i < s->rows * dim; i++)
        s->in[i] = (rng_unit(&s->random) - 0.5f) / (float)dim;
    return true;
}

static bool fill_draws(state *s)
{
    double *count = dtli_calloc(s->rows, sizeof *count), sum = 0.0, seen = 0.0;
    double powers = 0.0;
    uint32_t at = 0;
    if (!count)
        return false;
    for (size_t i = 0; i < s->id_count; i++)
        if (s->ids[i] != SENTENCE_END)
            count[s->ids[i]] += 1.0;
    for (uint32_t r = 0; r < s->rows; r++) {
        sum += count[r];
        powers += pow(count[r], 0.75);
    }
    for (uint32_t r = 0; r < s->rows; r++) {
        double share = count[r] / (sum > 0.0 ? sum : 1.0);
        s->keep[r] = share > OFTEN ? (float)sqrt(OFTEN / share) : 1.0f;
        seen += pow(count[r], 0.75);
        while (at < DRAW_SIZE && (double)at < seen / powers * DRAW_SIZE)
            s->draws[at++] = r;
    }
    free(count);
    return true;
}

static float dot(const float *a, const float *b, uint32_t n)
{
    float part[16] = { 0 }, sum = 0.0f;
    for (uint32_t i = 0; i < n; i += 16)
        for (int k = 0; k < 16; k++)
            part[k] += a[i + (uint32_t)k] * b[i + (uint32_t)k];
    for (int k = 0; k < 16; k++)
        sum += part[k];
    return sum;
}

/* One word and one neighbour on `side`, with negative samples. */
static void learn(state *s, uint32_t center, uint32_t context, uint32_t side,
                  float rate)
{
    uint32_t dim = s->plan->dim;
    float change[DIM_MAX] = { 0 };
    float *in = s->in + (size_t)center * dim;
    for (int k = 0; k <= NEGATIVES; k++) {
        uint32_t row = k == 0 ? context
                              : s->draws[rng_below(&s->random, DRAW_SIZE)];
        if (k > 0 && row == context)
            continue;
        float *out = s->out + ((size_t)side * s->rows + row) * dim;
        float wanted = k == 0 ? 1.0f : 0.0f;
        float g = (wanted - dtli_sigmoid(dot(in, out, dim))) * rate;
        for (uint32_t d = 0; d < dim; d++) {
            change[d] += g * out[d];
            out[d] += g * in[d];
        }
    }
    for (uint32_t d = 0; d < dim; d++)
        in[d] += change[d];
}

static void learn_sentence(state *s, const uint32_t *ids, uint32_t count,
                           float rate)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t reach = 1 + rng_below(&s->random, s->plan->window);
        for (uint32_t gap = 1; gap <= reach; gap++) {
            if (gap <= i)
                learn(s, ids[i], ids[i - gap], 0, rate);
            if (i + gap < count)
                learn(s, ids[i], ids[i + gap], 1, rate);
        }
    }
}

static void learn_epoch(state *s, uint32_t epoch)
{
    uint32_t kept[512], count = 0;
    for (size_t i = 0; i < s->id_count; i++) {
        uint32_t id = s->ids[i];
        if (id != SENTENCE_END && count < 512) {
            if (rng_unit(&s->random) < s->keep[id])
                kept[count++] = id;
            continue;
        }
        double done = ((double)i / (double)s->id_count + epoch) /
                      s->plan->epochs;
        learn_sentence(s, kept, count, RATE * (float)(1.0 - done));
        count = 0;
    }
}

static void finish(const state *s, float *table)
{
    uint32_t dim = s->plan->dim;
    size_t n = (size_t)s->rows * dim;
    double square = 0.0;
    for (uint32_t d = 0; d < dim; d++) {
        double mean = 0.0;
        for (uint32_t r = 1; r < s->rows; r++)
            mean += (double)s->in[(size_t)r * dim + d];
        mean /= s->rows > 1 ? s->rows - 1 : 1;
        for (uint32_t r = 1; r < s->rows; r++)
            s->in[(size_t)r * dim + d] -= (float)mean;
    }
    memset(s->in, 0, dim * sizeof *s->in);
    for (size_t i = 0; i < n; i++)
        square += (double)s->in[i] * (double)s->in[i];
    double scale = (double)s->plan->spread / sqrt(square / (double)n + 1e-20);
    for (size_t i = 0; i < n; i++)
        table[i] = (float)((double)s->in[i] * scale);
}

dtl_status skipgram(const vocab *v, const corpus *const *corpora,
                    const skipgram_plan *plan, float *table, dtl_error *err)
{
    state s = { .plan = plan, .rows = v->own, .random = { plan->seed } };
    bool ok = plan->dim <= DIM_MAX && plan->dim % 16 == 0 &&
              prepare(&s, v, corpora) && fill_draws(&s);
    for (uint32_t e = 0; ok && e < plan->epochs; e++)
        learn_epoch(&s, e);
    if (ok)
        finish(&s, table);
    free(s.ids);
    free(s.draws);
    free(s.keep);
    free(s.in);
    free(s.out);
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}
