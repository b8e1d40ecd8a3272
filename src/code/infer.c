/* infer.c — recipients that the sentence does not put into a slot.
 *
 * Takes merged tellings without recipient and looks where the text names one
 * all the same, in this order:
 *
 *   "the minister flew to Oslo for talks"    the host state of a visit
 *   "called for Iran to open its ports"      an actor in the words governed
 *   "Chad accused Niger. Niger denied it."   the other side of what was said
 *                                            just before
 *   "workers marched over wages"             a protest is against the state
 *   "they set off a bomb, injuring a guard"  the victim told of beside it
 *   "Chad accused Niger. It rejects talks."  whom the actor spoke of before
 *
 * What they do for the figures on annotated stories: docs/coding.md.
 */
#include <string.h>

#include "code/coder.h"

enum { LOOK_AHEAD = 40, LOOK_BACK_SENTENCES = 1, EVENTS_NEAR = 4,
       ADDRESSED_SENTENCES = 2 };

static bool is_visit(const dtli_telling *event)
{
    return dtli_str_is(event->mode, "visit") ||
           dtli_str_starts(event->rule->id, DTL_STR("visit/")) ||
           dtli_str_starts(event->rule->id, DTL_STR("arrive/")) ||
           dtli_str_starts(event->rule->id, DTL_STR("travel/"));
}

static void add_party(dtli_parties *parties, const dtl_actor *actor,
                      int32_t token)
{
    if (parties->count == DTL_PARTIES_MAX)
        return;
    parties->actor[parties->count] = *actor;
    parties->token[parties->count++] = token;
}

/* The state that a visitor comes to, by the place of the visit. */
static void add_host(const dtli_coding *c, dtli_telling *event)
{
    if (event->place < 0 || event->actors.count == 0)
        return;
    const dtl_place *place = &c->doc->places[event->place];
    if (place->country[0] == '\0' ||
        dtli_parties_of_country(&event->actors, place->country))
        return;
    dtl_actor host = dtli_state_actor(c->doc, place);
    add_party(&event->recipients, &host, (int32_t)place->first);
}

static bool is_below(const dtli_coding *c, int32_t token, int32_t above)
{
    for (int steps = 0; token >= 0 && steps < DTL_TREE_DEPTH; steps++) {
        if (token == above)
            return true;
        token = c->doc->tokens[token].head;
    }
    return false;
}

/* Can act and was not named as the doer. */
static bool may_receive(const dtli_coding *c, const dtli_telling *event,
                        const dtl_mention *m)
{
    dtl_entity_kind kind = c->doc->entities[m->entity].kind;
    return kind != DTL_ENTITY_OTHER && kind != DTL_ENTITY_PLACE &&
           m->actor.country[0] &&
           !dtli_parties_know(&event->actors, &m->actor) &&
           !(event->attributed &&
             dtli_same_actor(&event->attribution, &m->actor));
}

/* Whether the words behind the trigger say who is addressed: not so for
 * force, whose place phrases name bystanders. */
static bool is_addressed(const dtli_telling *event)
{
    switch (event->type) {
    case DTL_EVENT_ASSAULT: case DTL_EVENT_PROTEST: case DTL_EVENT_MOBILIZE:
    case DTL_EVENT_RETREAT: case DTL_EVENT_COOPERATE:
        return false;
    case DTL_EVENT_CONSULT:
        return !is_visit(event) && event->actors.count < 2;
    default:
        return true;
    }
}

/* "Chad is ready to send its troops to Niger": own troops are sent, not
 * spoken to. */
static bool is_own_force(const dtli_telling *event, const dtl_actor *actor)
{
    return strcmp(actor->sectors[0], "MIL") == 0 &&
           dtli_parties_of_country(&event->actors, actor->country);
}

/* The nearest actor behind the trigger among the words that it governs, with
 * all of his list; of talks he is one of the sides. */
static void add_governed(const dtli_coding *c, dtli_telling *event)
{
    const dtl_doc *doc = c->doc;
    const dtl_sent *sent = &doc->sents[doc->tokens[event->token].sent];
    int32_t end = (int32_t)(sent->first + sent->count);
    if (end > event->token + LOOK_AHEAD)
        end = event->token + LOOK_AHEAD;
    for (int32_t t = event->token + 1; t < end; t++) {
        int32_t mention = doc->tokens[t].mention;
        if (mention >= 0 && is_below(c, t, event->token) &&
            may_receive(c, event, &doc->mentions[mention]) &&
            !is_own_force(event, &doc->mentions[mention].actor)) {
            dtli_parties_add(&c->tree, t, false,
                             event->type == DTL_EVENT_CONSULT
                                 ? &event->actors : &event->recipients);
            dtli_parties_part(&event->actors, &event->recipients);
            return;
        }
    }
}

