/* analyse.c — lemmas, tags, trees and names for the words of a document.
 *
 * Sentences are gathered into chunks of about a hundred words, so that the
 * weights are read once for many words. A sentence above the limit is cut
 * into pieces, each with its own tree; later roots hang on the first one as
 * parataxis, so every sentence still has one tree.
 */
#include "analyse/analyse.h"

#include <string.h>

#include "analyse/encode.h"
#include "analyse/irregular.h"
#include "analyse/lemma_pick.h"
#include "analyse/mend.h"
#include "analyse/name_doc.h"
#include "analyse/name_mend.h"
#include "analyse/names.h"
#include "analyse/tag.h"
#include "analyse/tree.h"
#include "analyse/vector.h"
#include "analyse/word_cache.h"
#include "base/error.h"
#include "nn/math.h"

enum { CHUNK_WORDS = 96, PIECES_MAX = CHUNK_WORDS + 1 };

/* One run over a document. */
typedef struct run {
    const dtl_model *model;
    dtl_word_cache *cache; /* or NULL */
    dtl_doc *doc;
    dtl_arena *arena;
    dtl_work work;
    uint32_t base;         /* document number of the chunk's first word */
    dtl_piece pieces[PIECES_MAX];
    uint32_t piece_count, words;
    uint16_t *scripts;     /* [tokens] */
    uint8_t *name_tags;    /* [tokens] */
    uint8_t *regimes;      /* [capacity] of the chunk's words */
    dtl_vectors *vectors;
} run;

static void embed_word(run *r, uint32_t at, dtl_regime regime)
{
    dtl_str text = dtli_token_text(&r->doc->tokens[r->base + at]);
    const float *row =
        r->cache ? dtli_word_cache_find(r->cache, text, regime) : NULL;
    dtl_features features;
    if (row) {
        dtli_embed_known(r->model, &r->work, at, row);
        return;
    }
    dtli_features(text, regime, &features);
    dtli_embed(r->model, &r->work, at, &features);
}

static void embed_piece(run *r, dtl_piece piece)
{
    const dtl_token *tok = r->doc->tokens + r->base + piece.first;
    dtl_case_count cases = { 0 };
    for (uint32_t i = 0; i < piece.count; i++)
        dtli_case_add(&cases, dtli_token_text(&tok[i]));
    dtl_regime regime = dtli_case_regime(&cases);
    for (uint32_t i = 0; i < piece.count; i++) {
        r->regimes[piece.first + i] = (uint8_t)regime;
        embed_word(r, piece.first + i, regime);
    }
}

/* Before the layers write over the input. */
static void keep_fresh(run *r)
{
    const dtl_work *w = &r->work;
    size_t width = r->model->width;
    for (uint32_t i = 0; r->cache && i < w->fresh_count; i++) {
        uint32_t at = w->fresh[i];
        float *row = dtli_word_cache_put(
            r->cache, dtli_token_text(&r->doc->tokens[r->base + at]),
            (dtl_regime)r->regimes[at]);
        if (!row)
            continue;
        memcpy(row, w->x + at * width, width * sizeof *row);
        memcpy(row + width, w->gates + at * 3 * width,
               3 * width * sizeof *row);
    }
}

static void set_tags(run *r, uint32_t at)
{
    const dtl_model *m = r->model;
    const float *row = r->work.tag + (size_t)at * m->tags;
    dtl_token *tok = &r->doc->tokens[r->base + at];
    tok->upos = (uint8_t)dtli_best_of(row, DTL_UPOS_COUNT);
    row += DTL_UPOS_COUNT;
    tok->xpos = (uint8_t)dtli_best_of(row, DTL_XPOS_COUNT);
    row += DTL_XPOS_COUNT + DTLI_NAME_TAGS;
    r->scripts[r->base + at] = dtli_lemma_pick(m, tok, row);
}

/* The root's relation is "root" and nobody else's is. */
static uint8_t relation(const float *row, bool is_root)
{
    uint32_t best = DTL_REL_DEP;
    if (is_root)
        return DTL_REL_ROOT;
    for (uint32_t i = 0; i < DTL_REL_COUNT; i++)
        if (i != DTL_REL_ROOT && row[i] > row[best])
            best = i;
    return (uint8_t)best;
}

static bool set_tree(run *r, dtl_piece piece)
{
    dtl_work *w = &r->work;
    dtl_token *tok = r->doc->tokens + r->base + piece.first;
    int32_t first = (int32_t)(r->base + piece.first);
    dtli_arc_scores(r->model, w, piece);
    if (!dtli_tree(w->scores, piece.count, w->columns, r->arena))
        return false;
    dtli_relation_scores(r->model, w, piece);
    for (uint32_t i = 0; i < piece.count; i++) {
        uint32_t column = w->columns[i];
        tok[i].head = column ? first + (int32_t)column - 1 : DTL_NO_INDEX;
        tok[i].rel = relation(w->rel + (size_t)i * DTL_REL_COUNT, column == 0);
    }
    return true;
}

