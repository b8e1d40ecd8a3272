/* place_find.c — spans of the text that the gazetteer knows.
 *
 * From each capitalised word the longest run of at most SPAN_TOKENS tokens
 * whose folded form is a key: "Mazar - i - Sharif", "Cox 's Bazar", "St.
 * Louis". Names that need capitals or a place before them ("US", "TX",
 * "Calif.") are checked here. Linear in the number of tokens.
 */
#include <string.h>

#include "base/error.h"
#include "resolve/place_fold.h"
#include "resolve/place_internal.h"

enum { SPAN_TOKENS = 6, MAX_CHECKED = 64, ACRONYM_BYTES = 5 };

typedef struct match {
    uint32_t last;
    size_t key_len;
    dtl_gaz_list list;
} match;

static bool ends_name(const place_word *word)
{
    return (word->flags & (WORD_CAPITAL | WORD_CLITIC)) != 0;
}

/* Appends the token to the key; false where no name goes on. */
static bool extend(const place_context *ctx, uint32_t i, uint32_t first,
                   char *key, size_t *length)
{
    const place_word *word = &ctx->words[i];
    if (word->flags & WORD_HYPHEN)
        return i > first;
    if (word->key.len == 0 || (word->flags & WORD_LETTERS) == 0)
        return false;
    bool joined = *length == 0 || (word->flags & WORD_CLITIC);
    size_t need = *length + word->key.len + (joined ? 0u : 1u);
    if (need > DTLI_FOLD_MAX)
        return false;
    if (!joined)
        key[(*length)++] = ' ';
    memcpy(key + *length, word->key.ptr, word->key.len);
    *length += word->key.len;
    return true;
}

static match longest(const place_context *ctx, uint32_t first, uint32_t end,
                     char *key)
{
    match best = { 0 };
    size_t length = 0;
    for (uint32_t i = first; i < end && i < first + SPAN_TOKENS; i++) {
        if (!extend(ctx, i, first, key, &length))
            break;
        const place_word *word = &ctx->words[i];
        bool clitic = (word->flags & WORD_CLITIC) != 0;
        if (!ends_name(word) || (clitic && i < first + 2))
            continue;
        dtl_gaz_list list;
        if (dtli_gazetteer_find(ctx->gazetteer, (dtl_str){ key, length },
                                &list))
            best = (match){ i, length, list };
    }
    return best;
}

/* The span before this one, if a comma or nothing lies between. */
static const place_span *behind(const place_context *ctx, uint32_t first)
{
    if (ctx->span_count == 0)
        return NULL;
    const place_span *before = &ctx->spans[ctx->span_count - 1];
    bool comma = first == before->last + 2 &&
                 (ctx->words[first - 1].flags & WORD_COMMA);
    return first == before->last + 1 || comma ? before : NULL;
}

/* "DAX" is not the town of Dax; "BONN" opening a story is Bonn. */
static bool is_acronym(const place_context *ctx, uint32_t first,
                       uint32_t last)
{
    const place_word *word = &ctx->words[first];
    return first == last && (word->flags & WORD_CAPITALS) &&
           !(word->flags & (WORD_SHOUT | WORD_FIRST)) &&
           word->key.len <= ACRONYM_BYTES;
}

/* "N.T. Rama Rao" and "221 B.C." are no provinces. */
static bool is_other(const place_context *ctx, uint32_t first, uint32_t last)
{
    const dtl_token *tokens = ctx->doc->tokens;
    uint32_t sent = tokens[first].sent, next = last + 1;
    if (next < ctx->doc->token_count && tokens[next].sent == sent &&
        (ctx->words[next].flags & WORD_CAPITAL))
        return true;
    return first > 0 && tokens[first - 1].sent == sent &&
           tokens[first - 1].norm.ptr[0] >= '0' &&
           tokens[first - 1].norm.ptr[0] <= '9';
}

/* Does the text have the capitals, stop or place before that `kind` asks
 * for? "in the US", "Paris, TX", "Calif." but not "let us", "IN", "Ill". */
