/* put.h — documents and events into the tables. Inside a transaction that
 * the caller begins and ends. */
#ifndef DATELINE_STORE_PUT_H
#define DATELINE_STORE_PUT_H

#include "store/store.h"

/* A document on its way in. All strings are borrowed, UTF-8; an imported
 * event file fills it by hand, with `text` empty where there is none. */
typedef struct dtl_store_doc {
    dtl_str id;        /* its name in the world: documents.doc */
    dtl_str published; /* ISO day that the coder went by, or empty */
    dtl_str given;     /* ISO day that came with it, or empty */
    dtl_str title, source, url, lang, location, text;
    dtl_str origin;    /* "dateline", "gdelt" ...; empty: "dateline" */
    dtl_str file;      /* where it was read, or empty */
    uint64_t line;
    int64_t words;
    const int64_t *sentences; /* start, stop, start, stop ...: code points */
    size_t sentence_count;
    dtl_str records; /* event records (docs/formats.md), one a line */
} dtl_store_doc;

/* What became of a document. */
typedef enum dtl_store_fate {
    DTL_FATE_NEW,
    DTL_FATE_KNOWN,    /* there already, by the same coder: not touched */
    DTL_FATE_REPLACED, /* a new version of what its id names */
    DTL_FATE_RECODED,  /* the same document by another coder */
    DTL_FATE_COPY      /* the text is there under another id: it is kept as
                        * another name of that document */
} dtl_store_fate;

/* Events that were touched. */
typedef struct dtl_store_counts {
    uint64_t added, removed, changed, kept;
} dtl_store_counts;

/* Under which run and coder; coder 0: none (imported events). */
typedef struct dtl_store_by {
    int64_t run;
    int64_t coder;
    dtl_str version, lexicon, model; /* of the coder, for the history */
    bool keep_changes; /* tell each touched event in the table `changes` */
    dtl_store_counts counts;
} dtl_store_by;

/* A document of the store and how another one stands to it. */
typedef struct dtl_store_found {
    dtl_store_fate fate;
    int64_t document; /* 0 for DTL_FATE_NEW */
} dtl_store_found;

/* Hash of a text, and of all that came with a document: what tells the same
 * article and the same version. FNV-1a; the text itself decides. */
int64_t dtli_store_text_hash(dtl_str text);
int64_t dtli_store_input_hash(const dtl_store_doc *doc);

/* Whether the store has `doc` (records are not looked at): DTL_FATE_KNOWN if
 * coded by `coder`; RECODED if by another; REPLACED if its id names another
 * version; COPY where another document has its text; NEW. */
dtl_status dtli_store_look(dtl_store *store, const dtl_store_doc *doc,
                           int64_t coder, dtl_store_found *out,
                           dtl_error *err) DTL_MUST_USE;

/* Puts a document with its events in, whatever of it is there already.
 *
 * out     Written on DTL_OK.
 * by      Its `counts` are added to.
 *
 * DTL_SYNTAX for a record that is no JSON object, DTL_INVALID for a zero byte
 * or what the database refuses, DTL_LIMIT for names beyond measure: the
 * document is at fault. Else as dtli_step. */
dtl_status dtli_store_put(dtl_store *store, const dtl_store_doc *doc,
                          dtl_store_by *by, dtl_store_found *out,
                          dtl_error *err) DTL_MUST_USE;

/* Adds a document that the store does not have, without its events; its row
 * in *out. */
dtl_status dtli_store_add_document(dtl_store *store, const dtl_store_doc *doc,
                                   const dtl_store_by *by, int64_t *out,
                                   dtl_error *err) DTL_MUST_USE;

/* Brings the events of a document to `records`, touching only those that are
 * others now. Events are the same by id; of one id twice, in their order. */
dtl_status dtli_store_put_events(dtl_store *store, int64_t document,
                                 dtl_str records, dtl_store_by *by,
                                 dtl_error *err) DTL_MUST_USE;

/* An actor, recipient or source as its rows have it. */
typedef struct dtl_event_actor {
    dtl_str text, name, country, code;
    const dtl_str *sectors;
    size_t sector_count;
    int64_t start, stop; /* -1: not told */
} dtl_event_actor;

typedef struct dtl_event_actors {
    const dtl_event_actor *at;
    size_t count;
} dtl_event_actors;

typedef struct dtl_event_place {
    dtl_str text, name, country, admin1, precision;
    bool told, located; /* located: lat and lon hold */
    double lat, lon;
    int64_t geonames;
} dtl_event_place;

typedef struct dtl_event_telling {
    int64_t sentence, start, stop;
    dtl_str trigger, rule;
} dtl_event_telling;

typedef struct dtl_event_toll {
    dtl_str kind, text;
    int64_t least, most; /* most -1: open */
} dtl_event_toll;

/* What a record tells, ready for the tables. A score that is not told is not
 * a number. Strings and lists are borrowed. */
typedef struct dtl_event_values {
    dtl_str record; /* all of it, without line feed and coder */
    dtl_str id, type, mode, cameo, status;
    int64_t quad;
    double goldstein, intensity, confidence;
    dtl_str from, to, precision, date_text;
    bool assumed;
    dtl_event_place place;
    dtl_event_actors actors, recipients, sources;
    const dtl_str *contexts, *causes;
    size_t context_count, cause_count;
    const dtl_event_telling *mentions;
    size_t mention_count;
    const dtl_event_toll *counts;
    size_t count_count;
} dtl_event_values;

/* Adds one event with all its rows. */
dtl_status dtli_store_add_values(dtl_store *store, int64_t document,
                                 int64_t number,
                                 const dtl_event_values *values,
                                 dtl_error *err) DTL_MUST_USE;

/* The same by the record alone, one JSON object without line feed and
 * coder. */
dtl_status dtli_store_add_event(dtl_store *store, int64_t document,
                                int64_t number, dtl_str record,
                                dtl_error *err) DTL_MUST_USE;

/* The record without its coder, as it is kept: "{...}". Written to `out`,
 * which is emptied before. */
void dtli_store_bare_record(dtl_str line, dtl_buf *out);

/* Begins a run in the table of runs and fills by->run; `by` has its coder.
 * `arguments` may be NULL. */
dtl_status dtli_store_run_begin(dtl_store *store, const char *command,
                                const char *arguments, dtl_store_by *by,
                                dtl_error *err) DTL_MUST_USE;

/* Notes how the run stands: outcome "running", "done", "interrupted". */
dtl_status dtli_store_run_note(dtl_store *store, const dtl_store_by *by,
                               const char *outcome,
                               const dtl_store_result *result,
                               dtl_error *err) DTL_MUST_USE;

/* Keeps what could not be read. */
dtl_status dtli_store_reject(dtl_store *store, int64_t run,
                             const dtl_error *what, dtl_error *err)
    DTL_MUST_USE;

#endif
