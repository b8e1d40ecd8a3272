/* mend.c — a sentence whose only verb was taken for an adjective.
 *
 *   "Thousands of farmers blocked roads around Brussels"
 *
 * Past tense and participle look alike, and now and then the tree makes
 * "blocked" a modifier of "roads" and leaves the sentence without a verb. If
 * a sentence hangs on a noun, has no finite verb, and has such a participle
 * straight behind a noun, the participle is the verb: the old root becomes
 * its subject and the noun that it modified its object. Two kinds more:
 *
 *   "Human Rights Watch accused Chad."   behind the root, with an object of
 *                                        its own
 *   "The US presented evidence."         before the root, which is its object
 *
 * Rare in newswire, commoner in short reports.
 *
 * Relations are told one by one. A noun behind its verb that was made an
 * oblique though it has no preposition ("called off its plan", where "off" is
 * the verb's) is the verb's object where that has none and is active. An agent
 * of a verb that has an active subject ("spoke by telephone") is none.
 */
#include "analyse/mend.h"

#include "base/limits.h"
#include "base/str.h"

enum { REACH = DTL_MAX_SENTENCE_TOKENS }; /* of a head in a tree */

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

static bool is_past(const dtl_token *t)
{
    return t->upos == DTL_UPOS_VERB &&
           (t->xpos == DTL_XPOS_VBN || t->xpos == DTL_XPOS_VBD);
}

static bool is_lost_verb(const dtl_doc *doc, const dtl_sent *sent, uint32_t t)
{
    const dtl_token *v = &doc->tokens[t];
    return is_past(v) && t > sent->first &&
           (v->rel == DTL_REL_AMOD || v->rel == DTL_REL_COMPOUND) &&
           v->head > (int32_t)t && is_nominal(&doc->tokens[t - 1]);
}

static bool ends_in_stop(const dtl_doc *doc, const dtl_sent *sent)
{
    return dtli_str_is(doc->tokens[sent->first + sent->count - 1].form, ".");
}

/* "US backed groups", "Oslo based firms", written without their hyphens. */
static bool is_often_joined(const dtl_token *t)
{
    static const char *const LEMMAS[] = { "back",   "base",    "lead",   "make",
                                          "own",    "bear",    "run",    "hold",
                                          "broker", "sponsor", "control" };
    for (size_t i = 0; i < sizeof LEMMAS / sizeof LEMMAS[0]; i++)
        if (dtli_str_is(t->lemma, LEMMAS[i]))
            return true;
    return false;
}

static bool has_object(const dtl_doc *doc, const dtl_sent *sent, uint32_t verb)
{
    for (uint32_t t = verb + 1; t < sent->first + sent->count; t++)
        if (doc->tokens[t].head == (int32_t)verb &&
            doc->tokens[t].rel == DTL_REL_OBJ)
            return true;
    return false;
}

/* "Human Rights Watch accused Chad." */
static bool is_verb_of_root(const dtl_doc *doc, const dtl_sent *sent,
                            uint32_t root)
{
    uint32_t verb = root + 1;
    return verb < sent->first + sent->count && ends_in_stop(doc, sent) &&
           is_past(&doc->tokens[verb]) &&
           doc->tokens[verb].rel == DTL_REL_ACL &&
           doc->tokens[verb].head == (int32_t)root &&
           has_object(doc, sent, verb);
}

/* "The US presented evidence." */
static bool is_verb_before_root(const dtl_doc *doc, const dtl_sent *sent,
                                uint32_t verb, uint32_t root)
{
    const dtl_token *v = &doc->tokens[verb], *noun = v - 1;
    return verb > sent->first && verb < root && is_past(v) &&
           v->rel == DTL_REL_AMOD && v->head == (int32_t)root &&
           noun->upos == DTL_UPOS_PROPN && noun->rel == DTL_REL_COMPOUND &&
           noun->head == (int32_t)root && ends_in_stop(doc, sent) &&
           !is_often_joined(v);
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
        if (found < 0 && ((t > root && is_lost_verb(doc, sent, t)) ||
                          is_verb_before_root(doc, sent, t, root)))
            found = (int32_t)t;
    }
    return found < 0 && is_verb_of_root(doc, sent, root) ? (int32_t)root + 1
                                                         : found;
}

