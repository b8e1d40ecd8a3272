/* infer_actor.c — doers that the sentence does not put into a slot.
 *
 * An agentless telling ("ten were detained", "Israeli shelling went on")
 * takes the doer that the document gives nearby (codebook, part 6): for
 * force the armed side last told of, for arrests the police or troops, for
 * trials a court, for protests the crowd. A crowd that nobody names still
 * has the country that it stands in. How often each is right on annotated
 * stories: docs/coding.md.
 */
#include <string.h>

#include "code/coder.h"

/* Mentions looked at, and sentences back, for a doer. */
enum { MENTIONS_BACK = 60, SENTENCES_BACK = 3 };

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

static bool may_act(const dtli_coding *c, const dtli_telling *event,
                    const dtl_mention *m, const char *const *sectors)
{
    dtl_entity_kind kind = c->doc->entities[m->entity].kind;
    return kind != DTL_ENTITY_OTHER && kind != DTL_ENTITY_PLACE &&
           has_any(&m->actor, sectors) && !receives(event, &m->actor) &&
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
        dtl_actor state = { .entity = DTL_NO_INDEX, .span = p->span };
        bool force = event->type == DTL_EVENT_ASSAULT;
        state.text = dtli_str_slice(c->doc->in.text, p->span.start,
                                    p->span.end);
        state.name = p->name;
        memcpy(state.country, p->country, sizeof state.country);
        memcpy(state.sectors[0], force ? "MIL" : "GOV", sizeof "GOV");
        if (receives(event, &state))
            continue;
        take(event, &state, d);
        return true;
    }
    return false;
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

void dtli_actors_infer(const dtli_coding *c, const dtli_telling *events,
                       dtli_telling *event)
{
    if (event->actors.count)
        return;
    if (event->noun && take_demonym(c, event))
        return;
    if (take_last(c, events, event))
        return;
    const char *const *sectors = doers_of(event);
    const dtl_mention *m = sectors ? nearest(c, event, sectors) : NULL;
    if (m)
        take(event, &m->actor, (int32_t)m->head);
    else if (event->type == DTL_EVENT_PROTEST)
        take_crowd(c, event);
}
