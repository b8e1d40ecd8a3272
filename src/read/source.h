/* source.h — the bytes of one input: a file or standard input, unpacked and
 * brought from UTF-16 to UTF-8 where needed, through a small window. */
#ifndef DATELINE_READ_SOURCE_H
#define DATELINE_READ_SOURCE_H

#include "base/str.h"

typedef struct dtl_source dtl_source;

/* Opens `path`; "-" is standard input, which stays open afterwards. A fifo
 * or device is fine. DTL_IO, DTL_NOMEM; DTL_INVALID for packings that are
 * not read. */
dtl_status dtli_source_open(const char *path, dtl_source **out,
                            dtl_error *err) DTL_MUST_USE;
void dtli_source_close(dtl_source *source); /* NULL is fine */

/* Makes sure that the window is not empty. DTL_END at the end of the input;
 * DTL_IO or DTL_CORRUPT once, DTL_END from then on. */
dtl_status dtli_source_fill(dtl_source *source, dtl_error *err) DTL_MUST_USE;

/* Bytes in the window, borrowed until the next fill. */
dtl_str dtli_source_window(const dtl_source *source);
void dtli_source_take(dtl_source *source, size_t n);

/* The input was UTF-16, and had a half character that was replaced. */
bool dtli_source_is_damaged(const dtl_source *source);

/* Bytes taken from the file itself so far (packed ones). */
uint64_t dtli_source_consumed(const dtl_source *source);

#endif
