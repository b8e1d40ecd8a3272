/* place_unknown.c — places that the gazetteer lacks.
 *
 * "Shelling hit Kfar Hamra village", "a farm near Odell Ridge, Texas": the
 * words around say that it is a place. It gets the country and coordinates
 * of what contains it, or of the place that the article named last before
 * it, with low confidence and without a geonameid. Linear in tokens.
 */
#include "base/error.h"
#include "base/table.h"
#include "resolve/place_internal.h"

enum { RUN_TOKENS = 4, LOOK_BACK = 12, MIN_BYTES = 3 };

/* A capitalised word that may be part of a name of its own. */
static bool is_part(const place_context *ctx, uint32_t i)
{
    const place_word *word = &ctx->words[i];
    bool acronym = (word->flags & WORD_CAPITALS) != 0;
    unsigned never = CUE_TITLE | CUE_GIVEN | CUE_FUNCTION | CUE_HEAD |
                     CUE_NEVER | CUE_FIRM | CUE_STREET | CUE_DIRECTION |
                     CUE_IN | CUE_NOUN;
    return (word->flags & WORD_CAPITAL) && !(word->cues & never) &&
           !(word->flags & WORD_SHOUT) && !acronym && word->key.len >= MIN_BYTES;
}

/* Last token of the run that begins at `first`: "Kfar Hamra", "Abu-Salim". */
static uint32_t run_end(const place_context *ctx, uint32_t first,
                        uint32_t end)
{
    uint32_t last = first;
    for (uint32_t i = first + 1; i < end && i < first + RUN_TOKENS; i++) {
        bool joined = (ctx->words[i - 1].flags & WORD_HYPHEN) != 0;
        if (ctx->words[i].flags & WORD_HYPHEN)
            continue;
        if (!is_part(ctx, i) && !(joined && ctx->words[i].key.len > 0))
            break;
        last = i;
    }
    return last;
}

static bool is_tagged_place(const place_context *ctx, uint32_t first,
                            uint32_t last)
{
    int32_t name = ctx->doc->tokens[first].name;
    if (name == DTL_NO_INDEX)
        return false;
    const dtl_name *n = &ctx->doc->names[name];
    return n->type == DTL_NAME_LOC && n->first == first && n->last == last;
}

static bool is_settlement(dtl_str word)
{
    static const char *const WORDS[] = {
        "village", "town", "district", "city", "camp", "neighborhood",
        "neighbourhood", "suburb", "township", "province", "island",
        "hamlet", "settlement", "valley", "river", "crossing", "quarter",
    };
    return DTL_STR_IS_ANY(word, WORDS);
}

/* "in X", and "in the village of X". */
static bool has_place_before(const place_context *ctx, uint32_t first,
                             uint32_t start)
{
    static const char *const WORDS[] = { "in", "near", "outside", "around",
                                         "inside" };
    if (first == start)
        return false;
    dtl_str before = ctx->words[first - 1].key;
    if (DTL_STR_IS_ANY(before, WORDS))
        return true;
    return first >= start + 2 && dtli_str_is(before, "of") &&
           is_settlement(ctx->words[first - 2].key);
}

/* The accepted span that says what contains the run: "X, Texas". */
static int32_t container_of(const place_context *ctx, uint32_t last,
                            uint32_t next_span)
{
    if (next_span >= ctx->span_count)
        return -1;
    const place_span *span = &ctx->spans[next_span];
    if (span->name < 0 || span->demonym || span->first != last + 2 ||
        !(ctx->words[last + 1].flags & WORD_COMMA) ||
        ctx->doc->tokens[span->first].sent != ctx->doc->tokens[last].sent)
        return -1;
    dtl_gaz_class kind = dtli_place_candidate(ctx, span)->is.kind;
    bool outer = kind == GAZ_COUNTRY || kind == GAZ_ADM1 || kind == GAZ_ADM2;
    return outer ? (int32_t)next_span : -1;
}

/* A place that can lend its position: no demonym, and no country that may
 * only act ("US soldiers raided X"). */
static bool can_host(const place_context *ctx, uint32_t index)
{
    const place_span *span = &ctx->spans[index];
    if (span->name < 0 || span->demonym)
        return false;
    dtl_gaz_class kind = dtli_place_candidate(ctx, span)->is.kind;
    return kind != GAZ_CONTINENT && (kind != GAZ_COUNTRY || span->evidence);
}

/* The nearest place of the sentence, else the place named last before. */
static int32_t host_of(const place_context *ctx, uint32_t first,
                       uint32_t next_span)
{
    const dtl_token *tokens = ctx->doc->tokens;
    uint32_t sent = tokens[first].sent;
    if (next_span < ctx->span_count && can_host(ctx, next_span) &&
        tokens[ctx->spans[next_span].first].sent == sent)
        return (int32_t)next_span;
    for (uint32_t back = 1; back <= LOOK_BACK && back <= next_span; back++)
        if (can_host(ctx, next_span - back))
            return (int32_t)(next_span - back);
    for (uint32_t i = next_span; i < ctx->span_count; i++)
        if (can_host(ctx, i))
            return (int32_t)i;
    return -1;
}

