/* time_tense.c — does the clause around a time look back or ahead?
 *
 * With a tree: from the time up to the verb that governs it; its auxiliaries
 * and its form tell ("will meet on Friday", "met on Friday", "plans to meet
 * on Friday", "a strike planned for Friday"). Without one: the nearest
 * telling word to the left in the sentence, then to the right. Bounded
 * climbs, no recursion.
 */
#include "resolve/time_read.h"

enum { MAX_CLIMB = 12, MAX_LEFT = 14, MAX_RIGHT = 10 };

static const char *const AHEAD_AUX[] = { "will", "'ll", "shall", "wo" };

/* Ahead of us, but for "may have met on Friday". */
static const char *const MODALS[] = { "may", "might", "can", "ca", "must",
                                      "should", "would" };

/* Verbs and nouns whose "to" clause or object lies ahead. */
static const char *const AHEAD_LEMMAS[] = {
    "plan", "expect", "schedule", "slate", "intend", "hope", "due", "set",
    "threaten", "promise", "pledge", "vow", "want", "prepare", "agree",
    "decide", "urge", "call", "order", "propose", "aim", "upcoming",
    "deadline", "expire", "await", "invite", "ready", "bind", "tip"
};

/* Of these also the participle looks ahead: "planned for Friday". */
static const char *const DUE_LEMMAS[] = {
    "plan", "expect", "schedule", "slate", "due", "upcoming", "deadline",
    "expire", "await", "bind", "tip"
};

/* Verbs whose present tense tells of the past: "the move follows Tuesday's". */
static const char *const TELLING[] = { "say", "tell", "report", "show",
                                       "follow", "come", "mark", "write" };

static dtl_str lemma_of(const dtl_token *tok)
{
    return tok->lemma.len ? tok->lemma : tok->norm;
}

static bool is_verbal(const dtl_token *tok)
{
    return tok->upos == DTL_UPOS_VERB || tok->upos == DTL_UPOS_AUX;
}

/* Tense told by the auxiliaries and marks of the verb: -1, 0, 1; sets *to
 * where it is an infinitive with "to". */
static int auxiliary_tense(const dtl_doc *doc, uint32_t verb, bool *to)
{
    const dtl_sent *s = &doc->sents[doc->tokens[verb].sent];
    int tense = 0;
    bool be = false, have = false, modal = false;
    *to = false;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const dtl_token *tok = &doc->tokens[t];
        if (tok->head != (int32_t)verb)
            continue;
        bool aux = tok->rel == DTL_REL_AUX || tok->rel == DTL_REL_AUX_PASS ||
                   tok->rel == DTL_REL_COP;
        if (aux && DTL_STR_IS_ANY(lemma_of(tok), AHEAD_AUX))
            return 1;
        modal = modal || (aux && DTL_STR_IS_ANY(lemma_of(tok), MODALS));
        if (aux && tok->xpos == DTL_XPOS_VBD)
            tense = -1;
        have = have || (aux && dtli_str_is(lemma_of(tok), "have"));
        be = be || (aux && dtli_str_is(lemma_of(tok), "be"));
        *to = *to || (tok->rel == DTL_REL_MARK && tok->xpos == DTL_XPOS_TO);
    }
    if (modal && !have)
        return 1;
    if (have)
        return *to ? 0 : -1;
    if (tense == 0 && be && doc->tokens[verb].xpos == DTL_XPOS_VBG)
        return 1; /* "is meeting him on Monday" */
    return tense;
}

/* "They had left": the past perfect. */
static bool has_had(const dtl_doc *doc, uint32_t verb)
{
    const dtl_sent *s = &doc->sents[doc->tokens[verb].sent];
    for (uint32_t t = s->first; t < verb; t++) {
        const dtl_token *tok = &doc->tokens[t];
        if (tok->head == (int32_t)verb && dtli_str_is(tok->norm, "had"))
            return true;
    }
    return false;
}

/* "It had been due to end on Friday" tells that the day is over; "they had
 * vowed to leave on Friday" does not. */
