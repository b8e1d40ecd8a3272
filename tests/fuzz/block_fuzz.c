/* block_fuzz.c — any UTF-8 text into blocks: in order, inside the text, not
 * overlapping, and no byte that is not blank left over. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "read/dateline.h"
#include "read/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_blank(dtl_str text, size_t start, size_t end)
{
    dtli_trim(text, &start, &end);
    if (start != end)
        abort();
}

static void check_blocks(const dtl_doc *doc)
{
    size_t at = 0;
    for (uint32_t i = 0; i < doc->block_count; i++) {
        dtl_span span = doc->blocks[i].span;
        dtl_dateline dateline;
        if (span.start < at || span.end <= span.start ||
            span.end > doc->in.text.len)
            abort();
        check_blank(doc->in.text, at, span.start);
        if (dtli_dateline_of_block(doc, i, &dateline) &&
            dateline.place.end > doc->in.text.len)
            abort();
        at = span.end;
    }
    check_blank(doc->in.text, at, doc->in.text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_doc doc;
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    char *text = malloc(size ? size : 1);
    memset(&doc, 0, sizeof doc);
    if (arena && text) {
        memcpy(text, data, size);
        doc.in.text = (dtl_str){ text, size };
        doc.in.text.len = dtli_utf8_invalid(doc.in.text);
        doc.in.published = DTL_DAY_NONE;
        if (dtli_read_blocks(&doc, arena, NULL) == DTL_OK)
            check_blocks(&doc);
    }
    free(text);
    dtli_arena_free(arena);
    return 0;
}
