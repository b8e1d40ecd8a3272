/* gazetteer_sources.c — countries, towns and our own table of places.
 *
 * Input: data/actors/countries.tsv, data/gazetteer/centres.tsv and
 * extra.tsv, cities500 of GeoNames as the npm package has it (19 columns).
 * Order matters: countries give the codes that all others refer to, our own
 * rows join towns and provinces that are there already.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "gazetteer_build.h"
#include "resolve/place_fold.h"

enum {
    CITY_COLUMNS = 19,
    PATH_SIZE = 4096,
    COUNTRY_IMPORTANCE = 190,
    CAPITAL_BONUS = 20,
    SECTION_MALUS = 10,
    MERGE_DISTANCE = 40000, /* 1e-5 degrees: the same town */
    NAME_SHORTEST = 2,
    ALTERNATE_SHORTEST = 4
};

uint8_t gaz_importance(double population)
{
    double value = 20 * log10(1 + population);
    return (uint8_t)(value > 250 ? 250 : lround(value));
}

uint8_t gaz_feature(gaz_builder *b, dtl_str feature)
{
    for (uint32_t i = 0; i < b->feature_count; i++)
        if (dtli_str_equal(b->features[i], feature))
            return (uint8_t)i;
    if (b->feature_count >= UINT8_MAX ||
        !dtli_arena_grow(b->arena, &b->features, b->feature_count,
                         &b->feature_capacity, sizeof *b->features))
        return 0;
    b->features[b->feature_count] = dtli_arena_str(b->arena, feature);
    return (uint8_t)b->feature_count++;
}

uint32_t gaz_add_place(gaz_builder *b, const gaz_place *place)
{
    if (!dtli_arena_grow(b->arena, &b->places, b->place_count,
                         &b->place_capacity, sizeof *b->places))
        return GAZ_NONE;
    gaz_place *p = &b->places[b->place_count];
    *p = *place;
    p->name = dtli_arena_str(b->arena, place->name);
    if (!p->name.ptr ||
        !gaz_add_name(b, p->name, b->place_count, GAZ_MAIN, NAME_SHORTEST))
        return GAZ_NONE;
    return b->place_count++;
}

bool gaz_add_name(gaz_builder *b, dtl_str name, uint32_t place,
                  dtl_gaz_kind kind, size_t shortest)
{
    char folded[DTLI_FOLD_MAX];
    size_t length = dtli_place_fold(name, folded);
    if (length < shortest)
        return true;
    if (!dtli_arena_grow(b->arena, &b->names, b->name_count,
                         &b->name_capacity, sizeof *b->names))
        return false;
    dtl_str key = dtli_arena_str(b->arena, (dtl_str){ folded, length });
    b->names[b->name_count++] = (gaz_name){ key, place, kind };
    return key.ptr != NULL;
}

dtl_status gaz_load_table(const char *path, dtl_buf *section,
                          dtl_table *table, dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status == DTL_OK) {
        status = dtli_table_encode(map.bytes, section, err);
        dtli_map_close(&map);
    }
    if (status == DTL_OK)
        status = dtli_table_init(dtli_buf_str(section), table, err);
    dtli_error_source(err, path);
    return status;
}

/* Degrees as 1e-5 units; false where `text` is no number in range. */
static bool degrees(dtl_str text, double limit, int32_t *out)
{
    double value = 0;
    if (!dtli_str_to_double(text, &value) || value < -limit || value > limit)
        return false;
    *out = (int32_t)lround(value / GAZ_DEGREES);
    return true;
}

/* Adds the names of a cell, "Holland|The Netherlands". Words all in
 * capitals match only as such: "UAE", "U.S.". */
