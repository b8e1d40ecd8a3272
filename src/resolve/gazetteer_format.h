/* gazetteer_format.h — layout of gazetteer.dtlx, for its writer and reader.
 *
 * Sections of the container (src/base/pack.h), little-endian throughout:
 *
 *   features   8 bytes each: "P.PPLC", NUL-padded
 *   countries 12 bytes each: iso3[4], iso2[4], u32 record of the country
 *   admin1    16 bytes each: u32 name, u32 name bytes, u32 country,
 *             u32 record (or GAZ_NONE)
 *   places    32 bytes each, below
 *   pool      the bytes of names and keys
 *   keys      16 bytes each, sorted: u32 key, u32 key bytes, u32 first of
 *             its list, u32 length of its list
 *   lists     u32 each: record index in the low 28 bits, kind of name in
 *             the high 4, the most important place of a key first
 *   index     u32 slots, a power of two: number of the key plus 1, or 0;
 *             open addressing by the low bits of the key's FNV-1a hash
 *   cues      a table (src/base/table.h): words that tell names apart
 *   areacodes a table: telephone area codes with coordinates
 *
 * A key is a name folded by dtli_place_fold: "Sana'a" -> "sanaa".
 */
#ifndef DATELINE_RESOLVE_GAZETTEER_FORMAT_H
#define DATELINE_RESOLVE_GAZETTEER_FORMAT_H

#include <stdint.h>

enum {
    GAZ_FEATURE_SIZE = 8,
    GAZ_COUNTRY_SIZE = 12,
    GAZ_ADMIN1_SIZE = 16,
    GAZ_PLACE_SIZE = 32,
    GAZ_KEY_SIZE = 16
};

/* Offsets inside a record of `places`. */
enum {
    GAZ_AT_GEONAMES = 0,
    GAZ_AT_LAT = 4,          /* int32, 1e-5 degrees */
    GAZ_AT_LON = 8,
    GAZ_AT_POPULATION = 12,
    GAZ_AT_NAME = 16,        /* offset into pool */
    GAZ_AT_NAME_BYTES = 20,  /* 16 bit, with the country in the high half */
    GAZ_AT_ADMIN1 = 24,      /* 16 bit, feature 8 bit, importance 8 bit */
    GAZ_AT_SPARE = 28
};

#define GAZ_NONE UINT32_MAX
#define GAZ_NONE16 UINT16_MAX
#define GAZ_INDEX_MASK 0x0fffffffu
#define GAZ_KIND_SHIFT 28
#define GAZ_DEGREES 1e-5

/* What a name is to its place. */
typedef enum dtl_gaz_kind {
    GAZ_MAIN,      /* "Mumbai" */
    GAZ_ALTERNATE, /* "Bombay" */
    GAZ_DEMONYM,   /* "Iranian", "Texans" */
    GAZ_CAPITALS,  /* "UAE": only where the text has it in capitals */
    GAZ_POSTAL,    /* "TX": capitals, and only behind a place */
    GAZ_SHORT,     /* "Calif.": with its full stop or behind a place */
    GAZ_KIND_COUNT
} dtl_gaz_kind;

#endif
