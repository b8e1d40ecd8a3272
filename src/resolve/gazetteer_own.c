/* gazetteer_own.c — lists of a user's own places by folded name.
 *
 * Names are sorted once; each different one gets a list with its own places
 * first, the best known before the others, and the shipped places of the
 * name behind them. A shipped place with the geonameid of an own one is the
 * same place: it is left out, and lends the own one its division.
 */
#include "resolve/gazetteer_own.h"

#include <stdlib.h>
#include <string.h>

#include "resolve/place_fold.h"

enum {
    MOST_OWN = 32, /* own places of one name that are kept */
    MOST_ALIKE = 64, /* places of one name; more are never weighed */
    MAX_FEATURES = 256
};

void dtli_own_free(dtl_gaz_own *own)
{
    if (!own)
        return;
    dtli_strmap_free(own->keys);
    dtli_arena_free(own->arena);
    free(own);
}

bool dtli_own_find(const dtl_gaz_own *own, dtl_str key, dtl_gaz_list *out)
{
    uint32_t at = dtli_strmap_get(own->keys, key, GAZ_NONE);
    if (at == GAZ_NONE)
        return false;
    *out = own->lists[at];
    return true;
}

bool dtli_own_record(const dtl_gaz_own *own, uint32_t index,
                     dtl_gaz_record *out)
{
    if (index < own->first || index - own->first >= own->count)
        return false;
    *out = own->records[index - own->first];
    return true;
}

dtl_str dtli_own_feature_text(const dtl_gaz_own *own, uint8_t feature)
{
    uint32_t at = (uint32_t)feature - own->feature_first;
    if (at >= own->feature_count)
        return (dtl_str){ NULL, 0 };
    const char *text = own->features[at];
    return (dtl_str){ text, strnlen(text, GAZ_FEATURE_SIZE) };
}

dtl_str dtli_own_admin1_text(const dtl_gaz_own *own, uint16_t admin1)
{
    uint32_t at = (uint32_t)admin1 - own->admin1_first;
    return at < own->admin1_count ? own->admin1[at] : (dtl_str){ NULL, 0 };
}

/* ------------------------------------------------ features, divisions */

int dtli_own_feature(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                     dtl_str feature)
{
    uint32_t used = own->feature_first + own->feature_count;
    for (uint32_t i = 0; i < own->feature_first; i++)
        if (dtli_str_equal(dtli_gazetteer_feature(gazetteer, (uint8_t)i),
                           feature))
            return (int)i;
    for (uint32_t i = own->feature_first; i < used; i++)
        if (dtli_str_equal(dtli_own_feature_text(own, (uint8_t)i), feature))
            return (int)i;
    if (used >= MAX_FEATURES || feature.len > GAZ_FEATURE_SIZE)
        return -1;
    memcpy(own->features[own->feature_count++], feature.ptr, feature.len);
    return (int)used;
}

/* A shipped division of the country that is called so: "Anbar". */
static bool shipped_admin1(const dtl_gazetteer *gazetteer, dtl_str key,
                           uint16_t country, uint16_t *out)
{
    dtl_gaz_list list;
    if (!dtli_gazetteer_find(gazetteer, key, &list))
        return false;
    for (uint32_t i = 0; i < list.count && i < MOST_ALIKE; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        dtl_gaz_record is;
        if (dtli_gazetteer_item(gazetteer, &list, i, &index, &kind) &&
            dtli_gazetteer_record(gazetteer, index, &is) &&
            is.kind == GAZ_ADM1 && is.country == country &&
            kind != GAZ_DEMONYM && is.admin1 != GAZ_NONE16) {
            *out = is.admin1;
            return true;
        }
    }
    return false;
}

/* Gives `name` the next number, under a copy of `key`. */
static bool new_admin1(dtl_gaz_own *own, dtl_str key, dtl_str name,
                       uint16_t *out)
{
    uint32_t at = own->admin1_first + own->admin1_count;
    if (at >= GAZ_NONE16 ||
        !dtli_arena_grow(own->arena, &own->admin1, own->admin1_count,
                         &own->admin1_capacity, sizeof *own->admin1))
        return false;
    dtl_str copy = dtli_arena_str(own->arena, name);
    key = dtli_arena_str(own->arena, key);
    if (!copy.ptr || !key.ptr || !dtli_strmap_put(own->keys, key, at))
        return false;
    own->admin1[own->admin1_count++] = copy;
    *out = (uint16_t)at;
    return true;
}

