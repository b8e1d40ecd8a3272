/* word_cache.c — one place a word, by the hash of its form (word_cache.h). */
#include "analyse/word_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

/* Of newswire words seven in ten are found among so many. */
enum { PLACES = 4096, FORM_MAX = 30 };

typedef struct key {
    uint8_t len; /* 0: free */
    uint8_t regime;
    char form[FORM_MAX];
} key;

struct dtl_word_cache {
    key *keys;   /* [PLACES] */
    float *rows; /* [PLACES x stride] */
    size_t stride;
};

dtl_word_cache *dtli_word_cache_new(const dtl_model *model)
{
    dtl_word_cache *cache = dtli_calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->stride = 4 * (size_t)model->width;
    cache->keys = dtli_calloc(PLACES, sizeof *cache->keys);
    cache->rows = dtli_calloc(PLACES * cache->stride, sizeof *cache->rows);
    if (!cache->keys || !cache->rows) {
        dtli_word_cache_free(cache);
        return NULL;
    }
    return cache;
}

void dtli_word_cache_free(dtl_word_cache *cache)
{
    if (!cache)
        return;
    free(cache->keys);
    free(cache->rows);
    free(cache);
}

static size_t place_of(dtl_str form, dtl_regime regime)
{
    uint64_t hash = dtli_hash(form) + (uint64_t)regime;
    return (size_t)((hash * 0x9E3779B97F4A7C15u) >> 32) % PLACES;
}

const float *dtli_word_cache_find(const dtl_word_cache *cache, dtl_str form,
                                  dtl_regime regime)
{
    size_t place = place_of(form, regime);
    const key *k = &cache->keys[place];
    if (form.len == 0 || k->len != form.len || k->regime != (uint8_t)regime ||
        memcmp(k->form, form.ptr, form.len) != 0)
        return NULL;
    return cache->rows + place * cache->stride;
}

float *dtli_word_cache_put(dtl_word_cache *cache, dtl_str form,
                           dtl_regime regime)
{
    size_t place = place_of(form, regime);
    key *k = &cache->keys[place];
    if (form.len == 0 || form.len > FORM_MAX)
        return NULL;
    k->len = (uint8_t)form.len;
    k->regime = (uint8_t)regime;
    memcpy(k->form, form.ptr, form.len);
    return cache->rows + place * cache->stride;
}
