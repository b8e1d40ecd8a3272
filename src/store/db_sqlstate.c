/* db_sqlstate.c — see db_sqlstate.h. */
#include "store/db_sqlstate.h"

#include <string.h>

#include "base/error.h"
#include "base/limits.h"

enum { WORDS_MAX = 300 };

/* Kinds of failure, by the letters that a state begins with: the first row
 * that fits holds. */
typedef enum kind {
    KIND_OTHER,
    KIND_AGAIN,   /* another writer was in the way */
    KIND_KEY,     /* another writer's row; or this one's is bad */
    KIND_BUSY,
    KIND_FULL,
    KIND_NOMEM,
    KIND_CLOSED,
    KIND_LOST,
    KIND_DENIED,
    KIND_REFUSED, /* the values are bad */
} kind;

static const struct row {
    const char *state;
    kind kind;
} ROWS[] = {
    { "40", KIND_AGAIN },      /* serialization, deadlock */
    { "55P03", KIND_BUSY },    /* lock_timeout */
    { "23", KIND_KEY },        /* unique, foreign key, not null */
    { "53100", KIND_FULL },
    { "53200", KIND_NOMEM },
    { "53300", KIND_CLOSED },  /* too many connections */
    { "08001", KIND_CLOSED },
    { "08", KIND_LOST },
    { "57P", KIND_LOST },      /* the server stops */
    { "25006", KIND_DENIED },  /* read only */
    { "42501", KIND_DENIED },
    { "22", KIND_REFUSED },    /* a value that a type does not have */
    { "54", KIND_REFUSED },    /* longer than an index or a tsvector takes */
};

static kind kind_of(const char *state)
{
    for (size_t i = 0; state && i < sizeof ROWS / sizeof ROWS[0]; i++)
        if (dtli_str_starts(dtli_str(state), dtli_str(ROWS[i].state)))
            return ROWS[i].kind;
    return KIND_OTHER;
}

static void first_line(const char *words, char out[WORDS_MAX])
{
    size_t len = strcspn(words, "\n");
    len = len < WORDS_MAX ? len : WORDS_MAX - 1;
    memcpy(out, words, len);
    out[len] = '\0';
}

dtl_status dtli_sqlstate_fail(dtl_db *db, const char *state,
                              const char *words, dtl_error *err)
{
    char line[WORDS_MAX];
    first_line(words ? words : "", line);
    kind what = kind_of(state);
    db->retry = what == KIND_AGAIN || what == KIND_KEY;
    switch (what) {
    case KIND_BUSY:
        return dtl_fail(err, DTL_STORE, 0, 0,
                        "E720: the store is busy: another process has been "
                        "writing to it for %d seconds",
                        DTL_STORE_BUSY_MS / 1000);
    case KIND_FULL:
        return dtl_fail(err, DTL_STORE, 0, 0,
                        "E721: the disk is full; what was committed stays, "
                        "run the same command again when there is room");
    case KIND_NOMEM:
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    case KIND_CLOSED:
    case KIND_DENIED:
        return dtl_fail(err, DTL_IO, 0, 0, "E722: cannot open or write: %s",
                        line);
    case KIND_LOST:
        return dtl_fail(err, DTL_IO, 0, 0,
                        "E739: the connection broke (%s); what was "
                        "committed stays", line);
    case KIND_KEY:
    case KIND_REFUSED:
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E736: the store refuses what it is given: %s",
                        line);
    case KIND_AGAIN:
    case KIND_OTHER:
        break;
    }
    return dtl_fail(err, DTL_STORE, 0, 0, "E725: %s", line);
}
