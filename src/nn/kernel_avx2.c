/* kernel_avx2.c — products of 16-bit pairs, summed to 32 bits (AVX2).
 *
 * A panel row group of 4 rows x 4 columns is widened to 16 bits and
 * multiplied with the 4 activations, repeated; each row ends as two partial
 * sums. Two vectors at a time share the widening.
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

enum { LANES = 4, PAIR = 2 };

/* 4 activations as 16-bit numbers, four times. */
static inline __m256i spread(const int8_t *q)
{
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm256_cvtepi8_epi16(_mm_set1_epi32(four));
}

static inline void store_sums(const __m256i *acc, int32_t *sums)
{
    for (int i = 0; i < LANES; i += 2) {
        __m256i pair = _mm256_hadd_epi32(acc[i], acc[i + 1]);
        pair = _mm256_permute4x64_epi64(pair, 0xD8);
        _mm256_storeu_si256((__m256i *)(void *)(sums + i * LANES), pair);
    }
}

static inline void panel_sums(const int8_t *panel, uint32_t cols,
                              const int8_t *const *q, uint32_t vectors,
                              int32_t (*sums)[DTLI_PANEL])
{
    __m256i acc[PAIR][LANES];
    for (uint32_t v = 0; v < vectors; v++)
        for (int i = 0; i < LANES; i++)
            acc[v][i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < cols; k += DTLI_GROUP, panel += 64) {
        __m256i w[LANES];
        for (int i = 0; i < LANES; i++)
            w[i] = _mm256_cvtepi8_epi16(_mm_load_si128(
                (const __m128i *)(const void *)(panel + 16 * i)));
        for (uint32_t v = 0; v < vectors; v++) {
            __m256i x = spread(q[v] + k);
            for (int i = 0; i < LANES; i++)
                acc[v][i] = _mm256_add_epi32(acc[v][i],
                                             _mm256_madd_epi16(w[i], x));
        }
    }
    for (uint32_t v = 0; v < vectors; v++)
        store_sums(acc[v], sums[v]);
}

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    size_t panel_bytes = (size_t)m->cols * DTLI_PANEL;
    int32_t sums[PAIR][DTLI_PANEL];
    for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
        const int8_t *panel = m->packed + row / DTLI_PANEL * panel_bytes;
        uint32_t rows = panel_rows(m, row);
        for (uint32_t t = 0; t < count; t += PAIR) {
            const int8_t *q[PAIR] = { x.q + (size_t)t * m->cols,
                                      x.q + ((size_t)t + 1) * m->cols };
            uint32_t vectors = count - t < PAIR ? 1 : PAIR;
            if (vectors == PAIR)
                panel_sums(panel, m->cols, q, PAIR, sums);
            else
                panel_sums(panel, m->cols, q, 1, sums);
            for (uint32_t v = 0; v < vectors; v++)
                finish(m, row, rows, sums[v], x.scale[t + v],
                       out + (t + v) * stride + row);
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
