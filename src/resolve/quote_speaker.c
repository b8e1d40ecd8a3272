/* quote_speaker.c — which cue a quotation has.
 *
 * Behind it ("..., said Bell", "..., the minister warned"), else above it in
 * the tree or right before it ("Bell called it ...", "Bell said: ..."), else
 * "according to Bell" in its sentence, else a colon ("Bell: ..."). Windows
 * are of one sentence, which has a bounded length.
 */
#include "resolve/quote_internal.h"

#include "analyse/tag.h"
#include "base/str.h"

/* Words between a quotation and its verb, with all that is said of the
 * speaker between; steps up the tree; words of a transcript's name or role, of
 * what follows the verb at a sentence's end, of what may be a whole speech,
 * and between a verb of saying and the comma behind it. */
enum { BEHIND_REACH = 40, CLIMB = 12, NAME_WORDS = 8,
       TAIL_WORDS = 12, PART_WORDS = 4, LED_WORDS = 5, ROLE_WORDS = 3 };

static const dtl_token *at(const quote_context *ctx, int32_t t)
{
    return &ctx->doc->tokens[t];
}

static bool outside(const quote_context *ctx, int32_t t)
{
    return t >= 0 && ctx->inside[t] < 0;
}

static const dtl_sent *sentence_of(const quote_context *ctx, uint32_t t)
{
    return &ctx->doc->sents[ctx->doc->tokens[t].sent];
}

static bool is_say(const quote_context *ctx, uint32_t t)
{
    return ctx->cue[t] == QUOTE_CUE_SAY || ctx->cue[t] == QUOTE_CUE_CITE;
}

static bool is_stop(const quote_context *ctx, uint32_t t)
{
    static const char *const MARKS[] = { ",", "?", "!", "--", "-", "..." };
    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++)
        if (dtli_str_is(dtli_quote_norm(ctx, t), MARKS[i]))
            return true;
    return false;
}

/* Whether the words between `from` and the verb are its subject and adverbs:
 * no other clause stands between. */
static bool subject_leads(const quote_context *ctx, uint32_t from,
                          uint32_t verb)
{
    int32_t s = dtli_quote_subject(ctx, verb);
    if (s < (int32_t)from || s > (int32_t)verb)
        return false;
    return dtli_quote_leftmost(ctx, (uint32_t)s, from) <= from + 2;
}

/* First noun or pronoun of [from, end): the subject of an inverted verb that
 * the tree hangs elsewhere. */
static int32_t first_speaker(const quote_context *ctx, uint32_t from,
                             uint32_t end)
{
    for (uint32_t t = from; t < end && ctx->inside[t] < 0; t++) {
        if (!dtli_quote_may_speak(ctx, (int32_t)t))
            continue;
        uint32_t first = dtli_quote_leftmost(ctx, t, from);
        int32_t whole = dtli_quote_phrase(ctx, first);
        return whole >= 0 && whole < (int32_t)end &&
                       dtli_quote_may_speak(ctx, whole)
                   ? whole : (int32_t)t;
    }
    return DTL_NO_INDEX;
}

static int32_t last_speaker(const quote_context *ctx, uint32_t from,
                            uint32_t end)
{
    for (uint32_t t = end; t > from; t--) {
        if (ctx->inside[t - 1] >= 0)
            break;
        if (dtli_quote_may_speak(ctx, (int32_t)t - 1))
            return (int32_t)t - 1;
    }
    return DTL_NO_INDEX;
}

/* Speaker of a verb behind the quotation, by the tree, else the next noun:
 * "..., said Bell" or the one before: "..., Bell said". */
static int32_t speaker_behind(const quote_context *ctx, uint32_t from,
                              uint32_t verb, uint32_t end)
{
    int32_t s = dtli_quote_subject(ctx, verb);
    if (outside(ctx, s) && s >= (int32_t)from && s < (int32_t)end)
        return s;
    int32_t before = last_speaker(ctx, from, verb);
    if (before >= 0)
        return before;
    if (at(ctx, (int32_t)verb)->xpos == DTL_XPOS_VBG) /* "..., noting that" */
        return outside(ctx, s) ? s : DTL_NO_INDEX;
    int32_t behind = first_speaker(ctx, verb + 1, end);
    return behind >= 0 ? behind : outside(ctx, s) ? s : DTL_NO_INDEX;
}

