/* checkpoint.h — the whole state of training, so that it can go on. */
#ifndef DATELINE_TRAIN_CHECKPOINT_H
#define DATELINE_TRAIN_CHECKPOINT_H

#include "trainer.h"

/* Written after each epoch; byte order and float format of this machine. */
dtl_status checkpoint_write(const trainer *t, const char *path,
                            dtl_error *err) DTL_MUST_USE;

/* DTL_NOTFOUND where there is none, or it is of another run. */
dtl_status checkpoint_read(trainer *t, const char *path,
                           dtl_error *err) DTL_MUST_USE;

/* True where the file tells of a run that has ended. */
bool checkpoint_is_last(const char *path);

/* The net alone. like: sizes of the vocabulary, which must agree; vectors
 * are the vocabulary's. DTL_INVALID where the file is of another vocabulary. */
dtl_status checkpoint_read_net(net *n, const net_config *like,
                               const float *vectors, const char *path,
                               dtl_error *err) DTL_MUST_USE;

#endif
