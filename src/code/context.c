/* context.c — what the act of a telling is about (context.h).
 *
 * Contexts come from the paragraph: "the hospital was shelled" is about the
 * war, "nurses marched because the hospital has no beds" about health, and
 * the words around decide. What most paragraphs of a story speak of counts
 * as a hint to each of its events.
 */
#include "code/context.h"

#include <string.h>

#include "code/coder.h"

/* Sentences of a paragraph that are looked at, on either side; those up to
 * NEAR count in full. Subjects need a story of so many paragraphs. */
enum { WINDOW = 8, NEAR = 1, STORY_BLOCKS = 4, FULL = 6, HALF = 3 };

/* Of ten paragraphs so many make a subject of the story. */
static const uint32_t SUBJECT_TENTHS = 6;

typedef struct points {
    int score[DTL_CONTEXTS_MAX];
    uint32_t until[DTL_CONTEXTS_MAX];   /* token: before it all is used up */
    uint32_t seen[DTL_CONTEXTS_MAX][2]; /* words that have counted */
} points;

static void clear(points *p)
{
    memset(p->score, 0, sizeof p->score);
    memset(p->until, 0, sizeof p->until);
    memset(p->seen, 0, sizeof p->seen);
}

/* Names of people are no subject: "Bill" brings no law in. Plural names, as
 * of peoples, are found among them by mistake. */
static bool is_person(const dtl_doc *doc, const dtl_token *t)
{
    return t->xpos != DTL_XPOS_NNPS && t->name >= 0 &&
           (uint32_t)t->name < doc->name_count &&
           doc->names[t->name].type == DTL_NAME_PER;
}

static bool has_pos(const dtl_token *t, dtli_context_pos pos)
{
    switch (pos) {
    case CONTEXT_NOUN:
        return t->upos == DTL_UPOS_NOUN || t->upos == DTL_UPOS_PROPN;
    case CONTEXT_VERB:
        return t->upos == DTL_UPOS_VERB;
    case CONTEXT_ADJ:
        return t->upos == DTL_UPOS_ADJ;
    case CONTEXT_ANY_POS:
    default:
        return true;
    }
}

/* The same word again says nothing new. */
static bool is_new(points *p, uint32_t context, uint32_t word)
{
    uint32_t *seen = p->seen[context];
    if (seen[0] == word || seen[1] == word)
        return false;
    seen[seen[0] == DTL_WORD_NONE ? 0 : 1] = word;
    return true;
}

static bool follows(const dtli_coding *c, uint32_t token, const dtli_term *term)
{
    for (uint32_t i = 0; i < term->count; i++)
        if (token + i >= c->doc->token_count ||
            c->context_word[token + i] != term->word[i])
            return false;
    return true;
}

static void count_entry(const dtli_coding *c, uint32_t token,
                        const dtli_entry *entry, bool near, points *p)
{
    dtli_context_use use = dtli_context_unpack(entry->value);
    if (token < p->until[use.context] ||
        !has_pos(&c->doc->tokens[token], use.pos) ||
        !follows(c, token, &entry->term))
        return;
    p->until[use.context] = token + entry->term.count;
    if (use.kind == CONTEXT_AGAINST)
        p->score[use.context] -= 2 * FULL;
    if (use.kind > CONTEXT_HINT ||
        !is_new(p, use.context, entry->term.word[entry->term.count - 1]))
        return;
    int worth = use.kind == CONTEXT_WORD ? FULL : HALF;
    p->score[use.context] += near ? worth : worth / 2;
}

static void count_sentence(const dtli_coding *c, const dtl_sent *sent,
                           bool near, points *p)
{
    const dtli_wordlist *words = &c->rules->context_words;
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++) {
        if (is_person(c->doc, &c->doc->tokens[i]))
            continue;
        uint32_t e = dtli_wordlist_find(words, c->context_word[i]);
        for (; e != UINT32_MAX; e = words->entries[e].next)
            count_entry(c, i, &words->entries[e], near, p);
    }
}

static void count_paragraph(const dtli_coding *c, uint32_t home, points *p)
{
    uint32_t first = home > WINDOW ? home - WINDOW : 0;
    for (uint32_t s = first; s < c->doc->sent_count && s <= home + WINDOW;
         s++) {
        uint32_t apart = s > home ? s - home : home - s;
        if (c->doc->sents[s].block == c->doc->sents[home].block)
            count_sentence(c, &c->doc->sents[s], apart <= NEAR, p);
    }
}

/* --- signs -------------------------------------------------------------- */

static bool in_list(const char *sector, dtl_str list)
{
    dtl_str one;
    while (dtli_str_split(&list, ',', &one))
        if (dtli_str_is(one, sector))
            return true;
    return false;
}

