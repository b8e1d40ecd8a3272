/* world.h — one run of linking a store, from signatures to events of the
 * world.
 *
 *   dtli_sign → dtli_gather → dtl_linker_run → dtli_put_stories →
 *   for each story: dtli_reports_load → dtli_reports_group → dtli_put_worlds
 */
#ifndef DATELINE_WORLD_WORLD_H
#define DATELINE_WORLD_WORLD_H

#include "code/weights.h"
#include "dateline/link.h"
#include "link/linker.h"
#include "store/put.h"

/* An article of the store that is linked; its number is that of its document
 * in the linker. In the order of rows. */
typedef struct dtli_article {
    int64_t row, version;
    dtl_str title, source; /* arena */
    uint32_t story;        /* number of its story */
    uint32_t original;     /* the first of its near copies, or itself */
    int64_t old_story;     /* as the store has it; 0: none */
    uint64_t old_hash;     /* of what else story_documents has of it */
} dtli_article;

/* A story: articles rows[first] .. rows[first + count - 1]. */
typedef struct dtli_story {
    uint32_t first, count;
    int64_t id; /* stories.id */
} dtli_story;

/* Ids that the store has, sorted, and which of them stay. */
typedef struct dtli_ids {
    int64_t *id;
    bool *kept;
    uint32_t count, capacity;
} dtli_ids;

typedef struct dtli_world_run {
    dtl_store *store;
    const dtl_store_job *job;
    dtl_link_result *out;
    dtl_arena *arena; /* of the run */
    dtl_linker *linker;
    const struct dtli_world_weights *weights; /* alike.h */
    dtli_article *articles;
    uint32_t article_capacity;
    dtli_link_row *rows; /* articles by story */
    dtli_story *stories;
    uint32_t story_count;
} dtli_world_run;

/* "E001: out of memory". */
dtl_status dtli_world_no_memory(dtl_error *err);

/* Takes a row. DTL_OK to go on. */
typedef dtl_status (*dtli_row)(void *payload, const dtl_stmt *row,
                               dtl_error *err);

/* Gives `each` the rows of a SELECT that takes what its first column is above
 * as $1 and is ordered by it, page by page; `sql` ends before its LIMIT. */
dtl_status dtli_pages(dtl_db *db, const char *sql, dtli_row each, void *payload,
                      dtl_error *err) DTL_MUST_USE;

/* Number of the article of a row of documents; UINT32_MAX for none. */
uint32_t dtli_article_of(const dtli_world_run *run, int64_t row);

/* Reads the ids of a SELECT as dtli_pages has it. */
dtl_status dtli_ids_read(dtl_db *db, const char *sql, dtli_ids *out,
                         dtl_error *err) DTL_MUST_USE;
void dtli_ids_clear(dtli_ids *ids);

/* Place of an id, UINT32_MAX where it is none of them. */
uint32_t dtli_ids_find(const dtli_ids *ids, int64_t id);

/* Runs "DELETE ... WHERE id = $1" for those that do not stay. */
dtl_status dtli_ids_drop_rest(dtl_db *db, const char *sql, const dtli_ids *ids,
                              dtl_error *err) DTL_MUST_USE;

/* A member that was under the id `old` and is in the group `fresh` now. */
typedef struct dtli_keep {
    int64_t old;
    uint32_t fresh;
} dtli_keep;

/* Gives groups the ids under which most of their members were: the pair of
 * old id and group with most members in common first, of equal ones that
 * with the older id, then the earlier group. Each id is given once.
 *
 * pairs  Sorted by the call.
 * ids    [groups], 0 where a group has no id yet; those are written. */
dtl_status dtli_keep_ids(dtli_keep *pairs, size_t count, int64_t *ids,
                         dtl_error *err) DTL_MUST_USE;

/* Hash of the columns of a row of the store, to tell whether it changes. */
uint64_t dtli_hash_int(uint64_t hash, int64_t value);

/* Takes all signatures into the linker, and the articles with them. */
dtl_status dtli_gather(dtli_world_run *run, dtl_error *err) DTL_MUST_USE;

/* Numbers the stories of a linker that has run. */
dtl_status dtli_number_stories(dtli_world_run *run,
                               dtl_error *err) DTL_MUST_USE;

/* Writes tables stories and story_documents, what of them is new or other. In
 * a transaction. */
dtl_status dtli_put_stories(dtli_world_run *run, dtl_error *err) DTL_MUST_USE;

/* Finds the events of the world and writes world_events and reports. In a
 * transaction, behind dtli_put_stories. DTL_CANCELLED (E734). */
dtl_status dtli_put_worlds(dtli_world_run *run, dtl_error *err) DTL_MUST_USE;

#endif