static bool has_child(const quote_context *ctx, uint32_t t, dtl_rel rel)
{
    for (int32_t c = ctx->child[t]; c >= 0; c = ctx->next[c])
        if (at(ctx, c)->rel == rel)
            return true;
    return false;
}

/* A verb of no table may lead a speaker too, right behind the quotation:
 * "..., smiled Bell", "..., she smiled". */
static bool is_any_verb(const quote_context *ctx, uint32_t from, uint32_t t)
{
    const dtl_token *token = &ctx->doc->tokens[t];
    if (token->upos != DTL_UPOS_VERB ||
        (token->xpos != DTL_XPOS_VBD && token->xpos != DTL_XPOS_VBZ))
        return false;
    if (t > from + 1) { /* "..., the foreign ministry hit back" */
        int32_t s = dtli_quote_phrase(ctx, from);
        return dtli_quote_may_speak(ctx, s) && at(ctx, s)->head == (int32_t)t &&
               ctx->doc->mentions[at(ctx, s)->mention].last + 1 == t &&
               !has_child(ctx, t, DTL_REL_OBJ);
    }
    if (t == from)
        return dtli_quote_may_speak(ctx, dtli_quote_phrase(ctx, t + 1));
    return dtli_quote_may_speak(ctx, (int32_t)from) &&
           !dtli_str_equal_nocase(dtli_quote_norm(ctx, from), DTL_STR("it"));
}

/* The first phrase behind the quotation: "..., a clerk who gave her name as
 * Bell said". */
static int32_t phrase_speaker(const quote_context *ctx, uint32_t from,
                              uint32_t verb)
{
    int32_t whole = dtli_quote_phrase(ctx, from);
    if (dtli_quote_is_paper(ctx, whole) && whole < (int32_t)verb)
        return dtli_quote_author(ctx, whole);
    if (dtli_quote_may_speak(ctx, whole) && whole < (int32_t)verb)
        return whole;
    int32_t s = first_speaker(ctx, from, verb);
    if (s >= 0 && dtli_quote_leftmost(ctx, (uint32_t)s, from) <= from + 1)
        return s;
    s = dtli_quote_subject(ctx, verb);
    return s >= (int32_t)from && s < (int32_t)verb &&
                   !dtli_quote_has_case(ctx, s)
               ? s : DTL_NO_INDEX;
}

/* No comma between `from` and the verb, and its subject there: a long title
 * and a name. */
static bool is_run(const quote_context *ctx, uint32_t from, uint32_t verb)
{
    int32_t s = dtli_quote_subject(ctx, verb);
    for (uint32_t t = from; t < verb; t++)
        if (dtli_str_is(dtli_quote_norm(ctx, t), ","))
            return false;
    if (s < (int32_t)from || s >= (int32_t)verb)
        return false;
    int32_t paper = at(ctx, s)->head; /* "a statement by the army" */
    return !dtli_quote_has_case(ctx, s) ||
           (paper >= (int32_t)from && dtli_quote_is_paper(ctx, paper));
}

/* A sentence of its own behind a full stop, which says nothing more: "It is
 * over." Bell said in an interview. */
