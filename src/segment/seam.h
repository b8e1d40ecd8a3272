/* seam.h — sentences that end where lines without a stop were run together:
 * "... what you think. Thanks, / Ada / Ada Okafor 03/14/2021 04:38 PM / I
 * have ...". */
#ifndef DATELINE_SEGMENT_SEAM_H
#define DATELINE_SEGMENT_SEAM_H

#include "segment/ending.h"

enum { DTLI_SEAM_FEATURES = 13, DTLI_SEAM_BYTES = 32 };

/* What speaks for or against an end, each as a name "pn=LC", NUL-ended. */
typedef struct dtl_seam {
    char name[DTLI_SEAM_FEATURES][DTLI_SEAM_BYTES];
    uint32_t count;
} dtl_seam;

/* Describes the place behind token `i`; false where none of these sentences
 * can end. Needs a token behind `i` in the block. Looks at a bounded number
 * of tokens. */
bool dtli_seam_describe(const dtl_scanner *sc, uint32_t i, dtl_seam *out);

/* Does a sentence end behind token `i`, where no rule ends one? */
bool dtli_seam_ends(const dtl_scanner *sc, uint32_t i);

#endif
