/* lemma_pick.c — scripts by score, form and vocabulary (lemma_pick.h).
 *
 * The tagger has seen few uses of a rare script: the vocabulary, which is
 * much larger than the treebanks, tells which of its guesses are words.
 */
#include "analyse/lemma_pick.h"

#include "analyse/feature.h"
#include "analyse/lemma.h"
#include "analyse/tag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "nn/math.h"

enum { TRIES = 5, SHORTEST = 3 };

static const float MARGIN = 6.0f; /* of scores, between first and last try */

typedef struct choice {
    const dtl_model *model;
    dtl_str form;
    const float *row;
    bool is_name; /* with a capital */
} choice;

static bool has_capital(dtl_str form)
{
    uint32_t cp;
    return dtli_utf8_decode(form, 0, &cp) > 0 && dtli_utf8_is_upper(cp);
}

static bool fits(const choice *c, uint32_t script)
{
    return !c->is_name ||
           c->model->scripts[script].letter_case != DTL_SCRIPT_LOWER;
}

/* Best script with a score below that of `above` (none: UINT32_MAX). */
static uint32_t next_best(const choice *c, uint32_t above)
{
    uint32_t best = UINT32_MAX, count = c->model->config.scripts;
    for (uint32_t i = 0; i < count; i++) {
        bool below = above == UINT32_MAX || c->row[i] < c->row[above] ||
                     (i > above && c->row[i] <= c->row[above]);
        if (below && fits(c, i) &&
            (best == UINT32_MAX || c->row[i] > c->row[best]))
            best = i;
    }
    return best;
}

/* Nearly always the best one of all fits. */
static uint32_t first_best(const choice *c)
{
    uint32_t best = dtli_best_of(c->row, c->model->config.scripts);
    return fits(c, best) ? best : next_best(c, UINT32_MAX);
}

/* Only what cuts or adds letters can go wrong. */
static bool changes_ending(const choice *c, uint32_t script)
{
    const dtl_script *s = &c->model->scripts[script];
    return s->letter_case != DTL_SCRIPT_WHOLE && (s->cut || s->add.len);
}

/* Very short lemmas ("do" of "done") are right only as the first guess: of
 * "doled" it is the wrong one. */
static bool makes_word(const choice *c, uint32_t script, bool is_first)
{
    char room[DTLI_LEMMA_MAX];
    dtl_str lemma = { room, 0 };
    lemma.len = dtli_script_apply(&c->model->scripts[script], c->form, room);
    if (lemma.len < SHORTEST)
        return is_first;
    return dtli_index_find(&c->model->words, dtli_word_hash(lemma), 0) != 0;
}

static bool is_inflected(uint8_t upos)
{
    return upos == DTL_UPOS_VERB || upos == DTL_UPOS_NOUN ||
           upos == DTL_UPOS_ADJ || upos == DTL_UPOS_ADV;
}

uint16_t dtli_lemma_pick(const dtl_model *model, const dtl_token *tok,
                         const float *row)
{
    dtl_str form = dtli_token_text(tok);
    choice c = { model, form, row,
                 tok->upos == DTL_UPOS_PROPN && has_capital(form) };
    uint32_t best = first_best(&c), other = best;
    if (best == UINT32_MAX)
        return 0;
    if (!is_inflected(tok->upos) || !changes_ending(&c, best) ||
        makes_word(&c, best, true))
        return (uint16_t)best;
    for (int i = 1; i < TRIES; i++) {
        other = next_best(&c, other);
        if (other == UINT32_MAX || row[best] - row[other] > MARGIN)
            break;
        if (changes_ending(&c, other) && makes_word(&c, other, false))
            return (uint16_t)other;
    }
    return (uint16_t)best;
}

static bool is_digit_at(dtl_str s, size_t at)
{
    return at < s.len && dtli_is_digit(s.ptr[at]);
}

size_t dtli_lemma_number(dtl_str form, char *out)
{
    size_t used = 0, commas = 0;
    if (!is_digit_at(form, 0) || form.len > DTLI_LEMMA_MAX)
        return 0;
    for (size_t i = 0; i < form.len; i++) {
        bool group = form.ptr[i] == ',' && is_digit_at(form, i + 1) &&
                     is_digit_at(form, i + 2) && is_digit_at(form, i + 3) &&
                     !is_digit_at(form, i + 4);
        if (!group && form.ptr[i] != '.' && !is_digit_at(form, i))
            return 0;
        commas += group;
        if (!group)
            out[used++] = form.ptr[i];
    }
    return commas ? used : 0;
}
