/* place_choose.c — which of the places of a name is meant.
 *
 * All mentions of a name in one article mean one place, unless a mention
 * says otherwise ("Washington, D.C."). Each candidate has a linear score
 * of what it is and of how it fits the other names (place_votes.c); votes
 * and scores are renewed ROUNDS times. WEIGHTS were fitted as a conditional
 * logit on the development articles (docs/places.md, tools/fit_places.py),
 * those of the paper's place and of a user's own places were set by hand.
 * Cost: names times candidates times anchors, all three bounded.
 */
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "resolve/place_fold.h"
#include "resolve/place_internal.h"

enum {
    MAX_CANDIDATES = 64,
    MAX_CONTAINERS = 16,
    ROUNDS = 4,
    AREA_CODE_DIGITS = 3,
    TOWN_MARGIN = 40, /* of importance below its division's */
    NEAR_KM = 100
};

static const float WEIGHTS[CHOOSE_COUNT] = {
    [CHOOSE_IMPORTANCE] = 1.22f, [CHOOSE_ALTERNATE] = -1.20f,
    [CHOOSE_RIVAL] = -1.20f, [CHOOSE_ABBREVIATION] = 0.02f,
    [CHOOSE_COUNTRY] = -1.74f, [CHOOSE_ADM1] = 0.64f, [CHOOSE_ADM2] = -0.84f,
    [CHOOSE_ADM2_SHORT] = 0.50f, [CHOOSE_CAPITAL] = -0.96f,
    [CHOOSE_SEAT] = -0.01f, [CHOOSE_SECTION] = -0.41f, [CHOOSE_REGION] = 0.07f,
    [CHOOSE_INSIDE] = 1.80f, [CHOOSE_OUTSIDE] = -1.80f,
    [CHOOSE_SAME_COUNTRY] = 2.59f, [CHOOSE_SAME_ADM1] = 1.36f,
    [CHOOSE_ADM1_COUNT] = 3.13f, [CHOOSE_NEAR] = 1.63f, [CHOOSE_CLOSE] = 0.54f,
    [CHOOSE_NEAREST] = 0.44f, [CHOOSE_AREACODE] = 3.11f,
    [CHOOSE_DATELINE] = 0.30f, [CHOOSE_USA] = 0.34f, [CHOOSE_PAPER] = 6.00f,
    [CHOOSE_OWN] = 1.50f,
};

/* ----------------------------------------------------------- candidates */

static bool is_town(const place_candidate *c)
{
    return c->kind == GAZ_MAIN &&
           (c->is.kind == GAZ_CAPITAL || c->is.kind == GAZ_SEAT ||
            c->is.kind == GAZ_CITY);
}

static bool is_division(const place_candidate *c)
{
    return c->is.kind == GAZ_ADM1 || c->is.kind == GAZ_ADM2;
}

/* The town that gives a division its name and lies in its middle. */
static place_candidate *eponym(place_name *name, const place_candidate *c)
{
    const double point[3] = { c->x, c->y, c->z };
    for (uint32_t i = 0; i < name->count; i++) {
        place_candidate *town = &name->candidates[i];
        if (is_town(town) && town->is.country == c->is.country &&
            town->is.admin1 == c->is.admin1 &&
            town->is.importance + TOWN_MARGIN >= c->is.importance &&
            dtli_place_nearness(town, point, NEAR_KM) > 0.5)
            return town;
    }
    return NULL;
}

/* Idlib is the town, and the province only as "Idlib province": a division
 * joins the town of its name. New York State lies too far from the city. */
static void join_divisions(place_name *name)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        place_candidate *c = &name->candidates[i];
        place_candidate *town = is_division(c) ? eponym(name, c) : NULL;
        if (town && town->division == GAZ_NONE)
            town->division = c->record;
    }
    for (uint32_t i = 0; i < name->count; i++) {
        place_candidate *c = &name->candidates[i];
        if (!is_division(c) || !eponym(name, c))
            name->candidates[kept++] = *c;
    }
    name->count = kept;
}

bool dtli_place_is_division(const place_context *ctx, const place_span *span,
                            const place_candidate *candidate)
{
    uint32_t next = span->last + 1;
    return candidate->division != GAZ_NONE && next < ctx->doc->token_count &&
           (ctx->words[next].cues & CUE_DIVISION);
}

/* A user's places are at least as well known as others of the name: his
 * Paris wins, unless the text tells France. */
static void raise_own(place_name *name)
{
    int own = -1, other = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        const place_candidate *c = &name->candidates[i];
        if (c->own && c->is.importance > own)
            own = c->is.importance;
        if (!c->own && c->is.importance > other)
            other = c->is.importance;
    }
    for (uint32_t i = 0; i < name->count && own >= 0 && own < other; i++) {
        place_candidate *c = &name->candidates[i];
        if (c->own) /* the order among them stays */
            c->is.importance = (uint8_t)(c->is.importance + other - own);
    }
}

