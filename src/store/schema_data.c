/* schema_data.c — the tables of a store: docs/store.md tells each column.
 *
 * A migration that was released is never edited: a change is the next one.
 * Types: @id a key that counts up, @int 64 bit, @real double, @blob bytes;
 * days and instants are ISO text. Lists of a kind (sectors, contexts) are
 * rows of their own where they are asked for. `day` of actors and sectors
 * repeats events.date_from, so that one index finds "Russia, newest first".
 */
#include "store/schema.h"

#define BOTH(sql) { DTL_SCHEMA_BOTH, sql }
#define SQLITE(sql) { DTL_SCHEMA_SQLITE, sql }
#define POSTGRES(sql) { DTL_SCHEMA_POSTGRES, sql }

static const dtl_schema_step FIRST[] = {
    /* Who coded, and when. */
    BOTH("CREATE TABLE coders (id @id, version TEXT NOT NULL,"
         " lexicon TEXT NOT NULL, model TEXT NOT NULL,"
         " places TEXT NOT NULL DEFAULT '',"
         " UNIQUE (version, lexicon, model, places))@strict"),
    BOTH("CREATE TABLE runs (id @id, command TEXT NOT NULL,"
         " arguments TEXT NOT NULL DEFAULT '',"
         " coder @int REFERENCES coders, started TEXT NOT NULL,"
         " finished TEXT, outcome TEXT NOT NULL DEFAULT 'running',"
         " documents @int NOT NULL DEFAULT 0, known @int NOT NULL DEFAULT 0,"
         " replaced @int NOT NULL DEFAULT 0,"
         " rejected @int NOT NULL DEFAULT 0, added @int NOT NULL DEFAULT 0,"
         " removed @int NOT NULL DEFAULT 0,"
         " changed @int NOT NULL DEFAULT 0)@strict"),

    /* Articles. */
    BOTH("CREATE TABLE documents (id @id, doc TEXT NOT NULL UNIQUE,"
         " version @int NOT NULL DEFAULT 1, published TEXT,"
         " given_date TEXT, title TEXT NOT NULL DEFAULT '',"
         " source TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',"
         " lang TEXT NOT NULL DEFAULT '', location TEXT NOT NULL DEFAULT '',"
         " text TEXT NOT NULL, text_hash @int NOT NULL,"
         " input_hash @int NOT NULL,"
         " origin TEXT NOT NULL DEFAULT 'dateline',"
         " word_count @int NOT NULL DEFAULT 0, coder @int REFERENCES coders,"
         " run @int REFERENCES runs, added TEXT NOT NULL,"
         " file TEXT NOT NULL DEFAULT '', line @int NOT NULL DEFAULT 0"
         "@words)@strict"),
    BOTH("CREATE INDEX documents_text_hash ON documents (text_hash)"),
    BOTH("CREATE INDEX documents_published ON documents (published, id)"),
    BOTH("CREATE INDEX documents_source ON documents (source, published)"),
    BOTH("CREATE INDEX documents_coder ON documents (coder)"),
    BOTH("CREATE INDEX documents_run ON documents (run)"),
    BOTH("CREATE TABLE document_names (doc TEXT PRIMARY KEY,"
         " document @int NOT NULL REFERENCES documents ON DELETE CASCADE,"
         " source TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',"
         " published TEXT)@bare"),
    BOTH("CREATE INDEX document_names_document ON document_names (document)"),
    BOTH("CREATE TABLE versions (document @int NOT NULL REFERENCES documents"
         " ON DELETE CASCADE, version @int NOT NULL, published TEXT,"
         " given_date TEXT, title TEXT NOT NULL, source TEXT NOT NULL,"
         " url TEXT NOT NULL, lang TEXT NOT NULL, location TEXT NOT NULL,"
         " text TEXT NOT NULL, coder @int REFERENCES coders,"
         " run @int REFERENCES runs, added TEXT NOT NULL,"
         " replaced TEXT NOT NULL, records TEXT NOT NULL,"
         " PRIMARY KEY (document, version))@strict"),
    BOTH("CREATE TABLE sentences (document @int NOT NULL REFERENCES documents"
         " ON DELETE CASCADE, number @int NOT NULL, start @int NOT NULL,"
         " stop @int NOT NULL, PRIMARY KEY (document, number))@bare"),

    /* Places: each one once, however many events name it. */
    BOTH("CREATE TABLE places (id @id, key TEXT NOT NULL UNIQUE,"
         " name TEXT NOT NULL, country TEXT NOT NULL DEFAULT '',"
         " admin1 TEXT NOT NULL DEFAULT '', lat @real, lon @real,"
         " geonames @int NOT NULL DEFAULT 0,"
         " precision TEXT NOT NULL DEFAULT '')@strict"),
    BOTH("CREATE INDEX places_country ON places (country)"),
    BOTH("CREATE INDEX places_name ON places (name)"),
    SQLITE("CREATE VIRTUAL TABLE place_boxes USING rtree"
           " (id, south, north, west, east)"),
    SQLITE("CREATE TRIGGER places_boxed AFTER INSERT ON places"
           " WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN"
           " INSERT INTO place_boxes VALUES"
           " (new.id, new.lat, new.lat, new.lon, new.lon); END"),
    SQLITE("CREATE TRIGGER places_unboxed AFTER DELETE ON places BEGIN"
           " DELETE FROM place_boxes WHERE id = old.id; END"),
    POSTGRES("CREATE INDEX places_coordinates ON places (lat, lon)"),

    /* Events. */
    BOTH("CREATE TABLE events (id @id, event TEXT NOT NULL,"
         " document @int NOT NULL REFERENCES documents ON DELETE CASCADE,"
         " number @int NOT NULL, type TEXT NOT NULL,"
         " mode TEXT NOT NULL DEFAULT '', cameo TEXT NOT NULL DEFAULT '',"
         " quad @int NOT NULL DEFAULT 0, goldstein @real, intensity @real,"
         " date_from TEXT NOT NULL DEFAULT '',"
         " date_to TEXT NOT NULL DEFAULT '',"
         " date_precision TEXT NOT NULL DEFAULT '',"
         " date_text TEXT NOT NULL DEFAULT '',"
         " date_assumed @int NOT NULL DEFAULT 0,"
         " place @int REFERENCES places,"
         " place_text TEXT NOT NULL DEFAULT '',"
         " status TEXT NOT NULL DEFAULT '', confidence @real,"
         " UNIQUE (document, number))@strict"),
    BOTH("CREATE INDEX events_event ON events (event)"),
    BOTH("CREATE INDEX events_date ON events (date_from, id)"),
    BOTH("CREATE INDEX events_type ON events (type, date_from)"),
    BOTH("CREATE INDEX events_mode ON events (mode, date_from)"
         " WHERE mode <> ''"),
    BOTH("CREATE INDEX events_cameo ON events (cameo, date_from)"),
    BOTH("CREATE INDEX events_quad ON events (quad, date_from)"),
    BOTH("CREATE INDEX events_status ON events (status, date_from)"),
    BOTH("CREATE INDEX events_place ON events (place, date_from)"),
    BOTH("CREATE INDEX events_confidence ON events (confidence)"),
    BOTH("CREATE TABLE records (event @int PRIMARY KEY REFERENCES events"
         " ON DELETE CASCADE, record TEXT NOT NULL)@strict"),
    BOTH("CREATE TABLE actors (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, role TEXT NOT NULL, number @int NOT NULL,"
         " day TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '',"
         " name TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',"
         " sectors TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '',"
         " start @int, stop @int, PRIMARY KEY (event, role, number))@bare"),
    BOTH("CREATE INDEX actors_country ON actors (country, role, day, event)"),
    BOTH("CREATE INDEX actors_code ON actors (code, role, day, event)"),
    BOTH("CREATE INDEX actors_name ON actors (name, role, day, event)"),
    BOTH("CREATE TABLE sectors (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, role TEXT NOT NULL, number @int NOT NULL,"
         " sector TEXT NOT NULL, day TEXT NOT NULL DEFAULT '',"
         " PRIMARY KEY (event, role, number, sector))@bare"),
    BOTH("CREATE INDEX sectors_sector ON sectors (sector, role, day, event)"),
    BOTH("CREATE TABLE contexts (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, context TEXT NOT NULL,"
         " PRIMARY KEY (event, context))@bare"),
    BOTH("CREATE INDEX contexts_context ON contexts (context, event)"),
    BOTH("CREATE TABLE mentions (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, number @int NOT NULL, sentence @int NOT NULL,"
         " start @int NOT NULL, stop @int NOT NULL, trigger TEXT NOT NULL,"
         " rule TEXT NOT NULL, PRIMARY KEY (event, number))@bare"),
    BOTH("CREATE TABLE counts (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, number @int NOT NULL, kind TEXT NOT NULL,"
         " least @int NOT NULL, most @int, text TEXT NOT NULL,"
         " PRIMARY KEY (event, number))@bare"),
    BOTH("CREATE INDEX counts_kind ON counts (kind, least)"),
    BOTH("CREATE TABLE responses (event @int NOT NULL REFERENCES events"
         " ON DELETE CASCADE, cause TEXT NOT NULL,"
         " PRIMARY KEY (event, cause))@bare"),
    BOTH("CREATE TABLE changes (run @int NOT NULL REFERENCES runs,"
         " number @int NOT NULL, document @int NOT NULL REFERENCES documents"
         " ON DELETE CASCADE, event TEXT NOT NULL, change TEXT NOT NULL,"
         " record TEXT NOT NULL, PRIMARY KEY (run, number))@strict"),
    BOTH("CREATE INDEX changes_document ON changes (document)"),

    /* Stories: filled by `dateline link`. */
    BOTH("CREATE TABLE stories (id @id, title TEXT NOT NULL DEFAULT '',"
         " day_from TEXT NOT NULL DEFAULT '',"
         " day_to TEXT NOT NULL DEFAULT '',"
         " documents @int NOT NULL DEFAULT 0)@strict"),
    BOTH("CREATE INDEX stories_day ON stories (day_from)"),
    BOTH("CREATE TABLE story_documents (document @int PRIMARY KEY"
         " REFERENCES documents ON DELETE CASCADE,"
         " story @int NOT NULL REFERENCES stories ON DELETE CASCADE,"
         " version @int NOT NULL, copy_of @int REFERENCES documents"
         " ON DELETE SET NULL, score @real,"
         " why TEXT NOT NULL DEFAULT '')@strict"),
    BOTH("CREATE INDEX story_documents_story ON story_documents (story)"),
    BOTH("CREATE INDEX story_documents_copy ON story_documents (copy_of)"),
    BOTH("CREATE TABLE signatures (document @int PRIMARY KEY REFERENCES"
         " documents ON DELETE CASCADE, version @int NOT NULL,"
         " signature @blob NOT NULL)@strict"),
    BOTH("CREATE TABLE world_events (id @id,"
         " story @int REFERENCES stories ON DELETE SET NULL,"
         " best @int REFERENCES events ON DELETE SET NULL,"
         " type TEXT NOT NULL, mode TEXT NOT NULL DEFAULT '',"
         " date_from TEXT NOT NULL DEFAULT '',"
         " date_to TEXT NOT NULL DEFAULT '', place @int REFERENCES places,"
         " status TEXT NOT NULL DEFAULT '',"
         " reports @int NOT NULL DEFAULT 0,"
         " sources @int NOT NULL DEFAULT 0, confidence @real)@strict"),
    BOTH("CREATE INDEX world_events_date ON world_events (date_from, id)"),
    BOTH("CREATE INDEX world_events_type ON world_events (type, date_from)"),
    BOTH("CREATE INDEX world_events_story ON world_events (story)"),
    BOTH("CREATE INDEX world_events_best ON world_events (best)"),
    BOTH("CREATE INDEX world_events_place ON world_events (place)"),
    BOTH("CREATE INDEX world_events_sources ON world_events (sources)"),
    BOTH("CREATE TABLE reports (event @int PRIMARY KEY REFERENCES events"
         " ON DELETE CASCADE, world @int NOT NULL REFERENCES world_events"
         " ON DELETE CASCADE, score @real,"
         " why TEXT NOT NULL DEFAULT '')@strict"),
    BOTH("CREATE INDEX reports_world ON reports (world)"),

    /* What could not be read. */
    BOTH("CREATE TABLE rejects (id @id, run @int NOT NULL REFERENCES runs,"
         " file TEXT NOT NULL, line @int NOT NULL, byte @int NOT NULL,"
         " message TEXT NOT NULL, told TEXT NOT NULL,"
         " UNIQUE (file, line, byte, message))@strict"),
    BOTH("CREATE INDEX rejects_run ON rejects (run)"),

    /* Words to search by: of articles, and of each name once. */
    BOTH("CREATE TABLE names (id @id, name TEXT NOT NULL UNIQUE)@strict"),
    SQLITE("CREATE VIRTUAL TABLE document_words USING fts5 (title, text,"
           " content='documents', content_rowid='id',"
           " tokenize='porter unicode61')"),
    SQLITE("CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN"
           " INSERT INTO document_words (rowid, title, text)"
           " VALUES (new.id, new.title, new.text); END"),
    SQLITE("CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN"
           " INSERT INTO document_words (document_words, rowid, title, text)"
           " VALUES ('delete', old.id, old.title, old.text); END"),
    SQLITE("CREATE TRIGGER documents_changed AFTER UPDATE OF title, text"
           " ON documents BEGIN"
           " INSERT INTO document_words (document_words, rowid, title, text)"
           " VALUES ('delete', old.id, old.title, old.text);"
           " INSERT INTO document_words (rowid, title, text)"
           " VALUES (new.id, new.title, new.text); END"),
    SQLITE("CREATE VIRTUAL TABLE name_words USING fts5 (name,"
           " content='names', content_rowid='id',"
           " tokenize='unicode61')"),
    SQLITE("CREATE TRIGGER names_added AFTER INSERT ON names BEGIN"
           " INSERT INTO name_words (rowid, name)"
           " VALUES (new.id, new.name); END"),
    SQLITE("CREATE TRIGGER names_removed AFTER DELETE ON names BEGIN"
           " INSERT INTO name_words (name_words, rowid, name)"
           " VALUES ('delete', old.id, old.name); END"),
    POSTGRES("CREATE INDEX documents_words ON documents USING gin (words)"),
    POSTGRES("CREATE INDEX names_words ON names USING gin"
             " (to_tsvector('simple', name))"),
    { DTL_SCHEMA_BOTH, NULL },
};

