/* walk.h — the files that a list of paths names, folders walked. */
#ifndef DATELINE_READ_WALK_H
#define DATELINE_READ_WALK_H

#include "dateline/status.h"

typedef struct dtl_walk dtl_walk;

/* Copies `paths`. NULL when memory is out. */
dtl_walk *dtli_walk_new(const char *const *paths, size_t count);
void dtli_walk_free(dtl_walk *walk); /* NULL is fine */

/* The next file, borrowed until the next call: paths in their order, files
 * of a folder in the byte order of their names, hidden ones left out.
 * DTL_END; DTL_IO, DTL_LIMIT or DTL_NOMEM for one path, which err names and
 * after which the walk goes on. */
dtl_status dtli_walk_next(dtl_walk *walk, const char **path, dtl_error *err)
    DTL_MUST_USE;

#endif
