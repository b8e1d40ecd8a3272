/* terms.c — lemmas of a document, and their record (shape in terms.h). */
#include "link/terms.h"

#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/table.h"

enum {
    HEAD_BYTES = 17,
    LEMMA_BYTES_MIN = 2,
    LEMMA_BYTES_MAX = 255,
    TF_MAX = 255,
    LEAD_BIT = 4
};

/* What is counted of a lemma while its document is read. */
typedef struct tally {
    uint32_t of[DTLI_TERM_KINDS];
} tally;

typedef struct gather {
    dtl_arena *arena;
    dtl_strmap *index; /* lemma → number */
    dtli_term *terms;
    tally *tallies;
    uint32_t count;
} gather;

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
}

/* Whether a token's lemma says what a document is about, and as what. */
static bool kind_of(const dtl_token *token, dtli_term_kind *kind)
{
    switch (token->upos) {
    case DTL_UPOS_NOUN:
    case DTL_UPOS_ADJ:
    case DTL_UPOS_PROPN:
        *kind = DTLI_TERM_WORD;
        break;
    case DTL_UPOS_VERB:
        *kind = DTLI_TERM_VERB;
        break;
    case DTL_UPOS_NUM:
        *kind = DTLI_TERM_NUMBER;
        break;
    default:
        return false;
    }
    if (token->name != DTL_NO_INDEX)
        *kind = DTLI_TERM_NAME;
    return token->lemma.len >= LEMMA_BYTES_MIN &&
           token->lemma.len <= LEMMA_BYTES_MAX;
}

/* Number of a lemma, a new one where there is room; the count where not. */
static bool number_of(gather *g, dtl_str lemma, uint32_t *number)
{
    dtl_str lower = dtli_str_lower(g->arena, lemma);
    if (!lower.ptr)
        return false;
    *number = dtli_strmap_get(g->index, lower, g->count);
    if (*number < g->count || g->count == DTL_MAX_LINK_TERMS)
        return true;
    if (!dtli_strmap_put(g->index, lower, g->count))
        return false;
    g->terms[g->count++] = (dtli_term){ .lemma = lower };
    return true;
}

static bool add_token(gather *g, const dtl_token *token, bool lead)
{
    dtli_term_kind kind;
    uint32_t number;
    if (!kind_of(token, &kind))
        return true;
    if (!number_of(g, token->lemma, &number))
        return false;
    if (number == DTL_MAX_LINK_TERMS)
        return true;
    g->tallies[number].of[kind]++;
    if (g->terms[number].tf < TF_MAX)
        g->terms[number].tf++;
    g->terms[number].lead = g->terms[number].lead || lead;
    return true;
}

/* The kind that a lemma has most often; the first of equal ones. */
static uint8_t main_kind(const tally *t)
{
    uint8_t best = 0;
    for (uint8_t k = 1; k < DTLI_TERM_KINDS; k++)
        if (t->of[k] > t->of[best])
            best = k;
    return best;
}

static bool gather_terms(gather *g, const dtl_doc *doc)
{
    uint32_t room = doc->token_count < DTL_MAX_LINK_TERMS
                        ? doc->token_count
                        : DTL_MAX_LINK_TERMS;
    g->terms = dtli_arena_array(g->arena, (size_t)room + 1, sizeof *g->terms);
    g->tallies =
        dtli_arena_array(g->arena, (size_t)room + 1, sizeof *g->tallies);
    if (!g->index || !g->terms || !g->tallies)
        return false;
    for (uint32_t i = 0; i < doc->token_count; i++)
        if (!add_token(g, &doc->tokens[i], i < DTL_LINK_LEAD_TOKENS))
            return false;
    for (uint32_t i = 0; i < g->count; i++)
        g->terms[i].kind = main_kind(&g->tallies[i]);
    return true;
}

dtl_status dtli_terms_of(const dtl_doc *doc, dtl_arena *arena,
                         dtli_terms *out, dtl_error *err)
{
    gather g = { .arena = arena, .index = dtli_strmap_new(256) };
    bool ok = gather_terms(&g, doc);
    dtli_strmap_free(g.index);
    if (!ok)
        return no_memory(err);
    *out = (dtli_terms){
        .id = dtli_str_slice(doc->in.id, 0, DTL_MAX_FIELD_BYTES),
        .published = doc->published,
        .terms = g.terms,
        .count = g.count,
    };
    out->has_signature = dtli_copy_sign(doc, out->signature);
    return DTL_OK;
}

