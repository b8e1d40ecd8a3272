/* table_fuzz.c — TSV text through the encoder and back; and the same bytes
 * taken as an encoded table. */
#include <stdint.h>
#include <stdlib.h>

#include "base/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile char seen; /* keeps the reads */

/* Every cell must lie inside the section. */
static void read_cells(const dtl_table *table)
{
    for (uint32_t row = 0; row < table->rows; row++) {
        for (uint32_t column = 0; column < table->columns; column++) {
            dtl_str cell = dtli_table_cell(table, row, (int)column);
            if (cell.len)
                seen = cell.ptr[0] ^ cell.ptr[cell.len - 1];
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_str bytes = { (const char *)data, size };
    dtl_table table;
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 24);
    if (dtli_table_encode(bytes, &out, NULL) == DTL_OK) {
        if (dtli_table_init(dtli_buf_str(&out), &table, NULL) != DTL_OK)
            abort(); /* what the encoder writes, the reader reads */
        read_cells(&table);
    }
    dtli_buf_clear(&out);
    if (dtli_table_init(bytes, &table, NULL) == DTL_OK)
        read_cells(&table);
    return 0;
}
