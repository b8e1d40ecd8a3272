/* sheet.h — rows of an answer, as a table for people, JSON lines or CSV. */
#ifndef DATELINE_ASK_SHEET_H
#define DATELINE_ASK_SHEET_H

#include "base/str.h"
#include "dateline/ask.h"
#include "write/people.h"

enum { DTL_SHEET_COLUMNS = 28 };

typedef enum dtl_sheet_kind {
    DTL_SHEET_TEXT,
    DTL_SHEET_WHOLE,  /* an integer */
    DTL_SHEET_DECIMAL, /* two decimals; NAN: none */
    DTL_SHEET_DEGREE   /* up to five decimals */
} dtl_sheet_kind;

/* Where a column is shown: bits. */
enum { DTL_SHEET_PEOPLE = 1, DTL_SHEET_DATA = 2, DTL_SHEET_ALL = 3 };

typedef struct dtl_sheet_column {
    const char *key;  /* of JSON and CSV, and in capitals the head */
    const char *head; /* of the table, or NULL: the key */
    dtl_sheet_kind kind;
    unsigned shown;
} dtl_sheet_column;

typedef struct dtl_sheet_cell {
    dtl_str text;
    double number;
} dtl_sheet_cell;

typedef struct dtl_sheet_row {
    dtl_sheet_cell cell[DTL_SHEET_COLUMNS];
    dtl_paint paint;
    dtl_str below; /* a line under the row, for people; may be empty */
} dtl_sheet_row;

typedef struct dtl_sheet {
    const dtl_sheet_column *columns;
    size_t column_count;
    dtl_sheet_row *rows;
    uint32_t count, capacity;
    dtl_arena *arena; /* of rows and texts; borrowed */
    bool failed;      /* memory is out */
} dtl_sheet;

/* A new empty row, or NULL when memory is out (then sheet->failed). */
dtl_sheet_row *dtli_sheet_add(dtl_sheet *sheet);

/* Keeps a copy of a text; empty when memory is out. */
dtl_str dtli_sheet_keep(dtl_sheet *sheet, dtl_str text);

/* Writes all rows in the form TABLE, JSONL or CSV of `question`. */
void dtli_sheet_write(const dtl_sheet *sheet, const dtl_question *question,
                      dtl_buf *out);

/* A bar of `width` columns at most for value/most, in eighths of a column. */
void dtli_sheet_bar(dtl_buf *out, double value, double most, size_t width);

/* A line of blocks, one for each value; 0 is the lowest line, none a
 * blank. */
void dtli_sheet_spark(dtl_buf *out, const uint64_t *values, size_t count);

#endif
