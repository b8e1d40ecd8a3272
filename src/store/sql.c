/* sql.c — the statements of putting documents in, in both dialects. "@now"
 * stands for the instant, "@returning" for what gives the key of a row. */
#include "base/error.h"
#include "store/store.h"

enum { SQL_MAX = 1 << 14 };

static const char *const SQL[DTL_SQL_STORE_COUNT] = {
    [DTL_SQL_DOCUMENT_FIND] =
        "SELECT id, version, input_hash, coder, text = $2, origin"
        " FROM documents WHERE doc = $1",
    [DTL_SQL_DOCUMENT_BY_NAME] =
        "SELECT d.id FROM document_names n JOIN documents d"
        " ON d.id = n.document WHERE n.doc = $1 AND d.text_hash = $2"
        " AND d.text = $3 AND n.source = $4 AND n.url = $5",
    [DTL_SQL_DOCUMENT_BY_TEXT] =
        "SELECT id FROM documents WHERE text_hash = $1 AND text = $2"
        " AND text <> '' AND doc <> $3 ORDER BY id LIMIT 1",
    [DTL_SQL_DOCUMENT_ADD] =
        "INSERT INTO documents (doc, published, given_date, title, source,"
        " url, lang, location, text, text_hash, input_hash, word_count,"
        " coder, run, file, line, origin, added)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
        " $14, $15, $16, $17, @now) RETURNING id",
    [DTL_SQL_DOCUMENT_CHANGE] =
        "UPDATE documents SET published = $2, given_date = $3, title = $4,"
        " source = $5, url = $6, lang = $7, location = $8, text = $9,"
        " text_hash = $10, input_hash = $11, word_count = $12, coder = $13,"
        " run = $14, file = $15, line = $16, origin = $17, added = @now,"
        " version = version + 1 WHERE doc = $1",
    [DTL_SQL_DOCUMENT_CODER] =
        "UPDATE documents SET coder = $2, run = $3, published = $4,"
        " word_count = $5 WHERE id = $1",
    [DTL_SQL_DOCUMENT_ARCHIVE] =
        "INSERT INTO versions (document, version, published, given_date,"
        " title, source, url, lang, location, text, coder, run, added,"
        " replaced, records)"
        " SELECT id, version, published, given_date, title, source, url,"
        " lang, location, text, coder, run, added, @now, $2"
        " FROM documents WHERE id = $1",
    [DTL_SQL_NAME_ADD] =
        "INSERT INTO document_names (doc, document, source, url, published)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (doc) DO UPDATE SET"
        " document = excluded.document, source = excluded.source,"
        " url = excluded.url, published = excluded.published",
    [DTL_SQL_NAME_DROP] = "DELETE FROM document_names WHERE doc = $1",
    [DTL_SQL_SENTENCE_ADD] =
        "INSERT INTO sentences (document, number, start, stop)"
        " VALUES ($1, $2, $3, $4)",
    [DTL_SQL_SENTENCES_DROP] = "DELETE FROM sentences WHERE document = $1",
    [DTL_SQL_EVENTS_OF] =
        "SELECT e.id, e.event, e.number, r.record FROM events e"
        " JOIN records r ON r.event = e.id WHERE e.document = $1"
        " ORDER BY e.number",
    [DTL_SQL_RECORDS_OF] =
        "SELECT r.record, coalesce(c.version, ''),"
        " coalesce(c.lexicon, ''), coalesce(c.model, '') FROM events e"
        " JOIN records r ON r.event = e.id"
        " JOIN documents d ON d.id = e.document"
        " LEFT JOIN coders c ON c.id = d.coder WHERE e.document = $1"
        " ORDER BY e.number",
    [DTL_SQL_EVENT_ADD] =
        "INSERT INTO events (event, document, number, type, mode, cameo,"
        " quad, goldstein, intensity, date_from, date_to, date_precision,"
        " date_text, date_assumed, place, place_text, status, confidence)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
        " $14, $15, $16, $17, $18)@returning",
    [DTL_SQL_EVENT_DROP] = "DELETE FROM events WHERE id = $1",
    [DTL_SQL_EVENT_NUMBER] = "UPDATE events SET number = $2 WHERE id = $1",
    [DTL_SQL_EVENTS_RENUMBER] =
        "UPDATE events SET number = -1 - number"
        " WHERE document = $1 AND number < 0",
    [DTL_SQL_RECORD_ADD] =
        "INSERT INTO records (event, record) VALUES ($1, $2)",
    [DTL_SQL_ACTOR_ADD] =
        "INSERT INTO actors (event, role, number, day, text, name, country,"
        " sectors, code, start, stop)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    [DTL_SQL_ACTOR_NAME_ADD] =
        "INSERT INTO names (name) VALUES ($1) ON CONFLICT (name) DO NOTHING",
    [DTL_SQL_SECTOR_ADD] =
        "INSERT INTO sectors (event, role, number, sector, day)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [DTL_SQL_CONTEXT_ADD] =
        "INSERT INTO contexts (event, context) VALUES ($1, $2)"
        " ON CONFLICT DO NOTHING",
    [DTL_SQL_MENTION_ADD] =
        "INSERT INTO mentions (event, number, sentence, start, stop,"
        " trigger, rule) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [DTL_SQL_COUNT_ADD] =
        "INSERT INTO counts (event, number, kind, least, most, text)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
    [DTL_SQL_RESPONSE_ADD] =
        "INSERT INTO responses (event, cause) VALUES ($1, $2)"
        " ON CONFLICT DO NOTHING",
    [DTL_SQL_PLACE_FIND] = "SELECT id FROM places WHERE key = $1",
    [DTL_SQL_PLACE_ADD] =
        "INSERT INTO places (key, name, country, admin1, lat, lon, geonames,"
        " precision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id",
    [DTL_SQL_CHANGE_ADD] =
        "INSERT INTO changes (run, number, document, event, change, record)"
        " SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5"
        " FROM changes WHERE run = $1",
    [DTL_SQL_REJECT_ADD] =
        "INSERT INTO rejects (run, file, line, byte, message, told)"
        " VALUES ($1, $2, $3, $4, $5, @now)"
        " ON CONFLICT (file, line, byte, message) DO UPDATE SET"
        " run = excluded.run, told = excluded.told",
    [DTL_SQL_CODER_FIND] =
        "SELECT id FROM coders WHERE version = $1 AND lexicon = $2"
        " AND model = $3 AND places = $4",
    [DTL_SQL_CODER_ADD] =
        "INSERT INTO coders (version, lexicon, model, places)"
        " VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (version, lexicon, model, places)"
        " DO UPDATE SET version = excluded.version RETURNING id",
    [DTL_SQL_RUN_ADD] =
        "INSERT INTO runs (command, arguments, coder, started)"
        " VALUES ($1, $2, $3, @now) RETURNING id",
    [DTL_SQL_RUN_END] =
        "UPDATE runs SET outcome = $2, documents = $3, known = $4,"
        " replaced = $5, rejected = $6, added = $7, removed = $8,"
        " changed = $9, finished = @now WHERE id = $1",
    [DTL_SQL_RECODE_NEXT] =
        "SELECT id, doc, given_date, title, source, url, lang, location,"
        " text FROM documents WHERE id > $1 AND origin = 'dateline'"
        " AND (coder IS NULL OR coder <> $2) ORDER BY id LIMIT 1",
    [DTL_SQL_RECODE_COUNT] =
        "SELECT count(*) FROM documents WHERE origin = 'dateline'"
        " AND (coder IS NULL OR coder <> $1)",
};


