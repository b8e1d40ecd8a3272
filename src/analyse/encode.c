/* encode.c — the network of net.h with int8 weights, forward only.
 *
 * Per layer and direction, over the words:
 *   f = sigmoid(F x + vf * c' + bf)   r = sigmoid(R x + vr * c' + br)
 *   c = f c' + (1 - f) U x            h = r c + (1 - r) x
 * where c' is c of the word before. Cost: about 1 M multiplications a word,
 * nearly all in the matrix products, plus the arcs of a sentence (n^2).
 */
#include "analyse/encode.h"

#include <math.h>
#include <string.h>

static const float LEAK = 0.1f;

static float *floats(dtl_arena *arena, size_t rows, size_t cols)
{
    return dtli_arena_array(arena, rows * cols + 64, sizeof(float));
}

static bool quant_init(dtl_quant *q, dtl_arena *arena, size_t rows,
                       size_t cols)
{
    q->q = dtli_arena_array(arena, rows * cols + 64, 1);
    q->scale = floats(arena, rows, 1);
    return q->q && q->scale;
}

bool dtli_work_init(dtl_work *w, const dtl_model *m, uint32_t capacity,
                    uint32_t longest, dtl_arena *arena)
{
    uint32_t arc = m->config.arc, lab = m->config.lab;
    size_t square = (size_t)longest * ((size_t)longest + 1);
    memset(w, 0, sizeof *w);
    w->capacity = capacity;
    w->x = floats(arena, capacity, m->width);
    w->y = floats(arena, capacity, m->width);
    w->gates = floats(arena, capacity, 3 * (size_t)m->width);
    w->fresh = dtli_arena_array(arena, capacity, sizeof *w->fresh);
    w->fresh_gates = floats(arena, capacity, 3 * (size_t)m->width);
    w->tag = floats(arena, capacity, m->tags);
    w->proj = floats(arena, capacity, m->project);
    w->hidden = floats(arena, capacity, arc > lab ? arc : lab);
    w->rel = floats(arena, capacity, DTL_REL_COUNT);
    w->carry = floats(arena, 1, m->half);
    w->dots = dtli_arena_array(arena, (size_t)longest + 1, sizeof *w->dots);
    w->scores = dtli_arena_array(arena, square + 1, sizeof *w->scores);
    w->columns = dtli_arena_array(arena, (size_t)longest + 1,
                                  sizeof *w->columns);
    uint32_t wide = m->width > arc ? m->width : arc;
    return w->x && w->y && w->gates && w->fresh && w->fresh_gates &&
           w->tag && w->proj && w->hidden && w->rel && w->carry && w->dots &&
           w->scores && w->columns &&
           quant_init(&w->q, arena, capacity, wide > lab ? wide : lab) &&
           quant_init(&w->heads, arena, (size_t)longest + 1, arc);
}

#if defined(__GNUC__)
#define DTLI_SOON(place) __builtin_prefetch(place)
#else
#define DTLI_SOON(place) ((void)(place))
#endif

/* Sub-word rows lie all over a table larger than the caches: asked for
 * together, they come together. */
static void ask_for_rows(const dtl_model *m, const dtl_features *f)
{
    enum { LINE = 64 };
    uint32_t dim = m->config.sub_dim;
    for (uint32_t k = 0; k < f->count; k++) {
        uint32_t sub = f->sub[k] & (m->config.subs - 1);
        DTLI_SOON(m->sub.scale + sub);
        for (uint32_t i = 0; i < dim; i += LINE)
            DTLI_SOON(m->sub.q + (size_t)sub * dim + i);
    }
}

void dtli_embed(const dtl_model *m, dtl_work *w, uint32_t at,
                const dtl_features *f)
{
    ask_for_rows(m, f);
    uint32_t word_dim = m->config.word_dim, sub_dim = m->config.sub_dim;
    uint32_t row = dtli_index_find(&m->words, f->word, 0);
    float *out = w->x + (size_t)at * m->width;
    memset(out, 0, m->width * sizeof *out);
    m->kernel->add_scaled(out, m->word.q + (size_t)row * word_dim,
                          m->word.scale[row], word_dim);
    out += word_dim;
    /* The bag is divided by the root of its size, as in training. */
    float norm = 1.0f / sqrtf((float)f->count);
    for (uint32_t k = 0; k < f->count; k++) {
        uint32_t sub = f->sub[k] & (m->config.subs - 1);
        m->kernel->add_scaled(out, m->sub.q + (size_t)sub * sub_dim,
                              m->sub.scale[sub] * norm, sub_dim);
    }
    w->fresh[w->fresh_count++] = at;
}

void dtli_embed_known(const dtl_model *m, dtl_work *w, uint32_t at,
                      const float *row)
{
    size_t width = m->width;
    memcpy(w->x + at * width, row, width * sizeof *row);
    memcpy(w->gates + at * 3 * width, row + width, 3 * width * sizeof *row);
}

/* Fresh words lie side by side in the product, so that its weights are read
 * once for many. */
