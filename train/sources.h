/* sources.h — which files of the data folder train, and which measure. */
#ifndef DATELINE_TRAIN_SOURCES_H
#define DATELINE_TRAIN_SOURCES_H

#include "corpus.h"

#define SOURCES_TEXT                                                          \
    "UD English EWT 2.16 train, UD English GUM 2.16 train without fiction "   \
    "and whow, names in newswire, Wikigold; raw text of newswire, InSight "     \
    "Crime, BBC News and ECB+"

/* What train.sh adds to these. */
#define SOURCES_VECTORS "GloVe 6B, 100 numbers (PDDL 1.0)"
#define SOURCES_TEACHERS "wider nets of the same data, over the raw text"
#define SOURCES_ENCODER ", with all-MiniLM-L6-v2 (Apache-2.0) as their input"
enum { DEV_SETS_MAX = 8 };

typedef struct dev_sets {
    uint32_t count;
    const char *names[DEV_SETS_MAX];
    corpus sets[DEV_SETS_MAX];
} dev_sets;

/* All training sentences under `folder`. */
/* names: file of names in EWT (corpus_add_names), or NULL. */
dtl_status sources_read(corpus *c, const char *folder, const char *names,
                        dtl_error *err) DTL_MUST_USE;

/* Raw text, for counts of words and their neighbours only. */
dtl_status sources_read_raw(corpus *c, const char *folder,
                            dtl_error *err) DTL_MUST_USE;

dtl_status dev_sets_read(dev_sets *dev, const char *folder,
                         dtl_error *err) DTL_MUST_USE;

#endif
