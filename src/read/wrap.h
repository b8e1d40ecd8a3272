/* wrap.h — lines of a text, and which line breaks only wrap a paragraph. */
#ifndef DATELINE_READ_WRAP_H
#define DATELINE_READ_WRAP_H

#include "base/arena.h"
#include "dateline/doc.h"
#include "read/scan.h"

/* A line that is not blank. */
typedef struct dtl_line {
    dtl_span span;   /* without the blanks around it */
    uint32_t indent; /* bytes of blanks before it */
    uint32_t width;  /* longest line of its paragraph, indents put aside */
    bool apart;      /* a blank line, or the text's begin, before it */
} dtl_line;

/* The lines of text[from, end) that are not blank, in the arena; NULL when
 * memory is out. Lines end at LF, CR or CRLF. */
const dtl_line *dtli_lines_new(dtl_str text, size_t from, dtl_arena *arena,
                               uint32_t *count);

/* The break between two neighbouring lines of prose is only a wrap; `caps`
 * for upper-case copy. */
bool dtli_is_wrap(dtl_str text, const dtl_line *line, const dtl_line *next,
                  bool caps);

#endif
