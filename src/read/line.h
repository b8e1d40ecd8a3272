/* line.h — lines of a news file that are not prose. */
#ifndef DATELINE_READ_LINE_H
#define DATELINE_READ_LINE_H

#include "dateline/doc.h"
#include "read/scan.h"

/* What stands around a line. */
typedef struct dtl_line_context {
    bool first; /* begins a paragraph, or follows a line that is no prose */
    bool last;  /* ends one, or is followed by a dateline */
    bool lead;  /* no story text before it */
    bool caps;  /* upper-case copy */
} dtl_line_context;

/* BYLINE or NOISE by the line's own words ("By Jane Doe", "/// ", "Share",
 * "-----"); BODY for everything else. `line` is trimmed and not empty. */
dtl_block_kind dtli_line_kind(dtl_str line, dtl_line_context context);

/* A note to editors that begins here and ends with "///" on a later line. */
bool dtli_line_opens_note(dtl_str line);
bool dtli_line_closes_note(dtl_str line);

/* Whole words only: a button ("Share", "Read more") and its like. */
bool dtli_is_button(dtl_str words);

/* Name of an agency or a picture's source, as it stands in a credit's
 * brackets: "AFP", "AP Photo/Jane Doe", "Reuters". */
bool dtli_is_credit(dtl_str inside);

#endif
