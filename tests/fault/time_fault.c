/* time_fault.c — opening the calendar and resolving without memory. */
#include "fault/fault.h"

#include "base/day.h"
#include "base/str.h"
#include "read/block.h"
#include "resolve/time.h"
#include "segment/segment.h"
#include "write/times.h"

static const char ARTICLE[] =
    "Guards fled late on Friday, two and a half years after the raid of May "
    "3-5. Talks will resume at 8:30 p.m. next Tuesday.\n";

static dtl_status write_line(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
{
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 20);
    dtl_status status = dtli_write_times(doc, arena, &out, err);
    dtli_buf_clear(&out);
    return status;
}

static dtl_status read_article(const dtl_calendar *calendar, dtl_error *err)
{
    dtl_doc doc = { .in = { .text = dtli_str(ARTICLE),
                            .published = dtli_day_from_civil(2024, 5, 16) } };
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_status status =
        arena ? dtli_read_blocks(&doc, arena, err)
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (status == DTL_OK)
        status = dtli_segment(&doc, arena, err);
    if (status == DTL_OK)
        status = dtli_resolve_times(calendar, &doc, arena, err);
    if (status == DTL_OK)
        status = write_line(&doc, arena, err);
    dtli_arena_free(arena);
    return status;
}

static dtl_status open_and_read(void *payload, dtl_error *err)
{
    dtl_calendar *calendar = NULL;
    dtl_status status = dtli_calendar_open(payload, &calendar, err);
    if (status == DTL_OK)
        status = read_article(calendar, err);
    dtli_calendar_close(calendar);
    return status;
}

static void times_survive(void **state)
{
    (void)state;
    dtl_lexicon *lexicon = NULL;
    assert_int_equal(dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon,
                                       NULL),
                     DTL_OK);
    assert_true(fault_run(open_and_read, lexicon, 8) > 10);
    dtli_lexicon_close(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
