/* kernel_avx2.c — products of bytes, summed to 32 bits (AVX2).
 *
 * The instruction multiplies unsigned by signed bytes and adds pairs to 16
 * bits, at most 2^15 - 1. Weights of a narrow matrix (kernel.h) are small
 * enough for eight products: activations go in as q + 128, four results are
 * added in 16 bits, and 128 times the row's sum of weights comes off at the
 * end. That is five multiplying instructions for 128 products.
 *
 * Other weights need eight for 64: the magnitudes of 8 rows x 4 columns go in
 * as unsigned, their signs onto the 4 activations, repeated. Activations are
 * -127..127 and magnitudes at most 128, so a pair is below 2^15 and exact.
 *
 * Three vectors share the weights; with four, compilers run out of the 16
 * registers.
 */
#if defined(__x86_64__)

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif

#include "nn/kernel_body.h"

enum { VECTORS = 3, HALVES = 2, BLOCK = 16 * VECTORS };

/* Where a tile lies: its weights and its vectors, `cols` bytes each. */
typedef struct corner {
    const int8_t *panel, *x;
    size_t cols;
} corner;

/* What turns the sums of a panel into floats. */
typedef struct panel_floats {
    __m256i shift[HALVES]; /* what the shift of activations added */
    __m256 scale[HALVES], bias[HALVES];
    uint32_t rows;
} panel_floats;

static inline panel_floats panel_at(const dtl_matrix *m, uint32_t row)
{
    panel_floats p = { .rows = panel_rows(m, row) };
    for (int h = 0; h < HALVES; h++, row += 8) {
        const void *sums = m->sums + row;
        __m256i sum = _mm256_loadu_si256((const __m256i *)sums);
        p.shift[h] = m->narrow ? _mm256_slli_epi32(sum, 7)
                               : _mm256_setzero_si256();
        p.scale[h] = _mm256_loadu_ps(m->scale + row);
        p.bias[h] = _mm256_loadu_ps(m->bias + row);
    }
    return p;
}

/* Scales of a tile's vectors and where their results go, `stride` apart. */
typedef struct results {
    const float *x_scale;
    float *out;
    size_t stride;
} results;

/* To the next VECTORS vectors. */
static inline void move_on(corner *c, results *to)
{
    c->x += VECTORS * c->cols;
    to->x_scale += VECTORS;
    to->out += VECTORS * to->stride;
}

/* `finish` (kernel_body.h) of a panel, eight rows at a time. */
static inline __attribute__((always_inline)) void
finish_tile(const panel_floats *p, const __m256i *sums, float x_scale, float *to)
{
    float parts[DTLI_PANEL];
    float *out = p->rows == DTLI_PANEL ? to : parts;
    __m256 scale = _mm256_set1_ps(x_scale);
    for (int h = 0; h < HALVES; h++) {
        __m256i sum = _mm256_sub_epi32(sums[h], p->shift[h]);
        __m256 value = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale);
        value = _mm256_mul_ps(value, p->scale[h]);
        _mm256_storeu_ps(out + 8 * h, _mm256_add_ps(value, p->bias[h]));
    }
    if (p->rows < DTLI_PANEL)
        memcpy(to, parts, p->rows * sizeof *parts);
}

/* Without it compilers gather products before they add them, and have not
 * enough registers for that. */
#define SETTLE(v) __asm__("" : "+x"(v))

/* 4 activations, eight times. */
static inline __m256i spread(const int8_t *q)
{
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm256_set1_epi32(four);
}

static inline __m256i weights_at(const int8_t *panel)
{
    return _mm256_load_si256((const __m256i *)(const void *)panel);
}

