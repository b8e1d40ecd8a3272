/* vocab.c — words and lemma scripts of the training data into numbers. */
#include "vocab.h"

#include <stdlib.h>
#include <string.h>

#include "analyse/lemma.h"
#include "base/error.h"
#include "base/utf8.h"

enum { SCRIPT_LEAST = 4, LEAST_OWN = 2, LEAST_ALL = 5 };

static const float HIDE_GIVEN = 0.2f;

typedef struct counted {
    uint64_t key;
    uint32_t count;
    dtl_str text;
} counted;

static int by_key(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Commonest first, ties by key: one order on every machine. */
static int by_count(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return by_key(a, b);
}

/* Sorts, merges equal keys, orders by count; returns how many are left. */
static uint32_t merge_counts(counted *items, uint32_t n)
{
    uint32_t kept = 0;
    qsort(items, n, sizeof *items, by_key);
    for (uint32_t i = 0; i < n; i++) {
        if (kept > 0 && items[kept - 1].key == items[i].key)
            items[kept - 1].count += items[i].count;
        else
            items[kept++] = items[i];
    }
    qsort(items, kept, sizeof *items, by_count);
    return kept;
}

static bool build_index(vocab *v, const counted *items, uint32_t n)
{
    v->slots = 64;
    while (v->slots < 2 * (n + 1))
        v->slots *= 2;
    v->keys = dtli_calloc(v->slots, 8);
    v->values = dtli_calloc(v->slots, 4);
    v->counts = dtli_calloc(n + 1, sizeof *v->counts);
    if (!v->keys || !v->values || !v->counts)
        return false;
    v->rows = n + 1;
    for (uint32_t i = 0; i < n; i++) {
        dtli_index_put(v->keys, v->values, v->slots, items[i].key, i + 1);
        v->counts[i + 1] = items[i].count;
    }
    dtl_str keys = { v->keys, (size_t)v->slots * 8 };
    dtl_str values = { v->values, (size_t)v->slots * 4 };
    return dtli_index_init(keys, values, v->rows, &v->index);
}

static void list_words(const corpus *c, uint32_t weight, counted *items)
{
    for (uint32_t i = 0; i < c->word_count; i++) {
        items[i].key = dtli_word_hash(c->words[i].form);
        items[i].count = weight;
    }
}

/* Room for all words of the texts; the lists are as long as they say. */
typedef struct lists {
    counted *all, *own;
    uint32_t all_count, own_count, kept;
} lists;

static bool lists_init(lists *l, const corpus *c, const vocab_texts *texts)
{
    uint32_t n = c->word_count, more = texts->raw ? texts->raw->word_count : 0;
    memset(l, 0, sizeof *l);
    l->all = dtli_calloc((size_t)n + more + texts->given->count + 1,
                         sizeof *l->all);
    l->own = dtli_calloc((size_t)n + 1, sizeof *l->own);
    if (!l->all || !l->own)
        return false;
    list_words(c, 1, l->own);
    list_words(c, 1, l->all);
    if (texts->raw)
        list_words(texts->raw, 1, l->all + n);
    l->own_count = merge_counts(l->own, n);
    l->all_count = merge_counts(l->all, n + more);
    qsort(l->own, l->own_count, sizeof *l->own, by_key);
    return true;
}

/* Keeps the words that get rows of their own, with their uses in training. */
static void keep_frequent(lists *l)
{
    for (uint32_t i = 0; i < l->all_count; i++) {
        const counted *found = bsearch(&l->all[i], l->own, l->own_count,
                                       sizeof *l->own, by_key);
        uint32_t uses = found ? found->count : 0;
        if (uses < LEAST_OWN && l->all[i].count < LEAST_ALL)
            continue;
        l->all[l->kept] = l->all[i];
        l->all[l->kept++].count = uses;
    }
}

/* Given words come behind; the index keeps the first row of a word. */
static bool add_given(lists *l, const given *g)
{
    dtl_strmap *known = dtli_strmap_new(ROWS_MAX);
    bool ok = known != NULL;
    for (uint32_t i = 0; ok && i < l->kept; i++) {
        dtl_str key = { (const char *)&l->all[i].key, sizeof l->all[i].key };
        ok = dtli_strmap_put(known, key, i);
    }
    for (uint32_t i = 0; ok && i < g->count && l->kept + 1 < ROWS_MAX; i++) {
        dtl_str key = { (const char *)&g->keys[i], sizeof g->keys[i] };
        if (dtli_strmap_get(known, key, UINT32_MAX) != UINT32_MAX)
            continue;
        counted one = { g->keys[i], 0, { NULL, 0 } };
        ok = dtli_strmap_put(known, key, l->kept);
        l->all[l->kept++] = one;
    }
    dtli_strmap_free(known);
    return ok;
}

static bool copy_given(vocab *v, const given *g)
{
    v->given_dim = g->dim;
    v->given = dtli_calloc((size_t)v->rows * g->dim + 1, sizeof *v->given);
    if (!v->given)
        return false;
    for (uint32_t i = g->count; i-- > 0;) {
        uint32_t row = dtli_index_find(&v->index, g->keys[i], 0);
        if (row)
            memcpy(v->given + (size_t)row * g->dim,
                   g->vectors + (size_t)i * g->dim,
                   g->dim * sizeof *v->given);
    }
    return true;
}

static bool build_words(vocab *v, const corpus *c, const vocab_texts *texts)
{
    lists l;
    bool ok = lists_init(&l, c, texts);
    if (ok) {
        keep_frequent(&l);
        v->own = l.kept + 1;
        ok = add_given(&l, texts->given) && build_index(v, l.all, l.kept) &&
             copy_given(v, texts->given);
    }
    free(l.all);
    free(l.own);
    return ok;
}

static bool script_of(const word *w, char *room, dtl_str *out)
{
    dtl_str base = corpus_lemma_base(w);
    if (w->lemma.len == 0 || w->lemma.len > DTLI_LEMMA_MAX / 4 ||
        base.len > DTLI_LEMMA_MAX / 4)
        return false;
    out->ptr = room;
    out->len = dtli_script_derive(base, w->lemma, room);
    return true;
}

static bool build_scripts(vocab *v, corpus *c)
{
    counted *items = dtli_calloc(c->word_count + 1, sizeof *items);
    v->scripts = dtli_calloc(SCRIPTS_MAX, sizeof *v->scripts);
    dtl_strmap *map = dtli_strmap_new(1024);
    char room[DTLI_LEMMA_MAX];
    uint32_t n = 0;
    dtl_str text;
    bool ok = items && v->scripts && map;
    for (uint32_t i = 0; ok && i < c->word_count; i++) {
        if (!script_of(&c->words[i], room, &text))
            continue;
        items[n].text = dtli_arena_str(c->arena, text);
        items[n].key = dtli_hash(text);
        items[n].count = 1;
        ok = items[n++].text.ptr != NULL;
    }
    n = ok ? merge_counts(items, n) : 0;
    for (uint32_t i = 0; i < n && items[i].count >= SCRIPT_LEAST &&
                         v->script_count < SCRIPTS_MAX; i++) {
        ok = ok && dtli_strmap_put(map, items[i].text, v->script_count);
        v->scripts[v->script_count++] = items[i].text;
    }
    for (uint32_t i = 0; ok && i < c->word_count; i++)
        if (script_of(&c->words[i], room, &text))
            c->words[i].script =
                (uint16_t)dtli_strmap_get(map, text, LABEL_NONE);
    dtli_strmap_free(map);
    free(items);
    return ok;
}

dtl_status vocab_build(vocab *v, corpus *c, const vocab_texts *texts,
                       dtl_error *err)
{
    memset(v, 0, sizeof *v);
    v->sub_mask = texts->subs - 1;
    if (build_words(v, c, texts) && build_scripts(v, c))
        return DTL_OK;
    vocab_clear(v);
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

void vocab_clear(vocab *v)
{
    free(v->keys);
    free(v->values);
    free(v->counts);
    free(v->given);
    free(v->scripts);
    memset(v, 0, sizeof *v);
}

void vocab_count(vocab *v, const corpus *c)
{
    memset(v->counts, 0, v->rows * sizeof *v->counts);
    for (uint32_t i = 0; i < c->word_count; i++) {
        uint64_t key = dtli_word_hash(c->words[i].form);
        v->counts[dtli_index_find(&v->index, key, 0)]++;
    }
    v->counts[0] = 0;
}

/* The form in another letter case, into room (2048 bytes). */
static dtl_str disguised(dtl_str form, disguise how, char *room)
{
    size_t used = 0;
    if (how == DISGUISE_NONE || form.len > 512)
        return form;
    for (size_t at = 0; at < form.len;) {
        uint32_t cp;
        size_t len = dtli_utf8_decode(form, at, &cp);
        if (len == 0)
            return form;
        if (how == DISGUISE_LOWER)
            cp = dtli_utf8_to_lower(cp);
        else if (how == DISGUISE_UPPER || at == 0)
            cp = dtli_utf8_to_upper(cp);
        used += dtli_utf8_encode(cp, room + used);
        at += len;
    }
    dtl_str out = { room, used };
    return out;
}

static void make_item(const vocab *v, dtl_str form, dtl_regime regime, item *it)
{
    dtl_features f;
    dtli_features(form, regime, &f);
    it->given_row = dtli_index_find(&v->index, f.word, 0);
    it->word_row = it->given_row < v->own ? it->given_row : 0;
    it->sub_count = f.count;
    for (uint32_t k = 0; k < f.count; k++)
        it->subs[k] = f.sub[k] & v->sub_mask;
}

/* In another letter case a name's lemma cannot be told from its form. */
static bool loses_lemma(const vocab *v, const word *w, dtl_str form)
{
    return !dtli_str_equal(form, w->form) && w->script < v->script_count &&
           v->scripts[w->script].ptr[0] != 'L';
}

/* A word whose row is hidden mostly keeps its given vector: so does a word
 * that is in no training text. */
static void hide(const vocab *v, shard *s, item *it)
{
    float n = (float)v->counts[it->given_row], share = s->drop.word;
    if (share <= 0.0f || rng_unit(&s->random) >= share / (share + n))
        return;
    it->word_row = 0;
    if (v->given_dim > 0 && rng_unit(&s->random) < HIDE_GIVEN)
        it->given_row = 0;
}

void vocab_add(const vocab *v, shard *s, const word *words, uint32_t count,
               disguise how)
{
    char room[2048];
    dtl_case_count cases = { 0 };
    span sent = { s->token_count, count };
    for (uint32_t i = 0; i < count; i++)
        dtli_case_add(&cases, disguised(words[i].form, how, room));
    dtl_regime regime = dtli_case_regime(&cases);
    for (uint32_t i = 0; i < count; i++) {
        dtl_str form = disguised(words[i].form, how, room);
        item *it = &s->items[s->token_count++];
        make_item(v, form, regime, it);
        it->gold = &words[i];
        it->mask_lemma = loses_lemma(v, &words[i], form);
        hide(v, s, it);
    }
    s->sents[s->sent_count++] = sent;
}
