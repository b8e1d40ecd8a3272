/* place_fuzz.c — any text through the place resolver; what comes out must
 * lie inside the text, in order, with coordinates on the globe. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "resolve/place.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_places(const dtl_doc *doc)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->place_count; i++) {
        const dtl_place *p = &doc->places[i];
        require(p->first >= next && p->first <= p->last);
        require(p->last < doc->token_count && p->name.len > 0);
        require(p->span.start < p->span.end);
        require(p->span.end <= doc->in.text.len);
        require(p->lat >= -90 && p->lat <= 90);
        require(p->lon >= -180 && p->lon <= 180);
        require(p->confidence >= 0 && p->confidence <= 1);
        next = p->last + 1;
    }
    for (uint32_t i = 0; i < doc->token_count && i < 1000; i++) {
        int32_t place = dtli_place_of(doc, i);
        require(place == DTL_NO_INDEX ||
                (place >= 0 && (uint32_t)place < doc->place_count));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dtl_gazetteer *gazetteer; /* opened once for all inputs */
    if (!gazetteer)
        require(dtli_gazetteer_open(DTL_SHARE_DIR "/gazetteer.dtlx", NULL,
                                    &gazetteer, NULL) == DTL_OK);
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_doc doc = { 0 };
    doc.in.text.ptr = (const char *)data;
    doc.in.text.len = dtli_utf8_invalid((dtl_str){ doc.in.text.ptr, size });
    doc.in.published = doc.published = DTL_DAY_NONE;
    if (arena && dtli_read_blocks(&doc, arena, NULL) == DTL_OK &&
        dtli_segment(&doc, arena, NULL) == DTL_OK &&
        dtli_resolve_places(gazetteer, &doc, arena, NULL) == DTL_OK)
        check_places(&doc);
    dtli_arena_free(arena);
    return 0;
}
