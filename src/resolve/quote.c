/* quote.c — quotations and who speaks them: the stage.
 *
 * Quoted words are speech when a cue gives them a speaker ("..., said Bell",
 * "called the vote ...") or when they are a sentence or more; names and
 * single words that the writer keeps at arm's length are not. A quotation
 * without a cue of its own is spoken by who spoke last, in quotation marks
 * or not; so is a pronoun ("he said"), where gender and number agree: what
 * stands inside a quotation is mostly not its speaker. One pass, in text
 * order.
 */
#include "resolve/quote_internal.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

/* Words of a quotation that needs no cue; paragraphs that a speaker holds
 * the floor for; steps of the tree from a few words to who says them, and
 * from a subject to the root; mentions back to a new speaker. */
enum { SENTENCE_WORDS = 4, FLOOR_BLOCKS = 3, FRAGMENT_STEPS = 2,
       TOPIC_STEPS = 4, TOPIC_REACH = 60 };

/* Who spoke last. */
typedef struct floor {
    int32_t entity; /* or DTL_NO_INDEX */
    uint32_t token; /* where: of the speaker or of the quotation's end */
    uint32_t next;  /* first of ctx->said that was not heard yet */
} floor;

static const dtl_token *at(const quote_context *ctx, uint32_t t)
{
    return &ctx->doc->tokens[t];
}

static uint32_t block_of(const quote_context *ctx, uint32_t t)
{
    return ctx->doc->sents[at(ctx, t)->sent].block;
}

/* --- speakers as entities */

static bool is_word(const quote_context *ctx, uint32_t t,
                    const char *const *words)
{
    for (; *words; words++)
        if (dtli_quote_is(ctx, t, *words))
            return true;
    return false;
}

/* Whether the pronoun at token `t` may mean entity `e`. */
static bool pronoun_fits(const quote_context *ctx, uint32_t t, int32_t e)
{
    static const char *const HE[] = { "he", "his", NULL };
    static const char *const SHE[] = { "she", "her", NULL };
    static const char *const THEY[] = { "they", "their", NULL };
    static const char *const IT[] = { "it", "its", NULL };
    const dtl_entity *entity = &ctx->doc->entities[e];
    if (is_word(ctx, t, HE))
        return entity->kind == DTL_ENTITY_PERSON && entity->gender != 'f';
    if (is_word(ctx, t, SHE))
        return entity->kind == DTL_ENTITY_PERSON && entity->gender != 'm';
    if (is_word(ctx, t, THEY))
        return entity->plural || (entity->kind != DTL_ENTITY_PERSON &&
                                  entity->kind != DTL_ENTITY_OTHER &&
                                  entity->kind != DTL_ENTITY_PLACE);
    return is_word(ctx, t, IT) && (entity->kind == DTL_ENTITY_ORG ||
                                   entity->kind == DTL_ENTITY_STATE);
}

/* Subject of a sentence: of its root or what is joined to it; or its root,
 * where the tree takes the verb for a part of the subject. */
static bool is_topic(const quote_context *ctx, uint32_t t)
{
    if (at(ctx, t)->rel == DTL_REL_ROOT)
        return true;
    if (at(ctx, t)->rel != DTL_REL_NSUBJ && at(ctx, t)->rel != DTL_REL_NSUBJ_PASS)
        return false;
    int32_t verb = at(ctx, t)->head;
    for (int step = 0; verb >= 0 && step < TOPIC_STEPS; step++) {
        uint8_t rel = at(ctx, (uint32_t)verb)->rel;
        if (rel != DTL_REL_CONJ && rel != DTL_REL_PARATAXIS)
            return rel == DTL_REL_ROOT;
        verb = at(ctx, (uint32_t)verb)->head;
    }
    return false;
}

/* Who was brought up since somebody spoke last: "Lee went home. 'I am
 * tired,' he said" is Lee whoever spoke before. The nearest subject of a
 * sentence, in this paragraph or the one before, that a pronoun may mean. */
