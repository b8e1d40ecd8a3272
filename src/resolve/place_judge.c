/* place_judge.c — is a span that the gazetteer knows a place here?
 *
 * "in Jordan" is, "Michael Jordan" is not, "Reading is fun" is not, "Reading,
 * Pa." is. Each span gets a row of reasons, a linear score weighs them;
 * above zero it is a place. WEIGHTS were fitted by logistic regression on
 * the development articles (docs/places.md, tools/fit_places.py), that of a
 * user's own places was set by hand. Reasons that one mention has count a
 * little for the other mentions of the name.
 */
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "resolve/place_internal.h"

enum { MAX_CHECKED = 64, MAX_CONTAINERS = 12, ALTERNATE_MALUS = 25 };

static const float SMALL = 0.5f; /* 100,000 people */

static const float WEIGHTS[JUDGE_COUNT] = {
    [JUDGE_BIAS] = -2.32f, [JUDGE_IMPORTANCE] = 6.36f,
    [JUDGE_COUNTRY] = -1.42f, [JUDGE_ADM1] = 0.26f, [JUDGE_ADM2] = 2.69f,
    [JUDGE_DEMONYM] = -2.85f, [JUDGE_OTHER_KIND] = -2.53f,
    [JUDGE_ALTERNATE] = -0.12f, [JUDGE_TOKENS] = 0.40f,
    [JUDGE_COMMON] = -0.89f, [JUDGE_FIRST] = 0.18f,
    [JUDGE_COMMON_FIRST] = -0.89f, [JUDGE_SURNAME] = -0.27f,
    [JUDGE_GIVEN] = -1.17f, [JUDGE_LOWERED] = -1.35f, [JUDGE_IN] = 0.58f,
    [JUDGE_OF_NAME] = 0.31f, [JUDGE_TITLE] = -4.50f,
    [JUDGE_AFTER_GIVEN] = -5.00f, [JUDGE_AFTER_NAME] = -1.05f,
    [JUDGE_HEAD] = -0.03f, [JUDGE_NOUN] = 0.81f, [JUDGE_FIRM] = -1.11f,
    [JUDGE_STREET] = -2.50f, [JUDGE_BEFORE_NAME] = -0.85f,
    [JUDGE_SMALL_PART] = -0.27f, [JUDGE_CONTAINED] = 2.29f,
    [JUDGE_CONTAINER] = 1.21f, [JUDGE_DIRECTION] = 1.45f,
    [JUDGE_DATELINE] = 1.69f, [JUDGE_SHOUT] = 0.09f,
    [JUDGE_IN_ELSEWHERE] = 0.78f, [JUDGE_PERSON_ELSEWHERE] = -3.52f,
    [JUDGE_REPEATED] = 0.11f, [JUDGE_NE_LOC] = 1.41f, [JUDGE_NE_ORG] = 0.57f,
    [JUDGE_NE_PER] = 0.07f, [JUDGE_NE_MISC] = 0.29f, [JUDGE_NE_NONE] = -0.04f,
    [JUDGE_NE_PARTIAL] = -0.71f, [JUDGE_LOC_ELSEWHERE] = 0.31f,
    [JUDGE_PER_ELSEWHERE] = -0.93f, [JUDGE_PROPN] = -0.56f,
    [JUDGE_NO_PROPN] = -1.01f, [JUDGE_FLAT] = -0.16f, [JUDGE_COMPOUND] = 0.40f,
    [JUDGE_OBLIQUE] = 0.45f, [JUDGE_OWN] = 1.00f,
};

bool dtli_place_contains(const dtl_gaz_record *outer,
                         const dtl_gaz_record *inner)
{
    double north = outer->lat - inner->lat, east = outer->lon - inner->lon;
    bool same = outer->country == inner->country;
    switch (outer->kind) {
    case GAZ_COUNTRY:
        return same && inner->kind != GAZ_COUNTRY;
    case GAZ_ADM1:
        return same && outer->admin1 == inner->admin1 &&
               inner->kind != GAZ_ADM1 && inner->kind != GAZ_COUNTRY;
    case GAZ_ADM2:
        return same && outer->admin1 == inner->admin1 &&
               inner->kind >= GAZ_CAPITAL && north * north < 0.5 &&
               east * east < 1;
    case GAZ_REGION:
        return same && inner->kind > GAZ_ADM1 && north * north < 9 &&
               east * east < 16;
    default:
        return false;
    }
}

