/* kernel_plain.c — the kernel in plain C, for any processor. */
#include "nn/kernel_body.h"

enum { SPREAD = DTLI_PANEL * DTLI_GROUP };

/* Activations as a panel has its weights: each 4 of them 16 times. So the
 * inner loop is elementwise and any compiler vectorises it. */
static void spread(const int8_t *q, uint32_t cols, int16_t *out)
{
    for (uint32_t k = 0; k < cols; k += DTLI_GROUP)
        for (uint32_t i = 0; i < SPREAD; i++)
            out[k * DTLI_PANEL + i] = q[k + i % DTLI_GROUP];
}

static void panel_sums(const int8_t *w, const int16_t *x, uint32_t cols,
                       int32_t *sums)
{
    int32_t parts[SPREAD] = { 0 };
    for (uint32_t k = 0; k < cols; k += DTLI_GROUP, w += SPREAD, x += SPREAD)
        for (int i = 0; i < SPREAD; i++)
            parts[i] += w[i] * x[i];
    for (int r = 0; r < DTLI_PANEL; r++)
        sums[r] = parts[4 * r] + parts[4 * r + 1] + parts[4 * r + 2] +
                  parts[4 * r + 3];
}

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    size_t panel_bytes = (size_t)m->cols * DTLI_PANEL;
    int16_t wide[DTLI_COLS_MAX * DTLI_PANEL];
    int32_t sums[DTLI_PANEL];
    for (uint32_t t = 0; t < count; t++) {
        spread(x.q + (size_t)t * m->cols, m->cols, wide);
        for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
            const int8_t *panel = m->packed + row / DTLI_PANEL * panel_bytes;
            panel_sums(panel, wide, m->cols, sums);
            dtl_target to = { x.scale[t], out + t * stride + row };
            finish(m, row, panel_rows(m, row), sums, to);
        }
    }
}

const dtl_kernel dtli_kernel_plain = {
    "plain", body_quantise, multiply, body_scan, body_dots, body_add_scaled,
};
