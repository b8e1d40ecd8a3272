/* merge.c — tellings of one act into one event (codebook, parts 2 and 13).
 *
 * In text order each telling joins the earlier event that it agrees with
 * best, or begins a new one. Type, actors, recipients, day, place and status
 * must all be compatible; a missing part is compatible with anything. Deeds
 * may be told anew with few parts ("the attack"); words are one event only
 * when speaker and addressee are the same. Each telling looks back over
 * LOOK_BACK events, so that the cost stays linear.
 */
#include "code/coder.h"

#include <string.h>

#include "base/error.h"
#include "code/merge.h"
#include "code/trust.h"

enum { LOOK_BACK = 64, INCOMPATIBLE = -100 };

static bool share_sector(const dtl_actor *a, const dtl_actor *b)
{
    for (int i = 0; i < DTL_SECTORS_MAX && a->sectors[i][0]; i++)
        for (int k = 0; k < DTL_SECTORS_MAX && b->sectors[k][0]; k++)
            if (strcmp(a->sectors[i], b->sectors[k]) == 0)
                return true;
    return false;
}

static bool is_person(const dtl_doc *doc, const dtl_actor *a)
{
    return a->entity >= 0 && (uint32_t)a->entity < doc->entity_count &&
           doc->entities[a->entity].kind == DTL_ENTITY_PERSON;
}

static bool is_state(const dtl_doc *doc, const dtl_actor *a)
{
    return a->entity >= 0 && (uint32_t)a->entity < doc->entity_count &&
           doc->entities[a->entity].kind == DTL_ENTITY_STATE;
}

/* 3 the same, 2 alike, 1 may be the same, INCOMPATIBLE. */
static int relation(const dtl_doc *doc, const dtl_actor *a, const dtl_actor *b)
{
    if (dtli_same_actor(a, b))
        return 3;
    if (is_person(doc, a) && is_person(doc, b))
        return INCOMPATIBLE; /* "Mr Ali condemned", "Mr Rao condemned" */
    if (strcmp(a->country, b->country) == 0) {
        if (share_sector(a, b))
            return a->country[0] ? 2 : 1;
        /* "Mali" may stand for its army */
        return a->country[0] && (is_state(doc, a) || is_state(doc, b))
                   ? 1 : INCOMPATIBLE;
    }
    if (a->country[0] && b->country[0])
        return INCOMPATIBLE;
    return share_sector(a, b) ? 1 : INCOMPATIBLE; /* "gunmen", "rebels" */
}

/* Best relation between two lists; 0 where one is empty. */
static int lists_relation(const dtl_doc *doc, const dtli_parties *a,
                          const dtli_parties *b)
{
    int best = INCOMPATIBLE;
    if (a->count == 0 || b->count == 0)
        return 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            int r = relation(doc, &a->actor[i], &b->actor[k]);
            best = r > best ? r : best;
        }
    return best;
}

/* The same noun for whoever it is: "villagers", "three villagers". */
static bool share_word(const dtli_coding *c, const dtli_parties *a,
                       const dtli_parties *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (a->token[i] >= 0 && b->token[k] >= 0 &&
                dtli_str_equal_nocase(c->doc->tokens[a->token[i]].lemma,
                                      c->doc->tokens[b->token[k]].lemma))
                return true;
    return false;
}

/* Victims and prisoners that are only of one kind ("two Malian traders",
 * "a Malian nurse") are others, unless a noun points back to them. */
static int victims_relation(const dtli_coding *c, const dtli_telling *event,
                            const dtli_telling *t)
{
    int r = lists_relation(c->doc, &event->recipients, &t->recipients);
    bool near = c->doc->tokens[event->token].sent ==
                c->doc->tokens[t->token].sent;
    if (r != 1 && r != 2)
        return r;
    if (event->headline || share_word(c, &event->recipients, &t->recipients))
        return 1;
    return near || t->noun ? 0 : INCOMPATIBLE;
}

/* Talks are the same when everybody of the smaller round sits in the larger:
 * he who met the king and later the premier met twice. */