/* Records of a span that can contain others, at most MAX_CONTAINERS. */
static unsigned containers(const place_context *ctx, const place_span *span,
                           dtl_gaz_record *out)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < span->list.count && i < MAX_CHECKED &&
                         count < MAX_CONTAINERS; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        if (!dtli_gazetteer_item(ctx->gazetteer, &span->list, i, &index,
                                 &kind) || kind == GAZ_DEMONYM ||
            !(span->kinds >> kind & 1) ||
            !dtli_gazetteer_record(ctx->gazetteer, index, &out[count]))
            continue;
        dtl_gaz_class is = out[count].kind;
        bool county = is == GAZ_ADM2 && kind == GAZ_MAIN &&
                      span->last > span->first;
        if (is == GAZ_COUNTRY || is == GAZ_ADM1 || county ||
            (is == GAZ_REGION && i == 0))
            count++;
    }
    return count;
}

/* Some place named `inner` lies in some place named `outer`. "Georgia,
 * Armenia" is a list of countries, though a Georgia in Armenia may exist. */
static bool may_contain(const place_context *ctx, const place_span *outer,
                        const place_span *inner)
{
    dtl_gaz_record outers[MAX_CONTAINERS], is;
    unsigned count = containers(ctx, outer, outers);
    for (uint32_t i = 0; count > 0 && i < inner->list.count &&
                         i < MAX_CHECKED; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        if (!dtli_gazetteer_item(ctx->gazetteer, &inner->list, i, &index,
                                 &kind) || kind == GAZ_DEMONYM ||
            !dtli_gazetteer_record(ctx->gazetteer, index, &is))
            continue;
        if (i == 0 && is.kind == GAZ_COUNTRY &&
            outers[0].kind == GAZ_COUNTRY)
            return false;
        for (unsigned c = 0; c < count; c++)
            if (dtli_place_contains(&outers[c], &is))
                return true;
    }
    return false;
}

/* "Paris, Texas", "Paris (Texas)", "Paris Texas", "Paris in Texas". */
static bool is_adjacent(const place_context *ctx, const place_span *inner,
                        const place_span *outer)
{
    const dtl_token *tokens = ctx->doc->tokens;
    if (tokens[inner->first].sent != tokens[outer->first].sent)
        return false;
    if (outer->first == inner->last + 1)
        return true;
    if (outer->first != inner->last + 2)
        return false;
    dtl_str between = tokens[inner->last + 1].norm;
    return dtli_str_is(between, ",") || dtli_str_is(between, "(") ||
           dtli_str_is(between, "in");
}

static void link_containers(place_context *ctx)
{
    for (uint32_t i = 0; i + 1 < ctx->span_count; i++) {
        place_span *span = &ctx->spans[i];
        if (!span->demonym && !ctx->spans[i + 1].demonym &&
            is_adjacent(ctx, span, &ctx->spans[i + 1]) &&
            may_contain(ctx, &ctx->spans[i + 1], span))
            span->container = (int32_t)i + 1;
    }
}

/* ---------------------------------------------------- the span itself */

