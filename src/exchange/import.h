/* import.h — rows of other event data on their way into a store.
 *
 *   import.c          the run: files, batches, what was read and refused
 *   import_lines.c    lines of a file, bounded
 *   import_columns.c  which column is which field, by name or by place
 *   import_book.c     the codebook and the countries, ready to look up
 *   import_actor.c    actors by CAMEO codes
 *   import_gdelt.c, import_phoenix.c, import_polecat.c   a row's meaning
 *   import_record.c   the record of an event, as docs/formats.md has it
 *   import_put.c      a batch into the tables
 */
#ifndef DATELINE_EXCHANGE_IMPORT_H
#define DATELINE_EXCHANGE_IMPORT_H

#include "base/table.h"
#include "dateline/exchange.h"
#include "read/source.h"
#include "store/put.h"
#include "write/codebook.h"

enum { DTL_IMPORT_FIELDS = 40, DTL_IMPORT_COLUMNS = 128 };

/* ---------------------------------------------------------------- lines */

typedef struct dtl_lines {
    dtl_source *source; /* borrowed */
    dtl_buf line;       /* of a line that does not lie in one window */
    dtl_buf decoded;    /* of a line that is not UTF-8 */
    uint64_t number;    /* of the line given last, from 1 */
} dtl_lines;

void dtli_lines_init(dtl_lines *lines, dtl_source *source);
void dtli_lines_clear(dtl_lines *lines);

/* The next line without its end, UTF-8 (what is not is read as CP1252),
 * borrowed until the next call. DTL_END; DTL_LIMIT for a line beyond
 * DTL_MAX_IMPORT_LINE and DTL_INVALID for one with a zero byte, after which
 * the next call goes on; else as dtli_source_fill. */
dtl_status dtli_lines_next(dtl_lines *lines, dtl_str *out,
                           dtl_error *err) DTL_MUST_USE;

/* ------------------------------------------------------------- codebook */

/* A row of the table of CAMEO codes. */
typedef struct dtl_book_cameo {
    dtl_str code, event, mode;
    int quad; /* of the PLOVER type; of the code where it has none */
    double goldstein;
} dtl_book_cameo;

/* A PLOVER type, or a mode of one. */
typedef struct dtl_book_type {
    dtl_str event, mode, cameo;
    int quad;
    double score;
} dtl_book_type;

typedef struct dtl_book dtl_book;

/* `lexicon` must outlive the book. */
dtl_status dtli_book_open(const dtl_lexicon *lexicon, dtl_book **out,
                          dtl_error *err) DTL_MUST_USE;
void dtli_book_close(dtl_book *book); /* NULL is fine */

/* The code, or the longest beginning of it that is one (at least the root);
 * NULL where there is none. */
const dtl_book_cameo *dtli_book_cameo(const dtl_book *book, dtl_str code);

/* The type with this mode; NULL where there is none. `mode` may be empty. */
const dtl_book_type *dtli_book_type(const dtl_book *book, dtl_str event,
                                    dtl_str mode);

bool dtli_book_has_context(const dtl_book *book, dtl_str context);
bool dtli_book_has_sector(const dtl_book *book, dtl_str sector);

/* Alpha-3 code of a country that is written as a code ("SDN", CAMEO's old
 * ones too) or a name ("Sudan", any case); empty for no country. Static while
 * the book is open. */
dtl_str dtli_book_country(const dtl_book *book, dtl_str text);

/* The state whose code an actor from there gets ("PRI" is USA); bodies that
 * stand in place of a country (UNO, NGO) stay. Empty for an unknown code. */
dtl_str dtli_book_state(const dtl_book *book, dtl_str text);

/* Name of a country ("SDN"), empty for an unknown one. */
dtl_str dtli_book_country_name(const dtl_book *book, dtl_str iso3);

/* --------------------------------------------------------------- fields */

/* One field of a form: the names that its column has, and where it stands in
 * files without names (from 0; -1: nowhere). */
