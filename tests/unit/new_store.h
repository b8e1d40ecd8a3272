/* new_store.h — an empty store for one test. */
#ifndef DATELINE_TESTS_NEW_STORE_H
#define DATELINE_TESTS_NEW_STORE_H

#include <stdlib.h>
#include <unistd.h>

#include "dateline/store.h"
#include "unit/cmocka_all.h"

/* A file that drop_store takes away; `path` ends in XXXXXX. */
static inline dtl_store *new_store(char *path)
{
    dtl_store *store = NULL;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    unlink(path);
    assert_int_equal(dtl_store_open(path, DTL_STORE_CREATE, &store, NULL),
                     DTL_OK);
    return store;
}

static inline void drop_store(dtl_store *store, const char *path)
{
    dtl_store_close(store);
    unlink(path);
}

#endif
