/* filter.h — the conditions of a question as SQL with bound values. */
#ifndef DATELINE_ASK_FILTER_H
#define DATELINE_ASK_FILTER_H

#include "dateline/ask.h"
#include "store/db.h"

enum { DTL_FILTER_VALUES = 40, DTL_FILTER_SEARCHES = 8 };

/* One value: text, or a number where text.ptr is NULL. */
typedef struct dtl_filter_value {
    dtl_str text;
    double real;
    bool whole; /* the number is an integer */
} dtl_filter_value;

/* Conditions over `events`, and over the rows of actors that a statement
 * joins. Free with dtli_filter_clear. */
typedef struct dtl_filter {
    const dtl_db *db;
    dtl_buf sql; /* "1 = 1 AND ..." */
    dtl_filter_value values[DTL_FILTER_VALUES];
    unsigned count;
    dtl_buf searches[DTL_FILTER_SEARCHES]; /* words, search language */
    unsigned search_count;
    dtl_status status;
    dtl_error *err;
} dtl_filter;

/* Names of the joined rows of `actors`, or NULL where a statement joins
 * none: the party's conditions then hold for any actor of the event. */
typedef struct dtl_filter_rows {
    const char *actor, *recipient;
} dtl_filter_rows;

/* Checks the question and builds its conditions. `question` must outlive
 * the filter. DTL_INVALID, DTL_LIMIT, DTL_NOMEM. */
dtl_status dtli_filter_init(dtl_filter *filter, const dtl_db *db,
                            const dtl_question *question, dtl_filter_rows rows,
                            dtl_error *err) DTL_MUST_USE;
void dtli_filter_clear(dtl_filter *filter);

/* Binds the values: $1 to $count. */
void dtli_filter_bind(const dtl_filter *filter, dtl_stmt *stmt);

/* Adds a value; its number. Failure sticks in filter->status. */
unsigned dtli_filter_text(dtl_filter *filter, dtl_str text);
unsigned dtli_filter_real(dtl_filter *filter, double value);
unsigned dtli_filter_int(dtl_filter *filter, int64_t value);

/* Adds " AND <actors.name holds the words>". As dtli_filter_init. */
dtl_status dtli_filter_names(dtl_filter *filter, dtl_str words) DTL_MUST_USE;

/* Adds " AND <places.id in the circle>" (near.c). Degrees, kilometres. */
void dtli_filter_near(dtl_filter *filter, double lat, double lon,
                      double radius_km);

#endif
