/* score.c — counting right words and names (score.h).
 *
 * Relations are compared up to the subtype for las, whole for las_sub; names
 * by words and type, PER, ORG and LOC only, found names that overlap a
 * stretch without label left out.
 */
#include "score.h"

#include <string.h>
#include <time.h>

#include "analyse/lemma.h"
#include "analyse/names.h"
#include "analyse/tree.h"
#include "base/error.h"
#include "nn/math.h"

enum { BATCH = 1000, SENTENCE_MAX = 400 };

static bool same_relation(uint32_t a, uint32_t b)
{
    dtl_str x = dtli_str(dtl_label_text(DTL_LABELS_REL, a));
    dtl_str y = dtli_str(dtl_label_text(DTL_LABELS_REL, b));
    x.len = dtli_str_find(x, ':', 0);
    y.len = dtli_str_find(y, ':', 0);
    return dtli_str_equal(x, y);
}

static void count_word(const word *gold, const guess *got, scores *out)
{
    if (gold->upos != LABEL_NONE) {
        out->words++;
        out->upos += got->upos == gold->upos;
        out->xpos += got->xpos == gold->xpos;
        out->lemma += gold->lemma.len == 0 ||
                      dtli_str_equal(got->lemma, gold->lemma);
    }
    if (gold->head != LABEL_NONE) {
        bool head = got->head == gold->head;
        out->tree_words++;
        out->uas += head;
        out->las += head && same_relation(got->rel, gold->rel);
        out->las_sub += head && got->rel == gold->rel;
    }
}

/* End of the name that begins at i; 0 where none does. */
static uint32_t name_end(const uint16_t *tags, uint32_t n, uint32_t i)
{
    bool begins = tags[i] != 0 && tags[i] < NAME_OTHER &&
                  (tags[i] % 2 == 1 || i == 0 ||
                   (tags[i - 1] != tags[i] && tags[i - 1] + 1 != tags[i]));
    if (!begins)
        return 0;
    uint16_t inside = (uint16_t)(tags[i] + tags[i] % 2);
    uint32_t end = i + 1;
    while (end < n && tags[end] == inside)
        end++;
    return end;
}

static bool is_main_type(uint16_t tag)
{
    return (tag + 1) / 2 != DTL_NAME_MISC;
}

static bool is_ignored(const uint16_t *gold, uint32_t from, uint32_t to)
{
    for (uint32_t k = from; k < to; k++)
        if (gold[k] >= NAME_OTHER || (gold[k] && !is_main_type(gold[k])))
            return true;
    return false;
}

static void count_names(const uint16_t *gold, const uint16_t *got, uint32_t n,
                        scores *out)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t g = name_end(gold, n, i), p = name_end(got, n, i);
        bool expected = g && is_main_type(gold[i]);
        bool found = p && is_main_type(got[i]);
        if (found && !(expected && g == p) && is_ignored(gold, i, p))
            found = false;
        out->names_gold += expected;
        out->names_found += found;
        out->span_right += expected && found && g == p;
        out->names_right += expected && found && g == p &&
                            (gold[i] + 1) / 2 == (got[i] + 1) / 2;
    }
}

static void count_sentence(const word *gold, const guess *got, uint32_t n,
                           scores *out)
{
    uint16_t gold_names[SENTENCE_MAX], got_names[SENTENCE_MAX];
    bool told = false;
    for (uint32_t i = 0; i < n; i++) {
        count_word(&gold[i], &got[i], out);
        gold_names[i] = gold[i].name;
        got_names[i] = got[i].name;
        told = told || gold[i].name != LABEL_NONE;
    }
    if (told)
        count_names(gold_names, got_names, n, out);
}

static bool guess_tags(const shard *s, const vocab *v, uint32_t t, guess *g,
                       dtl_arena *arena)
{
    const net_shape *n = &s->net->shape;
    const float *row = s->tag + (size_t)t * n->tags;
    char room[DTLI_LEMMA_MAX];
    dtl_script script;
    dtl_str lemma = { room, 0 };
    g->upos = (uint16_t)dtli_best_of(row, DTL_UPOS_COUNT);
    g->xpos = (uint16_t)dtli_best_of(row + net_tag_xpos(), DTL_XPOS_COUNT);
    uint32_t best = dtli_best_of(row + net_tag_script(), n->config.scripts);
    word guessed = *s->items[t].gold;
    guessed.upos = g->upos;
    if (dtli_script_read(v->scripts[best], &script))
        lemma.len = dtli_script_apply(&script, corpus_lemma_base(&guessed),
                                      room);
    g->lemma = dtli_arena_str(arena, lemma);
    return g->lemma.ptr != NULL;
}

static bool guess_tree(shard *s, span sent, guess *g, dtl_arena *arena)
{
    uint32_t n = sent.count, w = n + 1, heads[SENTENCE_MAX];
    int64_t *fixed = dtli_arena_array(arena, (size_t)n * w, sizeof *fixed);
    float *rel = dtli_arena_array(arena, (size_t)n * DTL_REL_COUNT, 4);
    if (!fixed || !rel)
        return false;
    shard_add_fixed_arcs(s, sent, fixed);
    if (!dtli_tree(fixed, n, heads, arena))
        return false;
    shard_relations(s, sent, heads, rel);
    for (uint32_t i = 0; i < n; i++) {
        g[i].head = (uint16_t)heads[i];
        g[i].rel = (uint16_t)dtli_best_of(rel + (size_t)i * DTL_REL_COUNT,
                                          DTL_REL_COUNT);
    }
    return true;
}

