/* gazetteer.c — the compiled gazetteer as mapped sections.
 *
 * Opening maps the file, reads its section table and hashes the cue words
 * (some thousand rows); places and names are read where they lie. A look-up
 * costs one hash of the key and one or two probes. Immutable after opening,
 * shared by all threads.
 */
#include "resolve/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "resolve/gazetteer_own.h"
#include "resolve/place_fold.h"

enum { MAX_FEATURES = 256, MAX_PROBES = 4096 };

struct dtl_gazetteer {
    dtl_pack *pack;
    dtl_str features, countries, admin1, places, pool, keys, lists, index;
    dtl_table cues, areacodes;
    dtl_arena *arena;     /* of the folded names of actors */
    dtl_strmap *cue_map;  /* folded word -> bits of dtl_cue */
    dtl_strmap *area_map; /* "318" -> row of areacodes */
    dtl_gaz_own *own;     /* a user's places, or NULL */
    uint8_t classes[MAX_FEATURES];
};

static const struct {
    const char *prefix;
    dtl_gaz_class kind;
} CLASSES[] = { /* first match counts */
    { "A.PCL", GAZ_COUNTRY }, { "A.TERR", GAZ_COUNTRY },
    { "A.ADM1", GAZ_ADM1 },   { "A.ADM2", GAZ_ADM2 },
    { "P.PPLC", GAZ_CAPITAL }, { "P.PPLX", GAZ_SECTION },
    { "P.PPLA2", GAZ_CITY },  { "P.PPLA3", GAZ_CITY },
    { "P.PPLA4", GAZ_CITY },  { "P.PPLA5", GAZ_CITY },
    { "P.PPLA", GAZ_SEAT },   { "P.", GAZ_CITY },
    { "L.CONT", GAZ_CONTINENT }, { "L.", GAZ_REGION },
    { "T.", GAZ_REGION },     { "H.", GAZ_WATER },
    { "A.", GAZ_REGION },     { "S.", GAZ_SPOT },
    { "R.", GAZ_SPOT },       { "V.", GAZ_SPOT },
};

static const struct {
    const char *name;
    dtl_cue bit;
} CUES[] = {
    { "title", CUE_TITLE },   { "given", CUE_GIVEN },
    { "head", CUE_HEAD },     { "common", CUE_COMMON },
    { "in", CUE_IN },         { "street", CUE_STREET },
    { "say", CUE_SAY },       { "noun", CUE_NOUN },
    { "surname", CUE_SURNAME }, { "firm", CUE_FIRM },
    { "direction", CUE_DIRECTION }, { "function", CUE_FUNCTION },
    { "never", CUE_NEVER },   { "division", CUE_DIVISION },
};

dtl_gaz_class dtli_gazetteer_class(dtl_str feature)
{
    for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
        if (dtli_str_starts(feature, dtli_str(CLASSES[i].prefix)))
            return CLASSES[i].kind;
    return GAZ_OTHER;
}

static unsigned cue_bit(dtl_str name)
{
    for (size_t i = 0; i < sizeof CUES / sizeof CUES[0]; i++)
        if (dtli_str_is(name, CUES[i].name))
            return CUES[i].bit;
    return 0;
}

static dtl_status get_sections(dtl_gazetteer *g, dtl_error *err)
{
    const struct {
        const char *name;
        dtl_str *bytes;
    } sections[] = {
        { "features", &g->features }, { "countries", &g->countries },
        { "admin1", &g->admin1 },     { "places", &g->places },
        { "pool", &g->pool },         { "keys", &g->keys },
        { "lists", &g->lists },       { "index", &g->index },
    };
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (!dtli_pack_section(g->pack, sections[i].name, sections[i].bytes))
            return dtl_fail(err, DTL_CORRUPT, 0, 0,
                            "E420: no section %s", sections[i].name);
    size_t slots = g->index.len / 4;
    if (slots == 0 || (slots & (slots - 1)) != 0 || slots > UINT32_MAX)
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E421: bad index size %zu",
                        slots);
    for (uint32_t i = 0; i < MAX_FEATURES; i++)
        g->classes[i] =
            (uint8_t)dtli_gazetteer_class(
                dtli_gazetteer_feature(g, (uint8_t)i));
    return DTL_OK;
}

static dtl_status get_table(const dtl_gazetteer *g, const char *name,
                            dtl_table *out, dtl_error *err)
{
    dtl_str section;
    if (!dtli_pack_section(g->pack, name, &section))
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E422: no table %s", name);
    return dtli_table_init(section, out, err);
}

