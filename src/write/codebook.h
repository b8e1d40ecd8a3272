/* codebook.h — scores and names of the codes that events carry. */
#ifndef DATELINE_WRITE_CODEBOOK_H
#define DATELINE_WRITE_CODEBOOK_H

#include "base/table.h"
#include "dateline/doc.h"

/* The codebook's tables, opened once; plain value, read by all threads. */
typedef struct dtl_codebook {
    dtl_table events, modes, contexts, sectors, cameo;
} dtl_codebook;

/* `lexicon` must outlive the result. DTL_NOTFOUND: a table is missing. */
dtl_status dtli_codebook_init(const dtl_lexicon *lexicon, dtl_codebook *out,
                              dtl_error *err) DTL_MUST_USE;

/* Quad class 1..4 of a type; 0 for none. */
int dtli_codebook_quad(const dtl_codebook *codebook, dtl_event_type type);

/* PLOVER score: the mode's if it has one, else the type's. */
double dtli_codebook_intensity(const dtl_codebook *codebook,
                               const dtl_event *event);

/* Goldstein (1992) score of a CAMEO code, -10..10; 0 for an unknown one. */
double dtli_codebook_goldstein(const dtl_codebook *codebook, dtl_str cameo);

/* Name of context `bit`, empty out of range. */
dtl_str dtli_codebook_context(const dtl_codebook *codebook, unsigned bit);

#endif
