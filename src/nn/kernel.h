/* kernel.h — the arithmetic of the inference, exact on every processor.
 *
 * Weights are int8 with a scale a row, activations int8 with a scale a
 * vector; their products are summed in int32, which is exact in any order.
 * What is float is elementwise and never contracted. So the plain, AVX2 and
 * AVX-512 kernels give the same bits, and the fastest that the processor
 * has is chosen at run time.
 */
#ifndef DATELINE_NN_KERNEL_H
#define DATELINE_NN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DTLI_PANEL = 16, DTLI_GROUP = 4, DTLI_COLS_MAX = 1024 };

/* A row is narrow when, of each 16 columns, the two lanes 0 1 4 5 8 9 12 13
 * and 2 3 6 7 10 11 14 15 have positive weights of at most 128 together and
 * negative ones of at least -128: with any activations of 8 bits, unsigned or
 * not, their products then add up within 16 bits, which a processor may use.
 * The results are the same either way. */
enum { DTLI_NARROW = 16, DTLI_NARROW_SUM = 128 };

/* Weights [rows x cols], cols a multiple of 32 and at most DTLI_COLS_MAX.
 * packed: panels of 16 rows (the last one zero-padded); in a panel, for
 * each 4 columns, 16 rows of 4 bytes. */
typedef struct dtl_matrix {
    uint32_t rows, cols;
    int8_t *packed;       /* 64-byte aligned */
    const float *scale;   /* [rows padded to 16] */
    const float *bias;    /* [rows padded to 16] */
    const int32_t *sums;  /* [rows padded to 16]: sum of a row's weights */
    bool narrow;
} dtl_matrix;

/* Bytes of `packed` for a matrix; and filling it from row-major weights, which
 * also tells whether all of them are narrow. */
size_t dtli_packed_size(uint32_t rows, uint32_t cols);
void dtli_pack_matrix(dtl_matrix *m, const int8_t *row_major);

/* Brings weights of a row nearer to zero until it is narrow. */
void dtli_narrow_row(int8_t *row, uint32_t cols);

/* Vectors [count x cols] as int8: value = q * scale. */
typedef struct dtl_quant {
    int8_t *q;
    float *scale;
} dtl_quant;

/* One direction of one sentence through a recurrent layer; see encode.c.
 * gates [n x 3 width], x and out [n x width], with `column` the first unit
 * of the direction (0 or half); recur is [4 x width]: vf, vr, bf, br. */
typedef struct dtl_scan {
    const float *gates, *x, *recur;
    float *out;
    float *carry; /* [half], scratch */
    uint32_t count, width, half, column;
    int backwards;
} dtl_scan;

typedef struct dtl_kernel {
    const char *name;
    /* x [count x cols] float, rows `stride` apart, into q. */
    void (*quantise)(const float *x, size_t stride, uint32_t count,
                     uint32_t cols, dtl_quant q);
    /* out [count x rows], rows `stride` apart = x W' + bias */
    void (*multiply)(const dtl_matrix *m, dtl_quant x, uint32_t count,
                     float *out, size_t stride);
    void (*scan)(const dtl_scan *s);
    /* out [n] = a . b_j for rows b_j of cols int8, a multiple of 32 */
    void (*dots)(const int8_t *a, const int8_t *b, uint32_t n, uint32_t cols,
                 int32_t *out);
    /* to [n] += scale * q */
    void (*add_scaled)(float *to, const int8_t *q, float scale, uint32_t n);
} dtl_kernel;

/* The best kernel of this processor; static. */
const dtl_kernel *dtli_kernel(void);

/* Kernels that this processor can run, for tests: NULL past the last. */
const dtl_kernel *dtli_kernel_at(unsigned index);

extern const dtl_kernel dtli_kernel_plain;
#if defined(__x86_64__)
extern const dtl_kernel dtli_kernel_avx2;
extern const dtl_kernel dtli_kernel_avx512;
#endif

#endif
