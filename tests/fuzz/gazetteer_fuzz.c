/* gazetteer_fuzz.c — any bytes as a compiled gazetteer; what it holds is
 * looked up and an article resolved by it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "read/block.h"
#include "resolve/gazetteer.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 2000 };

static volatile char seen; /* keeps the reads */

static void touch(dtl_str s)
{
    if (s.len)
        seen = s.ptr[0] ^ s.ptr[s.len - 1];
}

static void read_records(const dtl_gazetteer *g)
{
    for (uint32_t i = 0; i < dtli_gazetteer_count(g) && i < MOST; i++) {
        dtl_gaz_record is;
        char iso3[4];
        if (!dtli_gazetteer_record(g, i, &is))
            continue;
        touch(is.name);
        touch(dtli_gazetteer_admin1(g, is.admin1));
        touch(dtli_gazetteer_feature(g, is.feature));
        dtli_gazetteer_iso3(g, is.country, iso3);
        seen = (char)dtli_gazetteer_country(g, is.country);
    }
}

static void look_up(const dtl_gazetteer *g)
{
    static const char *const KEYS[] = { "paris", "iraq", "mosul", "texas",
                                        "us", "springfield", "" };
    for (size_t k = 0; k < sizeof KEYS / sizeof KEYS[0]; k++) {
        dtl_gaz_list list;
        uint32_t record;
        dtl_gaz_kind kind;
        if (!dtli_gazetteer_find(g, dtli_str(KEYS[k]), &list))
            continue;
        for (uint32_t i = 0; i < list.count && i < MOST; i++)
            if (dtli_gazetteer_item(g, &list, i, &record, &kind))
                seen = (char)kind;
    }
}

static void resolve(const dtl_gazetteer *g)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_doc doc = { 0 };
    doc.in.text = DTL_STR("MOSUL, Iraq - Two men from Paris, Texas, and "
                          "Springfield, Ill., said (318) 555-0100 is in "
                          "the US. Iraqis met in Mosul province.");
    doc.in.published = doc.published = DTL_DAY_NONE;
    if (arena && dtli_read_blocks(&doc, arena, NULL) == DTL_OK &&
        dtli_segment(&doc, arena, NULL) == DTL_OK &&
        dtli_resolve_places(g, &doc, arena, NULL) == DTL_OK)
        for (uint32_t i = 0; i < doc.token_count; i++)
            seen = (char)dtli_place_of(&doc, i);
    dtli_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    dtl_gazetteer *g = NULL;
    dtl_str bytes = { (const char *)data, size };
    snprintf(path, sizeof path, "/tmp/dateline-gaz-%ld", (long)getpid());
    if (dtli_file_write(path, bytes, NULL) != DTL_OK)
        return 0;
    if (dtli_gazetteer_open(path, NULL, &g, NULL) == DTL_OK) {
        read_records(g);
        look_up(g);
        resolve(g);
    }
    dtli_gazetteer_close(g);
    unlink(path);
    return 0;
}
