/* worldrow.h — rows of world_events and reports, written where they are new or
 * came out otherwise.
 */
#ifndef DATELINE_WORLD_WORLDROW_H
#define DATELINE_WORLD_WORLDROW_H

#include "world/group.h"

/* What writing the events of the world needs. */
typedef struct dtli_world_put {
    dtli_world_run *run;
    dtl_arena *arena; /* of one story, or one day */
    dtli_report_sql sql;
    dtli_ids old;   /* events of the world that the store has */
    uint64_t *told; /* by place in `old`: hash of its row */
    uint32_t told_count;
    dtl_stmt *add, *change, *put;
    dtl_buf why;
} dtli_world_put;

/* Reports in their groups, and the id of each group. */
typedef struct dtli_grouping {
    dtli_reports reports;
    dtli_event_group *groups;
    int64_t *ids; /* 0: new */
    uint32_t count;
    int64_t story; /* 0: none */
} dtli_grouping;

/* Prepares and reads what the store has; finish in any case. */
dtl_status dtli_world_put_begin(dtli_world_run *run, dtli_world_put *out,
                                dtl_error *err) DTL_MUST_USE;
void dtli_world_put_finish(dtli_world_put *put);

/* Gives groups the ids that they keep. */
dtl_status dtli_world_keep_ids(dtli_world_put *put, dtli_grouping *grouping,
                               dtl_error *err) DTL_MUST_USE;

/* Writes the group `number` and its reports. */
dtl_status dtli_put_group(dtli_world_put *put, dtli_grouping *grouping,
                          uint32_t number, dtl_error *err) DTL_MUST_USE;

/* Events of articles without a text: rows alone, compared with all that is
 * told of their day. Behind the stories. */
dtl_status dtli_put_loose(dtli_world_put *put, dtl_error *err) DTL_MUST_USE;

#endif
