/* quote_subject.c — who speaks by a cue.
 *
 * A verb's subject, through coordination ("said ... and added"), clauses
 * without one ("said so, adding ..."), relative clauses ("Bell, who said")
 * and passives ("was quoted as saying", "were told by Bell"); the owner of a
 * noun ("the words of Bell", "her claim"); the author of a paper ("a
 * statement by the ministry said"). Walks are bounded.
 */
#include "resolve/quote_internal.h"

#include "analyse/tag.h"
#include "base/str.h"

/* Steps of a walk in the tree: deeper clauses share no subject; words of
 * "with ... saying", and of a title and name. */
enum { WALK = 8, WITH_REACH = 15, PHRASE = 12 };

static const dtl_token *at(const quote_context *ctx, int32_t t)
{
    return &ctx->doc->tokens[t];
}

static int32_t child_of(const quote_context *ctx, int32_t t, dtl_rel rel)
{
    for (int32_t c = ctx->child[t]; c >= 0; c = ctx->next[c])
        if (at(ctx, c)->rel == rel)
            return c;
    return DTL_NO_INDEX;
}

/* Child under a preposition: "of Bell" of "words". */
static int32_t child_by(const quote_context *ctx, int32_t t, const char *prep)
{
    for (int32_t c = ctx->child[t]; c >= 0; c = ctx->next[c])
        for (int32_t g = ctx->child[c]; g >= 0; g = ctx->next[g])
            if (at(ctx, g)->rel == DTL_REL_CASE &&
                dtli_quote_is(ctx, (uint32_t)g, prep))
                return c;
    return DTL_NO_INDEX;
}

int32_t dtli_quote_mention(const quote_context *ctx, int32_t t)
{
    for (int step = 0; t >= 0 && step < 3; step++) {
        const dtl_token *token = at(ctx, t);
        if (token->mention >= 0)
            return token->mention;
        if (token->rel != DTL_REL_FLAT && token->rel != DTL_REL_COMPOUND)
            break;
        t = token->head;
    }
    return DTL_NO_INDEX;
}

bool dtli_quote_may_speak(const quote_context *ctx, int32_t t)
{
    int32_t m = dtli_quote_mention(ctx, t);
    if (m < 0)
        return false;
    const dtl_doc *doc = ctx->doc;
    dtl_entity_kind kind = doc->entities[doc->mentions[m].entity].kind;
    return kind != DTL_ENTITY_OTHER && kind != DTL_ENTITY_PLACE;
}

uint32_t dtli_quote_leftmost(const quote_context *ctx, uint32_t t,
                             uint32_t from)
{
    int32_t m = ctx->doc->tokens[t].mention;
    uint32_t first = m >= 0 ? ctx->doc->mentions[m].first : t;
    return first < from ? from : first;
}

static bool is_relative(const dtl_token *token)
{
    return token->xpos == DTL_XPOS_WP || token->xpos == DTL_XPOS_WDT ||
           (token->upos == DTL_UPOS_PRON && dtli_str_is(token->norm, "that"));
}

bool dtli_quote_is_paper(const quote_context *ctx, int32_t t)
{
    return t >= 0 && (ctx->cue[t] == QUOTE_CUE_PAPER ||
                      ctx->cue[t] == QUOTE_CUE_STUDY);
}

/* Author of a paper: "a statement by the ministry", "the army's report",
 * "a police statement"; the paper itself where none is named. */
int32_t dtli_quote_author(const quote_context *ctx, int32_t paper)
{
    static const char *const PREPS[] = { "by", "from", "of" };
    int32_t who = child_of(ctx, paper, DTL_REL_NMOD_POSS);
    if (who >= 0 && dtli_quote_may_speak(ctx, who))
        return who;
    for (size_t i = 0; i < sizeof PREPS / sizeof PREPS[0]; i++) {
        who = child_by(ctx, paper, PREPS[i]);
        if (who >= 0 && dtli_quote_may_speak(ctx, who))
            return who;
    }
    who = child_of(ctx, paper, DTL_REL_COMPOUND);
    if (who >= 0 && at(ctx, who)->mention >= 0 &&
        dtli_quote_may_speak(ctx, who))
        return who;
    return paper;
}

/* A subject as speaker: "one of the officials" is officials, a paper is
 * whoever wrote it. */
static int32_t as_speaker(const quote_context *ctx, int32_t t)
{
    if (dtli_quote_is_paper(ctx, t))
        return dtli_quote_author(ctx, t);
    int32_t of = dtli_quote_mention(ctx, t) < 0 ? child_by(ctx, t, "of")
                                                : DTL_NO_INDEX;
    return of >= 0 && dtli_quote_may_speak(ctx, of) ? of : t;
}

