/* link.h — which articles tell the same story.
 *
 *   dtl_linker_new → dtl_batch_run with DTL_FORMAT_TERMS, whose `put` hands
 *   the bytes to dtl_linker_add → dtl_linker_run → dtl_linker_write
 *
 * Stories follow from the set of articles alone, whatever their order. A
 * linker belongs to one thread at a time. dtl_store_link does all of it for
 * the articles of a store, and finds the events that several of them tell.
 */
#ifndef DATELINE_LINK_H
#define DATELINE_LINK_H

#include "dateline/store.h"

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

/** What dtl_store_link found. */
typedef struct dtl_link_result {
    uint64_t analysed; /* new and changed articles of this run */
    uint64_t rejected; /* of them: cannot be analysed, and have no story */
    uint64_t documents, copies; /* linked in all; near copies among them */
    uint64_t stories;           /* with two articles at least */
    uint64_t reports, events;   /* told events; events of the world */
    uint64_t shared;            /* of those: told by two articles at least */
} dtl_link_result;

/**
 * Find the stories of a store, and the events of the world in them.
 *
 * Only articles that are new, changed or coded again are analysed; all are
 * linked, and what came out otherwise is written: tables stories,
 * story_documents, world_events and reports (docs/store.md). A story and an
 * event of the world keep their number while most of their articles or
 * reports stay together.
 *
 * store  Opened to be written to.
 * job    Its reader and places are not looked at; its engine goes to
 *        DTL_STAGE_ANALYSE at least.
 * out    Written always.
 *
 * Stories and events are written in one transaction: whoever reads sees those
 * of before or those of after. What was analysed is kept, whatever happens.
 *
 * Returns DTL_OK; DTL_CANCELLED where `stop` asked for it; DTL_NOTFOUND
 * where the lexicon has no weights; DTL_LIMIT for too many articles;
 * DTL_STORE, DTL_IO, DTL_NOMEM where the store failed. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_store_link(dtl_store *store,
                                               const dtl_store_job *job,
                                               dtl_link_result *out,
                                               dtl_error *err);

/**
 * Write the stories of a linked store with the events of the world that they
 * tell, and why each article and each report is where it is.
 *
 * format  DTL_LINK_TABLE for people, else JSON lines: one for each article,
 *         and for each report of an event that several tell.
 * put     Called with one story at a time.
 * Returns DTL_OK; DTL_NOTFOUND where nothing is linked; DTL_CANCELLED where
 * `put` returned false; DTL_STORE, DTL_IO, DTL_NOMEM. Reads one state of the
 * store. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_store_link_write(dtl_store *store,
                                                     dtl_link_format format,
                                                     dtl_put put,
                                                     void *payload,
                                                     dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