/* Here and below `vectors` is a constant where it is inlined. */
static inline __attribute__((always_inline)) void
wide_tile(corner c, uint32_t vectors, const panel_floats *p, results to)
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i acc[VECTORS][HALVES];
    for (uint32_t v = 0; v < vectors; v++)
        acc[v][0] = acc[v][1] = _mm256_setzero_si256();
    for (size_t k = 0; k < c.cols; k += DTLI_GROUP, c.panel += 64) {
        for (int h = 0; h < HALVES; h++) {
            __m256i w = weights_at(c.panel + 32 * h);
            __m256i size = _mm256_abs_epi8(w);
            for (uint32_t v = 0; v < vectors; v++) {
                __m256i q = _mm256_sign_epi8(
                    spread(c.x + v * c.cols + k), w);
                __m256i pairs = _mm256_maddubs_epi16(size, q);
                acc[v][h] = _mm256_add_epi32(acc[v][h],
                                             _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (uint32_t v = 0; v < vectors; v++)
        finish_tile(p, acc[v], to.x_scale[v], to.out + v * to.stride);
}

/* Adds the products of 4 columns to 16-bit sums. */
static inline __attribute__((always_inline)) void
narrow_step(corner c, size_t k, uint32_t vectors, __m256i (*sums)[HALVES])
{
    const int8_t *panel = c.panel + k * DTLI_PANEL;
    __m256i low = weights_at(panel), high = weights_at(panel + 32);
    for (uint32_t v = 0; v < vectors; v++) {
        __m256i q = spread(c.x + v * c.cols + k);
        sums[v][0] = _mm256_add_epi16(sums[v][0],
                                      _mm256_maddubs_epi16(q, low));
        sums[v][1] = _mm256_add_epi16(sums[v][1],
                                      _mm256_maddubs_epi16(q, high));
        SETTLE(sums[v][0]);
        SETTLE(sums[v][1]);
    }
}

/* The vectors are shifted to unsigned; the sums are so too. */
static inline __attribute__((always_inline)) void
narrow_tile(corner c, uint32_t vectors, const panel_floats *p, results to)
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i acc[VECTORS][HALVES], sums[VECTORS][HALVES];
    for (uint32_t v = 0; v < vectors; v++)
        acc[v][0] = acc[v][1] = _mm256_setzero_si256();
    for (size_t left = c.cols; left > 0; left -= DTLI_NARROW) {
        for (uint32_t v = 0; v < vectors; v++)
            sums[v][0] = sums[v][1] = _mm256_setzero_si256();
        narrow_step(c, 0, vectors, sums);
        narrow_step(c, 4, vectors, sums);
        narrow_step(c, 8, vectors, sums);
        narrow_step(c, 12, vectors, sums);
        c.panel += DTLI_NARROW * DTLI_PANEL;
        c.x += DTLI_NARROW;
        for (uint32_t v = 0; v < vectors; v++)
            for (int h = 0; h < HALVES; h++)
                acc[v][h] = _mm256_add_epi32(
                    acc[v][h], _mm256_madd_epi16(sums[v][h], ones));
    }
    for (uint32_t v = 0; v < vectors; v++)
        finish_tile(p, acc[v], to.x_scale[v], to.out + v * to.stride);
}

/* One panel for all vectors. Kept apart from their caller, whose values would
 * cost them registers. */
static __attribute__((noinline)) void wide_panel(corner c, uint32_t count,
                                                 const panel_floats *p,
                                                 results to)
{
    for (; count >= VECTORS; count -= VECTORS) {
        wide_tile(c, VECTORS, p, to);
        move_on(&c, &to);
    }
    if (count == 2)
        wide_tile(c, 2, p, to);
    else if (count == 1)
        wide_tile(c, 1, p, to);
}

static __attribute__((noinline)) void narrow_panel(corner c, uint32_t count,
                                                   const panel_floats *p,
                                                   results to)
{
    for (; count >= VECTORS; count -= VECTORS) {
        narrow_tile(c, VECTORS, p, to);
        move_on(&c, &to);
    }
    if (count == 2)
        narrow_tile(c, 2, p, to);
    else if (count == 1)
        narrow_tile(c, 1, p, to);
}

/* A panel stays in the nearest cache for all vectors. */
static void multiply_block(const dtl_matrix *m, dtl_quant x, uint32_t count,
                           float *out, size_t stride)
{
    for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
        corner c = { m->packed + (size_t)row * m->cols, x.q, m->cols };
        results to = { x.scale, out + row, stride };
        panel_floats p = panel_at(m, row);
        if (m->narrow)
            narrow_panel(c, count, &p, to);
        else
            wide_panel(c, count, &p, to);
    }
}

/* Columns are a multiple of 32. */
static void shift(const int8_t *q, size_t count, int8_t *out)
{
    const __m256i sign = _mm256_set1_epi8((char)0x80);
    for (size_t i = 0; i < count; i += 32) {
        const void *from = q + i;
        void *to = out + i;
        _mm256_storeu_si256(
            (__m256i *)to,
            _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)from), sign));
    }
}

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    int8_t shifted[BLOCK * DTLI_COLS_MAX];
    if (!m->narrow) {
        multiply_block(m, x, count, out, stride);
        return;
    }
    for (uint32_t t = 0; t < count; t += BLOCK) {
        uint32_t block = count - t < BLOCK ? count - t : BLOCK;
        dtl_quant part = { shifted, x.scale + t };
        shift(x.q + (size_t)t * m->cols, (size_t)block * m->cols, shifted);
        multiply_block(m, part, block, out + t * stride, stride);
    }
}

