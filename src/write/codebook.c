/* codebook.c — lookups in the codebook's tables (data/codebook).
 *
 * The largest table has 318 rows and an article a few dozen events, so a
 * scan is cheaper than keeping an index.
 */
#include "write/codebook.h"

#include "base/error.h"

dtl_status dtli_codebook_init(const dtl_lexicon *lexicon, dtl_codebook *out,
                              dtl_error *err)
{
    const struct {
        const char *name;
        dtl_table *table;
    } tables[] = {
        { "codebook/events", &out->events },
        { "codebook/modes", &out->modes },
        { "codebook/contexts", &out->contexts },
        { "codebook/sectors", &out->sectors },
        { "codebook/cameo", &out->cameo },
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        dtl_status status = dtli_lexicon_table(lexicon, tables[i].name,
                                               tables[i].table, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_OK;
}

static dtl_str cell(const dtl_table *table, uint32_t row, const char *column)
{
    return dtli_table_cell(table, row, dtli_table_column(table, column));
}

/* Row whose `column` is `key`; table->rows where there is none. */
static uint32_t find_row(const dtl_table *table, const char *column,
                         dtl_str key)
{
    int c = dtli_table_column(table, column);
    uint32_t row = 0;
    while (row < table->rows &&
           !dtli_str_equal(dtli_table_cell(table, row, c), key))
        row++;
    return row;
}

static dtl_str type_name(dtl_event_type type)
{
    return dtli_str(dtl_label_text(DTL_LABELS_EVENT, type));
}

int dtli_codebook_quad(const dtl_codebook *codebook, dtl_event_type type)
{
    uint32_t row = find_row(&codebook->events, "event", type_name(type));
    uint64_t quad = 0;
    if (!dtli_str_to_u64(cell(&codebook->events, row, "quad_class"), 4, &quad))
        return 0;
    return (int)quad;
}

double dtli_codebook_intensity(const dtl_codebook *codebook,
                               const dtl_event *event)
{
    double score = 0;
    dtl_str type = type_name(event->type);
    const dtl_table *modes = &codebook->modes;
    for (uint32_t row = 0; event->mode.len && row < modes->rows; row++)
        if (dtli_str_equal(cell(modes, row, "event"), type) &&
            dtli_str_equal(cell(modes, row, "mode"), event->mode) &&
            dtli_str_to_double(cell(modes, row, "score"), &score))
            return score;
    uint32_t row = find_row(&codebook->events, "event", type);
    if (!dtli_str_to_double(cell(&codebook->events, row, "score"), &score))
        return 0;
    return score;
}

double dtli_codebook_goldstein(const dtl_codebook *codebook, dtl_str cameo)
{
    double score = 0;
    uint32_t row = find_row(&codebook->cameo, "code", cameo);
    if (!dtli_str_to_double(cell(&codebook->cameo, row, "goldstein"), &score))
        return 0;
    return score;
}

dtl_str dtli_codebook_context(const dtl_codebook *codebook, unsigned bit)
{
    return cell(&codebook->contexts, bit, "context");
}