static int32_t newcomer(const quote_context *ctx, uint32_t m,
                        const floor *before)
{
    static const char *const HE_OR_SHE[] = { "he", "she", "his", "her",
                                             NULL };
    const dtl_doc *doc = ctx->doc;
    uint32_t pronoun = doc->mentions[m].head;
    for (uint32_t back = 1; back <= m && back <= TOPIC_REACH; back++) {
        const dtl_mention *other = &doc->mentions[m - back];
        if (block_of(ctx, other->head) + 1 < block_of(ctx, pronoun) ||
            (before->entity >= 0 && other->head <= before->token))
            break;
        const dtl_entity *entity = &doc->entities[other->entity];
        bool fresh = other->kind == DTL_MENTION_NAME ||
                     doc->mentions[entity->best].kind == DTL_MENTION_NAME ||
                     (other->kind == DTL_MENTION_NOMINAL &&
                      (before->entity < 0 ||
                       !is_word(ctx, pronoun, HE_OR_SHE)));
        if (fresh && ctx->inside[other->head] < 0 &&
            is_topic(ctx, other->head) &&
            pronoun_fits(ctx, pronoun, (int32_t)other->entity))
            return (int32_t)other->entity;
    }
    return DTL_NO_INDEX;
}

/* "the secretary" after "Foreign Secretary Ann Bell" spoke; "the statement"
 * after whoever made it; "the daily" after a newspaper. */
static bool role_fits(const quote_context *ctx, const dtl_mention *mention,
                      int32_t e)
{
    const dtl_entity *entity = &ctx->doc->entities[e];
    const dtl_mention *best = &ctx->doc->mentions[entity->best];
    if (!dtli_quote_is(ctx, mention->first, "the") ||
        mention->last != mention->head || mention->first + 2 < mention->head)
        return false;
    if (ctx->cue[mention->head] == QUOTE_CUE_PAPER)
        return entity->kind != DTL_ENTITY_OTHER;
    if (ctx->cue[mention->head] == QUOTE_CUE_OUTLET)
        return entity->kind == DTL_ENTITY_ORG;
    if (entity->kind != DTL_ENTITY_PERSON)
        return false;
    for (uint32_t t = best->first; t <= best->last; t++)
        if (dtli_str_equal_nocase(at(ctx, t)->norm,
                                  at(ctx, mention->head)->norm))
            return true;
    return false;
}

/* Entity of the speaker at token `t`; a pronoun is who spoke last, if it
 * may be. */
static int32_t entity_of(const quote_context *ctx, int32_t t,
                         const floor *before)
{
    int32_t m = dtli_quote_mention(ctx, t);
    if (m < 0)
        return DTL_NO_INDEX;
    const dtl_mention *mention = &ctx->doc->mentions[m];
    bool near = before->entity >= 0 &&
                block_of(ctx, (uint32_t)t) <=
                    block_of(ctx, before->token) + FLOOR_BLOCKS;
    if (mention->kind == DTL_MENTION_PRONOUN) {
        int32_t other = newcomer(ctx, (uint32_t)m, before);
        if (other >= 0)
            return other;
    }
    if (near && mention->kind == DTL_MENTION_PRONOUN &&
        pronoun_fits(ctx, mention->head, before->entity))
        return before->entity;
    if (near && mention->kind == DTL_MENTION_NOMINAL &&
        role_fits(ctx, mention, before->entity))
        return before->entity;
    if (mention->kind != DTL_MENTION_PRONOUN)
        return (int32_t)mention->entity;
    const dtl_entity *entity = &ctx->doc->entities[mention->entity];
    bool dumb = !dtli_quote_may_speak(ctx, t) ||
                ctx->doc->mentions[entity->best].kind == DTL_MENTION_PRONOUN;
    if (!dumb)
        return (int32_t)mention->entity;
    return near ? before->entity : DTL_NO_INDEX;
}

/* Hears the cues before token `end`. */
static void listen(const quote_context *ctx, uint32_t end, floor *f)
{
    for (; f->next < ctx->said_count && ctx->said[f->next].token < end;
         f->next++) {
        const quote_said *said = &ctx->said[f->next];
        int32_t e = entity_of(ctx, said->speaker, f);
        if (e < 0)
            continue;
        f->entity = e;
        f->token = said->token;
    }
}

/* --- which quoted words are speech */

/* Every long word begins with a capital: a name or a title. */
static bool is_title(const quote_context *ctx, const quote_span *span)
{
    uint32_t capitals = 0;
    for (uint32_t t = span->first; t <= span->last; t++) {
        uint32_t cp = 0;
        (void)dtli_utf8_decode(at(ctx, t)->norm, 0, &cp);
        if (dtli_utf8_is_lower(cp) && at(ctx, t)->norm.len > 3)
            return false;
        capitals += dtli_utf8_is_upper(cp);
    }
    return capitals > 0;
}

