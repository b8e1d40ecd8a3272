/* reports.c — see reports.h. */
#include "exchange/reports.h"

#include "base/error.h"

const char DTLI_REPORTS_ONCE[] =
    " AND NOT EXISTS (SELECT 1 FROM reports p"
    " JOIN world_events w ON w.id = p.world WHERE p.event = e.id"
    " AND w.best IS NOT NULL AND w.best <> e.id)";

/* The event and the reports of what it reports best. */
#define EVENTS                                                                 \
    " FROM (SELECT CAST($1 AS BIGINT) AS id UNION SELECT p.event"              \
    " FROM world_events w JOIN reports p ON p.world = w.id"                    \
    " WHERE w.best = $1) t JOIN events e ON e.id = t.id"                       \
    " JOIN documents d ON d.id = e.document"

/* MORE: what only one question needs to know of the article. */
#define ARTICLES_WITH(MORE)                                                    \
    "(SELECT e.id AS event, d.id AS document, d.added AS added,"               \
    " d.doc AS doc, d.source AS source, d.url AS url, 0 AS copy" MORE EVENTS   \
    " UNION ALL SELECT e.id, d.id, d.added, n.doc, n.source, n.url, 1" MORE    \
        EVENTS " JOIN document_names n ON n.document = d.id) a"
#define ARTICLES ARTICLES_WITH("")
#define ARTICLES_MEASURED ARTICLES_WITH(", length(d.text) AS length")

static const char COUNT[] =
    "SELECT count(*), count(DISTINCT a.doc),"
    " count(DISTINCT NULLIF(a.source, '')) FROM " ARTICLES
    " LEFT JOIN mentions m ON m.event = a.event";

static const char FIRST[] =
    "SELECT a.added, a.url, a.doc FROM " ARTICLES
    " ORDER BY a.added, a.document, a.copy, a.doc LIMIT 1";

enum {
    EACH_EVENT,
    EACH_SENTENCE,
    EACH_START,
    EACH_LENGTH,
    EACH_ADDED,
    EACH_SOURCE,
    EACH_URL,
    EACH_DOC,
    EACH_RECORD
};

static const char EACH[] =
    "SELECT a.event, m.sentence, m.start, a.length, a.added, a.source, a.url,"
    " a.doc, r.record FROM " ARTICLES_MEASURED
    " JOIN records r ON r.event = a.event"
    " LEFT JOIN mentions m ON m.event = a.event"
    " ORDER BY a.added, a.document, a.copy, a.doc, a.event, m.number";

dtl_status dtli_reports_open(dtl_reports *reports, dtl_db *db, dtl_error *err)
{
    *reports = (dtl_reports){ .record = NULL };
    dtl_status status = dtli_db_prepare(db, COUNT, &reports->count, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(db, FIRST, &reports->first, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(db, EACH, &reports->each, err);
    return status;
}

void dtli_reports_close(dtl_reports *reports)
{
    json_object_put(reports->record);
    dtli_stmt_close(reports->count);
    dtli_stmt_close(reports->first);
    dtli_stmt_close(reports->each);
}

static int64_t at_least_one(int64_t count)
{
    return count > 1 ? count : 1;
}

dtl_status dtli_reports_count(dtl_reports *reports, int64_t event,
                              dtl_tally *out, dtl_error *err)
{
    dtli_stmt_reset(reports->count);
    dtli_stmt_reset(reports->first);
    dtli_bind_int(reports->count, 1, event);
    dtli_bind_int(reports->first, 1, event);
    dtl_status status = dtli_step(reports->count, err);
    if (status == DTL_OK)
        status = dtli_step(reports->first, err);
    if (status != DTL_OK)
        return status == DTL_END
                   ? dtl_fail(err, DTL_CORRUPT, 0, 0,
                              "E790: event row %lld has no article",
                              (long long)event)
                   : status;
    *out = (dtl_tally){
        .mentions = at_least_one(dtli_column_int(reports->count, 0)),
        .articles = at_least_one(dtli_column_int(reports->count, 1)),
        .sources = at_least_one(dtli_column_int(reports->count, 2)),
        .added = dtli_column_text(reports->first, 0),
        .url = dtli_column_text(reports->first, 1),
        .doc = dtli_column_text(reports->first, 2)
    };
    return DTL_OK;
}

void dtli_reports_begin(dtl_reports *reports, int64_t event)
{
    dtli_stmt_reset(reports->each);
    dtli_bind_int(reports->each, 1, event);
}

static int64_t int_or_none(dtl_stmt *stmt, unsigned column)
{
    return dtli_column_is_null(stmt, column) ? -1
                                             : dtli_column_int(stmt, column);
}

dtl_status dtli_reports_next(dtl_reports *reports, dtl_telling *out,
                             dtl_error *err)
{
    dtl_stmt *each = reports->each;
    dtl_status status = dtli_step(each, err);
    if (status != DTL_OK)
        return status;
    json_object_put(reports->record);
    reports->record = dtli_json_object(dtli_column_text(each, EACH_RECORD));
    if (!reports->record)
        return dtl_fail(err, DTL_CORRUPT, 0, 0,
                        "E785: the record of event row %lld cannot be read",
                        (long long)dtli_column_int(each, EACH_EVENT));
    *out = (dtl_telling){ .event = dtli_column_int(each, EACH_EVENT),
                          .sentence = int_or_none(each, EACH_SENTENCE),
                          .start = int_or_none(each, EACH_START),
                          .text_length = dtli_column_int(each, EACH_LENGTH),
                          .added = dtli_column_text(each, EACH_ADDED),
                          .source = dtli_column_text(each, EACH_SOURCE),
                          .url = dtli_column_text(each, EACH_URL),
                          .doc = dtli_column_text(each, EACH_DOC),
                          .record = reports->record };
    return DTL_OK;
}
