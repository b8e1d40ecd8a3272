/* sense.h — does a word tell an event of a type here, by its surroundings?
 *
 * A second opinion beside the rules: for each type a linear model over three
 * vectors of the encoder (analyse/vector.h): the word's own, the mean of its
 * sentence and the mean of the document. "The market rallied" has the word,
 * not the surroundings, of a rally. The numbers stand in data/rules/sense.tsv,
 * written by tools/fit_sense.py for one model file; with another model, or
 * where the analyser has not run (CoNLL-U), there is no opinion. All is
 * reckoned in whole numbers: the same score on every processor.
 */
#ifndef DATELINE_CODE_SENSE_H
#define DATELINE_CODE_SENSE_H

#include "base/table.h"
#include "dateline/doc.h"

enum {
    DTLI_SENSE_UNIT = 10000, /* of a score: this much is log odds of 1 */
    DTLI_SENSE_PARTS = 3     /* word, sentence, document */
};

/* The table, read. */
typedef struct dtli_sense {
    bool on;        /* there is a table, and it names a model */
    uint32_t model; /* stamp of that model */
    uint32_t width;
    int32_t floor; /* a telling that scores less is none */
    int32_t mean;  /* of the scores of tellings: no opinion counts as much */
    int32_t bias[DTL_EVENT_COUNT];
    int16_t *weight; /* [DTL_EVENT_COUNT x DTLI_SENSE_PARTS x width] */
} dtli_sense;

/* Reads a table into `arena`; one without rows is off. DTL_SYNTAX (E542: a
 * row that cannot be read, E543: rows that are missing) or DTL_NOMEM. */
dtl_status dtli_sense_read(dtl_arena *arena, const dtl_table *table,
                           dtli_sense *out, dtl_error *err) DTL_MUST_USE;

/* What scoring one document needs at hand. */
typedef struct dtli_sensing {
    const dtli_sense *sense;
    const dtl_doc *doc;
    int32_t *document, *sentence; /* mean vectors [width] */
    uint32_t sent; /* number of that sentence; UINT32_MAX: none yet */
    bool on;       /* the document has vectors of the model of the table */
} dtli_sensing;

/* False when memory is out. */
bool dtli_sensing_begin(dtli_sensing *sensing, const dtli_sense *sense,
                        const dtl_doc *doc, dtl_arena *arena) DTL_MUST_USE;

/* Log odds, in parts of DTLI_SENSE_UNIT, that the word tells an event of
 * `type`; false where there is no opinion. */
bool dtli_sense_of(dtli_sensing *sensing, uint32_t token, dtl_event_type type,
                   int32_t *score);

#endif
