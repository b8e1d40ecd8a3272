/* answer.h — what the five questions share: statements, sums, periods. */
#ifndef DATELINE_ASK_ANSWER_H
#define DATELINE_ASK_ANSWER_H

#include "ask/filter.h"
#include "ask/sheet.h"
#include "base/day.h"
#include "store/store.h"

/* One question being answered. */
typedef struct dtl_answer {
    dtl_store *store;
    const dtl_question *q;
    dtl_put put;
    void *payload;
    dtl_arena *arena;
    dtl_buf out; /* passed on by dtli_answer_flush */
    dtl_error *err;
} dtl_answer;

/* Events of a group, as columns of DTL_SUM_COLUMNS. Scores are summed in
 * whole millionths, so that the order of events makes no difference. */
typedef struct dtl_sum {
    uint64_t events, intensity_count, goldstein_count;
    int64_t intensity, goldstein;
} dtl_sum;

#define DTL_SUM_COLUMNS                                                        \
    "count(*), sum(cast(round(events.intensity * 1000000) AS bigint)),"        \
    " count(events.intensity),"                                                \
    " sum(cast(round(events.goldstein * 1000000) AS bigint)),"                 \
    " count(events.goldstein)"

/* Adds the row's five columns from `first` on. */
void dtli_sum_add(dtl_sum *sum, const dtl_stmt *stmt, unsigned first);
void dtli_sum_more(dtl_sum *sum, const dtl_sum *more);
double dtli_sum_intensity(const dtl_sum *sum); /* mean; NAN: none */
double dtli_sum_goldstein(const dtl_sum *sum);

/* Prepares `before` + conditions + `after` and binds the conditions. The
 * filter is the caller's to clear, behind the statement, either way. */
typedef enum dtl_ask_more {
    DTL_ASK_ALL,
    DTL_ASK_AFTER,  /* behind a day and id, the two values that follow */
    DTL_ASK_BEFORE, /* before them */
    DTL_ASK_WITHIN  /* from a day to before a day */
} dtl_ask_more;

typedef struct dtl_ask_sql {
    const char *before, *after;
    dtl_filter_rows rows;
    dtl_ask_more more; /* values count + 1 and count + 2 are the caller's */
} dtl_ask_sql;
dtl_status dtli_answer_prepare(dtl_answer *answer, const dtl_ask_sql *sql,
                               dtl_filter *filter, dtl_stmt **out);

/* Takes one row; DTL_END for no more of them. */
typedef dtl_status (*dtl_answer_row)(dtl_answer *answer, const dtl_stmt *stmt,
                                     void *payload);

/* Gives `each` the rows of a statement, prepared and closed here. DTL_OK
 * behind the last one. */
dtl_status dtli_answer_rows(dtl_answer *answer, const dtl_ask_sql *sql,
                            dtl_answer_row each, void *payload);

/* " AND ...": of an event's rows of actors with one value in `column` only the
 * first one, `row` being its alias; none without a value. */
void dtli_answer_once(dtl_buf *out, const char *row, const char *column);

/* Passes on what is written. DTL_CANCELLED, DTL_NOMEM. */
dtl_status dtli_answer_flush(dtl_answer *answer);

/* Writes the sheet and passes it on. */
dtl_status dtli_answer_sheet(dtl_answer *answer, const dtl_sheet *sheet);

/* DTL_OK behind the last row; E759 for more groups than are kept. */
dtl_status dtli_answer_end(dtl_answer *answer, dtl_status status);
dtl_status dtli_answer_too_many(dtl_answer *answer);
dtl_status dtli_answer_no_memory(dtl_answer *answer);

/* Number of the period of a day ("2020-01-05", or its first 7 or 4 bytes):
 * days, weeks, months or years in a row; INT64_MIN for no day. */
int64_t dtli_period_of(dtl_by by, dtl_str day);
int64_t dtli_period_of_day(dtl_by by, dtl_day day);

/* First day of a period; that of number + 1 ends it. */
dtl_day dtli_period_day(dtl_by by, int64_t period);

/* "2020-01-05", "2020-W01", "2020-01", "2020". */
void dtli_period_name(dtl_by by, int64_t period, dtl_buf *out);

/* The questions. */
dtl_status dtli_answer_find(dtl_answer *answer);
dtl_status dtli_answer_timeline(dtl_answer *answer);
dtl_status dtli_answer_dyads(dtl_answer *answer);
dtl_status dtli_answer_actors(dtl_answer *answer);
dtl_status dtli_answer_map(dtl_answer *answer);

/* "country", "code", "name": the column of actors. */
const char *dtli_level_column(dtl_level level);

/* SVG by hand: the file's head with its size, a text (escaped), the end. */
void dtli_svg_begin(dtl_buf *out, double width, double height);
void dtli_svg_text(dtl_buf *out, double x, double y, dtl_str text);
void dtli_svg_rect(dtl_buf *out, const double box[4], const char *fill);
void dtli_svg_end(dtl_buf *out);

#endif
