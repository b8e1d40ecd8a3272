/* sheet_phoenix.c — the 26 columns of Phoenix, a row for each pair of actor
 * and recipient, as the ICEWS family has it. */
#include "exchange/exchange.h"

/* "1f3c..._0.2.0"; from the second pair on "1f3c...-2_0.2.0". */
static void event_id(const dtl_row *row, const dtl_column *column,
                     dtl_buf *out)
{
    dtli_buf_add(out,
                 dtli_cell_own_id(dtli_json_get_str(row->record, column->key),
                                  "phoenix"));
    if (row->pair > 0)
        dtli_buf_printf(out, "-%zu", row->pair + 1);
    if (row->version.len)
        dtli_buf_printf(out, "_%.*s", DTL_FMT(row->version));
}

static void full(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    dtli_cameo_actor(dtli_row_side(row, column->number), out);
}

/* UNO and EUR are bodies of governments: the kind is the entity, the body
 * an attribute. */
static bool is_body(dtl_str country)
{
    return dtli_str_is(country, "UNO") || dtli_str_is(country, "EUR");
}

static void entity(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    dtl_str country = dtli_json_get_str(dtli_row_side(row, column->number),
                                        "country");
    dtli_buf_add(out, is_body(country) ? DTL_STR("IGO") : country);
}

/* Index of the first sector that is a role of Phoenix; `count` for none. */
static size_t role_index(json_object *actor, size_t count)
{
    static const char *const ROLES[] = { "GOV", "MIL", "REB", "OPP", "PTY",
                                         "COP", "JUD", "SPY", "MED", "EDU",
                                         "BUS", "CRM", "CVL" };
    size_t i = 0;
    while (i < count &&
           !DTL_STR_IS_ANY(dtli_sector_to_cameo(dtli_json_str(
                               dtli_json_get_item(actor, "sectors", i))),
                           ROLES))
        i++;
    return i;
}

static void role(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    json_object *actor = dtli_row_side(row, column->number);
    size_t count = dtli_json_get_count(actor, "sectors");
    size_t i = role_index(actor, count);
    if (i < count)
        dtli_buf_add(out, dtli_sector_to_cameo(dtli_json_str(
                              dtli_json_get_item(actor, "sectors", i))));
}

static void attribute(const dtl_row *row, const dtl_column *column,
                      dtl_buf *out)
{
    json_object *actor = dtli_row_side(row, column->number);
    dtl_str country = dtli_json_get_str(actor, "country");
    size_t count = dtli_json_get_count(actor, "sectors");
    size_t skip = role_index(actor, count), start = out->len;
    if (is_body(country))
        dtli_buf_add(out, country);
    for (size_t i = 0; i < count; i++) {
        dtl_str sector = dtli_sector_to_cameo(
            dtli_json_str(dtli_json_get_item(actor, "sectors", i)));
        if (i == skip || sector.len == 0)
            continue;
        dtli_buf_add(out, out->len > start ? DTL_STR(";") : DTL_STR(""));
        dtli_buf_add(out, sector);
    }
}

/* By the root of the code: 01 and 02 are neutral; 16, a cut of ties, counts
 * as verbal here, other than in GDELT. */
static void quad(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    static const char CLASSES[] = "00111222333334434444"; /* 01 to 20 */
    uint64_t root;
    dtl_str cameo = dtli_json_get_str(row->record, column->key);
    if (dtli_str_to_u64(dtli_str_slice(cameo, 0, 2), 20, &root) && root > 0)
        dtli_buf_add_char(out, CLASSES[root - 1]);
}

static void sentences(const dtl_row *row, const dtl_column *column,
                      dtl_buf *out)
{
    size_t count = dtli_json_get_count(row->record, column->key);
    dtl_str id = dtli_cell_own_id(row->doc, "phoenix");
    for (size_t i = 0; i < count; i++) {
        json_object *m = dtli_json_get_item(row->record, column->key, i);
        dtli_buf_printf(out, "%s%.*s_%lld", i > 0 ? ";" : "", DTL_FMT(id),
                        (long long)dtli_json_get_int(m, "sentence", 0));
    }
}

#define SIDE(prefix, side)                                              \
    { prefix "ActorFull", DTL_COLUMN_TEXT, full, NULL, side },          \
    { prefix "ActorEntity", DTL_COLUMN_TEXT, entity, NULL, side },      \
    { prefix "ActorRole", DTL_COLUMN_TEXT, role, NULL, side },          \
    { prefix "ActorAttribute", DTL_COLUMN_TEXT, attribute, NULL, side }

static const dtl_column COLUMNS[] = {
    { "EventID", DTL_COLUMN_TEXT, event_id, "id", 0 },
    { "Date", DTL_COLUMN_TEXT, dtli_cell_day_number, NULL, 8 },
    { "Year", DTL_COLUMN_INTEGER, dtli_cell_day_number, NULL, 4 },
    { "Month", DTL_COLUMN_INTEGER, dtli_cell_day_number, NULL, 2 },
    { "Day", DTL_COLUMN_INTEGER, dtli_cell_day_number, NULL, 1 },
    SIDE("Source", DTL_SIDE_ACTOR),
    SIDE("Target", DTL_SIDE_RECIPIENT),
    { "EventCode", DTL_COLUMN_TEXT, dtli_cell_record, "cameo", 0 },
    { "EventRootCode", DTL_COLUMN_TEXT, dtli_cell_root, NULL, 2 },
    { "QuadClass", DTL_COLUMN_INTEGER, quad, "cameo", 0 },
    { "GoldsteinScore", DTL_COLUMN_REAL, dtli_cell_number, "goldstein", 1 },
    { "Issues", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Lat", DTL_COLUMN_REAL, dtli_cell_degrees, "lat", 0 },
    { "Lon", DTL_COLUMN_REAL, dtli_cell_degrees, "lon", 0 },
    { "LocationName", DTL_COLUMN_TEXT, dtli_cell_place, "name", 0 },
    { "StateName", DTL_COLUMN_TEXT, dtli_cell_place, "admin1", 0 },
    { "CountryCode", DTL_COLUMN_TEXT, dtli_cell_place, "country", 0 },
    { "SentenceID", DTL_COLUMN_TEXT, sentences, "mentions", 0 },
    { "URLs", DTL_COLUMN_TEXT, dtli_cell_url, NULL, 0 },
    { "NewsSources", DTL_COLUMN_TEXT, dtli_cell_source, NULL, 0 },
};

const dtl_sheet DTLI_SHEET_PHOENIX = { .format = "phoenix",
                                       .columns = COLUMNS,
                                       .count = sizeof COLUMNS /
                                                sizeof COLUMNS[0],
                                       .per = DTL_PER_PAIR,
                                       .head = true,
                                       .separator = '\t' };