static bool is_over(const dtl_doc *doc, uint32_t verb)
{
    return DTL_STR_IS_ANY(lemma_of(&doc->tokens[verb]), DUE_LEMMAS) &&
           has_had(doc, verb);
}

/* "They have decided to leave in May", whichever verb "in May" hangs from:
 * an infinitive of a plan stands between the verb and the time. */
static bool plans_before(const dtl_doc *doc, uint32_t verb, uint32_t time)
{
    if (!DTL_STR_IS_ANY(lemma_of(&doc->tokens[verb]), AHEAD_LEMMAS))
        return false;
    for (uint32_t t = verb + 1; t < time; t++) {
        if (doc->tokens[t].head == (int32_t)verb &&
            doc->tokens[t].rel == DTL_REL_XCOMP)
            return true;
    }
    return false;
}

/* "The first state to join on Friday was ...": it did join. */
static bool is_ranked(const dtl_doc *doc, uint32_t noun)
{
    static const char *const RANKS[] = { "first", "last", "latest", "only",
                                         "second", "third" };
    const dtl_sent *s = &doc->sents[doc->tokens[noun].sent];
    if (DTL_STR_IS_ANY(doc->tokens[noun].norm, RANKS))
        return true;
    for (uint32_t t = s->first; t < noun; t++) {
        if (doc->tokens[t].head == (int32_t)noun &&
            DTL_STR_IS_ANY(doc->tokens[t].norm, RANKS))
            return true;
    }
    return false;
}

/* "plans to meet", "a law to be passed in May" look ahead; 2: no telling. */
static int infinitive_tense(const dtl_doc *doc, uint32_t verb)
{
    const dtl_token *tok = &doc->tokens[verb];
    if (DTL_STR_IS_ANY(lemma_of(&doc->tokens[tok->head]), AHEAD_LEMMAS))
        return is_over(doc, (uint32_t)tok->head) ? -1 : 1;
    if (tok->rel != DTL_REL_ACL)
        return 2;
    return is_ranked(doc, (uint32_t)tok->head) ? 2 : 1;
}

/* Tense of one verb on the way up from `time`; 2: go on climbing. */
static int verb_tense(const dtl_doc *doc, uint32_t verb, uint32_t time)
{
    const dtl_token *tok = &doc->tokens[verb];
    bool to = false;
    int tense = auxiliary_tense(doc, verb, &to);
    if (DTL_STR_IS_ANY(lemma_of(tok), DUE_LEMMAS) && tok->xpos == DTL_XPOS_VBN)
        return is_over(doc, verb) ? -1 : 1;
    if (tense != 0)
        return tense < 0 && plans_before(doc, verb, time) ? 1 : tense;
    if (to && tok->head >= 0)
        return infinitive_tense(doc, verb);
    switch (tok->xpos) {
    case DTL_XPOS_VBD:
        return -1;
    case DTL_XPOS_VBN:
        return tok->rel == DTL_REL_ACL || tok->rel == DTL_REL_ADVCL ? -1 : 2;
    case DTL_XPOS_VBZ:
    case DTL_XPOS_VBP: /* "meets him on Monday", "says Monday's vote" */
        return DTL_STR_IS_ANY(lemma_of(tok), TELLING) ? -1 : 1;
    default:
        return 2;
    }
}

/* "Friday's purchases", "the June accord": behind us, unless the noun is
 * subject of a verb that looks ahead ("Friday's vote will decide"). Gives
 * the verb to ask in *at, or false. */
static bool attributive(const dtl_doc *doc, uint32_t *at)
{
    const dtl_token *tok = &doc->tokens[*at];
    bool inside = tok->rel == DTL_REL_NMOD_POSS ||
                  tok->rel == DTL_REL_COMPOUND ||
                  tok->rel == DTL_REL_AMOD || tok->rel == DTL_REL_NUMMOD;
    if (!inside || tok->head < 0)
        return false;
    const dtl_token *noun = &doc->tokens[tok->head];
    if ((noun->rel == DTL_REL_NSUBJ || noun->rel == DTL_REL_NSUBJ_PASS) &&
        noun->head >= 0)
        *at = (uint32_t)noun->head;
    return true;
}

