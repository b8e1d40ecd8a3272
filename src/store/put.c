/* put.c — one document into the store: new, known, a new version, a copy, or
 * the same one by another coder. */
#include "store/put.h"

#include "base/error.h"
#include "base/limits.h"

int64_t dtli_store_text_hash(dtl_str text)
{
    return (int64_t)dtli_hash(text);
}

int64_t dtli_store_input_hash(const dtl_store_doc *doc)
{
    const dtl_str fields[] = { doc->text,   doc->given, doc->title,
                               doc->source, doc->url,   doc->lang,
                               doc->location };
    uint64_t hash = dtli_hash(DTL_STR(""));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        hash = dtli_hash_more(hash, fields[i]);
        hash = dtli_hash_more(hash, DTL_STR("\x1f")); /* a field ends */
    }
    return (int64_t)hash;
}

/* The row that has the document's id. */
static dtl_status look_by_id(dtl_store *store, const dtl_store_doc *doc,
                             int64_t coder, dtl_store_found *out,
                             dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_DOCUMENT_FIND, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, doc->id);
    dtli_bind_text(stmt, 2, doc->text);
    status = dtli_step(stmt, err);
    if (status == DTL_OK) {
        bool same = dtli_column_int(stmt, 2) == dtli_store_input_hash(doc) &&
                    dtli_column_int(stmt, 4) != 0;
        out->document = dtli_column_int(stmt, 0);
        out->fate = !same ? DTL_FATE_REPLACED
                    : dtli_column_int(stmt, 3) == coder ? DTL_FATE_KNOWN
                                                        : DTL_FATE_RECODED;
    }
    dtli_stmt_reset(stmt);
    return status;
}

/* Whether the id is kept as another name of a document with this text. */
static dtl_status look_by_name(dtl_store *store, const dtl_store_doc *doc,
                               dtl_store_found *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_DOCUMENT_BY_NAME, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, doc->id);
    dtli_bind_int(stmt, 2, dtli_store_text_hash(doc->text));
    dtli_bind_text(stmt, 3, doc->text);
    dtli_bind_text(stmt, 4, doc->source);
    dtli_bind_text(stmt, 5, doc->url);
    status = dtli_run_int(stmt, &out->document, err);
    if (out->document)
        out->fate = DTL_FATE_KNOWN;
    return status;
}

static dtl_status look_by_text(dtl_store *store, const dtl_store_doc *doc,
                               dtl_store_found *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_DOCUMENT_BY_TEXT, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, dtli_store_text_hash(doc->text));
    dtli_bind_text(stmt, 2, doc->text);
    dtli_bind_text(stmt, 3, doc->id);
    status = dtli_run_int(stmt, &out->document, err);
    if (out->document)
        out->fate = DTL_FATE_COPY;
    return status;
}

/* Neither database holds a zero byte in a text and finds it again. */
static bool has_zero(const dtl_store_doc *doc)
{
    const dtl_str fields[] = { doc->id,  doc->text, doc->title,   doc->source,
                               doc->url, doc->lang, doc->location };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (dtli_str_find(fields[i], '\0', 0) < fields[i].len)
            return true;
    return false;
}

dtl_status dtli_store_look(dtl_store *store, const dtl_store_doc *doc,
                           int64_t coder, dtl_store_found *out,
                           dtl_error *err)
{
    *out = (dtl_store_found){ DTL_FATE_NEW, 0 };
    if (has_zero(doc)) /* putting it in will tell */
        return DTL_OK;
    dtl_status status = look_by_id(store, doc, coder, out, err);
    if (status != DTL_END)
        return status;
    status = DTL_OK;
    if (doc->text.len)
        status = look_by_name(store, doc, out, err);
    if (status == DTL_OK && doc->text.len && out->document == 0)
        status = look_by_text(store, doc, out, err);
    return status;
}

