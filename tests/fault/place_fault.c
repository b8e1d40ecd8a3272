/* place_fault.c — opening the gazetteer and resolving without memory. */
#include "fault/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "read/block.h"
#include "resolve/place.h"
#include "segment/segment.h"
#include "write/places.h"

static const char ARTICLE[] =
    "MOSUL, Iraq, March 4 (AP) - Gunmen from Paris, Texas, met near Kfar "
    "Hamra village. Iraqi police said so.\n";

static dtl_status write_line(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
{
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 20);
    dtl_status status = dtli_write_places(doc, arena, &out, err);
    dtli_buf_clear(&out);
    return status;
}

static dtl_status resolve_article(void *payload, dtl_error *err)
{
    (void)payload;
    dtl_gazetteer *g = NULL;
    dtl_doc doc = { 0 };
    dtl_status status = dtli_gazetteer_open(DTL_SHARE_DIR "/gazetteer.dtlx",
                                            NULL, &g, err);
    if (status != DTL_OK)
        return status;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    doc.in.text = dtli_str(ARTICLE);
    doc.in.published = doc.published = DTL_DAY_NONE;
    status = arena ? dtli_read_blocks(&doc, arena, err)
                   : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (status == DTL_OK)
        status = dtli_segment(&doc, arena, err);
    if (status == DTL_OK)
        status = dtli_resolve_places(g, &doc, arena, err);
    if (status == DTL_OK)
        status = write_line(&doc, arena, err);
    dtli_arena_free(arena);
    dtli_gazetteer_close(g);
    return status;
}

static void places_survive(void **state)
{
    (void)state;
    assert_true(fault_run(resolve_article, NULL, 1) >= 2);
}

static dtl_status add_list(void *payload, dtl_error *err)
{
    const char *path = payload;
    dtl_gazetteer *g = NULL;
    dtl_status status = dtli_gazetteer_open(DTL_SHARE_DIR "/gazetteer.dtlx",
                                            NULL, &g, err);
    if (status == DTL_OK)
        status = dtli_gazetteer_add(g, path, err);
    dtli_gazetteer_close(g);
    return status;
}

static void own_places_survive(void **state)
{
    (void)state;
    static const char LIST[] =
        "name\taliases\tcountry\tadmin1\tlat\tlon\n"
        "Korvash\tOld Korvash\tIQ\tUpper Vale\t33.5\t42.25\n"
        "Paris\t\tIQ\tAnbar\t33.5\t42.25\n";
    char path[] = "place_fault_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(dtli_file_write(path, dtli_str(LIST), NULL), DTL_OK);
    assert_true(fault_run(add_list, path, 1) >= 2);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_survive),
        cmocka_unit_test(own_places_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