static int tree_direction(const dtl_doc *doc, uint32_t token)
{
    uint32_t at = token;
    bool inside = attributive(doc, &at);
    if (inside && at == token)
        return -1;
    for (int i = 0; i < MAX_CLIMB; i++) {
        const dtl_token *tok = &doc->tokens[at];
        /* A predicate noun or adjective has its tense in its copula. */
        bool to = false;
        int tense = is_verbal(tok) ? verb_tense(doc, at, token)
                                   : auxiliary_tense(doc, at, &to);
        if (!is_verbal(tok) && tense == 0)
            tense = 2;
        if (i > 0 && !is_verbal(tok) && DTL_STR_IS_ANY(lemma_of(tok), DUE_LEMMAS))
            return 1; /* "due on Friday" */
        if (tense != 2)
            return tense;
        if (tok->head < 0)
            return 0;
        at = (uint32_t)tok->head;
    }
    return 0;
}

/* Words that tell the direction of what stands behind them. */
static int word_direction(const dtl_token *tok)
{
    static const char *const AHEAD[] = {
        "will", "'ll", "shall", "wo", "plans", "planned", "planning",
        "expected", "expects", "scheduled", "slated", "due", "upcoming",
        "intends", "hopes", "until", "till", "deadline", "expires", "expire",
        "resume", "deploy", "begin"
    };
    static const char *const BACK[] = {
        "said", "was", "were", "had", "did", "has", "have", "told", "since",
        "met", "left", "began", "on", "also", "after", "following", "made",
        "took", "held", "went", "came"
    };
    if (DTL_STR_IS_ANY(tok->norm, AHEAD))
        return 1;
    if (DTL_STR_IS_ANY(tok->norm, BACK))
        return -1;
    dtl_str w = tok->norm;
    bool lower = w.len > 4 && w.ptr[0] >= 'a' && w.ptr[0] <= 'z';
    if (lower && dtli_str_ends(w, DTL_STR("ed")))
        return -1;
    return 0;
}

/* The preposition before a time says nothing of its side. */
static bool is_preposition(dtl_str word)
{
    static const char *const WORDS[] = { "on", "in", "at", "late", "early",
                                         "earlier", "later", "also" };
    return DTL_STR_IS_ANY(word, WORDS);
}

static bool is_participle(const dtl_token *tok)
{
    if (tok->xpos == DTL_XPOS_VBD || tok->xpos == DTL_XPOS_VBN)
        return true;
    return tok->upos == DTL_UPOS_X && word_direction(tok) < 0;
}

/* "ahead of the presidential vote in December", "before Friday's vote". */
static bool ahead_of(const dtl_doc *doc, uint32_t at, uint32_t first)
{
    static const char *const AHEAD[] = { "ahead" }, *const OF[] = { "of" };
    static const char *const BEFORE[] = { "before" };
    for (uint32_t i = 1; i <= 6 && at >= first + i; i++) {
        const dtl_token *tok = &doc->tokens[at - i];
        if (i <= 2 && DTL_STR_IS_ANY(tok->norm, BEFORE))
            return true;
        if (i > 1 && DTL_STR_IS_ANY(tok->norm, AHEAD) &&
            DTL_STR_IS_ANY((tok + 1)->norm, OF))
            return true;
    }
    return false;
}

/* What the words just before the time tell on their own: "announced
 * Friday", "due for Monday", "until Tuesday", "effective June 1"; 2: no
 * telling. */
static int local_direction(const dtl_doc *doc, uint32_t token)
{
    static const char *const BY[] = { "by", "until", "till", "effective" };
    static const char *const FOR[] = { "for" }, *const BE[] = { "be" };
    uint32_t first = doc->sents[doc->tokens[token].sent].first;
    uint32_t i = token;
    while (i > first && is_preposition(doc->tokens[i - 1].norm))
        i--;
    if (i == first)
        return 2;
    const dtl_token *before = &doc->tokens[i - 1];
    if (DTL_STR_IS_ANY(before->norm, BY) || ahead_of(doc, i, first))
        return 1;
    bool of = DTL_STR_IS_ANY(before->norm, FOR) && i - 1 > first;
    if (of)
        before--;
    if (DTL_STR_IS_ANY(lemma_of(before), DUE_LEMMAS) ||
        word_direction(before) > 0 ||
        (of && DTL_STR_IS_ANY(lemma_of(before), AHEAD_LEMMAS)))
        return 1;
    /* "to be held on Thursday" */
    if (before > doc->tokens + first && DTL_STR_IS_ANY((before - 1)->norm, BE))
        return 2;
    return is_participle(before) && !of ? -1 : 2;
}

