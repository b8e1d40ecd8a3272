/* quote_internal.h — what the files of the quotation resolver share.
 *
 * quote.c          the stage: which quoted words are speech, and the result
 * quote_cue.c      the table of cues, and which words of a text are cues
 * quote_mark.c     which marks open and close
 * quote_find.c     marks into spans of words
 * quote_subject.c  who speaks by a cue: its subject in the tree
 * quote_speaker.c  which cue a quotation has
 */
#ifndef DATELINE_RESOLVE_QUOTE_INTERNAL_H
#define DATELINE_RESOLVE_QUOTE_INTERNAL_H

#include "resolve/quote.h"

/* Kinds of data/quotes/cues.tsv. */
typedef enum quote_cue {
    QUOTE_CUE_NONE,
    QUOTE_CUE_SAY,
    QUOTE_CUE_CALL,
    QUOTE_CUE_CITE,
    QUOTE_CUE_TITLE,
    QUOTE_CUE_PAPER,
    QUOTE_CUE_STUDY,
    QUOTE_CUE_OUTLET,
    QUOTE_CUE_WORD,
    QUOTE_CUE_NAMED
} quote_cue;

/* What a token is as a quotation mark. */
typedef enum quote_mark {
    QUOTE_MARK_NONE,
    QUOTE_MARK_OPEN,
    QUOTE_MARK_CLOSE,
    QUOTE_MARK_EITHER, /* by whether one is open */
    QUOTE_MARK_SINGLE_OPEN,
    QUOTE_MARK_SINGLE_CLOSE
} quote_mark;

/* Quoted words, before it is known whether they are speech. */
typedef struct quote_span {
    uint32_t first, last; /* tokens, inclusive, with the marks that stand */
    uint32_t block;
    bool opened, closed;  /* the mark stands */
    bool nested;
} quote_span;

/* A cue outside quotations and whom it gives, in text order. */
typedef struct quote_said {
    uint32_t token;
    int32_t speaker; /* token */
} quote_said;

typedef struct quote_context {
    const dtl_cues *cues;
    dtl_doc *doc;
    dtl_arena *arena;
    uint8_t *cue;        /* quote_cue by token */
    uint8_t *mark;       /* quote_mark by token */
    int32_t *inside;     /* by token: span of quoted words, or DTL_NO_INDEX */
    int32_t *child, *next; /* first child and next sibling in the tree */
    uint32_t *block_end; /* by block: one past its last token */
    quote_span *spans;
    uint32_t span_count, span_room;
    quote_said *said;
    uint32_t said_count, said_room;
    uint32_t quote_room;
    bool failed; /* memory */
} quote_context;

/* Which cue a quotation has and who speaks it. */
typedef struct quote_link {
    int32_t cue;      /* token, or DTL_NO_INDEX */
    int32_t speaker;  /* token, or DTL_NO_INDEX */
    bool strong;      /* speech without a doubt: "...," said X */
    bool behind;      /* the cue stands behind the quotation */
    bool described;   /* "called it", "denounced as" */
    uint32_t steps;   /* up the tree from the words to the cue */
    bool subject;     /* the words are part of the cue's subject */
} quote_link;

/* --- quote_cue.c: fills ctx->cue. */
void dtli_quote_cues(quote_context *ctx);
dtl_str dtli_quote_norm(const quote_context *ctx, uint32_t t);
bool dtli_quote_is(const quote_context *ctx, uint32_t t, const char *word);
bool dtli_quote_is_word(const quote_context *ctx, uint32_t t);

/* --- quote_mark.c: fills the marks of tokens [first, end) of a block. */
void dtli_quote_marks(quote_context *ctx, uint32_t first, uint32_t end);

/* --- quote_find.c: fills ctx->spans and ctx->inside. */
void dtli_quote_find(quote_context *ctx);

/* Words, marks apart; "don't" counts one. At most `most` are counted. */
uint32_t dtli_quote_words(const quote_context *ctx, const quote_span *span,
                          uint32_t most);

/* --- quote_subject.c */

/* Token of who speaks by the verb or noun `cue`, or DTL_NO_INDEX. */
int32_t dtli_quote_subject(const quote_context *ctx, uint32_t cue);

/* Head of the longest phrase that begins at token `from`; or none. */
int32_t dtli_quote_phrase(const quote_context *ctx, uint32_t from);

bool dtli_quote_is_paper(const quote_context *ctx, int32_t t);

/* Who wrote the paper at token `paper`; itself where nobody is named. */
int32_t dtli_quote_author(const quote_context *ctx, int32_t paper);

/* Mention that the noun at token `t` heads or is part of, or none. */
int32_t dtli_quote_mention(const quote_context *ctx, int32_t t);

/* A person, body, state or group that may speak. */
bool dtli_quote_may_speak(const quote_context *ctx, int32_t t);

/* A preposition stands before the noun: "at a bank". */
bool dtli_quote_has_case(const quote_context *ctx, int32_t t);

/* First token of the phrase that `t` heads, within `from`. */
uint32_t dtli_quote_leftmost(const quote_context *ctx, uint32_t t,
                             uint32_t from);

/* --- quote_speaker.c */

/* Lists all cues outside quotations with their speakers. */
void dtli_quote_said(quote_context *ctx);

/* The cue of a span in its own sentence. */
quote_link dtli_quote_link(const quote_context *ctx, uint32_t span);

#endif
