/* setting.c — day and place of a telling, and the place of an event.
 *
 * A telling has both from src/resolve. Tellings of one event may name
 * several places: "A blast shook Mali. ... The bomb went off in Gao, police
 * said in Bamako." Each votes, louder where its sentence says it of the act
 * than where the story was filed; first for a country, then for a place in
 * it, a town before the land around it. Cost: linear in tellings.
 */
#include "code/coder.h"

#include <string.h>

#include "base/error.h"
#include "code/same.h"
#include "resolve/place.h"
#include "resolve/time.h"

enum {
    NEIGHBOURS = 6, /* events before and behind that lend their place */
    BALLOT_MAX = 8, /* different places of one event */
    NARROW = 40     /* a quarter before its town, province and land, whatever
                       the votes */
};

static dtl_place_act act_of(dtl_event_type type)
{
    switch (type) {
    case DTL_EVENT_CONSULT:
        return PLACE_MEETING;
    case DTL_EVENT_AGREE: case DTL_EVENT_SUPPORT: case DTL_EVENT_REQUEST:
    case DTL_EVENT_THREATEN:
        return PLACE_WORDS;
    default:
        return PLACE_ANY_ACT;
    }
}

void dtli_setting_find(const dtli_coding *c, dtli_telling *t)
{
    uint32_t token = (uint32_t)t->token;
    dtl_place_sure sure;
    t->when =
        dtli_when_of(c->doc, token, (t->modality & MODAL_FUTURE) != 0);
    t->place = dtli_place_told(c->doc, token, act_of(t->type), &sure);
    t->place_sure = (uint8_t)sure;
}

/* What a telling adds, by its dtl_place_sure. */
static const int VOTE[] = { [PLACE_UNTOLD] = 0, [PLACE_FILED] = 1,
                            [PLACE_NEAR] = 2, [PLACE_SAID] = 6 };

/* Talks and words mostly happen where the story is filed, deeds do not. */
static bool is_deed(const dtli_telling *t)
{
    return t->type == DTL_EVENT_ASSAULT || t->type == DTL_EVENT_COERCE ||
           t->type == DTL_EVENT_PROTEST || t->type == DTL_EVENT_MOBILIZE;
}

static bool is_told(const dtli_telling *t)
{
    return !is_deed(t) || t->place_sure > PLACE_FILED;
}

static int vote_of(const dtli_telling *t)
{
    int vote = VOTE[t->place_sure];
    if (t->place_sure == PLACE_SAID && dtli_str_is(t->mode, "visit"))
        return vote + 3; /* "his visit to Mali" */
    return t->place_sure == PLACE_FILED && !is_deed(t) ? vote * 2 : vote;
}

typedef struct ballot {
    int32_t place[BALLOT_MAX];
    int votes[BALLOT_MAX];
    bool told[BALLOT_MAX]; /* some telling does better than the dateline */
    uint32_t count;
} ballot;

static bool is_same_place(const dtl_place *a, const dtl_place *b)
{
    return a == b || (a->geonames && a->geonames == b->geonames) ||
           (dtli_str_equal(a->name, b->name) &&
            strcmp(a->country, b->country) == 0);
}

static void cast(const dtl_doc *doc, ballot *b, const dtli_telling *t)
{
    if (t->place < 0)
        return;
    const dtl_place *place = &doc->places[t->place];
    for (uint32_t i = 0; i < b->count; i++)
        if (is_same_place(&doc->places[b->place[i]], place)) {
            b->votes[i] += vote_of(t);
            b->told[i] |= is_told(t);
            return;
        }
    if (b->count == BALLOT_MAX)
        return;
    b->place[b->count] = t->place;
    b->told[b->count] = is_told(t);
    b->votes[b->count++] = vote_of(t);
}

/* Votes for all places of the country of the place at `i`. */
static int votes_of_country(const dtl_doc *doc, const ballot *b, uint32_t i)
{
    const char *country = doc->places[b->place[i]].country;
    int sum = 0;
    for (uint32_t k = 0; k < b->count; k++)
        if (strcmp(doc->places[b->place[k]].country, country) == 0)
            sum += b->votes[k];
    return sum;
}

/* A quarter ("Sadr City"), or a village that no list has, is narrower than
 * the town that the story names beside it. */
static int narrowness(const dtl_place *p)
{
    if (dtli_place_is_country(p))
        return 0;
    if (dtli_is_wide(p))
        return 1;
    bool small = p->feature.len == 0 || dtli_str_is(p->feature, "P.PPLX");
    return small ? 3 : 2;
}

/* Of equals the first told; -1 without votes. */
static int elected(const dtl_doc *doc, const ballot *b)
{
    int best = -1, most_country = 0, most = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        const dtl_place *p = &doc->places[b->place[i]];
        int country = votes_of_country(doc, b, i);
        int votes = b->votes[i] + (b->told[i] ? NARROW * narrowness(p) : 0);
        if (country > most_country ||
            (country == most_country && votes > most)) {
            best = (int)i;
            most_country = country;
            most = votes;
        }
    }
    return best;
}

/* A place that the text tells of a deed, and narrower than a land. */
static bool is_scene(const dtl_doc *doc, const dtli_telling *event)
{
    return event->place >= 0 && is_deed(event) &&
           event->place_sure > PLACE_FILED &&
           !dtli_place_is_country(&doc->places[event->place]);
}

/* "Dozens rioted in Gao. ... Soldiers were deployed": a deed of which only
 * the dateline is known took place where the nearest other did, if that is
 * in the same land. */
static void move_to_scene(const dtl_doc *doc, dtli_telling *events,
                          uint32_t count, uint32_t event)
{
    const char *country = doc->places[events[event].place].country;
    for (uint32_t away = 1; away <= NEIGHBOURS; away++)
        for (int side = 0; side < 2; side++) {
            uint32_t at = side ? event + away : event - away;
            if ((side ? at >= count : away > event) ||
                !is_scene(doc, &events[at]) ||
                strcmp(doc->places[events[at].place].country, country) != 0)
                continue;
            events[event].place = events[at].place;
            return;
        }
}

dtl_status dtli_places_vote(const dtli_coding *c, dtli_telling *events,
                            uint32_t count, dtl_error *err)
{
    ballot *ballots = dtli_arena_array(c->arena, count + 1, sizeof *ballots);
    if (!ballots)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E525: document arena is full");
    memset(ballots, 0, count * sizeof *ballots);
    for (uint32_t i = 0; i < c->telling_count; i++)
        cast(c->doc, &ballots[c->tellings[i].event], &c->tellings[i]);
    for (uint32_t i = 0; i < count; i++) {
        int best = elected(c->doc, &ballots[i]);
        events[i].place = best < 0 ? DTL_NO_INDEX : ballots[i].place[best];
        events[i].place_sure = best < 0 ? PLACE_UNTOLD
                               : ballots[i].told[best] ? PLACE_SAID
                                                       : PLACE_FILED;
    }
    for (uint32_t i = 0; i < count; i++)
        if (is_deed(&events[i]) && events[i].place_sure == PLACE_FILED)
            move_to_scene(c->doc, events, count, i);
    return DTL_OK;
}
