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

/* Where bad lines of a user's files are told; `warn` may be NULL. */
typedef struct dtli_own_report {
    void (*warn)(void *payload, const dtl_error *what);
    void *payload;
} dtli_own_report;

/* Adds a user's file of actors: a table with a header, or an actor or agent
 * dictionary in the format of TABARI and PETRARCH (docs/actors.md). Its rows
 * win over shipped ones; those of files added before win over them. A bad line is told
 * to `report` and left out. DTL_IO where the file cannot be read, DTL_SYNTAX
 * for a bad header, DTL_LIMIT where it is too large, DTL_NOMEM; what was
 * read before stays. Not to be called while `actors` is in use. */
dtl_status dtli_actors_add(dtl_actors *actors, const char *path,
                           const dtli_own_report *report, dtl_error *err)
    DTL_MUST_USE;

/* Fills doc->mentions (one for each nominal head: nouns, names, pronouns),
 * doc->entities and token.mention. Requires tokens, tags, trees, names and
 * places. */
dtl_status dtli_resolve_actors(const dtl_actors *actors, dtl_doc *doc,
                               dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

#endif
