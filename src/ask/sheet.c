/* sheet.c — rows into bytes; widths follow the words and the terminal. */
#include "ask/sheet.h"

#include <math.h>

#include "write/csv.h"
#include "write/json.h"

enum {
    WIDTH_DEFAULT = 100,
    WIDTH_LEAST = 60,
    WIDTH_COLUMN = 6, /* no text column is cut below it */
    GAP = 2,
    INDENT = 12, /* of the line below a row: behind the day */
    STEPS = 8    /* of a block character */
};

dtl_sheet_row *dtli_sheet_add(dtl_sheet *sheet)
{
    if (!dtli_arena_grow(sheet->arena, &sheet->rows, sheet->count,
                         &sheet->capacity, sizeof *sheet->rows)) {
        sheet->failed = true;
        return NULL;
    }
    dtl_sheet_row *row = &sheet->rows[sheet->count++];
    *row = (dtl_sheet_row){ .paint = DTL_PAINT_PLAIN };
    return row;
}

dtl_str dtli_sheet_keep(dtl_sheet *sheet, dtl_str text)
{
    dtl_str kept = dtli_arena_str(sheet->arena, text);
    sheet->failed = sheet->failed || (text.len && !kept.ptr);
    return kept.ptr ? kept : DTL_STR("");
}

void dtli_sheet_bar(dtl_buf *out, double value, double most, size_t width)
{
    double wide = most > 0 ? value / most * (double)width * STEPS : 0;
    size_t eighths = (size_t)(wide + 0.5);
    if (value > 0 && eighths == 0)
        eighths = 1;
    for (; eighths >= STEPS; eighths -= STEPS)
        dtli_buf_add(out, DTL_STR("\xe2\x96\x88"));
    if (eighths) { /* U+258F is one eighth, U+2589 seven */
        dtli_buf_add(out, DTL_STR("\xe2\x96"));
        dtli_buf_add_char(out, (char)(0x90 - eighths));
    }
}

void dtli_sheet_spark(dtl_buf *out, const uint64_t *values, size_t count)
{
    uint64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;
    for (size_t i = 0; i < count; i++) {
        uint64_t step = most ? (values[i] * (STEPS - 1) + most - 1) / most : 0;
        dtli_buf_add(out, DTL_STR("\xe2\x96"));
        dtli_buf_add_char(out, (char)(0x81 + step)); /* U+2581.. */
    }
}

/* Decimals of a number; people get one of a mean. */
static int places_of(const dtl_sheet_column *column, bool people)
{
    if (column->kind == DTL_SHEET_DEGREE)
        return people ? 2 : 5;
    return people ? 1 : 2;
}

static void add_value(dtl_buf *out, const dtl_sheet_column *column,
                      const dtl_sheet_cell *cell, bool people)
{
    if (column->kind == DTL_SHEET_TEXT)
        dtli_buf_add(out, cell->text);
    else if (column->kind == DTL_SHEET_WHOLE)
        dtli_buf_printf(out, "%.0f", cell->number);
    else if (!isnan(cell->number))
        dtli_json_decimal(out, cell->number, places_of(column, people));
}

static void write_csv(const dtl_sheet *sheet, dtl_buf *cell, dtl_buf *out)
{
    const char *before = "";
    for (size_t c = 0; c < sheet->column_count; c++) {
        if (!(sheet->columns[c].shown & DTL_SHEET_DATA))
            continue;
        dtli_buf_printf(out, "%s%s", before, sheet->columns[c].key);
        before = ",";
    }
    dtli_buf_add_char(out, '\n');
    for (uint32_t r = 0; r < sheet->count; r++) {
        before = "";
        for (size_t c = 0; c < sheet->column_count; c++) {
            if (!(sheet->columns[c].shown & DTL_SHEET_DATA))
                continue;
            dtli_buf_add(out, dtli_str(before));
            add_value(cell, &sheet->columns[c], &sheet->rows[r].cell[c],
                      false);
            dtli_csv_cell(out, dtli_buf_str(cell));
            dtli_buf_reset(cell);
            before = ",";
        }
        dtli_buf_add_char(out, '\n');
    }
}

static void write_json_row(const dtl_sheet *sheet, const dtl_sheet_row *row,
                           dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    for (size_t c = 0; c < sheet->column_count; c++) {
        const dtl_sheet_column *column = &sheet->columns[c];
        if (!(column->shown & DTL_SHEET_DATA))
            continue;
        dtli_json_key(out, column->key);
        if (column->kind == DTL_SHEET_TEXT)
            dtli_json_string(out, row->cell[c].text);
        else if (isnan(row->cell[c].number))
            dtli_buf_add(out, DTL_STR("null"));
        else
            add_value(out, column, &row->cell[c], false);
    }
    dtli_buf_add(out, DTL_STR("}\n"));
}

/* Widths of the columns for people; cut from the widest text on until all
 * fits. */
typedef struct widths {
    size_t of[DTL_SHEET_COLUMNS], all;
} widths;