static int word_scan(const dtl_doc *doc, uint32_t token, uint32_t last)
{
    static const char *const WILL[] = { "will", "'ll", "shall", "wo" };
    static const char *const BY[] = { "by", "until", "till" };
    static const char *const BE[] = { "be" }, *const TO[] = { "to" };
    const dtl_sent *s = &doc->sents[doc->tokens[token].sent];
    for (uint32_t i = 1; i <= MAX_LEFT && token >= s->first + i; i++) {
        const dtl_token *tok = &doc->tokens[token - i];
        int direction = is_preposition(tok->norm) ? 0 : word_direction(tok);
        if (i == 1 && DTL_STR_IS_ANY(tok->norm, BY))
            return 1;
        if (DTL_STR_IS_ANY(tok->norm, BE) && token > s->first + i &&
            DTL_STR_IS_ANY((tok - 1)->norm, TO))
            return 1; /* "to be published in May" */
        if (direction != 0)
            return direction;
    }
    for (uint32_t i = 1; i <= MAX_RIGHT && last + i < s->first + s->count;
         i++) {
        const dtl_token *tok = &doc->tokens[last + i];
        if (DTL_STR_IS_ANY(tok->norm, WILL))
            return 1;
        if (word_direction(tok) < 0)
            return -1;
    }
    return 0;
}

/* Token of the range that its tree hangs from: its head lies outside. */
static uint32_t head_token(const dtl_doc *doc, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++) {
        int32_t head = doc->tokens[t].head;
        if (head < (int32_t)first || head > (int32_t)last)
            return t;
    }
    return last;
}

static bool has_tree(const dtl_doc *doc, uint32_t token)
{
    const dtl_sent *s = &doc->sents[doc->tokens[token].sent];
    for (uint32_t t = s->first; t < s->first + s->count && t < s->first + 3; t++) {
        if (doc->tokens[t].head >= 0)
            return true;
    }
    return false;
}

/* "They had left by Friday", "it had been due to end on Friday". */
static bool is_pluperfect(const dtl_doc *doc, uint32_t token)
{
    uint32_t first = doc->sents[doc->tokens[token].sent].first;
    if (ahead_of(doc, token, first))
        return false; /* "had sold ahead of the vote on Friday" */
    int32_t at = doc->tokens[token].head;
    for (int i = 0; i < MAX_CLIMB && at >= 0; i++) {
        const dtl_token *tok = &doc->tokens[at];
        bool plan = DTL_STR_IS_ANY(lemma_of(tok), AHEAD_LEMMAS) &&
                    !DTL_STR_IS_ANY(lemma_of(tok), DUE_LEMMAS);
        if (plan || has_had(doc, (uint32_t)at))
            return !plan;
        if (tok->xpos == DTL_XPOS_VBD || tok->xpos == DTL_XPOS_VBZ ||
            tok->xpos == DTL_XPOS_VBP || tok->xpos == DTL_XPOS_MD)
            return false;
        at = tok->head;
    }
    return false;
}

int dtli_time_direction(const dtl_time_reader *r, const dtl_time_frame *f)
{
    uint32_t first = r->sent->atoms[f->first].token;
    uint32_t last = r->sent->atoms[f->last].token;
    int local = local_direction(r->doc, first);
    bool tree = has_tree(r->doc, first);
    uint32_t head = tree ? head_token(r->doc, first, last) : first;
    if (local == 1 && tree && is_pluperfect(r->doc, head))
        return -1;
    if (local != 2)
        return local;
    if (tree)
        return tree_direction(r->doc, head);
    return word_scan(r->doc, first, last);
}
