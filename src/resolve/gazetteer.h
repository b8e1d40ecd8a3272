/* gazetteer.h — reading the compiled gazetteer (gazetteer_format.h).
 *
 * Opened by mapping, without reading it through: every index that comes
 * from the file is checked when it is used, so that a damaged file gives
 * fewer places and never a crash.
 */
#ifndef DATELINE_RESOLVE_GAZETTEER_H
#define DATELINE_RESOLVE_GAZETTEER_H

#include "base/str.h"
#include "resolve/gazetteer_format.h"
#include "resolve/place.h"

/* Kinds of place, from the GeoNames feature code. */
typedef enum dtl_gaz_class {
    GAZ_OTHER,
    GAZ_COUNTRY,   /* A.PCL* */
    GAZ_ADM1,
    GAZ_ADM2,
    GAZ_CAPITAL,   /* P.PPLC */
    GAZ_SEAT,      /* P.PPLA: seat of an admin1 */
    GAZ_CITY,      /* other P */
    GAZ_SECTION,   /* P.PPLX: part of a town */
    GAZ_CONTINENT, /* L.CONT */
    GAZ_REGION,    /* other L, and T */
    GAZ_WATER,     /* H */
    GAZ_SPOT,      /* S, R, V: buildings, bases, roads */
    GAZ_CLASS_COUNT
} dtl_gaz_class;

/* A place, decoded. Strings point into the mapped file. */
typedef struct dtl_gaz_record {
    uint32_t geonames;
    uint32_t population;
    double lat, lon;
    dtl_str name;
    uint16_t country; /* index, or GAZ_NONE16 */
    uint16_t admin1;  /* index, or GAZ_NONE16 */
    uint8_t feature;
    uint8_t importance;
    dtl_gaz_class kind;
} dtl_gaz_record;

/* The places of one key. */
typedef struct dtl_gaz_list {
    const char *first;
    uint32_t count;
} dtl_gaz_list;

/* Words of data/gazetteer/cues.tsv, one bit for each kind. */
typedef enum dtl_cue {
    CUE_TITLE = 1,       /* "Gov.": a person's name follows */
    CUE_GIVEN = 2,       /* "Paul": a given name */
    CUE_HEAD = 4,        /* "Police", "University": a place may precede */
    CUE_COMMON = 8,      /* "Reading", "March": an ordinary word as well */
    CUE_IN = 16,         /* "in", "near": a place follows */
    CUE_STREET = 32,     /* "Road": what precedes is no town */
    CUE_SAY = 64,        /* "said", "vowed": done by people and states */
    CUE_NOUN = 128,      /* "province", "resident": behind a place */
    CUE_SURNAME = 256,   /* "Jordan": often a person */
    CUE_FIRM = 512,      /* "Inc", "Times": the name before is no place */
    CUE_DIRECTION = 1024, /* "northern" */
    CUE_FUNCTION = 2048,   /* "the", "and", "when" */
    CUE_NEVER = 4096,      /* "Nov.", "NATO": never a place alone */
    CUE_DIVISION = 8192    /* "province": the name before is a division */
} dtl_cue;

/* False where `key` (folded) is unknown. */
bool dtli_gazetteer_find(const dtl_gazetteer *gazetteer, dtl_str key,
                         dtl_gaz_list *out);

/* Item `i` of a list: record index and kind of name; false if damaged. */
bool dtli_gazetteer_item(const dtl_gazetteer *gazetteer,
                         const dtl_gaz_list *list, uint32_t i,
                         uint32_t *record, dtl_gaz_kind *kind);

/* False where `index` is out of range or its record is damaged. */
bool dtli_gazetteer_record(const dtl_gazetteer *gazetteer, uint32_t index,
                           dtl_gaz_record *out);

/* Of the shipped places and a user's own. */
uint32_t dtli_gazetteer_count(const dtl_gazetteer *gazetteer);

/* A user's own place (dtli_gazetteer_add). */
bool dtli_gazetteer_is_own(const dtl_gazetteer *gazetteer, uint32_t index);

/* ISO 3166-1 alpha-3 by country index; "" for GAZ_NONE16. */
void dtli_gazetteer_iso3(const dtl_gazetteer *gazetteer, uint16_t country,
                         char out[4]);

/* Record of a country, or GAZ_NONE. */
uint32_t dtli_gazetteer_country(const dtl_gazetteer *gazetteer,
                                uint16_t country);

/* Index of a country by ISO 3166-1 code, "IRQ" or "IQ", or GAZ_NONE16. */
uint16_t dtli_gazetteer_country_of(const dtl_gazetteer *gazetteer,
                                   dtl_str code);

/* Number of the divisions that the compiled file has. */
uint32_t dtli_gazetteer_admin1_count(const dtl_gazetteer *gazetteer);

/* Name of a first-order division; empty for GAZ_NONE16. */
dtl_str dtli_gazetteer_admin1(const dtl_gazetteer *gazetteer,
                              uint16_t admin1);

/* "P.PPLC". */
dtl_str dtli_gazetteer_feature(const dtl_gazetteer *gazetteer,
                               uint8_t feature);

/* Kind of place by its feature. */
dtl_gaz_class dtli_gazetteer_class(dtl_str feature);

/* Bits of dtl_cue for a folded word. */
unsigned dtli_gazetteer_cues(const dtl_gazetteer *gazetteer, dtl_str key);

/* Coordinates of a telephone area code "318"; false if unknown. */
bool dtli_gazetteer_areacode(const dtl_gazetteer *gazetteer, dtl_str digits,
                             double *lat, double *lon);

#endif
