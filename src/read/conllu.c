/* conllu.c — lines of CoNLL-U into documents, one at a time.
 *
 * A sentence's comments are collected before its first row: "# newdoc" may
 * stand anywhere among them, so a document ends when the first row of the
 * next one comes. That line is held back for the next call.
 */
#include "read/conllu.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/conllu_build.h"

/* Longer documents are handed out in parts, at the ends of sentences. */
#define PART_BYTES (DTL_MAX_TEXT_BYTES / 2)
#define PART_TOKENS (DTL_MAX_DOC_TOKENS / 2)

struct dtl_conllu_reader {
    dtl_line_source source;
    void *context;
    dtl_str fallback_id;
    uint64_t line;     /* number of the line that was read last */
    dtl_buf held;      /* a line that was read and not yet used */
    bool is_held;
    bool ended;
    bool continued;    /* the last document was cut */
    uint64_t unnamed;  /* documents without an id so far */
    dtl_buf comments;  /* of the sentence to come */
    dtl_buf text;      /* its "# text" */
    dtl_buf new_id;    /* its "# newdoc id" */
    dtl_buf id;        /* of the document that is being read */
    bool new_document, new_paragraph, has_id, has_text;
};

dtl_conllu_reader *dtli_conllu_open(dtl_line_source source, void *context,
                                    dtl_str fallback_id)
{
    dtl_conllu_reader *reader = dtli_calloc(1, sizeof *reader);
    if (!reader)
        return NULL;
    reader->source = source;
    reader->context = context;
    reader->fallback_id = fallback_id;
    dtli_buf_init(&reader->held, DTL_MAX_LINE_BYTES);
    dtli_buf_init(&reader->comments, DTL_MAX_LINE_BYTES);
    dtli_buf_init(&reader->text, DTL_MAX_LINE_BYTES);
    dtli_buf_init(&reader->new_id, DTL_MAX_FIELD_BYTES);
    dtli_buf_init(&reader->id, DTL_MAX_FIELD_BYTES);
    return reader;
}

void dtli_conllu_close(dtl_conllu_reader *reader)
{
    if (!reader)
        return;
    dtli_buf_clear(&reader->held);
    dtli_buf_clear(&reader->comments);
    dtli_buf_clear(&reader->text);
    dtli_buf_clear(&reader->new_id);
    dtli_buf_clear(&reader->id);
    free(reader);
}

static dtl_status next_line(dtl_conllu_reader *reader, dtl_str *line,
                            dtl_error *err)
{
    if (reader->is_held) {
        reader->is_held = false;
        *line = dtli_buf_str(&reader->held);
        return DTL_OK;
    }
    if (reader->ended)
        return DTL_END;
    dtl_status status = reader->source(reader->context, line, err);
    if (status != DTL_OK && status != DTL_LIMIT)
        reader->ended = true;
    if (status != DTL_END)
        reader->line++;
    if (status != DTL_OK)
        return status;
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    return DTL_OK;
}

static bool hold(dtl_conllu_reader *reader, dtl_str line)
{
    /* The line may be the held one itself: it is then in place. */
    if (line.ptr != reader->held.ptr) {
        dtli_buf_reset(&reader->held);
        dtli_buf_add(&reader->held, line);
    }
    reader->is_held = true;
    return !reader->held.failed;
}

static void forget_comments(dtl_conllu_reader *reader)
{
    dtli_buf_reset(&reader->comments);
    dtli_buf_reset(&reader->text);
    reader->new_document = reader->new_paragraph = false;
    reader->has_id = reader->has_text = false;
}

/* Splits "# key = value". */
static dtl_str comment_key(dtl_str line, dtl_str *value)
{
    size_t equals = dtli_str_find(line, '=', 0);
    *value = dtli_str_trim(dtli_str_slice(line, equals + 1, line.len));
    return dtli_str_trim(dtli_str_slice(line, 1, equals));
}

static bool is_key(dtl_str key, const char *plain, const char *with_id)
{
    return dtli_str_is(key, plain) || dtli_str_is(key, with_id);
}

static bool take_comment(dtl_conllu_reader *reader, dtl_str line)
{
    dtl_str value;
    dtl_str key = comment_key(line, &value);
    if (is_key(key, "newdoc", "newdoc id")) {
        reader->new_document = reader->new_paragraph = true;
        dtli_buf_reset(&reader->new_id);
        dtli_buf_add(&reader->new_id,
                     dtli_str_slice(value, 0, DTL_MAX_FIELD_BYTES));
        return !reader->new_id.failed;
    }
    if (is_key(key, "newpar", "newpar id"))
        reader->new_paragraph = true;
    reader->has_id = reader->has_id || dtli_str_is(key, "sent_id");
    if (dtli_str_is(key, "text")) {
        reader->has_text = true;
        dtli_buf_reset(&reader->text);
        dtli_buf_add(&reader->text, value);
    }
    dtli_buf_add(&reader->comments, line);
    dtli_buf_add_char(&reader->comments, '\n');
    return !reader->comments.failed && !reader->text.failed;
}

