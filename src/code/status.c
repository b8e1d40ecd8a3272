/* status.c — modality of a trigger, by a walk up from it (status.h).
 *
 * At each word on the way its own auxiliaries, negation and conjunction
 * count, then the way it hangs on the word above: an xcomp under "plan" lies
 * ahead, a that-clause under "deny" did not happen, "the risk of attack" may
 * not. The walk stops at a verb of saying (what it says is judged by itself)
 * and at relative clauses. "Would" lies ahead inside reported speech ("said
 * it would send aid") and is a supposition elsewhere.
 */
#include "code/status.h"

static const dtl_token *at(const dtli_tree *tree, int32_t token)
{
    return &tree->doc->tokens[token];
}

static bool lemma_is(const dtli_tree *tree, int32_t token, const char *text)
{
    return dtli_str_equal_nocase(at(tree, token)->lemma, dtli_str(text));
}

static bool lemma_among(const dtli_tree *tree, int32_t token,
                        const char *const *words)
{
    for (; *words; words++)
        if (lemma_is(tree, token, *words))
            return true;
    return false;
}

int32_t dtli_saying(const dtli_tree *tree, int32_t token)
{
    int32_t t = token;
    for (int depth = 0; t >= 0 && depth < 2 * DTL_TREE_DEPTH; depth++) {
        int32_t head = at(tree, t)->head;
        uint8_t rel = at(tree, t)->rel;
        /* "Troops shelled the town, the army said": said hangs below */
        for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c])
            if (at(tree, c)->rel == DTL_REL_PARATAXIS &&
                dtli_is_known(tree, c, CLASS_SAY))
                return c;
        if (head >= 0 && (rel == DTL_REL_CCOMP || rel == DTL_REL_PARATAXIS) &&
            dtli_is_known(tree, head, CLASS_SAY))
            return head;
        t = head;
    }
    return DTL_NO_INDEX;
}

/* "If attacked, it would ..."; else "would" tells of plans: "While in Oslo he
 * would meet the king". */
static bool is_conditional(const dtli_tree *tree, int32_t token)
{
    static const char *const IF[] = { "if",   "unless", "otherwise",
                                      "wish", "rather", NULL };
    const dtl_sent *sent = &tree->doc->sents[at(tree, token)->sent];
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        if (lemma_among(tree, (int32_t)i, IF))
            return true;
    uint32_t next = (uint32_t)token + 1;
    while (next < tree->doc->token_count && next < sent->first + sent->count &&
           at(tree, (int32_t)next)->upos == DTL_UPOS_ADV)
        next++; /* "would probably have" */
    return next < tree->doc->token_count &&
           lemma_is(tree, (int32_t)next, "have");
}

static unsigned auxiliary(const dtli_tree *tree, int32_t aux, bool reported)
{
    static const char *const FUTURE[] = { "will", "shall", "'ll", "wo", NULL };
    static const char *const MAY[] = { "may", "might", "could",
                                       "can", "ca",    NULL };
    static const char *const OUGHT[] = { "must", "should", "ought", NULL };
    if (lemma_among(tree, aux, FUTURE))
        return MODAL_FUTURE;
    if (lemma_is(tree, aux, "would") || lemma_is(tree, aux, "'d"))
        return reported || !is_conditional(tree, aux) ? MODAL_FUTURE
                                                      : MODAL_HYPO;
    if (lemma_among(tree, aux, MAY))
        return MODAL_HYPO;
    return lemma_among(tree, aux, OUGHT) ? MODAL_OUGHT : 0;
}

static bool is_negation(const dtli_tree *tree, int32_t c)
{
    static const char *const NOT[] = { "not",     "n't", "never",
                                       "neither", "nor", NULL };
    static const char *const NONE[] = { "no", "neither", NULL };
    uint8_t rel = at(tree, c)->rel;
    bool only =
        (uint32_t)c + 1 < tree->doc->token_count &&
        (lemma_is(tree, c + 1, "only") || lemma_is(tree, c + 1, "just"));
    if (only) /* "not only for the removal but also" */
        return false;
    if (rel == DTL_REL_ADVMOD || rel == DTL_REL_CC || rel == DTL_REL_CC_PRECONJ)
        return lemma_among(tree, c, NOT);
    if (rel == DTL_REL_DET)
        return lemma_among(tree, c, NONE);
    return rel == DTL_REL_CASE && lemma_is(tree, c, "without");
}