static bool load_candidates(place_context *ctx, place_name *name,
                            const place_span *span)
{
    uint32_t limit = span->list.count < MAX_CANDIDATES ? span->list.count
                                                       : MAX_CANDIDATES;
    name->candidates =
        dtli_arena_array(ctx->arena, limit, sizeof *name->candidates);
    if (!name->candidates)
        return false;
    for (uint32_t i = 0; i < limit; i++) {
        place_candidate *c = &name->candidates[name->count];
        if (!dtli_gazetteer_item(ctx->gazetteer, &span->list, i, &c->record,
                                 &c->kind) ||
            (c->kind == GAZ_DEMONYM) != span->demonym ||
            !(name->kinds >> c->kind & 1) ||
            (name->count > 0 && c[-1].record == c->record) ||
            !dtli_gazetteer_record(ctx->gazetteer, c->record, &c->is))
            continue;
        double point[3];
        dtli_place_vector(c->is.lat, c->is.lon, point);
        name->has_main |= c->kind == GAZ_MAIN;
        c->x = point[0];
        c->y = point[1];
        c->z = point[2];
        c->division = GAZ_NONE;
        c->own = c->kind != GAZ_ALTERNATE &&
                 dtli_gazetteer_is_own(ctx->gazetteer, c->record);
        name->count++;
    }
    raise_own(name);
    join_divisions(name);
    return true;
}

static bool add_name(place_context *ctx, dtl_strmap *map, place_span *span)
{
    uint32_t at = dtli_strmap_get(map, span->key, UINT32_MAX);
    if (at == UINT32_MAX) {
        if (ctx->name_count >= DTL_MAX_PLACE_NAMES)
            return true;
        if (!dtli_arena_grow(ctx->arena, &ctx->names, ctx->name_count,
                             &ctx->name_capacity, sizeof *ctx->names))
            return false;
        at = ctx->name_count++;
        ctx->names[at] = (place_name){ .key = span->key,
                                       .demonym = span->demonym };
        if (!dtli_strmap_put(map, span->key, at))
            return false;
    }
    ctx->names[at].mentions++;
    ctx->names[at].kinds |= span->kinds;
    span->name = (int32_t)at;
    if (span->judged[JUDGE_DATELINE] > 0 && ctx->dateline < 0)
        ctx->dateline = (int32_t)at;
    return true;
}

static bool collect_names(place_context *ctx)
{
    dtl_strmap *map = dtli_strmap_new(64);
    bool ok = map != NULL;
    for (uint32_t i = 0; ok && i < ctx->span_count; i++)
        if (ctx->spans[i].accepted)
            ok = add_name(ctx, map, &ctx->spans[i]);
    for (uint32_t i = 0; ok && i < ctx->span_count; i++) {
        place_span *span = &ctx->spans[i];
        if (span->name < 0)
            continue;
        place_name *name = &ctx->names[span->name];
        if (!name->candidates)
            ok = load_candidates(ctx, name, span);
        if (name->count == 0)
            span->accepted = false; /* a damaged gazetteer */
    }
    dtli_strmap_free(map);
    return ok;
}

/* ----------------------------------------------------------- containers */

/* Marks the candidates of both names that fit "inner, outer". */
static void mark_inside(place_name *inner, place_name *outer)
{
    uint32_t outers = outer->count < MAX_CONTAINERS ? outer->count
                                                    : MAX_CONTAINERS;
    for (uint32_t o = 0; o < outers; o++) {
        place_candidate *out = &outer->candidates[o];
        for (uint32_t i = 0; i < inner->count; i++) {
            place_candidate *in = &inner->candidates[i];
            if (!dtli_place_contains(&out->is, &in->is))
                continue;
            in->inside = true;
            out->inside = true;
            inner->contained = true;
            outer->contained = true;
        }
    }
}

static void mark_containers(place_context *ctx)
{
    for (uint32_t i = 0; i < ctx->span_count; i++) {
        const place_span *span = &ctx->spans[i];
        if (span->name < 0 || span->container < 0)
            continue;
        const place_span *outer = &ctx->spans[span->container];
        if (outer->name >= 0 && outer->name != span->name)
            mark_inside(&ctx->names[span->name], &ctx->names[outer->name]);
    }
}

/* ----------------------------------------------------------- area codes */

static bool is_area_code(const place_context *ctx, uint32_t tok,
                         dtl_str *digits)
{
    const dtl_token *tokens = ctx->doc->tokens;
    dtl_str norm = tokens[tok].norm;
    *digits = dtli_str_slice(norm, 0, AREA_CODE_DIGITS);
    if (norm.len < AREA_CODE_DIGITS || norm.ptr[0] < '2' ||
        norm.ptr[0] > '9')
        return false;
    if (norm.len == 12 && norm.ptr[3] == '-' && norm.ptr[7] == '-')
        return true; /* 318-555-0100 */
    return norm.len == AREA_CODE_DIGITS && tok > 0 &&
           tok + 1 < ctx->doc->token_count &&
           dtli_str_is(tokens[tok - 1].norm, "(") &&
           dtli_str_is(tokens[tok + 1].norm, ")");
}

