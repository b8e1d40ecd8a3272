/* unite.c — merged events that are one after all (merge.h).
 *
 * Tellings are merged by what each says by itself. Once the parts of the
 * events are known ("PM condemns" of the headline, "Mr Rao condemned" of the
 * lead), pairs of events are weighed again, now also of types that news uses
 * for one act ("called a strike", "the strike"), by a model of its own
 * (data/rules/unite.tsv, tools/fit_unite.py).
 */
#include "base/limits.h"
#include "code/merge.h"
#include "code/same.h"

/* Pairs of tellings looked at before two events count as standing apart: a
 * text of one clash a line has thousands. */
enum { EVENTS_BACK = 24, PAIRS_MAX = 4096 };

static uint32_t sentence_of(const dtli_coding *c, int32_t telling)
{
    return c->doc->tokens[c->tellings[telling].token].sent;
}

/* Events of two types are one only where they stand side by side. */
static bool may_be_one(const dtli_coding *c, const dtli_telling *a,
                       const dtli_telling *b)
{
    if (a->type == b->type)
        return true;
    uint32_t pairs = 0;
    for (int32_t i = a->first_telling; i >= 0; i = c->tellings[i].next_telling)
        for (int32_t k = b->first_telling; k >= 0 && pairs < PAIRS_MAX;
             k = c->tellings[k].next_telling, pairs++) {
            uint32_t p = sentence_of(c, i), q = sentence_of(c, k);
            if (p == q || p + 1 == q || q + 1 == p)
                return true;
        }
    return false;
}

static void tell_sink(const dtli_coding *c, const dtli_telling *a,
                      const dtli_telling *b)
{
    dtl_buf features;
    dtli_buf_init(&features, DTL_MAX_TEXT_BYTES);
    dtli_events_features(c, a, b, &features);
    c->pair_sink(c->sink_payload, c->doc->tokens[a->token].span,
                 c->doc->tokens[b->token].span, dtli_buf_str(&features));
    dtli_buf_clear(&features);
}

static void unite(dtli_coding *c, dtli_telling *into, dtli_telling *from)
{
    for (int32_t i = from->first_telling; i >= 0;
         i = c->tellings[i].next_telling)
        c->tellings[i].event = into->event;
    c->tellings[into->last_telling].next_telling = from->first_telling;
    into->last_telling = from->last_telling;
    dtli_telling_join(c->doc, into, from);
    from->tellings = 0;
}

/* The earlier event that `event` is one with, or NULL. */
static dtli_telling *best_of(const dtli_coding *c, dtli_telling *events,
                             dtli_telling *event)
{
    dtli_telling *best = NULL;
    int32_t most = dtli_weights_get(&c->rules->unite, DTL_STR("floor"));
    for (int back = 1; back <= EVENTS_BACK && event - events >= back; back++) {
        dtli_telling *before = event - back;
        if (before->tellings == 0 || !may_be_one(c, before, event))
            continue;
        if (c->pair_sink) {
            tell_sink(c, before, event);
            continue;
        }
        int32_t score = dtli_events_score(c, before, event);
        if (score > most) {
            best = before;
            most = score;
        }
    }
    return best;
}

void dtli_events_unite(dtli_coding *c, dtli_telling *events, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        dtli_telling *before = best_of(c, events, &events[i]);
        if (before)
            unite(c, before, &events[i]);
    }
}
