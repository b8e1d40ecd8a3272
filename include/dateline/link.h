/* link.h — which articles tell the same story.
 *
 *   dtl_linker_new → dtl_batch_run with DTL_FORMAT_TERMS, whose `put` hands
 *   the bytes to dtl_linker_add → dtl_linker_run → dtl_linker_write
 *
 * Stories follow from the set of articles alone, whatever their order. A
 * linker belongs to one thread at a time.
 */
#ifndef DATELINE_LINK_H
#define DATELINE_LINK_H

#include "dateline/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dtl_linker dtl_linker;

/**
 * New linker by the weights of an engine's lexicon.
 *
 * engine  Borrowed for the call.
 * out     Owned, free with dtl_linker_free. Written only on DTL_OK.
 * Returns DTL_OK; DTL_NOTFOUND where the lexicon has no weights for it;
 * DTL_SYNTAX or DTL_INVALID where they are bad; DTL_NOMEM. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status dtl_linker_new(const dtl_engine *engine,
                                               dtl_linker **out,
                                               dtl_error *err);

/** Free a linker and all it gave. NULL is fine. Since 0.1. */
DTL_API void dtl_linker_free(dtl_linker *linker);

/**
 * Add articles.
 *
 * bytes  Whole records of DTL_FORMAT_TERMS; borrowed for the call.
 * Returns DTL_OK; DTL_CORRUPT where they are none, and the records before
 * the bad one are in; DTL_LIMIT for too many articles; DTL_NOMEM. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status dtl_linker_add(dtl_linker *linker,
                                               dtl_str bytes,
                                               dtl_error *err);

/** Find the stories of all articles added so far. May be called again after
 * more were added. DTL_OK, DTL_LIMIT or DTL_NOMEM. Since 0.1. */
DTL_API DTL_MUST_USE dtl_status dtl_linker_run(dtl_linker *linker,
                                               dtl_error *err);

/** How stories are written. */
typedef enum dtl_link_format {
    DTL_LINK_JSONL,   /* a line an article, in the order added */
    DTL_LINK_EXPLAIN, /* the same with its nearest article, and why */
    DTL_LINK_TABLE    /* for people: stories with their articles */
} dtl_link_format;

/**
 * Write the stories that dtl_linker_run found.
 *
 * Story ids are the id of the story's first article by day and id.
 * put  Called with one article at a time.
 * Returns DTL_OK; DTL_INVALID before dtl_linker_run; DTL_CANCELLED where
 * `put` returned false; DTL_NOMEM. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status dtl_linker_write(const dtl_linker *linker,
                                                 dtl_link_format format,
                                                 dtl_put put, void *payload,
                                                 dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
