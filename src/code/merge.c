/* merge.c — tellings of one act into one event (codebook, parts 2 and 13).
 *
 * In text order each telling joins the earlier event whose tellings it
 * resembles most (same.h), or begins a new one; the event takes over what
 * the telling adds. Each telling looks back over DTL_LOOK_BACK others, so that
 * the cost stays linear.
 */
#include "code/coder.h"

#include <string.h>

#include "base/error.h"
#include "code/merge.h"
#include "code/part.h"
#include "code/same.h"
#include "code/state.h"
#include "code/trust.h"

/* --- taking over the parts of a telling -------------------------------- */

/* Somebody new joins; somebody alike ("troops" after "Mali") does not. */
static void join_parties(const dtl_doc *doc, dtli_parties *into,
                         const dtli_parties *from)
{
    if (into->count == 0 || (!dtli_parties_have_country(into) &&
                             dtli_parties_have_country(from))) {
        *into = *from;
        return;
    }
    for (uint32_t i = 0; i < from->count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < into->count; k++) {
            int r = dtli_actor_relation(doc, &into->actor[k], &from->actor[i]);
            known |= r > 0;
            /* "nine" of the headline is "nine people" of the lead */
            if (r == 2 && from->actor[i].text.len > into->actor[k].text.len &&
                dtli_str_starts(from->actor[i].text, into->actor[k].text))
                into->actor[k] = from->actor[i];
        }
        if (!known && into->count < DTL_PARTIES_MAX) {
            into->actor[into->count] = from->actor[i];
            into->token[into->count++] = from->token[i];
        }
    }
}

/* 2 told of the act, 1 told near it, 0 the day of publication. */
static int when_weight(const dtl_when *when)
{
    if (when->from == DTL_DAY_NONE || when->to == DTL_DAY_NONE)
        return 0;
    return when->assumed ? when->timex >= 0 : 2;
}

static bool when_within(const dtl_when *a, const dtl_when *b)
{
    return a->from >= b->from && a->to <= b->to;
}

/* The better told day; within a wider one ("the worst this year") always
 * the narrower. */
static void join_when(dtl_when *into, const dtl_when *from)
{
    int old = when_weight(into), new = when_weight(from);
    bool narrower = old && new && when_within(from, into);
    bool wider = old && new && when_within(into, from);
    if (narrower || (!wider && new > old))
        *into = *from;
}

/* Different figures: the widest span. */
static void join_counts(dtli_telling *into, const dtli_telling *from)
{
    for (uint32_t i = 0; i < from->count_count; i++) {
        const dtl_count *n = &from->counts[i];
        dtl_count *old = NULL;
        for (uint32_t k = 0; k < into->count_count; k++)
            if (dtli_str_equal(into->counts[k].kind, n->kind))
                old = &into->counts[k];
        if (!old && into->count_count < DTL_COUNTS_MAX) {
            into->counts[into->count_count++] = *n;
        } else if (old) {
            old->min = n->min < old->min ? n->min : old->min;
            if (old->max >= 0 && (n->max < 0 || n->max > old->max))
                old->max = n->max;
        }
    }
}

/* Visitors are actors and hosts recipients, also where a later telling only
 * says that the two had talks. */
static void join_talks(const dtl_doc *doc, dtli_telling *into,
                       dtli_parties *from)
{
    for (uint32_t i = from->count; i-- > 0;) {
        bool visitor = false;
        for (uint32_t k = 0; k < into->actors.count; k++)
            visitor |= dtli_actor_relation(doc, &into->actors.actor[k],
                                &from->actor[i]) > 0;
        if (!visitor) {
            dtli_parties host = { .count = 0 };
            dtli_parties_move(from, i, &host);
            join_parties(doc, &into->recipients, &host);
        }
    }
}

void dtli_telling_join(const dtl_doc *doc, dtli_telling *into,
                       const dtli_telling *from)
{
    dtli_parties actors = from->actors;
    if (into->type == DTL_EVENT_CONSULT && dtli_str_is(into->mode, "visit") &&
        into->actors.count && from->recipients.count == 0)
        join_talks(doc, into, &actors);
    join_parties(doc, &into->actors, &actors);
    join_parties(doc, &into->recipients, &from->recipients);
    join_when(&into->when, &from->when);
    join_counts(into, from);
    if (into->mode.len == 0 && from->mode.len) {
        into->mode = from->mode;
        into->cameo = from->cameo;
    }
    if (!into->attributed && from->attributed) {
        into->attributed = true;
        into->attribution = from->attribution;
    }
    into->weak &= from->weak;
    into->tellings += from->tellings ? from->tellings : 1;
    into->in_headline |= from->headline || from->in_headline;
    if (from->status == DTL_EVENT_STATUS_ONGOING)
        into->status = dtli_is_done(into->status) ? from->status : into->status;
}

