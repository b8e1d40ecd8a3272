/* group.h — reports of a story joined to events of the world. */
#ifndef DATELINE_WORLD_GROUP_H
#define DATELINE_WORLD_GROUP_H

#include "world/alike.h"

/* An event of the world: reports at[first] .. at[first + count - 1], the
 * surest first; of equal ones the first by article and number. */
typedef struct dtli_event_group {
    uint32_t first, count;
} dtli_event_group;

/* Sorts the reports into groups by average linkage (link/cluster.h) over
 * their likelihoods; events of one article speak against each other. Groups
 * follow from the reports alone, and so does their order.
 *
 * groups  [reports->count], in the arena of the reports. */
dtl_status dtli_reports_group(const dtli_world_run *run, dtli_reports *reports,
                              dtli_event_group **groups, uint32_t *count,
                              dtl_error *err) DTL_MUST_USE;

/* Sorts reports as those of one group. */
void dtli_reports_sort(dtli_reports *reports);

/* Mean likelihood of a report with the others of its group, thousandths; -1
 * where there is no other. Writes why it is in the group, in plain words. */
int64_t dtli_report_why(const dtli_world_run *run, const dtli_report *reports,
                        const dtli_event_group *group, uint32_t at,
                        dtl_buf *why);

#endif
