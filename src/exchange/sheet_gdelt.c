/* sheet_gdelt.c — the 61 columns of GDELT 2.0's table of events, a row for
 * each pair of actor and recipient. */
#include "base/utf8.h"
#include "exchange/gdelt.h"

enum {
    LEAD_SENTENCES = 3, /* a headline or place of print, and the lead */
    COUNTRY = 1,        /* kinds of places, as GDELT counts them */
    US_STATE = 2,
    US_CITY = 3,
    OTHER_CITY = 4,
    OTHER_STATE = 5
};

static dtl_gdelt_actor actor_of(const dtl_row *row, const dtl_column *column)
{
    return dtli_gdelt_actor(dtli_row_side(row, column->number));
}

/* "GEOMIL"; "IGOEUREEC", "IGOUNO": a body's type comes first. */
static void actor_code(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    dtl_gdelt_actor actor = actor_of(row, column);
    size_t count = sizeof actor.types / sizeof actor.types[0];
    if (actor.body)
        dtli_buf_add(out, actor.types[0]);
    dtli_buf_add(out, actor.country);
    dtli_buf_add(out, actor.group);
    for (size_t i = actor.body ? 1 : 0; i < count; i++)
        dtli_buf_add(out, actor.types[i]);
}

/* In capitals, as GDELT has names. */
static void actor_name(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    dtl_str name =
        dtli_json_get_str(dtli_row_side(row, column->number), "name");
    uint32_t letter;
    size_t step;
    for (size_t i = 0; i < name.len; i += step) {
        char bytes[4];
        step = dtli_utf8_decode(name, i, &letter);
        if (step == 0)
            return;
        size_t length = dtli_utf8_encode(dtli_utf8_to_upper(letter), bytes);
        dtli_buf_add(out, (dtl_str){ bytes, length });
    }
}

static void actor_country(const dtl_row *row, const dtl_column *column,
                          dtl_buf *out)
{
    dtli_buf_add(out, actor_of(row, column).country);
}

static void actor_group(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    dtli_buf_add(out, actor_of(row, column).group);
}

/* The key tells which one: "1", "2" or "3". */
static void actor_type(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    dtli_buf_add(out, actor_of(row, column).types[column->key[0] - '1']);
}

/* "1979.0027" for 1 January: GDELT's months have thirty days. */
static void fraction_date(const dtl_row *row, const dtl_column *column,
                          dtl_buf *out)
{
    (void)column;
    dtl_civil day = dtli_row_day(row);
    if (day.year == 0)
        return;
    int days = (day.month - 1) * 30 + day.day;
    dtli_buf_printf(out, "%d.%04d", day.year, (days * 20000 + 365) / 730);
}

static void is_root(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    size_t count = dtli_json_get_count(row->record, column->key);
    bool lead = false;
    for (size_t i = 0; i < count && !lead; i++) {
        json_object *m = dtli_json_get_item(row->record, column->key, i);
        lead =
            dtli_json_get_int(m, "sentence", LEAD_SENTENCES) < LEAD_SENTENCES;
    }
    dtli_buf_add_char(out, lead ? '1' : '0');
}

/* By the root: 01 to 05, 06 to 08, 09 to 13, 14 to 20. */
static void quad(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    static const char CLASSES[] = "11111222333334444444";
    uint64_t root;
    dtl_str cameo = dtli_json_get_str(row->record, column->key);
    if (dtli_str_to_u64(dtli_str_slice(cameo, 0, 2), 20, &root) && root > 0)
        dtli_buf_add_char(out, CLASSES[root - 1]);
}

static void add_count(dtl_buf *out, int64_t count)
{
    dtli_buf_printf(out, "%lld", (long long)count);
}

static void mentions(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    add_count(out, row->tally.mentions);
}

static void sources(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    add_count(out, row->tally.sources);
}

static void articles(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    add_count(out, row->tally.articles);
}

static json_object *place_of(const dtl_row *row)
{
    return dtli_json_get(row->record, "place");
}

/* 0 where no place is told. A site, or a stretch of land that is no division
 * of a state, counts as a city does. */
static int place_kind(json_object *place)
{
    dtl_str precision = dtli_json_get_str(place, "precision");
    bool us = dtli_str_is(dtli_json_get_str(place, "country"), "USA");
    if (precision.len == 0)
        return 0;
    if (dtli_str_is(precision, "country"))
        return COUNTRY;
    if (dtli_str_is(precision, "admin1"))
        return us ? US_STATE : OTHER_STATE;
    return us ? US_CITY : OTHER_CITY;
}

/* Actors are not placed: 0, as GDELT has it for them. */
static void no_place(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)row;
    (void)column;
    dtli_buf_add_char(out, '0');
}

static void geo_type(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    add_count(out, place_kind(place_of(row)));
}

static void add_part(dtl_buf *out, dtl_str part, dtl_str before)
{
    if (part.len == 0 || dtli_str_equal(part, before))
        return;
    if (out->len)
        dtli_buf_add(out, DTL_STR(", "));
    dtli_buf_add(out, part);
}

/* "Poti, Samegrelo, Georgia"; "Texas, United States"; "Georgia". */
static void geo_name(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    json_object *place = place_of(row);
    int kind = place_kind(place);
    dtl_str name = dtli_json_get_str(place, "name");
    add_part(out, name, DTL_STR(""));
    if (kind == US_CITY || kind == OTHER_CITY)
        add_part(out, dtli_json_get_str(place, "admin1"), DTL_STR(""));
    if (kind > COUNTRY)
        add_part(out,
                 dtli_gdelt_country_name(dtli_json_get_str(place, "country")),
                 name);
}

static dtl_str division_of(json_object *place)
{
    dtl_str admin1 = dtli_json_get_str(place, "admin1");
    return admin1.len ? admin1 : dtli_json_get_str(place, "name");
}

