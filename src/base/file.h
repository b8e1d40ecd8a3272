/* file.h — read-only files as bytes: mapped, closed with one call. */
#ifndef DATELINE_BASE_FILE_H
#define DATELINE_BASE_FILE_H

#include "dateline/status.h"

/* A whole file, mapped. `bytes` is static while it is open. */
typedef struct dtl_map {
    dtl_str bytes;
    void *base;
    size_t length;
} dtl_map;

/* DTL_IO when it cannot be opened or is no regular file. */
dtl_status dtli_map_open(const char *path, dtl_map *out, dtl_error *err)
    DTL_MUST_USE;
void dtli_map_close(dtl_map *map);

/* Writes `bytes` to `path` through a temporary file and rename, so that a
 * reader sees the old file or the whole new one. */
dtl_status dtli_file_write(const char *path, dtl_str bytes, dtl_error *err)
    DTL_MUST_USE;

#endif
