/* cluster.c — average linkage over a sparse graph (shape in cluster.h).
 *
 * Documents are first ranked by key; from there on a document is its rank,
 * and a joined cluster takes the next free number. Every step follows from
 * scores and ranks alone, so the result is a function of the set.
 *
 * A cluster has a list of (neighbour, sum of scores), by number of the
 * neighbour. A new cluster has the highest number so far, so appending it to
 * the lists of its neighbours keeps them sorted; dead neighbours stay in a
 * list and are skipped. Two clusters never change while both live: an entry
 * of the heap is stale only if one of them is dead.
 */
#include "link/cluster.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

typedef struct side {
    uint32_t other;
    uint64_t sum;
} side;

typedef struct cluster {
    side *sides;
    uint32_t count, capacity;
    uint32_t size;  /* documents; 0: dead */
    uint32_t into;  /* cluster it was joined into, or itself */
    uint32_t least; /* smallest rank of its documents */
} cluster;

/* Two clusters that may be joined; a < b. */
typedef struct chance {
    uint32_t mean;
    uint32_t a, b;
} chance;

typedef struct ranked {
    uint64_t key;
    uint32_t doc;
} ranked;

typedef struct linkage {
    cluster *clusters; /* [2 * docs] */
    uint32_t used;
    chance *heap;
    uint64_t heap_count, heap_capacity;
    ranked *order; /* rank → document */
    uint32_t *rank; /* document → rank */
    uint32_t reach, threshold;
} linkage;