static dtl_status map_cues(dtl_gazetteer *g, dtl_error *err)
{
    int word = dtli_table_column(&g->cues, "word");
    int kind = dtli_table_column(&g->cues, "kind");
    g->cue_map = dtli_strmap_new(g->cues.rows);
    g->area_map = dtli_strmap_new(g->areacodes.rows);
    bool ok = g->cue_map && g->area_map;
    for (uint32_t row = 0; ok && row < g->cues.rows; row++)
        ok = dtli_strmap_put(g->cue_map,
                             dtli_table_cell(&g->cues, row, word),
                             cue_bit(dtli_table_cell(&g->cues, row, kind)));
    int code = dtli_table_column(&g->areacodes, "code");
    for (uint32_t row = 0; ok && row < g->areacodes.rows; row++)
        ok = dtli_strmap_put(g->area_map,
                             dtli_table_cell(&g->areacodes, row, code), row);
    return ok ? DTL_OK : dtl_fail(err, DTL_NOMEM, 0, 0,
                                  "E001: out of memory");
}

enum {
    ACTOR_BYTES = 1 << 26, /* most memory for names of actors */
    TOWN_IMPORTANCE = 105  /* towns beyond 180,000 keep their name */
};

/* A place so called is far better known than the actor: "Barcelona". */
static bool is_great_place(const dtl_gazetteer *g, dtl_str key)
{
    dtl_gaz_list list;
    uint32_t index;
    dtl_gaz_kind kind;
    dtl_gaz_record is;
    return dtli_gazetteer_find(g, key, &list) &&
           dtli_gazetteer_item(g, &list, 0, &index, &kind) &&
           dtli_gazetteer_record(g, index, &is) && kind != GAZ_ALTERNATE &&
           is.importance > TOWN_IMPORTANCE;
}

/* Names of one cell, "Amal|Amal movement", under `bit`, if a place has it. */
static bool put_actors(dtl_gazetteer *g, dtl_str cell, dtl_cue bit)
{
    dtl_str name;
    while (cell.len > 0 && dtli_str_split(&cell, '|', &name)) {
        char folded[DTLI_FOLD_MAX];
        dtl_gaz_list list;
        dtl_str key = { folded, dtli_place_fold(name, folded) };
        if (key.len == 0 || !dtli_gazetteer_find(g, key, &list) ||
            is_great_place(g, key))
            continue;
        key = dtli_arena_str(g->arena, key);
        if (!key.ptr || !dtli_strmap_put(g->cue_map, key, bit))
            return false;
    }
    return true;
}

/* Bodies and people that share a name with a small town: "Amal", "Castro". */
static dtl_status map_actors(dtl_gazetteer *g, const dtl_lexicon *lexicon,
                             dtl_error *err)
{
    static const struct {
        const char *table, *column;
        dtl_cue bit;
    } TABLES[] = {
        { "actors/orgs_armed", "name", CUE_NEVER },
        { "actors/orgs_armed", "aliases", CUE_NEVER },
        { "actors/orgs_civil", "name", CUE_NEVER },
        { "actors/orgs_civil", "aliases", CUE_NEVER },
        { "actors/orgs_parties", "name", CUE_NEVER },
        { "actors/orgs_parties", "aliases", CUE_NEVER },
        { "actors/orgs_world", "name", CUE_NEVER },
        { "actors/orgs_world", "aliases", CUE_NEVER },
        { "actors/persons_africa", "short", CUE_SURNAME },
        { "actors/persons_americas", "short", CUE_SURNAME },
        { "actors/persons_asia", "short", CUE_SURNAME },
        { "actors/persons_europe", "short", CUE_SURNAME },
        { "actors/persons_mideast", "short", CUE_SURNAME },
    };
    g->arena = dtli_arena_new(ACTOR_BYTES);
    bool ok = g->arena != NULL;
    for (size_t i = 0; ok && i < sizeof TABLES / sizeof TABLES[0]; i++) {
        dtl_table table;
        if (dtli_lexicon_table(lexicon, TABLES[i].table, &table, NULL) !=
            DTL_OK)
            continue; /* a lexicon may do without */
        int column = dtli_table_column(&table, TABLES[i].column);
        for (uint32_t row = 0; ok && row < table.rows; row++)
            ok = put_actors(g, dtli_table_cell(&table, row, column),
                            TABLES[i].bit);
    }
    return ok ? DTL_OK : dtl_fail(err, DTL_NOMEM, 0, 0,
                                  "E001: out of memory");
}

dtl_status dtli_gazetteer_open(const char *path, const dtl_lexicon *lexicon,
                               dtl_gazetteer **out, dtl_error *err)
{
    dtl_gazetteer *g = dtli_calloc(1, sizeof *g);
    if (!g)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status =
        dtli_pack_open(path, "gazetteer", false, &g->pack, err);
    if (status == DTL_OK)
        status = get_sections(g, err);
    if (status == DTL_OK)
        status = get_table(g, "cues", &g->cues, err);
    if (status == DTL_OK)
        status = get_table(g, "areacodes", &g->areacodes, err);
    if (status == DTL_OK)
        status = map_cues(g, err);
    if (status == DTL_OK && lexicon)
        status = map_actors(g, lexicon, err);
    if (status != DTL_OK) {
        dtli_error_source(err, path);
        dtli_gazetteer_close(g);
        return status;
    }
    *out = g;
    return DTL_OK;
}

