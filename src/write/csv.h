/* csv.h — cells of comma-separated values (RFC 4180). */
#ifndef DATELINE_WRITE_CSV_H
#define DATELINE_WRITE_CSV_H

#include "base/str.h"

/* A cell: quoted, and its quotes doubled, only where RFC 4180 asks for it. */
void dtli_csv_cell(dtl_buf *out, dtl_str s);

#endif
