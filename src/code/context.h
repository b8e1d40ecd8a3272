/* context.h — what an act is about: the 37 contexts of the codebook.
 *
 * A word of a context in the sentence of the event or one beside it gives
 * FULL points, a hint half of them, both less further off in the paragraph;
 * signs ("by=SPY") go by the event itself. FULL points set the context.
 */
#ifndef DATELINE_CODE_CONTEXT_H
#define DATELINE_CODE_CONTEXT_H

#include "code/rule.h"

enum { DTL_CONTEXTS_MAX = 64 };

/* What a row of rules/contexts does with its words. */
typedef enum dtli_context_kind {
    CONTEXT_WORD,    /* tells the context by itself: "ambassador" */
    CONTEXT_HINT,    /* two different ones do: "delegation" */
    CONTEXT_MASK,    /* does not count, nor do its parts: "tear gas" */
    CONTEXT_AGAINST, /* speaks against the context: "conclave" */
    CONTEXT_SIGN,    /* of the event: "COERCE censor", "by=SPY" */
    CONTEXT_YIELDS,  /* is left out where one of these is set */
    CONTEXT_KIND_COUNT
} dtli_context_kind;

/* Parts of speech that a word may be asked for: "storm/n". */
typedef enum dtli_context_pos {
    CONTEXT_ANY_POS,
    CONTEXT_NOUN,
    CONTEXT_VERB,
    CONTEXT_ADJ
} dtli_context_pos;

/* What an entry of the words stands for, packed into its value. */
typedef struct dtli_context_use {
    uint32_t context;
    dtli_context_kind kind;
    dtli_context_pos pos;
} dtli_context_use;

uint32_t dtli_context_pack(dtli_context_use use);
dtli_context_use dtli_context_unpack(uint32_t value);

/* A sign: everything that it names holds of the event. */
struct dtli_context_sign {
    uint32_t context;
    bool half;      /* "?" in front: a hint only */
    bool states;    /* governments of two countries take part */
    int event;      /* dtl_event_type, or -1: any */
    dtl_str mode;   /* empty: any, as all below */
    dtl_str by, to; /* sectors, divided by commas: some actor's, recipient's */
    dtl_str any;    /* of either side */
    dtl_str not_to; /* of no recipient */
};

/* Reads a table rules/contexts*. DTL_SYNTAX tells the row. */
dtl_status dtli_contexts_read(dtl_rules *rules, const dtl_table *table,
                              dtl_error *err) DTL_MUST_USE;

#endif
