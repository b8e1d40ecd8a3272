/* golden_format.h — output of the command, one compact line an item. */
#ifndef DATELINE_TESTS_GOLDEN_FORMAT_H
#define DATELINE_TESTS_GOLDEN_FORMAT_H

#include "support/run.h"

/* Adds the lines of document `id` (in a run's standard output) to `out`. */
typedef void (*golden_format)(const char *output, const char *id, text *out);

/* A stage of the line: the command that shows its work, and how to put it. */
typedef struct golden_stage {
    const char *name;
    const char *commands[2]; /* arguments after `dateline`; NULL: none */
    golden_format format;
    bool verbatim;       /* documents are given as .txt files, as they are */
} golden_stage;

/* By the name of the folder ("times"), or NULL. */
const golden_stage *golden_stage_named(const char *name, size_t len);

#endif