static dtl_str fips_of(json_object *place)
{
    return dtli_gdelt_fips(dtli_json_get_str(place, "country"),
                           division_of(place));
}

static void geo_country(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, fips_of(place_of(row)));
}

/* "USTX"; "GG" for a country. FIPS numbers of divisions elsewhere are not
 * known here. */
static void geo_division(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out)
{
    (void)column;
    json_object *place = place_of(row);
    int kind = place_kind(place);
    dtl_str state = dtli_gdelt_state(division_of(place));
    if (kind == COUNTRY)
        dtli_buf_add(out, fips_of(place));
    else if ((kind == US_STATE || kind == US_CITY) && state.len)
        dtli_buf_printf(out, "US%.*s", DTL_FMT(state));
}

/* Of countries and states; the numbers of GNS and GNIS, which GDELT has for
 * cities, are not known here. */
static void geo_feature(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)column;
    json_object *place = place_of(row);
    int kind = place_kind(place);
    if (kind == COUNTRY)
        dtli_buf_add(out, fips_of(place));
    else if (kind == US_STATE)
        dtli_buf_add(out, dtli_gdelt_state(division_of(place)));
}

/* The article's id where it has no address. */
static void source_url(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    (void)column;
    dtli_buf_add(out, row->tally.url.len ? row->tally.url : row->tally.doc);
}

#define TEXT DTL_COLUMN_TEXT
#define INTEGER DTL_COLUMN_INTEGER
#define REAL DTL_COLUMN_REAL

#define ACTOR(name, side)                                                      \
    { name "Code", TEXT, actor_code, NULL, side },                             \
        { name "Name", TEXT, actor_name, NULL, side },                         \
        { name "CountryCode", TEXT, actor_country, NULL, side },               \
        { name "KnownGroupCode", TEXT, actor_group, NULL, side },              \
        { name "EthnicCode", TEXT, NULL, NULL, 0 },                            \
        { name "Religion1Code", TEXT, NULL, NULL, 0 },                         \
        { name "Religion2Code", TEXT, NULL, NULL, 0 },                         \
        { name "Type1Code", TEXT, actor_type, "1", side },                     \
        { name "Type2Code", TEXT, actor_type, "2", side },                     \
    {                                                                          \
        name "Type3Code", TEXT, actor_type, "3", side                          \
    }

#define ACTOR_GEO(name)                                                        \
    { name "_Type", INTEGER, no_place, NULL, 0 },                              \
        { name "_FullName", TEXT, NULL, NULL, 0 },                             \
        { name "_CountryCode", TEXT, NULL, NULL, 0 },                          \
        { name "_ADM1Code", TEXT, NULL, NULL, 0 },                             \
        { name "_ADM2Code", TEXT, NULL, NULL, 0 },                             \
        { name "_Lat", REAL, NULL, NULL, 0 },                                  \
        { name "_Long", REAL, NULL, NULL, 0 },                                 \
    {                                                                          \
        name "_FeatureID", TEXT, NULL, NULL, 0                                 \
    }

static const dtl_column COLUMNS[] = {
    { "GLOBALEVENTID", INTEGER, dtli_gdelt_cell_id, NULL, 0 },
    { "SQLDATE", INTEGER, dtli_cell_day_number, NULL, 8 },
    { "MonthYear", INTEGER, dtli_cell_day_number, NULL, 6 },
    { "Year", INTEGER, dtli_cell_day_number, NULL, 4 },
    { "FractionDate", REAL, fraction_date, NULL, 0 },
    ACTOR("Actor1", DTL_SIDE_ACTOR),
    ACTOR("Actor2", DTL_SIDE_RECIPIENT),
    { "IsRootEvent", INTEGER, is_root, "mentions", 0 },
    { "EventCode", TEXT, dtli_cell_record, "cameo", 0 },
    { "EventBaseCode", TEXT, dtli_cell_root, NULL, 3 },
    { "EventRootCode", TEXT, dtli_cell_root, NULL, 2 },
    { "QuadClass", INTEGER, quad, "cameo", 0 },
    { "GoldsteinScale", REAL, dtli_cell_number, "goldstein", 1 },
    { "NumMentions", INTEGER, mentions, NULL, 0 },
    { "NumSources", INTEGER, sources, NULL, 0 },
    { "NumArticles", INTEGER, articles, NULL, 0 },
    { "AvgTone", REAL, NULL, NULL, 0 },
    ACTOR_GEO("Actor1Geo"),
    ACTOR_GEO("Actor2Geo"),
    { "ActionGeo_Type", INTEGER, geo_type, NULL, 0 },
    { "ActionGeo_FullName", TEXT, geo_name, NULL, 0 },
    { "ActionGeo_CountryCode", TEXT, geo_country, NULL, 0 },
    { "ActionGeo_ADM1Code", TEXT, geo_division, NULL, 0 },
    { "ActionGeo_ADM2Code", TEXT, NULL, NULL, 0 },
    { "ActionGeo_Lat", REAL, dtli_cell_degrees, "lat", 0 },
    { "ActionGeo_Long", REAL, dtli_cell_degrees, "lon", 0 },
    { "ActionGeo_FeatureID", TEXT, geo_feature, NULL, 0 },
    { "DATEADDED", INTEGER, dtli_gdelt_cell_added, NULL, 0 },
    { "SOURCEURL", TEXT, source_url, NULL, 0 },
};

const dtl_sheet DTLI_SHEET_GDELT = { .format = "gdelt",
                                     .columns = COLUMNS,
                                     .count =
                                         sizeof COLUMNS / sizeof COLUMNS[0],
                                     .per = DTL_PER_PAIR,
                                     .once = true,
                                     .mutual = true,
                                     .separator = '\t' };
