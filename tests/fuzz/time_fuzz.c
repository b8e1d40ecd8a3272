/* time_fuzz.c — any text, published on a day that its first bytes choose,
 * through the readers into time expressions and the days of each token. */
#include <stdint.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/utf8.h"
#include "read/block.h"
#include "resolve/time.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const dtl_calendar *calendar(void)
{
    static dtl_lexicon *lexicon;
    static dtl_calendar *opened;
    if (!opened &&
        (dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, NULL) ||
         dtli_calendar_open(lexicon, &opened, NULL)))
        abort();
    return opened;
}

/* Two bytes pick a day in years 1 to 9999, both ends and none among them. */
static dtl_day pick_day(const uint8_t *data, size_t size)
{
    if (size < 2)
        return DTL_DAY_NONE;
    uint32_t pick = (uint32_t)data[0] << 8 | data[1];
    if (pick == 0)
        return DTL_DAY_NONE;
    return pick == 0xffff
               ? DTL_DAY_MAX
               : DTL_DAY_MIN + (dtl_day)((pick - 1) * INT64_C(3652058) / 0xfffe);
}

static void check(const dtl_doc *doc)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < doc->timex_count; i++) {
        const dtl_timex *t = &doc->timexes[i];
        if (t->span.start < end || t->span.end <= t->span.start ||
            t->span.end > doc->in.text.len || t->last < t->first ||
            t->last >= doc->token_count || t->value.len == 0)
            abort(); /* in order, apart, inside the text */
        if (t->from != DTL_DAY_NONE && t->to != DTL_DAY_NONE && t->from > t->to)
            abort();
        end = t->span.end;
    }
    for (uint32_t i = 0; i < doc->token_count; i++) {
        dtl_when when = dtli_when_of(doc, i, i % 2 == 0);
        if (when.timex >= (int32_t)doc->timex_count)
            abort();
        if (when.from != DTL_DAY_NONE && when.to != DTL_DAY_NONE &&
            when.from > when.to)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_str text = { (const char *)data + (size < 2 ? size : 2),
                     size < 2 ? 0 : size - 2 };
    dtl_arena *arena = dtli_arena_new((size_t)256 << 20);
    dtl_doc doc = { .in = { .text = text, .published = pick_day(data, size) } };
    if (arena && dtli_utf8_invalid(text) == text.len &&
        dtli_read_blocks(&doc, arena, NULL) == DTL_OK &&
        dtli_segment(&doc, arena, NULL) == DTL_OK &&
        dtli_resolve_times(calendar(), &doc, arena, NULL) == DTL_OK)
        check(&doc);
    dtli_arena_free(arena);
    return 0;
}
