/* table.c — TSV tables as mapped sections (layout in table.h). */
#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

struct dtl_lexicon {
    dtl_pack *pack;
};

static size_t cell_count(uint32_t rows, uint32_t columns)
{
    return ((size_t)rows + 1) * columns;
}

dtl_status dtli_table_init(dtl_str section, dtl_table *out, dtl_error *err)
{
    if (section.len < 8)
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E030: table cut short");
    dtl_table table = { .rows = dtli_load_u32(section.ptr),
                        .columns = dtli_load_u32(section.ptr + 4),
                        .offsets = section.ptr + 8 };
    if (table.rows >= 1u << 24 || table.columns == 0 || table.columns > 256)
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E031: bad table size");
    size_t words = cell_count(table.rows, table.columns) + 1;
    if ((section.len - 8) / 4 < words)
        return dtl_fail(err, DTL_CORRUPT, 0, 8, "E030: table cut short");
    table.text = dtli_str_slice(section, 8 + words * 4, section.len);
    uint32_t before = 0;
    for (size_t i = 0; i < words; i++) {
        uint32_t offset = dtli_load_u32(table.offsets + i * 4);
        if (offset < before || offset > table.text.len)
            return dtl_fail(err, DTL_CORRUPT, 0, 8 + i * 4,
                            "E032: cell outside its table");
        before = offset;
    }
    *out = table;
    return DTL_OK;
}

static dtl_str cell_at(const dtl_table *table, size_t index)
{
    uint32_t start = dtli_load_u32(table->offsets + index * 4);
    uint32_t end = dtli_load_u32(table->offsets + index * 4 + 4);
    return dtli_str_slice(table->text, start, end);
}

int dtli_table_column(const dtl_table *table, const char *name)
{
    for (uint32_t c = 0; c < table->columns; c++)
        if (dtli_str_is(cell_at(table, c), name))
            return (int)c;
    return -1;
}

dtl_str dtli_table_head(const dtl_table *table, int column)
{
    if (column < 0 || (uint32_t)column >= table->columns)
        return DTL_STR("");
    return cell_at(table, (uint32_t)column);
}

dtl_str dtli_table_cell(const dtl_table *table, uint32_t row, int column)
{
    if (column < 0 || (uint32_t)column >= table->columns ||
        row >= table->rows)
        return DTL_STR("");
    return cell_at(table,
                   ((size_t)row + 1) * table->columns + (uint32_t)column);
}

dtl_status dtli_lexicon_open(const char *path, dtl_lexicon **out,
                             dtl_error *err)
{
    dtl_lexicon *lexicon = dtli_calloc(1, sizeof *lexicon);
    if (!lexicon)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status =
        dtli_pack_open(path, "lexicon", true, &lexicon->pack, err);
    for (uint32_t i = 0; status == DTL_OK; i++) {
        const char *name = dtli_pack_name(lexicon->pack, i);
        dtl_str section;
        dtl_table table;
        if (!name)
            break;
        if (strchr(name, '/') &&
            dtli_pack_section(lexicon->pack, name, &section))
            status = dtli_table_init(section, &table, err);
    }
    if (status != DTL_OK) {
        dtli_error_source(err, path);
        dtli_lexicon_close(lexicon);
        return status;
    }
    *out = lexicon;
    return DTL_OK;
}

void dtli_lexicon_close(dtl_lexicon *lexicon)
{
    if (!lexicon)
        return;
    dtli_pack_close(lexicon->pack);
    free(lexicon);
}

dtl_str dtli_lexicon_version(const dtl_lexicon *lexicon)
{
    dtl_str version = DTL_STR("");
    return dtli_pack_section(lexicon->pack, "version", &version)
               ? version
               : DTL_STR("");
}

const char *dtli_lexicon_name(const dtl_lexicon *lexicon, uint32_t index)
{
    return dtli_pack_name(lexicon->pack, index);
}

dtl_status dtli_lexicon_table(const dtl_lexicon *lexicon, const char *name,
                              dtl_table *out, dtl_error *err)
{
    dtl_str section;
    if (!dtli_pack_section(lexicon->pack, name, &section))
        return dtl_fail(err, DTL_NOTFOUND, 0, 0,
                        "E033: the lexicon has no table %.60s", name);
    return dtli_table_init(section, out, err);
}

static void add_u32(dtl_buf *out, uint32_t value)
{
    char bytes[4];
    dtli_store_u32(bytes, value);
    dtl_str s = { bytes, sizeof bytes };
    dtli_buf_add(out, s);
}

/* What encoding gathers: cell offsets and cell text. */
typedef struct encoding {
    dtl_buf offsets;
    dtl_buf text;
    uint32_t rows; /* header included */
    uint32_t columns;
} encoding;

static dtl_status encode_row(encoding *e, dtl_str row, uint64_t line,
                             dtl_error *err)
{
    dtl_str rest = row, cell;
    uint32_t cells = 0;
    while (dtli_str_split(&rest, '\t', &cell)) {
        add_u32(&e->offsets, (uint32_t)e->text.len);
        dtli_buf_add(&e->text, cell);
        cells++;
    }
    if (e->rows == 0)
        e->columns = cells;
    if (cells != e->columns)
        return dtl_fail(err, DTL_SYNTAX, line, 0,
                        "E034: %u columns, the header has %u", cells,
                        e->columns);
    e->rows++;
    return DTL_OK;
}

static dtl_status encode_rows(encoding *e, dtl_str tsv, dtl_error *err)
{
    dtl_str rest = tsv, row;
    uint64_t line = 0;
    while (dtli_str_split(&rest, '\n', &row)) {
        line++;
        if (row.len && row.ptr[row.len - 1] == '\r')
            row.len--;
        if (row.len == 0 || row.ptr[0] == '#')
            continue;
        size_t bad = dtli_utf8_invalid(row);
        if (bad != row.len)
            return dtl_fail(err, DTL_SYNTAX, line, bad, "E035: bad UTF-8");
        dtl_status status = encode_row(e, row, line, err);
        if (status != DTL_OK)
            return status;
    }
    if (e->rows == 0)
        return dtl_fail(err, DTL_SYNTAX, line, 0, "E036: no header row");
    return DTL_OK;
}

dtl_status dtli_table_encode(dtl_str tsv, dtl_buf *out, dtl_error *err)
{
    encoding e = { .rows = 0 };
    dtli_buf_init(&e.offsets, (size_t)1 << 30);
    dtli_buf_init(&e.text, (size_t)1 << 30);
    dtl_status status = encode_rows(&e, tsv, err);
    if (status == DTL_OK) {
        add_u32(&e.offsets, (uint32_t)e.text.len);
        add_u32(out, e.rows - 1);
        add_u32(out, e.columns);
        dtli_buf_add(out, dtli_buf_str(&e.offsets));
        dtli_buf_add(out, dtli_buf_str(&e.text));
        if (e.offsets.failed || e.text.failed || out->failed)
            status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    dtli_buf_clear(&e.offsets);
    dtli_buf_clear(&e.text);
    return status;
}
