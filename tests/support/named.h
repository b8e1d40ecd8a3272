/* named.h — trees made by hand with the names that a tagger would find. */
#ifndef DATELINE_TESTS_SUPPORT_NAMED_H
#define DATELINE_TESTS_SUPPORT_NAMED_H

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"
#include "support/tree.h"

/* Whether the words of `words` stand at token t; *last is its end. */
static inline bool named_at(const dtl_doc *doc, uint32_t t, dtl_str words,
                            uint32_t *last)
{
    dtl_str word;
    while (words.len > 0 && dtli_str_split(&words, ' ', &word)) {
        if (t >= doc->token_count ||
            !dtli_str_equal(doc->tokens[t].norm, word))
            return false;
        *last = t++;
    }
    return true;
}

/* Reads `tree` (tree.h) and adds names: "PER Fortunato Abat|ORG Reform
 * Party" tags every place where those words stand. */
static inline void named_read(const char *tree, const char *names,
                              const char *published, dtl_arena *arena,
                              dtl_doc *doc)
{
    dtl_str rest = dtli_str(names), one;
    test_tree_read(tree, arena, doc);
    doc->published = dtli_day_parse(dtli_str(published));
    doc->published_known = true;
    doc->names = dtli_arena_array(arena, doc->token_count + 1u,
                                  sizeof *doc->names);
    while (rest.len > 0 && dtli_str_split(&rest, '|', &one)) {
        int type = dtl_label_find(DTL_LABELS_NAME, dtli_str_slice(one, 0, 3));
        dtl_str words = dtli_str_slice(one, 4, one.len);
        for (uint32_t t = 0; t < doc->token_count; t++) {
            uint32_t last = t;
            if (!named_at(doc, t, words, &last) || doc->tokens[t].name >= 0)
                continue;
            doc->names[doc->name_count] =
                (dtl_name){ t, last, (dtl_name_type)type };
            for (uint32_t k = t; k <= last; k++)
                doc->tokens[k].name = (int32_t)doc->name_count;
            doc->name_count++;
        }
    }
}

#endif