static bool link_next(const quote_context *ctx, const quote_span *span,
                      quote_link *link)
{
    const dtl_doc *doc = ctx->doc;
    uint32_t from = span->last + 1;
    if (from >= ctx->block_end[span->block] || !span->closed)
        return false;
    const dtl_sent *sent = sentence_of(ctx, from);
    uint32_t end = sent->first + sent->count;
    int32_t said = DTL_NO_INDEX;
    for (uint32_t t = from; t < end; t++) {
        if (ctx->inside[t] >= 0 || dtli_str_is(dtli_quote_norm(ctx, t), ":"))
            return false;
        if (said < 0 && t <= from + 5 && ctx->cue[t] == QUOTE_CUE_SAY)
            said = (int32_t)t;
        if (said >= 0 && doc->tokens[t].head == said &&
            (doc->tokens[t].rel == DTL_REL_CCOMP ||
             doc->tokens[t].rel == DTL_REL_OBJ ||
             doc->tokens[t].rel == DTL_REL_XCOMP))
            return false;
    }
    if (said < 0)
        return false;
    link->cue = said;
    link->speaker = dtli_quote_subject(ctx, (uint32_t)said);
    link->strong = link->behind = true;
    return outside(ctx, link->speaker);
}

static bool link_behind(const quote_context *ctx, const quote_span *span,
                        quote_link *link)
{
    const dtl_sent *sent = sentence_of(ctx, span->last);
    uint32_t end = sent->first + sent->count, from = span->last + 1;
    bool inner = span->closed && is_stop(ctx, span->last - 1);
    bool comma = inner;
    if (from < end && is_stop(ctx, from)) {
        comma = true;
        from++;
    }
    if (from >= end && inner && from < ctx->block_end[span->block] &&
        dtli_str_is(dtli_quote_norm(ctx, span->last - 1), ",")) {
        sent = sentence_of(ctx, from); /* wrongly cut behind ",\"" */
        end = sent->first + sent->count;
    }
    if (from >= end)
        return link_next(ctx, span, link);
    uint8_t upos = at(ctx, (int32_t)from)->upos;
    if (upos == DTL_UPOS_CCONJ || (upos == DTL_UPOS_SCONJ && !inner))
        return false; /* "..., but Bell said" */
    if (!comma && dtli_quote_words(ctx, span, PART_WORDS) < PART_WORDS)
        return false; /* "the 'free' army said" */
    if (end > from + BEHIND_REACH)
        end = from + BEHIND_REACH;
    for (uint32_t t = from; t < end && ctx->inside[t] < 0; t++) {
        bool verb = is_say(ctx, t) ||
                    (inner && is_any_verb(ctx, from, t));
        if (!verb || (t > from && !comma && !subject_leads(ctx, from, t)))
            continue;
        bool whole = t <= from + 1 || subject_leads(ctx, from, t) ||
                     is_run(ctx, from, t) ||
                     (ctx->cue[t] == QUOTE_CUE_CITE &&
                      outside(ctx, dtli_quote_subject(ctx, t)));
        link->speaker = whole ? speaker_behind(ctx, from, t, end)
                              : phrase_speaker(ctx, from, t);
        link->cue = (int32_t)t;
        link->behind = link->strong = true;
        return link->speaker >= 0;
    }
    return false;
}

/* First token of the clause's subject: behind the comma before the verb that
 * is nearest to it, where the subject is a paper with its author. */
static uint32_t first_of_phrase(const quote_context *ctx, uint32_t s,
                                uint32_t verb)
{
    uint32_t first = dtli_quote_leftmost(ctx, s, 0);
    if (at(ctx, (int32_t)s)->head == (int32_t)verb)
        return first;
    while (first > 1 && !dtli_str_is(dtli_quote_norm(ctx, first - 1), ","))
        first--;
    return first;
}

static bool has_clause(const quote_context *ctx, uint32_t verb)
{
    for (int32_t c = ctx->child[verb]; c >= 0; c = ctx->next[c])
        if (c > (int32_t)verb && at(ctx, c)->rel == DTL_REL_CCOMP)
            return true;
    return false;
}

/* The sentence ends with who says it: "They will 'fight on' in the hills, a
 * statement by the group said on Monday." */
