/* infer_actor.c — doers that the sentence does not put into a slot.
 *
 * An agentless telling ("ten were detained", "Israeli shelling went on")
 * takes the doer that the document gives nearby (codebook, part 6): for
 * force the armed side last told of, for arrests the police or troops, for
 * trials a court, for protests the crowd. A crowd that nobody names still
 * has the country that it stands in. "The two sides" are those of the last
 * meeting or deal, and what "it" is said to reject is rejected by him who
 * says so. What they do for the figures on annotated stories:
 * docs/coding.md.
 */
#include <string.h>

#include "code/coder.h"

/* Mentions looked at, and sentences back, for a doer. */
enum { MENTIONS_BACK = 60, SENTENCES_BACK = 3, EVENTS_BACK = 8 };

static bool has_sector(const dtl_actor *actor, const char *sector)
{
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++)
        if (strcmp(actor->sectors[i], sector) == 0)
            return true;
    return false;
}

static bool has_any(const dtl_actor *actor, const char *const *sectors)
{
    for (; *sectors; sectors++)
        if (has_sector(actor, *sectors))
            return true;
    return false;
}

static bool receives(const dtli_telling *event, const dtl_actor *actor)
{
    for (uint32_t i = 0; i < event->recipients.count; i++) {
        const dtl_actor *r = &event->recipients.actor[i];
        if (dtli_same_actor(r, actor) ||
            (strcmp(r->country, actor->country) == 0 &&
             strcmp(r->sectors[0], actor->sectors[0]) == 0))
            return true;
    }
    return false;
}

