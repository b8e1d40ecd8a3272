/* export.h — one export under way: a sheet, and where its bytes go. */
#ifndef DATELINE_EXCHANGE_EXPORT_H
#define DATELINE_EXCHANGE_EXPORT_H

#include "exchange/exchange.h"
#include "exchange/reports.h"

typedef struct dtl_export_run {
    const dtl_sheet *sheet; /* NULL: JSON lines */
    bool head;              /* a first row of names */
    char item_end;          /* of lists: see dtl_row */
    dtl_put put;
    void *payload;
    size_t longest; /* out: bytes of the longest row */
    /* Its own. */
    bool (*stop)(void *payload);
    void *stop_payload;
    dtl_buf out, cell;
    dtl_reports reports;
} dtl_export_run;

/* Writes what `options` choose; their format counts no more. */
dtl_status dtli_export_run(dtl_store *store, const dtl_export_options *options,
                           dtl_export_run *run, dtl_error *err) DTL_MUST_USE;

#endif