static bool link_tail(const quote_context *ctx, const quote_span *span,
                      quote_link *link)
{
    const dtl_sent *sent = sentence_of(ctx, span->last);
    uint32_t end = sent->first + sent->count;
    for (uint32_t t = end; t > span->last + 3 && t + TAIL_WORDS > end; t--) {
        uint32_t verb = t - 1;
        if (!is_say(ctx, verb) || ctx->inside[verb] >= 0 ||
            at(ctx, (int32_t)verb)->rel == DTL_REL_ACL_RELCL ||
            has_clause(ctx, verb))
            continue;
        int32_t s = dtli_quote_subject(ctx, verb);
        if (!outside(ctx, s) || s <= (int32_t)span->last || s > (int32_t)verb)
            continue;
        uint32_t first = first_of_phrase(ctx, (uint32_t)s, verb);
        if (first <= span->last + 1 ||
            !dtli_str_is(dtli_quote_norm(ctx, first - 1), ","))
            continue;
        link->speaker = s;
        link->cue = (int32_t)verb;
        link->behind = true;
        return true;
    }
    return false;
}

/* The token inside the quotation that hangs on one before or behind it. */
static int32_t head_of(const quote_context *ctx, const quote_span *span)
{
    for (uint32_t t = span->first; t <= span->last; t++) {
        int32_t h = at(ctx, (int32_t)t)->head;
        if (at(ctx, (int32_t)t)->rel != DTL_REL_PUNCT && h >= 0 &&
            (h < (int32_t)span->first || h > (int32_t)span->last))
            return (int32_t)t;
    }
    return DTL_NO_INDEX;
}

/* Up the tree from the quoted words to a cue. */
static bool link_above(const quote_context *ctx, const quote_span *span,
                       quote_link *link)
{
    int32_t t = head_of(ctx, span);
    for (int step = 0; t >= 0 && step < CLIMB; step++) {
        uint8_t rel = at(ctx, t)->rel;
        int32_t above = at(ctx, t)->head;
        if (above < 0 || !outside(ctx, above))
            break;
        quote_cue cue = (quote_cue)ctx->cue[above];
        bool speech = cue == QUOTE_CUE_SAY || cue == QUOTE_CUE_CITE ||
                      cue == QUOTE_CUE_CALL || cue == QUOTE_CUE_WORD;
        link->subject = link->subject || dtli_rel_is_subject(rel);
        int32_t s = speech ? dtli_quote_subject(ctx, (uint32_t)above)
                           : DTL_NO_INDEX;
        if (speech && dtli_rel_is_subject(rel))
            break; /* "the 'free' army said" */
        bool infinitive = at(ctx, above)->xpos == DTL_XPOS_VB;
        if (outside(ctx, s) && (!infinitive || link->cue < 0)) {
            link->cue = above;
            link->speaker = s;
            link->steps = (uint32_t)step;
            link->described = cue == QUOTE_CUE_CALL;
        }
        if (outside(ctx, s) && !infinitive)
            return true;
        t = above;
    }
    return link->speaker >= 0;
}

/* "Bell told reporters on Monday: ...", "adding, ...", "she said ...". */
static bool link_before(const quote_context *ctx, const quote_span *span,
                        quote_link *link)
{
    uint32_t start = sentence_of(ctx, span->first)->first;
    uint32_t t = span->first;
    bool led = t > start && (dtli_str_is(dtli_quote_norm(ctx, t - 1), ":") ||
                             dtli_str_is(dtli_quote_norm(ctx, t - 1), ","));
    for (uint32_t n = 0; t > start && (led || n < 3); n++) {
        t--;
        if (ctx->inside[t] >= 0)
            return false;
        if (!is_say(ctx, t) ||
            (!led && at(ctx, (int32_t)t)->xpos == DTL_XPOS_VB))
            continue;
        int32_t s = dtli_quote_subject(ctx, t);
        if (!outside(ctx, s) || s > (int32_t)span->first)
            s = last_speaker(ctx, start, t);
        if (s < 0)
            s = first_speaker(ctx, t + 1, span->first);
        link->cue = (int32_t)t;
        link->speaker = s;
        link->strong = led;
        return s >= 0;
    }
    return false;
}

