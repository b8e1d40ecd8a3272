/* lemma.h — lemmas as edit scripts: "studies" = lower, cut 3, add "y". */
#ifndef DATELINE_ANALYSE_LEMMA_H
#define DATELINE_ANALYSE_LEMMA_H

#include <stdbool.h>

#include "dateline/status.h"

enum { DTLI_LEMMA_MAX = 4 * 512 };

typedef enum dtl_script_case {
    DTL_SCRIPT_LOWER = 'L', /* "Studies" -> "studies", then edit */
    DTL_SCRIPT_KEEP = 'K',  /* names: "Alps" */
    DTL_SCRIPT_TITLE = 'T', /* "PARIS" -> "Paris" */
    DTL_SCRIPT_WHOLE = 'W'  /* the lemma is `add`: "were" -> "be" */
} dtl_script_case;

typedef struct dtl_script {
    char letter_case; /* dtl_script_case */
    uint8_t cut;      /* characters off the end */
    dtl_str add;      /* put on the end */
} dtl_script;

/* Writes the lemma of `form` into out (DTLI_LEMMA_MAX bytes of room) and
 * returns its length. An empty result is replaced by the form. */
size_t dtli_script_apply(const dtl_script *script, dtl_str form, char *out);

/* Reads "L3/y" ("Wbe" for a whole word); false if it is none. */
bool dtli_script_read(dtl_str text, dtl_script *out);

/* Shortest script from form to lemma, as text "L3/y" into out (room for
 * lemma.len + 8 bytes); returns its length. */
size_t dtli_script_derive(dtl_str form, dtl_str lemma, char *out);

#endif
