/* exchange.h — a store's events in the forms of other event data. */
#ifndef DATELINE_EXCHANGE_H
#define DATELINE_EXCHANGE_H

#include "dateline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What to export; docs/exchange.md has every column. */
typedef struct dtl_export_options {
    const char *format; /* jsonl, csv, phoenix or polecat */
    const char *from;   /* first day that an event begins on, YYYY-MM-DD, or
                         * NULL */
    const char *to;     /* last such day, or NULL */
    const char *status; /* "actual,ongoing", or NULL for all */
} dtl_export_options;

/**
 * Write the events of a store, in the order in which they came, as they stand
 * at one instant whoever writes meanwhile.
 *
 * put  Takes the bytes, UTF-8, in pieces; returns false to stop.
 *
 * Returns DTL_OK; DTL_INVALID for an unknown format, day or status;
 * DTL_CANCELLED where `put` stopped; DTL_STORE, DTL_IO, DTL_NOMEM. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status
dtl_export(dtl_store *store, const dtl_export_options *options, dtl_put put,
           void *payload, dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
