/* emit.c — merged tellings into the events of a document.
 *
 * Ids are 16 hex digits of FNV-1a over document id, type and the span of the
 * first mention: the same article gives the same ids everywhere. Mentions
 * run in text order behind the anchor, the first finite verb outside the
 * headline.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "code/merge.h"
#include "code/trust.h"

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E522: document arena is full");
}

static bool copy_actors(dtli_coding *c, const dtli_parties *from,
                        dtl_actor **out, uint32_t *count)
{
    *count = from->count;
    if (from->count == 0)
        return true;
    *out = dtli_arena_array(c->arena, from->count, sizeof **out);
    if (*out)
        memcpy(*out, from->actor, from->count * sizeof **out);
    return *out != NULL;
}

/* Nobody named: UNK, of no country. */
static void add_unknown(dtli_parties *actors)
{
    dtl_actor unknown = { .entity = DTL_NO_INDEX };
    unknown.text = DTL_STR("");
    unknown.name = DTL_STR("");
    memcpy(unknown.sectors[0], "UNK", sizeof "UNK");
    actors->actor[0] = unknown;
    actors->token[0] = DTL_NO_INDEX;
    actors->count = 1;
}

static void give_id(const dtl_doc *doc, dtl_event *event, dtl_span span)
{
    char place[32];
    int n = snprintf(place, sizeof place, "|%u|%u", span.start, span.end);
    dtl_str tail = { place, n > 0 ? (size_t)n : 0 };
    uint64_t hash = dtli_hash(doc->in.id);
    hash = dtli_hash_more(
        hash, dtli_str(dtl_label_text(DTL_LABELS_EVENT, event->type)));
    hash = dtli_hash_more(hash, tail);
    snprintf(event->id, sizeof event->id, "%016llx",
             (unsigned long long)hash);
}

static dtl_str explain(dtli_coding *c, const dtli_telling *t)
{
    const dtl_token *word = &c->doc->tokens[t->token];
    dtl_str actor = t->actors.count ? t->actors.actor[0].text : DTL_STR("-");
    dtl_str other = t->recipients.count ? t->recipients.actor[0].text
                                        : DTL_STR("-");
    char sense[32] = "";
    if (t->sensed)
        snprintf(sense, sizeof sense, ", sense %.2f",
                 (double)dtli_chance_of(t->sense));
    return dtli_arena_printf(
        c->arena, "%.*s: actor %.*s, recipient %.*s%s%s%s%s",
        DTL_FMT(word->lemma), DTL_FMT(actor), DTL_FMT(other),
        t->modality & MODAL_NEGATED ? ", negated" : "",
        t->modality & MODAL_FUTURE ? ", ahead" : "",
        t->modality & (MODAL_HYPO | MODAL_OUGHT) ? ", supposed" : "", sense);
}

/* The first mention also tells what the confidence rests on. */
static bool explain_trust(dtli_coding *c, dtl_event *event,
                          const dtli_telling *merged)
{
    dtl_event_mention *m = &event->mentions[0];
    m->why = dtli_arena_printf(c->arena, "%.*s; trust: %.*s", DTL_FMT(m->why),
                               DTL_FMT(merged->features));
    return m->why.ptr != NULL;
}

static bool add_mention(dtli_coding *c, dtl_event *event,
                        const dtli_telling *t)
{
    const dtl_token *word = &c->doc->tokens[t->token];
    dtl_event_mention *m = &event->mentions[event->mention_count++];
    m->sent = word->sent;
    m->span = word->span;
    m->trigger = (uint32_t)t->token;
    m->rule = t->rule->id;
    m->why = explain(c, t);
    return m->why.ptr != NULL;
}

/* The anchor goes first: "killed" of the lead before the headline's noun. */
static void anchor_first(const dtli_coding *c, dtl_event *event)
{
    uint32_t best = 0;
    for (uint32_t i = event->mention_count; i-- > 0;) {
        int32_t t = (int32_t)event->mentions[i].trigger;
        uint32_t block = c->doc->sents[event->mentions[i].sent].block;
        bool headline = block < c->doc->block_count &&
                        c->doc->blocks[block].kind == DTL_BLOCK_HEADLINE;
        if (dtli_is_verb(&c->tree, t) && !headline)
            best = i;
    }
    dtl_event_mention anchor = event->mentions[best];
    memmove(event->mentions + 1, event->mentions,
            best * sizeof *event->mentions);
    event->mentions[0] = anchor;
}

static bool fill(dtli_coding *c, dtl_event *event, dtli_telling *t,
                 uint32_t mentions)
{
    event->type = t->type;
    event->status = t->status;
    event->mode = t->mode;
    event->cameo = t->cameo;
    event->when = t->when;
    event->place = t->place;
    event->attributed = t->attributed;
    event->attribution = t->attribution;
    event->confidence = t->confidence;
    event->contexts = dtli_contexts_of(c, t);
    if (t->actors.count == 0)
        add_unknown(&t->actors);
    event->counts =
        dtli_arena_array(c->arena, t->count_count + 1, sizeof(dtl_count));
    event->mentions =
        dtli_arena_array(c->arena, mentions + 1, sizeof(dtl_event_mention));
    if (!event->counts || !event->mentions)
        return false;
    memcpy(event->counts, t->counts, t->count_count * sizeof(dtl_count));
    event->count_count = t->count_count;
    give_id(c->doc, event, c->doc->tokens[t->token].span);
    return copy_actors(c, &t->actors, &event->actors, &event->actor_count) &&
           copy_actors(c, &t->recipients, &event->recipients,
                       &event->recipient_count);
}

static dtl_status fill_all(dtli_coding *c, dtli_telling *merged,
                           uint32_t count, const uint32_t *mentions,
                           dtl_error *err)
{
    dtl_doc *doc = c->doc;
    for (uint32_t i = 0; i < count; i++)
        if (merged[i].event >= 0 &&
            !fill(c, &doc->events[merged[i].event], &merged[i], mentions[i]))
            return no_memory(err);
    for (uint32_t i = 0; i < c->telling_count; i++) {
        dtli_telling *t = &c->tellings[i];
        t->event = merged[t->event].event;
        if (t->event >= 0 && !add_mention(c, &doc->events[t->event], t))
            return no_memory(err);
    }
    for (uint32_t i = 0; i < doc->event_count; i++)
        anchor_first(c, &doc->events[i]);
    for (uint32_t i = 0; i < count; i++)
        if (merged[i].event >= 0 &&
            !explain_trust(c, &doc->events[merged[i].event], &merged[i]))
            return no_memory(err);
    return DTL_OK;
}

dtl_status dtli_events_write(dtli_coding *c, dtli_telling *merged,
                             uint32_t count, dtl_error *err)
{
    uint32_t kept = 0;
    uint32_t *mentions =
        dtli_arena_array(c->arena, count + 1, sizeof *mentions);
    if (!mentions)
        return no_memory(err);
    for (uint32_t i = 0; i < count; i++)
        if (merged[i].event >= 0)
            merged[i].event = (int32_t)kept++;
    for (uint32_t i = 0; i < c->telling_count; i++)
        mentions[c->tellings[i].event]++;
    c->doc->events =
        dtli_arena_array(c->arena, kept + 1, sizeof *c->doc->events);
    if (!c->doc->events)
        return no_memory(err);
    c->doc->event_count = kept;
    if (kept && !dtli_contexts_init(c))
        return no_memory(err);
    return fill_all(c, merged, count, mentions, err);
}
