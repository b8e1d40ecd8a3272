/* near.c — inverted index, neighbours and their features (near.h).
 *
 * For each document its rarest terms are walked through the index until
 * DTL_LINK_WALK postings are spent; the best DTL_LINK_NEIGHBOURS by the
 * share of the cosine found so are compared in full. What is cut off are
 * words that thousands of documents have, which say little.
 *
 * Inside a search a document is its rank by day: lists of the index are in
 * the order of days, so that a walk only goes through the days that count,
 * and what it touches lies close together, whatever the order of arrival.
 * Those without a day come last and are in every walk. Near copies have no
 * rank but the one that stands for them.
 */
#include "link/near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "link/rank.h"

enum {
    UNIT = 1024, /* of weights */
    TF_UNIT = 256,
    TF_SIZE = 256,
    SHARE_SHIFT = 14, /* keeps sums of products within 32 bits */
    COSINE_MAX = 65535,
    DENSE_NEIGHBOURS = 5
};

/* Part of the cosine from which on a candidate is compared in full. */
#define SHARE_LEAST 0.02

/* Keeps the density of a document without neighbours off 0. */
#define DENSITY_LEAST 0.02

/* A neighbour: its cosines in 1/COSINE_MAX. */
typedef struct near {
    uint32_t doc; /* rank */
    uint16_t cosine[DTLI_VIEWS];
} near;

/* What a walk touches of a document, side by side: one miss of the cache. */
typedef struct mark {
    uint32_t share; /* of the cosine in hand, 0 but during a walk */
    float norm;     /* of all terms */
} mark;

/* A candidate by the share of its cosine that the walk found. */
typedef struct candidate {
    double share;
    uint64_t key;
    uint32_t doc; /* rank */
} candidate;

/* A term of the document in hand. */
typedef struct own_term {
    uint32_t term, weight; /* names raised */
    uint16_t info;
    uint64_t hash;
} own_term;

/* Bits for own terms by the lowest digits of their numbers: most terms of
 * another document are ruled out without a look into `mine`. */
enum { OWN_BITS = 1 << 16, WORD_BITS = 64 };

typedef struct search {
    dtl_linker *linker;
    uint32_t *order;    /* rank → document, by day, then key */
    uint32_t count;     /* of ranks */
    uint32_t dated;     /* ranks below have a day */
    uint32_t low, high; /* ranks near enough to the document in hand */
    uint64_t own_bits[OWN_BITS / WORD_BITS];
    uint32_t *df;
    uint64_t *begin; /* [words + 1]: postings of a term in the index */
    uint32_t *docs;  /* of postings: ranks, ascending in a list */
    uint16_t *infos;
    double (*norm)[DTLI_VIEWS];
    mark *marks;       /* [ranks], as those below */
    uint32_t *touched; /* [DTL_LINK_WALK] */
    uint32_t touched_count;
    uint16_t *mine; /* [words]: number + 1 among the own terms, or 0 */
    own_term own[DTL_MAX_LINK_TERMS];
    uint32_t own_count;
    candidate best[DTL_LINK_NEIGHBOURS]; /* heap, the worst on top */
    uint32_t best_count;
    near *nears;
    uint64_t near_count, near_capacity;
    uint64_t *near_begin; /* [count + 1] */
    double *density;
    uint32_t tf_weight[TF_SIZE];
} search;

static uint32_t tf_weight(uint32_t tf)
{
    return tf ? (uint32_t)lround((1 + log(tf)) * TF_UNIT) : 0;
}

uint32_t dtli_link_weight(const uint32_t *idf, uint32_t term, uint16_t info)
{
    return tf_weight(DTLI_INFO_TF(info)) * idf[term] / TF_UNIT;
}

static uint32_t weight_of(const search *s, uint32_t term, uint16_t info)
{
    return s->tf_weight[DTLI_INFO_TF(info)] * s->linker->idf[term] / TF_UNIT;
}

/* Names tell stories apart better than other words. */
static uint32_t raised(uint32_t weight, uint16_t info)
{
    return DTLI_INFO_KIND(info) == DTLI_TERM_NAME ? weight + weight / 2
                                                  : weight;
}

static const dtli_link_doc *doc_of(const search *s, uint32_t rank)
{
    return &s->linker->docs[s->order[rank]];
}

