/* parquet.c — the columns of `csv` as a Parquet file.
 *
 * The rows are written beside the file as comma-separated values, every item
 * of a list closed by U+001F, which is a blank within an item; DuckDB then
 * reads them with types told, never guessed, and writes the file. So memory
 * does not grow with the store, and of DuckDB only the running of statements
 * is needed.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "exchange/duck.h"
#include "exchange/export.h"

enum {
    ITEM_END = 0x1f,
    SQL_BYTES = 1 << 16,
    LINE_BYTES = 2 << 20 /* DuckDB's own bound on a row, if none is longer */
};

static bool put(void *file, dtl_str bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
}

static dtl_status cannot_write(const char *path, dtl_error *err)
{
    return dtl_fail(err, DTL_IO, 0, 0, "E796: %.200s cannot be written", path);
}

/* The path with an ending, and its NUL. */
static dtl_status beside(const char *path, const char *ending, dtl_buf *out,
                         dtl_error *err)
{
    dtli_buf_init(out, DTL_MAX_PATH_BYTES);
    dtli_buf_add(out, dtli_str(path));
    dtli_buf_add(out, dtli_str(ending));
    dtli_buf_add_char(out, '\0');
    if (out->no_memory)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return out->failed ? cannot_write(path, err) : DTL_OK;
}

static const char *type_of(dtl_column_type type)
{
    static const char *const NAMES[] = {
        [DTL_COLUMN_TEXT] = "VARCHAR", [DTL_COLUMN_INTEGER] = "BIGINT",
        [DTL_COLUMN_REAL] = "DOUBLE",  [DTL_COLUMN_DAY] = "DATE",
        [DTL_COLUMN_LIST] = "VARCHAR",
    };
    return NAMES[type];
}

/* A string of SQL; in the name of a file to read, signs that would stand for
 * any letters stand for themselves in brackets. */
static void add_path(dtl_buf *sql, const char *path, bool is_pattern)
{
    dtli_buf_add_char(sql, '\'');
    for (const char *c = path; *c; c++) {
        bool special = is_pattern && strchr("*?[", *c);
        dtli_buf_add(sql, special ? DTL_STR("[") : DTL_STR(""));
        dtli_buf_add_char(sql, *c);
        if (*c == '\'')
            dtli_buf_add_char(sql, '\'');
        dtli_buf_add(sql, special ? DTL_STR("]") : DTL_STR(""));
    }
    dtli_buf_add_char(sql, '\'');
}

/* "columns = {'id': 'VARCHAR', ...}, force_not_null = ['actor', ...]". */
static void add_types(dtl_buf *sql, const dtl_sheet *sheet)
{
    dtli_buf_add(sql, DTL_STR("columns = {"));
    for (size_t i = 0; i < sheet->count; i++)
        dtli_buf_printf(sql, "%s'%s': '%s'", i > 0 ? ", " : "",
                        sheet->columns[i].name,
                        type_of(sheet->columns[i].type));
    dtli_buf_add(sql, DTL_STR("}, force_not_null = ["));
    const char *comma = "";
    for (size_t i = 0; i < sheet->count; i++) {
        if (sheet->columns[i].type != DTL_COLUMN_LIST)
            continue;
        dtli_buf_printf(sql, "%s'%s'", comma, sheet->columns[i].name);
        comma = ", ";
    }
    dtli_buf_add_char(sql, ']');
}

/* What is behind the last mark of a list is no item. */
static void add_columns(dtl_buf *sql, const dtl_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const char *name = sheet->columns[i].name;
        dtli_buf_add(sql, i > 0 ? DTL_STR(", ") : DTL_STR(""));
        if (sheet->columns[i].type == DTL_COLUMN_LIST)
            dtli_buf_printf(sql,
                            "list_slice(string_split(\"%s\", chr(%d)), 1,"
                            " -2) AS \"%s\"",
                            name, ITEM_END, name);
        else
            dtli_buf_printf(sql, "\"%s\"", name);
    }
}

/* Rows of values into a Parquet file. */
static dtl_status convert(dtli_duck *duck, const dtl_export_run *run,
                          const char *rows, const char *part, dtl_error *err)
{
    dtl_buf sql;
    size_t line = run->longest > LINE_BYTES ? run->longest : LINE_BYTES;
    dtli_buf_init(&sql, SQL_BYTES);
    dtli_buf_add(&sql, DTL_STR("COPY (SELECT "));
    add_columns(&sql, run->sheet);
    dtli_buf_add(&sql, DTL_STR(" FROM read_csv("));
    add_path(&sql, rows, true);
    dtli_buf_printf(&sql,
                    ", auto_detect = false, header = true, delim = ',',"
                    " quote = '\"', escape = '\"', nullstr = '',"
                    " max_line_size = %zu, parallel = false, ",
                    line + 1);
    add_types(&sql, run->sheet);
    dtli_buf_add(&sql, DTL_STR(")) TO "));
    add_path(&sql, part, false);
    dtli_buf_add(&sql, DTL_STR(" (FORMAT parquet)"));
    dtli_buf_add_char(&sql, '\0');
    dtl_status status =
        sql.failed ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
                   : dtli_duck_run(duck, sql.ptr, err);
    dtli_buf_clear(&sql);
    return status;
}

static dtl_status write_rows(dtl_store *store,
                             const dtl_export_options *options,
                             dtl_export_run *run, const char *rows,
                             dtl_error *err)
{
    FILE *file = fopen(rows, "wb");
    if (!file)
        return cannot_write(rows, err);
    run->payload = file;
    dtl_status status = dtli_export_run(store, options, run, err);
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return cannot_write(rows, err);
    return status;
}

/* names: the file, the one that becomes it, and its rows. */
static dtl_status export_beside(dtl_store *store,
                                const dtl_export_options *options,
                                dtli_duck *duck, const char *const names[3],
                                dtl_error *err)
{
    dtl_export_run run = {
        .sheet = &DTLI_SHEET_CSV, .head = true, .item_end = ITEM_END, .put = put
    };
    const char *path = names[0], *part = names[1], *rows = names[2];
    dtl_status status = write_rows(store, options, &run, rows, err);
    if (status == DTL_OK)
        status = convert(duck, &run, rows, part, err);
    if (status == DTL_OK && rename(part, path) != 0)
        status = cannot_write(path, err);
    remove(rows);
    if (status != DTL_OK)
        remove(part);
    return status;
}

/* The library is opened first: without it nothing is written. */
dtl_status dtl_export_parquet(dtl_store *store,
                              const dtl_export_options *options,
                              const char *path, dtl_error *err)
{
    dtli_duck duck;
    dtl_status status = dtli_duck_open(&duck, options->duckdb, err);
    if (status != DTL_OK)
        return status;
    dtl_buf part, rows;
    status = beside(path, ".part", &part, err);
    dtl_status other = beside(path, ".rows", &rows, err);
    if (status == DTL_OK)
        status = other;
    if (status == DTL_OK) {
        const char *const names[] = { path, part.ptr, rows.ptr };
        status = export_beside(store, options, &duck, names, err);
    }
    dtli_buf_clear(&part);
    dtli_buf_clear(&rows);
    dtli_duck_close(&duck);
    return status;
}