static void judge_candidates(const place_context *ctx, place_span *span)
{
    float *f = span->judged;
    float best = -1;
    bool alternate = true;
    for (uint32_t i = 0; i < span->list.count && i < MAX_CHECKED; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        dtl_gaz_record is;
        if (!dtli_gazetteer_item(ctx->gazetteer, &span->list, i, &index,
                                 &kind) ||
            !(span->kinds >> kind & 1) ||
            !dtli_gazetteer_record(ctx->gazetteer, index, &is))
            continue;
        bool other = kind == GAZ_ALTERNATE;
        bool own = !other && dtli_gazetteer_is_own(ctx->gazetteer, index);
        if (own)
            f[JUDGE_OWN] = 1;
        float value = (float)is.importance - (other ? ALTERNATE_MALUS : 0);
        alternate &= other;
        if (value <= best)
            continue;
        best = value;
        f[JUDGE_COUNTRY] = is.kind == GAZ_COUNTRY && kind != GAZ_DEMONYM;
        f[JUDGE_ADM1] = is.kind == GAZ_ADM1 && kind != GAZ_DEMONYM;
        f[JUDGE_ADM2] = is.kind == GAZ_ADM2 && kind == GAZ_MAIN &&
                        span->last > span->first;
        f[JUDGE_DEMONYM] = kind == GAZ_DEMONYM;
        f[JUDGE_OTHER_KIND] =
            is.kind >= GAZ_CONTINENT && kind != GAZ_DEMONYM && !own;
    }
    f[JUDGE_BIAS] = 1;
    f[JUDGE_IMPORTANCE] = best < 0 ? 0 : best / 200;
    f[JUDGE_ALTERNATE] = alternate;
    f[JUDGE_TOKENS] = span->last > span->first;
}

static void judge_words(const place_context *ctx, place_span *span)
{
    float *f = span->judged;
    const place_word *word = &ctx->words[span->first];
    unsigned cues = span->last == span->first ? word->cues : 0;
    f[JUDGE_FIRST] = (word->flags & WORD_FIRST) != 0;
    f[JUDGE_COMMON] = (cues & CUE_COMMON) != 0;
    f[JUDGE_COMMON_FIRST] = f[JUDGE_COMMON] * f[JUDGE_FIRST];
    f[JUDGE_SURNAME] = (cues & CUE_SURNAME) != 0;
    f[JUDGE_GIVEN] = (cues & CUE_GIVEN) != 0;
    f[JUDGE_LOWERED] =
        span->last == span->first && (word->flags & WORD_LOWERED);
    f[JUDGE_SHOUT] = (word->flags & WORD_SHOUT) != 0;
}

/* ------------------------------------------------------- its neighbours */

static bool in_span(const place_context *ctx, uint32_t span, int step,
                    uint32_t tok)
{
    uint32_t other = step < 0 ? span - 1 : span + 1;
    if ((step < 0 && span == 0) || other >= ctx->span_count)
        return false;
    return ctx->spans[other].first <= tok && tok <= ctx->spans[other].last;
}

static void judge_before(place_context *ctx, uint32_t index)
{
    place_span *span = &ctx->spans[index];
    const dtl_token *tokens = ctx->doc->tokens;
    float *f = span->judged;
    if (span->first == 0 ||
        tokens[span->first - 1].sent != tokens[span->first].sent)
        return;
    uint32_t at = span->first - 1;
    const place_word *before = &ctx->words[at];
    if ((before->cues & CUE_FUNCTION) && at > 0 &&
        (ctx->words[at - 1].cues & CUE_IN))
        before = &ctx->words[at - 1]; /* "in the Philippines" */
    f[JUDGE_IN] = (before->cues & CUE_IN) != 0;
    f[JUDGE_DIRECTION] = (before->cues & CUE_DIRECTION) != 0;
    f[JUDGE_TITLE] = (before->cues & CUE_TITLE) &&
                     (before->flags & WORD_CAPITAL);
    if (dtli_str_is(before->key, "of") && at > 0 &&
        (ctx->words[at - 1].flags & WORD_CAPITAL))
        f[JUDGE_OF_NAME] = 1;
    bool inner = index > 0 && ctx->spans[index - 1].container >= 0;
    if (!(before->flags & WORD_CAPITAL) || (before->flags & WORD_SHOUT) ||
        inner)
        return;
    f[JUDGE_AFTER_GIVEN] = (before->cues & CUE_GIVEN) != 0;
    if (in_span(ctx, index, -1, at) && !ctx->spans[index - 1].demonym)
        return; /* "African Union" is no town, "Pretoria, South Africa" is */
    f[JUDGE_AFTER_NAME] =
        (before->cues & (CUE_FUNCTION | CUE_IN | CUE_DIRECTION | CUE_GIVEN |
                         CUE_TITLE)) == 0;
}

