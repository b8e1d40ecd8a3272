/* conllu_test.c — CoNLL-U in and out. */
#include "unit/cmocka_all.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/str.h"
#include "read/conllu.h"
#include "segment/segment.h"
#include "write/conllu.h"

/* Lines of a string in memory. */
static dtl_status string_line(void *context, dtl_str *line, dtl_error *err)
{
    dtl_str *rest = context;
    (void)err;
    if (!rest->ptr || rest->len == 0)
        return DTL_END;
    return dtli_str_split(rest, '\n', line) ? DTL_OK : DTL_END;
}

typedef struct fixture {
    dtl_str rest;
    dtl_conllu_reader *reader;
    dtl_arena *arena;
    dtl_doc doc;
    dtl_error err;
    dtl_buf out;
} fixture;

static void begin(fixture *f, const char *text)
{
    memset(f, 0, sizeof *f);
    f->rest = dtli_str(text);
    f->arena = dtli_arena_new((size_t)1 << 26);
    f->reader = dtli_conllu_open(string_line, &f->rest, DTL_STR("file"));
    assert_non_null(f->reader);
    dtli_buf_init(&f->out, (size_t)1 << 26);
}

static void end(fixture *f)
{
    dtli_conllu_close(f->reader);
    dtli_arena_free(f->arena);
    dtli_buf_clear(&f->out);
}

static dtl_status next(fixture *f)
{
    dtli_arena_reset(f->arena);
    memset(&f->err, 0, sizeof f->err);
    return dtli_conllu_next(f->reader, f->arena, &f->doc, &f->err);
}

static const char *written(fixture *f)
{
    dtli_buf_reset(&f->out);
    dtli_write_conllu(&f->doc, &f->out);
    dtli_buf_add_char(&f->out, '\0');
    assert_false(f->out.failed);
    return f->out.ptr;
}

#define BLANKS "\t_\t_\t_\t_\t_\t_\t_\t_\n"
#define NO_SPACE "\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"

static void given_words_are_kept_and_placed(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "# newdoc id = a\n# sent_id = s1\n# text = Rebels  don't go.\n"
              "1\tRebels" BLANKS "2-3\tdon't" BLANKS "2\tdo" BLANKS
              "3\tn't" BLANKS "4\tgo" NO_SPACE "5\t." BLANKS
              "\n# sent_id = s2\n1\tIt" BLANKS "2\tfell" NO_SPACE
              "3\t!" BLANKS "\n"
              "# newpar\n1\tEnd" BLANKS "\n");
    assert_int_equal(next(&f), DTL_OK);
    assert_true(dtli_str_is(f.doc.in.id, "a"));
    assert_true(dtli_str_is(f.doc.in.text,
                            "Rebels  don't go. It fell!\n\nEnd"));
    assert_int_equal(f.doc.sent_count, 3);
    assert_int_equal(f.doc.block_count, 2);
    assert_int_equal(f.doc.sents[2].block, 1);
    static const dtl_span WANT[] = { { 0, 6 },   { 8, 10 },  { 10, 13 },
                                     { 14, 16 }, { 16, 17 }, { 18, 20 },
                                     { 21, 25 }, { 25, 26 }, { 28, 31 } };
    assert_int_equal(f.doc.token_count, 9);
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(f.doc.tokens[i].span.start, WANT[i].start);
        assert_int_equal(f.doc.tokens[i].span.end, WANT[i].end);
    }
    assert_int_equal(f.doc.tokens[1].flags, DTL_TOKEN_JOINED);
    assert_int_equal(next(&f), DTL_END);
    end(&f);
}

