/* slot.c — what fills each slot of a rule (tree.h, docs/coding.md). */
#include "code/tree.h"

enum { SUBTREE_MAX = 48 };

static const dtl_token *at(const dtli_tree *tree, int32_t token)
{
    return &tree->doc->tokens[token];
}

static void hit(dtli_hits *out, int32_t token)
{
    if (token < 0 || out->count == DTL_HITS_MAX)
        return;
    for (uint32_t i = 0; i < out->count; i++)
        if (out->token[i] == token)
            return;
    out->token[out->count++] = token;
}

static bool is_phrase_rel(uint8_t rel)
{
    return rel == DTL_REL_OBL || rel == DTL_REL_NMOD ||
           rel == DTL_REL_OBL_AGENT || rel == DTL_REL_ADVCL ||
           rel == DTL_REL_ACL || rel == DTL_REL_XCOMP;
}

/* "talks with visiting President Diaz", read as an act of visiting him. */
static int32_t visitor(const dtli_tree *tree, int32_t token)
{
    int32_t who = dtli_child(tree, token, DTL_REL_OBJ);
    return who >= 0 && dtli_str_equal_nocase(at(tree, token)->form,
                                             DTL_STR("visiting"))
               ? who : token;
}

static void own_phrases(const dtli_tree *tree, int32_t token, uint32_t prep,
                        dtli_hits *out)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (!is_phrase_rel(at(tree, c)->rel) ||
            !dtli_has_prep(tree, c, prep))
            continue;
        /* "to" before a verb is the infinitive */
        if (prep == tree->rules->prep_to && dtli_is_verb(tree, c))
            continue;
        hit(out, visitor(tree, c));
    }
}

/* Of a verb also the phrases of its object ("signed a deal with Peru"), of a
 * noun those of its light verb ("held talks on Monday with Peru"). */
static void phrases(const dtli_tree *tree, int32_t token, char pos,
                    uint32_t prep, dtli_hits *out)
{
    own_phrases(tree, token, prep, out);
    if (out->count)
        return;
    if (pos == 'n') {
        /* "attacks by rebels on the army": on may hang on the rebels */
        for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
            if (at(tree, c)->rel == DTL_REL_NMOD && c > token)
                own_phrases(tree, c, prep, out);
        if (out->count)
            return;
        int32_t verb = dtli_governing_verb(tree, token);
        if (verb >= 0 && dtli_is_known(tree, verb, CLASS_LIGHT))
            own_phrases(tree, verb, prep, out);
        if (at(tree, token)->rel == DTL_REL_NMOD && at(tree, token)->head >= 0 &&
            dtli_is_known(tree, at(tree, token)->head, CLASS_PARTITIVE))
            own_phrases(tree, at(tree, token)->head, prep, out);
    } else {
        int32_t obj = dtli_child(tree, token, DTL_REL_OBJ);
        if (obj >= 0)
            own_phrases(tree, obj, prep, out);
        /* "arrived for talks with the king" */
        for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
            if (at(tree, c)->rel == DTL_REL_OBL && out->count == 0 &&
                dtli_is_known(tree, c, CLASS_TALKS))
                own_phrases(tree, c, prep, out);
    }
    for (uint32_t i = 0; i < out->count; i++)
        if (out->token[i] == token) /* the noun itself is that phrase */
            out->token[i] = out->token[--out->count];
}

/* "anti-government", or "anti - government" in three words. */
static bool is_against(const dtli_tree *tree, int32_t token)
{
    if (dtli_str_starts(at(tree, token)->norm, DTL_STR("anti-")) ||
        dtli_str_starts(at(tree, token)->norm, DTL_STR("Anti-")))
        return true;
    for (int32_t c = tree->first[token]; c >= 0 && c < token; c = tree->next[c])
        if (dtli_str_equal_nocase(at(tree, c)->norm, DTL_STR("anti")))
            return true;
    return false;
}

/* In front of a noun; with `against` those with "anti-", else the others. */
static void modifiers(const dtli_tree *tree, int32_t token, bool against,
                      dtli_hits *out)
{
    for (int32_t c = tree->first[token]; c >= 0 && c < token; c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        bool front = rel == DTL_REL_COMPOUND || rel == DTL_REL_AMOD ||
                     rel == DTL_REL_NMOD_DESC || rel == DTL_REL_NMOD ||
                     rel == DTL_REL_NMOD_UNMARKED || rel == DTL_REL_FLAT;
        if (front && is_against(tree, c) == against)
            hit(out, c);
    }
}

