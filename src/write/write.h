/* write.h — annotated documents into bytes, one function a format. */
#ifndef DATELINE_WRITE_WRITE_H
#define DATELINE_WRITE_WRITE_H

#include "base/str.h"
#include "dateline/doc.h"
#include "write/codebook.h"
#include "write/position.h"

/* What every writer of events is given. */
typedef struct dtl_write_context {
    const dtl_codebook *codebook;
    dtl_str lexicon; /* version */
    dtl_str model;   /* id */
    dtl_positions *positions;
    dtl_arena *arena;  /* scratch of the document */
    unsigned statuses; /* bit 1u << status: keep; 0 keeps all */
    bool colour;
    unsigned width; /* columns for people */
} dtl_write_context;

/* True where the status filter keeps `event`. */
bool dtli_write_keeps(const dtl_write_context *context,
                      const dtl_event *event);

/* Words of `span` as the text has them. */
dtl_str dtli_write_words(const dtl_doc *doc, dtl_span span);

/* Bytes of the longest code: two of a user's, joined. */
enum { DTL_WRITE_CODE_SIZE = 64 };

/* "IRQREB": country and sectors, CAMEO style, or the codes of the user's
 * tables as they are, into out. */
dtl_str dtli_write_actor_code(const dtl_actor *actor,
                              char out[DTL_WRITE_CODE_SIZE]);

/* "sectors":["GOV"], all that an actor has. */
void dtli_write_sectors(const dtl_actor *actor, dtl_buf *out);

/* {"text","name","country","sectors","code","start","end"} */
void dtli_write_actor(const dtl_positions *at, const dtl_actor *actor,
                      dtl_buf *out);

/* "coder":{"version","lexicon","model"}, the last member of a record. */
void dtli_write_coder(dtl_str version, dtl_str lexicon, dtl_str model,
                      dtl_buf *out);

/* One JSON line an event, as the contract has it. */
void dtli_write_events_jsonl(const dtl_write_context *context,
                             const dtl_doc *doc, dtl_buf *out);

/* A line a verb that no rule knows (missed.c). */
void dtli_write_missed(const dtl_write_context *context, const dtl_doc *doc,
                       dtl_buf *out);

/* RFC 4180 rows; lists are joined by ';'. */
dtl_str dtli_write_csv_head(void);
void dtli_write_events_csv(const dtl_write_context *context,
                           const dtl_doc *doc, dtl_buf *out);

/* "plans to assault (targeted)": what was done, for people. */
void dtli_write_act(dtl_buf *text, dtl_event_status status, dtl_str type,
                    dtl_str mode);

/* A table for people: names first, aligned, cut to the width. */
void dtli_write_events_table(const dtl_write_context *context,
                             const dtl_doc *doc, dtl_buf *out);

/* Sentence by sentence: tree, names, times, places, events and why. */
void dtli_write_explain(const dtl_write_context *context, const dtl_doc *doc,
                        dtl_buf *out);

#endif
