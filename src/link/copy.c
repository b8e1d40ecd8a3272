/* copy.c — MinHash signatures and their banding (shapes in copy.h). */
#include "link/copy.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

enum { BAND_ROWS = DTL_COPY_HASHES / DTL_COPY_BANDS, THOUSAND = 1000 };

/* SplitMix64 (Steele, Lea and Flood 2014): mixes a number into another. */
static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static bool is_word(const dtl_token *token)
{
    return token->upos != DTL_UPOS_PUNCT && token->upos != DTL_UPOS_SYM;
}

/* Hash of a token's form without regard to ASCII case. */
static uint64_t hash_word(dtl_str form)
{
    uint64_t hash = dtli_hash(DTL_STR(""));
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        hash = dtli_hash_more(hash, (dtl_str){ &c, 1 });
    }
    return hash;
}

/* The i-th hash of a shingle is mul[i] * x + add[i], its upper half
 * (multiply-add, Dietzfelbinger et al. 1997; factors are odd). */
typedef struct hashing {
    uint64_t mul[DTL_COPY_HASHES], add[DTL_COPY_HASHES];
    uint32_t least[DTL_COPY_HASHES];
} hashing;

static void start_hashing(hashing *h)
{
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++) {
        h->mul[i] = mix(2 * i) | 1;
        h->add[i] = mix(2 * i + 1);
        h->least[i] = UINT32_MAX;
    }
}

static void add_shingle(hashing *h, const uint64_t last[DTL_COPY_SHINGLE])
{
    uint64_t shingle = 0;
    for (uint32_t i = 0; i < DTL_COPY_SHINGLE; i++)
        shingle = mix(shingle ^ last[i]);
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++) {
        uint32_t hash = (uint32_t)((h->mul[i] * shingle + h->add[i]) >> 32);
        if (hash < h->least[i])
            h->least[i] = hash;
    }
}

bool dtli_copy_sign(const dtl_doc *doc, uint32_t out[DTL_COPY_HASHES])
{
    hashing h;
    uint64_t last[DTL_COPY_SHINGLE] = { 0 };
    uint32_t words = 0;
    start_hashing(&h);
    for (uint32_t t = 0; t < doc->token_count; t++) {
        if (!is_word(&doc->tokens[t]))
            continue;
        for (uint32_t i = 0; i + 1 < DTL_COPY_SHINGLE; i++)
            last[i] = last[i + 1];
        last[DTL_COPY_SHINGLE - 1] = hash_word(doc->tokens[t].norm);
        if (++words >= DTL_COPY_SHINGLE)
            add_shingle(&h, last);
    }
    if (words < DTL_COPY_LEAST_WORDS)
        return false;
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++)
        out[i] = h.least[i];
    return true;
}

uint32_t dtli_copy_likeness(const uint32_t *a, const uint32_t *b)
{
    uint32_t same = 0;
    for (uint32_t i = 0; i < DTL_COPY_HASHES; i++)
        same += a[i] == b[i];
    return same * THOUSAND / DTL_COPY_HASHES;
}

/* A document in one band. */
typedef struct entry {
    uint64_t bucket;
    uint64_t key;
    uint32_t doc;
} entry;

static int by_bucket(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Head of the group of `doc`, halving the path to it (Tarjan). */
static uint32_t find(uint32_t *first, uint32_t doc)
{
    while (first[doc] != doc) {
        first[doc] = first[first[doc]];
        doc = first[doc];
    }
    return doc;
}

/* Joins two groups; the smaller key leads. */
static void unite(const dtl_copy_set *set, uint32_t *first, uint32_t a,
                  uint32_t b)
{
    a = find(first, a);
    b = find(first, b);
    bool lower = set->keys[b] != set->keys[a] ? set->keys[b] < set->keys[a]
                                              : b < a;
    first[lower ? a : b] = lower ? b : a;
}

static void compare(const dtl_copy_set *set, uint32_t *first, uint32_t a,
                    uint32_t b)
{
    const uint32_t *hashes = set->signatures;
    uint32_t likeness =
        dtli_copy_likeness(hashes + (size_t)a * DTL_COPY_HASHES,
                           hashes + (size_t)b * DTL_COPY_HASHES);
    if (likeness >= set->likeness)
        unite(set, first, a, b);
}

static uint32_t fill_band(const dtl_copy_set *set, uint32_t band,
                          entry *entries)
{
    uint32_t n = 0;
    for (uint32_t d = 0; d < set->count; d++) {
        const uint32_t *h = set->signatures + (size_t)d * DTL_COPY_HASHES +
                            (size_t)band * BAND_ROWS;
        uint64_t bucket = 0;
        if (!set->has_signature[d])
            continue;
        for (uint32_t i = 0; i < BAND_ROWS; i++)
            bucket = mix(bucket ^ h[i]);
        entries[n++] = (entry){ bucket, set->keys[d], d };
    }
    return n;
}

/* In a bucket each is compared with the first and with the one before it:
 * linear even where thousands of copies share a bucket. */
static void join_band(const dtl_copy_set *set, uint32_t *first,
                      entry *entries, uint32_t count)
{
    uint32_t head = 0;
    qsort(entries, count, sizeof *entries, by_bucket);
    for (uint32_t i = 1; i < count; i++) {
        if (entries[i].bucket != entries[head].bucket) {
            head = i;
            continue;
        }
        compare(set, first, entries[head].doc, entries[i].doc);
        if (i - 1 > head)
            compare(set, first, entries[i - 1].doc, entries[i].doc);
    }
}

dtl_status dtli_copy_group(const dtl_copy_set *set, uint32_t *first,
                           dtl_error *err)
{
    entry *entries = dtli_calloc(set->count, sizeof *entries);
    if (!entries)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
    for (uint32_t d = 0; d < set->count; d++)
        first[d] = d;
    for (uint32_t band = 0; band < DTL_COPY_BANDS; band++)
        join_band(set, first, entries, fill_band(set, band, entries));
    for (uint32_t d = 0; d < set->count; d++)
        first[d] = find(first, d);
    free(entries);
    return DTL_OK;
}