typedef struct dtl_field {
    const char *name, *other; /* `other` may be NULL */
    int at;
    int at_older; /* in files of the form's older width */
    bool required;
} dtl_field;

/* Which field each column of a file is; -1: none. */
typedef struct dtl_columns {
    int field[DTL_IMPORT_COLUMNS];
    size_t count;
} dtl_columns;

/* Cells of a row by field. */
typedef struct dtl_cells {
    dtl_str line;
    dtl_str at[DTL_IMPORT_FIELDS]; /* empty where the file has no column */
} dtl_cells;

/* ----------------------------------------------------------------- rows */

typedef struct dtl_imported_actor {
    dtl_str text, name;
    dtl_str country; /* alpha-3, a body's code, or empty */
    dtl_str *sectors;
    size_t sector_count;
} dtl_imported_actor;

typedef struct dtl_imported_side {
    dtl_imported_actor *at;
    size_t count;
} dtl_imported_side;

typedef struct dtl_imported_place {
    bool told, located; /* located: lat and lon hold */
    dtl_str text, name, country, admin1;
    double lat, lon;
    uint64_t geonames; /* 0: not told */
    const char *precision;
} dtl_imported_place;

/* How widely GDELT saw an event reported. */
typedef struct dtl_imported_reach {
    bool told, root;
    uint64_t mentions, sources, articles;
    double tone;
} dtl_imported_reach;

/* What a row tells. Strings point into the line, the arena or static text. */
typedef struct dtl_imported {
    dtl_str id;  /* with the origin before it: "gdelt:410411234" */
    dtl_str doc; /* of the document that it is kept under, likewise */
    dtl_str published, source, url, lang; /* days are ISO text */
    dtl_str event, mode, cameo;           /* empty: not told */
    int quad;
    double goldstein, intensity;
    bool has_intensity;
    dtl_str *contexts;
    size_t context_count;
    dtl_imported_side actors, recipients;
    dtl_str day;
    dtl_imported_place place;
    uint64_t *sentences; /* of the document, from 0 */
    size_t sentence_count;
    dtl_imported_reach reach;
} dtl_imported;

/* A row in reading. */
typedef struct dtl_reading {
    const dtl_book *book;
    const dtl_cells *cells;
    dtl_arena *arena;
    uint64_t line;
    dtl_error *err;
    bool *no_memory; /* set where memory is out: the row is not told whole */
} dtl_reading;

/* One form of event data. */
typedef struct dtl_form {
    const char *name; /* also the origin of its documents */
    const dtl_field *fields;
    size_t count;
    size_t width;         /* columns of a file without names */
    size_t older, oldest; /* of older files; 0 where there are none */
    dtl_status (*read)(const dtl_reading *reading, dtl_imported *out);
} dtl_form;

extern const dtl_form DTLI_FORM_GDELT, DTLI_FORM_PHOENIX, DTLI_FORM_POLECAT;

/* The form of a name, or NULL. */
const dtl_form *dtli_form(const char *name);

/* Reads rows of one file. */
typedef struct dtl_row_reader {
    const dtl_form *form;
    const dtl_book *book;
    dtl_columns columns;
    dtl_arena *arena; /* what rows hold besides their line */
} dtl_row_reader;

/* Reads a row, line `number` of its file; *out points into line and arena.
 * DTL_SYNTAX or DTL_INVALID with line and byte; DTL_NOMEM. */
dtl_status dtli_row_read(const dtl_row_reader *reader, dtl_str line,
                         uint64_t number, dtl_imported *out,
                         dtl_error *err) DTL_MUST_USE;

/* What the columns of a file are, by its first line. *names tells whether
 * that line holds names. DTL_SYNTAX where it is no file of the form. */
dtl_status dtli_form_columns(const dtl_form *form, dtl_str line,
                             dtl_columns *out, bool *names,
                             dtl_error *err) DTL_MUST_USE;

/* Cuts a line into cells. DTL_SYNTAX for another number of columns. */
dtl_status dtli_cells_read(const dtl_columns *columns, dtl_str line,
                           dtl_cells *out, dtl_error *err) DTL_MUST_USE;

