/* tag.h — questions asked of tags and relations (UD v2, Penn tags). */
#ifndef DATELINE_ANALYSE_TAG_H
#define DATELINE_ANALYSE_TAG_H

#include <stdbool.h>

#include "dateline/doc.h"

static inline bool dtli_rel_is_subject(uint8_t rel)
{
    return rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS ||
           rel == DTL_REL_NSUBJ_OUTER;
}

/* A verb with tense: VBD, VBZ, VBP. */
static inline bool dtli_xpos_is_finite(uint8_t xpos)
{
    return xpos == DTL_XPOS_VBD || xpos == DTL_XPOS_VBZ ||
           xpos == DTL_XPOS_VBP;
}

/* The word as the network reads it: plain quotes and the like. */
static inline dtl_str dtli_token_text(const dtl_token *token)
{
    return token->norm.len ? token->norm : token->form;
}

#endif