/* "Ky Son", "Rui Costa": a capital before or behind is part of the name. */
static bool is_whole(const place_context *ctx, uint32_t first, uint32_t last,
                     const dtl_sent *sent)
{
    if (first > sent->first &&
        (ctx->words[first - 1].flags & (WORD_CAPITAL | WORD_HYPHEN)))
        return false;
    return last + 1 >= sent->first + sent->count ||
           !(ctx->words[last + 1].flags & WORD_CAPITAL);
}

/* Decides on the run [first, last]; its host, or -1 for no place. */
static int32_t judge_run(const place_context *ctx, uint32_t first,
                         uint32_t last, uint32_t start, uint32_t next_span)
{
    uint32_t behind = last + 1;
    const dtl_sent *sent = &ctx->doc->sents[ctx->doc->tokens[first].sent];
    bool inside = behind < sent->first + sent->count;
    if (!is_whole(ctx, first, last, sent))
        return -1;
    int32_t container = container_of(ctx, last, next_span);
    bool before = has_place_before(ctx, first, start);
    bool settlement = inside && is_settlement(ctx->words[behind].key) &&
                      !(ctx->words[behind].flags & WORD_CAPITAL);
    if (container >= 0 && (before || is_tagged_place(ctx, first, last)))
        return container;
    if ((before && is_tagged_place(ctx, first, last)) ||
        (settlement && !(ctx->words[first].flags & WORD_FIRST)))
        return host_of(ctx, first, next_span);
    return -1;
}

static bool add_unknown(place_context *ctx, place_unknown unknown)
{
    if (!dtli_arena_grow(ctx->arena, &ctx->unknowns, ctx->unknown_count,
                         &ctx->unknown_capacity, sizeof *ctx->unknowns))
        return false;
    ctx->unknowns[ctx->unknown_count++] = unknown;
    return true;
}

static bool is_tagged_person(const place_context *ctx, uint32_t first)
{
    int32_t name = ctx->doc->tokens[first].name;
    return name != DTL_NO_INDEX &&
           ctx->doc->names[name].type == DTL_NAME_PER;
}

static dtl_str run_text(const place_context *ctx, uint32_t first,
                        uint32_t last)
{
    const dtl_token *tokens = ctx->doc->tokens;
    return dtli_str_slice(ctx->doc->in.text, tokens[first].span.start,
                          tokens[last].span.end);
}

/* The host of a run: by its words, or since another mention of it, in
 * `known`, has such words ("in Kavre district ... Kavre police"). */
static int32_t host_of_run(const place_context *ctx, const dtl_strmap *known,
                           uint32_t first, uint32_t last, uint32_t next_span)
{
    const dtl_sent *sent = &ctx->doc->sents[ctx->doc->tokens[first].sent];
    int32_t host = judge_run(ctx, first, last, sent->first, next_span);
    if (host >= 0 || !known || !is_whole(ctx, first, last, sent) ||
        is_tagged_person(ctx, first) ||
        dtli_strmap_find(known, run_text(ctx, first, last)) ==
            DTL_STRMAP_NONE)
        return host;
    return host_of(ctx, first, next_span);
}

static bool scan(place_context *ctx, const dtl_strmap *known)
{
    uint32_t next = 0; /* first span that ends at or behind the token */
    ctx->unknown_count = 0;
    for (uint32_t i = 0; i < ctx->doc->token_count; i++) {
        while (next < ctx->span_count && (ctx->spans[next].last < i ||
                                          ctx->spans[next].name < 0))
            next++;
        bool taken = next < ctx->span_count && ctx->spans[next].first <= i;
        if (taken || !is_part(ctx, i))
            continue;
        const dtl_sent *sent = &ctx->doc->sents[ctx->doc->tokens[i].sent];
        uint32_t last = run_end(ctx, i, sent->first + sent->count);
        if (next < ctx->span_count && ctx->spans[next].first <= last)
            continue;
        int32_t host = host_of_run(ctx, known, i, last, next);
        if (host >= 0 && !add_unknown(ctx, (place_unknown){ i, last, host }))
            return false;
        i = last;
    }
    return true;
}

dtl_status dtli_place_unknown(place_context *ctx, dtl_error *err)
{
    bool ok = scan(ctx, NULL);
    if (ok && ctx->unknown_count > 0) {
        dtl_strmap *known = dtli_strmap_new(ctx->unknown_count);
        ok = known != NULL;
        for (uint32_t i = 0; ok && i < ctx->unknown_count; i++) {
            const place_unknown *u = &ctx->unknowns[i];
            ok = dtli_strmap_put(known, run_text(ctx, u->first, u->last), i);
        }
        ok = ok && scan(ctx, known);
        dtli_strmap_free(known);
    }
    return ok ? DTL_OK : dtl_fail(err, DTL_NOMEM, 0, 0,
                                  "E423: document arena is full");
}