static void add_u32(dtl_buf *out, uint32_t value)
{
    char bytes[4];
    dtli_store_u32(bytes, value);
    dtli_buf_add(out, (dtl_str){ bytes, sizeof bytes });
}

static size_t record_size(const dtli_terms *terms)
{
    size_t size = HEAD_BYTES + terms->id.len;
    if (terms->has_signature)
        size += sizeof terms->signature;
    for (uint32_t i = 0; i < terms->count; i++)
        size += 3 + terms->terms[i].lemma.len;
    return size;
}

void dtli_terms_encode(const dtli_terms *terms, dtl_buf *out)
{
    add_u32(out, (uint32_t)record_size(terms));
    add_u32(out, (uint32_t)terms->published);
    dtli_buf_add_char(out, terms->has_signature ? 1 : 0);
    add_u32(out, terms->count);
    add_u32(out, (uint32_t)terms->id.len);
    dtli_buf_add(out, terms->id);
    for (uint32_t i = 0; terms->has_signature && i < DTL_COPY_HASHES; i++)
        add_u32(out, terms->signature[i]);
    for (uint32_t i = 0; i < terms->count; i++) {
        const dtli_term *t = &terms->terms[i];
        dtli_buf_add_char(out, (char)t->tf);
        dtli_buf_add_char(out, (char)(t->kind | (t->lead ? LEAD_BIT : 0)));
        dtli_buf_add_char(out, (char)t->lemma.len);
        dtli_buf_add(out, t->lemma);
    }
}

/* Cuts `len` bytes off the front; false where there are fewer. */
static bool cut(dtl_str *rest, size_t len, dtl_str *out)
{
    if (rest->len < len)
        return false;
    *out = (dtl_str){ rest->ptr, len };
    rest->ptr += len;
    rest->len -= len;
    return true;
}

static bool decode_term(dtl_str *rest, dtli_term *out)
{
    dtl_str head;
    if (!cut(rest, 3, &head))
        return false;
    uint8_t flags = (uint8_t)head.ptr[1];
    out->tf = (uint8_t)head.ptr[0];
    out->kind = flags & (LEAD_BIT - 1);
    out->lead = (flags & LEAD_BIT) != 0;
    return out->tf > 0 && flags < 2 * LEAD_BIT &&
           cut(rest, (uint8_t)head.ptr[2], &out->lemma);
}

/* The part behind the head; `rest` is one record exactly. */
static bool decode_body(dtl_str rest, size_t id_len, dtli_term *terms,
                        dtli_terms *out)
{
    dtl_str signature;
    if (!cut(&rest, id_len, &out->id))
        return false;
    if (out->has_signature) {
        if (!cut(&rest, sizeof out->signature, &signature))
            return false;
        for (uint32_t i = 0; i < DTL_COPY_HASHES; i++)
            out->signature[i] = dtli_load_u32(signature.ptr + 4 * (size_t)i);
    }
    for (uint32_t i = 0; i < out->count; i++)
        if (!decode_term(&rest, &terms[i]))
            return false;
    return rest.len == 0;
}

dtl_status dtli_terms_decode(dtl_str *bytes, dtl_arena *arena,
                             dtli_terms *out, dtl_error *err)
{
    dtl_str rest = *bytes, head, record;
    dtli_terms found = { .count = 0 };
    size_t size = rest.len < HEAD_BYTES ? 0 : dtli_load_u32(rest.ptr);
    if (size < HEAD_BYTES || !cut(&rest, size, &record) ||
        !cut(&record, HEAD_BYTES, &head) || (uint8_t)head.ptr[8] > 1)
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E775: no record of terms");
    found.published = (dtl_day)dtli_load_u32(head.ptr + 4);
    found.has_signature = head.ptr[8] == 1;
    found.count = dtli_load_u32(head.ptr + 9);
    if (found.count > DTL_MAX_LINK_TERMS)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E776: more than %u terms in a document",
                        (unsigned)DTL_MAX_LINK_TERMS);
    dtli_term *terms =
        dtli_arena_array(arena, (size_t)found.count + 1, sizeof *terms);
    if (!terms)
        return no_memory(err);
    if (!decode_body(record, dtli_load_u32(head.ptr + 13), terms, &found))
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E775: no record of terms");
    found.terms = terms;
    *out = found;
    *bytes = rest;
    return DTL_OK;
}

dtl_str dtli_terms_id(dtl_str record)
{
    dtl_str head, id;
    if (!cut(&record, HEAD_BYTES, &head) ||
        !cut(&record, dtli_load_u32(head.ptr + 13), &id))
        return DTL_STR("");
    return id;
}
