/* tree.c — Chu-Liu/Edmonds without recursion, dense, O(n^2).
 *
 * Most sentences need none of it: when the best head of every word already
 * gives a tree with one root, that tree is the best. Otherwise a path grows
 * by best incoming arcs (Tarjan 1977, Finding optimum branchings); where it
 * meets itself, the cycle becomes one node. At most n contractions, each
 * merging rows in O(n) per member, so O(n^2) in all. To have one root, arcs
 * from it are made dearer than any tree can win back (Stanojevic and Cohen
 * 2021, A root of a problem). Scores are integers: sums are exact.
 */
#include "analyse/tree.h"

#include <string.h>

#define NEVER (INT64_MIN / 4)

/* Nodes: 0 is the root, 1..n words, above them contracted cycles. */
typedef struct contraction {
    uint32_t words;     /* n */
    uint32_t width;     /* n + 1 */
    int64_t *in;        /* [width x width] by representative: arc scores */
    uint32_t *from;     /* [width x width] word-level head of that arc */
    uint32_t *to;       /* [width x width] word-level dependent of it */
    uint32_t *owner;    /* [2 * width] node -> enclosing node, or itself */
    uint32_t *slot;     /* [2 * width] node -> row in the matrices */
    uint32_t *at;       /* [width] row -> its node now */
    uint32_t *best;     /* [2 * width] column of the best arc into a node */
    uint32_t *arc_from, *arc_to; /* [2 * width] that arc in words */
    int64_t *arc_score; /* [2 * width] */
    bool *live;         /* [width] column still stands for a node */
    uint32_t nodes;
} contraction;

static bool is_single_root_tree(const uint32_t *heads, uint32_t n,
                                uint8_t *state)
{
    uint32_t roots = 0;
    memset(state, 0, n + 1);
    state[0] = 2;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = i;
        roots += heads[i - 1] == 0;
        while (state[at] == 0) {
            state[at] = 1;
            at = heads[at - 1];
        }
        if (state[at] == 1)
            return false;
        for (at = i; state[at] == 1; at = heads[at - 1])
            state[at] = 2;
    }
    return roots == 1;
}

static bool greedy(const int64_t *scores, uint32_t n, uint32_t *heads,
                   dtl_arena *arena, bool *is_tree)
{
    uint8_t *state = dtli_arena_alloc(arena, n + 1);
    if (!state)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t *row = scores + (size_t)i * (n + 1);
        uint32_t best = i == 0 && n > 1 ? 2 : 0;
        for (uint32_t j = 0; j <= n; j++)
            if (j != i + 1 && row[j] > row[best])
                best = j;
        heads[i] = best;
    }
    *is_tree = is_single_root_tree(heads, n, state);
    return true;
}

/* Makes arcs from the root dearer than all other arcs together. */
static void reweight_root(int64_t *scores, uint32_t n)
{
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j <= n; j++) {
            int64_t s = scores[(size_t)i * (n + 1) + j];
            if (j == i + 1)
                continue;
            low = s < low ? s : low;
            high = s > high ? s : high;
        }
    }
    int64_t toll = (high - low + 1) * ((int64_t)n + 1);
    for (uint32_t i = 0; i < n; i++)
        scores[(size_t)i * (n + 1)] -= toll;
}

static bool make(contraction *c, uint32_t n, dtl_arena *arena)
{
    size_t w = (size_t)n + 1, square = w * w;
    c->words = n;
    c->width = n + 1;
    c->in = dtli_arena_array(arena, square, sizeof *c->in);
    c->from = dtli_arena_array(arena, square, sizeof *c->from);
    c->to = dtli_arena_array(arena, square, sizeof *c->to);
    uint32_t *numbers = dtli_arena_array(arena, w * 11, sizeof *numbers);
    c->arc_score = dtli_arena_array(arena, 2 * w, sizeof *c->arc_score);
    c->live = dtli_arena_array(arena, w, sizeof *c->live);
    if (!c->in || !c->from || !c->to || !numbers || !c->arc_score || !c->live)
        return false;
    c->owner = numbers;
    c->slot = numbers + 2 * w;
    c->best = numbers + 4 * w;
    c->arc_from = numbers + 6 * w;
    c->arc_to = numbers + 8 * w;
    c->at = numbers + 10 * w;
    return true;
}

static void fill(contraction *c, const int64_t *scores)
{
    uint32_t w = c->width;
    c->nodes = w;
    for (uint32_t v = 0; v < w; v++) {
        c->owner[v] = c->slot[v] = c->at[v] = v;
        c->live[v] = true;
        for (uint32_t u = 0; u < w; u++) {
            size_t cell = (size_t)v * w + u;
            /* Arcs into the root close every path into a cycle. */
            c->in[cell] = v == 0 ? NEVER : scores[(size_t)(v - 1) * w + u];
            c->from[cell] = u;
            c->to[cell] = v;
        }
    }
}