static bool set_names(run *r, dtl_piece piece)
{
    const dtl_model *m = r->model;
    const float *scores = r->work.tag + (size_t)piece.first * m->tags +
                          DTL_UPOS_COUNT + DTL_XPOS_COUNT;
    return dtli_name_tags(scores, m->tags, piece.count,
                          r->name_tags + r->base + piece.first, r->arena);
}

/* While w->q still holds what the tagger has read. */
static void keep_vectors(run *r)
{
    const dtl_quant *q = &r->work.q;
    for (uint32_t t = 0; t < r->words; t++)
        dtli_vectors_put(r->vectors, r->base + t,
                         r->doc->tokens[r->base + t].upos,
                         q->q + (size_t)t * r->model->width, q->scale[t]);
}

static bool run_chunk(run *r)
{
    bool ok = true;
    if (r->piece_count == 0)
        return true;
    r->work.fresh_count = 0;
    for (uint32_t i = 0; i < r->piece_count; i++)
        embed_piece(r, r->pieces[i]);
    dtli_encode_words(r->model, &r->work);
    keep_fresh(r);
    dtli_encode(r->model, &r->work, r->pieces, r->piece_count);
    for (uint32_t t = 0; t < r->words; t++)
        set_tags(r, t);
    keep_vectors(r);
    for (uint32_t i = 0; ok && i < r->piece_count; i++)
        ok = set_names(r, r->pieces[i]) && set_tree(r, r->pieces[i]);
    r->base += r->words;
    r->words = r->piece_count = 0;
    return ok;
}

static bool add_piece(run *r, uint32_t count)
{
    if (r->piece_count > 0 && r->words + count > CHUNK_WORDS && !run_chunk(r))
        return false;
    dtl_piece piece = { r->words, count };
    r->pieces[r->piece_count++] = piece;
    r->words += count;
    return r->words < CHUNK_WORDS || run_chunk(r);
}

/* Where to cut a sentence that is too long: after the last mark that ends a
 * clause in the second half of what fits, or where it is full. */
static uint32_t cut_at(const dtl_token *tok, uint32_t count)
{
    const uint32_t most = DTL_MAX_SENTENCE_TOKENS;
    if (count <= most)
        return count;
    for (uint32_t i = most; i > most / 2; i--) {
        dtl_str text = dtli_token_text(&tok[i - 1]);
        if (text.len == 1 && memchr(".;!?,:", text.ptr[0], 6))
            return i;
    }
    return most;
}

static bool add_sentence(run *r, const dtl_sent *sent)
{
    const dtl_token *tok = r->doc->tokens + sent->first;
    for (uint32_t at = 0; at < sent->count;) {
        uint32_t count = cut_at(tok + at, sent->count - at);
        if (!add_piece(r, count))
            return false;
        at += count;
    }
    return true;
}

/* Roots of the later pieces of a long sentence go under the first one. */
static void join_pieces(dtl_doc *doc)
{
    for (uint32_t i = 0; i < doc->sent_count; i++) {
        const dtl_sent *sent = &doc->sents[i];
        int32_t root = DTL_NO_INDEX;
        for (uint32_t k = 0; k < sent->count; k++) {
            dtl_token *tok = &doc->tokens[sent->first + k];
            if (tok->head != DTL_NO_INDEX)
                continue;
            if (root != DTL_NO_INDEX) {
                tok->head = root;
                tok->rel = DTL_REL_PARATAXIS;
            } else {
                root = (int32_t)(sent->first + k);
            }
        }
    }
}

/* Marks keep their shape, words have plain quotes. */
static dtl_str lemma_base(const dtl_token *tok)
{
    bool mark = tok->upos == DTL_UPOS_PUNCT || tok->upos == DTL_UPOS_SYM;
    return mark ? tok->form : dtli_token_text(tok);
}

/* The verb of an irregular past form, or NULL. */
static const char *irregular(const dtl_token *tok, dtl_str text)
{
    bool past = tok->upos == DTL_UPOS_VERB &&
                (tok->xpos == DTL_XPOS_VBD || tok->xpos == DTL_XPOS_VBN);
    return past ? dtli_irregular_verb(text) : NULL;
}

/* Lemma of one word: an exception of the dictionary or of the verbs, or by
 * its script. */
