/* missed.c — verbs that no rule knows, between two political actors.
 *
 * "The general lambasted the premier": where the lexicon has no row for the
 * verb, the sentence yields nothing, and nobody hears of it. These verbs are
 * told so that lexicons can grow from use.
 */
#include <string.h>

#include "base/error.h"
#include "code/match.h"

/* Verbs that carry others and tell nothing by themselves. */
static bool is_carrier(const dtli_tree *tree, int32_t verb)
{
    static const dtli_known_class CARRIERS[] = {
        CLASS_LIGHT, CLASS_PHASE, CLASS_SAY, CLASS_CAUSE, CLASS_STOP,
        CLASS_FUTURE, CLASS_HYPO, CLASS_FAIL,
    };
    for (size_t i = 0; i < sizeof CARRIERS / sizeof CARRIERS[0]; i++)
        if (dtli_is_known(tree, verb, CARRIERS[i]))
            return true;
    return false;
}

static bool is_unknown(const dtli_tree *tree, int32_t verb)
{
    return tree->doc->tokens[verb].upos == DTL_UPOS_VERB &&
           dtli_wordlist_find(&tree->rules->triggers, tree->word[verb]) ==
               UINT32_MAX &&
           !is_carrier(tree, verb);
}

/* The mention that `token` heads, of somebody in politics; or none. */
static int32_t political(const dtli_tree *tree, int32_t token)
{
    if (token < 0 || !(dtli_kind_of(tree, token) & KIND_ACTOR))
        return DTL_NO_INDEX;
    int32_t mention = tree->doc->tokens[token].mention;
    const dtl_actor *actor = &tree->doc->mentions[mention].actor;
    bool in_politics = dtli_kind_of(tree, token) & (KIND_GOV | KIND_ARMED);
    return in_politics || actor->country[0] ? mention : DTL_NO_INDEX;
}

/* The other side: the object, else the first phrase with a preposition. */
static int32_t other_side(const dtli_tree *tree, int32_t verb, dtl_str *prep)
{
    int32_t found = political(tree, dtli_logical_object(tree, verb));
    *prep = DTL_STR("");
    for (int32_t c = tree->first[verb]; c >= 0 && found < 0;
         c = tree->next[c]) {
        int32_t mark = dtli_child(tree, c, DTL_REL_CASE);
        if (tree->doc->tokens[c].rel != DTL_REL_OBL || mark < 0)
            continue;
        found = political(tree, c);
        *prep = tree->doc->tokens[mark].lemma;
    }
    return found;
}

static bool find(const dtli_tree *tree, int32_t verb, dtl_missed *out)
{
    if (!is_unknown(tree, verb))
        return false;
    out->verb = (uint32_t)verb;
    out->actor = political(tree, dtli_logical_subject(tree, verb));
    out->recipient = other_side(tree, verb, &out->prep);
    if (out->actor < 0 || out->recipient < 0)
        return false;
    const dtl_mention *mentions = tree->doc->mentions;
    return !dtli_same_actor(&mentions[out->actor].actor,
                            &mentions[out->recipient].actor);
}

dtl_status dtli_missed_find(const dtl_rules *rules, dtl_doc *doc,
                            dtl_arena *arena, dtl_error *err)
{
    dtli_tree tree;
    dtl_missed missed;
    uint32_t capacity = 0;
    doc->missed = NULL;
    doc->missed_count = 0;
    dtl_status status = dtli_tree_init(&tree, rules, doc, arena, err);
    for (uint32_t i = 0; status == DTL_OK && i < doc->token_count; i++) {
        if (!find(&tree, (int32_t)i, &missed))
            continue;
        if (!dtli_arena_grow(arena, &doc->missed, doc->missed_count,
                             &capacity, sizeof *doc->missed))
            return dtl_fail(err, DTL_NOMEM, 0, 0,
                            "E521: document arena is full");
        doc->missed[doc->missed_count++] = missed;
    }
    return status;
}