static bool score_sentence(shard *s, const vocab *v, span sent,
                           dtl_arena *arena, scores *out)
{
    const net_shape *n = &s->net->shape;
    guess got[SENTENCE_MAX] = { 0 };
    uint8_t tags[SENTENCE_MAX];
    const float *first = s->tag + (size_t)sent.first * n->tags;
    bool ok = guess_tree(s, sent, got, arena) &&
              dtli_name_tags(first + net_tag_name(), n->tags, sent.count,
                             tags, arena);
    for (uint32_t i = 0; ok && i < sent.count; i++) {
        ok = guess_tags(s, v, sent.first + i, &got[i], arena);
        got[i].name = tags[i];
    }
    if (ok)
        count_sentence(s->items[sent.first].gold, got, sent.count, out);
    return ok;
}

static bool score_batch(shard *s, const vocab *v, dtl_arena *arena,
                        scores *out)
{
    bool ok = true;
    shard_forward(s);
    for (uint32_t i = 0; ok && i < s->sent_count; i++) {
        dtl_arena_mark mark = dtli_arena_mark(arena);
        ok = score_sentence(s, v, s->sents[i], arena, out);
        dtli_arena_release(arena, mark);
    }
    s->token_count = s->sent_count = 0;
    return ok;
}

dtl_status score_net(const net *n, const vocab *v, const corpus *c,
                     scores *out, dtl_error *err)
{
    shard s;
    dtl_status status = shard_init(&s, n, BATCH + SENTENCE_MAX, err);
    if (status != DTL_OK)
        return status;
    memset(out, 0, sizeof *out);
    bool ok = true;
    for (uint32_t i = 0; ok && i < c->sentence_count; i++) {
        sentence one = c->sentences[i];
        vocab_add(v, &s, c->words + one.first, one.count, DISGUISE_NONE);
        if (s.token_count >= BATCH || i + 1 == c->sentence_count)
            ok = score_batch(&s, v, c->arena, out);
    }
    shard_clear(&s);
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

/* The corpus as one document; its arrays are in the arena. */
static bool as_document(const corpus *c, dtl_doc *doc, dtl_arena *arena)
{
    memset(doc, 0, sizeof *doc);
    doc->tokens = dtli_arena_array(arena, c->word_count, sizeof *doc->tokens);
    doc->sents = dtli_arena_array(arena, c->sentence_count,
                                  sizeof *doc->sents);
    if (!doc->tokens || !doc->sents)
        return false;
    doc->token_count = c->word_count;
    doc->sent_count = c->sentence_count;
    for (uint32_t i = 0; i < c->sentence_count; i++) {
        doc->sents[i].first = c->sentences[i].first;
        doc->sents[i].count = c->sentences[i].count;
        for (uint32_t k = 0; k < c->sentences[i].count; k++)
            doc->tokens[c->sentences[i].first + k].sent = i;
    }
    for (uint32_t i = 0; i < c->word_count; i++) {
        doc->tokens[i].form = c->words[i].raw;
        doc->tokens[i].norm = c->words[i].form;
    }
    return true;
}

static guess guess_of(const dtl_doc *doc, uint32_t at, uint32_t first)
{
    const dtl_token *tok = &doc->tokens[at];
    guess g = { tok->lemma, tok->upos, tok->xpos, tok->rel, 0, 0 };
    if (tok->head != DTL_NO_INDEX)
        g.head = (uint16_t)((uint32_t)tok->head - first + 1);
    if (tok->name != DTL_NO_INDEX) {
        const dtl_name *name = &doc->names[tok->name];
        g.name = (uint16_t)(2 * (unsigned)name->type - (name->first == at));
    }
    return g;
}

/* Of this process, so that others on the machine do not count. */
static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

dtl_status score_model(const dtl_model *model, const corpus *c, scores *out,
                       double *seconds, dtl_error *err)
{
    dtl_doc doc;
    dtl_arena_mark mark = dtli_arena_mark(c->arena);
    dtl_status status = DTL_OK;
    memset(out, 0, sizeof *out);
    if (!as_document(c, &doc, c->arena))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    double start = seconds_now();
    if (status == DTL_OK)
        status = dtli_analyse(model, NULL, &doc, c->arena, err);
    if (seconds)
        *seconds = seconds_now() - start;
    for (uint32_t i = 0; status == DTL_OK && i < c->sentence_count; i++) {
        guess got[SENTENCE_MAX];
        sentence one = c->sentences[i];
        for (uint32_t k = 0; k < one.count; k++)
            got[k] = guess_of(&doc, one.first + k, one.first);
        count_sentence(c->words + one.first, got, one.count, out);
    }
    dtli_arena_release(c->arena, mark);
    return status;
}