dtl_status dtli_gazetteer_add(dtl_gazetteer *gazetteer, const char *path,
                              dtl_error *err)
{
    dtl_gaz_own *own = NULL;
    dtl_status status = dtli_own_read(gazetteer, path, &own, err);
    if (status == DTL_OK)
        gazetteer->own = own;
    return status;
}

void dtli_gazetteer_close(dtl_gazetteer *gazetteer)
{
    if (!gazetteer)
        return;
    dtli_own_free(gazetteer->own);
    dtli_strmap_free(gazetteer->cue_map);
    dtli_strmap_free(gazetteer->area_map);
    dtli_arena_free(gazetteer->arena);
    dtli_pack_close(gazetteer->pack);
    free(gazetteer);
}

static bool pool_text(const dtl_gazetteer *g, uint32_t offset,
                      uint32_t length, dtl_str *out)
{
    if (offset > g->pool.len || length > g->pool.len - offset)
        return false;
    *out = (dtl_str){ g->pool.ptr + offset, length };
    return true;
}

static bool key_list(const dtl_gazetteer *g, uint32_t number, dtl_str key,
                     dtl_gaz_list *out)
{
    if (number >= g->keys.len / GAZ_KEY_SIZE)
        return false;
    const char *at = g->keys.ptr + (size_t)number * GAZ_KEY_SIZE;
    dtl_str text;
    if (!pool_text(g, dtli_load_u32(at), dtli_load_u32(at + 4), &text) ||
        !dtli_str_equal(text, key))
        return false;
    size_t first = dtli_load_u32(at + 8);
    size_t count = dtli_load_u32(at + 12);
    size_t all = g->lists.len / 4;
    if (first > all || count > all - first || count == 0)
        return false;
    *out = (dtl_gaz_list){ g->lists.ptr + first * 4, (uint32_t)count };
    return true;
}

bool dtli_gazetteer_find(const dtl_gazetteer *gazetteer, dtl_str key,
                         dtl_gaz_list *out)
{
    if (gazetteer->own && dtli_own_find(gazetteer->own, key, out))
        return true; /* the shipped ones of that name are in it too */
    size_t mask = gazetteer->index.len / 4 - 1;
    size_t slot = (size_t)dtli_hash(key) & mask;
    for (unsigned probe = 0; probe < MAX_PROBES; probe++) {
        uint32_t entry = dtli_load_u32(gazetteer->index.ptr + slot * 4);
        if (entry == 0)
            return false;
        if (key_list(gazetteer, entry - 1, key, out))
            return true;
        slot = (slot + 1) & mask;
    }
    return false;
}

bool dtli_gazetteer_item(const dtl_gazetteer *gazetteer,
                         const dtl_gaz_list *list, uint32_t i,
                         uint32_t *record, dtl_gaz_kind *kind)
{
    if (i >= list->count)
        return false;
    uint32_t word = dtli_load_u32(list->first + (size_t)i * 4);
    uint32_t name_kind = word >> GAZ_KIND_SHIFT;
    uint32_t index = word & GAZ_INDEX_MASK;
    if (index >= dtli_gazetteer_count(gazetteer) ||
        name_kind >= GAZ_KIND_COUNT)
        return false;
    *record = index;
    *kind = (dtl_gaz_kind)name_kind;
    return true;
}

static uint32_t shipped_count(const dtl_gazetteer *g)
{
    return (uint32_t)(g->places.len / GAZ_PLACE_SIZE);
}

uint32_t dtli_gazetteer_count(const dtl_gazetteer *gazetteer)
{
    return shipped_count(gazetteer) +
           (gazetteer->own ? gazetteer->own->count : 0);
}

bool dtli_gazetteer_is_own(const dtl_gazetteer *gazetteer, uint32_t index)
{
    return gazetteer->own && index >= shipped_count(gazetteer);
}

