/* seam_table.h — the fitted weights of seam.c. */
#ifndef DATELINE_SEGMENT_SEAM_TABLE_H
#define DATELINE_SEGMENT_SEAM_TABLE_H

#include <stddef.h>

typedef struct dtl_seam_weight {
    const char *name;
    int weight; /* thousandths */
} dtl_seam_weight;

extern const dtl_seam_weight DTLI_SEAM_WEIGHTS[]; /* sorted by name */
extern const size_t DTLI_SEAM_WEIGHT_COUNT;

#endif
