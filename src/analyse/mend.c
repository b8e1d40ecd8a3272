/* mend.c — a sentence whose only verb was taken for an adjective.
 *
 *   "Thousands of farmers blocked roads around Brussels"
 *
 * Past tense and participle look alike, and now and then the tree makes
 * "blocked" a modifier of "roads" and leaves the sentence without a verb. If
 * a sentence hangs on a noun, has no finite verb, and has such a participle
 * straight behind a noun, the participle is the verb: the old root becomes
 * its subject and the noun that it modified its object. (Two of 5,204
 * newswire sentences; in short reports it is commoner.)
 */
#include "analyse/mend.h"

static bool is_nominal(const dtl_token *t)
{
    return t->upos == DTL_UPOS_NOUN || t->upos == DTL_UPOS_PROPN;
}

static bool is_finite(const dtl_token *t)
{
    return t->xpos == DTL_XPOS_VBZ || t->xpos == DTL_XPOS_VBP ||
           t->xpos == DTL_XPOS_MD ||
           (t->xpos == DTL_XPOS_VBD && t->rel != DTL_REL_AMOD &&
            t->rel != DTL_REL_COMPOUND);
}

static bool is_lost_verb(const dtl_doc *doc, const dtl_sent *sent, uint32_t t)
{
    const dtl_token *v = &doc->tokens[t];
    bool participle = v->xpos == DTL_XPOS_VBN || v->xpos == DTL_XPOS_VBD;
    return v->upos == DTL_UPOS_VERB && participle && t > sent->first &&
           (v->rel == DTL_REL_AMOD || v->rel == DTL_REL_COMPOUND) &&
           v->head > (int32_t)t && is_nominal(&doc->tokens[t - 1]);
}

/* The lost verb of a sentence on the noun `root`, or DTL_NO_INDEX. */
static int32_t lost_verb(const dtl_doc *doc, const dtl_sent *sent,
                         uint32_t root)
{
    int32_t found = DTL_NO_INDEX;
    if (!is_nominal(&doc->tokens[root]))
        return DTL_NO_INDEX;
    for (uint32_t t = sent->first; t < sent->first + sent->count; t++) {
        if (is_finite(&doc->tokens[t]))
            return DTL_NO_INDEX;
        if (found < 0 && t > root && is_lost_verb(doc, sent, t))
            found = (int32_t)t;
    }
    return found;
}

static void mend(dtl_doc *doc, const dtl_sent *sent, uint32_t root,
                 int32_t verb)
{
    dtl_token *tokens = doc->tokens;
    uint32_t object = (uint32_t)tokens[verb].head;
    uint32_t last = sent->first + sent->count - 1;
    tokens[verb].head = DTL_NO_INDEX;
    tokens[verb].rel = DTL_REL_ROOT;
    tokens[verb].xpos = DTL_XPOS_VBD;
    tokens[root].head = verb;
    tokens[root].rel = DTL_REL_NSUBJ;
    if (object != root) {
        tokens[object].head = verb;
        tokens[object].rel = DTL_REL_OBJ;
    }
    if (tokens[last].rel == DTL_REL_PUNCT && last != (uint32_t)verb)
        tokens[last].head = verb;
}

void dtli_mend_trees(dtl_doc *doc)
{
    for (uint32_t s = 0; s < doc->sent_count; s++) {
        const dtl_sent *sent = &doc->sents[s];
        uint32_t root = sent->first, end = sent->first + sent->count;
        while (root < end && doc->tokens[root].head != DTL_NO_INDEX)
            root++;
        int32_t verb =
            root < end ? lost_verb(doc, sent, root) : DTL_NO_INDEX;
        if (verb >= 0)
            mend(doc, sent, root, verb);
    }
}