static void text_that_differs_is_built_from_the_forms(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "# text = Something else\n1\tIt" BLANKS "2\tfell" NO_SPACE
              "3\t." BLANKS "\n1-2\tau" NO_SPACE "1\t\xc3\xa0" BLANKS
              "2\tle" BLANKS "3\t!" BLANKS);
    assert_int_equal(next(&f), DTL_OK);
    assert_true(dtli_str_is(f.doc.in.id, "file"));
    assert_true(dtli_str_is(f.doc.in.text, "It fell. au!"));
    assert_int_equal(f.doc.tokens[3].span.start, 9);
    assert_int_equal(f.doc.tokens[3].span.end, 11);
    assert_int_equal(f.doc.tokens[4].span.end, 11);
    end(&f);
}

static void annotation_is_read(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "1\tTroops\ttroop\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n"
              "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
              "3\twest\twest\tODD\tODD\t_\t2\tobl:odd\t_\t_\n");
    assert_int_equal(next(&f), DTL_OK);
    const dtl_token *tok = f.doc.tokens;
    assert_int_equal(tok[0].upos, DTL_UPOS_NOUN);
    assert_int_equal(tok[0].xpos, DTL_XPOS_NNS);
    assert_int_equal(tok[0].head, 1);
    assert_int_equal(tok[0].rel, DTL_REL_NSUBJ);
    assert_int_equal(tok[1].head, DTL_NO_INDEX);
    assert_true(dtli_str_is(tok[1].lemma, "leave"));
    assert_int_equal(tok[2].upos, DTL_UPOS_X);
    assert_int_equal(tok[2].xpos, DTL_XPOS_NONE);
    assert_int_equal(tok[2].rel, DTL_REL_OBL);
    end(&f);
}

static void ranges_nodes_and_comments_pass_through(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "# note = kept\n# newdoc id = a\n# sent_id = x\n"
              "# text = don't\n0.1\tnode" BLANKS "1-2\tdon't" BLANKS
              "1\tdo" BLANKS "1.1\tmore" BLANKS "2\tn't" BLANKS
              "2.1\tlast" BLANKS "\n");
    assert_int_equal(next(&f), DTL_OK);
    assert_string_equal(
        written(&f),
        "# newdoc id = a\n# note = kept\n# sent_id = x\n# text = don't\n"
        "0.1\tnode" BLANKS "1-2\tdon't" BLANKS
        "1\tdo\t_\t_\t_\t_\t_\t_\t_\tStart=0|End=2\n"
        "1.1\tmore" BLANKS
        "2\tn't\t_\t_\t_\t_\t_\t_\t_\tStart=2|End=5\n"
        "2.1\tlast" BLANKS "\n");
    end(&f);
}

static void documents_come_one_by_one(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "\n# newdoc id = a\n1\tA" BLANKS "\n# sent_id = b1\n"
              "# newdoc id = b\r\n1\tB\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n"
              "# newdoc\n1\tC" BLANKS "\n# newdoc\n1\tD" BLANKS);
    static const char *const IDS[] = { "a", "b", "file", "file-2" };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(next(&f), DTL_OK);
        assert_true(dtli_str_is(f.doc.in.id, IDS[i]));
        assert_int_equal(f.doc.token_count, 1);
    }
    assert_int_equal(next(&f), DTL_END);
    assert_int_equal(next(&f), DTL_END);
    end(&f);
}

