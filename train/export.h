/* export.h — the trained network as a model file. */
#ifndef DATELINE_TRAIN_EXPORT_H
#define DATELINE_TRAIN_EXPORT_H

#include "net.h"
#include "vocab.h"

typedef struct export_target {
    const char *path;
    dtl_str card; /* key=value lines */
} export_target;

/* Writes the .dtlx (src/analyse/model.h). Lemmas of the corpus that no
 * script gives become exceptions. */
dtl_status export_model(const net *n, const vocab *v, const corpus *c,
                        const export_target *target,
                        dtl_error *err) DTL_MUST_USE;

#endif