/* The noun before the verb is its subject and takes what is further left. */
static void mend_before(dtl_doc *doc, const dtl_sent *sent, uint32_t root,
                        int32_t verb)
{
    dtl_token *tokens = doc->tokens;
    int32_t subject = verb - 1;
    for (uint32_t t = sent->first; t < (uint32_t)subject; t++)
        if (tokens[t].head == (int32_t)root)
            tokens[t].head = subject;
    tokens[subject].head = verb;
    tokens[subject].rel = DTL_REL_NSUBJ;
    tokens[root].head = verb;
    tokens[root].rel = DTL_REL_OBJ;
}

/* The root is the subject of the verb behind it. */
static void mend_behind(dtl_token *tokens, uint32_t root, int32_t verb)
{
    uint32_t object = (uint32_t)tokens[verb].head;
    tokens[root].head = verb;
    tokens[root].rel = DTL_REL_NSUBJ;
    if (object != root) {
        tokens[object].head = verb;
        tokens[object].rel = DTL_REL_OBJ;
    }
}

static void mend(dtl_doc *doc, const dtl_sent *sent, uint32_t root,
                 int32_t verb)
{
    dtl_token *tokens = doc->tokens;
    uint32_t last = sent->first + sent->count - 1;
    if (verb < (int32_t)root)
        mend_before(doc, sent, root, verb);
    else
        mend_behind(tokens, root, verb);
    tokens[verb].head = DTL_NO_INDEX;
    tokens[verb].rel = DTL_REL_ROOT;
    tokens[verb].xpos = DTL_XPOS_VBD;
    if (tokens[last].rel == DTL_REL_PUNCT && last != (uint32_t)verb)
        tokens[last].head = verb;
}

/* True where one of tokens [from, end) hangs on `head` by `rel`. */
static bool has_child(const dtl_doc *doc, dtl_span range, int32_t head,
                      uint8_t rel)
{
    for (uint32_t i = range.start; i < range.end; i++)
        if (doc->tokens[i].head == head && doc->tokens[i].rel == rel)
            return true;
    return false;
}

/* Where what hangs on the word at `head` may stand. */
static dtl_span around_of(const dtl_sent *sent, uint32_t head)
{
    uint32_t end = sent->first + sent->count;
    dtl_span range = {
        sent->first + REACH < head ? head - REACH : sent->first,
        head + REACH < end ? head + REACH : end
    };
    return range;
}

static bool is_bare_object(const dtl_doc *doc, const dtl_sent *sent, uint32_t t)
{
    const dtl_token *tok = &doc->tokens[t];
    int32_t verb = tok->head;
    if (tok->rel != DTL_REL_OBL || !is_nominal(tok) || verb < 0 ||
        verb > (int32_t)t || doc->tokens[verb].upos != DTL_UPOS_VERB)
        return false;
    dtl_span between = { (uint32_t)verb, t };
    dtl_span around = around_of(sent, (uint32_t)verb);
    return !has_child(doc, between, (int32_t)t, DTL_REL_CASE) &&
           !has_child(doc, around, verb, DTL_REL_OBJ) &&
           !has_child(doc, around, verb, DTL_REL_CCOMP) &&
           !has_child(doc, around, verb, DTL_REL_AUX_PASS) &&
           has_child(doc, between, verb, DTL_REL_COMPOUND_PRT);
}

static bool is_no_agent(const dtl_doc *doc, const dtl_sent *sent, uint32_t t)
{
    const dtl_token *tok = &doc->tokens[t];
    if (tok->rel != DTL_REL_OBL_AGENT || tok->head < 0 ||
        !is_finite(&doc->tokens[tok->head]))
        return false;
    return !has_child(doc, around_of(sent, (uint32_t)tok->head), tok->head,
                      DTL_REL_AUX_PASS);
}

static void mend_relations(dtl_doc *doc, const dtl_sent *sent)
{
    for (uint32_t t = sent->first; t < sent->first + sent->count; t++) {
        if (is_bare_object(doc, sent, t))
            doc->tokens[t].rel = DTL_REL_OBJ;
        else if (is_no_agent(doc, sent, t))
            doc->tokens[t].rel = DTL_REL_OBL;
    }
}

void dtli_mend_trees(dtl_doc *doc)
{
    for (uint32_t s = 0; s < doc->sent_count; s++) {
        const dtl_sent *sent = &doc->sents[s];
        uint32_t root = sent->first, end = sent->first + sent->count;
        while (root < end && doc->tokens[root].head != DTL_NO_INDEX)
            root++;
        int32_t verb = root < end ? lost_verb(doc, sent, root) : DTL_NO_INDEX;
        if (verb >= 0)
            mend(doc, sent, root, verb);
        mend_relations(doc, sent);
    }
}
