/* linker.c — gathering documents, and the run over them (linker.h). */
#include "link/linker.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "code/weights.h"
#include "link/near.h"

enum { THOUSAND = 1000, FIRST_DOCS = 64, FIRST_SLOTS = 1024 };

/* Scores below this leave means as they are and only cost memory. */
#define SCORE_LEAST (DTL_LINK_ONE / 32)

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
}

static double weight(const dtli_weights *from, const char *name)
{
    return (double)dtli_weights_get(from, dtli_str(name)) / THOUSAND;
}

static dtl_status take_weights(const dtli_weights *from,
                               dtli_link_weights *out, dtl_error *err)
{
    static const char *const VIEWS[DTLI_VIEWS] = {
        [DTLI_VIEW_ALL] = "all",         [DTLI_VIEW_NAMES] = "names",
        [DTLI_VIEW_NUMBERS] = "numbers", [DTLI_VIEW_VERBS] = "verbs",
        [DTLI_VIEW_WORDS] = "words",     [DTLI_VIEW_LEAD] = "lead",
    };
    for (int v = 0; v < DTLI_VIEWS; v++)
        out->view[v] = weight(from, VIEWS[v]);
    out->bias = weight(from, "bias");
    out->cosine = weight(from, "cosine");
    out->local = weight(from, "local");
    out->density = weight(from, "density");
    out->floor = weight(from, "at-least:cosine");
    double story = weight(from, "at-least:story");
    double copy = weight(from, "at-least:copy");
    double days = weight(from, "at-most:days");
    if (out->floor < 0 || story <= 0 || story > 1 || copy <= 0 || copy > 1 ||
        days < 0)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E778: bad threshold among the weights of linking");
    out->story = (uint32_t)(story * DTL_LINK_ONE);
    out->copy = (uint32_t)(copy * THOUSAND);
    out->days = (int32_t)days;
    return DTL_OK;
}

dtl_status dtli_linker_new(const dtl_table *table, dtl_linker **out,
                           dtl_error *err)
{
    dtl_linker *l = dtli_calloc(1, sizeof *l);
    if (!l)
        return no_memory(err);
    l->arena = dtli_arena_new(DTL_MAX_LINK_BYTES);
    l->scratch = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtli_weights weights = { 0 };
    dtl_status status = l->arena && l->scratch ? DTL_OK : no_memory(err);
    if (status == DTL_OK)
        status = dtli_weights_read(l->scratch, table, &weights, err);
    if (status == DTL_OK)
        status = take_weights(&weights, &l->weights, err);
    dtli_weights_clear(&weights);
    if (status != DTL_OK) {
        dtl_linker_free(l);
        return status;
    }
    *out = l;
    return DTL_OK;
}

void dtl_linker_free(dtl_linker *linker)
{
    if (!linker)
        return;
    dtli_arena_free(linker->arena);
    dtli_arena_free(linker->scratch);
    free(linker->words.word);
    free(linker->words.hash);
    free(linker->words.slots);
    free(linker->docs);
    free(linker->has_signature);
    free(linker->signatures);
    free(linker->terms);
    free(linker->infos);
    free(linker->first);
    free(linker->story);
    free(linker->near);
    free(linker->near_score);
    free(linker->idf);
    free(linker);
}

/* Grows *items to `capacity` of `size` bytes. */
static bool grow(void *items, uint64_t capacity, size_t size)
{
    void **at = items;
    void *grown = dtli_realloc(*at, capacity * size);
    if (grown)
        *at = grown;
    return grown != NULL;
}

static bool room_for_doc(dtl_linker *l)
{
    if (l->doc_count < l->doc_capacity)
        return true;
    uint32_t capacity = l->doc_capacity ? l->doc_capacity * 2 : FIRST_DOCS;
    if (!grow(&l->docs, capacity, sizeof *l->docs) ||
        !grow(&l->has_signature, capacity, sizeof *l->has_signature) ||
        !grow(&l->signatures, (uint64_t)capacity * DTL_COPY_HASHES,
              sizeof *l->signatures))
        return false;
    l->doc_capacity = capacity;
    return true;
}

static bool room_for_postings(dtl_linker *l, uint32_t more)
{
    uint64_t need = l->posting_count + more;
    if (need <= l->posting_capacity)
        return true;
    uint64_t capacity = need + need / 2;
    if (!grow(&l->terms, capacity, sizeof *l->terms) ||
        !grow(&l->infos, capacity, sizeof *l->infos))
        return false;
    l->posting_capacity = capacity;
    return true;
}

/* Slot of a word: its own, or the free one where it belongs. */
static uint32_t slot_of(const dtli_words *w, dtl_str word, uint64_t hash)
{
    uint32_t mask = w->slot_count - 1, at = (uint32_t)(hash ^ hash >> 32);
    for (at &= mask; w->slots[at]; at = (at + 1) & mask) {
        uint32_t number = w->slots[at] - 1;
        if (w->hash[number] == hash && dtli_str_equal(w->word[number], word))
            break;
    }
    return at;
}