static void begin(dtli_telling *event, const dtli_telling *from,
                  int32_t index)
{
    *event = *from;
    event->tellings = 1;
    event->in_headline = from->headline;
    event->first_telling = event->last_telling = index;
}

/* --- grouping ---------------------------------------------------------- */

/* An earlier event of the same type, with the scores of its tellings. */
typedef struct candidate {
    int32_t event;
    int32_t tellings;
    int64_t score;
    bool never; /* one of them speaks against it for good */
} candidate;

static candidate *candidate_of(candidate *list, uint32_t *count, int32_t event)
{
    for (uint32_t i = 0; i < *count; i++)
        if (list[i].event == event)
            return &list[i];
    list[*count] = (candidate){ .event = event };
    return &list[(*count)++];
}

/* The event whose tellings `t` resembles most on average, if that is
 * enough; of equals the latest told. */
static int32_t best_event(const dtli_coding *c, const dtli_telling *t)
{
    candidate list[DTL_LOOK_BACK];
    uint32_t count = 0;
    const dtli_telling *before = t;
    for (int steps = 0; steps < DTL_LOOK_BACK && before > c->tellings; steps++) {
        before--;
        if (before->type != t->type)
            continue;
        candidate *known = candidate_of(list, &count, before->event);
        known->never |= dtli_never_same(c, before, t);
        known->score += dtli_same_score(c, before, t);
        known->tellings++;
    }
    int32_t best = DTL_NO_INDEX;
    int64_t most = dtli_weights_get(&c->rules->same, DTL_STR("floor"));
    for (uint32_t i = 0; i < count; i++) {
        int64_t mean = list[i].score / list[i].tellings;
        if (list[i].never)
            continue;
        if (mean > most || (mean == most && best < 0)) {
            best = list[i].event;
            most = mean;
        }
    }
    return best;
}

/* "The premier met the queen in Oslo", he Danish, she Norwegian: a visit. */
static void part_hosts(const dtl_doc *doc, dtli_telling *event)
{
    uint32_t hosts = 0;
    if (event->type != DTL_EVENT_CONSULT || event->recipients.count ||
        event->place < 0 || (event->mode.len &&
                             !dtli_str_is(event->mode, "visit")))
        return;
    const char *country = doc->places[event->place].country;
    for (uint32_t i = 0; i < event->actors.count; i++) {
        if (event->actors.actor[i].country[0] == '\0')
            return;
        hosts += strcmp(event->actors.actor[i].country, country) == 0;
    }
    if (hosts == 0 || hosts == event->actors.count)
        return;
    for (uint32_t i = event->actors.count; i-- > 0;)
        if (strcmp(event->actors.actor[i].country, country) == 0)
            dtli_parties_move(&event->actors, i, &event->recipients);
    event->mode = DTL_STR("visit");
    event->cameo = DTL_STR("042");
}

/* "Talks between the two" and "he visited the king": the host of one telling
 * is an actor of the other. Where others act he receives. */
static void part_tellings(dtli_telling *event)
{
    dtli_parties others = event->actors;
    dtli_parties_part(&event->recipients, &others);
    if (others.count > 0)
        event->actors = others;
    else
        dtli_parties_part(&event->actors, &event->recipients);
}

/* An organ of a state. */
static bool is_organ(const dtl_actor *actor)
{
    static const char *const ORGANS[] = { "GOV", "MIL", "COP", "SPY", "JUD",
                                          "LEG" };
    for (size_t i = 0; i < sizeof ORGANS / sizeof ORGANS[0]; i++)
        if (strcmp(actor->sectors[0], ORGANS[i]) == 0)
            return true;
    return false;
}

/* A state that praises or defends itself supports nobody: "the ministry
 * hailed the police", "the premier defended his minister". */
