/* encoder.h — words of a sentence as a pretrained transformer reads them.
 *
 * MiniLM (Wang and others 2020), a BERT encoder (Devlin and others 2019) over
 * word pieces (Wu and others 2016), with fixed weights. Only teachers use it:
 * what it knows reaches a model through the labels that they give.
 *
 * File: two uint32, the count of pieces and the bytes of their list; the
 * list, one piece a line, padded to 4; then float32 matrices [in x out], each
 * with its bias, in the order of encoder.mjs. Little-endian.
 */
#ifndef DATELINE_TRAIN_ENCODER_H
#define DATELINE_TRAIN_ENCODER_H

#include "corpus.h"

/* Numbers of a word: what two of its layers have. */
enum { ENCODER_WIDTH = 384, ENCODER_DIM = 2 * ENCODER_WIDTH };

typedef struct encoder encoder;

/* DTL_CORRUPT where the file is of another shape. */
dtl_status encoder_open(const char *path, encoder **out,
                        dtl_error *err) DTL_MUST_USE;
void encoder_close(encoder *e); /* NULL is fine */

/* Room of one thread. */
typedef struct encoder_room encoder_room;
encoder_room *encoder_room_new(void); /* NULL: no memory */
void encoder_room_free(encoder_room *room);

/* Sentences [from, end). */
typedef struct sentence_range {
    uint32_t from, end;
} sentence_range;

/* Fills out [words of the sentences x ENCODER_DIM] and lets their words point
 * there: of each layer the mean over a word's pieces, with mean 0 and one
 * spread; zeros for words past the 512 positions of a sentence. */
void encoder_read(const encoder *e, encoder_room *room, corpus *c,
                  sentence_range range, float *out);

/* The whole corpus, which then owns the numbers. Two threads. */
dtl_status encoder_read_all(const encoder *e, corpus *c, uint32_t threads,
                            dtl_error *err) DTL_MUST_USE;

#endif
