/* time_match.c — one walk of the trie from an atom on.
 *
 * States are pairs of trie node and position, in order of discovery, each
 * with the state it came from, so that a match can be read back. Patterns
 * have at most DTL_TIME_PATTERN_ITEMS items and states at most MAX_STATES,
 * so the work at one atom is bounded whatever the text is.
 */
#include "resolve/time_match.h"

#include <string.h>

enum { MAX_STATES = 384 };

typedef struct state {
    uint32_t node;
    uint32_t next;  /* atom behind it */
    int16_t parent; /* state, or -1 */
    uint16_t symbol;
    int32_t value;
} state;

typedef struct walk {
    const dtl_calendar *cal;
    const dtl_time_sent *sent;
    state states[MAX_STATES];
    int count;
} walk;

static uint32_t child_of(const dtl_calendar *cal, uint32_t node,
                         uint16_t symbol)
{
    uint32_t c = cal->nodes[node].child;
    while (c && cal->nodes[c].symbol != symbol)
        c = cal->nodes[c].sibling;
    return c;
}

static void extend(walk *w, int from)
{
    uint32_t at = w->states[from].next;
    if (at >= w->sent->atom_count)
        return;
    const dtl_time_atom *a = &w->sent->atoms[at];
    for (uint32_t i = a->edge; i < a->edge + a->edge_count; i++) {
        const dtl_time_edge *e = &w->sent->edges[i];
        uint32_t node = child_of(w->cal, w->states[from].node, e->symbol);
        if (node == 0 || w->count == MAX_STATES)
            continue;
        w->states[w->count++] = (state){ node, at + e->length, (int16_t)from,
                                         e->symbol, e->value };
    }
}

static void fill(const walk *w, int end, dtl_time_frame *f)
{
    f->has = f->has_second = 0;
    f->pattern = w->cal->nodes[w->states[end].node].pattern;
    f->reading = w->cal->patterns[f->pattern].reading;
    for (int i = end; i > 0; i = w->states[i].parent) {
        uint16_t symbol = w->states[i].symbol;
        if (symbol >= DTL_TC_COUNT)
            continue;
        /* Walking back: what was first so far becomes the second. */
        if (f->has >> symbol & 1) {
            f->has_second |= UINT64_C(1) << symbol;
            f->second[symbol] = f->value[symbol];
        }
        f->has |= UINT64_C(1) << symbol;
        f->value[symbol] = w->states[i].value;
    }
}

/* Is match a to be tried before b? */
static bool before(const walk *w, int a, int b)
{
    const state *x = &w->states[a], *y = &w->states[b];
    if (x->next != y->next)
        return x->next > y->next;
    return w->cal->nodes[x->node].pattern < w->cal->nodes[y->node].pattern;
}

uint32_t dtli_time_match(const dtl_calendar *calendar,
                         const dtl_time_sent *sent, uint32_t at,
                         dtl_time_frame out[DTL_TIME_MATCHES])
{
    walk w;
    w.cal = calendar;
    w.sent = sent;
    w.states[0] = (state){ 0, at, -1, DTL_TC_NONE, 0 };
    w.count = 1;
    int best[DTL_TIME_MATCHES];
    uint32_t found = 0;
    for (int i = 0; i < w.count; i++) {
        extend(&w, i);
        if (calendar->nodes[w.states[i].node].pattern < 0)
            continue;
        uint32_t k = found;
        if (found == DTL_TIME_MATCHES && !before(&w, i, best[found - 1]))
            continue;
        if (found == DTL_TIME_MATCHES)
            k--;
        else
            found++;
        for (; k > 0 && before(&w, i, best[k - 1]); k--)
            best[k] = best[k - 1];
        best[k] = i;
    }
    for (uint32_t i = 0; i < found; i++) {
        out[i].first = at;
        out[i].last = w.states[best[i]].next - 1;
        fill(&w, best[i], &out[i]);
    }
    return found;
}