static void judge_after(place_context *ctx, uint32_t index)
{
    place_span *span = &ctx->spans[index];
    const dtl_token *tokens = ctx->doc->tokens;
    float *f = span->judged;
    uint32_t at = span->last + 1;
    if (at >= ctx->doc->token_count ||
        tokens[at].sent != tokens[span->last].sent)
        return;
    const place_word *after = &ctx->words[at];
    f[JUDGE_NOUN] = (after->cues & CUE_NOUN) != 0;
    if (!(after->flags & WORD_CAPITAL) || (after->flags & WORD_SHOUT))
        return;
    unsigned known = CUE_HEAD | CUE_FIRM | CUE_STREET | CUE_NOUN;
    f[JUDGE_HEAD] = (after->cues & CUE_HEAD) != 0;
    f[JUDGE_FIRM] = (after->cues & CUE_FIRM) != 0;
    f[JUDGE_STREET] = (after->cues & CUE_STREET) != 0;
    bool given = f[JUDGE_GIVEN] > 0 && span->container < 0;
    f[JUDGE_BEFORE_NAME] = (after->cues & (known | CUE_TITLE)) == 0 &&
                           (given || !in_span(ctx, index, 1, at));
}

static void judge_tree(place_context *ctx, place_span *span)
{
    const dtl_token *tokens = ctx->doc->tokens;
    float *f = span->judged;
    bool propn = tokens[span->last].upos == DTL_UPOS_PROPN;
    f[JUDGE_PROPN] = propn;
    f[JUDGE_NO_PROPN] = !propn && !span->demonym;
    for (uint32_t i = span->first; i <= span->last; i++) {
        int32_t head = tokens[i].head;
        if (head != DTL_NO_INDEX && (uint32_t)head >= span->first &&
            (uint32_t)head <= span->last)
            continue;
        f[JUDGE_FLAT] = tokens[i].rel == DTL_REL_FLAT;
        f[JUDGE_COMPOUND] = tokens[i].rel == DTL_REL_COMPOUND;
        f[JUDGE_OBLIQUE] =
            tokens[i].rel == DTL_REL_OBL || tokens[i].rel == DTL_REL_NMOD;
        break;
    }
    uint32_t next = span->last + 1;
    if (next < ctx->doc->token_count && tokens[next].rel == DTL_REL_FLAT &&
        tokens[next].head >= (int32_t)span->first &&
        tokens[next].head <= (int32_t)span->last)
        f[JUDGE_FLAT] = 1;
}

static void judge_tag(place_context *ctx, place_span *span)
{
    const dtl_token *tok = &ctx->doc->tokens[span->first];
    float *f = span->judged;
    if (!ctx->tagged)
        return;
    judge_tree(ctx, span);
    if (tok->name == DTL_NO_INDEX) {
        f[JUDGE_NE_NONE] = 1;
        return;
    }
    const dtl_name *name = &ctx->doc->names[tok->name];
    f[JUDGE_NE_LOC] = name->type == DTL_NAME_LOC;
    f[JUDGE_NE_ORG] = name->type == DTL_NAME_ORG;
    f[JUDGE_NE_PER] = name->type == DTL_NAME_PER;
    f[JUDGE_NE_MISC] = name->type == DTL_NAME_MISC;
    f[JUDGE_NE_PARTIAL] =
        name->first < span->first || name->last > span->last;
}