static bool same_round(const dtl_doc *doc, const dtli_telling *a,
                       const dtli_telling *b)
{
    const dtli_parties *small[2] = { &a->actors, &a->recipients };
    const dtli_parties *large[2] = { &b->actors, &b->recipients };
    uint32_t na = a->actors.count + a->recipients.count;
    uint32_t nb = b->actors.count + b->recipients.count;
    if (na > nb)
        return same_round(doc, b, a);
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < small[s]->count; i++) {
            bool sits = nb == 0;
            for (int l = 0; l < 2; l++)
                for (uint32_t k = 0; k < large[l]->count; k++)
                    sits |= relation(doc, &small[s]->actor[i],
                                     &large[l]->actor[k]) > 0;
            if (!sits)
                return false;
        }
    return true;
}

static int when_relation(const dtl_when *a, const dtl_when *b)
{
    enum { GRACE_DAYS = 1 }; /* datelines and time zones */
    if (a->assumed || b->assumed || a->from == DTL_DAY_NONE ||
        b->from == DTL_DAY_NONE || a->to == DTL_DAY_NONE ||
        b->to == DTL_DAY_NONE)
        return 0;
    if (a->from > b->to + GRACE_DAYS || b->from > a->to + GRACE_DAYS)
        return INCOMPATIBLE;
    return a->from <= b->to && b->from <= a->to ? 1 : 0;
}

static bool is_wide(const dtl_place *p)
{
    return dtli_str_starts(p->feature, DTL_STR("A."));
}

static int place_relation(const dtl_doc *doc, int32_t a, int32_t b)
{
    if (a < 0 || b < 0)
        return 0;
    const dtl_place *p = &doc->places[a], *q = &doc->places[b];
    if (a == b || (p->geonames && p->geonames == q->geonames) ||
        dtli_str_equal(p->name, q->name))
        return 1;
    return strcmp(p->country, q->country) == 0 && (is_wide(p) || is_wide(q))
               ? 0 : INCOMPATIBLE;
}

static bool is_done(dtl_event_status s)
{
    return s == DTL_EVENT_STATUS_ACTUAL || s == DTL_EVENT_STATUS_ONGOING;
}

static bool status_fits(const dtli_telling *a, const dtli_telling *b)
{
    if (a->status == b->status || (is_done(a->status) && is_done(b->status)))
        return true;
    /* "the attack" of last year, told again without its year */
    return b->noun && b->definite && b->when.assumed &&
           a->status == DTL_EVENT_STATUS_HISTORICAL;
}

static bool is_words(dtl_event_type type)
{
    switch (type) {
    case DTL_EVENT_AGREE: case DTL_EVENT_SUPPORT: case DTL_EVENT_REQUEST:
    case DTL_EVENT_ACCUSE: case DTL_EVENT_REJECT: case DTL_EVENT_THREATEN:
    case DTL_EVENT_CONCEDE:
        return true;
    default:
        return false;
    }
}

/* What the two have in common. */
typedef struct common {
    int actors, recipients, when, place;
} common;

/* Is that enough? */
static bool enough(const dtli_coding *c, const dtli_telling *event,
                   const dtli_telling *t, const common *in)
{
    int actors = in->actors, recipients = in->recipients;
    int shared = actors + recipients + in->when + in->place;
    bool same_word = c->tree.word[event->token] == c->tree.word[t->token];
    bool thin = t->actors.count == 0 && t->recipients.count == 0;
    if (event->headline)
        shared++;
    if (is_words(t->type)) {
        if (actors < 2 && !(t->noun && thin && t->definite && same_word))
            return false;
        if (event->headline && actors >= 2)
            return true;
        return recipients >= 2 ||
               (recipients == 0 && (same_word || t->noun || event->noun));
    }
    if (t->noun && (t->definite || t->weak))
        return shared >= 0;
    if (event->noun && event->headline)
        return shared >= 1;
    return shared >= 2;
}

static int agreement(const dtli_coding *c, const dtli_telling *event,
                     const dtli_telling *t)
{
    bool talks = t->type == DTL_EVENT_CONSULT;
    if (event->type != t->type || !status_fits(event, t) ||
        (t->distinct && !event->headline) ||
        (talks && !same_round(c->doc, event, t)))
        return INCOMPATIBLE;
    common in = {
        lists_relation(c->doc, &event->actors, &t->actors),
        is_words(t->type) || talks
            ? lists_relation(c->doc, &event->recipients, &t->recipients)
            : victims_relation(c, event, t),
        when_relation(&event->when, &t->when),
        place_relation(c->doc, event->place, t->place),
    };
    bool next_to = c->doc->tokens[event->token].sent ==
                   c->doc->tokens[t->token].sent;
    if (in.recipients < 0 && in.actors > 0 && next_to && !is_words(t->type))
        in.recipients = 0; /* "killed two guards and wounded a driver" */
    if (in.actors < 0 || in.recipients < 0 || in.when < 0 || in.place < 0 ||
        !enough(c, event, t, &in))
        return INCOMPATIBLE;
    return in.actors + in.recipients + in.when + in.place;
}

