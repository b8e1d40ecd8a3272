/* candidate.c — who may take part in an event: those that slots and inference
 * found, and everybody told of in or around its sentences (part.h). */
#include <string.h>

#include "code/part.h"
#include "resolve/place.h"

enum { SENTENCES_AROUND = 2 };

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

/* --- candidates -------------------------------------------------------- */

/* The candidate that `actor` is, a new one if need be; NULL when full. */
static dtli_candidate *take(dtli_candidates *all, const dtl_actor *actor)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (dtli_same_actor(&all->list[i].actor, actor))
            return &all->list[i];
    if (all->count == DTL_CANDIDATES_MAX)
        return NULL;
    dtli_candidate *who = &all->list[all->count++];
    memset(who, 0, sizeof *who);
    who->actor = *actor;
    who->token = who->trigger = DTL_NO_INDEX;
    who->slot = SLOT_NOBODY;
    who->distance = INT32_MAX;
    return who;
}

static void take_list(dtli_candidates *all, const dtli_parties *parties,
                      bool receives)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        dtli_candidate *who = take(all, &parties->actor[i]);
        if (!who)
            return;
        *(receives ? &who->receives : &who->acts) = true;
        who->first |= i == 0;
        who->slot = parties->slot[i];
        if (who->token < 0)
            who->token = parties->token[i];
    }
}

/* He also stands at `token`: kept if that is nearer to a trigger. */
static void place(const dtli_coding *c, dtli_candidate *who, int32_t token,
                  int32_t trigger)
{
    char path[DTL_PATH_SIZE] = "";
    uint32_t a = at(c, token)->sent, b = at(c, trigger)->sent;
    int distance =
        a == b ? dtli_path_find(c, token, trigger, path)
               : DTL_FAR + (a < b ? (int)(b - a) * 2 : (int)(a - b) * 2 + 1);
    if (distance >= who->distance)
        return;
    who->distance = distance;
    who->token = token;
    who->trigger = trigger;
    memcpy(who->path, path, sizeof path);
}

/* "the Chadian raid": a state that is no mention of its own. */
static void take_state(const dtli_coding *c, int32_t token, int32_t trigger,
                       dtli_candidates *all)
{
    int32_t index = c->tree.place[token];
    const dtl_place *p = index < 0 ? NULL : &c->doc->places[index];
    if (!p || p->country[0] == '\0' ||
        !(p->demonym || p->metonym || dtli_place_is_country(p)))
        return;
    dtl_actor state = dtli_state_actor(c->doc, p);
    dtli_candidate *who = take(all, &state);
    if (who)
        place(c, who, token, trigger);
}

static void take_sentence(const dtli_coding *c, uint32_t sent, int32_t trigger,
                          dtli_candidates *all)
{
    const dtl_sent *s = &c->doc->sents[sent];
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        int32_t token = (int32_t)i;
        if (dtli_kind_of(&c->tree, token) & KIND_ACTOR) {
            dtli_candidate *who =
                take(all, &c->doc->mentions[at(c, token)->mention].actor);
            if (who)
                place(c, who, token, trigger);
        } else if (sent == at(c, trigger)->sent && at(c, token)->mention < 0) {
            take_state(c, token, trigger, all);
        }
    }
}

/* Sentences `far` before the trigger, and the next one. */
static void take_around(const dtli_coding *c, int32_t trigger, uint32_t far,
                        dtli_candidates *all)
{
    uint32_t sent = at(c, trigger)->sent;
    if (sent >= far)
        take_sentence(c, sent - far, trigger, all);
    if (far == 1 && sent + 1 < c->doc->sent_count)
        take_sentence(c, sent + 1, trigger, all);
}

void dtli_candidates_find(const dtli_coding *c, const dtli_telling *event,
                          dtli_candidates *out)
{
    out->count = 0;
    take_list(out, &event->actors, false);
    take_list(out, &event->recipients, true);
    for (uint32_t far = 0; far <= SENTENCES_AROUND; far++)
        for (int32_t t = event->first_telling; t >= 0;
             t = c->tellings[t].next_telling)
            take_around(c, c->tellings[t].token, far, out);
    if (event->attributed)
        take(out, &event->attribution);
}