static void bind_id_or_null(dtl_stmt *stmt, unsigned number, int64_t id)
{
    if (id)
        dtli_bind_int(stmt, number, id);
    else
        dtli_bind_null(stmt, number);
}

/* Values 1 to 17 of adding and of changing a document. */
static void bind_document(dtl_stmt *stmt, const dtl_store_doc *doc,
                          const dtl_store_by *by)
{
    dtl_str origin = doc->origin.len ? doc->origin : DTL_STR("dateline");
    dtli_bind_text(stmt, 1, doc->id);
    dtli_bind_text_or_null(stmt, 2, doc->published);
    dtli_bind_text_or_null(stmt, 3, doc->given);
    dtli_bind_text(stmt, 4, doc->title);
    dtli_bind_text(stmt, 5, doc->source);
    dtli_bind_text(stmt, 6, doc->url);
    dtli_bind_text(stmt, 7, doc->lang);
    dtli_bind_text(stmt, 8, doc->location);
    dtli_bind_text(stmt, 9, doc->text);
    dtli_bind_int(stmt, 10, dtli_store_text_hash(doc->text));
    dtli_bind_int(stmt, 11, dtli_store_input_hash(doc));
    dtli_bind_int(stmt, 12, doc->words);
    bind_id_or_null(stmt, 13, by->coder);
    dtli_bind_int(stmt, 14, by->run);
    dtli_bind_text(stmt, 15, doc->file);
    dtli_bind_int(stmt, 16, (int64_t)doc->line);
    dtli_bind_text(stmt, 17, origin);
}

static dtl_status put_sentences(dtl_store *store, int64_t document,
                                const dtl_store_doc *doc, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_SENTENCE_ADD, &stmt, err);
    for (size_t i = 0; i < doc->sentence_count && status == DTL_OK; i++) {
        dtli_bind_int(stmt, 1, document);
        dtli_bind_int(stmt, 2, (int64_t)i);
        dtli_bind_int(stmt, 3, doc->sentences[2 * i]);
        dtli_bind_int(stmt, 4, doc->sentences[2 * i + 1]);
        status = dtli_run(stmt, err);
    }
    return status;
}

/* Runs a statement whose one value is a document. */
static dtl_status run_on(dtl_store *store, dtl_store_sql which,
                         int64_t document, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, which, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, document);
    return dtli_run(stmt, err);
}

dtl_status dtli_store_add_document(dtl_store *store, const dtl_store_doc *doc,
                                   const dtl_store_by *by, int64_t *document,
                                   dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_NAME_DROP, &stmt, err);
    if (status == DTL_OK) { /* it has a text of its own now */
        dtli_bind_text(stmt, 1, doc->id);
        status = dtli_run(stmt, err);
    }
    if (status == DTL_OK)
        status = dtli_store_stmt(store, DTL_SQL_DOCUMENT_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    bind_document(stmt, doc, by);
    status = dtli_run_int(stmt, document, err);
    if (status == DTL_OK)
        status = put_sentences(store, *document, doc, err);
    return status;
}

static dtl_status add_new(dtl_store *store, const dtl_store_doc *doc,
                          dtl_store_by *by, int64_t *document, dtl_error *err)
{
    dtl_status status = dtli_store_add_document(store, doc, by, document, err);
    if (status == DTL_OK)
        status = dtli_store_put_events(store, *document, doc->records, by,
                                       err);
    return status;
}

