/* export.h — the trained network as a model file. */
#ifndef DATELINE_TRAIN_EXPORT_H
#define DATELINE_TRAIN_EXPORT_H

#include "net.h"
#include "vocab.h"

/* Writes the .dtlx (src/analyse/model.h) with `card` as its card. Lemmas of
 * the corpus that no script gives become exceptions. */
dtl_status export_model(const net *n, const vocab *v, const corpus *c,
                        const char *path, dtl_str card,
                        dtl_error *err) DTL_MUST_USE;

#endif
