/* time.h — time expressions into the days they denote. */
#ifndef DATELINE_RESOLVE_TIME_H
#define DATELINE_RESOLVE_TIME_H

#include "base/table.h"
#include "dateline/doc.h"

/* Words, patterns and holidays of data/calendar, indexed: immutable, shared
 * by threads. */
typedef struct dtl_calendar dtl_calendar;

/* DTL_NOTFOUND: a table is missing; DTL_SYNTAX: a row that cannot be read
 * (it is told). `lexicon` must outlive the result. */
dtl_status dtli_calendar_open(const dtl_lexicon *lexicon, dtl_calendar **out,
                              dtl_error *err) DTL_MUST_USE;
void dtli_calendar_close(dtl_calendar *calendar); /* NULL is fine */

/* Fills doc->timexes, in text order. Requires tokens, tags and
 * doc->published; without a publication day relative times keep no days.
 * Works on tokens that lack tags and trees too, less well. */
dtl_status dtli_resolve_times(const dtl_calendar *calendar, dtl_doc *doc,
                              dtl_arena *arena, dtl_error *err) DTL_MUST_USE;

/* Precision that an interval of days has by its length. */
dtl_precision dtli_time_precision(dtl_day from, dtl_day to);

/* Index of the time expression that most likely dates the event told by
 * `token` (a verb or a noun), or DTL_NO_INDEX. What lies ahead dates
 * `planned` events only. */
int32_t dtli_time_of(const dtl_doc *doc, uint32_t token, bool planned);

/* When the event told by `token` took place, by the codebook's section 7;
 * `planned` events look ahead ("will strike on Friday"). `assumed` tells that
 * no time stands by the event itself: then `timex` is the time of another
 * clause or of the sentence before, if one fits, else DTL_NO_INDEX and the
 * publication day. Of two mentions of one event take the one without. A
 * promise or a threat about a later act (AGREE, CONCEDE, THREATEN) is not
 * planned: it is made today. */
dtl_when dtli_when_of(const dtl_doc *doc, uint32_t token, bool planned);

#endif
