/* import_fuzz.c — any bytes as a file of event data: the first byte chooses
 * the form, the first line tells the columns. Whatever is taken must become a
 * record that is UTF-8 and a JSON object with its id first. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "exchange/import.h"
#include "store/json_get.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dtl_book *book; /* opened once */

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void open_book(void)
{
    static dtl_lexicon *lexicon;
    require(dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, NULL) ==
            DTL_OK);
    require(dtli_book_open(lexicon, &book, NULL) == DTL_OK);
}

static void check_record(const dtl_imported *row, dtl_arena *arena,
                         dtl_buf *out)
{
    dtli_buf_reset(out);
    dtli_import_record(row, out);
    require(!out->failed);
    dtl_str record = dtli_buf_str(out);
    require(dtli_utf8_invalid(record) == record.len);
    json_object *object = dtli_json_object(record);
    require(object != NULL);
    require(dtli_str_equal(dtli_json_get_str(object, "id"), row->id));
    require(dtli_json_get_count(object, "actors") == row->actors.count);
    dtl_event_values values;
    require(dtli_import_values(row, record, arena, &values));
    require(values.recipients.count == row->recipients.count);
    json_object_put(object);
}

static void read_rows(dtl_row_reader *reader, dtl_lines *lines)
{
    dtl_str line;
    bool names, known = false;
    dtl_imported row;
    dtl_buf out;
    dtli_buf_init(&out, 1 << 26);
    for (;;) {
        dtl_error err = { 0 };
        dtl_status status = dtli_lines_next(lines, &line, &err);
        if (status == DTL_END)
            break;
        if (status == DTL_OK && !known) {
            known = dtli_form_columns(reader->form, line, &reader->columns,
                                      &names, &err) == DTL_OK;
            if (!known || names)
                continue;
        }
        dtli_arena_reset(reader->arena);
        if (status == DTL_OK)
            status = dtli_row_read(reader, line, lines->number, &row, &err);
        if (status == DTL_OK)
            check_record(&row, reader->arena, &out);
        else
            require(err.message[0] == 'E');
    }
    dtli_buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const FORMS[] = { "gdelt", "phoenix", "polecat" };
    char path[] = "/tmp/dateline-import-XXXXXX";
    dtl_source *source = NULL;
    dtl_lines lines;
    if (size == 0)
        return 0;
    if (!book)
        open_book();
    int fd = mkstemp(path);
    require(fd >= 0);
    close(fd);
    dtl_str bytes = { (const char *)data + 1, size - 1 };
    require(dtli_file_write(path, bytes, NULL) == DTL_OK);
    dtl_row_reader reader = { .form = dtli_form(FORMS[data[0] % 3]),
                              .book = book,
                              .arena = dtli_arena_new(1 << 28) };
    if (dtli_source_open(path, &source, NULL) == DTL_OK) {
        dtli_lines_init(&lines, source);
        read_rows(&reader, &lines);
        dtli_lines_clear(&lines);
    }
    dtli_source_close(source);
    dtli_arena_free(reader.arena);
    unlink(path);
    return 0;
}