static dtl_status keep_name(dtl_store *store, const dtl_store_doc *doc,
                            int64_t document, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = dtli_store_stmt(store, DTL_SQL_NAME_ADD, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_text(stmt, 1, doc->id);
    dtli_bind_int(stmt, 2, document);
    dtli_bind_text(stmt, 3, doc->source);
    dtli_bind_text(stmt, 4, doc->url);
    dtli_bind_text_or_null(stmt, 5, doc->given);
    return dtli_run(stmt, err);
}

/* The records of a document as they were printed, into `out`. */
static dtl_status old_records(dtl_store *store, int64_t document,
                              dtl_buf *out, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_stmt(store, DTL_SQL_RECORDS_OF, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, document);
    while ((status = dtli_step(stmt, err)) == DTL_OK)
        dtli_store_full_record(
            dtli_column_text(stmt, 0), dtli_column_text(stmt, 1),
            dtli_column_text(stmt, 2), dtli_column_text(stmt, 3), out);
    dtli_stmt_reset(stmt);
    if (out->failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status archive(dtl_store *store, int64_t document, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_buf records;
    dtli_buf_init(&records, DTL_MAX_OUTPUT_BYTES);
    dtl_status status = old_records(store, document, &records, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(store, DTL_SQL_DOCUMENT_ARCHIVE, &stmt, err);
    if (status == DTL_OK) {
        dtli_bind_int(stmt, 1, document);
        dtli_bind_text(stmt, 2, dtli_buf_str(&records));
        status = dtli_run(stmt, err);
    }
    dtli_buf_clear(&records);
    return status;
}

/* A new version: the old one and its events become history. */
static dtl_status replace(dtl_store *store, const dtl_store_doc *doc,
                          dtl_store_by *by, int64_t document, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status = archive(store, document, err);
    if (status == DTL_OK)
        status = dtli_store_put_events(store, document, DTL_STR(""), by, err);
    if (status == DTL_OK)
        status = run_on(store, DTL_SQL_SENTENCES_DROP, document, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(store, DTL_SQL_DOCUMENT_CHANGE, &stmt, err);
    if (status == DTL_OK) {
        bind_document(stmt, doc, by);
        status = dtli_run(stmt, err);
    }
    if (status == DTL_OK)
        status = put_sentences(store, document, doc, err);
    if (status == DTL_OK)
        status = dtli_store_put_events(store, document, doc->records, by, err);
    return status;
}

/* The same document by another coder. */
static dtl_status recode(dtl_store *store, const dtl_store_doc *doc,
                         dtl_store_by *by, int64_t document, dtl_error *err)
{
    dtl_stmt *stmt;
    dtl_status status =
        dtli_store_put_events(store, document, doc->records, by, err);
    if (status == DTL_OK)
        status = run_on(store, DTL_SQL_SENTENCES_DROP, document, err);
    if (status == DTL_OK)
        status = put_sentences(store, document, doc, err);
    if (status == DTL_OK)
        status = dtli_store_stmt(store, DTL_SQL_DOCUMENT_CODER, &stmt, err);
    if (status != DTL_OK)
        return status;
    dtli_bind_int(stmt, 1, document);
    bind_id_or_null(stmt, 2, by->coder);
    dtli_bind_int(stmt, 3, by->run);
    dtli_bind_text_or_null(stmt, 4, doc->published);
    dtli_bind_int(stmt, 5, doc->words);
    return dtli_run(stmt, err);
}

dtl_status dtli_store_put(dtl_store *store, const dtl_store_doc *doc,
                          dtl_store_by *by, dtl_store_found *out,
                          dtl_error *err)
{
    dtl_store_found found;
    if (has_zero(doc))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E737: a zero byte, which a store cannot hold");
    dtl_status status = dtli_store_look(store, doc, by->coder, &found, err);
    if (status != DTL_OK)
        return status;
    switch (found.fate) {
    case DTL_FATE_NEW:
        status = add_new(store, doc, by, &found.document, err);
        break;
    case DTL_FATE_COPY:
        status = keep_name(store, doc, found.document, err);
        break;
    case DTL_FATE_REPLACED:
        status = replace(store, doc, by, found.document, err);
        break;
    case DTL_FATE_RECODED:
        status = recode(store, doc, by, found.document, err);
        break;
    case DTL_FATE_KNOWN:
        break;
    }
    if (status == DTL_OK)
        *out = found;
    return status;
}
