/* place.h — place names into coordinates. */
#ifndef DATELINE_RESOLVE_PLACE_H
#define DATELINE_RESOLVE_PLACE_H

#include "base/table.h"
#include "dateline/doc.h"

/* Gazetteer and country tables: immutable, shared by threads. */
typedef struct dtl_gazetteer dtl_gazetteer;

/* `path` names the compiled gazetteer, which holds the country tables too.
 * `lexicon` tells bodies and people from towns of the same name; NULL does
 * without, it need not outlive the result. DTL_IO, DTL_VERSION or
 * DTL_CORRUPT. */
dtl_status dtli_gazetteer_open(const char *path, const dtl_lexicon *lexicon,
                               dtl_gazetteer **out, dtl_error *err)
    DTL_MUST_USE;

/* Reads a user's own places at `path` (docs/places.md tells the format);
 * once at most, before any resolving. DTL_IO; DTL_SYNTAX or DTL_INVALID with
 * the line of a bad row; DTL_LIMIT; the gazetteer stays as it was then. */
dtl_status dtli_gazetteer_add(dtl_gazetteer *gazetteer, const char *path,
                              dtl_error *err) DTL_MUST_USE;
void dtli_gazetteer_close(dtl_gazetteer *gazetteer); /* NULL is fine */

/* Fills doc->places, in text order: place names, demonyms and metonyms.
 * Requires tokens, tags, trees and names. */
dtl_status dtli_resolve_places(const dtl_gazetteer *gazetteer, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

/* A whole country, by its GeoNames class and code. */
bool dtli_place_is_country(const dtl_place *place);

/* Index into doc->places of the place where the event told by token
 * `trigger` took place, by section 8 of docs/codebook.md: the most specific
 * place that the sentence says it of, else the place that the paragraph or
 * the lead is about, else the town of the dateline where the act is one that
 * happens on the spot; DTL_NO_INDEX where the text does not tell. Never a
 * demonym, nor a place that acts. Requires places; uses tags and trees. */
int32_t dtli_place_of(const dtl_doc *doc, uint32_t trigger);

/* How well the text tells it. */
typedef enum dtl_place_sure {
    PLACE_UNTOLD,
    PLACE_FILED, /* the scene of the lead, or the dateline */
    PLACE_NEAR,  /* of a sentence before */
    PLACE_SAID   /* the sentence says it of the act */
} dtl_place_sure;

/* What the coder knows of an act whose word does not tell it. */
typedef enum dtl_place_act {
    PLACE_ANY_ACT,
    PLACE_MEETING,
    PLACE_WORDS /* "was happy to cooperate" */
} dtl_place_act;

/* The same, and how sure it is. */
int32_t dtli_place_told(const dtl_doc *doc, uint32_t trigger,
                        dtl_place_act coded, dtl_place_sure *sure);

#endif