/* The words with "@now" and "@returning" resolved. */
static void expand(const dtl_db *db, const char *words, dtl_buf *out)
{
    dtl_str rest = dtli_str(words), part;
    bool first = true;
    while (dtli_str_split(&rest, '@', &part)) {
        if (!first && dtli_str_starts(part, DTL_STR("now"))) {
            dtli_buf_add(out, dtli_str(dtli_sql_now(db)));
            part = dtli_str_slice(part, 3, part.len);
        } else if (!first && dtli_str_starts(part, DTL_STR("returning"))) {
            dtli_buf_add(out, dtli_str(dtli_sql_returning(db)));
            part = dtli_str_slice(part, 9, part.len);
        }
        dtli_buf_add(out, part);
        first = false;
    }
    dtli_buf_add_char(out, '\0');
}

dtl_status dtli_store_stmt(dtl_store *store, dtl_store_sql which,
                           dtl_stmt **out, dtl_error *err)
{
    if (!store->stmts[which]) {
        dtl_buf sql;
        dtl_status status;
        dtli_buf_init(&sql, SQL_MAX);
        expand(store->db, SQL[which], &sql);
        if (sql.failed)
            status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
        else
            status = dtli_db_prepare(store->db, sql.ptr,
                                     &store->stmts[which], err);
        dtli_buf_clear(&sql);
        if (status != DTL_OK)
            return status;
    }
    *out = store->stmts[which];
    return DTL_OK;
}
