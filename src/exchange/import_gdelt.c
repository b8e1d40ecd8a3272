/* import_gdelt.c — rows of GDELT's event table: 61 columns of version 2.0,
 * 58 or 57 of 1.0 (without the second-level divisions, and from before April
 * 2013 without the address). */
#include "base/error.h"
#include "exchange/gdelt.h"
#include "exchange/import.h"

enum {
    ID,
    DAY,
    CODE_1,
    NAME_1,
    COUNTRY_1,
    CODE_2,
    NAME_2,
    COUNTRY_2,
    ROOT,
    EVENT,
    GOLDSTEIN,
    MENTIONS,
    SOURCES,
    ARTICLES,
    TONE,
    GEO_TYPE,
    GEO_NAME,
    GEO_COUNTRY,
    GEO_LAT,
    GEO_LON,
    ADDED,
    URL,
    FIELD_COUNT
};

static const dtl_field FIELDS[FIELD_COUNT] = {
    [ID] = { "GLOBALEVENTID", NULL, 0, 0, true },
    [DAY] = { "SQLDATE", "Day", 1, 1, true },
    [CODE_1] = { "Actor1Code", NULL, 5, 5, true },
    [NAME_1] = { "Actor1Name", NULL, 6, 6, false },
    [COUNTRY_1] = { "Actor1CountryCode", NULL, 7, 7, false },
    [CODE_2] = { "Actor2Code", NULL, 15, 15, true },
    [NAME_2] = { "Actor2Name", NULL, 16, 16, false },
    [COUNTRY_2] = { "Actor2CountryCode", NULL, 17, 17, false },
    [ROOT] = { "IsRootEvent", NULL, 25, 25, false },
    [EVENT] = { "EventCode", NULL, 26, 26, true },
    [GOLDSTEIN] = { "GoldsteinScale", NULL, 30, 30, false },
    [MENTIONS] = { "NumMentions", NULL, 31, 31, false },
    [SOURCES] = { "NumSources", NULL, 32, 32, false },
    [ARTICLES] = { "NumArticles", NULL, 33, 33, false },
    [TONE] = { "AvgTone", NULL, 34, 34, false },
    [GEO_TYPE] = { "ActionGeo_Type", NULL, 51, 49, false },
    [GEO_NAME] = { "ActionGeo_FullName", NULL, 52, 50, false },
    [GEO_COUNTRY] = { "ActionGeo_CountryCode", NULL, 53, 51, false },
    [GEO_LAT] = { "ActionGeo_Lat", NULL, 56, 53, false },
    [GEO_LON] = { "ActionGeo_Long", NULL, 57, 54, false },
    [ADDED] = { "DATEADDED", NULL, 59, 56, false },
    [URL] = { "SOURCEURL", NULL, 60, 57, false },
};

/* The types of places: how much of the full name is what. */
enum { GEO_NONE, GEO_LAND, GEO_STATE, GEO_US_CITY, GEO_CITY, GEO_REGION };

/* One actor, where its code or name tells one. */
static void read_side(const dtl_reading *reading, int code,
                      dtl_imported_side *out)
{
    dtl_str name = dtli_cell(reading, code + NAME_1 - CODE_1);
    dtl_str country = dtli_cell(reading, code + COUNTRY_1 - CODE_1);
    dtl_imported_actor actor = { .text = name, .name = name };
    dtli_import_actor(reading, dtli_cell(reading, code), false, &actor);
    if (actor.country.len == 0 && !dtli_str_is(country, "EUR"))
        actor.country = dtli_book_state(reading->book, country);
    if (name.len == 0 && actor.country.len == 0 && actor.sector_count == 0)
        return;
    /* One name for a country, whatever its letters are. */
    dtl_str known = dtli_book_country_name(
        reading->book, dtli_book_country(reading->book, name));
    if (known.len && name.len > 3)
        actor.name = known;
    dtli_import_one(reading, &actor, out);
}

