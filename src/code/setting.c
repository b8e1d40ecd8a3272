/* setting.c — day and place of a telling.
 *
 * The day is src/resolve's. The place is the named place nearest in the tree
 * to the trigger: in its own phrase first, then in the clause, then in the
 * sentence; after a preposition of place, or as the goal of a visit.
 */
#include "code/coder.h"

#include "resolve/time.h"

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static bool is_locative(const dtli_coding *c, int32_t token)
{
    static const char *const PREPS[] = {
        "in", "at", "near", "outside", "around", "across", "inside", "on",
        "to", "over", "through", "off", "along", "into", "from", "throughout",
    };
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
        for (size_t i = 0; i < sizeof PREPS / sizeof PREPS[0]; i++)
            if (at(c, d)->rel == DTL_REL_CASE &&
                dtli_str_equal_nocase(at(c, d)->lemma, dtli_str(PREPS[i])))
                return true;
    return false;
}

/* Steps up the tree from `from` to `to`; -1 when `to` is not above. */
static int steps_up(const dtli_coding *c, int32_t from, int32_t to)
{
    for (int n = 0; from >= 0 && n < DTL_TREE_DEPTH; n++) {
        if (from == to)
            return n;
        from = at(c, from)->head;
    }
    return -1;
}

static int32_t place_head(const dtli_coding *c, const dtl_place *p)
{
    for (uint32_t i = p->first; i <= p->last; i++) {
        int32_t head = at(c, (int32_t)i)->head;
        if (head < (int32_t)p->first || head > (int32_t)p->last)
            return (int32_t)i;
    }
    return (int32_t)p->first;
}

/* The lower the nearer; places that do not locate are far. */
static int distance(const dtli_coding *c, const dtl_place *p, int32_t trigger)
{
    enum { IN_CLAUSE = 20, IN_SENTENCE = 40, NOT_LOCATIVE = 30 };
    int32_t head = place_head(c, p);
    int32_t verb = at(c, trigger)->head;
    int penalty = is_locative(c, head) ? 0 : NOT_LOCATIVE;
    int steps = steps_up(c, head, trigger);
    if (steps < 0 && verb >= 0) {
        steps = steps_up(c, head, verb);
        penalty += IN_CLAUSE;
    }
    return steps >= 0 ? steps + penalty : IN_SENTENCE + penalty;
}

static bool names_place(const dtl_place *p)
{
    return !p->demonym && !p->metonym && p->country[0];
}

static int32_t place_of(const dtli_coding *c, int32_t trigger)
{
    enum { TOO_FAR = 70 };
    uint32_t sent = at(c, trigger)->sent;
    int32_t best = DTL_NO_INDEX;
    int best_distance = TOO_FAR;
    const dtl_sent *s = &c->doc->sents[sent];
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        int32_t place = c->tree.place[i];
        if (place < 0 || !names_place(&c->doc->places[place]))
            continue;
        int d = distance(c, &c->doc->places[place], trigger);
        if (d < best_distance) {
            best_distance = d;
            best = place;
        }
    }
    return best;
}

void dtli_setting_find(const dtli_coding *c, dtli_telling *t)
{
    t->when = dtli_when_of(c->doc, (uint32_t)t->token,
                           (t->modality & MODAL_FUTURE) != 0);
    t->place = place_of(c, t->token);
}
