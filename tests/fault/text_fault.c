/* text_fault.c — blocks, sentences and words without memory. */
#include "fault/fault.h"

#include "base/str.h"
#include "read/block.h"
#include "segment/segment.h"

static const char ARTICLE[] =
    "date 2024-03-04\n\nOSLO, March 4 (AP) - Norway's envoy won't meet the "
    "rebels, Mr. N. Berg said. \"We waited,\" he added.\n\nBy Kari Lund\n";

static dtl_status segment_article(void *payload, dtl_error *err)
{
    (void)payload;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
    dtl_doc doc = { 0 };
    if (!arena)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    doc.in.text = dtli_str(ARTICLE);
    doc.in.published = doc.published = DTL_DAY_NONE;
    dtl_status status = dtli_read_blocks(&doc, arena, err);
    if (status == DTL_OK)
        status = dtli_segment(&doc, arena, err);
    if (status == DTL_OK)
        assert_true(doc.sent_count >= 2);
    dtli_arena_free(arena);
    return status;
}

static void segmentation_survives(void **state)
{
    (void)state;
    assert_true(fault_run(segment_article, NULL, 0) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segmentation_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
