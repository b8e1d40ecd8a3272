/* conllu_fault.c — CoNLL-U in and out without memory. */
#include "fault/fault.h"

#include "base/str.h"
#include "read/conllu.h"
#include "write/conllu.h"

static const char TREEBANK[] =
    "# newdoc id = a\n# sent_id = 1\n# text = They won\xe2\x80\x99t go\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
    "2-3\twon\xe2\x80\x99t\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\two\twill\tAUX\tMD\t_\t4\taux\t_\t_\n"
    "3\tn\xe2\x80\x99t\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n";

static dtl_status next_line(void *context, dtl_str *line, dtl_error *err)
{
    dtl_str *rest = context;
    (void)err;
    if (rest->len == 0 || !dtli_str_split(rest, '\n', line))
        return DTL_END;
    return DTL_OK;
}

static dtl_status write_document(const dtl_doc *doc, dtl_error *err)
{
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 20);
    dtli_write_conllu(doc, &out);
    bool failed = out.failed;
    dtli_buf_clear(&out);
    return failed ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
                  : DTL_OK;
}

static dtl_status pass_through(void *payload, dtl_error *err)
{
    (void)payload;
    dtl_str rest = dtli_str(TREEBANK);
    dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
    dtl_conllu_reader *reader =
        dtli_conllu_open(next_line, &rest, DTL_STR("file"));
    dtl_status status = DTL_NOMEM;
    dtl_doc doc;
    if (arena && reader) {
        status = dtli_conllu_next(reader, arena, &doc, err);
        if (status == DTL_OK)
            status = write_document(&doc, err);
    } else {
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    dtli_conllu_close(reader);
    dtli_arena_free(arena);
    return status;
}

static void conllu_survives(void **state)
{
    (void)state;
    assert_true(fault_run(pass_through, NULL, 1) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conllu_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
