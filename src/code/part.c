/* part.c — features of a candidate, and the choice by their weights (part.h).
 *
 * A feature that may mean another thing for another kind of event stands
 * twice, alone and with the type ("a.kind=org", "a.ASSAULTkind=org"); one
 * whose meaning hangs on where the rules have put him carries that in front
 * ("a.recipient.near=a0").
 */
#include "code/part.h"

#include <string.h>

#include "base/limits.h"

enum {
    FEATURE_SIZE = 160,
    TELLINGS_AROUND = 32, /* on each side, that may name him too */
    SPANS_MAX = 16
};

/* Features of one candidate as they are made. */
typedef struct listing {
    const dtli_part *part;
    const char *held; /* "actor", "recipient2", "none" */
    const char *type;
    dtl_buf *out; /* NULL: `sum` grows instead */
    int32_t sum;
    char name[FEATURE_SIZE];
    size_t len;
} listing;

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static void add_text(listing *l, dtl_str text)
{
    size_t room = FEATURE_SIZE - l->len;
    size_t len = text.len < room ? text.len : room;
    memcpy(l->name + l->len, text.ptr, len);
    l->len += len;
}

/* "a." `front` `name` "=" `value` */
static void add(listing *l, dtl_str front, const char *name, dtl_str value)
{
    l->len = 0;
    add_text(l, l->part->receives ? DTL_STR("r.") : DTL_STR("a."));
    add_text(l, front);
    add_text(l, dtli_str(name));
    add_text(l, DTL_STR("="));
    add_text(l, value);
    dtl_str feature = { l->name, l->len };
    if (l->out) {
        dtli_buf_add(l->out, feature);
        dtli_buf_add_char(l->out, ' ');
    } else {
        l->sum += dtli_weights_get(&l->part->c->rules->parts, feature);
    }
}

static void add_typed(listing *l, const char *name, const char *value)
{
    add(l, DTL_STR(""), name, dtli_str(value));
    add(l, dtli_str(l->type), name, dtli_str(value));
}

static void add_held(listing *l, const char *name, dtl_str value)
{
    add(l, dtli_str(l->held), name, value);
}

static const char *yes(bool holds)
{
    return holds ? "y" : "n";
}

static const char *amount(uint32_t count)
{
    static const char *const NAMES[] = { "0", "1", "2", "many" };
    return NAMES[count < 3 ? count : 3];
}

/* --- what there is to say ---------------------------------------------- */

static const char *held_as(const dtli_candidate *who)
{
    if (who->acts)
        return who->first ? "actor" : "actor2";
    if (who->receives)
        return who->first ? "recipient" : "recipient2";
    return "none";
}

static const char *kind_of(const dtli_part *part)
{
    static const char *const KINDS[] = { "other", "person", "group",
                                         "org",   "state",  "place" };
    int32_t entity = part->who->actor.entity;
    return entity < 0 ? "none" : KINDS[part->c->doc->entities[entity].kind];
}

/* "b0": before the trigger in its sentence, "a1" in the next one. */
static const char *nearness(const dtli_candidate *who)
{
    static const char *const STEPS[] = { "b1", "a1", "b2", "a2", "b3" };
    enum { FIRST = DTL_FAR + 2, COUNT = sizeof STEPS / sizeof STEPS[0] };
    if (who->token < 0 || who->trigger < 0)
        return "not";
    if (who->distance <= DTL_FAR)
        return who->token < who->trigger ? "b0" : "a0";
    return who->distance - FIRST < COUNT ? STEPS[who->distance - FIRST] : "far";
}

static void add_event(listing *l)
{
    const dtli_telling *event = l->part->event;
    add_typed(l, "all", "");
    add_typed(l, "in", l->held);
    add_held(l, "rule", event->rule->id);
    add_held(l, "family", dtli_rule_family(event->rule));
    add_held(l, "tellings", dtli_str(amount(event->tellings)));
    add_held(l, "actors", dtli_str(amount(event->actors.count)));
    add_held(l, "recipients", dtli_str(amount(event->recipients.count)));
    add_held(l, "noun", dtli_str(yes(event->noun)));
    if (event->mode.len)
        add_held(l, "mode", event->mode);
}

