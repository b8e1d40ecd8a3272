/* place_votes.c — what the names of an article say about each other.
 *
 * Every name spreads one vote over its candidates. Votes are summed by
 * country and by first-order division, and names that lie at a point serve
 * as anchors for distances. A name's own vote is taken out before its
 * candidates are weighed. No libm where the last bit may differ.
 */
#include <string.h>

#include "resolve/place_internal.h"

enum {
    MAX_COUNTRIES = 1024,
    MAX_ADMIN1 = 1 << 14,
    MAX_ANCHORS = 48
};

static const double EARTH_KM = 6371.0;
static const double RADIANS = 0.017453292519943295;

/* Taylor series; |x| <= pi/2 (sine) and pi (cosine, halved twice). */
static double sine(double x)
{
    double square = x * x, term = x, sum = x;
    for (int n = 2; n <= 16; n += 2) {
        term *= -square / (n * (n + 1));
        sum += term;
    }
    return sum;
}

static double cosine(double x)
{
    double half = sine(x / 2);
    return 1 - 2 * half * half;
}

void dtli_place_vector(double lat, double lon, double out[3])
{
    double a = lat * RADIANS, b = lon * RADIANS;
    double sine_lon = 2 * sine(b / 2) * cosine(b / 2);
    out[0] = cosine(a) * cosine(b);
    out[1] = cosine(a) * sine_lon;
    out[2] = sine(a);
}

double dtli_place_exp(double x)
{
    if (x < -30)
        return 0;
    double base = 1 + x / 1024;
    for (int i = 0; i < 10; i++)
        base *= base;
    return base;
}

double dtli_place_nearness(const place_candidate *c, const double point[3],
                           double scale_km)
{
    double x = c->x - point[0], y = c->y - point[1], z = c->z - point[2];
    double chord = (x * x + y * y + z * z) * EARTH_KM * EARTH_KM;
    return 1 / (1 + chord / (scale_km * scale_km));
}

bool dtli_place_votes_begin(place_context *ctx)
{
    ctx->country_votes =
        dtli_arena_array(ctx->arena, MAX_COUNTRIES, sizeof(float));
    ctx->admin1_votes =
        dtli_arena_array(ctx->arena, MAX_ADMIN1, sizeof(float));
    ctx->anchors =
        dtli_arena_array(ctx->arena, MAX_ANCHORS, sizeof *ctx->anchors);
    return ctx->country_votes && ctx->admin1_votes && ctx->anchors;
}

void dtli_place_votes_add(place_context *ctx, const place_name *name,
                          float sign)
{
    ctx->vote_total += sign;
    for (uint32_t i = 0; i < name->count; i++) {
        const place_candidate *c = &name->candidates[i];
        if (c->is.country < MAX_COUNTRIES)
            ctx->country_votes[c->is.country] += sign * c->vote;
        if (c->is.admin1 < MAX_ADMIN1)
            ctx->admin1_votes[c->is.admin1] += sign * c->vote;
    }
}

static bool is_point(const place_candidate *c)
{
    switch (c->is.kind) {
    case GAZ_CAPITAL: case GAZ_SEAT: case GAZ_CITY: case GAZ_SECTION:
    case GAZ_ADM2: case GAZ_SPOT:
        return true;
    default:
        return false;
    }
}

/* The first names, in text order, whose best candidate is likely. */
void dtli_place_votes_anchors(place_context *ctx)
{
    static const float LIKELY[] = { 0.6f, 0.25f };
    ctx->anchor_count = 0;
    for (int pass = 0; pass < 2; pass++) {
        float least = LIKELY[pass], most = pass > 0 ? LIKELY[0] : 2;
        for (uint32_t n = 0; n < ctx->name_count; n++) {
            const place_name *name = &ctx->names[n];
            const place_candidate *best = &name->candidates[name->best];
            if (ctx->anchor_count < MAX_ANCHORS && is_point(best) &&
                best->vote >= least && best->vote < most)
                ctx->anchors[ctx->anchor_count++] = n;
        }
    }
}

static double saturate(double sum)
{
    return sum / (1 + sum);
}

