/* kernel.c — packing of weights and choice of the kernel (kernel.h). */
#include "nn/kernel.h"

#include <string.h>

size_t dtli_packed_size(uint32_t rows, uint32_t cols)
{
    size_t panels = ((size_t)rows + DTLI_PANEL - 1) / DTLI_PANEL;
    return panels * DTLI_PANEL * cols;
}

void dtli_pack_matrix(dtl_matrix *m, const int8_t *row_major)
{
    memset(m->packed, 0, dtli_packed_size(m->rows, m->cols));
    for (uint32_t r = 0; r < m->rows; r++) {
        int8_t *panel =
            m->packed + (size_t)(r / DTLI_PANEL) * DTLI_PANEL * m->cols;
        uint32_t lane = r % DTLI_PANEL * DTLI_GROUP;
        for (uint32_t k = 0; k < m->cols; k += DTLI_GROUP)
            memcpy(panel + (size_t)k * DTLI_PANEL + lane,
                   row_major + (size_t)r * m->cols + k, DTLI_GROUP);
    }
}

#if defined(__x86_64__)

const dtl_kernel *dtli_kernel_at(unsigned index)
{
    const dtl_kernel *found[3] = { &dtli_kernel_plain, NULL, NULL };
    unsigned count = 1;
    if (__builtin_cpu_supports("avx2"))
        found[count++] = &dtli_kernel_avx2;
    if (__builtin_cpu_supports("avx512vnni") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq"))
        found[count++] = &dtli_kernel_avx512;
    return index < count ? found[index] : NULL;
}

#else

const dtl_kernel *dtli_kernel_at(unsigned index)
{
    return index == 0 ? &dtli_kernel_plain : NULL;
}

#endif

const dtl_kernel *dtli_kernel(void)
{
    const dtl_kernel *best = &dtli_kernel_plain;
    for (unsigned i = 0; dtli_kernel_at(i); i++)
        best = dtli_kernel_at(i);
    return best;
}
