/* given.c — reading word vectors (given.h). */
#include "given.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/feature.h"
#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

static const double GIVEN_SPREAD = 0.3; /* as the trained rows begin */

static uint32_t count_of(dtl_str text, char mark)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == mark;
    return n;
}

static bool read_line(given *g, dtl_str line)
{
    dtl_str rest = line, form, cell;
    float *row = g->vectors + (size_t)g->count * g->dim;
    if (!dtli_str_split(&rest, ' ', &form) || form.len == 0)
        return false;
    g->keys[g->count] = dtli_word_hash(form);
    for (uint32_t d = 0; d < g->dim; d++) {
        double value;
        if (!dtli_str_split(&rest, ' ', &cell) ||
            !dtli_str_to_double(cell, &value))
            return false;
        row[d] = (float)value;
    }
    g->count++;
    return true;
}

static void standardise(given *g)
{
    size_t n = (size_t)g->count * g->dim;
    double square = 0.0;
    for (uint32_t d = 0; d < g->dim; d++) {
        double mean = 0.0;
        for (size_t i = d; i < n; i += g->dim)
            mean += (double)g->vectors[i];
        mean /= g->count;
        for (size_t i = d; i < n; i += g->dim)
            g->vectors[i] -= (float)mean;
    }
    for (size_t i = 0; i < n; i++)
        square += (double)g->vectors[i] * (double)g->vectors[i];
    double scale = GIVEN_SPREAD / sqrt(square / (double)n + 1e-20);
    for (size_t i = 0; i < n; i++)
        g->vectors[i] *= (float)scale;
}

static dtl_status read_all(given *g, dtl_str text, dtl_error *err)
{
    dtl_str rest = text, line;
    uint64_t number = 0;
    uint32_t lines = count_of(text, '\n') + 1;
    dtl_str first = dtli_str_slice(text, 0, dtli_str_find(text, '\n', 0));
    g->dim = count_of(first, ' ');
    if (g->dim == 0 || g->dim > GIVEN_DIM_MAX)
        return dtl_fail(err, DTL_SYNTAX, 1, 0, "E331: %u numbers a word",
                        g->dim);
    g->keys = dtli_calloc(lines, sizeof *g->keys);
    g->vectors = dtli_calloc((size_t)lines * g->dim, sizeof *g->vectors);
    if (!g->keys || !g->vectors)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    while (dtli_str_split(&rest, '\n', &line)) {
        number++;
        if (line.len && !read_line(g, line))
            return dtl_fail(err, DTL_SYNTAX, number, 0,
                            "E332: needs a word and %u numbers", g->dim);
    }
    standardise(g);
    return DTL_OK;
}

dtl_status given_read(given *g, const char *path, dtl_error *err)
{
    dtl_map map;
    memset(g, 0, sizeof *g);
    if (!path)
        return DTL_OK;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    status = read_all(g, map.bytes, err);
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}

void given_clear(given *g)
{
    free(g->keys);
    free(g->vectors);
    memset(g, 0, sizeof *g);
}