void dtli_encode_words(const dtl_model *m, dtl_work *w)
{
    const dtl_kernel *k = m->kernel;
    size_t width = m->width;
    for (uint32_t i = 0; i < w->fresh_count; i++) {
        dtl_quant one = { w->q.q + i * width, w->q.scale + i };
        k->quantise(w->x + w->fresh[i] * width, width, 1, m->width, one);
    }
    k->multiply(&m->gate[0], w->q, w->fresh_count, w->fresh_gates, 3 * width);
    for (uint32_t i = 0; i < w->fresh_count; i++)
        memcpy(w->gates + w->fresh[i] * 3 * width,
               w->fresh_gates + i * 3 * width, 3 * width * sizeof *w->gates);
}

static void scan_piece(const dtl_model *m, dtl_work *w, uint32_t layer,
                       dtl_piece piece)
{
    size_t at = (size_t)piece.first * m->width;
    for (int backwards = 0; backwards < 2; backwards++) {
        dtl_scan s = { .gates = w->gates + at * 3,
                       .x = w->x + at,
                       .recur = m->recur[layer],
                       .out = w->y + at,
                       .carry = w->carry,
                       .count = piece.count,
                       .width = m->width,
                       .half = m->half,
                       .column = backwards ? m->half : 0,
                       .backwards = backwards };
        m->kernel->scan(&s);
    }
}

void dtli_encode(const dtl_model *m, dtl_work *w, const dtl_piece *pieces,
                 uint32_t count)
{
    const dtl_kernel *k = m->kernel;
    uint32_t words = pieces[count - 1].first + pieces[count - 1].count;
    for (uint32_t l = 0; l < m->config.layers; l++) {
        if (l > 0) {
            k->quantise(w->x, m->width, words, m->width, w->q);
            k->multiply(&m->gate[l], w->q, words, w->gates,
                        3 * (size_t)m->width);
        }
        for (uint32_t i = 0; i < count; i++)
            scan_piece(m, w, l, pieces[i]);
        float *swap = w->x;
        w->x = w->y;
        w->y = swap;
    }
    k->quantise(w->x, m->width, words, m->width, w->q);
    k->multiply(&m->tag, w->q, words, w->tag, m->tags);
    k->multiply(&m->proj, w->q, words, w->proj, m->project);
    for (uint32_t t = 0; t < words; t++) {
        float *row = w->proj + (size_t)t * m->project;
        for (uint32_t i = 0; i < 2 * m->config.arc; i++)
            row[i] = row[i] > 0.0f ? row[i] : row[i] * LEAK;
    }
}

/* Fixed point: sums of scores are exact in the tree search. */
static int64_t fixed(float score)
{
    const float limit = 16384.0f;
    score = score >= -limit ? score : -limit;
    score = score <= limit ? score : limit;
    return (int64_t)(score * 65536.0f);
}

void dtli_arc_scores(const dtl_model *m, dtl_work *w, dtl_piece piece)
{
    const dtl_kernel *k = m->kernel;
    uint32_t arc = m->config.arc, n = piece.count, wide = n + 1;
    const float *dep = w->proj + (size_t)piece.first * m->project;
    dtl_quant rest = { w->heads.q + arc, w->heads.scale + 1 };
    k->quantise(dep, m->project, n, arc, w->q);
    k->multiply(&m->arc, w->q, n, w->hidden, arc);
    k->quantise(w->hidden, arc, n, arc, w->q);
    k->quantise(m->arc_root, arc, 1, arc, w->heads);
    k->quantise(dep + arc, m->project, n, arc, rest);
    for (uint32_t i = 0; i < n; i++) {
        int64_t *row = w->scores + (size_t)i * wide;
        k->dots(w->q.q + (size_t)i * arc, w->heads.q, wide, arc, w->dots);
        for (uint32_t j = 0; j < wide; j++) {
            float score = (float)w->dots[j] * w->q.scale[i] *
                          w->heads.scale[j];
            if (j > 0 && j - 1 != i)
                score += m->distance[dtli_distance(i, j - 1)];
            row[j] = fixed(score);
        }
    }
}

void dtli_relation_scores(const dtl_model *m, dtl_work *w, dtl_piece piece)
{
    uint32_t lab = m->config.lab, side = 2 * m->config.arc;
    for (uint32_t i = 0; i < piece.count; i++) {
        uint32_t column = w->columns[i];
        size_t at = piece.first + (size_t)column - 1;
        const float *dep =
            w->proj + ((size_t)piece.first + i) * m->project + side;
        const float *head = column == 0 ? m->lab_root
                                        : w->proj + at * m->project + side + lab;
        float *out = w->hidden + (size_t)i * lab;
        for (uint32_t d = 0; d < lab; d++) {
            float sum = dep[d] + head[d];
            out[d] = sum > 0.0f ? sum : 0.0f;
        }
    }
    m->kernel->quantise(w->hidden, lab, piece.count, lab, w->q);
    m->kernel->multiply(&m->lab, w->q, piece.count, w->rel, DTL_REL_COUNT);
}
