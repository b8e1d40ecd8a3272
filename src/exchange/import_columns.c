/* import_columns.c — rows cut into cells, and cells into what forms share. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "exchange/import.h"

enum { ROOT_DIGITS = 2 };

const dtl_form *dtli_form(const char *name)
{
    static const dtl_form *const FORMS[] = { &DTLI_FORM_GDELT,
                                             &DTLI_FORM_PHOENIX,
                                             &DTLI_FORM_POLECAT };
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++)
        if (strcmp(FORMS[i]->name, name) == 0)
            return FORMS[i];
    return NULL;
}

static int field_of(const dtl_form *form, dtl_str name)
{
    for (size_t i = 0; i < form->count; i++) {
        const dtl_field *field = &form->fields[i];
        if (dtli_str_equal_nocase(name, dtli_str(field->name)) ||
            (field->other &&
             dtli_str_equal_nocase(name, dtli_str(field->other))))
            return (int)i;
    }
    return -1;
}

/* Fields by the names of the first line; the number that was found. A name
 * that stands twice counts once. */
static size_t by_names(const dtl_form *form, dtl_str line, dtl_columns *out)
{
    dtl_str rest = line, name;
    bool seen[DTL_IMPORT_FIELDS] = { false };
    size_t found = 0;
    out->count = 0;
    while (out->count < DTL_IMPORT_COLUMNS &&
           dtli_str_split(&rest, '\t', &name)) {
        int field = field_of(form, dtli_str_trim(name));
        if (field >= 0 && seen[field])
            field = -1;
        if (field >= 0)
            seen[field] = true;
        found += field >= 0;
        out->field[out->count++] = field;
    }
    return found;
}

static const char *missing(const dtl_form *form, const dtl_columns *columns)
{
    for (size_t i = 0; i < form->count; i++) {
        bool there = !form->fields[i].required;
        for (size_t k = 0; k < columns->count && !there; k++)
            there = columns->field[k] == (int)i;
        if (!there)
            return form->fields[i].name;
    }
    return NULL;
}

/* Fields by where they stand; the widest of older files has all its columns,
 * the narrowest lacks the last ones. */
static bool by_place(const dtl_form *form, dtl_columns *columns)
{
    size_t width = columns->count;
    bool older = width != form->width;
    if (older &&
        (form->older == 0 || width < form->oldest || width > form->older))
        return false;
    for (size_t i = 0; i < width; i++)
        columns->field[i] = -1;
    for (size_t i = 0; i < form->count; i++) {
        int at = older ? form->fields[i].at_older : form->fields[i].at;
        if (at >= 0 && (size_t)at < width)
            columns->field[at] = (int)i;
    }
    return true;
}

dtl_status dtli_form_columns(const dtl_form *form, dtl_str line,
                             dtl_columns *out, bool *names, dtl_error *err)
{
    size_t found = by_names(form, line, out);
    *names = found > 1;
    if (*names) {
        const char *lacks = missing(form, out);
        if (!lacks)
            return DTL_OK;
        return dtl_fail(err, DTL_SYNTAX, 1, 0,
                        "E744: no column '%s', which %s has", lacks,
                        form->name);
    }
    if (by_place(form, out))
        return DTL_OK;
    return dtl_fail(err, DTL_SYNTAX, 1, 0,
                    "E745: %zu columns without names: no file of %s",
                    out->count, form->name);
}

dtl_status dtli_cells_read(const dtl_columns *columns, dtl_str line,
                           dtl_cells *out, dtl_error *err)
{
    size_t count = 0, at = 0;
    memset(out, 0, sizeof *out);
    out->line = line;
    for (;; count++) {
        size_t end = dtli_str_find(line, '\t', at);
        if (count < columns->count && columns->field[count] >= 0)
            out->at[columns->field[count]] = dtli_str_slice(line, at, end);
        if (end == line.len)
            break;
        at = end + 1;
    }
    if (count + 1 == columns->count)
        return DTL_OK;
    return dtl_fail(err, DTL_SYNTAX, 0, 0,
                    "E746: %zu columns where the file has %zu", count + 1,
                    columns->count);
}