/* `largest` (kernel_body.h), eight at a time. */
static inline float largest8(const float *x, uint32_t n)
{
    const __m256i size = _mm256_set1_epi32(INT32_MAX);
    __m256i top = _mm256_setzero_si256();
    for (uint32_t i = 0; i < n; i += 8) {
        __m256i bits = _mm256_castps_si256(_mm256_loadu_ps(x + i));
        top = _mm256_max_epi32(top, _mm256_and_si256(bits, size));
    }
    int32_t tops[8], best = 0;
    _mm256_storeu_si256((__m256i *)(void *)tops, top);
    for (int i = 0; i < 8; i++)
        best = tops[i] > best ? tops[i] : best;
    union { int32_t i; float f; } back = { best };
    return best < 0x70000000 ? back.f : 0.0f;
}

/* Eight numbers as integers of -127 to 127. */
static inline __m256i rounded(const float *x, float inverse)
{
    const __m256 round = _mm256_set1_ps(12582912.0f);
    __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x), _mm256_set1_ps(inverse));
    v = _mm256_max_ps(v, _mm256_set1_ps(-127.0f));
    v = _mm256_min_ps(v, _mm256_set1_ps(127.0f));
    v = _mm256_sub_ps(_mm256_add_ps(v, round), round);
    return _mm256_cvttps_epi32(v);
}

/* body_quantise; packing goes by halves of 16 bytes, so fours are put back in
 * their order. Columns are a multiple of 32. */
static void quantise(const float *x, size_t stride, uint32_t count,
                     uint32_t cols, dtl_quant q)
{
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    for (uint32_t t = 0; t < count; t++, x += stride) {
        float top = largest8(x, cols);
        float inverse = top > 1e-30f ? 127.0f / top : 0.0f;
        q.scale[t] = top > 1e-30f ? top / 127.0f : 0.0f;
        for (uint32_t i = 0; i < cols; i += 32) {
            void *to = q.q + (size_t)t * cols + i;
            __m256i low = _mm256_packs_epi32(rounded(x + i, inverse),
                                             rounded(x + i + 8, inverse));
            __m256i high = _mm256_packs_epi32(rounded(x + i + 16, inverse),
                                              rounded(x + i + 24, inverse));
            __m256i bytes = _mm256_packs_epi16(low, high);
            _mm256_storeu_si256((__m256i *)to,
                                _mm256_permutevar8x32_epi32(bytes, order));
        }
    }
}

/* dtli_exp (math.h), eight at a time. */
static inline __m256 exp8(__m256 x)
{
    const __m256 round = _mm256_set1_ps(12582912.0f);
    const __m256 one = _mm256_set1_ps(1.0f);
    x = _mm256_max_ps(x, _mm256_set1_ps(-80.0f));
    x = _mm256_min_ps(x, _mm256_set1_ps(80.0f));
    __m256 n = _mm256_mul_ps(x, _mm256_set1_ps(1.44269504f));
    n = _mm256_sub_ps(_mm256_add_ps(n, round), round);
    __m256 r = _mm256_sub_ps(x, _mm256_mul_ps(n, _mm256_set1_ps(0.693359375f)));
    r = _mm256_add_ps(r, _mm256_mul_ps(n, _mm256_set1_ps(2.12194440e-4f)));
    __m256 p = _mm256_mul_ps(_mm256_set1_ps(8.3334519e-3f), r);
    p = _mm256_add_ps(p, _mm256_set1_ps(4.1665795e-2f));
    p = _mm256_add_ps(_mm256_mul_ps(p, r), _mm256_set1_ps(1.6666665e-1f));
    p = _mm256_add_ps(_mm256_mul_ps(p, r), _mm256_set1_ps(5.0000000e-1f));
    p = _mm256_add_ps(_mm256_mul_ps(p, r), one);
    p = _mm256_add_ps(_mm256_mul_ps(p, r), one);
    __m256i power = _mm256_add_epi32(_mm256_cvttps_epi32(n),
                                     _mm256_set1_epi32(127));
    return _mm256_mul_ps(p, _mm256_castsi256_ps(_mm256_slli_epi32(power, 23)));
}