/* df and idf over documents that stand for themselves. */
static void count_terms(search *s)
{
    dtl_linker *l = s->linker;
    for (uint32_t r = 0; r < s->count; r++) {
        const dtli_link_doc *doc = doc_of(s, r);
        for (uint64_t i = doc->first; i < doc->first + doc->count; i++)
            s->df[l->terms[i]]++;
    }
    for (uint32_t t = 0; t < l->words.count; t++) {
        double idf = log((s->count + 1.0) / (s->df[t] + 0.5));
        l->idf[t] = idf > 0 ? (uint32_t)lround(idf * UNIT) : 0;
    }
}

/* Lists of the terms that can be walked: in two documents at least, and not
 * in more than one walk may touch. */
static bool build_index(search *s)
{
    const dtl_linker *l = s->linker;
    uint64_t total = 0;
    for (uint32_t t = 0; t < l->words.count; t++) {
        s->begin[t] = total;
        if (s->df[t] >= 2 && s->df[t] <= DTL_LINK_WALK)
            total += s->df[t];
        else
            s->df[t] = 0;
    }
    s->begin[l->words.count] = total;
    s->docs = dtli_malloc(total * sizeof *s->docs);
    s->infos = dtli_malloc(total * sizeof *s->infos);
    if (!s->docs || !s->infos)
        return false;
    for (uint32_t r = 0; r < s->count; r++) {
        const dtli_link_doc *doc = doc_of(s, r);
        for (uint64_t i = doc->first; i < doc->first + doc->count; i++) {
            uint32_t t = l->terms[i];
            if (s->df[t] == 0)
                continue;
            uint64_t at = s->begin[t + 1] - s->df[t]--;
            s->docs[at] = r;
            s->infos[at] = l->infos[i];
        }
    }
    return true;
}

static const dtli_view VIEW_OF_KIND[DTLI_TERM_KINDS] = {
    [DTLI_TERM_NAME] = DTLI_VIEW_NAMES,
    [DTLI_TERM_NUMBER] = DTLI_VIEW_NUMBERS,
    [DTLI_TERM_VERB] = DTLI_VIEW_VERBS,
    [DTLI_TERM_WORD] = DTLI_VIEW_WORDS,
};

/* Adds the product of two weights of a term to the views it counts in. */
static void add_product(uint64_t sums[DTLI_VIEWS], uint64_t product, uint16_t a,
                        uint16_t b)
{
    unsigned kind = DTLI_INFO_KIND(a);
    if (kind == DTLI_INFO_KIND(b))
        sums[VIEW_OF_KIND[kind]] += product;
    if (DTLI_INFO_LEAD(a) && DTLI_INFO_LEAD(b))
        sums[DTLI_VIEW_LEAD] += product;
}

static void measure_norms(search *s)
{
    const dtl_linker *l = s->linker;
    for (uint32_t r = 0; r < s->count; r++) {
        const dtli_link_doc *doc = doc_of(s, r);
        uint64_t sums[DTLI_VIEWS] = { 0 };
        for (uint64_t i = doc->first; i < doc->first + doc->count; i++) {
            uint64_t w = weight_of(s, l->terms[i], l->infos[i]);
            uint64_t high = raised((uint32_t)w, l->infos[i]);
            sums[DTLI_VIEW_ALL] += high * high;
            add_product(sums, w * w, l->infos[i], l->infos[i]);
        }
        for (int v = 0; v < DTLI_VIEWS; v++)
            s->norm[r][v] = sqrt((double)sums[v]);
        s->marks[r].norm = (float)s->norm[r][DTLI_VIEW_ALL];
    }
}

static int by_weight(const void *left, const void *right)
{
    const own_term *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->hash > b->hash) - (a->hash < b->hash);
}

static void take_own(search *s, uint32_t rank)
{
    const dtl_linker *l = s->linker;
    const dtli_link_doc *doc = doc_of(s, rank);
    s->own_count = doc->count;
    for (uint32_t i = 0; i < doc->count; i++) {
        uint32_t t = l->terms[doc->first + i];
        uint16_t info = l->infos[doc->first + i];
        s->own[i] = (own_term){ t, raised(weight_of(s, t, info), info), info,
                                l->words.hash[t] };
    }
    qsort(s->own, s->own_count, sizeof *s->own, by_weight);
    for (uint32_t i = 0; i < s->own_count; i++) {
        uint32_t t = s->own[i].term;
        s->mine[t] = (uint16_t)(i + 1);
        s->own_bits[t % OWN_BITS / WORD_BITS] |= UINT64_C(1) << t % WORD_BITS;
    }
}

