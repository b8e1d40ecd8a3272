/* kernel_avx2.c — products of bytes, summed to 32 bits (AVX2).
 *
 * The instruction multiplies unsigned by signed bytes and adds pairs to 16
 * bits: the magnitudes of 8 rows x 4 columns of weights go into it as
 * unsigned, their signs onto the 4 activations, repeated. Activations are
 * -127..127 and magnitudes at most 128, so a pair is below 2^15 and exact.
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

enum { VECTORS = 3, HALVES = 2 };

/* 4 activations, eight times. */
static inline __m256i spread(const int8_t *q)
{
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm256_set1_epi32(four);
}

/* Sums of a panel's 16 rows for `vectors` vectors, a constant where it is
 * inlined. */
static inline __attribute__((always_inline)) void
panel_sums(const int8_t *panel, uint32_t cols, const int8_t *x,
           uint32_t vectors, int32_t (*sums)[DTLI_PANEL])
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i acc[VECTORS][HALVES];
    for (uint32_t v = 0; v < vectors; v++)
        acc[v][0] = acc[v][1] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < cols; k += DTLI_GROUP, panel += 64) {
        for (int h = 0; h < HALVES; h++) {
            __m256i w = _mm256_load_si256(
                (const __m256i *)(const void *)(panel + 32 * h));
            __m256i size = _mm256_abs_epi8(w);
            for (uint32_t v = 0; v < vectors; v++) {
                __m256i q = _mm256_sign_epi8(
                    spread(x + (size_t)v * cols + k), w);
                __m256i pairs = _mm256_maddubs_epi16(size, q);
                acc[v][h] = _mm256_add_epi32(acc[v][h],
                                             _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (uint32_t v = 0; v < vectors; v++)
        for (int h = 0; h < HALVES; h++)
            _mm256_storeu_si256((__m256i *)(void *)(sums[v] + 8 * h),
                                acc[v][h]);
}

/* Kept apart from its caller, whose values would cost it registers. */
static __attribute__((noinline)) void
full_sums(const int8_t *panel, uint32_t cols, const int8_t *x,
          int32_t (*sums)[DTLI_PANEL])
{
    panel_sums(panel, cols, x, VECTORS, sums);
}

static __attribute__((noinline)) void
one_sums(const int8_t *panel, uint32_t cols, const int8_t *x,
         int32_t (*sums)[DTLI_PANEL])
{
    panel_sums(panel, cols, x, 1, sums);
}

/* A panel stays in the nearest cache for all vectors. */
static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    int32_t sums[VECTORS][DTLI_PANEL];
    for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
        const int8_t *panel = m->packed + (size_t)row * m->cols;
        for (uint32_t t = 0, step; t < count; t += step) {
            const int8_t *q = x.q + (size_t)t * m->cols;
            step = count - t >= VECTORS ? VECTORS : 1;
            if (step == VECTORS)
                full_sums(panel, m->cols, q, sums);
            else
                one_sums(panel, m->cols, q, sums);
            for (uint32_t v = 0; v < step; v++) {
                dtl_target to = { x.scale[t + v],
                                  out + (t + v) * stride + row };
                finish(m, row, panel_rows(m, row), sums[v], to);
            }
        }
    }
}

const dtl_kernel dtli_kernel_avx2 = {
    "avx2", body_quantise, multiply, body_scan, body_dots, body_add_scaled,
};

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else
typedef int dtl_no_avx2;
#endif