static void find_area_codes(place_context *ctx)
{
    double count = 0;
    for (uint32_t i = 0; i < ctx->doc->token_count; i++) {
        dtl_str digits;
        double lat, lon, point[3];
        if (!is_area_code(ctx, i, &digits) ||
            !dtli_gazetteer_areacode(ctx->gazetteer, digits, &lat, &lon))
            continue;
        dtli_place_vector(lat, lon, point);
        count++;
        for (int k = 0; k < 3; k++)
            ctx->area[k] += (point[k] - ctx->area[k]) / count;
    }
}

/* --------------------------------------------------- the paper's place */

/* First record under the folded `name` that lies in `outer` (if any). */
static bool find_record(const place_context *ctx, dtl_str name,
                        const dtl_gaz_record *outer, dtl_gaz_record *out)
{
    char folded[DTLI_FOLD_MAX];
    dtl_gaz_list list;
    dtl_str key = { folded, dtli_place_fold(name, folded) };
    if (key.len == 0 || !dtli_gazetteer_find(ctx->gazetteer, key, &list))
        return false;
    for (uint32_t i = 0; i < list.count && i < MAX_CANDIDATES; i++) {
        uint32_t index;
        dtl_gaz_kind kind;
        if (dtli_gazetteer_item(ctx->gazetteer, &list, i, &index, &kind) &&
            dtli_gazetteer_record(ctx->gazetteer, index, out) &&
            (!outer || dtli_place_contains(outer, out)))
            return true;
    }
    return false;
}

/* doc->in.location, "Alexandria, Louisiana", as a point. */
static void find_paper(place_context *ctx)
{
    dtl_str location = ctx->doc->in.location;
    size_t comma = dtli_str_find(location, ',', 0);
    dtl_str town = dtli_str_slice(location, 0, comma);
    dtl_str rest = dtli_str_slice(location, comma + 1, location.len);
    dtl_gaz_record outer, is;
    bool inside = rest.len > 0 && find_record(ctx, rest, NULL, &outer);
    if (find_record(ctx, town, inside ? &outer : NULL, &is) ||
        find_record(ctx, town, NULL, &is))
        dtli_place_vector(is.lat, is.lon, ctx->paper);
}

/* -------------------------------------------------------------- rounds */

static void vote(place_name *name)
{
    float top = name->candidates[0].score;
    name->best = 0;
    for (uint32_t i = 1; i < name->count; i++) {
        if (name->candidates[i].score > top) {
            top = name->candidates[i].score;
            name->best = i;
        }
    }
    double sum = 0;
    for (uint32_t i = 0; i < name->count; i++)
        sum += dtli_place_exp((double)(name->candidates[i].score - top));
    for (uint32_t i = 0; i < name->count; i++)
        name->candidates[i].vote =
            (float)(dtli_place_exp(
                        (double)(name->candidates[i].score - top)) / sum);
}

static void score_name(place_context *ctx, uint32_t n)
{
    place_name *name = &ctx->names[n];
    for (uint32_t i = 0; i < name->count; i++) {
        float reasons[CHOOSE_COUNT];
        dtli_place_reasons(ctx, n, &name->candidates[i], reasons);
        float sum = 0;
        for (int k = 0; k < CHOOSE_COUNT; k++)
            sum += WEIGHTS[k] * reasons[k];
        name->candidates[i].score = sum;
    }
}

static void run_rounds(place_context *ctx)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t n = 0; n < ctx->name_count; n++) {
            place_name *name = &ctx->names[n];
            if (name->count == 0)
                continue;
            if (round > 0)
                dtli_place_votes_add(ctx, name, -1);
            score_name(ctx, n);
            vote(name);
            if (round > 0)
                dtli_place_votes_add(ctx, name, 1);
        }
        if (round == 0)
            for (uint32_t n = 0; n < ctx->name_count; n++)
                dtli_place_votes_add(ctx, &ctx->names[n], 1);
        dtli_place_votes_anchors(ctx);
    }
}

const place_candidate *dtli_place_candidate(const place_context *ctx,
                                            const place_span *span)
{
    const place_name *name = &ctx->names[span->name];
    const place_candidate *best = &name->candidates[name->best];
    if (span->container < 0 || ctx->spans[span->container].name < 0)
        return best;
    const place_name *outer =
        &ctx->names[ctx->spans[span->container].name];
    if (outer->count == 0)
        return best;
    const dtl_gaz_record *is = &outer->candidates[outer->best].is;
    if (dtli_place_contains(is, &best->is))
        return best;
    const place_candidate *inside = NULL;
    for (uint32_t i = 0; i < name->count; i++) {
        const place_candidate *c = &name->candidates[i];
        if (dtli_place_contains(is, &c->is) &&
            (!inside || c->score > inside->score))
            inside = c;
    }
    return inside ? inside : best;
}

dtl_status dtli_place_choose(place_context *ctx, dtl_error *err)
{
    ctx->dateline = -1;
    if (!collect_names(ctx) || !dtli_place_votes_begin(ctx))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E423: document arena is full");
    mark_containers(ctx);
    find_area_codes(ctx);
    find_paper(ctx);
    run_rounds(ctx);
    return DTL_OK;
}
