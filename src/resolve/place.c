/* place.c — place names into coordinates.
 *
 * Tokens with tags, trees and names -> doc->places in text order. Finds
 * spans that the gazetteer knows, judges whether they are places here,
 * chooses among the places of that name by the other names of the article,
 * and marks names that stand for a government. Works, less well, on tokens
 * without tags and trees. Linear in tokens; no state between documents.
 */
#include "resolve/place.h"

#include <string.h>

#include "base/error.h"
#include "resolve/place_internal.h"

static const float UNKNOWN_CONFIDENCE = 0.4f;

static void fill_place(const place_context *ctx, const place_span *span,
                       dtl_place *out)
{
    const dtl_gazetteer *g = ctx->gazetteer;
    const dtl_token *tokens = ctx->doc->tokens;
    const place_candidate *c = dtli_place_candidate(ctx, span);
    dtl_gaz_record is = c->is;
    if (dtli_place_is_division(ctx, span, c))
        (void)dtli_gazetteer_record(g, c->division, &is);
    out->span = (dtl_span){ tokens[span->first].span.start,
                            tokens[span->last].span.end };
    out->first = span->first;
    out->last = span->last;
    out->name = is.name;
    dtli_gazetteer_iso3(g, is.country, out->country);
    out->admin1 = dtli_gazetteer_admin1(g, is.admin1);
    out->lat = is.lat;
    out->lon = is.lon;
    out->geonames = is.geonames;
    out->feature = dtli_gazetteer_feature(g, is.feature);
    out->confidence =
        c->vote * (float)(1 / (1 + dtli_place_exp((double)-span->score)));
    out->resolved = true;
    out->demonym = span->demonym;
    out->metonym = dtli_place_is_metonym(ctx, span, c);
}

/* Not in the gazetteer: named as written, placed where its host is. */
static void fill_unknown(const place_context *ctx, const place_unknown *u,
                         dtl_place *out)
{
    fill_place(ctx, &ctx->spans[u->host], out);
    const dtl_token *tokens = ctx->doc->tokens;
    out->span = (dtl_span){ tokens[u->first].span.start,
                            tokens[u->last].span.end };
    out->first = u->first;
    out->last = u->last;
    out->name = dtli_str_slice(ctx->doc->in.text, out->span.start,
                               out->span.end);
    out->geonames = 0;
    out->feature = (dtl_str){ NULL, 0 };
    out->confidence *= UNKNOWN_CONFIDENCE;
    out->demonym = out->metonym = false;
}

static dtl_status write_places(place_context *ctx, dtl_error *err)
{
    dtl_doc *doc = ctx->doc;
    uint32_t unknown = 0;
    doc->place_count = 0;
    doc->places = dtli_arena_array(
        ctx->arena, (size_t)ctx->span_count + ctx->unknown_count + 1u,
        sizeof *doc->places);
    if (!doc->places)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E423: document arena is full");
    for (uint32_t i = 0; i <= ctx->span_count; i++) {
        uint32_t before = i < ctx->span_count ? ctx->spans[i].first
                                              : doc->token_count;
        while (unknown < ctx->unknown_count &&
               ctx->unknowns[unknown].first < before)
            fill_unknown(ctx, &ctx->unknowns[unknown++],
                         &doc->places[doc->place_count++]);
        if (i < ctx->span_count && ctx->spans[i].accepted &&
            ctx->spans[i].name >= 0)
            fill_place(ctx, &ctx->spans[i],
                       &doc->places[doc->place_count++]);
    }
    return DTL_OK;
}

dtl_status dtli_place_decide(place_context *ctx, dtl_error *err)
{
    dtl_status status = dtli_place_words(ctx, err);
    if (status == DTL_OK)
        status = dtli_place_find(ctx, err);
    if (status == DTL_OK)
        status = dtli_place_judge(ctx, err);
    if (status == DTL_OK)
        status = dtli_place_choose(ctx, err);
    return status;
}

dtl_status dtli_resolve_places(const dtl_gazetteer *gazetteer, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err)
{
    place_context ctx = { .gazetteer = gazetteer, .doc = doc,
                          .arena = arena };
    dtl_status status = dtli_place_decide(&ctx, err);
    if (status == DTL_OK)
        status = dtli_place_unknown(&ctx, err);
    if (status == DTL_OK)
        status = write_places(&ctx, err);
    return status;
}
