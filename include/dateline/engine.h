/* engine.h — articles in, annotated documents and written records out.
 *
 * An engine holds the model, lexicon and gazetteer: immutable after open,
 * shared by any number of threads. A session holds the memory of one
 * document at a time and belongs to one thread.
 */
#ifndef DATELINE_ENGINE_H
#define DATELINE_ENGINE_H

#include "dateline/doc.h"
#include "dateline/read.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dtl_engine dtl_engine;
typedef struct dtl_session dtl_session;

/** The stages, in the order in which they run. */
typedef enum dtl_stage {
    DTL_STAGE_BLOCKS,  /* kinds of paragraphs, publication day */
    DTL_STAGE_SEGMENT, /* sentences and words */
    DTL_STAGE_ANALYSE, /* lemmas, tags, trees, names */
    DTL_STAGE_TIMES,
    DTL_STAGE_PLACES,
    DTL_STAGE_ACTORS, /* mentions, entities */
    DTL_STAGE_QUOTES, /* quotations and who speaks them */
    DTL_STAGE_CODE,   /* events */
    DTL_STAGE_MISSED, /* verbs that no rule knows; only where asked for */
    DTL_STAGE_COUNT
} dtl_stage;

/** How to open an engine. Start from DTL_ENGINE_OPTIONS_INIT. */
typedef struct dtl_engine_options {
    const char *data_dir; /* folder of lexicon.dtlx and gazetteer.dtlx */
    const char *model;    /* model file; NULL: en-1.dtlx in data_dir */
    dtl_stage last;       /* open only what the stages up to this need */
    bool each_mention;    /* code one event for each mention */
    const char *places;   /* list of the user's own places, or NULL */
    const char *const *actors; /* files of the user's own actors, in order */
    size_t actor_count;        /* of them, at most 32 */
    /* Called while the engine opens for each line of those files that is bad
     * and left out, and where the lexicon's classifier was fitted to another
     * model (DTL_VERSION) and is off; `what` is borrowed. NULL: not told. */
    void (*warn)(void *payload, const dtl_error *what);
    void *payload; /* handed to warn */
} dtl_engine_options;

#define DTL_ENGINE_OPTIONS_INIT \
    { NULL, NULL, DTL_STAGE_MISSED, false, NULL, NULL, 0, NULL, NULL }

/**
 * Open an engine.
 *
 * options  Borrowed for the call; data_dir must not be NULL.
 * out      Written only on DTL_OK; owned, free with dtl_engine_close.
 * err      May be NULL; `source` names the file at fault.
 *
 * Returns DTL_OK; DTL_IO where a file cannot be read; DTL_VERSION or
 * DTL_CORRUPT where it is not fit; DTL_NOTFOUND where a table is missing;
 * DTL_SYNTAX, DTL_INVALID or DTL_LIMIT for a bad list of own places or
 * actors, with the line.
 * Since 0.1. Example: docs/examples/code_text.c
 */
DTL_API DTL_MUST_USE dtl_status
dtl_engine_open(const dtl_engine_options *options, dtl_engine **out,
                dtl_error *err);

/** Free an engine; no session of it may be in use. NULL is fine. */
DTL_API void dtl_engine_close(dtl_engine *engine);

/** "lexicon 2026.11" apart: version of the lexicon; static. Since 0.1. */
DTL_API dtl_str dtl_engine_lexicon_version(const dtl_engine *engine);

/** Id of the model ("en-1"), empty where none is open. Since 0.1. */
DTL_API dtl_str dtl_engine_model_id(const dtl_engine *engine);

/**
 * New session on an engine, which must outlive it. One thread at a time.
 *
 * out  Owned, free with dtl_session_free. DTL_NOMEM otherwise. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status dtl_session_new(const dtl_engine *engine,
                                                dtl_session **out,
                                                dtl_error *err);

/** Free a session and the document it holds. NULL is fine. */
DTL_API void dtl_session_free(dtl_session *session);

/**
 * Annotate one document with all stages up to `last`.
 *
 * in    UTF-8; borrowed until the session runs again or is freed.
 * form  DTL_INPUT_CONLLU: in->text holds CoNLL-U, whose sentences and
 *       words are kept; anything else: in->text is the article.
 * last  At most the `last` that the engine was opened with.
 *
 * Returns DTL_OK; DTL_INVALID where the text is not UTF-8 or `last` is too
 * high; DTL_LIMIT or DTL_NOMEM where the document is too large; DTL_SYNTAX
 * for bad CoNLL-U. The session can be used again after any of them.
 * Since 0.1. Example: docs/examples/code_text.c
 */