static void reasons_of_anchors(const place_context *ctx, uint32_t name,
                               const place_candidate *c, float *out)
{
    double near = 0, close = 0, nearest = 0;
    for (uint32_t i = 0; i < ctx->anchor_count; i++) {
        if (ctx->anchors[i] == name)
            continue;
        const place_name *other = &ctx->names[ctx->anchors[i]];
        const place_candidate *best = &other->candidates[other->best];
        const double point[3] = { best->x, best->y, best->z };
        double value = dtli_place_nearness(c, point, 100) * best->vote;
        near += value;
        close += dtli_place_nearness(c, point, 30) * best->vote;
        if (value > nearest)
            nearest = value;
    }
    out[CHOOSE_NEAR] = (float)saturate(near);
    out[CHOOSE_CLOSE] = (float)saturate(close);
    out[CHOOSE_NEAREST] = (float)nearest;
}

static void reasons_of_itself(const place_name *name,
                              const place_candidate *c, float *out)
{
    out[CHOOSE_IMPORTANCE] = (float)c->is.importance / 20;
    out[CHOOSE_ALTERNATE] = c->kind == GAZ_ALTERNATE;
    out[CHOOSE_RIVAL] = c->kind == GAZ_ALTERNATE && name->has_main;
    out[CHOOSE_ABBREVIATION] = c->kind >= GAZ_CAPITALS;
    out[CHOOSE_COUNTRY] = c->is.kind == GAZ_COUNTRY;
    out[CHOOSE_ADM1] = c->is.kind == GAZ_ADM1;
    out[CHOOSE_ADM2] = c->is.kind == GAZ_ADM2 && c->kind == GAZ_MAIN;
    out[CHOOSE_ADM2_SHORT] = c->is.kind == GAZ_ADM2 && c->kind != GAZ_MAIN;
    out[CHOOSE_CAPITAL] = c->is.kind == GAZ_CAPITAL;
    out[CHOOSE_SEAT] = c->is.kind == GAZ_SEAT;
    out[CHOOSE_SECTION] = c->is.kind == GAZ_SECTION;
    out[CHOOSE_REGION] =
        c->is.kind == GAZ_REGION || c->is.kind == GAZ_CONTINENT;
    out[CHOOSE_WATER] = c->is.kind == GAZ_WATER;
    out[CHOOSE_SPOT] = c->is.kind == GAZ_SPOT;
    out[CHOOSE_OWN] = c->own;
}

void dtli_place_reasons(const place_context *ctx, uint32_t name,
                        const place_candidate *candidate, float *out)
{
    const place_name *own = &ctx->names[name];
    float others = ctx->vote_total > 1 ? ctx->vote_total : 1;
    uint16_t country = candidate->is.country, admin1 = candidate->is.admin1;
    memset(out, 0, CHOOSE_COUNT * sizeof *out);
    reasons_of_itself(own, candidate, out);
    out[CHOOSE_INSIDE] = own->contained && candidate->inside;
    out[CHOOSE_OUTSIDE] = own->contained && !candidate->inside;
    if (country < MAX_COUNTRIES)
        out[CHOOSE_SAME_COUNTRY] = ctx->country_votes[country] / others;
    if (admin1 < MAX_ADMIN1) {
        out[CHOOSE_SAME_ADM1] = ctx->admin1_votes[admin1] / others;
        out[CHOOSE_ADM1_COUNT] = (float)saturate(ctx->admin1_votes[admin1]);
    }
    reasons_of_anchors(ctx, name, candidate, out);
    if (ctx->area[0] != 0 || ctx->area[1] != 0)
        out[CHOOSE_AREACODE] =
            (float)dtli_place_nearness(candidate, ctx->area, 150);
    if (ctx->paper[0] != 0 || ctx->paper[1] != 0)
        out[CHOOSE_PAPER] =
            (float)dtli_place_nearness(candidate, ctx->paper, 200);
    if (ctx->dateline >= 0 && ctx->dateline != (int32_t)name) {
        const place_name *line = &ctx->names[ctx->dateline];
        const place_candidate *best = &line->candidates[line->best];
        const double point[3] = { best->x, best->y, best->z };
        out[CHOOSE_DATELINE] =
            (float)dtli_place_nearness(candidate, point, 200);
    }
    char iso3[4];
    dtli_gazetteer_iso3(ctx->gazetteer, country, iso3);
    out[CHOOSE_USA] = memcmp(iso3, "USA", 3) == 0;
}
