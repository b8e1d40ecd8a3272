/* db_dialect.c — the words that SQLite and PostgreSQL do not share. */
#include "base/utf8.h"
#include "store/db.h"

static bool is_sqlite(const dtl_db *db)
{
    return dtli_db_dialect(db) == DTL_DIALECT_SQLITE;
}

const char *dtli_sql_now(const dtl_db *db)
{
    return is_sqlite(db)
               ? "strftime('%Y-%m-%dT%H:%M:%SZ','now')"
               : "to_char(clock_timestamp() AT TIME ZONE 'UTC',"
                 "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
}

const char *dtli_sql_returning(const dtl_db *db)
{
    return dtli_db_dialect(db) == DTL_DIALECT_SQLITE ? "" : " RETURNING id";
}

void dtli_sql_match_documents(const dtl_db *db, unsigned number, dtl_buf *out)
{
    if (is_sqlite(db))
        dtli_buf_printf(out,
                        "documents.id IN (SELECT rowid FROM document_words"
                        " WHERE document_words MATCH $%u)",
                        number);
    else
        dtli_buf_printf(
            out, "documents.words @@ to_tsquery('english', $%u::text)",
            number);
}

void dtli_sql_match_names(const dtl_db *db, unsigned number, dtl_buf *out)
{
    if (is_sqlite(db))
        dtli_buf_printf(out,
                        "actors.name IN (SELECT name FROM names WHERE id IN"
                        " (SELECT rowid FROM name_words"
                        " WHERE name_words MATCH $%u))",
                        number);
    else
        dtli_buf_printf(
            out,
            "actors.name IN (SELECT name FROM names WHERE"
            " to_tsvector('simple', name) @@"
            " to_tsquery('simple', $%u::text))",
            number);
}

/* The tree keeps 32-bit edges, rounded outwards: it gives all places of the
 * box and few more, the coordinates then decide. */
void dtli_sql_in_box(const dtl_db *db, unsigned first, dtl_buf *out)
{
    if (is_sqlite(db))
        dtli_buf_printf(out,
                        "places.id IN (SELECT id FROM place_boxes WHERE"
                        " north >= $%u AND east >= $%u AND south <= $%u"
                        " AND west <= $%u) AND ",
                        first, first + 1, first + 2, first + 3);
    dtli_buf_printf(out,
                    "(places.lat >= $%u AND places.lon >= $%u AND"
                    " places.lat <= $%u AND places.lon <= $%u)",
                    first, first + 1, first + 2, first + 3);
}

/* One word of a search. */
typedef struct term {
    dtl_str word;   /* letters and digits */
    bool not, any;  /* '-' before it, '*' behind it */
    bool joined;    /* stands directly behind the last one, in quotes */
} term;

/* Reads the next word at *at; false behind the last one. */
static bool next_term(dtl_str typed, size_t *at, bool *quoted, term *out)
{
    size_t start = typed.len;
    bool begun = false, minus = false;
    *out = (term){ .joined = *quoted };
    while (*at < typed.len) {
        uint32_t cp = ' ';
        size_t n = dtli_utf8_decode(typed, *at, &cp);
        bool inside = n > 0 && (dtli_utf8_is_letter(cp) ||
                                dtli_utf8_is_digit(cp) || cp == '_');
        if (begun && !inside)
            break;
        if (inside && !begun) {
            start = *at;
            out->not = minus && !*quoted;
            begun = true;
        }
        if (cp == '"' && !begun) {
            *quoted = !*quoted;
            out->joined = false;
        }
        minus = cp == '-' && (*at == 0 || typed.ptr[*at - 1] == ' ');
        *at += n ? n : 1;
    }
    out->word = dtli_str_slice(typed, start, *at);
    out->any = *at < typed.len && typed.ptr[*at] == '*';
    return begun;
}

static void add_sqlite_term(const term *t, bool first, dtl_buf *out)
{
    if (t->joined && !first)
        dtli_buf_add(out, DTL_STR(" + "));
    else if (!first)
        dtli_buf_add(out, t->not ? DTL_STR(" NOT ") : DTL_STR(" AND "));
    dtli_buf_printf(out, "\"%.*s\"%s", DTL_FMT(t->word), t->any ? "*" : "");
}

static void add_postgres_term(const term *t, bool first, dtl_buf *out)
{
    if (!first)
        dtli_buf_add(out, t->joined ? DTL_STR(" <-> ") : DTL_STR(" & "));
    dtli_buf_printf(out, "%s'%.*s'%s", t->not ? "!" : "", DTL_FMT(t->word),
                    t->any ? ":*" : "");
}

bool dtli_sql_words(const dtl_db *db, dtl_str typed, dtl_buf *out)
{
    bool quoted = false, first = true;
    size_t at = 0;
    term t;
    while (next_term(typed, &at, &quoted, &t)) {
        if (first && t.not)
            continue; /* "not x" alone is no question: all but few hold it */
        if (is_sqlite(db))
            add_sqlite_term(&t, first, out);
        else
            add_postgres_term(&t, first, out);
        first = false;
    }
    return !first;
}
