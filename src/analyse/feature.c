/* feature.c — words into hashed features (feature.h).
 *
 * Only the first and last characters of very long words count, so the work
 * per word is bounded.
 */
#include "analyse/feature.h"

#include <stdbool.h>

#include "base/utf8.h"

enum { KEEP = 20, HALF = KEEP / 2, GRAM_MIN = 3, GRAM_MAX = 5 };
enum { EDGE_BEGIN = 2, EDGE_END = 3 };

/* Kinds keep equal characters of different features apart. */
enum { KIND_PREFIX = 1, KIND_SUFFIX, KIND_SHAPE, KIND_GRAM };

typedef struct word_chars {
    uint32_t lower[KEEP + 2]; /* with edge marks at both ends */
    uint32_t count;           /* without the marks */
    uint32_t shape;           /* hash of the shape */
    uint64_t hash;            /* of the whole normal form */
} word_chars;

static uint32_t mix(uint32_t h, uint32_t value)
{
    h = (h ^ value) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static uint32_t plain(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= '0' && cp <= '9' ? '0' : cp;
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x02BC)
        return '\'';
    if (cp == 0x201C || cp == 0x201D)
        return '"';
    if (cp == 0x2010 || cp == 0x2011 || cp == 0x2013 || cp == 0x2014)
        return '-';
    return cp == 0x2026 ? '.' : cp;
}

static uint32_t lower_of(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    return dtli_utf8_to_lower(cp);
}

static uint32_t shape_class(uint32_t cp)
{
    if (cp < 0x80) {
        if (cp >= 'a' && cp <= 'z')
            return 'x';
        if (cp >= 'A' && cp <= 'Z')
            return 'X';
        return cp >= '0' && cp <= '9' ? 'd' : cp;
    }
    if (dtli_utf8_is_upper(cp))
        return 'X';
    return dtli_utf8_is_letter(cp) ? 'x' : plain(cp);
}

/* Shape with runs cut to two: "Xxx", "XX", "dd", "x.x". */
static void add_shape(uint32_t *hash, uint32_t *last, uint32_t *run,
                      uint32_t class)
{
    *run = class == *last ? *run + 1 : 1;
    *last = class;
    if (*run <= 2)
        *hash = mix(*hash, class);
}

static void read_chars(dtl_str form, word_chars *w)
{
    uint32_t ring[HALF], at = 0, last = 0, run = 0;
    w->count = 0;
    w->shape = KIND_SHAPE;
    w->hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < form.len;) {
        uint32_t cp;
        size_t len = dtli_utf8_decode(form, i, &cp);
        if (len == 0) {
            cp = 0xFFFD;
            len = 1;
        }
        i += len;
        uint32_t low = lower_of(plain(cp));
        w->hash = (w->hash ^ low) * 0x100000001b3u;
        add_shape(&w->shape, &last, &run, shape_class(cp));
        if (w->count < KEEP)
            w->lower[1 + w->count++] = low;
        ring[at++ % HALF] = low;
    }
    if (at > KEEP)
        for (uint32_t i = 0; i < HALF; i++)
            w->lower[1 + HALF + i] = ring[(at - HALF + i) % HALF];
    w->lower[0] = EDGE_BEGIN;
    w->lower[1 + w->count] = EDGE_END;
}

static void push(dtl_features *out, uint32_t hash)
{
    if (out->count < DTLI_SUB_MAX) {
        hash = mix(hash, hash >> 16);
        out->sub[out->count++] = hash ^ hash >> 13;
    }
}

static void add_affixes(const word_chars *w, dtl_features *out)
{
    uint32_t h = KIND_PREFIX;
    for (uint32_t n = 1; n <= 3 && n <= w->count; n++) {
        h = mix(h, w->lower[n]);
        push(out, h);
    }
    h = KIND_SUFFIX;
    for (uint32_t n = 1; n <= 4 && n <= w->count; n++) {
        h = mix(h, w->lower[1 + w->count - n]);
        push(out, h);
    }
}

static void add_grams(const word_chars *w, dtl_features *out)
{
    uint32_t end = w->count + 2;
    for (uint32_t from = 0; from + GRAM_MIN <= end; from++) {
        uint32_t h = KIND_GRAM;
        for (uint32_t n = 1; n <= GRAM_MAX && from + n <= end; n++) {
            h = mix(h, w->lower[from + n - 1]);
            if (n >= GRAM_MIN)
                push(out, mix(h, n));
        }
    }
}

uint64_t dtli_word_hash(dtl_str form)
{
    word_chars w;
    read_chars(form, &w);
    return w.hash;
}

void dtli_features(dtl_str form, dtl_regime regime, dtl_features *out)
{
    word_chars w;
    read_chars(form, &w);
    out->word = w.hash;
    out->count = 0;
    push(out, w.shape);
    push(out, mix(w.shape, 16u + (uint32_t)regime));
    add_affixes(&w, out);
    add_grams(&w, out);
}

void dtli_case_add(dtl_case_count *count, dtl_str form)
{
    bool first_upper = false, other_upper = false, other_lower = false;
    uint32_t letters = 0;
    for (size_t i = 0; i < form.len && letters < KEEP;) {
        uint32_t cp;
        size_t len = dtli_utf8_decode(form, i, &cp);
        i += len ? len : 1;
        uint32_t class = len ? shape_class(cp) : 0;
        if (class != 'x' && class != 'X')
            continue;
        if (letters == 0)
            first_upper = class == 'X';
        else if (class == 'X')
            other_upper = true;
        else
            other_lower = true;
        letters++;
    }
    if (letters < 2)
        return;
    count->words++;
    count->lower += !first_upper && !other_upper;
    count->title += first_upper && other_lower;
    count->upper += first_upper && other_upper && !other_lower;
}

dtl_regime dtli_case_regime(const dtl_case_count *count)
{
    if (count->words < 4)
        return DTL_REGIME_MIXED;
    if (count->upper * 4 >= count->words * 3)
        return DTL_REGIME_UPPER;
    if (count->lower == count->words)
        return DTL_REGIME_LOWER;
    if ((count->title + count->upper) * 3 >= count->words * 2)
        return DTL_REGIME_TITLE;
    return DTL_REGIME_MIXED;
}
