/* actor_fault.c — opening the actor tables and resolving without memory. */
#include "fault/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "resolve/actor.h"
#include "support/named.h"

static const char TREE[] =
    "Iraqi iraqi ADJ JJ 3 amod\narmy army NOUN NN 3 compound\n"
    "chief chief NOUN NN 4 nmod:desc\nAmos Amos PROPN NNP 6 nsubj\n"
    "Mbeki Mbeki PROPN NNP 4 flat\nmet meet VERB VBD 0 root\n"
    "the the DET DT 8 det\ngovernment government NOUN NN 6 obj\n\n"
    "He he PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n";

static dtl_status open_tables(void *payload, dtl_error *err)
{
    dtl_actors *actors = NULL;
    dtl_status status = dtli_actors_open(payload, &actors, err);
    dtli_actors_close(actors);
    return status;
}

static void tables_survive(void **state)
{
    (void)state;
    dtl_lexicon *lexicon = NULL;
    dtl_error err = { 0 };
    assert_int_equal(
        dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, &err),
        DTL_OK);
    assert_true(fault_run(open_tables, lexicon, 4) > 10);
    dtli_lexicon_close(lexicon);
}

static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(dtli_file_write(path, dtli_str(text), NULL), DTL_OK);
}

static void own_files_survive(void **state)
{
    (void)state;
    static const char DICTIONARY[] =
        "!PERSON! = MAN, WOMEN\n&SIDE\n+NORTH\n+SOUTH\n"
        "VELMAR [VLM]\n+LAMINE_Z\x1aROUK_\n+OLD_VELMAR_\n"
        "KOSOVO_ [KSV]\nAMOS_TEREK_\n\t[VLMGOV 980101-990101]\n"
        "LEAGUE!PERSON! [~SOC]\n&SIDE_GUARD {SIDE_GUARDS} [~MIL]\n"
        "QUAY_HAND [~LAB]\nRELIEF_BODY [NGO~]\n";
    static const char TABLE[] = "name\taliases\tcode\n"
                                "Korvash Brigade\tKB|Boys\tVLMREB\n"
                                "pilot\t\t~BUS\n";
    char dictionary[] = "actor_fault_XXXXXX", table[] = "actor_fault_XXXXXX";
    dtl_lexicon *lexicon = NULL;
    int met = 0, left = 0;
    write_file(dictionary, DICTIONARY);
    write_file(table, TABLE);
    assert_int_equal(
        dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, NULL),
        DTL_OK);
    for (uint64_t n = 1; n < 4000 && !left; n += 1 + n / 16) {
        dtl_actors *actors = NULL;
        dtl_error err = { 0 };
        assert_int_equal(dtli_actors_open(lexicon, &actors, NULL), DTL_OK);
        dtli_alloc_fail_after(n);
        dtl_status status = dtli_actors_add(actors, dictionary, NULL, &err);
        if (status == DTL_OK)
            status = dtli_actors_add(actors, table, NULL, &err);
        left = fault_is_left(n);
        dtli_alloc_fail_after(0);
        met += status == DTL_NOMEM;
        assert_true(status == DTL_NOMEM || (status == DTL_OK && left));
        dtli_actors_close(actors);
    }
    assert_true(left && met > 4);
    dtli_lexicon_close(lexicon);
    remove(dictionary);
    remove(table);
}

/* The tree is read before each failure is armed: only resolving is tried. */
static void resolving_survives(void **state)
{
    (void)state;
    dtl_lexicon *lexicon = NULL;
    dtl_actors *actors = NULL;
    dtl_error err = { 0 };
    assert_int_equal(
        dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, &err),
        DTL_OK);
    assert_int_equal(dtli_actors_open(lexicon, &actors, &err), DTL_OK);
    for (uint64_t n = 1; n < 4000; n++) {
        dtl_doc doc;
        dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
        named_read(TREE, "PER Amos Mbeki", "2010-05-01", arena, &doc);
        dtli_alloc_fail_after(n);
        err = (dtl_error){ 0 };
        dtl_status status = dtli_resolve_actors(actors, &doc, arena, &err);
        int left = fault_is_left(n);
        dtli_alloc_fail_after(0);
        dtli_arena_free(arena);
        assert_true(status == DTL_NOMEM || status == DTL_OK);
        if (left)
            break;
    }
    dtli_actors_close(actors);
    dtli_lexicon_close(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_survive),
        cmocka_unit_test(own_files_survive),
        cmocka_unit_test(resolving_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
