/* conllu_build.h — a document in the making, sentence by sentence. */
#ifndef DATELINE_READ_CONLLU_BUILD_H
#define DATELINE_READ_CONLLU_BUILD_H

#include "base/str.h"
#include "read/conllu.h"

/* An orthographic word: words [first, last] of the document. */
typedef struct dtl_surface {
    dtl_str form;
    uint32_t first, last;
    bool spaced;
} dtl_surface;

/* Comments of a sentence. */
typedef struct dtl_conllu_head {
    dtl_str comments; /* borrowed */
    dtl_str text;     /* of "# text", borrowed; ptr is NULL without it */
    bool has_id;
    bool new_paragraph;
} dtl_conllu_head;

typedef struct dtl_conllu_builder {
    dtl_doc *doc;
    dtl_arena *arena;
    dtl_conllu *kept;
    dtl_conllu_sent *kept_sents;
    dtl_conllu_row *rows;
    dtl_surface *surfaces; /* of the sentence */
    uint32_t token_room, sent_room, kept_room, row_room, surface_room,
        block_room;
    uint32_t row_count, surface_count;
    uint32_t first;     /* first token of the sentence */
    uint32_t first_row; /* first kept row of the sentence */
    uint32_t covered;   /* one behind the last token of the last range */
    bool open;          /* the sentence has a row */
    uint64_t line;      /* that is being read */
    uint64_t head_line, head_byte; /* of the word whose head is highest */
    uint32_t head_most;
    dtl_buf text; /* freed by the owner */
} dtl_conllu_builder;

/* Takes a row, valid UTF-8. DTL_SYNTAX, DTL_LIMIT, DTL_NOMEM. */
dtl_status dtli_conllu_take_row(dtl_conllu_builder *builder, dtl_str row,
                                dtl_error *err) DTL_MUST_USE;

/* Ends the sentence: checks its tree and places its words in the text. */
dtl_status dtli_conllu_end_sentence(dtl_conllu_builder *builder,
                                    const dtl_conllu_head *head,
                                    dtl_error *err) DTL_MUST_USE;

/* Appends the sentence's text and gives its words their spans; false where
 * memory or the text's limit is out. */
bool dtli_conllu_place(dtl_conllu_builder *builder,
                       const dtl_conllu_head *head);

#endif
