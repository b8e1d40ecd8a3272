/* match.c — does a rule's frame hold around a word? (match.h)
 *
 * Candidates come from the index by lemma; of those whose conditions all
 * hold the heaviest wins, of equals the first. A word of the trigger beyond
 * its head counts as much as a condition on words.
 */
#include "code/match.h"

enum { WEIGHT_TRIGGER_WORD = 5 };

typedef struct matching {
    const dtli_tree *tree;
    int32_t token;
    char pos;
    unsigned modality;
} matching;

static bool value_holds(const dtli_tree *tree, int32_t token,
                        const dtli_value *value)
{
    switch (value->kind) {
    case VALUE_CLASS:
        return dtli_in_class(tree, token, value->id);
    case VALUE_KIND:
        return (dtli_kind_of(tree, dtli_phrase_head(tree, token)) &
                value->id) != 0;
    case VALUE_TERM:
        break;
    }
    for (uint32_t head = 0; head < value->term.count; head++)
        if (dtli_term_around(tree, token, &value->term, head))
            return true;
    return false;
}

static bool any_holds(const matching *m, const dtli_cond *cond, int32_t token)
{
    const dtli_value *values = m->tree->rules->values + cond->first;
    for (uint32_t i = 0; i < cond->count; i++)
        if (value_holds(m->tree, token, &values[i]))
            return true;
    return false;
}

/* A list counts as what its members are: "ties and trade". */
static bool hits_hold(const matching *m, const dtli_cond *cond,
                      const dtli_hits *hits)
{
    for (uint32_t i = 0; i < hits->count; i++) {
        int32_t t = hits->token[i];
        if (any_holds(m, cond, t) ||
            any_holds(m, cond, dtli_phrase_head(m->tree, t)))
            return true;
        for (int32_t c = m->tree->first[t]; c >= 0; c = m->tree->next[c])
            if (m->tree->doc->tokens[c].rel == DTL_REL_CONJ &&
                any_holds(m, cond, c))
                return true;
    }
    return false;
}

/* "sent=union", "doc=@LABOUR": words anywhere in the sentence, the text. */
static bool in_sentence(const matching *m, const dtli_cond *cond)
{
    const dtl_doc *doc = m->tree->doc;
    const dtl_sent *sent = &doc->sents[doc->tokens[m->token].sent];
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        if ((int32_t)i != m->token && any_holds(m, cond, (int32_t)i))
            return true;
    return false;
}

static bool class_in_document(const dtli_tree *tree, uint32_t class_id)
{
    const dtli_wordlist *members = &tree->rules->members;
    for (uint32_t i = 0; i < members->count; i++)
        if (members->entries[i].value == class_id &&
            members->entries[i].term.count == 1 &&
            tree->seen[members->entries[i].term.word[0]])
            return true;
    return false;
}

static bool in_document(const matching *m, const dtli_cond *cond)
{
    const dtli_value *values = m->tree->rules->values + cond->first;
    for (uint32_t i = 0; i < cond->count; i++) {
        if (values[i].kind == VALUE_TERM &&
            m->tree->seen[values[i].term.word[0]])
            return true;
        if (values[i].kind == VALUE_CLASS &&
            class_in_document(m->tree, values[i].id))
            return true;
    }
    return false;
}

static bool flag_holds(const matching *m, const dtli_cond *cond)
{
    if (cond->slot == SLOT_PASS)
        return dtli_is_verb(m->tree, m->token) &&
               dtli_is_passive(m->tree, m->token);
    return (m->modality &
            (cond->slot == SLOT_NEG ? MODAL_NEGATED : MODAL_FUTURE)) != 0;
}

static bool slot_holds(const matching *m, const dtli_cond *cond)
{
    dtli_hits hits = { .count = 0 };
    dtli_slot slot = { .kind = cond->slot, .prep = cond->prep };
    if (cond->slot == SLOT_PASS || cond->slot == SLOT_NEG ||
        cond->slot == SLOT_FUTURE)
        return flag_holds(m, cond);
    if (cond->slot == SLOT_SENT)
        return in_sentence(m, cond);
    if (cond->slot == SLOT_DOC)
        return in_document(m, cond);
    dtli_slot_find(m->tree, m->token, m->pos, &slot, &hits);
    if (hits.count == 0)
        return false;
    if (cond->count == 0)
        return cond->slot != SLOT_LIGHT ||
               dtli_is_known(m->tree, hits.token[0], CLASS_LIGHT);
    if (cond->slot == SLOT_XCOMP || cond->slot == SLOT_CCOMP)
        dtli_complements(m->tree, &hits);
    return hits_hold(m, cond, &hits);
}

static bool frame_holds(const matching *m, const dtli_rule *rule)
{
    const dtli_cond *conds = m->tree->rules->conds + rule->cond_first;
    for (uint32_t i = 0; i < rule->cond_count; i++)
        if (slot_holds(m, &conds[i]) == conds[i].negate)
            return false;
    return true;
}

static bool pos_fits(const dtli_tree *tree, int32_t token, char pos)
{
    uint8_t upos = tree->doc->tokens[token].upos;
    if (tree->joined[token]) /* "ill" or "treated", whichever is the head */
        return true;
    if (pos == 'v')
        return dtli_is_verb(tree, token);
    if (pos == 'n')
        return dtli_is_noun(tree, token);
    return upos == DTL_UPOS_ADJ || upos == DTL_UPOS_ADV ||
           upos == DTL_UPOS_VERB;
}

const dtli_rule *dtli_match(const dtli_tree *tree, int32_t token,
                            unsigned modality)
{
    const dtli_wordlist *triggers = &tree->rules->triggers;
    const dtli_rule *best = NULL;
    uint32_t best_weight = 0;
    matching m = { tree, token, 0, modality };
    uint32_t e = dtli_wordlist_find(triggers, tree->word[token]);
    for (; e != UINT32_MAX; e = triggers->entries[e].next) {
        const dtli_entry *entry = &triggers->entries[e];
        const dtli_rule *rule = &tree->rules->rules[entry->value];
        uint32_t weight = rule->weight + 1 +
                          (entry->term.count - 1) * WEIGHT_TRIGGER_WORD;
        if (weight <= best_weight || !pos_fits(tree, token, rule->pos) ||
            !dtli_term_around(tree, token, &entry->term, entry->head))
            continue;
        m.pos = rule->pos;
        if (!frame_holds(&m, rule))
            continue;
        best = rule;
        best_weight = weight;
    }
    return best;
}

unsigned dtli_rule_marks(const dtl_rules *rules, const dtli_rule *rule)
{
    unsigned marks = 0;
    for (uint32_t i = 0; i < rule->cond_count; i++) {
        const dtli_cond *cond = &rules->conds[rule->cond_first + i];
        if (cond->negate)
            continue;
        if (cond->slot == SLOT_NEG) /* "cannot accept": no "might" */
            marks |= MODAL_NEGATED | MODAL_FUTURE | MODAL_HYPO;
        if (cond->slot == SLOT_FUTURE)
            marks |= MODAL_FUTURE;
    }
    return marks;
}