/* "Nobody", "no one", "none of them". */
static bool names_nobody(const dtli_tree *tree, int32_t c)
{
    static const char *const NOBODY[] = { "nobody", "none", "nothing", "no-one",
                                          NULL };
    if (lemma_among(tree, c, NOBODY))
        return true;
    for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
        if (at(tree, d)->rel == DTL_REL_DET && lemma_is(tree, d, "no"))
            return true;
    return false;
}

/* "Nobody was held". */
static bool is_nobody(const dtli_tree *tree, int32_t c)
{
    uint8_t rel = at(tree, c)->rel;
    return (rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS) &&
           names_nobody(tree, c);
}

/* "They killed no one", "will free no prisoners". */
static bool has_no_object(const dtli_tree *tree, int32_t verb)
{
    int32_t object = dtli_child(tree, verb, DTL_REL_OBJ);
    return object >= 0 && dtli_is_verb(tree, verb) &&
           names_nobody(tree, object);
}

/* "Has repeatedly accused", "routinely beat": again and again, till now. */
static bool is_habit(const dtli_tree *tree, int32_t verb)
{
    static const char *const OFTEN[] = { "routinely",   "repeatedly",
                                         "regularly",   "constantly",
                                         "frequently",  "often",
                                         "continually", NULL };
    uint8_t xpos = at(tree, verb)->xpos;
    bool often = false;
    bool now = xpos == DTL_XPOS_VBP || xpos == DTL_XPOS_VBZ;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        uint8_t form = at(tree, c)->xpos;
        often |=
            at(tree, c)->rel == DTL_REL_ADVMOD && lemma_among(tree, c, OFTEN);
        now |= at(tree, c)->rel == DTL_REL_AUX &&
               (form == DTL_XPOS_VBP || form == DTL_XPOS_VBZ);
    }
    return often && now;
}

/* "have been shelling", "are shelling"; not "is to", not "was shelling". */
static bool is_progressive(const dtli_tree *tree, int32_t verb)
{
    bool be = false, present = false;
    if (at(tree, verb)->xpos != DTL_XPOS_VBG)
        return false;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        uint8_t xpos = at(tree, c)->xpos;
        if (at(tree, c)->rel != DTL_REL_AUX)
            continue;
        be |= lemma_is(tree, c, "be");
        present |= xpos == DTL_XPOS_VBP || xpos == DTL_XPOS_VBZ;
    }
    return be && present;
}

/* "Is due to meet", where the tree takes "due to" for a preposition. */
static bool is_due(const dtli_tree *tree, int32_t t)
{
    for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c])
        if ((at(tree, c)->rel == DTL_REL_MARK ||
             at(tree, c)->rel == DTL_REL_CASE) &&
            lemma_is(tree, c, "due") && at(tree, t)->xpos == DTL_XPOS_VB)
            return true;
    return false;
}

/* What the word's own dependents say. */
static unsigned own_marks(const dtli_tree *tree, int32_t t, bool reported)
{
    static const char *const IF[] = { "if", "unless", "whether", NULL };
    unsigned marks = 0;
    bool be = false, to = false;
    for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        if (rel == DTL_REL_AUX || rel == DTL_REL_COP)
            marks |= auxiliary(tree, c, reported);
        if (rel == DTL_REL_MARK && lemma_among(tree, c, IF))
            marks |= MODAL_HYPO;
        if (is_negation(tree, c) || is_nobody(tree, c))
            marks ^= MODAL_NEGATED;
        if (rel == DTL_REL_AMOD && dtli_is_known(tree, c, CLASS_HYPO))
            marks |= MODAL_HYPO; /* "possible talks" */
        if (rel == DTL_REL_AMOD && dtli_is_known(tree, c, CLASS_FUTURE))
            marks |= MODAL_FUTURE; /* "the upcoming visit" */
        be |= (rel == DTL_REL_AUX || rel == DTL_REL_COP ||
               rel == DTL_REL_AUX_PASS) &&
              c < t && lemma_is(tree, c, "be");
        to |= rel == DTL_REL_MARK && lemma_is(tree, c, "to") && be;
    }
    if ((be && to) || is_due(tree, t)) /* "is to visit" */
        marks |= MODAL_FUTURE;
    if (is_progressive(tree, t) || is_habit(tree, t))
        marks |= MODAL_ONGOING;
    return marks;
}