/* "Basra, Al Basrah, Iraq": the city, its division, its country. */
static void read_place(const dtl_reading *reading, dtl_imported_place *out)
{
    uint64_t type = GEO_NONE;
    dtl_str rest = dtli_cell(reading, GEO_NAME), part[3] = { { 0 } };
    if (!dtli_str_to_u64(dtli_cell(reading, GEO_TYPE), GEO_REGION, &type) ||
        type == GEO_NONE)
        return;
    for (int i = 0; i < 3 && dtli_str_split(&rest, ',', &part[i]); i++)
        part[i] = dtli_str_trim(part[i]);
    out->told = true;
    out->name = part[0];
    out->country = dtli_gdelt_iso3(dtli_cell(reading, GEO_COUNTRY));
    switch (type) {
    case GEO_LAND:
        out->precision = "country";
        break;
    case GEO_STATE:
    case GEO_REGION:
        out->precision = "admin1";
        out->admin1 = part[0];
        break;
    default:
        out->precision = "city";
        if (part[2].len)
            out->admin1 = part[1];
    }
    dtl_str known = dtli_book_country_name(reading->book, out->country);
    if (type == GEO_LAND && known.len)
        out->name = known;
    dtli_import_point(dtli_cell(reading, GEO_LAT), dtli_cell(reading, GEO_LON),
                      out);
}

/* "news.example.org" of "https://www.news.example.org/2020/a.html". */
static dtl_str host_of(dtl_str url)
{
    size_t from = 0;
    while (from + 3 <= url.len &&
           !dtli_str_is((dtl_str){ url.ptr + from, 3 }, "://"))
        from++;
    if (from + 3 > url.len)
        return DTL_STR("");
    dtl_str host = dtli_str_slice(url, from + 3, url.len);
    host = dtli_str_slice(host, 0, dtli_str_find(host, '/', 0));
    if (dtli_str_starts(host, DTL_STR("www.")))
        host = dtli_str_slice(host, 4, host.len);
    return host;
}

/* The article that the address names; without one, the day's rows. */
static void read_document(const dtl_reading *reading, dtl_imported *out)
{
    out->published = dtli_import_day(reading, dtli_cell(reading, ADDED));
    out->url = dtli_cell(reading, URL);
    out->source = host_of(out->url);
    out->doc = dtli_import_key(reading, "gdelt",
                               out->url.len ? out->url : out->published);
}

static void read_reach(const dtl_reading *reading, dtl_imported_reach *out)
{
    out->told = dtli_str_to_u64(dtli_cell(reading, MENTIONS), UINT32_MAX,
                                &out->mentions) &&
                dtli_str_to_u64(dtli_cell(reading, SOURCES), UINT32_MAX,
                                &out->sources) &&
                dtli_str_to_u64(dtli_cell(reading, ARTICLES), UINT32_MAX,
                                &out->articles) &&
                dtli_str_to_double(dtli_cell(reading, TONE), &out->tone);
    out->root = dtli_str_is(dtli_cell(reading, ROOT), "1");
}

static dtl_status read_row(const dtl_reading *reading, dtl_imported *out)
{
    uint64_t number;
    dtl_str id = dtli_cell(reading, ID);
    if (!dtli_str_to_u64(id, UINT64_MAX, &number))
        return dtli_cell_fail(reading, ID, "E748: no id of an event: '%.*s'",
                              dtli_cell_shown(id), id.ptr);
    out->id = dtli_import_key(reading, "gdelt", id);
    out->day = dtli_import_day(reading, dtli_cell(reading, DAY));
    if (out->day.len == 0)
        return dtli_cell_fail(reading, DAY, "E749: no day: '%.*s'",
                              dtli_cell_shown(dtli_cell(reading, DAY)),
                              dtli_cell(reading, DAY).ptr);
    read_side(reading, CODE_1, &out->actors);
    read_side(reading, CODE_2, &out->recipients);
    read_place(reading, &out->place);
    read_document(reading, out);
    read_reach(reading, &out->reach);
    return dtli_import_cameo(reading, EVENT, GOLDSTEIN, out);
}

const dtl_form DTLI_FORM_GDELT = { .name = "gdelt",
                                   .fields = FIELDS,
                                   .count = FIELD_COUNT,
                                   .width = 61,
                                   .older = 58,
                                   .oldest = 57,
                                   .read = read_row };