static void judge_span(place_context *ctx, uint32_t index)
{
    place_span *span = &ctx->spans[index];
    float *f = span->judged;
    judge_candidates(ctx, span);
    judge_words(ctx, span);
    judge_before(ctx, index);
    judge_after(ctx, index);
    judge_tag(ctx, span);
    f[JUDGE_SMALL_PART] =
        (f[JUDGE_BEFORE_NAME] > 0 || f[JUDGE_AFTER_NAME] > 0) &&
        f[JUDGE_IMPORTANCE] < SMALL && span->container < 0;
    f[JUDGE_CONTAINED] = span->container >= 0;
    f[JUDGE_CONTAINER] =
        index > 0 && ctx->spans[index - 1].container == (int32_t)index;
    uint32_t sent = ctx->doc->tokens[span->first].sent;
    uint32_t block = ctx->doc->sents[sent].block;
    f[JUDGE_DATELINE] = block < ctx->doc->block_count &&
                        ctx->doc->blocks[block].kind == DTL_BLOCK_DATELINE;
    span->person = f[JUDGE_TITLE] > 0 || f[JUDGE_AFTER_GIVEN] > 0 ||
                   (f[JUDGE_AFTER_NAME] > 0 && f[JUDGE_SURNAME] > 0);
    span->evidence = !span->person &&
                     (f[JUDGE_IN] > 0 || f[JUDGE_CONTAINED] > 0 ||
                      f[JUDGE_DATELINE] > 0);
}

/* ------------------------------------------------- across the article */

typedef struct tally {
    uint32_t mentions, persons, places, tagged_loc, tagged_per;
} tally;

static bool count_names(const place_context *ctx, dtl_strmap *map,
                        tally *tallies)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < ctx->span_count; i++) {
        const place_span *span = &ctx->spans[i];
        uint32_t at = dtli_strmap_get(map, span->key, UINT32_MAX);
        if (at == UINT32_MAX) {
            at = count++;
            if (!dtli_strmap_put(map, span->key, at))
                return false;
        }
        tallies[at].mentions++;
        tallies[at].persons += span->person;
        tallies[at].places += span->evidence;
        tallies[at].tagged_loc += span->judged[JUDGE_NE_LOC] > 0;
        tallies[at].tagged_per += span->judged[JUDGE_NE_PER] > 0;
    }
    return true;
}

static float weigh(const float *judged)
{
    float sum = 0;
    for (int i = 0; i < JUDGE_COUNT; i++)
        sum += WEIGHTS[i] * judged[i];
    return sum;
}

static void judge_article(place_context *ctx, const dtl_strmap *map,
                          const tally *tallies)
{
    for (uint32_t i = 0; i < ctx->span_count; i++) {
        place_span *span = &ctx->spans[i];
        const tally *t = &tallies[dtli_strmap_get(map, span->key, 0)];
        span->judged[JUDGE_IN_ELSEWHERE] = t->places > span->evidence;
        span->judged[JUDGE_PERSON_ELSEWHERE] =
            !span->evidence && t->persons > span->person;
        span->judged[JUDGE_LOC_ELSEWHERE] =
            t->tagged_loc > (span->judged[JUDGE_NE_LOC] > 0);
        span->judged[JUDGE_PER_ELSEWHERE] =
            t->tagged_per > (span->judged[JUDGE_NE_PER] > 0);
        span->judged[JUDGE_REPEATED] = t->mentions > 1;
        span->score = weigh(span->judged);
        span->accepted = span->score > 0;
    }
}

dtl_status dtli_place_judge(place_context *ctx, dtl_error *err)
{
    link_containers(ctx);
    for (uint32_t i = 0; i < ctx->span_count; i++)
        judge_span(ctx, i);
    dtl_strmap *map = dtli_strmap_new(ctx->span_count);
    tally *tallies = dtli_arena_array(ctx->arena, ctx->span_count + 1u,
                                      sizeof *tallies);
    bool ok = map && tallies && count_names(ctx, map, tallies);
    if (ok)
        judge_article(ctx, map, tallies);
    dtli_strmap_free(map);
    return ok ? DTL_OK : dtl_fail(err, DTL_NOMEM, 0, 0,
                                  "E423: document arena is full");
}
