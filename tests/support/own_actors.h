/* own_actors.h — the shipped actor tables with a user's file added. */
#ifndef DATELINE_TESTS_SUPPORT_OWN_ACTORS_H
#define DATELINE_TESTS_SUPPORT_OWN_ACTORS_H

#include "unit/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "resolve/actor.h"

static dtl_lexicon *lexicon;

static int open_lexicon(void **state)
{
    (void)state;
    return dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, NULL) !=
           DTL_OK;
}

static int close_lexicon(void **state)
{
    (void)state;
    dtli_lexicon_close(lexicon);
    return 0;
}

/* Bad lines as "2:E460 7:E457 ". */
typedef struct told {
    char text[4000];
    size_t len;
    int count;
} told;

static void note(void *payload, const dtl_error *what)
{
    told *t = payload;
    t->count++;
    assert_true(strlen(what->source) > 0);
    if (t->len + 20 < sizeof t->text)
        t->len += (size_t)snprintf(t->text + t->len, 20, "%llu:%.4s ",
                                   (unsigned long long)what->line,
                                   what->message);
}

static dtl_status add(dtl_actors *actors, dtl_str text, told *t,
                      dtl_error *err)
{
    char path[] = "own_actors_test_XXXXXX";
    dtli_own_report report = { note, t };
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(dtli_file_write(path, text, NULL), DTL_OK);
    dtl_status status = dtli_actors_add(actors, path, &report, err);
    if (status != DTL_OK) {
        assert_int_equal(status, err->code);
        assert_string_equal(err->source, path);
    }
    remove(path);
    return status;
}

static dtl_actors *shipped(void)
{
    dtl_actors *actors = NULL;
    assert_int_equal(dtli_actors_open(lexicon, &actors, NULL), DTL_OK);
    return actors;
}

/* The shipped tables and `text`, whose bad lines must be `bad`. */
static dtl_actors *open_with(const char *text, const char *bad)
{
    dtl_actors *actors = shipped();
    told t = { .text = "" };
    dtl_error err = { 0 };
    dtl_status status = add(actors, dtli_str(text), &t, &err);
    if (status != DTL_OK)
        print_message("%s\n", err.message);
    assert_int_equal(status, DTL_OK);
    assert_string_equal(t.text, bad);
    return actors;
}

#endif
