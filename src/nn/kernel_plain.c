/* kernel_plain.c — the kernel in plain C, for any processor. */
#include "nn/kernel_body.h"

static void multiply(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride)
{
    size_t panel_bytes = (size_t)m->cols * DTLI_PANEL;
    for (uint32_t row = 0; row < m->rows; row += DTLI_PANEL) {
        const int8_t *panel = m->packed + row / DTLI_PANEL * panel_bytes;
        for (uint32_t t = 0; t < count; t++) {
            const int8_t *q = x.q + (size_t)t * m->cols, *w = panel;
            int32_t sums[DTLI_PANEL] = { 0 };
            for (uint32_t k = 0; k < m->cols; k += DTLI_GROUP, w += 64)
                for (int i = 0; i < 64; i++)
                    sums[i / DTLI_GROUP] += w[i] * q[k + (uint32_t)i % DTLI_GROUP];
            finish(m, row, panel_rows(m, row), sums, x.scale[t],
                   out + t * stride + row);
        }
    }
}

const dtl_kernel dtli_kernel_plain = {
    "plain", body_quantise, multiply, body_scan, body_dots, body_add_scaled,
};