static bool is_passive(const quote_context *ctx, int32_t verb)
{
    const dtl_token *token = at(ctx, verb); /* "a plan called absurd by Bell" */
    return child_of(ctx, verb, DTL_REL_AUX_PASS) >= 0 ||
           child_of(ctx, verb, DTL_REL_NSUBJ_PASS) >= 0 ||
           (token->xpos == DTL_XPOS_VBN && token->rel == DTL_REL_ACL);
}

/* "was accused", "was summoned and accused": its subject does not speak. */
static bool is_spoken_to(const quote_context *ctx, int32_t verb)
{
    const dtl_token *token = at(ctx, verb);
    if (ctx->cue[verb] == QUOTE_CUE_CITE || token->xpos != DTL_XPOS_VBN)
        return false;
    return is_passive(ctx, verb) ||
           (token->rel == DTL_REL_CONJ && token->head >= 0 &&
            is_passive(ctx, token->head));
}

static int32_t own_subject(const quote_context *ctx, int32_t verb)
{
    static const dtl_rel RELS[] = { DTL_REL_NSUBJ, DTL_REL_NSUBJ_OUTER };
    bool passive = is_passive(ctx, verb);
    if (ctx->cue[verb] == QUOTE_CUE_CITE) {
        int32_t told = child_of(ctx, verb, passive ? DTL_REL_NSUBJ_PASS
                                                   : DTL_REL_OBJ);
        if (told >= 0 || passive)
            return told;
    }
    if (passive) {
        int32_t agent = child_of(ctx, verb, DTL_REL_OBL_AGENT);
        return agent >= 0 ? agent : child_by(ctx, verb, "by");
    }
    for (size_t i = 0; i < sizeof RELS / sizeof RELS[0]; i++) {
        int32_t s = child_of(ctx, verb, RELS[i]);
        if (s >= 0)
            return s;
    }
    return DTL_NO_INDEX;
}

/* The noun that the relative clause of `verb` belongs to. */
static int32_t antecedent(const quote_context *ctx, int32_t verb)
{
    for (int step = 0; verb >= 0 && step < WALK; step++) {
        if (at(ctx, verb)->rel == DTL_REL_ACL_RELCL)
            return at(ctx, verb)->head;
        verb = at(ctx, verb)->head;
    }
    return DTL_NO_INDEX;
}

/* Where the subject of a verb without one may be: DTL_NO_INDEX ends it. */
static int32_t clause_above(const quote_context *ctx, int32_t verb)
{
    const dtl_token *token = at(ctx, verb);
    switch (token->rel) {
    case DTL_REL_CONJ:
    case DTL_REL_XCOMP:
    case DTL_REL_ADVCL:
    case DTL_REL_PARATAXIS:
    case DTL_REL_ACL:
    case DTL_REL_ACL_RELCL:
        return token->head;
    case DTL_REL_CCOMP: /* "went on to say": mistaken parses */
        return token->xpos == DTL_XPOS_VBG ? token->head : DTL_NO_INDEX;
    default:
        return DTL_NO_INDEX;
    }
}

static int32_t verb_subject(const quote_context *ctx, int32_t verb)
{
    if (is_spoken_to(ctx, verb))
        return own_subject(ctx, verb);
    const dtl_token *cue = at(ctx, verb); /* "heard a man yell, ..." */
    if (cue->xpos == DTL_XPOS_VB && cue->rel == DTL_REL_XCOMP &&
        child_of(ctx, verb, DTL_REL_MARK) < 0 && cue->head >= 0 &&
        child_of(ctx, cue->head, DTL_REL_OBJ) >= 0)
        return child_of(ctx, cue->head, DTL_REL_OBJ);
    bool comma = verb > 0 && dtli_str_is(at(ctx, verb - 1)->norm, ",");
    int32_t thing = DTL_NO_INDEX; /* "the vote goes on, saying": no speaker */
    for (int step = 0; verb >= 0 && step < WALK; step++) {
        const dtl_token *token = at(ctx, verb);
        if (step > 0 && token->upos != DTL_UPOS_VERB &&
            token->upos != DTL_UPOS_AUX && own_subject(ctx, verb) < 0) {
            if (!comma && dtli_quote_may_speak(ctx, verb))
                return verb; /* "a man saying" */
            verb = token->head; /* "hailed the vote, saying" */
            continue;
        }
        int32_t subject = own_subject(ctx, verb);
        if (subject >= 0 && is_relative(at(ctx, subject))) {
            int32_t noun = antecedent(ctx, verb);
            return noun >= 0 ? noun : subject;
        }
        if (subject < 0 && step > 0) /* "was quoted, saying" */
            subject = child_of(ctx, verb, DTL_REL_NSUBJ_PASS);
        bool speaks = subject >= 0 && dtli_quote_may_speak(ctx, subject);
        if (subject >= 0 && (speaks || step == 0 || !comma))
            return subject;
        if (thing < 0)
            thing = subject;
        verb = subject >= 0 ? token->head : clause_above(ctx, verb);
    }
    return thing;
}

