/* train_test.c — what the trainer reads: vectors, treebanks, their names;
 * and that it goes downhill. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "unit/cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyse/feature.h"
#include "base/str.h"
#include "corpus.h"
#include "encoder.h"
#include "given.h"
#include "gradient.h"

enum { PATH_SIZE = 128 };

static char folder[] = "dtl-train-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[PATH_SIZE];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *put_file(const char *text)
{
    static char path[PATH_SIZE];
    static int count;
    snprintf(path, sizeof path, "%s/%d", folder, count++);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void vectors_come_out_with_mean_zero(void **state)
{
    (void)state;
    given g;
    assert_int_equal(given_read(&g, put_file("peace 1 -2.5\nwar 3 0.5\n"), NULL),
                     DTL_OK);
    assert_int_equal(g.count, 2);
    assert_int_equal(g.dim, 2);
    assert_true(g.keys[0] == dtli_word_hash(dtli_str("Peace")));
    assert_true(fabsf(g.vectors[0] + g.vectors[2]) < 1e-6f);
    assert_true(g.vectors[2] > 0.1f && g.vectors[3] > 0.1f);
    given_clear(&g);
    assert_int_equal(given_read(&g, NULL, NULL), DTL_OK);
    assert_int_equal(g.count, 0);
}

static void bad_vectors_are_refused_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line;
    } CASES[] = {
        { "peace\n", 1 },           { "peace 1 2\nwar 3\n", 2 },
        { "peace 1 2\n 3 4\n", 2 }, { "peace 1 2\nwar 3 x\n", 2 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        given g;
        dtl_error err = { 0 };
        assert_int_equal(given_read(&g, put_file(CASES[i].text), &err),
                         DTL_SYNTAX);
        assert_int_equal(err.line, CASES[i].line);
        given_clear(&g);
    }
}

static const char TREEBANK[] =
    "# newdoc id = a\n# sent_id = a-1\n"
    "1\tBan\tBan\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
    "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "3\tNew\tNew\tPROPN\tNNP\t_\t4\tcompound\t_\t_\n"
    "4\tYork\tYork\tPROPN\tNNP\t_\t2\tobj\t_\t_\n\n"
    "# sent_id = a-2\n1\tFine\tfine\tADJ\tJJ\t_\t0\troot\t_\t_\n\n";

static void names_lie_on_the_words_of_their_sentence(void **state)
{
    (void)state;
    corpus c;
    assert_int_equal(corpus_init(&c, NULL), DTL_OK);
    assert_int_equal(corpus_read_conllu(&c, put_file(TREEBANK), "", NULL),
                     DTL_OK);
    assert_true(dtli_str_is(c.sentences[1].id, "a-2"));
    assert_int_equal(
        corpus_add_names(&c, put_file("# who\na-1\t1\t1\tPER\na-1\t3\t4\tLOC\n"),
                         0, NULL),
        DTL_OK);
    assert_int_equal(c.words[0].name, 2 * DTL_NAME_PER - 1);
    assert_int_equal(c.words[1].name, LABEL_NONE);
    assert_int_equal(c.words[2].name, 2 * DTL_NAME_LOC - 1);
    assert_int_equal(c.words[3].name, 2 * DTL_NAME_LOC);
    corpus_clear(&c);
}

static void bad_names_are_refused_with_their_line(void **state)
{
    (void)state;
    static const char *const CASES[] = {
        "a-2\t1\t1\tPER\na-1\t1\t1\tPER\n", /* not in their order */
        "a-1\t1\t1\tPER\na-3\t1\t1\tPER\n",
        "a-1\t1\t1\tPER\na-2\t1\t2\tPER\n",
        "a-1\t1\t1\tPER\na-2\t0\t1\tPER\n",
        "a-1\t1\t1\tPER\na-1\t4\t3\tPER\n",
        "a-1\t1\t1\tPER\na-2\t1\t1\tWORK\n",
        "a-1\t1\t1\tPER\na-2\t1\n",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        corpus c;
        dtl_error err = { 0 };
        assert_int_equal(corpus_init(&c, NULL), DTL_OK);
        assert_int_equal(corpus_read_conllu(&c, put_file(TREEBANK), "", NULL),
                         DTL_OK);
        assert_int_equal(corpus_add_names(&c, put_file(CASES[i]), 0, &err),
                         DTL_INVALID);
        assert_int_equal(err.line, 2);
        corpus_clear(&c);
    }
}

