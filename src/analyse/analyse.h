/* analyse.h — words into lemmas, tags, trees and names. */
#ifndef DATELINE_ANALYSE_ANALYSE_H
#define DATELINE_ANALYSE_ANALYSE_H

#include "base/arena.h"
#include "dateline/doc.h"

/* The trained model: immutable, shared by threads. */
typedef struct dtl_model dtl_model;

/* DTL_IO, DTL_VERSION or DTL_CORRUPT. */
dtl_status dtli_model_open(const char *path, dtl_model **out, dtl_error *err)
    DTL_MUST_USE;
void dtli_model_close(dtl_model *model); /* NULL is fine */

/* Id of the model ("en-1") and its card's key-values; static while open. */
dtl_str dtli_model_id(const dtl_model *model);

/* A number that tells this model file from others. */
uint32_t dtli_model_stamp(const dtl_model *model);

/* What the network makes of single words, kept from document to document by
 * one thread (word_cache.h). */
typedef struct dtl_word_cache dtl_word_cache;

/* Fills lemma, upos, xpos, head, rel and name of every token, and
 * doc->names, and keeps doc->vectors (vector.h). Requires tokens. Scratch
 * memory comes from the arena and is released. Same model, same words: same
 * result on every processor, with and without a cache, which may be NULL. */
dtl_status dtli_analyse(const dtl_model *model, dtl_word_cache *cache,
                        dtl_doc *doc, dtl_arena *arena,
                        dtl_error *err) DTL_MUST_USE;

#endif
