/* report.h — events as articles tell them, read from a store to be compared.
 */
#ifndef DATELINE_WORLD_REPORT_H
#define DATELINE_WORLD_REPORT_H

#include "world/world.h"

/* What an event is told apart by: planned ones and those that are denied are
 * no reports of one that happened. */
typedef enum dtli_footing {
    DTLI_FOOTING_DONE, /* actual, ongoing, historical */
    DTLI_FOOTING_PLANNED,
    DTLI_FOOTING_SUPPOSED,
    DTLI_FOOTING_DENIED
} dtli_footing;

typedef struct dtli_party {
    dtl_str name, text, country, sectors; /* sectors joined by ';' */
} dtli_party;

typedef struct dtli_parties {
    dtli_party *at;
    uint32_t count, capacity;
} dtli_parties;

enum { DTLI_ACTORS, DTLI_RECIPIENTS, DTLI_SIDES };

/* Hashes of words, sorted, none twice. */
typedef struct dtli_bag {
    uint64_t *at;
    uint32_t count, capacity;
} dtli_bag;

typedef struct dtli_spot {
    int64_t row; /* places.id, 0: not told */
    dtl_str name, country, precision;
    double lat, lon;
    bool has_point;
} dtli_spot;

/* An event of an article; strings and lists lie in the arena of its load. */
typedef struct dtli_report {
    int64_t row;      /* events.id */
    uint64_t key;     /* tells it from others, whatever the rows */
    int64_t document; /* documents.id */
    uint32_t article; /* UINT32_MAX: of an article that is not linked */
    bool has_text;    /* of its article */
    dtl_str doc, id, source;
    int64_t number;
    int64_t sentence; /* -1: not told */
    dtl_str type, mode, status;
    int8_t kind; /* dtli_report_kinds */
    dtli_footing footing;
    dtl_day from, to;
    bool assumed;
    dtli_spot place;
    double confidence;
    dtl_str trigger;
    dtli_bag words;   /* around the trigger */
    dtli_bag numbers; /* of its sentence */
    dtli_parties sides[DTLI_SIDES];
    int64_t old_world; /* as the store has it; 0: none */
    uint64_t old_hash; /* of score and why */
} dtli_report;

typedef struct dtli_reports {
    dtl_arena *arena; /* of all below */
    dtli_report *at;
    uint32_t count, capacity;
} dtli_reports;

/* Statements that read reports. */
typedef struct dtli_report_sql {
    dtl_stmt *events, *parties;
} dtli_report_sql;

/* Which: their values are bound before each load. */
typedef enum dtli_report_by {
    DTLI_BY_DOCUMENT, /* $1: row of the document */
    DTLI_BY_DAY,      /* $1: type, $2: first day */
    DTLI_BY_WORLD     /* $1: event of the world; articles with a text alone */
} dtli_report_by;

dtl_status dtli_report_prepare(dtl_db *db, dtli_report_by by,
                               dtli_report_sql *out,
                               dtl_error *err) DTL_MUST_USE;
void dtli_report_bind(const dtli_report_sql *sql, int64_t row);
void dtli_report_finish(dtli_report_sql *sql);

/* Adds the events of a statement, in the order of articles. */
dtl_status dtli_report_load(const dtli_world_run *run,
                            const dtli_report_sql *sql, dtli_reports *out,
                            dtl_error *err) DTL_MUST_USE;

/* Hash of what the table reports says of an event, but for its world. */
uint64_t dtli_report_hash(int64_t score, dtl_str why);

#endif