static void children(const dtli_tree *tree, int32_t token, dtl_rel rel,
                     dtli_hits *out)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == rel)
            hit(out, c);
}

static bool is_clause_rel(uint8_t rel)
{
    return rel == DTL_REL_ACL_RELCL || rel == DTL_REL_ADVCL ||
           rel == DTL_REL_PARATAXIS || rel == DTL_REL_ADVCL_RELCL ||
           rel == DTL_REL_PUNCT || rel == DTL_REL_CONJ;
}

/* Everything below, clauses of their own apart; breadth first. */
static void subtree(const dtli_tree *tree, int32_t token, dtli_hits *out)
{
    int32_t queue[SUBTREE_MAX];
    uint32_t n = 0;
    queue[n++] = token;
    for (uint32_t i = 0; i < n; i++)
        for (int32_t c = tree->first[queue[i]]; c >= 0; c = tree->next[c]) {
            if (is_clause_rel(at(tree, c)->rel) || n == SUBTREE_MAX)
                continue;
            queue[n++] = c;
            hit(out, c);
        }
}

/* The light verb of a noun: the only verbs whose subject does the act. */
static int32_t light_verb(const dtli_tree *tree, int32_t noun)
{
    int32_t verb = dtli_governing_verb(tree, noun);
    return verb >= 0 && dtli_is_known(tree, verb, CLASS_LIGHT) ? verb
                                                               : DTL_NO_INDEX;
}

/* "the killings, ordered by the king" */
static int32_t ordered_by(const dtli_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_ACL &&
            dtli_is_known(tree, c, CLASS_LIGHT) && dtli_is_passive(tree, c))
            return dtli_logical_subject(tree, c);
    return DTL_NO_INDEX;
}

static void through_light(const dtli_tree *tree, int32_t noun,
                          dtli_slot_kind kind, dtli_hits *out)
{
    int32_t verb = light_verb(tree, noun);
    if (kind == SLOT_LSUBJ)
        hit(out, ordered_by(tree, noun));
    if (verb < 0 || out->count)
        return;
    if (kind == SLOT_LSUBJ)
        hit(out, dtli_logical_subject(tree, verb));
    else if (at(tree, noun)->rel == DTL_REL_OBL)
        hit(out, dtli_logical_object(tree, verb));
}

/* "said after talks with Peru", "agreed during a meeting": who takes part is
 * the subject of the clause, whatever its verb. */
static void clause_subject(const dtli_tree *tree, int32_t noun,
                           dtli_hits *out)
{
    int32_t head = at(tree, noun)->head;
    if (at(tree, noun)->rel == DTL_REL_OBL && head >= 0 &&
        dtli_is_verb(tree, head) && !dtli_is_passive(tree, head))
        hit(out, dtli_surface_subject(tree, head));
}

/* Inside the complement: its object, its phrases, its subject. */
static void inside(const dtli_tree *tree, int32_t token, const dtli_slot *slot,
                   dtli_hits *out)
{
    if (slot->kind == SLOT_CSUBJ) {
        int32_t clause = dtli_ccomp(tree, token);
        if (clause >= 0)
            hit(out, dtli_surface_subject(tree, clause));
        return;
    }
    dtli_hits inner = { .count = 0 };
    hit(&inner, dtli_xcomp(tree, token));
    dtli_complements(tree, &inner);
    for (uint32_t i = 0; i < inner.count && out->count == 0; i++) {
        int32_t c = inner.token[i];
        char pos = dtli_is_verb(tree, c) ? 'v' : 'n';
        if (slot->kind == SLOT_XPREP)
            phrases(tree, c, pos, slot->prep, out);
        else if (pos == 'v')
            hit(out, dtli_logical_object(tree, c));
    }
}

static void nominal_find(const dtli_tree *tree, int32_t token,
                         const dtli_slot *slot, dtli_hits *out)
{
    if (slot->kind == SLOT_SUBJ) { /* "it was an attack": no subject */
        children(tree, token, DTL_REL_NSUBJ, out);
    } else if (slot->kind == SLOT_OBJ) {
        children(tree, token, DTL_REL_OBJ, out);
    }
}

static void verbal_find(const dtli_tree *tree, int32_t token,
                        const dtli_slot *slot, dtli_hits *out)
{
    hit(out, slot->kind == SLOT_SUBJ ? dtli_logical_subject(tree, token)
                                     : dtli_logical_object(tree, token));
}