/* "the film ...", "entitled ...": a name follows. */
static bool is_named(const quote_context *ctx, const quote_span *span)
{
    uint32_t t = span->first;
    if (t == 0)
        return false;
    if (ctx->cue[t - 1] == QUOTE_CUE_TITLE)
        return true;
    return is_title(ctx, span) && (ctx->cue[t - 1] == QUOTE_CUE_NAMED ||
                                   ctx->cue[t - 1] == QUOTE_CUE_PAPER);
}

static bool ends_speech(const quote_context *ctx, const quote_span *span)
{
    static const char *const MARKS[] = { ",", ".", "?", "!", "...", NULL };
    uint32_t t = span->closed ? span->last - 1 : span->last;
    return is_word(ctx, t, MARKS) ||
           (span->last + 1 < ctx->doc->token_count &&
            is_word(ctx, span->last + 1, MARKS));
}

static bool begins_sentence(const quote_context *ctx, const quote_span *span)
{
    return ctx->doc->sents[at(ctx, span->first)->sent].first == span->first;
}

/* Some word of the quotation is told of a subject: "it was a ...". */
static bool is_predicate(const quote_context *ctx, const quote_span *span)
{
    for (uint32_t t = span->first; t <= span->last; t++)
        for (int32_t c = ctx->child[t]; c >= 0; c = ctx->next[c])
            if (at(ctx, (uint32_t)c)->rel == DTL_REL_COP)
                return true;
    return false;
}

/* Quoted words of the writer's own sentence, one to three: "said the vote
 * was 'deeply flawed'" is speech, "said the 'peace process' would go on" is
 * not; a single word must be what is said: "called it 'absurd'". */
static bool is_fragment(const quote_context *ctx, const quote_span *span,
                        const quote_link *link)
{
    static const char *const LEADS[] = { "as", "was", "is",   "were", "are",
                                         "a",  "an",  "been", "be",   NULL };
    if (!dtli_quote_may_speak(ctx, link->speaker) || link->subject ||
        is_title(ctx, span) ||
        link->steps > FRAGMENT_STEPS)
        return false;
    if (link->described)
        return link->steps <= 1;
    uint32_t before = span->first - 1;
    if (dtli_quote_words(ctx, span, 2) > 1)
        return span->first == 0 || at(ctx, before)->upos != DTL_UPOS_DET ||
               is_predicate(ctx, span);
    return span->first > 0 && (is_word(ctx, before, LEADS) ||
                               (int32_t)before == link->cue);
}

static bool is_speech(const quote_context *ctx, const quote_span *span,
                      const quote_link *link)
{
    if (link->strong)
        return true;
    if (is_named(ctx, span))
        return false;
    if (dtli_quote_words(ctx, span, SENTENCE_WORDS) < SENTENCE_WORDS)
        return is_fragment(ctx, span, link) ||
               (begins_sentence(ctx, span) && ends_speech(ctx, span) &&
                span->opened && span->closed &&
                ctx->doc->blocks[span->block].kind == DTL_BLOCK_BODY);
    return link->speaker >= 0 || !is_title(ctx, span);
}

/* --- results */

static dtl_str words_at(const quote_context *ctx, uint32_t first,
                        uint32_t last)
{
    return dtli_str_slice(ctx->doc->in.text, at(ctx, first)->span.start,
                          at(ctx, last)->span.end);
}

/* The actor at token `t`, as entity `e` where it is not its own. */
static dtl_actor actor_of(const quote_context *ctx, int32_t t, int32_t e)
{
    const dtl_doc *doc = ctx->doc;
    int32_t m = t >= 0 ? dtli_quote_mention(ctx, t) : DTL_NO_INDEX;
    if (m >= 0 && (int32_t)doc->mentions[m].entity == e)
        return doc->mentions[m].actor;
    if (e >= 0) {
        dtl_actor actor = doc->entities[e].actor;
        if (m >= 0)
            actor.span = doc->mentions[m].actor.span;
        return actor;
    }
    dtl_actor actor = { .entity = DTL_NO_INDEX };
    actor.text = actor.name = words_at(ctx, (uint32_t)t, (uint32_t)t);
    actor.span = at(ctx, (uint32_t)t)->span;
    return actor;
}