static inline __m256 sigmoid8(__m256 x)
{
    const __m256 one = _mm256_set1_ps(1.0f);
    __m256 e = exp8(_mm256_xor_ps(x, _mm256_set1_ps(-0.0f)));
    return _mm256_div_ps(one, _mm256_add_ps(one, e));
}

/* sigmoid(u + v c + b) of eight units. */
static inline __m256 gate8(const float *u, const float *v, const float *b,
                           __m256 past)
{
    __m256 sum = _mm256_mul_ps(_mm256_loadu_ps(v), past);
    sum = _mm256_add_ps(_mm256_loadu_ps(u), sum);
    return sigmoid8(_mm256_add_ps(sum, _mm256_loadu_ps(b)));
}

/* g a + (1 - g) b */
static inline __m256 mix8(__m256 g, __m256 a, const float *b)
{
    __m256 rest = _mm256_sub_ps(_mm256_set1_ps(1.0f), g);
    return _mm256_add_ps(_mm256_mul_ps(g, a),
                         _mm256_mul_ps(rest, _mm256_loadu_ps(b)));
}

/* body_scan, one word; half a width is a multiple of 32 (model.c). */
static inline void scan_word(const dtl_scan *s, size_t t)
{
    size_t half = s->half, width = s->width;
    const float *recur = s->recur + s->column;
    const float *u = s->gates + t * width * 3 + (size_t)s->column * 3;
    const float *x = s->x + t * width + s->column;
    float *carry = s->carry, *out = s->out + t * width + s->column;
    for (size_t d = 0; d < half; d += 8) {
        const float *r = recur + d;
        __m256 past = _mm256_loadu_ps(carry + d);
        __m256 forget = gate8(u + half + d, r, r + 2 * width, past);
        __m256 reset = gate8(u + 2 * half + d, r + width, r + 3 * width, past);
        __m256 c = mix8(forget, past, u + d);
        _mm256_storeu_ps(carry + d, c);
        _mm256_storeu_ps(out + d, mix8(reset, c, x + d));
    }
}

static void scan(const dtl_scan *s)
{
    memset(s->carry, 0, s->half * sizeof *s->carry);
    for (uint32_t k = 0; k < s->count; k++)
        scan_word(s, s->backwards ? s->count - 1 - k : k);
}

static inline __m256i sixteen(const int8_t *q)
{
    return _mm256_cvtepi8_epi16(
        _mm_loadu_si128((const __m128i *)(const void *)q));
}

static inline int32_t sum8(__m256i v)
{
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(v),
                                _mm256_extracti128_si256(v, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return _mm_cvtsi128_si32(sum);
}

/* body_dots; compilers do not see that pairs of products can be added at once.
 * Columns are a multiple of 32. */
static void dots(const int8_t *a, const int8_t *b, uint32_t n, uint32_t cols,
                 int32_t *out)
{
    for (uint32_t j = 0; j < n; j++, b += cols) {
        __m256i even = _mm256_setzero_si256(), odd = even;
        for (uint32_t i = 0; i < cols; i += 32) {
            even = _mm256_add_epi32(
                even, _mm256_madd_epi16(sixteen(a + i), sixteen(b + i)));
            odd = _mm256_add_epi32(
                odd,
                _mm256_madd_epi16(sixteen(a + i + 16), sixteen(b + i + 16)));
        }
        out[j] = sum8(_mm256_add_epi32(even, odd));
    }
}

const dtl_kernel dtli_kernel_avx2 = {
    "avx2", quantise, multiply, scan, dots, body_add_scaled,
};

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else
typedef int dtl_no_avx2;
#endif