/* Number of mentions that stand before `token`: they are sorted by head. */
static uint32_t mentions_before(const dtl_doc *doc, int32_t token)
{
    uint32_t low = 0, high = doc->mention_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if ((int32_t)doc->mentions[middle].head < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Crowds belong where they march. */
static bool is_elsewhere(const dtli_coding *c, const dtli_telling *event,
                         const dtl_actor *actor)
{
    return event->place >= 0 && actor->country[0] &&
           strcmp(c->doc->places[event->place].country, actor->country) != 0;
}

static bool may_act(const dtli_coding *c, const dtli_telling *event,
                    const dtl_mention *m, const char *const *sectors)
{
    dtl_entity_kind kind = c->doc->entities[m->entity].kind;
    return kind != DTL_ENTITY_OTHER && kind != DTL_ENTITY_PLACE &&
           has_any(&m->actor, sectors) && !receives(event, &m->actor) &&
           !(event->type == DTL_EVENT_PROTEST &&
             is_elsewhere(c, event, &m->actor)) &&
           !(event->attributed &&
             dtli_same_actor(&event->attribution, &m->actor) &&
             event->type != DTL_EVENT_COERCE);
}

/* The nearest mention with one of the sectors: before the trigger first,
 * then behind it in its sentence. */
static const dtl_mention *nearest(const dtli_coding *c,
                                  const dtli_telling *event,
                                  const char *const *sectors)
{
    const dtl_doc *doc = c->doc;
    uint32_t sent = doc->tokens[event->token].sent;
    uint32_t end = mentions_before(doc, event->token);
    for (uint32_t k = end; k-- > 0 && end - k <= MENTIONS_BACK;) {
        const dtl_mention *m = &doc->mentions[k];
        if (sent - doc->tokens[m->head].sent > SENTENCES_BACK)
            break;
        if (may_act(c, event, m, sectors))
            return m;
    }
    for (uint32_t k = end; k < doc->mention_count; k++) {
        const dtl_mention *m = &doc->mentions[k];
        if (doc->tokens[m->head].sent != sent)
            break;
        if (may_act(c, event, m, sectors))
            return m;
    }
    return NULL;
}

static void take(dtli_telling *event, const dtl_actor *actor, int32_t token)
{
    event->actors.actor[0] = *actor;
    event->actors.token[0] = token;
    event->actors.count = 1;
}

/* The doer of the last telling of the same type nearby. */
static bool take_last(const dtli_coding *c, const dtli_telling *events,
                      dtli_telling *event)
{
    const dtl_token *tokens = c->doc->tokens;
    for (const dtli_telling *before = event; before-- > events;) {
        if (tokens[event->token].sent - tokens[before->token].sent >
            SENTENCES_BACK)
            return false;
        if (before->type == event->type && before->actors.count &&
            before->actors.token[0] >= 0 &&
            !receives(event, &before->actors.actor[0])) {
            take(event, &before->actors.actor[0], before->actors.token[0]);
            return true;
        }
    }
    return false;
}

/* People without a name, of the country that they stand in. */
static void take_crowd(const dtli_coding *c, dtli_telling *event)
{
    dtl_actor crowd = { .entity = DTL_NO_INDEX };
    if (event->place < 0 || c->doc->places[event->place].country[0] == '\0')
        return;
    crowd.text = crowd.name = DTL_STR("");
    memcpy(crowd.country, c->doc->places[event->place].country,
           sizeof crowd.country);
    memcpy(crowd.sectors[0], "CVL", sizeof "CVL");
    take(event, &crowd, DTL_NO_INDEX);
}

/* "the Israeli shelling": a people's adjective before the act is its state,
 * of a use of force its army. */
static bool take_demonym(const dtli_coding *c, dtli_telling *event)
{
    for (int32_t d = c->tree.first[event->token]; d >= 0 && d < event->token;
         d = c->tree.next[d]) {
        int32_t index = c->tree.place[d];
        const dtl_place *p = index < 0 ? NULL : &c->doc->places[index];
        if (!p || !p->demonym || p->country[0] == '\0')
            continue;
        dtl_actor state = dtli_state_actor(c->doc, p);
        if (event->type == DTL_EVENT_ASSAULT)
            memcpy(state.sectors[0], "MIL", sizeof "MIL");
        if (receives(event, &state))
            continue;
        take(event, &state, d);
        return true;
    }
    return false;
}

static bool is_spoken(dtl_event_type type)
{
    switch (type) {
    case DTL_EVENT_AGREE: case DTL_EVENT_SUPPORT: case DTL_EVENT_REQUEST:
    case DTL_EVENT_REJECT: case DTL_EVENT_ACCUSE: case DTL_EVENT_THREATEN:
        return true;
    default:
        return false;
    }
}

/* Who stands before the act in its sentence and may have done it: its
 * subject by the tree, or else, of a finite verb, the nearest. */
static const dtl_mention *before_act(const dtli_coding *c,
                                     const dtli_telling *event)
{
    const dtl_doc *doc = c->doc;
    const dtl_mention *nearest = NULL;
    uint32_t sent = doc->tokens[event->token].sent;
    for (uint32_t k = mentions_before(doc, event->token); k-- > 0;) {
        const dtl_mention *m = &doc->mentions[k];
        const dtl_token *head = &doc->tokens[m->head];
        dtl_entity_kind kind = doc->entities[m->entity].kind;
        if (head->sent != sent)
            break;
        if (kind == DTL_ENTITY_OTHER || kind == DTL_ENTITY_PLACE ||
            receives(event, &m->actor))
            continue;
        if (head->rel == DTL_REL_NSUBJ)
            return m;
        nearest = nearest ? nearest : m;
    }
    return event->noun ? NULL : nearest;
}

/* "The house passed the bill and the complaint to the court", "Mr Rao, the
 * envoy, Friday urged": trees often lose such subjects. */
static bool take_subject(const dtli_coding *c, dtli_telling *event)
{
    if (event->noun ? !is_spoken(event->type)
                    : dtli_is_passive(&c->tree, event->token) ||
                          c->doc->tokens[event->token].xpos == DTL_XPOS_VBN)
        return false;
    const dtl_mention *m = before_act(c, event);
    if (m)
        take(event, &m->actor, (int32_t)m->head);
    return m != NULL;
}

/* Sectors that do such a thing, or NULL. */
static const char *const *doers_of(const dtli_telling *event)
{
    static const char *const ARMED[] = { "MIL", "REB", "UAF", "PRM", "CRM",
                                         "COP", NULL };
    static const char *const POLICE[] = { "COP", "MIL", "SPY", NULL };
    static const char *const COURT[] = { "JUD", "COP", NULL };
    static const char *const CROWD[] = { "CVL", "LAB", "EDU", "AGR", "OPP",
                                         "PTY", NULL };
    switch (event->type) {
    case DTL_EVENT_ASSAULT:
        return ARMED;
    case DTL_EVENT_COERCE:
        return POLICE;
    case DTL_EVENT_ACCUSE: case DTL_EVENT_SANCTION:
        return dtli_str_is(event->mode, "disapprove") ? NULL : COURT;
    case DTL_EVENT_PROTEST:
        return CROWD;
    default:
        return NULL;
    }
}

/* "Oslo said it welcomed the vote", and nothing tells who "it" is: what is
 * done by words is done by him who says it. */
static bool take_sayer(const dtli_coding *c, dtli_telling *event)
{
    if (!is_spoken(event->type) || event->noun || !event->attributed ||
        dtli_is_passive(&c->tree, event->token) ||
        receives(event, &event->attribution))
        return false;
    take(event, &event->attribution, DTL_NO_INDEX);
    return true;
}

bool dtli_is_mutual(dtl_event_type type)
{
    return type == DTL_EVENT_CONSULT || type == DTL_EVENT_AGREE ||
           type == DTL_EVENT_COOPERATE || type == DTL_EVENT_SUPPORT;
}

static uint32_t countries_of(const dtli_parties *parties, char first[])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < parties->count; i++) {
        const char *country = parties->actor[i].country;
        if (country[0] == '\0' || strcmp(country, first) == 0)
            continue;
        if (first[0] == '\0')
            memcpy(first, country, DTL_CODE_SIZE);
        count++;
    }
    return count;
}