/* Chooses the best arc into node v from any other live column. */
static void choose_arc(contraction *c, uint32_t v)
{
    uint32_t row = c->slot[v], best = UINT32_MAX;
    const int64_t *in = c->in + (size_t)row * c->width;
    for (uint32_t u = 0; u < c->width; u++)
        if (c->live[u] && u != row && (best == UINT32_MAX || in[u] > in[best]))
            best = u;
    size_t cell = (size_t)row * c->width + best;
    c->best[v] = best;
    c->arc_from[v] = c->from[cell];
    c->arc_to[v] = c->to[cell];
    c->arc_score[v] = c->in[cell];
}

/* Folds row and column of member `v` into those of the new node's row. */
static void merge_rows(contraction *c, uint32_t row, uint32_t v, bool first)
{
    uint32_t w = c->width, old = c->slot[v];
    for (uint32_t u = 0; u < w; u++) {
        size_t a = (size_t)row * w + u, b = (size_t)old * w + u;
        int64_t gain = c->in[b] - c->arc_score[v];
        if (first || gain > c->in[a]) {
            c->in[a] = gain;
            c->from[a] = c->from[b];
            c->to[a] = c->to[b];
        }
        a = (size_t)u * w + row;
        b = (size_t)u * w + old;
        if (c->in[b] > c->in[a]) {
            c->in[a] = c->in[b];
            c->from[a] = c->from[b];
            c->to[a] = c->to[b];
        }
    }
}

/* Path nodes [from, to) form a cycle: they become one node. */
static uint32_t contract(contraction *c, const uint32_t *path, uint32_t from,
                         uint32_t to)
{
    uint32_t node = c->nodes++, row = c->slot[path[from]];
    for (uint32_t k = from; k < to; k++) {
        merge_rows(c, row, path[k], k == from);
        if (c->slot[path[k]] != row)
            c->live[c->slot[path[k]]] = false;
        c->owner[path[k]] = node;
    }
    c->owner[node] = node;
    c->slot[node] = row;
    c->at[row] = node;
    return node;
}

/* Grows the path until all is one node. Live nodes off the path are
 * unvisited, so the path never has to restart. */
static void grow(contraction *c, uint32_t *path, uint32_t *place)
{
    uint32_t length = 1, live = c->width;
    for (uint32_t v = 0; v < 2 * c->width; v++)
        place[v] = UINT32_MAX;
    path[0] = c->width - 1;
    place[path[0]] = 0;
    while (live > 1) {
        uint32_t v = path[length - 1];
        choose_arc(c, v);
        uint32_t next = c->at[c->best[v]];
        if (place[next] == UINT32_MAX) {
            place[next] = length;
            path[length++] = next;
            continue;
        }
        uint32_t from = place[next];
        live -= length - from - 1;
        path[from] = contract(c, path, from, length);
        place[path[from]] = from;
        length = from + 1;
    }
}

/* From the outermost node inwards: the arc that enters a cycle replaces the
 * cycle's own arc at the member that it enters. */
static void expand(contraction *c, uint32_t *heads, bool *broken)
{
    memset(broken, 0, 2 * (size_t)c->width);
    for (uint32_t v = 0; v < 2 * c->width && c->owner[v] != v; v = c->owner[v])
        broken[v] = true; /* nothing enters the root */
    for (uint32_t k = c->nodes - 1; k-- > 0;) {
        if (broken[k])
            continue;
        heads[c->arc_to[k] - 1] = c->arc_from[k];
        for (uint32_t v = c->arc_to[k]; v != k; v = c->owner[v])
            broken[v] = true;
    }
}

bool dtli_tree(int64_t *scores, uint32_t n, uint32_t *heads, dtl_arena *arena)
{
    dtl_arena_mark mark = dtli_arena_mark(arena);
    bool is_tree = true, ok = n == 0 || greedy(scores, n, heads, arena, &is_tree);
    if (ok && !is_tree) {
        contraction c;
        uint32_t *work = dtli_arena_array(arena, 3 * ((size_t)n + 1), 4);
        bool *broken = dtli_arena_array(arena, 2 * ((size_t)n + 1), 1);
        ok = work && broken && make(&c, n, arena);
        if (ok) {
            reweight_root(scores, n);
            fill(&c, scores);
            grow(&c, work, work + n + 1);
            expand(&c, heads, broken);
        }
    }
    dtli_arena_release(arena, mark);
    return ok;
}