static void bad_rows_are_told_and_skipped(void **state)
{
    (void)state;
    static const struct {
        const char *name, *rows, *id;
        dtl_status want;
        uint64_t line, byte;
    } CASES[] = {
        { "range backwards", "1\tA" BLANKS "3-2\tB" BLANKS, "E211",
          DTL_SYNTAX, 3, 0 },
        { "ranges overlap", "1-2\tA" BLANKS "1\tA" BLANKS "2-3\tB" BLANKS,
          "E211", DTL_SYNTAX, 4, 0 },
        { "node out of order", "2.1\tA" BLANKS, "E212", DTL_SYNTAX, 2, 0 },
        { "head no number", "1\tA\t_\t_\t_\t_\tx\t_\t_\t_\n", "E213",
          DTL_SYNTAX, 2, 12 },
        { "word skipped", "1\tA" BLANKS "3\tB" BLANKS, "E215", DTL_SYNTAX, 3,
          0 },
        { "no form", "1\t" BLANKS, "E216", DTL_SYNTAX, 2, 2 },
        { "not utf-8", "1\tA\xff" BLANKS, "E217", DTL_SYNTAX, 2, 3 },
        { "two columns", "1\tA\n", "E218", DTL_SYNTAX, 2, 0 },
        { "eleven columns", "1\tA\t_" BLANKS, "E218", DTL_SYNTAX, 2, 0 },
        { "range without words", "1-2\tA" BLANKS "1\tB" BLANKS "\n", "E219",
          DTL_SYNTAX, 4, 0 },
        { "head too high", "1\tA\t_\t_\t_\t_\t2\t_\t_\t_\n\n", "E220",
          DTL_SYNTAX, 2, 12 },
        { "heads in a circle",
          "1\tA\t_\t_\t_\t_\t2\t_\t_\t_\n2\tB\t_\t_\t_\t_\t1\t_\t_\t_\n\n",
          "E221", DTL_SYNTAX, 4, 0 },
        { "comment inside", "1\tA" BLANKS "# text = A\n", "E223", DTL_SYNTAX,
          3, 0 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[400];
        fixture f;
        print_message("case: %s\n", CASES[i].name);
        snprintf(text, sizeof text, "# newdoc id = a\n%s# x\n# newdoc id = b\n"
                 "1\tB" BLANKS, CASES[i].rows);
        begin(&f, text);
        assert_int_equal(next(&f), CASES[i].want);
        assert_memory_equal(f.err.message, CASES[i].id, 4);
        assert_int_equal(f.err.line, CASES[i].line);
        assert_int_equal(f.err.byte, CASES[i].byte);
        assert_int_equal(next(&f), DTL_OK);
        assert_true(dtli_str_is(f.doc.in.id, "b"));
        end(&f);
    }
}

static void sentences_have_a_limit(void **state)
{
    (void)state;
    dtl_buf text;
    fixture f;
    dtli_buf_init(&text, (size_t)1 << 20);
    for (int i = 1; i <= DTL_MAX_SENTENCE_TOKENS + 1; i++)
        dtli_buf_printf(&text, "%d\tword" BLANKS, i);
    dtli_buf_add_char(&text, '\0');
    begin(&f, text.ptr);
    assert_int_equal(next(&f), DTL_LIMIT);
    assert_int_equal(f.err.line, DTL_MAX_SENTENCE_TOKENS + 1);
    assert_int_equal(next(&f), DTL_END);
    end(&f);
    dtli_buf_clear(&text);
}

static void long_documents_come_in_parts(void **state)
{
    (void)state;
    dtl_buf text;
    fixture f;
    char form[DTL_MAX_TOKEN_BYTES];
    uint32_t rows = (uint32_t)(DTL_MAX_TEXT_BYTES / 2 / sizeof form + 10);
    memset(form, 'a', sizeof form);
    dtli_buf_init(&text, (size_t)1 << 28);
    for (uint32_t i = 0; i < rows; i++) {
        dtli_buf_add(&text, DTL_STR("1\t"));
        dtli_buf_add(&text, (dtl_str){ form, sizeof form });
        dtli_buf_add(&text, DTL_STR(BLANKS "\n"));
    }
    dtli_buf_add_char(&text, '\0');
    begin(&f, text.ptr);
    assert_int_equal(next(&f), DTL_OK);
    assert_true(f.doc.in.text.len > DTL_MAX_TEXT_BYTES / 2);
    uint32_t first = f.doc.token_count;
    assert_true(first < rows);
    assert_int_equal(next(&f), DTL_OK);
    assert_int_equal(f.doc.token_count, rows - first);
    assert_true(dtli_str_is(f.doc.in.id, "file"));
    assert_memory_equal(written(&f), "# sent_id = ", 12);
    assert_int_equal(next(&f), DTL_END);
    end(&f);
    dtli_buf_clear(&text);
}

static void a_text_of_blanks_has_a_limit(void **state)
{
    (void)state;
    dtl_buf text;
    fixture f;
    dtli_buf_init(&text, (size_t)1 << 28);
    dtli_buf_add(&text, DTL_STR("# text = a"));
    for (size_t i = 0; i < DTL_MAX_TEXT_BYTES; i++)
        dtli_buf_add_char(&text, ' ');
    dtli_buf_add(&text, DTL_STR("b\n1\ta" BLANKS "2\tb" BLANKS "\n"));
    dtli_buf_add_char(&text, '\0');
    begin(&f, text.ptr);
    assert_int_equal(next(&f), DTL_LIMIT);
    assert_memory_equal(f.err.message, "E228", 4);
    assert_int_equal(f.err.line, 4);
    assert_int_equal(next(&f), DTL_END);
    end(&f);
    dtli_buf_clear(&text);
}

static void segmented_text_is_written(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "");
    dtl_str text = DTL_STR("\xc3\x89va\tdidn't\nsay so. Then");
    dtl_block block = { { 0, (uint32_t)text.len }, DTL_BLOCK_BODY };
    f.doc = (dtl_doc){ .in.id = DTL_STR("d\n1"), .in.text = text,
                       .blocks = &block, .block_count = 1 };
    assert_int_equal(dtli_segment(&f.doc, f.arena, &f.err), DTL_OK);
    dtl_name name = { 0, 0, DTL_NAME_PER };
    f.doc.names = &name;
    f.doc.name_count = 1;
    f.doc.tokens[0].name = 0;
    for (uint32_t i = 0; i < 6; i++) {
        f.doc.tokens[i].head = i == 3 ? DTL_NO_INDEX : 3;
        f.doc.tokens[i].rel = i == 3 ? DTL_REL_ROOT : DTL_REL_DEP;
        f.doc.tokens[i].xpos = DTL_XPOS_NN;
        f.doc.tokens[i].upos = DTL_UPOS_NOUN;
    }
    assert_string_equal(
        written(&f),
        "# newdoc id = d 1\n# sent_id = d 1-1\n"
        "# text = \xc3\x89va didn't say so.\n"
        "1\t\xc3\x89va\t_\tNOUN\tNN\t_\t4\tdep\t_\tNE=B-PER|Start=0|End=3\n"
        "2-3\tdidn't" BLANKS
        "2\tdid\t_\tNOUN\tNN\t_\t4\tdep\t_\tStart=4|End=7\n"
        "3\tn't\t_\tNOUN\tNN\t_\t4\tdep\t_\tStart=7|End=10\n"
        "4\tsay\t_\tNOUN\tNN\t_\t0\troot\t_\tStart=11|End=14\n"
        "5\tso\t_\tNOUN\tNN\t_\t4\tdep\t_\tSpaceAfter=No|Start=15|End=17\n"
        "6\t.\t_\tNOUN\tNN\t_\t4\tdep\t_\tStart=17|End=18\n\n"
        "# sent_id = d 1-2\n# text = Then\n"
        "1\tThen\t_\t_\t_\t_\t_\t_\t_\tStart=19|End=23\n\n");
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_words_are_kept_and_placed),
        cmocka_unit_test(text_that_differs_is_built_from_the_forms),
        cmocka_unit_test(annotation_is_read),
        cmocka_unit_test(ranges_nodes_and_comments_pass_through),
        cmocka_unit_test(documents_come_one_by_one),
        cmocka_unit_test(bad_rows_are_told_and_skipped),
        cmocka_unit_test(sentences_have_a_limit),
        cmocka_unit_test(long_documents_come_in_parts),
        cmocka_unit_test(a_text_of_blanks_has_a_limit),
        cmocka_unit_test(segmented_text_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
