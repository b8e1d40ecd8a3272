/* kernel_body.h — what all kernels share, compiled once for each of them.
 *
 * Included by the kernel files after their target is set, so that the same
 * loops are vectorised for that target. Elementwise float work and integer
 * sums only: vector width cannot change a bit.
 */
#ifndef DATELINE_NN_KERNEL_BODY_H
#define DATELINE_NN_KERNEL_BODY_H

#include "nn/kernel.h"
#include "nn/math.h"

/* The rows that a scan reads and writes do not overlap. */
#if defined(__clang__)
#define DTLI_NO_OVERLAP _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define DTLI_NO_OVERLAP _Pragma("GCC ivdep")
#else
#define DTLI_NO_OVERLAP
#endif

/* Largest magnitude, by the bits: they order as the numbers do. Infinite
 * or undefined values (a hostile model) count as nothing. */
static inline float largest(const float *x, uint32_t n)
{
    int32_t top = 0;
    for (uint32_t i = 0; i < n; i++) {
        union { float f; int32_t i; } v = { x[i] };
        int32_t bits = v.i & INT32_MAX;
        top = bits > top ? bits : top;
    }
    union { int32_t i; float f; } back = { top };
    return top < 0x70000000 ? back.f : 0.0f;
}

static inline void body_quantise(const float *x, size_t stride, uint32_t count,
                                 uint32_t cols, dtl_quant q)
{
    const float round = 12582912.0f;
    for (uint32_t t = 0; t < count; t++) {
        const float *row = x + t * stride;
        int8_t *out = q.q + (size_t)t * cols;
        float top = largest(row, cols);
        float inverse = top > 1e-30f ? 127.0f / top : 0.0f;
        q.scale[t] = top > 1e-30f ? top / 127.0f : 0.0f;
        for (uint32_t i = 0; i < cols; i++) {
            float v = row[i] * inverse;
            v = v >= -127.0f ? v : -127.0f;
            v = v <= 127.0f ? v : 127.0f;
            v = (v + round) - round;
            out[i] = (int8_t)(int32_t)v;
        }
    }
}

static inline void body_scan(const dtl_scan *s)
{
    uint32_t half = s->half, width = s->width, column = s->column;
    const float *vf = s->recur + column, *vr = vf + width;
    const float *bf = vr + width, *br = bf + width;
    float *restrict carry = s->carry;
    for (uint32_t d = 0; d < half; d++)
        carry[d] = 0.0f;
    for (uint32_t k = 0; k < s->count; k++) {
        size_t t = s->backwards ? s->count - 1 - k : k;
        /* Pointers of their own: sums of indices need not be in a row. */
        const float *restrict u =
            s->gates + t * width * 3 + (size_t)column * 3;
        const float *restrict uf = u + half, *restrict ur = uf + half;
        const float *restrict x = s->x + t * width + column;
        float *restrict out = s->out + t * width + column;
        DTLI_NO_OVERLAP
        for (uint32_t d = 0; d < half; d++) {
            float past = carry[d];
            float f = dtli_sigmoid(uf[d] + vf[d] * past + bf[d]);
            float r = dtli_sigmoid(ur[d] + vr[d] * past + br[d]);
            float c = f * past + (1.0f - f) * u[d];
            carry[d] = c;
            out[d] = r * c + (1.0f - r) * x[d];
        }
    }
}

static inline void body_dots(const int8_t *a, const int8_t *b, uint32_t n,
                             uint32_t cols, int32_t *out)
{
    for (uint32_t j = 0; j < n; j++) {
        const int8_t *row = b + (size_t)j * cols;
        int32_t sum = 0;
        for (uint32_t i = 0; i < cols; i++)
            sum += (int16_t)a[i] * (int16_t)row[i];
        out[j] = sum;
    }
}

static void body_add_scaled(float *restrict to, const int8_t *restrict q,
                            float scale, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] += scale * (float)q[i];
}

/* Where the results of one vector go, and its scale. */
typedef struct dtl_target {
    float x_scale;
    float *out;
} dtl_target;

static inline void finish_rows(const dtl_matrix *m, uint32_t row,
                               const int32_t *sums, float x_scale, float *out)
{
    const float *restrict scale = m->scale + row, *restrict bias = m->bias + row;
    float parts[DTLI_PANEL];
    for (int r = 0; r < DTLI_PANEL; r++)
        parts[r] = (float)sums[r] * x_scale * scale[r] + bias[r];
    memcpy(out, parts, sizeof parts);
}

/* Sums of `rows` rows of panels for one vector to floats. */
static inline void finish(const dtl_matrix *m, uint32_t row, uint32_t rows,
                          const int32_t *sums, dtl_target to)
{
    uint32_t r = 0;
    for (; r + DTLI_PANEL <= rows; r += DTLI_PANEL)
        finish_rows(m, row + r, sums + r, to.x_scale, to.out + r);
    for (; r < rows; r++)
        to.out[r] = (float)sums[r] * to.x_scale * m->scale[row + r] +
                    m->bias[row + r];
}

static inline uint32_t panel_rows(const dtl_matrix *m, uint32_t row)
{
    return m->rows - row < DTLI_PANEL ? m->rows - row : DTLI_PANEL;
}

#endif
