/* relabel.c — counting and rewriting name types (relabel.h). */
#include "relabel.h"

#include <string.h>

#include "base/utf8.h"

enum { KEY_MAX = 256, SHARE = 10, REACH = 2 };

/* Uses of one name by type. */
typedef struct uses {
    uint32_t by_type[DTL_NAME_COUNT];
} uses;

typedef struct ledger {
    dtl_strmap *map; /* name text -> index into all */
    uses *all;
    uint32_t count, capacity;
} ledger;

/* Words of a name and its type; 0 words where none begins at `at`. */
typedef struct mention {
    uint32_t words;
    uint16_t type;
} mention;

static mention mention_at(const corpus *c, uint32_t at, uint32_t end)
{
    mention m = { 0, 0 };
    uint16_t tag = c->words[at].name;
    if (tag >= NAME_OTHER || tag % 2 == 0)
        return m;
    m.words = 1;
    m.type = (uint16_t)((tag + 1) / 2);
    while (at + m.words < end && c->words[at + m.words].name == tag + 1)
        m.words++;
    return m;
}

static dtl_str text_of(const corpus *c, uint32_t at, uint32_t words, char *key)
{
    dtl_str out = { key, 0 };
    for (uint32_t i = 0; i < words; i++) {
        dtl_str form = c->words[at + i].form;
        if (out.len + form.len + 1 > KEY_MAX)
            break;
        memcpy(key + out.len, form.ptr, form.len);
        out.len += form.len;
        key[out.len++] = ' ';
    }
    return out;
}

static bool note(ledger *l, corpus *c, dtl_str text, uint16_t type)
{
    uint32_t at = dtli_strmap_get(l->map, text, UINT32_MAX);
    if (at == UINT32_MAX) {
        dtl_str kept = dtli_arena_str(c->arena, text);
        if (!kept.ptr || !dtli_arena_grow(c->arena, &l->all, l->count,
                                          &l->capacity, sizeof *l->all))
            return false;
        at = l->count++;
        memset(&l->all[at], 0, sizeof l->all[at]);
        if (!dtli_strmap_put(l->map, kept, at))
            return false;
    }
    l->all[at].by_type[type]++;
    return true;
}

/* The type of at least nine in ten uses; `type` where there is none. */
static uint16_t usual_type(const ledger *l, dtl_str text, uint16_t type)
{
    uint32_t at = dtli_strmap_get(l->map, text, UINT32_MAX), sum = 0;
    if (at == UINT32_MAX)
        return type;
    for (int k = 0; k < DTL_NAME_COUNT; k++)
        sum += l->all[at].by_type[k];
    for (uint16_t k = 0; k < DTL_NAME_COUNT; k++)
        if (l->all[at].by_type[k] * SHARE >= sum * (SHARE - 1))
            return k;
    return type;
}

static uint32_t start_of(const corpus *c, uint32_t sentence_index)
{
    return sentence_index < c->sentence_count
               ? c->sentences[sentence_index].first
               : c->word_count;
}

int64_t relabel_names(corpus *c, uint32_t from, uint32_t to, uint32_t gold)
{
    ledger l = { dtli_strmap_new(4096), NULL, 0, 0 };
    char key[KEY_MAX];
    int64_t changed = 0;
    bool ok = l.map != NULL;
    for (uint32_t i = start_of(c, gold); ok && i < c->word_count; i++) {
        mention m = mention_at(c, i, c->word_count);
        ok = m.words == 0 ||
             note(&l, c, text_of(c, i, m.words, key), m.type);
    }
    uint32_t end = start_of(c, to);
    for (uint32_t i = start_of(c, from); ok && i < end; i++) {
        mention m = mention_at(c, i, end);
        uint16_t type = m.words ? usual_type(&l, text_of(c, i, m.words, key),
                                             m.type)
                                : m.type;
        changed += type != m.type;
        for (uint32_t k = 0; k < m.words; k++)
            c->words[i + k].name = (uint16_t)(2 * type - (k == 0));
    }
    dtli_strmap_free(l.map);
    return ok ? changed : -1;
}

static bool is_proper(const word *w)
{
    return w->upos == DTL_UPOS_PROPN || w->xpos == DTL_XPOS_NNP ||
           w->xpos == DTL_XPOS_NNPS;
}

static bool is_capital(const word *w)
{
    uint32_t cp = 0;
    return dtli_utf8_decode(w->form, 0, &cp) > 0 && dtli_utf8_is_upper(cp);
}

/* A proper noun at most REACH words to the left and one to the right: the
 * word may be inside a name, "Gulf of Mexico". */
static bool is_between(const word *words, uint32_t n, uint32_t at)
{
    bool left = false, right = false;
    for (uint32_t gap = 1; gap <= REACH; gap++) {
        left = left || (gap <= at && is_proper(&words[at - gap]));
        right = right || (at + gap < n && is_proper(&words[at + gap]));
    }
    return left && right;
}

void weak_outside(corpus *c, uint32_t from, uint32_t to, uint16_t rest)
{
    for (uint32_t s = from; s < to; s++) {
        word *words = c->words + c->sentences[s].first;
        uint32_t n = c->sentences[s].count;
        for (uint32_t i = 0; i < n; i++) {
            bool outside = !is_proper(&words[i]) && !is_capital(&words[i]) &&
                           !is_between(words, n, i);
            if (words[i].name == LABEL_NONE)
                words[i].name = outside ? 0 : rest;
        }
    }
}

void relabel_people(corpus *c, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        sentence one = c->sentences[i];
        for (uint32_t k = one.first; k < one.first + one.count; k++)
            if (dtli_str_is(c->words[k].lemma, "person") &&
                dtli_str_equal_nocase(c->words[k].form, DTL_STR("people")))
                c->words[k].lemma = DTL_STR("people");
    }
}
