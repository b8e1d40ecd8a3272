/* link_fault.c — linking with each allocation failing in turn. */
#include "fault/fault.h"

#include <stdio.h>

#include "base/str.h"
#include "link/linker.h"

enum { DOCS = 12, TERMS = 6 };

static const char WEIGHTS[] =
    "feature\tweight\nall\t655\nat-least:copy\t700\nat-least:story\t350\n"
    "bias\t-1000\nlocal\t3974\n";

static bool drop_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    return bytes.len > 0;
}

static void encode_doc(uint32_t d, dtl_buf *out)
{
    char lemmas[TERMS][16], id[16];
    dtli_term items[TERMS];
    dtli_terms terms = { .terms = items, .count = TERMS, .published = 1 };
    for (uint32_t i = 0; i < TERMS; i++) {
        snprintf(lemmas[i], sizeof lemmas[i], "%u-%u", d % 3, i + d % 2);
        items[i] = (dtli_term){ dtli_str(lemmas[i]), 1, DTLI_TERM_NAME, true };
    }
    snprintf(id, sizeof id, "d%u", d);
    terms.id = dtli_str(id);
    dtli_terms_encode(&terms, out);
}

static dtl_status link_all(dtl_linker *l, dtl_str records, dtl_error *err)
{
    dtl_status status = dtl_linker_add(l, records, err);
    if (status == DTL_OK)
        status = dtl_linker_run(l, err);
    for (unsigned f = DTL_LINK_JSONL;
         status == DTL_OK && f <= DTL_LINK_TABLE; f++)
        status = dtl_linker_write(l, (dtl_link_format)f, drop_bytes, NULL,
                                  err);
    return status;
}

static dtl_status link_docs(void *payload, dtl_error *err)
{
    dtl_linker *l = NULL;
    dtl_buf out;
    dtli_buf_init(&out, 1 << 20);
    for (uint32_t d = 0; d < DOCS; d++)
        encode_doc(d, &out);
    dtl_status status = DTL_NOMEM;
    if (!out.failed)
        status = dtli_linker_new(payload, &l, err);
    if (status == DTL_OK)
        status = link_all(l, dtli_buf_str(&out), err);
    dtl_linker_free(l);
    dtli_buf_clear(&out);
    return status;
}

static void linking_survives(void **state)
{
    (void)state;
    dtl_table table;
    dtl_buf section;
    dtli_buf_init(&section, 1 << 20);
    assert_int_equal(dtli_table_encode(dtli_str(WEIGHTS), &section, NULL),
                     DTL_OK);
    assert_int_equal(dtli_table_init(dtli_buf_str(&section), &table, NULL),
                     DTL_OK);
    assert_true(fault_run(link_docs, &table, 0) >= 30);
    dtli_buf_clear(&section);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(linking_survives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