static void add_quote(quote_context *ctx, const quote_span *span,
                      const quote_link *link, int32_t entity)
{
    dtl_doc *doc = ctx->doc;
    if (!dtli_arena_grow(ctx->arena, &doc->quotes, doc->quote_count,
                         &ctx->quote_room, sizeof *doc->quotes)) {
        ctx->failed = true;
        return;
    }
    dtl_quote quote = {
        .span = { at(ctx, span->first)->span.start,
                  at(ctx, span->last)->span.end },
        .first = span->first,
        .last = span->last,
        .direct = true,
        .spoken_by = link->speaker >= 0 || entity >= 0,
    };
    if (quote.spoken_by)
        quote.speaker = actor_of(ctx, link->speaker, entity);
    if (link->cue >= 0)
        quote.cue = words_at(ctx, (uint32_t)link->cue, (uint32_t)link->cue);
    doc->quotes[doc->quote_count++] = quote;
}

/* Whether who spoke last may speak a quotation without a cue. */
static bool holds_floor(const quote_context *ctx, const quote_span *span,
                        const floor *f)
{
    uint32_t apart = f->entity >= 0
                         ? span->block - block_of(ctx, f->token) : 0;
    if (f->entity < 0 || ctx->doc->blocks[span->block].kind != DTL_BLOCK_BODY)
        return false;
    return apart == 0 || (apart <= FLOOR_BLOCKS && begins_sentence(ctx, span));
}

static void resolve_span(quote_context *ctx, uint32_t s, floor *f)
{
    const quote_span *span = &ctx->spans[s];
    quote_link link = dtli_quote_link(ctx, s);
    listen(ctx, span->first, f);
    if (span->nested || !is_speech(ctx, span, &link))
        return;
    int32_t entity = DTL_NO_INDEX;
    if (link.speaker >= 0)
        entity = entity_of(ctx, link.speaker, f);
    else if (holds_floor(ctx, span, f))
        entity = f->entity;
    add_quote(ctx, span, &link, entity);
    if (entity >= 0) {
        f->entity = entity;
        f->token = span->last;
    }
}

/* --- the stage */

static bool make_room(quote_context *ctx)
{
    dtl_doc *doc = ctx->doc;
    size_t tokens = (size_t)doc->token_count + 1;
    ctx->cue = dtli_arena_array(ctx->arena, tokens, sizeof *ctx->cue);
    ctx->mark = dtli_arena_array(ctx->arena, tokens, sizeof *ctx->mark);
    ctx->inside = dtli_arena_array(ctx->arena, tokens, sizeof *ctx->inside);
    ctx->child = dtli_arena_array(ctx->arena, tokens, sizeof *ctx->child);
    ctx->next = dtli_arena_array(ctx->arena, tokens, sizeof *ctx->next);
    ctx->block_end = dtli_arena_array(ctx->arena,
                                      (size_t)doc->block_count + 1,
                                      sizeof *ctx->block_end);
    return ctx->cue && ctx->mark && ctx->inside && ctx->child && ctx->next &&
           ctx->block_end;
}

static void index_document(quote_context *ctx)
{
    const dtl_doc *doc = ctx->doc;
    for (uint32_t t = 0; t < doc->token_count; t++)
        ctx->inside[t] = ctx->child[t] = ctx->next[t] = DTL_NO_INDEX;
    for (uint32_t t = doc->token_count; t-- > 0;) {
        int32_t head = doc->tokens[t].head;
        if (head < 0)
            continue;
        ctx->next[t] = ctx->child[head];
        ctx->child[head] = (int32_t)t;
    }
    for (uint32_t s = 0, b = 0; s < doc->sent_count; s++) {
        uint32_t end = doc->sents[s].first + doc->sents[s].count;
        for (; b < doc->sents[s].block; b++)
            ctx->block_end[b + 1] = ctx->block_end[b];
        ctx->block_end[b] = end;
    }
    for (uint32_t b = 1; b < doc->block_count; b++)
        if (ctx->block_end[b] < ctx->block_end[b - 1])
            ctx->block_end[b] = ctx->block_end[b - 1];
}

dtl_status dtli_resolve_quotes(const dtl_cues *cues, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err)
{
    quote_context ctx = { .cues = cues, .doc = doc, .arena = arena };
    floor f = { .entity = DTL_NO_INDEX };
    if (!make_room(&ctx))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E481: out of memory");
    index_document(&ctx);
    dtli_quote_cues(&ctx);
    dtli_quote_find(&ctx);
    if (!ctx.failed)
        dtli_quote_said(&ctx);
    for (uint32_t s = 0; s < ctx.span_count && !ctx.failed; s++)
        resolve_span(&ctx, s, &f);
    if (ctx.failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E482: out of memory");
    return DTL_OK;
}