/* Doubles the slots while they are more than half full. */
static bool room_for_word(dtli_words *w)
{
    if (w->count == w->capacity) {
        uint32_t capacity = w->capacity ? w->capacity * 2 : FIRST_SLOTS / 2;
        if (!grow(&w->word, capacity, sizeof *w->word) ||
            !grow(&w->hash, capacity, sizeof *w->hash))
            return false;
        w->capacity = capacity;
    }
    if (2 * (w->count + 1) <= w->slot_count)
        return true;
    uint32_t slots = w->slot_count ? w->slot_count * 2 : FIRST_SLOTS;
    uint32_t *fresh = dtli_calloc(slots, sizeof *fresh);
    if (!fresh)
        return false;
    free(w->slots);
    w->slots = fresh;
    w->slot_count = slots;
    for (uint32_t i = 0; i < w->count; i++)
        w->slots[slot_of(w, w->word[i], w->hash[i])] = i + 1;
    return true;
}

static bool number_word(dtl_linker *l, dtl_str word, uint32_t *number)
{
    dtli_words *w = &l->words;
    uint64_t hash = dtli_hash(word);
    if (!room_for_word(w))
        return false;
    uint32_t at = slot_of(w, word, hash);
    if (w->slots[at] == 0) {
        dtl_str copy = dtli_arena_str(l->arena, word);
        if (!copy.ptr)
            return false;
        w->word[w->count] = copy;
        w->hash[w->count] = hash;
        w->slots[at] = ++w->count;
    }
    *number = w->slots[at] - 1;
    return true;
}

static bool add_terms(dtl_linker *l, const dtli_terms *terms)
{
    uint64_t first = l->posting_count;
    for (uint32_t i = 0; i < terms->count; i++) {
        const dtli_term *t = &terms->terms[i];
        if (!number_word(l, t->lemma, &l->terms[first + i]))
            return false;
        l->infos[first + i] = DTLI_INFO(t->tf, t->kind, t->lead);
    }
    return true;
}

dtl_status dtli_linker_add(dtl_linker *l, const dtli_terms *terms,
                           uint64_t key, dtl_error *err)
{
    if (l->doc_count >= DTL_MAX_LINK_DOCS ||
        l->posting_count + terms->count > DTL_MAX_LINK_POSTINGS)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E777: too many documents to link at once");
    if (!room_for_doc(l) || !room_for_postings(l, terms->count))
        return no_memory(err);
    dtl_str id = dtli_arena_str(l->arena, terms->id);
    if ((!id.ptr && terms->id.len) || !add_terms(l, terms))
        return no_memory(err);
    l->docs[l->doc_count] = (dtli_link_doc){
        .id = id,
        .key = key,
        .first = l->posting_count,
        .count = terms->count,
        .published = terms->published,
    };
    l->has_signature[l->doc_count] = terms->has_signature;
    memcpy(l->signatures + (size_t)l->doc_count * DTL_COPY_HASHES,
           terms->signature, sizeof terms->signature);
    l->doc_count++;
    l->posting_count += terms->count;
    return DTL_OK;
}

dtl_status dtl_linker_add(dtl_linker *linker, dtl_str bytes, dtl_error *err)
{
    dtl_status status = DTL_OK;
    while (status == DTL_OK && bytes.len > 0) {
        dtli_terms terms;
        const char *record = bytes.ptr;
        dtli_arena_reset(linker->scratch);
        status = dtli_terms_decode(&bytes, linker->scratch, &terms, err);
        if (status != DTL_OK)
            break;
        dtl_str whole = { record, (size_t)(bytes.ptr - record) };
        status = dtli_linker_add(linker, &terms, dtli_hash(whole), err);
    }
    return status;
}

/* Scored pairs of a run. */
typedef struct scored {
    dtl_linker *linker;
    dtl_link_pair *pairs;
    uint64_t count, capacity;
    bool too_many, no_memory;
} scored;

static bool keep_pair(void *payload, uint32_t a, uint32_t b,
                      const dtli_link_features *features)
{
    scored *s = payload;
    uint32_t score = dtli_link_score(&s->linker->weights, features);
    if (score < SCORE_LEAST)
        return true;
    s->too_many = s->count == DTL_MAX_LINK_PAIRS;
    if (s->too_many)
        return false;
    if (s->count == s->capacity) {
        uint64_t capacity = s->capacity ? s->capacity * 2 : FIRST_DOCS;
        s->no_memory = !grow(&s->pairs, capacity, sizeof *s->pairs);
        if (s->no_memory)
            return false;
        s->capacity = capacity;
    }
    s->pairs[s->count++] = (dtl_link_pair){ a, b, score };
    return true;
}