static void drop_own(search *s)
{
    for (uint32_t i = 0; i < s->own_count; i++) {
        uint32_t t = s->own[i].term;
        s->mine[t] = 0;
        s->own_bits[t % OWN_BITS / WORD_BITS] = 0;
    }
}

/* Number + 1 among the own terms, 0 for another term. */
static uint32_t own_number(const search *s, uint32_t t)
{
    uint64_t word = s->own_bits[t % OWN_BITS / WORD_BITS];
    return word >> t % WORD_BITS & 1 ? s->mine[t] : 0;
}

/* A part of a list of the index. */
typedef struct stretch {
    uint64_t begin, end;
} stretch;

/* First posting of a list whose rank is `rank` or more. */
static uint64_t first_from(const search *s, stretch in, uint32_t rank)
{
    if (in.begin < in.end && s->docs[in.begin] >= rank)
        return in.begin;
    if (in.begin < in.end && s->docs[in.end - 1] < rank)
        return in.end;
    while (in.begin < in.end) {
        uint64_t middle = in.begin + (in.end - in.begin) / 2;
        if (s->docs[middle] < rank)
            in.begin = middle + 1;
        else
            in.end = middle;
    }
    return in.begin;
}

/* What of a term's list is near enough: days, and those without one. */
static void find_stretches(const search *s, uint32_t term, stretch out[2])
{
    stretch all = { s->begin[term], s->begin[term + 1] };
    uint64_t undated =
        s->dated < s->count ? first_from(s, all, s->dated) : all.end;
    out[1] = (stretch){ undated, all.end };
    out[0] = (stretch){ first_from(s, all, s->low), undated };
    out[0].end = first_from(s, out[0], s->high);
}

/* Adds a part of a list of the index to the shares. */
static void walk_list(search *s, const own_term *own, stretch part)
{
    uint32_t idf = s->linker->idf[own->term];
    for (uint64_t i = part.begin; i < part.end; i++) {
        uint32_t other = s->docs[i];
        uint16_t info = s->infos[i];
        uint32_t weight = s->tf_weight[DTLI_INFO_TF(info)] * idf / TF_UNIT;
        uint64_t w = raised(weight, info);
        mark *m = &s->marks[other];
        if (m->share == 0)
            s->touched[s->touched_count++] = other;
        m->share += (uint32_t)((w * own->weight) >> SHARE_SHIFT) + 1;
    }
}

static bool worse(const candidate *a, const candidate *b)
{
    if (a->share != b->share)
        return a->share < b->share;
    return a->key != b->key ? a->key > b->key : a->doc > b->doc;
}

static void swap(candidate *a, candidate *b)
{
    candidate t = *a;
    *a = *b;
    *b = t;
}

