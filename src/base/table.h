/* table.h — the lexicon: TSV tables of data/, compiled into one .dtlx.
 *
 * `dtl-compile lexicon` turns data/<folder>/<name>.tsv into the section
 * "<folder>/<name>"; cells are read in place. Row 0 is the first row of
 * data; the header gives column names. Section layout, little-endian u32:
 * rows, columns, then (rows + 1) * columns + 1 offsets into the text that
 * follows (header row first), each cell running to the next offset.
 */
#ifndef DATELINE_BASE_TABLE_H
#define DATELINE_BASE_TABLE_H

#include "base/pack.h"

typedef struct dtl_lexicon dtl_lexicon;

/* A table; plain value, valid while its lexicon is open. */
typedef struct dtl_table {
    uint32_t rows, columns;
    const char *offsets;
    dtl_str text;
} dtl_table;

/* DTL_IO, DTL_VERSION or DTL_CORRUPT; all tables are checked at open. */
dtl_status dtli_lexicon_open(const char *path, dtl_lexicon **out,
                             dtl_error *err) DTL_MUST_USE;
void dtli_lexicon_close(dtl_lexicon *lexicon); /* NULL is fine */

/* Version text of the lexicon ("2026.11"), static while it is open. */
dtl_str dtli_lexicon_version(const dtl_lexicon *lexicon);

/* Names of its sections in file order, NULL past the last; tables are those
 * with a '/' in their names. For folders of tables that grow. */
const char *dtli_lexicon_name(const dtl_lexicon *lexicon, uint32_t index);

/* DTL_NOTFOUND where there is no table `name` ("actors/roles"). */
dtl_status dtli_lexicon_table(const dtl_lexicon *lexicon, const char *name,
                              dtl_table *out, dtl_error *err) DTL_MUST_USE;

/* Reads a section's bytes as a table; DTL_CORRUPT if they are none. */
dtl_status dtli_table_init(dtl_str section, dtl_table *out, dtl_error *err)
    DTL_MUST_USE;

/* Column index by name, or -1. */
int dtli_table_column(const dtl_table *table, const char *name);

/* Name of a column; empty out of range. */
dtl_str dtli_table_head(const dtl_table *table, int column);

/* Cell of a data row; empty for a column of -1 or out of range. */
dtl_str dtli_table_cell(const dtl_table *table, uint32_t row, int column);

/* Encodes TSV text (header row, '#' comments) as a section into `out`.
 * DTL_SYNTAX with line and byte on uneven rows or bad UTF-8. */
dtl_status dtli_table_encode(dtl_str tsv, dtl_buf *out, dtl_error *err)
    DTL_MUST_USE;

/* Map from string to a number; keys are borrowed. The first value put under
 * a key stays first: dtli_strmap_next walks the rest in order of insertion. */
typedef struct dtl_strmap dtl_strmap;
#define DTL_STRMAP_NONE UINT32_MAX

dtl_strmap *dtli_strmap_new(uint32_t expected);
void dtli_strmap_free(dtl_strmap *map);
bool dtli_strmap_put(dtl_strmap *map, dtl_str key, uint32_t value);
/* Handle of the first entry under key, or DTL_STRMAP_NONE. */
uint32_t dtli_strmap_find(const dtl_strmap *map, dtl_str key);
uint32_t dtli_strmap_next(const dtl_strmap *map, uint32_t handle);
uint32_t dtli_strmap_value(const dtl_strmap *map, uint32_t handle);
/* Value of the first entry under key, or `otherwise`. */
uint32_t dtli_strmap_get(const dtl_strmap *map, dtl_str key,
                         uint32_t otherwise);

#endif
