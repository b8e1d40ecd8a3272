/* kernel.c — packing of weights and choice of the kernel (kernel.h). */
#include "nn/kernel.h"

#include <string.h>

size_t dtli_packed_size(uint32_t rows, uint32_t cols)
{
    size_t panels = ((size_t)rows + DTLI_PANEL - 1) / DTLI_PANEL;
    return panels * DTLI_PANEL * cols;
}

/* Weight i of a lane (kernel.h) of 16 columns. */
static uint32_t lane_at(uint32_t lane, uint32_t i)
{
    return i / 2 * DTLI_GROUP + 2 * lane + i % 2;
}

static int lane_sum(const int8_t *columns, uint32_t lane, int sign)
{
    int sum = 0;
    for (uint32_t i = 0; i < DTLI_NARROW / 2; i++) {
        int weight = sign * columns[lane_at(lane, i)];
        sum += weight > 0 ? weight : 0;
    }
    return sum;
}

static bool is_narrow(const int8_t *weights, size_t count)
{
    for (size_t k = 0; k < count; k += DTLI_NARROW)
        for (uint32_t lane = 0; lane < 2; lane++)
            if (lane_sum(weights + k, lane, 1) > DTLI_NARROW_SUM ||
                lane_sum(weights + k, lane, -1) > DTLI_NARROW_SUM)
                return false;
    return true;
}

/* Shares out what is too much: that is nearest in the sum of squares. */
static void narrow_lane(int8_t *columns, uint32_t lane, int sign)
{
    int excess = lane_sum(columns, lane, sign) - DTLI_NARROW_SUM;
    for (uint32_t i = 0; excess > 0; i = (i + 1) % (DTLI_NARROW / 2)) {
        int8_t *weight = &columns[lane_at(lane, i)];
        if (sign * *weight > 0) {
            *weight = (int8_t)(*weight - sign);
            excess--;
        }
    }
}

void dtli_narrow_row(int8_t *row, uint32_t cols)
{
    for (uint32_t k = 0; k < cols; k += DTLI_NARROW) {
        for (uint32_t lane = 0; lane < 2; lane++) {
            narrow_lane(row + k, lane, 1);
            narrow_lane(row + k, lane, -1);
        }
    }
}

void dtli_pack_matrix(dtl_matrix *m, const int8_t *row_major)
{
    m->narrow = is_narrow(row_major, (size_t)m->rows * m->cols);
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