/* The cell, empty for words that stand for nothing ("NA", "None", "---"). */
dtl_str dtli_cell(const dtl_reading *reading, int field);

/* A failure of the cell: DTL_INVALID with line and byte. */
dtl_status dtli_cell_fail(const dtl_reading *reading, int field,
                          const char *format, ...)
    DTL_PRINTF(3, 4) DTL_MUST_USE;

/* Bytes of a cell that a message shows, whole characters. */
int dtli_cell_shown(dtl_str text);

/* `count` items in the arena, zeroed. NULL where memory is out, which the
 * reading notes: who calls need not tell. */
void *dtli_import_array(const dtl_reading *reading, size_t count, size_t size);

/* A side of one actor. */
void dtli_import_one(const dtl_reading *reading,
                     const dtl_imported_actor *actor, dtl_imported_side *out);

/* "origin:text", in the arena. */
dtl_str dtli_import_key(const dtl_reading *reading, const char *origin,
                        dtl_str text);

/* ISO text of a day written with or without hyphens, empty for none. */
dtl_str dtli_import_day(const dtl_reading *reading, dtl_str text);

/* The items of "a;b", empty ones left out; NULL (and *count 0) where there is
 * none. */
dtl_str *dtli_import_list(const dtl_reading *reading, dtl_str text,
                          size_t *count);

/* Type, mode, codes and numbers by a CAMEO code; `goldstein` as the file has
 * it, or empty. DTL_INVALID for an unknown code. */
dtl_status dtli_import_cameo(const dtl_reading *reading, int code,
                             int goldstein, dtl_imported *out) DTL_MUST_USE;

/* Latitude and longitude from two cells; nothing where one is no number or
 * out of range. */
void dtli_import_point(dtl_str lat, dtl_str lon, dtl_imported_place *out);

/* Country and sectors of a CAMEO code ("IGOUNO", "SDNMILREB"). `european`:
 * whether EUR at the beginning is the Union, and not the continent. */
void dtli_import_actor(const dtl_reading *reading, dtl_str code, bool european,
                       dtl_imported_actor *out);

/* A number as its record writes it, with at most so many decimals. */
double dtli_import_rounded(double value, int places);

/* The record of an event, without line feed. */
void dtli_import_record(const dtl_imported *row, dtl_buf *out);

/* What the record tells, for the tables: strings of the row and of `arena`.
 * False when memory is out. */
bool dtli_import_values(const dtl_imported *row, dtl_str record,
                        dtl_arena *arena, dtl_event_values *out);

/* -------------------------------------------------------------- batches */

/* A row that was read, or one that was refused (its record is empty then).
 * Strings stand in the arena of the batch. */
typedef struct dtl_import_item {
    dtl_event_values values;
    dtl_store_doc doc;
    dtl_error *error;
} dtl_import_item;

/* What is told of a run so far: committed. */
typedef struct dtl_import_state {
    dtl_store *store;
    dtl_store_by by;
    dtl_import_result result;
    dtl_stmt *find, *find_doc, *drop_doc;
    void (*report)(void *payload, const dtl_error *what);
    void *payload;
} dtl_import_state;

/* Prepares the statements of the store; closed by dtli_import_close. */
dtl_status dtli_import_open(dtl_import_state *state,
                            dtl_error *err) DTL_MUST_USE;
void dtli_import_close(dtl_import_state *state);

/* Puts a batch in, one transaction; `arena` holds its items. A row that the
 * store refuses becomes a refused one. */
dtl_status dtli_import_put(dtl_import_state *state, dtl_import_item *items,
                           size_t count, dtl_arena *arena,
                           dtl_error *err) DTL_MUST_USE;

/* Notes how the run stands ("running", "done", "interrupted"), inside a
 * transaction. */
dtl_status dtli_import_note(dtl_import_state *state, const char *outcome,
                            dtl_error *err) DTL_MUST_USE;

#endif
