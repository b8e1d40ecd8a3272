/* cells.c — cells that several formats share, and CAMEO's actor codes. */
#include "exchange/exchange.h"
#include "write/json.h"

void dtli_cell_record(const dtl_row *row, const dtl_column *column,
                      dtl_buf *out)
{
    dtli_buf_add(out, dtli_json_get_str(row->record, column->key));
}

void dtli_cell_number(const dtl_row *row, const dtl_column *column,
                      dtl_buf *out)
{
    if (dtli_json_get(row->record, column->key))
        dtli_json_decimal(out, dtli_json_get_real(row->record, column->key, 0),
                          column->number);
}

void dtli_cell_integer(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    if (dtli_json_get(row->record, column->key))
        dtli_buf_printf(
            out, "%lld",
            (long long)dtli_json_get_int(row->record, column->key, 0));
}

void dtli_cell_date(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    dtli_buf_add(out, dtli_json_get_str(dtli_json_get(row->record, "date"),
                                        column->key));
}

void dtli_cell_place(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    dtli_buf_add(out, dtli_json_get_str(dtli_json_get(row->record, "place"),
                                        column->key));
}

void dtli_cell_degrees(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    json_object *place = dtli_json_get(row->record, "place");
    if (dtli_json_get(place, column->key))
        dtli_json_decimal(out, dtli_json_get_real(place, column->key, 0), 5);
}

void dtli_cell_geonames(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    json_object *place = dtli_json_get(row->record, "place");
    if (dtli_json_get_int(place, column->key, 0) > 0)
        dtli_buf_printf(out, "%lld",
                        (long long)dtli_json_get_int(place, column->key, 0));
}

void dtli_cell_item(const dtl_row *row, size_t index, dtl_str item,
                    dtl_buf *out)
{
    if (!row->item_end && index > 0)
        dtli_buf_add_char(out, ';');
    for (size_t i = 0; i < item.len; i++)
        dtli_buf_add_char(out, row->item_end && item.ptr[i] == row->item_end
                                   ? ' '
                                   : item.ptr[i]);
    if (row->item_end)
        dtli_buf_add_char(out, row->item_end);
}

void dtli_cell_list(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    size_t count = dtli_json_get_count(row->record, column->key);
    for (size_t i = 0; i < count; i++)
        dtli_cell_item(
            row, i,
            dtli_json_str(dtli_json_get_item(row->record, column->key, i)),
            out);
}

void dtli_cell_published(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->published);
}

void dtli_cell_source(const dtl_row *row, const dtl_column *column,
                      dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->source);
}

void dtli_cell_url(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->url);
}

/* The first `number` digits of the CAMEO code. */
void dtli_cell_root(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    dtl_str cameo = dtli_json_get_str(row->record, "cameo");
    dtli_buf_add(out, dtli_str_slice(cameo, 0, (size_t)column->number));
}

dtl_civil dtli_row_day(const dtl_row *row)
{
    json_object *date = dtli_json_get(row->record, "date");
    dtl_str text = dtli_json_get_str(date, "from");
    if (text.len == 0)
        text = dtli_json_get_str(date, "to");
    if (text.len == 0)
        text = row->published;
    return dtli_day_to_civil(dtli_day_parse(text));
}

/* "20200105", or its first `number` digits, or from there on: 8 the day, 6
 * the month, 4 the year, 2 the month alone, 1 the day alone. */
void dtli_cell_day_number(const dtl_row *row, const dtl_column *column,
                          dtl_buf *out)
{
    dtl_civil day = dtli_row_day(row);
    if (day.year == 0)
        return;
    if (column->number >= 4)
        dtli_buf_printf(out, "%04d", day.year);
    if (column->number >= 6)
        dtli_buf_printf(out, "%02d", day.month);
    if (column->number >= 8)
        dtli_buf_printf(out, "%02d", day.day);
    if (column->number <= 2)
        dtli_buf_printf(out, "%d", column->number == 2 ? day.month : day.day);
}

dtl_str dtli_cell_own_id(dtl_str id, const char *origin)
{
    dtl_str before = dtli_str(origin);
    if (dtli_str_starts(id, before) && id.len > before.len &&
        id.ptr[before.len] == ':')
        return dtli_str_slice(id, before.len + 1, id.len);
    return id;
}

json_object *dtli_row_side(const dtl_row *row, int side)
{
    return side == DTL_SIDE_ACTOR ? row->actor : row->recipient;
}

/* PLOVER's sectors that CAMEO writes otherwise or does not have: agents of
 * the CAMEO manual 1.1b3, chapter 4. */
static const char *const SECTORS[][2] = {
    { "JRN", "MED" }, { "MED", "HLH" }, { "PRM", "UAF" }, { "SOC", "CVL" },
    { "REL", "CVL" }, { "UNK", "" },    { "PRE", "" },
};

dtl_str dtli_sector_to_cameo(dtl_str sector)
{
    for (size_t i = 0; i < sizeof SECTORS / sizeof SECTORS[0]; i++)
        if (dtli_str_is(sector, SECTORS[i][0]))
            return dtli_str(SECTORS[i][1]);
    return sector;
}

/* The United Nations are IGOUNO: kind of body first, as CAMEO has it. */
void dtli_cameo_actor(json_object *actor, dtl_buf *out)
{
    dtl_str country = dtli_json_get_str(actor, "country");
    size_t count = dtli_json_get_count(actor, "sectors");
    if (dtli_str_is(country, "UNO"))
        dtli_buf_add(out, DTL_STR("IGO"));
    dtli_buf_add(out, country);
    for (size_t i = 0; i < count; i++)
        dtli_buf_add(out, dtli_sector_to_cameo(dtli_json_str(
                              dtli_json_get_item(actor, "sectors", i))));
}