/* Answers: who was the other side of the telling just before? */
static void add_answered(const dtli_coding *c, const dtli_telling *events,
                         dtli_telling *event)
{
    const dtl_token *tokens = c->doc->tokens;
    if (event->type != DTL_EVENT_REJECT && event->type != DTL_EVENT_AGREE &&
        event->type != DTL_EVENT_CONCEDE && event->type != DTL_EVENT_ACCUSE)
        return;
    for (const dtli_telling *before = event; before-- > events;) {
        if (tokens[event->token].sent - tokens[before->token].sent >
            LOOK_BACK_SENTENCES)
            return;
        for (uint32_t i = 0; i < before->recipients.count; i++)
            if (dtli_parties_know(&event->actors, &before->recipients.actor[i]) &&
                before->actors.count && before->actors.token[0] >= 0) {
                add_party(&event->recipients, &before->actors.actor[0],
                          before->actors.token[0]);
                return;
            }
    }
}

/* "They set off a bomb near the stall, injuring a policeman": those that one
 * telling of the same force names were hit by the other too. */
static bool takes_victim(const dtli_coding *c, const dtli_telling *from,
                         dtli_telling *event, uint32_t far)
{
    const dtl_token *tokens = c->doc->tokens;
    uint32_t a = tokens[from->token].sent, b = tokens[event->token].sent;
    if (from->type != event->type || from->recipients.count == 0 ||
        (a > b ? a - b : b - a) > far)
        return false;
    for (uint32_t i = 0; i < from->recipients.count; i++)
        if (!from->recipients.actor[i].country[0] ||
            dtli_parties_know(&event->actors, &from->recipients.actor[i]))
            return false;
    if (a != b && event->actors.count && from->actors.count &&
        !dtli_parties_know(&event->actors, &from->actors.actor[0]))
        return false; /* others did that */
    event->recipients = from->recipients;
    return true;
}

static void add_victims(const dtli_coding *c, const dtli_telling *events,
                        uint32_t count, dtli_telling *event)
{
    if (event->type != DTL_EVENT_ASSAULT)
        return;
    uint32_t own = (uint32_t)(event - events);
    for (uint32_t far = 0; far <= LOOK_BACK_SENTENCES; far++)
        for (uint32_t d = 1; d <= EVENTS_NEAR; d++) {
            if (own + d < count &&
                takes_victim(c, &events[own + d], event, far))
                return;
            if (d <= own && takes_victim(c, &events[own - d], event, far))
                return;
        }
}

/* "The party accused the premier. It rejects the budget": whom the same
 * actor spoke to or of just before. */
static void add_last_addressed(const dtli_coding *c,
                               const dtli_telling *events,
                               dtli_telling *event)
{
    const dtl_token *tokens = c->doc->tokens;
    if (!is_addressed(event) || event->actors.count == 0)
        return;
    for (const dtli_telling *before = event; before-- > events;) {
        if (tokens[event->token].sent - tokens[before->token].sent >
            ADDRESSED_SENTENCES)
            return;
        if (is_addressed(before) && before->recipients.count &&
            dtli_parties_know(&before->actors, &event->actors.actor[0]) &&
            !dtli_parties_know(&event->actors, &before->recipients.actor[0])) {
            add_party(&event->recipients, &before->recipients.actor[0],
                      before->recipients.token[0]);
            return;
        }
    }
}

/* The government that the text names, of the country of the crowd. */
static void add_government(const dtli_coding *c, dtli_telling *event)
{
    const dtl_doc *doc = c->doc;
    const char *country = event->actors.count
                              ? event->actors.actor[0].country : "";
    if (country[0] == '\0' && event->place >= 0)
        country = doc->places[event->place].country;
    const dtl_entity *best = NULL; /* of the rulers, who is told of most */
    for (uint32_t i = 0; country[0] && i < doc->entity_count; i++) {
        const dtl_entity *e = &doc->entities[i];
        bool ruler = e->kind != DTL_ENTITY_OTHER &&
                     e->kind != DTL_ENTITY_PLACE;
        if (ruler && strcmp(e->actor.sectors[0], "GOV") == 0 &&
            strcmp(e->actor.country, country) == 0 &&
            !dtli_parties_know(&event->actors, &e->actor) &&
            (!best || e->count > best->count))
            best = e;
    }
    if (best)
        add_party(&event->recipients, &best->actor, DTL_NO_INDEX);
}

void dtli_recipients_infer(const dtli_coding *c, const dtli_telling *events,
                           uint32_t count, dtli_telling *event)
{
    bool talk = event->type == DTL_EVENT_CONSULT ||
                event->type == DTL_EVENT_AGREE;
    if (event->recipients.count)
        return;
    if (talk && is_visit(event))
        add_host(c, event);
    if (event->recipients.count == 0 && is_addressed(event))
        add_governed(c, event);
    if (event->recipients.count == 0)
        add_answered(c, events, event);
    if (event->recipients.count == 0 && event->type == DTL_EVENT_PROTEST)
        add_government(c, event);
    if (event->recipients.count == 0)
        add_victims(c, events, count, event);
    if (event->recipients.count == 0)
        add_last_addressed(c, events, event);
}
