/* kernel_avx512.c — byte products summed in one instruction (AVX-512 VNNI).
 *
 * The instruction takes unsigned by signed bytes, so activations go in as
 * q + 128 and 128 times the row's sum of weights comes off at the end.
 */
#if defined(__x86_64__)

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DTLI_AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target(DTLI_AVX512))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")
#endif

#include "nn/kernel_body.h"

enum { VECTORS = 6, PANELS = 4 };

/* 4 activations, shifted to unsigned, sixteen times. */
static inline __m512i spread(const int8_t *q)
{
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm512_set1_epi32((int32_t)((uint32_t)four ^ 0x80808080u));
}

static inline __m512i start(const dtl_matrix *m, uint32_t row)
{
    __m512i sums = _mm512_loadu_si512(m->sums + row);
    return _mm512_sub_epi32(_mm512_setzero_si512(),
                            _mm512_slli_epi32(sums, 7));
}

typedef int32_t tile_sums[PANELS * DTLI_PANEL];

/* Where a tile lies: its first weights, their start values, its vectors. */
typedef struct corner {
    const dtl_matrix *m;
    uint32_t row;
    const int8_t *q;
} corner;

/* vectors x panels tile; both are constants where it is inlined. */
static inline __attribute__((always_inline)) void
tile(corner c, uint32_t vectors, uint32_t panels, int32_t *sums)
{
    size_t panel_bytes = (size_t)c.m->cols * DTLI_PANEL;
    const int8_t *w = c.m->packed + c.row / DTLI_PANEL * panel_bytes;
    __m512i acc[VECTORS][PANELS];
    for (uint32_t v = 0; v < vectors; v++)
        for (uint32_t p = 0; p < panels; p++)
            acc[v][p] = start(c.m, c.row + p * DTLI_PANEL);
    for (uint32_t k = 0; k < c.m->cols; k += DTLI_GROUP, w += 64) {
        __m512i weights[PANELS];
        for (uint32_t p = 0; p < panels; p++)
            weights[p] = _mm512_load_si512(w + p * panel_bytes);
        for (uint32_t v = 0; v < vectors; v++) {
            __m512i x = spread(c.q + (size_t)v * c.m->cols + k);
            for (uint32_t p = 0; p < panels; p++)
                acc[v][p] = _mm512_dpbusd_epi32(acc[v][p], x, weights[p]);
        }
    }
    for (uint32_t v = 0; v < vectors; v++)
        for (uint32_t p = 0; p < panels; p++)
            _mm512_storeu_si512(sums + v * PANELS * DTLI_PANEL +
                                    p * DTLI_PANEL,
                                acc[v][p]);
}

static void any_tile(corner c, uint32_t vectors, uint32_t panels,
                     tile_sums *sums)
{
    if (vectors == VECTORS && panels == PANELS) {
        tile(c, VECTORS, PANELS, sums[0]);
        return;
    }
    for (uint32_t v = 0; v < vectors; v++, c.q += c.m->cols) {
        corner one = c;
        if (panels == PANELS)
            tile(c, 1, PANELS, sums[v]);
        else
            for (uint32_t p = 0; p < panels; p++, one.row += DTLI_PANEL)
                tile(one, 1, 1, sums[v] + p * DTLI_PANEL);
    }
}

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    tile_sums sums[VECTORS];
    for (uint32_t row = 0; row < m->rows; row += PANELS * DTLI_PANEL) {
        uint32_t rows = m->rows - row < PANELS * DTLI_PANEL
                            ? m->rows - row
                            : PANELS * DTLI_PANEL;
        uint32_t panels = (rows + DTLI_PANEL - 1) / DTLI_PANEL;
        for (uint32_t t = 0; t < count; t += VECTORS) {
            uint32_t vectors = count - t < VECTORS ? count - t : VECTORS;
            corner c = { m, row, x.q + (size_t)t * m->cols };
            any_tile(c, vectors, panels, sums);
            for (uint32_t v = 0; v < vectors; v++) {
                dtl_target to = { x.scale[t + v],
                                  out + (t + v) * stride + row };
                finish(m, row, rows, sums[v], to);
            }
        }
    }
}

const dtl_kernel dtli_kernel_avx512 = {
    "avx512", body_quantise, multiply, body_scan, body_dots, body_add_scaled,
};

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else
typedef int dtl_no_avx512;
#endif