static bool kind_fits(const place_context *ctx, uint32_t first,
                      uint32_t last, dtl_gaz_kind kind)
{
    const place_word *word = &ctx->words[first];
    bool shout = (word->flags & WORD_SHOUT) != 0;
    bool dotted = (ctx->words[last].flags & WORD_DOTTED) != 0;
    bool after = behind(ctx, first) != NULL;
    bool alone = dotted && !is_other(ctx, first, last);
    switch (kind) {
    case GAZ_MAIN: case GAZ_ALTERNATE:
        return !is_acronym(ctx, first, last);
    case GAZ_CAPITALS:
        return (word->flags & WORD_CAPITALS) && (!shout || dotted);
    case GAZ_POSTAL:
        return (word->flags & WORD_CAPITALS) && (after || alone);
    case GAZ_SHORT:
        return alone || after;
    default:
        return true;
    }
}

/* Sets what kinds of name fit and whether a demonym comes first; false
 * where no candidate can be meant. */
static bool check_kinds(const place_context *ctx, place_span *span)
{
    bool any = false;
    for (unsigned k = 0; k < GAZ_KIND_COUNT; k++)
        if (kind_fits(ctx, span->first, span->last, (dtl_gaz_kind)k))
            span->kinds |= 1u << k;
    for (uint32_t i = 0; i < span->list.count && i < MAX_CHECKED; i++) {
        uint32_t record;
        dtl_gaz_kind kind;
        if (!dtli_gazetteer_item(ctx->gazetteer, &span->list, i, &record,
                                 &kind) ||
            !(span->kinds >> kind & 1))
            continue;
        if (!any)
            span->demonym = kind == GAZ_DEMONYM;
        any = true;
    }
    return any;
}

static bool add_span(place_context *ctx, place_span span, dtl_str key)
{
    if (!check_kinds(ctx, &span))
        return true;
    span.key = dtli_arena_str(ctx->arena, key);
    if (!span.key.ptr ||
        !dtli_arena_grow(ctx->arena, &ctx->spans, ctx->span_count,
                         &ctx->span_capacity, sizeof *ctx->spans))
        return false;
    ctx->spans[ctx->span_count++] = span;
    return true;
}

/* "Eastern", "University", "Nov." alone name nothing, though towns are so
 * called; "Red Cross" is one in Pennsylvania. */
static bool is_generic(const place_context *ctx, const match *found,
                       const char *key, uint32_t first)
{
    const place_word *word = &ctx->words[first];
    if (found->last > first)
        return (dtli_gazetteer_cues(ctx->gazetteer,
                                    (dtl_str){ key, found->key_len }) &
                CUE_NEVER) != 0;
    return (word->cues & (CUE_DIRECTION | CUE_FUNCTION | CUE_HEAD |
                          CUE_TITLE | CUE_STREET | CUE_NEVER)) != 0;
}

static bool find_in(place_context *ctx, const dtl_sent *sent)
{
    char key[DTLI_FOLD_MAX];
    uint32_t end = sent->first + sent->count;
    for (uint32_t i = sent->first; i < end; i++) {
        if (!(ctx->words[i].flags & WORD_CAPITAL))
            continue;
        match found = longest(ctx, i, end, key);
        if (found.key_len == 0 || is_generic(ctx, &found, key, i))
            continue;
        place_span span = { .first = i, .last = found.last,
                            .list = found.list, .container = -1,
                            .name = -1 };
        if (!add_span(ctx, span, (dtl_str){ key, found.key_len }))
            return false;
        i = found.last;
    }
    return true;
}

dtl_status dtli_place_find(place_context *ctx, dtl_error *err)
{
    for (uint32_t s = 0; s < ctx->doc->sent_count; s++)
        if (!find_in(ctx, &ctx->doc->sents[s]))
            return dtl_fail(err, DTL_NOMEM, 0, 0,
                            "E423: document arena is full");
    return DTL_OK;
}
