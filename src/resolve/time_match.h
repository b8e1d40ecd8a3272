/* time_match.h — the patterns that match from an atom on. */
#ifndef DATELINE_RESOLVE_TIME_MATCH_H
#define DATELINE_RESOLVE_TIME_MATCH_H

#include "resolve/time_atom.h"

enum { DTL_TIME_MATCHES = 8 };

/* A match: what its pattern's classes stand for. */
typedef struct dtl_time_frame {
    uint32_t first, last; /* atoms, inclusive */
    int32_t pattern;
    dtl_time_reading reading;
    uint64_t has, has_second;       /* bit sets over dtl_time_class */
    int32_t value[DTL_TC_COUNT];    /* of the first atom of the class */
    int32_t second[DTL_TC_COUNT];   /* of the next one, "3-5 May" */
} dtl_time_frame;

static inline bool dtli_time_has(const dtl_time_frame *f, dtl_time_class of)
{
    return f->has >> of & 1;
}

/* Puts the matches from atom `at` on into `out`, the longest first, of two
 * as long the upper row; returns how many (at most DTL_TIME_MATCHES). */
uint32_t dtli_time_match(const dtl_calendar *calendar,
                         const dtl_time_sent *sent, uint32_t at,
                         dtl_time_frame out[DTL_TIME_MATCHES]);

#endif