static void files_of_another_shape_are_no_encoder(void **state)
{
    (void)state;
    static const char *const CASES[] = { "", "abc", "[CLS]\n[SEP]\n[UNK]\n" };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        encoder *e = NULL;
        dtl_error err = { 0 };
        assert_int_not_equal(encoder_open(put_file(CASES[i]), &e, &err),
                             DTL_OK);
        assert_null(e);
        assert_non_null(strstr(err.message, "E"));
    }
    encoder_close(NULL);
}

/* Teachers of a sentence of four words that are of two minds; no word is its
 * own head. */
static void doubt(corpus *c, belief *beliefs)
{
    static const likely TAGS[] = { { 1, 30000 }, { 3, 30000 }, { 0, 5535 } };
    for (uint32_t i = 0; i < c->word_count; i++) {
        likely *head = beliefs[i].head;
        head[0].label = (uint16_t)((i + 1) % 4 + 1);
        head[0].share = 40000;
        head[1].label = (uint16_t)((i + 2) % 4 + 1);
        head[1].share = 25535;
        memcpy(beliefs[i].rel, TAGS, sizeof TAGS);
        memcpy(beliefs[i].upos, TAGS, sizeof TAGS);
        memcpy(beliefs[i].xpos, TAGS, sizeof TAGS);
        c->words[i].belief = &beliefs[i];
    }
}

static void gradients_are_those_of_the_loss(void **state)
{
    (void)state;
    enum { WORDS = 5, CONTEXT = 8 };
    corpus c;
    given none = { 0 };
    belief beliefs[WORDS] = { 0 };
    float contexts[WORDS][CONTEXT];
    vocab_texts texts = { NULL, &none, 64 };
    trainer *t = calloc(1, sizeof *t);
    assert_non_null(t);
    assert_int_equal(corpus_init(&c, NULL), DTL_OK);
    assert_int_equal(corpus_read_conllu(&c, put_file(TREEBANK), "", NULL),
                     DTL_OK);
    assert_int_equal(c.word_count, WORDS);
    for (uint32_t i = 0; i < WORDS * CONTEXT; i++)
        contexts[i / CONTEXT][i % CONTEXT] = 0.3f * (float)(i % 5) - 0.6f;
    for (uint32_t i = 0; i < WORDS; i++)
        c.words[i].context = contexts[i];
    assert_int_equal(vocab_build(&t->vocab, &c, &texts, NULL), DTL_OK);
    net_config config = { .words = t->vocab.rows, .own = t->vocab.own,
                          .subs = 64, .word_dim = 16, .sub_dim = 16,
                          .layers = 2, .arc = 16, .lab = 16,
                          .scripts = t->vocab.script_count,
                          .context = CONTEXT };
    plan p = { .seed = 3, .epochs = 1, .batch_tokens = 50, .threads = 1,
               .rate = 0.001f, .raw_parts = 1 };
    FILE *to = fopen("/dev/null", "w");
    assert_non_null(to);
    assert_int_equal(trainer_init(t, &c, &config, &p, NULL), DTL_OK);
    t->net.given = t->vocab.given;
    assert_int_equal(gradient_check(t, &c, to, NULL), DTL_OK);
    doubt(&c, beliefs);
    assert_int_equal(gradient_check(t, &c, to, NULL), DTL_OK);
    fclose(to);
    trainer_clear(t);
    vocab_clear(&t->vocab);
    corpus_clear(&c);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_come_out_with_mean_zero),
        cmocka_unit_test(bad_vectors_are_refused_with_their_line),
        cmocka_unit_test(names_lie_on_the_words_of_their_sentence),
        cmocka_unit_test(bad_names_are_refused_with_their_line),
        cmocka_unit_test(files_of_another_shape_are_no_encoder),
        cmocka_unit_test(gradients_are_those_of_the_loss),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
