/* gazetteer_write.c — the builder's lists as sections of gazetteer.dtlx.
 *
 * Names are sorted by key, then by importance, so the same sources give the
 * same bytes whatever the order of the hash tables.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "gazetteer_build.h"

enum { MAX_PROBES = 4000, PATH_SIZE = 4096, SECTION_COUNT = 10 };

static const char *const SECTION_NAMES[SECTION_COUNT] = {
    "features", "countries", "admin1", "places", "pool",
    "keys",     "lists",     "index",  "cues",   "areacodes",
};

enum {
    FEATURES, COUNTRIES, ADMIN1, PLACES, POOL, KEYS, LISTS, INDEX, CUES,
    AREACODES
};

static void add_u32(dtl_buf *buf, uint32_t value)
{
    char bytes[4];
    dtli_store_u32(bytes, value);
    dtli_buf_add(buf, (dtl_str){ bytes, 4 });
}

static void add_padded(dtl_buf *buf, dtl_str text, size_t size)
{
    dtli_buf_add(buf, dtli_str_slice(text, 0, size));
    for (size_t i = text.len; i < size; i++)
        dtli_buf_add_char(buf, '\0');
}

static uint32_t pool_add(dtl_buf *pool, dtl_str text)
{
    uint32_t at = (uint32_t)pool->len;
    dtli_buf_add(pool, text);
    return at;
}

static void write_place(const gaz_place *p, dtl_buf *places, dtl_buf *pool)
{
    add_u32(places, p->geonames);
    add_u32(places, (uint32_t)p->lat);
    add_u32(places, (uint32_t)p->lon);
    add_u32(places, p->population);
    add_u32(places, pool_add(pool, p->name));
    add_u32(places, (uint32_t)p->name.len | (uint32_t)p->country << 16);
    add_u32(places, (uint32_t)p->admin1 | (uint32_t)p->feature << 16 |
                        (uint32_t)p->importance << 24);
    add_u32(places, 0);
}

static void write_small(const gaz_builder *b, dtl_buf *s)
{
    for (uint32_t i = 0; i < b->feature_count; i++)
        add_padded(&s[FEATURES], b->features[i], GAZ_FEATURE_SIZE);
    for (uint32_t i = 0; i < b->country_count; i++) {
        add_padded(&s[COUNTRIES], dtli_str(b->countries[i].iso3), 4);
        add_padded(&s[COUNTRIES], dtli_str(b->countries[i].iso2), 4);
        add_u32(&s[COUNTRIES], b->countries[i].place);
    }
    for (uint32_t i = 0; i < b->admin1_count; i++) {
        const gaz_division *d = &b->admin1[i];
        dtl_str name = d->own.len > 0 ? d->own : d->name;
        add_u32(&s[ADMIN1], pool_add(&s[POOL], name));
        add_u32(&s[ADMIN1], (uint32_t)name.len);
        add_u32(&s[ADMIN1], d->country);
        add_u32(&s[ADMIN1], d->place);
    }
    for (uint32_t i = 0; i < b->place_count; i++)
        write_place(&b->places[i], &s[PLACES], &s[POOL]);
}

/* qsort has no context argument: the importance travels in the item. */
typedef struct sort_item {
    gaz_name name;
    uint8_t importance;
} sort_item;

static int compare_items(const void *left, const void *right)
{
    const sort_item *a = left, *b = right;
    int order = dtli_str_compare(a->name.key, b->name.key);
    if (order != 0)
        return order;
    if (a->importance != b->importance)
        return a->importance > b->importance ? -1 : 1;
    if (a->name.place != b->name.place)
        return a->name.place < b->name.place ? -1 : 1;
    return (int)a->name.kind - (int)b->name.kind;
}

/* Writes keys and lists of the sorted names; a place once for each key, but
 * "KY" (postal) and "Ky." (short) both. */
