/* tree.h — the best dependency tree over arc scores. */
#ifndef DATELINE_ANALYSE_TREE_H
#define DATELINE_ANALYSE_TREE_H

#include "base/arena.h"

/* Maximum spanning arborescence with exactly one child of the root.
 *
 * scores  [n x (n + 1)] row-major: row i is the dependent word i (from 0),
 *         column 0 the root, column j + 1 the head word j. Column i + 1 of
 *         row i is not looked at. Changed by the call.
 * heads   [n]: column of the head of every word.
 *
 * Scratch from the arena is released. False when memory is out. O(n^2). */
bool dtli_tree(int64_t *scores, uint32_t n, uint32_t *heads,
               dtl_arena *arena) DTL_MUST_USE;

#endif