static bool add_cell(gaz_builder *b, dtl_str cell, uint32_t place,
                     dtl_gaz_kind kind)
{
    dtl_str name;
    while (cell.len > 0 && dtli_str_split(&cell, '|', &name)) {
        dtl_gaz_kind as = kind == GAZ_ALTERNATE && dtli_place_is_capitals(name)
                              ? GAZ_CAPITALS : kind;
        if (!gaz_add_name(b, dtli_str_trim(name), place, as, NAME_SHORTEST))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------ countries */

static bool add_country(gaz_builder *b, const dtl_table *t, uint32_t row)
{
    dtl_str iso3 = dtli_table_cell(t, row, dtli_table_column(t, "iso3"));
    dtl_str iso2 = dtli_table_cell(t, row, dtli_table_column(t, "iso2"));
    uint64_t id = 0;
    gaz_place place = { .country = (uint16_t)b->country_count,
                        .admin1 = GAZ_NONE16,
                        .feature = gaz_feature(b, DTL_STR("A.PCLI")),
                        .importance = COUNTRY_IMPORTANCE };
    place.name = dtli_table_cell(t, row, dtli_table_column(t, "name"));
    (void)dtli_str_to_u64(
        dtli_table_cell(t, row, dtli_table_column(t, "geonames")),
        UINT32_MAX, &id);
    place.geonames = (uint32_t)id;
    if (!dtli_arena_grow(b->arena, &b->countries, b->country_count,
                         &b->country_capacity, sizeof *b->countries))
        return false;
    gaz_country *c = &b->countries[b->country_count];
    memcpy(c->iso3, iso3.ptr, iso3.len < 3 ? iso3.len : 3);
    memcpy(c->iso2, iso2.ptr, iso2.len < 2 ? iso2.len : 2);
    bool located =
        degrees(dtli_table_cell(t, row, dtli_table_column(t, "lat")), 90,
                &place.lat) &&
        degrees(dtli_table_cell(t, row, dtli_table_column(t, "lon")), 180,
                &place.lon);
    c->place = located ? gaz_add_place(b, &place) : GAZ_NONE;
    bool ok = dtli_strmap_put(b->iso3, dtli_arena_str(b->arena, iso3),
                              b->country_count) &&
              (iso2.len == 0 ||
               dtli_strmap_put(b->iso2, dtli_arena_str(b->arena, iso2),
                               b->country_count));
    b->country_count++;
    if (!located) /* uninhabited: "Bouvet Island" */
        return ok;
    return ok && c->place != GAZ_NONE &&
           add_cell(b, dtli_table_cell(t, row,
                                       dtli_table_column(t, "aliases")),
                    c->place, GAZ_ALTERNATE) &&
           add_cell(b, dtli_table_cell(t, row,
                                       dtli_table_column(t, "demonyms")),
                    c->place, GAZ_DEMONYM);
}

static dtl_status read_countries(gaz_builder *b, const char *path,
                                 dtl_error *err)
{
    dtl_buf section;
    dtl_table table;
    dtli_buf_init(&section, (size_t)1 << 26);
    dtl_status status = gaz_load_table(path, &section, &table, err);
    for (uint32_t row = 0; status == DTL_OK && row < table.rows; row++)
        if (!add_country(b, &table, row))
            status = dtl_fail(err, DTL_SYNTAX, row + 2, 0,
                              "E912: bad row of countries");
    dtli_buf_clear(&section);
    dtli_error_source(err, path);
    return status;
}

/* Moves countries from their capital to their middle (centres.tsv). */
static dtl_status read_centres(gaz_builder *b, const char *path,
                               dtl_error *err)
{
    dtl_buf section;
    dtl_table t;
    dtli_buf_init(&section, (size_t)1 << 26);
    dtl_status status = gaz_load_table(path, &section, &t, err);
    for (uint32_t row = 0; status == DTL_OK && row < t.rows; row++) {
        uint32_t c = dtli_strmap_get(b->iso3, dtli_table_cell(&t, row, 0),
                                     GAZ_NONE);
        int32_t lat = 0, lon = 0;
        if (c == GAZ_NONE || b->countries[c].place == GAZ_NONE ||
            !degrees(dtli_table_cell(&t, row, 1), 90, &lat) ||
            !degrees(dtli_table_cell(&t, row, 2), 180, &lon)) {
            status = dtl_fail(err, DTL_SYNTAX, row + 2, 0,
                              "E913: bad row of centres");
            break;
        }
        b->places[b->countries[c].place].lat = lat;
        b->places[b->countries[c].place].lon = lon;
    }
    dtli_buf_clear(&section);
    dtli_error_source(err, path);
    return status;
}

/* ---------------------------------------------------------------- towns */

static bool add_alternates(gaz_builder *b, dtl_str cell, uint32_t place)
{
    dtl_str name;
    while (cell.len > 0 && dtli_str_split(&cell, ',', &name))
        if (dtli_place_is_alternate(name) &&
            !gaz_add_name(b, name, place, GAZ_ALTERNATE, ALTERNATE_SHORTEST))
            return false;
    return true;
}

static gaz_division *find_division(const dtl_strmap *codes,
                                   gaz_division *divisions, dtl_str code)
{
    uint32_t at = dtli_strmap_get(codes, code, GAZ_NONE);
    return at == GAZ_NONE ? NULL : &divisions[at];
}

/* Key of b->towns: country and folded name. */
static dtl_str town_key(gaz_builder *b, uint16_t country, dtl_str name)
{
    char folded[DTLI_FOLD_MAX];
    size_t length = dtli_place_fold(name, folded);
    return dtli_arena_printf(b->arena, "%u/%.*s", country, (int)length,
                             folded);
}

static bool count_divisions(gaz_builder *b, const dtl_str *col,
                            gaz_place *town)
{
    char code[64];
    dtl_str admin1 = gaz_newer_admin1(b, col[8], town, col[10]);
    int n = snprintf(code, sizeof code, "%.*s.%.*s", DTL_FMT(col[8]),
                     DTL_FMT(admin1));
    if (n < 0 || n >= (int)sizeof code)
        return true;
    gaz_division *d = find_division(b->admin1_codes, b->admin1,
                                    (dtl_str){ code, (size_t)n });
    if (d) {
        gaz_division_count(d, town);
        town->admin1 = (uint16_t)(d - b->admin1);
    }
    int m = snprintf(code + n, sizeof code - (size_t)n, ".%.*s",
                     DTL_FMT(col[11]));
    if (m <= 1 || n + m >= (int)sizeof code)
        return true;
    d = find_division(b->admin2_codes, b->admin2,
                      (dtl_str){ code, (size_t)(n + m) });
    if (d)
        gaz_division_count(d, town);
    return true;
}

static uint8_t town_importance(uint64_t population, dtl_str code)
{
    int value = gaz_importance((double)population);
    if (dtli_str_is(code, "PPLC"))
        value += CAPITAL_BONUS;
    else if (dtli_str_is(code, "PPLX"))
        value -= SECTION_MALUS;
    return (uint8_t)(value < 0 ? 0 : value > 250 ? 250 : value);
}

static bool add_town(gaz_builder *b, const dtl_str *col)
{
    char feature[GAZ_FEATURE_SIZE + 1];
    uint64_t id = 0, population = 0;
    gaz_place town = { .admin1 = GAZ_NONE16, .name = col[1] };
    uint32_t country = dtli_strmap_get(b->iso2, col[8], GAZ_NONE);
    if (country == GAZ_NONE || !degrees(col[4], 90, &town.lat) ||
        !degrees(col[5], 180, &town.lon) ||
        !dtli_str_to_u64(col[0], UINT32_MAX, &id) || col[1].len > 200)
        return true; /* a row without a place we could use */
    (void)dtli_str_to_u64(col[14], UINT32_MAX, &population);
    snprintf(feature, sizeof feature, "%.*s.%.*s", DTL_FMT(col[6]),
             DTL_FMT(col[7]));
    town.geonames = (uint32_t)id;
    town.population = (uint32_t)population;
    town.country = (uint16_t)country;
    town.feature = gaz_feature(b, dtli_str(feature));
    town.importance = town_importance(population, col[7]);
    if (!count_divisions(b, col, &town))
        return false;
    uint32_t place = gaz_add_place(b, &town);
    return place != GAZ_NONE &&
           gaz_add_name(b, col[2], place, GAZ_MAIN, NAME_SHORTEST) &&
           add_alternates(b, col[3], place) &&
           dtli_strmap_put(b->towns, town_key(b, town.country, col[1]),
                           place);
}

static dtl_status read_towns(gaz_builder *b, const char *path,
                             dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    uint64_t number = 0;
    while (status == DTL_OK && dtli_str_split(&rest, '\n', &line)) {
        dtl_str col[CITY_COLUMNS], field;
        int columns = 0;
        number++;
        while (columns < CITY_COLUMNS && dtli_str_split(&line, '\t', &field))
            col[columns++] = field;
        if (columns == CITY_COLUMNS && !add_town(b, col))
            status = dtl_fail(err, DTL_NOMEM, number, 0,
                              "E001: out of memory");
    }
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}

/* -------------------------------------------------------- our own places */

static gaz_division *named_division(gaz_builder *b, uint16_t country,
                                    dtl_str name)
{
    char want[DTLI_FOLD_MAX], have[DTLI_FOLD_MAX];
    size_t length = dtli_place_fold(name, want);
    for (uint32_t i = 0; length > 0 && i < b->admin1_count; i++) {
        gaz_division *d = &b->admin1[i];
        if (d->country == country &&
            dtli_place_fold(d->name, have) == length &&
            memcmp(want, have, length) == 0)
            return d;
    }
    return NULL;
}

/* A town of that name and country close by, or GAZ_NONE. */
static uint32_t same_town(gaz_builder *b, const gaz_place *place)
{
    uint32_t at = dtli_strmap_find(
        b->towns, town_key(b, place->country, place->name));
    for (; at != DTL_STRMAP_NONE; at = dtli_strmap_next(b->towns, at)) {
        uint32_t index = dtli_strmap_value(b->towns, at);
        const gaz_place *other = &b->places[index];
        if (labs((long)other->lat - place->lat) < MERGE_DISTANCE &&
            labs((long)other->lon - place->lon) < MERGE_DISTANCE)
            return index;
    }
    return GAZ_NONE;
}

static bool add_abbreviations(gaz_builder *b, dtl_str cell, uint32_t place,
                              bool division)
{
    dtl_str name;
    while (cell.len > 0 && dtli_str_split(&cell, '|', &name)) {
        bool dotted = dtli_str_find(name, '.', 0) < name.len;
        dtl_gaz_kind kind = !division ? GAZ_CAPITALS
                            : dotted  ? GAZ_SHORT
                            : name.len == 2 ? GAZ_POSTAL : GAZ_CAPITALS;
        if (!gaz_add_name(b, name, place, kind, NAME_SHORTEST))
            return false;
    }
    return true;
}

/* Finds or makes the place of a row. */
static uint32_t own_place(gaz_builder *b, gaz_place *place, gaz_division *d,
                          bool division, double importance)
{
    if (importance > 0)
        place->importance = (uint8_t)lround(importance * 20);
    else if (d)
        place->importance =
            (uint8_t)(gaz_importance((double)d->population) + 5);
    if (d && division) {
        place->population = d->population > UINT32_MAX
                                ? UINT32_MAX : (uint32_t)d->population;
        d->own = dtli_arena_str(b->arena, place->name);
        d->place = gaz_add_place(b, place);
        return d->place != GAZ_NONE &&
                       gaz_add_name(b, d->name, d->place, GAZ_ALTERNATE, 4)
                   ? d->place : GAZ_NONE;
    }
    bool town = dtli_str_starts(b->features[place->feature], DTL_STR("P."));
    uint32_t same = town ? same_town(b, place) : GAZ_NONE;
    if (same == GAZ_NONE)
        return gaz_add_place(b, place);
    if (b->places[same].importance < place->importance)
        b->places[same].importance = place->importance;
    return same;
}

static bool add_own(gaz_builder *b, const dtl_table *t, uint32_t row)
{
    gaz_place place = { .admin1 = GAZ_NONE16 };
    double importance = 0;
    dtl_str iso3 = dtli_table_cell(t, row, 4);
    dtl_str feature = dtli_table_cell(t, row, 8);
    bool division = dtli_str_is(feature, "A.ADM1");
    place.name = dtli_table_cell(t, row, 0);
    place.country = (uint16_t)dtli_strmap_get(b->iso3, iso3, GAZ_NONE16);
    place.feature = gaz_feature(b, feature);
    if ((iso3.len > 0 && place.country == GAZ_NONE16) ||
        !degrees(dtli_table_cell(t, row, 6), 90, &place.lat) ||
        !degrees(dtli_table_cell(t, row, 7), 180, &place.lon) ||
        !dtli_str_to_double(dtli_table_cell(t, row, 9), &importance))
        return false;
    gaz_division *d = named_division(b, place.country,
                                     dtli_table_cell(t, row, 5));
    if (d)
        place.admin1 = (uint16_t)(d - b->admin1);
    uint32_t at = own_place(b, &place, d, division, importance);
    return at != GAZ_NONE &&
           add_cell(b, dtli_table_cell(t, row, 1), at, GAZ_ALTERNATE) &&
           add_cell(b, dtli_table_cell(t, row, 2), at, GAZ_DEMONYM) &&
           add_abbreviations(b, dtli_table_cell(t, row, 3), at, division);
}

static dtl_status read_own(gaz_builder *b, const char *path, dtl_error *err)
{
    dtl_buf section;
    dtl_table table;
    dtli_buf_init(&section, (size_t)1 << 26);
    dtl_status status = gaz_load_table(path, &section, &table, err);
    if (status == DTL_OK && table.columns != 10)
        status = dtl_fail(err, DTL_SYNTAX, 0, 0, "E914: needs 10 columns");
    for (uint32_t row = 0; status == DTL_OK && row < table.rows; row++)
        if (!add_own(b, &table, row))
            status = dtl_fail(err, DTL_SYNTAX, 0, 0,
                              "E915: bad place: %.*s",
                              DTL_FMT(dtli_table_cell(&table, row, 0)));
    dtli_buf_clear(&section);
    dtli_error_source(err, path);
    return status;
}

dtl_status gaz_read_sources(gaz_builder *b, const gaz_paths *paths,
                            dtl_error *err)
{
    char path[PATH_SIZE];
    dtl_status status = read_countries(b, paths->countries, err);
    snprintf(path, sizeof path, "%s/centres.tsv", paths->folder);
    if (status == DTL_OK)
        status = read_centres(b, path, err);
    if (status == DTL_OK)
        status = gaz_read_divisions(b, paths->admin1, false, err);
    if (status == DTL_OK)
        status = gaz_read_divisions(b, paths->admin2, true, err);
    if (status == DTL_OK)
        status = gaz_read_newer(b, paths->newer, err);
    if (status == DTL_OK)
        status = read_towns(b, paths->cities, err);
    snprintf(path, sizeof path, "%s/extra.tsv", paths->folder);
    if (status == DTL_OK)
        status = read_own(b, path, err);
    if (status == DTL_OK && !gaz_place_divisions(b))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return status;
}