static void add_person(listing *l)
{
    const dtli_part *part = l->part;
    const dtli_candidate *who = part->who;
    const dtl_actor *actor = &who->actor;
    add_held(l, "near", dtli_str(nearness(who)));
    add_held(l, "kind", dtli_str(kind_of(part)));
    add_held(l, "sector", dtli_str(actor->sectors[0]));
    add_typed(l, "sector", actor->sectors[0]);
    add_typed(l, "kind", kind_of(part));
    add_typed(l, "near", nearness(who));
    if (part->event->attributed &&
        dtli_same_actor(&part->event->attribution, actor))
        add_typed(l, "source", l->held);
    if (actor->entity >= 0)
        add(l, DTL_STR(""), "told",
            dtli_str(amount(part->c->doc->entities[actor->entity].count)));
}

/* Somebody else in the list is of his country. */
static bool shares_country(const dtli_parties *list, const dtl_actor *who)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->actor[i].country, who->country) == 0 &&
            !dtli_same_actor(&list->actor[i], who))
            return true;
    return false;
}

static void add_country(listing *l)
{
    const dtli_part *part = l->part;
    const dtli_telling *event = part->event;
    const dtl_actor *actor = &part->who->actor;
    bool acted = shares_country(&event->actors, actor);
    bool received = shares_country(&event->recipients, actor);
    if (actor->country[0] == '\0') {
        add_typed(l, "land", "none");
        return;
    }
    add_typed(l, "like-other", yes(part->receives ? acted : received));
    add_typed(l, "like-own", yes(part->receives ? received : acted));
    add_typed(l, "like-main",
              yes(strcmp(actor->country, part->c->main_country) == 0));
    if (event->place >= 0)
        add_typed(l, "like-place",
                  yes(strcmp(actor->country,
                             part->c->doc->places[event->place].country) == 0));
}

static const char *voice(const dtli_coding *c, int32_t trigger)
{
    if (!dtli_is_verb(&c->tree, trigger))
        return "n.";
    return dtli_is_passive(&c->tree, trigger) ? "p." : "v.";
}

static void add_word(listing *l)
{
    const dtli_coding *c = l->part->c;
    int32_t token = l->part->who->token;
    uint8_t upos = at(c, token)->upos;
    const char *rel = dtl_label_text(DTL_LABELS_REL, at(c, token)->rel);
    add(l, dtli_str(l->type), "noun", at(c, token)->lemma);
    add(l, DTL_STR(""), "rel", dtli_str(rel));
    add_held(l, "rel", dtli_str(rel));
    add(l, DTL_STR(""), "mention",
        upos == DTL_UPOS_PRON    ? DTL_STR("pron")
        : upos == DTL_UPOS_PROPN ? DTL_STR("name")
                                 : DTL_STR("noun"));
}

static void add_way(listing *l)
{
    const dtli_coding *c = l->part->c;
    const dtli_candidate *who = l->part->who;
    const char *path = who->trigger < 0          ? "not"
                       : who->distance < DTL_FAR ? who->path
                                                 : "far";
    add_held(l, "path", dtli_str(path));
    if (who->token >= 0)
        add_word(l);
    if (who->trigger < 0)
        return;
    add(l, dtli_str(voice(c, who->trigger)), "path", dtli_str(path));
    add_typed(l, "path", path);
    add(l, dtli_str(path), "word", at(c, who->trigger)->lemma);
    if (who->distance < DTL_FAR) {
        dtl_str word = dtli_case_word(c, who->token);
        add(l, DTL_STR(""), "case", word);
        add(l, dtli_str(l->type), "case", word);
    }
}

typedef struct tellings_near {
    int32_t first, end;
} tellings_near;

static tellings_near tellings_around(const dtli_coding *c,
                                     const dtli_telling *event)
{
    tellings_near near = { event->first_telling - TELLINGS_AROUND,
                           event->first_telling + TELLINGS_AROUND };
    if (near.first < 0)
        near.first = 0;
    if (near.end > (int32_t)c->telling_count)
        near.end = (int32_t)c->telling_count;
    return near;
}

static bool meet(const dtli_parties *a, const dtli_parties *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        if (dtli_parties_know(b, &a->actor[i]))
            return true;
    return false;
}