bool dtli_gazetteer_record(const dtl_gazetteer *gazetteer, uint32_t index,
                           dtl_gaz_record *out)
{
    if (index >= shipped_count(gazetteer))
        return gazetteer->own && dtli_own_record(gazetteer->own, index, out);
    const char *at = gazetteer->places.ptr + (size_t)index * GAZ_PLACE_SIZE;
    uint32_t sizes = dtli_load_u32(at + GAZ_AT_NAME_BYTES);
    uint32_t kinds = dtli_load_u32(at + GAZ_AT_ADMIN1);
    int32_t lat = (int32_t)dtli_load_u32(at + GAZ_AT_LAT);
    int32_t lon = (int32_t)dtli_load_u32(at + GAZ_AT_LON);
    if (lat < -9000000 || lat > 9000000 || lon < -18000000 || lon > 18000000)
        return false;
    out->geonames = dtli_load_u32(at + GAZ_AT_GEONAMES);
    out->population = dtli_load_u32(at + GAZ_AT_POPULATION);
    out->lat = lat * GAZ_DEGREES;
    out->lon = lon * GAZ_DEGREES;
    out->country = (uint16_t)(sizes >> 16);
    out->admin1 = (uint16_t)kinds;
    out->feature = (uint8_t)(kinds >> 16);
    out->importance = (uint8_t)(kinds >> 24);
    out->kind = (dtl_gaz_class)gazetteer->classes[out->feature];
    return pool_text(gazetteer, dtli_load_u32(at + GAZ_AT_NAME),
                     sizes & 0xffff, &out->name);
}

static const char *country_at(const dtl_gazetteer *g, uint16_t country)
{
    if (country >= g->countries.len / GAZ_COUNTRY_SIZE)
        return NULL;
    return g->countries.ptr + (size_t)country * GAZ_COUNTRY_SIZE;
}

void dtli_gazetteer_iso3(const dtl_gazetteer *gazetteer, uint16_t country,
                         char out[4])
{
    const char *at = country_at(gazetteer, country);
    memset(out, 0, 4);
    if (at)
        memcpy(out, at, 3);
}

uint32_t dtli_gazetteer_country(const dtl_gazetteer *gazetteer,
                                uint16_t country)
{
    const char *at = country_at(gazetteer, country);
    return at ? dtli_load_u32(at + 8) : GAZ_NONE;
}

uint16_t dtli_gazetteer_country_of(const dtl_gazetteer *gazetteer,
                                   dtl_str code)
{
    const char *at;
    size_t skip = code.len == 2 ? 4 : 0; /* iso2 stands behind iso3 */
    for (uint16_t i = 0; (code.len == 2 || code.len == 3) &&
                         (at = country_at(gazetteer, i)) != NULL; i++)
        if (memcmp(at + skip, code.ptr, code.len) == 0 &&
            at[skip + code.len] == '\0')
            return i;
    return GAZ_NONE16;
}

uint32_t dtli_gazetteer_admin1_count(const dtl_gazetteer *gazetteer)
{
    return (uint32_t)(gazetteer->admin1.len / GAZ_ADMIN1_SIZE);
}

dtl_str dtli_gazetteer_admin1(const dtl_gazetteer *gazetteer,
                              uint16_t admin1)
{
    dtl_str name = { NULL, 0 };
    if (admin1 < gazetteer->admin1.len / GAZ_ADMIN1_SIZE) {
        const char *at =
            gazetteer->admin1.ptr + (size_t)admin1 * GAZ_ADMIN1_SIZE;
        if (!pool_text(gazetteer, dtli_load_u32(at), dtli_load_u32(at + 4),
                       &name))
            name = (dtl_str){ NULL, 0 };
    } else if (gazetteer->own) {
        name = dtli_own_admin1_text(gazetteer->own, admin1);
    }
    return name;
}

dtl_str dtli_gazetteer_feature(const dtl_gazetteer *gazetteer,
                               uint8_t feature)
{
    size_t at = (size_t)feature * GAZ_FEATURE_SIZE;
    if (at + GAZ_FEATURE_SIZE > gazetteer->features.len)
        return gazetteer->own
                   ? dtli_own_feature_text(gazetteer->own, feature)
                   : (dtl_str){ NULL, 0 };
    const char *text = gazetteer->features.ptr + at;
    return (dtl_str){ text, strnlen(text, GAZ_FEATURE_SIZE) };
}

unsigned dtli_gazetteer_cues(const dtl_gazetteer *gazetteer, dtl_str key)
{
    unsigned bits = 0;
    uint32_t at = dtli_strmap_find(gazetteer->cue_map, key);
    for (; at != DTL_STRMAP_NONE;
         at = dtli_strmap_next(gazetteer->cue_map, at))
        bits |= dtli_strmap_value(gazetteer->cue_map, at);
    return bits;
}

bool dtli_gazetteer_areacode(const dtl_gazetteer *gazetteer, dtl_str digits,
                             double *lat, double *lon)
{
    const dtl_table *table = &gazetteer->areacodes;
    uint32_t row = dtli_strmap_get(gazetteer->area_map, digits, UINT32_MAX);
    if (row == UINT32_MAX)
        return false;
    return dtli_str_to_double(
               dtli_table_cell(table, row, dtli_table_column(table, "lat")),
               lat) &&
           dtli_str_to_double(
               dtli_table_cell(table, row, dtli_table_column(table, "lon")),
               lon);
}
