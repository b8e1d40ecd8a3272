/* source.c — who vouches for an event (codebook, part 10).
 *
 * "The army said rebels shelled the town" and "rebels shelled the town,
 * according to the army": the army says so, the rebels did it.
 */
#include "code/coder.h"

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

/* "according to the army", which parsers hang on the verb as obl or advcl. */
static int32_t according_to(const dtli_coding *c, int32_t token)
{
    for (int depth = 0; token >= 0 && depth < DTL_TREE_DEPTH; depth++) {
        for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
            for (int32_t e = c->tree.first[d]; e >= 0; e = c->tree.next[e])
                if (at(c, e)->rel == DTL_REL_CASE &&
                    (dtli_str_equal_nocase(at(c, e)->norm,
                                           DTL_STR("according"))))
                    return d;
        token = at(c, token)->head;
    }
    return DTL_NO_INDEX;
}

void dtli_source_find(const dtli_coding *c, dtli_telling *t)
{
    int32_t say = dtli_saying(&c->tree, t->token);
    int32_t who = DTL_NO_INDEX;
    dtli_parties sayers = { .count = 0 };
    if (say >= 0 && say != t->token)
        who = dtli_logical_subject(&c->tree, say);
    if (who < 0)
        who = according_to(c, t->token);
    if (who < 0)
        return;
    dtli_parties_add(&c->tree, who, true, &sayers);
    if (sayers.count == 0)
        return;
    t->attributed = true;
    t->attribution = sayers.actor[0];
}