/* "the two leaders", "both sides" */
static bool is_both(const dtli_coding *c, int32_t token)
{
    const dtl_token *tokens = c->doc->tokens;
    if (token < 0 || (tokens[token].xpos != DTL_XPOS_NNS &&
                      tokens[token].xpos != DTL_XPOS_NNPS))
        return false;
    for (int32_t d = c->tree.first[token]; d >= 0 && d < token;
         d = c->tree.next[d])
        if (dtli_str_equal_nocase(tokens[d].form, DTL_STR("two")) ||
            dtli_str_equal_nocase(tokens[d].form, DTL_STR("both")))
            return true;
    return false;
}

/* "The two sides will meet again": those of the last meeting or deal. */
static bool take_both(const dtli_coding *c, const dtli_telling *events,
                      dtli_telling *event)
{
    char own[DTL_CODE_SIZE] = "";
    bool both = event->actors.count == 1 && event->recipients.count == 0 &&
                is_both(c, event->actors.token[0]);
    if (!dtli_is_mutual(event->type) || (event->actors.count && !both) ||
        countries_of(&event->recipients, own))
        return false;
    for (const dtli_telling *before = event; before-- > events;) {
        char first[DTL_CODE_SIZE] = "";
        if (event - before > EVENTS_BACK)
            return false;
        if (!dtli_is_mutual(before->type) || countries_of(&before->actors, first) +
                                  countries_of(&before->recipients, first) < 2)
            continue;
        event->actors = before->actors;
        for (uint32_t i = 0; i < before->recipients.count &&
                             event->actors.count < DTL_PARTIES_MAX; i++) {
            uint32_t k = event->actors.count++;
            event->actors.actor[k] = before->recipients.actor[i];
            event->actors.token[k] = before->recipients.token[i];
            event->actors.slot[k] = before->recipients.slot[i];
        }
        return true;
    }
    return false;
}

void dtli_actors_infer(const dtli_coding *c, const dtli_telling *events,
                       dtli_telling *event)
{
    if (take_both(c, events, event))
        return;
    if (event->actors.count || take_sayer(c, event))
        return;
    if (event->noun && take_demonym(c, event))
        return;
    if (take_subject(c, event) || take_last(c, events, event))
        return;
    const char *const *sectors = doers_of(event);
    const dtl_mention *m = sectors ? nearest(c, event, sectors) : NULL;
    if (m)
        take(event, &m->actor, (int32_t)m->head);
    else if (event->type == DTL_EVENT_PROTEST)
        take_crowd(c, event);
}