/* Owner of a word of speech: "her claim", "the words of Bell". */
static int32_t noun_owner(const quote_context *ctx, int32_t noun)
{
    int32_t who = dtli_quote_author(ctx, noun);
    if (who != noun)
        return who;
    int32_t owner = child_of(ctx, noun, DTL_REL_NMOD_POSS);
    return owner >= 0 && at(ctx, owner)->upos == DTL_UPOS_PRON
               ? owner : DTL_NO_INDEX;
}

bool dtli_quote_has_case(const quote_context *ctx, int32_t t)
{
    return child_of(ctx, t, DTL_REL_CASE) >= 0;
}

/* Longest phrase that begins at token `from`: its head. */
static int32_t phrase_from(const quote_context *ctx, uint32_t from)
{
    const dtl_doc *doc = ctx->doc;
    int32_t best = DTL_NO_INDEX;
    uint32_t last = 0;
    for (uint32_t t = from; t < doc->token_count && t < from + PHRASE; t++) {
        int32_t m = doc->tokens[t].mention;
        if (m < 0 || doc->mentions[m].first != from ||
            (best >= 0 && doc->mentions[m].last <= last))
            continue;
        best = (int32_t)t;
        last = doc->mentions[m].last;
    }
    return best;
}

/* A person's name that begins at token `t`, with or without a title. */
static int32_t person_from(const quote_context *ctx, uint32_t t)
{
    const dtl_doc *doc = ctx->doc;
    if (t >= doc->token_count || doc->tokens[t].upos == DTL_UPOS_DET)
        return DTL_NO_INDEX;
    int32_t name = doc->tokens[t].name;
    for (uint32_t i = t; name >= 0 && i <= doc->names[name].last; i++)
        if (doc->names[name].type == DTL_NAME_PER &&
            doc->tokens[i].mention >= 0)
            return (int32_t)i;
    int32_t head = phrase_from(ctx, t);
    if (head < 0)
        return DTL_NO_INDEX;
    const dtl_mention *m = &doc->mentions[doc->tokens[head].mention];
    return m->kind == DTL_MENTION_NAME &&
                   doc->entities[m->entity].kind == DTL_ENTITY_PERSON
               ? head : DTL_NO_INDEX;
}

/* "head coach Ann Bell", "Acme director Ann Bell": where the tree has them
 * apart, the last of phrases that follow one another is the person. */
int32_t dtli_quote_phrase(const quote_context *ctx, uint32_t from)
{
    const dtl_doc *doc = ctx->doc;
    int32_t best = phrase_from(ctx, from);
    for (int step = 0; best >= 0 && step < 2; step++) {
        uint32_t next = doc->mentions[doc->tokens[best].mention].last + 1;
        int32_t more = person_from(ctx, next);
        if (more < 0)
            break;
        best = more;
    }
    return best;
}

/* "..., said Bell", whatever the tree makes of it. */
static int32_t inverted(const quote_context *ctx, uint32_t verb)
{
    bool behind = verb > 0 && ctx->inside[verb - 1] >= 0;
    behind = behind || (verb > 1 && ctx->inside[verb - 2] >= 0 &&
                        dtli_str_is(dtli_quote_norm(ctx, verb - 1), ","));
    uint8_t xpos = at(ctx, (int32_t)verb)->xpos;
    bool finite = dtli_xpos_is_finite(xpos) ||
                  xpos == DTL_XPOS_VB; /* "read" and kin */
    return behind && finite
               ? dtli_quote_phrase(ctx, verb + 1) : DTL_NO_INDEX;
}

/* "the envoy, Bell", not "envoy Bell" */
static bool is_set_off(const quote_context *ctx, int32_t head, uint32_t first)
{
    return at(ctx, head)->rel == DTL_REL_APPOS && first > 0 &&
           !dtli_quote_is_word(ctx, first - 1);
}

/* A name or pronoun right before the verb: "In the hall, Bell also said". */
static int32_t adjacent(const quote_context *ctx, uint32_t verb)
{
    const dtl_doc *doc = ctx->doc;
    uint32_t t = verb;
    while (t > 0 && verb - t < 2 &&
           (doc->tokens[t - 1].upos == DTL_UPOS_ADV ||
            doc->tokens[t - 1].upos == DTL_UPOS_AUX))
        t--;
    if (t == 0 || !dtli_xpos_is_finite(doc->tokens[verb].xpos) ||
        ctx->inside[t - 1] >= 0 || ctx->cue[verb] == QUOTE_CUE_CITE)
        return DTL_NO_INDEX;
    int32_t m = dtli_quote_mention(ctx, (int32_t)t - 1);
    if (m < 0 || doc->mentions[m].last != t - 1 ||
        doc->mentions[m].kind == DTL_MENTION_NOMINAL)
        return DTL_NO_INDEX;
    int32_t head = (int32_t)doc->mentions[m].head;
    bool fit = !dtli_quote_has_case(ctx, head) && !is_relative(at(ctx, head)) &&
               (at(ctx, head)->rel != DTL_REL_CONJ ||
                own_subject(ctx, (int32_t)verb) < 0) &&
               !is_set_off(ctx, head, doc->mentions[m].first) &&
               dtli_quote_may_speak(ctx, head);
    return fit ? head : DTL_NO_INDEX;
}