static int by_key(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

/* The better chance comes first: higher mean, then smaller numbers. */
static bool better(const chance *x, const chance *y)
{
    if (x->mean != y->mean)
        return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void swap(chance *x, chance *y)
{
    chance t = *x;
    *x = *y;
    *y = t;
}

static bool push(linkage *l, chance c)
{
    if (l->heap_count == l->heap_capacity) {
        uint64_t capacity = l->heap_capacity ? 2 * l->heap_capacity : 256;
        chance *grown = dtli_realloc(l->heap, capacity * sizeof *grown);
        if (!grown)
            return false;
        l->heap = grown;
        l->heap_capacity = capacity;
    }
    uint64_t i = l->heap_count++;
    l->heap[i] = c;
    while (i > 0 && better(&l->heap[i], &l->heap[(i - 1) / 2])) {
        swap(&l->heap[i], &l->heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    return true;
}

static chance pop(linkage *l)
{
    chance top = l->heap[0];
    l->heap[0] = l->heap[--l->heap_count];
    uint64_t i = 0;
    for (;;) {
        uint64_t best = 2 * i + 1;
        if (best >= l->heap_count)
            return top;
        if (best + 1 < l->heap_count &&
            better(&l->heap[best + 1], &l->heap[best]))
            best++;
        if (!better(&l->heap[best], &l->heap[i]))
            return top;
        swap(&l->heap[best], &l->heap[i]);
        i = best;
    }
}

static bool append(cluster *c, side s)
{
    if (c->count == c->capacity) {
        uint32_t capacity = c->capacity ? 2 * c->capacity : 8;
        side *grown = dtli_realloc(c->sides, capacity * sizeof *grown);
        if (!grown)
            return false;
        c->sides = grown;
        c->capacity = capacity;
    }
    c->sides[c->count++] = s;
    return true;
}

/* Puts a pair of clusters on the heap if its mean reaches the threshold. */
static bool offer(linkage *l, uint32_t a, uint32_t b, uint64_t sum)
{
    uint32_t x = l->clusters[a].size, y = l->clusters[b].size;
    uint32_t fewer = x < y ? x : y, more = x < y ? y : x;
    if (l->reach && more > l->reach)
        more = l->reach;
    uint64_t wide = sum / ((uint64_t)fewer * more);
    uint32_t mean = wide < DTL_LINK_ONE ? (uint32_t)wide : DTL_LINK_ONE;
    if (mean < l->threshold)
        return true;
    return push(l, (chance){ mean, a < b ? a : b, a < b ? b : a });
}

static int by_other(const void *left, const void *right)
{
    const side *a = left, *b = right;
    return (a->other > b->other) - (a->other < b->other);
}

static bool add_pairs(linkage *l, const dtl_link_graph *graph)
{
    for (uint64_t i = 0; i < graph->pair_count; i++) {
        const dtl_link_pair *p = &graph->pairs[i];
        uint32_t a = l->rank[p->a], b = l->rank[p->b];
        if (!append(&l->clusters[a], (side){ b, p->score }) ||
            !append(&l->clusters[b], (side){ a, p->score }) ||
            !offer(l, a, b, p->score))
            return false;
    }
    for (uint32_t i = 0; i < graph->count; i++)
        if (l->clusters[i].count > 1)
            qsort(l->clusters[i].sides, l->clusters[i].count, sizeof(side),
                  by_other);
    return true;
}

/* Next living neighbour from *at on that is neither of the two joined. */
static bool next_side(const linkage *l, const cluster *c, uint32_t *at)
{
    while (*at < c->count && l->clusters[c->sides[*at].other].size == 0)
        (*at)++;
    return *at < c->count;
}

/* The neighbours of x and y, their sums added, become those of `made`. */
static bool join_sides(linkage *l, const cluster *x, const cluster *y,
                       uint32_t made)
{
    uint32_t i = 0, j = 0;
    for (;;) {
        bool left = next_side(l, x, &i), right = next_side(l, y, &j);
        if (!left && !right)
            return true;
        side s = { UINT32_MAX, 0 };
        if (left)
            s.other = x->sides[i].other;
        if (right && y->sides[j].other < s.other)
            s.other = y->sides[j].other;
        if (left && x->sides[i].other == s.other)
            s.sum += x->sides[i++].sum;
        if (right && y->sides[j].other == s.other)
            s.sum += y->sides[j++].sum;
        if (!append(&l->clusters[made], s) ||
            !append(&l->clusters[s.other], (side){ made, s.sum }) ||
            !offer(l, made, s.other, s.sum))
            return false;
    }
}

static bool join(linkage *l, uint32_t a, uint32_t b)
{
    cluster *x = &l->clusters[a], *y = &l->clusters[b];
    uint32_t made = l->used++;
    l->clusters[made] = (cluster){
        .size = x->size + y->size,
        .into = made,
        .least = x->least < y->least ? x->least : y->least,
    };
    x->into = y->into = made;
    x->size = y->size = 0; /* dead: not their own neighbours any more */
    bool ok = join_sides(l, x, y, made);
    free(x->sides);
    free(y->sides);
    x->sides = y->sides = NULL;
    x->count = y->count = 0;
    return ok;
}

static bool run(linkage *l)
{
    while (l->heap_count > 0) {
        chance c = pop(l);
        bool alive = l->clusters[c.a].size > 0 && l->clusters[c.b].size > 0;
        if (alive && !join(l, c.a, c.b))
            return false;
    }
    return true;
}

/* Numbers only grow along `into`: one pass from the last to the first. */
static void give_stories(linkage *l, uint32_t docs, uint32_t *stories)
{
    for (uint32_t i = l->used; i-- > 0;) {
        cluster *c = &l->clusters[i];
        c->least = l->clusters[c->into].least;
        if (i < docs)
            stories[l->order[i].doc] = l->order[c->least].doc;
    }
}

static bool start(linkage *l, const dtl_link_graph *graph)
{
    size_t docs = graph->count;
    l->clusters = dtli_calloc(2 * docs + 1, sizeof *l->clusters);
    l->order = dtli_calloc(docs + 1, sizeof *l->order);
    l->rank = dtli_calloc(docs + 1, sizeof *l->rank);
    if (!l->clusters || !l->order || !l->rank)
        return false;
    for (uint32_t i = 0; i < docs; i++)
        l->order[i] = (ranked){ graph->keys[i], i };
    qsort(l->order, docs, sizeof *l->order, by_key);
    for (uint32_t i = 0; i < docs; i++) {
        l->rank[l->order[i].doc] = i;
        l->clusters[i] = (cluster){ .size = 1, .into = i, .least = i };
    }
    l->used = graph->count;
    l->reach = graph->reach;
    l->threshold = graph->threshold;
    return true;
}

static void finish(linkage *l)
{
    for (uint32_t i = 0; l->clusters && i < l->used; i++)
        free(l->clusters[i].sides);
    free(l->clusters);
    free(l->order);
    free(l->rank);
    free(l->heap);
}

static dtl_status check(const dtl_link_graph *graph, dtl_error *err)
{
    if (graph->count > DTL_MAX_LINK_DOCS ||
        graph->pair_count > DTL_MAX_LINK_PAIRS)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E770: too many documents or pairs to link");
    if (graph->threshold == 0 || graph->threshold > DTL_LINK_ONE)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E771: threshold of linking out of range");
    for (uint64_t i = 0; i < graph->pair_count; i++) {
        const dtl_link_pair *p = &graph->pairs[i];
        if (p->a >= graph->count || p->b >= graph->count || p->a == p->b ||
            p->score > DTL_LINK_ONE)
            return dtl_fail(err, DTL_INVALID, 0, 0,
                            "E772: pair of documents out of range");
    }
    return DTL_OK;
}

dtl_status dtli_link_cluster(const dtl_link_graph *graph, uint32_t *stories,
                             dtl_error *err)
{
    dtl_status status = check(graph, err);
    if (status != DTL_OK)
        return status;
    linkage l = { 0 };
    if (start(&l, graph) && add_pairs(&l, graph) && run(&l))
        give_stories(&l, graph->count, stories);
    else
        status = dtl_fail(err, DTL_NOMEM, 0, 0,
                          "E773: no memory for linking");
    finish(&l);
    return status;
}
