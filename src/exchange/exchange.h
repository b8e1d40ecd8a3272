/* exchange.h — tables of columns: what a format has, in its order, and where
 * each cell comes from. Header, types and cells have this one source. */
#ifndef DATELINE_EXCHANGE_EXCHANGE_H
#define DATELINE_EXCHANGE_EXCHANGE_H

#include "base/day.h"
#include "dateline/exchange.h"
#include "store/json_get.h"
#include "store/store.h"

/* How often an event is told: all its reports, where the store has linked
 * them. */
typedef struct dtl_tally {
    int64_t mentions, articles, sources; /* each at least 1 */
    dtl_str added;                       /* when the first report came */
    dtl_str url, doc;                    /* of the first report */
} dtl_tally;

/* One mention of an event in one article. */
typedef struct dtl_telling {
    int64_t event;           /* row of the report's event */
    int64_t sentence, start; /* -1 where not kept */
    int64_t text_length;     /* of the article, code points */
    dtl_str added, source, url, doc;
    json_object *record; /* of the report */
} dtl_telling;

/* One row on its way out. Strings are borrowed from the statement or from
 * the record. */
typedef struct dtl_row {
    int64_t event; /* row of the store */
    json_object *record;
    json_object *actor, *recipient; /* of this row's pair, or NULL */
    dtl_str doc, published, source, url, lang, version;
    dtl_str trigger, sentence;  /* words of the first mention */
    size_t pair;                /* from 0 */
    dtl_tally tally;            /* where the sheet asks for it */
    const dtl_telling *telling; /* of sheets by telling */
    char item_end; /* closes each item of a list; '\0': ';' stands between */
} dtl_row;

typedef enum dtl_side { DTL_SIDE_ACTOR, DTL_SIDE_RECIPIENT } dtl_side;

typedef enum dtl_column_type {
    DTL_COLUMN_TEXT,
    DTL_COLUMN_INTEGER,
    DTL_COLUMN_REAL,
    DTL_COLUMN_DAY,
    DTL_COLUMN_LIST /* of text */
} dtl_column_type;

typedef struct dtl_column dtl_column;

/* Adds the cell's plain text to `out`; nothing for an empty cell. */
typedef void (*dtl_cell)(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out);

struct dtl_column {
    const char *name;
    dtl_column_type type;
    dtl_cell cell;   /* NULL: Dateline has nothing for it, always empty */
    const char *key; /* member of the record, actor or place, if any */
    int number;      /* a dtl_side, decimals, or which one of several */
};

/* What a row stands for. */
typedef enum dtl_per {
    DTL_PER_EVENT,
    DTL_PER_PAIR,
    DTL_PER_TELLING /* of each pair */
} dtl_per;

typedef struct dtl_sheet {
    const char *format;
    const dtl_column *columns;
    size_t count;
    dtl_per per;
    bool head;      /* a first row of names */
    bool once;      /* reports of one event are one, and counted */
    bool mutual;    /* those who meet are pairs, both ways */
    char separator; /* ',' with RFC 4180 quotes, or tab without quotes */
} dtl_sheet;

extern const dtl_sheet DTLI_SHEET_CSV, DTLI_SHEET_PHOENIX, DTLI_SHEET_POLECAT,
    DTLI_SHEET_GDELT, DTLI_SHEET_GDELT_MENTIONS;

/* The sheet of a format, or NULL. */
const dtl_sheet *dtli_sheet(const char *format);

/* Cells that several formats share. */
void dtli_cell_record(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_number(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_integer(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_date(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_place(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_degrees(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_geonames(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_list(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_published(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_source(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_url(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_root(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_cell_day_number(const dtl_row *, const dtl_column *, dtl_buf *);

/* One item of a list; `index` from 0. */
void dtli_cell_item(const dtl_row *row, size_t index, dtl_str item,
                    dtl_buf *out);

/* The day that stands for the event: its first; where it is open to the
 * past, its last; the day of print where nothing is told. Year 0 for none. */
dtl_civil dtli_row_day(const dtl_row *row);

/* The id of an event or document as a file of `origin` had it: without
 * "origin:" before it, if it came from there. */
dtl_str dtli_cell_own_id(dtl_str id, const char *origin);

/* The actor or recipient of the row's pair, or NULL. */
json_object *dtli_row_side(const dtl_row *row, int side);

/* CAMEO's word for a PLOVER sector ("JRN" is "MED", "MED" is "HLH"); empty
 * where CAMEO has none. Static. */
dtl_str dtli_sector_to_cameo(dtl_str sector);

/* An actor's country and sectors as one CAMEO code ("GEOMIL", "IGOUNO"). */
void dtli_cameo_actor(json_object *actor, dtl_buf *out);

#endif
