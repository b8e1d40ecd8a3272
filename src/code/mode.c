/* mode.c — mode and CAMEO code of a telling, from data/rules/modes.tsv.
 *
 * A rule may leave the mode open: "killed" says nothing of the weapon, "asked
 * for" nothing of what is wanted. The first row of the table counts that has
 * one of its words near: in the trigger's own phrase, its complements and its
 * subject ("any"), in what follows the trigger ("comp"), in the sentence
 * ("sent"). Without a row the code is that of the mode, or of the type.
 */
#include "code/coder.h"

enum { SCOPE_MAX = 96 };

typedef struct scope {
    int32_t token[SCOPE_MAX];
    uint32_t count;
    uint32_t own; /* of them: the trigger and what follows it */
} scope;

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static void add(scope *s, int32_t token)
{
    if (token >= 0 && s->count < SCOPE_MAX)
        s->token[s->count++] = token;
}

static bool is_other_clause(uint8_t rel)
{
    return rel == DTL_REL_ACL_RELCL || rel == DTL_REL_PARATAXIS ||
           rel == DTL_REL_PUNCT || rel == DTL_REL_ADVCL_RELCL;
}

static void add_below(const dtli_coding *c, scope *s, uint32_t from)
{
    for (uint32_t i = from; i < s->count; i++)
        for (int32_t d = c->tree.first[s->token[i]]; d >= 0;
             d = c->tree.next[d])
            if (!is_other_clause(at(c, d)->rel))
                add(s, d);
}

static bool is_subject(uint8_t rel)
{
    return rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS ||
           rel == DTL_REL_NMOD_POSS;
}

static void collect(const dtli_coding *c, int32_t token, scope *s)
{
    add(s, token);
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
        if (!is_other_clause(at(c, d)->rel) && !is_subject(at(c, d)->rel) &&
            !(at(c, d)->rel == DTL_REL_CONJ && dtli_is_verb(&c->tree, d)))
            add(s, d);
    add_below(c, s, 1);
    s->own = s->count;
    uint32_t from = s->count;
    if (dtli_is_verb(&c->tree, token)) {
        add(s, dtli_surface_subject(&c->tree, token));
    } else {
        add(s, dtli_child(&c->tree, token, DTL_REL_NMOD_POSS));
        add(s, dtli_governing_verb(&c->tree, token));
    }
    add_below(c, s, from);
}

/* The lowest row of this type that has a word at `token`, below `best`. */
static uint32_t row_at(const dtli_coding *c, dtl_event_type type,
                       int32_t token, const char *where, uint32_t best)
{
    const dtli_wordlist *words = &c->rules->mode_words;
    uint32_t e = dtli_wordlist_find(words, c->tree.word[token]);
    for (; e != UINT32_MAX; e = words->entries[e].next) {
        const dtli_entry *entry = &words->entries[e];
        const dtli_mode_row *row = &c->rules->modes[entry->value];
        bool here = false;
        for (const char *w = where; *w; w++)
            here |= *w == row->where;
        if (here && entry->value < best && row->event == type &&
            dtli_term_follows(&c->tree, token, &entry->term))
            best = entry->value;
    }
    return best;
}

static uint32_t find_row(const dtli_coding *c, const dtli_telling *t)
{
    scope s = { .count = 0 };
    uint32_t best = UINT32_MAX;
    collect(c, t->token, &s);
    for (uint32_t i = 0; i < s.count; i++)
        best = row_at(c, t->type, s.token[i], i < s.own ? "ac" : "a", best);
    const dtl_sent *sent = &c->doc->sents[at(c, t->token)->sent];
    for (uint32_t i = 0; i < sent->count; i++)
        best = row_at(c, t->type, (int32_t)(sent->first + i), "s", best);
    return best;
}

void dtli_mode_find(const dtli_coding *c, dtli_telling *t)
{
    if (t->mode.len == 0) {
        uint32_t row = find_row(c, t);
        if (row != UINT32_MAX) {
            t->mode = c->rules->modes[row].mode;
            if (c->rules->modes[row].cameo.len)
                t->cameo = c->rules->modes[row].cameo;
        }
    }
    if (t->cameo.len == 0)
        t->cameo = dtli_mode_cameo(c->rules, t->type, t->mode);
}
