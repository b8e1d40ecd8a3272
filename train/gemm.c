/* gemm.c — blocked products with packed operands (Goto and van de Geijn
 * 2008). The order of additions depends on sizes only, never on threads.
 */
#include "gemm.h"

#include <string.h>

enum { TM = GEMM_TILE_M, TN = GEMM_TILE_N, LANE = TN / 2 };

typedef float lane
    __attribute__((vector_size(LANE * sizeof(float)), aligned(4), may_alias));

/* Columns [0, n) of k rows into panels of TN columns, zero-padded. */
static void pack_b(matrix b, size_t k, size_t n, float *out)
{
    for (size_t j = 0; j < n; j += TN) {
        size_t width = n - j < TN ? n - j : TN;
        for (size_t p = 0; p < k; p++, out += TN) {
            if (width < TN)
                memset(out, 0, TN * sizeof *out);
            if (!b.transposed)
                memcpy(out, b.at + p * b.stride + j, width * sizeof *out);
            else
                for (size_t c = 0; c < width; c++)
                    out[c] = b.at[(j + c) * b.stride + p];
        }
    }
}

static void pack_a(matrix a, size_t m, size_t k, float *out)
{
    if (m < TM)
        memset(out, 0, k * TM * sizeof *out);
    for (size_t p = 0; p < k; p++)
        for (size_t r = 0; r < m; r++)
            out[p * TM + r] = a.transposed ? a.at[p * a.stride + r]
                                           : a.at[r * a.stride + p];
}

/* TM x TN tile of the product of packed a and b. */
static void tile(const float *a, const float *b, size_t k, float *out)
{
    lane acc[TM][2];
    memset(acc, 0, sizeof acc);
    for (size_t p = 0; p < k; p++) {
        lane b0 = *(const lane *)(b + p * TN);
        lane b1 = *(const lane *)(b + p * TN + LANE);
        for (int r = 0; r < TM; r++) {
            float x = a[p * TM + (size_t)r];
            acc[r][0] += b0 * x;
            acc[r][1] += b1 * x;
        }
    }
    memcpy(out, acc, sizeof acc);
}

static void put(const float *part, gemm_size size, output c, bool add)
{
    for (size_t r = 0; r < size.m; r++) {
        float *row = c.at + r * c.stride;
        const float *from = part + r * TN;
        for (size_t j = 0; j < size.n; j++)
            row[j] = add ? row[j] + from[j] : from[j];
    }
}

static matrix shifted(matrix m, size_t row, size_t column)
{
    m.at += m.transposed ? column * m.stride + row : row * m.stride + column;
    return m;
}

/* One block: all of m, up to GEMM_N columns, up to GEMM_K of the sum; b is
 * packed already. */
static void block(gemm_size s, matrix a, output c, float *pack, bool add)
{
    float *packed_a = pack + GEMM_K * GEMM_N;
    float out[TM * TN];
    for (size_t i = 0; i < s.m; i += TM) {
        size_t rows = s.m - i < TM ? s.m - i : TM;
        pack_a(shifted(a, i, 0), rows, s.k, packed_a);
        for (size_t j = 0; j < s.n; j += TN) {
            gemm_size part = { rows, s.n - j < TN ? s.n - j : TN, 0 };
            tile(packed_a, pack + j * s.k, s.k, out);
            put(out, part, into(c.at + i * c.stride + j, c.stride), add);
        }
    }
}

void gemm_add(gemm_size s, matrix a, matrix b, output c, float *pack)
{
    for (size_t j = 0; j < s.n; j += GEMM_N) {
        for (size_t p = 0; p < s.k; p += GEMM_K) {
            gemm_size part = { s.m, s.n - j < GEMM_N ? s.n - j : GEMM_N,
                               s.k - p < GEMM_K ? s.k - p : GEMM_K };
            pack_b(shifted(b, p, j), part.k, part.n, pack);
            block(part, shifted(a, 0, p), into(c.at + j, c.stride), pack, true);
        }
    }
}

void gemm(gemm_size s, matrix a, matrix b, output c, float *pack)
{
    for (size_t i = 0; i < s.m; i++)
        memset(c.at + i * c.stride, 0, s.n * sizeof *c.at);
    gemm_add(s, a, b, c, pack);
}