static bool set_lemma(const run *r, uint32_t at)
{
    const dtl_model *m = r->model;
    dtl_token *tok = &r->doc->tokens[at];
    dtl_str text = lemma_base(tok);
    char room[DTLI_LEMMA_MAX];
    dtl_str lemma = { room, 0 };
    uint32_t found = UINT32_MAX;
    const char *verb = irregular(tok, text);
    if (m->config.lemmas) {
        uint64_t key = dtli_lemma_key(text, tok->upos);
        found = dtli_index_find(&m->lemma_index, key, UINT32_MAX);
    }
    if (found != UINT32_MAX)
        lemma = m->lemmas[found];
    else if (verb)
        lemma = dtli_str(verb);
    else if (tok->upos == DTL_UPOS_NUM)
        lemma.len = dtli_lemma_number(text, room);
    if (lemma.len == 0)
        lemma.len = dtli_script_apply(&m->scripts[r->scripts[at]], text, room);
    tok->lemma = dtli_str_equal(lemma, text) ? text
                                             : dtli_arena_str(r->arena, lemma);
    return tok->lemma.ptr != NULL;
}

static bool set_name_list(const run *r)
{
    dtl_doc *doc = r->doc;
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->token_count; i++)
        count += r->name_tags[i] % 2;
    doc->names = dtli_arena_array(r->arena, count, sizeof *doc->names);
    doc->name_count = 0;
    if (!doc->names)
        return false;
    for (uint32_t i = 0; i < doc->token_count; i++) {
        if (r->name_tags[i] % 2 == 0)
            continue;
        const dtl_token *tok = &doc->tokens[i];
        const dtl_sent *sent = &doc->sents[tok->sent];
        uint32_t n = dtli_name_end(r->name_tags, i,
                                   sent->first + sent->count) - i;
        dtl_name name = { i, i + n - 1,
                          (dtl_name_type)((r->name_tags[i] + 1) / 2) };
        for (uint32_t k = i; k < i + n; k++)
            doc->tokens[k].name = (int32_t)doc->name_count;
        doc->names[doc->name_count++] = name;
    }
    return true;
}

/* Buffers as large as the longest piece needs, no larger: zeroing them is
 * part of the cost of a short article. */
static bool start(run *r)
{
    uint32_t longest = 1, words = 0;
    for (uint32_t i = 0; i < r->doc->sent_count; i++) {
        uint32_t count = r->doc->sents[i].count;
        longest = count > longest ? count : longest;
        words += count;
    }
    if (longest > DTL_MAX_SENTENCE_TOKENS)
        longest = DTL_MAX_SENTENCE_TOKENS;
    uint32_t capacity = words < CHUNK_WORDS ? words : CHUNK_WORDS;
    capacity = capacity > longest ? capacity : longest;
    r->regimes = dtli_arena_array(r->arena, capacity, 1);
    return r->regimes &&
           dtli_work_init(&r->work, r->model, capacity, longest, r->arena);
}

dtl_status dtli_analyse(const dtl_model *model, dtl_word_cache *cache,
                        dtl_doc *doc, dtl_arena *arena, dtl_error *err)
{
    run r = { .model = model, .cache = cache, .doc = doc, .arena = arena };
    uint32_t tokens = doc->token_count;
    r.scripts = dtli_arena_array(arena, tokens, sizeof *r.scripts);
    r.name_tags = dtli_arena_array(arena, tokens, sizeof *r.name_tags);
    doc->vectors = r.vectors = dtli_vectors_new(arena, tokens, model->width);
    if (r.vectors)
        r.vectors->model = dtli_model_stamp(model);
    dtl_arena_mark mark = dtli_arena_mark(arena);
    bool ok = r.scripts && r.name_tags && r.vectors && start(&r);
    for (uint32_t i = 0; i < tokens; i++) {
        doc->tokens[i].head = DTL_NO_INDEX;
        doc->tokens[i].name = DTL_NO_INDEX;
    }
    for (uint32_t i = 0; ok && i < doc->sent_count; i++)
        ok = add_sentence(&r, &doc->sents[i]);
    ok = ok && run_chunk(&r);
    dtli_arena_release(arena, mark);
    for (uint32_t i = 0; ok && i < tokens; i++)
        ok = set_lemma(&r, i);
    if (ok)
        dtli_mend_names(doc, r.name_tags);
    ok = ok && dtli_agree_names(doc, r.name_tags, arena);
    if (!ok || !set_name_list(&r))
        return dtl_fail(err, DTL_NOMEM, 0, 0,
                        "E303: no memory to analyse %u words", tokens);
    join_pieces(doc);
    dtli_mend_trees(doc);
    return DTL_OK;
}
