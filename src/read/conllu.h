/* conllu.h — CoNLL-U into documents whose sentences and words are given.
 *
 * Format: universaldependencies.org/format.html. A document runs from one
 * "# newdoc" comment to the next. Its text is put together from the
 * "# text" comments where they match the words, else from the forms and
 * SpaceAfter. Comments, multiword ranges and empty nodes are kept aside, as
 * they are, for the writer.
 */
#ifndef DATELINE_READ_CONLLU_H
#define DATELINE_READ_CONLLU_H

#include "base/arena.h"
#include "dateline/doc.h"

/* Gives the next line, without its line end, valid until the next call;
 * DTL_END behind the last one. After DTL_LIMIT (a line too long, skipped) it
 * is asked again, after other failures not. */
typedef dtl_status (*dtl_line_source)(void *context, dtl_str *line,
                                      dtl_error *err);

typedef struct dtl_conllu_reader dtl_conllu_reader;

/* `fallback_id` (borrowed) names a document whose input does not. NULL when
 * memory is out. */
dtl_conllu_reader *dtli_conllu_open(dtl_line_source source, void *context,
                                    dtl_str fallback_id);
void dtli_conllu_close(dtl_conllu_reader *reader); /* NULL is fine */

/* Reads the next document into `doc` (zeroed here first), with text, blocks
 * (one a paragraph), sentences, words, and what annotation there is: lemma,
 * tags, tree; unknown labels are left out. All of it is in the arena.
 * DTL_END: no more. DTL_SYNTAX or DTL_LIMIT with line and byte: this
 * document is skipped, the next call goes on behind it. */
dtl_status dtli_conllu_next(dtl_conllu_reader *reader, dtl_arena *arena,
                            dtl_doc *doc, dtl_error *err) DTL_MUST_USE;

/* A row that is kept as it was, to be written before a word's row. */
typedef struct dtl_conllu_row {
    uint32_t before; /* token of the document; one behind the sentence's last
                        for rows at its end */
    dtl_str row;
} dtl_conllu_row;

/* What a sentence has besides words. */
typedef struct dtl_conllu_sent {
    dtl_str comments; /* lines but "# newdoc", each with its line end */
    bool has_id, has_text;
    uint32_t first_row, row_count; /* of dtl_conllu.rows */
} dtl_conllu_sent;

struct dtl_conllu {
    const dtl_conllu_sent *sents; /* one for each of doc->sents */
    const dtl_conllu_row *rows;   /* in order */
    bool continued; /* the rest of a document that was cut for its length */
};

#endif