/* "Peru to send troops": in headlines an infinitive lies ahead. */
static unsigned root_marks(const dtli_tree *tree, int32_t t)
{
    if (at(tree, t)->head >= 0 || !dtli_is_verb(tree, t))
        return 0;
    return dtli_has_prep(tree, t, tree->rules->prep_to) ? MODAL_FUTURE : 0;
}

/* "voted on Sunday to expel": no purpose, the vote does it. */
static bool is_carried_out(const dtli_tree *tree, int32_t verb)
{
    static const char *const DOING[] = { "vote",  "manage", "proceed",
                                         "begin", "start",  "continue",
                                         "dare",  NULL };
    return lemma_among(tree, verb, DOING);
}

/* "Ruled out sending troops": right behind the verb, whatever the tree calls
 * it, the gerund is what the verb denies. */
static bool is_ruled_out(const dtli_tree *tree, int32_t t, int32_t head)
{
    bool close = t == head + 1 ||
                 (t == head + 2 && at(tree, head + 1)->upos == DTL_UPOS_ADP);
    return close && at(tree, t)->rel == DTL_REL_ADVCL &&
           at(tree, t)->xpos == DTL_XPOS_VBG &&
           dtli_is_known(tree, head, CLASS_FAIL);
}

/* What it means to hang on `head`; *up: whether the walk goes on there. */
static unsigned verb_link(const dtli_tree *tree, int32_t t, int32_t head,
                          bool *up)
{
    uint8_t rel = at(tree, t)->rel;
    unsigned marks = 0;
    *up = rel == DTL_REL_XCOMP || rel == DTL_REL_CCOMP;
    /* not participles: "fearing revenge, he fled" */
    bool complement =
        rel == DTL_REL_XCOMP || rel == DTL_REL_CCOMP || rel == DTL_REL_CSUBJ ||
        (rel == DTL_REL_ACL && (dtli_has_prep(tree, t, tree->rules->prep_to) ||
                                dtli_has_prep(tree, t, tree->rules->prep_of)));
    if (complement) {
        if (dtli_is_known(tree, head, CLASS_FUTURE))
            marks |= MODAL_FUTURE;
        if (dtli_is_known(tree, head, CLASS_HYPO))
            marks |= MODAL_HYPO;
        if (dtli_is_known(tree, head, CLASS_DENY) ||
            dtli_is_known(tree, head, CLASS_FAIL))
            marks |= MODAL_NEGATED;
    }
    if (is_ruled_out(tree, t, head))
        marks |= MODAL_NEGATED;
    if (rel == DTL_REL_ADVCL && dtli_has_prep(tree, t, tree->rules->prep_to)) {
        marks |= is_carried_out(tree, head) ? 0 : MODAL_PURPOSE;
        *up = true;
    }
    if (rel == DTL_REL_XCOMP && lemma_is(tree, head, "be"))
        marks |= MODAL_FUTURE;
    if (rel == DTL_REL_XCOMP && lemma_is(tree, head, "go") &&
        at(tree, head)->xpos == DTL_XPOS_VBG)
        marks |= MODAL_FUTURE;
    if (rel == DTL_REL_XCOMP && lemma_is(tree, head, "continue"))
        marks |= MODAL_ONGOING;
    return marks;
}

/* "Talks did not take place", "if the talks fail": what is said of the
 * course of an act is said of the act. */
