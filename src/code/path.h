/* path.h — the way through the tree from one word to another. */
#ifndef DATELINE_CODE_PATH_H
#define DATELINE_CODE_PATH_H

#include "code/coder.h"

enum {
    DTL_PATH_SIZE = 72, /* bytes of a path, its NUL included */
    DTL_FAR = 1000      /* more steps than any path has */
};

/* Writes relations upward with '^', downward with '!': "nsubj^" from the
 * subject of `to`; "nsubj^xcomp!" from that of the verb whose complement
 * `to` is. Returns the number of steps; DTL_FAR and an empty path where there
 * is no short way. */
int dtli_path_find(const dtli_coding *c, int32_t from, int32_t to,
                   char path[DTL_PATH_SIZE]);

/* Lemma of the preposition of a word, "-" without one. */
dtl_str dtli_case_word(const dtli_coding *c, int32_t token);

#endif
