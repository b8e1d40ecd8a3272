/* unpack.h — gzip and zstd, as a stream. */
#ifndef DATELINE_READ_UNPACK_H
#define DATELINE_READ_UNPACK_H

#include <stdbool.h>

#include "dateline/status.h"

typedef enum dtl_packing {
    DTL_PACKING_NONE,
    DTL_PACKING_GZIP,
    DTL_PACKING_ZSTD,
    DTL_PACKING_OTHER /* xz, bzip2, zip: told apart to say so */
} dtl_packing;

/* By the first bytes of a file, whatever its name is. */
dtl_packing dtli_packing_of(dtl_str head);

typedef struct dtl_unpack dtl_unpack;

/* For GZIP or ZSTD; NULL when memory is out. */
dtl_unpack *dtli_unpack_new(dtl_packing packing);
void dtli_unpack_free(dtl_unpack *unpack); /* NULL is fine */

/* Where unpacked bytes go. */
typedef struct dtl_room {
    char *ptr;
    size_t size;
    size_t used; /* set by dtli_unpack_run */
} dtl_room;

/* Unpacks from *in, which is moved on, into *out; out->used may be 0 when
 * more input is needed, and above 0 on an error: bytes before it. Members
 * or frames that follow one another are one stream. DTL_CORRUPT. */
dtl_status dtli_unpack_run(dtl_unpack *unpack, dtl_str *in, dtl_room *out,
                           dtl_error *err) DTL_MUST_USE;

/* The stream may end here. */
bool dtli_unpack_is_complete(const dtl_unpack *unpack);

#endif