static uint32_t write_keys(const sort_item *items, uint32_t count,
                           dtl_buf *s)
{
    uint32_t keys = 0, lists = 0;
    for (uint32_t i = 0; i < count;) {
        dtl_str key = items[i].name.key;
        uint32_t first = lists, last = GAZ_NONE;
        for (; i < count && dtli_str_equal(items[i].name.key, key); i++) {
            bool again = items[i].name.place == last &&
                         items[i].name.kind != GAZ_SHORT;
            if (again)
                continue;
            last = items[i].name.place;
            add_u32(&s[LISTS],
                    last | (uint32_t)items[i].name.kind << GAZ_KIND_SHIFT);
            lists++;
        }
        add_u32(&s[KEYS], pool_add(&s[POOL], key));
        add_u32(&s[KEYS], (uint32_t)key.len);
        add_u32(&s[KEYS], first);
        add_u32(&s[KEYS], lists - first);
        keys++;
    }
    return keys;
}

static bool write_index(dtl_buf *s, uint32_t keys)
{
    uint32_t slots = 1024;
    while (slots < keys * 2)
        slots *= 2;
    uint32_t *table = calloc(slots, sizeof *table);
    bool ok = table != NULL;
    for (uint32_t i = 0; ok && i < keys; i++) {
        const char *key = s[KEYS].ptr + (size_t)i * GAZ_KEY_SIZE;
        dtl_str text = { s[POOL].ptr + dtli_load_u32(key),
                         dtli_load_u32(key + 4) };
        uint32_t slot = (uint32_t)dtli_hash(text) & (slots - 1);
        unsigned probes = 0;
        while (table[slot] != 0 && probes++ < MAX_PROBES)
            slot = (slot + 1) & (slots - 1);
        ok = table[slot] == 0;
        table[slot] = i + 1;
    }
    for (uint32_t i = 0; ok && i < slots; i++)
        add_u32(&s[INDEX], table[i]);
    free(table);
    return ok;
}

static dtl_status write_names(const gaz_builder *b, dtl_buf *s,
                              dtl_error *err)
{
    sort_item *items = calloc(b->name_count + 1u, sizeof *items);
    if (!items)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    for (uint32_t i = 0; i < b->name_count; i++)
        items[i] = (sort_item){ b->names[i],
                                b->places[b->names[i].place].importance };
    qsort(items, b->name_count, sizeof *items, compare_items);
    uint32_t keys = write_keys(items, b->name_count, s);
    free(items);
    if (!write_index(s, keys))
        return dtl_fail(err, DTL_LIMIT, 0, 0, "E911: the index is too full");
    return DTL_OK;
}

static dtl_status add_own_table(const char *folder, const char *name,
                                dtl_buf *section, dtl_error *err)
{
    char path[PATH_SIZE];
    dtl_table table;
    snprintf(path, sizeof path, "%s/%s.tsv", folder, name);
    return gaz_load_table(path, section, &table, err);
}

dtl_status gaz_write(gaz_builder *b, const char *folder, const char *out,
                     dtl_error *err)
{
    dtl_buf s[SECTION_COUNT];
    dtl_pack_writer writer;
    for (int i = 0; i < SECTION_COUNT; i++)
        dtli_buf_init(&s[i], (size_t)1 << 30);
    dtli_pack_writer_init(&writer, "gazetteer");
    write_small(b, s);
    dtl_status status = write_names(b, s, err);
    if (status == DTL_OK)
        status = add_own_table(folder, "cues", &s[CUES], err);
    if (status == DTL_OK)
        status = add_own_table(folder, "areacodes", &s[AREACODES], err);
    for (int i = 0; status == DTL_OK && i < SECTION_COUNT; i++) {
        if (s[i].failed)
            status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
        else
            status = dtli_pack_add(&writer, SECTION_NAMES[i],
                                   dtli_buf_str(&s[i]), err);
    }
    if (status == DTL_OK)
        status = dtli_pack_write(&writer, out, err);
    dtli_pack_writer_clear(&writer);
    for (int i = 0; i < SECTION_COUNT; i++)
        dtli_buf_clear(&s[i]);
    return status;
}
