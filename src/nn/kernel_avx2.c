/* kernel_avx2.c — products of 16-bit pairs, summed to 32 bits (AVX2).
 *
 * A panel row group of 4 rows x 4 columns is widened to 16 bits and
 * multiplied with the 4 activations, repeated; each row ends as two partial
 * sums. Two vectors at a time share the widening; with three, compilers
 * run out of the 16 registers.
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

enum { LANES = 4, VECTORS = 2, BLOCK = 16 };

/* 4 activations, four times. */
static inline __m256i spread(const int16_t *q)
{
    int64_t four;
    memcpy(&four, q, sizeof four);
    return _mm256_set1_epi64x(four);
}

static inline void store_sums(const __m256i *acc, int32_t *sums)
{
    for (int i = 0; i < LANES; i += 2) {
        __m256i pair = _mm256_hadd_epi32(acc[i], acc[i + 1]);
        pair = _mm256_permute4x64_epi64(pair, 0xD8);
        _mm256_storeu_si256((__m256i *)(void *)(sums + i * LANES), pair);
    }
}

/* Kept apart from its caller, whose values would cost it registers. */
static __attribute__((noinline)) void
panel_sums(const int8_t *panel, uint32_t cols, const int16_t *x,
           int32_t (*sums)[DTLI_PANEL])
{
    __m256i acc[VECTORS][LANES];
    for (uint32_t v = 0; v < VECTORS; v++)
        for (int i = 0; i < LANES; i++)
            acc[v][i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < cols; k += DTLI_GROUP, panel += 64) {
        __m256i q[VECTORS];
        for (uint32_t v = 0; v < VECTORS; v++)
            q[v] = spread(x + (size_t)v * cols + k);
        for (int i = 0; i < LANES; i++) {
            __m256i w = _mm256_cvtepi8_epi16(_mm_load_si128(
                (const __m128i *)(const void *)(panel + 16 * i)));
            for (uint32_t v = 0; v < VECTORS; v++)
                acc[v][i] = _mm256_add_epi32(acc[v][i],
                                             _mm256_madd_epi16(w, q[v]));
        }
    }
    for (uint32_t v = 0; v < VECTORS; v++)
        store_sums(acc[v], sums[v]);
}

/* Up to BLOCK vectors: a panel stays in the nearest cache for all of them,
 * and each is widened to 16 bits once. */
static void multiply_block(const dtl_matrix *m, dtl_quant x, uint32_t count,
                           float *out, size_t stride)
{
    int16_t wide[BLOCK * DTLI_COLS_MAX];
    int32_t sums[VECTORS][DTLI_PANEL];
    uint32_t even = (count + VECTORS - 1) / VECTORS * VECTORS;
    for (size_t i = 0; i < (size_t)even * m->cols; i++)
        wide[i] = i < (size_t)count * m->cols ? x.q[i] : 0;
    for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
        const int8_t *panel = m->packed + (size_t)row * m->cols;
        for (uint32_t t = 0; t < count; t += VECTORS) {
            panel_sums(panel, m->cols, wide + (size_t)t * m->cols, sums);
            for (uint32_t v = 0; v < VECTORS && t + v < count; v++) {
                dtl_target to = { x.scale[t + v],
                                  out + (t + v) * stride + row };
                finish(m, row, panel_rows(m, row), sums[v], to);
            }
        }
    }
}

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    for (uint32_t t = 0; t < count; t += BLOCK) {
        dtl_quant some = { x.q + (size_t)t * m->cols, x.scale + t };
        multiply_block(m, some, count - t < BLOCK ? count - t : BLOCK,
                       out + t * stride, stride);
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
