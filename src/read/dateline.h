/* dateline.h — datelines of agency copy: where and when a story was filed. */
#ifndef DATELINE_READ_DATELINE_H
#define DATELINE_READ_DATELINE_H

#include "dateline/doc.h"
#include "read/scan.h"

/* "TALLAHASSEE, Fla., Nov 5 (AP) --". Spans are empty where a part is
 * missing; numbers are 0 there. */
typedef struct dtl_dateline {
    dtl_span city;  /* "TALLAHASSEE" */
    dtl_span place; /* "TALLAHASSEE, Fla." */
    unsigned year, month, day;
    uint32_t end; /* first byte after it, dash and tags included */
} dtl_dateline;

/* What the line's surroundings allow. */
typedef struct dtl_dateline_context {
    bool lead;  /* no story text before it: weak shapes count */
    bool first; /* begins a paragraph */
    bool caps;  /* upper-case copy: capitals prove nothing */
} dtl_dateline_context;

/* Reads a dateline at the start of text[start, end), a line. */
bool dtli_dateline_parse(dtl_str text, dtl_span line,
                         dtl_dateline_context context, dtl_dateline *out);

/* Reads the "date 2020-01-05" prefix of a text file; *end is the byte after
 * it. False where there is none. */
bool dtli_date_prefix(dtl_str text, dtl_dateline *out);

/* "Posted on January 5, 2011, 3:37 PM": a line that is only a date stamp. */
bool dtli_dateline_stamp(dtl_str text, dtl_span line, dtl_dateline *out);

/* The day of a dateline; `year_from`, if not DTL_DAY_NONE, lends its year to
 * a dateline without one (the year that brings the two days closest).
 * DTL_DAY_NONE where there is no day. */
dtl_day dtli_dateline_day(const dtl_dateline *dateline, dtl_day year_from);

/* Reads a BLOCK_DATELINE again, for its city. */
bool dtli_dateline_of_block(const dtl_doc *doc, uint32_t block,
                            dtl_dateline *out);

/* Parts of the above, in scan_date.c: a date with or without a year, an ISO
 * date, the number of a month's name (0: none), names of weekdays. */
bool dtli_scan_date(dtl_scan *scan, dtl_dateline *out, bool *has_year);
bool dtli_scan_iso(dtl_scan *scan, dtl_dateline *out);
unsigned dtli_month_of(dtl_str word);
bool dtli_is_weekday(dtl_str word);

/* A hyphen, underscore or longer dash comes next, after blanks. */
bool dtli_at_dash(dtl_scan scan);

#endif