/* What he does in one more telling: 'a' acts, 'r' receives; of the same kind
 * of act in capitals where the other side is that of the event. */
static void note_deeds(const dtli_part *part, const dtli_telling *t,
                       char deeds[6])
{
    const dtli_telling *event = part->event;
    const dtl_token *tokens = part->c->doc->tokens;
    bool told[] = { dtli_parties_know(&t->actors, &part->who->actor),
                    dtli_parties_know(&t->recipients, &part->who->actor) };
    bool near[] = { true, t->type == event->type,
                    tokens[t->token].sent == tokens[event->token].sent };
    for (int k = 0; k < 6; k++)
        if (told[k % 2] && near[k / 2])
            deeds[k] = k % 2 ? 'r' : 'a';
    if (near[1] && told[0] && meet(&t->recipients, &event->recipients))
        deeds[2] = 'A';
    if (near[1] && told[1] && meet(&t->actors, &event->actors))
        deeds[3] = 'R';
}

static void add_elsewhere(listing *l)
{
    const dtli_coding *c = l->part->c;
    const dtli_telling *event = l->part->event;
    tellings_near near = tellings_around(c, event);
    char deeds[] = "------";
    for (int32_t i = near.first; i < near.end; i++)
        if (c->tellings[i].event != event->event)
            note_deeds(l->part, &c->tellings[i], deeds);
    dtl_str all = { deeds, 6 };
    add_held(l, "elsewhere", all);
    add(l, dtli_str(l->type), "elsewhere", all);
    add_held(l, "deeds", dtli_str_slice(all, 0, 4));
    add(l, dtli_str(l->type), "same", dtli_str_slice(all, 2, 4));
    deeds[2] = '\0';
    add_typed(l, "deeds", deeds);
}

int32_t dtli_part_weigh(const dtli_part *part, dtl_buf *out)
{
    listing l = { .part = part, .held = held_as(part->who), .out = out };
    l.type = dtl_label_text(DTL_LABELS_EVENT, part->event->type);
    add_event(&l);
    add_person(&l);
    add_country(&l);
    add_way(&l);
    add_elsewhere(&l);
    return l.sum;
}

/* --- choosing ---------------------------------------------------------- */

static void tell_sink(const dtli_coding *c, const dtli_telling *event,
                      const dtli_candidates *all)
{
    dtl_span spans[SPANS_MAX];
    dtl_buf names;
    uint32_t count = 0;
    for (int32_t t = event->first_telling; t >= 0 && count < SPANS_MAX;
         t = c->tellings[t].next_telling)
        spans[count++] = at(c, c->tellings[t].token)->span;
    dtli_buf_init(&names, DTL_MAX_TEXT_BYTES);
    for (uint32_t i = 0; i < all->count; i++)
        for (int role = 0; role < 2; role++) {
            dtli_part part = { c, event, &all->list[i], role == 1 };
            dtli_buf_reset(&names);
            dtli_part_weigh(&part, &names);
            dtli_part_told told = {
                event->type, role == 1,           spans,
                count,       &all->list[i].actor, dtli_buf_str(&names)
            };
            c->part_sink(c->sink_payload, &told);
        }
    dtli_buf_clear(&names);
}

/* Thresholds of one list, from the table. Talks and deals have several actors
 * more often than other acts, and fewer recipients. */
typedef struct bounds {
    int32_t keep; /* less likely ones are taken out of the list */
    int32_t add;  /* those of another country join from here on */
    int32_t fill; /* an empty list takes the likeliest from here on */
} bounds;

static bounds read_bounds(const dtl_rules *rules, int role, bool mutual)
{
    static const char *const NAMES[2][2][3] = {
        { { "a.keep", "a.add", "a.fill" },
          { "a.keep", "a.add.mutual", "a.fill.mutual" } },
        { { "r.keep", "r.add", "r.fill" },
          { "r.keep", "r.add.mutual", "r.fill.mutual" } },
    };
    const char *const *name = NAMES[role][mutual];
    bounds b = {
        dtli_weights_get(&rules->parts, dtli_str(name[0])),
        dtli_weights_get(&rules->parts, dtli_str(name[1])),
        dtli_weights_get(&rules->parts, dtli_str(name[2])),
    };
    return b;
}