/* The verb of saying stands right before, with a comma or colon: "Bell
 * shouted, ..., then ran away". */
static bool link_led(const quote_context *ctx, const quote_span *span,
                     quote_link *link)
{
    return link_before(ctx, span, link) && link->strong &&
           (dtli_str_is(dtli_quote_norm(ctx, span->first - 1), ":") ||
            link->cue + LED_WORDS > (int32_t)span->first);
}

/* "according to Bell" and "in the words of Bell" in the sentence. */
static bool link_according(const quote_context *ctx, const quote_span *span,
                           quote_link *link)
{
    const dtl_sent *sent = sentence_of(ctx, span->last);
    uint32_t end = sent->first + sent->count;
    for (uint32_t t = sent->first; t + 2 < end; t++) {
        bool to = dtli_quote_is(ctx, t, "according") &&
                  dtli_quote_is(ctx, t + 1, "to");
        bool words = dtli_quote_is(ctx, t, "words") &&
                     dtli_quote_is(ctx, t + 1, "of");
        if (ctx->inside[t] >= 0 || !(to || words))
            continue;
        int32_t whole = dtli_quote_phrase(ctx, t + 2);
        link->speaker = dtli_quote_may_speak(ctx, whole) && whole < (int32_t)end
                            ? whole : first_speaker(ctx, t + 2, end);
        link->cue = (int32_t)t;
        return link->speaker >= 0;
    }
    return false;
}

/* "Bell: ..." and "The minister was blunt: ...". */
static bool link_colon(const quote_context *ctx, const quote_span *span,
                       quote_link *link)
{
    uint32_t q = span->first;
    if (q == 0 || !dtli_str_is(dtli_quote_norm(ctx, q - 1), ":") ||
        at(ctx, (int32_t)q - 1)->sent + 1 < at(ctx, (int32_t)q)->sent)
        return false;
    uint32_t start = sentence_of(ctx, q - 1)->first;
    for (uint32_t t = start; t < q && ctx->inside[t] < 0; t++) {
        bool name = q - start <= NAME_WORDS;
        if (dtli_quote_may_speak(ctx, (int32_t)t) &&
            (name || dtli_rel_is_subject(at(ctx, (int32_t)t)->rel))) {
            link->speaker = (int32_t)t;
            link->strong = true;
            return true;
        }
    }
    if (q - start > ROLE_WORDS)
        return false;
    link->speaker = dtli_quote_phrase(ctx, start); /* "Question: ..." */
    link->strong = link->speaker >= 0;
    return link->strong;
}

quote_link dtli_quote_link(const quote_context *ctx, uint32_t s)
{
    const quote_span *span = &ctx->spans[s];
    static bool (*const WAYS[])(const quote_context *, const quote_span *,
                                quote_link *) = {
        link_led,  link_behind,    link_before, link_tail,
        link_above, link_according, link_colon,
    };
    quote_link none = { .cue = DTL_NO_INDEX, .speaker = DTL_NO_INDEX };
    if (span->nested)
        return none;
    for (size_t i = 0; i < sizeof WAYS / sizeof WAYS[0]; i++) {
        quote_link link = none;
        if (WAYS[i](ctx, span, &link))
            return link;
        none.subject = none.subject || link.subject;
    }
    return none;
}

void dtli_quote_said(quote_context *ctx)
{
    for (uint32_t t = 0; t < ctx->doc->token_count && !ctx->failed; t++) {
        if (!is_say(ctx, t) || ctx->inside[t] >= 0)
            continue;
        int32_t s = dtli_quote_subject(ctx, t);
        if (!outside(ctx, s) || !dtli_quote_may_speak(ctx, s))
            continue;
        if (!dtli_arena_grow(ctx->arena, &ctx->said, ctx->said_count,
                             &ctx->said_room, sizeof *ctx->said)) {
            ctx->failed = true;
            return;
        }
        ctx->said[ctx->said_count++] = (quote_said){ t, s };
    }
}
