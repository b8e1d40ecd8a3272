/* gradient.h — the gradient compared with differences of the loss. */
#ifndef DATELINE_TRAIN_GRADIENT_H
#define DATELINE_TRAIN_GRADIENT_H

#include <stdio.h>

#include "trainer.h"

/* Prints a line a sampled weight, DTL_INVALID where they disagree. Without
 * dropout; relu corners may show small differences. */
dtl_status gradient_check(trainer *t, const corpus *c, FILE *to,
                          dtl_error *err) DTL_MUST_USE;

#endif