static int32_t chance_of(const dtli_candidates *all, const dtl_actor *actor,
                         int role)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (dtli_same_actor(&all->list[i].actor, actor))
            return all->list[i].chance[role];
    return INT32_MAX; /* not weighed: stays */
}

static void drop_unlikely(const dtli_candidates *all, dtli_parties *list,
                          int role, int32_t least)
{
    for (uint32_t i = list->count; i-- > 0;)
        if (chance_of(all, &list->actor[i], role) < least)
            dtli_parties_remove(list, i);
}

/* Whether the list has room for him: an empty one for anybody, but that talks
 * need two that are told apart; any other for those of another country. */
static bool has_room(const dtli_parties *list, const dtl_actor *who,
                     bool mutual)
{
    if (list->count == 0)
        return who->country[0] || !mutual;
    return who->country[0] && !dtli_parties_of_country(list, who->country);
}

/* "Rebels set off a bomb. Gunmen wounded two guards": not the bomb. */
static bool is_hit_by_others(const dtli_coding *c, const dtli_telling *event,
                             const dtl_actor *who)
{
    tellings_near near = tellings_around(c, event);
    if (event->type != DTL_EVENT_ASSAULT || event->actors.count == 0)
        return false;
    for (int32_t i = near.first; i < near.end; i++) {
        const dtli_telling *t = &c->tellings[i];
        if (t->event != event->event && t->type == event->type &&
            t->actors.count && dtli_parties_know(&t->recipients, who) &&
            !meet(&t->actors, &event->actors))
            return true;
    }
    return false;
}

static const dtli_candidate *likeliest(const dtli_coding *c,
                                       const dtli_telling *event,
                                       const dtli_candidates *all, int role)
{
    const dtli_candidate *best = NULL;
    const dtli_parties *list = role ? &event->recipients : &event->actors;
    bool mutual = dtli_is_mutual(event->type);
    for (uint32_t i = 0; i < all->count; i++) {
        const dtli_candidate *who = &all->list[i];
        if (!who->acts && !who->receives &&
            has_room(list, &who->actor, mutual) &&
            !(role == 1 && is_hit_by_others(c, event, &who->actor)) &&
            (!best || who->chance[role] > best->chance[role]))
            best = who;
    }
    return best;
}

static void join(dtli_parties *list, const dtli_candidate *who)
{
    list->actor[list->count] = who->actor;
    list->token[list->count] = who->token;
    list->slot[list->count++] = who->slot;
}

/* "aid for Chad, Niger and Mali": what is given to one of a list is given to
 * all of it. */
static void join_list(const dtli_coding *c, const dtli_candidate *who,
                      dtli_parties *list)
{
    uint32_t before = list->count;
    int32_t first = who->token;
    while (first >= 0 && at(c, first)->rel == DTL_REL_CONJ)
        first = at(c, first)->head;
    if (first < 0)
        return;
    dtli_parties_add(&c->tree, first, false, list);
    for (uint32_t i = before; i < list->count; i++)
        list->slot[i] = who->slot;
}

static void choose(const dtli_coding *c, const dtli_candidates *all, int role,
                   dtli_telling *event)
{
    dtli_parties *list = role ? &event->recipients : &event->actors;
    bounds b = read_bounds(c->rules, role, dtli_is_mutual(event->type));
    drop_unlikely(all, list, role, b.keep);
    while (list->count < DTL_PARTIES_MAX) {
        const dtli_candidate *who = likeliest(c, event, all, role);
        if (!who || who->chance[role] < (list->count ? b.add : b.fill))
            return;
        join(list, who);
        join_list(c, who, list);
    }
}

void dtli_parts_choose(const dtli_coding *c, dtli_telling *event)
{
    dtli_candidates all;
    dtli_candidates_find(c, event, &all);
    if (c->part_sink) {
        tell_sink(c, event, &all);
        return;
    }
    for (uint32_t i = 0; i < all.count; i++)
        for (int role = 0; role < 2; role++) {
            dtli_part part = { c, event, &all.list[i], role == 1 };
            all.list[i].chance[role] = dtli_part_weigh(&part, NULL);
        }
    choose(c, &all, 0, event);
    choose(c, &all, 1, event);
    dtli_parties_part(&event->actors, &event->recipients);
}