DTL_API DTL_MUST_USE dtl_status
dtl_session_run(dtl_session *session, const dtl_input *in,
                dtl_input_form form, dtl_stage last, dtl_error *err);

/**
 * The document that a session annotated last; NULL where there is none or
 * the last run failed. Arena: valid until the session runs again or is
 * freed. Since 0.1.
 */
DTL_API const dtl_doc *dtl_session_doc(const dtl_session *session);

/** What is written for each document. */
typedef enum dtl_format {
    DTL_FORMAT_EVENTS_JSONL,
    DTL_FORMAT_EVENTS_CSV,
    DTL_FORMAT_EVENTS_TABLE, /* for people */
    DTL_FORMAT_CONLLU,
    DTL_FORMAT_TIMES,  /* a JSON line a document */
    DTL_FORMAT_PLACES, /* a JSON line a document */
    DTL_FORMAT_QUOTES, /* a JSON line a document */
    DTL_FORMAT_EXPLAIN, /* for people */
    DTL_FORMAT_STORE,   /* the document in a JSON line, its events behind it */
    DTL_FORMAT_MISSED,  /* a line a verb that no rule knows: verb, frame,
                           document, start, end, actor, recipient, sentence */
    DTL_FORMAT_TERMS    /* bytes for dtl_linker_add */
} dtl_format;

/** How it is written. Start from DTL_WRITE_OPTIONS_INIT. */
typedef struct dtl_write_options {
    dtl_format format;
    unsigned statuses; /* bit 1u << dtl_event_status: keep; 0 keeps all */
    bool colour;       /* ANSI colours in what is for people */
    unsigned width;    /* columns of the terminal; 0: 100 */
} dtl_write_options;

#define DTL_WRITE_OPTIONS_INIT { DTL_FORMAT_EVENTS_JSONL, 0, false, 0 }

/** Takes bytes; returns false to stop. */
typedef bool (*dtl_put)(void *payload, dtl_str bytes);

/** Last stage that a format needs. Since 0.1. */
DTL_API dtl_stage dtl_format_stage(dtl_format format);

/** First bytes of a format (the header line of CSV), or empty; static. */
DTL_API dtl_str dtl_format_head(dtl_format format);

/**
 * Write the document that a session holds.
 *
 * put      Called once with all bytes of the document (maybe none).
 *
 * Returns DTL_OK; DTL_NOMEM; DTL_CANCELLED where `put` returned false;
 * DTL_INVALID where the session holds no document. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status
dtl_session_write(dtl_session *session, const dtl_write_options *options,
                  dtl_put put, void *payload, dtl_error *err);

/** A run over many documents. */
typedef struct dtl_batch {
    const dtl_engine *engine;
    dtl_reader *reader;         /* used where `next` is NULL */
    /* Gives documents as dtl_reader_next does; called by one thread at a
     * time, but not by the one that calls the others. */
    dtl_status (*next)(void *payload, dtl_record *record, dtl_error *err);
    unsigned jobs;              /* threads; 0 counts as 1 */
    dtl_write_options write;
    dtl_put put;                /* bytes, in the order of the input */
    dtl_put put_missed;         /* lines of DTL_FORMAT_MISSED likewise, or
                                   NULL; the engine's last stage allowing */
    void (*report)(void *payload, const dtl_error *what); /* or NULL */
    void (*progress)(void *payload, uint64_t docs, uint64_t words);
    bool (*stop)(void *payload); /* polled between documents, or NULL */
    void *payload;
} dtl_batch;

/** What a run did. */
typedef struct dtl_batch_result {
    uint64_t documents, rejected, words, events;
} dtl_batch_result;

/**
 * Read, annotate and write every document of a reader.
 *
 * Output and reports come in input order and are the same bytes for every
 * `jobs`. A rejected document is reported and the rest goes on; so is, once
 * and as DTL_NOTFOUND, that a document has no publication day. All
 * callbacks are called by one thread at a time.
 *
 * out  Written always.
 *
 * Returns DTL_OK also when documents were rejected (see `out`);
 * DTL_CANCELLED where put or stop asked for it; DTL_NOMEM. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status dtl_batch_run(const dtl_batch *batch,
                                              dtl_batch_result *out,
                                              dtl_error *err);

/**
 * Write one table of the codebook: "events", "modes", "contexts",
 * "sectors" or "cameo", tab-separated with a header line.
 *
 * Returns DTL_OK, DTL_NOTFOUND for another name, DTL_CANCELLED. Since 0.1.
 */
DTL_API DTL_MUST_USE dtl_status
dtl_codebook_write(const dtl_engine *engine, dtl_str table, dtl_put put,
                   void *payload, dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