/* Linking in the store: who had coded the version that was analysed. */
static const dtl_schema_step LINKING[] = {
    BOTH("ALTER TABLE signatures ADD COLUMN coder @int"),
    { DTL_SCHEMA_BOTH, NULL },
};

/* Rows of `table`, whose events stand in `column`, make blocks stale. */
#define STALE(block)                                                          \
    " INSERT INTO fact_stale (block) VALUES (" block " >> 10)"                \
    " ON CONFLICT (block) DO UPDATE SET unfit = 0 WHERE unfit <> 0; "
#define WATCH(table, column, columns)                                         \
    SQLITE("CREATE TRIGGER facts_" table "_added AFTER INSERT ON " table      \
           " BEGIN" STALE("new." column) "END"),                              \
    SQLITE("CREATE TRIGGER facts_" table "_removed AFTER DELETE ON " table    \
           " BEGIN" STALE("old." column) "END"),                              \
    SQLITE("CREATE TRIGGER facts_" table "_changed AFTER UPDATE OF " columns  \
           " ON " table " BEGIN" STALE("old." column) STALE("new." column)    \
           "END")

/* Facts for questions: facts.h. A server counts by its own means. */
static const dtl_schema_step FACTS[] = {
    SQLITE("CREATE TABLE fact_terms (id @id, term TEXT NOT NULL UNIQUE)"
           "@strict"),
    SQLITE("CREATE TABLE facts (id INTEGER PRIMARY KEY, bytes @blob NOT NULL)"
           "@strict"),
    SQLITE("CREATE TABLE fact_stale (block INTEGER PRIMARY KEY,"
           " unfit @int NOT NULL DEFAULT 0)@strict"),
    SQLITE("INSERT INTO fact_stale (block)"
           " SELECT DISTINCT id >> 10 FROM events"),
    WATCH("events", "id",
          "id, document, type, mode, quad, goldstein, intensity, date_from,"
          " place, status, confidence"),
    WATCH("actors", "event", "event, role, number, name, country, code"),
    WATCH("sectors", "event", "event, role, number, sector"),
    { DTL_SCHEMA_BOTH, NULL },
};

const dtl_migration DTLI_MIGRATIONS[] = {
    { 1, FIRST },
    { 2, LINKING },
    { 3, FACTS },
};

const int DTLI_MIGRATION_COUNT =
    sizeof DTLI_MIGRATIONS / sizeof DTLI_MIGRATIONS[0];