/* Keeps `c` if it is among the best so far. */
static void keep(search *s, candidate c)
{
    candidate *heap = s->best;
    uint32_t i = s->best_count;
    if (i < DTL_LINK_NEIGHBOURS) {
        heap[s->best_count++] = c;
        for (; i > 0 && worse(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2)
            swap(&heap[i], &heap[(i - 1) / 2]);
        return;
    }
    if (!worse(&heap[0], &c))
        return;
    heap[0] = c;
    for (i = 0;;) {
        uint32_t least = 2 * i + 1;
        if (least >= s->best_count)
            return;
        if (least + 1 < s->best_count && worse(&heap[least + 1], &heap[least]))
            least++;
        if (!worse(&heap[least], &heap[i]))
            return;
        swap(&heap[least], &heap[i]);
        i = least;
    }
}

/* Moves the window of ranks that are near in time on to `rank`. */
static void move_window(search *s, uint32_t rank)
{
    int64_t day = doc_of(s, rank)->published, days = s->linker->weights.days;
    if (rank >= s->dated) { /* near to all */
        s->low = 0;
        s->high = s->dated;
        return;
    }
    while (doc_of(s, s->low)->published < day - days)
        s->low++;
    while (s->high < s->dated && doc_of(s, s->high)->published <= day + days)
        s->high++;
}

static void walk(search *s, uint32_t rank)
{
    uint64_t spent = 0;
    s->touched_count = s->best_count = 0;
    for (uint32_t i = 0; i < s->own_count; i++) {
        stretch parts[2];
        find_stretches(s, s->own[i].term, parts);
        uint64_t length = parts[0].end - parts[0].begin;
        length += parts[1].end - parts[1].begin;
        if (spent + length > DTL_LINK_WALK)
            continue;
        spent += length;
        walk_list(s, &s->own[i], parts[0]);
        walk_list(s, &s->own[i], parts[1]);
    }
    double least =
        SHARE_LEAST * s->norm[rank][DTLI_VIEW_ALL] / (1 << SHARE_SHIFT);
    for (uint32_t i = 0; i < s->touched_count; i++) {
        uint32_t other = s->touched[i];
        mark *m = &s->marks[other];
        double share = m->share / (double)m->norm;
        m->share = 0;
        if (share >= least && other != rank)
            keep(s, (candidate){ share, doc_of(s, other)->key, other });
    }
}

static near compare(const search *s, uint32_t rank, uint32_t other)
{
    const dtl_linker *l = s->linker;
    const dtli_link_doc *doc = doc_of(s, other);
    uint64_t sums[DTLI_VIEWS] = { 0 };
    near found = { .doc = other };
    for (uint64_t i = doc->first; i < doc->first + doc->count; i++) {
        uint32_t t = l->terms[i], number = own_number(s, t);
        if (number == 0)
            continue;
        uint16_t info = l->infos[i], own = s->own[number - 1].info;
        uint32_t w = weight_of(s, t, info), mine = weight_of(s, t, own);
        sums[DTLI_VIEW_ALL] +=
            (uint64_t)raised(w, info) * s->own[number - 1].weight;
        add_product(sums, (uint64_t)w * mine, info, own);
    }
    for (int v = 0; v < DTLI_VIEWS; v++) {
        double norms = s->norm[rank][v] * s->norm[other][v];
        double cosine = norms > 0 ? (double)sums[v] / norms : 0;
        found.cosine[v] =
            (uint16_t)(cosine < 1 ? lround(cosine * COSINE_MAX) : COSINE_MAX);
    }
    return found;
}

static int by_cosine(const void *left, const void *right)
{
    const near *a = left, *b = right;
    return (b->cosine[DTLI_VIEW_ALL] > a->cosine[DTLI_VIEW_ALL]) -
           (b->cosine[DTLI_VIEW_ALL] < a->cosine[DTLI_VIEW_ALL]);
}

static bool reserve(search *s)
{
    uint64_t need = s->near_count + DTL_LINK_NEIGHBOURS;
    if (need <= s->near_capacity)
        return true;
    uint64_t capacity = need + need / 2;
    near *grown = dtli_realloc(s->nears, capacity * sizeof *grown);
    if (!grown)
        return false;
    s->nears = grown;
    s->near_capacity = capacity;
    return true;
}

/* Neighbours of one document above the floor, and the density around it. */
static bool find_near(search *s, uint32_t rank)
{
    s->near_begin[rank] = s->near_count;
    if (!reserve(s))
        return false;
    near *mine = s->nears + s->near_count;
    uint64_t sum = 0;
    uint32_t floor = (uint32_t)(s->linker->weights.floor * COSINE_MAX);
    move_window(s, rank);
    take_own(s, rank);
    walk(s, rank);
    for (uint32_t i = 0; i < s->best_count; i++)
        mine[i] = compare(s, rank, s->best[i].doc);
    drop_own(s);
    qsort(mine, s->best_count, sizeof *mine, by_cosine);
    for (uint32_t i = 0; i < s->best_count && i < DENSE_NEIGHBOURS; i++)
        sum += mine[i].cosine[DTLI_VIEW_ALL];
    s->density[rank] =
        (double)sum / COSINE_MAX / DENSE_NEIGHBOURS + DENSITY_LEAST;
    for (uint32_t i = 0; i < s->best_count; i++)
        s->near_count += mine[i].cosine[DTLI_VIEW_ALL] > floor;
    return true;
}

static dtli_link_features features_of(const search *s, uint32_t a,
                                      const near *b)
{
    dtli_link_features f;
    double da = s->density[a], db = s->density[b->doc];
    for (int v = 0; v < DTLI_VIEWS; v++)
        f.view[v] = b->cosine[v] / (double)COSINE_MAX;
    f.local = f.view[DTLI_VIEW_ALL] / sqrt(da * db);
    f.density = da < db ? da : db;
    return f;
}

static bool lists(const search *s, uint32_t a, uint32_t b)
{
    for (uint64_t i = s->near_begin[a]; i < s->near_begin[a + 1]; i++)
        if (s->nears[i].doc == b)
            return true;
    return false;
}

static bool hand_over(const search *s, dtli_link_see see, void *payload)
{
    for (uint32_t a = 0; a < s->count; a++)
        for (uint64_t i = s->near_begin[a]; i < s->near_begin[a + 1]; i++) {
            uint32_t b = s->nears[i].doc;
            uint32_t x = s->order[a], y = s->order[b];
            dtli_link_features f = features_of(s, a, &s->nears[i]);
            bool twice = b < a && lists(s, b, a);
            if (!twice && !see(payload, x < y ? x : y, x < y ? y : x, &f))
                return false;
        }
    return true;
}

static bool start(search *s)
{
    dtl_linker *l = s->linker;
    s->order = dtli_link_rank(l, &s->count, &s->dated);
    if (!s->order)
        return false;
    size_t docs = (size_t)s->count + 1, words = (size_t)l->words.count + 1;
    uint32_t *idf = dtli_realloc(l->idf, words * sizeof *idf);
    if (idf)
        l->idf = idf;
    s->df = dtli_calloc(words, sizeof *s->df);
    s->begin = dtli_calloc(words, sizeof *s->begin);
    s->mine = dtli_calloc(words, sizeof *s->mine);
    s->norm = dtli_calloc(docs, sizeof *s->norm);
    s->marks = dtli_calloc(docs, sizeof *s->marks);
    s->density = dtli_calloc(docs, sizeof *s->density);
    s->near_begin = dtli_calloc(docs, sizeof *s->near_begin);
    s->touched = dtli_calloc(DTL_LINK_WALK, sizeof *s->touched);
    if (!idf || !s->df || !s->begin || !s->mine || !s->norm || !s->marks ||
        !s->density || !s->near_begin || !s->touched)
        return false;
    for (uint32_t tf = 0; tf < TF_SIZE; tf++)
        s->tf_weight[tf] = tf_weight(tf);
    count_terms(s);
    if (!build_index(s))
        return false;
    measure_norms(s);
    return true;
}

static void finish(search *s)
{
    free(s->order);
    free(s->df);
    free(s->begin);
    free(s->docs);
    free(s->infos);
    free(s->norm);
    free(s->marks);
    free(s->touched);
    free(s->mine);
    free(s->nears);
    free(s->near_begin);
    free(s->density);
    free(s);
}

dtl_status dtli_link_pairs(dtl_linker *linker, dtli_link_see see, void *payload,
                           dtl_error *err)
{
    search *s = dtli_calloc(1, sizeof *s);
    if (!s)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
    s->linker = linker;
    bool ok = start(s);
    for (uint32_t r = 0; ok && r < s->count; r++)
        ok = find_near(s, r);
    dtl_status status = DTL_OK;
    if (!ok) {
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
    } else {
        s->near_begin[s->count] = s->near_count;
        if (!hand_over(s, see, payload))
            status = dtl_fail(err, DTL_CANCELLED, 0, 0,
                              "E779: looking at pairs was stopped");
    }
    finish(s);
    return status;
}

uint32_t dtli_link_score(const dtli_link_weights *weights,
                         const dtli_link_features *features)
{
    double z = weights->bias;
    for (int v = 0; v < DTLI_VIEWS; v++)
        z += weights->view[v] * sqrt(features->view[v]);
    z += weights->cosine * features->view[DTLI_VIEW_ALL];
    z += weights->local * features->local;
    z += weights->density * features->density;
    return (uint32_t)lround(DTL_LINK_ONE / (1 + exp(-z)));
}