/* --- taking over the parts of a telling -------------------------------- */

static bool any_country(const dtli_parties *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (p->actor[i].country[0])
            return true;
    return false;
}

/* Somebody new joins; somebody alike ("troops" after "Mali") does not. */
static void join_parties(const dtl_doc *doc, dtli_parties *into,
                         const dtli_parties *from)
{
    if (into->count == 0 || (!any_country(into) && any_country(from))) {
        *into = *from;
        return;
    }
    for (uint32_t i = 0; i < from->count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < into->count; k++) {
            int r = relation(doc, &into->actor[k], &from->actor[i]);
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

static void join_place(const dtl_doc *doc, int32_t *into, int32_t from)
{
    if (from < 0)
        return;
    if (*into < 0 || (is_wide(&doc->places[*into]) &&
                      !is_wide(&doc->places[from])))
        *into = from;
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
            visitor |= relation(doc, &into->actors.actor[k],
                                &from->actor[i]) > 0;
        if (!visitor) {
            dtli_parties host = { .count = 0 };
            dtli_parties_move(from, i, &host);
            join_parties(doc, &into->recipients, &host);
        }
    }
}

static void join(const dtl_doc *doc, dtli_telling *into,
                 const dtli_telling *from)
{
    dtli_parties actors = from->actors;
    if (into->type == DTL_EVENT_CONSULT && dtli_str_is(into->mode, "visit") &&
        into->actors.count && from->recipients.count == 0)
        join_talks(doc, into, &actors);
    join_parties(doc, &into->actors, &actors);
    join_parties(doc, &into->recipients, &from->recipients);
    join_when(&into->when, &from->when);
    join_place(doc, &into->place, from->place);
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
    into->tellings++;
    into->in_headline |= from->headline;
    if (from->status == DTL_EVENT_STATUS_ONGOING)
        into->status = is_done(into->status) ? from->status : into->status;
}

/* --- grouping ---------------------------------------------------------- */

static int32_t best_event(const dtli_coding *c, const dtli_telling *events,
                          uint32_t count, const dtli_telling *t)
{
    uint32_t first = count > LOOK_BACK ? count - LOOK_BACK : 0;
    int32_t best = DTL_NO_INDEX;
    int best_shared = INCOMPATIBLE;
    for (uint32_t i = first; i < count; i++) {
        int shared = agreement(c, &events[i], t);
        if (shared > INCOMPATIBLE && shared >= best_shared) {
            best = (int32_t)i; /* of equals the latest */
            best_shared = shared;
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

/* SANCTION, AID and COOPERATE need somebody whom they are done to. */
static bool is_complete(const dtli_telling *event)
{
    switch (event->type) {
    case DTL_EVENT_COOPERATE:
        return event->recipients.count > 0 || event->actors.count > 1;
    case DTL_EVENT_AID:
        return event->recipients.count > 0;
    default:
        return true;
    }
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
                                : best_event(c, events, count, t);
        if (t->event < 0) {
            t->event = (int32_t)count;
            events[count] = *t;
            events[count].tellings = 1;
            events[count++].in_headline = t->headline;
        } else {
            join(c->doc, &events[t->event], t);
        }
    }
    for (uint32_t i = 0; i < count; i++)
        part_hosts(c->doc, &events[i]);
    for (uint32_t i = 0; i < count; i++) {
        dtli_actors_infer(c, events, &events[i]);
        dtli_recipients_infer(c, events, &events[i]);
        dtli_state_infer(c, &events[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        events[i].features = dtli_trust_features(c, &events[i]);
        events[i].trust = dtli_trust_of(c->rules, events[i].features);
        bool kept = is_complete(&events[i]) &&
                    events[i].trust >= (float)c->rules->trust_floor;
        events[i].event = kept ? 0 : DTL_NO_INDEX;
    }
    return dtli_events_write(c, events, count, err);
}
