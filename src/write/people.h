/* people.h — text for people: colours, widths, clean words. */
#ifndef DATELINE_WRITE_PEOPLE_H
#define DATELINE_WRITE_PEOPLE_H

#include "base/str.h"

/* SGR attributes (ECMA-48) that Dateline uses, by meaning. */
typedef enum dtl_paint {
    DTL_PAINT_PLAIN,
    DTL_PAINT_STRONG,
    DTL_PAINT_FAINT,
    DTL_PAINT_CONFLICT,
    DTL_PAINT_COOPERATION,
    DTL_PAINT_TALK
} dtl_paint;

/* Words without line breaks, tabs, control characters and doubled blanks;
 * terminal escapes in hostile text lose their power by it. */
void dtli_people_words(dtl_buf *out, dtl_str s);

/* Columns that valid UTF-8 takes on a terminal (wide CJK counts two). */
size_t dtli_people_width(dtl_str s);

/* A cell of exactly `width` columns: cut with an ellipsis or padded. */
void dtli_people_cell(dtl_buf *out, dtl_str s, size_t width);

/* Begins or ends an attribute; nothing without `colour`. */
void dtli_people_paint(dtl_buf *out, bool colour, dtl_paint paint);

/* Text wrapped to `width` columns, each line behind `indent` blanks. */
void dtli_people_wrap(dtl_buf *out, dtl_str s, size_t indent, size_t width);

#endif