bool dtli_own_admin1(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                     uint16_t country, dtl_str name, uint16_t *out)
{
    char text[DTLI_FOLD_MAX + 2];
    dtl_str key = { text + 2, dtli_place_fold(name, text + 2) };
    *out = GAZ_NONE16;
    if (key.len == 0 || shipped_admin1(gazetteer, key, country, out))
        return true;
    /* The country goes before it in bytes that begin no folded name. */
    text[0] = (char)(0x80 | (country >> 7 & 0x3f));
    text[1] = (char)(0x80 | (country & 0x7f));
    key = (dtl_str){ text, key.len + 2 };
    uint32_t at = dtli_strmap_get(own->keys, key, GAZ_NONE);
    if (at == GAZ_NONE)
        return new_admin1(own, key, name, out);
    *out = (uint16_t)at;
    return true;
}

/* --------------------------------------------------------------- lists */

static int compare_names(const void *a, const void *b)
{
    const own_name *left = a, *right = b;
    int order = dtli_str_compare(left->key, right->key);
    if (order != 0)
        return order;
    if (left->importance != right->importance)
        return left->importance > right->importance ? -1 : 1;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return (int)left->kind - (int)right->kind;
}

/* The own place among names[0..count) that `is` is, or NULL. */
static dtl_gaz_record *same_place(dtl_gaz_own *own, const own_name *names,
                                  uint32_t count, const dtl_gaz_record *is)
{
    for (uint32_t i = 0; i < count && is->geonames != 0; i++) {
        dtl_gaz_record *place = &own->records[names[i].place];
        if (place->geonames == is->geonames)
            return place;
    }
    return NULL;
}

static uint32_t add_shipped(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                            const own_name *names, uint32_t count,
                            uint32_t *words)
{
    dtl_gaz_list list;
    uint32_t added = 0;
    if (!dtli_gazetteer_find(gazetteer, names[0].key, &list))
        return 0;
    for (uint32_t i = 0; i < list.count && added < MOST_OWN; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        dtl_gaz_record is;
        if (!dtli_gazetteer_item(gazetteer, &list, i, &index, &kind) ||
            !dtli_gazetteer_record(gazetteer, index, &is))
            continue;
        dtl_gaz_record *same = same_place(own, names, count, &is);
        if (!same)
            words[added++] = (uint32_t)kind << GAZ_KIND_SHIFT | index;
        else if (same->admin1 == GAZ_NONE16)
            same->admin1 = is.admin1;
    }
    return added;
}

/* The list of names[0..count), which are of one key. */
static bool make_list(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                      const own_name *names, uint32_t count,
                      dtl_gaz_list *out)
{
    uint32_t words[MOST_ALIKE], used = 0;
    uint32_t looked_at = count < MOST_OWN ? count : MOST_OWN;
    for (uint32_t i = 0; i < looked_at; i++)
        if (i == 0 || names[i].place != names[i - 1].place)
            words[used++] = (uint32_t)names[i].kind << GAZ_KIND_SHIFT |
                            (own->first + names[i].place);
    used += add_shipped(gazetteer, own, names, looked_at, words + used);
    char *bytes = dtli_arena_array(own->arena, used, 4);
    for (uint32_t i = 0; bytes && i < used; i++)
        dtli_store_u32(bytes + (size_t)i * 4, words[i]);
    *out = (dtl_gaz_list){ bytes, used };
    return bytes != NULL;
}

bool dtli_own_index(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                    own_name *names, uint32_t count)
{
    uint32_t made = 0;
    if (count > 0)
        qsort(names, count, sizeof *names, compare_names);
    own->lists = dtli_arena_array(own->arena, count + 1u,
                                  sizeof *own->lists);
    if (!own->lists)
        return false;
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i + 1;
        while (end < count && dtli_str_equal(names[end].key, names[i].key))
            end++;
        if (!make_list(gazetteer, own, names + i, end - i,
                       &own->lists[made]) ||
            !dtli_strmap_put(own->keys, names[i].key, made++))
            return false;
        i = end;
    }
    return true;
}