static bool is_own_praise(const dtli_telling *event)
{
    if (event->type != DTL_EVENT_SUPPORT || event->recipients.count == 0 ||
        dtli_str_is(event->cameo, "054")) /* "recognised the new state" */
        return false;
    const dtl_actor *first = &event->recipients.actor[0];
    for (int side = 0; side < 2; side++) {
        const dtli_parties *p = side ? &event->actors : &event->recipients;
        for (uint32_t i = 0; i < p->count; i++)
            if (!is_organ(&p->actor[i]) ||
                strcmp(p->actor[i].country, first->country) != 0)
                return false;
    }
    return first->country[0] != '\0' && event->actors.count > 0;
}

/* AID needs somebody who gets it. COOPERATE has two sides, but one word may
 * stand for both: "the two navies held joint exercises". */
static bool is_complete(const dtli_telling *event)
{
    switch (event->type) {
    case DTL_EVENT_COOPERATE:
        return event->recipients.count > 0 || event->actors.count > 0;
    case DTL_EVENT_AID:
        return event->recipients.count > 0;
    default:
        return true;
    }
}

/* The floor was fitted for what is told as done or ahead: what is denied or
 * supposed says so itself, and is held against half of it. */
static bool is_doubtful(const dtli_coding *c, const dtli_telling *event)
{
    float floor = (float)c->rules->trust_floor;
    return event->trust < (dtli_is_asserted(event) ? floor : floor / 2);
}

/* Drops what lacks a part or is too doubtful, and says so of its words. */
static void keep_or_drop(dtli_coding *c, dtli_telling *event)
{
    dtl_uncoded_why why =
        !is_complete(event) || is_own_praise(event) ? DTL_UNCODED_PARTIES
        : is_doubtful(c, event) ? DTL_UNCODED_DOUBT
                                : DTL_UNCODED_NOT;
    event->event = why == DTL_UNCODED_NOT ? 0 : DTL_NO_INDEX;
    for (int32_t t = event->first_telling; t >= 0;
         t = c->tellings[t].next_telling)
        c->uncoded[c->tellings[t].token] = (uint8_t)why;
}

/* Status, confidence and fate of an event that has all its tellings; one that
 * went into another is no more. */
static void finish(dtli_coding *c, dtli_telling *event)
{
    if (event->tellings == 0) {
        event->event = DTL_NO_INDEX;
        return;
    }
    dtli_state_choose(c, event);
    event->features = dtli_trust_features(c, event);
    event->trust = dtli_trust_of(c->rules, event->features);
    event->confidence = dtli_confidence_of(c->rules, event->features);
    keep_or_drop(c, event);
}

dtl_status dtli_merge(dtli_coding *c, bool each_mention, dtl_error *err)
{
    uint32_t count = 0;
    dtli_telling *events =
        dtli_arena_array(c->arena, c->telling_count + 1, sizeof *events);
    if (!events)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E523: document arena is full");
    for (uint32_t i = 0; i < c->telling_count; i++) {
        dtli_telling *t = &c->tellings[i];
        t->event = each_mention ? DTL_NO_INDEX
                                : best_event(c, t);
        t->next_telling = DTL_NO_INDEX;
        if (t->event < 0) {
            t->event = (int32_t)count;
            begin(&events[count++], t, (int32_t)i);
        } else {
            dtli_telling_join(c->doc, &events[t->event], t);
            c->tellings[events[t->event].last_telling].next_telling =
                (int32_t)i;
            events[t->event].last_telling = (int32_t)i;
        }
    }
    dtl_status status = dtli_places_vote(c, events, count, err);
    if (status != DTL_OK)
        return status;
    for (uint32_t i = 0; i < count; i++)
        part_hosts(c->doc, &events[i]);
    for (uint32_t i = 0; i < count; i++)
        part_tellings(&events[i]);
    for (uint32_t i = 0; i < count; i++) {
        dtli_actors_infer(c, events, &events[i]);
        dtli_recipients_infer(c, events, count, &events[i]);
        dtli_state_infer(c, &events[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        dtli_parts_choose(c, &events[i]);
    if (!each_mention)
        dtli_events_unite(c, events, count);
    for (uint32_t i = 0; i < count; i++)
        finish(c, &events[i]);
    status = dtli_uncoded_write(c, events, err);
    return status == DTL_OK ? dtli_events_write(c, events, count, err)
                            : status;
}