void dtli_slot_find(const dtli_tree *tree, int32_t token, char pos,
                    const dtli_slot *slot, dtli_hits *out)
{
    switch (slot->kind) {
    case SLOT_SUBJ: case SLOT_OBJ:
        if (pos == 'n')
            nominal_find(tree, token, slot, out);
        else if (pos == 'a' && slot->kind == SLOT_SUBJ)
            hit(out, dtli_surface_subject(tree, token));
        else
            verbal_find(tree, token, slot, out);
        break;
    case SLOT_IOBJ: children(tree, token, DTL_REL_IOBJ, out); break;
    case SLOT_XCOMP: hit(out, dtli_xcomp(tree, token)); break;
    case SLOT_CCOMP: hit(out, dtli_ccomp(tree, token)); break;
    case SLOT_PREP: phrases(tree, token, pos, slot->prep, out); break;
    case SLOT_POSS: children(tree, token, DTL_REL_NMOD_POSS, out); break;
    case SLOT_MOD: modifiers(tree, token, false, out); break;
    case SLOT_ANTI: modifiers(tree, token, true, out); break;
    case SLOT_LIGHT: hit(out, dtli_governing_verb(tree, token)); break;
    case SLOT_GOV: hit(out, at(tree, token)->head); break;
    case SLOT_ADV: children(tree, token, DTL_REL_ADVMOD, out); break;
    case SLOT_PRT: children(tree, token, DTL_REL_COMPOUND_PRT, out); break;
    case SLOT_ANY: subtree(tree, token, out); break;
    case SLOT_LSUBJ: case SLOT_LOBJ:
        through_light(tree, token, slot->kind, out);
        break;
    case SLOT_MSUBJ: clause_subject(tree, token, out); break;
    case SLOT_XOBJ: case SLOT_XPREP: case SLOT_CSUBJ:
        inside(tree, token, slot, out);
        break;
    case SLOT_SENT: case SLOT_DOC: case SLOT_PASS: case SLOT_NEG:
    case SLOT_FUTURE: case SLOT_NOBODY:
        break;
    }
}

void dtli_complements(const dtli_tree *tree, dtli_hits *hits)
{
    for (uint32_t i = 0; i < hits->count; i++) {
        int32_t c = hits->token[i];
        if (dtli_is_known(tree, c, CLASS_PHASE))
            hit(hits, dtli_xcomp(tree, c));
        if (dtli_is_known(tree, c, CLASS_LIGHT) ||
            dtli_is_known(tree, c, CLASS_STOP))
            hit(hits, dtli_logical_object(tree, c));
        children(tree, c, DTL_REL_CONJ, hits);
    }
}

static bool has_sector(const dtl_actor *actor, const char *const *codes)
{
    for (int s = 0; s < DTL_SECTORS_MAX; s++)
        for (const char *const *code = codes; *code; code++)
            if (dtli_str_is(dtli_str(actor->sectors[s]), *code))
                return true;
    return false;
}

/* Bits of somebody who can act: armed or civil, in politics or not. */
static uint32_t actor_bits(const dtl_actor *actor)
{
    static const char *const ARMED[] = { "MIL", "REB", "UAF", "PRM", "COP",
                                         NULL };
    static const char *const POLITICS[] = { "GOV", "LEG", "MIL", "PTY", "JUD",
                                            "SPY", "ELI", "REB", "OPP", NULL };
    static const char *const BODIES[] = { "UNO", "IGO", "EUR", NULL };
    uint32_t bits = has_sector(actor, ARMED) ? KIND_ARMED : KIND_CIVIL;
    if (has_sector(actor, POLITICS))
        bits |= KIND_GOV;
    for (const char *const *code = BODIES; *code; code++)
        if (dtli_str_is(dtli_str(actor->country), *code))
            bits |= KIND_GOV;
    return bits;
}

uint32_t dtli_kind_of(const dtli_tree *tree, int32_t token)
{
    const dtl_doc *doc = tree->doc;
    int32_t m = at(tree, token)->mention;
    if (m < 0)
        return at(tree, token)->upos == DTL_UPOS_NUM ? KIND_NUM : KIND_THING;
    uint32_t kind = KIND_THING;
    switch (doc->entities[doc->mentions[m].entity].kind) {
    case DTL_ENTITY_PERSON: kind = KIND_PERSON; break;
    case DTL_ENTITY_GROUP: kind = KIND_GROUP; break;
    case DTL_ENTITY_ORG: kind = KIND_ORG; break;
    case DTL_ENTITY_STATE: kind = KIND_STATE; break;
    case DTL_ENTITY_PLACE: kind = KIND_PLACE; break;
    case DTL_ENTITY_OTHER: break;
    }
    if (kind & KIND_ACTOR)
        kind |= actor_bits(&doc->mentions[m].actor);
    return kind;
}
