/* why.c — shared lemmas of two documents (why.h). */
#include "link/why.h"

#include <string.h>

#include "link/near.h"

/* A term that two documents share. */
typedef struct shared_term {
    uint64_t weight;
    dtl_str word;
} shared_term;

static bool is_weightier(shared_term term, const dtli_link_list *list,
                         uint32_t at)
{
    if (term.weight != list->weight[at])
        return term.weight > list->weight[at];
    return dtli_str_compare(term.word, list->word[at]) < 0;
}

static void put_in(dtli_link_list *list, shared_term term)
{
    uint32_t at = list->count;
    while (at > 0 && is_weightier(term, list, at - 1))
        at--;
    if (at == DTLI_LINK_TOLD)
        return;
    if (list->count < DTLI_LINK_TOLD)
        list->count++;
    for (uint32_t i = list->count - 1; i > at; i--) {
        list->word[i] = list->word[i - 1];
        list->weight[i] = list->weight[i - 1];
    }
    list->word[at] = term.word;
    list->weight[at] = term.weight;
}

void dtli_link_shared(const dtl_linker *l, uint32_t a, uint32_t b,
                      dtli_link_list lists[DTLI_TERM_KINDS])
{
    const dtli_link_doc *x = &l->docs[a], *y = &l->docs[b];
    memset(lists, 0, DTLI_TERM_KINDS * sizeof *lists);
    for (uint64_t i = x->first; i < x->first + x->count; i++)
        for (uint64_t j = y->first; j < y->first + y->count; j++) {
            uint32_t t = l->terms[i];
            if (t != l->terms[j])
                continue;
            uint64_t w = dtli_link_weight(l->idf, t, l->infos[i]);
            w *= dtli_link_weight(l->idf, t, l->infos[j]);
            put_in(&lists[DTLI_INFO_KIND(l->infos[i])],
                   (shared_term){ w, l->words.word[t] });
        }
}

void dtli_link_why(const dtl_linker *l, uint32_t doc, dtl_buf *out)
{
    static const char *const KINDS[DTLI_TERM_KINDS] = {
        [DTLI_TERM_NAME] = "names",
        [DTLI_TERM_NUMBER] = "numbers",
        [DTLI_TERM_VERB] = "verbs",
        [DTLI_TERM_WORD] = "words",
    };
    uint32_t near = l->near[doc];
    dtli_link_list lists[DTLI_TERM_KINDS];
    const char *before = ": ";
    if (near == doc)
        return;
    bool copy = l->first[doc] == l->first[near];
    dtli_buf_printf(out, "%s %.*s", copy ? "nearly the same as" : "like",
                    DTL_FMT(l->docs[near].id));
    dtli_link_shared(l, doc, near, lists);
    for (int k = 0; k < DTLI_TERM_KINDS; k++)
        for (uint32_t i = 0; i < lists[k].count; i++) {
            if (i == 0)
                dtli_buf_printf(out, "%s%s ", before, KINDS[k]);
            dtli_buf_printf(out, "%s%.*s", i ? ", " : "",
                            DTL_FMT(lists[k].word[i]));
            before = "; ";
        }
}
