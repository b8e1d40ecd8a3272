/* actors.h — the shipped actor tables, open while a group of tests runs. */
#ifndef DATELINE_TESTS_SUPPORT_ACTORS_H
#define DATELINE_TESTS_SUPPORT_ACTORS_H

#include "unit/cmocka_all.h"

#include "resolve/actor.h"

static dtl_lexicon *lexicon;
static dtl_actors *actors;

static int open_actors(void **state)
{
    (void)state;
    dtl_error err = { 0 };
    if (dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, &err) != DTL_OK ||
        dtli_actors_open(lexicon, &actors, &err) != DTL_OK) {
        print_message("%s\n", err.message);
        return 1;
    }
    return 0;
}

static int close_actors(void **state)
{
    (void)state;
    dtli_actors_close(actors);
    dtli_lexicon_close(lexicon);
    return 0;
}

#endif
