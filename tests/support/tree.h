/* tree.h — documents made by hand for tests of the coder.
 *
 * A tree is CoNLL-U of few columns, one word a line:
 *
 *   form lemma UPOS XPOS head rel [mention]
 *
 * head counts from 1, 0 is the root; an empty line ends a sentence. A mention
 * is KIND:COUNTRY:SECTOR ("group:SYR:REB", "person::CVL"); words with the
 * same "#n" behind it corefer. Published 2024-05-16.
 */
#ifndef DATELINE_TESTS_SUPPORT_TREE_H
#define DATELINE_TESTS_SUPPORT_TREE_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Fails the running test where the tree cannot be read. */
void test_tree_read(const char *tree, dtl_arena *arena, dtl_doc *doc);

#endif
