/* gazetteer_own_read.c — reading a user's list of places.
 *
 * Two formats, told apart by the first row. A table with a header: name,
 * aliases (divided by '|'), country, admin1, lat, lon, feature, importance,
 * in any order, '#' comments between. Or a GeoNames table: 19 columns and no
 * header, beginning with a number; its codes of divisions get the names that
 * the A.ADM1 rows of the same file give. The first bad row ends the reading
 * and is told with its line.
 */
#include "resolve/gazetteer_own.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "resolve/place_fold.h"

enum {
    GEONAMES_COLUMNS = 19,
    MAX_CELLS = GEONAMES_COLUMNS + 1,
    MAX_FEATURES = 256,
    ALTERNATE_SHORTEST = 4,  /* of GeoNames' other names */
    USUAL_IMPORTANCE = 100,  /* a town of 100,000 people */
    VILLAGE_IMPORTANCE = 54, /* 500 people, where none are told */
    MOST_IMPORTANCE = 250,
    PER_DIGIT = 20 /* of importance: 20 * log10 of a population */
};

typedef enum own_column {
    COL_NAME, COL_ALIASES, COL_COUNTRY, COL_ADMIN1, COL_LAT, COL_LON,
    COL_FEATURE, COL_IMPORTANCE, COL_COUNT
} own_column;

static const char *const COLUMNS[COL_COUNT] = {
    "name", "aliases", "country", "admin1", "lat", "lon", "feature",
    "importance",
};

/* Columns of GeoNames' table "geoname". */
enum {
    GEO_ID, GEO_NAME, GEO_ASCII, GEO_ALTERNATES, GEO_LAT, GEO_LON, GEO_CLASS,
    GEO_CODE, GEO_COUNTRY, GEO_ADMIN1 = 10, GEO_POPULATION = 14
};

typedef struct own_reader {
    const dtl_gazetteer *gazetteer;
    dtl_gaz_own *own;
    dtl_arena *scratch; /* what only reading needs */
    own_name *names;
    uint32_t name_count, name_capacity;
    dtl_str *codes;     /* GeoNames: "IQ.01" of each place */
    bool geonames;
    int columns[COL_COUNT]; /* cell of each, or -1 */
    uint32_t width;         /* cells of a row */
    dtl_str cells[MAX_CELLS];
    uint64_t line;
    dtl_error *err;
} own_reader;

static dtl_status no_memory(own_reader *r)
{
    return dtl_fail(r->err, DTL_NOMEM, 0, 0, "E436: no memory for places");
}

/* ---------------------------------------------------------- one value */

static dtl_str cell(const own_reader *r, own_column column)
{
    int at = r->columns[column];
    return at < 0 ? DTL_STR("") : dtli_str_trim(r->cells[at]);
}

static dtl_status read_point(own_reader *r, dtl_str lat, dtl_str lon,
                             dtl_gaz_record *out)
{
    if (dtli_str_to_double(lat, &out->lat) &&
        dtli_str_to_double(lon, &out->lon) && out->lat >= -90 &&
        out->lat <= 90 && out->lon >= -180 && out->lon <= 180)
        return DTL_OK;
    return dtl_fail(r->err, DTL_INVALID, r->line, 0,
                    "E430: bad coordinates \"%.*s\", \"%.*s\"",
                    dtli_error_shown(lat), lat.ptr, dtli_error_shown(lon),
                    lon.ptr);
}

/* Seas have no country in GeoNames' tables. */
static dtl_status read_country(own_reader *r, dtl_str code,
                               dtl_gaz_record *out)
{
    out->country = dtli_gazetteer_country_of(r->gazetteer, code);
    if (out->country != GAZ_NONE16 || (r->geonames && code.len == 0))
        return DTL_OK;
    return dtl_fail(r->err, DTL_INVALID, r->line, 0,
                    "E431: no ISO 3166-1 code of a country: \"%.*s\"",
                    dtli_error_shown(code), code.ptr);
}

