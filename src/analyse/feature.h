/* feature.h — what the encoder sees of a word: hashes of its parts.
 *
 * A word gives the hash of its lower-cased form (digits as 0, curly quotes
 * as plain ones) and a bag of hashed sub-word features: prefixes of 1-3 and
 * suffixes of 1-4 characters, its shape with the letter case of the whole
 * sentence, and character 3- to 5-grams of "^word$". The trainer and the
 * inference share this code; a change of it needs a new model.
 */
#ifndef DATELINE_ANALYSE_FEATURE_H
#define DATELINE_ANALYSE_FEATURE_H

#include "dateline/status.h"

enum { DTLI_SUB_MAX = 64, DTLI_FEATURE_VERSION = 1 };

/* Letter case of a sentence: headlines and old wire copy differ. */
typedef enum dtl_regime {
    DTL_REGIME_MIXED,
    DTL_REGIME_TITLE, /* "Troops Enter Besieged Town" */
    DTL_REGIME_UPPER, /* "TROOPS ENTER BESIEGED TOWN" */
    DTL_REGIME_LOWER  /* "troops enter besieged town" */
} dtl_regime;

typedef struct dtl_features {
    uint64_t word;               /* hash of the normal form */
    uint32_t sub[DTLI_SUB_MAX];  /* hashes, to be masked by the table size */
    uint32_t count;
} dtl_features;

/* Counts what the words of a sentence look like; zero-initialise. */
typedef struct dtl_case_count {
    uint32_t words, lower, title, upper;
} dtl_case_count;

void dtli_case_add(dtl_case_count *count, dtl_str form);
dtl_regime dtli_case_regime(const dtl_case_count *count);

/* The hash of the normal form alone. */
uint64_t dtli_word_hash(dtl_str form);

void dtli_features(dtl_str form, dtl_regime regime, dtl_features *out);

#endif
