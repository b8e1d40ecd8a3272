/* math.h — elementwise functions with one fixed order of operations.
 *
 * libm differs between systems in the last bit, so the gates use their own
 * exponential: range reduction by powers of two and a polynomial of degree
 * 5 (relative error below 3e-7). Only IEEE additions, multiplications and
 * one division, never contracted: every processor gives the same bits at
 * every vector width. Shared by the trainer and the inference.
 */
#ifndef DATELINE_NN_MATH_H
#define DATELINE_NN_MATH_H

#include <stdint.h>
#include <string.h>

/* e^x for x clamped to [-80, 80]. */
static inline float dtli_exp(float x)
{
    const float round = 12582912.0f; /* 1.5 * 2^23: adding it rounds */
    x = x > -80.0f ? x : -80.0f;
    x = x < 80.0f ? x : 80.0f;
    float shifted = x * 1.44269504f + round;
    float n = shifted - round;
    float r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 8.3334519e-3f;
    p = p * r + 4.1665795e-2f;
    p = p * r + 1.6666665e-1f;
    p = p * r + 5.0000000e-1f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    union { float f; int32_t i; } power;
    power.i = ((int32_t)n + 127) * (1 << 23);
    return p * power.f;
}

static inline float dtli_sigmoid(float x)
{
    return 1.0f / (1.0f + dtli_exp(-x));
}

/* Where the largest of n > 0 numbers stands; the first of equals. */
static inline uint32_t dtli_best_of(const float *row, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (row[i] > row[best])
            best = i;
    return best;
}

#endif