/* "P.PPL": a class, a stop, a code in capitals and digits. */
static bool is_feature(dtl_str text)
{
    bool good = text.len >= 3 && text.len <= GAZ_FEATURE_SIZE &&
                text.ptr[1] == '.';
    for (size_t i = 0; good && i < text.len; i++)
        good = i == 1 || (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') ||
               (i > 1 && text.ptr[i] >= '0' && text.ptr[i] <= '9');
    return good;
}

static dtl_status read_feature(own_reader *r, dtl_str text,
                               dtl_gaz_record *out)
{
    if (text.len == 0)
        text = DTL_STR("P.PPL");
    if (!is_feature(text))
        return dtl_fail(r->err, DTL_INVALID, r->line, 0,
                        "E433: no GeoNames feature such as P.PPL: \"%.*s\"",
                        dtli_error_shown(text), text.ptr);
    int number = dtli_own_feature(r->gazetteer, r->own, text);
    if (number < 0)
        return dtl_fail(r->err, DTL_LIMIT, r->line, 0,
                        "E437: more than %d different features",
                        MAX_FEATURES);
    out->feature = (uint8_t)number;
    out->kind = dtli_gazetteer_class(text);
    return DTL_OK;
}

/* "5.5", like the decimal logarithm of a population. */
static dtl_status read_importance(own_reader *r, dtl_str text,
                                  dtl_gaz_record *out)
{
    double value = 0;
    out->importance = USUAL_IMPORTANCE;
    if (text.len == 0)
        return DTL_OK;
    if (!dtli_str_to_double(text, &value) || value < 0 || value > 10)
        return dtl_fail(r->err, DTL_INVALID, r->line, 0,
                        "E434: importance is a number from 0 to 10, not "
                        "\"%.*s\"",
                        dtli_error_shown(text), text.ptr);
    int scaled = (int)(value * PER_DIGIT + 0.5);
    out->importance =
        (uint8_t)(scaled < MOST_IMPORTANCE ? scaled : MOST_IMPORTANCE);
    return DTL_OK;
}

/* 20 * log10 by multiplying: the same on every processor. */
static uint8_t importance_of(uint64_t population)
{
    static const double STEP = 1.1220184543019633; /* 10 ^ (1 / 20) */
    if (population == 0)
        return VILLAGE_IMPORTANCE;
    int value = 0;
    for (double size = STEP; size <= (double)population &&
                             value < MOST_IMPORTANCE; size *= STEP)
        value++;
    return (uint8_t)value;
}

/* --------------------------------------------------------------- names */

/* Adds a name of the place that is being read, unless it folds to less than
 * `shortest` bytes; *added tells. False when memory is out. */
static bool add_name(own_reader *r, dtl_str name, dtl_gaz_kind kind,
                     size_t shortest, bool *added)
{
    char folded[DTLI_FOLD_MAX];
    dtl_str key = { folded, dtli_place_fold(name, folded) };
    *added = key.len >= shortest;
    if (!*added)
        return true;
    key = dtli_arena_str(r->own->arena, key);
    if (!key.ptr ||
        !dtli_arena_grow(r->scratch, &r->names, r->name_count,
                         &r->name_capacity, sizeof *r->names))
        return false;
    uint32_t place = r->own->count;
    r->names[r->name_count++] =
        (own_name){ key, place,
                    dtli_place_is_capitals(name) ? GAZ_CAPITALS : kind,
                    r->own->records[place].importance };
    return true;
}

/* "Zorb|Old Zorb": each counts as much as the name itself. */
static dtl_status read_names(own_reader *r, dtl_str name, dtl_str aliases)
{
    do {
        bool added = false;
        name = dtli_str_trim(name);
        if (!add_name(r, name, GAZ_MAIN, 1, &added))
            return no_memory(r);
        if (!added)
            return dtl_fail(r->err, DTL_INVALID, r->line, 0,
                            "E432: no name that can be found: \"%.*s\"",
                            dtli_error_shown(name), name.ptr);
    } while (aliases.len > 0 && dtli_str_split(&aliases, '|', &name));
    return DTL_OK;
}

static dtl_status read_geonames_names(own_reader *r)
{
    bool added;
    dtl_str name, rest = r->cells[GEO_ALTERNATES];
    bool ok = add_name(r, r->cells[GEO_NAME], GAZ_MAIN, 1, &added) &&
              add_name(r, r->cells[GEO_ASCII], GAZ_MAIN, 1, &added);
    while (ok && rest.len > 0 && dtli_str_split(&rest, ',', &name))
        if (dtli_place_is_alternate(name))
            ok = add_name(r, name, GAZ_ALTERNATE, ALTERNATE_SHORTEST, &added);
    return ok ? DTL_OK : no_memory(r);
}

/* ---------------------------------------------------------------- rows */

static dtl_status read_row(own_reader *r, dtl_gaz_record *out)
{
    dtl_str admin1 = cell(r, COL_ADMIN1);
    dtl_status status = read_country(r, cell(r, COL_COUNTRY), out);
    if (status == DTL_OK)
        status = read_point(r, cell(r, COL_LAT), cell(r, COL_LON), out);
    if (status == DTL_OK)
        status = read_feature(r, cell(r, COL_FEATURE), out);
    if (status == DTL_OK)
        status = read_importance(r, cell(r, COL_IMPORTANCE), out);
    if (status != DTL_OK)
        return status;
    out->name = dtli_arena_str(r->own->arena, cell(r, COL_NAME));
    if (!out->name.ptr ||
        !dtli_own_admin1(r->gazetteer, r->own, out->country, admin1,
                         &out->admin1))
        return no_memory(r);
    return read_names(r, out->name, cell(r, COL_ALIASES));
}

static dtl_status read_geonames_row(own_reader *r, dtl_gaz_record *out)
{
    char feature[GAZ_FEATURE_SIZE * 2];
    uint64_t id = 0, population = 0;
    const dtl_str *c = r->cells;
    snprintf(feature, sizeof feature, "%.*s.%.*s",
             c[GEO_CLASS].len > 1 ? 2 : (int)c[GEO_CLASS].len,
             c[GEO_CLASS].ptr, c[GEO_CODE].len > 10 ? 10 :
             (int)c[GEO_CODE].len, c[GEO_CODE].ptr);
    dtl_str told = dtli_str(feature);
    dtl_status status = read_country(r, c[GEO_COUNTRY], out);
    if (status == DTL_OK)
        status = read_point(r, c[GEO_LAT], c[GEO_LON], out);
    if (status == DTL_OK) /* a few rows tell no feature */
        status = read_feature(r, told.len > 2 ? told : DTL_STR(""), out);
    if (status != DTL_OK)
        return status;
    (void)dtli_str_to_u64(c[GEO_ID], UINT32_MAX, &id);
    (void)dtli_str_to_u64(c[GEO_POPULATION], UINT32_MAX, &population);
    out->geonames = (uint32_t)id;
    out->population = (uint32_t)population;
    out->importance = importance_of(population);
    out->name = dtli_arena_str(r->own->arena, c[GEO_NAME]);
    dtl_str *code = &r->codes[r->own->count];
    *code = dtli_arena_printf(r->scratch, "%.2s.%.*s",
                              c[GEO_COUNTRY].len == 2 ? c[GEO_COUNTRY].ptr
                                                      : "",
                              c[GEO_ADMIN1].len > 20 ? 20 :
                              (int)c[GEO_ADMIN1].len, c[GEO_ADMIN1].ptr);
    if (!out->name.ptr || !code->ptr)
        return no_memory(r);
    return read_geonames_names(r);
}

/* Cells of a line; the number of them, also beyond MAX_CELLS. */
static uint32_t split_cells(own_reader *r, dtl_str line)
{
    uint32_t count = 0;
    dtl_str one;
    while (dtli_str_split(&line, '\t', &one)) {
        if (count < MAX_CELLS)
            r->cells[count] = one;
        count++;
    }
    return count;
}

static dtl_status read_line(own_reader *r, dtl_str line)
{
    uint32_t count = split_cells(r, line);
    if (count != r->width)
        return dtl_fail(r->err, DTL_SYNTAX, r->line, 0,
                        "E428: %u columns, %s %u", count,
                        r->geonames ? "a GeoNames table has"
                                    : "the header has", r->width);
    dtl_gaz_record *out = &r->own->records[r->own->count];
    out->admin1 = GAZ_NONE16;
    dtl_status status =
        r->geonames ? read_geonames_row(r, out) : read_row(r, out);
    if (status == DTL_OK)
        r->own->count++;
    return status;
}

/* -------------------------------------------------------------- header */

static dtl_status read_header(own_reader *r, dtl_str line)
{
    static const own_column NEEDED[] = { COL_NAME, COL_COUNTRY, COL_LAT,
                                         COL_LON };
    uint32_t width = split_cells(r, line);
    uint64_t number = 0;
    r->width = width;
    if (width == GEONAMES_COLUMNS &&
        dtli_str_to_u64(r->cells[0], UINT32_MAX, &number)) {
        r->geonames = true;
        return read_line(r, line);
    }
    for (uint32_t i = 0; i < width && i < MAX_CELLS; i++) {
        int c = 0;
        while (c < COL_COUNT &&
               !dtli_str_is(dtli_str_trim(r->cells[i]), COLUMNS[c]))
            c++;
        if (c == COL_COUNT || r->columns[c] >= 0)
            return dtl_fail(r->err, DTL_SYNTAX, r->line, 0,
                            "E427: unknown or double column \"%.*s\"",
                            dtli_error_shown(r->cells[i]), r->cells[i].ptr);
        r->columns[c] = (int)i;
    }
    for (size_t i = 0; i < sizeof NEEDED / sizeof NEEDED[0]; i++)
        if (r->columns[NEEDED[i]] < 0)
            return dtl_fail(r->err, DTL_SYNTAX, r->line, 0,
                            "E426: the header has no column %s",
                            COLUMNS[NEEDED[i]]);
    return DTL_OK;
}

static dtl_status read_text(own_reader *r, dtl_str text)
{
    dtl_str line;
    dtl_status status = DTL_OK;
    if (dtli_str_starts(text, DTL_STR("\xef\xbb\xbf")))
        text = dtli_str_slice(text, 3, text.len);
    while (status == DTL_OK && dtli_str_split(&text, '\n', &line)) {
        r->line++;
        if (dtli_str_ends(line, DTL_STR("\r")))
            line.len--;
        size_t bad = dtli_utf8_invalid(line);
        if (bad < line.len)
            return dtl_fail(r->err, DTL_SYNTAX, r->line, bad,
                            "E429: bad UTF-8");
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        status = r->width == 0 ? read_header(r, line) : read_line(r, line);
    }
    if (status == DTL_OK && r->width == 0)
        return dtl_fail(r->err, DTL_SYNTAX, 0, 0,
                        "E426: the header has no column %s", COLUMNS[0]);
    return status;
}

/* Names of divisions for GeoNames' codes: those of the A.ADM1 rows. */
static dtl_status name_divisions(own_reader *r)
{
    dtl_gaz_own *own = r->own;
    dtl_strmap *map = dtli_strmap_new(64);
    int division = dtli_own_feature(r->gazetteer, own, DTL_STR("A.ADM1"));
    bool ok = map != NULL;
    for (uint32_t i = 0; ok && i < own->count; i++) {
        dtl_gaz_record *is = &own->records[i];
        if ((int)is->feature == division)
            ok = dtli_own_admin1(r->gazetteer, own, is->country, is->name,
                                 &is->admin1) &&
                 dtli_strmap_put(map, r->codes[i], is->admin1);
    }
    for (uint32_t i = 0; ok && i < own->count; i++)
        own->records[i].admin1 =
            (uint16_t)dtli_strmap_get(map, r->codes[i], GAZ_NONE16);
    dtli_strmap_free(map);
    return ok ? DTL_OK : no_memory(r);
}

/* -------------------------------------------------------------- opening */

static uint32_t count_lines(dtl_str text)
{
    uint32_t lines = 1;
    size_t at = 0;
    while (lines <= DTL_MAX_OWN_PLACES &&
           (at = dtli_str_find(text, '\n', at)) < text.len) {
        lines++;
        at++;
    }
    return lines;
}

static bool prepare(own_reader *r, uint32_t lines)
{
    dtl_gaz_own *own = r->own;
    own->arena = dtli_arena_new(DTL_MAX_OWN_PLACE_BYTES);
    r->scratch = dtli_arena_new(DTL_MAX_OWN_PLACE_BYTES);
    own->keys = dtli_strmap_new(64);
    if (!own->arena || !r->scratch || !own->keys)
        return false;
    own->first = dtli_gazetteer_count(r->gazetteer);
    own->admin1_first = dtli_gazetteer_admin1_count(r->gazetteer);
    while (own->feature_first < MAX_FEATURES &&
           dtli_gazetteer_feature(r->gazetteer,
                                  (uint8_t)own->feature_first).len > 0)
        own->feature_first++;
    own->features =
        dtli_arena_array(own->arena, MAX_FEATURES, sizeof *own->features);
    own->records = dtli_arena_array(own->arena, lines, sizeof *own->records);
    r->codes = dtli_arena_array(r->scratch, lines, sizeof *r->codes);
    return own->features && own->records && r->codes;
}

static dtl_status read_all(own_reader *r, dtl_str text)
{
    uint32_t lines = count_lines(text);
    if (lines > DTL_MAX_OWN_PLACES)
        return dtl_fail(r->err, DTL_LIMIT, 0, 0,
                        "E435: more than %u lines of places",
                        DTL_MAX_OWN_PLACES);
    if (!prepare(r, lines))
        return no_memory(r);
    dtl_status status = read_text(r, text);
    if (status == DTL_OK && r->geonames)
        status = name_divisions(r);
    if (status == DTL_OK &&
        !dtli_own_index(r->gazetteer, r->own, r->names, r->name_count))
        status = no_memory(r);
    return status;
}

dtl_status dtli_own_read(const dtl_gazetteer *gazetteer, const char *path,
                         dtl_gaz_own **out, dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    own_reader r = { .gazetteer = gazetteer, .err = err };
    for (int c = 0; c < COL_COUNT; c++)
        r.columns[c] = -1;
    r.own = dtli_calloc(1, sizeof *r.own);
    status = r.own ? read_all(&r, map.bytes) : no_memory(&r);
    dtli_arena_free(r.scratch);
    dtli_map_close(&map);
    if (status == DTL_OK) {
        *out = r.own;
    } else {
        dtli_error_source(err, path);
        dtli_own_free(r.own);
    }
    return status;
}
