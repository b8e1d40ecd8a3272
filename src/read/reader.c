/* reader.c — documents from a list of paths: the files one after the other,
 * and what their forms share. See dateline/read.h for the contract.
 */
#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "read/dateline.h"
#include "read/decode.h"
#include "read/record.h"

enum { DATE_SAMPLE_BYTES = 4096, DATE_ARENA_BYTES = 1 << 22 };

static const dtl_str MARK = DTL_STR_INIT("\xef\xbb\xbf");

/* ---------------------------------------------------------------- open */

/* Sum of the sizes of `paths`, 0 unless all are regular files. */
static uint64_t total_size(const char *const *paths, size_t count)
{
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat st;
        if (stat(paths[i], &st) != 0 || !S_ISREG(st.st_mode))
            return 0;
        total += (uint64_t)st.st_size;
    }
    return total;
}

dtl_status dtl_reader_open(const char *const *paths, size_t count,
                           const dtl_reader_options *options,
                           dtl_reader **out, dtl_error *err)
{
    static const dtl_reader_options DEFAULTS = DTL_READER_OPTIONS_INIT;
    if (!options)
        options = &DEFAULTS;
    if (count == 0 || (unsigned)options->form > DTL_INPUT_CONLLU)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E130: no path to read, or an unknown form");
    dtl_reader *reader = dtli_calloc(1, sizeof *reader);
    if (reader)
        reader->walk = dtli_walk_new(paths, count);
    if (!reader || !reader->walk) {
        free(reader);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    reader->options = *options;
    reader->total = total_size(paths, count);
    dtli_buf_init(&reader->buf, DTL_MAX_LINE_BYTES);
    dtli_buf_init(&reader->decoded, DTL_MAX_LINE_BYTES * 3);
    dtli_buf_init(&reader->unit, DTL_MAX_TEXT_BYTES);
    dtli_buf_init(&reader->id, DTL_MAX_FIELD_BYTES);
    dtli_buf_init(&reader->fixed_id, DTL_MAX_PATH_BYTES * 4);
    *out = reader;
    return DTL_OK;
}

static void close_file(dtl_reader *reader)
{
    if (reader->source)
        reader->done += dtli_source_consumed(reader->source);
    dtli_source_close(reader->source);
    reader->source = NULL;
}

void dtl_reader_close(dtl_reader *reader)
{
    if (!reader)
        return;
    close_file(reader);
    dtli_walk_free(reader->walk);
    dtli_buf_clear(&reader->buf);
    dtli_buf_clear(&reader->decoded);
    dtli_buf_clear(&reader->unit);
    dtli_buf_clear(&reader->id);
    dtli_buf_clear(&reader->fixed_id);
    free(reader);
}

void dtl_reader_progress(const dtl_reader *reader, uint64_t *done,
                         uint64_t *total)
{
    *done = reader->done;
    if (reader->source)
        *done += dtli_source_consumed(reader->source);
    *total = reader->total;
}

/* ------------------------------------------------------- shared by forms */

void dtli_reader_warn(void *payload, const dtl_error *what)
{
    dtl_reader *reader = payload;
    dtl_error told = *what;
    if (!reader->options.warn)
        return;
    dtli_error_source(&told, reader->path);
    reader->options.warn(reader->options.payload, &told);
}

dtl_str dtli_reader_base_name(const dtl_reader *reader)
{
    if (strcmp(reader->path, "-") == 0)
        return DTL_STR("stdin");
    const char *slash = strrchr(reader->path, '/');
    return dtli_str(slash && slash[1] ? slash + 1 : reader->path);
}

static bool has_ending(dtl_str name, const char *ending)
{
    dtl_str want = dtli_str(ending);
    return name.len > want.len &&
           dtli_str_equal_nocase(
               dtli_str_slice(name, name.len - want.len, name.len), want);
}

static dtl_str without_packing(dtl_str name)
{
    static const char *const ENDINGS[] = { ".gz", ".zst", ".zstd" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++)
        if (has_ending(name, ENDINGS[i]))
            return dtli_str_slice(name, 0, name.len - strlen(ENDINGS[i]));
    return name;
}

dtl_str dtli_reader_stem(const dtl_reader *reader)
{
    dtl_str name = without_packing(dtli_reader_base_name(reader));
    for (size_t at = name.len; at > 1; at--)
        if (name.ptr[at - 1] == '.')
            return dtli_str_slice(name, 0, at - 1);
    return name;
}

/* Skips the rest of a line; false when the file ends before it does. */
static dtl_status skip_line(dtl_reader *reader, dtl_error *err)
{
    dtl_status status;
    while ((status = dtli_source_fill(reader->source, err)) == DTL_OK) {
        dtl_str window = dtli_source_window(reader->source);
        size_t end = dtli_str_find(window, '\n', 0);
        dtli_source_take(reader->source,
                         end < window.len ? end + 1 : window.len);
        if (end < window.len)
            break;
    }
    return status;
}

static dtl_status line_too_long(dtl_reader *reader, dtl_error *err)
{
    bool memory = reader->buf.no_memory;
    dtl_status status = skip_line(reader, err);
    dtli_buf_reset(&reader->buf);
    if (status != DTL_OK && status != DTL_END)
        return status;
    if (memory)
        return dtl_fail(err, DTL_NOMEM, reader->line, 0,
                        "E001: out of memory");
    return dtl_fail(err, DTL_LIMIT, reader->line, DTL_MAX_LINE_BYTES,
                    "E115: a line longer than %zu bytes, left out",
                    DTL_MAX_LINE_BYTES);
}

dtl_status dtli_reader_line(dtl_reader *reader, dtl_error *err)
{
    bool some = false, whole = false;
    dtli_buf_reset(&reader->buf);
    reader->line++;
    while (!whole) {
        dtl_status status = dtli_source_fill(reader->source, err);
        if (status == DTL_END && some)
            break;
        if (status != DTL_OK)
            return status;
        some = true;
        dtl_str window = dtli_source_window(reader->source);
        size_t end = dtli_str_find(window, '\n', 0);
        dtli_buf_add(&reader->buf, dtli_str_slice(window, 0, end));
        if (reader->buf.failed)
            return line_too_long(reader, err);
        whole = end < window.len;
        dtli_source_take(reader->source, whole ? end + 1 : end);
    }
    if (reader->line == 1 &&
        dtli_str_starts(dtli_buf_str(&reader->buf), MARK)) {
        reader->buf.len -= MARK.len;
        memmove(reader->buf.ptr, reader->buf.ptr + MARK.len, reader->buf.len);
    }
    return DTL_OK;
}

static void warn_cp1252(dtl_reader *reader, dtl_str bytes, size_t bad,
                        uint64_t line)
{
    dtl_error what = { 0 };
    size_t start = 0;
    for (size_t at = dtli_str_find(bytes, '\n', 0); at < bad;
         at = dtli_str_find(bytes, '\n', at + 1)) {
        start = at + 1;
        line++;
    }
    (void)dtl_fail(&what, DTL_INVALID, line, bad - start,
                   "E131: byte 0x%02x is not UTF-8, read as CP1252",
                   (unsigned char)bytes.ptr[bad]);
    dtli_reader_warn(reader, &what);
}

dtl_status dtli_reader_decode(dtl_reader *reader, dtl_str bytes,
                              uint64_t line, dtl_str *out, dtl_error *err)
{
    size_t bad = dtli_utf8_invalid(bytes);
    *out = bytes;
    if (bad == bytes.len)
        return DTL_OK;
    dtli_buf_reset(&reader->decoded);
    dtli_decode_cp1252(bytes, &reader->decoded);
    if (reader->decoded.failed)
        return dtl_fail(err, DTL_NOMEM, line, 0, "E001: out of memory");
    warn_cp1252(reader, bytes, bad, line);
    *out = dtli_buf_str(&reader->decoded);
    return DTL_OK;
}

/* The day that a text tells itself, its year lent by `otherwise` where it
 * has none; `otherwise` where it tells no day. */
static dtl_day day_in_text(dtl_str text, dtl_day otherwise)
{
    dtl_arena *arena = dtli_arena_new(DATE_ARENA_BYTES);
    dtl_day day = DTL_DAY_NONE;
    dtl_doc doc;
    memset(&doc, 0, sizeof doc);
    doc.in.published = DTL_DAY_NONE;
    doc.in.text = dtli_str_slice(text, 0, DATE_SAMPLE_BYTES);
    doc.in.text.len = dtli_utf8_invalid(doc.in.text);
    if (arena && dtli_read_blocks(&doc, arena, NULL) == DTL_OK)
        day = doc.published;
    for (uint32_t i = 0; day == DTL_DAY_NONE && i < doc.block_count; i++) {
        dtl_dateline dateline;
        if (dtli_dateline_of_block(&doc, i, &dateline))
            day = dtli_dateline_day(&dateline, otherwise);
    }
    dtli_arena_free(arena);
    return day == DTL_DAY_NONE ? otherwise : day;
}

dtl_status dtli_reader_finish(dtl_reader *reader, dtl_record *record,
                              dtl_record *draft, dtl_error *err)
{
    dtl_day otherwise = reader->options.default_date;
    draft->source_file = dtli_str(reader->path);
    if (dtli_utf8_invalid(draft->in.id) != draft->in.id.len) {
        dtli_buf_reset(&reader->fixed_id);
        dtli_decode_cp1252(draft->in.id, &reader->fixed_id);
        if (reader->fixed_id.failed)
            return dtl_fail(err, DTL_NOMEM, draft->line, 0,
                            "E001: out of memory");
        draft->in.id = dtli_buf_str(&reader->fixed_id);
    }
    if (draft->in.published == DTL_DAY_NONE && otherwise != DTL_DAY_NONE)
        draft->in.published = day_in_text(draft->in.text, otherwise);
    return dtli_record_fill(record, draft, err);
}

/* ---------------------------------------------------------------- files */

/* `{` and a quote: no article begins like that. */
static bool begins_object(dtl_str head)
{
    if (dtli_str_starts(head, MARK))
        head = dtli_str_slice(head, MARK.len, head.len);
    head = dtli_str_trim(head);
    if (head.len == 0 || head.ptr[0] != '{')
        return false;
    head = dtli_str_trim(dtli_str_slice(head, 1, head.len));
    return head.len > 0 && head.ptr[0] == '"';
}

static dtl_input_form form_of(const dtl_reader *reader)
{
    dtl_str name = without_packing(dtli_reader_base_name(reader));
    if (reader->options.form != DTL_INPUT_AUTO)
        return reader->options.form;
    if (has_ending(name, ".jsonl") || has_ending(name, ".ndjson"))
        return DTL_INPUT_JSONL;
    if (has_ending(name, ".txt"))
        return DTL_INPUT_TEXT;
    return begins_object(dtli_source_window(reader->source))
               ? DTL_INPUT_JSONL
               : DTL_INPUT_TEXT;
}

/* Refuses files whose first bytes are no text. */
static dtl_status check_head(dtl_reader *reader, dtl_error *err)
{
    if (!dtli_is_binary(dtli_source_window(reader->source)))
        return DTL_OK;
    reader->broken = true;
    return dtl_fail(err, DTL_INVALID, 0, 0, "E132: not text, left out");
}

static dtl_status open_next(dtl_reader *reader, dtl_error *err)
{
    dtl_status status = dtli_walk_next(reader->walk, &reader->path, err);
    if (status != DTL_OK)
        return status;
    reader->line = 0;
    reader->part = 0;
    reader->any = false;
    reader->broken = false;
    reader->held = false;
    dtli_buf_reset(&reader->unit);
    dtli_buf_reset(&reader->id);
    status = dtli_source_open(reader->path, &reader->source, err);
    if (status == DTL_OK) {
        status = check_head(reader, err);
        reader->form = form_of(reader);
    }
    if (status != DTL_OK)
        dtli_error_source(err, reader->path);
    return status;
}

static dtl_status read_form(dtl_reader *reader, dtl_record *record,
                            dtl_error *err)
{
    if (reader->broken)
        return DTL_END;
    switch (reader->form) {
    case DTL_INPUT_JSONL:
        return dtli_read_jsonl(reader, record, err);
    case DTL_INPUT_CONLLU:
        return dtli_read_conllu(reader, record, err);
    case DTL_INPUT_AUTO:
    case DTL_INPUT_TEXT:
        break;
    }
    return dtli_read_text(reader, record, err);
}

/* Behind the last document of a file: an empty one is an error. */
static dtl_status end_file(dtl_reader *reader, dtl_error *err)
{
    dtl_status status = DTL_OK;
    if (dtli_source_is_damaged(reader->source)) {
        dtl_error what = { 0 };
        (void)dtl_fail(&what, DTL_INVALID, 0, 0,
                       "E133: half characters in UTF-16, replaced");
        dtli_reader_warn(reader, &what);
    }
    if (!reader->any && !reader->broken) {
        status = dtl_fail(err, DTL_INVALID, 0, 0, "E134: the file is empty");
        dtli_error_source(err, reader->path);
    }
    close_file(reader);
    return status;
}

dtl_status dtl_reader_next(dtl_reader *reader, dtl_record *record,
                           dtl_error *err)
{
    dtl_status status = DTL_OK;
    dtl_record_clear(record);
    dtli_error_clear(err);
    while (status == DTL_OK) {
        if (!reader->source)
            status = open_next(reader, err);
        if (status != DTL_OK)
            return status;
        status = read_form(reader, record, err);
        if (status == DTL_END)
            status = end_file(reader, err);
        else if (status == DTL_OK)
            return DTL_OK;
        else
            dtli_error_source(err, reader->path);
    }
    return status;
}