/* Some party has one of the sectors, or the international code, of a list. */
static bool any_in(const dtli_parties *parties, dtl_str list)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const dtl_actor *a = &parties->actor[i];
        if (in_list(a->country, list))
            return true;
        for (int k = 0; k < DTL_SECTORS_MAX && a->sectors[k][0]; k++)
            if (in_list(a->sectors[k], list))
                return true;
    }
    return false;
}

/* Finds a government of another country than `country`. */
static bool other_state(const dtli_parties *parties, const char **country)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const dtl_actor *a = &parties->actor[i];
        if (a->country[0] == 0 || strcmp(a->sectors[0], "GOV") != 0)
            continue;
        if (*country && strcmp(*country, a->country) != 0)
            return true;
        *country = a->country;
    }
    return false;
}

static bool two_states(const dtli_telling *t)
{
    const char *country = NULL;
    return other_state(&t->actors, &country) ||
           other_state(&t->recipients, &country);
}

static bool holds(const dtli_context_sign *sign, const dtli_telling *t)
{
    return (sign->event < 0 || sign->event == (int)t->type) &&
           (sign->mode.len == 0 || dtli_str_equal(sign->mode, t->mode)) &&
           (sign->by.len == 0 || any_in(&t->actors, sign->by)) &&
           (sign->to.len == 0 || any_in(&t->recipients, sign->to)) &&
           (sign->not_to.len == 0 || !any_in(&t->recipients, sign->not_to)) &&
           (sign->any.len == 0 || any_in(&t->actors, sign->any) ||
            any_in(&t->recipients, sign->any)) &&
           (!sign->states || two_states(t));
}

static void count_signs(const dtli_coding *c, const dtli_telling *t, points *p)
{
    const dtl_rules *rules = c->rules;
    for (uint32_t i = 0; i < rules->context_sign_count; i++)
        if (holds(&rules->context_signs[i], t))
            p->score[rules->context_signs[i].context] +=
                rules->context_signs[i].half ? HALF : FULL;
}

/* --- the whole ---------------------------------------------------------- */

static uint64_t set_bits(const points *p)
{
    uint64_t bits = 0;
    for (uint32_t k = 0; k < DTL_CONTEXTS_MAX; k++)
        if (p->score[k] >= FULL)
            bits |= (uint64_t)1 << k;
    return bits;
}

/* A finer context takes the place of a wider one: corruption of crime. */
static uint64_t without_yielding(const dtl_rules *rules, uint64_t bits)
{
    uint64_t left = bits;
    for (uint32_t k = 0; k < DTL_CONTEXTS_MAX; k++)
        if (rules->context_yields[k] & bits)
            left &= ~((uint64_t)1 << k);
    return left;
}

uint64_t dtli_contexts_of(const dtli_coding *c, const dtli_telling *t)
{
    points p;
    clear(&p);
    count_paragraph(c, c->doc->tokens[t->token].sent, &p);
    count_signs(c, t, &p);
    for (uint32_t k = 0; k < DTL_CONTEXTS_MAX; k++)
        if (c->subjects >> k & 1)
            p.score[k] += HALF;
    return without_yielding(c->rules, set_bits(&p));
}

static uint64_t find_subjects(const dtli_coding *c)
{
    const dtl_doc *doc = c->doc;
    uint32_t count[DTL_CONTEXTS_MAX] = { 0 };
    uint32_t blocks = 0;
    for (uint32_t s = 0; s < doc->sent_count; blocks++) {
        points p;
        clear(&p);
        uint32_t block = doc->sents[s].block;
        for (; s < doc->sent_count && doc->sents[s].block == block; s++)
            count_sentence(c, &doc->sents[s], true, &p);
        uint64_t bits = set_bits(&p);
        for (uint32_t k = 0; k < DTL_CONTEXTS_MAX; k++)
            count[k] += (uint32_t)(bits >> k & 1);
    }
    uint64_t subjects = 0;
    for (uint32_t k = 0; blocks >= STORY_BLOCKS && k < DTL_CONTEXTS_MAX; k++)
        if (count[k] * 10 >= blocks * SUBJECT_TENTHS)
            subjects |= (uint64_t)1 << k;
    return subjects;
}

bool dtli_contexts_init(dtli_coding *c)
{
    uint32_t n = c->doc->token_count;
    c->context_word =
        dtli_arena_array(c->arena, (size_t)n + 1, sizeof *c->context_word);
    if (!c->context_word)
        return false;
    for (uint32_t i = 0; i < n; i++)
        c->context_word[i] =
            dtli_token_word(c->rules->context_vocabulary, &c->doc->tokens[i]);
    c->subjects = find_subjects(c);
    return true;
}