/* Decides the id of the document whose first row has come. */
static bool name_document(dtl_conllu_reader *reader, dtl_doc *doc,
                          dtl_arena *arena, bool *continued)
{
    *continued = reader->continued && !reader->new_document;
    reader->continued = false;
    if (!*continued) {
        dtli_buf_reset(&reader->id);
        bool named = reader->new_document && reader->new_id.len > 0;
        dtli_buf_add(&reader->id, named ? dtli_buf_str(&reader->new_id)
                                        : reader->fallback_id);
        if (!named && ++reader->unnamed > 1)
            dtli_buf_printf(&reader->id, "-%llu",
                            (unsigned long long)reader->unnamed);
    }
    doc->in.id = dtli_arena_str(arena, dtli_buf_str(&reader->id));
    return !reader->id.failed && doc->in.id.ptr;
}

static dtl_status end_sentence(dtl_conllu_reader *reader,
                               dtl_conllu_builder *builder, dtl_error *err)
{
    dtl_conllu_head head = {
        .comments = dtli_buf_str(&reader->comments),
        .has_id = reader->has_id,
        .new_paragraph = reader->new_paragraph,
    };
    if (reader->has_text)
        head.text = reader->text.ptr ? dtli_buf_str(&reader->text)
                                     : DTL_STR("");
    dtl_status status = dtli_conllu_end_sentence(builder, &head, err);
    forget_comments(reader);
    return status;
}

/* Says why `line` could not be kept. */
static dtl_status no_room(const dtl_conllu_reader *reader, dtl_str line,
                          dtl_error *err)
{
    if (line.len < DTL_MAX_LINE_BYTES - reader->comments.len)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E224: memory is out");
    return dtl_fail(err, DTL_LIMIT, reader->line, 0,
                    "E222: comments or line too long");
}

/* Takes one line. *done: the document ends before it. */
static dtl_status take_line(dtl_conllu_reader *reader,
                            dtl_conllu_builder *builder, dtl_str line,
                            bool *done, dtl_error *err)
{
    builder->line = reader->line;
    if (dtli_str_trim(line).len == 0) {
        if (!builder->open)
            return DTL_OK;
        dtl_status status = end_sentence(reader, builder, err);
        *done = builder->text.len > PART_BYTES ||
                builder->doc->token_count > PART_TOKENS;
        reader->continued = *done;
        return status;
    }
    size_t invalid = dtli_utf8_invalid(line);
    if (invalid < line.len)
        return dtl_fail(err, DTL_SYNTAX, reader->line, invalid,
                        "E217: no valid UTF-8");
    if (line.ptr[0] == '#' && builder->open)
        return dtl_fail(err, DTL_SYNTAX, reader->line, 0,
                        "E223: comment inside a sentence");
    if (line.ptr[0] == '#')
        return take_comment(reader, line) ? DTL_OK : no_room(reader, line, err);
    if (!builder->open && reader->new_document && builder->first > 0) {
        *done = true;
        return hold(reader, line) ? DTL_OK : no_room(reader, line, err);
    }
    if (!builder->doc->in.id.ptr &&
        !name_document(reader, builder->doc, builder->arena,
                       &builder->kept->continued))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E227: memory is out");
    return dtli_conllu_take_row(builder, line, err);
}

/* Reads on to the next "# newdoc" after an error. */
static void skip_document(dtl_conllu_reader *reader)
{
    dtl_str line;
    dtl_str value;
    forget_comments(reader);
    reader->continued = false;
    while (next_line(reader, &line, NULL) == DTL_OK) {
        if (line.len > 0 && line.ptr[0] == '#' &&
            is_key(comment_key(line, &value), "newdoc", "newdoc id")) {
            reader->ended = reader->ended || !hold(reader, line);
            return;
        }
    }
}

static dtl_status read_document(dtl_conllu_reader *reader,
                                dtl_conllu_builder *builder, dtl_error *err)
{
    bool done = false;
    dtl_status status = DTL_OK;
    while (status == DTL_OK && !done) {
        dtl_str line;
        status = next_line(reader, &line, err);
        if (status == DTL_OK)
            status = take_line(reader, builder, line, &done, err);
    }
    if (status == DTL_END && builder->open)
        status = end_sentence(reader, builder, err);
    if (status == DTL_END && builder->first > 0)
        status = DTL_OK;
    if (status == DTL_SYNTAX || status == DTL_LIMIT || status == DTL_NOMEM)
        skip_document(reader);
    return status;
}

dtl_status dtli_conllu_next(dtl_conllu_reader *reader, dtl_arena *arena,
                            dtl_doc *doc, dtl_error *err)
{
    *doc = (dtl_doc){ .in.published = DTL_DAY_NONE,
                      .published = DTL_DAY_NONE };
    dtl_conllu_builder builder = {
        .doc = doc,
        .arena = arena,
        .kept = dtli_arena_make(arena, dtl_conllu),
    };
    if (!builder.kept)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E225: document arena is full");
    dtli_buf_init(&builder.text, DTL_MAX_TEXT_BYTES);
    dtl_status status = read_document(reader, &builder, err);
    if (status == DTL_OK) {
        doc->in.text = dtli_arena_str(arena, dtli_buf_str(&builder.text));
        builder.kept->sents = builder.kept_sents;
        builder.kept->rows = builder.rows;
        doc->conllu = builder.kept;
        if (!doc->in.text.ptr)
            status = dtl_fail(err, DTL_NOMEM, 0, 0,
                              "E226: document arena is full");
    }
    dtli_buf_clear(&builder.text);
    return status;
}
