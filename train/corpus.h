/* corpus.h — training sentences of treebanks and name files in one shape. */
#ifndef DATELINE_TRAIN_CORPUS_H
#define DATELINE_TRAIN_CORPUS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/table.h"
#include "dateline/labels.h"

/* NAME_OTHER: O or MISC, but none of PER, ORG and LOC. */
enum { LABEL_NONE = 0xFFFF, NAME_OTHER = 0xFFFE, NAME_TAGS = 9 };

/* A label that may be right, with its share of belief in 1 / LIKELY_ALL. */
typedef struct likely {
    uint16_t label, share;
} likely;

enum { LIKELY_ALL = 0xFFFF, LIKELY_HEADS = 4, LIKELY_TAGS = 3 };

/* What teachers think of a word, likeliest first; shares of 0 end a list. */
typedef struct belief {
    likely head[LIKELY_HEADS], rel[LIKELY_TAGS], upos[LIKELY_TAGS],
        xpos[LIKELY_TAGS], script[LIKELY_TAGS];
} belief;

/* Name tags: 0 O, then B-X = 2 * type - 1, I-X = 2 * type. */
typedef struct word {
    dtl_str form;    /* plain quotes and dashes, as the analyser reads it */
    dtl_str raw;     /* as written; lemmas of marks are made from it */
    dtl_str lemma;   /* empty: not told */
    uint16_t upos, xpos, rel, script, name; /* LABEL_NONE: not told */
    uint16_t head;   /* 0 root, 1..n; LABEL_NONE: not told */
    const belief *belief; /* of teachers, or NULL: the labels are sure */
    const float *context; /* as an encoder reads it (encoder.h), or NULL */
} word;

typedef struct sentence {
    uint32_t first, count;
    dtl_str id; /* of a treebank's sentence, or empty */
} sentence;

typedef struct corpus {
    dtl_arena *arena; /* owns all strings and arrays */
    word *words;
    uint32_t word_count, word_capacity;
    sentence *sentences;
    uint32_t sentence_count, sentence_capacity;
    dtl_str next_id; /* of the sentence that is being read */
    float *contexts; /* those of all words, or NULL; owned */
    belief *beliefs; /* those of the words that teachers label; owned */
} corpus;

dtl_status corpus_init(corpus *c, dtl_error *err) DTL_MUST_USE;
void corpus_clear(corpus *c);

word *corpus_add_word(corpus *c, dtl_str form);  /* NULL: no memory */
bool corpus_end_sentence(corpus *c);

/* Tag number of "B-PER", "I-place" ...; NAME_OTHER for a type that is no
 * name of ours, such as GUM's objects and times. */
uint16_t corpus_name_label(dtl_str tag);

/* Base of a word's lemma: marks keep their shape, words have plain quotes. */
dtl_str corpus_lemma_base(const word *w);

/* Reads a CoNLL-U file. Documents "GUM_<genre>_..." whose genre is one of
 * `skip` ("fiction whow") are left out. */
dtl_status corpus_read_conllu(corpus *c, const char *path, const char *skip,
                              dtl_error *err) DTL_MUST_USE;

/* Name tags of an IOB2 file with id, word, tag columns onto the sentences
 * already read from sentence `from` on, matched in order by their words. */
dtl_status corpus_add_iob2(corpus *c, const char *path, uint32_t from,
                           dtl_error *err) DTL_MUST_USE;

/* Lines "sentence id, first word, last word, type" onto the sentences read
 * from `from` on, in their order; words are counted from 1. */
dtl_status corpus_add_names(corpus *c, const char *path, uint32_t from,
                            dtl_error *err) DTL_MUST_USE;

/* The same file as sentences of their own. */
dtl_status corpus_read_iob2(corpus *c, const char *path,
                            dtl_error *err) DTL_MUST_USE;

/* Two-column IO file ("Japanese I-MISC"). */
dtl_status corpus_read_wikigold(corpus *c, const char *path,
                                dtl_error *err) DTL_MUST_USE;

/* {"text", "names": [{start, end, type}]} lines, positions in code points,
 * through the library's own blocks and segmentation. */
dtl_status corpus_read_names(corpus *c, const char *path,
                             dtl_error *err) DTL_MUST_USE;

#endif
