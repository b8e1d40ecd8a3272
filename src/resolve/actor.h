/* actor.h — noun phrases into actors with country and sectors. */
#ifndef DATELINE_RESOLVE_ACTOR_H
#define DATELINE_RESOLVE_ACTOR_H

#include "base/table.h"
#include "dateline/doc.h"

/* Actor tables, indexed: immutable, shared by threads. */
typedef struct dtl_actors dtl_actors;

/* `lexicon` must outlive the result. DTL_NOTFOUND: a table is missing. */
dtl_status dtli_actors_open(const dtl_lexicon *lexicon, dtl_actors **out,
                            dtl_error *err) DTL_MUST_USE;
void dtli_actors_close(dtl_actors *actors); /* NULL is fine */

/* Fills doc->mentions (one for each nominal head: nouns, names, pronouns),
 * doc->entities and token.mention. Requires tokens, tags, trees, names and
 * places. */
dtl_status dtli_resolve_actors(const dtl_actors *actors, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

#endif
