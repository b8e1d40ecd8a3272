/* sheet_csv.c — the columns of `dateline code --format csv`. */
#include <stdio.h>

#include "exchange/exchange.h"

static void doc(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->doc);
}

/* Member `key` of each actor or recipient, joined. */
static void people(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    const char *list =
        column->number == DTL_SIDE_ACTOR ? "actors" : "recipients";
    size_t count = dtli_json_get_count(row->record, list);
    for (size_t i = 0; i < count; i++)
        dtli_cell_item(
            row, i,
            dtli_json_get_str(dtli_json_get_item(row->record, list, i),
                              column->key),
            out);
}

enum { COUNT_BYTES = 128 }; /* a kind of the codebook and two numbers */

/* "killed=2-5"; "crowd=100-" where nobody tells how many at most. */
static void counts(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    size_t count = dtli_json_get_count(row->record, column->key);
    for (size_t i = 0; i < count; i++) {
        char text[COUNT_BYTES];
        json_object *c = dtli_json_get_item(row->record, column->key, i);
        dtl_str kind = dtli_json_get_str(c, "kind");
        int used = snprintf(text, sizeof text, "%.*s=%lld-",
                            DTL_FMT(dtli_str_slice(kind, 0, 64)),
                            (long long)dtli_json_get_int(c, "min", 0));
        if (used > 0 && dtli_json_get(c, "max"))
            snprintf(text + used, sizeof text - (size_t)used, "%lld",
                     (long long)dtli_json_get_int(c, "max", 0));
        dtli_cell_item(row, i, dtli_str(text), out);
    }
}

static void attribution(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    dtli_buf_add(out, dtli_json_get_str(dtli_json_get(row->record, column->key),
                                        "text"));
}

static void trigger(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->trigger);
}

static void sentence(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->sentence);
}

static const dtl_column COLUMNS[] = {
    { "id", DTL_COLUMN_TEXT, dtli_cell_record, "id", 0 },
    { "doc", DTL_COLUMN_TEXT, doc, NULL, 0 },
    { "published", DTL_COLUMN_DAY, dtli_cell_published, NULL, 0 },
    { "event", DTL_COLUMN_TEXT, dtli_cell_record, "event", 0 },
    { "mode", DTL_COLUMN_TEXT, dtli_cell_record, "mode", 0 },
    { "cameo", DTL_COLUMN_TEXT, dtli_cell_record, "cameo", 0 },
    { "quad", DTL_COLUMN_INTEGER, dtli_cell_integer, "quad", 0 },
    { "goldstein", DTL_COLUMN_REAL, dtli_cell_number, "goldstein", 1 },
    { "intensity", DTL_COLUMN_REAL, dtli_cell_number, "intensity", 1 },
    { "status", DTL_COLUMN_TEXT, dtli_cell_record, "status", 0 },
    { "date_from", DTL_COLUMN_DAY, dtli_cell_date, "from", 0 },
    { "date_to", DTL_COLUMN_DAY, dtli_cell_date, "to", 0 },
    { "date_precision", DTL_COLUMN_TEXT, dtli_cell_date, "precision", 0 },
    { "actor", DTL_COLUMN_LIST, people, "text", DTL_SIDE_ACTOR },
    { "actor_code", DTL_COLUMN_LIST, people, "code", DTL_SIDE_ACTOR },
    { "recipient", DTL_COLUMN_LIST, people, "text", DTL_SIDE_RECIPIENT },
    { "recipient_code", DTL_COLUMN_LIST, people, "code", DTL_SIDE_RECIPIENT },
    { "place", DTL_COLUMN_TEXT, dtli_cell_place, "name", 0 },
    { "country", DTL_COLUMN_TEXT, dtli_cell_place, "country", 0 },
    { "admin1", DTL_COLUMN_TEXT, dtli_cell_place, "admin1", 0 },
    { "lat", DTL_COLUMN_REAL, dtli_cell_degrees, "lat", 0 },
    { "lon", DTL_COLUMN_REAL, dtli_cell_degrees, "lon", 0 },
    { "geonames", DTL_COLUMN_INTEGER, dtli_cell_geonames, "geonames", 0 },
    { "contexts", DTL_COLUMN_LIST, dtli_cell_list, "contexts", 0 },
    { "counts", DTL_COLUMN_LIST, counts, "counts", 0 },
    { "attribution", DTL_COLUMN_TEXT, attribution, "attribution", 0 },
    { "confidence", DTL_COLUMN_REAL, dtli_cell_number, "confidence", 2 },
    { "trigger", DTL_COLUMN_TEXT, trigger, NULL, 0 },
    { "sentence", DTL_COLUMN_TEXT, sentence, NULL, 0 },
};

const dtl_sheet DTLI_SHEET_CSV = { .format = "csv",
                                   .columns = COLUMNS,
                                   .count = sizeof COLUMNS / sizeof COLUMNS[0],
                                   .per = DTL_PER_EVENT,
                                   .head = true,
                                   .separator = ',' };
