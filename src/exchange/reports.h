/* reports.h — the reports of one event: its own article and, where the store
 * has linked events, those that tell the same; each also under the other
 * names that the article came by. */
#ifndef DATELINE_EXCHANGE_REPORTS_H
#define DATELINE_EXCHANGE_REPORTS_H

#include "exchange/exchange.h"

/* Condition on events e: not told better by another report. */
extern const char DTLI_REPORTS_ONCE[];

typedef struct dtl_reports {
    dtl_stmt *count, *first, *each;
    json_object *record; /* of the telling under way */
} dtl_reports;

/* Prepares; close it in any case. */
dtl_status dtli_reports_open(dtl_reports *reports, dtl_db *db,
                             dtl_error *err) DTL_MUST_USE;
void dtli_reports_close(dtl_reports *reports);

/* Counts the tellings of an event. Strings of `out` are valid until the next
 * call of this or the end. */
dtl_status dtli_reports_count(dtl_reports *reports, int64_t event,
                              dtl_tally *out, dtl_error *err) DTL_MUST_USE;

/* Tellings one by one, oldest report first: begin, then next until DTL_END.
 * What `out` holds is valid until the next one. */
void dtli_reports_begin(dtl_reports *reports, int64_t event);
dtl_status dtli_reports_next(dtl_reports *reports, dtl_telling *out,
                             dtl_error *err) DTL_MUST_USE;

#endif