/* "with a spokesman for Bell saying" */
static int32_t with_somebody(const quote_context *ctx, uint32_t verb)
{
    const dtl_doc *doc = ctx->doc;
    uint32_t from = verb > WITH_REACH ? verb - WITH_REACH : 0;
    if (doc->tokens[verb].xpos != DTL_XPOS_VBG)
        return DTL_NO_INDEX;
    for (uint32_t t = verb; t > from + 1; t--) {
        if (dtli_str_is(doc->tokens[t - 1].norm, ",") ||
            ctx->inside[t - 1] >= 0)
            break;
        if (dtli_quote_is(ctx, t - 1, "with"))
            return dtli_quote_phrase(ctx, t);
    }
    return DTL_NO_INDEX;
}

/* "Asked about the troops, an official, who ..., said": the official. */
static bool stands_apart(const quote_context *ctx, uint32_t t, uint32_t start)
{
    const dtl_doc *doc = ctx->doc;
    if (doc->tokens[t].mention < 0)
        return false;
    const dtl_mention *m = &doc->mentions[doc->tokens[t].mention];
    return m->last + 1 < doc->token_count &&
           dtli_str_is(dtli_quote_norm(ctx, m->last + 1), ",") &&
           (m->first <= start ||
            dtli_str_is(dtli_quote_norm(ctx, m->first - 1), ","));
}

/* First that may speak of the words before `verb` outside quotations: for a
 * subject that the tree takes from a phrase with a preposition. */
static int32_t first_before(const quote_context *ctx, uint32_t verb)
{
    uint32_t t = ctx->doc->sents[ctx->doc->tokens[verb].sent].first;
    for (uint32_t back = verb; back > t; back--)
        if (ctx->inside[back - 1] >= 0)
            t = back;
    int32_t first = DTL_NO_INDEX;
    for (uint32_t start = t; t < verb; t++) {
        if (!dtli_quote_may_speak(ctx, (int32_t)t) ||
            dtli_quote_has_case(ctx, (int32_t)t))
            continue;
        if (stands_apart(ctx, t, start))
            return (int32_t)t;
        first = first < 0 ? (int32_t)t : first;
    }
    return first;
}

/* The tree gives a finite verb no subject: "The plan failed, says Bell, an
 * envoy", "Bell, seen as the next minister, had said". */
static int32_t missing_subject(const quote_context *ctx, uint32_t verb)
{
    uint32_t t = verb;
    bool finite = dtli_xpos_is_finite(at(ctx, (int32_t)verb)->xpos);
    if (t > 0 && ctx->doc->tokens[t - 1].upos == DTL_UPOS_AUX) {
        finite = true;
        t--;
    }
    if (!finite || t == 0 || !dtli_str_is(dtli_quote_norm(ctx, t - 1), ","))
        return DTL_NO_INDEX;
    int32_t behind = t == verb ? dtli_quote_phrase(ctx, verb + 1)
                               : DTL_NO_INDEX;
    if (behind >= 0 && dtli_quote_may_speak(ctx, behind) &&
        ctx->doc->tokens[behind].rel != DTL_REL_NSUBJ)
        return behind;
    return first_before(ctx, verb);
}

int32_t dtli_quote_subject(const quote_context *ctx, uint32_t cue)
{
    int32_t t = (int32_t)cue;
    if (ctx->cue[cue] == QUOTE_CUE_WORD)
        return noun_owner(ctx, t);
    int32_t subject = inverted(ctx, cue);
    if (subject < 0)
        subject = adjacent(ctx, cue);
    if (subject < 0)
        subject = with_somebody(ctx, cue);
    if (subject < 0)
        subject = verb_subject(ctx, t);
    if (subject < 0)
        subject = missing_subject(ctx, cue);
    if (subject >= 0 && subject < t && dtli_quote_has_case(ctx, subject) &&
        at(ctx, subject)->head == t) {
        int32_t first = first_before(ctx, cue);
        subject = first >= 0 ? first : subject;
    }
    return subject >= 0 ? as_speaker(ctx, subject) : DTL_NO_INDEX;
}
