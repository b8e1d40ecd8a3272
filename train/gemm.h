/* gemm.h — float matrix products of the trainer. */
#ifndef DATELINE_TRAIN_GEMM_H
#define DATELINE_TRAIN_GEMM_H

#include <stdbool.h>
#include <stddef.h>

/* Sums of a tile stay in the processor's registers: 16 with AVX-512, else 12. */
#ifdef __AVX512F__
enum { GEMM_TILE_M = 8, GEMM_TILE_N = 32 };
#else
enum { GEMM_TILE_M = 6, GEMM_TILE_N = 16 };
#endif
enum { GEMM_K = 256, GEMM_N = 256 };
enum { GEMM_PACK_FLOATS = GEMM_K * GEMM_N + GEMM_K * GEMM_TILE_M };

typedef struct matrix {
    const float *at;
    size_t stride;   /* floats from row to row */
    bool transposed; /* the operand is its transpose */
} matrix;

typedef struct gemm_size {
    size_t m, n, k;
} gemm_size;

typedef struct output {
    float *at;
    size_t stride;
} output;

static inline output into(float *at, size_t stride)
{
    output o = { at, stride };
    return o;
}

/* c [m x n] = or += op(a) [m x k] * op(b) [k x n].
 * pack: GEMM_PACK_FLOATS floats, 64-byte aligned, one per thread. */
void gemm(gemm_size size, matrix a, matrix b, output c, float *pack);
void gemm_add(gemm_size size, matrix a, matrix b, output c, float *pack);

#endif
