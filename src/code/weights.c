/* weights.c — reading and finding fitted weights (weights.h). */
#include "code/weights.h"

#include "base/error.h"

enum { WEIGHT_MAX = 1000000 };

static dtl_status read_row(dtl_str name, dtl_str cell, uint32_t row,
                           dtli_weights *out, dtl_error *err)
{
    double value;
    if (!dtli_str_to_double(cell, &value) || value < -WEIGHT_MAX ||
        value > WEIGHT_MAX)
        return dtl_fail(err, DTL_SYNTAX, 0, 0,
                        "E541: bad weight of %.*s in row %u", DTL_FMT(name),
                        row + 1);
    out->weight[row] = (int32_t)value;
    if (!dtli_strmap_put(out->index, name, row))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E540: out of memory");
    return DTL_OK;
}

dtl_status dtli_weights_read(dtl_arena *arena, const dtl_table *table,
                             dtli_weights *out, dtl_error *err)
{
    dtl_status status = DTL_OK;
    int feature = dtli_table_column(table, "feature");
    int weight = dtli_table_column(table, "weight");
    out->index = dtli_strmap_new(table->rows);
    out->weight = dtli_arena_array(arena, (size_t)table->rows + 1,
                                   sizeof *out->weight);
    if (!out->index || !out->weight)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E540: out of memory");
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++)
        status = read_row(dtli_table_cell(table, r, feature),
                          dtli_table_cell(table, r, weight), r, out, err);
    return status;
}

void dtli_weights_clear(dtli_weights *weights)
{
    dtli_strmap_free(weights->index);
    weights->index = NULL;
}

int32_t dtli_weights_get(const dtli_weights *weights, dtl_str name)
{
    uint32_t row = dtli_strmap_get(weights->index, name, UINT32_MAX);
    return row == UINT32_MAX ? 0 : weights->weight[row];
}