static bool is_course(const dtli_tree *tree, int32_t noun, int32_t verb)
{
    static const char *const COURSE[] = { "happen", "occur",    "begin",
                                          "start",  "resume",   "fail",
                                          "go",     "collapse", "succeed",
                                          "end",    "continue", NULL };
    if (at(tree, noun)->rel != DTL_REL_NSUBJ)
        return false;
    if (lemma_among(tree, verb, COURSE))
        return true;
    int32_t object = dtli_child(tree, verb, DTL_REL_OBJ);
    return lemma_is(tree, verb, "take") && object >= 0 &&
           lemma_is(tree, object, "place");
}

static bool has_against(const dtli_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_CASE && lemma_is(tree, c, "against"))
            return true;
    return false;
}

/* "Warned of attacks", "called for talks": none of them told as done. */
static bool is_feared(const dtli_tree *tree, int32_t noun, int32_t verb)
{
    if (at(tree, noun)->rel != DTL_REL_OBL)
        return false;
    if (lemma_is(tree, verb, "warn"))
        return dtli_has_prep(tree, noun, tree->rules->prep_of) ||
               has_against(tree, noun);
    return dtli_has_prep(tree, noun, tree->rules->prep_for) &&
           dtli_is_known(tree, verb, CLASS_HYPO);
}

static unsigned noun_link(const dtli_tree *tree, int32_t t, int32_t head,
                          bool *up)
{
    uint8_t rel = at(tree, t)->rel;
    *up = false;
    if (rel == DTL_REL_NMOD || rel == DTL_REL_COMPOUND) {
        *up = dtli_is_known(tree, head, CLASS_PARTITIVE);
        if (dtli_is_known(tree, head, CLASS_FUTURE))
            return MODAL_FUTURE;
        return dtli_is_known(tree, head, CLASS_HYPO) ? MODAL_HYPO : 0;
    }
    if (!dtli_is_verb(tree, head))
        return 0;
    if (is_course(tree, t, head)) {
        *up = true;
        return 0;
    }
    bool object = rel == DTL_REL_OBJ || rel == DTL_REL_NSUBJ_PASS;
    if (!object && rel != DTL_REL_OBL)
        return 0;
    if (is_feared(tree, t, head))
        return MODAL_HYPO;
    /* "took part in talks"; not "a deal was reached in the talks" */
    *up = dtli_is_known(tree, head, CLASS_LIGHT) &&
          (object || dtli_logical_object(tree, head) < 0);
    if (!object)
        return 0;
    /* "sent envoys to resume talks": no talks yet */
    *up |= dtli_has_prep(tree, head, tree->rules->prep_to);
    if (dtli_is_known(tree, head, CLASS_FUTURE)) {
        *up = true;
        return MODAL_FUTURE; /* "talks are scheduled", "planned a march" */
    }
    if (dtli_is_known(tree, head, CLASS_HYPO))
        return MODAL_HYPO;
    return dtli_is_known(tree, head, CLASS_FAIL) ? MODAL_NEGATED : 0;
}

static bool shares_marks(const dtli_tree *tree, int32_t t)
{
    return dtli_child(tree, t, DTL_REL_NSUBJ) < 0 &&
           dtli_child(tree, t, DTL_REL_AUX) < 0;
}

unsigned dtli_modality_of(const dtli_tree *tree, int32_t token)
{
    bool reported = dtli_saying(tree, token) >= 0;
    unsigned marks = reported ? MODAL_REPORTED : 0;
    int32_t t = token;
    if (has_no_object(tree, token))
        marks |= MODAL_NEGATED;
    for (int depth = 0; depth < DTL_TREE_DEPTH; depth++) {
        int32_t head = at(tree, t)->head;
        bool up = false;
        marks ^= own_marks(tree, t, reported) & MODAL_NEGATED;
        marks |= own_marks(tree, t, reported) & ~(unsigned)MODAL_NEGATED;
        marks |= root_marks(tree, t);
        if (head < 0)
            break;
        if (at(tree, t)->rel == DTL_REL_CONJ)
            up = shares_marks(tree, t);
        else if (dtli_is_verb(tree, t) || dtli_child(tree, t, DTL_REL_COP) >= 0)
            marks |= verb_link(tree, t, head, &up);
        else
            marks |= noun_link(tree, t, head, &up);
        if (!up || dtli_is_known(tree, head, CLASS_SAY))
            break;
        t = head;
    }
    return marks;
}
