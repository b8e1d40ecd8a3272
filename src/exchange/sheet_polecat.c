/* sheet_polecat.c — the 40 columns of POLECAT, a row an event; lists are
 * joined by ';'. */
#include "exchange/exchange.h"

static void event_id(const dtl_row *row, const dtl_column *column,
                     dtl_buf *out)
{
    dtli_buf_add(out,
                 dtli_cell_own_id(dtli_json_get_str(row->record, column->key),
                                  "polecat"));
}

/* The day that the event began, or the first that is known of it. */
static void day(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    json_object *date = dtli_json_get(row->record, column->key);
    dtl_str text = dtli_json_get_str(date, "from");
    if (text.len == 0)
        text = dtli_json_get_str(date, "to");
    dtli_buf_add(out, text.len ? text : row->published);
}

static void quad(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    static const char *const NAMES[] = {
        "", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT",
        "MATERIAL CONFLICT"
    };
    int64_t quad = dtli_json_get_int(row->record, column->key, 0);
    if (quad >= 1 && quad <= 4)
        dtli_buf_add(out, dtli_str(NAMES[quad]));
}

static const char *list_of(const dtl_column *column)
{
    return column->number == DTL_SIDE_ACTOR ? "actors" : "recipients";
}

static void add_to(dtl_buf *out, size_t start, dtl_str text)
{
    if (text.len && out->len > start)
        dtli_buf_add_char(out, ';');
    dtli_buf_add(out, text);
}

/* Member `key` of each, joined, empty ones left out. */
static void people(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    const char *list = list_of(column);
    size_t count = dtli_json_get_count(row->record, list), start = out->len;
    for (size_t i = 0; i < count; i++)
        add_to(out, start,
               dtli_json_get_str(dtli_json_get_item(row->record, list, i),
                                 column->key));
}

static void first_sector(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out)
{
    json_object *actor =
        dtli_json_get_item(row->record, list_of(column), 0);
    if (dtli_json_get_count(actor, "sectors"))
        dtli_buf_add(out,
                     dtli_json_str(dtli_json_get_item(actor, "sectors", 0)));
}

static void sectors(const dtl_row *row, const dtl_column *column,
                    dtl_buf *out)
{
    const char *list = list_of(column);
    size_t count = dtli_json_get_count(row->record, list), start = out->len;
    for (size_t i = 0; i < count; i++) {
        json_object *actor = dtli_json_get_item(row->record, list, i);
        size_t many = dtli_json_get_count(actor, "sectors");
        for (size_t k = 0; k < many; k++)
            add_to(out, start,
                   dtli_json_str(dtli_json_get_item(actor, "sectors", k)));
    }
}

static void city(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    json_object *place = dtli_json_get(row->record, "place");
    if (dtli_str_is(dtli_json_get_str(place, "precision"), "city"))
        dtli_buf_add(out, dtli_json_get_str(place, column->key));
}

static void language(const dtl_row *row, const dtl_column *column,
                     dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->lang);
}

static void version(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->version);
}

#define SIDE(name, side)                                                     \
    { name " Name", DTL_COLUMN_TEXT, people, "name", side },                 \
    { name " Country", DTL_COLUMN_TEXT, people, "country", side },           \
    { name " COW", DTL_COLUMN_TEXT, NULL, NULL, 0 },                         \
    { "Primary " name " Sector", DTL_COLUMN_TEXT, first_sector, NULL,        \
      side },                                                                \
    { name " Sectors", DTL_COLUMN_TEXT, sectors, NULL, side },               \
    { name " Title", DTL_COLUMN_TEXT, NULL, NULL, 0 },                       \
    { name " Name Raw", DTL_COLUMN_TEXT, people, "text", side },             \
    { "Wikipedia " name " ID", DTL_COLUMN_TEXT, NULL, NULL, 0 }

static const dtl_column COLUMNS[] = {
    { "Event ID", DTL_COLUMN_TEXT, event_id, "id", 0 },
    { "Event Date", DTL_COLUMN_DAY, day, "date", 0 },
    { "Event Type", DTL_COLUMN_TEXT, dtli_cell_record, "event", 0 },
    { "Event Mode", DTL_COLUMN_TEXT, dtli_cell_record, "mode", 0 },
    { "Intensity", DTL_COLUMN_REAL, dtli_cell_number, "intensity", 1 },
    { "Quad Code", DTL_COLUMN_TEXT, quad, "quad", 0 },
    { "Contexts", DTL_COLUMN_TEXT, dtli_cell_list, "contexts", 0 },
    SIDE("Actor", DTL_SIDE_ACTOR),
    SIDE("Recipient", DTL_SIDE_RECIPIENT),
    { "Placename", DTL_COLUMN_TEXT, dtli_cell_place, "name", 0 },
    { "City", DTL_COLUMN_TEXT, city, "name", 0 },
    { "District", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Province", DTL_COLUMN_TEXT, dtli_cell_place, "admin1", 0 },
    { "Country", DTL_COLUMN_TEXT, dtli_cell_place, "country", 0 },
    { "Latitude", DTL_COLUMN_REAL, dtli_cell_degrees, "lat", 0 },
    { "Longitude", DTL_COLUMN_REAL, dtli_cell_degrees, "lon", 0 },
    { "GeoNames ID", DTL_COLUMN_INTEGER, dtli_cell_geonames, "geonames", 0 },
    { "Raw Placename", DTL_COLUMN_TEXT, dtli_cell_place, "text", 0 },
    { "Feature Type", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Source", DTL_COLUMN_TEXT, dtli_cell_source, NULL, 0 },
    { "Publication Date", DTL_COLUMN_DAY, dtli_cell_published, NULL, 0 },
    { "Story People", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Story Organizations", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Story Locations", DTL_COLUMN_TEXT, NULL, NULL, 0 },
    { "Language", DTL_COLUMN_TEXT, language, NULL, 0 },
    { "Version", DTL_COLUMN_TEXT, version, NULL, 0 },
};

const dtl_sheet DTLI_SHEET_POLECAT = { .format = "polecat",
                                       .columns = COLUMNS,
                                       .count = sizeof COLUMNS /
                                                sizeof COLUMNS[0],
                                       .per = DTL_PER_EVENT,
                                       .head = true,
                                       .separator = '\t' };