static size_t head_width(const dtl_sheet_column *column)
{
    return dtli_people_width(dtli_str(column->head ? column->head
                                                   : column->key));
}

static void measure(const dtl_sheet *sheet, dtl_buf *cell, widths *w)
{
    for (size_t c = 0; c < sheet->column_count; c++) {
        if (!(sheet->columns[c].shown & DTL_SHEET_PEOPLE))
            continue;
        w->of[c] = head_width(&sheet->columns[c]);
        for (uint32_t r = 0; r < sheet->count; r++) {
            add_value(cell, &sheet->columns[c], &sheet->rows[r].cell[c],
                      true);
            size_t width = dtli_people_width(dtli_buf_str(cell));
            w->of[c] = width > w->of[c] ? width : w->of[c];
            dtli_buf_reset(cell);
        }
        w->all += w->of[c] + (w->all ? GAP : 0);
    }
}

static void shrink(const dtl_sheet *sheet, size_t room, widths *w)
{
    while (w->all > room) {
        size_t widest = sheet->column_count;
        for (size_t c = 0; c < sheet->column_count; c++)
            if (sheet->columns[c].kind == DTL_SHEET_TEXT &&
                w->of[c] > WIDTH_COLUMN &&
                (widest == sheet->column_count || w->of[c] > w->of[widest]))
                widest = c;
        if (widest == sheet->column_count)
            return;
        w->of[widest]--;
        w->all--;
    }
}

static void end_line(dtl_buf *out)
{
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->len--;
    dtli_buf_add_char(out, '\n');
}

static void pad(dtl_buf *out, size_t width)
{
    for (; width > 0; width--)
        dtli_buf_add_char(out, ' ');
}

/* Numbers stand right, words left. */
static void add_cell(dtl_buf *out, dtl_str text, const dtl_sheet_column *c,
                     size_t width)
{
    size_t used = dtli_people_width(text);
    if (c->kind != DTL_SHEET_TEXT && used < width)
        pad(out, width - used);
    dtli_people_cell(out, text, c->kind != DTL_SHEET_TEXT && used < width
                                    ? used : width);
}

static void write_line(const dtl_sheet *sheet, const widths *w,
                       const dtl_sheet_row *row, dtl_buf *out)
{
    dtl_buf value;
    bool first = true;
    dtli_buf_init(&value, out->limit);
    for (size_t c = 0; c < sheet->column_count; c++) {
        const dtl_sheet_column *column = &sheet->columns[c];
        if (!(column->shown & DTL_SHEET_PEOPLE))
            continue;
        pad(out, first ? 0 : GAP);
        first = false;
        if (row)
            add_value(&value, column, &row->cell[c], true);
        else
            dtli_buf_add(&value, dtli_str(column->head ? column->head
                                                       : column->key));
        add_cell(out, dtli_buf_str(&value), column, w->of[c]);
        dtli_buf_reset(&value);
    }
    end_line(out);
    out->failed = out->failed || value.failed;
    dtli_buf_clear(&value);
}

static void write_table(const dtl_sheet *sheet, const dtl_question *q,
                        dtl_buf *cell, dtl_buf *out)
{
    widths w = { .all = 0 };
    size_t room = q->width ? q->width : WIDTH_DEFAULT;
    room = room < WIDTH_LEAST ? WIDTH_LEAST : room;
    measure(sheet, cell, &w);
    shrink(sheet, room, &w);
    dtli_people_paint(out, q->colour, DTL_PAINT_FAINT);
    write_line(sheet, &w, NULL, out);
    dtli_people_paint(out, q->colour, DTL_PAINT_PLAIN);
    for (uint32_t r = 0; r < sheet->count; r++) {
        const dtl_sheet_row *row = &sheet->rows[r];
        dtli_people_paint(out, q->colour && row->paint, row->paint);
        write_line(sheet, &w, row, out);
        dtli_people_paint(out, q->colour && row->paint, DTL_PAINT_PLAIN);
        if (row->below.len == 0)
            continue;
        dtli_people_paint(out, q->colour, DTL_PAINT_FAINT);
        pad(out, INDENT);
        dtli_people_cell(out, row->below, room - INDENT);
        dtli_people_paint(out, q->colour, DTL_PAINT_PLAIN);
        end_line(out);
    }
}

void dtli_sheet_write(const dtl_sheet *sheet, const dtl_question *question,
                      dtl_buf *out)
{
    dtl_buf cell;
    dtli_buf_init(&cell, out->limit);
    if (question->form == DTL_ANSWER_CSV)
        write_csv(sheet, &cell, out);
    else if (question->form == DTL_ANSWER_TABLE)
        write_table(sheet, question, &cell, out);
    else
        for (uint32_t r = 0; r < sheet->count; r++)
            write_json_row(sheet, &sheet->rows[r], out);
    out->failed = out->failed || cell.failed || sheet->failed;
    dtli_buf_clear(&cell);
}
