/* vector.c — keeping the encoder's vectors of a document (vector.h). */
#include "analyse/vector.h"

#include <string.h>

#include "base/limits.h"

dtl_vectors *dtli_vectors_new(dtl_arena *arena, uint32_t tokens, uint32_t width)
{
    dtl_vectors *v = dtli_arena_make(arena, dtl_vectors);
    if (!v)
        return NULL;
    v->width = width;
    v->capacity = tokens < DTL_MAX_DOC_VECTORS ? tokens : DTL_MAX_DOC_VECTORS;
    v->row = dtli_arena_array(arena, (size_t)tokens + 1, sizeof *v->row);
    v->q = dtli_arena_array(arena, (size_t)v->capacity + 1, width);
    v->scale =
        dtli_arena_array(arena, (size_t)v->capacity + 1, sizeof *v->scale);
    return v->row && v->q && v->scale ? v : NULL;
}

static bool may_tell(uint8_t upos)
{
    return upos == DTL_UPOS_VERB || upos == DTL_UPOS_NOUN ||
           upos == DTL_UPOS_PROPN || upos == DTL_UPOS_ADJ ||
           upos == DTL_UPOS_ADV;
}

void dtli_vectors_put(dtl_vectors *v, uint32_t token, uint8_t upos,
                      const int8_t *q, float scale)
{
    const float most = DTLI_VECTOR_SCALE_MAX;
    if (v->count == v->capacity || !may_tell(upos))
        return;
    memcpy(v->q + (size_t)v->count * v->width, q, v->width);
    scale = scale < most ? scale : most;
    v->scale[v->count] = (int32_t)(scale * (1 << DTLI_VECTOR_PLACES));
    v->row[token] = ++v->count;
}

const int8_t *dtli_vectors_get(const dtl_vectors *v, uint32_t token,
                               int32_t *scale)
{
    if (v->row[token] == 0)
        return NULL;
    uint32_t row = v->row[token] - 1;
    *scale = v->scale[row];
    return v->q + (size_t)row * v->width;
}

/* Words of [first, end) with a vector stand in a row: their rows are numbered
 * in the order of the text. */
static uint32_t rows_of(const dtl_vectors *v, uint32_t first, uint32_t end,
                        uint32_t *from)
{
    uint32_t count = 0;
    for (uint32_t i = first; i < end; i++) {
        if (v->row[i] == 0)
            continue;
        *from = count ? *from : v->row[i] - 1;
        count++;
    }
    return count;
}

/* A few numbers of the vectors at a time, so that their sums stay at hand. */
enum { SUMS = 64 };

static void mean_of(const dtl_vectors *v, uint32_t from, uint32_t count,
                    uint32_t at, int32_t *out)
{
    uint32_t left = v->width - at, n = left < SUMS ? left : SUMS;
    int64_t sum[SUMS] = { 0 };
    for (uint32_t k = from; k < from + count; k++) {
        const int8_t *q = v->q + (size_t)k * v->width + at;
        int32_t scale = v->scale[k];
        for (uint32_t i = 0; i < n; i++)
            sum[i] += scale * q[i];
    }
    for (uint32_t i = 0; i < n; i++)
        out[at + i] = (int32_t)(sum[i] / count);
}

void dtli_vectors_mean(const dtl_vectors *v, uint32_t first, uint32_t count,
                       int32_t *out)
{
    uint32_t from = 0;
    uint32_t rows = rows_of(v, first, first + count, &from);
    memset(out, 0, v->width * sizeof *out);
    for (uint32_t at = 0; rows > 0 && at < v->width; at += SUMS)
        mean_of(v, from, rows, at, out);
}