static dtl_status find_pairs(dtl_linker *l, scored *s, dtl_error *err)
{
    dtl_error detail = { 0 };
    dtl_status status = dtli_link_pairs(l, keep_pair, s, &detail);
    if (s->no_memory)
        return no_memory(err);
    if (s->too_many)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E770: too many documents or pairs to link");
    if (status != DTL_OK && err && err->code == DTL_OK)
        *err = detail;
    return status;
}

/* Whether document a comes before b: by day, those without one last. */
static bool earlier(const dtl_linker *l, uint32_t a, uint32_t b)
{
    const dtli_link_doc *x = &l->docs[a], *y = &l->docs[b];
    int64_t dx = x->published == DTL_DAY_NONE ? INT64_MAX : x->published;
    int64_t dy = y->published == DTL_DAY_NONE ? INT64_MAX : y->published;
    int order = dtli_str_compare(x->id, y->id);
    if (dx != dy)
        return dx < dy;
    return order != 0 ? order < 0 : x->key < y->key;
}

/* Copies join the story of the document that stands for them; a story is
 * known by its earliest document. `name` is scratch. */
static void name_stories(dtl_linker *l, uint32_t *name)
{
    for (uint32_t d = 0; d < l->doc_count; d++)
        name[d] = UINT32_MAX;
    for (uint32_t d = 0; d < l->doc_count; d++) {
        uint32_t story = l->story[l->first[d]];
        if (name[story] == UINT32_MAX || earlier(l, d, name[story]))
            name[story] = d;
    }
    for (uint32_t d = 0; d < l->doc_count; d++)
        l->near[d] = name[l->story[l->first[d]]];
    memcpy(l->story, l->near, l->doc_count * sizeof *l->story);
}

static void offer_near(dtl_linker *l, uint32_t doc, uint32_t other,
                       uint32_t score)
{
    bool better = score > l->near_score[doc];
    if (score == l->near_score[doc] && l->near[doc] != doc)
        better = l->docs[other].key < l->docs[l->near[doc]].key;
    if (!better)
        return;
    l->near[doc] = other;
    l->near_score[doc] = score;
}

static void choose_nearest(dtl_linker *l, const scored *s)
{
    for (uint32_t d = 0; d < l->doc_count; d++) {
        l->near[d] = d;
        l->near_score[d] = 0;
    }
    for (uint32_t d = 0; d < l->doc_count; d++) {
        if (l->first[d] == d)
            continue;
        offer_near(l, d, l->first[d], DTL_LINK_ONE);
        offer_near(l, l->first[d], d, DTL_LINK_ONE);
    }
    for (uint64_t i = 0; i < s->count; i++) {
        const dtl_link_pair *p = &s->pairs[i];
        if (l->story[p->a] != l->story[p->b])
            continue;
        offer_near(l, p->a, p->b, p->score);
        offer_near(l, p->b, p->a, p->score);
    }
}

static bool room_for_results(dtl_linker *l)
{
    uint64_t room = (uint64_t)l->doc_count + 1;
    return grow(&l->first, room, sizeof *l->first) &&
           grow(&l->story, room, sizeof *l->story) &&
           grow(&l->near, room, sizeof *l->near) &&
           grow(&l->near_score, room, sizeof *l->near_score);
}

static dtl_status find_copies(dtl_linker *l, uint64_t *keys, dtl_error *err)
{
    for (uint32_t d = 0; d < l->doc_count; d++)
        keys[d] = l->docs[d].key;
    dtl_copy_set set = { .signatures = l->signatures,
                         .has_signature = l->has_signature,
                         .keys = keys,
                         .count = l->doc_count,
                         .likeness = l->weights.copy };
    return dtli_copy_group(&set, l->first, err);
}

dtl_status dtl_linker_run(dtl_linker *l, dtl_error *err)
{
    scored s = { .linker = l };
    uint64_t *keys = dtli_calloc((size_t)l->doc_count + 1, sizeof *keys);
    l->run_count = 0;
    dtl_status status =
        keys && room_for_results(l) ? DTL_OK : no_memory(err);
    if (status == DTL_OK)
        status = find_copies(l, keys, err);
    if (status == DTL_OK)
        status = find_pairs(l, &s, err);
    dtl_link_graph graph = { .keys = keys,
                             .count = l->doc_count,
                             .pairs = s.pairs,
                             .pair_count = s.count,
                             .reach = DTL_LINK_NEIGHBOURS,
                             .threshold = l->weights.story };
    if (status == DTL_OK)
        status = dtli_link_cluster(&graph, l->story, err);
    if (status == DTL_OK) {
        name_stories(l, l->near);
        choose_nearest(l, &s);
        l->run_count = l->doc_count;
    }
    free(s.pairs);
    free(keys);
    return status;
}
