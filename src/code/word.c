/* word.c — the number of a token's word in the tables of rules (tree.h).
 *
 * A lemma that the analyser got wrong should not lose the rule: "blamed" is
 * looked for as "blame" though the lemma be "blam". What the endings of
 * English allow is tried, and taken if a table knows it.
 */
#include <string.h>

#include "analyse/irregular.h"
#include "code/tree.h"

enum { WORD_MAX = 64 };

typedef struct word_form {
    const dtl_strmap *words;
    char text[WORD_MAX + 1];
    size_t len;
} word_form;

static bool lower(word_form *w, dtl_str s)
{
    if (s.len == 0 || s.len > WORD_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        w->text[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    w->len = s.len;
    return true;
}

static uint32_t lower_word(const dtl_strmap *words, dtl_str s)
{
    word_form w = { .words = words };
    if (!lower(&w, s))
        return DTL_WORD_NONE;
    return dtli_word_find(words, (dtl_str){ w.text, w.len });
}

static uint32_t irregular(const dtl_strmap *words, const dtl_token *t)
{
    const char *verb = dtli_irregular_verb(t->norm);
    return verb ? dtli_word_find(words, dtli_str(verb)) : DTL_WORD_NONE;
}

/* The word without its last `cut` letters and with `add` behind. */
static uint32_t stem(const word_form *w, size_t cut, const char *add)
{
    char text[WORD_MAX + 4];
    size_t more = strlen(add);
    if (w->len < cut + 2)
        return DTL_WORD_NONE;
    memcpy(text, w->text, w->len - cut);
    memcpy(text + w->len - cut, add, more);
    return dtli_word_find(w->words, (dtl_str){ text, w->len - cut + more });
}

static bool ends(const word_form *w, const char *ending)
{
    return dtli_str_ends((dtl_str){ w->text, w->len }, dtli_str(ending));
}

/* "gunned" is gun, "blamed" is blame: an ending of `cut` letters. */
static uint32_t without_ending(const word_form *w, size_t cut)
{
    uint32_t word = stem(w, cut, "e");
    if (word == DTL_WORD_NONE)
        word = stem(w, cut, "");
    if (word == DTL_WORD_NONE && w->len > cut + 3 &&
        w->text[w->len - cut - 1] == w->text[w->len - cut - 2])
        word = stem(w, cut + 1, "");
    return word;
}

static uint32_t inflected(const dtl_strmap *words, const dtl_token *t)
{
    uint32_t word = DTL_WORD_NONE;
    word_form w = { .words = words };
    if (!lower(&w, t->norm))
        return DTL_WORD_NONE;
    if (ends(&w, "ied") || ends(&w, "ies"))
        word = stem(&w, 3, "y");
    else if (ends(&w, "men"))
        word = stem(&w, 2, "an");
    else if (t->upos == DTL_UPOS_VERB && ends(&w, "ing"))
        word = without_ending(&w, 3);
    else if (t->upos == DTL_UPOS_VERB && ends(&w, "ed"))
        word = without_ending(&w, 2);
    if (word == DTL_WORD_NONE && ends(&w, "s"))
        word = stem(&w, 1, "");
    if (word == DTL_WORD_NONE && ends(&w, "es"))
        word = stem(&w, 2, "");
    return word;
}

uint32_t dtli_token_word(const dtl_strmap *words, const dtl_token *t)
{
    uint32_t word = DTL_WORD_NONE;
    if (t->upos == DTL_UPOS_VERB)
        word = irregular(words, t);
    if (word == DTL_WORD_NONE)
        word = lower_word(words, t->lemma);
    if (word == DTL_WORD_NONE)
        word = inflected(words, t);
    if (word == DTL_WORD_NONE)
        word = lower_word(words, t->norm);
    return word;
}
