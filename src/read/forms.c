/* forms.c — the documents of one file: the whole of it, or one a line. */
#include "read/reader.h"

#include "base/error.h"
#include "base/limits.h"
#include "read/decode.h"
#include "read/scan.h"

/* ----------------------------------------------------------- plain text */

static dtl_status text_too_long(dtl_error *err)
{
    return dtl_fail(err, DTL_LIMIT, 0, DTL_MAX_TEXT_BYTES,
                    "E120: a text longer than %zu bytes, left out",
                    DTL_MAX_TEXT_BYTES);
}

/* The rest of the file into reader->buf. */
static dtl_status read_whole(dtl_reader *reader, dtl_error *err)
{
    dtl_status status;
    dtli_buf_reset(&reader->buf);
    while ((status = dtli_source_fill(reader->source, err)) == DTL_OK) {
        dtl_str window = dtli_source_window(reader->source);
        if (reader->buf.len + window.len > DTL_MAX_TEXT_BYTES)
            return text_too_long(err);
        dtli_buf_add(&reader->buf, window);
        if (reader->buf.failed)
            return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
        dtli_source_take(reader->source, window.len);
    }
    return status == DTL_END ? DTL_OK : status;
}

static bool is_blank(dtl_str text)
{
    size_t start = 0, end = text.len;
    dtli_trim(text, &start, &end);
    return start == end;
}

static dtl_status check_text(dtl_reader *reader, dtl_str *text,
                             dtl_error *err)
{
    dtl_str bytes = dtli_buf_str(&reader->buf);
    reader->any = !is_blank(bytes);
    if (!reader->any)
        return DTL_END;
    if (dtli_is_binary(bytes))
        return dtl_fail(err, DTL_INVALID, 0, 0, "E132: not text, left out");
    dtl_status status = dtli_reader_decode(reader, bytes, 1, text, err);
    if (status == DTL_OK && text->len > DTL_MAX_TEXT_BYTES)
        return text_too_long(err);
    return status;
}

dtl_status dtli_read_text(dtl_reader *reader, dtl_record *record,
                          dtl_error *err)
{
    dtl_record draft;
    dtl_record_init(&draft);
    if (reader->any)
        return DTL_END;
    dtl_status status = read_whole(reader, err);
    if (status == DTL_OK)
        status = check_text(reader, &draft.in.text, err);
    if (status != DTL_OK) {
        reader->broken = status != DTL_END;
        return status;
    }
    draft.in.id = dtli_reader_stem(reader);
    draft.form = DTL_INPUT_TEXT;
    draft.line = 1;
    return dtli_reader_finish(reader, record, &draft, err);
}

/* ----------------------------------------------------------- JSON lines */

/* The next line that is not blank, as UTF-8. */
static dtl_status next_line(dtl_reader *reader, dtl_str *line, dtl_error *err)
{
    dtl_status status;
    do {
        status = dtli_reader_line(reader, err);
        if (status == DTL_END)
            return status;
        if (status != DTL_OK) {
            reader->any = true;
            reader->broken = status != DTL_LIMIT && status != DTL_NOMEM;
            return status;
        }
    } while (is_blank(dtli_buf_str(&reader->buf)));
    reader->any = true;
    return dtli_reader_decode(reader, dtli_buf_str(&reader->buf),
                              reader->line, line, err);
}

/* "a.jsonl:12" for a line without an id. */
static dtl_status make_id(dtl_reader *reader, dtl_str *id, dtl_error *err)
{
    dtl_str name = dtli_reader_base_name(reader);
    dtli_buf_reset(&reader->id);
    dtli_buf_printf(&reader->id, "%.*s:%llu", DTL_FMT(name),
                    (unsigned long long)reader->line);
    if (reader->id.failed)
        return dtl_fail(err, DTL_NOMEM, reader->line, 0,
                        "E001: out of memory");
    *id = dtli_buf_str(&reader->id);
    return DTL_OK;
}

dtl_status dtli_read_jsonl(dtl_reader *reader, dtl_record *record,
                           dtl_error *err)
{
    dtl_str line;
    dtl_json_line parsed;
    dtl_json_warn warn = { dtli_reader_warn, reader };
    dtl_status status = next_line(reader, &line, err);
    if (status != DTL_OK)
        return status;
    status = dtli_json_line_parse(line, reader->line, warn, &parsed, err);
    if (status != DTL_OK)
        return status;
    if (parsed.draft.in.id.len == 0)
        status = make_id(reader, &parsed.draft.in.id, err);
    if (status == DTL_OK)
        status = dtli_reader_finish(reader, record, &parsed.draft, err);
    dtli_json_line_clear(&parsed);
    return status;
}

/* -------------------------------------------------------------- CoNLL-U */

static bool is_new_document(dtl_str line)
{
    return dtli_str_starts(line, DTL_STR("# newdoc"));
}

/* The id of "# newdoc id = x", or the file's. */
static void take_id(dtl_reader *reader, dtl_str line)
{
    size_t equals = dtli_str_find(line, '=', 0);
    dtl_str id = dtli_str_trim(dtli_str_slice(line, equals + 1, line.len));
    if (id.len == 0)
        id = dtli_reader_stem(reader);
    dtli_buf_reset(&reader->id);
    dtli_buf_add(&reader->id, dtli_str_slice(id, 0, DTL_MAX_FIELD_BYTES));
}

/* Adds lines to reader->unit until a document ends, or a sentence behind
 * half of what a document may hold. *first is the line it begins at. */
static dtl_status collect(dtl_reader *reader, uint64_t *first, dtl_error *err)
{
    dtl_status status = DTL_OK;
    for (;;) {
        dtl_str line;
        if (!reader->held)
            status = dtli_reader_line(reader, err);
        if (status != DTL_OK)
            return status;
        line = dtli_buf_str(&reader->buf);
        reader->held = is_new_document(line) && reader->unit.len > 0;
        if (reader->held)
            return DTL_OK;
        if (reader->unit.len == 0 && is_blank(line))
            continue;
        if (reader->unit.len == 0)
            *first = reader->line;
        if (is_new_document(line)) {
            take_id(reader, line);
            reader->part = 0;
        }
        dtli_buf_add(&reader->unit, line);
        dtli_buf_add_char(&reader->unit, '\n');
        if (reader->unit.failed)
            return dtl_fail(err, DTL_LIMIT, reader->line, 0,
                            "E135: a CoNLL-U sentence too long to read");
        if (is_blank(line) && reader->unit.len > DTL_MAX_TEXT_BYTES / 2)
            return DTL_OK;
    }
}

dtl_status dtli_read_conllu(dtl_reader *reader, dtl_record *record,
                            dtl_error *err)
{
    dtl_record draft;
    uint64_t first = 1;
    dtl_record_init(&draft);
    dtl_status status = collect(reader, &first, err);
    if (status != DTL_OK && status != DTL_END) {
        reader->any = true;
        reader->broken = true;
        return status;
    }
    if (reader->unit.len == 0)
        return DTL_END;
    reader->any = true;
    if (reader->id.len == 0)
        take_id(reader, DTL_STR(""));
    draft.in.id = dtli_buf_str(&reader->id);
    draft.form = DTL_INPUT_CONLLU;
    draft.line = first;
    draft.part = reader->part++;
    status = dtli_reader_decode(reader, dtli_buf_str(&reader->unit), first,
                                &draft.in.text, err);
    if (status == DTL_OK)
        status = dtli_reader_finish(reader, record, &draft, err);
    dtli_buf_reset(&reader->unit);
    return status;
}