dtl_status dtli_row_read(const dtl_row_reader *reader, dtl_str line,
                         uint64_t number, dtl_imported *out, dtl_error *err)
{
    dtl_cells cells;
    dtl_error spare = { 0 };
    bool no_memory = false;
    dtl_reading reading = { .no_memory = &no_memory,
                            .book = reader->book,
                            .cells = &cells,
                            .arena = reader->arena,
                            .line = number,
                            .err = err ? err : &spare };
    *out = (dtl_imported){ .id = { 0 } };
    dtl_status status =
        dtli_cells_read(&reader->columns, line, &cells, reading.err);
    if (status == DTL_OK)
        status = reader->form->read(&reading, out);
    if (no_memory) { /* what else is wrong may come of it */
        dtli_error_clear(err);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    if (status != DTL_OK)
        reading.err->line = number;
    return status;
}

dtl_str dtli_cell(const dtl_reading *reading, int field)
{
    static const char *const NOTHING[] = { "NA", "None", "---", "nan", "NULL" };
    dtl_str text = dtli_str_trim(reading->cells->at[field]);
    if (text.len <= 4 && DTL_STR_IS_ANY(text, NOTHING))
        return DTL_STR("");
    return text;
}

dtl_status dtli_cell_fail(const dtl_reading *reading, int field,
                          const char *format, ...)
{
    char message[DTL_ERROR_MESSAGE_MAX];
    va_list args;
    dtl_str cell = reading->cells->at[field], line = reading->cells->line;
    uint64_t byte = cell.ptr ? (uint64_t)(cell.ptr - line.ptr) : 0;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return dtl_fail(reading->err, DTL_INVALID, reading->line, byte, "%s",
                    message);
}

int dtli_cell_shown(dtl_str text)
{
    int shown = dtli_error_shown(text);
    while (shown > 0 && (size_t)shown < text.len &&
           ((unsigned char)text.ptr[shown] & 0xc0) == 0x80)
        shown--;
    return shown;
}

void *dtli_import_array(const dtl_reading *reading, size_t count, size_t size)
{
    void *array = dtli_arena_array(reading->arena, count, size);
    *reading->no_memory |= !array;
    return array;
}

void dtli_import_one(const dtl_reading *reading,
                     const dtl_imported_actor *actor, dtl_imported_side *out)
{
    out->at = dtli_import_array(reading, 1, sizeof *out->at);
    out->count = out->at != NULL;
    if (out->at)
        *out->at = *actor;
}

dtl_str dtli_import_key(const dtl_reading *reading, const char *origin,
                        dtl_str text)
{
    /* A document's name and an event's id stand in indexes, which take no
     * key of any length: a long one is cut and told apart by its hash. */
    enum { KEY_MAX = 400 };
    dtl_str key;
    size_t cut = KEY_MAX;
    if (text.len <= KEY_MAX) {
        key =
            dtli_arena_printf(reading->arena, "%s:%.*s", origin, DTL_FMT(text));
    } else {
        while (cut > 0 && ((unsigned char)text.ptr[cut] & 0xc0) == 0x80)
            cut--;
        key = dtli_arena_printf(reading->arena, "%s:%.*s#%016llx", origin,
                                (int)cut, text.ptr,
                                (unsigned long long)dtli_hash(text));
    }
    *reading->no_memory |= !key.ptr;
    return key;
}

dtl_str dtli_import_day(const dtl_reading *reading, dtl_str text)
{
    char day[DTL_DAY_TEXT_SIZE];
    bool dashed = text.len >= 10 && text.ptr[4] == '-';
    dtli_day_format(dtli_day_parse(dtli_str_slice(text, 0, dashed ? 10 : 8)),
                    day);
    dtl_str kept = dtli_arena_str(reading->arena, dtli_str(day));
    *reading->no_memory |= day[0] && !kept.ptr;
    return kept;
}

dtl_str *dtli_import_list(const dtl_reading *reading, dtl_str text,
                          size_t *count)
{
    dtl_str rest = text, item;
    size_t room = 1;
    *count = 0;
    for (size_t i = 0; i < text.len; i++)
        room += text.ptr[i] == ';';
    dtl_str *list =
        text.len ? dtli_import_array(reading, room, sizeof *list) : NULL;
    while (list && dtli_str_split(&rest, ';', &item)) {
        item = dtli_str_trim(item);
        if (item.len)
            list[(*count)++] = item;
    }
    return list;
}

dtl_status dtli_import_cameo(const dtl_reading *reading, int code,
                             int goldstein, dtl_imported *out)
{
    dtl_str given = dtli_cell(reading, code);
    const dtl_book_cameo *row = dtli_book_cameo(reading->book, given);
    if (!row || given.len < ROOT_DIGITS)
        return dtli_cell_fail(reading, code, "E747: no CAMEO code: '%.*s'",
                              dtli_cell_shown(given), given.ptr);
    const dtl_book_type *type =
        dtli_book_type(reading->book, row->event, row->mode);
    if (!type) /* the table names a mode that the codebook has not */
        type = dtli_book_type(reading->book, row->event, DTL_STR(""));
    out->cameo = given.len > 4 ? row->code : given;
    out->event = row->event;
    out->mode = row->mode;
    out->quad = row->quad;
    out->goldstein = row->goldstein;
    double told;
    if (dtli_str_to_double(dtli_cell(reading, goldstein), &told) &&
        told >= -10 && told <= 10)
        out->goldstein = dtli_import_rounded(told, 1);
    out->has_intensity = type != NULL;
    if (type)
        out->intensity = type->score;
    return DTL_OK;
}

void dtli_import_point(dtl_str lat, dtl_str lon, dtl_imported_place *out)
{
    double north, east;
    if (!dtli_str_to_double(dtli_str_trim(lat), &north) ||
        !dtli_str_to_double(dtli_str_trim(lon), &east) || north < -90 ||
        north > 90 || east < -180 || east > 180)
        return;
    out->located = true;
    out->lat = dtli_import_rounded(north, 5);
    out->lon = dtli_import_rounded(east, 5);
}
